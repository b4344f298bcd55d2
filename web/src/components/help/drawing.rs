//! Draws the small pictures of the pages of help, each from a line of text.

use yew::{Html, classes, html};

use super::drawings;
use peerlab_core::check::Code;

/// How wide a character of a line is at most.
const CHARACTER: i32 = 7;
/// How far VPCs stand from each other.
const GAP: i32 = 56;
/// How high the name and each line are.
const LINE: i32 = 16;
/// How far the ways of packets stand from each other.
const LEVEL: i32 = 16;

/// A text, and whether it is what is wrong.
type Marked<'t> = (&'t str, bool);

/// A VPC, and where it stands.
struct Card<'t> {
    name: Marked<'t>,
    lines: Vec<Marked<'t>>,
    is_there: bool,
    x: i32,
    width: i32,
}

impl Card<'_> {
    const fn middle(&self) -> i32 {
        self.x + self.width / 2
    }
}

/// Draws what the page of a code shows, with its words below it.
pub(super) fn drawing(code: Code) -> Html {
    let (text, words) = drawings::of(code);
    html! {
        <figure class="sketch">
            { drawn(text) }
            <figcaption>{ words }</figcaption>
        </figure>
    }
}

fn drawn(text: &str) -> Html {
    let (cards, signs) = read(text);
    let lines = cards.iter().map(|card| card.lines.len()).max();
    let height = LINE * (1 + number(lines.unwrap_or_default())) + 12;
    let top = if signs.iter().any(|sign| bends(&cards, sign)) {
        28
    } else {
        2
    };
    let mut level = top + height;
    let mut drawn = Vec::new();
    for (place, sign) in signs.iter().enumerate() {
        let (Some(from), Some(to)) = (cards.get(sign.from), cards.get(sign.to)) else {
            continue;
        };
        if matches!(sign.kind, '>' | '/') {
            level += LEVEL;
            drawn.push(packet(from, to, sign.kind == '>', level));
        } else if bends(&cards, sign) {
            drawn.push(bow(from, to, sign.kind, top));
        } else {
            let before = signs.iter().take(place);
            let same = before.filter(|known| known.from == sign.from && known.to == sign.to);
            let lower = number(same.count()) * LEVEL;
            drawn.push(joint(from, to, sign.kind, top + height / 2 + lower));
        }
    }
    let right = cards.last().map_or(0, |card| card.x + card.width + 2);
    let bottom = level + if level > top + height { 8 } else { 2 };
    html! {
        <svg viewBox={format!("0 0 {right} {bottom}")} width={right.to_string()}
            height={bottom.to_string()} aria-hidden="true">
            { for drawn }
            { for cards.iter().map(|card| self::card(card, top, height)) }
        </svg>
    }
}

/// Counts in the numbers of a drawing.
fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or_default()
}

/// What stands between or below two VPCs.
struct Sign {
    from: usize,
    to: usize,
    kind: char,
}

/// Tells whether what joins two VPCs goes above them, because another stands
/// between or both are one.
fn bends(cards: &[Card<'_>], sign: &Sign) -> bool {
    let is_near = sign.from.abs_diff(sign.to) == 1;
    !matches!(sign.kind, '>' | '/') && !is_near && sign.from.max(sign.to) < cards.len()
}

/// Reads a line of [`drawings`].
fn read(text: &str) -> (Vec<Card<'_>>, Vec<Sign>) {
    let (row, signs) = text.split_once(';').unwrap_or((text, ""));
    let mut x = 2;
    let mut cards: Vec<Card<'_>> = Vec::new();
    for part in row.split('|') {
        let (name, lines) = part.split_once(": ").unwrap_or((part, ""));
        let name = name.trim();
        let is_there = !name.starts_with('?');
        let lines = lines.split(", ").filter(|line| !line.trim().is_empty());
        let lines: Vec<Marked<'_>> = lines.map(marked).collect();
        let longest = lines.iter().map(|(line, _)| line.chars().count()).max();
        let width = (number(longest.unwrap_or_default()) * CHARACTER + 20).max(44);
        cards.push(Card {
            name: marked(name.trim_start_matches('?')),
            lines,
            is_there,
            x,
            width,
        });
        x += width + GAP;
    }
    let place = |name: &str| cards.iter().position(|card| card.name.0 == name);
    let sign = |word: &str| {
        let kind = word.chars().find(|kind| "=~#>/".contains(*kind))?;
        let (from, to) = word.split_once(kind)?;
        Some(Sign {
            from: place(from)?,
            to: place(to)?,
            kind,
        })
    };
    let signs = signs.split_whitespace().filter_map(sign).collect();
    (cards, signs)
}

fn marked(text: &str) -> Marked<'_> {
    let text = text.trim();
    text.strip_prefix('!')
        .map_or((text, false), |text| (text, true))
}

fn card(card: &Card<'_>, top: i32, height: i32) -> Html {
    let wrong = |is_wrong: bool| is_wrong.then_some("is-wrong");
    let class = classes!(
        "sketch-card",
        wrong(card.name.1),
        (!card.is_there).then_some("is-gone")
    );
    let mut y = top + LINE + 2;
    let x = card.middle().to_string();
    html! {
        <>
            <rect {class} x={card.x.to_string()} y={top.to_string()} rx="6"
                width={card.width.to_string()} height={height.to_string()} />
            <text class={classes!("sketch-name", wrong(card.name.1))} x={x.clone()} y={y.to_string()}>
                { card.name.0.to_owned() }
            </text>
            { for card.lines.iter().map(|&(line, is_wrong)| {
                y += LINE;
                html! {
                    <text class={classes!("sketch-text", wrong(is_wrong))} x={x.clone()} y={y.to_string()}>
                        { line.to_owned() }
                    </text>
                }
            }) }
        </>
    }
}

/// Draws what joins two VPCs that stand beside each other.
fn joint(from: &Card<'_>, to: &Card<'_>, kind: char, y: i32) -> Html {
    let is_right = from.x < to.x;
    let (start, end) = if is_right {
        (from.x + from.width, to.x)
    } else {
        (from.x, to.x + to.width)
    };
    let middle = i32::midpoint(start, end);
    match kind {
        '~' => {
            let open = middle + if is_right { -4 } else { 4 };
            html! {
                <>
                    <path class="sketch-line is-orphan" d={format!("M{start} {y}H{open}")} />
                    <circle class="sketch-open" cx={middle.to_string()} cy={y.to_string()} r="4" />
                </>
            }
        }
        '#' => html! {
            <>
                <path class="sketch-line is-conflict" d={format!("M{start} {y}l6-4 6 8 6-4M{end} {y}l-6-4-6 8-6-4")} />
                <path class="sketch-line is-conflict" d={cross(middle, y)} />
            </>
        },
        _ => {
            let tick = format!("M{} {}l4 4 6-8", middle - 5, y);
            html! {
                <>
                    <path class="sketch-line is-peered" d={format!("M{start} {y}H{}M{} {y}H{end}", middle - 10, middle + 10)} />
                    <path class="sketch-line is-peered" d={tick} />
                </>
            }
        }
    }
}

/// Draws what joins two VPCs above those between, or one with itself.
fn bow(from: &Card<'_>, to: &Card<'_>, kind: char, top: i32) -> Html {
    let (start, end) = if from.x < to.x {
        (from.middle(), to.middle())
    } else {
        (from.x + 8, from.x + from.width - 8)
    };
    let class = if kind == '=' {
        "is-peered"
    } else {
        "is-orphan"
    };
    html! {
        <path class={classes!("sketch-line", class)}
            d={format!("M{start} {top}C{start} {high} {end} {high} {end} {top}", high = top - 32)} />
    }
}

/// Draws the way of a packet below the VPCs.
fn packet(from: &Card<'_>, to: &Card<'_>, arrives: bool, y: i32) -> Html {
    let start = from.middle();
    // One that goes nowhere still sets out.
    let end = if from.x == to.x {
        start + 20
    } else {
        to.middle()
    };
    let back = if start < end { -5 } else { 5 };
    let tip = if arrives {
        format!(
            "M{} {}L{end} {y}L{} {}",
            end + back,
            y - 4,
            end + back,
            y + 4
        )
    } else {
        cross(end, y)
    };
    let class = if arrives { "is-peered" } else { "is-conflict" };
    html! {
        <>
            <circle class={classes!("sketch-start", class)} cx={start.to_string()} cy={y.to_string()} r="3" />
            <path class={classes!("sketch-line", class)} d={format!("M{start} {y}H{end}{tip}")} />
        </>
    }
}

fn cross(x: i32, y: i32) -> String {
    format!("M{} {}l8 8m0-8l-8 8", x - 4, y - 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_whole() {
        for &code in Code::ALL {
            let (text, words) = drawings::of(code);
            let (cards, signs) = read(text);
            let (row, written) = text.split_once(';').unwrap_or((text, ""));
            assert_eq!(cards.len(), row.split('|').count(), "{code}");
            assert_eq!(
                signs.len(),
                written.split_whitespace().count(),
                "{code}: {text}"
            );
            let is_marked = cards
                .iter()
                .any(|card| card.name.1 || !card.is_there || card.lines.iter().any(|line| line.1));
            let is_joined = signs.iter().any(|sign| sign.kind != '=');
            assert!(is_marked || is_joined, "{code} shows nothing that is wrong");
            let wide = cards.last().map_or(0, |card| card.x + card.width);
            assert!(wide < 480, "{code} is {wide} wide");
            assert!(words.ends_with('.'), "{code}: {words}");
        }
    }
}

//! Colours and sizes.

use super::Theme;

/// The page's colours that a picture has, light and dark.
const COLOURS: [(&str, &str, &str); 10] = [
    ("ground", "#f6f6f9", "#16151a"),
    ("surface", "#ffffff", "#1f1d25"),
    ("line", "#dcdbe3", "#38353f"),
    ("line-strong", "#8c8996", "#787482"),
    ("text", "#1d1b22", "#eceaf1"),
    ("muted", "#5d5968", "#aaa5b5"),
    ("accent", "#6b21c8", "#b58cff"),
    ("peered", "#0b7345", "#4fcf93"),
    ("conflict", "#bf1f33", "#ff8088"),
    ("orphan", "#8a5200", "#e6ad4a"),
];

/// What has which colour: the colour's name behind each `$`.
const COLOURED: &str = "\
.ground,.open{fill:$ground}\
.surface{fill:$surface}\
.edge{stroke:$line-strong}\
.rule{stroke:$line}\
.text{fill:$text}\
.muted{fill:$muted}\
.band{fill:$accent;stroke:$line}\
.badge{stroke:$accent}\
.badge-text{fill:$accent}\
.peered{stroke:$peered}\
.conflict{stroke:$conflict}\
.orphan{stroke:$orphan}\
.unjudged{stroke:$line-strong}\
.port{stroke:$surface}\
.peered-port{fill:$peered}\
.conflict-port{fill:$conflict}\
.orphan-port{fill:$orphan}\
.unjudged-port{fill:$line-strong}";

/// What does not depend on the colours.
const SHAPES: &str = "\
text{font-variant-numeric:tabular-nums}\
.line,.rule,.edge,.badge,.mark{fill:none}\
.line,.mark{stroke-linecap:round;stroke-linejoin:round}\
.line,.joint,.open{stroke-width:2}\
.mark{stroke-width:2.2}\
.port{stroke-width:1.5}\
.dashed{stroke-dasharray:7 6}\
.dotted{stroke-dasharray:1 5}\
.band{fill-opacity:.04}\
.name{font-size:15px;font-weight:600}\
.meta{font-size:12px}\
.row{font-size:13px}\
.cidr{font-size:12.5px;text-anchor:end}\
.small{font-size:11px;text-anchor:middle}\
.middle{font-size:14px;text-anchor:middle}";

/// Returns the style of a picture. There is none of the newer ways to write it:
/// programs beside browsers are to understand it.
pub(super) fn style(theme: Theme) -> String {
    let light = coloured(|&(_, light, _)| light);
    let dark = coloured(|&(_, _, dark)| dark);
    let colours = match theme {
        Theme::Light => light,
        Theme::Dark => dark,
        Theme::Auto => format!("{light}@media (prefers-color-scheme:dark){{{dark}}}"),
    };
    format!("{SHAPES}{colours}")
}

fn coloured(colour: impl Fn(&(&str, &'static str, &'static str)) -> &'static str) -> String {
    let mut parts = COLOURED.split('$');
    let mut style = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find([';', '}']).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        let named = COLOURS.iter().find(|(known, ..)| *known == name);
        style.push_str(named.map_or("none", &colour));
        style.push_str(rest);
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_the_pages() {
        let page = include_str!("../../../../static/style.css");
        for (name, light, dark) in COLOURS {
            let line = format!("--{name}: light-dark({light}, {dark});");
            assert!(page.contains(&line), "{line}");
        }
    }

    #[test]
    fn every_name_is_a_colour() {
        assert!(!style(Theme::Auto).contains("none;stroke"));
        assert!(!style(Theme::Auto).contains("fill:none}.open"));
        assert_eq!(
            style(Theme::Dark).matches(":none").count(),
            1,
            "lines alone"
        );
        assert!(!style(Theme::Auto).contains('$'));
    }
}

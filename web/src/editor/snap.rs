//! Where dragged cards come to stand: on lines that other cards already keep.

use peerlab_core::layout::Rect;

/// A line that dragged cards and others have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guide {
    /// Whether it runs from left to right; from top to bottom otherwise.
    pub level: bool,
    /// Where it is, across its own direction.
    pub at: i32,
    /// Where it begins.
    pub from: i32,
    /// Where it ends.
    pub to: i32,
}

/// How far a guide reaches beyond what it joins.
const OVERHANG: i32 = 12;

/// Finds by how much more `moved` should go so that an edge or the middle of it
/// is on one line with that of another rectangle, where one is within `near`;
/// and the lines it then has in common with others.
///
/// Takes O(n) time for n others.
#[must_use]
pub fn snap(moved: Rect, others: &[Rect], near: i32) -> (i32, i32, Vec<Guide>) {
    let x = nudge(
        across(moved),
        others.iter().map(|&other| across(other)),
        near,
    );
    let y = nudge(down(moved), others.iter().map(|&other| down(other)), near);
    let moved = Rect {
        x: moved.x + x.unwrap_or(0),
        y: moved.y + y.unwrap_or(0),
        ..moved
    };
    let mut guides = Vec::new();
    for &other in others {
        let all = moved.union(other);
        if x.is_some() {
            common(across(moved), across(other), |at| Guide {
                level: false,
                at,
                from: all.y - OVERHANG,
                to: all.bottom() + OVERHANG,
            })
            .for_each(|guide| add(&mut guides, guide));
        }
        if y.is_some() {
            common(down(moved), down(other), |at| Guide {
                level: true,
                at,
                from: all.x - OVERHANG,
                to: all.right() + OVERHANG,
            })
            .for_each(|guide| add(&mut guides, guide));
        }
    }
    (x.unwrap_or(0), y.unwrap_or(0), guides)
}

/// The edges and the middle of a span, twice as far out, so that all are whole.
type Lines = [i32; 3];

/// Which lines draw one another: an edge any edge, a middle the middle.
const PAIRS: [(usize, usize); 5] = [(0, 0), (0, 2), (1, 1), (2, 0), (2, 2)];

fn across(rect: Rect) -> Lines {
    [2 * rect.x, rect.x + rect.right(), 2 * rect.right()]
}

fn down(rect: Rect) -> Lines {
    [2 * rect.y, rect.y + rect.bottom(), 2 * rect.bottom()]
}

fn pairs(moved: Lines, other: Lines) -> impl Iterator<Item = (i32, i32)> {
    let of = move |(a, b): (usize, usize)| Some((*moved.get(a)?, *other.get(b)?));
    PAIRS.into_iter().filter_map(of)
}

/// Returns the smallest way by which a line comes to lie on another.
fn nudge(moved: Lines, others: impl Iterator<Item = Lines>, near: i32) -> Option<i32> {
    let ways = others.flat_map(|other| pairs(moved, other));
    let ways = ways.map(|(from, to)| to - from);
    let whole = ways.filter(|way| way % 2 == 0).map(|way| way / 2);
    whole
        .filter(|way| way.abs() <= near)
        .min_by_key(|way| (way.abs(), *way))
}

/// Returns a guide for every line that two spans have in common.
fn common(one: Lines, other: Lines, guide: impl Fn(i32) -> Guide) -> impl Iterator<Item = Guide> {
    // Of spans that are the same the edges say enough.
    let lines = pairs(one, other).filter(move |(a, b)| a == b && (one != other || *a != one[1]));
    lines.map(move |(line, _)| guide(line / 2))
}

/// Adds a guide, or lengthens the one that is on the same line.
fn add(guides: &mut Vec<Guide>, guide: Guide) {
    let mut same = guides.iter_mut();
    match same.find(|known| (known.level, known.at) == (guide.level, guide.at)) {
        Some(known) => {
            known.from = known.from.min(guide.from);
            known.to = known.to.max(guide.to);
        }
        None => guides.push(guide),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn guide(level: bool, at: i32, from: i32, to: i32) -> Guide {
        Guide {
            level,
            at,
            from: from - OVERHANG,
            to: to + OVERHANG,
        }
    }

    #[test]
    fn edges_and_middles_draw_near_lines_and_far_ones_do_not() {
        let other = Rect::new(0, 0, 240, 96);
        // Its left edge is 3 off, and its middle is nowhere near.
        let (x, y, guides) = snap(Rect::new(3, 300, 240, 120), &[other], 6);
        assert_eq!((x, y), (-3, 0));
        let lines = [0, 240].map(|at| guide(false, at, 0, 420));
        assert_eq!(guides, lines);
        // Beside it, with the middles 2 apart.
        let (x, y, guides) = snap(Rect::new(500, -10, 240, 120), &[other], 6);
        assert_eq!((x, y), (0, -2));
        assert_eq!(guides, [guide(true, 48, 0, 740)]);
        assert_eq!(
            snap(Rect::new(500, 400, 240, 96), &[other], 6),
            (0, 0, vec![])
        );
    }

    #[test]
    fn the_nearest_line_wins_and_a_guide_joins_all_that_are_on_it() {
        let others = [
            Rect::new(0, 0, 100, 50),
            Rect::new(4, 200, 100, 50),
            Rect::new(4, 900, 100, 50),
        ];
        let (x, _, guides) = snap(Rect::new(3, 500, 100, 50), &others, 8);
        assert_eq!(x, 1);
        assert_eq!(guides[0], guide(false, 4, 200, 950));
    }

    proptest! {
        #[test]
        fn what_is_drawn_to_a_line_stays_there(
            moved in (-99..99, -99..99, 1..50, 1..50),
            others in prop::collection::vec((-99..99, -99..99, 1..50, 1..50), 0..5),
        ) {
            let rect = |(x, y, width, height)| Rect::new(x, y, width, height);
            let others: Vec<Rect> = others.into_iter().map(rect).collect();
            let moved = rect(moved);
            let (x, y, guides) = snap(moved, &others, 6);
            prop_assert!(x.abs() <= 6 && y.abs() <= 6);
            let there = Rect { x: moved.x + x, y: moved.y + y, ..moved };
            prop_assert_eq!(snap(there, &others, 6), (0, 0, guides));
        }
    }
}

//! The way from one card to another, around the others.

use super::Spot;
use crate::layout::Rect;
use crate::order::sort;

/// How many cards are looked at to find ways around them, in all.
const MOST_LOOKS: usize = 400_000;

/// How far a way keeps from a card.
const CLEAR: i32 = 8;

/// The other cards, which a way goes around.
pub(super) struct Others<'a> {
    rects: &'a [Rect],
    /// The left edges of all, from left to right, each with the card's place.
    lefts: Vec<(i32, usize)>,
    widest: i32,
    /// The cards that the way joins.
    ends: (usize, usize),
    looks_left: usize,
}

impl<'a> Others<'a> {
    /// Goes around cards that stand at `rects`.
    pub(super) fn new(rects: &'a [Rect]) -> Self {
        let mut lefts: Vec<(i32, usize)> = rects.iter().map(|rect| rect.x).zip(0..).collect();
        sort(&mut lefts);
        Self {
            rects,
            lefts,
            widest: rects.iter().map(|rect| rect.width).max().unwrap_or(0),
            ends: (0, 0),
            looks_left: MOST_LOOKS,
        }
    }

    /// Turns to a way between two of the cards.
    pub(super) const fn turn_to(&mut self, first: usize, second: usize) {
        self.ends = (first, second);
    }

    /// Tells whether a way passes behind a card. Stops looking, and says no,
    /// when too much was looked at.
    fn hide(&mut self, spots: &[Spot]) -> bool {
        let Some(around) = around(spots) else {
            return false;
        };
        let around = around.grown(CLEAR + 1, CLEAR + 1);
        let leftmost = around.x - self.widest;
        let from = self.lefts.partition_point(|&(left, _)| left < leftmost);
        let beside = self.lefts.get(from..).unwrap_or_default().iter();
        for &(_, place) in beside.take_while(|&&(left, _)| left <= around.right()) {
            let Some(rect) = self.rects.get(place) else {
                continue;
            };
            if place == self.ends.0 || place == self.ends.1 || !rect.overlaps(around) {
                continue;
            }
            if self.looks_left == 0 {
                return false;
            }
            self.looks_left -= 1;
            let rect = rect.grown(CLEAR, CLEAR);
            let mut steps = spots.iter().zip(spots.iter().skip(1));
            if steps.any(|(&from, &to)| crosses(rect, from, to)) {
                return true;
            }
        }
        false
    }
}

/// Returns a rectangle of whole numbers around spots; `None` where there are
/// none.
pub(super) fn around(spots: &[Spot]) -> Option<Rect> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no picture comes near the bounds, where it would be clamped"
    )]
    let whole = |low: f64, high: f64| (low.floor() as i32, high.ceil() as i32);
    let least = |of: fn(&Spot) -> f64| spots.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&Spot) -> f64| spots.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    if spots.is_empty() {
        return None;
    }
    let (left, right) = whole(least(|spot| spot.x), most(|spot| spot.x));
    let (top, bottom) = whole(least(|spot| spot.y), most(|spot| spot.y));
    Some(Rect::new(left, top, right - left, bottom - top))
}

/// The way from one card to another, from edge to edge.
#[derive(Clone)]
pub(super) struct Way {
    spots: Vec<Spot>,
}

impl Way {
    /// Finds a way that passes behind no other card if a straight line or a
    /// bow does; else the straight line.
    pub(super) fn between(from: Rect, to: Rect, others: &mut Others<'_>) -> Self {
        let (start, end) = level(from, to);
        let straight = Self {
            spots: vec![leaving(from, start, end), leaving(to, end, start)],
        };
        if !others.hide(&straight.spots) {
            return straight;
        }
        let length = distance(start, end).max(1.0);
        let normal = Spot::new(-(end.y - start.y) / length, (end.x - start.x) / length);
        for bend in [120.0, -120.0, 220.0, -220.0, 360.0, -360.0, 560.0, -560.0] {
            let through = Spot::new(
                f64::midpoint(start.x, end.x) + normal.x * bend,
                f64::midpoint(start.y, end.y) + normal.y * bend,
            );
            let bow = Self {
                spots: bow(start, through, end, from, to),
            };
            if bow.spots.len() > 2 && !others.hide(&bow.spots) {
                return bow;
            }
        }
        straight
    }

    pub(super) fn reversed(&self) -> Self {
        Self {
            spots: self.spots.iter().rev().copied().collect(),
        }
    }

    fn length(&self) -> f64 {
        let steps = self.spots.iter().zip(self.spots.iter().skip(1));
        steps.map(|(&from, &to)| distance(from, to)).sum()
    }

    /// Returns the spot at a part of the whole length.
    pub(super) fn at(&self, part: f64) -> Spot {
        self.until(part).last().copied().unwrap_or_default()
    }

    /// Returns the beginning of the way, up to a part of the whole length.
    pub(super) fn until(&self, part: f64) -> Vec<Spot> {
        let mut left = self.length() * part;
        let mut spots: Vec<Spot> = self.spots.first().copied().into_iter().collect();
        for (&from, &to) in self.spots.iter().zip(self.spots.iter().skip(1)) {
            let step = distance(from, to);
            if step >= left {
                let part = if step > 0.0 { left / step } else { 0.0 };
                spots.push(between(from, to, part));
                return spots;
            }
            left -= step;
            spots.push(to);
        }
        spots
    }

    /// Returns the beginning of the way up to a spot that lies on it.
    pub(super) fn until_spot(&self, end: Spot) -> Vec<Spot> {
        let mut parts = [0.5, 0.4, 0.6, 0.3, 0.7].iter();
        let part = parts.find(|&&part| distance(self.at(part), end) < 0.5);
        self.until(part.copied().unwrap_or(0.5))
    }
}

/// Returns the spot in the middle of a rectangle.
///
/// ```
/// use peerlab_core::drawing::{Spot, middle};
/// use peerlab_core::layout::Rect;
///
/// assert_eq!(middle(Rect::new(0, 0, 240, 97)), Spot::new(120.0, 48.5));
/// ```
#[must_use]
pub fn middle(rect: Rect) -> Spot {
    Spot::new(
        f64::from(rect.x) + f64::from(rect.width) / 2.0,
        f64::from(rect.y) + f64::from(rect.height) / 2.0,
    )
}

/// Returns the spots of two cards that a line joins: their middles, or, where
/// the cards stand beside or above one another, spots on one level, so that the
/// line is level too.
fn level(from: Rect, to: Rect) -> (Spot, Spot) {
    let (mut start, mut end) = (middle(from), middle(to));
    let across = shared((from.y, from.bottom()), (to.y, to.bottom()));
    let down = shared((from.x, from.right()), (to.x, to.right()));
    match (across, down) {
        (Some(y), None) => (start.y, end.y) = (y, y),
        (None, Some(x)) => (start.x, end.x) = (x, x),
        _ => {}
    }
    (start, end)
}

/// Returns the middle of what two spans share, if that is room enough for a
/// line to leave a card well within its edge.
fn shared(one: (i32, i32), other: (i32, i32)) -> Option<f64> {
    const ROOM: i32 = 48;
    let (low, high) = (one.0.max(other.0), one.1.min(other.1));
    (high - low >= ROOM).then(|| f64::midpoint(f64::from(low), f64::from(high)))
}

pub(super) fn distance(from: Spot, to: Spot) -> f64 {
    (to.x - from.x).hypot(to.y - from.y)
}

pub(super) fn between(from: Spot, to: Spot, part: f64) -> Spot {
    Spot::new(
        from.x + (to.x - from.x) * part,
        from.y + (to.y - from.y) * part,
    )
}

/// Returns the parts of a line between which it is within a rectangle, should
/// it be extended without end.
fn within(rect: Rect, from: Spot, to: Spot) -> Option<(f64, f64)> {
    let mut span = (f64::NEG_INFINITY, f64::INFINITY);
    let axes = [
        (from.x, to.x - from.x, rect.x, rect.right()),
        (from.y, to.y - from.y, rect.y, rect.bottom()),
    ];
    for (start, run, low, high) in axes {
        let (low, high) = (f64::from(low), f64::from(high));
        if run.abs() < 1e-9 {
            if start < low || start > high {
                return None;
            }
            continue;
        }
        let (one, other) = ((low - start) / run, (high - start) / run);
        span = (span.0.max(one.min(other)), span.1.min(one.max(other)));
    }
    (span.0 <= span.1).then_some(span)
}

fn crosses(rect: Rect, from: Spot, to: Spot) -> bool {
    within(rect, from, to).is_some_and(|(enters, leaves)| enters < 1.0 && leaves > 0.0)
}

/// Returns where a line from inside a rectangle leaves it.
///
/// ```
/// use peerlab_core::drawing::{Spot, leaving, middle};
/// use peerlab_core::layout::Rect;
///
/// let card = Rect::new(0, 0, 240, 96);
/// let right = leaving(card, middle(card), Spot::new(600.0, 48.0));
/// assert_eq!(right, Spot::new(240.0, 48.0));
/// ```
#[must_use]
pub fn leaving(rect: Rect, from: Spot, to: Spot) -> Spot {
    match within(rect, from, to) {
        Some((_, leaves)) if leaves.is_finite() => between(from, to, leaves.clamp(0.0, 1.0)),
        _ => from,
    }
}

/// Returns where a line towards `ahead` through a spot at a card leaves the
/// card.
pub(super) fn onto_edge(card: Rect, spot: Spot, ahead: Spot) -> Spot {
    let towards = Spot::new(ahead.x, ahead.y);
    match within(card, spot, towards) {
        Some((_, leaves)) if leaves.is_finite() && leaves < 1.0 => between(spot, towards, leaves),
        _ => spot,
    }
}

/// Returns a bow from card to card, without what is behind the two cards.
fn bow(start: Spot, through: Spot, end: Spot, from: Rect, to: Rect) -> Vec<Spot> {
    const STEPS: u32 = 24;
    let control = Spot::new(
        2.0 * through.x - f64::midpoint(start.x, end.x),
        2.0 * through.y - f64::midpoint(start.y, end.y),
    );
    let curve: Vec<Spot> = (0..=STEPS)
        .map(|step| {
            let part = f64::from(step) / f64::from(STEPS);
            between(
                between(start, control, part),
                between(control, end, part),
                part,
            )
        })
        .collect();
    let inside = |rect: Rect, spot: Spot| {
        spot.x > f64::from(rect.x)
            && spot.x < f64::from(rect.right())
            && spot.y > f64::from(rect.y)
            && spot.y < f64::from(rect.bottom())
    };
    let outside = |spot: &&Spot| !inside(from, **spot) && !inside(to, **spot);
    let mut spots: Vec<Spot> = curve.iter().filter(outside).copied().collect();
    if let (Some(&first), Some(&last)) = (spots.first(), spots.last()) {
        let behind = |spot: Spot| curve.iter().position(|&other| other == spot);
        let before = behind(first).and_then(|place| curve.get(place.checked_sub(1)?));
        let after = behind(last).and_then(|place| curve.get(place + 1));
        if let Some(&before) = before {
            spots.insert(0, leaving(from, before, first));
        }
        if let Some(&after) = after {
            spots.push(leaving(to, after, last));
        }
    }
    spots
}

/// Takes so much off the end of a way.
pub(super) fn shorten(spots: &mut [Spot], by: f64) {
    if let [.., before, last] = spots {
        let length = distance(*before, *last);
        if length > by {
            *last = between(*before, *last, 1.0 - by / length);
        }
    }
}

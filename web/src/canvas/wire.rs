//! Where connectors are drawn.
//!
//! A connector is a line from its origin's card half-way to its target's. The
//! halves of a matched pair meet at a joint; an orphan's half ends in the open.

use peerlab_core::layout::Rect;
use peerlab_core::order::sort;
use peerlab_core::report::ConnectorStatus;

use super::{decimal, fitted};
use crate::editor::{Document, Spot};

/// How far apart the lines of connectors with the same ends are.
const LANE: f64 = 18.0;

/// The radius of a joint.
pub(super) const JOINT: f64 = 12.0;

/// The radius of a port.
pub(super) const PORT: f64 = 4.0;

/// How far along the way to its target an orphan's half ends.
const OPEN_END: f64 = 0.42;

/// How far below its card a connector ends that leads to no other.
const STUB: f64 = 40.0;

/// How far apart such connectors are.
const STUB_LANE: f64 = 68.0;

/// How many of them one card shows; the others are in the outline.
const MOST_STUBS: usize = 3;

/// How many cards are looked at to find ways around them, in all.
const MOST_LOOKS: usize = 400_000;

/// The kind of line a connector is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Solid: peered.
    Solid,
    /// Jagged: in conflict.
    Jagged,
    /// Dashed: orphan.
    Dashed,
    /// Dotted: not judged.
    Dotted,
}

impl Line {
    /// Returns the line of a state.
    #[must_use]
    pub const fn of(status: Option<ConnectorStatus>) -> Self {
        match status {
            Some(ConnectorStatus::Peered) => Self::Solid,
            Some(ConnectorStatus::Conflict) => Self::Jagged,
            Some(ConnectorStatus::Orphan) => Self::Dashed,
            None => Self::Dotted,
        }
    }
}

/// A connector's half-line.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// The connector's place in the document.
    pub connector: usize,
    /// Its state.
    pub status: Option<ConnectorStatus>,
    /// The way of the line, as path data.
    pub path: String,
    /// The way without jags, for pointing at.
    pub plain: String,
    /// Where it leaves its card.
    pub port: Spot,
    /// Where it ends in the open; `None` where it ends at a joint.
    pub open_end: Option<Spot>,
    /// What stands at the end of a connector that leads to no card.
    pub label: Option<String>,
}

/// Where the halves of a matched pair meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joint {
    /// Its middle.
    pub at: Spot,
    /// The state of the pair.
    pub status: ConnectorStatus,
    /// A connector of the pair, by its place in the document.
    pub connector: usize,
}

/// Every connector of a document, as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wiring {
    /// The half-lines.
    pub wires: Vec<Wire>,
    /// The joints.
    pub joints: Vec<Joint>,
}

/// Groups connectors by their ends, in the order of these.
fn grouped(mut connectors: Vec<((usize, usize), usize)>) -> Vec<((usize, usize), Vec<usize>)> {
    sort(&mut connectors);
    let groups = connectors.chunk_by(|(a, _), (b, _)| a == b);
    groups
        .filter_map(|group| {
            let &(ends, _) = group.first()?;
            Some((ends, group.iter().map(|&(_, place)| place).collect()))
        })
        .collect()
}

impl Wiring {
    /// Draws the connectors between cards that stand at `rects`, in the order
    /// of the VPCs.
    #[must_use]
    pub fn of(document: &Document, rects: &[Rect]) -> Self {
        // The ends of each, with its place: the two VPCs, or the one of a stub
        // twice.
        let mut bundles: Vec<((usize, usize), usize)> = Vec::new();
        let mut stubs = Vec::new();
        for (place, connector) in document.scenario().vpc_connectors.iter().enumerate() {
            let Some(origin) = document.vpc(&connector.vpc_id) else {
                continue;
            };
            match document.vpc(&connector.target_vpc_id) {
                Some(target) if target != origin => {
                    bundles.push(((origin.min(target), origin.max(target)), place));
                }
                _ => stubs.push(((origin, origin), place)),
            }
        }
        let mut wiring = Self::default();
        let mut looks = MOST_LOOKS;
        for ((first, second), connectors) in grouped(bundles) {
            if let (Some(&from), Some(&to)) = (rects.get(first), rects.get(second)) {
                let others = Others {
                    rects,
                    first,
                    second,
                };
                let way = Way::between(from, to, &others, &mut looks);
                wiring.bundle(document, &connectors, first, (from, to), &way);
            }
        }
        for ((origin, _), connectors) in grouped(stubs) {
            if let Some(&rect) = rects.get(origin) {
                wiring.stubs(document, &connectors, rect);
            }
        }
        wiring
    }

    /// Draws all connectors between two cards.
    fn bundle(
        &mut self,
        document: &Document,
        connectors: &[usize],
        first: usize,
        ends: (Rect, Rect),
        way: &Way,
    ) {
        let judged = |place: usize| document.verdict(place);
        let status_of = |place: usize| judged(place).map(|verdict| verdict.status);
        let matched = connectors
            .iter()
            .find(|&&place| judged(place).is_some_and(|verdict| verdict.answered_by.is_some()));
        let joint = matched.and_then(|&connector| {
            Some(Joint {
                at: self.free_spot(way),
                status: status_of(connector)?,
                connector,
            })
        });
        self.joints.extend(joint);
        for forward in [true, false] {
            let leaves = |place: &&usize| {
                let connector = document.scenario().vpc_connectors.get(**place);
                let origin = connector.and_then(|connector| document.vpc(&connector.vpc_id));
                (origin == Some(first)) == forward
            };
            let of_side: Vec<usize> = connectors.iter().filter(leaves).copied().collect();
            let way = if forward { way.clone() } else { way.reversed() };
            let card = if forward { ends.0 } else { ends.1 };
            for (lane, &connector) in of_side.iter().enumerate() {
                let offset = lane_offset(lane, of_side.len(), LANE, room_for_lanes(card));
                let status = status_of(connector);
                let meets = joint.filter(|_| {
                    judged(connector).is_some_and(|verdict| verdict.answered_by.is_some())
                });
                self.wires
                    .push(way.half(connector, status, card, offset, meets));
            }
        }
    }

    /// Finds the spot of a way nearest to its middle where no joint is yet.
    fn free_spot(&self, way: &Way) -> Spot {
        let spots = [0.5, 0.4, 0.6, 0.3, 0.7].map(|part| way.at(part));
        let free = spots.iter().copied().find(|&spot| {
            let mut near = self.joints.iter();
            !near.any(|joint| distance(joint.at, spot) < 2.5 * JOINT)
        });
        free.unwrap_or_else(|| way.at(0.5))
    }

    /// Draws the connectors of a card that lead to no other card.
    fn stubs(&mut self, document: &Document, connectors: &[usize], rect: Rect) {
        let shown = connectors.get(..MOST_STUBS).unwrap_or(connectors);
        let middle = f64::from(rect.x) + f64::from(rect.width) / 2.0;
        let bottom = f64::from(rect.bottom());
        for (lane, &place) in shown.iter().enumerate() {
            let offset = lane_offset(lane, shown.len(), STUB_LANE, f64::INFINITY);
            let port = Spot::new(middle + offset, bottom + PORT);
            let Some(written) = document.scenario().vpc_connectors.get(place) else {
                continue;
            };
            let to_itself = written.target_vpc_id == written.vpc_id;
            let end = Spot::new(port.x, bottom + STUB);
            let (path, open_end, label) = if to_itself {
                // Out of the card and round, back to just short of it.
                let back = Spot::new(port.x + 24.0, bottom + 12.0);
                let loop_path = format!(
                    "M{} C{} {} {}",
                    pair(port),
                    pair(Spot::new(port.x, bottom + 52.0)),
                    pair(Spot::new(port.x + 24.0, bottom + 52.0)),
                    pair(back)
                );
                (loop_path, back, "itself".to_owned())
            } else {
                let (label, _) = fitted(document.label(&written.target_vpc_id), 64.0, 11.0);
                (polyline(&[port, end]), end, label)
            };
            self.wires.push(Wire {
                connector: place,
                status: document.verdict(place).map(|verdict| verdict.status),
                plain: path.clone(),
                path,
                port,
                open_end: Some(open_end),
                label: Some(label),
            });
        }
    }
}

/// The other cards, which a way goes around.
struct Others<'a> {
    rects: &'a [Rect],
    first: usize,
    second: usize,
}

impl Others<'_> {
    /// Tells whether a way passes behind a card. Stops looking, and says no,
    /// when too much was looked at.
    fn hide(&self, spots: &[Spot], looks: &mut usize) -> bool {
        let mut others = self.rects.iter().enumerate();
        others.any(|(place, rect)| {
            if place == self.first || place == self.second || *looks == 0 {
                return false;
            }
            *looks -= 1;
            let rect = rect.grown(8, 8);
            spots
                .iter()
                .zip(spots.iter().skip(1))
                .any(|(&from, &to)| crosses(rect, from, to))
        })
    }
}

/// The way from one card to another, from edge to edge.
#[derive(Clone)]
struct Way {
    spots: Vec<Spot>,
}

impl Way {
    /// Finds a way that passes behind no other card if a straight line or a
    /// bow does; else the straight line.
    fn between(from: Rect, to: Rect, others: &Others<'_>, looks: &mut usize) -> Self {
        let (start, end) = level(from, to);
        let straight = Self {
            spots: vec![leaving(from, start, end), leaving(to, end, start)],
        };
        if !others.hide(&straight.spots, looks) {
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
            if bow.spots.len() > 2 && !others.hide(&bow.spots, looks) {
                return bow;
            }
        }
        straight
    }

    fn reversed(&self) -> Self {
        Self {
            spots: self.spots.iter().rev().copied().collect(),
        }
    }

    fn length(&self) -> f64 {
        let steps = self.spots.iter().zip(self.spots.iter().skip(1));
        steps.map(|(&from, &to)| distance(from, to)).sum()
    }

    /// Returns the spot at a part of the whole length.
    fn at(&self, part: f64) -> Spot {
        self.until(part).last().copied().unwrap_or_default()
    }

    /// Returns the beginning of the way, up to a part of the whole length.
    fn until(&self, part: f64) -> Vec<Spot> {
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
    fn until_spot(&self, end: Spot) -> Vec<Spot> {
        let mut parts = [0.5, 0.4, 0.6, 0.3, 0.7].iter();
        let part = parts.find(|&&part| distance(self.at(part), end) < 0.5);
        self.until(part.copied().unwrap_or(0.5))
    }

    /// Draws the half of a connector that leaves `card` at the way's beginning.
    fn half(
        &self,
        connector: usize,
        status: Option<ConnectorStatus>,
        card: Rect,
        offset: f64,
        meets: Option<Joint>,
    ) -> Wire {
        let mut spots = match meets {
            Some(joint) => self.until_spot(joint.at),
            None => self.until(OPEN_END),
        };
        let ahead = spots.get(1).copied().unwrap_or_default();
        let start = spots.first().copied().unwrap_or_default();
        let length = distance(start, ahead).max(1.0);
        let normal = Spot::new(-(ahead.y - start.y) / length, (ahead.x - start.x) / length);
        let last = spots.len().saturating_sub(1);
        for (step, spot) in spots.iter_mut().enumerate() {
            // Lines that meet draw together; lines that do not stay apart.
            let together = meets.is_some() && step == last;
            let offset = if together { 0.0 } else { offset };
            *spot = Spot::new(spot.x + normal.x * offset, spot.y + normal.y * offset);
        }
        if let Some(first) = spots.first_mut() {
            // Sideways of the way's beginning may be off the card's edge.
            *first = onto_edge(card, *first, ahead);
        }
        // The port touches the card from outside.
        spots.reverse();
        shorten(&mut spots, PORT);
        spots.reverse();
        if meets.is_some() {
            shorten(&mut spots, JOINT);
        }
        let plain = polyline(&spots);
        Wire {
            connector,
            status,
            path: match status {
                Some(ConnectorStatus::Conflict) => polyline(&jagged(&spots)),
                _ => plain.clone(),
            },
            plain,
            port: spots.first().copied().unwrap_or_default(),
            open_end: match meets {
                Some(_) => None,
                None => spots.last().copied(),
            },
            label: None,
        }
    }
}

fn lane_offset(lane: usize, lanes: usize, apart: f64, room: f64) -> f64 {
    let number = |n: usize| u32::try_from(n).map_or(f64::MAX, f64::from);
    let steps = number(lanes.saturating_sub(1)).max(1.0);
    let apart = apart.min(room / steps);
    (number(lane) - number(lanes.saturating_sub(1)) / 2.0) * apart
}

fn room_for_lanes(card: Rect) -> f64 {
    f64::from(card.width.min(card.height)) * 0.6
}

fn middle(rect: Rect) -> Spot {
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

fn distance(from: Spot, to: Spot) -> f64 {
    (to.x - from.x).hypot(to.y - from.y)
}

fn between(from: Spot, to: Spot, part: f64) -> Spot {
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
fn leaving(rect: Rect, from: Spot, to: Spot) -> Spot {
    match within(rect, from, to) {
        Some((_, leaves)) if leaves.is_finite() => between(from, to, leaves.clamp(0.0, 1.0)),
        _ => from,
    }
}

/// Returns where a line towards `ahead` through a spot at a card leaves the
/// card.
fn onto_edge(card: Rect, spot: Spot, ahead: Spot) -> Spot {
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
fn shorten(spots: &mut [Spot], by: f64) {
    if let [.., before, last] = spots {
        let length = distance(*before, *last);
        if length > by {
            *last = between(*before, *last, 1.0 - by / length);
        }
    }
}

/// Returns the way with teeth, for a line that says that something clashes.
fn jagged(spots: &[Spot]) -> Vec<Spot> {
    const TOOTH: f64 = 6.0;
    const HEIGHT: f64 = 4.0;
    let mut teeth: Vec<Spot> = spots.first().copied().into_iter().collect();
    let mut up = true;
    for (&from, &to) in spots.iter().zip(spots.iter().skip(1)) {
        let length = distance(from, to);
        let normal = Spot::new((from.y - to.y) / length, (to.x - from.x) / length);
        let mut along = TOOTH;
        while along < length - TOOTH {
            let height = if up { HEIGHT } else { -HEIGHT };
            let spot = between(from, to, along / length);
            teeth.push(Spot::new(
                spot.x + normal.x * height,
                spot.y + normal.y * height,
            ));
            up = !up;
            along += TOOTH;
            if teeth.len() > MOST_TEETH {
                break;
            }
        }
        teeth.push(to);
    }
    teeth
}

/// How many teeth a line has at most; far cards are seen from afar.
const MOST_TEETH: usize = 400;

fn polyline(spots: &[Spot]) -> String {
    let mut path = String::new();
    for (place, &spot) in spots.iter().enumerate() {
        path.push(if place == 0 { 'M' } else { 'L' });
        path.push_str(&pair(spot));
    }
    path
}

fn pair(spot: Spot) -> String {
    format!("{} {}", decimal(spot.x), decimal(spot.y))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

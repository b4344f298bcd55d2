//! Where connectors are drawn.
//!
//! A connector is a line from its origin's card half-way to its target's. The
//! halves of a matched pair meet at a joint; an orphan's half ends in the open.

use std::rc::Rc;

use super::way::{Others, Way, around, between, distance, onto_edge, shorten};
use super::{Connector, Spot, decimal, fitted};
use crate::layout::{Rect, Squares};
use crate::order::{sort, sort_by};
use crate::report::ConnectorStatus;

/// How far apart the lines of connectors with the same ends are.
const LANE: f64 = 18.0;

/// The radius of a joint.
///
/// ```
/// use peerlab_core::drawing::JOINT_RADIUS;
///
/// assert!(JOINT_RADIUS > 9.0, "there is room for its mark");
/// ```
pub const JOINT_RADIUS: f64 = 12.0;

/// The radius of a port.
const PORT: f64 = 4.0;

/// How far along the way to its target an orphan's half ends.
const OPEN_END: f64 = 0.42;

/// How far below its card a connector ends that leads to no other.
const STUB: f64 = 40.0;

/// How far apart such connectors are.
const STUB_LANE: f64 = 68.0;

/// How far a line reaches beyond its way: its teeth and its ends.
const LINE_REACH: i32 = 8;

/// How far such a connector reaches beyond its way: its bend and its label.
const STUB_REACH: i32 = 34;

/// How many of them one card shows; the others are in the outline.
const MOST_STUBS: usize = 3;

/// The kind of line a connector is drawn with.
///
/// ```
/// use peerlab_core::drawing::Line;
/// use peerlab_core::report::ConnectorStatus;
///
/// assert_eq!(Line::of(Some(ConnectorStatus::Conflict)), Line::Jagged);
/// ```
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
    ///
    /// ```
    /// use peerlab_core::drawing::Line;
    /// use peerlab_core::report::ConnectorStatus;
    ///
    /// assert_eq!(Line::of(Some(ConnectorStatus::Orphan)), Line::Dashed);
    /// assert_eq!(Line::of(None), Line::Dotted, "it is not judged");
    /// ```
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
///
/// ```
/// use peerlab_core::drawing::{Wiring, connectors};
/// use peerlab_core::layout::Layout;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let rects: Vec<_> = Layout::of(&scenario).cards.iter().map(|card| card.rect).collect();
/// let wiring = Wiring::of(&connectors(&scenario, &judge(&scenario).connectors), &rects);
/// let there = &wiring.wires[0];
/// assert_eq!((there.connector, there.open_end), (0, None), "it ends at a joint");
/// assert!(there.path.starts_with('M'));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    /// The rest of the way, as path data, where what answers is not seen.
    pub beyond: Option<String>,
    /// What the line and its label take up.
    pub rect: Rect,
}

/// Where the halves of a matched pair meet.
///
/// ```
/// use peerlab_core::drawing::{Wiring, connectors};
/// use peerlab_core::layout::Layout;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let rects: Vec<_> = Layout::of(&scenario).cards.iter().map(|card| card.rect).collect();
/// let wiring = Wiring::of(&connectors(&scenario, &judge(&scenario).connectors), &rects);
/// let joint = wiring.joints[0];
/// assert_eq!(joint.at.x, f64::from(rects[0].right() + rects[1].x) / 2.0, "half-way");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
///
/// ```
/// use peerlab_core::drawing::{Wiring, connectors};
/// use peerlab_core::layout::Layout;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let rects: Vec<_> = Layout::of(&scenario).cards.iter().map(|card| card.rect).collect();
/// let wiring = Wiring::of(&connectors(&scenario, &judge(&scenario).connectors), &rects);
/// assert_eq!((wiring.wires.len(), wiring.joints.len()), (2, 1));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wiring {
    /// The half-lines.
    pub wires: Vec<Rc<Wire>>,
    /// The joints.
    pub joints: Vec<Joint>,
}

/// Returns the way of a state's mark around a spot, so many times as large as
/// it is on a joint.
///
/// ```
/// use peerlab_core::drawing::{Spot, mark_path};
/// use peerlab_core::report::ConnectorStatus;
///
/// let around = Spot::new(100.0, 40.0);
/// assert_eq!(mark_path(ConnectorStatus::Orphan, around, 2.0), "M90 40L98 40M104 40L110 40");
/// let [orphan, conflict, peered] =
///     ConnectorStatus::ALL.map(|status| mark_path(status, Spot::default(), 1.0));
/// assert!(orphan != conflict && conflict != peered, "never colour alone");
/// ```
#[must_use]
pub fn mark_path(status: ConnectorStatus, around: Spot, scale: f64) -> String {
    let lines = mark_lines(status).iter().map(|line| {
        let spots = line.iter();
        let spots = spots.map(|(x, y)| Spot::new(around.x + x * scale, around.y + y * scale));
        polyline(&spots.collect::<Vec<_>>())
    });
    lines.collect()
}

/// Returns the lines of a state's mark around (0, 0).
const fn mark_lines(status: ConnectorStatus) -> &'static [&'static [(f64, f64)]] {
    match status {
        ConnectorStatus::Peered => &[&[(-5.0, 0.5), (-1.5, 4.0), (5.0, -3.5)]],
        ConnectorStatus::Conflict => &[&[(-4.0, -4.0), (4.0, 4.0)], &[(4.0, -4.0), (-4.0, 4.0)]],
        ConnectorStatus::Orphan => &[&[(-5.0, 0.0), (-1.0, 0.0)], &[(2.0, 0.0), (5.0, 0.0)]],
    }
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
    /// Returns the line of a connector, by its place in the document.
    ///
    /// Takes O(log n) time for n connectors.
    ///
    /// ```
    /// use peerlab_core::drawing::Wiring;
    ///
    /// assert_eq!(Wiring::default().wire(0), None);
    /// ```
    #[must_use]
    pub fn wire(&self, connector: usize) -> Option<&Rc<Wire>> {
        let found = self
            .wires
            .binary_search_by_key(&connector, |wire| wire.connector);
        self.wires.get(found.ok()?)
    }

    /// Draws the connectors between cards that stand at `rects`, in the order
    /// of the VPCs.
    ///
    /// ```
    /// use peerlab_core::drawing::Wiring;
    ///
    /// assert_eq!(Wiring::of(&[], &[]), Wiring::default());
    /// ```
    #[must_use]
    pub fn of(connectors: &[Connector], rects: &[Rect]) -> Self {
        Self::drawn(connectors, rects, None)
    }

    /// Draws them again with some cards, by their places in order, standing
    /// elsewhere: the connectors of others stay as they are, even if a card now
    /// stands on one.
    ///
    /// ```
    /// use peerlab_core::drawing::{Wiring, connectors};
    /// use peerlab_core::layout::Layout;
    /// use peerlab_core::report::judge;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let scenario = Scenario::from_json(ONE_WAY)?;
    /// let connectors = connectors(&scenario, &judge(&scenario).connectors);
    /// let cards = Layout::of(&scenario).cards;
    /// let mut rects: Vec<_> = cards.iter().map(|card| card.rect).collect();
    /// let before = Wiring::of(&connectors, &rects);
    /// rects[0].y -= 80;
    /// assert_eq!(before.moved(&connectors, &rects, &[0]), Wiring::of(&connectors, &rects));
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn moved(&self, connectors: &[Connector], rects: &[Rect], cards: &[usize]) -> Self {
        Self::drawn(connectors, rects, Some((self, cards)))
    }

    fn drawn(connectors: &[Connector], rects: &[Rect], before: Option<(&Self, &[usize])>) -> Self {
        // The ends of each, with its place: the two VPCs, or the one of a stub
        // twice.
        let mut bundles: Vec<((usize, usize), usize)> = Vec::new();
        let mut stubs = Vec::new();
        let mut wiring = Self::default();
        let mut stays = vec![false; connectors.len()];
        for (place, connector) in connectors.iter().enumerate() {
            let Some(origin) = connector.origin else {
                continue;
            };
            let target = connector.target;
            if let (Some((_, moved)), Some(stays)) = (before, stays.get_mut(place)) {
                let mut ends = [Some(origin), target].into_iter().flatten();
                *stays = !ends.any(|end| moved.binary_search(&end).is_ok());
                if *stays {
                    continue;
                }
            }
            match target {
                Some(target) if target != origin => {
                    bundles.push(((origin.min(target), origin.max(target)), place));
                }
                _ => stubs.push(((origin, origin), place)),
            }
        }
        if let Some((before, _)) = before {
            let stays = |place: usize| stays.get(place).copied().unwrap_or(false);
            let wires = before.wires.iter().filter(|wire| stays(wire.connector));
            wiring.wires.extend(wires.cloned());
            let joints = before.joints.iter().filter(|joint| stays(joint.connector));
            wiring.joints.extend(joints);
        }
        let mut joints = Squares::default();
        for joint in &wiring.joints {
            joints.insert(zone(joint.at));
        }
        let mut others = Others::new(rects);
        for ((first, second), bundle) in grouped(bundles) {
            if let (Some(&from), Some(&to)) = (rects.get(first), rects.get(second)) {
                others.turn_to(first, second);
                let way = Way::between(from, to, &mut others);
                wiring.bundle(connectors, &bundle, first, (from, to), &way, &mut joints);
            }
        }
        for ((origin, _), hanging) in grouped(stubs) {
            if let Some(&rect) = rects.get(origin) {
                wiring.stubs(connectors, &hanging, rect);
            }
        }
        // Always in the same order, so that nothing is taken out of the page and
        // put into it again.
        sort_by(&mut wiring.wires, |a, b| a.connector.cmp(&b.connector));
        sort_by(&mut wiring.joints, |a, b| a.connector.cmp(&b.connector));
        wiring
    }

    /// Draws all connectors between two cards.
    fn bundle(
        &mut self,
        connectors: &[Connector],
        bundle: &[usize],
        first: usize,
        ends: (Rect, Rect),
        way: &Way,
        joints: &mut Squares,
    ) {
        let is_answered = |place: usize| {
            connectors
                .get(place)
                .is_some_and(|connector| connector.is_answered)
        };
        let status_of = |place: usize| connectors.get(place)?.status;
        let matched = bundle.iter().find(|&&place| is_answered(place));
        let joint = matched.and_then(|&connector| {
            Some(Joint {
                at: free_spot(way, joints),
                status: status_of(connector)?,
                connector,
            })
        });
        if let Some(joint) = joint {
            joints.insert(zone(joint.at));
        }
        self.joints.extend(joint);
        for forward in [true, false] {
            let leaves = |place: &&usize| {
                let origin = connectors
                    .get(**place)
                    .and_then(|connector| connector.origin);
                (origin == Some(first)) == forward
            };
            let of_side: Vec<usize> = bundle.iter().filter(leaves).copied().collect();
            // What answers from a VPC of another owner is not there to be drawn.
            let mut answers = bundle.iter().filter(|place| !leaves(place));
            let is_met = answers.any(|&place| is_answered(place));
            let way = if forward { way.clone() } else { way.reversed() };
            let card = if forward { ends.0 } else { ends.1 };
            for (lane, &connector) in of_side.iter().enumerate() {
                let offset = lane_offset(lane, of_side.len(), LANE, room_for_lanes(card));
                let status = status_of(connector);
                let meets = joint.filter(|_| is_answered(connector));
                let mut half = way.half(connector, status, card, offset, meets);
                if let Some(joint) = meets.filter(|_| !is_met) {
                    let mut rest = way.reversed().until_spot(joint.at);
                    shorten(&mut rest, JOINT_RADIUS);
                    if let Some(around) = around(&rest) {
                        half.rect = half.rect.union(around);
                    }
                    half.beyond = Some(polyline(&rest));
                }
                self.wires.push(Rc::new(half));
            }
        }
    }

    /// Draws the connectors of a card that lead to no other card.
    fn stubs(&mut self, connectors: &[Connector], hanging: &[usize], rect: Rect) {
        let shown = hanging.get(..MOST_STUBS).unwrap_or(hanging);
        let middle = f64::from(rect.x) + f64::from(rect.width) / 2.0;
        let bottom = f64::from(rect.bottom());
        for (lane, &place) in shown.iter().enumerate() {
            let offset = lane_offset(lane, shown.len(), STUB_LANE, f64::INFINITY);
            let port = Spot::new(middle + offset, bottom + PORT);
            let Some(connector) = connectors.get(place) else {
                continue;
            };
            let to_itself = connector.target.is_some();
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
                let (label, _) = fitted(&connector.towards, 64.0, 11.0);
                (polyline(&[port, end]), end, label)
            };
            self.wires.push(Rc::new(Wire {
                connector: place,
                status: connector.status,
                plain: path.clone(),
                path,
                port,
                open_end: Some(open_end),
                label: Some(label),
                beyond: None,
                rect: around(&[port, open_end])
                    .unwrap_or_default()
                    .grown(STUB_REACH, STUB_REACH),
            }));
        }
    }
}

impl Way {
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
            shorten(&mut spots, JOINT_RADIUS);
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
            beyond: None,
            rect: around(&spots)
                .unwrap_or_default()
                .grown(LINE_REACH, LINE_REACH),
        }
    }
}

/// Finds the spot of a way nearest to its middle where no joint is yet.
fn free_spot(way: &Way, joints: &Squares) -> Spot {
    let spots = [0.5, 0.4, 0.6, 0.3, 0.7].map(|part| way.at(part));
    let mut spots = spots.into_iter();
    let free = spots.find(|&spot| joints.in_the_way(zone(spot)).is_none());
    free.unwrap_or_else(|| way.at(0.5))
}

/// Returns what a joint keeps free of others.
fn zone(at: Spot) -> Rect {
    // Half the way to the nearest other, so that there is room between them.
    const FREE: i32 = 15;
    around(&[at]).unwrap_or_default().grown(FREE, FREE)
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

#[cfg(test)]
mod tests;

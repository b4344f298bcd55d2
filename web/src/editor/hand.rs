//! What a hand on the canvas does before it lets go: it drags cards, frames
//! them, or pulls a connector out of one. Nothing is changed until then.

use peerlab_core::edit::Edit;
use peerlab_core::layout::{FARTHEST, Rect};
use peerlab_core::scenario::Point;

use super::{Editor, Guide, Selection, Spot, snap};

/// What the places of dragged cards are a multiple of.
const GRID: f64 = 4.0;

/// How near a line draws dragged cards to it, in pixels of the screen.
const NEAR: f64 = 6.0;

/// What a hand is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Hand {
    /// Nothing.
    #[default]
    Free,
    /// Cards are being dragged.
    Drag(Drag),
    /// A frame is being drawn around cards.
    Frame(Frame),
    /// A connector is being pulled out of a card.
    Pull(Pull),
}

/// Cards that are being dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct Drag {
    /// Their VPCs, by their places in the document, in order.
    pub vpcs: Vec<usize>,
    /// How far.
    pub by: Point,
    /// The lines on which they come to stand.
    pub guides: Vec<Guide>,
}

/// A frame around cards, in the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// A corner.
    pub from: Spot,
    /// The corner across.
    pub to: Spot,
    /// What was selected before.
    former: Selection,
    /// Whether that stays so.
    adds: bool,
}

/// A connector that is being pulled out of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Pull {
    /// The VPC, by its place in the document.
    pub from: usize,
    /// Where the hand is, in the plane; `None` before it has moved.
    pub to: Option<Spot>,
    /// The VPC that it would lead to.
    pub over: Option<usize>,
    /// Whether the connector back is made too.
    pub both: bool,
}

/// What a drag on the ground does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// It moves the view; with Shift it frames cards.
    #[default]
    Pan,
    /// It frames cards.
    Frame,
}

impl Editor {
    /// Returns where a VPC's card is drawn, by its place in the document: where
    /// it stands, or where it is being dragged.
    #[must_use]
    pub fn rect(&self, vpc: usize) -> Option<Rect> {
        let mut rect = self.document.layout.cards.get(vpc)?.rect;
        if let Hand::Drag(drag) = &self.hand
            && drag.vpcs.binary_search(&vpc).is_ok()
        {
            let at = shifted(rect, drag.by);
            (rect.x, rect.y) = (at.x, at.y);
        }
        Some(rect)
    }

    /// Returns the VPC whose card lies at a spot of the screen, the uppermost.
    #[must_use]
    pub fn vpc_at(&self, screen: Spot) -> Option<usize> {
        let spot = self.view.spot_at(screen);
        let cards = self.document.layout.cards.iter();
        let mut cards = cards.enumerate().rev();
        let found = cards.find(|(_, card)| {
            let rect = card.rect;
            (f64::from(rect.x)..f64::from(rect.right())).contains(&spot.x)
                && (f64::from(rect.y)..f64::from(rect.bottom())).contains(&spot.y)
        });
        found.map(|(vpc, _)| vpc)
    }

    /// Returns the VPCs that are selected themselves, by their places.
    #[must_use]
    pub fn selected_vpcs(&self) -> Vec<usize> {
        let ids = self.selection.entities();
        let mut vpcs: Vec<usize> = ids.filter_map(|id| self.document.vpc(id)).collect();
        peerlab_core::order::sort(&mut vpcs);
        vpcs
    }

    /// Drags the selected cards by that one of them is held, or the one card
    /// that is held and not selected.
    pub(super) fn drag(mut self, id: &str, by: Spot, free: bool) -> Self {
        let Some(held) = self.document.vpc(id) else {
            return self;
        };
        let vpcs = match &self.hand {
            Hand::Drag(drag) => drag.vpcs.clone(),
            _ if self.selection.is(id) => self.selected_vpcs(),
            _ => {
                // Cards are moved aside to see a problem, which stays shown.
                if !matches!(self.selection, Selection::Problem(_)) {
                    self.selection = Selection::Entity(id.to_owned());
                }
                vec![held]
            }
        };
        let cards = &self.document.layout.cards;
        let Some(start) = cards.get(held).map(|card| card.rect) else {
            return self;
        };
        let at = on_canvas(
            f64::from(start.x) + by.x / self.view.zoom,
            f64::from(start.y) + by.y / self.view.zoom,
        );
        let mut by = Point {
            x: at.x - start.x,
            y: at.y - start.y,
        };
        let mut guides = Vec::new();
        if !free {
            let all = cards.iter().enumerate();
            let (moved, others): (Vec<_>, Vec<_>) =
                all.partition(|(vpc, _)| vpcs.binary_search(vpc).is_ok());
            let rects = |cards: &[(usize, &peerlab_core::layout::Card)]| -> Vec<Rect> {
                cards.iter().map(|(_, card)| card.rect).collect()
            };
            let others: Vec<Rect> = rects(&others)
                .into_iter()
                .filter(|&rect| self.size.is_none_or(|size| self.view.touches(rect, size)))
                .collect();
            if let Some(bounds) = rects(&moved).into_iter().reduce(Rect::union) {
                let bounds = Rect {
                    x: bounds.x + by.x,
                    y: bounds.y + by.y,
                    ..bounds
                };
                let (x, y, lines) = snap(bounds, &others, whole(NEAR / self.view.zoom));
                by = Point {
                    x: by.x + x,
                    y: by.y + y,
                };
                guides = lines;
            }
        }
        self.hand = Hand::Drag(Drag { vpcs, by, guides });
        self
    }

    /// Draws a frame from one spot of the screen to another, and selects the
    /// cards it touches.
    pub(super) fn frame(mut self, from: Spot, to: Spot, adds: bool) -> Self {
        let (former, adds) = match std::mem::take(&mut self.hand) {
            Hand::Frame(frame) => (frame.former, frame.adds),
            _ => (self.selection.clone(), adds),
        };
        let frame = Frame {
            from: self.view.spot_at(from),
            to: self.view.spot_at(to),
            former,
            adds,
        };
        let scenario = self.document.scenario();
        let cards = self.document.layout.cards.iter().zip(&scenario.vpcs);
        let touched = cards.filter(|(card, _)| frame.touches(card.rect));
        let kept = frame.former.entities().filter(|_| adds).map(str::to_owned);
        let ids = kept.chain(touched.map(|(_, vpc)| vpc.id.clone())).collect();
        self.selection = Selection::of(ids);
        self.hand = Hand::Frame(frame);
        self
    }

    /// Begins to pull a connector out of a VPC's card.
    pub(super) fn pull(mut self, id: &str) -> Self {
        if let Some(from) = self.document.vpc(id) {
            self.hand = Hand::Pull(Pull {
                from,
                to: None,
                over: None,
                both: false,
            });
        }
        self
    }

    /// Pulls on, to a spot of the screen.
    pub(super) fn pull_to(mut self, screen: Spot, both: bool) -> Self {
        let over = self.vpc_at(screen);
        let to = self.view.spot_at(screen);
        if let Hand::Pull(pull) = &mut self.hand {
            pull.over = over.filter(|&over| over != pull.from);
            pull.to = Some(to);
            pull.both = both;
        }
        self
    }

    /// Lets go: what was done becomes a change.
    pub(super) fn let_go(mut self) -> Self {
        match std::mem::take(&mut self.hand) {
            Hand::Free => self,
            Hand::Drag(drag) => {
                let mut dropped = self.shift(&drag.vpcs, drag.by, None);
                // The picture does not move under the hand that dropped a card.
                dropped.fitted = false;
                dropped
            }
            Hand::Frame(_) => {
                self.say_selection();
                self
            }
            Hand::Pull(pull) => match pull.over {
                Some(over) => self.connect_known(pull.from, over, pull.both),
                None => self,
            },
        }
    }

    /// Leaves everything as it was before the hand did anything.
    pub(super) fn cancel(mut self) -> Self {
        if let Hand::Frame(frame) = std::mem::take(&mut self.hand) {
            self.selection = frame.former;
        }
        self
    }

    /// Moves the selected cards, or else the one that has the focus, as one
    /// change together with the moves of the same cards before.
    pub(super) fn nudge(self, focused: Option<&str>, by: Point) -> Self {
        let selected = self.selected_vpcs();
        let focused = focused.and_then(|id| self.document.vpc(id));
        let vpcs = match focused {
            Some(vpc) if !selected.contains(&vpc) => vec![vpc],
            _ => selected,
        };
        let key = format!("{vpcs:?}");
        self.shift(&vpcs, by, Some(key))
    }

    fn shift(self, vpcs: &[usize], by: Point, joins: Option<String>) -> Self {
        if by == Point::default() {
            return self;
        }
        let scenario = self.document.scenario();
        let cards = &self.document.layout.cards;
        let moves = vpcs.iter().filter_map(|&vpc| {
            Some(Edit::Place {
                id: scenario.vpcs.get(vpc)?.id.clone(),
                at: Some(shifted(cards.get(vpc)?.rect, by)),
            })
        });
        let edits: Vec<Edit> = moves.collect();
        let label = match vpcs {
            &[vpc] => format!("move {}", self.vpc_label(vpc)),
            _ => format!("move {} VPCs", vpcs.len()),
        };
        self.edit(&edits, label, joins)
    }

    /// Returns what people call the VPC at a place of the document.
    pub(super) fn vpc_label(&self, vpc: usize) -> &str {
        let vpc = self.document.scenario().vpcs.get(vpc);
        vpc.map_or("", |vpc| self.document.label(&vpc.id))
    }
}

impl Frame {
    /// Returns its left and upper, and its right and lower edges.
    #[must_use]
    pub fn corners(&self) -> (Spot, Spot) {
        let (a, b) = (self.from, self.to);
        (
            Spot::new(a.x.min(b.x), a.y.min(b.y)),
            Spot::new(a.x.max(b.x), a.y.max(b.y)),
        )
    }

    fn touches(&self, rect: Rect) -> bool {
        let (start, end) = self.corners();
        f64::from(rect.x) <= end.x
            && f64::from(rect.right()) >= start.x
            && f64::from(rect.y) <= end.y
            && f64::from(rect.bottom()) >= start.y
    }
}

/// Returns where a card stands once it is moved, within what a scenario holds.
fn shifted(rect: Rect, by: Point) -> Point {
    #[expect(
        clippy::cast_possible_wrap,
        reason = "a million is far below where it would wrap"
    )]
    let farthest = FARTHEST as i32;
    Point {
        x: rect.x.saturating_add(by.x).clamp(-farthest, farthest),
        y: rect.y.saturating_add(by.y).clamp(-farthest, farthest),
    }
}

/// Returns the nearest place of the grid that a scenario can hold.
pub(super) fn on_canvas(x: f64, y: f64) -> Point {
    let farthest = f64::from(FARTHEST);
    let coordinate = |c: f64| whole(((c / GRID).round() * GRID).clamp(-farthest, farthest));
    Point {
        x: coordinate(x),
        y: coordinate(y),
    }
}

/// Rounds to a whole number.
pub fn whole(number: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no number of a picture comes near the bounds, where it would be clamped"
    )]
    let whole = number.round() as i32;
    whole
}

#[cfg(test)]
mod tests;

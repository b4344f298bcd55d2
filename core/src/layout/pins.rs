//! Cards that the document gives a place, and those that make way for them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::graph::Graph;
use super::{Card, GAP_Y, Rect, STUB_ROOM};
use crate::order::Numbers;
use crate::scenario::Scenario;

/// How often a card moves on past what is in its way before it goes below
/// everything else.
const MOST_MOVES: usize = 8;

/// The side of the squares by which cards are found.
const SQUARE: i32 = 512;

/// Moves cards to the places the document gives them. A card without a place
/// that is now in the way of another moves down, at the last below everything.
///
/// Cards that nothing was put on stay where they are: dragging one card does
/// not set the others in motion.
pub(super) fn apply(scenario: &Scenario, graph: &Graph, cards: &mut [Card]) {
    let mut taken = Taken::default();
    let mut pinned = vec![false; cards.len()];
    let mut seen = Numbers::new();
    let mut lowest = 0;
    let vpcs = scenario.vpcs.iter().enumerate();
    for (((place, vpc), card), pinned) in vpcs.zip(&mut *cards).zip(&mut pinned) {
        // Of several VPCs with one id, the first.
        if let Some(at) = scenario.layout.get(&vpc.id)
            && seen.insert(Cow::from(&vpc.id), place).is_none()
        {
            (card.rect.x, card.rect.y) = (at.x, at.y);
            *pinned = true;
            taken.insert(card.rect);
        }
        lowest = lowest.max(card.rect.bottom());
    }
    if seen.is_empty() {
        return;
    }
    let mut last_row = lowest + GAP_Y + STUB_ROOM;
    for (vpc, (card, pinned)) in cards.iter_mut().zip(pinned).enumerate() {
        if pinned {
            continue;
        }
        let room = if graph.has_stubs(vpc) { STUB_ROOM } else { 0 };
        let margin = GAP_Y / 2;
        let mut moves = 0;
        while let Some(other) = taken.in_the_way(card.rect.grown(margin, margin)) {
            card.rect.y = other.bottom() + GAP_Y;
            moves += 1;
            if moves > MOST_MOVES {
                card.rect.y = last_row;
                last_row = card.rect.bottom() + room + GAP_Y;
                break;
            }
        }
        taken.insert(card.rect);
        last_row = last_row.max(card.rect.bottom() + room + GAP_Y);
    }
}

/// Rectangles by the squares they touch. It is never iterated, as it has no
/// order.
#[derive(Default)]
struct Taken(HashMap<(i32, i32), Vec<Rect>>);

impl Taken {
    fn insert(&mut self, rect: Rect) {
        for square in squares(rect) {
            self.0.entry(square).or_default().push(rect);
        }
    }

    /// Returns the lowest rectangle that overlaps, among the first square's
    /// that has any.
    fn in_the_way(&self, rect: Rect) -> Option<Rect> {
        squares(rect)
            .filter_map(|square| self.0.get(&square))
            .find_map(|near| {
                let overlapping = near.iter().copied().filter(|other| other.overlaps(rect));
                overlapping.max_by_key(|other| other.bottom())
            })
    }
}

fn squares(rect: Rect) -> impl Iterator<Item = (i32, i32)> {
    let range = |from: i32, to: i32| from.div_euclid(SQUARE)..=(to - 1).div_euclid(SQUARE);
    let rows = range(rect.y, rect.bottom());
    range(rect.x, rect.right()).flat_map(move |x| rows.clone().map(move |y| (x, y)))
}

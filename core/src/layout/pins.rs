//! Cards that the document gives a place, and those that make way for them.

use std::borrow::Cow;

use super::graph::Graph;
use super::squares::Squares;
use super::{Card, GAP_Y, STUB_ROOM};
use crate::order::Numbers;
use crate::scenario::Scenario;

/// How often a card moves on past what is in its way before it goes below
/// everything else.
const MOST_MOVES: usize = 8;

/// Moves cards to the places the document gives them. A card without a place
/// that is now in the way of another moves down, at the last below everything.
///
/// Cards that nothing was put on stay where they are: dragging one card does
/// not set the others in motion.
pub(super) fn apply(scenario: &Scenario, graph: &Graph, cards: &mut [Card]) {
    let mut taken = Squares::default();
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

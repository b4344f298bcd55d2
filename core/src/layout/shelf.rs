//! Puts blocks of cards beside and below one another.

use super::Block;

/// Room between blocks.
const GAP: i32 = 96;

/// Packs blocks in rows, in their order, into roughly the shape of a screen.
/// Answers the upper left corner of every card.
pub(super) fn pack(blocks: Vec<Block>) -> Vec<(usize, i32, i32)> {
    let area: u64 = blocks
        .iter()
        .map(|block| length(block.width) * length(block.height))
        .sum();
    let width = i32::try_from((area * 16 / 10).isqrt()).unwrap_or(i32::MAX / 2);
    let mut places = Vec::new();
    let (mut x, mut y, mut row) = (0, 0, 0);
    for block in blocks {
        if x > 0 && x + block.width > width {
            (x, y, row) = (0, y + row + GAP, 0);
        }
        let (left, top) = (x, y);
        places.extend(
            block
                .places
                .into_iter()
                .map(|(vpc, within_x, within_y)| (vpc, left + within_x, top + within_y)),
        );
        x += block.width + GAP;
        row = row.max(block.height);
    }
    places
}

fn length(side: i32) -> u64 {
    u64::from(side.unsigned_abs()) + u64::from(GAP.unsigned_abs())
}

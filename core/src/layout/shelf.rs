//! Puts blocks of cards beside and below one another.

use super::{Block, SCREEN};

/// Room between blocks.
const GAP: i32 = 96;

/// Packs blocks in rows, in their order, into roughly the shape of a screen.
/// Answers the upper left corner of every card.
pub(super) fn pack(blocks: &[Block]) -> Vec<(usize, i32, i32)> {
    let area: u64 = blocks
        .iter()
        .map(|block| length(block.width) * length(block.height))
        .sum();
    let widest = blocks.iter().map(|block| length(block.width)).max();
    let least = (area * SCREEN.0 / SCREEN.1)
        .isqrt()
        .max(widest.unwrap_or(0));
    // Rows of unlike blocks are never full: of several widths one comes nearest.
    let corners = (4..=12)
        .map(|quarters| {
            in_rows(
                blocks,
                i32::try_from(least * quarters / 4).unwrap_or(i32::MAX),
            )
        })
        .min_by_key(|(width, height, _)| {
            (length(*width) * SCREEN.1).max(length(*height) * SCREEN.0)
        })
        .map_or_else(Vec::new, |(.., corners)| corners);
    let placed = blocks.iter().zip(corners).flat_map(|(block, (left, top))| {
        let places = block.places.iter();
        places.map(move |&(vpc, x, y)| (vpc, left + x, top + y))
    });
    placed.collect()
}

/// Puts blocks in rows no wider than that, if a block is not; answers the width
/// and height of all and the corner of each.
fn in_rows(blocks: &[Block], most: i32) -> (i32, i32, Vec<(i32, i32)>) {
    let mut corners = Vec::with_capacity(blocks.len());
    let (mut x, mut y, mut row, mut width) = (0, 0, 0, 0);
    for block in blocks {
        if x > 0 && x + block.width > most {
            (x, y, row) = (0, y + row + GAP, 0);
        }
        corners.push((x, y));
        width = width.max(x + block.width);
        x += block.width + GAP;
        row = row.max(block.height);
    }
    (width, y + row, corners)
}

fn length(side: i32) -> u64 {
    u64::from(side.unsigned_abs()) + u64::from(GAP.unsigned_abs())
}

//! Finding what is near without looking at everything.

use std::collections::HashMap;

use super::Rect;

/// The side of the squares.
const SQUARE: i32 = 512;

/// Rectangles by the squares they touch. It is never iterated, as it has no
/// order.
#[derive(Debug, Default)]
pub(crate) struct Squares(HashMap<(i32, i32), Vec<Rect>>);

impl Squares {
    /// Puts a rectangle in.
    pub(crate) fn insert(&mut self, rect: Rect) {
        for square in squares(rect) {
            self.0.entry(square).or_default().push(rect);
        }
    }

    /// Returns the lowest rectangle that overlaps, among the first square's
    /// that has any.
    pub(crate) fn in_the_way(&self, rect: Rect) -> Option<Rect> {
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

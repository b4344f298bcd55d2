//! Free room on the canvas for new cards.

use peerlab_core::layout::Rect;
use peerlab_core::order::sort_by;

/// How far apart a new card stands from others.
const GAP: i32 = 24;

/// How far apart the places are that are tried.
const STEP: i32 = 40;

/// How many rings of places around the wish are tried.
const RINGS: i32 = 40;

/// Finds the place nearest to a wish where a card lies on no other: around it
/// in rings, or, where `along` is given, only along that direction to both
/// sides. Returns the wish where all is full.
///
/// Takes O(n) time for n others in room that is mostly free.
#[must_use]
pub(super) fn free_room(wish: Rect, along: Option<(i32, i32)>, others: &[Rect]) -> Rect {
    let at = |x: i32, y: i32| Rect {
        x: wish.x + x * STEP,
        y: wish.y + y * STEP,
        ..wish
    };
    let is_free = |place: &Rect| {
        let room = place.grown(GAP, GAP);
        !others.iter().any(|other| other.overlaps(room))
    };
    let mut rings = (0..=RINGS).flat_map(|ring| -> Vec<Rect> {
        if let Some((x, y)) = along {
            return [ring, -ring].map(|n| at(x * n, y * n)).to_vec();
        }
        let all = (-ring..=ring).flat_map(|y| (-ring..=ring).map(move |x| (x, y)));
        let mut places: Vec<(i32, i32)> =
            all.filter(|(x, y)| x.abs().max(y.abs()) == ring).collect();
        // Below and to the right before above and to the left.
        sort_by(&mut places, |a, b| {
            let rank = |(x, y): (i32, i32)| (x * x + y * y, -y, -x);
            rank(*a).cmp(&rank(*b))
        });
        places.into_iter().map(|(x, y)| at(x, y)).collect()
    });
    rings.find(is_free).unwrap_or(wish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_room_is_the_nearest_there_is() {
        let wish = Rect::new(0, 0, 100, 80);
        assert_eq!(free_room(wish, None, &[]), wish);
        let found = free_room(wish, None, &[Rect::new(10, 10, 100, 80)]);
        assert_eq!((found.x, found.y), (0, 120), "below is nearest");
        let beside = free_room(wish, Some((1, 0)), &[Rect::new(-10, 10, 100, 80)]);
        assert_eq!((beside.x, beside.y), (120, 0));
    }

    #[test]
    fn where_all_is_full_it_is_the_wish() {
        let wish = Rect::new(0, 0, 100, 80);
        let all = Rect::new(-99_999, -99_999, 199_999, 199_999);
        assert_eq!(free_room(wish, None, &[all]), wish);
    }
}

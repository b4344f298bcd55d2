//! Sorting and looking up with little code.
//!
//! The compiler makes a copy of a sort, and of an ordered map, for every type
//! that it is used with: together they were a quarter of the page. What is here
//! is made once, or comes to a few lines each time.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::mem;

/// Numbers by text, such as the places of things by their ids. It is never
/// iterated, as it has no order.
pub type Numbers<'k> = HashMap<Cow<'k, str>, usize>;

/// Numbers by pairs, such as the ends of something. It is never iterated, as it
/// has no order.
pub type PairNumbers = HashMap<(usize, usize), usize>;

/// Sorts a list. What is equal keeps its order.
///
/// Takes O(n log n) time.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut ranks = ranks(
        items.len(),
        &mut |a, b| match (items.get(a), items.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        },
    );
    // Every swap puts an item where it belongs for good.
    for place in 0..items.len() {
        while let Some(&rank) = ranks.get(place)
            && rank != place
        {
            items.swap(place, rank);
            ranks.swap(place, rank);
        }
    }
}

/// Sorts a list by its items' own order.
///
/// Takes O(n log n) time.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts a list and leaves one of what is equal.
///
/// Takes O(n log n) time.
pub fn sort_and_dedup<T: Ord>(items: &mut Vec<T>) {
    sort(items);
    items.dedup();
}

/// Returns where each of some items comes in their order.
fn ranks(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut next = order.clone();
    // Merges runs into runs of twice their length.
    let mut width = 1;
    while width < count {
        let runs = order.chunks(2 * width).zip(next.chunks_mut(2 * width));
        for (from, to) in runs {
            let (mut left, mut right) = from.split_at(width.min(from.len()));
            for slot in to {
                let side = match (left.first(), right.first()) {
                    (Some(&l), Some(&r)) if compare(l, r).is_gt() => &mut right,
                    (None, _) => &mut right,
                    _ => &mut left,
                };
                if let Some((&first, rest)) = side.split_first() {
                    (*slot, *side) = (first, rest);
                }
            }
        }
        mem::swap(&mut order, &mut next);
        width *= 2;
    }
    for (rank, &item) in order.iter().enumerate() {
        if let Some(slot) = next.get_mut(item) {
            *slot = rank;
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(
            items in prop::collection::vec((0u8..20, any::<u8>()), 0..80)
        ) {
            let mut ours = items.clone();
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            let mut theirs = items;
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            sort_and_dedup(&mut ours);
            theirs.sort_unstable();
            theirs.dedup();
            prop_assert_eq!(ours, theirs);
        }
    }
}

//! Sorting and looking up with little code.
//!
//! The compiler makes a copy of a sort, and of an ordered map, for every type
//! that it is used with: together they were a quarter of the page. What is here
//! is made once, or comes to a few lines each time.
//!
//! ```
//! use peerlab_core::order::sort_by;
//!
//! let mut lengths = [("10.0.0.0", 22), ("10.0.0.0", 24), ("fd00::", 64)];
//! sort_by(&mut lengths, |(_, a), (_, b)| b.cmp(a));
//! assert_eq!(lengths[0], ("fd00::", 64), "the longest prefix first");
//! ```

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::mem;

/// Numbers by text, such as the places of things by their ids. It is never
/// iterated, as it has no order.
///
/// ```
/// use std::borrow::Cow;
/// use peerlab_core::order::Numbers;
///
/// let mut places = Numbers::new();
/// for (place, id) in ["shop", "data", "shop"].into_iter().enumerate() {
///     places.entry(Cow::from(id)).or_insert(place);
/// }
/// assert_eq!(places.get("shop"), Some(&0), "the first of the document");
/// ```
pub type Numbers<'k> = HashMap<Cow<'k, str>, usize>;

/// Numbers by pairs, such as the ends of something. It is never iterated, as it
/// has no order.
///
/// ```
/// use peerlab_core::order::PairNumbers;
///
/// let mut connectors = PairNumbers::new();
/// connectors.insert((0, 1), 7);
/// assert_eq!(connectors.get(&(0, 1)), Some(&7), "from the first VPC to the second");
/// assert_eq!(connectors.get(&(1, 0)), None, "and none back");
/// ```
pub type PairNumbers = HashMap<(usize, usize), usize>;

/// Sorts a list. What is equal keeps its order.
///
/// Takes O(n log n) time.
///
/// ```
/// use peerlab_core::order::sort_by;
///
/// let mut vpcs = [("shop", "nl-ams"), ("data", "fr-par"), ("mail", "nl-ams")];
/// sort_by(&mut vpcs, |(_, a), (_, b)| a.cmp(b));
/// assert_eq!(vpcs.map(|(id, _)| id), ["data", "shop", "mail"], "shop stays before mail");
/// ```
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
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
///
/// ```
/// use peerlab_core::cidr::Cidr;
/// use peerlab_core::order::sort;
///
/// let mut subnets = [Cidr::parse("10.0.4.0/22")?, Cidr::parse("10.0.0.0/22")?];
/// sort(&mut subnets);
/// assert_eq!(subnets[0].to_string(), "10.0.0.0/22");
/// # Ok::<(), peerlab_core::cidr::CidrError>(())
/// ```
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts a list and leaves one of what is equal.
///
/// Takes O(n log n) time.
///
/// ```
/// use peerlab_core::order::sort_and_dedup;
///
/// let mut subjects = vec!["web", "db", "web"];
/// sort_and_dedup(&mut subjects);
/// assert_eq!(subjects, ["db", "web"]);
/// ```
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

//! The overlap sweep.

use super::Cidr;
use crate::order::sort_by;
use serde::Serialize;

/// How one prefix stands to another that it overlaps.
///
/// ```
/// use peerlab_core::cidr::{Cidr, Relation};
///
/// let subnet = Cidr::parse("10.0.4.0/22")?;
/// assert_eq!(subnet.relation(Cidr::parse("10.0.4.0/22")?), Some(Relation::Identical));
/// assert_eq!(subnet.relation(Cidr::parse("10.0.6.0/23")?), Some(Relation::Contains));
/// assert_eq!(subnet.relation(Cidr::parse("10.0.0.0/8")?), Some(Relation::Within));
/// assert_eq!(subnet.relation(Cidr::parse("10.0.8.0/22")?), None);
/// # Ok::<(), peerlab_core::cidr::CidrError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Both are the same prefix.
    Identical,
    /// The first contains the second, and more.
    Contains,
    /// The first lies within the second, which holds more.
    Within,
}

/// Overlapping pairs of prefixes, as positions in the lists they came from.
///
/// ```
/// use peerlab_core::cidr::{Cidr, overlaps_between};
///
/// let same = [Cidr::parse("10.0.0.0/22")?; 3];
/// let found = overlaps_between(&same, &same, 2);
/// assert_eq!(found.pairs.len(), 2, "no more are listed than were asked for");
/// assert_eq!(found.total, 9, "and all are counted");
/// # Ok::<(), peerlab_core::cidr::CidrError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlaps {
    /// The pairs, at most as many as were asked for.
    pub pairs: Vec<(usize, usize)>,
    /// How many pairs there are in all.
    pub total: usize,
}

/// Finds every pair of overlapping prefixes, one from each list.
///
/// Returns pairs of positions, `(in left, in right)`, ordered by the left
/// prefix, then by the right one, equal prefixes by their positions. At most
/// `limit` pairs are listed, those met first from the lowest address on; all are
/// counted: n equal prefixes on both sides
/// make n² pairs, which no one wants to hold.
///
/// Takes O(n log n + k) time for n prefixes and k listed overlaps; lists that
/// are already sorted are merged in O(n + k).
///
/// ```
/// use peerlab_core::cidr::{Cidr, overlaps_between};
///
/// let parse = |text: &str| text.parse::<Cidr>();
/// let a = [parse("10.10.0.0/16")?, parse("172.16.20.0/22")?];
/// let b = [parse("172.16.23.0/24")?, parse("10.10.5.0/24")?, parse("192.168.1.0/24")?];
/// let found = overlaps_between(&a, &b, usize::MAX);
/// assert_eq!(found.pairs, [(0, 1), (1, 0)]);
/// assert_eq!(found.total, 2);
/// # Ok::<(), peerlab_core::cidr::CidrError>(())
/// ```
#[must_use]
pub fn overlaps_between(left: &[Cidr], right: &[Cidr], limit: usize) -> Overlaps {
    let left = sorted(left);
    let right = sorted(right);
    let mut left_open = Vec::new();
    let mut right_open = Vec::new();
    let mut found = Found::new(limit);
    let mut left_rest = left.as_slice();
    let mut right_rest = right.as_slice();
    loop {
        match (left_rest.split_first(), right_rest.split_first()) {
            (Some((&next, rest)), other) if other.is_none_or(|(r, _)| next.cidr <= r.cidr) => {
                left_rest = rest;
                close(&mut left_open, next.cidr);
                close(&mut right_open, next.cidr);
                found.add(&right_open, |open| (next, open));
                left_open.push(next);
            }
            (_, Some((&next, rest))) => {
                right_rest = rest;
                close(&mut left_open, next.cidr);
                close(&mut right_open, next.cidr);
                found.add(&left_open, |open| (open, next));
                right_open.push(next);
            }
            _ => break,
        }
    }
    found.by_left(left.len())
}

/// Finds every pair of overlapping prefixes of one list.
///
/// Returns pairs of positions of which the first prefix sorts first (and so
/// contains the second), ordered by the first prefix, then by the second. At
/// most `limit` pairs are listed, all are counted.
///
/// Takes O(n log n + k) time for n prefixes and k listed overlaps.
///
/// ```
/// use peerlab_core::cidr::{Cidr, overlaps_within};
///
/// let list = ["10.0.4.0/22", "10.0.0.0/16", "10.1.0.0/22", "10.0.4.0/24"];
/// let list: Result<Vec<Cidr>, _> = list.iter().map(|text| Cidr::parse(text)).collect();
/// let found = overlaps_within(&list?, 2);
/// assert_eq!(found.pairs, [(1, 0), (1, 3)]);
/// assert_eq!(found.total, 3, "10.0.4.0/22 with 10.0.4.0/24 is counted, not listed");
/// # Ok::<(), peerlab_core::cidr::CidrError>(())
/// ```
#[must_use]
pub fn overlaps_within(list: &[Cidr], limit: usize) -> Overlaps {
    let list = sorted(list);
    let mut open = Vec::new();
    let mut found = Found::new(limit);
    for &next in &list {
        close(&mut open, next.cidr);
        found.add(&open, |outer| (outer, next));
        open.push(next);
    }
    found.by_left(list.len())
}

/// A prefix on its way through the sweep.
#[derive(Clone, Copy)]
struct Entry {
    cidr: Cidr,
    /// Where it stands in the caller's list.
    position: usize,
    /// Where it stands among the sorted.
    rank: usize,
}

/// Sorts with positions kept.
fn sorted(list: &[Cidr]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = list
        .iter()
        .enumerate()
        .map(|(position, &cidr)| Entry {
            cidr,
            position,
            rank: 0,
        })
        .collect();
    sort_by(&mut entries, |a, b| a.cidr.cmp(&b.cidr));
    for (rank, entry) in entries.iter_mut().enumerate() {
        entry.rank = rank;
    }
    entries
}

/// Drops from the stack of open prefixes those that `next` does not lie in.
/// The stack is nested, so they are all on top.
fn close(open: &mut Vec<Entry>, next: Cidr) {
    while open.last().is_some_and(|top| !top.cidr.contains(next)) {
        open.pop();
    }
}

/// The pairs that the sweep has met.
struct Found {
    pairs: Vec<(Entry, Entry)>,
    total: usize,
    limit: usize,
}

impl Found {
    fn new(limit: usize) -> Self {
        Self {
            pairs: Vec::new(),
            total: 0,
            limit,
        }
    }

    /// Adds a pair for every open prefix. Counting is one addition, so what is
    /// past the limit costs nothing.
    fn add(&mut self, open: &[Entry], pair: impl Fn(Entry) -> (Entry, Entry)) {
        let room = self.limit - self.pairs.len();
        self.pairs
            .extend(open.iter().take(room).map(|&entry| pair(entry)));
        // Where 32 bits count, more than four thousand million are as many.
        self.total = self.total.saturating_add(open.len());
    }

    /// Groups the pairs by the rank of their left prefix, in O(n + k). The
    /// sweep has already met the right ones of each left one in their own
    /// order: first those around it, from the widest, then those inside it,
    /// from the lowest.
    fn by_left(self, ranks: usize) -> Overlaps {
        let mut groups = vec![Vec::new(); ranks];
        for (left, right) in self.pairs {
            if let Some(group) = groups.get_mut(left.rank) {
                group.push((left.position, right.position));
            }
        }
        Overlaps {
            pairs: groups.into_iter().flatten().collect(),
            total: self.total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::any_cidr;
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// Every overlapping pair by the double loop, ordered as promised.
    fn naive(left: &[Cidr], right: &[Cidr]) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (l, a) in left.iter().enumerate() {
            for (r, b) in right.iter().enumerate() {
                if a.overlaps(*b) {
                    pairs.push((*a, l, *b, r));
                }
            }
        }
        pairs.sort();
        pairs.into_iter().map(|(_, l, _, r)| (l, r)).collect()
    }

    proptest! {
        #[test]
        fn between_agrees_with_the_double_loop(
            left in vec(any_cidr(), 0..40),
            right in vec(any_cidr(), 0..40),
        ) {
            let expected = naive(&left, &right);
            let found = overlaps_between(&left, &right, usize::MAX);
            prop_assert_eq!(found.total, expected.len());
            prop_assert_eq!(found.pairs, expected);
        }

        #[test]
        fn within_agrees_with_the_double_loop(list in vec(any_cidr(), 0..40)) {
            let expected: Vec<_> = naive(&list, &list)
                .into_iter()
                .filter(|&(a, b)| (list[a], a) < (list[b], b))
                .collect();
            let found = overlaps_within(&list, usize::MAX);
            prop_assert_eq!(found.total, expected.len());
            prop_assert_eq!(found.pairs, expected);
        }

        #[test]
        fn a_limit_cuts_the_list_and_not_the_count(
            left in vec(any_cidr(), 0..40),
            right in vec(any_cidr(), 0..40),
            limit in 0usize..20,
        ) {
            let all = overlaps_between(&left, &right, usize::MAX);
            let some = overlaps_between(&left, &right, limit);
            prop_assert_eq!(some.total, all.total);
            prop_assert_eq!(some.pairs.len(), limit.min(all.total));
            prop_assert!(some.pairs.iter().all(|pair| all.pairs.contains(pair)));
        }
    }
}

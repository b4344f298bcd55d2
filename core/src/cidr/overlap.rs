//! The overlap sweep.

use super::key::{Key, Keys};
use super::{Cidr, Family};
use crate::order::sort_by;
use serde::{Deserialize, Serialize};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
/// Takes O(n log n + k log k) time for n prefixes and k listed overlaps, and
/// O(n + k log k) where addresses are spread.
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
    sweep([left, right], Among::Both, limit)
}

/// Finds every pair of overlapping prefixes of one list.
///
/// Returns pairs of positions of which the first prefix sorts first (and so
/// contains the second), ordered by the first prefix, then by the second. At
/// most `limit` pairs are listed, all are counted.
///
/// Takes O(n log n + k log k) time for n prefixes and k listed overlaps.
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
    sweep([list, &[]], Among::First, limit)
}

/// Among which of two lists pairs are looked for.
#[derive(Clone, Copy, PartialEq)]
enum Among {
    /// One of each.
    Both,
    /// Both of the first.
    First,
}

/// A prefix that the sweep has begun and not ended.
#[derive(Clone, Copy)]
struct Open {
    key: Key,
    /// Where it stands among the sorted.
    rank: usize,
}

/// Passes over the prefixes in order. Those that are open nest, so what the next
/// one does not lie in is on top of the stack.
fn sweep(lists: [&[Cidr]; 2], among: Among, limit: usize) -> Overlaps {
    let keys = Keys::sorted(lists);
    let [left, _] = lists;
    let side = |key: Key| usize::from(key.place as usize >= left.len());
    let mut found = Overlaps::default();
    for family in [Family::Ipv4, Family::Ipv6] {
        let mut pairs: Vec<(Open, Open)> = Vec::new();
        // All that are open, and those of each side.
        let mut nested: Vec<Key> = Vec::new();
        let mut open = [Vec::new(), Vec::new()];
        for (rank, &key) in keys.of(family).iter().enumerate() {
            while let Some(&top) = nested.last()
                && !keys.contains(top, key)
            {
                nested.pop();
                open.get_mut(side(top)).map(Vec::pop);
            }
            let next = Open { key, rank };
            if !nested.is_empty() {
                let others = match among {
                    Among::Both => open.get(1 - side(key)),
                    Among::First => open.first(),
                };
                let others = others.map_or(&[][..], Vec::as_slice);
                let room = limit - found.pairs.len() - pairs.len();
                let is_left = among == Among::Both && side(key) == 0;
                pairs.extend(others.iter().take(room).map(|&other| {
                    if is_left {
                        (next, other)
                    } else {
                        (other, next)
                    }
                }));
                // Counting is one addition, so what is past the limit costs
                // nothing. Where 32 bits count, more than four thousand million
                // are as many.
                found.total = found.total.saturating_add(others.len());
            }
            nested.push(key);
            if let Some(open) = open.get_mut(side(key)) {
                open.push(next);
            }
        }
        // The sweep has met the right ones of each left one in their own order:
        // first those around it, from the widest, then those inside it, from the
        // lowest.
        sort_by(&mut pairs, |(a, _), (b, _)| a.rank.cmp(&b.rank));
        let before = if among == Among::Both { left.len() } else { 0 };
        let places = pairs.into_iter().map(|(left, right)| {
            let place = |open: Open| open.key.place as usize;
            (place(left), place(right) - before)
        });
        found.pairs.extend(places);
    }
    found
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

        /// As many as are dealt into buckets, with addresses that differ in
        /// their first bits alone, in their last ones alone, or not at all.
        #[test]
        fn many_agree_with_the_double_loop(
            list in vec((0u128..6, 0u128..6, 0u8..=32, any::<bool>()), 60..160),
            middle in 0usize..60,
        ) {
            let list: Vec<Cidr> = list
                .into_iter()
                .map(|(high, low, short, is_ipv4)| {
                    let (address, length) = if is_ipv4 {
                        let bits = (high << 29 | low << 4) & u128::from(u32::MAX);
                        (crate::cidr::address(Family::Ipv4, bits), 32 - short / 2)
                    } else {
                        (crate::cidr::address(Family::Ipv6, high << 125 | low << 3), 128 - 2 * short)
                    };
                    Cidr::containing(address, length).expect("a length of the family")
                })
                .collect();
            let (left, right) = list.split_at(middle);
            let found = overlaps_between(left, right, usize::MAX);
            prop_assert_eq!(found.pairs, naive(left, right));
            let all: Vec<_> = naive(&list, &list)
                .into_iter()
                .filter(|&(a, b)| (list[a], a) < (list[b], b))
                .collect();
            prop_assert_eq!(overlaps_within(&list, usize::MAX).pairs, all);
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

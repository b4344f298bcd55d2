//! Many prefixes, indexed by what they contain.

use super::{Cidr, Family, Keys, Range};

/// Prefixes with a value each, sorted, so that what a prefix contains comes
/// right behind it; each knows the one around it.
///
/// A prefix either contains another or is apart from it, so this is all that a
/// longest match needs: a binary search for the last prefix that begins at or
/// before an address, and a walk outward from there.
///
/// | operation | time |
/// |---|---|
/// | [`new`](Self::new) | O(n log n) |
/// | [`push`](Self::push) | O(1) |
/// | [`longest`](Self::longest) | O(log n + d) for prefixes nested d deep |
/// | [`overlapping`](Self::overlapping) | O(log n + d + k) for k answers |
/// | [`segments`](Self::segments) | O(log n + d) for each segment |
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Nested<T> {
    entries: Vec<Entry<T>>,
}

/// A prefix with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry<T> {
    pub(crate) cidr: Cidr,
    pub(crate) value: T,
    /// Where the entry around this one stands, or [`NOWHERE`]. Half of what a
    /// report keeps are entries, so they are small.
    around: u32,
}

/// Where an entry stands that is not there.
const NOWHERE: u32 = u32::MAX;

impl<T> Entry<T> {
    /// Returns the addresses of its prefix.
    pub(crate) fn range(&self) -> Range {
        Range::of(self.cidr)
    }
}

/// The addresses of a range that have one longest match, or none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment<'n, T> {
    pub(crate) range: Range,
    pub(crate) entry: Option<&'n Entry<T>>,
}

impl<T> Nested<T> {
    /// An index without prefixes.
    pub(crate) const EMPTY: Self = Self {
        entries: Vec::new(),
    };

    /// An index without prefixes, with room for some.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self {
            entries: Vec::with_capacity(count),
        }
    }

    /// Indexes prefixes of one family. Of equal ones the later is taken to lie
    /// within the earlier.
    pub(crate) fn new(prefixes: &[(Cidr, T)]) -> Self
    where
        T: Copy,
    {
        let cidrs: Vec<Cidr> = prefixes.iter().map(|&(cidr, _)| cidr).collect();
        let keys = Keys::sorted([&cidrs, &[]]);
        let mut nested = Self::with_capacity(prefixes.len());
        for key in [Family::Ipv4, Family::Ipv6]
            .iter()
            .flat_map(|&f| keys.of(f))
        {
            if let Some(&(cidr, value)) = prefixes.get(key.place as usize) {
                nested.push(cidr, value);
            }
        }
        nested
    }

    /// Adds a prefix of the same family that sorts behind all that are there, or
    /// as the last of them does. Takes O(1) time for each, over many.
    pub(crate) fn push(&mut self, cidr: Cidr, value: T) {
        let range = Range::of(cidr);
        let last = self.entries.len().checked_sub(1);
        let mut around = last.and_then(|place| u32::try_from(place).ok());
        while let Some(place) = around
            && let Some(outer) = self.at(place)
            && outer.range().last < range.first
        {
            around = Some(outer.around);
        }
        self.entries.push(Entry {
            cidr,
            value,
            around: around.unwrap_or(NOWHERE),
        });
    }

    fn at(&self, place: u32) -> Option<&Entry<T>> {
        self.entries.get(place as usize)
    }

    /// Returns every entry, sorted by prefix.
    pub(crate) fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    /// Returns the entry with the longest prefix that contains an address.
    pub(crate) fn longest(&self, address: u128) -> Option<&Entry<T>> {
        self.longest_before(self.begin_after(address), address)
    }

    /// Returns the last entry with exactly this prefix.
    pub(crate) fn exactly(&self, cidr: Cidr) -> Option<&Entry<T>> {
        let after = self.entries.partition_point(|entry| entry.cidr <= cidr);
        let entry = self.entries.get(after.checked_sub(1)?)?;
        (entry.cidr == cidr).then_some(entry)
    }

    /// Returns the entries around another, outward.
    pub(crate) fn around(&self, entry: &Entry<T>) -> impl Iterator<Item = &Entry<T>> {
        std::iter::successors(self.at(entry.around), |entry| self.at(entry.around))
    }

    /// Returns the entries that lie within the one at a place, apart from its
    /// equals, sorted by prefix: they come right behind it.
    pub(crate) fn inside(&self, place: usize) -> impl Iterator<Item = &Entry<T>> {
        let outer = self.entries.get(place);
        let behind = self.entries.get(place + 1..).unwrap_or_default().iter();
        behind
            .take_while(move |inner| outer.is_some_and(|o| inner.range().first <= o.range().last))
            .filter(move |inner| outer.is_some_and(|o| inner.cidr != o.cidr))
    }

    /// Returns the entries that have an address of a range, outward first, then
    /// those that begin within it.
    pub(crate) fn overlapping(&self, range: Range) -> impl Iterator<Item = &Entry<T>> {
        let (outward, places) = self.holding_and_within(range);
        outward.chain(self.entries.get(places).unwrap_or_default())
    }

    /// Returns the entries that have the first address of a range, outward, and
    /// the places of those that begin behind it and within the range.
    pub(crate) fn holding_and_within(
        &self,
        range: Range,
    ) -> (impl Iterator<Item = &Entry<T>>, std::ops::Range<usize>) {
        let begin = self.begin_after(range.first);
        let end = self.begin_after(range.last);
        let innermost = self.longest_before(begin, range.first);
        let outward = std::iter::successors(innermost, |entry| self.at(entry.around));
        (outward, begin..end)
    }

    /// Cuts a range where the answer of [`longest`](Self::longest) changes, in
    /// address order.
    pub(crate) fn segments(&self, range: Range) -> impl Iterator<Item = Segment<'_, T>> {
        let mut next = Some(range.first);
        std::iter::from_fn(move || {
            let first = next?;
            let after = self.begin_after(first);
            let entry = self.longest_before(after, first);
            // The longest match changes where its entry ends or the next begins.
            let mut last = range.last;
            if let Some(entry) = entry {
                last = last.min(entry.range().last);
            }
            if let Some(following) = self.entries.get(after) {
                last = last.min(following.range().first - 1);
            }
            next = (last < range.last).then(|| last + 1);
            Some(Segment {
                range: Range { first, last },
                entry,
            })
        })
    }

    /// Returns where the entries that begin after an address start.
    fn begin_after(&self, address: u128) -> usize {
        self.entries
            .partition_point(|entry| entry.range().first <= address)
    }

    /// Returns the innermost of the entries before a place that contains an
    /// address; all that begin behind the place begin behind the address.
    fn longest_before(&self, place: usize, address: u128) -> Option<&Entry<T>> {
        let mut entry = self.entries.get(place.checked_sub(1)?)?;
        while !entry.range().contains(address) {
            entry = self.at(entry.around)?;
        }
        Some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cidr::{address, number};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::net::IpAddr;

    /// Prefixes in and around 10.0.0.0/24, with their places as values.
    fn any_prefixes() -> impl Strategy<Value = Vec<(Cidr, usize)>> {
        vec((0u8.., 22u8..=32), 0..16).prop_map(|prefixes| {
            let prefixes = prefixes.into_iter().enumerate();
            prefixes
                .filter_map(|(place, (host, length))| {
                    let cidr = Cidr::containing(IpAddr::from([10, 0, 0, host]), length)?;
                    Some((cidr, place))
                })
                .collect()
        })
    }

    /// A range that begins before and ends behind all of them.
    fn whole() -> Range {
        Range {
            first: number(IpAddr::from([9, 255, 255, 250])),
            last: number(IpAddr::from([10, 0, 4, 5])),
        }
    }

    proptest! {
        #[test]
        fn the_longest_match_is_that_of_looking_at_everything(prefixes in any_prefixes()) {
            let nested = Nested::new(&prefixes);
            let mut segments = nested.segments(whole());
            let mut segment = segments.next().expect("a segment");
            prop_assert_eq!(segment.range.first, whole().first);
            for at in whole().first..=whole().last {
                if at > segment.range.last {
                    let next = segments.next().expect("no gap");
                    prop_assert_eq!(next.range.first, at);
                    segment = next;
                }
                let within = |cidr: Cidr| {
                    cidr.contains_address(address(crate::cidr::Family::Ipv4, at))
                };
                let expected = prefixes
                    .iter()
                    .filter(|(cidr, _)| within(*cidr))
                    .max_by_key(|(cidr, place)| (cidr.length(), *place))
                    .map(|&(_, place)| place);
                prop_assert_eq!(nested.longest(at).map(|entry| entry.value), expected);
                prop_assert_eq!(segment.entry.map(|entry| entry.value), expected);
            }
            prop_assert!(segments.next().is_none());
        }

        #[test]
        fn overlapping_is_that_of_looking_at_everything(
            prefixes in any_prefixes(),
            (host, length) in (0u8.., 20u8..=32),
        ) {
            let nested = Nested::new(&prefixes);
            let asked = Cidr::containing(IpAddr::from([10, 0, 0, host]), length)
                .expect("an IPv4 length");
            let mut found: Vec<usize> = nested
                .overlapping(Range::of(asked))
                .map(|entry| entry.value)
                .collect();
            found.sort_unstable();
            let expected: Vec<usize> = prefixes
                .iter()
                .filter(|(cidr, _)| cidr.overlaps(asked))
                .map(|&(_, place)| place)
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}

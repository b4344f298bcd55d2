//! Exact sets of addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Cidr, Family};

/// An address as a number; those of IPv4 use the low 32 bits.
pub(crate) fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The address of a number; what IPv4 has no room for is its last address.
pub(crate) fn address(family: Family, number: u128) -> IpAddr {
    match family {
        Family::Ipv4 => Ipv4Addr::from_bits(u32::try_from(number).unwrap_or(u32::MAX)).into(),
        Family::Ipv6 => Ipv6Addr::from_bits(number).into(),
    }
}

/// The addresses from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Range {
    pub(crate) first: u128,
    pub(crate) last: u128,
}

impl Range {
    pub(crate) fn of(cidr: Cidr) -> Self {
        Self {
            first: number(cidr.first()),
            last: number(cidr.last()),
        }
    }

    pub(crate) const fn single(number: u128) -> Self {
        Self {
            first: number,
            last: number,
        }
    }

    pub(crate) fn intersection(self, other: Self) -> Option<Self> {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        (first <= last).then_some(Self { first, last })
    }

    pub(crate) fn contains(self, number: u128) -> bool {
        self.first <= number && number <= self.last
    }

    /// Counts the addresses, of which a number has room for all but the last of
    /// IPv6.
    pub(crate) const fn size(self) -> u128 {
        (self.last - self.first).saturating_add(1)
    }
}

/// A set of addresses of one family, exact to the last one: ranges that are
/// sorted, apart, and as few as can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AddressSet {
    ranges: Vec<Range>,
}

impl AddressSet {
    /// Makes a set of ranges in any order.
    ///
    /// Takes O(n log n) time.
    pub(crate) fn of(mut ranges: Vec<Range>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<Range> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.first <= last.last.saturating_add(1) => {
                    last.last = last.last.max(range.last);
                }
                _ => merged.push(range),
            }
        }
        Self { ranges: merged }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    pub(crate) fn ranges(&self) -> &[Range] {
        &self.ranges
    }

    /// Returns the lowest address.
    pub(crate) fn first(&self) -> Option<u128> {
        self.ranges.first().map(|range| range.first)
    }

    /// Returns the addresses of both. Takes O(n + m) time.
    pub(crate) fn intersection(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.ranges.as_slice(), other.ranges.as_slice());
        let mut ranges = Vec::new();
        while let (Some((x, a_rest)), Some((y, b_rest))) = (a.split_first(), b.split_first()) {
            ranges.extend(x.intersection(*y));
            if x.last < y.last {
                a = a_rest;
            } else {
                b = b_rest;
            }
        }
        Self { ranges }
    }

    /// Returns the addresses of this and not of the other. Takes O(n + m) time.
    pub(crate) fn difference(&self, other: &Self) -> Self {
        let mut ranges = Vec::new();
        let mut cuts = other.ranges.as_slice();
        for &range in &self.ranges {
            let mut rest = Some(range);
            while let (Some(left), Some((cut, cuts_rest))) = (rest, cuts.split_first()) {
                if cut.last < left.first {
                    cuts = cuts_rest;
                    continue;
                }
                if cut.first > left.last {
                    break;
                }
                if cut.first > left.first {
                    ranges.push(Range {
                        first: left.first,
                        last: cut.first - 1,
                    });
                }
                rest = (cut.last < left.last).then(|| Range {
                    first: cut.last + 1,
                    last: left.last,
                });
            }
            ranges.extend(rest);
        }
        Self { ranges }
    }

    /// Returns the addresses of either.
    pub(crate) fn union(&self, other: &Self) -> Self {
        Self::of([self.ranges.as_slice(), other.ranges.as_slice()].concat())
    }

    /// Writes the set as the fewest prefixes, in order.
    pub(crate) fn prefixes(&self, family: Family) -> Vec<Cidr> {
        let mut prefixes = Vec::new();
        for range in &self.ranges {
            let mut first = range.first;
            loop {
                // The largest prefix that begins here and ends in time.
                let aligned = first.trailing_zeros().min(u32::from(family.bits()));
                let fitting = match (range.last - first).checked_add(1) {
                    Some(size) => size.ilog2(),
                    None => 128,
                };
                let host_bits = aligned.min(fitting);
                let length = family.bits() - u8::try_from(host_bits).unwrap_or(0);
                prefixes.extend(Cidr::containing(address(family, first), length));
                let size = 1u128.checked_shl(host_bits).unwrap_or(0);
                match first.checked_add(size) {
                    Some(next) if size > 0 && next <= range.last => first = next,
                    _ => break,
                }
            }
        }
        prefixes
    }
}

impl From<Cidr> for AddressSet {
    fn from(cidr: Cidr) -> Self {
        Self {
            ranges: vec![Range::of(cidr)],
        }
    }
}

impl FromIterator<Range> for AddressSet {
    fn from_iter<I: IntoIterator<Item = Range>>(ranges: I) -> Self {
        Self::of(ranges.into_iter().collect())
    }
}

impl FromIterator<Cidr> for AddressSet {
    fn from_iter<I: IntoIterator<Item = Cidr>>(prefixes: I) -> Self {
        Self::of(prefixes.into_iter().map(Range::of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Sets within one /24, as the model has them: each address by itself.
    fn any_set() -> impl Strategy<Value = (AddressSet, BTreeSet<u128>)> {
        vec((0u8.., 26u8..=32), 0..8).prop_map(|parts| {
            let prefixes: Vec<Cidr> = parts
                .into_iter()
                .filter_map(|(host, length)| {
                    Cidr::containing(IpAddr::from([10, 0, 0, host]), length)
                })
                .collect();
            let model = prefixes
                .iter()
                .flat_map(|cidr| number(cidr.first())..=number(cidr.last()))
                .collect();
            (prefixes.into_iter().collect(), model)
        })
    }

    fn each(set: &AddressSet) -> BTreeSet<u128> {
        set.ranges().iter().flat_map(|r| r.first..=r.last).collect()
    }

    proptest! {
        #[test]
        fn agrees_with_a_set_of_single_addresses((a, x) in any_set(), (b, y) in any_set()) {
            prop_assert_eq!(each(&a), x.clone());
            prop_assert_eq!(each(&a.intersection(&b)), &x & &y);
            prop_assert_eq!(each(&a.difference(&b)), &x - &y);
            prop_assert_eq!(each(&a.union(&b)), &x | &y);
            prop_assert_eq!(a.difference(&b).union(&a.intersection(&b)), a);
        }

        #[test]
        fn prefixes_are_the_set_and_none_can_be_joined((set, model) in any_set()) {
            let prefixes = set.prefixes(Family::Ipv4);
            let back: AddressSet = prefixes.iter().copied().collect();
            prop_assert_eq!(each(&back), model);
            for pair in prefixes.windows(2) {
                let wider = Cidr::containing(pair[0].first(), pair[0].length() - 1);
                let joined = wider.is_some_and(|wider| {
                    wider.first() == pair[0].first() && wider.last() == pair[1].last()
                        && pair[0].length() == pair[1].length()
                });
                prop_assert!(!joined, "{:?}", prefixes);
            }
        }
    }

    #[test]
    fn the_whole_of_a_family_is_one_prefix() {
        for (text, family) in [("0.0.0.0/0", Family::Ipv4), ("::/0", Family::Ipv6)] {
            let cidr: Cidr = text.parse().expect("a prefix");
            let set = AddressSet::from(cidr);
            assert_eq!(set.prefixes(family), [cidr]);
            let half = Cidr::containing(cidr.first(), 1).expect("a prefix");
            let other = set.difference(&AddressSet::from(half));
            assert_eq!(other.prefixes(family).len(), 1);
            assert!(set.difference(&set).is_empty());
        }
    }
}

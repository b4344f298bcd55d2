//! Prefixes and sets of addresses, read and reckoned in the plainest way.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The two families, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Family {
    V4,
    V6,
}

/// An address as its family and its bits as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    pub(super) family: Family,
    pub(super) number: u128,
}

/// A network address and a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Prefix {
    pub(super) family: Family,
    pub(super) first: u128,
    pub(super) length: u32,
}

/// Addresses of one family from the first to the last, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Range {
    pub(super) first: u128,
    pub(super) last: u128,
}

impl Family {
    pub(super) const BOTH: [Self; 2] = [Self::V4, Self::V6];

    pub(super) const fn bits(self) -> u32 {
        match self {
            Self::V4 => 32,
            Self::V6 => 128,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::V4 => "ipv4",
            Self::V6 => "ipv6",
        }
    }
}

impl Address {
    pub(super) fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::of)
    }

    pub(super) fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self {
                family: Family::V4,
                number: u32::from(address).into(),
            },
            IpAddr::V6(address) => Self {
                family: Family::V6,
                number: address.into(),
            },
        }
    }
}

impl Prefix {
    /// Reads a CIDR; one with host bits is as unreadable as any other text
    /// (§2).
    pub(super) fn read(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let Address { family, number } = Address::read(address)?;
        let length: u32 = length.parse().ok()?;
        if length > family.bits() {
            return None;
        }
        let prefix = Self {
            family,
            first: number,
            length,
        };
        (number & prefix.host_bits() == 0).then_some(prefix)
    }

    fn host_bits(&self) -> u128 {
        let free = self.family.bits() - self.length;
        if free == 128 {
            u128::MAX
        } else {
            (1 << free) - 1
        }
    }

    pub(super) fn last(&self) -> u128 {
        self.first + self.host_bits()
    }

    pub(super) fn range(&self) -> Range {
        Range {
            first: self.first,
            last: self.last(),
        }
    }

    pub(super) fn holds(&self, address: Address) -> bool {
        self.family == address.family
            && self.first <= address.number
            && address.number <= self.last()
    }

    pub(super) fn contains(&self, other: &Self) -> bool {
        self.family == other.family && self.first <= other.first && other.last() <= self.last()
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.family {
            Family::V4 => {
                let number = u32::try_from(self.first).expect("an IPv4 address has 32 bits");
                write!(f, "{}/{}", Ipv4Addr::from(number), self.length)
            }
            Family::V6 => write!(f, "{}/{}", Ipv6Addr::from(self.first), self.length),
        }
    }
}

/// Puts ranges in order and joins those that overlap or touch.
pub(super) fn union(mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.sort_unstable();
    let mut joined: Vec<Range> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(before) if before.last == u128::MAX || range.first <= before.last + 1 => {
                before.last = before.last.max(range.last);
            }
            _ => joined.push(range),
        }
    }
    joined
}

/// Writes joined ranges as the fewest prefixes: from each first address the
/// largest block that starts there and stays inside.
pub(super) fn fewest_prefixes(family: Family, ranges: &[Range]) -> Vec<Prefix> {
    let mut prefixes = Vec::new();
    for range in ranges {
        let mut first = range.first;
        loop {
            let block = (0..=family.bits())
                .map(|length| Prefix {
                    family,
                    first,
                    length,
                })
                .find(|block| first & block.host_bits() == 0 && block.last() <= range.last)
                .expect("a single address always fits");
            prefixes.push(block);
            if block.last() == range.last {
                break;
            }
            first = block.last() + 1;
        }
    }
    prefixes
}

#[test]
fn the_fewest_prefixes_cover_a_range_and_nothing_else() {
    let written = |ranges: &[(u128, u128)]| {
        let ranges = ranges.iter().map(|&(first, last)| Range { first, last });
        fewest_prefixes(Family::V4, &union(ranges.collect()))
            .iter()
            .map(Prefix::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(written(&[(0, 0xffff_ffff)]), ["0.0.0.0/0"]);
    assert_eq!(
        written(&[(1, 4), (6, 7)]),
        ["0.0.0.1/32", "0.0.0.2/31", "0.0.0.4/32", "0.0.0.6/31"]
    );
    assert_eq!(written(&[(4, 7), (0, 3)]), ["0.0.0.0/29"]);
    assert_eq!(Prefix::read("10.0.0.1/8"), None);
    let all = Prefix::read("::/0").expect("every IPv6 address");
    assert_eq!(fewest_prefixes(Family::V6, &[all.range()]), [all]);
}

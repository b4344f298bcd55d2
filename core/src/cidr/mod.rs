//! IP prefixes in canonical form, the overlaps among many of them, and the
//! sentences that explain a text which is none.
//!
//! # Cost
//!
//! | operation | time |
//! |---|---|
//! | [`Cidr::parse`] | O(length of the text) |
//! | [`Cidr::overlaps`], [`Cidr::contains`], [`Cidr::intersection`] | O(1) |
//! | [`Cidr::cmp`] | O(1) |
//! | [`PrefixMap::longest`] | O(1) where addresses are spread, at worst O(log n + nesting) |
//! | [`overlaps_between`], [`overlaps_within`] | O(n log n + k) for n prefixes and k overlaps |
//!
//! # Two prefixes nest or are apart
//!
//! A prefix is all addresses that share its first bits, so of two prefixes
//! either one contains the other or they have no address in common. There is
//! no such thing as a partial overlap, which is why [`Relation`] has three
//! members and why one pass over the sorted prefixes with a stack finds every
//! overlap.
//!
//! ```
//! use peerlab_core::cidr::{Cidr, Relation};
//!
//! let shop = Cidr::parse("10.0.0.0/16")?;
//! let data = Cidr::parse("10.0.4.0/22")?;
//! assert_eq!(shop.relation(data), Some(Relation::Contains));
//! assert_eq!(shop.intersection(data), Some(data));
//! # Ok::<(), peerlab_core::cidr::CidrError>(())
//! ```

mod error;
mod key;
mod lookup;
mod nested;
mod overlap;
mod parse;
mod set;

use std::cmp::Ordering;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use error::{AddressError, CidrError};
pub(crate) use key::Keys;
pub use lookup::PrefixMap;
pub(crate) use nested::{Entry, Nested};
pub use overlap::{Overlaps, Relation, overlaps_between, overlaps_within};
pub(crate) use set::{AddressSet, Range, address, number};

/// One of the two versions of the Internet Protocol.
///
/// Everything in a network is judged for each family on its own.
///
/// ```
/// use peerlab_core::cidr::{Cidr, Family};
///
/// assert_eq!(Cidr::parse("10.0.0.0/22")?.family(), Family::Ipv4);
/// assert_eq!(Cidr::parse("fd00::/64")?.family(), Family::Ipv6);
/// # Ok::<(), peerlab_core::cidr::CidrError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// IPv4, addresses of 32 bits.
    Ipv4,
    /// IPv6, addresses of 128 bits.
    Ipv6,
}

impl Family {
    /// Returns the length of an address in bits, the longest prefix length.
    ///
    /// ```
    /// use peerlab_core::cidr::Family;
    ///
    /// assert_eq!(Family::Ipv4.bits(), 32);
    /// assert_eq!(Family::Ipv6.bits(), 128);
    /// ```
    #[must_use]
    pub const fn bits(self) -> u8 {
        match self {
            Self::Ipv4 => 32,
            Self::Ipv6 => 128,
        }
    }
}

impl Family {
    /// Returns the family of an address.
    ///
    /// ```
    /// use peerlab_core::cidr::{Family, parse_address};
    ///
    /// assert_eq!(Family::of(parse_address("fd00::1")?), Family::Ipv6);
    /// # Ok::<(), peerlab_core::cidr::AddressError>(())
    /// ```
    #[must_use]
    pub const fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(_) => Self::Ipv4,
            IpAddr::V6(_) => Self::Ipv6,
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ipv4 => "IPv4",
            Self::Ipv6 => "IPv6",
        })
    }
}

/// A canonical IP prefix: a network address without host bits, and a length.
///
/// Prefixes are ordered by family (IPv4 first), then by network address, then
/// by length, so a prefix sorts directly before everything it contains.
///
/// ```
/// use peerlab_core::cidr::Cidr;
///
/// let wide: Cidr = "172.16.20.0/22".parse()?;
/// let narrow: Cidr = "172.16.23.0/24".parse()?;
/// assert!(wide.contains(narrow));
/// assert_eq!(wide.intersection(narrow), Some(narrow));
/// assert!(wide < narrow);
///
/// let error = "10.0.0.1/8".parse::<Cidr>().err();
/// assert_eq!(error.and_then(|error| error.meant()).as_deref(), Some("10.0.0.0/8"));
/// # Ok::<(), peerlab_core::cidr::CidrError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cidr(IpNet);

impl Cidr {
    /// Reads a prefix as people write it, `address/length`, and refuses what is
    /// not canonical: host bits, leading zeros, white space.
    ///
    /// # Errors
    ///
    /// A [`CidrError`] that tells which part is wrong and, through
    /// [`CidrError::meant`], what was probably meant.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    ///
    /// assert_eq!(Cidr::parse("fd00:0::/64")?.to_string(), "fd00::/64");
    /// assert!(Cidr::parse("10.0.0.1/22").is_err(), "an address within 10.0.0.0/22");
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, CidrError> {
        parse::parse(text)
    }

    /// Makes the prefix of `length` bits that holds `address`, with the host
    /// bits cleared. `None` where the family has no such length.
    ///
    /// ```
    /// use peerlab_core::cidr::{Cidr, parse_address};
    ///
    /// let address = parse_address("10.0.5.9")?;
    /// assert_eq!(Cidr::containing(address, 22), Some(Cidr::parse("10.0.4.0/22")?));
    /// assert_eq!(Cidr::containing(address, 33), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn containing(address: IpAddr, length: u8) -> Option<Self> {
        IpNet::new(address, length)
            .ok()
            .map(|net| Self(net.trunc()))
    }

    /// Returns the family of the prefix.
    ///
    /// ```
    /// use peerlab_core::cidr::{Cidr, Family};
    ///
    /// assert_eq!(Cidr::parse("10.0.0.0/22")?.family(), Family::Ipv4);
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub const fn family(self) -> Family {
        match self.0 {
            IpNet::V4(_) => Family::Ipv4,
            IpNet::V6(_) => Family::Ipv6,
        }
    }

    /// Returns the length in bits.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    ///
    /// assert_eq!(Cidr::parse("10.0.0.0/22")?.length(), 22);
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn length(self) -> u8 {
        self.0.prefix_len()
    }

    /// Returns the network address, the first one of the prefix.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    ///
    /// assert_eq!(Cidr::parse("10.0.4.0/22")?.first().to_string(), "10.0.4.0");
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn first(self) -> IpAddr {
        // The host bits are cleared.
        self.0.addr()
    }

    /// Returns the last address of the prefix.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    ///
    /// assert_eq!(Cidr::parse("10.0.4.0/22")?.last().to_string(), "10.0.7.255");
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn last(self) -> IpAddr {
        self.0.broadcast()
    }

    /// Returns the first address that the platform does not reserve: it keeps
    /// the first two of each block (platform facts, 2.4). Of a block of at most
    /// four addresses, the first.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    ///
    /// assert_eq!(Cidr::parse("10.0.4.0/22")?.first_usable().to_string(), "10.0.4.2");
    /// assert_eq!(Cidr::parse("10.0.4.9/32")?.first_usable().to_string(), "10.0.4.9");
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn first_usable(self) -> IpAddr {
        let first = number(self.first());
        if self.family().bits() - self.length() > 2 {
            address(self.family(), first + 2)
        } else {
            self.first()
        }
    }

    /// Tells whether every address of `other` lies in this prefix.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    ///
    /// let wide = Cidr::parse("10.0.0.0/16")?;
    /// let narrow = Cidr::parse("10.0.4.0/22")?;
    /// assert!(wide.contains(narrow) && wide.contains(wide));
    /// assert!(!narrow.contains(wide));
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.length() <= other.length() && self.contains_address(other.first())
    }

    /// Tells whether `address` lies in this prefix.
    ///
    /// ```
    /// use peerlab_core::cidr::{Cidr, parse_address};
    ///
    /// let block = Cidr::parse("10.0.4.0/22")?;
    /// assert!(block.contains_address(parse_address("10.0.7.255")?));
    /// assert!(!block.contains_address(parse_address("10.0.8.0")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn contains_address(self, address: IpAddr) -> bool {
        let host_bits = u32::from(self.family().bits() - self.length());
        let differing = number(self.first()) ^ number(address);
        self.family() == Family::of(address) && differing.checked_shr(host_bits).unwrap_or(0) == 0
    }

    /// Tells whether the two prefixes have an address in common.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    ///
    /// let block = Cidr::parse("10.0.4.0/22")?;
    /// assert!(block.overlaps(Cidr::parse("10.0.0.0/16")?));
    /// assert!(!block.overlaps(Cidr::parse("10.0.8.0/22")?));
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// Returns the addresses the two prefixes have in common: the longer
    /// prefix where they overlap.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    ///
    /// let narrow = Cidr::parse("10.0.4.0/22")?;
    /// assert_eq!(Cidr::parse("10.0.0.0/16")?.intersection(narrow), Some(narrow));
    /// assert_eq!(Cidr::parse("10.0.0.0/22")?.intersection(narrow), None);
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        if self.contains(other) {
            Some(other)
        } else if other.contains(self) {
            Some(self)
        } else {
            None
        }
    }

    /// Says how this prefix stands to an overlapping `other`; `None` where the
    /// two are apart.
    ///
    /// ```
    /// use peerlab_core::cidr::{Cidr, Relation};
    ///
    /// let wide = Cidr::parse("10.0.0.0/16")?;
    /// let narrow = Cidr::parse("10.0.4.0/22")?;
    /// assert_eq!(wide.relation(narrow), Some(Relation::Contains));
    /// assert_eq!(narrow.relation(wide), Some(Relation::Within));
    /// assert_eq!(narrow.relation(Cidr::parse("10.0.8.0/22")?), None);
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn relation(self, other: Self) -> Option<Relation> {
        if self == other {
            Some(Relation::Identical)
        } else if self.contains(other) {
            Some(Relation::Contains)
        } else if other.contains(self) {
            Some(Relation::Within)
        } else {
            None
        }
    }
}

impl Ord for Cidr {
    fn cmp(&self, other: &Self) -> Ordering {
        // Numbers compare several times faster than addresses do.
        match (self.0, other.0) {
            (IpNet::V4(a), IpNet::V4(b)) => {
                let key = |net: Ipv4Net| (net.addr().to_bits(), net.prefix_len());
                key(a).cmp(&key(b))
            }
            (IpNet::V6(a), IpNet::V6(b)) => {
                let key = |net: Ipv6Net| (net.addr().to_bits(), net.prefix_len());
                key(a).cmp(&key(b))
            }
            _ => self.family().cmp(&other.family()),
        }
    }
}

impl PartialOrd for Cidr {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Cidr {
    type Err = CidrError;

    fn from_str(text: &str) -> Result<Self, CidrError> {
        Self::parse(text)
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Cidr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cidr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

/// Reads an IP address as people write it.
///
/// # Errors
///
/// An [`AddressError`] that tells what is wrong with the text.
///
/// ```
/// use peerlab_core::cidr::parse_address;
///
/// assert!(parse_address("10.0.0.1")?.is_ipv4());
/// assert!(parse_address("10.0.0.0/22").is_err(), "a prefix is no address");
/// # Ok::<(), peerlab_core::cidr::AddressError>(())
/// ```
pub fn parse_address(text: &str) -> Result<IpAddr, AddressError> {
    parse::parse_address(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cidr(text: &str) -> Cidr {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    /// Any prefix, with lengths and bits spread so that many pairs nest.
    pub(super) fn any_cidr() -> impl Strategy<Value = Cidr> {
        prop_oneof![
            (0u32..64, 0u8..=32).prop_map(|(bits, length)| {
                Cidr::containing(IpAddr::from((bits << 26).to_be_bytes()), length)
            }),
            (0u128..64, 0u8..=128).prop_map(|(bits, length)| {
                Cidr::containing(IpAddr::from((bits << 122).to_be_bytes()), length)
            }),
        ]
        .prop_map(|cidr| cidr.expect("the lengths are those of the family"))
    }

    #[test]
    fn sorts_by_family_then_address_then_length() {
        let mut sorted = ["fd00::/8", "10.0.0.0/9", "10.0.0.0/8", "9.0.0.0/8"].map(cidr);
        sorted.sort();
        let texts = sorted.map(|cidr| cidr.to_string());
        assert_eq!(texts, ["9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/9", "fd00::/8"]);
    }

    #[test]
    fn families_never_overlap() {
        assert!(!cidr("0.0.0.0/0").overlaps(cidr("::/0")));
        assert_eq!(cidr("0.0.0.0/0").relation(cidr("::/0")), None);
    }

    proptest! {
        #[test]
        fn relation_agrees_with_the_address_ranges(a in any_cidr(), b in any_cidr()) {
            let contains = |x: Cidr, y: Cidr| {
                x.family() == y.family() && x.first() <= y.first() && y.last() <= x.last()
            };
            let expected = match (contains(a, b), contains(b, a)) {
                (true, true) => Some(Relation::Identical),
                (true, false) => Some(Relation::Contains),
                (false, true) => Some(Relation::Within),
                (false, false) => None,
            };
            prop_assert_eq!(a.relation(b), expected);
            prop_assert_eq!(a.overlaps(b), expected.is_some());
            prop_assert_eq!(a.intersection(b).is_some(), expected.is_some());
        }

        /// The quick way and the one that explains agree about every text.
        #[test]
        fn reads_ipv4_as_the_standard_library_does(
            text in "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}|[0-9./]{0,20}"
        ) {
            let expected = text.split_once('/').and_then(|(address, length)| {
                let bits: u8 = length.parse().ok().filter(|bits: &u8| bits.to_string() == length)?;
                let address: IpAddr = address.parse().ok()?;
                Cidr::containing(address, bits).filter(|cidr| cidr.first() == address)
            });
            prop_assert_eq!(Cidr::parse(&text).ok(), expected);
        }

        #[test]
        fn what_is_written_reads_back(cidr in any_cidr()) {
            prop_assert_eq!(Cidr::parse(&cidr.to_string()), Ok(cidr));
        }

        #[test]
        fn no_text_panics_and_what_was_meant_is_readable(text in "[0-9a-f.:/% ]{0,24}") {
            if let Err(error) = Cidr::parse(&text)
                && let Some(meant) = error.meant()
            {
                prop_assert!(Cidr::parse(&meant).is_ok(), "{} for {}", meant, text);
            }
        }
    }
}

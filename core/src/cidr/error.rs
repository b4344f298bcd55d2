//! What can be wrong with a text that should be a prefix or an address.

use std::net::IpAddr;

use thiserror::Error;

use super::parse::{netmask_length, parse_address};
use super::{Cidr, Family};

/// Why a text is not a prefix.
///
/// The sentence names the offending part; [`CidrError::meant`] offers a prefix
/// that was probably meant.
///
/// ```
/// use peerlab_core::cidr::{Cidr, CidrError};
///
/// let error = Cidr::parse("10.0.0.1/22").err();
/// assert!(matches!(error, Some(CidrError::HostBits { .. })));
/// let sentence = error.map(|error| error.to_string());
/// assert_eq!(
///     sentence.as_deref(),
///     Some("10.0.0.1/22 has host bits set: the network is 10.0.0.0/22")
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CidrError {
    /// There is nothing but white space.
    #[error("a CIDR is missing, such as 10.0.0.0/22")]
    Empty,
    /// White space stands before or after the prefix.
    #[error("“{text}” has white space around it")]
    WhiteSpace {
        /// The text as written.
        text: String,
    },
    /// There is no `/length` behind the address.
    #[error("{address} has no prefix length")]
    NoLength {
        /// The address, which is readable.
        address: IpAddr,
    },
    /// The part before the slash is not an address.
    #[error("{0}")]
    Address(#[from] AddressError),
    /// The part behind the slash is not a plain number.
    #[error("“/{length}” is not a prefix length: a number from 0 to {} is expected", .address_family.bits())]
    LengthNotANumber {
        /// The address before the slash.
        address: IpAddr,
        /// What stands behind the slash.
        length: String,
        /// The family of the address.
        address_family: Family,
    },
    /// The length is more than the family's addresses have bits.
    #[error("/{length} is too long: {family} prefixes end at /{}", .family.bits())]
    LengthTooLong {
        /// The length as written.
        length: String,
        /// The family of the address.
        family: Family,
    },
    /// The length is written with zeros in front.
    #[error("the prefix length “/{length}” begins with a zero")]
    LengthLeadingZero {
        /// The length as written.
        length: String,
        /// The prefix without the zeros in front, where it is one.
        meant: Option<Cidr>,
    },
    /// Bits behind the prefix length are set, so this is an address within the
    /// network rather than the network.
    #[error("{address}/{} has host bits set: the network is {network}", .network.length())]
    HostBits {
        /// The address as written.
        address: IpAddr,
        /// The network it lies in.
        network: Cidr,
    },
}

impl CidrError {
    /// Returns the prefix that was probably meant, as text; it reads back
    /// without an error.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    ///
    /// let meant = |text| Cidr::parse(text).err().and_then(|error| error.meant());
    /// assert_eq!(meant(" 10.0.0.0/22").as_deref(), Some("10.0.0.0/22"));
    /// assert_eq!(meant("10.0.0.1/22").as_deref(), Some("10.0.0.0/22"));
    /// assert_eq!(meant("ten/22"), None);
    /// ```
    #[must_use]
    pub fn meant(&self) -> Option<String> {
        match self {
            Self::WhiteSpace { text } => match Cidr::parse(text.trim()) {
                Ok(cidr) => Some(cidr.to_string()),
                Err(error) => error.meant(),
            },
            Self::NoLength { address } => {
                Some(format!("{}/{}", address, Family::of(*address).bits()))
            }
            Self::LengthNotANumber {
                address, length, ..
            } => netmask_length(length)
                .and_then(|length| Cidr::containing(*address, length))
                .map(|cidr| cidr.to_string()),
            Self::LengthLeadingZero { meant, .. } => meant.map(|cidr| cidr.to_string()),
            Self::HostBits { network, .. } => Some(network.to_string()),
            Self::Empty | Self::Address(_) | Self::LengthTooLong { .. } => None,
        }
    }
}

/// Why a text is not an IP address.
///
/// ```
/// use peerlab_core::cidr::parse_address;
///
/// let sentence = parse_address("10.0.0.256").err().map(|error| error.to_string());
/// assert_eq!(sentence.as_deref(), Some("256 in “10.0.0.256” is above 255"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AddressError {
    /// There is nothing.
    #[error("an IP address is missing, such as 10.0.0.4")]
    Empty,
    /// A prefix length stands behind the address.
    #[error("“{text}” has a prefix length: one address is expected")]
    Prefix {
        /// The text as written.
        text: String,
    },
    /// An IPv4 address does not have four numbers.
    #[error("“{text}” has {count} of the 4 numbers of an IPv4 address")]
    NumberCount {
        /// The text as written.
        text: String,
        /// How many numbers there are.
        count: usize,
    },
    /// A number of an IPv4 address is above 255.
    #[error("{number} in “{text}” is above 255")]
    NumberTooLarge {
        /// The text as written.
        text: String,
        /// The number.
        number: String,
    },
    /// A number of an IPv4 address begins with a zero, which some programs
    /// read as octal.
    #[error("{number} in “{text}” begins with a zero, which some programs read as octal")]
    NumberLeadingZero {
        /// The text as written.
        text: String,
        /// The number.
        number: String,
    },
    /// An IPv6 address carries a zone, which only means something on one host.
    #[error("“{text}” names a zone (%…), which has no meaning between hosts")]
    Zone {
        /// The text as written.
        text: String,
    },
    /// An IPv6 address is malformed.
    #[error("“{text}” is not an IPv6 address: {reason}")]
    Ipv6 {
        /// The text as written.
        text: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// It is nothing of the kind.
    #[error("“{text}” is not an IP address")]
    NotAnAddress {
        /// The text as written, cut where it is long.
        text: String,
    },
}

impl AddressError {
    /// Returns the address that was probably meant, as text; it reads back
    /// without an error.
    ///
    /// ```
    /// use peerlab_core::cidr::parse_address;
    ///
    /// let meant = |text| parse_address(text).err().and_then(|error| error.meant());
    /// assert_eq!(meant("10.0.0.1/22").as_deref(), Some("10.0.0.1"));
    /// assert_eq!(meant("10.0.0.256"), None);
    /// ```
    #[must_use]
    pub fn meant(&self) -> Option<String> {
        match self {
            Self::Prefix { text } => {
                let (address, _) = text.trim().split_once('/')?;
                let address = parse_address(address).ok()?;
                Some(address.to_string())
            }
            _ => None,
        }
    }
}

//! Reading addresses and prefixes, and saying precisely what is wrong with a
//! text that is neither.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net};
use thiserror::Error;

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

pub(super) fn parse(text: &str) -> Result<Cidr, CidrError> {
    match canonical_ipv4(text) {
        Some(cidr) => Ok(cidr),
        None => read(text),
    }
}

/// Reads a canonical IPv4 prefix in one pass over its bytes. What it does not
/// take may still be a prefix.
fn canonical_ipv4(text: &str) -> Option<Cidr> {
    let mut bytes = text.bytes();
    let mut number = |most: u32, end: Option<u8>| {
        let mut value = u32::from(digit(bytes.next())?);
        loop {
            let byte = bytes.next();
            if byte == end {
                return (value <= most).then_some(value);
            }
            if value == 0 || value > most {
                return None;
            }
            value = value * 10 + u32::from(digit(byte)?);
        }
    };
    let mut address = 0;
    for end in *b".../" {
        address = address << 8 | number(255, Some(end))?;
    }
    let length = number(32, None)?;
    let host_bits = u32::MAX.checked_shr(length).unwrap_or(0);
    let length = u8::try_from(length)
        .ok()
        .filter(|_| address & host_bits == 0)?;
    let net = Ipv4Net::new(Ipv4Addr::from_bits(address), length).ok()?;
    Some(Cidr(IpNet::V4(net)))
}

fn digit(byte: Option<u8>) -> Option<u8> {
    byte?.checked_sub(b'0').filter(|&digit| digit <= 9)
}

fn read(text: &str) -> Result<Cidr, CidrError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(CidrError::Empty);
    }
    if trimmed.len() != text.len() {
        return Err(CidrError::WhiteSpace { text: quoted(text) });
    }
    let Some((address, length)) = text.split_once('/') else {
        let address = parse_address(text)?;
        return Err(CidrError::NoLength { address });
    };
    let address = parse_address(address)?;
    let family = Family::of(address);
    let bits = parse_length(address, length)?;
    let net = IpNet::new(address, bits).map_err(|_| CidrError::LengthTooLong {
        length: quoted(length),
        family,
    })?;
    let network = Cidr(net.trunc());
    if network.first() != address {
        return Err(CidrError::HostBits { address, network });
    }
    Ok(network)
}

/// Reads the part behind the slash: decimal digits without a zero in front.
fn parse_length(address: IpAddr, length: &str) -> Result<u8, CidrError> {
    let family = Family::of(address);
    if length.is_empty() || !length.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CidrError::LengthNotANumber {
            address,
            length: quoted(length),
            address_family: family,
        });
    }
    // A number too long for the type is too long for an address as well.
    let bits = length.parse::<u8>().ok();
    if length.len() > 1 && length.starts_with('0') {
        return Err(CidrError::LengthLeadingZero {
            length: quoted(length),
            meant: bits.and_then(|bits| Cidr::containing(address, bits)),
        });
    }
    bits.ok_or_else(|| CidrError::LengthTooLong {
        length: quoted(length),
        family,
    })
}

pub(super) fn parse_address(text: &str) -> Result<IpAddr, AddressError> {
    text.parse().map_err(|_| explain_address(text))
}

/// Reads a netmask such as `255.255.252.0` as a prefix length.
fn netmask_length(text: &str) -> Option<u8> {
    let mask: Ipv4Addr = text.parse().ok()?;
    ipnet::ipv4_mask_to_prefix(mask).ok()
}

fn explain_address(text: &str) -> AddressError {
    let quoted = quoted(text);
    if text.trim().is_empty() {
        AddressError::Empty
    } else if text
        .split_once('/')
        .is_some_and(|(address, _)| address.parse::<IpAddr>().is_ok())
    {
        AddressError::Prefix { text: quoted }
    } else if text.contains(':') {
        explain_ipv6(text, quoted)
    } else if text.contains('.')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        explain_ipv4(text, quoted)
    } else {
        AddressError::NotAnAddress { text: quoted }
    }
}

fn explain_ipv4(text: &str, quoted: String) -> AddressError {
    let numbers: Vec<&str> = text.split('.').filter(|part| !part.is_empty()).collect();
    for number in &numbers {
        if number.len() > 1 && number.starts_with('0') {
            return AddressError::NumberLeadingZero {
                text: quoted,
                number: (*number).to_owned(),
            };
        }
        if number.parse::<u8>().is_err() {
            return AddressError::NumberTooLarge {
                text: quoted,
                number: (*number).to_owned(),
            };
        }
    }
    if numbers.len() == 4 {
        // Four good numbers: what is wrong is a dot too many.
        return AddressError::NotAnAddress { text: quoted };
    }
    AddressError::NumberCount {
        text: quoted,
        count: numbers.len(),
    }
}

fn explain_ipv6(text: &str, quoted: String) -> AddressError {
    if text
        .split_once('%')
        .is_some_and(|(address, _)| address.parse::<Ipv6Addr>().is_ok())
    {
        return AddressError::Zone { text: quoted };
    }
    let groups: Vec<&str> = text.split(':').collect();
    let is_hex = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    let reason = if text.matches("::").count() > 1 || text.contains(":::") {
        "“::” may stand only once"
    } else if !groups.iter().all(is_hex) {
        "its groups are hexadecimal digits"
    } else if groups.iter().any(|group| group.len() > 4) {
        "a group has at most 4 digits"
    } else if text.contains("::") {
        "with “::” it has at most 7 groups"
    } else {
        "without “::” it has 8 groups"
    };
    AddressError::Ipv6 {
        text: quoted,
        reason,
    }
}

/// Cuts what is quoted in a sentence to a length that can be read.
fn quoted(text: &str) -> String {
    const MOST: usize = 64;
    let mut cut: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, sentence: &str, meant: Option<&str>) {
        let error = Cidr::parse(text).expect_err(text);
        assert_eq!(error.to_string(), sentence, "for {text}");
        assert_eq!(error.meant().as_deref(), meant, "for {text}");
    }

    #[test]
    fn every_error_names_the_wrong_part_and_what_was_meant() {
        check("", "a CIDR is missing, such as 10.0.0.0/22", None);
        check("  ", "a CIDR is missing, such as 10.0.0.0/22", None);
        check(
            " 10.0.0.0/8",
            "“ 10.0.0.0/8” has white space around it",
            Some("10.0.0.0/8"),
        );
        check(
            "10.0.0.1/8 ",
            "“10.0.0.1/8 ” has white space around it",
            Some("10.0.0.0/8"),
        );
        check(
            "10.0.0.1/8",
            "10.0.0.1/8 has host bits set: the network is 10.0.0.0/8",
            Some("10.0.0.0/8"),
        );
        check(
            "fd00::1/64",
            "fd00::1/64 has host bits set: the network is fd00::/64",
            Some("fd00::/64"),
        );
        check(
            "fd00::/129",
            "/129 is too long: IPv6 prefixes end at /128",
            None,
        );
        check(
            "10.0.0.0/33",
            "/33 is too long: IPv4 prefixes end at /32",
            None,
        );
        check(
            "10.0.0.0/4294967304",
            "/4294967304 is too long: IPv4 prefixes end at /32",
            None,
        );
        check(
            "10.0.0.0/08",
            "the prefix length “/08” begins with a zero",
            Some("10.0.0.0/8"),
        );
        check(
            "10.0.0.0/",
            "“/” is not a prefix length: a number from 0 to 32 is expected",
            None,
        );
        check(
            "10.0.0.0/-1",
            "“/-1” is not a prefix length: a number from 0 to 32 is expected",
            None,
        );
        check(
            "10.0.4.0/255.255.252.0",
            "“/255.255.252.0” is not a prefix length: a number from 0 to 32 is expected",
            Some("10.0.4.0/22"),
        );
        check(
            "10.0.0.4",
            "10.0.0.4 has no prefix length",
            Some("10.0.0.4/32"),
        );
        check(
            "fd00::4",
            "fd00::4 has no prefix length",
            Some("fd00::4/128"),
        );
        check(
            "010.0.0.0/8",
            "010 in “010.0.0.0” begins with a zero, which some programs read as octal",
            None,
        );
        check("10.0.300.0/8", "300 in “10.0.300.0” is above 255", None);
        check(
            "10.0.0/8",
            "“10.0.0” has 3 of the 4 numbers of an IPv4 address",
            None,
        );
        check(
            "10.0.0.0.0/8",
            "“10.0.0.0.0” has 5 of the 4 numbers of an IPv4 address",
            None,
        );
        check("10..0.0.0/8", "“10..0.0.0” is not an IP address", None);
        check("vpc-a", "“vpc-a” is not an IP address", None);
        check(
            "fe80::1%eth0/64",
            "“fe80::1%eth0” names a zone (%…), which has no meaning between hosts",
            None,
        );
        check(
            "fd00:::/64",
            "“fd00:::” is not an IPv6 address: “::” may stand only once",
            None,
        );
        check(
            "fd00:1:2/64",
            "“fd00:1:2” is not an IPv6 address: without “::” it has 8 groups",
            None,
        );
        check(
            "fd00:g::/64",
            "“fd00:g::” is not an IPv6 address: its groups are hexadecimal digits",
            None,
        );
        check(
            "fd00:12345::/64",
            "“fd00:12345::” is not an IPv6 address: a group has at most 4 digits",
            None,
        );
    }

    #[test]
    fn an_address_with_a_prefix_length_says_so() {
        assert_eq!(
            parse_address("10.0.0.4/32").map_err(|error| error.to_string()),
            Err("“10.0.0.4/32” has a prefix length: one address is expected".to_owned())
        );
    }

    #[test]
    fn a_long_text_is_cut_in_the_sentence() {
        let error = Cidr::parse(&"x".repeat(1000)).expect_err("not a prefix");
        assert!(error.to_string().chars().count() < 100, "{error}");
    }
}

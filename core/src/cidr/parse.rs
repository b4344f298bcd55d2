//! Reading prefixes and addresses, and saying what is wrong with a text that is
//! none.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net};

use super::{AddressError, Cidr, CidrError, Family};

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
pub(super) fn netmask_length(text: &str) -> Option<u8> {
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

//! What fields say about a text while it is typed.

use std::net::IpAddr;

use peerlab_core::cidr::{Cidr, Family, parse_address};
use peerlab_core::report::{Clash, Nearness};

use super::{Document, notice::sentence, words};

/// What a field expects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expects {
    /// Any text.
    #[default]
    Text,
    /// A subnet of a Private Network.
    Subnet {
        /// The VPC's id.
        vpc: String,
        /// The Private Network's id.
        network: String,
    },
    /// A prefix, such as the destination of a route.
    Prefix,
    /// An address on a Private Network.
    Address {
        /// The Private Network's id.
        network: String,
    },
    /// A port, several from one to another, or nothing for any.
    Ports,
}

/// What a field says about its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// Whether the text is what the field expects.
    pub is_wrong: bool,
    /// What it is, or what is wrong with it, a sentence or a fact each.
    pub told: Vec<String>,
    /// What would be in the way, a sentence each.
    pub clashes: Vec<String>,
    /// What was probably meant.
    pub meant: Option<String>,
}

impl Explained {
    fn wrong(reason: &str, meant: Option<String>) -> Self {
        Self {
            is_wrong: true,
            told: vec![sentence(reason)],
            clashes: Vec::new(),
            meant,
        }
    }
}

/// How many clashes are told.
const MOST: usize = 3;

/// Says what a text is, as far as the field that it stands in expects.
#[must_use]
pub fn explain(document: &Document, expects: &Expects, text: &str) -> Explained {
    match expects {
        Expects::Text => Explained::default(),
        Expects::Prefix => prefix(text, |_| Vec::new()),
        Expects::Subnet { vpc, network } => {
            let network = document.entity(network).map(|entity| entity.index);
            let mut explained = prefix(text, |cidr| {
                let vpc = document.vpc(vpc);
                let clashes = vpc.map(|vpc| document.report.clashes(cidr, vpc, network));
                told_clashes(document, &clashes.unwrap_or_default())
            });
            if let Ok(cidr) = Cidr::parse(text)
                && cidr.family() == Family::Ipv4
                && (20..=28).contains(&cidr.length())
            {
                let left = (1u64 << (32 - cidr.length())) - 4;
                explained.told.push(format!(
                    "The platform keeps the first two and the last two, so {} are left.",
                    words::grouped(left)
                ));
            }
            explained
        }
        Expects::Address { network } => address(document, network, text),
        Expects::Ports => match ports(text) {
            Some(_) => Explained::default(),
            None => Explained::wrong(
                "ports are a number from 1 to 65535, two such as 8000-8999, or nothing for any",
                None,
            ),
        },
    }
}

/// Reads ports, from the lowest to the highest; nothing is any, 0 to 0.
#[must_use]
pub fn ports(text: &str) -> Option<(u32, u32)> {
    let port = |text: &str| {
        let port = text.trim().parse::<u32>().ok()?;
        (1..=65_535).contains(&port).then_some(port)
    };
    if text.trim().is_empty() {
        return Some((0, 0));
    }
    let (low, high) = text.split_once(['-', '–']).unwrap_or((text, text));
    let (low, high) = (port(low)?, port(high)?);
    (low <= high).then_some((low, high))
}

/// Writes ports as [`ports`] reads them.
#[must_use]
pub fn told_ports((low, high): (u32, u32)) -> String {
    match (low, high) {
        (0, 0) => String::new(),
        (low, high) if low == high => low.to_string(),
        (low, high) => format!("{low}-{high}"),
    }
}

fn prefix(text: &str, clashes: impl FnOnce(Cidr) -> Vec<String>) -> Explained {
    let cidr = match Cidr::parse(text) {
        Ok(cidr) => cidr,
        Err(error) => return Explained::wrong(&error.to_string(), error.meant()),
    };
    Explained {
        told: vec![range(cidr)],
        clashes: clashes(cidr),
        ..Explained::default()
    }
}

/// Tells the addresses of a prefix, from the first to the last, and how many
/// there are.
fn range(cidr: Cidr) -> String {
    let bits = cidr.family().bits() - cidr.length();
    match bits {
        0 => format!("One address of {}", cidr.family()),
        // Beyond that the number says nothing to anyone.
        33.. => format!("{} – {}, 2^{bits} addresses", cidr.first(), cidr.last()),
        _ => format!(
            "{} – {}, {} addresses",
            cidr.first(),
            cidr.last(),
            words::grouped(1 << bits)
        ),
    }
}

fn told_clashes(document: &Document, clashes: &[Clash]) -> Vec<String> {
    let networks = &document.scenario().private_networks;
    let mut told: Vec<String> = clashes
        .iter()
        .take(MOST)
        .filter_map(|clash| {
            let network = networks.get(clash.private_network)?;
            let place = match clash.nearness {
                Nearness::Own => "in this VPC".to_owned(),
                Nearness::Neighbour => {
                    format!(
                        "of {}, which a connector joins",
                        document.label(&network.vpc_id)
                    )
                }
                Nearness::Chained => {
                    format!(
                        "of {}, which a chain joins",
                        document.label(&network.vpc_id)
                    )
                }
            };
            Some(format!(
                "It overlaps {} ({}) {place}.",
                words::called(document, &network.id),
                clash.subnet
            ))
        })
        .collect();
    if clashes.len() > MOST {
        told.push(format!("It overlaps {} more.", clashes.len() - MOST));
    }
    told
}

fn address(document: &Document, network: &str, text: &str) -> Explained {
    let address: IpAddr = match parse_address(text) {
        Ok(address) => address,
        Err(error) => {
            let trimmed = text.trim();
            let meant = (trimmed != text && parse_address(trimmed).is_ok()).then_some(trimmed);
            return Explained::wrong(&error.to_string(), meant.map(str::to_owned));
        }
    };
    let networks = &document.scenario().private_networks;
    let written = document.entity(network);
    let Some(written) = written.and_then(|entity| networks.get(entity.index)) else {
        return Explained::default();
    };
    let mut subnets = written.subnets.iter();
    let holds = |text: &&String| Cidr::parse(text).is_ok_and(|cidr| cidr.contains_address(address));
    match subnets.find(holds) {
        Some(subnet) => Explained {
            told: vec![format!(
                "It lies in {subnet} of {}.",
                document.label(network)
            )],
            ..Explained::default()
        },
        None => Explained {
            clashes: vec![format!(
                "It lies in no subnet of {}.",
                document.label(network)
            )],
            ..Explained::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::example;

    #[track_caller]
    fn check(expects: &Expects, text: &str, expected: &str) {
        let explained = explain(&Document::new(example()), expects, text);
        let mut lines = explained.told;
        lines.extend(
            explained
                .clashes
                .into_iter()
                .map(|clash| format!("! {clash}")),
        );
        lines.extend(explained.meant.map(|meant| format!("? {meant}")));
        if explained.is_wrong {
            lines.insert(0, "wrong".to_owned());
        }
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn a_subnet_tells_its_addresses_and_what_is_in_its_way() {
        let front = Expects::Subnet {
            vpc: "vpc-shop".into(),
            network: "pn-front".into(),
        };
        check(
            &front,
            "10.20.0.0/22",
            "10.20.0.0 – 10.20.3.255, 1,024 addresses\n\
             The platform keeps the first two and the last two, so 1,020 are left.",
        );
        check(
            &front,
            "172.16.20.0/22",
            "172.16.20.0 – 172.16.23.255, 1,024 addresses\n\
             The platform keeps the first two and the last two, so 1,020 are left.\n\
             ! It overlaps desks (172.16.23.0/24) of Office, which a connector joins.",
        );
        check(
            &front,
            "0.0.0.0/0",
            "0.0.0.0 – 255.255.255.255, 4,294,967,296 addresses\n\
             ! It overlaps back (172.16.24.0/24) in this VPC.\n\
             ! It overlaps orders (10.10.0.0/22) of Data, which a connector joins.\n\
             ! It overlaps backups (10.10.4.0/24) of Data, which a connector joins.\n\
             ! It overlaps 3 more.",
        );
        check(
            &front,
            "fd00::/64",
            "fd00:: – fd00::ffff:ffff:ffff:ffff, 2^64 addresses",
        );
    }

    #[test]
    fn a_text_that_is_no_prefix_is_told_what_was_meant() {
        check(
            &Expects::Prefix,
            "10.0.0.1/8",
            "wrong\n10.0.0.1/8 has host bits set: the network is 10.0.0.0/8.\n? 10.0.0.0/8",
        );
        check(&Expects::Prefix, "10.0.0.4/32", "One address of IPv4");
        check(
            &Expects::Prefix,
            "",
            "wrong\nA CIDR is missing, such as 10.0.0.0/22.",
        );
    }

    #[test]
    fn an_address_tells_where_it_lies() {
        let orders = Expects::Address {
            network: "pn-orders".into(),
        };
        check(&orders, "10.10.0.9", "It lies in 10.10.0.0/22 of orders.");
        check(&orders, "10.9.0.9", "! It lies in no subnet of orders.");
        check(
            &orders,
            "10.10.0",
            "wrong\n“10.10.0” has 3 of the 4 numbers of an IPv4 address.",
        );
    }

    #[test]
    fn ports_are_one_several_or_any() {
        for (text, expected) in [
            ("", Some((0, 0))),
            ("443", Some((443, 443))),
            ("8000 - 8999", Some((8_000, 8_999))),
            ("0", None),
            ("65536", None),
            ("9-8", None),
            ("http", None),
        ] {
            assert_eq!(ports(text), expected, "{text}");
            if let Some(read) = expected {
                assert_eq!(ports(&told_ports(read)), expected);
            }
            let explained = explain(&Document::new(example()), &Expects::Ports, text);
            assert_eq!(explained.is_wrong, expected.is_none());
        }
    }
}

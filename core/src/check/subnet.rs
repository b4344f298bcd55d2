//! What is the matter with a subnet by itself: a range the platform keeps, one
//! outside private address space, a size that is not offered.

use serde::Serialize;

use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named};
use crate::cidr::{Cidr, Family};
use crate::space::{IPV4_LENGTHS, IPV6_LENGTH};

/// Ranges that the platform keeps for itself (platform facts, 2.4).
const RESERVED: [&str; 6] = [
    "0.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "224.0.0.0/4",
    "255.255.255.255/32",
];

/// Private address space: RFC 1918 and unique local addresses (RFC 4193).
const PRIVATE: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/// Context of [`reserved-cidr`](super::Code::ReservedCidr).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}],
///     "private_networks": [{"id": "web", "vpc_id": "shop", "subnets": ["100.64.0.0/22"]}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::ReservedCidr(kept) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(kept.subnet.to_string(), "100.64.0.0/22");
/// assert_eq!(kept.reserved.to_string(), "100.64.0.0/10");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReservedCidr {
    /// The Private Network.
    pub private_network: Named,
    /// Its subnet.
    pub subnet: Cidr,
    /// The reserved range that it overlaps.
    pub reserved: Cidr,
}

impl ReservedCidr {
    pub(super) const HELP: Help = Help {
        rule: "A Private Network has no address in the ranges that the platform keeps for itself: \
                0.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4 and \
                255.255.255.255/32.",
        on_the_platform: "Creating such a Private Network is refused. 100.64.0.0/10 is private \
                with other providers, and not here.",
        mend: "Choose a block within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
        sources: &[page::RESERVED],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "Private Network {} uses {}, which overlaps {}: the platform keeps that range for \
             itself.",
            self.private_network, self.subnet, self.reserved
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.private_network.id.clone()]
    }
}

/// Context of [`public-cidr`](super::Code::PublicCidr).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}],
///     "private_networks": [{"id": "web", "vpc_id": "shop", "subnets": ["172.32.0.0/22"]}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::PublicCidr(public) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(public.subnet.to_string(), "172.32.0.0/22", "172.16.0.0/12 ends before it");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicCidr {
    /// The Private Network.
    pub private_network: Named,
    /// Its subnet.
    pub subnet: Cidr,
}

impl PublicCidr {
    pub(super) const HELP: Help = Help {
        rule: "A Private Network's block is within private address space: 10.0.0.0/8, \
                172.16.0.0/12 or 192.168.0.0/16 for IPv4, and fc00::/7 for IPv6.",
        on_the_platform: "Those three are what the platform recommends, and other ranges that the \
                internet does not route may be accepted. A range that the internet routes hides \
                the hosts that really have its addresses.",
        mend: "Choose a block within private address space. A block cannot be changed, so the \
                Private Network is created again.",
        sources: &[page::RESERVED],
    };

    pub(super) fn sentence(&self) -> String {
        let private = match self.subnet.family() {
            Family::Ipv4 => "10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16",
            Family::Ipv6 => "fc00::/7",
        };
        format!(
            "Private Network {} uses {}, which is outside private address space ({private}).",
            self.private_network, self.subnet
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.private_network.id.clone()]
    }
}

/// Context of [`cidr-size`](super::Code::CidrSize).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}],
///     "private_networks": [{"id": "web", "vpc_id": "shop", "subnets": ["10.0.0.0/19"]}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::CidrSize(size) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(size.subnet.to_string(), "10.0.0.0/19", "the largest is a /20");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CidrSize {
    /// The Private Network.
    pub private_network: Named,
    /// Its subnet.
    pub subnet: Cidr,
}

impl CidrSize {
    pub(super) const HELP: Help = Help {
        rule: "An IPv4 block is from /20, the largest, to /28, the smallest. An IPv6 block is a \
                /64.",
        on_the_platform: "The console offers these sizes. The API has refused larger ones, and \
                what it takes today is not documented, so this is a warning.",
        mend: "Choose a block of such a size. A block cannot be changed, so the Private Network \
                is created again.",
        sources: &[
            page::PRIVATE_NETWORKS,
            Source::Observed("the API of 2023 took IPv4 prefixes from /20 to /29"),
        ],
    };

    pub(super) fn sentence(&self) -> String {
        let rule = match self.subnet.family() {
            Family::Ipv4 => format!("from /{} to /{}", IPV4_LENGTHS.start(), IPV4_LENGTHS.end()),
            Family::Ipv6 => format!("/{IPV6_LENGTH}"),
        };
        format!(
            "Private Network {} has the subnet {}: {} subnets are {rule} on the platform.",
            self.private_network,
            self.subnet,
            self.subnet.family()
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.private_network.id.clone()]
    }
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let reserved = prefixes(&RESERVED);
    let private = prefixes(&PRIVATE);
    for (_, vpc) in look.network.vpcs() {
        for subnet in &vpc.subnets {
            let cidr = subnet.cidr;
            let at = Some(look.network.private_network(subnet.private_network).entity);
            let edits = || look.recreate_subnets(&[*subnet]);
            let named = || look.private_network(subnet.private_network);
            if let Some(&reserved) = reserved.iter().find(|range| range.overlaps(cidr)) {
                let context = ReservedCidr {
                    private_network: named(),
                    subnet: cidr,
                    reserved,
                };
                found.push(Diagnostic::new(at, context).with_fix(TITLE, edits()));
            } else if !private.iter().any(|range| range.contains(cidr)) {
                let context = PublicCidr {
                    private_network: named(),
                    subnet: cidr,
                };
                found.push(Diagnostic::new(at, context).with_fix(TITLE, edits()));
            }
            let usual = match cidr.family() {
                Family::Ipv4 => IPV4_LENGTHS.contains(&cidr.length()),
                Family::Ipv6 => cidr.length() == IPV6_LENGTH,
            };
            if !usual {
                let context = CidrSize {
                    private_network: named(),
                    subnet: cidr,
                };
                found.push(Diagnostic::new(at, context).with_fix(TITLE, edits()));
            }
        }
    }
}

/// What a button says that gives a Private Network another block.
const TITLE: &str = "Recreate it with a free block";

fn prefixes(texts: &[&str]) -> Vec<Cidr> {
    texts
        .iter()
        .filter_map(|text| Cidr::parse(text).ok())
        .collect()
}

//! What filters and redirects traffic between peers: network ACLs and ingress
//! rules.

use std::net::IpAddr;

use serde::Serialize;

use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named};
use crate::assumption::Assumption;
use crate::cidr::{AddressSet, Cidr, Family};
use crate::edit::{Edit, make};
use crate::network::{Acl, VpcIndex};
use crate::routing::{Traffic, accepted_by_sender, of_family};

/// Context of [`acl-blocks-peer`](super::Code::AclBlocksPeer).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let acl = r#"{"acls": [{"vpc_id": "data", "rules": [
///     {"source": "10.0.0.0/24", "destination": "10.0.4.0/22", "action": "drop"}]}]}"#;
/// scenario.acls = Scenario::from_json(acl)?.acls;
/// let found = judge(&scenario).diagnostics;
/// let Context::AclBlocksPeer(blocks) = &found[1].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((blocks.vpc.id.as_str(), blocks.rule), ("data", Some(0)));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AclBlocksPeer {
    /// The VPC whose network ACL it is.
    pub vpc: Named,
    /// The peer.
    pub peer: Named,
    /// The family of the ACL.
    pub family: Family,
    /// A prefix of senders and one of receivers between which it drops packets.
    pub example: (Cidr, Cidr),
    /// The place of the rule that drops them, from 0; `None` is the default
    /// policy.
    pub rule: Option<usize>,
}

impl AclBlocksPeer {
    pub(super) const HELP: Help = Help {
        rule: "A VPC's network ACL judges what leaves and enters its Private Networks. It keeps \
                no state, so packets and their answers each need a rule, in both VPCs.",
        on_the_platform: "The connectors are peered and the routes are right, yet packets are \
                dropped without a word. Without rules everything is accepted; with a default \
                policy of drop, peers have to be allowed.",
        mend: "Add rules that accept traffic between the subnets of the two VPCs, both ways, \
                above those that drop it. Leave it where the peer is kept out on purpose.",
        sources: &[
            page::PEERING,
            Source::Documented("vpc/reference-content/understanding-nacls"),
            Source::Assumed(Assumption::A9),
        ],
    };

    pub(super) fn sentence(&self) -> String {
        let (senders, receivers) = self.example;
        let by = match self.rule {
            Some(place) => format!("rule {} drops", place + 1),
            None => "its default policy drops".to_owned(),
        };
        format!(
            "The {} ACL of {} blocks its peer {}: {by} packets from {senders} to {receivers}.",
            self.family,
            self.vpc.vpc(),
            self.peer.vpc()
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.vpc.id.clone(), self.peer.id.clone()]
    }
}

/// Context of [`ingress-next-hop-outside`](super::Code::IngressNextHopOutside).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// let rules = r#"{"ingress_rules": [{"id": "in", "vpc_id": "data", "source": "10.0.0.0/8",
///     "nexthop_private_network_id": "db", "nexthop_resource_ip": "10.0.9.9"}]}"#;
/// scenario.ingress_rules = Scenario::from_json(rules)?.ingress_rules;
/// let found = judge(&scenario).diagnostics;
/// let Context::IngressNextHopOutside(outside) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((outside.address.to_string().as_str(), outside.is_there), ("10.0.9.9", true));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IngressNextHopOutside {
    /// The id of the rule.
    pub rule: String,
    /// The VPC that it applies to.
    pub vpc: Named,
    /// The senders that it applies to.
    pub source: Cidr,
    /// The address that it hands packets to.
    pub address: IpAddr,
    /// The id of its Private Network, as written.
    pub private_network: String,
    /// Whether the VPC has that Private Network.
    pub is_there: bool,
}

impl IngressNextHopOutside {
    pub(super) const HELP: Help = Help {
        rule: "An ingress rule hands what comes from peers to an address in a Private Network of \
                its own VPC. An address that is not in that Private Network belongs to nobody \
                there.",
        on_the_platform: "Packets that match the rule are lost, though nothing is wrong with \
                connectors and routes.",
        mend: "Correct the address or the Private Network, or remove the rule: packets then go to \
                their destination straight away.",
        sources: &[page::PEERING_ROUTES],
    };

    pub(super) fn sentence(&self) -> String {
        let Self {
            source, address, ..
        } = self;
        let vpc = self.vpc.vpc();
        let network = &self.private_network;
        if self.is_there {
            format!(
                "The ingress rule of {vpc} for {source} hands packets to {address}, which is not \
                 in Private Network {network}."
            )
        } else {
            format!(
                "The ingress rule of {vpc} for {source} hands packets to {address} in Private \
                 Network “{network}”, which {vpc} does not have."
            )
        }
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ids = [&self.rule, &self.vpc.id, &self.private_network];
        ids.map(Clone::clone).to_vec()
    }
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for pair in look.peering.pairs().iter().filter(|pair| pair.is_peered()) {
        for (vpc, peer) in [(pair.first, pair.second), (pair.second, pair.first)] {
            for family in [Family::Ipv4, Family::Ipv6] {
                found.extend(acl(look, vpc, peer, family));
            }
        }
    }
    ingress(look, found);
}

fn acl(look: &Look<'_>, vpc: VpcIndex, peer: VpcIndex, family: Family) -> Option<Diagnostic> {
    let acl = look.network.vpc(vpc).acl(family)?;
    let subnets = |vpc| -> AddressSet {
        let subnets = look.network.vpc(vpc).subnets.iter();
        let subnets: Vec<Cidr> = subnets.map(|subnet| subnet.cidr).collect();
        of_family(&subnets, family)
    };
    let (own, others) = (subnets(vpc), subnets(peer));
    // What leaves to the peer, then what comes from it.
    let ways = [(&own, &others), (&others, &own)];
    let (example, rule) = ways
        .into_iter()
        .find_map(|(senders, receivers)| dropped(acl, family, senders, receivers))?;
    let context = AclBlocksPeer {
        vpc: look.vpc(vpc),
        peer: look.vpc(peer),
        family,
        example,
        rule,
    };
    let edits = allow(look, acl, family, &own, &others);
    let title = format!(
        "Accept traffic between {} and {}",
        look.vpc(vpc).vpc(),
        look.vpc(peer).vpc()
    );
    Some(Diagnostic::new(Some(acl.entity), context).with_fix(title, edits))
}

/// Returns the first senders and receivers between which an ACL drops ICMP, the
/// traffic that questions are about by default, and the rule that does.
fn dropped(
    acl: &Acl,
    family: Family,
    senders: &AddressSet,
    receivers: &AddressSet,
) -> Option<((Cidr, Cidr), Option<usize>)> {
    let flow = Traffic::default().sent();
    let groups = accepted_by_sender(acl, flow, family, senders, receivers);
    let (group, accepted) = groups
        .into_iter()
        .find(|(_, accepted)| accepted != receivers)?;
    let refused = receivers.difference(&accepted);
    let sender = *AddressSet::of(vec![group]).prefixes(family).first()?;
    let receiver = *refused.prefixes(family).first()?;
    let (_, rule) = acl.judge(flow, sender.first(), receiver.first());
    Some(((sender, receiver), rule))
}

/// Returns the edit that puts rules for the two VPCs' subnets before all others.
fn allow(
    look: &Look<'_>,
    acl: &Acl,
    family: Family,
    own: &AddressSet,
    others: &AddressSet,
) -> Vec<Edit> {
    /// The platform allows 255 rules of a family; more would not be accepted.
    const MOST_RULES: usize = 255;
    let Some(written) = look.scenario.acls.get(acl.entity.index) else {
        return Vec::new();
    };
    let (own, others) = (own.prefixes(family), others.prefixes(family));
    // One rule each way.
    if 2 * own.len() * others.len() > MOST_RULES {
        return Vec::new();
    }
    vec![make::accept_between(written, &own, &others)]
}

fn ingress(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for (index, vpc) in look.network.vpcs() {
        for rule in &vpc.ingress_rules {
            // An address that cannot be read is said as that.
            let Some(address) = rule.address.filter(|_| !rule.is_sound(look.network)) else {
                continue;
            };
            let Some(written) = look.scenario.ingress_rules.get(rule.entity.index) else {
                continue;
            };
            let edits = vec![Edit::Remove {
                id: written.id.clone(),
            }];
            let context = IngressNextHopOutside {
                rule: written.id.clone(),
                vpc: look.vpc(index),
                source: rule.source,
                address,
                private_network: written.nexthop_private_network_id.clone(),
                is_there: rule.private_network.is_some(),
            };
            let mut diagnostic = Diagnostic::new(Some(rule.entity), context);
            let mut subnets = vpc.subnets.iter();
            if look.may_search()
                && let Some(home) = subnets.find(|subnet| subnet.cidr.contains_address(address))
            {
                let home = look.private_network(home.private_network);
                let field = "nexthop_private_network_id";
                let edit = Edit::set(&written.id, field, home.id.as_str());
                let title = format!("Hand them to Private Network {home}");
                diagnostic = diagnostic.with_fix(title, vec![edit]);
            }
            found.push(diagnostic.with_fix("Remove the rule", edits));
        }
    }
}

//! Routes to a direct peer that are missing.

use std::collections::BTreeSet;

use serde::Serialize;

use super::answer::WithoutWayBack;
use super::help::{Help, page};
use super::{Diagnostic, Look, Named, listed};
use crate::cidr::{Cidr, Range};
use crate::edit::Edit;
use crate::network::{PrivateNetworkIndex, VpcIndex};
use crate::routing::{Dead, Match};

/// Context of [`missing-route`](super::Code::MissingRoute).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.routes.clear();
/// let found = judge(&scenario).diagnostics;
/// let Context::MissingRoute(missing) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((missing.vpc.id.as_str(), missing.peer.id.as_str()), ("shop", "data"));
/// assert_eq!(missing.subnets[0].0.to_string(), "10.0.4.0/22");
/// assert_eq!(found.len(), 2, "and data has none to the shop");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingRoute {
    /// The VPC whose table lacks routes.
    pub vpc: Named,
    /// Its direct peer.
    pub peer: Named,
    /// The peer's subnets that no active route covers whole, with their Private
    /// Networks.
    pub subnets: Vec<(Cidr, Named)>,
}

impl MissingRoute {
    pub(super) const HELP: Help = Help {
        rule: "A peering moves no packet by itself: each of the two VPCs needs routes to the \
                other's subnets, through its connector.",
        on_the_platform: "Both connectors are peered and nothing arrives. Routes are never \
                created automatically, and a new one reaches resources when they renew their DHCP \
                lease, within an hour.",
        mend: "Add a route for each subnet of the peer, or one for a network that holds them all. \
                Where only a part of the peer is to be reached, the rest may stay without.",
        sources: &[page::PEERING_ROUTES, page::LIMITATIONS],
    };

    pub(super) fn sentence(&self) -> String {
        let subnets: Vec<String> = told(&self.subnets);
        format!(
            "{} is peered with {} but has no active route to {}.",
            self.vpc.vpc(),
            self.peer.vpc(),
            listed(&subnets)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let networks = self.subnets.iter().map(|(_, network)| &network.id);
        unique([&self.vpc.id, &self.peer.id].into_iter().chain(networks))
    }
}

pub(super) fn check(
    look: &Look<'_>,
    without_way_back: &WithoutWayBack,
    found: &mut Vec<Diagnostic>,
) {
    for pair in look.peering.pairs().iter().filter(|pair| pair.is_peered()) {
        for (vpc, peer) in [(pair.first, pair.second), (pair.second, pair.first)] {
            if !look.network.vpc(vpc).routing_enabled {
                continue;
            }
            let subnets = look.network.vpc(peer).subnets.iter();
            let missing: Vec<(Cidr, PrivateNetworkIndex)> = subnets
                .map(|subnet| (subnet.cidr, subnet.private_network))
                // Said already, and worse: answers are dropped for it.
                .filter(|&(_, network)| !without_way_back.contains(&(vpc, network)))
                .filter(|&(subnet, _)| !is_covered(look, vpc, subnet))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let add = |&(subnet, _): &(Cidr, _)| look.add_route(vpc, peer, subnet);
            let edits: Vec<Edit> = missing.iter().filter_map(add).collect();
            let title = match edits.len() {
                1 => "Add the route".to_owned(),
                count => format!("Add the {count} routes"),
            };
            let context = MissingRoute {
                vpc: look.vpc(vpc),
                peer: look.vpc(peer),
                subnets: named(look, &missing),
            };
            let at = look.network.vpc(vpc).entity;
            found.push(Diagnostic::new(Some(at), context).with_fix(title, edits));
        }
    }
}

/// Tells whether a VPC has an active route for every address of a subnet.
pub(super) fn is_covered(look: &Look<'_>, vpc: VpcIndex, subnet: Cidr) -> bool {
    let table = look.routing.table(vpc, subnet.family());
    let mut segments = table.segments(Range::of(subnet));
    segments.all(|segment| match segment.entry.map(|entry| entry.value) {
        None => false,
        Some(Match::Local(_)) => true,
        Some(Match::Custom(route)) => {
            matches!(
                look.routing.next(route),
                Ok(_) | Err(Dead::Handed | Dead::Unseen(_))
            )
        }
    })
}

pub(super) fn named(
    look: &Look<'_>,
    subnets: &[(Cidr, PrivateNetworkIndex)],
) -> Vec<(Cidr, Named)> {
    let named = |&(subnet, network): &(Cidr, _)| (subnet, look.private_network(network));
    subnets.iter().map(named).collect()
}

/// Tells the first subnets and counts the rest.
pub(super) fn told(subnets: &[(Cidr, Named)]) -> Vec<String> {
    const IN_A_SENTENCE: usize = 3;
    let first = subnets.iter().take(IN_A_SENTENCE);
    let mut told: Vec<String> = first
        .map(|(subnet, network)| format!("{subnet} ({network})"))
        .collect();
    let more = subnets.len() - told.len();
    if more > 0 {
        told.push(format!("{more} more"));
    }
    told
}

pub(super) fn unique<'i>(ids: impl Iterator<Item = &'i String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| seen.insert(*id)).cloned().collect()
}

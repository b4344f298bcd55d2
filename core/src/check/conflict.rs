//! Overlapping subnets: of two VPCs that want to peer, and within one VPC.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::connector::target;
use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named, listed, plural};
use crate::assumption::Assumption;
use crate::cidr::{Cidr, Relation, overlaps_within};
use crate::edit::Edit;
use crate::network::Subnet;
use crate::order::{PairNumbers, sort_and_dedup, sort_by};
use crate::peering::{
    MOST_LISTED_OVERLAPS, OrphanReason, Status, SubnetOverlap, SubnetOverlaps, subnet_overlaps,
};

/// Two overlapping subnets, with the names that a sentence needs.
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.private_networks[0].subnets = vec!["10.0.4.0/24".to_owned()];
/// let found = judge(&scenario).diagnostics;
/// let Context::CidrConflict(conflict) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// let overlap = &conflict.overlaps[0];
/// assert_eq!(overlap.to_string(), "10.0.4.0/24 (web) lies within 10.0.4.0/22 (db)");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedOverlap {
    /// The Private Network of the first subnet.
    pub private_network: Named,
    /// The first subnet.
    pub subnet: Cidr,
    /// The Private Network of the other subnet.
    pub target_private_network: Named,
    /// The other subnet.
    pub target_subnet: Cidr,
    /// How the first stands to the other.
    pub relation: Relation,
    /// The addresses they have in common.
    pub range: Cidr,
}

impl NamedOverlap {
    pub(super) fn of(look: &Look<'_>, overlap: &SubnetOverlap) -> Self {
        Self {
            private_network: look.private_network(overlap.subnet.private_network),
            subnet: overlap.subnet.cidr,
            target_private_network: look.private_network(overlap.target.private_network),
            target_subnet: overlap.target.cidr,
            relation: overlap.relation,
            range: overlap.range,
        }
    }
}

impl fmt::Display for NamedOverlap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let relation = match self.relation {
            Relation::Identical => "is the same as",
            Relation::Contains => "contains",
            Relation::Within => "lies within",
        };
        write!(
            f,
            "{} ({}) {relation} {} ({})",
            self.subnet, self.private_network, self.target_subnet, self.target_private_network
        )
    }
}

/// Context of [`cidr-conflict`](super::Code::CidrConflict).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.private_networks[1].subnets = vec!["10.0.0.0/22".to_owned()];
/// let found = judge(&scenario).diagnostics;
/// let Context::CidrConflict(conflict) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((conflict.vpc.id.as_str(), conflict.target.id.as_str()), ("shop", "data"));
/// assert_eq!((conflict.connectors.len(), conflict.total), (2, 1));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CidrConflict {
    /// The VPC that comes first in the document.
    pub vpc: Named,
    /// The other VPC.
    pub target: Named,
    /// The connectors of the pair, in document order.
    pub connectors: Vec<Named>,
    /// Every overlap, as the first VPC sees it.
    pub overlaps: Vec<NamedOverlap>,
    /// How many overlaps there are, should there be more than are listed.
    pub total: usize,
}

impl CidrConflict {
    pub(super) const HELP: Help = Help {
        rule: "Two VPCs with connectors to each other are in conflict as long as a subnet of one \
                overlaps a subnet of the other, in IPv4 or in IPv6. One overlap is enough, and \
                every pair counts.",
        on_the_platform: "Both connectors show the status conflict and carry nothing. Private \
                Networks get blocks that are unique within their VPC alone, so VPCs made alike \
                overlap easily.",
        mend: "Delete the Private Networks of one side and create them again with other blocks: a \
                block cannot be changed. Their resources have to be moved.",
        sources: &[
            page::CONFLICTS,
            page::STATUSES,
            Source::Assumed(Assumption::A12),
        ],
    };

    pub(super) fn sentence(&self) -> String {
        let overlaps = match self.total {
            0 => "which ones is not told".to_owned(),
            total => told(&self.overlaps, total),
        };
        format!(
            "{} and {} cannot be peered while their subnets overlap: {overlaps}.",
            self.vpc.vpc(),
            self.target.vpc(),
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let vpcs = [&self.vpc, &self.target];
        let connectors = self.connectors.iter().map(|connector| connector.id.clone());
        connectors
            .chain(vpcs.map(|vpc| vpc.id.clone()))
            .chain(network_ids(&self.overlaps))
            .collect()
    }
}

/// Context of [`latent-conflict`](super::Code::LatentConflict).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}, {"id": "data"}],
///     "private_networks": [
///         {"id": "web", "vpc_id": "shop", "subnets": ["10.0.0.0/22"]},
///         {"id": "db", "vpc_id": "data", "subnets": ["10.0.0.0/22"]}],
///     "vpc_connectors": [{"id": "to-data", "vpc_id": "shop", "target_vpc_id": "data"}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::LatentConflict(latent) = &found[1].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(latent.connector.id, "to-data", "now it is orphan");
/// assert_eq!(latent.total, 1);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LatentConflict {
    /// The orphan connector.
    pub connector: Named,
    /// The VPC it belongs to.
    pub vpc: Named,
    /// The VPC it wants to peer with.
    pub target: Named,
    /// Every overlap, as the origin sees it.
    pub overlaps: Vec<NamedOverlap>,
    /// How many overlaps there are, should there be more than are listed.
    pub total: usize,
}

impl LatentConflict {
    pub(super) const HELP: Help = Help {
        rule: "Overlapping subnets do no harm as long as a connector is orphan. Once the other \
                side answers it, both connectors are in conflict.",
        on_the_platform: "The connector shows the status orphan, which says nothing of the \
                overlap. The platform looks for overlaps when two connectors match.",
        mend: "Give one of the two other blocks before the other side answers, while less depends \
                on them.",
        sources: &[
            page::STATUSES,
            Source::Inferred("the conflict that the match would bring"),
        ],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "Connector {} would be in conflict once {} answers it: {}.",
            self.connector,
            self.target.vpc(),
            told(&self.overlaps, self.total)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ends = [&self.connector, &self.vpc, &self.target];
        ends.map(|named| named.id.clone())
            .into_iter()
            .chain(network_ids(&self.overlaps))
            .collect()
    }
}

/// Context of [`overlap-within-vpc`](super::Code::OverlapWithinVpc).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.private_networks[0].subnets.push("10.0.1.0/24".to_owned());
/// let found = judge(&scenario).diagnostics;
/// let Context::OverlapWithinVpc(within) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(within.vpc.id, "shop");
/// assert_eq!(within.overlaps[0].range.to_string(), "10.0.1.0/24");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OverlapWithinVpc {
    /// The VPC.
    pub vpc: Named,
    /// Every overlap; the first subnet of each contains the other.
    pub overlaps: Vec<NamedOverlap>,
    /// How many overlaps there are, should there be more than are listed.
    pub total: usize,
}

impl OverlapWithinVpc {
    pub(super) const HELP: Help = Help {
        rule: "No two subnets of one VPC overlap.",
        on_the_platform: "The platform refuses a Private Network whose block overlaps another \
                one's in the same VPC. Blocks that it chooses itself never do.",
        mend: "Give one of the two a free block. A block cannot be changed, so the Private \
                Network is created again.",
        sources: &[
            page::PRIVATE_NETWORKS,
            Source::Observed("the API refuses an overlapping subnet"),
        ],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "{} has subnets that overlap each other, which the platform refuses: {}.",
            self.vpc.vpc(),
            told(&self.overlaps, self.total)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        std::iter::once(self.vpc.id.clone())
            .chain(network_ids(&self.overlaps))
            .collect()
    }
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    conflicts(look, found);
    latent_conflicts(look, found);
    overlaps_within_vpcs(look, found);
}

fn conflicts(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let mut connectors = vec![Vec::new(); look.peering.pairs().len()];
    for (index, connector) in look.network.connectors() {
        if let Status::Matched { pair, .. } = look.peering.status(index)
            && let Some(of_pair) = connectors.get_mut(pair)
        {
            of_pair.push(connector.entity);
        }
    }
    for (pair, connectors) in look.peering.pairs().iter().zip(connectors) {
        if pair.is_peered() {
            continue;
        }
        let context = CidrConflict {
            vpc: look.named(look.network.vpc(pair.first).entity),
            target: look.named(look.network.vpc(pair.second).entity),
            connectors: connectors
                .iter()
                .map(|&entity| look.named(entity))
                .collect(),
            overlaps: named(look, &pair.overlaps),
            total: pair.overlaps.total,
        };
        let (title, edits) = apart(look, &pair.overlaps);
        let diagnostic = Diagnostic::new(connectors.first().copied(), context);
        found.push(diagnostic.with_fix(title, edits));
    }
    found.extend(told_conflicts(look));
}

/// Returns the conflicts with VPCs that are not seen: once per pair of VPCs.
fn told_conflicts(look: &Look<'_>) -> Vec<Diagnostic> {
    let mut connectors = Vec::new();
    for (index, connector) in look.network.connectors() {
        if look.peering.status(index) == Status::ToldConflict {
            let target = target(look, connector);
            connectors.push((
                (connector.origin, target.id.clone()),
                connector.entity,
                target,
            ));
        }
    }
    // Stable: those of one pair stay in document order.
    sort_by(&mut connectors, |(a, ..), (b, ..)| a.cmp(b));
    let mut found = Vec::new();
    for of_pair in connectors.chunk_by(|(a, ..), (b, ..)| a == b) {
        let Some(((origin, _), first, target)) = of_pair.first() else {
            continue;
        };
        let connectors = of_pair.iter();
        let context = CidrConflict {
            vpc: look.vpc(*origin),
            target: target.clone(),
            connectors: connectors
                .map(|&(_, entity, _)| look.named(entity))
                .collect(),
            overlaps: Vec::new(),
            total: 0,
        };
        found.push(Diagnostic::new(Some(*first), context));
    }
    found
}

/// Makes the edits that move the subnets of one of two VPCs out of the way of
/// the other's: of the one with fewer to move.
pub(super) fn apart(look: &Look<'_>, overlaps: &SubnetOverlaps) -> (String, Vec<Edit>) {
    let of = |side: fn(&SubnetOverlap) -> Subnet| -> Vec<Subnet> {
        let mut subnets = overlaps.listed.iter().map(side).collect();
        sort_and_dedup(&mut subnets);
        subnets
    };
    let (first, second) = (of(|overlap| overlap.subnet), of(|overlap| overlap.target));
    let moved = if first.len() < second.len() {
        first
    } else {
        second
    };
    let mut networks: Vec<_> = moved.iter().map(|subnet| subnet.private_network).collect();
    sort_and_dedup(&mut networks);
    let title = match networks.first() {
        Some(&one) if networks.len() == 1 => {
            format!("Recreate {} with a free block", look.private_network(one))
        }
        _ => format!(
            "Recreate {} Private Networks with free blocks",
            networks.len()
        ),
    };
    (title, look.recreate_subnets(&moved))
}

fn latent_conflicts(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    // Another connector with the same ends is a matter of its own.
    let mut seen = PairNumbers::new();
    for (index, connector) in look.network.connectors() {
        let Some(target) = connector.target else {
            continue;
        };
        // The other reasons can never come to a match.
        if look.peering.status(index) != Status::Orphan(OrphanReason::NoMatchingConnector)
            || seen
                .insert((connector.origin.place(), target.place()), index.place())
                .is_some()
        {
            continue;
        }
        let overlaps = subnet_overlaps(look.network, connector.origin, target, MOST_TOLD);
        if overlaps.total > 0 {
            let context = LatentConflict {
                connector: look.named(connector.entity),
                vpc: look.named(look.network.vpc(connector.origin).entity),
                target: look.named(look.network.vpc(target).entity),
                overlaps: named(look, &overlaps),
                total: overlaps.total,
            };
            let (title, edits) = apart(look, &overlaps);
            let diagnostic = Diagnostic::new(Some(connector.entity), context);
            found.push(diagnostic.with_fix(title, edits));
        }
    }
}

fn overlaps_within_vpcs(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for (_, vpc) in look.network.vpcs() {
        let prefixes: Vec<Cidr> = vpc.subnets.iter().map(|subnet| subnet.cidr).collect();
        let overlaps = overlaps_within(&prefixes, MOST_TOLD);
        if overlaps.total == 0 {
            continue;
        }
        let listed = overlaps
            .pairs
            .iter()
            .filter_map(|&(a, b)| SubnetOverlap::of(*vpc.subnets.get(a)?, *vpc.subnets.get(b)?))
            .collect();
        let overlaps = SubnetOverlaps {
            listed,
            total: overlaps.total,
        };
        let (title, edits) = apart(look, &overlaps);
        let context = OverlapWithinVpc {
            vpc: look.named(vpc.entity),
            overlaps: named(look, &overlaps),
            total: overlaps.total,
        };
        let diagnostic = Diagnostic::new(Some(vpc.entity), context);
        found.push(diagnostic.with_fix(title, edits));
    }
}

/// How many overlaps a diagnostic lists. A report lists those of a matched pair
/// in full; here they are read by people, with names.
const MOST_TOLD: usize = 100;
const _: () = assert!(MOST_TOLD <= MOST_LISTED_OVERLAPS);

fn named(look: &Look<'_>, overlaps: &SubnetOverlaps) -> Vec<NamedOverlap> {
    let listed = overlaps.listed.iter();
    listed
        .map(|overlap| NamedOverlap::of(look, overlap))
        .collect()
}

/// Tells the first overlaps and counts the rest.
pub(super) fn told(overlaps: &[NamedOverlap], total: usize) -> String {
    const IN_A_SENTENCE: usize = 3;
    let mut parts: Vec<String> = overlaps
        .iter()
        .take(IN_A_SENTENCE)
        .map(ToString::to_string)
        .collect();
    let more = total - parts.len();
    if more > 0 {
        parts.push(format!(
            "{more} more {}",
            plural(more, "overlap", "overlaps")
        ));
    }
    listed(&parts)
}

/// Returns the ids of the Private Networks involved, each once.
fn network_ids(overlaps: &[NamedOverlap]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for overlap in overlaps {
        for network in [&overlap.private_network, &overlap.target_private_network] {
            if !ids.contains(&network.id) {
                ids.push(network.id.clone());
            }
        }
    }
    ids
}

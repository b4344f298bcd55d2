//! Connectors and overlaps (§§3–4).

use super::network::Network;
use super::prefix::Prefix;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Judged<'s> {
    pub(super) id: &'s str,
    pub(super) status: Status,
    pub(super) reason: Option<&'static str>,
    pub(super) answered_by: Option<&'s str>,
    pub(super) overlaps: Vec<Overlap<'s>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Orphan,
    Conflict,
    Peered,
}

/// Fields in the order in which overlaps are told: by subnet, then by target
/// subnet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Overlap<'s> {
    pub(super) subnet: Prefix,
    pub(super) target_subnet: Prefix,
    pub(super) private_network: &'s str,
    pub(super) target_private_network: &'s str,
    pub(super) relation: &'static str,
    pub(super) range: Prefix,
}

impl Status {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Orphan => "orphan",
            Self::Conflict => "conflict",
            Self::Peered => "peered",
        }
    }
}

/// Judges each connector by the table of §3.
pub(super) fn judge<'s>(network: &Network<'s>) -> Vec<Judged<'s>> {
    let connectors = 0..network.connectors.len();
    connectors.map(|place| judge_one(network, place)).collect()
}

fn judge_one<'s>(network: &Network<'s>, place: usize) -> Judged<'s> {
    let connector = &network.connectors[place];
    let orphan = |reason| Judged {
        id: connector.id,
        status: Status::Orphan,
        reason: Some(reason),
        answered_by: None,
        overlaps: Vec::new(),
    };
    let Some(target) = connector.target else {
        return orphan("target-not-in-scenario");
    };
    if target == connector.origin {
        return orphan("self");
    }
    if network.vpcs[target].region != network.vpcs[connector.origin].region {
        return orphan("different-region");
    }
    let mut others = network.connectors.iter();
    let Some(answer) =
        others.find(|other| other.origin == target && other.target == Some(connector.origin))
    else {
        return orphan("no-matching-connector");
    };
    let overlaps = overlaps(network, connector.origin, target);
    Judged {
        id: connector.id,
        status: if overlaps.is_empty() {
            Status::Peered
        } else {
            Status::Conflict
        },
        reason: None,
        answered_by: Some(answer.id),
        overlaps,
    }
}

/// Every subnet of one VPC against every subnet of the other (§4).
fn overlaps<'s>(network: &Network<'s>, origin: usize, target: usize) -> Vec<Overlap<'s>> {
    let subnets_of = |vpc: usize| {
        let networks = network.private_networks.iter();
        networks
            .filter(move |known| known.vpc == vpc)
            .flat_map(|known| known.subnets.iter().map(|&subnet| (known.id, subnet)))
    };
    let mut found = Vec::new();
    for (private_network, subnet) in subnets_of(origin) {
        for (target_private_network, target_subnet) in subnets_of(target) {
            // Of two prefixes that overlap one holds the other whole.
            let (relation, range) = if subnet == target_subnet {
                ("identical", subnet)
            } else if subnet.contains(&target_subnet) {
                ("contains", target_subnet)
            } else if target_subnet.contains(&subnet) {
                ("within", subnet)
            } else {
                continue;
            };
            found.push(Overlap {
                subnet,
                target_subnet,
                private_network,
                target_private_network,
                relation,
                range,
            });
        }
    }
    found.sort();
    found
}

/// The pairs of VPCs that are peered, each once, in document order.
pub(super) fn connections<'s>(network: &Network<'s>, judged: &[Judged]) -> Vec<(&'s str, &'s str)> {
    let connectors = network.connectors.iter().zip(judged);
    let peered = connectors.filter(|(_, judged)| judged.status == Status::Peered);
    let mut pairs: Vec<(usize, usize)> = peered
        .filter_map(|(connector, _)| connector.target.map(|target| (connector.origin, target)))
        .map(|(origin, target)| (origin.min(target), origin.max(target)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let id = |place: usize| network.vpcs[place].id;
    pairs.iter().map(|&(a, b)| (id(a), id(b))).collect()
}

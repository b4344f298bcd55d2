//! Matching one-sided connectors, their status, and the overlaps that keep a
//! matched pair from being peered.
//!
//! A connector is one owner's consent. Two connectors that point at each other
//! match; a matched pair is peered unless subnets of the two VPCs overlap.
//! Routing switches, routes, ACLs and ingress rules play no part.
//!
//! Judging takes O(c log c + n + k) time for c connectors, n subnets of matched
//! VPCs counted once for each pair, and k listed overlaps.

use serde::Serialize;

use crate::cidr::{Cidr, Relation, overlaps_between};
use crate::network::{ConnectorIndex, Network, Subnet, VpcIndex};
use crate::order::{PairNumbers, sort_by};

/// How many overlaps of one pair of VPCs are listed; all are counted. Far more
/// than anyone reads, far less than hostile input could ask for.
pub const MOST_LISTED_OVERLAPS: usize = 1_000;

/// How many overlaps are listed in all.
const MOST_OVERLAPS_IN_ALL: usize = 1_000_000;

/// The judgement of every connector and of every matched pair of VPCs.
#[derive(Clone, Debug, Default)]
pub struct Peering {
    connectors: Vec<Status>,
    pairs: Vec<Pair>,
}

/// What a connector has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// No connector answers it.
    Orphan(OrphanReason),
    /// It is answered; whether it is peered or in conflict is the pair's.
    Matched {
        /// The first connector of the document that answers it.
        by: ConnectorIndex,
        /// Which of [`Peering::pairs`] it belongs to.
        pair: usize,
    },
}

/// Why no connector answers a connector. The first that applies is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrphanReason {
    /// Its target is its own VPC.
    #[serde(rename = "self")]
    SelfPeering,
    /// The scenario has no VPC with the target's id.
    TargetNotInScenario,
    /// The target is in another region, so nothing can ever match.
    DifferentRegion,
    /// The target has no connector back.
    NoMatchingConnector,
}

/// Two VPCs with connectors both ways.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The VPC that comes first in the document.
    pub first: VpcIndex,
    /// The other VPC.
    pub second: VpcIndex,
    /// The overlaps of the first VPC's subnets with the second's.
    pub overlaps: SubnetOverlaps,
}

impl Pair {
    /// Tells whether the two VPCs are peered.
    #[must_use]
    pub const fn is_peered(&self) -> bool {
        self.overlaps.total == 0
    }
}

/// The overlaps of one VPC's subnets with another's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubnetOverlaps {
    /// The overlaps, by subnet, then by target subnet; at most
    /// [`MOST_LISTED_OVERLAPS`].
    pub listed: Vec<SubnetOverlap>,
    /// How many there are.
    pub total: usize,
}

/// Two subnets that overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubnetOverlap {
    /// A subnet of the VPC asked about.
    pub subnet: Subnet,
    /// A subnet of the other VPC.
    pub target: Subnet,
    /// How the subnet stands to the target's.
    pub relation: Relation,
    /// The addresses they have in common.
    pub range: Cidr,
}

impl SubnetOverlaps {
    /// Returns the same overlaps as the other VPC sees them.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut listed: Vec<SubnetOverlap> = self
            .listed
            .iter()
            .map(|overlap| SubnetOverlap {
                subnet: overlap.target,
                target: overlap.subnet,
                relation: match overlap.relation {
                    Relation::Identical => Relation::Identical,
                    Relation::Contains => Relation::Within,
                    Relation::Within => Relation::Contains,
                },
                range: overlap.range,
            })
            .collect();
        let ends = |overlap: &SubnetOverlap| (overlap.subnet, overlap.target);
        sort_by(&mut listed, |a, b| ends(a).cmp(&ends(b)));
        Self {
            listed,
            total: self.total,
        }
    }
}

impl Peering {
    /// Judges every connector of a network.
    #[must_use]
    pub fn judge(network: &Network) -> Self {
        // The first connector of the document from one VPC to another.
        let mut towards = PairNumbers::new();
        for (index, connector) in network.connectors() {
            if let Some(target) = connector.target {
                let ends = (connector.origin.place(), target.place());
                towards.entry(ends).or_insert(index.place());
            }
        }
        let mut peering = Self::default();
        let mut pair_of = PairNumbers::new();
        let mut room = MOST_OVERLAPS_IN_ALL;
        for (_, connector) in network.connectors() {
            let origin = connector.origin;
            let status = match answer(network, &towards, origin, connector.target) {
                Ok((target, by)) => {
                    let (first, second) = (origin.min(target), origin.max(target));
                    let pair = *pair_of
                        .entry((first.place(), second.place()))
                        .or_insert_with(|| {
                            let limit = room.min(MOST_LISTED_OVERLAPS);
                            let overlaps = subnet_overlaps(network, first, second, limit);
                            room -= overlaps.listed.len();
                            peering.pairs.push(Pair {
                                first,
                                second,
                                overlaps,
                            });
                            peering.pairs.len() - 1
                        });
                    Status::Matched { by, pair }
                }
                Err(reason) => Status::Orphan(reason),
            };
            peering.connectors.push(status);
        }
        peering
    }

    /// Returns what a connector has come to; the network must be the one that
    /// was judged.
    #[must_use]
    pub fn status(&self, connector: ConnectorIndex) -> Status {
        let judged = self.connectors.get(connector.place()).copied();
        judged.unwrap_or(Status::Orphan(OrphanReason::NoMatchingConnector))
    }

    /// Returns the matched pairs of VPCs, in the order of the first connector
    /// of each.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Returns the pair that a status belongs to.
    #[must_use]
    pub fn pair(&self, status: Status) -> Option<&Pair> {
        match status {
            Status::Matched { pair, .. } => self.pairs.get(pair),
            Status::Orphan(_) => None,
        }
    }
}

/// Finds the overlaps of one VPC's subnets with another's, at most `limit`
/// listed.
///
/// Takes O(n + k) time for the n subnets of both and k listed overlaps.
#[must_use]
pub fn subnet_overlaps(
    network: &Network,
    vpc: VpcIndex,
    target: VpcIndex,
    limit: usize,
) -> SubnetOverlaps {
    let left = &network.vpc(vpc).subnets;
    let right = &network.vpc(target).subnets;
    let prefixes = |subnets: &[Subnet]| -> Vec<Cidr> { subnets.iter().map(|s| s.cidr).collect() };
    let found = overlaps_between(&prefixes(left), &prefixes(right), limit);
    let listed = found
        .pairs
        .into_iter()
        .filter_map(|(l, r)| SubnetOverlap::of(*left.get(l)?, *right.get(r)?))
        .collect();
    SubnetOverlaps {
        listed,
        total: found.total,
    }
}

impl SubnetOverlap {
    /// Makes the overlap of two subnets; `None` where they are apart.
    #[must_use]
    pub fn of(subnet: Subnet, target: Subnet) -> Option<Self> {
        Some(Self {
            subnet,
            target,
            relation: subnet.cidr.relation(target.cidr)?,
            range: subnet.cidr.intersection(target.cidr)?,
        })
    }
}

/// Finds the connector that answers one from `origin` to `target`.
fn answer(
    network: &Network,
    towards: &PairNumbers,
    origin: VpcIndex,
    target: Option<VpcIndex>,
) -> Result<(VpcIndex, ConnectorIndex), OrphanReason> {
    let target = target.ok_or(OrphanReason::TargetNotInScenario)?;
    if target == origin {
        return Err(OrphanReason::SelfPeering);
    }
    if network.vpc(origin).region != network.vpc(target).region {
        return Err(OrphanReason::DifferentRegion);
    }
    match towards.get(&(target.place(), origin.place())) {
        Some(&by) => Ok((target, ConnectorIndex(by))),
        None => Err(OrphanReason::NoMatchingConnector),
    }
}

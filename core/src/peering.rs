//! Matching one-sided connectors, their status, and the overlaps that keep a
//! matched pair from being peered.
//!
//! A connector is one owner's consent. Two connectors that point at each other
//! match; a matched pair is peered unless subnets of the two VPCs overlap.
//! Routing switches, routes, ACLs and ingress rules play no part.
//!
//! Judging takes O(c log c + n + k) time for c connectors, n subnets of matched
//! VPCs counted once for each pair, and k listed overlaps.
//!
//! ```
//! use peerlab_core::network::resolve;
//! use peerlab_core::peering::{Peering, Status};
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
//! let peering = Peering::judge(&network);
//! assert_eq!(peering.pairs().len(), 1, "two connectors are one pair");
//! for (connector, _) in network.connectors() {
//!     assert!(matches!(peering.status(connector), Status::Matched { pair: 0, .. }));
//! }
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

use serde::Serialize;

use crate::cidr::{Cidr, Overlaps, Relation, overlaps_between};
use crate::network::{ConnectorIndex, Network, Subnet, VpcIndex};
use crate::order::{PairNumbers, sort_by};

/// How many overlaps of one pair of VPCs are listed; all are counted. Far more
/// than anyone reads, far less than hostile input could ask for.
///
/// ```
/// use peerlab_core::peering::MOST_LISTED_OVERLAPS;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let same = vec!["10.0.0.0/22".to_owned(); 40];
/// for network in &mut scenario.private_networks {
///     network.subnets = same.clone();
/// }
/// let overlaps = judge(&scenario).connectors[0].overlaps.len();
/// assert_eq!(overlaps, MOST_LISTED_OVERLAPS, "of 40 × 40");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub const MOST_LISTED_OVERLAPS: usize = 1_000;

/// How many overlaps are listed in all.
pub(crate) const MOST_OVERLAPS_IN_ALL: usize = 100_000;

/// The judgement of every connector and of every matched pair of VPCs.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::Peering;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.vpc_connectors.pop();
/// let (network, _) = resolve(&scenario);
/// let peering = Peering::judge(&network);
/// assert_eq!(peering.pairs().len(), 1, "shop and hub; data has taken its consent back");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peering {
    connectors: Vec<Status>,
    pairs: Vec<Pair>,
    /// Which pair two VPCs are, the first of the document first.
    pair_of: PairNumbers,
}

/// What a connector has come to.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::{OrphanReason, Peering, Status};
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "a"}],
///     "vpc_connectors": [{"id": "away", "vpc_id": "a", "target_vpc_id": "elsewhere"}]}"#;
/// let (network, _) = resolve(&Scenario::from_json(text)?);
/// let (away, _) = network.connectors().next().ok_or("there is one")?;
/// let status = Peering::judge(&network).status(away);
/// assert_eq!(status, Status::Orphan(OrphanReason::TargetNotInScenario));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// use peerlab_core::peering::OrphanReason;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.vpcs[1].region = "nl-ams".to_owned();
/// let reason = judge(&scenario).connectors[0].reason;
/// assert_eq!(reason, Some(OrphanReason::DifferentRegion), "though it has an answer");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::Peering;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let (network, _) = resolve(&Scenario::from_json(CHAIN)?);
/// let peering = Peering::judge(&network);
/// let ends: Vec<_> = peering.pairs().iter().map(|p| (p.first.place(), p.second.place())).collect();
/// assert_eq!(ends, [(0, 1), (1, 2)], "shop with hub, hub with data");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
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
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::peering::Peering;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let text = ONE_WAY.replace("10.0.4.0/22", "10.0.0.0/22");
    /// let (network, _) = resolve(&Scenario::from_json(&text)?);
    /// let peering = Peering::judge(&network);
    /// assert!(!peering.pairs()[0].is_peered(), "both have 10.0.0.0/22");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub const fn is_peered(&self) -> bool {
        self.overlaps.total == 0
    }
}

/// The overlaps of one VPC's subnets with another's.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::Peering;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.private_networks[0].subnets = vec!["10.0.0.0/8".to_owned(), "10.0.6.0/24".to_owned()];
/// let (network, _) = resolve(&scenario);
/// let peering = Peering::judge(&network);
/// let overlaps = &peering.pairs()[0].overlaps;
/// assert_eq!(overlaps.total, 2, "both with 10.0.4.0/22");
/// assert_eq!(overlaps.listed[1].subnet.cidr.to_string(), "10.0.6.0/24");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubnetOverlaps {
    /// The overlaps, by subnet, then by target subnet; at most
    /// [`MOST_LISTED_OVERLAPS`].
    pub listed: Vec<SubnetOverlap>,
    /// How many there are.
    pub total: usize,
}

/// Two subnets that overlap.
///
/// ```
/// use peerlab_core::cidr::Relation;
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::Peering;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let text = ONE_WAY.replace("10.0.0.0/22", "10.0.6.0/24");
/// let (network, _) = resolve(&Scenario::from_json(&text)?);
/// let overlap = Peering::judge(&network).pairs()[0].overlaps.listed[0];
/// assert_eq!(overlap.relation, Relation::Within);
/// assert_eq!(overlap.range, overlap.subnet.cidr, "of two that overlap the smaller one");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    ///
    /// ```
    /// use peerlab_core::cidr::Relation;
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::peering::Peering;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let text = ONE_WAY.replace("10.0.0.0/22", "10.0.0.0/20");
    /// let (network, _) = resolve(&Scenario::from_json(&text)?);
    /// let peering = Peering::judge(&network);
    /// let overlaps = &peering.pairs()[0].overlaps;
    /// assert_eq!(overlaps.listed[0].relation, Relation::Contains);
    /// assert_eq!(overlaps.reversed().listed[0].relation, Relation::Within);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
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
    ///
    /// Takes O(c log c + n + k) time, see the [module](self).
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::peering::Peering;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let mut scenario = Scenario::from_json(ONE_WAY)?;
    /// scenario.routes.clear();
    /// scenario.vpcs[0].routing_enabled = false;
    /// let (network, _) = resolve(&scenario);
    /// assert!(Peering::judge(&network).pairs()[0].is_peered(), "routing plays no part");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
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
        let mut room = MOST_OVERLAPS_IN_ALL;
        for (_, connector) in network.connectors() {
            let origin = connector.origin;
            let status = match answer(network, &towards, origin, connector.target) {
                Ok((target, by)) => {
                    let (first, second) = (origin.min(target), origin.max(target));
                    let pairs = &mut peering.pairs;
                    let ends = (first.place(), second.place());
                    let pair = *peering.pair_of.entry(ends).or_insert_with(|| {
                        let limit = room.min(MOST_LISTED_OVERLAPS);
                        let overlaps = subnet_overlaps(network, first, second, limit);
                        room -= overlaps.listed.len();
                        pairs.push(Pair {
                            first,
                            second,
                            overlaps,
                        });
                        pairs.len() - 1
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
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::peering::{Peering, Status};
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
    /// let peering = Peering::judge(&network);
    /// let both: Vec<_> = network.connectors().map(|(connector, _)| connector).collect();
    /// assert_eq!(peering.status(both[0]), Status::Matched { by: both[1], pair: 0 });
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn status(&self, connector: ConnectorIndex) -> Status {
        let judged = self.connectors.get(connector.place()).copied();
        judged.unwrap_or(Status::Orphan(OrphanReason::NoMatchingConnector))
    }

    /// Returns the matched pairs of VPCs, in the order of the first connector
    /// of each.
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::peering::Peering;
    /// use peerlab_core::scenario::Scenario;
    /// # const CHAIN: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
    ///
    /// let text = CHAIN.replace("10.0.4.0/22", "10.0.0.0/22");
    /// let (network, _) = resolve(&Scenario::from_json(&text)?);
    /// let peering = Peering::judge(&network);
    /// assert!(peering.pairs().iter().all(|pair| pair.is_peered()), "web and db are no neighbours");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Tells whether two VPCs are peered with each other.
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::peering::Peering;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
    /// let peering = Peering::judge(&network);
    /// let vpcs: Vec<_> = network.vpcs().map(|(index, _)| index).collect();
    /// assert!(peering.are_peered(vpcs[0], vpcs[1]));
    /// assert!(!peering.are_peered(vpcs[0], vpcs[0]));
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn are_peered(&self, one: VpcIndex, other: VpcIndex) -> bool {
        let pair = self
            .pair_of
            .get(&(one.min(other).place(), one.max(other).place()));
        pair.and_then(|&pair| self.pairs.get(pair))
            .is_some_and(Pair::is_peered)
    }

    /// Returns the pair that a status belongs to.
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::peering::Peering;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
    /// let peering = Peering::judge(&network);
    /// let (connector, _) = network.connectors().next().ok_or("there are two")?;
    /// let pair = peering.pair(peering.status(connector));
    /// assert!(pair.is_some_and(|pair| pair.is_peered()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
/// Takes O(n + k) time for the n subnets of both and k listed overlaps; where one
/// has few and the other very many, O(few × log many + k), so that a large VPC
/// is not read again for each of many small peers.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::subnet_overlaps;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let text = ONE_WAY.replace("10.0.0.0/22", "10.0.0.0/16");
/// let (network, _) = resolve(&Scenario::from_json(&text)?);
/// let vpcs: Vec<_> = network.vpcs().map(|(index, _)| index).collect();
/// let found = subnet_overlaps(&network, vpcs[0], vpcs[1], usize::MAX);
/// assert_eq!(found.total, 1);
/// assert_eq!(found.listed[0].range.to_string(), "10.0.4.0/22");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn subnet_overlaps(
    network: &Network,
    vpc: VpcIndex,
    target: VpcIndex,
    limit: usize,
) -> SubnetOverlaps {
    let left = &network.vpc(vpc).subnets;
    let right = &network.vpc(target).subnets;
    let found = if left.len() / MANY_FOR_ONE > right.len() {
        few_among_many(right, left, limit, |few, many| (many, few))
    } else if right.len() / MANY_FOR_ONE > left.len() {
        few_among_many(left, right, limit, |few, many| (few, many))
    } else {
        let prefixes = |subnets: &[Subnet]| -> Vec<Cidr> {
            let subnets = subnets.iter();
            subnets.map(|subnet| subnet.cidr).collect()
        };
        overlaps_between(&prefixes(left), &prefixes(right), limit)
    };
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

/// How many times more subnets make it worth to look each of the few up: a look
/// is a search for every length of prefix that may be around it.
const MANY_FOR_ONE: usize = 2_000;

/// Finds the overlaps of few sorted subnets with many.
fn few_among_many(
    few: &[Subnet],
    many: &[Subnet],
    limit: usize,
    pair: impl Fn(usize, usize) -> (usize, usize),
) -> Overlaps {
    let mut found = Overlaps::default();
    for (place, subnet) in few.iter().enumerate() {
        let cidr = subnet.cidr;
        let mut add = |begin: usize, end: usize| {
            found.total = found.total.saturating_add(end - begin);
            let room = limit - found.pairs.len();
            let pairs = (begin..end).take(room).map(|other| pair(place, other));
            found.pairs.extend(pairs);
        };
        let first_after = |cidr: Cidr| many.partition_point(|other| other.cidr <= cidr);
        // Those around it and its equals, one length after the other.
        for length in 0..=cidr.length() {
            if let Some(outer) = Cidr::containing(cidr.first(), length) {
                let begin = many.partition_point(|other| other.cidr < outer);
                add(begin, first_after(outer));
            }
        }
        // Those within it follow it.
        let end = many.partition_point(|other| other.cidr.first() <= cidr.last());
        let begin = first_after(cidr);
        add(begin, end.max(begin));
    }
    found.pairs.sort_unstable();
    found
}

impl SubnetOverlap {
    /// Makes the overlap of two subnets; `None` where they are apart.
    pub(crate) fn of(subnet: Subnet, target: Subnet) -> Option<Self> {
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
        Some(&by) => Ok((target, ConnectorIndex::at(by))),
        None => Err(OrphanReason::NoMatchingConnector),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::resolve;
    use crate::scenario::Scenario;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn any_subnets(most: usize) -> impl Strategy<Value = Vec<String>> {
        let subnet = (0u8.., 22u8..=32).prop_map(|(host, length)| {
            let address = std::net::IpAddr::from([10, 0, 0, host]);
            Cidr::containing(address, length).map(|cidr| format!("\"{cidr}\""))
        });
        vec(subnet, 0..most).prop_map(|subnets| subnets.into_iter().flatten().collect())
    }

    proptest! {
        #[test]
        fn few_among_many_is_the_sweep(few in any_subnets(6), many in any_subnets(40), limit in 0usize..60) {
            let scenario = Scenario::from_json(&format!(
                "{{\"vpcs\":[{{\"id\":\"a\"}},{{\"id\":\"b\"}}],\"private_networks\":[\
                 {{\"id\":\"x\",\"vpc_id\":\"a\",\"subnets\":[{}]}},\
                 {{\"id\":\"y\",\"vpc_id\":\"b\",\"subnets\":[{}]}}]}}",
                few.join(","),
                many.join(",")
            ))
            .expect("readable");
            let (network, _) = resolve(&scenario);
            let subnets: Vec<Vec<Subnet>> =
                network.vpcs().map(|(_, vpc)| vpc.subnets.clone()).collect();
            let prefixes: Vec<Vec<Cidr>> = subnets
                .iter()
                .map(|subnets| subnets.iter().map(|subnet| subnet.cidr).collect())
                .collect();
            let all = overlaps_between(&prefixes[0], &prefixes[1], usize::MAX);
            let found = few_among_many(&subnets[0], &subnets[1], limit, |few, many| (few, many));
            prop_assert_eq!(found.total, all.total);
            prop_assert_eq!(found.pairs.len(), limit.min(all.total));
            if limit >= all.total {
                prop_assert_eq!(&found.pairs, &all.pairs);
            }
            let turned = few_among_many(&subnets[0], &subnets[1], usize::MAX, |few, many| (many, few));
            let back = overlaps_between(&prefixes[1], &prefixes[0], usize::MAX);
            prop_assert_eq!(turned, back);
        }
    }
}

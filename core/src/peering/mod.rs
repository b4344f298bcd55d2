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

mod overlap;

use serde::Serialize;

use crate::network::{ConnectorIndex, Network, Told, VpcIndex};
use crate::order::PairNumbers;

pub use overlap::{SubnetOverlap, SubnetOverlaps, subnet_overlaps};

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
    /// It leads to a VPC that is not seen, and is told to be peered.
    ToldPeered,
    /// It leads to a VPC that is not seen, and is told to be in conflict.
    ToldConflict,
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
    /// The target is a VPC that is not seen, so nobody says why.
    Unseen,
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
            if let Some(told) = connector.told {
                peering.connectors.push(match told {
                    Told::Orphan => Status::Orphan(OrphanReason::Unseen),
                    Told::Peered => Status::ToldPeered,
                    Told::Conflict => Status::ToldConflict,
                });
                continue;
            }
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
            Status::Orphan(_) | Status::ToldPeered | Status::ToldConflict => None,
        }
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

//! “Make them talk”: the cheapest edits after which two Private Networks reach
//! each other.
//!
//! A plan goes along a way of at most
//! [`MAX_CHAINED_VPCS`](crate::routing::MAX_CHAINED_VPCS) VPCs there and a way
//! back, usually the same. Edits are counted by what they cost whoever runs the
//! network, the dearest first, so that nothing is created again to save a route:
//! Private Networks created again, VPCs created again for transit, routes
//! replaced, switches and filters changed, connectors added, routes added.
//!
//! # How
//!
//! Every way is estimated from the tables as they are, which never says more
//! than it will cost; then plans are made in that order, each tried on a copy of
//! the scenario and kept only where the verdict is `works`, until no estimate is
//! cheaper than the best plan.
//!
//! Routes are added for whole subnets. Of a region with very many VPCs only
//! those next to one end are tried as the middle of a way.
//!
//! ```
//! use peerlab_core::edit::apply_all;
//! use peerlab_core::plan::plan;
//! use peerlab_core::report::{Verdict, judge};
//! use peerlab_core::routing::Traffic;
//! use peerlab_core::scenario::Scenario;
//! # const CHAIN: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
//!
//! let mut scenario = Scenario::from_json(CHAIN)?;
//! scenario.routes.clear();
//! let plan = plan(&scenario, "web", "db", None)?;
//! assert_eq!(plan.path, ["shop", "hub", "data"], "no connector is added to save routes");
//! apply_all(&mut scenario, &plan.edits)?;
//! let verdict = judge(&scenario).verdict(&scenario, "web", "db", None, Traffic::Icmp)?;
//! assert_eq!(verdict, Verdict::Works);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod build;
mod needs;
mod ways;

use serde::Serialize;
use thiserror::Error;

use crate::cidr::Family;
use crate::edit::Edit;
use crate::nearest::did_you_mean;
use crate::network::{Network, PrivateNetworkIndex, VpcIndex, resolve};
use crate::peering::Peering;
use crate::routing::Routing;
use crate::scenario::{Kind, Scenario};

pub(crate) use needs::{Needs, needs};
pub(crate) use ways::ways;

/// How many ways there are combined with ways back that are not the same.
const MOST_COMBINED: usize = 16;

/// How many plans are tried before the best so far is taken.
const MOST_TRIED: usize = 400;

/// Edits after which two Private Networks reach each other.
///
/// ```
/// use peerlab_core::plan::{Cost, plan};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let plan = plan(&Scenario::from_json(ONE_WAY)?, "web", "db", None)?;
/// assert_eq!(plan.path, ["shop", "data"]);
/// assert_eq!(plan.edits.len(), 1, "the way back");
/// assert_eq!(plan.cost, Cost { added_routes: 1, ..Cost::default() });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The family in which the two reach each other then.
    pub family: Family,
    /// The ids of the VPCs that packets pass.
    pub path: Vec<String>,
    /// The edits, in the order in which to apply them; none where it works
    /// already.
    pub edits: Vec<Edit>,
    /// What they cost.
    pub cost: Cost,
}

/// What edits cost: the dearest kind decides, so the order of the fields is the
/// order of comparison.
///
/// ```
/// use peerlab_core::plan::Cost;
///
/// let moved = Cost { recreated_networks: 1, ..Cost::default() };
/// let routed = Cost { added_connectors: 2, added_routes: 12, ..Cost::default() };
/// assert!(routed < moved, "nothing is created again to save routes");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cost {
    /// Private Networks that are created again with another CIDR.
    pub recreated_networks: usize,
    /// VPCs that are created again to let traffic through.
    pub enabled_transits: usize,
    /// Routes that are led elsewhere or removed.
    pub replaced_routes: usize,
    /// Switches, network ACLs and ingress rules that are changed.
    pub changed_settings: usize,
    /// Connectors that are added.
    pub added_connectors: usize,
    /// Routes that are added.
    pub added_routes: usize,
}

/// Why there is no plan.
///
/// ```
/// use peerlab_core::plan::{PlanError, plan};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.vpcs[1].region = "nl-ams".to_owned();
/// let error = plan(&scenario, "web", "db", None);
/// assert!(matches!(error, Err(PlanError::DifferentRegions { .. })), "no edit mends that");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanError {
    /// An end is no Private Network.
    #[error(
        "there is no Private Network “{id}”{}",
        did_you_mean(.meant.as_deref())
    )]
    UnknownEnd {
        /// The id as asked.
        id: String,
        /// The id that was probably meant.
        meant: Option<String>,
    },
    /// Both ends are one.
    #[error("“{id}” is both ends: a Private Network reaches itself")]
    SameEnds {
        /// The id as asked.
        id: String,
    },
    /// The ends have no subnets of one family.
    #[error("“{from}” and “{to}” have no subnets of one family")]
    NoCommonFamily {
        /// The one end as asked.
        from: String,
        /// The other end as asked.
        to: String,
    },
    /// The VPCs are in different regions.
    #[error(
        "VPC “{from}” and VPC “{to}” are in different regions: only VPCs of one region can be peered"
    )]
    DifferentRegions {
        /// The id of the one VPC.
        from: String,
        /// The id of the other VPC.
        to: String,
    },
    /// Nothing that was tried works.
    #[error(
        "no edits to routes, connectors, switches and subnets were found that make “{from}” and “{to}” reach each other"
    )]
    NoWay {
        /// The one end as asked.
        from: String,
        /// The other end as asked.
        to: String,
    },
}

/// Finds the cheapest edits after which two Private Networks reach each other in
/// a family; without one, in IPv4 where both have it, else in IPv6.
///
/// ```
/// use peerlab_core::edit::Edit;
/// use peerlab_core::plan::plan;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.vpcs[1].routing_enabled = false;
/// let plan = plan(&scenario, "web", "db", None)?;
/// assert_eq!(plan.edits, [Edit::set("hub", "routing_enabled", true)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan(
    scenario: &Scenario,
    from: &str,
    to: &str,
    family: Option<Family>,
) -> Result<Plan, PlanError> {
    let (network, _) = resolve(scenario);
    let peering = Peering::judge(&network);
    let routing = Routing::new(network, peering);
    let task = Task::new(scenario, &routing, from, to, family)?;
    let best = task.search();
    best.ok_or_else(|| PlanError::NoWay {
        from: from.to_owned(),
        to: to.to_owned(),
    })
}

/// What is asked.
struct Task<'s> {
    scenario: &'s Scenario,
    routing: &'s Routing,
    from: PrivateNetworkIndex,
    to: PrivateNetworkIndex,
    family: Family,
}

/// A way there and a way back, with what they need at least.
struct Candidate {
    there: Vec<VpcIndex>,
    back: Vec<VpcIndex>,
    least: Cost,
}

impl<'s> Task<'s> {
    fn new(
        scenario: &'s Scenario,
        routing: &'s Routing,
        from: &str,
        to: &str,
        family: Option<Family>,
    ) -> Result<Self, PlanError> {
        let network = routing.network();
        let sender = find(scenario, network, from)?;
        let receiver = find(scenario, network, to)?;
        if sender == receiver {
            return Err(PlanError::SameEnds {
                id: from.to_owned(),
            });
        }
        let has = |index, family| {
            let subnets = &network.private_network(index).subnets;
            subnets.iter().any(|subnet| subnet.family() == family)
        };
        let asked = family.map_or(vec![Family::Ipv4, Family::Ipv6], |family| vec![family]);
        let family = asked
            .into_iter()
            .find(|&family| has(sender, family) && has(receiver, family))
            .ok_or_else(|| PlanError::NoCommonFamily {
                from: from.to_owned(),
                to: to.to_owned(),
            })?;
        let vpc = |index| network.vpc(network.private_network(index).vpc);
        if vpc(sender).region != vpc(receiver).region {
            let id = |index| {
                scenario
                    .id_of(vpc(index).entity)
                    .unwrap_or_default()
                    .to_owned()
            };
            return Err(PlanError::DifferentRegions {
                from: id(sender),
                to: id(receiver),
            });
        }
        Ok(Self {
            scenario,
            routing,
            from: sender,
            to: receiver,
            family,
        })
    }

    fn ends(&self) -> (VpcIndex, VpcIndex) {
        let network = self.routing.network();
        let vpc = |index| network.private_network(index).vpc;
        (vpc(self.from), vpc(self.to))
    }

    fn search(&self) -> Option<Plan> {
        let mut candidates = self.candidates();
        candidates.sort_by_key(|candidate| candidate.least);
        let mut best: Option<Plan> = None;
        for candidate in candidates.iter().take(MOST_TRIED) {
            if best
                .as_ref()
                .is_some_and(|best| candidate.least >= best.cost)
            {
                break;
            }
            if let Some((edits, cost)) = self.build(&candidate.there, &candidate.back)
                && best.as_ref().is_none_or(|best| cost < best.cost)
            {
                let path = candidate.there.iter();
                let vpc = |vpc: &VpcIndex| self.routing.network().vpc(*vpc).entity;
                let ids = path.filter_map(|index| self.scenario.id_of(vpc(index)));
                best = Some(Plan {
                    family: self.family,
                    path: ids.map(str::to_owned).collect(),
                    edits,
                    cost,
                });
            }
        }
        best
    }

    /// Returns every way from one end to the other.
    fn ways(&self) -> Vec<Vec<VpcIndex>> {
        let (start, end) = self.ends();
        ways(self.routing.network(), &[start], end)
    }

    /// Returns every way there with the same way back, and the cheapest of each
    /// combined with others.
    fn candidates(&self) -> Vec<Candidate> {
        let mut ways: Vec<(Vec<VpcIndex>, Needs, Needs)> = self
            .ways()
            .into_iter()
            .map(|there| {
                let back: Vec<VpcIndex> = there.iter().rev().copied().collect();
                let needs = self.needs(&there, self.to);
                let needs_back = self.needs(&back, self.from);
                (there, needs, needs_back)
            })
            .collect();
        let mut candidates: Vec<Candidate> = ways
            .iter()
            .map(|(there, needs, needs_back)| Candidate {
                there: there.clone(),
                back: there.iter().rev().copied().collect(),
                least: needs.with(needs_back).cost(),
            })
            .collect();
        ways.sort_by_key(|(_, needs, _)| needs.cost());
        let there: Vec<_> = ways.iter().take(MOST_COMBINED).cloned().collect();
        ways.sort_by_key(|(.., needs_back)| needs_back.cost());
        for (there, needs, _) in &there {
            for (other, _, needs_back) in ways.iter().take(MOST_COMBINED) {
                if other != there {
                    candidates.push(Candidate {
                        there: there.clone(),
                        back: other.iter().rev().copied().collect(),
                        least: needs.with(needs_back).cost(),
                    });
                }
            }
        }
        candidates
    }
}

fn find(
    scenario: &Scenario,
    network: &Network,
    id: &str,
) -> Result<PrivateNetworkIndex, PlanError> {
    let mut networks = network.private_networks();
    let found = networks.find(|(_, network)| scenario.id_of(network.entity) == Some(id));
    found.map(|(index, _)| index).ok_or_else(|| {
        let meant = scenario.nearest_id(id, &[Kind::PrivateNetwork]);
        PlanError::UnknownEnd {
            id: id.to_owned(),
            meant: meant.map(str::to_owned),
        }
    })
}

#[cfg(test)]
pub(crate) mod tests;

//! Where packets go: route tables, following one packet, and what all packets
//! between two Private Networks come to.
//!
//! | question | where | time |
//! |---|---|---|
//! | which entry of a table is used for an address | `table` | O(log n + nesting) |
//! | where a packet goes, hop by hop | [`follow`] | O(hops × lookup) |
//! | which pairs of Private Networks can talk | `reach` | see there |
//!
//! The rules are those of the platform; where it is silent the assumption has a
//! number and stands where it is used.
//!
//! A [`Report`](crate::report::Report) asks these questions in the ids of the
//! document, which is how they are asked from outside:
//!
//! ```
//! use peerlab_core::report::{Question, judge};
//! use peerlab_core::routing::{Traffic, follow::Disposition};
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let scenario = Scenario::from_json(ONE_WAY)?;
//! let question = Question {
//!     from: "web".to_owned(),
//!     to: "10.0.4.9".to_owned(),
//!     traffic: Traffic::Tcp(443),
//! };
//! let trace = judge(&scenario).trace(&scenario, &question)?;
//! assert_eq!(trace.forward.disposition, Disposition::Delivered);
//! assert_eq!(trace.forward.path, ["shop", "data"]);
//! let back = trace.back.ok_or("10.0.4.9 lies in a Private Network")?;
//! assert_eq!(back.disposition, Disposition::NoRoute);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod acl;
mod deliveries;
mod disposition;
mod ends;
mod filters;
pub mod follow;
pub(crate) mod reach;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use crate::cidr::Family;
use crate::later::Later;
use crate::network::{Connector, ConnectorIndex, Network, NextHop, RouteIndex, VpcIndex};
use crate::peering::{Peering, Status};

pub use acl::Traffic;
pub(crate) use acl::{Denial, Flow};
pub use deliveries::{Delivery, deliveries};
pub use ends::Extent;
pub(crate) use ends::{Direct, Ends, of_family};
pub(crate) use filters::accepted_by_sender;
pub(crate) use table::{Match, Table, TableEntry};

/// How many VPCs a packet may pass, both ends counted: the platform chains four
/// for transitive peering. Counted along each path, not over the topology as
/// drawn (A8).
///
/// ```
/// use peerlab_core::plan::plan;
/// use peerlab_core::routing::MAX_CHAINED_VPCS;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let plan = plan(&Scenario::from_json(CHAIN)?, "web", "db", None)?;
/// assert_eq!(plan.path.len(), 3);
/// assert!(plan.path.len() <= MAX_CHAINED_VPCS, "one more could stand between");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub const MAX_CHAINED_VPCS: usize = 4;

/// The route tables of a network whose connectors are judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Routing {
    network: Network,
    peering: Peering,
    tables: Later<Vec<[Table; 2]>>,
}

impl Routing {
    /// Takes a network. Its route tables are built when the first is asked for,
    /// which takes O(n log n) time for n subnets and routes.
    pub(crate) const fn new(network: Network, peering: Peering) -> Self {
        Self {
            network,
            peering,
            tables: Later::new(),
        }
    }

    pub(crate) const fn network(&self) -> &Network {
        &self.network
    }

    pub(crate) const fn peering(&self) -> &Peering {
        &self.peering
    }

    pub(crate) fn table(&self, vpc: VpcIndex, family: Family) -> &Table {
        static NONE: Table = Table::EMPTY;
        let tables = self.tables.get(|| {
            let vpcs = self.network.vpcs();
            vpcs.map(|(_, vpc)| table::tables(&self.network, vpc))
                .collect()
        });
        match (tables.get(vpc.place()), family) {
            (Some([table, _]), Family::Ipv4) | (Some([_, table]), Family::Ipv6) => table,
            (None, _) => &NONE,
        }
    }

    /// Follows a route to the VPC its packets enter, or says why they enter
    /// none.
    pub(crate) fn next(&self, route: RouteIndex) -> Result<(ConnectorIndex, VpcIndex), Dead> {
        let route = self.network.route(route);
        let index = match route.next_hop {
            NextHop::Connector(index) => index,
            NextHop::Resource(_) | NextHop::PrivateNetwork(_) => return Err(Dead::Handed),
            NextHop::Missing { .. } | NextHop::Unclear => return Err(Dead::Missing),
        };
        let Connector { origin, target, .. } = *self.network.connector(index);
        if origin != route.vpc {
            return Err(Dead::Foreign);
        }
        let status = self.peering.status(index);
        match (self.peering.pair(status), target) {
            (Some(pair), Some(target)) if pair.is_peered() => Ok((index, target)),
            (Some(_), _) => Err(Dead::Conflict(index)),
            (None, _) => Err(match status {
                Status::ToldPeered => Dead::Unseen(index),
                Status::ToldConflict => Dead::Conflict(index),
                Status::Orphan(_) | Status::Matched { .. } => {
                    debug_assert!(matches!(status, Status::Orphan(_)), "a match has a pair");
                    Dead::Orphan(index)
                }
            }),
        }
    }
}

/// Why the packets of a route enter no other VPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dead {
    /// They are handed to a resource or a Private Network. What an appliance
    /// does with them is outside the model (A7).
    Handed,
    /// The next hop is not there.
    Missing,
    /// The connector belongs to another VPC.
    Foreign,
    /// The connector is orphan.
    Orphan(ConnectorIndex),
    /// The connector is in conflict.
    Conflict(ConnectorIndex),
    /// The connector is peered with a VPC that is not seen.
    Unseen(ConnectorIndex),
}

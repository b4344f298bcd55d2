//! The resolved network: indices instead of ids, parsed prefixes, adjacency.
//!
//! [`resolve`] is the one place where texts become values; nothing past it
//! handles text. What cannot be resolved takes no part and is named by a
//! diagnostic, and everything that does not depend on it is still judged.
//!
//! Resolving takes O(n log n) time for n entities.

mod resolve;

use crate::cidr::Cidr;
use crate::scenario::Entity;

pub use resolve::resolve;

/// A VPC of a [`Network`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VpcIndex(usize);

/// A connector of a [`Network`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectorIndex(usize);

/// The network that a scenario describes. All lists are in document order.
#[derive(Clone, Debug, Default)]
pub struct Network {
    vpcs: Vec<Vpc>,
    connectors: Vec<Connector>,
}

/// A VPC.
#[derive(Clone, Debug)]
pub struct Vpc {
    /// Where the document has it.
    pub entity: Entity,
    /// Its region, as the first VPC of the document that has it.
    pub region: VpcIndex,
    /// The subnets of its Private Networks, sorted by prefix.
    pub subnets: Vec<Subnet>,
    /// How many Private Networks it has.
    pub private_network_count: usize,
    /// The connectors it is the origin of.
    pub connectors: Vec<ConnectorIndex>,
}

/// A subnet of a Private Network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subnet {
    /// Its prefix.
    pub cidr: Cidr,
    /// Where the document has its Private Network.
    pub private_network: Entity,
}

/// A peering connector whose origin is known.
#[derive(Clone, Copy, Debug)]
pub struct Connector {
    /// Where the document has it.
    pub entity: Entity,
    /// The VPC it belongs to.
    pub origin: VpcIndex,
    /// The VPC it wants to peer with; `None` where the scenario has no such
    /// VPC, which is no mistake: one may peer with a VPC one cannot see.
    pub target: Option<VpcIndex>,
}

impl Network {
    /// Returns every VPC with its index.
    pub fn vpcs(&self) -> impl Iterator<Item = (VpcIndex, &Vpc)> {
        self.vpcs
            .iter()
            .enumerate()
            .map(|(index, vpc)| (VpcIndex(index), vpc))
    }

    /// Returns every connector with its index.
    pub fn connectors(&self) -> impl Iterator<Item = (ConnectorIndex, &Connector)> {
        self.connectors
            .iter()
            .enumerate()
            .map(|(index, connector)| (ConnectorIndex(index), connector))
    }

    /// Returns a VPC of this network.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "an index is made by `resolve` alone, for the network it belongs to"
    )]
    pub fn vpc(&self, index: VpcIndex) -> &Vpc {
        &self.vpcs[index.0]
    }

    /// Returns a connector of this network.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "an index is made by `resolve` alone, for the network it belongs to"
    )]
    pub fn connector(&self, index: ConnectorIndex) -> &Connector {
        &self.connectors[index.0]
    }
}

impl ConnectorIndex {
    /// Returns the connector's place among all connectors of the network.
    #[must_use]
    pub const fn place(self) -> usize {
        self.0
    }
}

//! What a report keeps to answer further questions from.

use crate::network::{Network, PrivateNetworkIndex, VpcIndex};
use crate::peering::Peering;
use crate::routing::Routing;
use crate::routing::reach::Reachability;
use crate::scenario::Scenario;

/// The judged network, and the ids to answer with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) routing: Routing,
    pub(super) reach: Reachability,
    vpcs: Vec<String>,
    private_networks: Vec<String>,
}

impl Model {
    pub(super) fn new(scenario: &Scenario, network: Network, peering: Peering) -> Self {
        let id = |entity| scenario.id_of(entity).unwrap_or_default().to_owned();
        let vpcs = network.vpcs().map(|(_, vpc)| id(vpc.entity)).collect();
        let networks = network.private_networks();
        let private_networks = networks.map(|(_, network)| id(network.entity)).collect();
        let routing = Routing::new(network, peering);
        Self {
            reach: Reachability::new(&routing),
            routing,
            vpcs,
            private_networks,
        }
    }

    pub(super) const fn network(&self) -> &Network {
        self.routing.network()
    }

    pub(super) fn vpc_id(&self, vpc: VpcIndex) -> &str {
        self.vpcs.get(vpc.place()).map_or("", String::as_str)
    }

    pub(super) fn private_network_id(&self, network: PrivateNetworkIndex) -> &str {
        let id = self.private_networks.get(network.place());
        id.map_or("", String::as_str)
    }
}

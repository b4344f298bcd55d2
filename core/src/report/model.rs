//! What a report keeps to answer further questions from.

use crate::later::Later;
use crate::network::{Network, PrivateNetworkIndex, ResourceIndex, VpcIndex};
use crate::peering::Peering;
use crate::routing::Routing;
use crate::routing::reach::Reachability;
use crate::scenario::Scenario;

/// The judged network, and the ids to answer with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) routing: Routing,
    reach: Later<Reachability>,
    vpcs: Vec<String>,
    private_networks: Vec<String>,
    /// What packets can be sent from or to, by id, sorted.
    ends: Vec<(String, NamedEnd)>,
}

/// What packets can be sent from or to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedEnd {
    Vpc(VpcIndex),
    PrivateNetwork(PrivateNetworkIndex),
    Resource(ResourceIndex),
}

impl Model {
    pub(super) fn new(scenario: &Scenario, network: Network, peering: Peering) -> Self {
        let id = |entity| scenario.id_of(entity).unwrap_or_default().to_owned();
        let vpcs: Vec<String> = network.vpcs().map(|(_, vpc)| id(vpc.entity)).collect();
        let networks = network.private_networks();
        let private_networks: Vec<String> = networks.map(|(_, pn)| id(pn.entity)).collect();
        let ends_of_vpcs = network.vpcs().map(|(index, _)| NamedEnd::Vpc(index));
        let ends_of_networks = network
            .private_networks()
            .map(|(index, _)| NamedEnd::PrivateNetwork(index));
        let resources = network
            .resources()
            .map(|(index, resource)| (id(resource.entity), NamedEnd::Resource(index)));
        let mut ends: Vec<(String, NamedEnd)> = vpcs
            .iter()
            .cloned()
            .zip(ends_of_vpcs)
            .chain(private_networks.iter().cloned().zip(ends_of_networks))
            .chain(resources)
            .collect();
        ends.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Self {
            routing: Routing::new(network, peering),
            reach: Later::new(),
            vpcs,
            private_networks,
            ends,
        }
    }

    /// Finds what an id names that packets can be sent from or to.
    pub(super) fn end(&self, id: &str) -> Option<NamedEnd> {
        let place = self
            .ends
            .binary_search_by(|(known, _)| known.as_str().cmp(id));
        self.ends.get(place.ok()?).map(|&(_, end)| end)
    }

    /// Returns what routing delivers, which is worked out when it is first asked
    /// for.
    pub(super) fn reach(&self) -> &Reachability {
        self.reach.get(|| Reachability::new(&self.routing))
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

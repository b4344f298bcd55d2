//! What of a scenario takes part in the judgement (§2).

use std::collections::HashSet;

use peerlab_core::scenario::{Acl, AclAction, Protocol, Scenario};

use super::prefix::{Address, Family, Prefix};

/// What takes part, each list in document order; places are places in these
/// lists.
#[derive(Default)]
pub(super) struct Network<'s> {
    pub(super) vpcs: Vec<Vpc<'s>>,
    pub(super) private_networks: Vec<PrivateNetwork<'s>>,
    pub(super) resources: Vec<Resource<'s>>,
    pub(super) connectors: Vec<Connector<'s>>,
    pub(super) routes: Vec<Route<'s>>,
    pub(super) ingress_rules: Vec<IngressRule<'s>>,
}

pub(super) struct Vpc<'s> {
    pub(super) id: &'s str,
    pub(super) region: &'s str,
    pub(super) routing_enabled: bool,
    pub(super) transitivity_enabled: bool,
    /// The network ACL of each family, IPv4 first.
    pub(super) acls: [Option<AccessList>; 2],
}

pub(super) struct PrivateNetwork<'s> {
    pub(super) id: &'s str,
    pub(super) vpc: usize,
    pub(super) subnets: Vec<Prefix>,
    pub(super) receives_default_routes: bool,
}

pub(super) struct Resource<'s> {
    pub(super) id: &'s str,
    pub(super) private_network: usize,
    pub(super) addresses: Vec<Address>,
}

pub(super) struct Connector<'s> {
    pub(super) id: &'s str,
    pub(super) origin: usize,
    /// `None` is a VPC that the scenario does not know.
    pub(super) target: Option<usize>,
}

pub(super) struct Route<'s> {
    pub(super) id: &'s str,
    pub(super) vpc: usize,
    pub(super) destination: Prefix,
    pub(super) next_hop: NextHop,
}

#[derive(Clone, Copy)]
pub(super) enum NextHop {
    Connector(usize),
    /// A Private Network, or a resource in it.
    Inside(usize),
    /// None is given, or what is given is not there.
    Missing,
}

pub(super) struct IngressRule<'s> {
    pub(super) id: &'s str,
    pub(super) vpc: usize,
    pub(super) source: Prefix,
    /// Whether its address lies in the Private Network it names, in its VPC.
    pub(super) is_sound: bool,
}

pub(super) struct AccessList {
    pub(super) rules: Vec<AccessRule>,
    pub(super) accepts_the_rest: bool,
}

pub(super) struct AccessRule {
    pub(super) protocol: Protocol,
    pub(super) source: Option<Prefix>,
    pub(super) source_ports: (u32, u32),
    pub(super) destination: Option<Prefix>,
    pub(super) destination_ports: (u32, u32),
    pub(super) accepts: bool,
}

impl<'s> Network<'s> {
    /// An entity with a known id, or without a known owner, takes no part.
    pub(super) fn of(scenario: &'s Scenario) -> Self {
        let mut ids = HashSet::new();
        let mut network = Self::default();
        for vpc in &scenario.vpcs {
            if ids.insert(vpc.id.as_str()) {
                network.vpcs.push(Vpc {
                    id: &vpc.id,
                    region: &vpc.region,
                    routing_enabled: vpc.routing_enabled,
                    transitivity_enabled: vpc.transitivity_enabled,
                    acls: [false, true].map(|is_ipv6| access_list(scenario, &vpc.id, is_ipv6)),
                });
            }
        }
        for private_network in &scenario.private_networks {
            let is_first = ids.insert(&private_network.id);
            if let (true, Some(vpc)) = (is_first, network.vpc(&private_network.vpc_id)) {
                let subnets = private_network.subnets.iter();
                network.private_networks.push(PrivateNetwork {
                    id: &private_network.id,
                    vpc,
                    subnets: subnets.filter_map(|text| Prefix::read(text)).collect(),
                    receives_default_routes: private_network.default_route_propagation_enabled,
                });
            }
        }
        for resource in &scenario.resources {
            let is_first = ids.insert(&resource.id);
            let place = network.private_network(&resource.private_network_id);
            if let (true, Some(private_network)) = (is_first, place) {
                let addresses = resource.addresses.iter();
                network.resources.push(Resource {
                    id: &resource.id,
                    private_network,
                    addresses: addresses.filter_map(|text| Address::read(text)).collect(),
                });
            }
        }
        for connector in &scenario.vpc_connectors {
            let is_first = ids.insert(&connector.id);
            if let (true, Some(origin)) = (is_first, network.vpc(&connector.vpc_id)) {
                let target = network.vpc(&connector.target_vpc_id);
                network.connectors.push(Connector {
                    id: &connector.id,
                    origin,
                    target,
                });
            }
        }
        for route in &scenario.routes {
            let is_first = ids.insert(&route.id);
            let read = Prefix::read(&route.destination);
            if let (true, Some(vpc), Some(destination)) =
                (is_first, network.vpc(&route.vpc_id), read)
            {
                let next_hop = network.next_hop(route);
                network.routes.push(Route {
                    id: &route.id,
                    vpc,
                    destination,
                    next_hop,
                });
            }
        }
        for rule in &scenario.ingress_rules {
            let is_first = ids.insert(&rule.id);
            let read = Prefix::read(&rule.source);
            if let (true, Some(vpc), Some(source)) = (is_first, network.vpc(&rule.vpc_id), read) {
                let address = Address::read(&rule.nexthop_resource_ip);
                let is_sound = network
                    .private_network(&rule.nexthop_private_network_id)
                    .zip(address)
                    .is_some_and(|(place, address)| {
                        network.private_networks[place].vpc == vpc
                            && network.lies_in(address, place)
                    });
                network.ingress_rules.push(IngressRule {
                    id: &rule.id,
                    vpc,
                    source,
                    is_sound,
                });
            }
        }
        network
    }

    pub(super) fn vpc(&self, id: &str) -> Option<usize> {
        self.vpcs.iter().position(|vpc| vpc.id == id)
    }

    pub(super) fn private_network(&self, id: &str) -> Option<usize> {
        self.private_networks
            .iter()
            .position(|known| known.id == id)
    }

    pub(super) fn resource(&self, id: &str) -> Option<&Resource<'s>> {
        self.resources.iter().find(|known| known.id == id)
    }

    pub(super) fn lies_in(&self, address: Address, private_network: usize) -> bool {
        let subnets = &self.private_networks[private_network].subnets;
        subnets.iter().any(|subnet| subnet.holds(address))
    }

    pub(super) fn has_family(&self, private_network: usize, family: Family) -> bool {
        let subnets = &self.private_networks[private_network].subnets;
        subnets.iter().any(|subnet| subnet.family == family)
    }

    /// Of several next hops the connector is used (§1), then the resource.
    fn next_hop(&self, route: &peerlab_core::scenario::Route) -> NextHop {
        if let Some(id) = &route.nexthop_vpc_connector_id {
            let place = self.connectors.iter().position(|known| known.id == id);
            return place.map_or(NextHop::Missing, NextHop::Connector);
        }
        let place = match (
            &route.nexthop_resource_id,
            &route.nexthop_private_network_id,
        ) {
            (Some(id), _) => self.resource(id).map(|resource| resource.private_network),
            (None, Some(id)) => self.private_network(id),
            (None, None) => None,
        };
        place.map_or(NextHop::Missing, NextHop::Inside)
    }

    /// Every prefix that a packet of a family is ever compared with.
    pub(super) fn prefixes(&self, family: Family) -> Vec<Prefix> {
        let subnets = self
            .private_networks
            .iter()
            .flat_map(|known| &known.subnets);
        let destinations = self.routes.iter().map(|route| &route.destination);
        let sources = self.ingress_rules.iter().map(|rule| &rule.source);
        let lists = self.vpcs.iter().flat_map(|vpc| vpc.acls.iter().flatten());
        let rules = lists.flat_map(|list| &list.rules);
        let filtered = rules.flat_map(|rule| rule.source.iter().chain(&rule.destination));
        subnets
            .chain(destinations)
            .chain(sources)
            .chain(filtered)
            .filter(|prefix| prefix.family == family)
            .copied()
            .collect()
    }
}

/// The network ACL of a VPC and family; of two the first counts.
fn access_list(scenario: &Scenario, vpc: &str, is_ipv6: bool) -> Option<AccessList> {
    let of_family = |acl: &&Acl| acl.vpc_id == vpc && acl.is_ipv6 == is_ipv6;
    let acl = scenario.acls.iter().find(of_family)?;
    let rules = acl.rules.iter().map(|rule| AccessRule {
        protocol: rule.protocol,
        source: Prefix::read(&rule.source),
        source_ports: (rule.src_port_low, rule.src_port_high),
        destination: Prefix::read(&rule.destination),
        destination_ports: (rule.dst_port_low, rule.dst_port_high),
        accepts: rule.action == AclAction::Accept,
    });
    Some(AccessList {
        rules: rules.collect(),
        accepts_the_rest: acl.default_policy == AclAction::Accept,
    })
}

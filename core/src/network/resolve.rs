//! From the document to the network.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::net::IpAddr;

use super::ids::Ids;
use super::{
    Acl, AclRule, Connector, ConnectorIndex, IngressRule, Network, NextHop, PrivateNetwork,
    PrivateNetworkIndex, Resource, ResourceIndex, Route, RouteIndex, Subnet, Told, Vpc, VpcIndex,
};
use crate::check::{Context, Diagnostic, InvalidAddress, InvalidCidr, Named, UnknownReference};
use crate::cidr::{Cidr, parse_address};
use crate::order::{Numbers, sort, sort_by};
use crate::scenario::{self, Entity, Kind, Scenario};

/// Resolves a document into a network, with the problems found on the way.
///
/// Takes O(n log n) time for n entities.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "a"}], "private_networks": [
///         {"id": "web", "vpc_id": "a", "subnets": ["10.0.0.1/22", "10.0.4.0/22"]}]}"#,
/// )?;
/// let (network, problems) = resolve(&scenario);
/// let subnets: Vec<_> = network.private_networks().flat_map(|(_, pn)| &pn.subnets).collect();
/// assert_eq!(subnets.len(), 1, "what can be read takes part");
/// assert_eq!(problems[0].code().as_str(), "invalid-cidr");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn resolve(scenario: &Scenario) -> (Network, Vec<Diagnostic>) {
    let (ids, duplicates) = Ids::of(scenario);
    let mut resolver = Resolver {
        scenario,
        ids,
        network: Network::default(),
        places: Default::default(),
        diagnostics: duplicates
            .into_iter()
            .map(|(at, duplicate)| Diagnostic::new(at, duplicate))
            .collect(),
    };
    // Owners before what they own, next hops before the routes to them.
    resolver.vpcs();
    resolver.private_networks();
    resolver.resources();
    resolver.connectors();
    resolver.routes();
    resolver.ingress_rules();
    resolver.acls();
    (resolver.network, resolver.diagnostics)
}

struct Resolver<'s> {
    scenario: &'s Scenario,
    ids: Ids<'s>,
    network: Network,
    /// For each kind, where the network has what the document has at a place.
    places: [Vec<Option<usize>>; Kind::COUNT],
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Resolver<'s> {
    fn vpcs(&mut self) {
        let mut regions = Numbers::new();
        // In the view of an owner, the others' VPCs are no more than ids.
        let seen_by = self.scenario.seen_by.as_ref();
        let owned = seen_by.map(|viewer| viewer.owned(self.scenario));
        let is_opaque = |index| owned.as_ref().is_some_and(|o| o.get(index) == Some(&false));
        for (index, vpc) in self.scenario.vpcs.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Vpc,
                index,
            };
            if !self.ids.is_first(entity) || is_opaque(index) {
                continue;
            }
            let here = VpcIndex::at(self.network.vpcs.len());
            self.place(entity, here.place());
            self.network.vpcs.push(Vpc {
                entity,
                region: VpcIndex::at(
                    *regions
                        .entry(Cow::from(&vpc.region))
                        .or_insert(here.place()),
                ),
                routing_enabled: vpc.routing_enabled,
                transitivity_enabled: vpc.transitivity_enabled,
                private_networks: Vec::new(),
                subnets: Vec::new(),
                connectors: Vec::new(),
                routes: Vec::new(),
                ingress_rules: Vec::new(),
                acls: [None, None],
            });
        }
    }

    fn private_networks(&mut self) {
        for (index, written) in self.scenario.private_networks.iter().enumerate() {
            let entity = Entity {
                kind: Kind::PrivateNetwork,
                index,
            };
            let mut subnets: Vec<Cidr> = Vec::with_capacity(written.subnets.len());
            for (at, text) in written.subnets.iter().enumerate() {
                subnets.extend(self.cidr(entity, || format!("subnets[{at}]"), text));
            }
            let vpc = self.owner(entity, "vpc_id", &written.vpc_id, Kind::Vpc);
            let (Some(vpc), true) = (vpc, self.ids.is_first(entity)) else {
                continue;
            };
            sort(&mut subnets);
            let here = PrivateNetworkIndex::at(self.network.private_networks.len());
            self.place(entity, here.place());
            if let Some(vpc) = self.network.vpcs.get_mut(vpc) {
                vpc.private_networks.push(here);
                vpc.subnets.extend(subnets.iter().map(|&cidr| Subnet {
                    cidr,
                    private_network: here,
                }));
            }
            self.network.private_networks.push(PrivateNetwork {
                entity,
                vpc: VpcIndex::at(vpc),
                subnets,
                receives_default_routes: written.default_route_propagation_enabled,
            });
        }
        for vpc in &mut self.network.vpcs {
            sort(&mut vpc.subnets);
        }
    }

    fn resources(&mut self) {
        for (index, written) in self.scenario.resources.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Resource,
                index,
            };
            let mut addresses = Vec::with_capacity(written.addresses.len());
            for (at, text) in written.addresses.iter().enumerate() {
                addresses.extend(self.address(entity, || format!("addresses[{at}]"), text));
            }
            let network = &written.private_network_id;
            let network = self.owner(entity, "private_network_id", network, Kind::PrivateNetwork);
            if let (Some(network), true) = (network, self.ids.is_first(entity)) {
                self.place(entity, self.network.resources.len());
                self.network.resources.push(Resource {
                    entity,
                    private_network: PrivateNetworkIndex::at(network),
                    addresses,
                });
            }
        }
    }

    fn connectors(&mut self) {
        for (index, written) in self.scenario.vpc_connectors.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Connector,
                index,
            };
            let origin = self.owner(entity, "vpc_id", &written.vpc_id, Kind::Vpc);
            let (Some(origin), true) = (origin, self.ids.is_first(entity)) else {
                continue;
            };
            let here = ConnectorIndex::at(self.network.connectors.len());
            self.place(entity, here.place());
            if let Some(vpc) = self.network.vpcs.get_mut(origin) {
                vpc.connectors.push(here);
            }
            let target = self
                .find(&written.target_vpc_id, Kind::Vpc)
                .map(VpcIndex::at);
            let is_unseen = self.scenario.seen_by.is_some() && target.is_none();
            let told = is_unseen.then_some(match written.status.as_deref() {
                Some("peered") => Told::Peered,
                Some("conflict") => Told::Conflict,
                // So is a new one, until the platform tells otherwise.
                _ => Told::Orphan,
            });
            self.network.connectors.push(Connector {
                entity,
                origin: VpcIndex::at(origin),
                target,
                told,
            });
        }
    }

    fn routes(&mut self) {
        for (index, written) in self.scenario.routes.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Route,
                index,
            };
            let vpc = self.owner(entity, "vpc_id", &written.vpc_id, Kind::Vpc);
            let destination = self.cidr(entity, || "destination".to_owned(), &written.destination);
            let (Some(vpc), Some(destination), true) =
                (vpc, destination, self.ids.is_first(entity))
            else {
                continue;
            };
            let here = RouteIndex::at(self.network.routes.len());
            self.place(entity, here.place());
            let vpc = VpcIndex::at(vpc);
            let next_hop = self.next_hop(vpc, written);
            if let Some(vpc) = self.network.vpcs.get_mut(vpc.place()) {
                vpc.routes.push(here);
            }
            self.network.routes.push(Route {
                entity,
                vpc,
                destination,
                next_hop,
            });
        }
    }

    /// Finds a route's next hop. A connector beside another is used; of a
    /// resource and a Private Network the resource is.
    fn next_hop(&self, vpc: VpcIndex, written: &'s scenario::Route) -> NextHop {
        let missing = |id: &str| NextHop::Missing {
            elsewhere: self.ids.entity(id).is_some(),
        };
        let is_here =
            |network: &PrivateNetworkIndex| self.network.private_network(*network).vpc == vpc;
        if let Some(id) = &written.nexthop_vpc_connector_id {
            return self.find(id, Kind::Connector).map_or_else(
                || missing(id),
                |place| NextHop::Connector(ConnectorIndex::at(place)),
            );
        }
        if let Some(id) = &written.nexthop_resource_id {
            return self
                .find(id, Kind::Resource)
                .map(ResourceIndex::at)
                .filter(|resource| is_here(&self.network.resource(*resource).private_network))
                .map_or_else(|| missing(id), NextHop::Resource);
        }
        match &written.nexthop_private_network_id {
            Some(id) => self
                .find(id, Kind::PrivateNetwork)
                .map(PrivateNetworkIndex::at)
                .filter(is_here)
                .map_or_else(|| missing(id), NextHop::PrivateNetwork),
            None => NextHop::Unclear,
        }
    }

    fn ingress_rules(&mut self) {
        for (index, written) in self.scenario.ingress_rules.iter().enumerate() {
            let entity = Entity {
                kind: Kind::IngressRule,
                index,
            };
            let vpc = self.owner(entity, "vpc_id", &written.vpc_id, Kind::Vpc);
            let source = self.cidr(entity, || "source".to_owned(), &written.source);
            let address = &written.nexthop_resource_ip;
            let address = self.address(entity, || "nexthop_resource_ip".to_owned(), address);
            let (Some(vpc), Some(source), true) = (vpc, source, self.ids.is_first(entity)) else {
                continue;
            };
            let private_network = self
                .find(&written.nexthop_private_network_id, Kind::PrivateNetwork)
                .map(PrivateNetworkIndex::at)
                .filter(|&network| self.network.private_network(network).vpc == VpcIndex::at(vpc));
            if let Some(vpc) = self.network.vpcs.get_mut(vpc) {
                vpc.ingress_rules.push(IngressRule {
                    entity,
                    source,
                    address,
                    private_network,
                });
            }
        }
        for vpc in &mut self.network.vpcs {
            let length = |rule: &IngressRule| Reverse(rule.source.length());
            sort_by(&mut vpc.ingress_rules, |a, b| length(a).cmp(&length(b)));
        }
    }

    fn acls(&mut self) {
        for (index, written) in self.scenario.acls.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Acl,
                index,
            };
            let mut rules = Vec::with_capacity(written.rules.len());
            for (place, rule) in written.rules.iter().enumerate() {
                let field = |name: &'static str| move || format!("rules[{place}].{name}");
                let source = self.cidr(entity, field("source"), &rule.source);
                let destination = self.cidr(entity, field("destination"), &rule.destination);
                if let (Some(source), Some(destination)) = (source, destination) {
                    rules.push(AclRule {
                        place,
                        protocol: rule.protocol,
                        source,
                        source_ports: (rule.src_port_low, rule.src_port_high),
                        destination,
                        destination_ports: (rule.dst_port_low, rule.dst_port_high),
                        action: rule.action,
                    });
                }
            }
            let vpc = self.owner(entity, "vpc_id", &written.vpc_id, Kind::Vpc);
            if let Some(vpc) = vpc.and_then(|vpc| self.network.vpcs.get_mut(vpc)) {
                let [ipv4, ipv6] = &mut vpc.acls;
                let list = if written.is_ipv6 { ipv6 } else { ipv4 };
                // Of two lists for one family the first is used.
                list.get_or_insert(Acl {
                    entity,
                    default_policy: written.default_policy,
                    rules,
                });
            }
        }
    }

    fn cidr(&mut self, entity: Entity, field: impl FnOnce() -> String, text: &str) -> Option<Cidr> {
        Cidr::parse(text)
            .map_err(|error| {
                let invalid = InvalidCidr {
                    owner: Named::of(self.scenario, entity),
                    kind: entity.kind.noun(),
                    path: path(entity, &field()),
                    text: text.to_owned(),
                    reason: error.to_string(),
                    meant: error.meant(),
                };
                self.report(entity, invalid);
            })
            .ok()
    }

    fn address(
        &mut self,
        entity: Entity,
        field: impl FnOnce() -> String,
        text: &str,
    ) -> Option<IpAddr> {
        parse_address(text)
            .map_err(|error| {
                let invalid = InvalidAddress {
                    owner: Named::of(self.scenario, entity),
                    kind: entity.kind.noun(),
                    path: path(entity, &field()),
                    text: text.to_owned(),
                    reason: error.to_string(),
                    meant: error.meant(),
                };
                self.report(entity, invalid);
            })
            .ok()
    }

    /// Resolves the reference to an entity's owner, to its place in the
    /// network; without it the entity takes no part. An owner that takes no
    /// part itself is named by itself.
    fn owner(&mut self, entity: Entity, field: &str, id: &'s str, kind: Kind) -> Option<usize> {
        let found = self.ids.find(id, kind);
        if found.is_none() {
            let unknown = UnknownReference {
                owner: Named::of(self.scenario, entity),
                kind: entity.kind.noun(),
                path: path(entity, field),
                expected: kind.noun(),
                id: id.to_owned(),
                is: self.ids.entity(id).map(|other| other.kind.noun()),
                meant: self.ids.guess(id, kind),
            };
            self.report(entity, unknown);
        }
        self.placed(found?, kind)
    }

    /// Returns the place in the network of what an id of a kind names.
    fn find(&self, id: &'s str, kind: Kind) -> Option<usize> {
        self.placed(self.ids.find(id, kind)?, kind)
    }

    fn placed(&self, index: usize, kind: Kind) -> Option<usize> {
        let places = self.places.get(kind as usize)?;
        places.get(index).copied().flatten()
    }

    /// Remembers where the network has an entity.
    fn place(&mut self, entity: Entity, place: usize) {
        if let Some(places) = self.places.get_mut(entity.kind as usize) {
            places.resize(entity.index, None);
            places.push(Some(place));
        }
    }

    fn report(&mut self, entity: Entity, context: impl Into<Context>) {
        self.diagnostics
            .push(Diagnostic::new(Some(entity), context));
    }
}

/// Writes the way to a field of an entity, as in `routes[0].destination`.
fn path(entity: Entity, field: &str) -> String {
    format!("{}[{}].{field}", entity.kind.list(), entity.index)
}

//! From the document to the network.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::{Connector, ConnectorIndex, Network, Subnet, Vpc, VpcIndex};
use crate::check::{Diagnostic, DuplicateId, InvalidAddress, InvalidCidr, Named, UnknownReference};
use crate::cidr::{Cidr, parse_address};
use crate::nearest::nearest;
use crate::scenario::{Entity, Kind, Scenario};

/// Resolves a document into a network, with the problems found on the way.
///
/// Takes O(n log n) time for n entities.
#[must_use]
pub fn resolve(scenario: &Scenario) -> (Network, Vec<Diagnostic>) {
    let mut resolver = Resolver {
        scenario,
        ids: Vec::new(),
        diagnostics: Vec::new(),
        guesses_left: GUESSES,
    };
    resolver.index_ids();
    let network = resolver.network();
    resolver.check_texts();
    (network, resolver.diagnostics)
}

/// How many unknown references get a "did you mean": each compares all ids of
/// a list, and a document with more is broken in another way.
const GUESSES: usize = 100;

struct Resolver<'s> {
    scenario: &'s Scenario,
    /// Every id with the first entity that has it, sorted by id.
    ids: Vec<(&'s str, Entity)>,
    diagnostics: Vec<Diagnostic>,
    guesses_left: usize,
}

impl<'s> Resolver<'s> {
    fn index_ids(&mut self) {
        let mut all: Vec<(&str, Entity)> = self
            .scenario
            .entities()
            .map(|(entity, id)| (id, entity))
            .collect();
        all.sort_unstable();
        for same in all.chunk_by(|(a, _), (b, _)| a == b) {
            if let [(id, first), rest @ ..] = same {
                self.ids.push((id, *first));
                if let Some((_, second)) = rest.first() {
                    let duplicate = DuplicateId {
                        id: (*id).to_owned(),
                        kinds: same.iter().map(|(_, entity)| entity.kind.noun()).collect(),
                    };
                    self.report(*second, duplicate);
                }
            }
        }
        self.check_list_of_names();
    }

    /// Organisations and projects only give names to ids. The platform gives an
    /// organisation's default project the organisation's own id, so each list
    /// has its ids for itself.
    fn check_list_of_names(&mut self) {
        let organizations = self.scenario.organizations.iter();
        let projects = self.scenario.projects.iter();
        let lists: [(&'static str, Vec<&'s str>); 2] = [
            (
                "organisation",
                organizations.map(|o| o.id.as_str()).collect(),
            ),
            ("project", projects.map(|p| p.id.as_str()).collect()),
        ];
        for (noun, mut ids) in lists {
            ids.sort_unstable();
            for same in ids.chunk_by(|a, b| a == b) {
                if let [id, _, ..] = same {
                    let duplicate = DuplicateId {
                        id: (*id).to_owned(),
                        kinds: vec![noun; same.len()],
                    };
                    self.diagnostics.push(Diagnostic::new(None, duplicate));
                }
            }
        }
    }

    /// Returns the place in its list of the entity with this id and kind.
    fn find(&self, id: &str, kind: Kind) -> Option<usize> {
        self.entity(id)
            .filter(|entity| entity.kind == kind)
            .map(|entity| entity.index)
    }

    fn entity(&self, id: &str) -> Option<Entity> {
        let place = self
            .ids
            .binary_search_by(|(known, _)| known.cmp(&id))
            .ok()?;
        self.ids.get(place).map(|&(_, entity)| entity)
    }

    /// Tells whether the entity is the first with its id: the others take no
    /// part.
    fn takes_part(&self, entity: Entity, id: &str) -> bool {
        self.entity(id) == Some(entity)
    }

    fn network(&mut self) -> Network {
        let scenario = self.scenario;
        // Where the network has the VPC that the document has at a place.
        let mut vpc_at = vec![None; scenario.vpcs.len()];
        let mut vpcs: Vec<Vpc> = Vec::with_capacity(scenario.vpcs.len());
        let mut regions = BTreeMap::new();
        for (index, vpc) in scenario.vpcs.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Vpc,
                index,
            };
            if !self.takes_part(entity, &vpc.id) {
                continue;
            }
            let here = VpcIndex(vpcs.len());
            let region = *regions.entry(vpc.region.as_str()).or_insert(here);
            if let Some(at) = vpc_at.get_mut(index) {
                *at = Some(here);
            }
            vpcs.push(Vpc {
                entity,
                region,
                subnets: Vec::new(),
                private_network_count: 0,
                connectors: Vec::new(),
            });
        }
        let resolved = |index: usize| vpc_at.get(index).copied().flatten();
        self.add_private_networks(&mut vpcs, resolved);
        let connectors = self.connectors(&mut vpcs, resolved);
        Network { vpcs, connectors }
    }

    fn add_private_networks(
        &mut self,
        vpcs: &mut [Vpc],
        resolved: impl Fn(usize) -> Option<VpcIndex>,
    ) {
        for (index, network) in self.scenario.private_networks.iter().enumerate() {
            let private_network = Entity {
                kind: Kind::PrivateNetwork,
                index,
            };
            let subnets: Vec<Subnet> = network
                .subnets
                .iter()
                .enumerate()
                .filter_map(|(at, text)| {
                    let field = format!("subnets[{at}]");
                    let cidr = self.cidr(private_network, &field, text)?;
                    Some(Subnet {
                        cidr,
                        private_network,
                    })
                })
                .collect();
            let Some(vpc) = self.owner(private_network, "vpc_id", &network.vpc_id, Kind::Vpc)
            else {
                continue;
            };
            let vpc = resolved(vpc).and_then(|vpc| vpcs.get_mut(vpc.0));
            if let Some(vpc) = vpc
                && self.takes_part(private_network, &network.id)
            {
                vpc.subnets.extend(subnets);
                vpc.private_network_count += 1;
            }
        }
        for vpc in vpcs {
            vpc.subnets.sort_unstable();
        }
    }

    fn connectors(
        &mut self,
        vpcs: &mut [Vpc],
        resolved: impl Fn(usize) -> Option<VpcIndex>,
    ) -> Vec<Connector> {
        let mut connectors = Vec::with_capacity(self.scenario.vpc_connectors.len());
        for (index, connector) in self.scenario.vpc_connectors.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Connector,
                index,
            };
            let origin = self.owner(entity, "vpc_id", &connector.vpc_id, Kind::Vpc);
            let Some(origin) = origin.and_then(&resolved) else {
                continue;
            };
            if !self.takes_part(entity, &connector.id) {
                continue;
            }
            if let Some(vpc) = vpcs.get_mut(origin.0) {
                vpc.connectors.push(ConnectorIndex(connectors.len()));
            }
            let target = self.find(&connector.target_vpc_id, Kind::Vpc);
            connectors.push(Connector {
                entity,
                origin,
                target: target.and_then(&resolved),
            });
        }
        connectors
    }

    /// Checks the texts of what the network does not hold.
    fn check_texts(&mut self) {
        let scenario = self.scenario;
        for (index, resource) in scenario.resources.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Resource,
                index,
            };
            let network = &resource.private_network_id;
            self.owner(entity, "private_network_id", network, Kind::PrivateNetwork);
            for (at, text) in resource.addresses.iter().enumerate() {
                self.address(entity, &format!("addresses[{at}]"), text);
            }
        }
        for (index, route) in scenario.routes.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Route,
                index,
            };
            self.owner(entity, "vpc_id", &route.vpc_id, Kind::Vpc);
            self.cidr(entity, "destination", &route.destination);
        }
        for (index, rule) in scenario.ingress_rules.iter().enumerate() {
            let entity = Entity {
                kind: Kind::IngressRule,
                index,
            };
            self.owner(entity, "vpc_id", &rule.vpc_id, Kind::Vpc);
            self.cidr(entity, "source", &rule.source);
            self.address(entity, "nexthop_resource_ip", &rule.nexthop_resource_ip);
        }
        for (index, acl) in scenario.acls.iter().enumerate() {
            let entity = Entity {
                kind: Kind::Acl,
                index,
            };
            self.owner(entity, "vpc_id", &acl.vpc_id, Kind::Vpc);
            for (at, rule) in acl.rules.iter().enumerate() {
                self.cidr(entity, &format!("rules[{at}].source"), &rule.source);
                self.cidr(
                    entity,
                    &format!("rules[{at}].destination"),
                    &rule.destination,
                );
            }
        }
    }

    fn cidr(&mut self, entity: Entity, field: &str, text: &str) -> Option<Cidr> {
        match Cidr::parse(text) {
            Ok(cidr) => Some(cidr),
            Err(error) => {
                let invalid = InvalidCidr {
                    owner: self.named(entity),
                    kind: entity.kind.noun(),
                    path: path(entity, field),
                    text: text.to_owned(),
                    reason: error.to_string(),
                    meant: error.meant(),
                };
                self.report(entity, invalid);
                None
            }
        }
    }

    fn address(&mut self, entity: Entity, field: &str, text: &str) -> Option<IpAddr> {
        match parse_address(text) {
            Ok(address) => Some(address),
            Err(error) => {
                let invalid = InvalidAddress {
                    owner: self.named(entity),
                    kind: entity.kind.noun(),
                    path: path(entity, field),
                    text: text.to_owned(),
                    reason: error.to_string(),
                };
                self.report(entity, invalid);
                None
            }
        }
    }

    /// Resolves the reference to an entity's owner; without it the entity takes
    /// no part.
    fn owner(&mut self, entity: Entity, field: &str, id: &str, kind: Kind) -> Option<usize> {
        let found = self.find(id, kind);
        if found.is_none() {
            let meant = if self.guesses_left > 0 {
                self.guesses_left -= 1;
                self.guess(id, kind)
            } else {
                None
            };
            let unknown = UnknownReference {
                owner: self.named(entity),
                kind: entity.kind.noun(),
                path: path(entity, field),
                expected: kind.noun(),
                id: id.to_owned(),
                is: self.entity(id).map(|other| other.kind.noun()),
                meant,
            };
            self.report(entity, unknown);
        }
        found
    }

    /// Returns the id of the list that was probably meant: a near one, or the
    /// one whose name was written.
    fn guess(&self, written: &str, kind: Kind) -> Option<String> {
        let of_kind = || {
            self.scenario
                .entities()
                .filter(move |(entity, _)| entity.kind == kind)
        };
        let by_name = of_kind()
            .find(|(entity, _)| self.scenario.label_of(*entity) == Some(written))
            .map(|(_, id)| id);
        by_name
            .or_else(|| nearest(written, of_kind().map(|(_, id)| id)))
            .map(str::to_owned)
    }

    fn report(&mut self, entity: Entity, context: impl Into<crate::check::Context>) {
        self.diagnostics
            .push(Diagnostic::new(Some(entity), context));
    }

    fn named(&self, entity: Entity) -> Named {
        Named::of(self.scenario, entity)
    }
}

/// Writes the way to a field of an entity, as in `routes[0].destination`.
fn path(entity: Entity, field: &str) -> String {
    format!("{}[{}].{field}", entity.kind.list(), entity.index)
}

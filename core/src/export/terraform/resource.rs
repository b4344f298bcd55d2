//! What a scenario holds, as resources of the platform's provider.

use std::collections::BTreeMap;

use super::block::{Block, Value};
use super::label::{Labels, Type, is_uuid, type_of};
use crate::export::rule::{action, protocol, without_scope};
use crate::scenario::{
    Acl, AclRule, Entity, IngressRule, Kind, PrivateNetwork, Route, Scenario, Vpc, VpcConnector,
};

/// Makes resources of what a scenario holds.
pub(super) struct Resources<'a> {
    scenario: &'a Scenario,
    /// The first entity of each id: the one that others mean.
    entities: BTreeMap<&'a str, Entity>,
    labels: &'a Labels,
}

impl<'a> Resources<'a> {
    pub(super) fn new(scenario: &'a Scenario, labels: &'a Labels) -> Self {
        let mut entities = BTreeMap::new();
        for (entity, id) in scenario.entities() {
            entities.entry(id).or_insert(entity);
        }
        Self {
            scenario,
            entities,
            labels,
        }
    }

    /// Returns the entity that an id means.
    pub(super) fn entity(&self, id: &str) -> Option<Entity> {
        self.entities.get(id).copied()
    }

    /// Makes a resource of an entity; `None` where it is none of a VPC's.
    pub(super) fn block(&self, entity: Entity) -> Option<Block> {
        let Entity { kind, index } = entity;
        let scenario = self.scenario;
        let id = scenario.id_of(entity)?;
        let of = type_of(kind)?;
        let block = Block::new(of, self.labels.of(of, id).unwrap_or(id));
        match kind {
            Kind::Vpc => Some(vpc(block, scenario.vpcs.get(index)?)),
            Kind::PrivateNetwork => {
                Some(self.network(block, scenario.private_networks.get(index)?))
            }
            Kind::Connector => Some(self.connector(block, scenario.vpc_connectors.get(index)?)),
            Kind::Route => Some(self.route(block, scenario.routes.get(index)?)),
            Kind::IngressRule => Some(self.ingress_rule(block, scenario.ingress_rules.get(index)?)),
            Kind::Acl | Kind::Resource => None,
        }
    }

    /// Makes a resource of the ACL of a VPC and family; of a VPC without one,
    /// what the platform takes for it.
    pub(super) fn acl(&self, vpc_id: &str, is_ipv6: bool) -> Block {
        let label = self.labels.of_acl(vpc_id, is_ipv6).unwrap_or(vpc_id);
        let mut block = Block::new("scaleway_vpc_acl", label);
        let is_it = |acl: &&Acl| acl.vpc_id == vpc_id && acl.is_ipv6 == is_ipv6;
        let acl = self.scenario.acls.iter().find(is_it);
        block.fix("vpc_id", &self.id("scaleway_vpc", vpc_id));
        block.set("is_ipv6", &Value::Flag(is_ipv6));
        let policy = acl.map(|acl| acl.default_policy).unwrap_or_default();
        block.set("default_policy", &Value::Text(action(policy)));
        self.region(&mut block, vpc_id);
        for rule in acl.into_iter().flat_map(|acl| &acl.rules) {
            let AclRule {
                source,
                destination,
                ..
            } = rule;
            block.part(
                "rules",
                false,
                &[
                    ("protocol", Value::Text(protocol(rule.protocol))),
                    ("source", Value::Text(source)),
                    ("src_port_low", Value::Number(rule.src_port_low)),
                    ("src_port_high", Value::Number(rule.src_port_high)),
                    ("destination", Value::Text(destination)),
                    ("dst_port_low", Value::Number(rule.dst_port_low)),
                    ("dst_port_high", Value::Number(rule.dst_port_high)),
                    ("action", Value::Text(action(rule.action))),
                    ("description", Value::Text(without_scope(&rule.description))),
                ],
            );
        }
        block
    }

    /// Returns the region that an entity is in, where it is known.
    pub(super) fn region_of(&self, entity: Entity) -> Option<&'a str> {
        let Entity { kind, index } = entity;
        let scenario = self.scenario;
        let vpc_id = match kind {
            Kind::Vpc => &scenario.vpcs.get(index)?.id,
            Kind::PrivateNetwork => &scenario.private_networks.get(index)?.vpc_id,
            Kind::Connector => {
                let connector = scenario.vpc_connectors.get(index)?;
                if let Some(region) = &connector.region {
                    return Some(region);
                }
                &connector.vpc_id
            }
            Kind::Route => &scenario.routes.get(index)?.vpc_id,
            Kind::IngressRule => &scenario.ingress_rules.get(index)?.vpc_id,
            Kind::Acl => &scenario.acls.get(index)?.vpc_id,
            Kind::Resource => return None,
        };
        Some(self.vpc(vpc_id)?.region.as_str())
    }

    fn vpc(&self, id: &str) -> Option<&'a Vpc> {
        let entity = self.entity(id).filter(|entity| entity.kind == Kind::Vpc)?;
        self.scenario.vpcs.get(entity.index)
    }

    /// Refers to a resource; to what the scenario does not have, by its id.
    fn id<'v>(&'v self, kind: Type, id: &'v str) -> Value<'v> {
        let known = self.entity(id).and_then(|entity| type_of(entity.kind));
        match self.labels.of(kind, id).filter(|_| known == Some(kind)) {
            Some(label) => Value::Id(kind, label),
            None => Value::Text(id),
        }
    }

    fn region(&self, block: &mut Block, vpc_id: &str) {
        if let Some(vpc) = self.vpc(vpc_id) {
            block.fix("region", &Value::Text(&vpc.region));
        }
    }

    fn network(&self, mut block: Block, network: &PrivateNetwork) -> Block {
        let vpc_id = &network.vpc_id;
        block.fill("name", &network.name);
        block.fix("vpc_id", &self.id("scaleway_vpc", vpc_id));
        let receives = network.default_route_propagation_enabled;
        block.set("enable_default_route_propagation", &Value::Flag(receives));
        if let Some(project) = self.vpc(vpc_id).and_then(|vpc| vpc.project_id.as_deref()) {
            block.fix("project_id", &Value::Text(project));
        }
        self.region(&mut block, vpc_id);
        for subnet in &network.subnets {
            let key = if subnet.contains(':') {
                "ipv6_subnets"
            } else {
                "ipv4_subnet"
            };
            block.part(key, true, &[("subnet", Value::Text(subnet))]);
            if key == "ipv4_subnet" && block.count_parts(key) > 1 {
                block.note_part("the provider takes one alone");
            }
        }
        block
    }

    fn connector(&self, mut block: Block, connector: &VpcConnector) -> Block {
        block.fill("name", &connector.name);
        block.fix("vpc_id", &self.id("scaleway_vpc", &connector.vpc_id));
        block.fix(
            "target_vpc_id",
            &self.id("scaleway_vpc", &connector.target_vpc_id),
        );
        match &connector.region {
            Some(region) => block.fix("region", &Value::Text(region)),
            None => self.region(&mut block, &connector.vpc_id),
        }
        block
    }

    fn route(&self, mut block: Block, route: &Route) -> Block {
        block.fill("description", &route.description);
        block.fix("vpc_id", &self.id("scaleway_vpc", &route.vpc_id));
        block.set("destination", &Value::Text(&route.destination));
        if let Some(id) = &route.nexthop_vpc_connector_id {
            block.set(
                "nexthop_vpc_connector_id",
                &self.id("scaleway_vpc_connector", id),
            );
        }
        if let Some(id) = &route.nexthop_resource_id {
            if is_uuid(id) {
                block.set("nexthop_resource_id", &Value::Text(id));
            } else {
                // It is of another product, so nothing here creates it.
                block.note(
                    "nexthop_resource_id",
                    &Value::Text(id),
                    "put the id of its private NIC here",
                );
            }
        }
        if let Some(id) = &route.nexthop_private_network_id {
            block.set(
                "nexthop_private_network_id",
                &self.id("scaleway_vpc_private_network", id),
            );
        }
        self.region(&mut block, &route.vpc_id);
        block
    }

    fn ingress_rule(&self, mut block: Block, rule: &IngressRule) -> Block {
        block.fix("vpc_id", &self.id("scaleway_vpc", &rule.vpc_id));
        block.set("source", &Value::Text(&rule.source));
        let network = &rule.nexthop_private_network_id;
        block.set(
            "nexthop_private_network_id",
            &self.id("scaleway_vpc_private_network", network),
        );
        block.set(
            "nexthop_resource_ip",
            &Value::Text(&rule.nexthop_resource_ip),
        );
        self.region(&mut block, &rule.vpc_id);
        block
    }
}

fn vpc(mut block: Block, vpc: &Vpc) -> Block {
    block.fill("name", &vpc.name);
    if !vpc.tags.is_empty() {
        block.set("tags", &Value::Texts(&vpc.tags));
    }
    block.set("enable_routing", &Value::Flag(vpc.routing_enabled));
    let propagates = vpc.custom_routes_propagation_enabled;
    block.set("enable_custom_routes_propagation", &Value::Flag(propagates));
    block.fix(
        "enable_transitivity",
        &Value::Flag(vpc.transitivity_enabled),
    );
    if let Some(project) = &vpc.project_id {
        block.fix("project_id", &Value::Text(project));
    }
    block.fix("region", &Value::Text(&vpc.region));
    block
}

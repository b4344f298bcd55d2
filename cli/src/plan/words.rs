//! What is said of the edits of a plan.

use peerlab_core::edit::{Edit, Item};
use peerlab_core::scenario::{Route, Scenario};
use serde_json::{Map, Value};

use super::MOST_NAMED;
use crate::human::counted;
use crate::names::{Names, listed};

/// A scenario before and after its edits.
pub(super) struct Words<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) names: &'a Names<'a>,
    pub(super) after: &'a Names<'a>,
}

impl Words<'_> {
    /// Tells what an edit does.
    pub(super) fn edit(&self, edit: &Edit) -> String {
        match edit {
            Edit::Add { item, .. } => self.added(item),
            Edit::Remove { id } => match self.names.route(id) {
                Some(route) => format!("remove {}", self.route(route)),
                None => format!("remove {}", self.names.with_kind(id)),
            },
            Edit::Set { id, fields } => self.set(id, fields),
            Edit::Recreate { id, fields } => self.recreated(id, fields),
            Edit::SetAcl {
                vpc_id, is_ipv6, ..
            } => {
                let family = if *is_ipv6 { "IPv6" } else { "IPv4" };
                let vpc = self.names.vpc(vpc_id);
                format!("let what they send each other through {vpc}'s {family} network ACL")
            }
            Edit::SetExpectations { .. } | Edit::Describe { .. } | Edit::Place { .. } => {
                "change what the scenario says of itself".to_owned()
            }
        }
    }

    fn added(&self, item: &Item) -> String {
        match item {
            Item::VpcConnector(connector) => format!(
                "add connector {} from {} to {}",
                connector.id,
                self.names.vpc(&connector.vpc_id),
                self.names.vpc(&connector.target_vpc_id)
            ),
            Item::Route(route) => format!(
                "add a route in {}: {} by {}",
                self.names.vpc(&route.vpc_id),
                route.destination,
                self.by(route.nexthop_vpc_connector_id.as_deref())
            ),
            other => format!("add {}", self.after.with_kind(other.id())),
        }
    }

    fn set(&self, id: &str, fields: &Map<String, Value>) -> String {
        if fields.get("routing_enabled") == Some(&Value::Bool(true)) {
            return format!("enable routing in {}", self.names.vpc(id));
        }
        match self.names.route(id) {
            Some(route) => {
                let by = fields.get("nexthop_vpc_connector_id");
                let by = self.by(by.and_then(Value::as_str));
                format!("lead {} by {by}", self.route(route))
            }
            None => format!("change {}", self.names.with_kind(id)),
        }
    }

    fn recreated(&self, id: &str, fields: &Map<String, Value>) -> String {
        let Some(subnets) = fields.get("subnets").and_then(Value::as_array) else {
            return format!("create {} again with transit enabled", self.names.vpc(id));
        };
        let subnets: Vec<&str> = subnets.iter().filter_map(Value::as_str).collect();
        let mut networks = self.scenario.private_networks.iter();
        let before = networks.find(|network| network.id == id);
        let before = before.map_or(&[][..], |network| &network.subnets);
        let moved = |from: &[&str], to: &[&str]| -> String {
            let gone = from.iter().filter(|one| !to.contains(one));
            gone.copied().collect::<Vec<&str>>().join(" and ")
        };
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        format!(
            "create Private Network {} again with {} in place of {}",
            self.names.with_id(id),
            moved(&subnets, &before),
            moved(&before, &subnets)
        )
    }

    /// Tells what goes with what is deleted and created again.
    pub(super) fn lost(&self, edit: &Edit) -> Option<String> {
        let Edit::Recreate { id, fields } = edit else {
            return None;
        };
        if fields.contains_key("subnets") {
            let resources = self.scenario.resources.iter();
            let own = resources.filter(|resource| resource.private_network_id == *id);
            let own: Vec<String> = own.map(|resource| self.names.label(&resource.id)).collect();
            let attached = if own.is_empty() {
                String::new()
            } else {
                format!(" ({})", listed(&own, MOST_NAMED))
            };
            return Some(format!(
                "it is deleted first, and what is attached to it{attached} gets other addresses"
            ));
        }
        let is_in = |vpc_id: &String| vpc_id == id;
        let scenario = self.scenario;
        let networks = &scenario.private_networks;
        let connectors = &scenario.vpc_connectors;
        let parts: Vec<String> = [
            (
                networks.iter().filter(|n| is_in(&n.vpc_id)).count(),
                "Private Network",
                "Private Networks",
            ),
            (
                connectors
                    .iter()
                    .filter(|c| is_in(&c.vpc_id) || is_in(&c.target_vpc_id))
                    .count(),
                "connector from or to it",
                "connectors from and to it",
            ),
            (
                scenario.routes.iter().filter(|r| is_in(&r.vpc_id)).count(),
                "route",
                "routes",
            ),
            (
                scenario
                    .ingress_rules
                    .iter()
                    .filter(|rule| is_in(&rule.vpc_id))
                    .count(),
                "ingress rule",
                "ingress rules",
            ),
            (
                scenario
                    .acls
                    .iter()
                    .filter(|acl| is_in(&acl.vpc_id))
                    .count(),
                "network ACL",
                "network ACLs",
            ),
        ]
        .into_iter()
        .filter(|&(count, ..)| count > 0)
        .map(|(count, one, several)| counted(count, one, several))
        .collect();
        let told = if parts.is_empty() {
            "it is deleted first".to_owned()
        } else {
            format!(
                "it is deleted first, and with it {}, which the commands below do not create \
                 again",
                parts.join(", ")
            )
        };
        Some(told)
    }

    /// Names a route that is there.
    fn route(&self, route: &Route) -> String {
        let vpc = self.names.vpc(&route.vpc_id);
        format!("route {} of {vpc} ({})", route.id, route.destination)
    }

    /// Names a connector by which a route leads, and where it leads to.
    fn by(&self, connector: Option<&str>) -> String {
        let Some(id) = connector else {
            return "no connector".to_owned();
        };
        let target = self.after.written(id);
        let target = target.map_or_else(String::new, |connector| {
            format!(" to {}", self.names.vpc(&connector.target_vpc_id))
        });
        format!("connector {}{target}", self.after.with_id(id))
    }
}

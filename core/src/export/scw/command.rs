//! One command line, and how several are written.

use std::collections::{BTreeMap, BTreeSet};

use crate::edit::Item;
use crate::export::rule::{action, protocol, without_scope};
use crate::export::shell::{comment, quoted};
use crate::scenario::{Acl, AclRule, Vpc};

/// A line of a script.
pub(super) enum Line {
    Comment(String),
    Command(Command),
}

/// A command.
pub(super) struct Command {
    /// What to do to what, such as `route create`.
    verb: &'static str,
    /// The id of what it is done to, where that exists.
    subject: Option<String>,
    arguments: Vec<(String, Value)>,
    /// The id in the document of what it creates.
    creates: Option<String>,
}

/// The value of an argument.
enum Value {
    Text(String),
    /// The id of something in the document, which has another on the platform
    /// where an earlier line created it.
    Id(String),
}

impl From<Command> for Line {
    fn from(command: Command) -> Self {
        Self::Command(command)
    }
}

impl Command {
    /// Creates something in the project of its VPC; `None` where that is not for
    /// `scw vpc` to do.
    pub(super) fn create(item: &Item, vpc: Option<&Vpc>, region: Option<String>) -> Option<Self> {
        let mut command = Self::new("");
        command.creates = Some(item.id().to_owned());
        let verb = match item {
            Item::Vpc(vpc) => {
                command.filled("name", &vpc.name);
                command.filled("project-id", vpc.project_id.as_deref().unwrap_or_default());
                command.list("tags", &vpc.tags);
                command.flag("enable-routing", vpc.routing_enabled);
                command.flag("enable-transitivity", vpc.transitivity_enabled);
                "vpc create"
            }
            Item::PrivateNetwork(network) => {
                command.filled("name", &network.name);
                command.id("vpc-id", Some(&network.vpc_id));
                command.list("subnets", &network.subnets);
                let project = vpc.and_then(|vpc| vpc.project_id.as_deref());
                command.filled("project-id", project.unwrap_or_default());
                if network.default_route_propagation_enabled {
                    command.flag("default-route-propagation-enabled", true);
                }
                "private-network create"
            }
            Item::VpcConnector(connector) => {
                command.filled("name", &connector.name);
                command.id("vpc-id", Some(&connector.vpc_id));
                command.id("target-vpc-id", Some(&connector.target_vpc_id));
                "vpc-connector create"
            }
            Item::Route(route) => {
                command.filled("description", &route.description);
                command.id("vpc-id", Some(&route.vpc_id));
                command.text("destination", &*route.destination);
                command.id(
                    "nexthop-vpc-connector-id",
                    route.nexthop_vpc_connector_id.as_ref(),
                );
                command.id("nexthop-resource-id", route.nexthop_resource_id.as_ref());
                command.id(
                    "nexthop-private-network-id",
                    route.nexthop_private_network_id.as_ref(),
                );
                "route create"
            }
            Item::IngressRule(rule) => {
                command.id("vpc-id", Some(&rule.vpc_id));
                command.text("source", &*rule.source);
                command.id(
                    "nexthop-private-network-id",
                    Some(&rule.nexthop_private_network_id),
                );
                command.text("nexthop-resource-ip", &*rule.nexthop_resource_ip);
                "ingress-rule create"
            }
            Item::Resource(_) | Item::Organization(_) | Item::Project(_) => return None,
        };
        command.verb = verb;
        Some(command.in_region(region))
    }

    /// Deletes something.
    pub(super) fn delete(item: &Item, region: Option<String>) -> Option<Self> {
        let verb = match item {
            Item::Vpc(_) => "vpc delete",
            Item::PrivateNetwork(_) => "private-network delete",
            Item::VpcConnector(_) => "vpc-connector delete",
            Item::Route(_) => "route delete",
            Item::IngressRule(_) => "ingress-rule delete",
            Item::Resource(_) | Item::Organization(_) | Item::Project(_) => return None,
        };
        Some(Self::to(verb, item.id()).in_region(region))
    }

    /// Changes what can be changed in place.
    pub(super) fn update(before: &Item, after: &Item, region: Option<String>) -> Vec<Self> {
        let mut found = Vec::new();
        let verb = match after {
            Item::Vpc(_) => "vpc update",
            Item::PrivateNetwork(_) => "private-network update",
            Item::VpcConnector(_) => "vpc-connector update",
            Item::Route(_) => "route update",
            Item::IngressRule(_) => "ingress-rule update",
            Item::Resource(_) | Item::Organization(_) | Item::Project(_) => return found,
        };
        let mut command = Self::to(verb, after.id());
        match (before, after) {
            (Item::Vpc(before), Item::Vpc(after)) => {
                // Enabling is for good, so there is no command to disable.
                if after.routing_enabled && !before.routing_enabled {
                    let enable = Self::to("route enable-routing", &after.id);
                    found.push(enable.in_region(region.clone()));
                }
                command.changed("name", &before.name, &after.name);
                if before.tags != after.tags {
                    command.list("tags", &after.tags);
                }
            }
            (Item::PrivateNetwork(before), Item::PrivateNetwork(after)) => {
                command.changed("name", &before.name, &after.name);
                let receives = after.default_route_propagation_enabled;
                if receives != before.default_route_propagation_enabled {
                    command.flag("default-route-propagation-enabled", receives);
                }
            }
            (Item::VpcConnector(before), Item::VpcConnector(after)) => {
                command.changed("name", &before.name, &after.name);
            }
            (Item::Route(before), Item::Route(after)) => {
                command.changed("description", &before.description, &after.description);
                command.changed("destination", &before.destination, &after.destination);
                for (key, before, after) in [
                    (
                        "nexthop-vpc-connector-id",
                        &before.nexthop_vpc_connector_id,
                        &after.nexthop_vpc_connector_id,
                    ),
                    (
                        "nexthop-resource-id",
                        &before.nexthop_resource_id,
                        &after.nexthop_resource_id,
                    ),
                    (
                        "nexthop-private-network-id",
                        &before.nexthop_private_network_id,
                        &after.nexthop_private_network_id,
                    ),
                ] {
                    command.id(key, after.as_ref().filter(|_| before != after));
                }
            }
            (Item::IngressRule(before), Item::IngressRule(after)) => {
                command.changed("source", &before.source, &after.source);
                let network = &after.nexthop_private_network_id;
                let is_other = *network != before.nexthop_private_network_id;
                command.id("nexthop-private-network-id", is_other.then_some(network));
                command.changed(
                    "nexthop-resource-ip",
                    &before.nexthop_resource_ip,
                    &after.nexthop_resource_ip,
                );
            }
            _ => {}
        }
        if !command.arguments.is_empty() {
            found.push(command.in_region(region));
        }
        found
    }

    /// Sets all rules of an ACL, and its default policy.
    pub(super) fn set_acl(acl: &Acl, region: Option<String>) -> Self {
        let mut command = Self::new("rule set");
        command.id("vpc-id", Some(&acl.vpc_id));
        command.flag("is-ipv6", acl.is_ipv6);
        command.text("default-policy", action(acl.default_policy));
        for (place, rule) in acl.rules.iter().enumerate() {
            command.rule(place, rule);
        }
        command.in_region(region)
    }

    fn new(verb: &'static str) -> Self {
        Self {
            verb,
            subject: None,
            arguments: Vec::new(),
            creates: None,
        }
    }

    fn to(verb: &'static str, id: &str) -> Self {
        Self {
            subject: Some(id.to_owned()),
            ..Self::new(verb)
        }
    }

    fn in_region(mut self, region: Option<String>) -> Self {
        if let Some(region) = region {
            self.text("region", region);
        }
        self
    }

    fn text(&mut self, key: impl Into<String>, value: impl Into<String>) {
        let value = Value::Text(value.into());
        self.arguments.push((key.into(), value));
    }

    fn flag(&mut self, key: &str, value: bool) {
        self.text(key, if value { "true" } else { "false" });
    }

    /// Adds a text that the platform chooses where there is none.
    fn filled(&mut self, key: &str, value: &str) {
        if !value.trim().is_empty() {
            self.text(key, value);
        }
    }

    fn changed(&mut self, key: &str, before: &str, after: &str) {
        if before != after {
            self.filled(key, after);
        }
    }

    fn list(&mut self, key: &str, values: &[String]) {
        for (place, value) in values.iter().enumerate() {
            self.text(format!("{key}.{place}"), value.as_str());
        }
    }

    fn id(&mut self, key: &str, id: Option<&String>) {
        if let Some(id) = id {
            self.arguments.push((key.to_owned(), Value::Id(id.clone())));
        }
    }

    fn rule(&mut self, place: usize, rule: &AclRule) {
        let mut add = |key: &str, value: String| self.text(format!("rules.{place}.{key}"), value);
        add("protocol", protocol(rule.protocol).to_owned());
        add("source", rule.source.clone());
        add("src-port-low", rule.src_port_low.to_string());
        add("src-port-high", rule.src_port_high.to_string());
        add("destination", rule.destination.clone());
        add("dst-port-low", rule.dst_port_low.to_string());
        add("dst-port-high", rule.dst_port_high.to_string());
        add("action", action(rule.action).to_owned());
        add("description", without_scope(&rule.description).to_owned());
    }

    /// Returns the ids of the document that it needs.
    fn needs(&self) -> impl Iterator<Item = &str> {
        let of_arguments = self.arguments.iter().filter_map(|(_, value)| match value {
            Value::Id(id) => Some(id.as_str()),
            Value::Text(_) => None,
        });
        self.subject.as_deref().into_iter().chain(of_arguments)
    }

    fn write(&self, variables: &BTreeMap<&str, String>) -> String {
        let id = |id: &str| match variables.get(id) {
            Some(variable) => format!("\"${variable}\""),
            None => quoted(id).into_owned(),
        };
        let mut line = format!("scw vpc {}", self.verb);
        if let Some(subject) = &self.subject {
            line.push(' ');
            line.push_str(&id(subject));
        }
        for (key, value) in &self.arguments {
            let value = match value {
                Value::Text(text) if text.is_empty() => String::new(),
                Value::Text(text) => quoted(text).into_owned(),
                Value::Id(named) => id(named),
            };
            line.extend([" ", key, "=", &value]);
        }
        line
    }
}

/// Writes lines. What a line creates and a later one needs is kept in a
/// variable.
pub(super) fn write(lines: &[Line]) -> Vec<String> {
    let mut needed = BTreeSet::new();
    // Whether a later line needs what each line creates, from the last on.
    let mut is_kept: Vec<bool> = lines
        .iter()
        .rev()
        .map(|line| match line {
            Line::Comment(_) => false,
            Line::Command(command) => {
                let kept = command.creates.as_deref();
                let kept = kept.is_some_and(|id| needed.contains(id));
                needed.extend(command.needs());
                kept
            }
        })
        .collect();
    is_kept.reverse();
    let mut variables = BTreeMap::new();
    let written = lines.iter().zip(is_kept).map(|(line, is_kept)| match line {
        Line::Comment(text) => comment(text),
        Line::Command(command) => {
            let line = command.write(&variables);
            match &command.creates {
                Some(id) if is_kept => {
                    let variable = format!("id_{}", variables.len() + 1);
                    let kept = format!("{variable}=$({line} -o json | jq -r .id)");
                    variables.insert(id.as_str(), variable);
                    kept
                }
                _ => line,
            }
        }
    });
    written.collect()
}

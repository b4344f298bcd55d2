//! What `terraform show -json` prints: a state, or a plan.
//!
//! Its resources have what the API lists, under names of their own, and ids with
//! their region before them. What a plan is yet to create has no id: its address
//! stands for it, and whom it refers to is found in the configuration.

use std::collections::HashMap;

use super::{Lists, Problem};
use crate::import::listed::{Listed, Written};
use crate::import::note::Note;
use crate::json::Part;
use crate::scenario::record::record;
use crate::scenario::{
    Acl, AclAction, AclRule, DEFAULT_REGION, IngressRule, Limit, PrivateNetwork, Route, Vpc,
    VpcConnector, not_an_id,
};

/// Stands for what a plan refers to and nothing tells.
const UNKNOWN: &str = "(known after apply)";

/// What resources refer to: by their addresses without indices and the names of
/// their attributes. It is never iterated, as it has no order.
type References = HashMap<(String, String), String>;

/// A resource, as every kind has it.
struct Resource {
    address: String,
    kind: String,
}

record!(Resource {
    address: Text must,
    kind as "type": Text must,
});

/// What resources of all kinds have, each its part of it.
struct Values {
    id: Option<String>,
    name: String,
    region: String,
    project_id: Option<String>,
    organization_id: Option<String>,
    tags: Vec<String>,
    enable_routing: Option<bool>,
    enable_custom_routes_propagation: Option<bool>,
    enable_transitivity: Option<bool>,
    vpc_id: Option<String>,
    target_vpc_id: Option<String>,
    ipv4_subnet: Vec<String>,
    ipv6_subnets: Vec<String>,
    enable_default_route_propagation: Option<bool>,
    status: Option<String>,
    description: String,
    destination: String,
    nexthop_resource_id: Option<String>,
    nexthop_private_network_id: Option<String>,
    nexthop_vpc_connector_id: Option<String>,
    nexthop_resource_ip: String,
    source: String,
}

record!(Values {
    id: MaybeText,
    name: Text,
    region: Text,
    project_id: MaybeText,
    organization_id: MaybeText,
    tags: Texts,
    enable_routing: MaybeFlag,
    enable_custom_routes_propagation: MaybeFlag,
    enable_transitivity: MaybeFlag,
    vpc_id: MaybeText,
    target_vpc_id: MaybeText,
    ipv4_subnet: Subnets,
    ipv6_subnets: Subnets,
    enable_default_route_propagation: MaybeFlag,
    status: MaybeText,
    description: Text,
    destination: Text,
    nexthop_resource_id: MaybeText,
    nexthop_private_network_id: MaybeText,
    nexthop_vpc_connector_id: MaybeText,
    nexthop_resource_ip: Text,
    source: Text,
});

/// What an ACL has beside.
struct OfAcl {
    is_ipv6: Option<bool>,
    default_policy: Option<String>,
    rules: Vec<AclRule>,
}

record!(OfAcl {
    is_ipv6: MaybeFlag,
    default_policy: MaybeText,
    rules: Records,
});

impl<'t> Lists<'t> {
    /// Adds the resources of a state or a plan.
    pub(super) fn add_terraform(&mut self, file: &str, whole: &Part<'t>) -> Result<(), Problem> {
        let mut resources = Vec::new();
        let mut references = References::new();
        whole.each_member(|key, value| match key {
            "values" | "planned_values" => module(&value, "root_module", &mut resources),
            "configuration" => configuration(&value, "root_module", "", &mut references),
            _ => Ok(()),
        })?;
        let addresses: Vec<String> = resources.iter().map(|(of, _)| of.address.clone()).collect();
        let mut ids = HashMap::new();
        for (resource, values) in &resources {
            let written: Values = values.read()?;
            let id = bare(written.id).unwrap_or_else(|| resource.address.clone());
            ids.insert(resource.address.clone(), id);
        }
        let known = Known {
            references,
            addresses,
            ids,
        };
        let mut others = 0;
        for (resource, values) in &resources {
            if !self.add_resource(&known, resource, values)? {
                others += 1;
            }
        }
        if others > 0 {
            self.note(Note::OtherResources { count: others });
        }
        if resources.is_empty() {
            self.note(Note::EmptyList {
                file: file.to_owned(),
            });
        }
        Ok(())
    }

    /// Adds a resource, if it is of a kind that a scenario has.
    fn add_resource(
        &mut self,
        known: &Known,
        resource: &Resource,
        values: &Part<'t>,
    ) -> Result<bool, Problem> {
        let kind = resource.kind.strip_prefix("scaleway_vpc");
        if !matches!(
            kind,
            Some("" | "_private_network" | "_connector" | "_route" | "_ingress_rule" | "_acl")
        ) {
            return Ok(false);
        }
        let written: Values = values.read()?;
        let id = known
            .ids
            .get(&resource.address)
            .cloned()
            .unwrap_or_default();
        if let Some(reason) = not_an_id(&id) {
            return Err(values.error_in("id", reason).into());
        }
        let of = |attribute: &str, value: &Option<String>| {
            bare(value.clone()).or_else(|| known.referred(&resource.address, attribute))
        };
        let vpc_id = of("vpc_id", &written.vpc_id).unwrap_or_else(|| UNKNOWN.to_owned());
        let times: Written = values.read()?;
        match kind {
            Some("") => {
                let (vpc, transit) = vpc(id.clone(), written);
                self.vpcs.add(listed(id, vpc, Some(transit), times));
                Limit::Vpcs.check(self.vpcs.len())?;
            }
            Some("_private_network") => {
                let network = PrivateNetwork {
                    id: id.clone(),
                    name: written.name,
                    vpc_id,
                    subnets: [written.ipv4_subnet, written.ipv6_subnets].concat(),
                    default_route_propagation_enabled: written
                        .enable_default_route_propagation
                        .unwrap_or(false),
                };
                self.private_networks.add(listed(id, network, (), times));
                Limit::PrivateNetworks.check(self.private_networks.len())?;
            }
            Some("_connector") => {
                let target = of("target_vpc_id", &written.target_vpc_id);
                let connector = VpcConnector {
                    id: id.clone(),
                    name: written.name,
                    vpc_id,
                    target_vpc_id: target.unwrap_or_else(|| UNKNOWN.to_owned()),
                    region: Some(written.region).filter(|region| !region.trim().is_empty()),
                    // It is as old as the last refresh.
                    status: None,
                };
                self.connectors.add(listed(id, connector, None, times));
            }
            Some("_route") => {
                let hop = |attribute: &str, value| of(attribute, value);
                let route = Route {
                    id: id.clone(),
                    description: written.description,
                    vpc_id,
                    destination: written.destination,
                    nexthop_vpc_connector_id: hop(
                        "nexthop_vpc_connector_id",
                        &written.nexthop_vpc_connector_id,
                    ),
                    nexthop_resource_id: hop("nexthop_resource_id", &written.nexthop_resource_id),
                    nexthop_private_network_id: hop(
                        "nexthop_private_network_id",
                        &written.nexthop_private_network_id,
                    ),
                };
                self.routes.add(listed(id, route, None, times));
                Limit::Routes.check(self.routes.len())?;
            }
            Some("_ingress_rule") => {
                let network = of(
                    "nexthop_private_network_id",
                    &written.nexthop_private_network_id,
                );
                let rule = IngressRule {
                    id: id.clone(),
                    vpc_id,
                    source: written.source,
                    nexthop_private_network_id: network.unwrap_or_else(|| UNKNOWN.to_owned()),
                    nexthop_resource_ip: written.nexthop_resource_ip,
                };
                self.ingress_rules.add(listed(id, rule, (), times));
            }
            _ => self.acls.push(acl(vpc_id, values.read()?)),
        }
        Ok(true)
    }
}

/// Makes a VPC, and tells whether it lets transit pass: the provider's own
/// default is known.
fn vpc(id: String, written: Values) -> (Vpc, bool) {
    let vpc = Vpc {
        id,
        name: written.name,
        region: match written.region.trim() {
            "" => DEFAULT_REGION.to_owned(),
            region => region.to_owned(),
        },
        project_id: bare(written.project_id),
        organization_id: bare(written.organization_id),
        tags: written.tags,
        routing_enabled: written.enable_routing.unwrap_or(true),
        custom_routes_propagation_enabled: written.enable_custom_routes_propagation.unwrap_or(true),
        transitivity_enabled: false,
    };
    (vpc, written.enable_transitivity.unwrap_or(false))
}

fn acl(vpc_id: String, written: OfAcl) -> Acl {
    Acl {
        vpc_id,
        is_ipv6: written.is_ipv6.unwrap_or(false),
        default_policy: match written.default_policy.as_deref() {
            Some("drop") => AclAction::Drop,
            _ => AclAction::Accept,
        },
        rules: written.rules,
    }
}

fn listed<T, K>(id: String, object: T, known: K, times: Written) -> Listed<T, K> {
    Listed {
        object,
        known,
        times: times.into(),
        id,
        differs: false,
    }
}

/// What resources refer to, and what they are called.
struct Known {
    references: References,
    addresses: Vec<String>,
    /// The ids by address. It is never iterated, as it has no order.
    ids: HashMap<String, String>,
}

impl Known {
    /// Finds the id of what an attribute of a resource refers to.
    fn referred(&self, address: &str, attribute: &str) -> Option<String> {
        let key = (without_indices(address), attribute.to_owned());
        let written = self.references.get(&key)?;
        // Within the same module, with the same index or the only one.
        let module = address.rfind("scaleway_").and_then(|at| address.get(..at));
        let target = format!("{}{written}", module.unwrap_or_default());
        let index = address.rfind('[').and_then(|at| address.get(at..));
        let same = format!("{target}{}", index.unwrap_or_default());
        let of_target = format!("{target}[");
        let mut several = self
            .addresses
            .iter()
            .filter(|of| of.starts_with(&of_target));
        let found = [&target, &same]
            .into_iter()
            .find(|of| self.ids.contains_key(*of));
        let found = found.or_else(|| several.next().filter(|_| several.next().is_none()));
        // What is not found is at least named.
        Some(match found.and_then(|found| self.ids.get(found)) {
            Some(id) => id.clone(),
            None => written.clone(),
        })
    }
}

/// Returns an id without its region; none where there is nothing else.
fn bare(id: Option<String>) -> Option<String> {
    let id = id?;
    let bare = id.rsplit('/').next().unwrap_or_default().trim();
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// Leaves the indices of an address out: `a.b["x"]` and `a.b[0]` are `a.b`.
fn without_indices(address: &str) -> String {
    let mut depth = 0;
    let outside = address.chars().filter(|character| {
        match character {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => return depth == 0,
        }
        false
    });
    outside.collect()
}

/// Gathers the resources of a module and of those within it.
fn module<'t>(
    parent: &Part<'t>,
    key: &str,
    resources: &mut Vec<(Resource, Part<'t>)>,
) -> Result<(), Problem> {
    parent.each_member(|name, value| {
        if name != key || !value.is_object() {
            return Ok(());
        }
        module_members(&value, resources)
    })
}

fn module_members<'t>(
    whole: &Part<'t>,
    resources: &mut Vec<(Resource, Part<'t>)>,
) -> Result<(), Problem> {
    whole.each_member(|name, value| match name {
        "resources" if value.is_list() => value.each_element(|element| {
            let resource: Resource = element.read()?;
            element.each_member(|name, values| {
                if name == "values" && values.is_object() {
                    resources.push((
                        Resource {
                            address: resource.address.clone(),
                            kind: resource.kind.clone(),
                        },
                        values,
                    ));
                }
                Ok::<(), Problem>(())
            })
        }),
        "child_modules" if value.is_list() => {
            value.each_element(|child| module_members(&child, resources))
        }
        _ => Ok(()),
    })
}

/// Gathers what the resources of a configuration's module refer to.
fn configuration(
    parent: &Part<'_>,
    key: &str,
    path: &str,
    references: &mut References,
) -> Result<(), Problem> {
    parent.each_member(|name, whole| {
        if name != key || !whole.is_object() {
            return Ok(());
        }
        whole.each_member(|name, value| match name {
            "resources" if value.is_list() => {
                value.each_element(|resource| resource_references(&resource, path, references))
            }
            "module_calls" if value.is_object() => value.each_member(|called, call| {
                let path = format!("{path}module.{called}.");
                configuration(&call, "module", &path, references)
            }),
            _ => Ok(()),
        })
    })
}

fn resource_references(
    resource: &Part<'_>,
    path: &str,
    references: &mut References,
) -> Result<(), Problem> {
    struct Expression {
        references: Vec<String>,
    }
    record!(Expression { references: Texts });
    let Resource { address, .. } = resource.read()?;
    resource.each_member(|name, expressions| {
        if name != "expressions" || !expressions.is_object() {
            return Ok(());
        }
        expressions.each_member(|attribute, value| {
            let is_id = attribute.ends_with("_id") && value.is_object();
            let expression: Option<Expression> = is_id.then(|| value.read()).transpose()?;
            let named = expression.and_then(|found| found.references.into_iter().next());
            if let Some(named) = named {
                let named = named.strip_suffix(".id").unwrap_or(&named).to_owned();
                references.insert((format!("{path}{address}"), attribute.to_owned()), named);
            }
            Ok::<(), Problem>(())
        })
    })
}

//! Edits that fixes, plans and people's hands are all made of.

use super::{Edit, Item};
use crate::cidr::Cidr;
use crate::scenario::{
    Acl, AclAction, AclRule, LONGEST_ID, Protocol, Route, Scenario, VpcConnector,
};

/// Makes an id that is not taken out of a wish.
///
/// ```
/// use peerlab_core::edit::make::new_id;
///
/// assert_eq!(new_id("a-to-b", |id| id == "a-to-b"), "a-to-b-2");
/// ```
#[must_use]
pub fn new_id(wish: &str, is_taken: impl Fn(&str) -> bool) -> String {
    // Room for a number behind it.
    let wish: String = wish.chars().take(LONGEST_ID - 8).collect();
    if !is_taken(&wish) {
        return wish;
    }
    let mut numbered = (2u32..).map(|number| format!("{wish}-{number}"));
    numbered.find(|id| !is_taken(id)).unwrap_or(wish)
}

/// Makes the edit that adds a connector from one VPC to another.
#[must_use]
pub fn add_connector(
    vpc_id: String,
    target_vpc_id: String,
    is_taken: impl Fn(&str) -> bool,
) -> Edit {
    Edit::add(Item::VpcConnector(VpcConnector {
        id: new_id(&format!("{vpc_id}-to-{target_vpc_id}"), is_taken),
        name: String::new(),
        vpc_id,
        target_vpc_id,
        region: None,
        status: None,
    }))
}

/// Makes the edit that adds a route through a connector.
#[must_use]
pub fn add_route(
    vpc_id: String,
    destination: Cidr,
    connector_id: String,
    description: String,
    is_taken: impl Fn(&str) -> bool,
) -> Edit {
    Edit::add(Item::Route(Route {
        id: new_id(&format!("{vpc_id}-to-{destination}"), is_taken),
        description,
        vpc_id,
        destination: destination.to_string(),
        nexthop_vpc_connector_id: Some(connector_id),
        nexthop_resource_id: None,
        nexthop_private_network_id: None,
    }))
}

/// Makes the edit that lets everything between two lists of prefixes through an
/// ACL, both ways, before its own rules.
#[must_use]
pub fn accept_between(acl: &Acl, one: &[Cidr], other: &[Cidr]) -> Edit {
    let pairs = one
        .iter()
        .flat_map(|&one| other.iter().map(move |&other| (one, other)));
    let mut mended = acl.clone();
    mended.rules = pairs
        .flat_map(|(one, other)| [accept(one, other), accept(other, one)])
        .chain(mended.rules)
        .collect();
    Edit::SetAcl {
        vpc_id: acl.vpc_id.clone(),
        is_ipv6: acl.is_ipv6,
        acl: Some(mended),
        at: None,
    }
}

fn accept(source: Cidr, destination: Cidr) -> AclRule {
    AclRule {
        protocol: Protocol::Any,
        source: source.to_string(),
        src_port_low: 0,
        src_port_high: 0,
        destination: destination.to_string(),
        dst_port_low: 0,
        dst_port_high: 0,
        action: AclAction::Accept,
        description: "peering".to_owned(),
    }
}

/// Tells whether an entity of a scenario has an id.
#[must_use]
pub fn is_taken(scenario: &Scenario, id: &str) -> bool {
    scenario.entities().any(|(_, known)| known == id)
}

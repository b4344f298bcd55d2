//! Edits that fixes, plans and people's hands are all made of.
//!
//! ```
//! use peerlab_core::edit::{apply, make};
//! use peerlab_core::report::{ConnectorStatus, judge};
//! use peerlab_core::scenario::Scenario;
//!
//! let mut scenario = Scenario::from_json(r#"{"vpcs": [{"id": "shop"}, {"id": "data"}]}"#)?;
//! for (vpc, target) in [("shop", "data"), ("data", "shop")] {
//!     let is_taken = |id: &str| make::is_taken(&scenario, id);
//!     let edit = make::add_connector(vpc.to_owned(), target.to_owned(), is_taken);
//!     apply(&mut scenario, &edit)?;
//! }
//! let report = judge(&scenario);
//! assert!(report.connectors.iter().all(|one| one.status == ConnectorStatus::Peered));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
///
/// ```
/// use peerlab_core::edit::{apply, make};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let is_taken = |id: &str| make::is_taken(&scenario, id);
/// let edit = make::add_connector("shop".to_owned(), "data".to_owned(), is_taken);
/// apply(&mut scenario, &edit)?;
/// assert_eq!(scenario.vpc_connectors[2].id, "shop-to-data-2", "there is one of that id");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// use peerlab_core::cidr::Cidr;
/// use peerlab_core::edit::{apply, make};
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let (vpc, web) = ("data".to_owned(), Cidr::parse("10.0.0.0/22")?);
/// let connector = "data-to-shop".to_owned();
/// let back = make::add_route(vpc, web, connector, "to the shop".to_owned(), |_| false);
/// apply(&mut scenario, &back)?;
/// assert_eq!(scenario.routes[1].id, "data-to-10.0.0.0/22");
/// assert!(judge(&scenario).diagnostics.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
pub(crate) fn accept_between(acl: &Acl, one: &[Cidr], other: &[Cidr]) -> Edit {
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
///
/// ```
/// use peerlab_core::edit::make::is_taken;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// assert!(is_taken(&scenario, "web"), "ids are one of all kinds");
/// assert!(!is_taken(&scenario, "web-2"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn is_taken(scenario: &Scenario, id: &str) -> bool {
    scenario.entities().any(|(_, known)| known == id)
}

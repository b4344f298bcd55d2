//! The scenario document: what a person wrote, drew or imported, as written.
//!
//! A scenario is one JSON object of flat lists that carry the platform API's
//! own field names. Texts are kept as they stand: a CIDR that cannot be read is
//! reported by [`crate::network::resolve`] and kept, so that it can be mended.
//! Nothing here knows what a prefix or a rule is.
//!
//! ```
//! use peerlab_core::scenario::Scenario;
//!
//! let scenario = Scenario::from_json(r#"{"vpcs":[{"id":"vpc-a","name":"A"}]}"#)?;
//! assert_eq!(scenario.vpcs[0].region, "fr-par");
//! assert!(scenario.vpcs[0].transitivity_enabled);
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

mod entity;
mod fields;
mod read;
pub(crate) mod record;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use entity::{Entity, Kind};
pub(crate) use read::not_an_id;
pub use read::{Limit, ReadError, Reading, UnknownField, text_of};

use fields::{is_default, is_false, is_true};
use record::record;

/// The region that is meant where a VPC names none.
pub const DEFAULT_REGION: &str = "fr-par";

/// The longest id, in characters.
pub const LONGEST_ID: usize = 128;

/// A scenario as written. See the [module](self) for what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Scenario {
    /// The version of the document's form; there is one so far.
    pub version: Version,
    /// What people call the scenario.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// What it shows, in Markdown.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// The VPCs.
    #[serde(skip_serializing_if = "is_default")]
    pub vpcs: Vec<Vpc>,
    /// The Private Networks of all VPCs.
    #[serde(skip_serializing_if = "is_default")]
    pub private_networks: Vec<PrivateNetwork>,
    /// What has an address on a Private Network.
    #[serde(skip_serializing_if = "is_default")]
    pub resources: Vec<Resource>,
    /// The peering connectors, each one side of a peering.
    #[serde(skip_serializing_if = "is_default")]
    pub vpc_connectors: Vec<VpcConnector>,
    /// The custom routes of all VPCs.
    #[serde(skip_serializing_if = "is_default")]
    pub routes: Vec<Route>,
    /// The ingress routing rules of all VPCs.
    #[serde(skip_serializing_if = "is_default")]
    pub ingress_rules: Vec<IngressRule>,
    /// The network ACLs, one of a VPC and family.
    #[serde(skip_serializing_if = "is_default")]
    pub acls: Vec<Acl>,
    /// Names for the ids of organisations.
    #[serde(skip_serializing_if = "is_default")]
    pub organizations: Vec<Organization>,
    /// Names for the ids of projects.
    #[serde(skip_serializing_if = "is_default")]
    pub projects: Vec<Project>,
    /// What should hold.
    #[serde(skip_serializing_if = "is_default")]
    pub expectations: Vec<Expectation>,
    /// Where things stand on the canvas, by id; what is missing is laid out
    /// automatically.
    #[serde(skip_serializing_if = "is_default")]
    pub layout: BTreeMap<String, Point>,
}

/// A VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vpc {
    /// Its id.
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// Its region, such as `fr-par`; immutable on the platform.
    #[serde(skip_serializing_if = "fields::is_default_region")]
    pub region: String,
    /// The project that owns it.
    #[serde(skip_serializing_if = "is_default")]
    pub project_id: Option<String>,
    /// The organisation that owns it.
    #[serde(skip_serializing_if = "is_default")]
    pub organization_id: Option<String>,
    /// Free labels.
    #[serde(skip_serializing_if = "is_default")]
    pub tags: Vec<String>,
    /// Whether packets may leave its Private Networks at all.
    #[serde(skip_serializing_if = "is_true")]
    pub routing_enabled: bool,
    /// Whether its custom routes reach all of its Private Networks.
    #[serde(skip_serializing_if = "is_true")]
    pub custom_routes_propagation_enabled: bool,
    /// Whether packets of peered VPCs may pass through it to others. Chosen at
    /// creation and immutable on the platform.
    #[serde(skip_serializing_if = "is_true")]
    pub transitivity_enabled: bool,
}

/// A Private Network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrivateNetwork {
    /// Its id.
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// The VPC it belongs to; immutable on the platform.
    pub vpc_id: String,
    /// Its CIDRs as written; immutable on the platform. The API's objects with
    /// a `subnet` are read as well.
    #[serde(skip_serializing_if = "is_default")]
    pub subnets: Vec<String>,
    /// Whether it receives default routes that are not local to it.
    #[serde(skip_serializing_if = "is_false")]
    pub default_route_propagation_enabled: bool,
}

/// Something that has addresses on a Private Network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// Its id.
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// The Private Network it is attached to.
    pub private_network_id: String,
    /// Its IP addresses as written.
    #[serde(skip_serializing_if = "is_default")]
    pub addresses: Vec<String>,
    /// What it is, such as `instance`.
    #[serde(skip_serializing_if = "fields::is_instance")]
    pub kind: String,
}

/// A peering connector: one VPC owner's consent to peer with another VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VpcConnector {
    /// Its id.
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// The VPC it belongs to, its origin; immutable on the platform.
    pub vpc_id: String,
    /// The VPC it wants to peer with; immutable on the platform. It may be one
    /// that the scenario does not know.
    pub target_vpc_id: String,
    /// The region it was made in.
    #[serde(skip_serializing_if = "is_default")]
    pub region: Option<String>,
    /// What the platform reported when it was imported: compared with the
    /// computed status, never trusted.
    #[serde(skip_serializing_if = "is_default")]
    pub status: Option<String>,
}

/// A custom route of a VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// Its id.
    pub id: String,
    /// What it is for.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
    /// The VPC whose table holds it.
    pub vpc_id: String,
    /// The CIDR it applies to, as written.
    pub destination: String,
    /// The connector that its packets leave by.
    #[serde(skip_serializing_if = "is_default")]
    pub nexthop_vpc_connector_id: Option<String>,
    /// The resource that its packets are handed to.
    #[serde(skip_serializing_if = "is_default")]
    pub nexthop_resource_id: Option<String>,
    /// The Private Network that its packets are handed to, or that the resource
    /// stands in.
    #[serde(skip_serializing_if = "is_default")]
    pub nexthop_private_network_id: Option<String>,
}

/// An ingress routing rule: what enters the VPC from a peer is handed to a
/// resource first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IngressRule {
    /// Its id.
    pub id: String,
    /// The VPC that it applies to.
    pub vpc_id: String,
    /// The CIDR of the senders it applies to, as written.
    pub source: String,
    /// The Private Network of the resource.
    pub nexthop_private_network_id: String,
    /// The address of the resource, as written.
    pub nexthop_resource_ip: String,
}

/// The network ACL of a VPC for one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Acl {
    /// The VPC that it filters.
    pub vpc_id: String,
    /// Whether it filters IPv6; IPv4 otherwise.
    #[serde(skip_serializing_if = "is_false")]
    pub is_ipv6: bool,
    /// What happens to packets that no rule matches.
    #[serde(skip_serializing_if = "is_default")]
    pub default_policy: AclAction,
    /// The rules; the first that matches decides.
    #[serde(skip_serializing_if = "is_default")]
    pub rules: Vec<AclRule>,
}

/// A rule of a network ACL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AclRule {
    /// The protocol that it matches.
    #[serde(skip_serializing_if = "is_default")]
    pub protocol: Protocol,
    /// The CIDR of the senders, as written.
    pub source: String,
    /// The lowest source port; 0 to 0 is any.
    #[serde(skip_serializing_if = "is_default")]
    pub src_port_low: u32,
    /// The highest source port.
    #[serde(skip_serializing_if = "is_default")]
    pub src_port_high: u32,
    /// The CIDR of the receivers, as written.
    pub destination: String,
    /// The lowest destination port; 0 to 0 is any.
    #[serde(skip_serializing_if = "is_default")]
    pub dst_port_low: u32,
    /// The highest destination port.
    #[serde(skip_serializing_if = "is_default")]
    pub dst_port_high: u32,
    /// What happens to packets that it matches.
    pub action: AclAction,
    /// What it is for.
    #[serde(skip_serializing_if = "is_default")]
    pub description: String,
}

/// What an ACL does to a packet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AclAction {
    /// Lets it pass.
    #[default]
    Accept,
    /// Drops it.
    Drop,
}

/// The protocol that an ACL rule matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Protocol {
    /// Every protocol.
    #[default]
    Any,
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// ICMP, which has no ports.
    Icmp,
}

/// The name of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Organization {
    /// Its id.
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
}

/// The name of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Project {
    /// Its id.
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// The organisation it belongs to.
    #[serde(skip_serializing_if = "is_default")]
    pub organization_id: Option<String>,
}

/// What should hold, as written: which of the fields are read depends on
/// `expect`. See [`crate::expect`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Expectation {
    /// The kind of fact, such as `status`.
    pub expect: String,
    /// A title.
    #[serde(skip_serializing_if = "is_default")]
    pub name: Option<String>,
    /// The connector, of a `status` or `overlaps`.
    #[serde(skip_serializing_if = "is_default")]
    pub connector: Option<String>,
    /// Where packets start, of a `reach` or `trace`.
    #[serde(skip_serializing_if = "is_default")]
    pub from: Option<String>,
    /// Where packets go, of a `reach` or `trace`.
    #[serde(skip_serializing_if = "is_default")]
    pub to: Option<String>,
    /// The family, of a `reach`.
    #[serde(skip_serializing_if = "is_default")]
    pub family: Option<String>,
    /// The status, verdict or disposition that is expected.
    #[serde(skip_serializing_if = "is_default")]
    pub is: Option<String>,
    /// The overlapping pairs that are expected, of an `overlaps`.
    #[serde(skip_serializing_if = "is_default")]
    pub are: Option<Vec<(String, String)>>,
    /// The VPCs that packets pass, of a `trace`.
    #[serde(skip_serializing_if = "is_default")]
    pub path: Option<Vec<String>>,
    /// The code, of a `diagnostic`.
    #[serde(skip_serializing_if = "is_default")]
    pub code: Option<String>,
    /// An id among the diagnostic's subjects.
    #[serde(skip_serializing_if = "is_default")]
    pub subject: Option<String>,
    /// Whether the diagnostic is expected to be there; true where missing.
    #[serde(skip_serializing_if = "is_default")]
    pub present: Option<bool>,
}

/// A place on the canvas, in units of one CSS pixel at zoom 1. Read from any
/// number, rounded to a whole one within ±1,000,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Rightward.
    pub x: i32,
    /// Downward.
    pub y: i32,
}

/// The version of the document's form. Only version 1 can be held, so a
/// document of another version is never taken for one of this.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version;

impl Version {
    /// The number that stands in the document.
    pub const NUMBER: u32 = 1;
}

record!(Scenario {
    version: Version,
    name: Text,
    description: Text,
    vpcs: Records,
    private_networks: Records,
    resources: Records,
    vpc_connectors: Records,
    routes: Records,
    ingress_rules: Records,
    acls: Records,
    organizations: Records,
    projects: Records,
    expectations: Records,
    layout: Points,
});

record!(Vpc {
    id: Text must,
    name: Text,
    region: Text = DEFAULT_REGION.to_owned(),
    project_id: MaybeText,
    organization_id: MaybeText,
    tags: Texts,
    routing_enabled: Flag = true,
    custom_routes_propagation_enabled: Flag = true,
    transitivity_enabled: Flag = true,
});

record!(PrivateNetwork {
    id: Text must,
    name: Text,
    vpc_id: Text must,
    subnets: Subnets,
    default_route_propagation_enabled: Flag,
});

record!(Resource {
    id: Text must,
    name: Text,
    private_network_id: Text must,
    addresses: Texts,
    kind: Text = "instance".to_owned(),
});

record!(VpcConnector {
    id: Text must,
    name: Text,
    vpc_id: Text must,
    target_vpc_id: Text must,
    region: MaybeText,
    status: MaybeText,
});

record!(Route {
    id: Text must,
    description: Text,
    vpc_id: Text must,
    destination: Text must,
    nexthop_vpc_connector_id: MaybeText,
    nexthop_resource_id: MaybeText,
    nexthop_private_network_id: MaybeText,
});

record!(IngressRule {
    id: Text must,
    vpc_id: Text must,
    source: Text must,
    nexthop_private_network_id: Text must,
    nexthop_resource_ip: Text must,
});

record!(Acl {
    vpc_id: Text must,
    is_ipv6: Flag,
    default_policy: Action,
    rules: Records,
});

record!(AclRule {
    protocol: Protocol,
    source: Text must,
    src_port_low: Number,
    src_port_high: Number,
    destination: Text must,
    dst_port_low: Number,
    dst_port_high: Number,
    action: Action must,
    description: Text,
});

record!(Organization {
    id: Text must,
    name: Text,
});

record!(Project {
    id: Text must,
    name: Text,
    organization_id: MaybeText,
});

record!(Expectation {
    expect: Text must,
    name: MaybeText,
    connector: MaybeText,
    from: MaybeText,
    to: MaybeText,
    family: MaybeText,
    is: MaybeText,
    are: MaybePairs,
    path: MaybeTexts,
    code: MaybeText,
    subject: MaybeText,
    present: MaybeFlag,
});

record!(Point {
    x: Coordinate must,
    y: Coordinate must,
});

impl Scenario {
    /// Writes the document as compact JSON with everything left out that is at
    /// its default. The same scenario always gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Maps are keyed by text and numbers are whole, so this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Writes the document as JSON for people, indented by two, with a line
    /// break at the end.
    #[must_use]
    pub fn to_pretty_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

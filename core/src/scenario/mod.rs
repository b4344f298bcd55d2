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
mod places;
mod read;
pub(crate) mod record;

use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

pub use entity::{Entity, Kind};
pub use places::Places;
pub(crate) use read::not_an_id;
pub use read::{Limit, ReadError, Reading, UnknownField, text_of};

use crate::json::{ToJson, Writer, to_pretty_text, to_text};
use record::record;

/// The region that is meant where a VPC names none.
///
/// ```
/// use peerlab_core::scenario::{DEFAULT_REGION, Scenario};
///
/// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "shop"}]}"#)?;
/// assert_eq!(scenario.vpcs[0].region, DEFAULT_REGION);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub const DEFAULT_REGION: &str = "fr-par";

/// The longest id, in characters.
///
/// ```
/// use peerlab_core::scenario::{LONGEST_ID, Scenario};
///
/// let read = |id: String| Scenario::from_json(&format!(r#"{{"vpcs": [{{"id": "{id}"}}]}}"#));
/// assert!(read("a".repeat(LONGEST_ID)).is_ok());
/// assert!(read("a".repeat(LONGEST_ID + 1)).is_err());
/// ```
pub const LONGEST_ID: usize = 128;

/// A scenario as written. See the [module](self) for what it is.
///
/// ```
/// use peerlab_core::scenario::{Scenario, Vpc};
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let ids: Vec<&str> = scenario.vpcs.iter().map(|Vpc { id, .. }| id.as_str()).collect();
/// assert_eq!(ids, ["shop", "data"]);
/// assert_eq!(scenario.private_networks[1].subnets, ["10.0.4.0/22"]);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// The version of the document's form; there is one so far.
    pub version: Version,
    /// What people call the scenario.
    pub name: String,
    /// What it shows, in Markdown.
    pub description: String,
    /// The VPCs.
    pub vpcs: Vec<Vpc>,
    /// The Private Networks of all VPCs.
    pub private_networks: Vec<PrivateNetwork>,
    /// What has an address on a Private Network.
    pub resources: Vec<Resource>,
    /// The peering connectors, each one side of a peering.
    pub vpc_connectors: Vec<VpcConnector>,
    /// The custom routes of all VPCs.
    pub routes: Vec<Route>,
    /// The ingress routing rules of all VPCs.
    pub ingress_rules: Vec<IngressRule>,
    /// The network ACLs, one of a VPC and family.
    pub acls: Vec<Acl>,
    /// Names for the ids of organisations.
    pub organizations: Vec<Organization>,
    /// Names for the ids of projects.
    pub projects: Vec<Project>,
    /// What should hold.
    pub expectations: Vec<Expectation>,
    /// Where things stand on the canvas, by id; what is missing is laid out
    /// automatically.
    pub layout: Places,
}

/// A VPC.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "9f", "name": "Shop"}]}"#)?;
/// let shop = &scenario.vpcs[0];
/// assert_eq!((shop.name.as_str(), shop.region.as_str()), ("Shop", "fr-par"));
/// assert!(shop.routing_enabled && shop.transitivity_enabled, "unless it says otherwise");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its region, such as `fr-par`; immutable on the platform.
    pub region: String,
    /// The project that owns it.
    pub project_id: Option<String>,
    /// The organisation that owns it.
    pub organization_id: Option<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Whether packets may leave its Private Networks at all.
    pub routing_enabled: bool,
    /// Whether its custom routes reach all of its Private Networks.
    pub custom_routes_propagation_enabled: bool,
    /// Whether packets of peered VPCs may pass through it to others. Chosen at
    /// creation and immutable on the platform.
    pub transitivity_enabled: bool,
}

/// A Private Network.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"private_networks": [{"id": "web", "vpc_id": "shop",
///         "subnets": ["10.0.0.0/22", {"id": "5c", "subnet": "fd00::/64"}]}]}"#,
/// )?;
/// assert_eq!(scenario.private_networks[0].subnets, ["10.0.0.0/22", "fd00::/64"]);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateNetwork {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The VPC it belongs to; immutable on the platform.
    pub vpc_id: String,
    /// Its CIDRs as written; immutable on the platform. The API's objects with
    /// a `subnet` are read as well.
    pub subnets: Vec<String>,
    /// Whether it receives default routes that are not local to it.
    pub default_route_propagation_enabled: bool,
}

/// Something that has addresses on a Private Network.
///
/// ```
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let app = &scenario.resources[0];
/// assert_eq!((app.private_network_id.as_str(), app.addresses[0].as_str()), ("web", "10.0.0.9"));
/// assert_eq!(app.kind, "instance");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The Private Network it is attached to.
    pub private_network_id: String,
    /// Its IP addresses as written.
    pub addresses: Vec<String>,
    /// What it is, such as `instance`.
    pub kind: String,
}

/// A peering connector: one VPC owner's consent to peer with another VPC.
///
/// ```
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let [there, back] = scenario.vpc_connectors.as_slice() else {
///     panic!("a peering has two sides");
/// };
/// assert_eq!((&there.vpc_id, &there.target_vpc_id), (&back.target_vpc_id, &back.vpc_id));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcConnector {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The VPC it belongs to, its origin; immutable on the platform.
    pub vpc_id: String,
    /// The VPC it wants to peer with; immutable on the platform. It may be one
    /// that the scenario does not know.
    pub target_vpc_id: String,
    /// The region it was made in.
    pub region: Option<String>,
    /// What the platform reported when it was imported: compared with the
    /// computed status, never trusted.
    pub status: Option<String>,
}

/// A custom route of a VPC.
///
/// ```
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let route = &scenario.routes[0];
/// assert_eq!(route.destination, "10.0.4.0/22");
/// assert_eq!(route.nexthop_vpc_connector_id.as_deref(), Some("shop-to-data"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub description: String,
    /// The VPC whose table holds it.
    pub vpc_id: String,
    /// The CIDR it applies to, as written.
    pub destination: String,
    /// The connector that its packets leave by.
    pub nexthop_vpc_connector_id: Option<String>,
    /// The resource that its packets are handed to.
    pub nexthop_resource_id: Option<String>,
    /// The Private Network that its packets are handed to, or that the resource
    /// stands in.
    pub nexthop_private_network_id: Option<String>,
}

/// An ingress routing rule: what enters the VPC from a peer is handed to a
/// resource first.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::scenario::{IngressRule, Scenario};
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.ingress_rules.push(IngressRule {
///     id: "by-firewall".to_owned(),
///     vpc_id: "data".to_owned(),
///     source: "10.0.0.0/8".to_owned(),
///     nexthop_private_network_id: "db".to_owned(),
///     nexthop_resource_ip: "10.0.4.9".to_owned(),
/// });
/// let question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let trace = judge(&scenario).trace(&scenario, &question)?;
/// assert_eq!(trace.forward.hops[2].through.as_deref(), Some("by-firewall"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
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
///
/// ```
/// use peerlab_core::report::{Verdict, judge};
/// use peerlab_core::routing::Traffic;
/// use peerlab_core::scenario::{Acl, AclAction, Scenario};
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.acls.push(Acl {
///     vpc_id: "data".to_owned(),
///     is_ipv6: false,
///     default_policy: AclAction::Drop,
///     rules: Vec::new(),
/// });
/// let verdict = judge(&scenario).verdict(&scenario, "web", "db", None, Traffic::Icmp)?;
/// assert_eq!(verdict, Verdict::Blocked, "no rule accepts anything");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acl {
    /// The VPC that it filters.
    pub vpc_id: String,
    /// Whether it filters IPv6; IPv4 otherwise.
    pub is_ipv6: bool,
    /// What happens to packets that no rule matches.
    pub default_policy: AclAction,
    /// The rules; the first that matches decides.
    pub rules: Vec<AclRule>,
}

/// A rule of a network ACL.
///
/// ```
/// use peerlab_core::scenario::{AclAction, Protocol, Scenario};
///
/// let scenario = Scenario::from_json(
///     r#"{"acls": [{"vpc_id": "data", "rules": [{"protocol": "TCP", "source": "10.0.0.0/22",
///         "destination": "10.0.4.0/22", "dst_port_low": 5432, "dst_port_high": 5432,
///         "action": "accept"}]}]}"#,
/// )?;
/// let rule = &scenario.acls[0].rules[0];
/// assert_eq!((rule.protocol, rule.action), (Protocol::Tcp, AclAction::Accept));
/// assert_eq!((rule.src_port_low, rule.src_port_high), (0, 0), "from any port");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclRule {
    /// The protocol that it matches.
    pub protocol: Protocol,
    /// The CIDR of the senders, as written.
    pub source: String,
    /// The lowest source port; 0 to 0 is any.
    pub src_port_low: u32,
    /// The highest source port.
    pub src_port_high: u32,
    /// The CIDR of the receivers, as written.
    pub destination: String,
    /// The lowest destination port; 0 to 0 is any.
    pub dst_port_low: u32,
    /// The highest destination port.
    pub dst_port_high: u32,
    /// What happens to packets that it matches.
    pub action: AclAction,
    /// What it is for.
    pub description: String,
}

/// What an ACL does to a packet.
///
/// ```
/// use peerlab_core::scenario::{AclAction, Scenario};
///
/// let scenario = Scenario::from_json(r#"{"acls": [{"vpc_id": "data"}]}"#)?;
/// assert_eq!(scenario.acls[0].default_policy, AclAction::Accept, "as on the platform");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AclAction {
    /// Lets it pass.
    #[default]
    Accept,
    /// Drops it.
    Drop,
}

/// The protocol that an ACL rule matches.
///
/// ```
/// use peerlab_core::scenario::{Protocol, Scenario};
///
/// let read = |protocol: &str| {
///     Scenario::from_json(&format!(
///         r#"{{"acls": [{{"vpc_id": "data", "rules": [{{"protocol": "{protocol}",
///             "source": "10.0.0.0/22", "destination": "10.0.4.0/22", "action": "drop"}}]}}]}}"#
///     ))
/// };
/// assert_eq!(read("ICMP")?.acls[0].rules[0].protocol, Protocol::Icmp);
/// assert!(read("icmp").is_err(), "the platform writes it in capitals");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
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
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "shop", "organization_id": "o1"}],
///         "organizations": [{"id": "o1", "name": "Shops Ltd"}]}"#,
/// )?;
/// let owner = &scenario.organizations[0];
/// assert_eq!(scenario.vpcs[0].organization_id.as_ref(), Some(&owner.id));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// The name of a project.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "shop", "project_id": "p1"}],
///         "projects": [{"id": "p1", "name": "Web shop", "organization_id": "o1"}]}"#,
/// )?;
/// let project = &scenario.projects[0];
/// assert_eq!(scenario.vpcs[0].project_id.as_ref(), Some(&project.id));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The organisation it belongs to.
    pub organization_id: Option<String>,
}

/// What should hold, as written: which of the fields are read depends on
/// `expect`. See [`crate::expect`].
///
/// ```
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::{Expectation, Scenario};
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.expectations.push(Expectation {
///     expect: "status".to_owned(),
///     connector: Some("shop-to-data".to_owned()),
///     is: Some("peered".to_owned()),
///     ..Expectation::default()
/// });
/// assert!(judge(&scenario).expectations[0].holds);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// The kind of fact, such as `status`.
    pub expect: String,
    /// A title.
    pub name: Option<String>,
    /// The connector, of a `status` or `overlaps`.
    pub connector: Option<String>,
    /// Where packets start, of a `reach` or `trace`.
    pub from: Option<String>,
    /// Where packets go, of a `reach` or `trace`.
    pub to: Option<String>,
    /// The family, of a `reach`.
    pub family: Option<String>,
    /// The status, verdict or disposition that is expected.
    pub is: Option<String>,
    /// The overlapping pairs that are expected, of an `overlaps`.
    pub are: Option<Vec<(String, String)>>,
    /// The VPCs that packets pass, of a `trace`.
    pub path: Option<Vec<String>>,
    /// The code, of a `diagnostic`.
    pub code: Option<String>,
    /// An id among the diagnostic's subjects.
    pub subject: Option<String>,
    /// Whether the diagnostic is expected to be there; true where missing.
    pub present: Option<bool>,
}

/// A place on the canvas, in units of one CSS pixel at zoom 1. Read from any
/// number, rounded to a whole one within ±1,000,000.
///
/// ```
/// use peerlab_core::scenario::{Point, Scenario};
///
/// let text = r#"{"vpcs": [{"id": "shop"}], "layout": {"shop": {"x": 39.6, "y": -8e7}}}"#;
/// let scenario = Scenario::from_json(text)?;
/// assert_eq!(scenario.layout["shop"], Point { x: 40, y: -1_000_000 });
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// Rightward.
    pub x: i32,
    /// Downward.
    pub y: i32,
}

/// The version of the document's form. Only version 1 can be held, so a
/// document of another version is never taken for one of this.
///
/// ```
/// use peerlab_core::scenario::{ReadError, Scenario, Version};
///
/// assert_eq!(Scenario::from_json("{}")?.version, Version, "which goes without saying");
/// let newer = Scenario::from_json(r#"{"version": 2}"#);
/// assert!(matches!(newer, Err(ReadError::NewerVersion { .. })));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version;

impl Version {
    /// The number that stands in the document.
    ///
    /// ```
    /// use peerlab_core::scenario::{Scenario, Version};
    ///
    /// let text = format!(r#"{{"version":{}}}"#, Version::NUMBER);
    /// assert_eq!(Scenario::default().to_json(), text);
    /// ```
    pub const NUMBER: u32 = 1;
}
/// Makes a type a part of the document, as [`record`] does: it is read field by
/// field, and what is written of it is what may not be missing, or `always`
/// stands, or is not what it is where it is missing.
macro_rules! document {
    ($type:ident { $(
        $field:ident : $slot:ident $($must:ident)? $(= $value:expr)?
    ),* $(,)? }) => {
        record!($type { $($field: $slot $($must)? $(= $value)?),* });

        // Only parts of edits are written by another's writer, so what is written
        // here is handed to it as it is.
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let text = RawValue::from_string(to_text(self));
                text.map_err(S::Error::custom)?.serialize(serializer)
            }
        }

        impl ToJson for $type {
            fn write(&self, to: &mut Writer) {
                fn is<T: PartialEq>(one: &T, other: T) -> bool {
                    *one == other
                }
                let mut members: Vec<(&str, &dyn ToJson)> = Vec::new();
                $(
                    if document!(@is_written $($must)?)
                        || !is(&self.$field, record!(@blank $($value)?))
                    {
                        members.push((stringify!($field), &self.$field));
                    }
                )*
                to.object(&members);
            }
        }
    };
    (@is_written) => { false };
    (@is_written $must:ident) => { true };
}

document!(Scenario {
    version: Version always,
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
    layout: Places,
});

document!(Vpc {
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

document!(PrivateNetwork {
    id: Text must,
    name: Text,
    vpc_id: Text must,
    subnets: Subnets,
    default_route_propagation_enabled: Flag,
});

document!(Resource {
    id: Text must,
    name: Text,
    private_network_id: Text must,
    addresses: Texts,
    kind: Text = "instance".to_owned(),
});

document!(VpcConnector {
    id: Text must,
    name: Text,
    vpc_id: Text must,
    target_vpc_id: Text must,
    region: MaybeText,
    status: MaybeText,
});

document!(Route {
    id: Text must,
    description: Text,
    vpc_id: Text must,
    destination: Text must,
    nexthop_vpc_connector_id: MaybeText,
    nexthop_resource_id: MaybeText,
    nexthop_private_network_id: MaybeText,
});

document!(IngressRule {
    id: Text must,
    vpc_id: Text must,
    source: Text must,
    nexthop_private_network_id: Text must,
    nexthop_resource_ip: Text must,
});

document!(Acl {
    vpc_id: Text must,
    is_ipv6: Flag,
    default_policy: Action,
    rules: Records,
});

document!(AclRule {
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

document!(Organization {
    id: Text must,
    name: Text,
});

document!(Project {
    id: Text must,
    name: Text,
    organization_id: MaybeText,
});

document!(Expectation {
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

document!(Point {
    x: Coordinate must,
    y: Coordinate must,
});

impl Scenario {
    /// Writes the document as compact JSON with everything left out that is at
    /// its default. The same scenario always gives the same bytes.
    ///
    /// ```
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let text = r#"{"version": 1, "vpcs": [{"id": "a", "routing_enabled": true}]}"#;
    /// assert_eq!(Scenario::from_json(text)?.to_json(), r#"{"version":1,"vpcs":[{"id":"a"}]}"#);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        to_text(self)
    }

    /// Writes the document as JSON for people, indented by two, with a line
    /// break at the end.
    ///
    /// ```
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let text = Scenario::default().to_pretty_json();
    /// assert_eq!(text, "{\n  \"version\": 1\n}\n");
    /// ```
    #[must_use]
    pub fn to_pretty_json(&self) -> String {
        let mut text = to_pretty_text(self);
        text.push('\n');
        text
    }
}

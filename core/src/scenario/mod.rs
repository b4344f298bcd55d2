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

mod acl;
mod entity;
mod fields;
mod network;
mod owner;
mod places;
mod read;
pub(crate) mod record;

pub use acl::{Acl, AclAction, AclRule, Protocol};
pub use entity::{Entity, Kind};
pub use network::{IngressRule, PrivateNetwork, Resource, Route, Vpc, VpcConnector};
pub use owner::{Organization, Project, Viewer};
pub use places::Places;
pub use read::{Limit, ReadError, Reading, UnknownField, text_of};
pub(crate) use read::{check, document, known_fields, not_an_id, unknown_fields};

use crate::json::{to_pretty_text, to_text};
use record::document;

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
    /// Whose view the scenario is, where it is one: VPCs that are not this
    /// owner's stand for no more than their ids. See [`crate::owner`].
    pub seen_by: Option<Viewer>,
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
    /// The connector, of a `status` or `overlaps`; where it is missing, `from` and
    /// `to` are the VPCs at its ends.
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
    seen_by: Record,
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

document!(Viewer {
    organization_id: MaybeText,
    project_id: MaybeText,
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

//! What a network is made of, as written.

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

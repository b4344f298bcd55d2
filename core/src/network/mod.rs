//! The resolved network: indices instead of ids, parsed prefixes, adjacency.
//!
//! [`resolve`] is the one place where texts become values; nothing past it
//! handles text. What cannot be resolved takes no part and is named by a
//! diagnostic, and everything that does not depend on it is still judged.
//!
//! Resolving takes O(n log n) time for n entities.
//!
//! ```
//! use peerlab_core::network::resolve;
//! use peerlab_core::scenario::Scenario;
//! # const CHAIN: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
//!
//! let (network, problems) = resolve(&Scenario::from_json(CHAIN)?);
//! assert!(problems.is_empty());
//! let (_, hub) = network.vpcs().nth(1).ok_or("there are three")?;
//! let peers = hub.connectors.iter().map(|&connector| network.connector(connector).target);
//! let peers: Vec<usize> = peers.flatten().map(|vpc| vpc.place()).collect();
//! assert_eq!(peers, [0, 2], "the hub has connectors to both others");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod filter;
mod ids;
mod index;
mod resolve;

use std::net::IpAddr;

use crate::cidr::{Cidr, Family};
use crate::scenario::Entity;

pub use filter::{Acl, AclRule, IngressRule};
pub use index::{ConnectorIndex, PrivateNetworkIndex, ResourceIndex, RouteIndex, VpcIndex};
pub use resolve::resolve;

/// The network that a scenario describes. All lists are in document order and
/// hold what takes part.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
/// let (index, route) = network.routes().next().ok_or("there is one")?;
/// assert_eq!(network.route(index), route);
/// assert_eq!(route.destination.to_string(), "10.0.4.0/22");
/// assert_eq!(network.vpc(route.vpc).entity.index, 0, "the first VPC has it");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    vpcs: Vec<Vpc>,
    private_networks: Vec<PrivateNetwork>,
    resources: Vec<Resource>,
    connectors: Vec<Connector>,
    routes: Vec<Route>,
}

/// A VPC.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}, {"id": "data"}, {"id": "far", "region": "nl-ams"}]}"#;
/// let (network, _) = resolve(&Scenario::from_json(text)?);
/// let regions: Vec<usize> = network.vpcs().map(|(_, vpc)| vpc.region.place()).collect();
/// assert_eq!(regions, [0, 0, 2], "two VPCs are in one region where these are equal");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// Where the document has it.
    pub entity: Entity,
    /// Its region, as the first VPC of the document that has it.
    pub region: VpcIndex,
    /// Whether packets may leave its Private Networks.
    pub routing_enabled: bool,
    /// Whether packets of peered VPCs may pass through it to others.
    pub transitivity_enabled: bool,
    /// Its Private Networks.
    pub private_networks: Vec<PrivateNetworkIndex>,
    /// The subnets of its Private Networks, sorted by prefix.
    pub subnets: Vec<Subnet>,
    /// The connectors it is the origin of.
    pub connectors: Vec<ConnectorIndex>,
    /// Its custom routes.
    pub routes: Vec<RouteIndex>,
    /// Its ingress rules, the longest source first, equal ones in document
    /// order.
    pub ingress_rules: Vec<IngressRule>,
    /// Its ACLs, of IPv4 and of IPv6.
    pub acls: [Option<Acl>; 2],
}

impl Vpc {
    /// Returns its ACL for a family.
    ///
    /// ```
    /// use peerlab_core::cidr::Family;
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let text = r#"{"vpcs": [{"id": "a"}], "acls": [{"vpc_id": "a", "default_policy": "drop"}]}"#;
    /// let (network, _) = resolve(&Scenario::from_json(text)?);
    /// let (_, vpc) = network.vpcs().next().ok_or("there is one")?;
    /// assert!(vpc.acl(Family::Ipv4).is_some());
    /// assert!(vpc.acl(Family::Ipv6).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn acl(&self, family: Family) -> Option<&Acl> {
        let [ipv4, ipv6] = &self.acls;
        match family {
            Family::Ipv4 => ipv4.as_ref(),
            Family::Ipv6 => ipv6.as_ref(),
        }
    }
}

/// A Private Network.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}], "private_networks": [
///     {"id": "web", "vpc_id": "shop", "subnets": ["fd00::/64", "10.0.0.0/22"]}]}"#;
/// let (network, _) = resolve(&Scenario::from_json(text)?);
/// let (_, web) = network.private_networks().next().ok_or("there is one")?;
/// assert_eq!(web.subnets[0].to_string(), "10.0.0.0/22", "IPv4 is sorted before IPv6");
/// assert!(!web.receives_default_routes, "it has to be asked for");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateNetwork {
    /// Where the document has it.
    pub entity: Entity,
    /// The VPC it belongs to.
    pub vpc: VpcIndex,
    /// Its subnets, sorted.
    pub subnets: Vec<Cidr>,
    /// Whether it receives default routes that are not local to it.
    pub receives_default_routes: bool,
}

/// A subnet of a Private Network.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
/// let (_, shop) = network.vpcs().next().ok_or("there are two")?;
/// let subnet = shop.subnets[0];
/// assert!(network.private_network(subnet.private_network).subnets.contains(&subnet.cidr));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subnet {
    /// Its prefix.
    pub cidr: Cidr,
    /// The Private Network it belongs to.
    pub private_network: PrivateNetworkIndex,
}

/// Something with addresses on a Private Network.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}],
///     "private_networks": [{"id": "web", "vpc_id": "shop", "subnets": ["10.0.0.0/22"]}],
///     "resources": [{"id": "fw", "private_network_id": "web", "addresses": ["10.0.9.9"]}]}"#;
/// let (network, problems) = resolve(&Scenario::from_json(text)?);
/// let (_, firewall) = network.resources().next().ok_or("there is one")?;
/// let subnets = &network.private_network(firewall.private_network).subnets;
/// assert!(!subnets[0].contains_address(firewall.addresses[0]), "an address is not checked");
/// assert!(problems.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Where the document has it.
    pub entity: Entity,
    /// The Private Network it is attached to.
    pub private_network: PrivateNetworkIndex,
    /// Its addresses, as written.
    pub addresses: Vec<IpAddr>,
}

/// A peering connector whose origin is known.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}], "vpc_connectors": [
///     {"id": "to-partner", "vpc_id": "shop", "target_vpc_id": "not-ours-to-see"}]}"#;
/// let (network, problems) = resolve(&Scenario::from_json(text)?);
/// let (_, connector) = network.connectors().next().ok_or("it takes part")?;
/// assert_eq!(connector.target, None);
/// assert!(problems.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connector {
    /// Where the document has it.
    pub entity: Entity,
    /// The VPC it belongs to.
    pub origin: VpcIndex,
    /// The VPC it wants to peer with; `None` where the scenario has no such
    /// VPC, which is no mistake: one may peer with a VPC one cannot see.
    pub target: Option<VpcIndex>,
    /// What its owner is told of it, in the view of an owner who does not see
    /// the VPC that it leads to; `None` where it is judged.
    pub told: Option<Told>,
}

/// What an owner is told of a connector that leads to a VPC which they do not
/// see: its status, and nothing of why.
///
/// ```
/// use peerlab_core::network::{Told, resolve};
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"seen_by": {"project_id": "web"},
///     "vpcs": [{"id": "9f", "project_id": "web"}, {"id": "4e"}],
///     "vpc_connectors": [{"id": "c", "vpc_id": "9f", "target_vpc_id": "4e", "status": "peered"}]}"#;
/// let (network, _) = resolve(&Scenario::from_json(text)?);
/// let (_, connector) = network.connectors().next().ok_or("there is one")?;
/// assert_eq!((connector.target, connector.told), (None, Some(Told::Peered)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing matches it.
    Orphan,
    /// It is peered.
    Peered,
    /// Subnets of the two VPCs overlap; which ones is not told (A12).
    Conflict,
}

/// A custom route.
///
/// ```
/// use peerlab_core::network::{NextHop, resolve};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
/// let (_, route) = network.routes().next().ok_or("there is one")?;
/// let NextHop::Connector(connector) = route.next_hop else {
///     panic!("it leads out by one");
/// };
/// assert_eq!(network.connector(connector).origin, route.vpc);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// Where the document has it.
    pub entity: Entity,
    /// The VPC whose table holds it.
    pub vpc: VpcIndex,
    /// The addresses it applies to.
    pub destination: Cidr,
    /// Where its packets go.
    pub next_hop: NextHop,
}

/// Where the packets of a custom route go.
///
/// ```
/// use peerlab_core::network::{NextHop, resolve};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let next_hop = |scenario: &Scenario| resolve(scenario).0.routes().next().map(|(_, route)| route.next_hop);
/// scenario.routes[0].nexthop_vpc_connector_id = Some("db".to_owned());
/// assert_eq!(next_hop(&scenario), Some(NextHop::Missing { elsewhere: true }), "db is no connector");
/// scenario.routes[0].nexthop_vpc_connector_id = None;
/// assert_eq!(next_hop(&scenario), Some(NextHop::Unclear));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextHop {
    /// Out by a connector; whether it is the VPC's own is not said.
    Connector(ConnectorIndex),
    /// To a resource of the VPC.
    Resource(ResourceIndex),
    /// To a Private Network of the VPC.
    PrivateNetwork(PrivateNetworkIndex),
    /// To something that is not there.
    Missing {
        /// Whether the document has something of that id, but not in the VPC or
        /// not of the kind.
        elsewhere: bool,
    },
    /// Nowhere: the route names no next hop.
    Unclear,
}

impl Network {
    /// Returns the first connector from one VPC to another.
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
    /// let (index, connector) = network.connectors().next().ok_or("there are two")?;
    /// let target = connector.target.ok_or("it is in the scenario")?;
    /// assert_eq!(network.connector_between(connector.origin, target), Some(index));
    /// assert_eq!(network.connector_between(target, target), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn connector_between(&self, from: VpcIndex, to: VpcIndex) -> Option<ConnectorIndex> {
        let mut connectors = self.vpc(from).connectors.iter().copied();
        connectors.find(|&connector| self.connector(connector).target == Some(to))
    }
}

/// Declares the two ways to a kind of thing: all of them, and one by its index.
/// The number is how many the scenario of the examples has.
macro_rules! lookups {
    ($($list:ident, $one:ident: $index:ident => $item:ident, $what:literal, $count:literal;)+) => {
        impl Network {$(
            #[doc = concat!("Returns every ", $what, " with its index, in document order.")]
            ///
            /// ```
            /// use peerlab_core::network::resolve;
            /// use peerlab_core::scenario::Scenario;
            /// # const CHAIN: &str =
            /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
            ///
            /// let (network, _) = resolve(&Scenario::from_json(CHAIN)?);
            #[doc = concat!("assert_eq!(network.", stringify!($list), "().len(), ", $count, ");")]
            /// # Ok::<(), peerlab_core::scenario::ReadError>(())
            /// ```
            pub fn $list(&self) -> impl ExactSizeIterator<Item = ($index, &$item)> {
                let all = self.$list.iter().enumerate();
                all.map(|(place, item)| ($index::at(place), item))
            }

            #[doc = concat!("Returns a ", $what, " of this network.")]
            ///
            /// ```
            /// use peerlab_core::network::resolve;
            /// use peerlab_core::scenario::Scenario;
            /// # const CHAIN: &str =
            /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
            ///
            /// let (network, _) = resolve(&Scenario::from_json(CHAIN)?);
            #[doc = concat!("for (index, found) in network.", stringify!($list), "() {")]
            #[doc = concat!("    assert_eq!(network.", stringify!($one), "(index), found);")]
            /// }
            /// # Ok::<(), peerlab_core::scenario::ReadError>(())
            /// ```
            #[must_use]
            #[expect(
                clippy::indexing_slicing,
                reason = "an index is made by `resolve` alone, for the network it belongs to"
            )]
            pub fn $one(&self, index: $index) -> &$item {
                &self.$list[index.place()]
            }
        )+}
    };
}

lookups! {
    vpcs, vpc: VpcIndex => Vpc, "VPC", 3;
    private_networks, private_network: PrivateNetworkIndex => PrivateNetwork, "Private Network", 2;
    resources, resource: ResourceIndex => Resource, "resource", 1;
    connectors, connector: ConnectorIndex => Connector, "connector", 4;
    routes, route: RouteIndex => Route, "route", 4;
}

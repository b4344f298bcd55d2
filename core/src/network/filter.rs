//! What looks at who sends: ingress rules and network ACLs.

use std::net::IpAddr;

use super::PrivateNetworkIndex;
use crate::cidr::Cidr;
use crate::scenario::{AclAction, Entity, Protocol};

/// An ingress routing rule.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "data"}],
///     "private_networks": [{"id": "db", "vpc_id": "data", "subnets": ["10.0.4.0/22"]}],
///     "ingress_rules": [
///         {"id": "all", "vpc_id": "data", "source": "10.0.0.0/8",
///          "nexthop_private_network_id": "db", "nexthop_resource_ip": "10.0.4.9"},
///         {"id": "web", "vpc_id": "data", "source": "10.0.0.0/22",
///          "nexthop_private_network_id": "db", "nexthop_resource_ip": "10.0.4.7"}]}"#;
/// let (network, _) = resolve(&Scenario::from_json(text)?);
/// let (_, data) = network.vpcs().next().ok_or("there is one")?;
/// let lengths: Vec<u8> = data.ingress_rules.iter().map(|rule| rule.source.length()).collect();
/// assert_eq!(lengths, [22, 8], "the first that has the sender is used");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IngressRule {
    /// Where the document has it.
    pub entity: Entity,
    /// The senders it applies to.
    pub source: Cidr,
    /// The address it hands packets to; `None` where it cannot be read, so that
    /// nothing arrives there.
    pub address: Option<IpAddr>,
    /// The Private Network that the address should lie in; `None` where the VPC
    /// has none of that id.
    pub private_network: Option<PrivateNetworkIndex>,
}

/// The network ACL of a VPC for one family.
///
/// ```
/// use peerlab_core::cidr::Family;
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::{AclAction, Scenario};
///
/// let text = r#"{"vpcs": [{"id": "data"}], "acls": [
///     {"vpc_id": "data", "default_policy": "drop", "rules": [
///         {"source": "10.0.0.0/22", "destination": "10.0.4.0/22", "action": "accept"}]}]}"#;
/// let (network, _) = resolve(&Scenario::from_json(text)?);
/// let (_, data) = network.vpcs().next().ok_or("there is one")?;
/// let acl = data.acl(Family::Ipv4).ok_or("there is one")?;
/// assert_eq!((acl.rules[0].action, acl.default_policy), (AclAction::Accept, AclAction::Drop));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acl {
    /// Where the document has it.
    pub entity: Entity,
    /// What happens to packets that no rule matches.
    pub default_policy: AclAction,
    /// Its readable rules; the first that matches decides.
    pub rules: Vec<AclRule>,
}

/// A rule of a network ACL.
///
/// ```
/// use peerlab_core::cidr::Family;
/// use peerlab_core::network::resolve;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "data"}], "acls": [{"vpc_id": "data", "rules": [
///     {"source": "everyone", "destination": "10.0.4.0/22", "action": "drop"},
///     {"source": "10.0.0.0/22", "destination": "10.0.4.0/22", "dst_port_low": 443,
///      "dst_port_high": 443, "action": "accept"}]}]}"#;
/// let (network, _) = resolve(&Scenario::from_json(text)?);
/// let (_, data) = network.vpcs().next().ok_or("there is one")?;
/// let rule = data.acl(Family::Ipv4).ok_or("there is one")?.rules[0];
/// assert_eq!(rule.place, 1, "the first cannot be read and takes no part");
/// assert_eq!((rule.source_ports, rule.destination_ports), ((0, 0), (443, 443)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AclRule {
    /// Its place among the rules as written, from 0.
    pub place: usize,
    /// The protocol that it matches.
    pub protocol: Protocol,
    /// The senders that it matches.
    pub source: Cidr,
    /// The source ports that it matches, low and high; 0 to 0 is any.
    pub source_ports: (u32, u32),
    /// The receivers that it matches.
    pub destination: Cidr,
    /// The destination ports that it matches, low and high; 0 to 0 is any.
    pub destination_ports: (u32, u32),
    /// What happens to packets that it matches.
    pub action: AclAction,
}

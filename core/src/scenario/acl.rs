//! Network ACLs, as written.

use serde::Deserialize;

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

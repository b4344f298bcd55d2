//! Network ACLs: ordered, stateless filters where packets leave and enter
//! Private Networks.

use std::net::IpAddr;

use crate::network::{Acl, AclRule, VpcIndex};
use crate::scenario::{AclAction, Protocol};

/// The port of the other side, where a question names one port of TCP or UDP
/// (A10): the first of the range that systems draw such ports from.
pub(super) const OTHER_PORT: u16 = 49152;

/// What kind of packets a question is about.
///
/// ```
/// use peerlab_core::report::{Verdict, judge};
/// use peerlab_core::routing::Traffic;
/// use peerlab_core::scenario::{Acl, AclAction, AclRule, Protocol, Scenario};
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.acls.push(Acl {
///     vpc_id: "data".to_owned(),
///     is_ipv6: false,
///     default_policy: AclAction::Accept,
///     rules: vec![AclRule {
///         protocol: Protocol::Udp,
///         source: "0.0.0.0/0".to_owned(),
///         src_port_low: 0,
///         src_port_high: 0,
///         destination: "0.0.0.0/0".to_owned(),
///         dst_port_low: 53,
///         dst_port_high: 53,
///         action: AclAction::Drop,
///         description: String::new(),
///     }],
/// });
/// let report = judge(&scenario);
/// let verdict = |traffic| report.verdict(&scenario, "web", "db", None, traffic);
/// assert_eq!(verdict(Traffic::Udp(53))?, Verdict::Blocked);
/// assert_eq!(verdict(Traffic::Udp(123))?, Verdict::OneWay);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Traffic {
    /// ICMP, which has no ports.
    #[default]
    Icmp,
    /// TCP to a port.
    Tcp(u16),
    /// UDP to a port.
    Udp(u16),
}

/// One direction of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flow {
    pub(crate) protocol: Protocol,
    /// Source and destination port; `None` where the protocol has none.
    pub(crate) ports: Option<(u16, u16)>,
}

impl Traffic {
    /// Returns the packets that are sent.
    pub(crate) const fn sent(self) -> Flow {
        match self {
            Self::Icmp => Flow {
                protocol: Protocol::Icmp,
                ports: None,
            },
            Self::Tcp(port) => Flow {
                protocol: Protocol::Tcp,
                ports: Some((OTHER_PORT, port)),
            },
            Self::Udp(port) => Flow {
                protocol: Protocol::Udp,
                ports: Some((OTHER_PORT, port)),
            },
        }
    }

    /// Returns the packets that come back: the filters keep no state, so they
    /// are judged on their own, with the ports swapped.
    pub(crate) fn answered(self) -> Flow {
        let sent = self.sent();
        Flow {
            ports: sent
                .ports
                .map(|(source, destination)| (destination, source)),
            ..sent
        }
    }
}

/// What refused a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Denial {
    /// The VPC whose ACL it is.
    pub(crate) vpc: VpcIndex,
    /// The place of the rule among the rules as written; `None` is the default
    /// policy.
    pub(crate) rule: Option<usize>,
}

impl Acl {
    /// Tells what happens to a packet, and by which rule.
    pub(crate) fn judge(
        &self,
        flow: Flow,
        source: IpAddr,
        destination: IpAddr,
    ) -> (AclAction, Option<usize>) {
        let matching = self.rules.iter().find(|rule| {
            rule.applies_to(flow)
                && rule.source.contains_address(source)
                && rule.destination.contains_address(destination)
        });
        match matching {
            Some(rule) => (rule.action, Some(rule.place)),
            None => (self.default_policy, None),
        }
    }
}

impl AclRule {
    /// Tells whether the rule is about such packets, whatever their addresses.
    pub(crate) fn applies_to(&self, flow: Flow) -> bool {
        let protocol = self.protocol == Protocol::Any || self.protocol == flow.protocol;
        let ports = match flow.ports {
            // Without ports there is nothing to compare them with.
            None => true,
            Some((source, destination)) => {
                within(self.source_ports, source) && within(self.destination_ports, destination)
            }
        };
        protocol && ports
    }
}

/// Tells whether a port lies within bounds; both at 0 are any.
fn within((low, high): (u32, u32), port: u16) -> bool {
    (low, high) == (0, 0) || (low..=high).contains(&u32::from(port))
}

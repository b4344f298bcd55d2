//! Words of an ACL's rules that every tool of the platform shares.

use crate::scenario::{AclAction, Protocol};

pub(super) const fn action(action: AclAction) -> &'static str {
    match action {
        AclAction::Accept => "accept",
        AclAction::Drop => "drop",
    }
}

pub(super) const fn protocol(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Any => "ANY",
        Protocol::Tcp => "TCP",
        Protocol::Udp => "UDP",
        Protocol::Icmp => "ICMP",
    }
}

/// Drops what the platform itself puts before the description of a rule.
pub(super) fn without_scope(description: &str) -> &str {
    let scoped = description.strip_prefix("(Rule scope: ");
    let rest = scoped.and_then(|scoped| scoped.split_once(')'));
    rest.map_or(description, |(_, rest)| rest.trim_start())
}

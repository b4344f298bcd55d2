//! One packet, hop by hop, in the order in which §6 lists the steps.

use peerlab_core::scenario::Protocol;

use super::network::{AccessList, AccessRule, Network, NextHop};
use super::peering::{Judged, Status};
use super::prefix::{Address, Prefix};

/// The longest path, both ends counted (§6, step 7).
const MAX_CHAINED_VPCS: usize = 4;

/// The port of the end that asks (A10).
const OTHER_PORT: u32 = 49152;

#[derive(Clone, Copy)]
pub(super) struct Packet {
    /// The Private Network that it leaves.
    pub(super) from: usize,
    pub(super) source: Address,
    pub(super) destination: Address,
    /// The VPC that is meant; `None` is whichever it reaches.
    pub(super) meant: Option<usize>,
    pub(super) traffic: Traffic,
}

#[derive(Clone, Copy)]
pub(super) struct Traffic {
    pub(super) protocol: Protocol,
    pub(super) source_port: u32,
    pub(super) destination_port: u32,
}

/// What is asked and what is answered (A10).
#[derive(Clone, Copy)]
pub(super) struct Exchange {
    pub(super) asked: Traffic,
    pub(super) answered: Traffic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Disposition {
    Delivered,
    DeliveredWrongVpc,
    NoRoute,
    DefaultRouteNotReceived,
    RoutingDisabled,
    HandedToResource,
    NextHopMissing,
    NextHopForeign,
    NextHopOrphan,
    NextHopConflict,
    TransitDisabled,
    Loop,
    ChainTooLong,
    DeniedByAcl,
}

/// What became of a packet.
pub(super) struct Walk {
    pub(super) disposition: Disposition,
    pub(super) hops: Vec<Hop>,
    /// The VPC whose ACL refused it, and the place of the rule.
    pub(super) denied_by: Option<(usize, Option<usize>)>,
    /// The VPC that it would have entered again.
    pub(super) again: Option<usize>,
}

#[derive(Clone, Copy)]
pub(super) struct Hop {
    pub(super) vpc: usize,
    pub(super) entered_by: Option<usize>,
    pub(super) matched: Option<Match>,
    pub(super) left_by: Option<usize>,
    pub(super) through: Option<usize>,
}

/// A line of a VPC's table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Match {
    /// The subnet of a Private Network.
    Local(usize, Prefix),
    /// A custom route.
    Custom(usize),
}

impl Exchange {
    pub(super) const PING: Self = Self::new(Protocol::Icmp, 0, 0);
    pub(super) const HTTPS: Self = Self::new(Protocol::Tcp, OTHER_PORT, 443);
    pub(super) const QUERY: Self = Self::new(Protocol::Udp, OTHER_PORT, 80);

    const fn new(protocol: Protocol, source_port: u32, destination_port: u32) -> Self {
        Self {
            asked: Traffic {
                protocol,
                source_port,
                destination_port,
            },
            answered: Traffic {
                protocol,
                source_port: destination_port,
                destination_port: source_port,
            },
        }
    }
}

impl Disposition {
    pub(super) const ALL: [Self; 14] = [
        Self::Delivered,
        Self::DeliveredWrongVpc,
        Self::NoRoute,
        Self::DefaultRouteNotReceived,
        Self::RoutingDisabled,
        Self::HandedToResource,
        Self::NextHopMissing,
        Self::NextHopForeign,
        Self::NextHopOrphan,
        Self::NextHopConflict,
        Self::TransitDisabled,
        Self::Loop,
        Self::ChainTooLong,
        Self::DeniedByAcl,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::DeliveredWrongVpc => "delivered-wrong-vpc",
            Self::NoRoute => "no-route",
            Self::DefaultRouteNotReceived => "default-route-not-received",
            Self::RoutingDisabled => "routing-disabled",
            Self::HandedToResource => "handed-to-resource",
            Self::NextHopMissing => "next-hop-missing",
            Self::NextHopForeign => "next-hop-foreign",
            Self::NextHopOrphan => "next-hop-orphan",
            Self::NextHopConflict => "next-hop-conflict",
            Self::TransitDisabled => "transit-disabled",
            Self::Loop => "loop",
            Self::ChainTooLong => "chain-too-long",
            Self::DeniedByAcl => "denied-by-acl",
        }
    }
}

impl Walk {
    pub(super) fn path(&self) -> impl Iterator<Item = usize> {
        self.hops.iter().map(|hop| hop.vpc)
    }
}

/// Follows a packet to its end.
pub(super) fn follow(network: &Network, judged: &[Judged], packet: &Packet) -> Walk {
    let mut walk = Walk {
        disposition: Disposition::NoRoute,
        hops: vec![Hop {
            vpc: network.private_networks[packet.from].vpc,
            entered_by: None,
            matched: None,
            left_by: None,
            through: None,
        }],
        denied_by: None,
        again: None,
    };
    // Within one Private Network no router is asked (§5).
    let own = network.private_networks[packet.from].subnets.iter();
    let own = own.filter(|subnet| subnet.holds(packet.destination));
    if let Some(&subnet) = own.max_by_key(|subnet| subnet.length) {
        walk.hops[0].matched = Some(Match::Local(packet.from, subnet));
        walk.disposition = if is_meant(packet, walk.hops[0].vpc) {
            Disposition::Delivered
        } else {
            Disposition::DeliveredWrongVpc
        };
        return walk;
    }
    loop {
        let next = step(network, judged, packet, &mut walk);
        match next {
            Ok(hop) => walk.hops.push(hop),
            Err(disposition) => {
                walk.disposition = disposition;
                return walk;
            }
        }
    }
}

fn is_meant(packet: &Packet, vpc: usize) -> bool {
    packet.meant.is_none_or(|meant| meant == vpc)
}

/// What happens in the VPC of the last hop: the next hop, or the end.
fn step(
    network: &Network,
    judged: &[Judged],
    packet: &Packet,
    walk: &mut Walk,
) -> Result<Hop, Disposition> {
    let last = walk.hops.len() - 1;
    let Hop {
        vpc: here,
        entered_by,
        ..
    } = walk.hops[last];
    let is_source = entered_by.is_none();
    // Step 1.
    if !network.vpcs[here].routing_enabled {
        return Err(Disposition::RoutingDisabled);
    }
    // The source VPC's ACL, as the packet leaves its Private Network.
    if is_source && let Err(rule) = pass(network, here, packet) {
        walk.denied_by = Some((here, rule));
        return Err(Disposition::DeniedByAcl);
    }
    // Step 2.
    let matched = look_up(network, here, packet.destination).ok_or(Disposition::NoRoute)?;
    walk.hops[last].matched = Some(matched);
    if let Match::Custom(route) = matched
        && network.routes[route].destination.length == 0
        && is_source
        && !receives_default(network, route, packet.from)
    {
        // Anything else that holds the address would be longer and have won.
        return Err(Disposition::DefaultRouteNotReceived);
    }
    let route = match matched {
        Match::Local(..) => {
            // Only what enters by a connector meets the ingress rules.
            if let Some(rule) = entered_by.and_then(|_| ingress(network, here, packet.source)) {
                if !network.ingress_rules[rule].is_sound {
                    return Err(Disposition::NextHopMissing);
                }
                walk.hops[last].through = Some(rule);
            }
            if !is_meant(packet, here) {
                return Err(Disposition::DeliveredWrongVpc);
            }
            // The destination VPC's ACL, as it enters the other.
            if let Err(rule) = pass(network, here, packet) {
                walk.denied_by = Some((here, rule));
                return Err(Disposition::DeniedByAcl);
            }
            return Err(Disposition::Delivered);
        }
        Match::Custom(route) => &network.routes[route],
    };
    let connector = match route.next_hop {
        // Step 3.
        NextHop::Inside(place) if network.private_networks[place].vpc == here => {
            return Err(Disposition::HandedToResource);
        }
        NextHop::Inside(_) | NextHop::Missing => return Err(Disposition::NextHopMissing),
        NextHop::Connector(connector) => connector,
    };
    // Step 4.
    if network.connectors[connector].origin != here {
        return Err(Disposition::NextHopForeign);
    }
    walk.hops[last].left_by = Some(connector);
    let target = match (
        judged[connector].status,
        network.connectors[connector].target,
    ) {
        (Status::Orphan, _) | (_, None) => return Err(Disposition::NextHopOrphan),
        (Status::Conflict, _) => return Err(Disposition::NextHopConflict),
        (Status::Peered, Some(target)) => target,
    };
    // Step 5.
    if !is_source && !network.vpcs[here].transitivity_enabled {
        return Err(Disposition::TransitDisabled);
    }
    // Step 6.
    if walk.path().any(|visited| visited == target) {
        walk.again = Some(target);
        return Err(Disposition::Loop);
    }
    // Step 7.
    if walk.hops.len() + 1 > MAX_CHAINED_VPCS {
        return Err(Disposition::ChainTooLong);
    }
    // Step 8.
    Ok(Hop {
        vpc: target,
        entered_by: Some(connector),
        matched: None,
        left_by: None,
        through: None,
    })
}

/// The line of a VPC's table for an address (§5).
fn look_up(network: &Network, vpc: usize, address: Address) -> Option<Match> {
    let mut best: Option<(Prefix, Match)> = None;
    // A line replaces another only when it is longer: local lines, which win
    // over custom ones (A2), come first, and then earlier ones of the
    // document (A3).
    let mut offer = |prefix: Prefix, line: Match| {
        if prefix.holds(address) && best.is_none_or(|(other, _)| prefix.length > other.length) {
            best = Some((prefix, line));
        }
    };
    for (place, private_network) in network.private_networks.iter().enumerate() {
        if private_network.vpc == vpc {
            for &subnet in &private_network.subnets {
                offer(subnet, Match::Local(place, subnet));
            }
        }
    }
    for (place, route) in network.routes.iter().enumerate() {
        if route.vpc == vpc {
            offer(route.destination, Match::Custom(place));
        }
    }
    best.map(|(_, line)| line)
}

/// Whether a Private Network uses a default route (A6).
fn receives_default(network: &Network, route: usize, sender: usize) -> bool {
    let is_own =
        matches!(network.routes[route].next_hop, NextHop::Inside(place) if place == sender);
    is_own || network.private_networks[sender].receives_default_routes
}

/// The ingress rule of a VPC for a sender: the longest source prefix.
fn ingress(network: &Network, vpc: usize, source: Address) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (place, rule) in network.ingress_rules.iter().enumerate() {
        let is_longer =
            |other: usize| rule.source.length > network.ingress_rules[other].source.length;
        if rule.vpc == vpc && rule.source.holds(source) && best.is_none_or(is_longer) {
            best = Some(place);
        }
    }
    best
}

/// Holds a packet against the ACL of a VPC; the error is the rule that refuses
/// it, or `None` where the default policy does.
fn pass(network: &Network, vpc: usize, packet: &Packet) -> Result<(), Option<usize>> {
    let list: &Option<AccessList> = &network.vpcs[vpc].acls[packet.destination.family as usize];
    let Some(list) = list else {
        return Ok(());
    };
    match list.rules.iter().position(|rule| applies(rule, packet)) {
        Some(place) if !list.rules[place].accepts => Err(Some(place)),
        None if !list.accepts_the_rest => Err(None),
        _ => Ok(()),
    }
}

fn applies(rule: &AccessRule, packet: &Packet) -> bool {
    let Traffic {
        protocol,
        source_port,
        destination_port,
    } = packet.traffic;
    let is_within = |(low, high): (u32, u32), port: u32| {
        let is_any = (low, high) == (0, 0);
        is_any || (low <= port && port <= high)
    };
    let has_ports = protocol != Protocol::Icmp;
    (rule.protocol == Protocol::Any || rule.protocol == protocol)
        && rule
            .source
            .is_some_and(|prefix| prefix.holds(packet.source))
        && rule
            .destination
            .is_some_and(|prefix| prefix.holds(packet.destination))
        && (!has_ports
            || is_within(rule.source_ports, source_port)
                && is_within(rule.destination_ports, destination_port))
}

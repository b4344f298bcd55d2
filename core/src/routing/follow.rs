//! Following one packet from VPC to VPC.
//!
//! ```
//! use peerlab_core::report::{Question, judge};
//! use peerlab_core::routing::follow::Disposition;
//! use peerlab_core::scenario::Scenario;
//! # const CHAIN: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
//!
//! let mut scenario = Scenario::from_json(CHAIN)?;
//! scenario.vpc_connectors.pop();
//! let question = Question {
//!     from: "web".to_owned(),
//!     to: "db".to_owned(),
//!     traffic: Default::default(),
//! };
//! let trace = judge(&scenario).trace(&scenario, &question)?;
//! assert_eq!(trace.forward.disposition, Disposition::NextHopOrphan);
//! assert_eq!(trace.forward.path, ["shop", "hub"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::net::IpAddr;

use super::acl::Flow;
pub use super::disposition::Disposition;
use super::{Denial, MAX_CHAINED_VPCS, Match, Routing, TableEntry};
use crate::cidr::{Cidr, Family, number};
use crate::network::{
    ConnectorIndex, IngressRule, Network, NextHop, PrivateNetworkIndex, RouteIndex, Subnet, Vpc,
    VpcIndex,
};
use crate::scenario::{AclAction, Entity};

/// A packet that is about to leave a VPC.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packet {
    /// The VPC that it leaves.
    pub(crate) start: VpcIndex,
    /// Who sends it. Without one it is taken as it stands at the router, with
    /// nothing before that looks at senders.
    pub(crate) sender: Option<Sender>,
    pub(crate) destination: IpAddr,
    /// The VPC it is meant for; `None` is whichever it reaches.
    pub(crate) meant: Option<VpcIndex>,
}

/// Who sends a packet, and what kind of packet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sender {
    pub(crate) network: PrivateNetworkIndex,
    pub(crate) address: IpAddr,
    pub(crate) flow: Flow,
}

impl Packet {
    /// Makes the packet that a sender sends.
    pub(crate) fn sent(
        network: &Network,
        sender: Sender,
        destination: IpAddr,
        meant: Option<VpcIndex>,
    ) -> Self {
        Self {
            start: network.private_network(sender.network).vpc,
            sender: Some(sender),
            destination,
            meant,
        }
    }
}

/// The way of a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// The VPCs that it passes, from its own; at least one.
    pub(crate) hops: Vec<Hop>,
    /// What becomes of it at the last of them.
    pub(crate) disposition: Disposition,
    /// The VPC it would enter again, of a [`Disposition::Loop`].
    pub(crate) again: Option<VpcIndex>,
    /// What refused it, of a [`Disposition::DeniedByAcl`].
    pub(crate) denial: Option<Denial>,
}

/// What happens to a packet in one VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hop {
    /// The VPC.
    pub(crate) vpc: VpcIndex,
    /// The connector of the VPC before, by which it comes.
    pub(crate) entered_by: Option<ConnectorIndex>,
    /// The prefix of the route or subnet that is used, and what it leads to.
    pub(crate) matched: Option<(Cidr, Match)>,
    /// The connector by which it leaves, or would.
    pub(crate) leaves_by: Option<ConnectorIndex>,
    /// The routes that nearly match, the nearest first, where none does.
    pub(crate) near: Vec<RouteIndex>,
    /// The ingress rule that hands it to an appliance first, by its place in
    /// the document. The appliance is taken to pass it on (A11).
    pub(crate) through: Option<Entity>,
}

impl Way {
    /// Returns the VPCs that the packet passes.
    pub(crate) fn path(&self) -> Vec<VpcIndex> {
        self.hops.iter().map(|hop| hop.vpc).collect()
    }
}

impl Hop {
    fn at(vpc: VpcIndex, entered_by: Option<ConnectorIndex>) -> Self {
        Self {
            vpc,
            entered_by,
            matched: None,
            leaves_by: None,
            near: Vec::new(),
            through: None,
        }
    }
}

/// Where a packet goes from a hop.
enum Step {
    /// Into another VPC, by a connector.
    Enter(ConnectorIndex, VpcIndex),
    /// No further.
    Stop(Disposition),
    /// No further, because of an ACL.
    Denied(Denial),
}

impl Routing {
    /// Follows a packet until something becomes of it.
    ///
    /// Takes at most [`MAX_CHAINED_VPCS`] lookups.
    pub(crate) fn follow(&self, packet: &Packet) -> Way {
        let mut way = Way {
            hops: Vec::with_capacity(MAX_CHAINED_VPCS),
            disposition: Disposition::Delivered,
            again: None,
            denial: None,
        };
        let mut hop = Hop::at(packet.start, None);
        loop {
            let step = self.step(packet, &mut hop);
            let (vpc, entered_by) = (hop.vpc, hop.entered_by);
            way.hops.push(hop);
            let (connector, target) = match step {
                Step::Enter(connector, target) => (connector, target),
                Step::Stop(disposition) => {
                    way.disposition = disposition;
                    return way;
                }
                Step::Denied(denial) => {
                    way.disposition = Disposition::DeniedByAcl;
                    way.denial = Some(denial);
                    return way;
                }
            };
            if entered_by.is_some() && !self.network.vpc(vpc).transitivity_enabled {
                way.disposition = Disposition::TransitDisabled;
                return way;
            }
            if way.hops.iter().any(|hop| hop.vpc == target) {
                way.disposition = Disposition::Loop;
                way.again = Some(target);
                return way;
            }
            if way.hops.len() == MAX_CHAINED_VPCS {
                way.disposition = Disposition::ChainTooLong;
                return way;
            }
            hop = Hop::at(target, Some(connector));
        }
    }

    /// Looks the packet up in the table of one VPC and fills in the hop.
    fn step(&self, packet: &Packet, hop: &mut Hop) -> Step {
        let vpc = self.network.vpc(hop.vpc);
        let leaving = packet.sender.filter(|_| hop.entered_by.is_none());
        // Neighbours in one Private Network never ask the router.
        if let Some(subnet) = leaving.and_then(|sender| self.neighbourhood(sender, packet)) {
            hop.matched = Some((subnet.cidr, Match::Local(subnet.private_network)));
            return Step::Stop(arrival(packet, hop.vpc));
        }
        if !vpc.routing_enabled {
            return Step::Stop(Disposition::RoutingDisabled);
        }
        if let Some(denial) = leaving.and_then(|sender| denied(sender, packet, hop.vpc, vpc)) {
            return Step::Denied(denial);
        }
        let table = self.table(hop.vpc, Family::of(packet.destination));
        let Some(entry) = table.longest(number(packet.destination)) else {
            hop.near = self.near(hop.vpc, packet.destination);
            return Step::Stop(Disposition::NoRoute);
        };
        hop.matched = Some((entry.cidr, entry.value));
        match entry.value {
            Match::Local(_) => arrive(&self.network, packet, hop),
            Match::Custom(route) => {
                if leaving.is_some_and(|sender| !self.receives(sender.network, entry, route)) {
                    return Step::Stop(Disposition::DefaultRouteNotReceived);
                }
                if let NextHop::Connector(connector) = self.network.route(route).next_hop {
                    hop.leaves_by = Some(connector);
                }
                match self.next(route) {
                    Ok((connector, target)) => Step::Enter(connector, target),
                    Err(dead) => Step::Stop(dead.into()),
                }
            }
        }
    }

    /// Returns the longest subnet of the sender's own Private Network that holds
    /// the destination.
    pub(crate) fn neighbourhood(&self, sender: Sender, packet: &Packet) -> Option<Subnet> {
        let subnets = self.network.private_network(sender.network).subnets.iter();
        subnets
            .filter(|subnet| subnet.contains_address(packet.destination))
            .max_by_key(|subnet| subnet.length())
            .map(|&cidr| Subnet {
                cidr,
                private_network: sender.network,
            })
    }

    /// Tells whether a Private Network uses an entry of its VPC's table: a
    /// default route only where it receives such or is the next hop's own (A6).
    pub(crate) fn receives(
        &self,
        network: PrivateNetworkIndex,
        entry: &TableEntry,
        route: RouteIndex,
    ) -> bool {
        if entry.cidr.length() > 0
            || self
                .network
                .private_network(network)
                .receives_default_routes
        {
            return true;
        }
        match self.network.route(route).next_hop {
            NextHop::Resource(resource) => {
                self.network.resource(resource).private_network == network
            }
            NextHop::PrivateNetwork(next_hop) => next_hop == network,
            NextHop::Connector(_) | NextHop::Missing { .. } | NextHop::Unclear => false,
        }
    }

    /// Returns the custom routes of a VPC that share the most leading bits with
    /// an address that none of them matches, the nearest first, at most three.
    fn near(&self, vpc: VpcIndex, address: IpAddr) -> Vec<RouteIndex> {
        const MOST: usize = 3;
        let family = Family::of(address);
        let shared = |cidr: Cidr| {
            let differing = number(cidr.first()) ^ number(address);
            let unused = 128 - u32::from(family.bits());
            differing.leading_zeros().saturating_sub(unused)
        };
        let mut near: Vec<(u32, RouteIndex)> = self
            .table(vpc, family)
            .entries()
            .iter()
            .filter_map(|entry| match entry.value {
                Match::Custom(route) => Some((shared(entry.cidr), route)),
                Match::Local(_) => None,
            })
            // Fewer shared bits than a byte is no near miss.
            .filter(|&(shared, _)| shared >= 8)
            .collect();
        near.sort_by_key(|&(shared, route)| (std::cmp::Reverse(shared), route));
        near.into_iter()
            .take(MOST)
            .map(|(_, route)| route)
            .collect()
    }
}

/// A packet meets a subnet of the VPC it is in.
fn arrive(network: &Network, packet: &Packet, hop: &mut Hop) -> Step {
    let vpc = network.vpc(hop.vpc);
    if hop.entered_by.is_some()
        && let Some(sender) = packet.sender
        && let Some(rule) = vpc.ingress_rule(sender.address)
    {
        if !rule.is_sound(network) {
            return Step::Stop(Disposition::NextHopMissing);
        }
        hop.through = Some(rule.entity);
    }
    let disposition = arrival(packet, hop.vpc);
    if disposition == Disposition::Delivered
        && let Some(sender) = packet.sender
        && let Some(denial) = denied(sender, packet, hop.vpc, vpc)
    {
        return Step::Denied(denial);
    }
    Step::Stop(disposition)
}

fn arrival(packet: &Packet, here: VpcIndex) -> Disposition {
    if packet.meant.is_none_or(|meant| meant == here) {
        Disposition::Delivered
    } else {
        Disposition::DeliveredWrongVpc
    }
}

/// Judges a packet by the network ACL of a VPC that it leaves or enters.
pub(crate) fn denied(
    sender: Sender,
    packet: &Packet,
    index: VpcIndex,
    vpc: &Vpc,
) -> Option<Denial> {
    let acl = vpc.acl(Family::of(packet.destination))?;
    match acl.judge(sender.flow, sender.address, packet.destination) {
        (AclAction::Drop, rule) => Some(Denial { vpc: index, rule }),
        (AclAction::Accept, _) => None,
    }
}

impl Vpc {
    /// Returns the ingress rule for a sender: the one with the longest source.
    pub(crate) fn ingress_rule(&self, sender: IpAddr) -> Option<&IngressRule> {
        let mut rules = self.ingress_rules.iter();
        rules.find(|rule| rule.source.contains_address(sender))
    }
}

impl IngressRule {
    /// Tells whether its address lies in its Private Network.
    pub(crate) fn is_sound(&self, network: &Network) -> bool {
        self.private_network
            .zip(self.address)
            .is_some_and(|(index, address)| {
                let mut subnets = network.private_network(index).subnets.iter();
                subnets.any(|subnet| subnet.contains_address(address))
            })
    }
}

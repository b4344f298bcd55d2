//! What keeps a packet from arriving, by indices.

use crate::network::{ConnectorIndex, NextHop, RouteIndex, Subnet, VpcIndex};
use crate::peering::{Status, subnet_overlaps};
use crate::plan::Needs;
use crate::routing::follow::{Disposition, Packet, Sender, Way, denied};
use crate::routing::{Denial, Match, Routing};
use crate::scenario::Entity;

/// A packet that is followed further than it goes.
pub(super) struct Search<'r> {
    pub(super) routing: &'r Routing,
    pub(super) packet: &'r Packet,
    pub(super) sender: Sender,
    /// Of an answer, what the packet that it answers needs.
    pub(super) there: &'r Needs,
}

/// A defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Defect {
    /// Where it is.
    pub(super) vpc: VpcIndex,
    /// Where the packet should go on to.
    pub(super) towards: Option<VpcIndex>,
    pub(super) cause: Cause,
}

/// What is wrong in a VPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    RoutingDisabled,
    Denied(Denial),
    NoRoute,
    /// The sender does not receive the default route.
    NotReceived(RouteIndex),
    /// The VPC has the address itself, in a subnet.
    Taken(Subnet),
    Handed(RouteIndex),
    Missing(RouteIndex),
    Foreign(RouteIndex, ConnectorIndex),
    Orphan(ConnectorIndex),
    /// Subnets overlap with another VPC's.
    Conflict(VpcIndex),
    /// A connector is told to be in conflict with a VPC that is not seen.
    ToldConflict(ConnectorIndex),
    /// A connector leads into a VPC that is not seen.
    Unseen(ConnectorIndex),
    NoConnector,
    TransitDisabled,
    /// A route leads to a VPC that was passed before.
    Loop(RouteIndex, VpcIndex),
    /// A route leads to one VPC more than can be chained.
    TooLong(RouteIndex, VpcIndex),
    /// A route leads to another VPC.
    Elsewhere(RouteIndex, VpcIndex),
    /// An ingress rule names an address that is not there.
    Ingress(Entity),
    /// No Private Network has the address.
    Nowhere,
    /// The VPC that has it is in another region.
    OtherRegion(VpcIndex),
}

impl Search<'_> {
    /// Finds every defect of a packet's way, the first where it stops, and returns
    /// what it needs as well.
    pub(super) fn defects(&self, way: &Way) -> (Vec<Defect>, Needs) {
        let network = self.routing.network();
        let passed = way.path();
        let (Some(&last), Some(stop)) = (passed.last(), self.stop(way)) else {
            return (Vec::new(), self.needs(&passed));
        };
        let defect = |vpc, cause| Defect {
            vpc,
            towards: None,
            cause,
        };
        let mut found = vec![defect(last, stop)];
        // What is behind a VPC that is not seen is not seen either.
        if matches!(stop, Cause::Unseen(_) | Cause::ToldConflict(_)) {
            return (found, Needs::default());
        }
        let mut led = passed.clone();
        let too_long = self.lead_on(&mut led);
        let Some(home) = self.home(&led) else {
            // An appliance may know the way out of the scenario.
            if way.disposition != Disposition::HandedToResource {
                found.push(defect(last, Cause::Nowhere));
            }
            return (found, Needs::default());
        };
        if network.vpc(home).region != network.vpc(self.packet.start).region {
            found.push(defect(last, Cause::OtherRegion(home)));
            return (found, Needs::default());
        }
        let path = self.path(&led, home);
        let place = path.iter().position(|&vpc| vpc == last);
        if let Some(first) = found.first_mut() {
            first.towards = place.and_then(|place| path.get(place + 1)).copied();
        }
        let shared = |other: &[VpcIndex]| {
            let pairs = path.iter().zip(other);
            pairs.take_while(|(one, other)| one == other).count()
        };
        // Before the last VPC that it passes rightly nothing is wrong.
        let leaves = shared(&passed).saturating_sub(1);
        let turns = shared(&led).saturating_sub(1);
        for place in leaves..path.len() {
            if place == turns
                && let (Some(cause), Some(&end)) = (too_long, led.last())
            {
                add(&mut found, defect(end, cause));
            }
            self.inspect(&path, place, &mut found);
        }
        (found, self.needs(&path))
    }

    /// Returns what stops a packet; `None` where it is delivered.
    fn stop(&self, way: &Way) -> Option<Cause> {
        let network = self.routing.network();
        let hop = way.hops.last()?;
        let route = match hop.matched {
            Some((_, Match::Custom(route))) => Some(route),
            _ => None,
        };
        let target = || network.connector(hop.leaves_by?).target;
        match way.disposition {
            Disposition::Delivered => None,
            Disposition::DeliveredWrongVpc => match hop.matched? {
                (cidr, Match::Local(private_network)) => Some(Cause::Taken(Subnet {
                    cidr,
                    private_network,
                })),
                (_, Match::Custom(_)) => None,
            },
            Disposition::RoutingDisabled => Some(Cause::RoutingDisabled),
            Disposition::NoRoute => Some(Cause::NoRoute),
            Disposition::DefaultRouteNotReceived => route.map(Cause::NotReceived),
            Disposition::HandedToResource => route.map(Cause::Handed),
            Disposition::NextHopMissing => match route {
                Some(route) => Some(Cause::Missing(route)),
                None => self.unsound_ingress(hop.vpc),
            },
            Disposition::NextHopForeign => Some(Cause::Foreign(route?, hop.leaves_by?)),
            Disposition::NextHopOrphan => hop.leaves_by.map(Cause::Orphan),
            Disposition::NextHopConflict => Some(match target() {
                Some(target) => Cause::Conflict(target),
                None => Cause::ToldConflict(hop.leaves_by?),
            }),
            Disposition::TransitDisabled => Some(Cause::TransitDisabled),
            Disposition::Loop => Some(Cause::Loop(route?, way.again?)),
            Disposition::ChainTooLong => Some(Cause::TooLong(route?, target()?)),
            Disposition::DeniedByAcl => way.denial.map(Cause::Denied),
            Disposition::Unseen => hop.leaves_by.map(Cause::Unseen),
        }
    }

    /// Finds what is wrong in one VPC of a path, in the order in which packets
    /// meet it.
    fn inspect(&self, path: &[VpcIndex], place: usize, found: &mut Vec<Defect>) {
        let network = self.routing.network();
        let Some((&here, before)) = path.get(..=place).and_then(<[_]>::split_last) else {
            return;
        };
        let towards = path.get(place + 1).copied();
        let vpc = network.vpc(here);
        let is_first = before.is_empty();
        let mut add = |cause| {
            let defect = Defect {
                vpc: here,
                towards,
                cause,
            };
            self::add(found, defect);
        };
        let refused = || denied(self.sender, self.packet, here, vpc).map(Cause::Denied);
        // Neighbours in one Private Network never ask the router.
        let own = if is_first {
            self.routing.neighbourhood(self.sender, self.packet)
        } else {
            None
        };
        own.map(Cause::Taken).into_iter().for_each(&mut add);
        if !vpc.routing_enabled {
            add(Cause::RoutingDisabled);
        }
        if is_first {
            refused().into_iter().for_each(&mut add);
        }
        // A route that leads elsewhere, and the connector of one that does not.
        let (mut elsewhere, mut by) = (None, None);
        match self.entry(here).map(|entry| (entry, entry.value)) {
            _ if own.is_some() => {}
            None => add(Cause::NoRoute),
            Some((entry, Match::Local(private_network))) if towards.is_some() => {
                let cidr = entry.cidr;
                add(Cause::Taken(Subnet {
                    cidr,
                    private_network,
                }));
            }
            Some((_, Match::Local(_))) => {
                if !is_first {
                    self.unsound_ingress(here).into_iter().for_each(&mut add);
                }
                refused().into_iter().for_each(&mut add);
            }
            Some((entry, Match::Custom(route))) => {
                let is_received =
                    !is_first || self.routing.receives(self.sender.network, entry, route);
                if !is_received {
                    add(Cause::NotReceived(route));
                }
                match self.leads(route, before, here) {
                    Ok((connector, target)) if Some(target) == towards => by = Some(connector),
                    // What is not received leads nowhere.
                    _ if !is_received => {}
                    Ok((_, target)) if before.contains(&target) => {
                        elsewhere = Some(Cause::Loop(route, target));
                    }
                    Ok((_, target)) => elsewhere = Some(Cause::Elsewhere(route, target)),
                    Err(cause) => add(cause),
                }
            }
        }
        if let Some(next) = towards {
            match by.or_else(|| network.connector_between(here, next)) {
                None => add(Cause::NoConnector),
                Some(connector) => self.orphan(connector).into_iter().for_each(&mut add),
            }
            if subnet_overlaps(network, here, next, 1).total > 0 {
                add(Cause::Conflict(next));
            }
            if !is_first && !vpc.transitivity_enabled {
                add(Cause::TransitDisabled);
            }
        }
        elsewhere.into_iter().for_each(&mut add);
    }

    /// Returns the connector by which a route leads out of its VPC, and the VPC
    /// that its packets would enter if it were peered; else why they never enter
    /// one.
    fn leads(
        &self,
        route: RouteIndex,
        before: &[VpcIndex],
        here: VpcIndex,
    ) -> Result<(ConnectorIndex, VpcIndex), Cause> {
        let network = self.routing.network();
        let index = match network.route(route).next_hop {
            NextHop::Connector(index) => index,
            NextHop::Resource(_) | NextHop::PrivateNetwork(_) => return Err(Cause::Handed(route)),
            NextHop::Missing { .. } | NextHop::Unclear => return Err(Cause::Missing(route)),
        };
        let connector = network.connector(index);
        if connector.origin != here {
            return Err(Cause::Foreign(route, index));
        }
        let can_peer = connector.target.filter(|&target| {
            target != here
                && (before.contains(&target)
                    || network.vpc(target).region == network.vpc(here).region)
        });
        can_peer.map(|target| (index, target)).ok_or_else(|| {
            match self.routing.peering().status(index) {
                Status::ToldPeered => Cause::Unseen(index),
                Status::ToldConflict => Cause::ToldConflict(index),
                Status::Orphan(_) | Status::Matched { .. } => Cause::Orphan(index),
            }
        })
    }

    fn orphan(&self, connector: ConnectorIndex) -> Option<Cause> {
        match self.routing.peering().status(connector) {
            Status::Orphan(_) => Some(Cause::Orphan(connector)),
            Status::Matched { .. } | Status::ToldPeered | Status::ToldConflict => None,
        }
    }

    fn unsound_ingress(&self, here: VpcIndex) -> Option<Cause> {
        let network = self.routing.network();
        let rule = network.vpc(here).ingress_rule(self.sender.address)?;
        (!rule.is_sound(network)).then_some(Cause::Ingress(rule.entity))
    }
}

/// Adds a defect that is not known yet.
fn add(found: &mut Vec<Defect>, defect: Defect) {
    let mut known = found.iter();
    if !known.any(|known| (known.vpc, known.cause) == (defect.vpc, defect.cause)) {
        found.push(defect);
    }
}

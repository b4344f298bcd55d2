//! The way that a packet goes on hypothetically.

use super::find::{Cause, Search};
use crate::cidr::{Cidr, Family, number};
use crate::network::{NextHop, RouteIndex, VpcIndex};
use crate::plan::{Needs, needs, ways};
use crate::routing::{MAX_CHAINED_VPCS, Match, TableEntry};

impl Search<'_> {
    /// Goes on from where a packet stops to where the tables lead, as if all
    /// connectors were peered and all VPCs let traffic through. Returns what ends
    /// that, where it is the number of VPCs.
    pub(super) fn lead_on(&self, passed: &mut Vec<VpcIndex>) -> Option<Cause> {
        loop {
            let &here = passed.last()?;
            if self.packet.meant == Some(here) {
                return None;
            }
            let (route, next) = self.led(here)?;
            if passed.contains(&next) {
                return None;
            }
            if passed.len() >= MAX_CHAINED_VPCS {
                return Some(Cause::TooLong(route, next));
            }
            passed.push(next);
        }
    }

    /// Returns the VPC where a packet is at home that has gone on as far as the
    /// tables lead: the one that is meant, else one that has the address,
    /// preferably where it is and else in its region.
    pub(super) fn home(&self, led: &[VpcIndex]) -> Option<VpcIndex> {
        let here = led.last().copied();
        let network = self.routing.network();
        let holders = || {
            let networks = network.private_networks().map(|(_, network)| network);
            networks.filter(|network| {
                let mut subnets = network.subnets.iter();
                subnets.any(|subnet| subnet.contains_address(self.packet.destination))
            })
        };
        let region = network.vpc(self.packet.start).region;
        self.packet
            .meant
            .or_else(|| here.filter(|&here| self.takes(here)))
            .or_else(|| {
                let mut holders = holders().map(|network| network.vpc);
                holders.find(|&vpc| network.vpc(vpc).region == region)
            })
            .or_else(|| holders().next().map(|network| network.vpc))
    }

    /// Chooses the way to the destination: the longest part of where the tables
    /// lead that can go on, and of the ways from there the one that needs least
    /// beside what the way there needs.
    pub(super) fn path(&self, led: &[VpcIndex], home: VpcIndex) -> Vec<VpcIndex> {
        let network = self.routing.network();
        let Some((&last, before)) = led.split_last() else {
            return Vec::new();
        };
        // What ends in a wrong VPC had better not gone there.
        let most = if last != home && self.takes(last) && !before.is_empty() {
            before
        } else {
            led
        };
        let cheapest = |passed: &[VpcIndex]| {
            let ways = ways(network, passed, home).into_iter();
            ways.min_by_key(|way| self.needs(way).with(self.there).cost())
        };
        let lengths = (1..=most.len()).rev();
        let mut beginnings = lengths.filter_map(|length| most.get(..length));
        beginnings.find_map(cheapest).unwrap_or_default()
    }

    /// Estimates what a packet needs to go a way.
    pub(super) fn needs(&self, way: &[VpcIndex]) -> Needs {
        let destination = self.packet.destination;
        let host = Cidr::containing(destination, Family::of(destination).bits());
        needs(self.routing, way, host.as_slice(), self.sender.network)
    }

    /// Returns the entry of a VPC's table for the destination.
    pub(super) fn entry(&self, here: VpcIndex) -> Option<&TableEntry> {
        let destination = self.packet.destination;
        let table = self.routing.table(here, Family::of(destination));
        table.longest(number(destination))
    }

    /// Tells whether a VPC has the destination in a subnet of its own.
    fn takes(&self, here: VpcIndex) -> bool {
        let entry = self.entry(here);
        entry.is_some_and(|entry| matches!(entry.value, Match::Local(_)))
    }

    /// Returns the route that a VPC has for the destination, and the VPC that its
    /// packets would enter if its connector were peered.
    fn led(&self, here: VpcIndex) -> Option<(RouteIndex, VpcIndex)> {
        let network = self.routing.network();
        let Match::Custom(route) = self.entry(here)?.value else {
            return None;
        };
        let NextHop::Connector(connector) = network.route(route).next_hop else {
            return None;
        };
        let connector = network.connector(connector);
        let target = connector.target?;
        let can_peer = connector.origin == here
            && target != here
            && network.vpc(target).region == network.vpc(here).region;
        can_peer.then_some((route, target))
    }
}

//! What a way needs at least, from the tables as they are.

use std::collections::BTreeSet;

use super::{Cost, Task};
use crate::cidr::{Cidr, Range};
use crate::network::{Network, NextHop, PrivateNetworkIndex, RouteIndex, VpcIndex};
use crate::peering::subnet_overlaps;
use crate::routing::{Match, Routing};

/// What a way needs at least.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// Whether subnets overlap, so that at least one has to move.
    moves: bool,
    transits: BTreeSet<VpcIndex>,
    replaced: BTreeSet<RouteIndex>,
    switches: BTreeSet<VpcIndex>,
    connectors: BTreeSet<(VpcIndex, VpcIndex)>,
    routes: BTreeSet<(VpcIndex, Cidr)>,
}

impl Needs {
    /// Returns what both need together.
    pub(crate) fn with(&self, other: &Self) -> Self {
        Self {
            moves: self.moves || other.moves,
            transits: &self.transits | &other.transits,
            replaced: &self.replaced | &other.replaced,
            switches: &self.switches | &other.switches,
            connectors: &self.connectors | &other.connectors,
            routes: &self.routes | &other.routes,
        }
    }

    pub(crate) fn cost(&self) -> Cost {
        // Where something moves, its routes change in ways not known here.
        let known = usize::from(!self.moves);
        Cost {
            recreated_networks: usize::from(self.moves),
            enabled_transits: self.transits.len(),
            replaced_routes: known * self.replaced.len(),
            changed_settings: self.switches.len(),
            added_connectors: self.connectors.len(),
            added_routes: known * self.routes.len(),
        }
    }
}

/// Estimates what packets of a sender need to go a way to subnets.
///
/// Takes O(n + s) time for the n subnets of the VPCs on the way and the s entries
/// of their tables within the subnets.
pub(crate) fn needs(
    routing: &Routing,
    way: &[VpcIndex],
    subnets: &[Cidr],
    sender: PrivateNetworkIndex,
) -> Needs {
    let network = routing.network();
    let mut needs = Needs::default();
    for &vpc in way {
        if !network.vpc(vpc).routing_enabled {
            needs.switches.insert(vpc);
        }
    }
    if let [_, middle @ .., _] = way {
        let closed = middle
            .iter()
            .filter(|vpc| !network.vpc(**vpc).transitivity_enabled);
        needs.transits.extend(closed);
    }
    for link in way.windows(2) {
        let &[here, next] = link else {
            continue;
        };
        needs.moves |= subnet_overlaps(network, here, next, 1).total > 0;
        for (one, other) in [(here, next), (next, here)] {
            if network.connector_between(one, other).is_none() {
                needs.connectors.insert((one, other));
            }
        }
    }
    for &subnet in subnets {
        let nexts = way.iter().skip(1).map(Some).chain([None]);
        for (&here, next) in way.iter().zip(nexts) {
            let table = look(routing, here, next.copied(), subnet, sender);
            needs.replaced.extend(table.wrong);
            needs.moves |= table.is_taken;
            if table.is_missing {
                needs.routes.insert((here, subnet));
            }
        }
    }
    needs
}

impl Task<'_> {
    /// Estimates what packets need to go a way to a Private Network.
    pub(super) fn needs(&self, way: &[VpcIndex], to: PrivateNetworkIndex) -> Needs {
        needs(self.routing, way, &self.subnets(to), self.sender(to))
    }

    /// Returns the Private Network that sends what is for another.
    fn sender(&self, to: PrivateNetworkIndex) -> PrivateNetworkIndex {
        if to == self.to { self.from } else { self.to }
    }

    /// Returns the subnets of a Private Network in the family.
    fn subnets(&self, network: PrivateNetworkIndex) -> Vec<Cidr> {
        let subnets = self
            .routing
            .network()
            .private_network(network)
            .subnets
            .iter();
        let of_family = subnets.filter(|subnet| subnet.family() == self.family);
        of_family.copied().collect()
    }
}

/// What stands in a table for a subnet.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// Routes that lead it elsewhere.
    pub(super) wrong: Vec<RouteIndex>,
    /// Whether a part of it has no route that fits.
    pub(super) is_missing: bool,
    /// Whether a part of it is a subnet of that VPC.
    pub(super) is_taken: bool,
}

/// Looks what a VPC's table does with what a sender sends to a subnet, which
/// should go to `next`; `None` is where it is at home.
pub(super) fn look(
    routing: &Routing,
    here: VpcIndex,
    next: Option<VpcIndex>,
    subnet: Cidr,
    sender: PrivateNetworkIndex,
) -> Look {
    let network = routing.network();
    let table = routing.table(here, subnet.family());
    let sender_is_here = network.private_network(sender).vpc == here;
    let mut found = Look::default();
    for segment in table.segments(Range::of(subnet)) {
        let Some(entry) = segment.entry else {
            found.is_missing |= next.is_some();
            continue;
        };
        match entry.value {
            Match::Local(_) => found.is_taken |= next.is_some(),
            Match::Custom(route) if next.is_some_and(|next| leads(network, route, next)) => {
                // A default route that the sender does not receive is none.
                found.is_missing |= sender_is_here && !routing.receives(sender, entry, route);
            }
            // One that is wider is overridden by adding a route, one that is as
            // wide or narrower is in the way.
            Match::Custom(route) if subnet.contains(entry.cidr) => {
                found.wrong.push(route);
            }
            Match::Custom(_) => found.is_missing |= next.is_some(),
        }
    }
    found
}

/// Tells whether a route leads to a VPC once the two are peered.
fn leads(network: &Network, route: RouteIndex, next: VpcIndex) -> bool {
    let route = network.route(route);
    let NextHop::Connector(connector) = route.next_hop else {
        return false;
    };
    let connector = network.connector(connector);
    connector.origin == route.vpc && connector.target == Some(next)
}

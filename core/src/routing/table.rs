//! The route table of a VPC.

use crate::cidr::{Cidr, Entry, Family, Nested};
use crate::network::{Network, RouteIndex, Subnet, Vpc};

/// What an entry of a table leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// A Private Network of the VPC itself.
    Local(Subnet),
    /// A custom route.
    Custom(RouteIndex),
}

/// The routes of one VPC and family: its Private Networks' subnets and its
/// custom routes. The longest prefix wins, so a custom route that is more
/// specific than a local subnet is used (A4).
pub(crate) type Table = Nested<Match>;

/// An entry of a [`Table`].
pub(crate) type TableEntry = Entry<Match>;

/// Builds the table of a VPC, each prefix once. Of equal prefixes a local one is
/// used before a custom one (A2), and of custom ones the first of the document
/// (A3).
///
/// Takes O(n log n) time for n subnets and routes.
pub(crate) fn table(network: &Network, vpc: &Vpc, family: Family) -> Table {
    let subnets = vpc.subnets.iter();
    let local = subnets.map(|&subnet| (subnet.cidr, Match::Local(subnet)));
    let custom = vpc.routes.iter().map(|&route| {
        let destination = network.route(route).destination;
        (destination, Match::Custom(route))
    });
    let mut all: Vec<(Cidr, Match)> = local
        .chain(custom)
        .filter(|(cidr, _)| cidr.family() == family)
        .collect();
    // Stable, so that the first of equals is the one that is kept.
    all.sort_by_key(|&(cidr, _)| cidr);
    all.dedup_by_key(|&mut (cidr, _)| cidr);
    Table::of_sorted(all)
}

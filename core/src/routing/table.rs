//! The route table of a VPC.

use crate::cidr::{Cidr, Entry, Family, Keys, Nested};
use crate::network::{Network, PrivateNetworkIndex, RouteIndex, Vpc};

/// What an entry of a table leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// A Private Network of the VPC itself.
    Local(PrivateNetworkIndex),
    /// A custom route.
    Custom(RouteIndex),
}

/// The routes of one VPC and family: its Private Networks' subnets and its
/// custom routes. The longest prefix wins, so a custom route that is more
/// specific than a local subnet is used (A4).
pub(crate) type Table = Nested<Match>;

/// An entry of a [`Table`].
pub(crate) type TableEntry = Entry<Match>;

/// Builds the tables of a VPC, for IPv4 and for IPv6, each prefix once. Of equal
/// prefixes a local one is used before a custom one (A2), and of custom ones the
/// first of the document (A3).
///
/// Takes O(n log n) time for n subnets and routes.
pub(super) fn tables(network: &Network, vpc: &Vpc) -> [Table; 2] {
    let local = vpc.subnets.iter().map(|subnet| subnet.cidr);
    let custom = vpc
        .routes
        .iter()
        .map(|&route| network.route(route).destination);
    let prefixes: Vec<Cidr> = local.chain(custom).collect();
    let keys = Keys::sorted([&prefixes, &[]]);
    [Family::Ipv4, Family::Ipv6].map(|family| {
        let keys = keys.of(family);
        let mut table = Table::with_capacity(keys.len());
        let mut before = None;
        for key in keys {
            let place = key.place as usize;
            // Equal ones come in the order that they have here.
            let Some(&cidr) = prefixes.get(place).filter(|&&cidr| before != Some(cidr)) else {
                continue;
            };
            before = Some(cidr);
            let local = vpc.subnets.get(place);
            let local = local.map(|subnet| Match::Local(subnet.private_network));
            let value = local.or_else(|| {
                let route = vpc.routes.get(place - vpc.subnets.len())?;
                Some(Match::Custom(*route))
            });
            if let Some(value) = value {
                table.push(cidr, value);
            }
        }
        table
    })
}

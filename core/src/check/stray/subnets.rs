//! Whom routes are for.

use crate::check::Look;
use crate::cidr::{Cidr, Family, Nested, Range};
use crate::network::{PrivateNetworkIndex, RouteIndex};

/// Every subnet of a family.
pub(super) struct Subnets {
    pub(super) all: Nested<PrivateNetworkIndex>,
    /// For each subnet, the addresses of all before it; behind them, of all.
    before: Vec<u128>,
    /// Whether no two of them have an address in common.
    are_apart: bool,
}

impl Subnets {
    pub(super) fn of(look: &Look<'_>, family: Family) -> Self {
        let networks = look.network.private_networks();
        let subnets = networks.flat_map(|(index, network)| {
            let of_family = network.subnets.iter().filter(move |s| s.family() == family);
            of_family.map(move |&subnet| (subnet, index))
        });
        let subnets: Vec<(Cidr, PrivateNetworkIndex)> = subnets.collect();
        let all = Nested::new(&subnets);
        let sizes = all.entries().iter().map(|entry| entry.range().size());
        let mut sum = 0u128;
        let mut before = vec![sum];
        before.extend(sizes.map(|size| {
            sum = sum.saturating_add(size);
            sum
        }));
        let are_apart = all
            .entries()
            .iter()
            .all(|entry| all.around(entry).next().is_none());
        Self {
            all,
            before,
            are_apart,
        }
    }

    /// Tells whether a route leads to every address that its destination has in
    /// the subnets of other VPCs, which leaves nothing to ask of it. Where
    /// subnets of one Private Network overlap, or a number has no room for so
    /// many, it is not told.
    ///
    /// Takes O(log n + d + m) time for n subnets nested d deep and m of the
    /// route's own VPC within its destination.
    pub(super) fn are_served_by(&self, look: &Look<'_>, index: RouteIndex) -> bool {
        let route = look.network.route(index);
        let led_to = look.reach.led_to(index);
        if led_to == 0 {
            return false;
        }
        let whole = Range::of(route.destination);
        if self.are_apart && led_to == whole.size() {
            // There is no more, as where a route is for just what is there.
            return true;
        }
        let (holding, within) = self.all.holding_and_within(whole);
        let sum = |place: usize| self.before.get(place).copied().unwrap_or(u128::MAX);
        let (begin, end) = (sum(within.start), sum(within.end));
        let all = holding.fold(end - begin, |all, subnet| {
            all.saturating_add(subnet.range().size().min(whole.size()))
        });
        let own = &look.network.vpc(route.vpc).subnets;
        let first = own.partition_point(|subnet| subnet.cidr < route.destination);
        let own = own.get(first..).unwrap_or_default().iter();
        let own = own.take_while(|subnet| route.destination.contains(subnet.cidr));
        let own = own.fold(0u128, |own, subnet| {
            own.saturating_add(Range::of(subnet.cidr).size())
        });
        end < u128::MAX && all < u128::MAX && led_to.saturating_add(own) == all
    }
}

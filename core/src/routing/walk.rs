//! Walking outward from a destination, along the routes that lead towards it.

use super::{MAX_CHAINED_VPCS, Match, Routing};
use crate::cidr::{AddressSet, Cidr, Family, Keys, Nested, Range};
use crate::network::{RouteIndex, VpcIndex};

/// Which of the branches of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BranchIndex(u32);

impl BranchIndex {
    pub(super) const fn place(self) -> usize {
        self.0 as usize
    }
}

/// Addresses of a destination, and the way that packets take there from where
/// it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Branch {
    pub(super) range: Range,
    /// The VPC that packets enter first, and the branch they go on by; `None`
    /// where they are there.
    pub(super) onward: Option<(VpcIndex, BranchIndex)>,
}

/// A VPC whose table sends the addresses of a branch on that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) vpc: VpcIndex,
    pub(super) branch: BranchIndex,
    /// Whether a default route does it, which a Private Network has to receive
    /// (A6).
    pub(super) by_default: bool,
}

/// What packets that arrive have used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Passages {
    /// For each VPC, whether they pass through it.
    pub(super) vpcs: Vec<bool>,
    /// For each route, how many addresses of other VPCs' Private Networks it
    /// leads to, those of each Private Network counted by themselves.
    pub(super) led_to: Vec<u128>,
}

/// The routes of other VPCs that lead into each VPC, for one family.
pub(super) struct Inbound {
    /// Sorted by the VPC they lead into, then by destination, then by origin.
    feeders: Vec<Feeder>,
    /// For each VPC, which feeders there are for each destination.
    into: Vec<Nested<(usize, usize)>>,
}

/// A route that leads into another VPC.
#[derive(Clone, Copy)]
struct Feeder {
    route: RouteIndex,
    origin: VpcIndex,
    destination: Cidr,
    /// Whether its table has nothing more specific, so that it is used for all
    /// of its destination.
    is_plain: bool,
}

impl Inbound {
    /// Gathers the routes that lead somewhere.
    ///
    /// Takes O(n log n) time for n routes.
    pub(super) fn new(routing: &Routing, family: Family) -> Self {
        let network = routing.network();
        let mut by_target = vec![Vec::new(); network.vpcs().len()];
        for (origin, vpc) in network.vpcs() {
            if !vpc.routing_enabled {
                continue;
            }
            let table = routing.table(origin, family);
            for (place, entry) in table.entries().iter().enumerate() {
                if let Match::Custom(route) = entry.value
                    && let Ok((_, target)) = routing.next(route)
                    && let Some(feeders) = by_target.get_mut(target.place())
                {
                    feeders.push(Feeder {
                        route,
                        origin,
                        destination: entry.cidr,
                        is_plain: table.inside(place).next().is_none(),
                    });
                }
            }
        }
        let mut feeders: Vec<Feeder> = Vec::with_capacity(by_target.iter().map(Vec::len).sum());
        let into = by_target.into_iter().map(|unsorted| {
            let destinations: Vec<Cidr> = unsorted.iter().map(|f| f.destination).collect();
            let keys = Keys::sorted([&destinations, &[]]);
            let begin = feeders.len();
            let sorted = keys.of(family).iter();
            feeders.extend(sorted.filter_map(|key| unsorted.get(key.place as usize)));
            let mut into = Nested::EMPTY;
            let mut place = begin;
            let behind = feeders.get(begin..).unwrap_or_default();
            for same in behind.chunk_by(|a, b| a.destination == b.destination) {
                let end = place + same.len();
                if let Some(first) = same.first() {
                    into.push(first.destination, (place, end));
                }
                place = end;
            }
            into
        });
        let into = into.collect();
        Self { feeders, into }
    }
}

/// A walk from one destination outward. All ways that arrive form a tree: what
/// is met are its branches, and its leaves are the VPCs they begin in.
pub(super) struct Walk<'a> {
    pub(super) routing: &'a Routing,
    pub(super) inbound: &'a Inbound,
    pub(super) family: Family,
    pub(super) branches: Vec<Branch>,
    /// From the destination outward.
    pub(super) leaves: Vec<Leaf>,
}

impl Walk<'_> {
    /// Walks from some addresses of a VPC's Private Networks: first what the VPC
    /// itself delivers, then what the routes of others send into it, at most
    /// three connections deep.
    pub(super) fn outward(&mut self, home: VpcIndex, wanted: &AddressSet, passages: &mut Passages) {
        let network = self.routing.network();
        if !network.vpc(home).routing_enabled {
            return;
        }
        for &range in wanted.ranges() {
            for segment in self.routing.table(home, self.family).segments(range) {
                if segment
                    .entry
                    .is_some_and(|entry| matches!(entry.value, Match::Local(_)))
                {
                    let branch = self.grow(segment.range, None);
                    self.leaves.push(Leaf {
                        vpc: home,
                        branch,
                        by_default: false,
                    });
                }
            }
        }
        // The leaves of the last ring, at `ring..`, are what the next leads to.
        let mut ring = 0;
        for connections in 1..MAX_CHAINED_VPCS {
            let end = self.leaves.len();
            for place in ring..end {
                let Some(&leaf) = self.leaves.get(place) else {
                    continue;
                };
                // What passes through a VPC needs its leave; in transit it uses
                // the whole table, default routes included (A6).
                if connections > 1 && !network.vpc(leaf.vpc).transitivity_enabled {
                    continue;
                }
                let before = self.leaves.len();
                self.sprout(leaf, &mut passages.led_to);
                if connections > 1
                    && self.leaves.len() > before
                    && let Some(is_passed) = passages.vpcs.get_mut(leaf.vpc.place())
                {
                    *is_passed = true;
                }
            }
            ring = end;
        }
    }

    fn grow(&mut self, range: Range, onward: Option<(VpcIndex, BranchIndex)>) -> BranchIndex {
        // Of one walk there are no more than the memory has room for, which is
        // far below what the number has.
        let branch = BranchIndex(u32::try_from(self.branches.len()).unwrap_or(u32::MAX));
        self.branches.push(Branch { range, onward });
        branch
    }

    /// Adds what the routes of other VPCs send on to a leaf.
    fn sprout(&mut self, leaf: Leaf, led_to: &mut [u128]) {
        let (routing, inbound, family) = (self.routing, self.inbound, self.family);
        let (Some(&Branch { range: sent, .. }), Some(into)) = (
            self.branches.get(leaf.branch.place()),
            inbound.into.get(leaf.vpc.place()),
        ) else {
            return;
        };
        let onward = Some((leaf.vpc, leaf.branch));
        for group in into.overlapping(sent) {
            let Some(common) = group.range.intersection(sent) else {
                continue;
            };
            let shared = self.grow(common, onward);
            let (begin, end) = group.value;
            for feeder in inbound.feeders.get(begin..end).unwrap_or_default() {
                let mut arrives = |range: Range| {
                    let branch = if range == common {
                        shared
                    } else {
                        self.grow(range, onward)
                    };
                    self.leaves.push(Leaf {
                        vpc: feeder.origin,
                        branch,
                        by_default: group.cidr.length() == 0,
                    });
                    if let Some(led_to) = led_to.get_mut(feeder.route.place()) {
                        *led_to = led_to.saturating_add(range.size());
                    }
                };
                if feeder.is_plain {
                    arrives(common);
                    continue;
                }
                let used = Some(Match::Custom(feeder.route));
                let table = routing.table(feeder.origin, family);
                for segment in table.segments(common) {
                    if segment.entry.map(|entry| entry.value) == used {
                        arrives(segment.range);
                    }
                }
            }
        }
    }
}

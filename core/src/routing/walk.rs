//! Walking outward from a destination, along the routes that lead towards it.

use super::{MAX_CHAINED_VPCS, Match, Routing, TableEntry};
use crate::cidr::{AddressSet, Cidr, Family, Keys, Nested, Range};
use crate::network::{PrivateNetworkIndex, RouteIndex, VpcIndex};

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

/// The routes of other VPCs that lead into each VPC, for one family.
struct Inbound {
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
    fn new(routing: &Routing, family: Family) -> Self {
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

/// Walks from destinations of one family outward, one after the other. All ways
/// that arrive form a tree: what is met are its branches, and its leaves are the
/// VPCs they begin in.
pub(super) struct Walk<'a> {
    pub(super) routing: &'a Routing,
    pub(super) family: Family,
    inbound: Inbound,
    pub(super) branches: Vec<Branch>,
    /// From the destination outward.
    pub(super) leaves: Vec<Leaf>,
    /// The routes of the last leaves, in their order: those that begin in
    /// another VPC than the destination's.
    routes: Vec<RouteIndex>,
}

/// Whether addresses are walked to that some tables may tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cuts {
    /// They are, each part by itself.
    Made,
    /// They are not: a walk that meets such a table ends.
    Refused,
}

/// The end of a walk at a table that tells its addresses apart.
#[derive(Debug)]
struct Apart;

impl<'a> Walk<'a> {
    pub(super) fn new(routing: &'a Routing, family: Family) -> Self {
        Self {
            routing,
            family,
            inbound: Inbound::new(routing, family),
            branches: Vec::new(),
            leaves: Vec::new(),
            routes: Vec::new(),
        }
    }

    /// Walks from some addresses of a VPC's Private Networks: first what the VPC
    /// itself delivers, then what the routes of others send into it.
    pub(super) fn reach_each(&mut self, home: VpcIndex, wanted: &AddressSet) {
        let table = self.routing.table(home, self.family);
        let segments = wanted
            .ranges()
            .iter()
            .flat_map(|&range| table.segments(range));
        let delivered: Vec<Range> = segments
            .filter(|segment| segment.entry.is_some_and(is_local))
            .map(|segment| segment.range)
            .collect();
        // Nothing refuses it.
        let _ = self.outward(home, &delivered, Cuts::Made);
    }

    /// Walks from several Private Networks of a VPC as if all addresses from the
    /// first to the last were theirs. Returns how many are; `None` where there
    /// is one Private Network, or some table tells them apart, as that of the
    /// VPC itself does where it delivers only a part.
    pub(super) fn reach_all(
        &mut self,
        home: VpcIndex,
        wanted: &[(PrivateNetworkIndex, AddressSet)],
    ) -> Option<u128> {
        let table = self.routing.table(home, self.family);
        let ranges = || wanted.iter().flat_map(|(_, wanted)| wanted.ranges());
        let (first, last) = (
            ranges().map(|r| r.first).min()?,
            ranges().map(|r| r.last).max()?,
        );
        let is_whole = |range: &Range| {
            let mut segments = table.segments(*range);
            segments.all(|segment| segment.entry.is_some_and(is_local))
        };
        if wanted.len() == 1 || !ranges().all(is_whole) {
            return None;
        }
        self.outward(home, &[Range { first, last }], Cuts::Refused)
            .ok()?;
        let sizes = ranges().map(|range| range.size());
        Some(sizes.fold(0, u128::saturating_add))
    }

    /// Forgets what was met.
    pub(super) fn clear(&mut self) {
        self.branches.clear();
        self.leaves.clear();
        self.routes.clear();
    }

    /// Walks from addresses that a VPC itself delivers, at most three
    /// connections deep.
    fn outward(&mut self, home: VpcIndex, delivered: &[Range], cuts: Cuts) -> Result<(), Apart> {
        let network = self.routing.network();
        self.clear();
        for &range in delivered {
            let branch = grow(&mut self.branches, range, None);
            self.leaves.push(Leaf {
                vpc: home,
                branch,
                by_default: false,
            });
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
                if connections == 1 || network.vpc(leaf.vpc).transitivity_enabled {
                    self.sprout(leaf, cuts)?;
                }
            }
            ring = end;
        }
        Ok(())
    }

    /// Returns the leaves in other VPCs, each with the route that leads out of
    /// it.
    pub(super) fn led(&self) -> impl Iterator<Item = (&Leaf, RouteIndex)> {
        let at_home = self.leaves.len() - self.routes.len();
        let led = self.leaves.get(at_home..).unwrap_or_default();
        led.iter().zip(self.routes.iter().copied())
    }

    /// Returns the VPC that packets from a leaf enter first, if they go on from
    /// there.
    pub(super) fn passed(&self, leaf: &Leaf) -> Option<VpcIndex> {
        let (entered, onward) = self.branches.get(leaf.branch.place())?.onward?;
        let goes_on = self.branches.get(onward.place())?.onward.is_some();
        goes_on.then_some(entered)
    }

    /// Returns the addresses that are sent on from a leaf.
    pub(super) fn range(&self, leaf: &Leaf) -> Option<Range> {
        let branch = self.branches.get(leaf.branch.place())?;
        Some(branch.range)
    }

    /// Adds what the routes of other VPCs send on to a leaf.
    fn sprout(&mut self, leaf: Leaf, cuts: Cuts) -> Result<(), Apart> {
        let Self {
            routing,
            family,
            inbound,
            branches,
            leaves,
            routes,
        } = self;
        let (Some(&Branch { range: sent, .. }), Some(into)) = (
            branches.get(leaf.branch.place()),
            inbound.into.get(leaf.vpc.place()),
        ) else {
            return Ok(());
        };
        let onward = Some((leaf.vpc, leaf.branch));
        for group in into.overlapping(sent) {
            let Some(common) = group.range().intersection(sent) else {
                continue;
            };
            if cuts == Cuts::Refused && common != sent {
                return Err(Apart);
            }
            let shared = grow(branches, common, onward);
            let (begin, end) = group.value;
            for feeder in inbound.feeders.get(begin..end).unwrap_or_default() {
                let mut arrives = |range: Range| {
                    let branch = if range == common {
                        shared
                    } else {
                        grow(branches, range, onward)
                    };
                    leaves.push(Leaf {
                        vpc: feeder.origin,
                        branch,
                        by_default: group.cidr.length() == 0,
                    });
                    routes.push(feeder.route);
                };
                if feeder.is_plain {
                    arrives(common);
                    continue;
                }
                let used = Some(Match::Custom(feeder.route));
                let table = routing.table(feeder.origin, *family);
                for segment in table.segments(common) {
                    if cuts == Cuts::Refused && segment.range != common {
                        return Err(Apart);
                    }
                    if segment.entry.map(|entry| entry.value) == used {
                        arrives(segment.range);
                    }
                }
            }
        }
        Ok(())
    }
}

fn is_local(entry: &TableEntry) -> bool {
    matches!(entry.value, Match::Local(_))
}

fn grow(
    branches: &mut Vec<Branch>,
    range: Range,
    onward: Option<(VpcIndex, BranchIndex)>,
) -> BranchIndex {
    // Of one walk there are no more than the memory has room for, which is far
    // below what the number has.
    let branch = BranchIndex(u32::try_from(branches.len()).unwrap_or(u32::MAX));
    branches.push(Branch { range, onward });
    branch
}

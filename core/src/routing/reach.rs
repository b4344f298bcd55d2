//! What all packets between two Private Networks come to, exactly.
//!
//! # How
//!
//! For an address, each VPC's table names at most one way on, so all ways that
//! arrive form a tree with the address at its root. That tree is walked from
//! each destination outward: first what its own VPC delivers, then what the
//! routes of other VPCs send into it, at most three connections deep. Sets of
//! addresses are kept whole and cut only where routes cut them, so the answer
//! holds for every address and none is sampled.
//!
//! What depends on the sender (network ACLs, ingress rules) is laid over what
//! routing delivers, with the senders cut where rules cut them.
//!
//! # Cost
//!
//! For a destination, the walk looks at the routes that lead towards it and
//! nothing else: O((m + s) log n) time for m such routes in up to three
//! connections and s pieces they cut it into, in tables of n routes. VPCs that
//! have no route towards a destination are never met, so pairs that cannot talk
//! cost nothing. Pairs whose VPCs have ACLs cost a pass over the rules for each
//! group of senders besides.

use serde::Serialize;

use super::acl::Flow;
use super::{MAX_CHAINED_VPCS, Match, Routing, Traffic};
use crate::cidr::{AddressSet, Cidr, Family, Nested, Range};
use crate::network::{Acl, PrivateNetworkIndex, RouteIndex, Vpc, VpcIndex};
use crate::scenario::AclAction;

/// How much of what is sent arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// From every sender to every address.
    All,
    /// From some senders or to some addresses.
    Some,
    /// Nothing.
    None,
}

/// What becomes of the packets from one Private Network to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Direct {
    pub(crate) from: PrivateNetworkIndex,
    pub(crate) to: PrivateNetworkIndex,
    pub(crate) family: Family,
    pub(crate) extent: Extent,
    /// The addresses that at least one sender reaches.
    pub(crate) delivered: AddressSet,
    /// The lowest address that is reached, and the lowest sender that reaches
    /// it.
    pub(crate) first: (u128, u128),
}

/// What a VPC's table sends towards a destination so that it arrives.
#[derive(Clone, Debug, Default)]
struct Sent {
    /// By routes that every Private Network uses.
    by_all: AddressSet,
    /// By a default route, which a Private Network has to receive (A6).
    by_default: AddressSet,
}

/// The routes of other VPCs that lead into each VPC, for one family.
struct Inbound {
    into: Vec<Nested<(RouteIndex, VpcIndex)>>,
}

impl Inbound {
    fn new(routing: &Routing<'_>, family: Family) -> Self {
        let mut into: Vec<Vec<(Cidr, (RouteIndex, VpcIndex))>> = Vec::new();
        into.resize_with(routing.network.vpcs().len(), Vec::new);
        for (origin, vpc) in routing.network.vpcs() {
            if !vpc.routing_enabled {
                continue;
            }
            for entry in routing.table(origin, family).entries() {
                if let Match::Custom(route) = entry.value
                    && let Ok((_, target)) = routing.next(route)
                    && let Some(into) = into.get_mut(target.place())
                {
                    into.push((entry.cidr, (route, origin)));
                }
            }
        }
        Self {
            into: into.into_iter().map(Nested::new).collect(),
        }
    }

    fn into(&self, vpc: VpcIndex) -> Option<&Nested<(RouteIndex, VpcIndex)>> {
        self.into.get(vpc.place())
    }
}

impl Routing<'_> {
    /// Finds every pair of different Private Networks between which a packet of
    /// the traffic's kind arrives, sorted by sender, receiver and family.
    pub(crate) fn reach(&self, flow: Flow) -> Vec<Direct> {
        let mut found = Vec::new();
        for family in [Family::Ipv4, Family::Ipv6] {
            let inbound = Inbound::new(self, family);
            for (to, network) in self.network.private_networks() {
                let wanted: AddressSet = of_family(&network.subnets, family);
                if !wanted.is_empty() {
                    self.reach_one(&inbound, to, family, &wanted, flow, &mut found);
                }
            }
        }
        found.sort_unstable_by_key(|direct| (direct.from, direct.to, direct.family));
        found
    }

    fn reach_one(
        &self,
        inbound: &Inbound,
        to: PrivateNetworkIndex,
        family: Family,
        wanted: &AddressSet,
        flow: Flow,
        found: &mut Vec<Direct>,
    ) {
        let home = self.network.private_network(to).vpc;
        for (vpc, sent) in self.walk_outward(inbound, home, family, wanted) {
            for &from in &self.network.vpc(vpc).private_networks {
                let network = self.network.private_network(from);
                let senders = of_family(&network.subnets, family);
                if from == to || senders.is_empty() {
                    continue;
                }
                let mut delivered = if network.receives_default_routes {
                    sent.by_all.union(&sent.by_default)
                } else {
                    sent.by_all.clone()
                };
                // Neighbours in one Private Network never ask the router, so
                // where subnets overlap the sender's own is nearer.
                let neighbours = wanted.intersection(&senders);
                if !neighbours.is_empty() && vpc != home {
                    delivered = delivered.difference(&neighbours);
                }
                let filters = Filters::between(self.network.vpc(vpc), self.network.vpc(home), family);
                let crossing = Crossing {
                    senders: &senders,
                    wanted,
                    delivered: &delivered,
                    neighbours: if vpc == home { Some(&neighbours) } else { None },
                };
                let answer = if filters.are_open(self, vpc == home) {
                    crossing.unfiltered()
                } else {
                    crossing.filtered(self, &filters, vpc == home, flow)
                };
                found.extend(answer.map(|(extent, delivered, first)| Direct {
                    from,
                    to,
                    family,
                    extent,
                    delivered,
                    first,
                }));
            }
        }
    }

    /// Walks from a destination outward and returns, for each VPC that sends
    /// anything there which arrives, what that is.
    fn walk_outward(
        &self,
        inbound: &Inbound,
        home: VpcIndex,
        family: Family,
        wanted: &AddressSet,
    ) -> Vec<(VpcIndex, Sent)> {
        let mut answer: Vec<(VpcIndex, Sent)> = Vec::new();
        let local = self.part(home, family, wanted, |entry| matches!(entry, Match::Local(_)));
        let local = if self.network.vpc(home).routing_enabled {
            local
        } else {
            AddressSet::default()
        };
        answer.push((
            home,
            Sent {
                by_all: local.clone(),
                by_default: AddressSet::default(),
            },
        ));
        // What each VPC of the last ring delivers of what enters it.
        let mut ring: Vec<(VpcIndex, AddressSet)> = vec![(home, local)];
        for connections in 1..MAX_CHAINED_VPCS {
            let mut next: Vec<(VpcIndex, bool, AddressSet)> = Vec::new();
            for (vpc, delivers) in &ring {
                // Only what may pass through reaches further.
                if connections > 1 && !self.network.vpc(*vpc).transitivity_enabled {
                    continue;
                }
                let Some(into) = inbound.into(*vpc) else {
                    continue;
                };
                for &range in delivers.ranges() {
                    for entry in into.overlapping(range) {
                        let (route, origin) = entry.value;
                        let Some(range) = entry.range.intersection(range) else {
                            continue;
                        };
                        let part = self.part(origin, family, &AddressSet::of(vec![range]), |used| {
                            used == Match::Custom(route)
                        });
                        if !part.is_empty() {
                            next.push((origin, entry.cidr.length() == 0, part));
                        }
                    }
                }
            }
            ring = joined(next, &mut answer);
        }
        answer.sort_by_key(|&(vpc, _)| vpc);
        answer.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1.by_all = first.1.by_all.union(&later.1.by_all);
                first.1.by_default = first.1.by_default.union(&later.1.by_default);
            }
            same
        });
        answer
    }

    /// Returns the part of a set for which a VPC's table uses such an entry.
    fn part(
        &self,
        vpc: VpcIndex,
        family: Family,
        set: &AddressSet,
        used: impl Fn(Match) -> bool,
    ) -> AddressSet {
        let table = self.table(vpc, family);
        let ranges = set.ranges().iter().flat_map(|&range| {
            table
                .segments(range)
                .filter(|segment| segment.entry.is_some_and(|entry| used(entry.value)))
                .map(|segment| segment.range)
        });
        AddressSet::of(ranges.collect())
    }
}

/// Joins what was found of each VPC, notes it in the answer, and returns the
/// next ring.
fn joined(
    mut found: Vec<(VpcIndex, bool, AddressSet)>,
    answer: &mut Vec<(VpcIndex, Sent)>,
) -> Vec<(VpcIndex, AddressSet)> {
    found.sort_by_key(|&(vpc, ..)| vpc);
    let mut ring = Vec::new();
    for same in found.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(vpc, ..)) = same.first() else {
            continue;
        };
        let ranges = |default: bool| -> AddressSet {
            let sets = same.iter().filter(|(_, is_default, _)| *is_default == default);
            AddressSet::of(sets.flat_map(|(.., set)| set.ranges()).copied().collect())
        };
        let sent = Sent {
            by_all: ranges(false),
            by_default: ranges(true),
        };
        // In transit a VPC uses its whole table, default routes included (A6).
        ring.push((vpc, sent.by_all.union(&sent.by_default)));
        answer.push((vpc, sent));
    }
    ring
}

/// What two VPCs filter by sender.
struct Filters<'n> {
    leaving: Option<&'n Acl>,
    entering: Option<&'n Acl>,
    home: &'n Vpc,
    family: Family,
}

impl<'n> Filters<'n> {
    fn between(origin: &'n Vpc, home: &'n Vpc, family: Family) -> Self {
        Self {
            leaving: origin.acl(family),
            entering: home.acl(family),
            home,
            family,
        }
    }

    /// Tells whether nothing can be dropped, so that senders are all alike.
    fn are_open(&self, routing: &Routing<'_>, same_vpc: bool) -> bool {
        let open = |acl: Option<&Acl>| {
            acl.is_none_or(|acl| {
                acl.default_policy == AclAction::Accept
                    && acl.rules.iter().all(|rule| rule.action == AclAction::Accept)
            })
        };
        let mut ingress = self.home.ingress_rules.iter();
        open(self.leaving)
            && open(self.entering)
            && (same_vpc || ingress.all(|rule| rule.is_sound(routing.network)))
    }
}

/// The extent, the addresses that are reached, and the lowest of them with its
/// lowest sender; `None` where nothing arrives.
type Answer = Option<(Extent, AddressSet, (u128, u128))>;

/// Senders and receivers of one pair of Private Networks.
struct Crossing<'s> {
    senders: &'s AddressSet,
    /// The receiver's addresses.
    wanted: &'s AddressSet,
    /// Those that routing delivers.
    delivered: &'s AddressSet,
    /// Within one VPC, those that are the senders' own neighbours: no router
    /// and no filter is between them.
    neighbours: Option<&'s AddressSet>,
}

impl Crossing<'_> {
    fn unfiltered(&self) -> Answer {
        let delivered = match self.neighbours {
            Some(neighbours) => self.delivered.union(neighbours),
            None => self.delivered.clone(),
        };
        self.answer(&[(self.senders.clone(), delivered)])
    }

    /// Cuts the senders where rules cut them and judges each group.
    fn filtered(
        &self,
        routing: &Routing<'_>,
        filters: &Filters<'_>,
        same_vpc: bool,
        flow: Flow,
    ) -> Answer {
        let mut groups = Vec::new();
        for group in self.groups(filters) {
            let mut reached = self.delivered.clone();
            for acl in [filters.leaving, filters.entering].into_iter().flatten() {
                reached = accepted(acl, flow, group, &reached);
            }
            let sender = crate::cidr::address(filters.family, group.first);
            let dropped = !same_vpc
                && filters
                    .home
                    .ingress_rule(sender)
                    .is_some_and(|rule| !rule.is_sound(routing.network));
            if dropped {
                reached = AddressSet::default();
            }
            if let Some(neighbours) = self.neighbours {
                reached = reached.union(neighbours);
            }
            groups.push((AddressSet::of(vec![group]), reached));
        }
        self.answer(&groups)
    }

    /// Cuts the senders into ranges that every rule takes whole or not at all.
    fn groups(&self, filters: &Filters<'_>) -> Vec<Range> {
        let acls = [filters.leaving, filters.entering].into_iter().flatten();
        let rules = acls.flat_map(|acl| acl.rules.iter().map(|rule| rule.source));
        let ingress = filters.home.ingress_rules.iter().map(|rule| rule.source);
        let sources = rules
            .chain(ingress)
            .filter(|source| source.family() == filters.family);
        // Where a group begins.
        let mut cuts: Vec<u128> = Vec::new();
        for range in sources.map(Range::of) {
            cuts.push(range.first);
            cuts.extend(range.last.checked_add(1));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut groups = Vec::new();
        for &senders in self.senders.ranges() {
            let mut first = senders.first;
            let begin = cuts.partition_point(|&cut| cut <= first);
            for &cut in cuts.get(begin..).unwrap_or_default() {
                if cut > senders.last {
                    break;
                }
                groups.push(Range {
                    first,
                    last: cut - 1,
                });
                first = cut;
            }
            groups.push(Range {
                first,
                last: senders.last,
            });
        }
        groups
    }

    fn answer(&self, groups: &[(AddressSet, AddressSet)]) -> Answer {
        let reached = groups.iter().flat_map(|(_, reached)| reached.ranges());
        let delivered = AddressSet::of(reached.copied().collect());
        let lowest = delivered.first()?;
        let sender = groups
            .iter()
            .filter(|(_, reached)| reached.first() == Some(lowest))
            .filter_map(|(senders, _)| senders.first())
            .min()?;
        let all = groups.iter().all(|(_, reached)| reached == self.wanted);
        let extent = if all { Extent::All } else { Extent::Some };
        Some((extent, delivered, (lowest, sender)))
    }
}

/// Returns the receivers to which an ACL lets a group of senders through.
fn accepted(acl: &Acl, flow: Flow, senders: Range, receivers: &AddressSet) -> AddressSet {
    let mut undecided = receivers.clone();
    let mut accepted = AddressSet::default();
    for rule in &acl.rules {
        if undecided.is_empty() {
            break;
        }
        let source = Range::of(rule.source);
        let same_family = rule.source.family() == rule.destination.family();
        if !same_family || !source.contains(senders.first) || !rule.applies_to(flow) {
            continue;
        }
        let destination = AddressSet::from(rule.destination);
        let decided = undecided.intersection(&destination);
        if rule.action == AclAction::Accept {
            accepted = accepted.union(&decided);
        }
        undecided = undecided.difference(&destination);
    }
    if acl.default_policy == AclAction::Accept {
        accepted = accepted.union(&undecided);
    }
    accepted
}

fn of_family(subnets: &[Cidr], family: Family) -> AddressSet {
    let subnets = subnets.iter().copied();
    subnets.filter(|subnet| subnet.family() == family).collect()
}

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

use std::collections::BTreeSet;

use serde::Serialize;

use super::filters::Filters;
use super::{Flow, MAX_CHAINED_VPCS, Match, Routing};
use crate::cidr::{AddressSet, Cidr, Family, Nested, Range};
use crate::network::{Network, PrivateNetworkIndex, RouteIndex, VpcIndex};

/// How much of what is sent arrives.
///
/// ```
/// use peerlab_core::cidr::Family;
/// use peerlab_core::report::judge;
/// use peerlab_core::routing::{Extent, Traffic};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.routes[0].destination = "10.0.4.0/23".to_owned();
/// let report = judge(&scenario);
/// let pair = report.pair_verdict("web", "db", Family::Ipv4, Traffic::Icmp).ok_or("both are there")?;
/// assert_eq!(pair.forward, Extent::Some, "the lower half of 10.0.4.0/22");
/// assert_eq!(pair.back, Extent::None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    pub(crate) extent: Extent,
    /// The addresses that at least one sender reaches.
    pub(crate) delivered: AddressSet,
    /// The lowest address that is reached, and the lowest sender that reaches
    /// it; `None` where none is.
    pub(crate) first: Option<(u128, u128)>,
}

impl Direct {
    /// Sums up what each group of senders, by its lowest one, reaches.
    fn summed(groups: &[(u128, AddressSet)], receivers: &AddressSet) -> Self {
        let ranges = groups.iter().flat_map(|(_, reached)| reached.ranges());
        let delivered = AddressSet::of(ranges.copied().collect());
        let first = delivered.first().and_then(|lowest| {
            let mut reaching = groups.iter().filter(|(_, r)| r.first() == Some(lowest));
            reaching.next().map(|&(sender, _)| (lowest, sender))
        });
        let extent = if delivered.is_empty() {
            Extent::None
        } else if groups.iter().all(|(_, reached)| reached == receivers) {
            Extent::All
        } else {
            Extent::Some
        };
        Self {
            extent,
            delivered,
            first,
        }
    }
}

/// All that routing delivers in a network, before filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reachability {
    /// For each Private Network and family, sorted so.
    towards: Vec<Towards>,
    /// For each VPC, which of `towards` it sends something to, in order.
    sends: Vec<Vec<usize>>,
    passages: Passages,
}

/// What packets that arrive have used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Passages {
    /// The VPCs that they pass through.
    vpcs: BTreeSet<VpcIndex>,
    /// For each route, whether all that is for its destination arrives.
    whole: Vec<bool>,
}

/// All that routing delivers to a Private Network in one family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Towards {
    pub(crate) to: PrivateNetworkIndex,
    pub(crate) family: Family,
    /// What each VPC's table sends there so that it arrives, sorted by VPC,
    /// then by address.
    pieces: Vec<Piece>,
}

/// Addresses that a VPC's table sends on one way to where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Piece {
    vpc: VpcIndex,
    range: Range,
    /// Whether a default route does it, which a Private Network has to receive
    /// (A6).
    by_default: bool,
}

/// The routes of other VPCs that lead into each VPC, for one family.
struct Inbound {
    into: Vec<Nested<Feeder>>,
}

/// A route that leads into another VPC.
#[derive(Clone, Copy)]
struct Feeder {
    route: RouteIndex,
    origin: VpcIndex,
    /// Whether its table has nothing more specific, so that it is used for all
    /// of its destination.
    is_plain: bool,
}

impl Inbound {
    fn new(routing: &Routing, family: Family) -> Self {
        let network = routing.network();
        let mut into: Vec<Vec<(Cidr, Feeder)>> = Vec::new();
        into.resize_with(network.vpcs().len(), Vec::new);
        for (origin, vpc) in network.vpcs() {
            if !vpc.routing_enabled {
                continue;
            }
            let table = routing.table(origin, family);
            for (place, entry) in table.entries().iter().enumerate() {
                if let Match::Custom(route) = entry.value
                    && let Ok((_, target)) = routing.next(route)
                    && let Some(into) = into.get_mut(target.place())
                {
                    let is_plain = table.inside(place).next().is_none();
                    into.push((
                        entry.cidr,
                        Feeder {
                            route,
                            origin,
                            is_plain,
                        },
                    ));
                }
            }
        }
        Self {
            into: into.iter().map(|into| Nested::new(into)).collect(),
        }
    }
}

impl Reachability {
    /// Walks outward from every Private Network.
    pub(crate) fn new(routing: &Routing) -> Self {
        let all = routing.network().private_networks();
        let all: Vec<PrivateNetworkIndex> = all.map(|(index, _)| index).collect();
        Self::of(routing, &all)
    }

    /// Walks outward from some Private Networks, in order.
    pub(crate) fn of(routing: &Routing, networks: &[PrivateNetworkIndex]) -> Self {
        let network = routing.network();
        let mut networks = networks.to_vec();
        networks.sort_unstable();
        let families = [Family::Ipv4, Family::Ipv6];
        let inbound = families.map(|family| Inbound::new(routing, family));
        let mut towards = Vec::new();
        let mut passages = Passages {
            vpcs: BTreeSet::new(),
            whole: vec![false; network.routes().len()],
        };
        for to in networks {
            let private_network = network.private_network(to);
            for (family, inbound) in families.into_iter().zip(&inbound) {
                let wanted = of_family(&private_network.subnets, family);
                if !wanted.is_empty() {
                    let home = private_network.vpc;
                    let pieces =
                        walk_outward(routing, inbound, home, family, &wanted, &mut passages);
                    towards.push(Towards { to, family, pieces });
                }
            }
        }
        let mut sends = vec![Vec::new(); network.vpcs().len()];
        for (place, towards) in towards.iter().enumerate() {
            for same in towards.pieces.chunk_by(|a, b| a.vpc == b.vpc) {
                if let Some(sends) = same.first().and_then(|p| sends.get_mut(p.vpc.place())) {
                    sends.push(place);
                }
            }
        }
        Self {
            towards,
            sends,
            passages,
        }
    }

    /// Returns what is known of the way to a Private Network; `None` where it
    /// has no subnet of the family.
    pub(crate) fn towards(&self, to: PrivateNetworkIndex, family: Family) -> Option<&Towards> {
        let place = self
            .towards
            .binary_search_by_key(&(to, family), |towards| (towards.to, towards.family));
        self.towards.get(place.ok()?)
    }

    /// Returns what is known of every Private Network, in order.
    pub(crate) fn all(&self) -> &[Towards] {
        &self.towards
    }

    /// Tells whether packets that arrive pass through a VPC.
    pub(crate) fn is_passed(&self, vpc: VpcIndex) -> bool {
        self.passages.vpcs.contains(&vpc)
    }

    /// Tells whether all that is for a route's destination arrives in one
    /// Private Network.
    pub(crate) fn delivers_whole(&self, route: RouteIndex) -> bool {
        let whole = &self.passages.whole;
        whole.get(route.place()).copied().unwrap_or_default()
    }

    /// Returns everything that a VPC sends something to, in order.
    pub(crate) fn sends(&self, vpc: VpcIndex) -> impl Iterator<Item = &Towards> {
        let sends = self.sends.get(vpc.place());
        let places = sends.into_iter().flatten();
        places.filter_map(|&place| self.towards.get(place))
    }

    /// Says what becomes of the packets from some addresses of one Private
    /// Network to some of another. Nothing leads to a Private Network without a
    /// subnet of the family.
    pub(crate) fn direct(&self, network: &Network, ends: &Ends, flow: Flow) -> Direct {
        let Ends {
            from, to, family, ..
        } = *ends;
        let sender = network.private_network(from);
        let home = network.private_network(to).vpc;
        let same_vpc = sender.vpc == home;
        // Neighbours in one Private Network never ask the router, so where
        // subnets overlap the sender's own is nearer.
        let neighbours = ends
            .receivers
            .intersection(&of_family(&sender.subnets, family));
        let sent = match self.towards(to, family) {
            Some(towards) => towards.sent_by(sender.vpc, sender.receives_default_routes),
            None => AddressSet::default(),
        };
        let mut delivered = sent.intersection(&ends.receivers);
        if !same_vpc {
            delivered = delivered.difference(&neighbours);
        }
        let filters = Filters::between(network, sender.vpc, home, family);
        let groups = if filters.are_open() {
            vec![(ends.senders.first().unwrap_or_default(), delivered)]
        } else {
            filters.by_sender(flow, &ends.senders, &delivered)
        };
        // Before neighbours stands no filter either.
        let beside = if same_vpc {
            neighbours
        } else {
            AddressSet::default()
        };
        let groups: Vec<(u128, AddressSet)> = groups
            .into_iter()
            .map(|(sender, reached)| (sender, reached.union(&beside)))
            .collect();
        Direct::summed(&groups, &ends.receivers)
    }
}

/// Who sends, who receives, and in which family.
#[derive(Clone, Debug)]
pub(crate) struct Ends {
    pub(crate) from: PrivateNetworkIndex,
    pub(crate) to: PrivateNetworkIndex,
    pub(crate) family: Family,
    senders: AddressSet,
    receivers: AddressSet,
}

impl Ends {
    /// Takes two Private Networks whole; `None` where one has no subnet of the
    /// family.
    pub(crate) fn whole(
        network: &Network,
        from: PrivateNetworkIndex,
        to: PrivateNetworkIndex,
        family: Family,
    ) -> Option<Self> {
        let of = |index| of_family(&network.private_network(index).subnets, family);
        Self::new(from, to, family, of(from), of(to))
    }

    /// Takes some addresses of two Private Networks; `None` where one has none.
    pub(crate) fn new(
        from: PrivateNetworkIndex,
        to: PrivateNetworkIndex,
        family: Family,
        senders: AddressSet,
        receivers: AddressSet,
    ) -> Option<Self> {
        let some = !senders.is_empty() && !receivers.is_empty();
        some.then_some(Self {
            from,
            to,
            family,
            senders,
            receivers,
        })
    }

    /// Returns the same ends the other way.
    pub(crate) fn reversed(&self) -> Self {
        Self {
            from: self.to,
            to: self.from,
            family: self.family,
            senders: self.receivers.clone(),
            receivers: self.senders.clone(),
        }
    }

    /// Returns the lowest sender and the lowest receiver.
    pub(crate) fn lowest(&self) -> (u128, u128) {
        let lowest = |set: &AddressSet| set.first().unwrap_or_default();
        (lowest(&self.senders), lowest(&self.receivers))
    }
}

impl Towards {
    /// Returns the VPCs that send something there, in order.
    pub(crate) fn origins(&self) -> impl Iterator<Item = VpcIndex> {
        self.firsts().map(|(vpc, _)| vpc)
    }

    /// Returns the lowest address that each VPC sends something to, in order of
    /// the VPCs.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = (VpcIndex, u128)> {
        let same = self.pieces.chunk_by(|a, b| a.vpc == b.vpc);
        same.filter_map(|same| same.first().map(|piece| (piece.vpc, piece.range.first)))
    }

    /// Returns the lowest address that a VPC sends something to.
    pub(crate) fn first_from(&self, vpc: VpcIndex) -> Option<u128> {
        let begin = self.pieces.partition_point(|piece| piece.vpc < vpc);
        let first = self.pieces.get(begin).filter(|piece| piece.vpc == vpc)?;
        Some(first.range.first)
    }

    /// Tells whether what a VPC's table sends to an address arrives.
    pub(crate) fn arrives(&self, vpc: VpcIndex, address: u128) -> bool {
        let begins = |piece: &Piece| (piece.vpc, piece.range.first) <= (vpc, address);
        let behind = self.pieces.partition_point(begins);
        let before = behind.checked_sub(1).and_then(|p| self.pieces.get(p));
        before.is_some_and(|piece| piece.vpc == vpc && piece.range.contains(address))
    }

    /// Tells whether anything arrives from a VPC.
    pub(crate) fn is_sent_by(&self, vpc: VpcIndex, receives_default_routes: bool) -> bool {
        let begin = self.pieces.partition_point(|piece| piece.vpc < vpc);
        let pieces = self.pieces.get(begin..).unwrap_or_default();
        let mut pieces = pieces.iter().take_while(|piece| piece.vpc == vpc);
        pieces.any(|piece| receives_default_routes || !piece.by_default)
    }

    /// Returns what arrives from a VPC.
    fn sent_by(&self, vpc: VpcIndex, receives_default_routes: bool) -> AddressSet {
        let begin = self.pieces.partition_point(|piece| piece.vpc < vpc);
        let pieces = self.pieces.get(begin..).unwrap_or_default();
        pieces
            .iter()
            .take_while(|piece| piece.vpc == vpc)
            .filter(|piece| receives_default_routes || !piece.by_default)
            .map(|piece| piece.range)
            .collect()
    }
}

/// Walks from a destination outward and returns what each VPC sends there that
/// arrives.
fn walk_outward(
    routing: &Routing,
    inbound: &Inbound,
    home: VpcIndex,
    family: Family,
    wanted: &AddressSet,
    passages: &mut Passages,
) -> Vec<Piece> {
    let network = routing.network();
    if !network.vpc(home).routing_enabled {
        return Vec::new();
    }
    let mut pieces: Vec<Piece> = wanted
        .ranges()
        .iter()
        .flat_map(|&range| routing.table(home, family).segments(range))
        .filter(|s| {
            s.entry
                .is_some_and(|entry| matches!(entry.value, Match::Local(_)))
        })
        .map(|segment| Piece {
            vpc: home,
            range: segment.range,
            by_default: false,
        })
        .collect();
    // The pieces of the last ring, at `ring..`, are what the next one leads to.
    let mut ring = 0;
    for connections in 1..MAX_CHAINED_VPCS {
        let end = pieces.len();
        for place in ring..end {
            let Some(&Piece { vpc, range, .. }) = pieces.get(place) else {
                continue;
            };
            // What passes through a VPC needs its leave; in transit it uses the
            // whole table, default routes included (A6).
            let has_leave = connections == 1 || network.vpc(vpc).transitivity_enabled;
            let Some(into) = inbound.into.get(vpc.place()).filter(|_| has_leave) else {
                continue;
            };
            let before = pieces.len();
            for entry in into.overlapping(range) {
                let Feeder {
                    route,
                    origin,
                    is_plain,
                } = entry.value;
                let Some(range) = entry.range.intersection(range) else {
                    continue;
                };
                let mut arrives = |range| {
                    if range == entry.range
                        && let Some(whole) = passages.whole.get_mut(route.place())
                    {
                        *whole = true;
                    }
                    pieces.push(Piece {
                        vpc: origin,
                        range,
                        by_default: entry.cidr.length() == 0,
                    });
                };
                if is_plain {
                    arrives(range);
                    continue;
                }
                for segment in routing.table(origin, family).segments(range) {
                    if segment
                        .entry
                        .is_some_and(|used| used.value == Match::Custom(route))
                    {
                        arrives(segment.range);
                    }
                }
            }
            if connections > 1 && pieces.len() > before {
                passages.vpcs.insert(vpc);
            }
        }
        ring = end;
    }
    pieces.sort_unstable();
    pieces
}

pub(crate) fn of_family(subnets: &[Cidr], family: Family) -> AddressSet {
    let subnets = subnets.iter().copied();
    subnets.filter(|subnet| subnet.family() == family).collect()
}

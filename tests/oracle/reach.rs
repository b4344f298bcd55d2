//! What two Private Networks come to (§7), by walking from and to one address
//! of every stretch of addresses that nothing tells apart.

use super::network::Network;
use super::peering::Judged;
use super::prefix::{Address, Family, Prefix, Range, fewest_prefixes, union};
use super::walk::{Disposition, Exchange, Packet, Traffic, follow};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Extent {
    All,
    Some,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Works,
    OneWay,
    Blocked,
    Partial,
}

pub(super) struct Way {
    pub(super) extent: Extent,
    pub(super) path: Vec<usize>,
    pub(super) disposition: Disposition,
    pub(super) delivered: Vec<Prefix>,
}

/// The ways of one ordered pair of Private Networks in one family.
pub(super) struct Pair {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) family: Family,
    pub(super) forward: Way,
    pub(super) back: Way,
}

impl Extent {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Some => "some",
            Self::None => "none",
        }
    }
}

impl Verdict {
    pub(super) const ALL: [Self; 4] = [Self::Works, Self::OneWay, Self::Blocked, Self::Partial];

    pub(super) const fn of(forward: Extent, back: Extent) -> Self {
        match (forward, back) {
            (Extent::All, Extent::All) => Self::Works,
            (Extent::All, Extent::None) | (Extent::None, Extent::All) => Self::OneWay,
            (Extent::None, Extent::None) => Self::Blocked,
            _ => Self::Partial,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::OneWay => "one-way",
            Self::Blocked => "blocked",
            Self::Partial => "partial",
        }
    }
}

impl Pair {
    pub(super) fn verdict(&self) -> Verdict {
        Verdict::of(self.forward.extent, self.back.extent)
    }
}

/// Every ordered pair of different Private Networks in every family in which
/// both have a subnet, in document order, IPv4 first.
pub(super) fn all_pairs(network: &Network, judged: &[Judged], exchange: &Exchange) -> Vec<Pair> {
    let ends = Family::BOTH.map(|family| {
        let cuts = cuts(network, family);
        let places = 0..network.private_networks.len();
        let ends = places.map(|place| End::new(place, &subnets(network, place, family), &cuts));
        ends.collect::<Vec<End>>()
    });
    let places = 0..network.private_networks.len();
    let mut pairs = Vec::new();
    for from in places.clone() {
        for to in places.clone().filter(|&to| to != from) {
            for family in Family::BOTH {
                let (one, other) = (&ends[family as usize][from], &ends[family as usize][to]);
                if network.has_family(from, family) && network.has_family(to, family) {
                    pairs.push(Pair {
                        from,
                        to,
                        family,
                        forward: way(network, judged, one, other, family, exchange.asked),
                        back: way(network, judged, other, one, family, exchange.answered),
                    });
                }
            }
        }
    }
    pairs
}

/// What a resource, its addresses alone, and a Private Network come to in a
/// family; `None` where one of them has none.
pub(super) fn verdict_of_resource(
    network: &Network,
    judged: &[Judged],
    resource: usize,
    to: usize,
    family: Family,
) -> Option<Verdict> {
    let cuts = cuts(network, family);
    let from = network.resources[resource].private_network;
    let addresses = network.resources[resource].addresses.iter();
    let own =
        addresses.filter(|&&address| address.family == family && network.lies_in(address, from));
    let own = own.map(|address| Range {
        first: address.number,
        last: address.number,
    });
    let from = End::new(from, &own.collect::<Vec<_>>(), &cuts);
    let to = End::new(to, &subnets(network, to, family), &cuts);
    if from.stretches.is_empty() || to.stretches.is_empty() {
        return None;
    }
    let Exchange { asked, answered } = Exchange::PING;
    let forward = way(network, judged, &from, &to, family, asked);
    let back = way(network, judged, &to, &from, family, answered);
    Some(Verdict::of(forward.extent, back.extent))
}

/// Addresses of a Private Network, cut into stretches inside which every prefix
/// holds all or none.
struct End {
    private_network: usize,
    stretches: Vec<Range>,
}

impl End {
    fn new(private_network: usize, ranges: &[Range], cuts: &[u128]) -> Self {
        Self {
            private_network,
            stretches: stretches(ranges, cuts),
        }
    }
}

fn subnets(network: &Network, private_network: usize, family: Family) -> Vec<Range> {
    let subnets = network.private_networks[private_network].subnets.iter();
    let of_family = subnets.filter(|subnet| subnet.family == family);
    of_family.map(Prefix::range).collect()
}

/// The addresses before which some prefix ends or at which one starts.
fn cuts(network: &Network, family: Family) -> Vec<u128> {
    let mut cuts = Vec::new();
    for prefix in network.prefixes(family) {
        cuts.push(prefix.first);
        cuts.extend(prefix.last().checked_add(1));
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn stretches(ranges: &[Range], cuts: &[u128]) -> Vec<Range> {
    let mut stretches = Vec::new();
    for range in union(ranges.to_vec()) {
        let mut first = range.first;
        for &cut in cuts {
            if range.first < cut && cut <= range.last {
                stretches.push(Range {
                    first,
                    last: cut - 1,
                });
                first = cut;
            }
        }
        stretches.push(Range {
            first,
            last: range.last,
        });
    }
    stretches
}

/// Walks from every stretch of senders to every stretch of receivers.
fn way(
    network: &Network,
    judged: &[Judged],
    from: &End,
    to: &End,
    family: Family,
    traffic: Traffic,
) -> Way {
    let address = |range: &Range| Address {
        family,
        number: range.first,
    };
    let walk = |sender: &Range, receiver: &Range| {
        let packet = Packet {
            from: from.private_network,
            source: address(sender),
            destination: address(receiver),
            meant: Some(network.private_networks[to.private_network].vpc),
            traffic,
        };
        follow(network, judged, &packet)
    };
    let mut reached = Vec::new();
    let mut first_delivered = None;
    let (mut arrived, mut sent) = (0, 0);
    for receiver in &to.stretches {
        for sender in &from.stretches {
            let walk = walk(sender, receiver);
            sent += 1;
            if walk.disposition == Disposition::Delivered {
                arrived += 1;
                reached.push(*receiver);
                first_delivered.get_or_insert(walk);
            }
        }
    }
    let first = first_delivered.unwrap_or_else(|| walk(&from.stretches[0], &to.stretches[0]));
    Way {
        extent: match arrived {
            0 => Extent::None,
            _ if arrived == sent => Extent::All,
            _ => Extent::Some,
        },
        path: first.path().collect(),
        disposition: first.disposition,
        delivered: fewest_prefixes(family, &union(reached)),
    }
}

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
//! nothing else: routes into one VPC that have the same destination are met
//! together, as one branch of the tree. It takes O((b + m) log n) time for b
//! branches and the m VPCs they lead from, in tables of n routes. VPCs that have
//! no route towards a destination are never met, so pairs that cannot talk cost
//! nothing. Private Networks of one VPC that no table tells apart are walked to
//! as one: with a route for each VPC a network has as many walks as VPCs. Pairs
//! whose VPCs have ACLs cost a pass over the rules for each group of senders
//! besides.

use super::ends::of_family;
use super::filters::Filters;
use super::walk::{Branch, BranchIndex, Leaf, Walk};
use super::{Direct, Ends, Flow, Routing};
use crate::cidr::{AddressSet, Family, Range};
use crate::network::{Network, PrivateNetworkIndex, RouteIndex, VpcIndex};
use crate::order::{sort, sort_by};

const FAMILIES: [Family; 2] = [Family::Ipv4, Family::Ipv6];

/// All that routing delivers in a network, before filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reachability {
    /// Sorted by VPC.
    towards: Vec<Towards>,
    /// For each Private Network, which of `towards` is its own in IPv4 and in
    /// IPv6.
    own: Vec<[Option<u32>; 2]>,
    /// For each VPC, where it sends something so that it arrives: which of
    /// `towards` with the leaf there, in order.
    sends: Vec<Vec<(u32, Leaf)>>,
    passages: Passages,
}

/// What packets that arrive have used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Passages {
    /// For each VPC, whether they pass through it.
    vpcs: Vec<bool>,
    /// For each route, how many addresses of other VPCs' Private Networks it
    /// leads to, those of each Private Network counted by themselves.
    led_to: Vec<u128>,
}

/// All that routing delivers, in one family, to Private Networks of one VPC that
/// no table tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Towards {
    pub(crate) home: VpcIndex,
    pub(crate) family: Family,
    /// The Private Networks, in order.
    pub(crate) networks: Vec<PrivateNetworkIndex>,
    /// Where there are several Private Networks, their ranges are of all
    /// addresses from the first of them to the last.
    branches: Vec<Branch>,
    /// Sorted by VPC, then by address.
    leaves: Vec<Leaf>,
}

/// What a VPC sends so that it arrives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent<'r> {
    pub(crate) towards: &'r Towards,
    /// The leaves in the VPC, by address; there is at least one.
    leaves: &'r [(u32, Leaf)],
}

impl Sent<'_> {
    /// Tells whether every Private Network of the VPC sends something.
    pub(crate) fn is_always(&self) -> bool {
        self.leaves.iter().any(|(_, leaf)| !leaf.by_default)
    }

    /// Returns the leaf of the lowest address.
    pub(crate) fn first(&self) -> Option<&Leaf> {
        self.leaves.first().map(|(_, leaf)| leaf)
    }
}

impl Reachability {
    /// Walks outward from every Private Network.
    pub(crate) fn new(routing: &Routing) -> Self {
        let all = routing.network().private_networks();
        let all: Vec<PrivateNetworkIndex> = all.map(|(index, _)| index).collect();
        Self::of(routing, &all)
    }

    /// Walks outward from some Private Networks.
    pub(crate) fn of(routing: &Routing, networks: &[PrivateNetworkIndex]) -> Self {
        let network = routing.network();
        let mut networks: Vec<(VpcIndex, PrivateNetworkIndex)> = networks
            .iter()
            .map(|&index| (network.private_network(index).vpc, index))
            .collect();
        sort(&mut networks);
        let mut reach = Self {
            towards: Vec::new(),
            own: vec![[None; 2]; network.private_networks().len()],
            sends: vec![Vec::new(); network.vpcs().len()],
            passages: Passages {
                vpcs: vec![false; network.vpcs().len()],
                led_to: vec![0; network.routes().len()],
            },
        };
        let mut walks = FAMILIES.map(|family| Walk::new(routing, family));
        for same in networks.chunk_by(|(a, _), (b, _)| a == b) {
            for walk in &mut walks {
                reach.walk_to(same, walk);
            }
        }
        reach.deal_back();
        reach
    }

    /// Walks to Private Networks of one VPC: to all as one, or to each by itself
    /// where some table tells them apart.
    fn walk_to(&mut self, networks: &[(VpcIndex, PrivateNetworkIndex)], walk: &mut Walk<'_>) {
        let network = walk.routing.network();
        let Some(&(home, _)) = networks.first() else {
            return;
        };
        let wanted: Vec<(PrivateNetworkIndex, AddressSet)> = networks
            .iter()
            .map(|&(_, to)| {
                (
                    to,
                    of_family(&network.private_network(to).subnets, walk.family),
                )
            })
            .filter(|(_, wanted)| !wanted.is_empty())
            .collect();
        let is_routed = network.vpc(home).routing_enabled;
        if is_routed && let Some(size) = walk.reach_all(home, &wanted) {
            let networks = wanted.into_iter().map(|(to, _)| to).collect();
            self.keep(home, networks, walk, Some(size));
            return;
        }
        for (to, wanted) in wanted {
            if is_routed {
                walk.reach_each(home, &wanted);
            } else {
                walk.clear();
            }
            self.keep(home, vec![to], walk, None);
        }
    }

    /// Keeps what a walk has met. Of several Private Networks together it is
    /// told how many addresses they have.
    fn keep(
        &mut self,
        home: VpcIndex,
        networks: Vec<PrivateNetworkIndex>,
        walk: &mut Walk<'_>,
        size: Option<u128>,
    ) {
        let place = u32::try_from(self.towards.len()).unwrap_or(u32::MAX);
        for (leaf, route) in walk.led() {
            let size = size.unwrap_or_else(|| walk.range(leaf).map_or(0, Range::size));
            if let Some(led_to) = self.passages.led_to.get_mut(route.place()) {
                *led_to = led_to.saturating_add(size);
            }
            if let Some(passed) = walk.passed(leaf)
                && let Some(is_passed) = self.passages.vpcs.get_mut(passed.place())
            {
                *is_passed = true;
            }
        }
        for &leaf in &walk.leaves {
            if let Some(sends) = self.sends.get_mut(leaf.vpc.place()) {
                sends.push((place, leaf));
            }
        }
        for to in &networks {
            if let Some([ipv4, ipv6]) = self.own.get_mut(to.place()) {
                let own = match walk.family {
                    Family::Ipv4 => ipv4,
                    Family::Ipv6 => ipv6,
                };
                *own = Some(place);
            }
        }
        self.towards.push(Towards {
            home,
            family: walk.family,
            networks,
            branches: walk.branches.clone(),
            leaves: Vec::with_capacity(walk.leaves.len()),
        });
    }

    /// Dealt to the VPCs leaves are sorted by destination; dealt back to the
    /// destinations they are sorted by VPC.
    fn deal_back(&mut self) {
        for sends in &mut self.sends {
            for same in sends.chunk_by_mut(|(a, _), (b, _)| a == b) {
                let Some(towards) = same
                    .first()
                    .and_then(|&(place, _)| self.towards.get_mut(place as usize))
                else {
                    continue;
                };
                let first = |leaf: &Leaf| towards.branch(leaf).map(|branch| branch.range.first);
                sort_by(same, |(_, a), (_, b)| first(a).cmp(&first(b)));
                towards.leaves.extend(same.iter().map(|&(_, leaf)| leaf));
            }
        }
    }

    /// Returns what is known of the way to a Private Network; `None` where it
    /// has no subnet of the family.
    pub(crate) fn towards(&self, to: PrivateNetworkIndex, family: Family) -> Option<&Towards> {
        let [ipv4, ipv6] = self.own.get(to.place())?;
        let own = match family {
            Family::Ipv4 => ipv4,
            Family::Ipv6 => ipv6,
        };
        self.at((*own)?)
    }

    fn at(&self, place: u32) -> Option<&Towards> {
        self.towards.get(place as usize)
    }

    /// Returns what is known of every Private Network, by VPC.
    pub(crate) fn all(&self) -> &[Towards] {
        &self.towards
    }

    /// Tells whether packets that arrive pass through a VPC.
    pub(crate) fn is_passed(&self, vpc: VpcIndex) -> bool {
        let passed = &self.passages.vpcs;
        passed.get(vpc.place()).copied().unwrap_or_default()
    }

    /// Counts the addresses of other VPCs' Private Networks that a route leads
    /// to, those of each Private Network by themselves.
    pub(crate) fn led_to(&self, route: RouteIndex) -> u128 {
        let led_to = &self.passages.led_to;
        led_to.get(route.place()).copied().unwrap_or_default()
    }

    /// Returns everything that a VPC sends something to, in order.
    pub(crate) fn sends(&self, vpc: VpcIndex) -> impl Iterator<Item = Sent<'_>> {
        let sends = self.sends.get(vpc.place()).map_or(&[][..], Vec::as_slice);
        let same = sends.chunk_by(|(a, _), (b, _)| a == b);
        same.filter_map(|leaves| {
            let towards = self.at(leaves.first()?.0)?;
            Some(Sent { towards, leaves })
        })
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

impl Towards {
    /// Returns the VPCs that send something there, in order, each with the leaf
    /// of the lowest address that it sends to.
    pub(crate) fn origins(&self) -> impl Iterator<Item = &Leaf> {
        let same = self.leaves.chunk_by(|a, b| a.vpc == b.vpc);
        same.filter_map(<[Leaf]>::first)
    }

    /// Returns the VPCs that packets pass which are sent from a leaf.
    pub(crate) fn path(&self, leaf: &Leaf) -> impl Iterator<Item = VpcIndex> {
        let first = self.branch(leaf).and_then(|branch| branch.onward);
        let onward =
            |&(_, place): &(VpcIndex, BranchIndex)| self.branches.get(place.place())?.onward;
        let entered = std::iter::successors(first, onward).map(|(vpc, _)| vpc);
        std::iter::once(leaf.vpc).chain(entered)
    }

    /// Tells whether what a VPC's table sends to an address arrives.
    pub(crate) fn arrives(&self, vpc: VpcIndex, address: u128) -> bool {
        let first = |leaf: &Leaf| self.branch(leaf).map(|branch| branch.range.first);
        let begins = |leaf: &Leaf| (leaf.vpc, first(leaf)) <= (vpc, Some(address));
        let behind = self.leaves.partition_point(begins);
        let before = behind.checked_sub(1).and_then(|p| self.leaves.get(p));
        let branch = before.filter(|leaf| leaf.vpc == vpc);
        let branch = branch.and_then(|leaf| self.branch(leaf));
        branch.is_some_and(|branch| branch.range.contains(address))
    }

    /// Tells whether anything arrives from a VPC.
    pub(crate) fn is_sent_by(&self, vpc: VpcIndex, receives_default_routes: bool) -> bool {
        let mut leaves = self.leaves_from(vpc);
        leaves.any(|leaf| receives_default_routes || !leaf.by_default)
    }

    /// Returns what arrives from a VPC.
    fn sent_by(&self, vpc: VpcIndex, receives_default_routes: bool) -> AddressSet {
        self.leaves_from(vpc)
            .filter(|leaf| receives_default_routes || !leaf.by_default)
            .filter_map(|leaf| self.branch(leaf))
            .map(|branch| branch.range)
            .collect()
    }

    fn leaves_from(&self, vpc: VpcIndex) -> impl Iterator<Item = &Leaf> {
        let begin = self.leaves.partition_point(|leaf| leaf.vpc < vpc);
        let leaves = self.leaves.get(begin..).unwrap_or_default();
        leaves.iter().take_while(move |leaf| leaf.vpc == vpc)
    }

    fn branch(&self, leaf: &Leaf) -> Option<&Branch> {
        self.branches.get(leaf.branch.place())
    }
}

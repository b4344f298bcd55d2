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
//! nothing. Pairs whose VPCs have ACLs cost a pass over the rules for each group
//! of senders besides.

use std::mem;

use super::ends::of_family;
use super::filters::Filters;
use super::walk::{Branch, BranchIndex, Inbound, Leaf, Passages, Walk};
use super::{Direct, Ends, Flow, Routing};
use crate::cidr::{AddressSet, Family};
use crate::network::{Network, PrivateNetworkIndex, RouteIndex, VpcIndex};
use crate::order::sort_by;

/// All that routing delivers in a network, before filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reachability {
    /// For each Private Network and family, sorted so.
    towards: Vec<Towards>,
    /// For each Private Network, where its own begin in `towards`.
    begins: Vec<usize>,
    /// For each VPC, where it sends something so that it arrives: which of
    /// `towards` with the leaf there, in order.
    sends: Vec<Vec<(usize, Leaf)>>,
    passages: Passages,
}

/// All that routing delivers to a Private Network in one family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Towards {
    pub(crate) to: PrivateNetworkIndex,
    pub(crate) family: Family,
    branches: Vec<Branch>,
    /// Sorted by VPC, then by address.
    leaves: Vec<Leaf>,
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
        let mut passages = Passages {
            vpcs: vec![false; network.vpcs().len()],
            led_to: vec![0; network.routes().len()],
        };
        let mut towards: Vec<Towards> = Vec::new();
        let mut leaves = Vec::new();
        let mut sends = vec![Vec::new(); network.vpcs().len()];
        let mut begins = vec![0; network.private_networks().len()];
        for to in networks {
            if let Some(begin) = begins.get_mut(to.place()) {
                *begin = towards.len();
            }
            let private_network = network.private_network(to);
            for (family, inbound) in families.into_iter().zip(&inbound) {
                let wanted = of_family(&private_network.subnets, family);
                if wanted.is_empty() {
                    continue;
                }
                let mut walk = Walk {
                    routing,
                    inbound,
                    family,
                    branches: Vec::new(),
                    leaves: mem::take(&mut leaves),
                };
                walk.outward(private_network.vpc, &wanted, &mut passages);
                let branches = walk.branches;
                leaves = walk.leaves;
                for &leaf in &leaves {
                    if let Some(sends) = sends.get_mut(leaf.vpc.place()) {
                        sends.push((towards.len(), leaf));
                    }
                }
                towards.push(Towards {
                    to,
                    family,
                    branches,
                    leaves: Vec::with_capacity(leaves.len()),
                });
                leaves.clear();
            }
        }
        // Dealt to the VPCs leaves are sorted by destination, and dealt back to
        // the destinations they are sorted by VPC.
        for sends in &mut sends {
            for same in sends.chunk_by_mut(|(a, _), (b, _)| a == b) {
                let Some(towards) = same.first().and_then(|&(place, _)| towards.get_mut(place))
                else {
                    continue;
                };
                let first = |leaf: &Leaf| towards.branch(leaf).map(|branch| branch.range.first);
                sort_by(same, |(_, a), (_, b)| first(a).cmp(&first(b)));
                towards.leaves.extend(same.iter().map(|&(_, leaf)| leaf));
            }
        }
        Self {
            towards,
            begins,
            sends,
            passages,
        }
    }

    /// Returns what is known of the way to a Private Network; `None` where it
    /// has no subnet of the family.
    pub(crate) fn towards(&self, to: PrivateNetworkIndex, family: Family) -> Option<&Towards> {
        let begin = *self.begins.get(to.place())?;
        let mut of_both = self.towards.get(begin..)?.iter().take(2);
        of_both.find(|towards| (towards.to, towards.family) == (to, family))
    }

    /// Returns what is known of every Private Network, in order.
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

    /// Returns everything that a VPC sends something to, in order, each with
    /// whether it does so from every Private Network.
    pub(crate) fn sends(&self, vpc: VpcIndex) -> impl Iterator<Item = (&Towards, bool)> {
        let sends = self.sends.get(vpc.place()).map_or(&[][..], Vec::as_slice);
        let same = sends.chunk_by(|(a, _), (b, _)| a == b);
        same.filter_map(|same| {
            let towards = self.towards.get(same.first()?.0)?;
            Some((towards, same.iter().any(|(_, leaf)| !leaf.by_default)))
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

    /// Returns the leaf of the lowest address that a VPC sends something to.
    pub(crate) fn first_from(&self, vpc: VpcIndex) -> Option<&Leaf> {
        self.leaves_from(vpc).next()
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

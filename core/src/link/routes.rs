//! Routes: mostly one from each VPC to each subnet within reach, by the shortest
//! way.

use std::collections::VecDeque;
use std::sync::Arc;

use super::coder::{Coder, Field};
use super::document::{Known, each};
use super::facts::{Facts, Forms};
use super::names::{Blocks, Order, Pointer};
use super::prefix::{Guess, Near};
use crate::scenario::{Route, Scenario};

/// The next hops of a route: a connector, a resource, a Private Network.
type Hops = [Option<Pointer>; 3];

/// Which of the three a route has, a bit each from the highest: a connector; both
/// others; a Private Network.
const LIKELY_HOPS: [u64; 3] = [4, 3, 1];

/// Describes the routes.
pub(super) fn describe(
    coder: &mut Coder<'_>,
    known: &mut Known,
    made: &mut Scenario,
    given: &Scenario,
) {
    let topology = Topology::of(known, made);
    let mut last = Last::default();
    each(coder, Field::Route, &given.routes, |coder, one: &Route| {
        let vpc = last.go_to(coder, &topology, known, &one.vpc_id);
        let hops = [
            &one.nexthop_vpc_connector_id,
            &one.nexthop_resource_id,
            &one.nexthop_private_network_id,
        ];
        let mask = hops.iter();
        let mask = mask.fold(0, |mask, hop| mask << 1 | u64::from(hop.is_some()));
        let context = u32::from(last.is_same);
        let mask = match coder.pick(Field::RouteHops, context, &LIKELY_HOPS, &mask) {
            Some(place) => LIKELY_HOPS.get(place).copied().unwrap_or(0),
            None => coder.number(Field::RouteHops, 2, mask) & 7,
        };
        let blocks = &mut known.blocks;
        let destination = last.destination(coder, &topology, blocks, &one.destination);
        let hops = last.hops(coder, known, made, destination, mask, &hops);
        let facts = facts(known, made, &vpc, destination, &hops, last.number);
        let id = coder.like(Field::Route, None, &facts, &one.id);
        let description = coder.like(Field::RouteDescription, None, &facts, &one.description);
        let block = known.blocks.get(Some(destination));
        let [connector, resource, network] = hops.map(|hop| hop.map(|hop| hop.id));
        made.routes.push(Route {
            id,
            description,
            vpc_id: vpc.id,
            destination: block.map_or_else(String::new, |block| block.text.clone()),
            nexthop_vpc_connector_id: connector,
            nexthop_resource_id: resource,
            nexthop_private_network_id: network,
        });
    });
}

/// What is known of a route before its id, for this to be told by.
fn facts(
    known: &Known,
    made: &Scenario,
    vpc: &Pointer,
    destination: usize,
    hops: &Hops,
    number: usize,
) -> Arc<Facts> {
    let block = known.blocks.get(Some(destination));
    let text = block.map_or("", |block| block.text.as_str());
    let address = text.split('/').next().unwrap_or_default();
    let owner = block.and_then(|block| made.vpcs.get(block.vpc?));
    let [owner_id, owner_name] = owner.map_or(["", ""], |vpc| [&vpc.id, &vpc.name]);
    let home = vpc.place.and_then(|place| made.vpcs.get(place));
    let network = block.and_then(|block| made.private_networks.get(block.network?));
    let [network_id, network_name] = network.map_or(["", ""], |one| [&one.id, &one.name]);
    let facts = Facts::default()
        .forms(&vpc.id, Forms::All)
        .forms(owner_id, Forms::All)
        .forms(owner_name, Forms::Words)
        .forms(home.map_or("", |vpc| &vpc.name), Forms::Words)
        .text(text)
        .text(address)
        .forms(network_id, Forms::Words)
        .forms(network_name, Forms::Words);
    let hops = hops
        .iter()
        .map(|hop| hop.as_ref().map_or("", |hop| &hop.id));
    let facts = hops.fold(facts, Facts::text);
    facts.place(number).place(made.routes.len()).known()
}

/// What the route before was, and what is expected behind it.
#[derive(Default)]
struct Last {
    vpc: Option<usize>,
    /// Whether the VPC is that of the route before.
    is_same: bool,
    /// The place among the routes of the VPC.
    number: usize,
    expected: Expected,
    order: Order,
    /// The first destination of the VPC before.
    first: Option<usize>,
    connector: Option<usize>,
    resource: Option<usize>,
    network: Option<usize>,
}

impl Last {
    /// The VPC of a route: the same as before, until no more is expected of it.
    fn go_to(
        &mut self,
        coder: &mut Coder<'_>,
        topology: &Topology,
        known: &Known,
        given: &str,
    ) -> Pointer {
        let (in_order, by_way) = self.expected.next(coder, topology, &known.blocks);
        let context = u32::from(in_order.is_none()) << 1 | u32::from(by_way.is_none());
        let next = self.vpc.map_or(0, |last| last + 1);
        let guesses = [self.vpc, Some(next)];
        let vpc = coder.pointer(Field::RouteVpc, context, &known.vpcs, &guesses, given);
        self.is_same = vpc.place == self.vpc;
        if self.is_same {
            self.number += 1;
        } else {
            self.number = 0;
            self.expected = Expected::of(coder, topology, vpc.place);
        }
        self.vpc = vpc.place;
        vpc
    }

    /// The destination of a route, as its place among the blocks.
    fn destination(
        &mut self,
        coder: &mut Coder<'_>,
        topology: &Topology,
        blocks: &mut Blocks,
        given: &str,
    ) -> usize {
        // As the VPC before goes on, but not to oneself.
        let mut behind = if self.is_same {
            self.order.behind(self.order.last)
        } else {
            self.first
        };
        for _ in 0..4 {
            if behind.is_some() && blocks.get(behind).and_then(|block| block.vpc) == self.vpc {
                behind = self.order.behind(behind);
            }
        }
        let (in_order, by_way) = self.expected.next(coder, topology, blocks);
        let last = blocks.get(self.order.last);
        let target = last.and_then(|block| block.vpc).filter(|_| self.is_same);
        let mut next = target.map_or(0, |target| target + 1);
        if Some(next) == self.vpc {
            next += 1;
        }
        let next = topology
            .subnets
            .get(next)
            .and_then(|subnets| subnets.first());
        let around = |place: Option<usize>| Some(Guess::around(blocks.get(place)?.cidr?));
        let last = last.and_then(|block| block.cidr);
        let guesses = [
            around(next.copied()),
            around(in_order),
            around(by_way),
            last.map(Guess::behind),
        ];
        let near = Near {
            like: last,
            guesses: guesses.into_iter().flatten().collect(),
        };
        let guesses = [in_order, by_way, behind];
        let place = coder.block(Field::RouteDestination, blocks, &guesses, &near, given);
        if !self.is_same {
            self.first = Some(place);
            self.order.last = None;
        }
        self.order.go_on(place);
        self.expected.go_on(place, blocks);
        place
    }

    /// The next hops that a mask has bits for.
    fn hops(
        &mut self,
        coder: &mut Coder<'_>,
        known: &Known,
        made: &Scenario,
        destination: usize,
        mask: u64,
        given: &[&Option<String>; 3],
    ) -> Hops {
        let [connector, resource, network] = given.map(|hop| hop.as_deref().unwrap_or_default());
        let owner = known
            .blocks
            .get(Some(destination))
            .and_then(|block| block.vpc);
        let way = owner.and_then(|owner| self.expected.hop(owner));
        let connector = (mask & 4 > 0).then(|| {
            let guesses = [way, self.connector.filter(|_| self.is_same)];
            let context = u32::from(way.is_some());
            let ids = &known.connectors;
            coder.pointer(Field::RouteConnector, context, ids, &guesses, connector)
        });
        let resource = (mask & 2 > 0).then(|| {
            let next = self.resource.map_or(0, |last| last + 1);
            let guesses = [self.resource, Some(next)];
            coder.pointer(
                Field::RouteResource,
                0,
                &known.resources,
                &guesses,
                resource,
            )
        });
        let network = (mask & 1 > 0).then(|| {
            let resource = resource
                .as_ref()
                .and_then(|hop| made.resources.get(hop.place?));
            let home = resource.and_then(|one| known.networks.find(&one.private_network_id));
            let guesses = [home, self.network];
            coder.pointer(Field::RouteNetwork, 0, &known.networks, &guesses, network)
        });
        let place = |hop: &Option<Pointer>| hop.as_ref().and_then(|hop| hop.place);
        self.connector = place(&connector);
        self.resource = place(&resource);
        self.network = place(&network);
        [connector, resource, network]
    }
}

/// Who has a connector to whom.
struct Topology {
    /// For each VPC, its connectors and where they lead.
    out: Vec<Vec<(usize, usize)>>,
    /// For each VPC, its subnets among the blocks.
    subnets: Vec<Vec<usize>>,
    edges: usize,
}

impl Topology {
    fn of(known: &Known, made: &Scenario) -> Self {
        let mut out = vec![Vec::new(); made.vpcs.len()];
        for (place, connector) in made.vpc_connectors.iter().enumerate() {
            let from = known.vpcs.find(&connector.vpc_id);
            let from = from.and_then(|from| out.get_mut(from));
            if let (Some(from), Some(to)) = (from, known.vpcs.find(&connector.target_vpc_id)) {
                from.push((place, to));
            }
        }
        let mut subnets = vec![Vec::new(); made.vpcs.len()];
        for (place, block) in known.blocks.list.iter().enumerate() {
            if let Some(subnets) = block.vpc.and_then(|vpc| subnets.get_mut(vpc)) {
                subnets.push(place);
            }
        }
        Self {
            out,
            subnets,
            edges: made.vpcs.len() + made.vpc_connectors.len(),
        }
    }
}

/// What the routes of a VPC are expected to be.
#[derive(Default)]
struct Expected {
    /// For each VPC within reach, the connector that the shortest way to it
    /// begins with.
    hops: Vec<Option<usize>>,
    /// The VPCs within reach, the nearest first.
    order: Vec<usize>,
    /// How far along the order, and along the subnets there.
    at: (usize, usize),
    last: Option<usize>,
    /// The blocks that it has a route to.
    routed: Vec<bool>,
}

impl Expected {
    fn of(coder: &mut Coder<'_>, topology: &Topology, vpc: Option<usize>) -> Self {
        let mut expected = Self {
            hops: vec![None; topology.out.len()],
            ..Self::default()
        };
        let Some(vpc) = vpc else {
            return expected;
        };
        coder.work(topology.edges / 2);
        let mut queue = VecDeque::from([(vpc, None)]);
        while let Some((at, hop)) = queue.pop_front() {
            for &(connector, to) in topology.out.get(at).into_iter().flatten() {
                let Some(slot) = expected.hops.get_mut(to) else {
                    continue;
                };
                if to != vpc && slot.is_none() {
                    let hop = hop.or(Some(connector));
                    *slot = hop;
                    expected.order.push(to);
                    queue.push_back((to, hop));
                }
            }
        }
        expected
    }

    fn hop(&self, vpc: usize) -> Option<usize> {
        self.hops.get(vpc).copied().flatten()
    }

    fn is_routed(&self, block: usize) -> bool {
        self.routed.get(block) == Some(&true)
    }

    /// The next destination in the order of the document, and in that of the
    /// ways to it.
    fn next(
        &mut self,
        coder: &mut Coder<'_>,
        topology: &Topology,
        blocks: &Blocks,
    ) -> (Option<usize>, Option<usize>) {
        let start = self.last.map_or(0, |last| last + 1);
        let mut rest = start..blocks.subnets;
        let in_order = rest.find(|place| {
            let vpc = blocks.get(Some(*place)).and_then(|block| block.vpc);
            vpc.is_some_and(|vpc| self.hop(vpc).is_some()) && !self.is_routed(*place)
        });
        coder.work((blocks.subnets.saturating_sub(start + rest.len())) / 4);
        let mut by_way = None;
        while let Some(subnets) = self
            .order
            .get(self.at.0)
            .and_then(|&vpc| topology.subnets.get(vpc))
        {
            by_way = subnets.get(self.at.1).copied();
            match by_way {
                Some(place) if self.is_routed(place) => self.at.1 += 1,
                Some(_) => break,
                None => self.at = (self.at.0 + 1, 0),
            }
        }
        (in_order, by_way)
    }

    fn go_on(&mut self, destination: usize, blocks: &Blocks) {
        if self.routed.len() <= destination {
            self.routed.resize(destination + 1, false);
        }
        if let Some(routed) = self.routed.get_mut(destination) {
            *routed = true;
        }
        if destination < blocks.subnets {
            self.last = Some(destination);
        }
    }
}

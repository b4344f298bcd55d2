//! Networks of any size, the same in every run.
#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "what is indexed is made here"
)]

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use peerlab_core::scenario::{PrivateNetwork, Route, Scenario, Vpc, VpcConnector};

/// Private Networks of each VPC.
const NETWORKS: usize = 4;

/// Makes VPCs with Private Networks and without connectors.
fn vpcs(count: usize) -> Scenario {
    let mut scenario = Scenario::default();
    for vpc in 0..count {
        scenario.vpcs.push(Vpc {
            id: format!("v{vpc}"),
            name: String::new(),
            region: "fr-par".to_owned(),
            project_id: None,
            organization_id: None,
            tags: Vec::new(),
            routing_enabled: true,
            custom_routes_propagation_enabled: true,
            transitivity_enabled: true,
        });
        for network in 0..NETWORKS {
            scenario.private_networks.push(PrivateNetwork {
                id: format!("p{vpc}-{network}"),
                name: String::new(),
                vpc_id: format!("v{vpc}"),
                subnets: vec![subnet(vpc, network)],
                default_route_propagation_enabled: false,
            });
        }
    }
    scenario
}

fn subnet(vpc: usize, network: usize) -> String {
    let block = vpc * NETWORKS + network;
    format!("10.{}.{}.0/24", block / 256, block % 256)
}

fn peer(scenario: &mut Scenario, one: usize, other: usize) {
    for (from, to) in [(one, other), (other, one)] {
        scenario.vpc_connectors.push(VpcConnector {
            id: format!("v{from}-v{to}"),
            name: String::new(),
            vpc_id: format!("v{from}"),
            target_vpc_id: format!("v{to}"),
            region: None,
            status: None,
        });
    }
}

/// Adds a VPC's route to the block that holds all Private Networks of another,
/// by a direct peer.
fn route_to_block(scenario: &mut Scenario, from: usize, to: usize, next: usize) {
    let block = to * NETWORKS;
    let destination = format!("10.{}.{}.0/22", block / 256, block % 256);
    let id = format!("r{from}-{to}");
    scenario.routes.push(route(from, next, id, destination));
}

/// Adds a VPC's routes to every Private Network of another, by a direct peer.
fn routes(scenario: &mut Scenario, from: usize, to: usize, next: usize) {
    for network in 0..NETWORKS {
        let id = format!("r{from}-{to}-{network}");
        scenario
            .routes
            .push(route(from, next, id, subnet(to, network)));
    }
}

fn route(from: usize, next: usize, id: String, destination: String) -> Route {
    Route {
        id,
        description: String::new(),
        vpc_id: format!("v{from}"),
        destination,
        nexthop_vpc_connector_id: Some(format!("v{from}-v{next}")),
        nexthop_resource_id: None,
        nexthop_private_network_id: None,
    }
}

/// VPCs in a row, each with routes to those within three connections.
pub(crate) fn chain(count: usize) -> Scenario {
    let mut scenario = vpcs(count);
    for vpc in 1..count {
        peer(&mut scenario, vpc - 1, vpc);
    }
    for from in 0..count {
        for to in from.saturating_sub(3)..count.min(from + 4) {
            if from != to {
                let next = if to > from { from + 1 } else { from - 1 };
                routes(&mut scenario, from, to, next);
            }
        }
    }
    scenario
}

/// A hub with spokes that all talk to each other through it, with a route to
/// each VPC in every other.
pub(crate) fn star(count: usize) -> Scenario {
    hub_and_spoke(count, route_to_block)
}

/// The same with a route to each Private Network.
pub(crate) fn fine_star(count: usize) -> Scenario {
    hub_and_spoke(count, routes)
}

fn hub_and_spoke(count: usize, add: fn(&mut Scenario, usize, usize, usize)) -> Scenario {
    let mut scenario = vpcs(count);
    for spoke in 1..count {
        peer(&mut scenario, 0, spoke);
        add(&mut scenario, 0, spoke, spoke);
        for to in (0..count).filter(|&to| to != spoke) {
            add(&mut scenario, spoke, to, 0);
        }
    }
    scenario
}

/// A hub with spokes that all talk to each other through it, with one wide
/// route in each spoke.
pub(crate) fn wide_star(count: usize) -> Scenario {
    let mut scenario = vpcs(count);
    for spoke in 1..count {
        peer(&mut scenario, 0, spoke);
        routes(&mut scenario, 0, spoke, spoke);
        scenario.routes.push(route(
            spoke,
            0,
            format!("w{spoke}"),
            "10.0.0.0/8".to_owned(),
        ));
    }
    scenario
}

/// VPCs of which each is peered with about four others at random, with routes
/// to all within three connections along a shortest way.
pub(crate) fn random(count: usize) -> Scenario {
    let mut scenario = vpcs(count);
    let mut peers = vec![BTreeSet::new(); count];
    let mut number: u64 = 1;
    for _ in 0..2 * count {
        let mut next = || {
            number = number
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(number >> 33).expect("31 bits") % count
        };
        let (one, other) = (next(), next());
        if one != other && peers[one].insert(other) {
            peers[other].insert(one);
            peer(&mut scenario, one, other);
        }
    }
    for from in 0..count {
        // The first step towards everyone, breadth first.
        let mut first = BTreeMap::from([(from, from)]);
        let mut ring = vec![from];
        for _ in 0..3 {
            let mut further = Vec::new();
            for &vpc in &ring {
                for &to in &peers[vpc] {
                    let by = if vpc == from { to } else { first[&vpc] };
                    if let Entry::Vacant(unseen) = first.entry(to) {
                        unseen.insert(by);
                        further.push(to);
                    }
                }
            }
            ring = further;
        }
        for (&to, &next) in first.iter().filter(|&(&to, _)| to != from) {
            route_to_block(&mut scenario, from, to, next);
        }
    }
    scenario
}

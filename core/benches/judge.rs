//! How long judging takes, and how it grows.
//!
//! `cargo bench --package peerlab-core` prints medians. Every network has routes
//! for all that its shape lets talk, within the four VPCs that the platform
//! chains.
#![allow(missing_docs, reason = "the macros of the harness make functions")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use peerlab_core::report::judge;
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

/// Adds a VPC's routes to every Private Network of another, by a direct peer.
fn routes(scenario: &mut Scenario, from: usize, to: usize, next: usize) {
    for network in 0..NETWORKS {
        scenario.routes.push(Route {
            id: format!("r{from}-{to}-{network}"),
            description: String::new(),
            vpc_id: format!("v{from}"),
            destination: subnet(to, network),
            nexthop_vpc_connector_id: Some(format!("v{from}-v{next}")),
            nexthop_resource_id: None,
            nexthop_private_network_id: None,
        });
    }
}

/// VPCs in a row, each with routes to those within three connections.
fn chain(count: usize) -> Scenario {
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

/// A hub with spokes that all talk to each other through it.
fn star(count: usize) -> Scenario {
    let mut scenario = vpcs(count);
    for spoke in 1..count {
        peer(&mut scenario, 0, spoke);
        routes(&mut scenario, 0, spoke, spoke);
        for to in (0..count).filter(|&to| to != spoke) {
            routes(&mut scenario, spoke, to, 0);
        }
    }
    scenario
}

fn judging(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("judge");
    group.sample_size(20);
    for size in [4, 10, 100, 1_000] {
        let scenario = chain(size);
        group.bench_with_input(BenchmarkId::new("chain", size), &scenario, |b, scenario| {
            b.iter(|| judge(black_box(scenario)));
        });
    }
    for size in [10, 30, 100, 300] {
        let scenario = star(size);
        group.bench_with_input(BenchmarkId::new("star", size), &scenario, |b, scenario| {
            b.iter(|| judge(black_box(scenario)));
        });
    }
    group.finish();
}

criterion_group!(benches, judging);
criterion_main!(benches);

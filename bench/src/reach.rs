//! Which Private Networks every VPC reaches, in networks with all routes within
//! three connections.

use std::hint::black_box;
use std::time::Instant;

use ipnet::Ipv4Net;
use peerlab_core::network::{Network, NextHop, resolve};
use peerlab_core::peering::Peering;
use peerlab_core::routing::{MAX_CHAINED_VPCS, deliveries};
use peerlab_core::scenario::Scenario;
use petgraph::graph::{NodeIndex, UnGraph};
use prefix_trie::PrefixMap;

use crate::contest::{Contestant, Result, Run, contest};
use crate::report::Report;
use crate::shapes;

/// Measures each shape of network.
pub fn reports(sizes: &[usize]) -> Vec<Report> {
    type Shape = (&'static str, fn(usize) -> Scenario, usize);
    let shapes: [Shape; 3] = [
        ("Reachability in a row of VPCs", shapes::chain, usize::MAX),
        // Every spoke has a route to every other.
        ("Reachability around a hub", shapes::star, 1_000),
        (
            "Reachability in a random network",
            shapes::random,
            usize::MAX,
        ),
    ];
    let reports = shapes.into_iter().map(|(title, shape, most)| Report {
        title,
        what: "Every Private Network that anything from another VPC comes to, ACLs aside, from \
               VPCs and routes whose texts are read and whose connectors are matched."
            .to_owned(),
        unit: "VPCs with 4 Private Networks each",
        rows: sizes
            .iter()
            .filter(|&&size| size <= most)
            .map(|&size| (size, measured(&shape(size))))
            .collect(),
    });
    reports.collect()
}

fn measured(scenario: &Scenario) -> Vec<Result> {
    let (network, _) = resolve(scenario);
    let peering = Peering::judge(&network);
    let graph = graph(&network);
    let mut contestants = [
        Contestant::new("Peerlab", || {
            let (network, peering) = (network.clone(), peering.clone());
            let begin = Instant::now();
            let found = black_box(deliveries(network, peering));
            Some(Run {
                took: begin.elapsed(),
                answer: found.len() as u64,
            })
        }),
        Contestant::new("Hop by hop, `prefix-trie`", || {
            let begin = Instant::now();
            let found = black_box(hop_by_hop(&network));
            Some(Run {
                took: begin.elapsed(),
                answer: found.len() as u64,
            })
        }),
        Contestant::new("`petgraph`, breadth first, no routes", || {
            let begin = Instant::now();
            let found = black_box(breadth_first(&graph, &network));
            Some(Run {
                took: begin.elapsed(),
                answer: found.len() as u64,
            })
        }),
    ];
    contest(&mut contestants)
}

/// Where a route of a table leads.
#[derive(Clone, Copy)]
enum To {
    Here,
    Vpc(usize),
}

/// What one writes first: a trie for each VPC, and a packet from each to every
/// subnet that one of its routes is for, followed until it arrives or has passed
/// four VPCs. The networks have IPv4 alone.
fn hop_by_hop(network: &Network) -> Vec<(usize, usize)> {
    let tables: Vec<PrefixMap<Ipv4Net, To>> = network
        .vpcs()
        .map(|(_, vpc)| {
            let mut table = PrefixMap::new();
            for &index in &vpc.routes {
                let route = network.route(index);
                if let NextHop::Connector(connector) = route.next_hop
                    && let Some(target) = network.connector(connector).target
                {
                    table.insert(ipv4(route.destination.to_string()), To::Vpc(target.place()));
                }
            }
            for subnet in &vpc.subnets {
                table.insert(ipv4(subnet.cidr.to_string()), To::Here);
            }
            table
        })
        .collect();
    // Which subnets a route is for.
    let mut subnets: PrefixMap<Ipv4Net, usize> = PrefixMap::new();
    for (index, private_network) in network.private_networks() {
        for subnet in &private_network.subnets {
            subnets.insert(ipv4(subnet.to_string()), index.place());
        }
    }
    let mut found = Vec::new();
    for (from, table) in tables.iter().enumerate() {
        for (destination, to) in table {
            if matches!(to, To::Here) {
                continue;
            }
            for (subnet, &to) in subnets.children(&destination) {
                let packet = Ipv4Net::from(subnet.network());
                let mut at = from;
                for _ in 0..MAX_CHAINED_VPCS {
                    match tables[at].get_lpm(&packet) {
                        Some((_, To::Here)) if at != from => {
                            found.push((from, to));
                            break;
                        }
                        Some((_, &To::Vpc(next))) => at = next,
                        Some((_, To::Here)) | None => break,
                    }
                }
            }
        }
    }
    found
}

fn ipv4(text: String) -> Ipv4Net {
    text.parse().expect("a prefix of IPv4 that was written")
}

fn graph(network: &Network) -> UnGraph<(), ()> {
    let mut graph = UnGraph::new_undirected();
    for _ in network.vpcs() {
        graph.add_node(());
    }
    for (_, connector) in network.connectors() {
        if let Some(target) = connector.target {
            let [from, to] = [connector.origin, target].map(|vpc| NodeIndex::new(vpc.place()));
            graph.update_edge(from, to, ());
        }
    }
    graph
}

/// Takes everything within three connections for reached.
fn breadth_first(graph: &UnGraph<(), ()>, network: &Network) -> Vec<(usize, usize)> {
    let networks: Vec<Vec<usize>> = network
        .vpcs()
        .map(|(_, vpc)| vpc.private_networks.iter().map(|n| n.place()).collect())
        .collect();
    let mut found = Vec::new();
    let mut met = vec![usize::MAX; graph.node_count()];
    let mut ring = Vec::new();
    for from in graph.node_indices() {
        met[from.index()] = from.index();
        ring.clear();
        ring.push(from);
        let mut begin = 0;
        for _ in 1..MAX_CHAINED_VPCS {
            let end = ring.len();
            for place in begin..end {
                for next in graph.neighbors(ring[place]) {
                    if met[next.index()] != from.index() {
                        met[next.index()] = from.index();
                        ring.push(next);
                        found.extend(networks[next.index()].iter().map(|&to| (from.index(), to)));
                    }
                }
            }
            begin = end;
        }
    }
    found
}

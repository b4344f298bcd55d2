//! Random scenarios: small, mostly sensible, and wrong in every way now and
//! then.

use peerlab_core::scenario::{PrivateNetwork, Resource, Route, Scenario, Vpc, VpcConnector};

use super::generate_rules::add_rules;
use super::random::Random;

/// How a scenario is drawn, chosen once for each.
pub(super) struct Mood {
    /// Whether every subnet has its own block, so that nothing overlaps.
    is_apart: bool,
    /// How likely a VPC knows the way to a subnet, in percent.
    knows_the_way: usize,
    lacks_transit: usize,
    /// How likely other things that are not meant happen, in percent.
    pub(super) is_odd: usize,
}

/// Subnets for all to draw from, so that they overlap in every way.
pub(super) const CROWDED: [&str; 18] = [
    "10.0.0.0/24",
    "10.0.0.0/25",
    "10.0.0.128/25",
    "10.0.0.64/26",
    "10.0.0.0/23",
    "10.0.1.0/24",
    "10.0.1.128/26",
    "10.0.2.0/24",
    "10.0.2.0/23",
    "10.0.3.0/24",
    "10.0.4.0/24",
    "192.168.0.0/24",
    "fd00::/64",
    "fd00::/63",
    "fd00:0:0:1::/64",
    "fd00:0:0:2::/64",
    "fd00:0:0:3::/64",
    "fd00::8000:0:0:0/65",
];

/// Broader and narrower than subnets: what routes and rules are about.
pub(super) const BROAD: [&str; 14] = [
    "10.0.0.0/8",
    "10.0.0.0/22",
    "10.1.0.0/16",
    "10.2.0.0/15",
    "0.0.0.0/0",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "10.0.0.5/32",
    "10.1.0.5/32",
    "::/0",
    "fd00::/16",
    "8000::/1",
    "fd00::5/128",
    "fd00:0:0:1::5/128",
];

const UNREADABLE: [&str; 6] = [
    "10.0.0.1/8",
    "10.0.0.0/33",
    "10.0.0/24",
    "fd00::1/64",
    "everywhere",
    "",
];

/// Draws the scenario of a seed.
pub(super) fn generate(seed: u64) -> Scenario {
    let mut random = Random::new(seed);
    let mood = Mood {
        is_apart: random.chance(65),
        knows_the_way: *random.pick(&[50, 85, 100, 100]),
        lacks_transit: *random.pick(&[0, 10, 40]),
        is_odd: *random.pick(&[0, 4, 12]),
    };
    let mut scenario = Scenario::default();
    add_vpcs(&mut scenario, &mut random, &mood);
    add_private_networks(&mut scenario, &mut random, &mood);
    add_resources(&mut scenario, &mut random, &mood);
    let neighbours = add_connectors(&mut scenario, &mut random, &mood);
    add_ways(&mut scenario, &mut random, &mood, &neighbours);
    add_rules(&mut scenario, &mut random, &mood);
    if random.chance(50) {
        random.shuffle(&mut scenario.routes);
    }
    if random.chance(30) {
        random.shuffle(&mut scenario.private_networks);
        random.shuffle(&mut scenario.vpc_connectors);
        random.shuffle(&mut scenario.vpcs);
    }
    if random.chance(mood.is_odd) {
        repeat_an_id(&mut scenario, &mut random);
    }
    scenario
}

fn add_vpcs(scenario: &mut Scenario, random: &mut Random, mood: &Mood) {
    // Fewer of the large ones, which have far more pairs.
    let count = *random.pick(&[2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7]);
    for letter in ('a'..).take(count) {
        scenario.vpcs.push(Vpc {
            id: format!("vpc-{letter}"),
            name: String::new(),
            region: if random.chance(mood.is_odd / 3) {
                "nl-ams".to_owned()
            } else {
                "fr-par".to_owned()
            },
            project_id: None,
            organization_id: None,
            tags: Vec::new(),
            routing_enabled: !random.chance(mood.is_odd / 2),
            custom_routes_propagation_enabled: random.chance(80),
            transitivity_enabled: !random.chance(mood.lacks_transit),
        });
    }
}

fn add_private_networks(scenario: &mut Scenario, random: &mut Random, mood: &Mood) {
    for (place, vpc) in scenario.vpcs.iter().enumerate() {
        let letter = &vpc.id[4..];
        let count = *random.pick(&[0, 1, 1, 1, 1, 1, 1, 2, 2, 2]);
        for number in 1..=count {
            let mut subnets = Vec::new();
            let families = *random.pick(&[1, 1, 1, 1, 2, 3, 3]);
            if mood.is_apart {
                let length = *random.pick(&[22, 24, 25, 28]);
                if families & 1 != 0 {
                    subnets.push(format!("10.{}.{}.0/{length}", place + 1, 4 * (number - 1)));
                }
                if families & 2 != 0 {
                    subnets.push(format!("fd00:{}:{number}::/64", place + 1));
                }
            } else {
                for _ in 0..*random.pick(&[1, 1, 2]) {
                    subnets.push((*random.pick(&CROWDED)).to_owned());
                }
            }
            if random.chance(mood.is_odd) {
                subnets.push((*random.pick(&CROWDED)).to_owned());
            }
            if random.chance(mood.is_odd / 2) {
                subnets.push((*random.pick(&UNREADABLE)).to_owned());
            }
            scenario.private_networks.push(PrivateNetwork {
                id: format!("pn-{letter}{number}"),
                name: String::new(),
                vpc_id: if random.chance(mood.is_odd / 4) {
                    "vpc-nowhere".to_owned()
                } else {
                    vpc.id.clone()
                },
                subnets,
                default_route_propagation_enabled: random.chance(35),
            });
        }
    }
}

fn add_resources(scenario: &mut Scenario, random: &mut Random, mood: &Mood) {
    for network in &scenario.private_networks {
        if !random.chance(30) {
            continue;
        }
        let mut addresses: Vec<String> = network.subnets.iter().map(|s| host_of(s, 5)).collect();
        if random.chance(mood.is_odd) {
            addresses.insert(0, random.pick(&["10.9.9.9", "10.0.0.256"]).to_string());
        }
        scenario.resources.push(Resource {
            id: format!("host-{}", &network.id[3..]),
            name: String::new(),
            private_network_id: if random.chance(mood.is_odd / 2) {
                "pn-nowhere".to_owned()
            } else {
                network.id.clone()
            },
            addresses,
            kind: "instance".to_owned(),
        });
    }
}

/// Peers the VPCs as a chain, star, ring, mesh or at random; returns who was
/// meant to be whose neighbour.
fn add_connectors(scenario: &mut Scenario, random: &mut Random, mood: &Mood) -> Vec<Vec<usize>> {
    let count = scenario.vpcs.len();
    let shape = random.below(6);
    let mut edges = Vec::new();
    for b in 1..count {
        match shape {
            0 | 1 => edges.push((b - 1, b)),
            2 => edges.push((0, b)),
            3 => edges.push((random.below(b), b)),
            4 => edges.extend((0..b).map(|a| (a, b)).filter(|_| random.chance(60))),
            _ => {
                edges.push((b - 1, b));
                if b + 1 == count && count > 2 {
                    edges.push((b, 0));
                }
            }
        }
    }
    let mut neighbours = vec![Vec::new(); count];
    let id = |place: usize| scenario.vpcs[place].id.clone();
    let connector = |from: String, to: String, twin: &str| VpcConnector {
        id: format!("{}-to-{}{twin}", &from[4..], &to[4..]),
        name: String::new(),
        vpc_id: from,
        target_vpc_id: to,
        region: None,
        status: None,
    };
    let mut connectors = Vec::new();
    for (a, b) in edges {
        for (from, to) in [(a, b), (b, a)] {
            neighbours[from].push(to);
            if !random.chance(mood.is_odd / 2) {
                connectors.push(connector(id(from), id(to), ""));
            }
            if random.chance(mood.is_odd / 3) {
                connectors.push(connector(id(from), id(to), "-again"));
            }
        }
    }
    if random.chance(mood.is_odd) {
        let vpc = id(random.below(count));
        connectors.push(connector(vpc.clone(), vpc, ""));
    }
    if random.chance(mood.is_odd) {
        let vpc = id(random.below(count));
        connectors.push(if random.chance(70) {
            connector(vpc, "vpc-partner".to_owned(), "")
        } else {
            connector("vpc-partner".to_owned(), vpc, "")
        });
    }
    scenario.vpc_connectors = connectors;
    neighbours
}

/// Gives the VPCs routes to each other's subnets, mostly the shortest way.
fn add_ways(scenario: &mut Scenario, random: &mut Random, mood: &Mood, neighbours: &[Vec<usize>]) {
    let mut routes = Vec::new();
    for (to, target) in scenario.vpcs.iter().enumerate() {
        let towards = next_hops(neighbours, to);
        let subnets: Vec<&String> = scenario
            .private_networks
            .iter()
            .filter(|network| network.vpc_id == target.id)
            .flat_map(|network| &network.subnets)
            .collect();
        for (at, vpc) in scenario.vpcs.iter().enumerate() {
            if at == to {
                continue;
            }
            for &subnet in &subnets {
                if !random.chance(mood.knows_the_way) {
                    continue;
                }
                let next = if random.chance(mood.is_odd) {
                    random.any(&neighbours[at]).copied()
                } else {
                    towards[at]
                };
                let Some(next) = next else { continue };
                let destination = if random.chance(10) {
                    let broad = random.pick(&BROAD);
                    (*broad).to_owned()
                } else if random.chance(5) {
                    let host = host_of(subnet, 5);
                    let length = if host.contains(':') { 128 } else { 32 };
                    format!("{host}/{length}")
                } else {
                    subnet.clone()
                };
                let next = &scenario.vpcs[next].id[4..];
                routes.push(Route {
                    id: format!("route-{}", routes.len() + 1),
                    description: String::new(),
                    vpc_id: vpc.id.clone(),
                    destination,
                    nexthop_vpc_connector_id: Some(format!("{}-to-{next}", &vpc.id[4..])),
                    nexthop_resource_id: None,
                    nexthop_private_network_id: None,
                });
            }
        }
    }
    scenario.routes = routes;
}

/// The neighbour of each VPC on a shortest way to one.
fn next_hops(neighbours: &[Vec<usize>], to: usize) -> Vec<Option<usize>> {
    let mut next = vec![None; neighbours.len()];
    let mut seen = vec![to];
    let mut place = 0;
    while let Some(&at) = seen.get(place) {
        for &neighbour in &neighbours[at] {
            if !seen.contains(&neighbour) {
                next[neighbour] = Some(at);
                seen.push(neighbour);
            }
        }
        place += 1;
    }
    next
}

/// An address of a subnet as it is written, however that is.
pub(super) fn host_of(subnet: &str, number: usize) -> String {
    let network = subnet.split('/').next().unwrap_or_default();
    match network.strip_suffix("::") {
        Some(start) => format!("{start}::{number}"),
        None => match network.rsplit_once('.') {
            Some((start, "0")) => format!("{start}.{number}"),
            _ => network.to_owned(),
        },
    }
}

/// Gives one entity the id of another.
fn repeat_an_id(scenario: &mut Scenario, random: &mut Random) {
    let networks = scenario
        .private_networks
        .iter()
        .map(|known| known.id.clone());
    let vpcs = scenario.vpcs.iter().map(|known| known.id.clone());
    let connectors = scenario.vpc_connectors.iter().map(|known| known.id.clone());
    let ids: Vec<String> = networks.chain(vpcs).chain(connectors).collect();
    let id = random.pick(&ids).clone();
    let targets = [
        scenario.vpcs.iter_mut().map(|known| &mut known.id).last(),
        scenario
            .private_networks
            .iter_mut()
            .map(|known| &mut known.id)
            .last(),
        scenario
            .resources
            .iter_mut()
            .map(|known| &mut known.id)
            .last(),
        scenario
            .vpc_connectors
            .iter_mut()
            .map(|known| &mut known.id)
            .last(),
        scenario.routes.iter_mut().map(|known| &mut known.id).last(),
        scenario
            .ingress_rules
            .iter_mut()
            .map(|known| &mut known.id)
            .last(),
    ];
    let place = random.below(targets.len());
    if let Some(target) = targets.into_iter().nth(place).flatten() {
        *target = id;
    }
}

//! Reachability against following every single packet.

use super::acl::Flow;
use super::follow::{Disposition, Packet, Sender};
use super::reach::Reachability;
use super::{Direct, Ends, Extent, Routing, Traffic};
use crate::cidr::{AddressSet, Cidr, Family, Range, address, number};
use crate::network::{PrivateNetworkIndex, resolve};
use crate::peering::Peering;
use crate::scenario::{
    Acl, AclAction, AclRule, IngressRule, PrivateNetwork, Protocol, Resource, Route, Scenario, Vpc,
    VpcConnector,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::net::IpAddr;

/// A prefix among 64 addresses of a family, so that much overlaps and every
/// packet can be followed.
fn any_prefix(longest_host: u8) -> impl Strategy<Value = Cidr> {
    (any::<bool>(), 0u8..64, 0..=longest_host).prop_map(|(ipv6, host, bits)| {
        let base: IpAddr = if ipv6 { "fd00::" } else { "10.0.0.0" }
            .parse()
            .expect("an address");
        let family = if ipv6 { Family::Ipv6 } else { Family::Ipv4 };
        let at = address(family, number(base) + u128::from(host));
        Cidr::containing(at, family.bits() - bits).expect("a length of the family")
    })
}

fn text(cidr: Cidr) -> String {
    cidr.to_string()
}

fn any_destination() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => any_prefix(6).prop_map(text),
        1 => Just("0.0.0.0/0".to_owned()),
        1 => Just("::/0".to_owned()),
    ]
}

fn any_acl(vpcs: usize) -> impl Strategy<Value = Acl> {
    let rule = (any_prefix(6), any_prefix(6), 0..4, any::<bool>()).prop_map(
        |(source, destination, protocol, accept)| AclRule {
            protocol: match protocol {
                0 => Protocol::Tcp,
                1 => Protocol::Icmp,
                _ => Protocol::Any,
            },
            source: text(source),
            src_port_low: 0,
            src_port_high: 0,
            destination: text(destination),
            dst_port_low: 0,
            dst_port_high: 0,
            action: if accept {
                AclAction::Accept
            } else {
                AclAction::Drop
            },
            description: String::new(),
        },
    );
    (0..vpcs, any::<bool>(), any::<bool>(), vec(rule, 0..4)).prop_map(
        |(vpc, is_ipv6, accept, rules)| Acl {
            vpc_id: format!("v{vpc}"),
            is_ipv6,
            default_policy: if accept {
                AclAction::Accept
            } else {
                AclAction::Drop
            },
            rules,
        },
    )
}

/// A scenario of a chain of VPCs with more connectors, routes and rules thrown
/// in.
fn any_scenario() -> impl Strategy<Value = Scenario> {
    const VPCS: usize = 6;
    let vpc = (prop::bool::weighted(0.9), prop::bool::weighted(0.8));
    let network = (0..VPCS, vec(any_prefix(2), 1..3), any::<bool>());
    let route = (0..VPCS, any_destination(), 0usize..12);
    let rule = (0..VPCS, any_prefix(6), 0usize..8, 0u8..64);
    (
        vec(vpc, VPCS),
        vec(network, 1..8),
        vec((0..VPCS, 0..VPCS), 0..3),
        vec((any_destination(), any::<bool>()), 0..3),
        vec(route, 0..24),
        vec(rule, 0..3),
        vec(any_acl(VPCS), 0..3),
    )
        .prop_map(|(vpcs, networks, more, through, routes, rules, acls)| {
            let mut scenario = Scenario::default();
            for (n, (routing_enabled, transitivity_enabled)) in vpcs.into_iter().enumerate() {
                scenario.vpcs.push(Vpc {
                    id: format!("v{n}"),
                    name: String::new(),
                    region: "fr-par".to_owned(),
                    project_id: None,
                    organization_id: None,
                    tags: Vec::new(),
                    routing_enabled,
                    custom_routes_propagation_enabled: true,
                    transitivity_enabled,
                });
            }
            for (n, (vpc, subnets, default)) in networks.into_iter().enumerate() {
                scenario.private_networks.push(PrivateNetwork {
                    id: format!("p{n}"),
                    name: String::new(),
                    vpc_id: format!("v{vpc}"),
                    subnets: subnets.into_iter().map(text).collect(),
                    default_route_propagation_enabled: default,
                });
            }
            let chain = (0..VPCS - 1).flat_map(|n| [(n, n + 1), (n + 1, n)]);
            for (n, (from, to)) in chain.chain(more).enumerate() {
                scenario.vpc_connectors.push(VpcConnector {
                    id: format!("c{n}"),
                    name: String::new(),
                    vpc_id: format!("v{from}"),
                    target_vpc_id: format!("v{to}"),
                    region: None,
                    status: None,
                });
            }
            scenario.resources.push(Resource {
                id: "gateway".to_owned(),
                name: String::new(),
                private_network_id: "p0".to_owned(),
                addresses: Vec::new(),
                kind: "instance".to_owned(),
            });
            // Routes along the whole chain, one way, and single ones.
            let through = through.into_iter().flat_map(|(destination, right)| {
                (0..VPCS).map(move |vpc| (vpc, destination.clone(), if right { 0 } else { 9 }))
            });
            for (n, (vpc, destination, hop)) in through.chain(routes).enumerate() {
                // Mostly along the chain, so that packets get far.
                let connector = match hop {
                    0..=4 if vpc + 1 < VPCS => Some(format!("c{}", 2 * vpc)),
                    0..=9 if vpc > 0 => Some(format!("c{}", 2 * vpc - 1)),
                    10 => Some("c1".to_owned()),
                    _ => None,
                };
                let resource = connector.is_none().then(|| "gateway".to_owned());
                scenario.routes.push(Route {
                    id: format!("r{n}"),
                    description: String::new(),
                    vpc_id: format!("v{vpc}"),
                    destination,
                    nexthop_vpc_connector_id: connector,
                    nexthop_resource_id: resource,
                    nexthop_private_network_id: None,
                });
            }
            for (n, (vpc, source, network, host)) in rules.into_iter().enumerate() {
                scenario.ingress_rules.push(IngressRule {
                    id: format!("i{n}"),
                    vpc_id: format!("v{vpc}"),
                    source: text(source),
                    nexthop_private_network_id: format!("p{network}"),
                    nexthop_resource_ip: format!("10.0.0.{host}"),
                });
            }
            scenario.acls = acls;
            scenario
        })
}

/// Judges a pair by following every packet.
fn by_every_packet(
    routing: &Routing,
    from: PrivateNetworkIndex,
    to: PrivateNetworkIndex,
    family: Family,
    flow: Flow,
) -> Option<Direct> {
    let each = |network: PrivateNetworkIndex| -> BTreeSet<u128> {
        let subnets = routing.network().private_network(network).subnets.iter();
        let of_family = subnets.filter(|subnet| subnet.family() == family);
        of_family
            .flat_map(|subnet| number(subnet.first())..=number(subnet.last()))
            .collect()
    };
    let (senders, receivers) = (each(from), each(to));
    if senders.is_empty() || receivers.is_empty() {
        return None;
    }
    let mut reached = Vec::new();
    for &destination in &receivers {
        for &source in &senders {
            let sender = Sender {
                network: from,
                address: address(family, source),
                flow,
            };
            let home = routing.network().private_network(to).vpc;
            let destination_address = address(family, destination);
            let way = routing.follow(&Packet::sent(
                routing.network(),
                sender,
                destination_address,
                Some(home),
            ));
            if way.disposition == Disposition::Delivered {
                reached.push((destination, source));
            }
        }
    }
    let ranges = reached.iter().map(|&(d, _)| Range { first: d, last: d });
    let extent = if reached.is_empty() {
        Extent::None
    } else if reached.len() == senders.len() * receivers.len() {
        Extent::All
    } else {
        Extent::Some
    };
    Some(Direct {
        extent,
        delivered: ranges.collect::<AddressSet>(),
        first: reached.first().copied(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn reachability_is_that_of_following_every_packet(scenario in any_scenario()) {
        let (network, _) = resolve(&scenario);
        let peering = Peering::judge(&network);
        let routing = Routing::new(network, peering);
        let reach = Reachability::new(&routing);
        let flow = Traffic::default().sent();
        for (from, _) in routing.network().private_networks() {
            for (to, _) in routing.network().private_networks() {
                if from == to {
                    continue;
                }
                for family in [Family::Ipv4, Family::Ipv6] {
                    prop_assert_eq!(
                        Ends::whole(routing.network(), from, to, family)
                            .map(|ends| reach.direct(routing.network(), &ends, flow)),
                        by_every_packet(&routing, from, to, family, flow),
                        "from {:?} to {:?} in {}", from, to, family
                    );
                }
            }
        }
    }
}

/// The generator is worth nothing if nothing much happens in what it makes.
#[test]
fn the_scenarios_of_the_test_meet_every_disposition_and_length() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    let mut lengths = BTreeSet::new();
    for _ in 0..400 {
        let scenario = any_scenario()
            .new_tree(&mut runner)
            .expect("a scenario")
            .current();
        let (network, _) = resolve(&scenario);
        let peering = Peering::judge(&network);
        let routing = Routing::new(network, peering);
        for (from, sender) in routing.network().private_networks() {
            for (_, receiver) in routing.network().private_networks() {
                let (Some(source), Some(destination)) =
                    (sender.subnets.first(), receiver.subnets.last())
                else {
                    continue;
                };
                if source.family() != destination.family() {
                    continue;
                }
                let sender = Sender {
                    network: from,
                    address: source.first(),
                    flow: Traffic::default().sent(),
                };
                let way = routing.follow(&Packet::sent(
                    routing.network(),
                    sender,
                    destination.last(),
                    Some(receiver.vpc),
                ));
                met.insert(way.disposition);
                if way.disposition == Disposition::Delivered {
                    lengths.insert(way.hops.len());
                }
            }
        }
    }
    let all: BTreeSet<Disposition> = Disposition::ALL
        .into_iter()
        // Chains here have connectors both ways, so none of their routes leads
        // to an orphan, and they are nobody's view.
        .filter(|d| ![Disposition::NextHopOrphan, Disposition::Unseen].contains(d))
        .collect();
    assert!(met.is_superset(&all), "only {met:?}");
    assert_eq!(lengths, BTreeSet::from([1, 2, 3, 4]));
}

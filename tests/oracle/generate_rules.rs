//! What makes random scenarios difficult: routes with every kind of next hop,
//! network ACLs and ingress rules.

use peerlab_core::scenario::{Acl, AclAction, AclRule, IngressRule, Protocol, Route, Scenario};

use super::generate::{BROAD, CROWDED, Mood, host_of};
use super::prefix::Address;
use super::random::Random;

pub(super) fn add_rules(scenario: &mut Scenario, random: &mut Random, mood: &Mood) {
    add_routes(scenario, random, mood);
    add_acls(scenario, random, mood);
    add_ingress_rules(scenario, random, mood);
}

/// A prefix that has to do with the scenario, most of the time.
fn prefix(scenario: &Scenario, random: &mut Random, mood: &Mood) -> String {
    let subnets = scenario
        .private_networks
        .iter()
        .flat_map(|known| &known.subnets);
    let subnets: Vec<&String> = subnets.collect();
    match (random.below(100), random.any(&subnets)) {
        (0..60, Some(subnet)) => (*subnet).clone(),
        (60..66, Some(subnet)) => {
            let host = host_of(subnet, 5);
            let length = if host.contains(':') { 128 } else { 32 };
            format!("{host}/{length}")
        }
        (66..75, _) => (*random.pick(&CROWDED)).to_owned(),
        (75..79, _) if random.chance(mood.is_odd) => "10.0.0.1/8".to_owned(),
        _ => (*random.pick(&BROAD)).to_owned(),
    }
}

/// Routes with next hops of every kind, some of them wrong.
fn add_routes(scenario: &mut Scenario, random: &mut Random, mood: &Mood) {
    let count = if mood.is_odd == 0 {
        random.below(2)
    } else {
        random.below(4)
    };
    for number in 1..=count {
        let vpc = random.pick(&scenario.vpcs).id.clone();
        let own = |id: &str| id == vpc;
        let connectors = scenario.vpc_connectors.iter();
        let (own_connectors, foreign): (Vec<_>, Vec<_>) =
            connectors.partition(|connector| own(&connector.vpc_id));
        let networks = scenario.private_networks.iter();
        let own_networks: Vec<_> = networks.filter(|known| own(&known.vpc_id)).collect();
        let resources = scenario.resources.iter();
        let own_resources: Vec<_> = resources
            .filter(|resource| {
                let mut networks = own_networks.iter();
                networks.any(|known| known.id == resource.private_network_id)
            })
            .collect();
        let mut route = Route {
            id: format!("extra-{number}"),
            description: String::new(),
            vpc_id: vpc.clone(),
            destination: prefix(scenario, random, mood),
            nexthop_vpc_connector_id: None,
            nexthop_resource_id: None,
            nexthop_private_network_id: None,
        };
        let kind = random.below(100);
        if kind < 45 {
            let connector = random.any(&own_connectors);
            route.nexthop_vpc_connector_id = connector.map(|known| known.id.clone());
        } else if kind < 52 {
            let connector = random.any(&foreign);
            route.nexthop_vpc_connector_id = connector.map(|known| known.id.clone());
        } else if kind < 56 {
            route.nexthop_vpc_connector_id = Some("gone".to_owned());
        }
        if (56..72).contains(&kind) || kind < 2 {
            let resource = random.any(&own_resources);
            route.nexthop_resource_id = resource.map(|known| known.id.clone());
        } else if (72..76).contains(&kind) {
            let resource = random.any(&scenario.resources);
            route.nexthop_resource_id = resource.map(|known| known.id.clone());
        } else if (76..79).contains(&kind) {
            route.nexthop_resource_id = Some("gone".to_owned());
        }
        if (66..72).contains(&kind) || (77..90).contains(&kind) || kind == 2 {
            let network = random.any(&own_networks);
            route.nexthop_private_network_id = network.map(|known| known.id.clone());
        } else if (74..76).contains(&kind) || (90..94).contains(&kind) {
            let network = random.any(&scenario.private_networks);
            route.nexthop_private_network_id = network.map(|known| known.id.clone());
        } else if (94..96).contains(&kind) {
            route.nexthop_private_network_id = Some("gone".to_owned());
        }
        if random.chance(mood.is_odd / 6) {
            "vpc-nowhere".clone_into(&mut route.vpc_id);
        }
        scenario.routes.push(route);
    }
}

fn add_acls(scenario: &mut Scenario, random: &mut Random, mood: &Mood) {
    let mut acls = Vec::new();
    let likelihood = *random.pick(&[0, 0, 10, 25]);
    for vpc in &scenario.vpcs {
        for is_ipv6 in [false, true] {
            if !random.chance(likelihood) {
                continue;
            }
            for _ in 0..=usize::from(random.chance(mood.is_odd)) {
                let drops = random.chance(50);
                let count = random.below(4);
                acls.push(Acl {
                    vpc_id: vpc.id.clone(),
                    is_ipv6,
                    default_policy: if drops {
                        AclAction::Drop
                    } else {
                        AclAction::Accept
                    },
                    rules: (0..count)
                        .map(|_| acl_rule(scenario, random, mood, drops))
                        .collect(),
                });
            }
        }
    }
    scenario.acls = acls;
}

fn acl_rule(scenario: &Scenario, random: &mut Random, mood: &Mood, drops: bool) -> AclRule {
    let ports = [
        (0, 0),
        (0, 0),
        (443, 443),
        (49152, 65535),
        (49152, 49152),
        (80, 443),
        (0, 80),
    ];
    let (src_port_low, src_port_high) = *random.pick(&ports);
    let (dst_port_low, dst_port_high) = *random.pick(&ports);
    let protocols = [
        Protocol::Any,
        Protocol::Any,
        Protocol::Icmp,
        Protocol::Tcp,
        Protocol::Udp,
    ];
    let end = |random: &mut Random| {
        if random.chance(25) {
            random.pick(&["0.0.0.0/0", "::/0"]).to_string()
        } else {
            prefix(scenario, random, mood)
        }
    };
    // Rules that say what the default says are rarely of interest.
    let accepts = drops != random.chance(15);
    AclRule {
        protocol: *random.pick(&protocols),
        source: end(random),
        src_port_low,
        src_port_high,
        destination: end(random),
        dst_port_low,
        dst_port_high,
        action: if accepts {
            AclAction::Accept
        } else {
            AclAction::Drop
        },
        description: String::new(),
    }
}

fn add_ingress_rules(scenario: &mut Scenario, random: &mut Random, mood: &Mood) {
    let count = *random.pick(&[0, 0, 0, 1, 2, 3]);
    for number in 1..=count {
        let Some(network) = random.any(&scenario.private_networks) else {
            return;
        };
        let hosts = network.subnets.iter().map(|subnet| host_of(subnet, 6));
        // Whether a rule with an unreadable address applies is left open.
        let hosts: Vec<String> = hosts.filter(|host| Address::read(host).is_some()).collect();
        let mut rule = IngressRule {
            id: format!("ingress-{number}"),
            vpc_id: network.vpc_id.clone(),
            source: prefix(scenario, random, mood),
            nexthop_private_network_id: network.id.clone(),
            nexthop_resource_ip: match random.any(&hosts) {
                Some(host) => host.clone(),
                None => "10.0.0.6".to_owned(),
            },
        };
        if random.chance(mood.is_odd) {
            rule.nexthop_resource_ip = random.pick(&["10.99.0.1", "fd00::9"]).to_string();
        }
        if random.chance(mood.is_odd) {
            rule.vpc_id.clone_from(&random.pick(&scenario.vpcs).id);
        }
        if random.chance(mood.is_odd / 2) {
            "pn-nowhere".clone_into(&mut rule.nexthop_private_network_id);
        }
        scenario.ingress_rules.push(rule);
    }
}

//! A scenario in a few words, for tests.
//!
//! One statement a line:
//!
//! ```text
//! vpc a x=10.0.0.0/22 y=fd00::/64,10.0.4.0/22 -transit -routing
//! peer a b                 connectors a-b and b-a
//! connect a b              connector a-b alone
//! route a 10.0.4.0/22 b    route r-a-10.0.4.0/22 by connector a-b
//! route a 0.0.0.0/0 pn:x   by a Private Network; by:c through any connector
//! default x                x receives default routes
//! ingress b 10.0.0.0/8 y 10.0.4.9
//! acl b drop accept:10.0.0.0/22>10.0.4.0/22 …
//! ```

use crate::scenario::{
    Acl, AclAction, AclRule, IngressRule, PrivateNetwork, Protocol, Route, Scenario, Vpc,
    VpcConnector,
};

pub(crate) fn sketch(text: &str) -> Scenario {
    let mut scenario = Scenario::default();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            ["vpc", id, rest @ ..] => vpc(&mut scenario, id, rest),
            ["peer", a, b] => {
                connector(&mut scenario, a, b);
                connector(&mut scenario, b, a);
            }
            ["connect", a, b] => connector(&mut scenario, a, b),
            ["route", vpc, destination, hop] => route(&mut scenario, vpc, destination, hop),
            ["default", network] => {
                let mut networks = scenario.private_networks.iter_mut();
                let network = networks.find(|known| known.id == *network);
                network
                    .expect("a network")
                    .default_route_propagation_enabled = true;
            }
            ["ingress", vpc, source, network, address] => {
                scenario.ingress_rules.push(IngressRule {
                    id: format!("i-{vpc}-{source}"),
                    vpc_id: (*vpc).to_owned(),
                    source: (*source).to_owned(),
                    nexthop_private_network_id: (*network).to_owned(),
                    nexthop_resource_ip: (*address).to_owned(),
                });
            }
            ["acl", vpc, policy, rules @ ..] => acl(&mut scenario, vpc, policy, rules),
            _ => panic!("not a statement: {line}"),
        }
    }
    scenario
}

fn vpc(scenario: &mut Scenario, id: &str, rest: &[&str]) {
    scenario.vpcs.push(Vpc {
        id: id.to_owned(),
        name: String::new(),
        region: "fr-par".to_owned(),
        project_id: None,
        organization_id: None,
        tags: Vec::new(),
        routing_enabled: !rest.contains(&"-routing"),
        custom_routes_propagation_enabled: true,
        transitivity_enabled: !rest.contains(&"-transit"),
    });
    for network in rest.iter().filter_map(|word| word.split_once('=')) {
        scenario.private_networks.push(PrivateNetwork {
            id: network.0.to_owned(),
            name: String::new(),
            vpc_id: id.to_owned(),
            subnets: network.1.split(',').map(str::to_owned).collect(),
            default_route_propagation_enabled: false,
        });
    }
}

fn connector(scenario: &mut Scenario, from: &str, to: &str) {
    scenario.vpc_connectors.push(VpcConnector {
        id: format!("{from}-{to}"),
        name: String::new(),
        vpc_id: from.to_owned(),
        target_vpc_id: to.to_owned(),
        region: None,
        status: None,
    });
}

fn route(scenario: &mut Scenario, vpc: &str, destination: &str, hop: &str) {
    let (connector, network) = match hop.split_once(':') {
        Some(("pn", network)) => (None, Some(network.to_owned())),
        Some((_, connector)) => (Some(connector.to_owned()), None),
        None => (Some(format!("{vpc}-{hop}")), None),
    };
    let mut id = format!("r-{vpc}-{destination}");
    while scenario.routes.iter().any(|known| known.id == id) {
        id.push('\'');
    }
    scenario.routes.push(Route {
        id,
        description: String::new(),
        vpc_id: vpc.to_owned(),
        destination: destination.to_owned(),
        nexthop_vpc_connector_id: connector,
        nexthop_resource_id: None,
        nexthop_private_network_id: network,
    });
}

fn acl(scenario: &mut Scenario, vpc: &str, policy: &str, rules: &[&str]) {
    let action = |word: &str| match word {
        "drop" => AclAction::Drop,
        _ => AclAction::Accept,
    };
    let rules = rules.iter().map(|rule| {
        let (verb, ends) = rule.split_once(':').expect("an action");
        let (source, destination) = ends.split_once('>').expect("two ends");
        AclRule {
            protocol: Protocol::Any,
            source: source.to_owned(),
            src_port_low: 0,
            src_port_high: 0,
            destination: destination.to_owned(),
            dst_port_low: 0,
            dst_port_high: 0,
            action: action(verb),
            description: String::new(),
        }
    });
    scenario.acls.push(Acl {
        vpc_id: vpc.to_owned(),
        is_ipv6: false,
        default_policy: action(policy),
        rules: rules.collect(),
    });
}

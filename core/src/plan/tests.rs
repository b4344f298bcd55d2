use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::edit::{Item, apply_all};
use crate::report::{Verdict, judge};
use crate::routing::Traffic;
use crate::scenario::{Route, VpcConnector};
use crate::sketch::sketch;

fn works(scenario: &Scenario, from: &str, to: &str) -> bool {
    let family = Some(Family::Ipv4);
    let verdict = judge(scenario).verdict(scenario, from, to, family, Traffic::default());
    verdict == Ok(Verdict::Works)
}

/// Plans, applies, and tells the cost as `networks transits replaced settings
/// connectors routes`, with the path.
#[track_caller]
fn planned(text: &str, from: &str, to: &str) -> String {
    let mut scenario = sketch(text);
    let plan = plan(&scenario, from, to, None).expect("a plan");
    apply_all(&mut scenario, &plan.edits).expect("edits that can be applied");
    assert!(works(&scenario, from, to), "{plan:?}");
    let Cost {
        recreated_networks,
        enabled_transits,
        replaced_routes,
        changed_settings,
        added_connectors,
        added_routes,
    } = plan.cost;
    format!(
        "{recreated_networks} {enabled_transits} {replaced_routes} {changed_settings} \
         {added_connectors} {added_routes} {}",
        plan.path.join("-")
    )
}

#[test]
fn what_works_needs_nothing() {
    let text = "vpc a x=10.0.0.0/22 y=10.0.4.0/22";
    assert_eq!(planned(text, "x", "y"), "0 0 0 0 0 0 a");
}

#[test]
fn strangers_get_connectors_and_routes() {
    let text = "vpc a x=10.0.0.0/22\nvpc b y=10.0.4.0/22";
    assert_eq!(planned(text, "x", "y"), "0 0 0 0 2 2 a-b");
}

#[test]
fn a_way_that_exists_is_used_before_connectors_are_added() {
    let text = "vpc a x=10.0.0.0/22
        vpc b
        vpc c z=10.0.8.0/22
        peer a b
        peer b c
        route a 10.0.8.0/22 b
        route b 10.0.8.0/22 c";
    assert_eq!(planned(text, "x", "z"), "0 0 0 0 0 2 a-b-c");
    // Transit would have to be enabled, and connectors cost less.
    let closed = text.replace("vpc b", "vpc b -transit");
    assert_eq!(planned(&closed, "x", "z"), "0 0 1 0 2 1 a-c");
}

#[test]
fn overlaps_filters_and_switches_are_mended() {
    let overlapping = "vpc a x=10.0.0.0/22\nvpc b y=10.0.0.0/24\npeer a b";
    assert_eq!(planned(overlapping, "x", "y"), "1 0 0 0 0 2 a-b");
    let filtered = "vpc a x=10.0.0.0/22
        vpc b y=10.0.4.0/22
        peer a b
        acl b drop
        route a 10.0.4.0/22 b
        route b 10.0.0.0/22 a";
    assert_eq!(planned(filtered, "x", "y"), "0 0 0 1 0 0 a-b");
    let off = "vpc a x=10.0.0.0/22 y=10.0.4.0/22 -routing";
    assert_eq!(planned(off, "x", "y"), "0 0 0 1 0 0 a");
}

#[test]
fn a_default_route_is_enough_where_it_is_received() {
    let text = "vpc a x=10.0.0.0/22
        vpc b y=10.0.4.0/22
        peer a b
        route a 0.0.0.0/0 b
        route b 10.0.0.0/22 a";
    assert_eq!(planned(text, "x", "y"), "0 0 0 0 0 1 a-b");
    assert_eq!(
        planned(&format!("{text}\ndefault x"), "x", "y"),
        "0 0 0 0 0 0 a-b"
    );
}

#[test]
fn what_cannot_be_planned_says_why() {
    let mut scenario = sketch("vpc a x=10.0.0.0/22\nvpc b y=10.0.4.0/22\nvpc c z=fd00::/64");
    scenario.vpcs[1].region = "nl-ams".to_owned();
    let told = |from, to| {
        plan(&scenario, from, to, None)
            .expect_err("no plan")
            .to_string()
    };
    assert_eq!(
        told("x", "y"),
        "VPC “a” and VPC “b” are in different regions: only VPCs of one region can be peered"
    );
    assert_eq!(
        told("x", "x"),
        "“x” is both ends: a Private Network reaches itself"
    );
    assert_eq!(told("x", "z"), "“x” and “z” have no subnets of one family");
    assert_eq!(told("x", "w"), "there is no Private Network “w”");
}

/// Scenarios of a few VPCs with one Private Network each, some of it connected.
pub(crate) fn any_scenario(vpcs: usize) -> impl Strategy<Value = Scenario> {
    let switches = vec((prop::bool::weighted(0.8), prop::bool::weighted(0.9)), vpcs);
    let blocks = vec(0u8..10, vpcs);
    let connectors = vec((0..vpcs, 0..vpcs), 0..2 * vpcs);
    let routes = vec((0..vpcs, 0..vpcs, 0..vpcs), 0..2 * vpcs);
    (switches, blocks, connectors, routes).prop_map(
        move |(switches, blocks, connectors, routes)| {
            let mut lines: Vec<String> = Vec::new();
            // Blocks are mostly apart.
            let block = |n: usize| {
                let same = blocks.get(n).is_some_and(|&block| block == 0) && n > 0;
                format!("10.0.{}.0/24", if same { 0 } else { n })
            };
            for (n, (transit, routing)) in switches.iter().enumerate() {
                let transit = if *transit { "" } else { " -transit" };
                let routing = if *routing { "" } else { " -routing" };
                lines.push(format!("vpc v{n} p{n}={}{transit}{routing}", block(n)));
            }
            let mut known = BTreeSet::new();
            for (from, to) in connectors {
                if from != to && known.insert((from, to)) {
                    lines.push(format!("connect v{from} v{to}"));
                }
            }
            for (from, to, next) in routes {
                if from != next && from != to {
                    lines.push(format!("route v{from} {} v{next}", block(to)));
                }
            }
            sketch(&lines.join("\n"))
        },
    )
}

/// Every single edit that could be part of a plan between the ends, with its
/// cost.
fn universe(scenario: &Scenario) -> Vec<(Edit, Cost)> {
    let mut all = Vec::new();
    let free = ["172.16.0.0/24", "172.16.1.0/24"];
    let ids: Vec<&str> = scenario.vpcs.iter().map(|vpc| vpc.id.as_str()).collect();
    let connects = |from: &str, to: &str| {
        let mut connectors = scenario.vpc_connectors.iter();
        connectors.any(|c| c.vpc_id == from && c.target_vpc_id == to)
    };
    let ends = [&scenario.private_networks[0], &scenario.private_networks[1]];
    for &from in &ids {
        for &to in ids.iter().filter(|&&to| to != from) {
            // A name of its own: that a route waits for is no connector of it.
            let is_there = connects(from, to);
            let by = format!("{}{from}-{to}", if is_there { "" } else { "new " });
            if !is_there {
                let item = Item::VpcConnector(VpcConnector {
                    id: by.clone(),
                    name: String::new(),
                    vpc_id: from.to_owned(),
                    target_vpc_id: to.to_owned(),
                    region: None,
                    status: None,
                });
                let cost = Cost {
                    added_connectors: 1,
                    ..Cost::default()
                };
                all.push((Edit::add(item), cost));
            }
            for end in ends {
                let item = Item::Route(Route {
                    id: format!("new {from} {to} {}", end.id),
                    description: String::new(),
                    vpc_id: from.to_owned(),
                    destination: end.subnets[0].clone(),
                    nexthop_vpc_connector_id: Some(by.clone()),
                    nexthop_resource_id: None,
                    nexthop_private_network_id: None,
                });
                let cost = Cost {
                    added_routes: 1,
                    ..Cost::default()
                };
                all.push((Edit::add(item), cost));
            }
            for route in scenario.routes.iter().filter(|route| route.vpc_id == from) {
                let edit = Edit::set(&route.id, "nexthop_vpc_connector_id", by.clone());
                let cost = Cost {
                    replaced_routes: 1,
                    ..Cost::default()
                };
                all.push((edit, cost));
            }
        }
    }
    for vpc in &scenario.vpcs {
        if !vpc.transitivity_enabled {
            let cost = Cost {
                enabled_transits: 1,
                ..Cost::default()
            };
            all.push((Edit::recreate(&vpc.id, "transitivity_enabled", true), cost));
        }
        if !vpc.routing_enabled {
            let cost = Cost {
                changed_settings: 1,
                ..Cost::default()
            };
            all.push((Edit::set(&vpc.id, "routing_enabled", true), cost));
        }
    }
    for (network, free) in ends.iter().zip(free) {
        let cost = Cost {
            recreated_networks: 1,
            ..Cost::default()
        };
        all.push((Edit::recreate(&network.id, "subnets", vec![free]), cost));
    }
    all
}

fn sum(one: Cost, other: Cost) -> Cost {
    Cost {
        recreated_networks: one.recreated_networks + other.recreated_networks,
        enabled_transits: one.enabled_transits + other.enabled_transits,
        replaced_routes: one.replaced_routes + other.replaced_routes,
        changed_settings: one.changed_settings + other.changed_settings,
        added_connectors: one.added_connectors + other.added_connectors,
        added_routes: one.added_routes + other.added_routes,
    }
}

/// Looks for edits that cost less than a plan, at most `depth` of them.
fn cheaper(
    scenario: &Scenario,
    universe: &[(Edit, Cost)],
    cost: Cost,
    most: Cost,
    depth: usize,
) -> Option<Vec<Edit>> {
    // What costs as much is no better, doing nothing where nothing is to be done included.
    if cost >= most {
        return None;
    }
    if works(scenario, "p0", "p1") {
        return Some(Vec::new());
    }
    if depth == 0 {
        return None;
    }
    for (place, (edit, more)) in universe.iter().enumerate() {
        let mut tried = scenario.clone();
        if apply_all(&mut tried, std::slice::from_ref(edit)).is_err() {
            continue;
        }
        let rest = universe.get(place + 1..).unwrap_or_default();
        if let Some(mut found) = cheaper(&tried, rest, sum(cost, *more), most, depth - 1) {
            found.push(edit.clone());
            return Some(found);
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn after_the_edits_it_works(scenario in (2usize..=5).prop_flat_map(any_scenario)) {
        let plan = plan(&scenario, "p0", "p1", None);
        let plan = plan.unwrap_or_else(|error| panic!("{error}: {scenario:?}"));
        let mut edited = scenario.clone();
        prop_assert!(apply_all(&mut edited, &plan.edits).is_ok());
        prop_assert!(works(&edited, "p0", "p1"), "{:?}", plan);
        prop_assert_eq!(plan.edits.is_empty(), works(&scenario, "p0", "p1"), "{:?}", plan);
    }
}

#[test]
fn nothing_costs_less_than_nothing() {
    let peered = sketch(
        "vpc v0 p0=10.0.0.0/24
         vpc v1 p1=10.0.1.0/24
         peer v0 v1
         route v0 10.0.1.0/24 v1
         route v1 10.0.0.0/24 v0",
    );
    let cost = plan(&peered, "p0", "p1", None).map(|plan| plan.cost);
    assert_eq!(cost, Ok(Cost::default()));
    let found = cheaper(
        &peered,
        &universe(&peered),
        Cost::default(),
        Cost::default(),
        3,
    );
    assert_eq!(found, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_two_or_three_edits_cost_less(
        (scenario, depth) in prop_oneof![
            any_scenario(3).prop_map(|scenario| (scenario, 3)),
            any_scenario(5).prop_map(|scenario| (scenario, 2)),
        ]
    ) {
        let plan = plan(&scenario, "p0", "p1", None);
        let plan = plan.unwrap_or_else(|error| panic!("{error}: {scenario:?}"));
        let found = cheaper(&scenario, &universe(&scenario), Cost::default(), plan.cost, depth);
        prop_assert_eq!(found, None, "{:?}", plan);
    }
}

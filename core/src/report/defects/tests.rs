use proptest::prelude::*;

use super::*;
use crate::edit::{Edit, Item, apply_all};
use crate::plan::plan;
use crate::plan::tests::any_scenario;
use crate::report::{Question, TraceReport, TraceWay, judge};
use crate::routing::Traffic;
use crate::scenario::{Route, VpcConnector};
use crate::sketch::sketch;

fn trace(scenario: &Scenario, from: &str, to: &str) -> TraceReport {
    let question = Question {
        from: from.to_owned(),
        to: to.to_owned(),
        traffic: Traffic::default(),
    };
    judge(scenario)
        .trace(scenario, &question)
        .expect("a question that can be asked")
}

fn told(way: &TraceWay) -> Vec<String> {
    let defects = way.defects.iter();
    defects
        .map(|d| format!("{} {}: {}", d.vpc, d.kind.as_str(), d.message))
        .collect()
}

/// Traces from `x` and compares the defects of the way there.
#[track_caller]
fn check(text: &str, to: &str, expected: &[&str]) {
    let trace = trace(&sketch(text), "x", to);
    assert_eq!(told(&trace.forward), expected);
}

/// A row of VPCs, peered, in which every one knows the way to `x` and to `z`.
const ROW: &str = "vpc a x=10.0.0.0/24
    vpc b y=10.0.1.0/24
    vpc c z=10.0.2.0/24
    peer a b
    peer b c
    route a 10.0.2.0/24 b
    route b 10.0.2.0/24 c
    route b 10.0.0.0/24 a
    route c 10.0.0.0/24 b";

/// Replaces a part of the row, which must be there.
fn row(from: &str, to: &str) -> String {
    assert!(ROW.contains(from), "{from}");
    ROW.replace(from, to)
}

#[test]
fn what_is_delivered_has_none() {
    let trace = trace(&sketch(ROW), "x", "z");
    let back = trace.back.expect("a way back");
    assert_eq!((trace.forward.defects, back.defects), (vec![], vec![]));
    check("vpc a x=10.0.0.0/24", "10.0.0.9", &[]);
}

#[test]
fn every_kind_says_what_is_wrong() {
    let cases: &[(String, &str, &[&str])] = &[
        (
            row("vpc a x=10.0.0.0/24", "vpc a x=10.0.0.0/24 -routing"),
            "z",
            &[
                "a routing-disabled: VPC a has routing disabled, so nothing leaves its Private Networks.",
            ],
        ),
        (
            row("route b 10.0.2.0/24 c", ""),
            "z",
            &["b no-route: VPC b has no route for 10.0.2.2, and the way is by VPC c."],
        ),
        (
            row("vpc b y=10.0.1.0/24", "vpc b y=10.0.1.0/24 -transit"),
            "z",
            &[
                "b transit-disabled: VPC b has transit disabled, so it passes nothing on from one peer to another.",
            ],
        ),
        (
            row("peer b c", "connect b c"),
            "z",
            &["b next-hop-orphan: Connector b-c is orphan: VPC c has no connector back to VPC b."],
        ),
        (
            row("peer b c", "connect c b"),
            "z",
            &[
                "b next-hop-missing: Route 10.0.2.0/24 (r-b-10.0.2.0/24) of VPC b leads to nothing that is there.",
                "b no-connector: VPC b has no connector to VPC c.",
            ],
        ),
        (
            row("vpc c z=10.0.2.0/24", "vpc c z=10.0.2.0/24 w=10.0.1.128/25"),
            "z",
            &[
                "b next-hop-conflict: VPC b and VPC c cannot be peered: 10.0.1.0/24 (y) overlaps 10.0.1.128/25 (w).",
            ],
        ),
        (
            row("route a 10.0.2.0/24 b", "route a 0.0.0.0/0 b"),
            "z",
            &[
                "a default-route-not-received: Only the default route 0.0.0.0/0 (r-a-0.0.0.0/0) of VPC a is for 10.0.2.2, and Private Network x does not receive default routes.",
            ],
        ),
        (
            row("route b 10.0.2.0/24 c", "route b 10.0.2.0/24 pn:y"),
            "z",
            &[
                "b handed-to-resource: Route 10.0.2.0/24 (r-b-10.0.2.0/24) of VPC b hands packets to Private Network y: what that does with them is not judged.",
            ],
        ),
        (
            row("route b 10.0.2.0/24 c", "route b 10.0.2.0/24 by:c-b"),
            "z",
            &[
                "b next-hop-foreign: Route 10.0.2.0/24 (r-b-10.0.2.0/24) of VPC b leads to connector c-b, which belongs to VPC c.",
            ],
        ),
        (
            row("route b 10.0.2.0/24 c", "route b 10.0.2.0/24 a"),
            "z",
            &[
                "b loop: Route 10.0.2.0/24 (r-b-10.0.2.0/24) of VPC b leads to VPC a, which packets have passed already.",
            ],
        ),
        (
            format!("{ROW}\nacl a drop\nacl b drop\nacl c accept drop:10.0.0.0/24>10.0.2.0/24"),
            "z",
            &[
                "a denied-by-acl: The default policy of the network ACL of VPC a drops packets from 10.0.0.2 to 10.0.2.2.",
                "c denied-by-acl: Rule 1 of the network ACL of VPC c drops packets from 10.0.0.2 to 10.0.2.2.",
            ],
        ),
        (
            format!("{ROW}\ningress c 10.0.0.0/8 z 10.9.9.9"),
            "z",
            &[
                "c next-hop-missing: Ingress rule i-c-10.0.0.0/8 of VPC c hands packets from 10.0.0.2 to an address that is not in its Private Network.",
            ],
        ),
        // What the middle has itself had better go around it.
        (
            row("vpc b y=10.0.1.0/24", "vpc b y=10.0.2.0/25"),
            "z",
            &[
                "b delivered-wrong-vpc: VPC b has 10.0.2.2 itself, in 10.0.2.0/25 (y), and another VPC is meant.",
                "a no-connector: VPC a has no connector to VPC c.",
                "a leads-elsewhere: Route 10.0.2.0/24 (r-a-10.0.2.0/24) of VPC a leads to VPC b, and the way to 10.0.2.2 is by VPC c.",
            ],
        ),
        (
            "vpc a x=10.0.0.0/24\nvpc b y=10.0.1.0/24".to_owned(),
            "y",
            &[
                "a no-route: VPC a has no route for 10.0.1.2, and the way is by VPC b.",
                "a no-connector: VPC a has no connector to VPC b.",
            ],
        ),
        (
            ROW.to_owned(),
            "10.9.0.1",
            &[
                "a no-route: VPC a has no route and no subnet for 10.9.0.1.",
                "a no-path: No Private Network of the scenario has 10.9.0.1.",
            ],
        ),
        // What is handed on may leave the scenario.
        (
            format!("{ROW}\nroute a 10.9.0.0/24 pn:x"),
            "10.9.0.1",
            &[
                "a handed-to-resource: Route 10.9.0.0/24 (r-a-10.9.0.0/24) of VPC a hands packets to Private Network x: what that does with them is not judged.",
            ],
        ),
        (
            "vpc a x=10.0.0.0/24 w=10.0.1.0/24\nvpc b\npeer a b\nroute a 10.0.1.2/32 b".to_owned(),
            "w",
            &[
                "b no-route: VPC b has no route and no subnet for 10.0.1.2.",
                "a leads-elsewhere: Route 10.0.1.2/32 (r-a-10.0.1.2/32) of VPC a leads to VPC b, and 10.0.1.2 is in VPC a.",
            ],
        ),
    ];
    for (text, to, expected) in cases {
        check(text, to, expected);
    }
}

#[test]
fn all_defects_of_a_chain_are_told_both_ways() {
    // An orphan, transit disabled in the middle, and no way back at all.
    let text = "vpc a x=10.0.0.0/24
        vpc b
        vpc c -transit
        vpc d z=10.0.3.0/24
        connect a b
        peer b c
        peer c d
        route a 10.0.3.0/24 b
        route b 10.0.3.0/24 c
        route c 10.0.3.0/24 d";
    let trace = trace(&sketch(text), "x", "z");
    assert_eq!(
        told(&trace.forward),
        [
            "a next-hop-orphan: Connector a-b is orphan: VPC b has no connector back to VPC a.",
            "c transit-disabled: VPC c has transit disabled, so it passes nothing on from one peer \
             to another.",
        ]
    );
    // What the way there needs serves the way back: it goes no other.
    let lacks = |vpc: &str, next: &str| {
        format!(
            "{vpc} no-route: VPC {vpc} has no route for 10.0.0.2, and the way is by VPC {next}."
        )
    };
    assert_eq!(
        told(&trace.back.expect("a way back")),
        [
            lacks("d", "c"),
            lacks("c", "b"),
            "c transit-disabled: VPC c has transit disabled, so it passes nothing on from one peer \
             to another."
                .to_owned(),
            lacks("b", "a"),
            "b no-connector: VPC b has no connector to VPC a.".to_owned(),
        ]
    );
}

#[test]
fn a_chain_that_is_too_long_is_left_where_it_can_be() {
    let text = "vpc a x=10.0.0.0/24\nvpc b\nvpc c\nvpc d\nvpc e z=10.0.4.0/24
        connect a b
        peer b c
        peer c d
        peer d e
        peer c e
        route a 10.0.4.0/24 b
        route b 10.0.4.0/24 c
        route c 10.0.4.0/24 d
        route d 10.0.4.0/24 e";
    let turns = "c leads-elsewhere: Route 10.0.4.0/24 (r-c-10.0.4.0/24) of VPC c leads to VPC d, \
                 and the way to 10.0.4.2 is by VPC e.";
    let too_long = "d chain-too-long: Route 10.0.4.0/24 (r-d-10.0.4.0/24) of VPC d leads on to VPC \
                    e, and the platform chains at most 4 VPCs.";
    let orphan =
        "a next-hop-orphan: Connector a-b is orphan: VPC b has no connector back to VPC a.";
    check(text, "z", &[orphan, too_long, turns]);
    let peered = text.replace("connect a b", "peer a b");
    check(&peered, "z", &[too_long, turns]);
}

#[test]
fn no_path_leads_to_another_region_and_back() {
    let mut scenario = sketch("vpc a x=10.0.0.0/24\nvpc b y=10.0.1.0/24\npeer a b");
    scenario.vpcs[1].region = "nl-ams".to_owned();
    let trace = trace(&scenario, "x", "y");
    let expected = |from: &str, to: &str, address: &str| {
        [
            format!("{from} no-route: VPC {from} has no route and no subnet for {address}."),
            format!(
                "{from} no-path: VPC {from} and VPC {to} are in different regions: only VPCs of \
                 one region can be peered."
            ),
        ]
    };
    assert_eq!(told(&trace.forward), expected("a", "b", "10.0.1.2"));
    let back = trace.back.expect("a way back");
    assert_eq!(told(&back), expected("b", "a", "10.0.0.2"));
}

fn ways(trace: &TraceReport) -> Vec<TraceWay> {
    let back = trace.back.iter().cloned();
    [trace.forward.clone()].into_iter().chain(back).collect()
}

/// Makes the edits that mend a defect of a way to an address; `None` where
/// subnets would have to move.
fn mended(
    scenario: &Scenario,
    defect: &TraceDefect,
    address: std::net::IpAddr,
) -> Option<Vec<Edit>> {
    let connector = |from: &str, to: &str| {
        let mut connectors = scenario.vpc_connectors.iter();
        let known = connectors.find(|c| c.vpc_id == from && c.target_vpc_id == to);
        known.map_or_else(|| format!("mend {from} {to}"), |known| known.id.clone())
    };
    let connect = |from: &str, to: &str| {
        Edit::add(Item::VpcConnector(VpcConnector {
            id: connector(from, to),
            name: String::new(),
            vpc_id: from.to_owned(),
            target_vpc_id: to.to_owned(),
            region: None,
            status: None,
        }))
    };
    let here = &defect.vpc;
    let Some(next) = &defect.towards else {
        return match defect.kind.as_str() {
            "routing-disabled" => Some(vec![Edit::set(here, "routing_enabled", true)]),
            // A stop that is not on the way is nothing to mend.
            "chain-too-long" | "delivered-wrong-vpc" => Some(Vec::new()),
            _ => {
                let id = defect.subjects.first()?.clone();
                Some(vec![Edit::Remove { id }])
            }
        };
    };
    match defect.kind.as_str() {
        "routing-disabled" => Some(vec![Edit::set(here, "routing_enabled", true)]),
        "transit-disabled" => Some(vec![Edit::recreate(here, "transitivity_enabled", true)]),
        "next-hop-orphan" | "no-connector" => Some(vec![connect(here, next), connect(next, here)]),
        "next-hop-conflict" | "delivered-wrong-vpc" => None,
        _ => Some(vec![Edit::add(Item::Route(Route {
            id: format!("mend {here} {address}"),
            description: String::new(),
            vpc_id: here.clone(),
            destination: format!("{address}/32"),
            nexthop_vpc_connector_id: Some(connector(here, next)),
            nexthop_resource_id: None,
            nexthop_private_network_id: None,
        }))]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_way_has_defects_where_it_is_not_delivered_and_the_first_stops_it(
        scenario in (2usize..=6).prop_flat_map(any_scenario)
    ) {
        for to in ["p1", "10.0.1.9", "10.0.0.9", "10.9.9.9"] {
            for way in ways(&trace(&scenario, "p0", to)) {
                let first = way.defects.first().map(|defect| (defect.kind, defect.vpc.clone()));
                let stops = (way.disposition != Disposition::Delivered).then(|| {
                    let last = way.path.last().cloned().unwrap_or_default();
                    (DefectKind::Stops(way.disposition), last)
                });
                prop_assert_eq!(first, stops, "{:?}", way);
            }
        }
    }

    #[test]
    fn a_way_whose_defects_are_mended_is_delivered(
        scenario in (2usize..=6).prop_flat_map(any_scenario)
    ) {
        let before = trace(&scenario, "p0", "p1");
        let of = |way: &TraceWay, address| -> Option<Vec<Vec<Edit>>> {
            let defects = way.defects.iter();
            defects.map(|defect| mended(&scenario, defect, address)).collect()
        };
        let back = before.back.as_ref().map(|back| of(back, before.source));
        let edits = of(&before.forward, before.destination).zip(back.flatten());
        prop_assume!(edits.is_some());
        let edits = edits.into_iter().flat_map(|(there, back)| [there, back]);
        let mut edited = scenario.clone();
        for edit in edits.flatten().flatten() {
            // What one defect is mended by may mend another as well.
            let _ = apply_all(&mut edited, &[edit]);
        }
        for after in ways(&trace(&edited, "p0", "p1")) {
            prop_assert_eq!(after.disposition, Disposition::Delivered, "{:?}\n{:?}", before, after);
        }
    }

    #[test]
    fn after_a_plan_there_are_none(scenario in (2usize..=5).prop_flat_map(any_scenario)) {
        let plan = plan(&scenario, "p0", "p1", None);
        let plan = plan.unwrap_or_else(|error| panic!("{error}: {scenario:?}"));
        let mut edited = scenario.clone();
        prop_assert!(apply_all(&mut edited, &plan.edits).is_ok());
        for way in ways(&trace(&edited, "p0", "p1")) {
            prop_assert_eq!(way.defects, vec![]);
        }
    }
}

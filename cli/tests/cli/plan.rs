//! What `peerlab plan` says makes two Private Networks talk.

use crate::{peerlab, told};

fn plan(file: &str, from: &str, to: &str, more: &[&str], stdin: &str) -> String {
    let arguments = [&["plan", file, "--from", from, "--to", to], more].concat();
    let told = told(&arguments, stdin.as_bytes());
    format!("=== {}\n{told}", arguments.join(" "))
}

/// Three VPCs in a row: overlapping ends, transit disabled in the middle, whose
/// routing is off as well.
const ROW: &str = r#"{"vpcs":[{"id":"a","name":"Paris"},
        {"id":"b","name":"Lille","transitivity_enabled":false,"routing_enabled":false},
        {"id":"c","name":"Lyon"}],
    "private_networks":[
        {"id":"p","name":"web","vpc_id":"a","subnets":["10.0.0.0/24"]},
        {"id":"m","vpc_id":"b","subnets":["10.0.4.0/24"]},
        {"id":"q","name":"data","vpc_id":"c","subnets":["10.0.0.0/24","10.0.8.0/24"]}],
    "resources":[{"id":"host","name":"jump","private_network_id":"p","addresses":["10.0.0.9"]},
        {"id":"db","private_network_id":"q","addresses":["10.0.8.9"]}],
    "vpc_connectors":[
        {"id":"ab","name":"to Lille","vpc_id":"a","target_vpc_id":"b"}],
    "routes":[
        {"id":"r","vpc_id":"a","destination":"10.0.8.0/24","nexthop_resource_id":"host"}]}"#;

#[test]
fn a_plan_tells_path_edits_losses_and_commands() {
    let cases = [
        (
            "scenarios/three-chained-middle-forgets.json",
            "pn-a",
            "pn-c",
        ),
        (
            "scenarios/three-chained-middle-forgets.json",
            "pn-a",
            "pn-b",
        ),
        ("scenarios/conflict.json", "pn-z", "pn-l"),
        ("scenarios/acl-default-drop.json", "pn-a", "pn-b"),
        ("scenarios/routing-disabled.json", "pn-a", "pn-b"),
        ("scenarios/three-chained.json", "pn-a", "pn-c"),
    ];
    let mut told: Vec<String> = cases
        .into_iter()
        .map(|(file, from, to)| plan(file, from, to, &[], ""))
        .collect();
    told.push(plan("-", "web", "data", &[], ROW));
    told.push(plan("-", "web", "m", &[], ROW));
    insta::assert_snapshot!("plan", told.join("\n"));
}

#[test]
fn a_vpc_that_is_created_again_takes_what_is_in_it_along() {
    // The outer two overlap, so only the middle can join them.
    let scenario = r#"{"vpcs":[{"id":"a"},{"id":"b","transitivity_enabled":false},{"id":"c"}],
        "private_networks":[
            {"id":"p","vpc_id":"a","subnets":["10.0.0.0/24"]},
            {"id":"x","vpc_id":"a","subnets":["10.9.0.0/24"]},
            {"id":"m","vpc_id":"b","subnets":["10.0.4.0/24"]},
            {"id":"q","vpc_id":"c","subnets":["10.0.8.0/24"]},
            {"id":"y","vpc_id":"c","subnets":["10.9.0.0/24"]}],
        "vpc_connectors":[
            {"id":"ab","vpc_id":"a","target_vpc_id":"b"},
            {"id":"ba","vpc_id":"b","target_vpc_id":"a"},
            {"id":"bc","vpc_id":"b","target_vpc_id":"c"},
            {"id":"cb","vpc_id":"c","target_vpc_id":"b"}],
        "routes":[
            {"id":"r","vpc_id":"a","destination":"10.0.8.0/24","nexthop_vpc_connector_id":"ab"},
            {"id":"s","vpc_id":"b","destination":"10.0.8.0/24","nexthop_vpc_connector_id":"bc"}],
        "acls":[{"vpc_id":"b","default_policy":"accept","rules":[]}]}"#;
    insta::assert_snapshot!("plan_transit", plan("-", "p", "q", &[], scenario));
}

#[test]
fn what_cannot_be_planned_says_what_is_wanted() {
    let file = "scenarios/default-route.json";
    let apart = r#"{"vpcs":[{"id":"a","region":"fr-par"},{"id":"b","region":"nl-ams"},{"id":"e"}],
        "private_networks":[{"id":"p","vpc_id":"a","subnets":["10.0.0.0/24"]},
            {"id":"q","vpc_id":"b","subnets":["10.0.1.0/24"]}]}"#;
    let told = [
        plan("-", "p", "q", &[], apart),
        plan("-", "e", "q", &[], apart),
        plan("-", "Paris", "q", &[], ROW),
        plan("-", "p", "jump", &[], ROW),
        plan("-", "pp", "q", &[], ROW),
        plan("-", "dat", "p", &[], ROW),
        plan("-", "p", "web", &[], ROW),
        plan("-", "p", "q", &["--family", "ipv6"], ROW),
        plan("-", "p", "ab", &[], ROW),
        plan("no-such-file.json", "p", "q", &[], ""),
        plan(file, "pn-a", "pn_a2", &[], ""),
        plan(file, "vpc-a", "pn-b", &[], ""),
    ];
    insta::assert_snapshot!("plan_unasked", told.join("\n"));
}

#[test]
fn a_plan_is_printed_as_json() {
    let arguments = [
        "plan",
        "scenarios/three-chained-middle-forgets.json",
        "--from",
        "pn-a",
        "--to",
        "pn-c",
        "--format",
        "json",
    ];
    let output = peerlab(&arguments, b"");
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!("plan_json", String::from_utf8_lossy(&output.stdout));
}

//! Questions about who can talk to whom, as a person meets them.

use crate::{peerlab, told};

/// A scenario that has names, and one name twice.
const NAMED: &str = r#"{"vpcs":[{"id":"a","name":"Paris"},{"id":"b","name":"Lille"}],
    "private_networks":[
        {"id":"p","name":"web","vpc_id":"a","subnets":["10.1.0.0/24"]},
        {"id":"q","name":"data","vpc_id":"b","subnets":["10.2.0.0/24","fd00::/64"]},
        {"id":"r","name":"data","vpc_id":"b","subnets":["10.2.1.0/24"]}],
    "resources":[{"id":"host","name":"jump\u001b[2J","private_network_id":"p","addresses":["10.1.0.9"]}],
    "vpc_connectors":[
        {"id":"c","name":"to Lille","vpc_id":"a","target_vpc_id":"b"},
        {"id":"d","name":"to Paris","vpc_id":"b","target_vpc_id":"a"}],
    "routes":[
        {"id":"s","description":"data","vpc_id":"a","destination":"10.2.0.0/24","nexthop_vpc_connector_id":"c"},
        {"id":"t","vpc_id":"b","destination":"10.1.0.0/24","nexthop_vpc_connector_id":"d"}]}"#;

fn trace(file: &str, from: &str, to: &str, more: &[&str]) -> String {
    let arguments = [&["trace", file, "--from", from, "--to", to], more].concat();
    let told = told(&arguments, NAMED.as_bytes());
    format!("=== {}\n{told}", arguments.join(" "))
}

#[test]
fn trace_tells_every_hop_both_ways() {
    let cases = [
        ("scenarios/four-chained-full.json", "pn-a", "pn-d"),
        (
            "scenarios/three-chained-middle-forgets.json",
            "pn-a",
            "pn-c",
        ),
        ("scenarios/ingress-appliance.json", "pn-a", "pn-b"),
        ("scenarios/ingress-unsound.json", "pn-a", "pn-b"),
        ("scenarios/acl-drop-a-host.json", "pn-a", "10.2.0.9"),
        ("scenarios/acl-default-drop.json", "pn-a", "pn-b"),
        ("scenarios/loop-of-two.json", "pn-a", "10.9.0.1"),
    ];
    let told: Vec<String> = cases
        .into_iter()
        .map(|(file, from, to)| trace(file, from, to, &[]))
        .collect();
    insta::assert_snapshot!("trace", told.join("\n"));
    let named = trace("-", "web", "q", &["--tcp", "22"]);
    insta::assert_snapshot!("trace_names", named);
}

#[test]
fn trace_tells_what_is_wrong_further_on() {
    let scenario = r#"{"vpcs":[{"id":"a","name":"Paris"},{"id":"b"},
            {"id":"c","transitivity_enabled":false},{"id":"d","name":"Lyon"}],
        "private_networks":[
            {"id":"p","name":"web","vpc_id":"a","subnets":["10.1.0.0/24"]},
            {"id":"q","name":"data","vpc_id":"d","subnets":["10.4.0.0/24"]}],
        "vpc_connectors":[
            {"id":"ab","vpc_id":"a","target_vpc_id":"b"},
            {"id":"bc","vpc_id":"b","target_vpc_id":"c"},
            {"id":"cb","vpc_id":"c","target_vpc_id":"b"},
            {"id":"cd","vpc_id":"c","target_vpc_id":"d"},
            {"id":"dc","vpc_id":"d","target_vpc_id":"c"}],
        "routes":[
            {"id":"r","vpc_id":"a","destination":"10.4.0.0/24","nexthop_vpc_connector_id":"ab"},
            {"id":"s","vpc_id":"b","destination":"10.4.0.0/24","nexthop_vpc_connector_id":"bc"},
            {"id":"t","vpc_id":"c","destination":"10.4.0.0/24","nexthop_vpc_connector_id":"cd"}]}"#;
    let question = ["trace", "-", "--from", "web", "--to", "data"];
    let human = told(&question, scenario.as_bytes());
    insta::assert_snapshot!("trace_defects", human);
    let json = [&question[..], &["--format", "json"]].concat();
    let output = peerlab(&json, scenario.as_bytes());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
    let defects = ["/forward/defects", "/return/defects"].map(|place| report.pointer(place));
    let text = serde_json::to_string_pretty(&defects).expect("JSON");
    insta::assert_snapshot!("trace_defects_json", text);
}

#[test]
fn trace_closes_with_a_sentence_for_everything_that_can_happen() {
    let cases = [
        ("default-route.json", "pn-a2", "8.8.8.8"),
        ("equal-subnets-in-conflict.json", "pn-a1", "10.1.1.5"),
        ("five-chained.json", "pn-a", "pn-e"),
        ("handed-to-resource.json", "pn-a", "pn-b"),
        ("hub-without-transit.json", "pn-s1", "pn-s2"),
        ("next-hops-that-fail.json", "pn-a", "10.9.1.1"),
        ("next-hops-that-fail.json", "pn-a", "10.9.2.1"),
        ("next-hops-that-fail.json", "pn-a", "10.9.3.1"),
        ("reply-to-the-wrong-peer.json", "pn-b", "pn-a"),
        ("routing-disabled-in-the-middle.json", "pn-a", "pn-c"),
    ];
    let told: Vec<String> = cases
        .into_iter()
        .map(|(file, from, to)| {
            let told = trace(&format!("scenarios/{file}"), from, to, &[]);
            let closing = told.lines().filter(|line| {
                line.starts_with("  ") && line.contains(": ") || line.starts_with("return:")
            });
            let closing: Vec<&str> = closing.collect();
            format!("=== {file} {from} → {to}\n{}\n", closing.join("\n"))
        })
        .collect();
    insta::assert_snapshot!("trace_closings", told.join("\n"));
}

#[test]
fn trace_says_why_a_question_cannot_be_asked() {
    let told = [
        trace("-", "webb", "q", &[]),
        trace("-", "web", "data", &[]),
        trace("-", "web", "fd00::1", &[]),
        trace("-", "a", "q", &[]),
        trace("no-such-file.json", "a", "q", &[]),
        trace("-", "web", "q", &["--tcp", "22", "--udp", "53"]),
    ];
    insta::assert_snapshot!("trace_unasked", told.join("\n"));
}

#[test]
fn trace_prints_the_report_as_json() {
    let arguments = [
        "trace",
        "scenarios/acl-drop-a-host.json",
        "--from",
        "pn-a",
        "--to",
        "host-9",
        "--format",
        "json",
    ];
    let output = peerlab(&arguments, b"");
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
    let at = |place| report.pointer(place).cloned();
    assert_eq!(at("/forward/disposition"), Some("denied-by-acl".into()));
    assert_eq!(at("/forward/denied_by/rule"), Some(1.into()));
    assert_eq!(at("/return/disposition"), Some("delivered".into()));
}

#[test]
fn names_play_no_tricks_in_an_answer() {
    let host = trace("-", "host", "q", &[]);
    assert!(!host.contains('\u{1b}'), "{}", host.escape_debug());
    assert!(host.contains(r"jump\u{1b}[2J (10.1.0.9) → data"), "{host}");
}

/// Makes a scenario of one VPC with Private Networks in a row.
fn row_of_networks(count: usize) -> String {
    let network = |place| {
        format!(r#"{{"id":"network-{place}","vpc_id":"a","subnets":["10.0.{place}.0/24"]}}"#)
    };
    let networks: Vec<String> = (0..count).map(network).collect();
    let networks = networks.join(",");
    format!(r#"{{"vpcs":[{{"id":"a"}}],"private_networks":[{networks}]}}"#)
}

#[test]
fn matrix_draws_who_can_talk_to_whom_and_says_why_not() {
    let cases = [
        vec!["scenarios/three-chained-middle-forgets.json"],
        vec!["scenarios/reply-to-the-wrong-peer.json"],
        vec!["scenarios/acl-drop-a-host.json"],
        vec!["scenarios/acl-of-a-protocol.json"],
        vec!["scenarios/acl-of-a-protocol.json", "--tcp", "443"],
        vec!["scenarios/dual-stack.json"],
        vec!["scenarios/dual-stack.json", "--family", "ipv4"],
        vec!["scenarios/loop-of-two.json", "--family", "ipv6"],
    ];
    let told: Vec<String> = cases
        .into_iter()
        .map(|case| {
            let arguments = [vec!["matrix"], case].concat();
            format!("=== {}\n{}", arguments.join(" "), told(&arguments, b""))
        })
        .collect();
    insta::assert_snapshot!("matrix", told.join("\n"));
    let named = told_matrix(NAMED);
    insta::assert_snapshot!("matrix_names", named);
}

fn told_matrix(scenario: &str) -> String {
    told(&["matrix", "-"], scenario.as_bytes())
}

#[test]
fn matrix_numbers_its_columns_where_names_are_too_wide() {
    insta::assert_snapshot!("matrix_wide", told_matrix(&row_of_networks(11)));
    insta::assert_snapshot!("matrix_too_wide", told_matrix(&row_of_networks(61)));
}

#[test]
fn matrix_explains_no_more_than_can_be_read() {
    // Every network of the one VPC reaches every network of the other, which
    // has no way back.
    let network = |vpc: &str, place| {
        let third = if vpc == "a" { place } else { place + 16 };
        format!(r#"{{"id":"{vpc}{place}","vpc_id":"{vpc}","subnets":["10.0.{third}.0/24"]}}"#)
    };
    let networks = (0..4).flat_map(|place| ["a", "b"].map(|vpc| network(vpc, place)));
    let networks: Vec<String> = networks.collect();
    let networks = networks.join(",");
    let scenario = |more: &str| {
        format!(
            r#"{{"vpcs":[{{"id":"a"}},{{"id":"b"}}],"private_networks":[{networks}{more}],
            "vpc_connectors":[{{"id":"c","vpc_id":"a","target_vpc_id":"b"}},
                {{"id":"d","vpc_id":"b","target_vpc_id":"a"}}],
            "routes":[{{"id":"r","vpc_id":"a","destination":"10.0.16.0/20",
                "nexthop_vpc_connector_id":"c"}}]}}"#
        )
    };
    let drawn = told_matrix(&scenario(""));
    // As many that have no addresses.
    let empty = (0..60).map(|place| format!(r#",{{"id":"e{place}","vpc_id":"a","subnets":[]}}"#));
    let empty: Vec<String> = empty.collect();
    let undrawn = told_matrix(&scenario(&empty.concat()));
    assert!(undrawn.contains("\nIPv4: 24 pairs work\n"), "{undrawn}");
    for told in [drawn, undrawn] {
        assert!(told.contains("\n  … and 12 more pairs\n"), "{told}");
        assert_eq!(told.matches(" one-way: ").count(), 20);
    }
}

#[test]
fn colour_is_used_in_answers_when_asked_for() {
    let file = "scenarios/loop-of-two.json";
    for question in [
        &["matrix", file][..],
        &["trace", file, "--from", "pn-a", "--to", "pn-b"],
    ] {
        let coloured = told(&[question, &["--color", "always"]].concat(), b"");
        assert!(coloured.contains("\u{1b}[1;32m"), "{coloured}");
        assert!(!told(question, b"").contains('\u{1b}'));
    }
}

#[test]
fn matrix_prints_every_pair_as_json() {
    let file = "scenarios/dual-stack.json";
    let pairs = |more: &[&str]| {
        let arguments = [&["matrix", file, "--format", "json"], more].concat();
        let output = peerlab(&arguments, b"");
        let pairs: Vec<serde_json::Value> =
            serde_json::from_slice(&output.stdout).expect("a list of pairs");
        pairs
    };
    let (all, ipv4) = (pairs(&[]), pairs(&["--family", "ipv4"]));
    assert_eq!((all.len(), ipv4.len()), (8, 2));
    let verdict = |pair: &serde_json::Value| pair.pointer("/verdict").cloned();
    assert!(
        ipv4.iter()
            .all(|pair| verdict(pair) == Some("works".into()))
    );
}

#[test]
fn check_lists_blocked_pairs_when_asked_for() {
    let file = "scenarios/acl-default-drop.json";
    let pairs = |more: &[&str]| {
        let arguments = [&["check", "--format", "json", file], more].concat();
        let report: serde_json::Value =
            serde_json::from_slice(&peerlab(&arguments, b"").stdout).expect("a report");
        let pairs = report.pointer("/reachability").and_then(|r| r.as_array());
        pairs.map(Vec::len)
    };
    assert_eq!((pairs(&[]), pairs(&["--all-pairs"])), (Some(0), Some(6)));
    let told = told(&["check", "--all-pairs", file], b"");
    insta::assert_snapshot!("check_all_pairs_for_people", told);
}

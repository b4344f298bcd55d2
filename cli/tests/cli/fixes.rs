//! What `peerlab check` says would mend a finding.

use crate::told;

#[test]
fn check_says_what_would_mend_it() {
    let files = [
        "check",
        "scenarios/conflict.json",
        "scenarios/three-chained-middle-forgets.json",
        "scenarios/three-chained-without-transit.json",
        "scenarios/acl-default-drop.json",
        "scenarios/duplicate-connectors.json",
        "scenarios/routing-disabled.json",
        "scenarios/next-hops-that-fail.json",
    ];
    insta::assert_snapshot!("check_fixes", told(&files, b""));
}

#[test]
fn a_fix_of_many_commands_is_cut_short() {
    let side = |vpc: &str| {
        let network = |place| {
            format!(r#"{{"id":"{vpc}{place}","vpc_id":"{vpc}","subnets":["10.0.{place}.0/24"]}}"#)
        };
        let networks: Vec<String> = (0..4).map(network).collect();
        networks.join(",")
    };
    let scenario = format!(
        r#"{{"vpcs":[{{"id":"a"}},{{"id":"b"}}],
            "private_networks":[{},{}],
            "vpc_connectors":[{{"id":"c","vpc_id":"a","target_vpc_id":"b"}},
                {{"id":"d","vpc_id":"b","target_vpc_id":"a"}}]}}"#,
        side("a"),
        side("b")
    );
    let told = told(&["check", "-"], scenario.as_bytes());
    assert!(told.contains("\n       … and 6 more\n"), "{told}");
    assert_eq!(told.matches(" private-network create ").count(), 2);
}

#[test]
fn names_play_no_tricks_in_a_command() {
    let scenario = "{\"vpcs\":[{\"id\":\"a\"},{\"id\":\"b\",\"name\":\"b\\u001b[2J'; id #\\n\"}],\
        \"private_networks\":[{\"id\":\"p\",\"vpc_id\":\"a\",\"subnets\":[\"10.0.0.0/22\"]},\
            {\"id\":\"q\",\"vpc_id\":\"b\",\"subnets\":[\"10.0.4.0/22\"]}],\
        \"vpc_connectors\":[{\"id\":\"c\",\"vpc_id\":\"a\",\"target_vpc_id\":\"b\"},\
            {\"id\":\"d\",\"vpc_id\":\"b\",\"target_vpc_id\":\"a\"}]}";
    let told = told(&["check", "-"], scenario.as_bytes());
    assert!(!told.contains('\u{1b}'), "{}", told.escape_debug());
    let command = r"scw vpc route create description='to b\u{1b}[2J'\''; id #\u{a}' vpc-id=a";
    assert!(told.contains(command), "{told}");
}

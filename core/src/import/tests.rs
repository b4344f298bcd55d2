use super::*;

/// Imports texts as files called `1.json`, `2.json` and so on.
fn read(texts: &[&str]) -> Result<Imported, ImportError> {
    let names: Vec<String> = (1..=texts.len()).map(|n| format!("{n}.json")).collect();
    let files: Vec<File<'_>> = names
        .iter()
        .zip(texts)
        .map(|(name, text)| File {
            name,
            bytes: text.as_bytes(),
        })
        .collect();
    import(&files)
}

#[track_caller]
fn scenario(texts: &[&str]) -> String {
    let imported = read(texts).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(imported.reading.unknown_fields, [], "for {texts:?}");
    imported.reading.scenario.to_json()
}

#[track_caller]
fn notes(texts: &[&str]) -> Vec<String> {
    let imported = read(texts).unwrap_or_else(|error| panic!("{error}"));
    imported.notes.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn refused(texts: &[&str], sentence: &str) {
    let error = read(texts).expect_err("refused");
    assert_eq!(error.to_string(), sentence);
}

const VPC: &str = r#"{"id":"a","name":"A","is_default":false,"transitivity_enabled":true}"#;

#[test]
fn every_wrapping_of_an_object_gives_the_same_scenario() {
    let expected = r#"{"version":1,"vpcs":[{"id":"a","name":"A"}]}"#;
    for text in [
        VPC.to_owned(),
        format!("[{VPC}]"),
        format!("\u{feff} [{VPC}]\n"),
        format!(r#"{{"vpcs":[{VPC}],"total_count":1}}"#),
        format!(r#"{{"total_count":1,"vpcs":[{VPC}]}}"#),
        format!(r#"{{"vpcs":[{VPC}]}}"#),
    ] {
        assert_eq!(scenario(&[&text]), expected, "for {text}");
    }
}

#[test]
fn a_scenario_is_told_from_an_answer_with_the_same_keys() {
    let expected = r#"{"version":1,"vpcs":[{"id":"a"}]}"#;
    assert_eq!(scenario(&[r#"{"vpcs":[{"id":"a"}]}"#]), expected);
    assert_eq!(scenario(&["{}"]), r#"{"version":1}"#);
    assert_eq!(
        scenario(&[r#"{"name":"x"}"#]),
        r#"{"version":1,"name":"x"}"#
    );
    let slip = read(&[r#"{"vcps":[]}"#]).expect("a scenario");
    assert_eq!(
        slip.reading.unknown_fields[0].meant.as_deref(),
        Some("vpcs")
    );
}

#[test]
fn a_share_link_is_a_scenario() {
    let expected = r#"{"version":1,"vpcs":[{"id":"a"}]}"#;
    let linked = link::encode(&Scenario::from_json(expected).expect("readable"));
    let linked = linked.expect("it is small");
    assert_eq!(
        scenario(&[&format!("https://lab.example/{linked}\n")]),
        expected
    );
    refused(
        &[&linked[..linked.len() - 8]],
        "1.json: the link is cut off: its end is missing. Copy it whole, or ask for it as a file",
    );
    let quoting = format!(r#"{{"name":"see {linked}"}}"#);
    assert!(scenario(&[&quoting]).contains("see #s=2."));
}

#[test]
fn a_scenario_is_opened_alone() {
    refused(
        &["{}", r#"{"version":1}"#],
        "1.json and 2.json are two scenarios: open them one at a time",
    );
    refused(
        &["[]", "{}"],
        "2.json is a scenario and 1.json a list of the platform: open the scenario alone, or the \
         lists without it",
    );
    refused(&[], "there is nothing to read: no file was given");
}

#[test]
fn what_a_body_does_not_say_takes_the_platforms_default() {
    let old =
        r#"[{"id":"a","name":null,"is_default":true,"region":"","project_id":"","tags":null}]"#;
    assert_eq!(
        scenario(&[old]),
        r#"{"version":1,"vpcs":[{"id":"a","transitivity_enabled":false}]}"#
    );
    assert_eq!(
        notes(&[old]),
        [
            "VPC a does not say whether transit is enabled, as lists from before June 2026 do not: \
             it is taken as off, which is the platform's default."
        ]
    );
    let says_so = r#"[{"id":"a","is_default":true,"routing_enabled":false,
        "custom_routes_propagation_enabled":false,"transitivity_enabled":true}]"#;
    assert_eq!(
        scenario(&[says_so]),
        r#"{"version":1,"vpcs":[{"id":"a","routing_enabled":false,"custom_routes_propagation_enabled":false}]}"#
    );
}

#[test]
fn what_is_listed_twice_is_kept_as_last_updated() {
    let at = |name: &str, updated: &str| {
        format!(
            r#"[{{"id":"a","name":"{name}","is_default":false,"transitivity_enabled":false,
                 "created_at":"2026-05-01T00:00:00Z","updated_at":"{updated}"}}]"#
        )
    };
    let early = at("early", "2026-05-01T00:00:00.9Z");
    let late = at("late", "2026-05-01T00:00:00.900001Z");
    let kept = r#"{"version":1,"vpcs":[{"id":"a","name":"late","transitivity_enabled":false}]}"#;
    assert_eq!(scenario(&[&early, &late, &early]), kept);
    assert_eq!(scenario(&[&late, &early]), kept);
    assert_eq!(
        notes(&[&late, &early]),
        ["The VPC a is listed several times, differently: it is taken as last updated."]
    );
    assert_eq!(notes(&[&late, &late]), [""; 0]);
    // Of two that claim the same time either will do, if it is always the same.
    let twin = at("twin", "2026-05-01T00:00:00.900001Z");
    assert_eq!(scenario(&[&late, &twin]), scenario(&[&twin, &late]));
}

#[test]
fn what_one_list_knows_of_an_object_is_not_lost_to_another() {
    let silent = r#"{"id":"a","is_default":false,"updated_at":"2026-07-01T00:00:00Z"}"#;
    assert!(
        scenario(&[VPC, silent]).contains("[{\"id\":\"a\"}]"),
        "transit stays on"
    );
    assert_eq!(notes(&[silent]).len(), 1);
    let plain = r#"{"id":"r","vpc_id":"a","destination":"10.0.0.0/8","nexthop_resource_id":"nic",
        "nexthop_private_network_id":"p","type":"custom","is_read_only":false}"#;
    let answer = format!(
        r#"{{"route":{plain},"nexthop_ip":"10.1.0.4","nexthop_name":"fw","nexthop_resource_type":"baremetal_private_nic"}}"#
    );
    let expected = r#""resources":[{"id":"nic","name":"fw","private_network_id":"p","addresses":["10.1.0.4"],"kind":"elastic-metal"}]"#;
    for files in [[VPC, plain, &answer], [VPC, &answer, plain]] {
        assert!(scenario(&files).contains(expected), "for {files:?}");
    }
}

#[test]
fn blank_references_are_none_and_unknown_statuses_are_kept() {
    assert_eq!(
        scenario(&[
            VPC,
            r#"{"id":"c","vpc_id":"a","target_vpc_id":"a","status":"Locked","region":"","peer_info":null}"#,
            r#"{"id":"r","vpc_id":"a","destination":"10.0.0.0/8","nexthop_resource_id":"",
                "nexthop_private_network_id":" ","nexthop_vpc_connector_id":"c","type":"s2s_vpn"}"#,
        ]),
        "{\"version\":1,\"vpcs\":[{\"id\":\"a\",\"name\":\"A\"}],\
         \"vpc_connectors\":[{\"id\":\"c\",\"vpc_id\":\"a\",\"target_vpc_id\":\"a\",\"status\":\"Locked\"}],\
         \"routes\":[{\"id\":\"r\",\"vpc_id\":\"a\",\"destination\":\"10.0.0.0/8\",\
         \"nexthop_vpc_connector_id\":\"c\"}]}"
    );
}

#[test]
fn pages_add_up_or_are_noted() {
    let page = |ids: &[&str]| {
        let vpcs: Vec<String> = ids
            .iter()
            .map(|id| VPC.replace("\"a\"", &format!("\"{id}\"")))
            .collect();
        format!(r#"{{"total_count":3,"vpcs":[{}]}}"#, vpcs.join(","))
    };
    let (first, second) = (page(&["a", "b"]), page(&["c"]));
    assert_eq!(notes(&[&first, &second]), [""; 0]);
    let missing = ["The list of VPCs is not complete: 2 of 3 are here, so add the other pages."];
    assert_eq!(notes(&[&first]), missing);
    assert_eq!(
        notes(&[&first, &first]),
        missing,
        "the same page twice is one"
    );
}

#[test]
fn every_other_note_is_a_sentence() {
    let peered = r#"{"id":"c","name":"to-partner","vpc_id":"a","target_vpc_id":"z","status":"peered",
        "peer_info":{"organization_id":"o","project_id":"p","vpc_name":"partner"}}"#;
    assert_eq!(
        notes(&[VPC, peered]),
        [
            "Connector to-partner leads to VPC partner (z), which no list here has: its subnets \
             are not known, so the peering cannot be judged."
        ]
    );
    assert_eq!(
        notes(&[peered]),
        [
            "There is no list of VPCs among the files, so nothing can be judged: add what `scw vpc \
             vpc list -o json` prints.",
            "Connector to-partner leads to VPC partner (z), which no list here has: its subnets \
             are not known, so the peering cannot be judged.",
        ]
    );
    let nowhere = r#"{"id":"r","vpc_id":"a","destination":"10.0.0.0/8","nexthop_resource_id":"nic",
        "nexthop_private_network_id":null,"type":"custom"}"#;
    assert_eq!(
        notes(&[VPC, nowhere]),
        [
            "Route r leads to a resource of which no list tells the Private Network: the resource \
             is left out."
        ]
    );
    assert_eq!(
        notes(&[VPC, "[]", r#"{"vpcs":null,"routes":[],"total_count":0}"#]),
        [
            "2.json is an empty list and adds nothing.",
            "3.json is an empty list and adds nothing.",
        ]
    );
}

#[test]
fn what_is_nothing_known_is_refused_with_file_place_and_reason() {
    refused(
        &[VPC, "[\n  {\"id\": 12, \"is_default\": true}\n]"],
        "2.json: line 2, column 10, at [0].id: a text in quotes is expected, found `12`. Write \
         \"12\", with quotes",
    );
    refused(
        &[r#"{"total_count":1,"private_networks":[{"id":"p","subnets":["10.0.0.0/22"]}]}"#],
        "1.json: line 1, column 38, at private_networks[0]: the field \"vpc_id\" is missing",
    );
    refused(
        &[r#"[{"id":" ","is_default":true}]"#],
        "1.json: line 1, column 8, at [0].id: an id is empty, found `\" \"`",
    );
    refused(
        &[r#"[{"id":"i","name":"web","commercial_type":"PLAY2-NANO"}]"#],
        "1.json: line 1, column 2, at [0]: an object with the fields “id”, “name”, \
         “commercial_type” is nothing that is known here. A VPC, Private Network, connector, route \
         or ingress rule is expected, as the platform lists them",
    );
    refused(
        &["[[]]"],
        "1.json: line 1, column 2, at [0]: an object {…} is expected, found `[]`",
    );
    refused(
        &["12"],
        "1.json: line 1, column 1: an object {…} or a list […] is expected, found `12`",
    );
    refused(
        &[r#"{"servers":[],"total_count":0}"#],
        "1.json: line 1, column 1: an answer with a “total_count” but no list that is known here, \
         found `{\"servers\":[],\"total_count\":0}`",
    );
    refused(
        &[r#"{"version":4,"terraform_version":"1.9.0","lineage":"x","resources":[]}"#],
        "1.json: line 1, column 1: this is Terraform's own file, which changes its form, found \
         `{\"version\":4,\"terraform_version\":\"1.9.0\"…`. Give what `terraform show -json` prints",
    );
    refused(
        &[r#"{"type":"denied_authentication","message":"token expired"}"#],
        "1.json: line 1, column 1: this is an error message, not what was asked for, found \
         `{\"type\":\"denied_authentication\",\"message…`. Was the command that printed it refused?",
    );
    refused(
        &["- id: a\n  name: b\n"],
        "1.json: line 1, column 1: this is YAML, not JSON, found `- id: a`. Add `-o json` to the \
         command that printed it",
    );
    refused(
        &["\"id\";\"name\"\n\"1\";\"a\"\n"],
        "1.json: line 1, column 1: this is a table of separated values (CSV), not JSON, found \
         `\"id\";\"name\"`. Add `-o json` to the command that printed it",
    );
    refused(&[" "], "1.json: line 1, column 1: the text is empty");
    let no_name = import(&[File {
        name: "",
        bytes: b"\xff",
    }]);
    assert_eq!(
        no_name.expect_err("not text").to_string(),
        "byte 1 is not UTF-8 text"
    );
}

#[test]
fn limits_are_those_of_the_sum() {
    let half = format!("[{}]", " ".repeat(17 << 20));
    refused(
        &[&half, &half],
        "there is more than can be judged: 35651588 where the limit is 32 MiB of text",
    );
    let vpcs = |from: usize, to: usize| -> String {
        let vpcs: Vec<String> = (from..to)
            .map(|n| format!(r#"{{"id":"{n}","is_default":false}}"#))
            .collect();
        format!("[{}]", vpcs.join(","))
    };
    let (first, second) = (vpcs(0, 6_000), vpcs(4_001, 10_001));
    refused(
        &[&first, &second],
        "2.json: there is more than can be judged: 10001 where the limit is 10,000 VPCs",
    );
    assert!(
        read(&[&first, &vpcs(4_000, 10_000)]).is_ok(),
        "counted once"
    );
}

#[test]
fn a_long_key_is_cut_in_the_sentence() {
    let key = "k".repeat(1 << 20);
    for text in [
        format!(r#"[{{"{key}":1}}]"#),
        format!(r#"[{{"{key}":}}]"#),
        format!(r#"{{"total_count":1,"{key}":[]}}"#),
    ] {
        let error = read(&[&text]).expect_err("nothing known").to_string();
        assert!(error.len() < 400, "{} bytes", error.len());
    }
}

#[test]
fn a_list_nested_without_end_is_refused() {
    let depth = 1 << 20;
    let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    refused(
        &[&nested],
        "1.json: line 1, column 2, at [0]: an object {…} is expected, found \
         `[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…`",
    );
    refused(
        &[&nested[..depth]],
        "1.json: line 1, column 1048577, at [0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]…: the \
         text ends too early: a bracket or quote is still open. Was it cut off while being copied \
         or saved?",
    );
}

/// A state, with the oddities that the provider's have.
const STATE: &str = r#"{"format_version": "1.0", "terraform_version": "1.9.0", "values": {"root_module": {
    "resources": [
        {"address": "scaleway_vpc.b", "mode": "managed", "type": "scaleway_vpc", "name": "b", "values":
            {"id": "fr-par/b", "name": "B", "region": "fr-par", "tags": null, "enable_routing": true,
             "enable_transitivity": true, "project_id": "p", "organization_id": "o",
             "created_at": "2026-05-02T00:00:00Z"}},
        {"address": "scaleway_vpc_private_network.p", "type": "scaleway_vpc_private_network", "values":
            {"id": "fr-par/p", "name": "pn", "vpc_id": "fr-par/b", "enable_default_route_propagation": true,
             "ipv4_subnet": [{"subnet": "10.0.0.0/22", "address": "10.0.0.0", "prefix_length": 22}],
             "ipv6_subnets": [{"subnet": "fd00::/64"}]}},
        {"address": "scaleway_vpc_route.r", "type": "scaleway_vpc_route", "values":
            {"id": "fr-par/r", "vpc_id": "fr-par/b", "destination": "10.1.0.0/22", "description": "to a",
             "nexthop_resource_id": "", "nexthop_private_network_id": "fr-par/",
             "nexthop_vpc_connector_id": "fr-par/ba"}},
        {"address": "scaleway_vpc_acl.b", "type": "scaleway_vpc_acl", "values":
            {"id": "fr-par/b", "vpc_id": "fr-par/b", "is_ipv6": false, "default_policy": "drop", "rules": [
                {"protocol": "TCP", "source": "10.1.0.0/22", "src_port_low": 0, "src_port_high": 0,
                 "destination": "0.0.0.0/0", "dst_port_low": 443, "dst_port_high": 443,
                 "action": "accept", "description": "web"}]}},
        {"address": "scaleway_instance_server.s", "type": "scaleway_instance_server", "values": {"id": "s"}}],
    "child_modules": [{"address": "module.peer", "resources": [
        {"address": "module.peer.scaleway_vpc.a", "type": "scaleway_vpc", "values":
            {"id": "fr-par/a", "name": "A", "enable_transitivity": false,
             "created_at": "2026-05-01T00:00:00Z"}},
        {"address": "module.peer.scaleway_vpc_connector.ab", "type": "scaleway_vpc_connector", "values":
            {"id": "fr-par/ab", "name": "ab", "vpc_id": "fr-par/a", "target_vpc_id": "fr-par/b",
             "region": "fr-par", "status": "orphan"}},
        {"address": "module.peer.scaleway_vpc_ingress_rule.i", "type": "scaleway_vpc_ingress_rule", "values":
            {"id": "fr-par/i", "vpc_id": "fr-par/a", "source": "10.0.0.0/22",
             "nexthop_private_network_id": "fr-par/p", "nexthop_resource_ip": "10.0.0.9"}}]}]}}}"#;

#[test]
fn a_state_of_terraform_is_read() {
    assert_eq!(
        scenario(&[STATE]),
        "{\"version\":1,\"vpcs\":[{\"id\":\"a\",\"name\":\"A\",\"transitivity_enabled\":false},\
         {\"id\":\"b\",\"name\":\"B\",\"project_id\":\"p\",\"organization_id\":\"o\"}],\
         \"private_networks\":[{\"id\":\"p\",\"name\":\"pn\",\"vpc_id\":\"b\",\
         \"subnets\":[\"10.0.0.0/22\",\"fd00::/64\"],\"default_route_propagation_enabled\":true}],\
         \"vpc_connectors\":[{\"id\":\"ab\",\"name\":\"ab\",\"vpc_id\":\"a\",\"target_vpc_id\":\"b\",\
         \"region\":\"fr-par\"}],\
         \"routes\":[{\"id\":\"r\",\"description\":\"to a\",\"vpc_id\":\"b\",\"destination\":\"10.1.0.0/22\",\
         \"nexthop_vpc_connector_id\":\"ba\"}],\
         \"ingress_rules\":[{\"id\":\"i\",\"vpc_id\":\"a\",\"source\":\"10.0.0.0/22\",\
         \"nexthop_private_network_id\":\"p\",\"nexthop_resource_ip\":\"10.0.0.9\"}],\
         \"acls\":[{\"vpc_id\":\"b\",\"default_policy\":\"drop\",\"rules\":[{\"protocol\":\"TCP\",\
         \"source\":\"10.1.0.0/22\",\"destination\":\"0.0.0.0/0\",\"dst_port_low\":443,\
         \"dst_port_high\":443,\"action\":\"accept\",\"description\":\"web\"}]}]}"
    );
    assert_eq!(
        notes(&[STATE]),
        [
            "1 resource of Terraform is left out: a scenario has VPCs, Private Networks, connectors, \
             routes, ingress rules and ACLs."
        ]
    );
}

#[test]
fn a_plan_of_terraform_is_read_with_what_its_configuration_refers_to() {
    let plan = r#"{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
            {"address": "scaleway_vpc.v[0]", "type": "scaleway_vpc", "values": {"name": "V0"}},
            {"address": "scaleway_vpc.v[1]", "type": "scaleway_vpc", "values": {"name": "V1"}},
            {"address": "scaleway_vpc_private_network.p[1]", "type": "scaleway_vpc_private_network",
                "values": {"name": "p", "ipv4_subnet": [{"subnet": "10.0.0.0/22"}], "ipv6_subnets": null}},
            {"address": "scaleway_vpc_connector.c", "type": "scaleway_vpc_connector", "values": {"name": "c"}},
            {"address": "scaleway_vpc_connector.d", "type": "scaleway_vpc_connector",
                "values": {"name": "d", "target_vpc_id": "fr-par/real"}}],
        "child_modules": [{"address": "module.m[\"x\"]", "resources": [
            {"address": "module.m[\"x\"].scaleway_vpc.w", "type": "scaleway_vpc", "values": {"name": "W"}},
            {"address": "module.m[\"x\"].scaleway_vpc_route.r", "type": "scaleway_vpc_route",
                "values": {"destination": "10.0.0.0/22"}}]}]}},
        "configuration": {"root_module": {"resources": [
            {"address": "scaleway_vpc_private_network.p", "type": "scaleway_vpc_private_network",
                "expressions": {"vpc_id": {"references": ["scaleway_vpc.v", "count.index"]},
                    "ipv4_subnet": [{"subnet": {"constant_value": "10.0.0.0/22"}}]}},
            {"address": "scaleway_vpc_connector.c", "type": "scaleway_vpc_connector",
                "expressions": {"vpc_id": {"references": ["scaleway_vpc.v[0].id", "scaleway_vpc.v[0]"]},
                    "target_vpc_id": {"references": ["var.partner"]}}},
            {"address": "scaleway_vpc_connector.d", "type": "scaleway_vpc_connector", "expressions": {}}],
        "module_calls": {"m": {"module": {"resources": [
            {"address": "scaleway_vpc_route.r", "type": "scaleway_vpc_route",
                "expressions": {"vpc_id": {"references": ["scaleway_vpc.w.id", "scaleway_vpc.w"]}}}]}}}}}}"#;
    let read = read(&[plan]).unwrap().reading.scenario;
    let ids: Vec<&str> = read.vpcs.iter().map(|vpc| vpc.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "module.m[\"x\"].scaleway_vpc.w",
            "scaleway_vpc.v[0]",
            "scaleway_vpc.v[1]"
        ]
    );
    assert_eq!(read.private_networks[0].vpc_id, "scaleway_vpc.v[1]");
    let ends: Vec<(&str, &str)> = read
        .vpc_connectors
        .iter()
        .map(|connector| (connector.vpc_id.as_str(), connector.target_vpc_id.as_str()))
        .collect();
    assert_eq!(
        ends,
        [
            ("scaleway_vpc.v[0]", "var.partner"),
            ("(known after apply)", "real")
        ]
    );
    assert_eq!(read.routes[0].vpc_id, "module.m[\"x\"].scaleway_vpc.w");
}

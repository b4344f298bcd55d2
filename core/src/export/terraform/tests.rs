use super::*;

const SCENARIO: &str = r#"{
    "name": "two \u000a rm",
    "vpcs": [
        {"id": "a", "name": "Paris", "routing_enabled": false, "transitivity_enabled": false},
        {"id": "b", "region": "nl-ams", "project_id": "shop", "tags": ["x", "y ${z}"]}],
    "private_networks": [
        {"id": "p", "name": "pn p", "vpc_id": "a", "subnets": ["10.1.0.0/22", "fd00::/64"]},
        {"id": "lost", "vpc_id": "nowhere", "subnets": ["10.7.0.0/22", "10.8.0.0/22"]}],
    "resources": [{"id": "vm", "private_network_id": "p", "addresses": ["10.1.0.9"]}],
    "vpc_connectors": [
        {"id": "a-b", "vpc_id": "a", "target_vpc_id": "b"},
        {"id": "b-a", "name": "to \"a\"", "vpc_id": "b", "target_vpc_id": "a", "region": "pl-waw"},
        {"id": "away", "vpc_id": "a", "target_vpc_id": "9f1f27e0-4666-452b-83d8-59149f679d32"}],
    "routes": [
        {"id": "r", "description": "to b", "vpc_id": "a", "destination": "10.2.0.0/22",
            "nexthop_vpc_connector_id": "a-b"},
        {"id": "s", "vpc_id": "a", "destination": "0.0.0.0/0",
            "nexthop_resource_id": "vm", "nexthop_private_network_id": "p"},
        {"id": "r", "vpc_id": "b", "destination": "10.3.0.0/22"}],
    "ingress_rules": [
        {"id": "i", "vpc_id": "a", "source": "10.2.0.0/22",
            "nexthop_private_network_id": "p", "nexthop_resource_ip": "10.1.0.9"}],
    "acls": [{"vpc_id": "a", "default_policy": "drop", "rules": [
        {"protocol": "TCP", "source": "10.2.0.0/22", "destination": "10.1.0.0/22",
         "dst_port_low": 80, "dst_port_high": 81, "action": "accept",
         "description": "(Rule scope: client) web"}]}]
}"#;

fn of(edits: &str) -> String {
    let scenario = Scenario::from_json(SCENARIO).expect("a scenario");
    let edits: Vec<Edit> = serde_json::from_str(edits).expect("edits");
    changes(&scenario, &edits).join("\n")
}

#[test]
fn a_whole_scenario_is_written() {
    let scenario = Scenario::from_json(SCENARIO).expect("a scenario");
    insta::assert_snapshot!(configuration(&scenario));
}

#[test]
fn what_the_platform_has_is_imported() {
    let scenario = Scenario::from_json(
        r#"{"vpcs": [{"id": "944a7668-0741-4977-8b4d-c3a5cb3c7f37", "name": "Shop"}]}"#,
    )
    .expect("a scenario");
    let written = configuration(&scenario);
    let import = "import {\n  to = scaleway_vpc.Shop\n  \
                  id = \"fr-par/944a7668-0741-4977-8b4d-c3a5cb3c7f37\"\n}\n";
    assert!(written.contains(import), "{written}");
}

#[test]
fn what_changes_is_told_with_what_it_was() {
    insta::assert_snapshot!(of(r#"[
        {"edit":"set","id":"a","fields":{"routing_enabled":true,"name":"Lyon"}},
        {"edit":"set","id":"b-a","fields":{"name":""}},
        {"edit":"set","id":"s","fields":{"nexthop_resource_id":null,"nexthop_private_network_id":null,
            "nexthop_vpc_connector_id":"a-b"}},
        {"edit":"set","id":"i","fields":{"source":"10.0.0.0/8"}}]"#));
}

#[test]
fn what_forces_replacement_is_told() {
    insta::assert_snapshot!(of(r#"[
        {"edit":"recreate","id":"p","fields":{"subnets":["10.9.0.0/22","fd00::/64"]}},
        {"edit":"recreate","id":"a","fields":{"transitivity_enabled":true}},
        {"edit":"recreate","id":"a-b","fields":{"target_vpc_id":"a"}},
        {"edit":"recreate","id":"lost","fields":{"subnets":["10.8.0.0/22"]}}]"#));
}

#[test]
fn what_is_added_and_deleted_is_told() {
    insta::assert_snapshot!(of(r#"[
        {"edit":"add","item":{"vpc_connector":{"id":"n","vpc_id":"b","target_vpc_id":"a"}}},
        {"edit":"add","item":{"route":{"id":"t","vpc_id":"b","destination":"10.1.0.0/22",
            "nexthop_vpc_connector_id":"n"}}},
        {"edit":"remove","id":"r"},
        {"edit":"remove","id":"b-a"},
        {"edit":"add","item":{"vpc_connector":{"id":"b-a","vpc_id":"b","target_vpc_id":"a"}}},
        {"edit":"remove","id":"i"}]"#));
}

#[test]
fn an_acl_is_told_rule_by_rule() {
    insta::assert_snapshot!(of(r#"[
        {"edit":"set-acl","vpc_id":"a","acl":{"vpc_id":"a","default_policy":"drop","rules":[
            {"source":"10.0.0.0/8","destination":"10.1.0.0/22","action":"accept"},
            {"protocol":"TCP","source":"10.2.0.0/22","destination":"10.1.0.0/22",
             "dst_port_low":80,"dst_port_high":81,"action":"accept","description":"web"}]}},
        {"edit":"set-acl","vpc_id":"b","is_ipv6":true,"acl":null}]"#));
}

#[test]
fn what_the_platform_knows_nothing_of_gives_no_line() {
    let told = of(r#"[
        {"edit":"describe","name":"x"},
        {"edit":"place","id":"a","at":{"x":1,"y":2}},
        {"edit":"set-expectations","expectations":[]},
        {"edit":"remove","id":"vm"},
        {"edit":"remove","id":"nothing"},
        {"edit":"set","id":"a-b","fields":{"status":null}},
        {"edit":"set","id":"a","fields":{"no_such_field":1}},
        {"edit":"set","id":"p","fields":{"name":"pn p"}}]"#);
    assert_eq!(told, "");
}

use super::*;

const SCENARIO: &str = r#"{
    "vpcs": [
        {"id": "a", "name": "Paris", "routing_enabled": false, "transitivity_enabled": false},
        {"id": "b", "region": "nl-ams", "project_id": "shop", "tags": ["x", "y z"]}],
    "private_networks": [
        {"id": "p", "name": "pn p", "vpc_id": "a", "subnets": ["10.1.0.0/22", "fd00::/64"]},
        {"id": "lost", "vpc_id": "nowhere", "subnets": []},
        {"id": "slip", "vpc_id": "b", "subnets": ["10.2.0.1/22"]}],
    "resources": [{"id": "vm", "private_network_id": "p", "addresses": ["10.1.0.9"]}],
    "vpc_connectors": [
        {"id": "a-b", "vpc_id": "a", "target_vpc_id": "b"},
        {"id": "b-a", "vpc_id": "b", "target_vpc_id": "a", "region": "pl-waw"}],
    "routes": [
        {"id": "r", "vpc_id": "a", "destination": "10.2.0.0/22",
            "nexthop_vpc_connector_id": "a-b", "nexthop_resource_id": "vm"}],
    "ingress_rules": [
        {"id": "--help", "vpc_id": "a", "source": "10.3.0.0/22",
            "nexthop_private_network_id": "p", "nexthop_resource_ip": "10.1.0.9"},
        {"id": "i", "vpc_id": "a", "source": "10.2.0.0/22",
            "nexthop_private_network_id": "p", "nexthop_resource_ip": "10.1.0.9"}]
}"#;

#[track_caller]
fn check(edits: &str, expected: &[&str]) {
    let scenario = Scenario::from_json(SCENARIO).expect("a scenario");
    let edits: Vec<Edit> = serde_json::from_str(edits).expect("edits");
    assert_eq!(commands(&scenario, &edits), expected);
}

#[test]
fn things_are_created() {
    check(
        r#"[{"edit":"add","item":{"vpc":{"id":"c","name":"it's c","project_id":"shop","tags":["t"]}}},
            {"edit":"add","item":{"private_network":{"id":"q","vpc_id":"b","subnets":["10.2.0.0/22"],
                "default_route_propagation_enabled":true}}},
            {"edit":"add","item":{"vpc_connector":{"id":"n","name":"n","vpc_id":"b","target_vpc_id":"a"}}},
            {"edit":"add","item":{"route":{"id":"s","description":"to b","vpc_id":"a",
                "destination":"10.9.0.0/16","nexthop_vpc_connector_id":"a-b"}}},
            {"edit":"add","item":{"ingress_rule":{"id":"j","vpc_id":"a","source":"10.0.0.0/8",
                "nexthop_private_network_id":"p","nexthop_resource_ip":"10.1.0.9"}}}]"#,
        &[
            r"scw vpc vpc create name='it'\''s c' project-id=shop tags.0=t enable-routing=true enable-transitivity=true region=fr-par",
            "scw vpc private-network create vpc-id=b subnets.0=10.2.0.0/22 project-id=shop default-route-propagation-enabled=true region=nl-ams",
            "scw vpc vpc-connector create name=n vpc-id=b target-vpc-id=a region=nl-ams",
            "scw vpc route create description='to b' vpc-id=a destination=10.9.0.0/16 nexthop-vpc-connector-id=a-b region=fr-par",
            "scw vpc ingress-rule create vpc-id=a source=10.0.0.0/8 nexthop-private-network-id=p nexthop-resource-ip=10.1.0.9 region=fr-par",
        ],
    );
}

#[test]
fn what_a_later_line_needs_is_kept() {
    check(
        r#"[{"edit":"add","item":{"vpc_connector":{"id":"n","vpc_id":"b","target_vpc_id":"a"}}},
            {"edit":"add","item":{"route":{"id":"s","vpc_id":"b","destination":"10.1.0.0/22",
                "nexthop_vpc_connector_id":"n"}}}]"#,
        &[
            "id_1=$(scw vpc vpc-connector create vpc-id=b target-vpc-id=a region=nl-ams -o json | jq -r .id)",
            "scw vpc route create vpc-id=b destination=10.1.0.0/22 nexthop-vpc-connector-id=\"$id_1\" region=nl-ams",
        ],
    );
}

#[test]
fn things_are_deleted_in_their_region() {
    check(
        r#"[{"edit":"remove","id":"r"},{"edit":"remove","id":"i"},{"edit":"remove","id":"p"},
            {"edit":"remove","id":"b-a"},{"edit":"remove","id":"b"},{"edit":"remove","id":"lost"},
            {"edit":"remove","id":"r"}]"#,
        &[
            "scw vpc route delete r region=fr-par",
            "scw vpc ingress-rule delete i region=fr-par",
            "scw vpc private-network delete p region=fr-par",
            "scw vpc vpc-connector delete b-a region=pl-waw",
            "scw vpc vpc delete b region=nl-ams",
            "scw vpc private-network delete lost",
        ],
    );
}

#[test]
fn only_what_differs_is_updated() {
    check(
        r#"[{"edit":"set","id":"a","fields":{"routing_enabled":true,"name":"Lyon"}},
            {"edit":"set","id":"b","fields":{"tags":["z"]}},
            {"edit":"set","id":"p","fields":{"default_route_propagation_enabled":true}},
            {"edit":"set","id":"r","fields":{"destination":"10.3.0.0/22","nexthop_resource_id":"vm"}},
            {"edit":"set","id":"i","fields":{"source":"10.0.0.0/8","vpc_id":"b"}},
            {"edit":"set","id":"i","fields":{"source":"10.0.0.0/8"}},
            {"edit":"set","id":"a-b","fields":{"name":"to b","status":null}}]"#,
        &[
            "scw vpc route enable-routing a region=fr-par",
            "scw vpc vpc update a name=Lyon region=fr-par",
            "scw vpc vpc update b tags.0=z region=nl-ams",
            "scw vpc private-network update p default-route-propagation-enabled=true region=fr-par",
            "scw vpc route update r destination=10.3.0.0/22 region=fr-par",
            "scw vpc ingress-rule update i source=10.0.0.0/8 region=fr-par",
            "scw vpc vpc-connector update a-b name='to b' region=fr-par",
        ],
    );
}

#[test]
fn what_cannot_be_changed_is_deleted_and_created_again() {
    check(
        r#"[{"edit":"recreate","id":"p","fields":{"subnets":["10.7.0.0/22"]}},
            {"edit":"recreate","id":"a","fields":{"transitivity_enabled":true}},
            {"edit":"set","id":"r","fields":{"nexthop_resource_id":null}}]"#,
        &[
            "# Private Network p is deleted and created again, under a new id: detach what is attached to it first.",
            "scw vpc private-network delete p region=fr-par",
            "scw vpc private-network create name='pn p' vpc-id=a subnets.0=10.7.0.0/22 region=fr-par",
            "# VPC a is deleted and created again, under a new id: empty it first.",
            "scw vpc vpc delete a region=fr-par",
            "id_1=$(scw vpc vpc create name=Paris enable-routing=false enable-transitivity=true region=fr-par -o json | jq -r .id)",
            "# Route r is deleted and created again, under a new id.",
            "scw vpc route delete r region=fr-par",
            "scw vpc route create vpc-id=\"$id_1\" destination=10.2.0.0/22 nexthop-vpc-connector-id=a-b region=fr-par",
        ],
    );
}

#[test]
fn an_acl_is_set_as_a_whole() {
    check(
        r#"[{"edit":"set-acl","vpc_id":"a","acl":{"vpc_id":"a","default_policy":"drop","rules":[
                {"protocol":"TCP","source":"10.0.0.0/8","destination":"10.1.0.0/22",
                 "dst_port_low":80,"dst_port_high":81,"action":"accept",
                 "description":"(Rule scope: client) web"},
                {"source":"10.0.0.0/8","destination":"10.1.0.0/22","action":"drop"}]}},
            {"edit":"set-acl","vpc_id":"b","is_ipv6":true,"acl":null}]"#,
        &[
            "scw vpc rule set vpc-id=a is-ipv6=false default-policy=drop \
             rules.0.protocol=TCP rules.0.source=10.0.0.0/8 rules.0.src-port-low=0 rules.0.src-port-high=0 \
             rules.0.destination=10.1.0.0/22 rules.0.dst-port-low=80 rules.0.dst-port-high=81 \
             rules.0.action=accept rules.0.description=web \
             rules.1.protocol=ANY rules.1.source=10.0.0.0/8 rules.1.src-port-low=0 rules.1.src-port-high=0 \
             rules.1.destination=10.1.0.0/22 rules.1.dst-port-low=0 rules.1.dst-port-high=0 \
             rules.1.action=drop rules.1.description= region=fr-par",
            "scw vpc rule set vpc-id=b is-ipv6=true default-policy=accept region=nl-ams",
        ],
    );
}

#[test]
fn what_the_platform_knows_nothing_of_gives_no_line() {
    check(
        r#"[{"edit":"describe","name":"x"},
            {"edit":"place","id":"a","at":{"x":1,"y":2}},
            {"edit":"set-expectations","expectations":[]},
            {"edit":"remove","id":"vm"},
            {"edit":"remove","id":"nothing"},
            {"edit":"remove","id":"--help"},
            {"edit":"add","item":{"project":{"id":"shop","name":"Shop"}}},
            {"edit":"set","id":"a-b","fields":{"status":null}},
            {"edit":"set","id":"a","fields":{"no_such_field":1}},
            {"edit":"set","id":"p","fields":{"name":"pn p"}}]"#,
        &[],
    );
}

#[test]
fn what_the_platform_refused_is_not_deleted_first() {
    check(
        r#"[{"edit":"recreate","id":"slip","fields":{"subnets":["10.2.0.0/22"]}}]"#,
        &[
            "scw vpc private-network create vpc-id=b subnets.0=10.2.0.0/22 project-id=shop region=nl-ams",
        ],
    );
}

#[test]
fn a_whole_scenario_is_created_anew() {
    let scenario = Scenario::from_json(SCENARIO).expect("a scenario");
    insta::assert_snapshot!(script(&scenario));
}

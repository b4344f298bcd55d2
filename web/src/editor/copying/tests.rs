use peerlab_core::report::{ConnectorStatus, Verdict};

use super::super::{Action, Size, example};
use super::*;

fn open(json: &str) -> Editor {
    Editor::new(Scenario::read(json).unwrap()).apply(Action::Resize(Size {
        width: 900.0,
        height: 600.0,
    }))
}

fn select(ids: &[&str]) -> Action {
    let ids = ids.iter().map(|id| (*id).to_owned());
    Action::Select(Selection::of(ids.collect()))
}

fn copied(editor: &Editor) -> String {
    editor.excerpt().unwrap().to_pretty_json()
}

const CHAIN: &str = include_str!("../../../../tests/scenarios/three-chained.json");

/// A scenario with something of every kind.
const EVERYTHING: &str = r#"{"vpcs": [{"id": "a", "name": "VPC 1"}, {"id": "b"}],
    "private_networks": [{"id": "p", "name": "front", "vpc_id": "a", "subnets": ["10.0.0.0/24"]},
        {"id": "q", "vpc_id": "b", "subnets": ["10.0.1.0/24"]}],
    "resources": [{"id": "vm", "name": "vm", "private_network_id": "p", "addresses": ["10.0.0.9"]}],
    "vpc_connectors": [{"id": "ab", "vpc_id": "a", "target_vpc_id": "b"},
        {"id": "ba", "vpc_id": "b", "target_vpc_id": "a", "status": "peered"}],
    "routes": [{"id": "r", "vpc_id": "a", "destination": "10.0.1.0/24", "nexthop_vpc_connector_id": "ab"},
        {"id": "s", "vpc_id": "a", "destination": "10.9.0.0/16", "nexthop_resource_id": "vm",
            "nexthop_private_network_id": "p"}],
    "ingress_rules": [{"id": "i", "vpc_id": "a", "source": "10.0.1.0/24",
        "nexthop_private_network_id": "p", "nexthop_resource_ip": "10.0.0.9"}],
    "acls": [{"vpc_id": "a", "default_policy": "drop", "rules": []}],
    "expectations": [{"expect": "status", "connector": "ab", "is": "peered"},
        {"expect": "reach", "from": "p", "to": "q", "is": "works"}]}"#;

#[test]
fn a_copied_chain_works_as_the_first_does() {
    let editor = open(CHAIN)
        .apply(Action::SelectAll)
        .apply(Action::Duplicate);
    let scenario = editor.document.scenario();
    assert_eq!(scenario.vpcs.len(), 6);
    let report = &editor.document.report;
    let looking = &editor.looking;
    let pair = report.pair_verdict("pn-a-2", "pn-c-2", looking.family, looking.traffic);
    assert_eq!(pair.map(|pair| pair.verdict), Some(Verdict::Works));
    let statuses = report.connectors.iter().map(|connector| connector.status);
    assert!(
        statuses
            .into_iter()
            .all(|status| status == ConnectorStatus::Peered)
    );
    assert_eq!(editor.history.undo_label(), Some("duplicate 3 VPCs"));
    assert_eq!(editor.selection.entities().count(), 3);
    let cards: Vec<Rect> = editor
        .document
        .layout
        .cards
        .iter()
        .map(|card| card.rect)
        .collect();
    for (place, card) in cards.iter().enumerate() {
        assert!(!cards[place + 1..].iter().any(|other| card.overlaps(*other)));
    }
    assert_eq!(editor.apply(Action::Undo).document, open(CHAIN).document);
}

#[test]
fn everything_of_a_vpc_follows_it_and_what_it_leads_to_stays() {
    let editor = open(EVERYTHING)
        .apply(select(&["a"]))
        .apply(Action::Duplicate);
    let scenario = editor.document.scenario();
    assert_eq!(scenario.vpcs[2].name, "VPC 2");
    let network = &scenario.private_networks[2];
    assert_eq!(
        (network.vpc_id.as_str(), network.name.as_str()),
        ("a-2", "front 2")
    );
    assert_eq!(network.subnets, ["10.0.0.0/24"]);
    assert_eq!(scenario.resources[1].private_network_id, "p-2");
    let connector = &scenario.vpc_connectors[2];
    assert_eq!(
        (connector.vpc_id.as_str(), connector.target_vpc_id.as_str()),
        ("a-2", "b")
    );
    let hops: Vec<_> = scenario.routes[2..]
        .iter()
        .map(|route| {
            let connector = route.nexthop_vpc_connector_id.as_deref();
            (connector, route.nexthop_resource_id.as_deref())
        })
        .collect();
    assert_eq!(hops, [(Some("ab-2"), None), (None, Some("vm-2"))]);
    assert_eq!(scenario.ingress_rules[1].nexthop_private_network_id, "p-2");
    assert_eq!(scenario.acls[1].vpc_id, "a-2");
    // The one that names the other VPC's network speaks not of the copy alone.
    assert_eq!(scenario.expectations.len(), 3);
    assert_eq!(scenario.expectations[2].connector.as_deref(), Some("ab-2"));
    let unread = editor.document.report.diagnostics.iter();
    assert!(
        !unread
            .into_iter()
            .any(|problem| problem.code().as_str() == "duplicate-id")
    );
}

#[test]
fn what_was_copied_is_pasted_into_another_scenario() {
    let text = copied(&open(EVERYTHING).apply(Action::SelectAll));
    let empty = open(r#"{"vpcs": []}"#);
    let pasted = empty.apply(Action::Paste(text.clone()));
    let scenario = pasted.document.scenario();
    assert_eq!(scenario.vpcs.len(), 2);
    assert_eq!(scenario.vpcs[0].id, "a", "what is free stays");
    assert_eq!(scenario.expectations.len(), 2);
    assert_eq!(pasted.history.undo_label(), Some("paste 2 VPCs"));
    let twice = pasted.apply(Action::Paste(text));
    assert_eq!(twice.document.scenario().vpcs.len(), 4);
}

#[test]
fn a_private_network_is_pasted_into_the_vpc_that_is_selected() {
    let editor = open(EVERYTHING);
    let text = copied(&editor.clone().apply(select(&["p"])));
    let pasted = editor
        .apply(select(&["b"]))
        .apply(Action::Paste(text.clone()));
    let scenario = pasted.document.scenario();
    assert_eq!(scenario.private_networks[2].vpc_id, "b");
    assert_eq!(scenario.resources[1].private_network_id, "p-2");
    assert_eq!(pasted.selection, Selection::Entity("p-2".to_owned()));
    let nowhere = open(r#"{"vpcs": []}"#).apply(Action::Paste(text));
    assert_eq!(nowhere.document, open(r#"{"vpcs": []}"#).document);
    assert!(nowhere.said.text.contains("select a VPC first"));
}

#[test]
fn what_is_no_scenario_is_told_and_changes_nothing() {
    let editor = Editor::new(example());
    let pasted = editor
        .clone()
        .apply(Action::Paste("{\"vpcs\": [{}]}".to_owned()));
    assert_eq!(pasted.document, editor.document);
    assert!(matches!(pasted.notice, Some(Notice::Failed { .. })));
    let nothing = editor.clone().apply(Action::Duplicate);
    assert_eq!(nothing.document, editor.document);
    assert!(editor.excerpt().is_none());
}

#[test]
fn names_count_on() {
    let mut names = Names(["VPC 2", "VPC 3", "front", "10"].map(str::to_owned).into());
    let mut free = |name: &str| {
        let mut name = name.to_owned();
        names.free(&mut name);
        name
    };
    assert_eq!(free("VPC 2"), "VPC 4");
    assert_eq!(free("front"), "front 2");
    assert_eq!(free("front"), "front 3");
    assert_eq!(free("10"), "10 2");
    assert_eq!(free("new"), "new");
    assert_eq!(free(""), "");
}

#[test]
fn the_names_of_owners_go_with_what_is_theirs() {
    let from = open(
        r#"{"vpcs": [{"id": "a", "project_id": "p1"}, {"id": "b", "organization_id": "o2"}],
            "organizations": [{"id": "o1", "name": "Shops"}, {"id": "o2", "name": "Banks"}],
            "projects": [{"id": "p1", "name": "Web", "organization_id": "o1"}, {"id": "p2"}]}"#,
    );
    let text = copied(&from.apply(select(&["a"])));
    let there = r#"{"vpcs": [{"id": "c"}], "organizations": [{"id": "o1", "name": "Ours"}]}"#;
    let editor = open(there).apply(Action::Paste(text.clone()));
    let owners = editor.document.owners_of(1);
    let owners: Vec<_> = owners.iter().filter_map(|owner| owner.name).collect();
    // A name that is there already stays.
    assert_eq!(owners, ["Web", "Ours"]);
    assert_eq!(editor.document.scenario().projects.len(), 1);
    let again = editor.apply(Action::Paste(text));
    assert_eq!(again.document.scenario().projects.len(), 1);
    assert_eq!(again.document.report.diagnostics.len(), 0);
}

#[test]
fn a_resource_alone_comes_to_the_selected_network_with_an_address_of_it() {
    let from = open(EVERYTHING).apply(select(&["vm"]));
    let text = copied(&from);
    let pasted = |selected: &[&str]| {
        let editor = open(EVERYTHING).apply(select(selected));
        let editor = editor
            .apply(Action::Paste(text.clone()))
            .apply(select(selected))
            .apply(Action::Paste(text.clone()));
        let resources = editor.document.scenario().resources.iter().skip(1);
        let told = resources.map(|copy| (copy.private_network_id.clone(), copy.addresses.clone()));
        told.collect::<Vec<_>>()
    };
    let on = |network: &str, address: &str| (network.to_owned(), vec![address.to_owned()]);
    assert_eq!(pasted(&["q"]), [on("q", "10.0.1.2"), on("q", "10.0.1.3")]);
    // On its own where no other is selected, and never with an address twice.
    assert_eq!(pasted(&["b"]), [on("p", "10.0.0.2"), on("p", "10.0.0.3")]);
    // Where there is none, it is told what to select.
    let elsewhere = open(r#"{"vpcs": [{"id": "c"}]}"#).apply(Action::Paste(text.clone()));
    assert_eq!(elsewhere.document.scenario().resources.len(), 0);
    assert!(
        elsewhere
            .said
            .text
            .contains("select a Private Network first")
    );
}

#[test]
fn several_resources_get_an_address_each() {
    let two = EVERYTHING.replace(
        r#""resources": ["#,
        r#""resources": [{"id": "db", "private_network_id": "p", "addresses": ["10.0.0.8"]}, "#,
    );
    let text = copied(&open(&two).apply(select(&["vm", "db"])));
    let editor = open(&two).apply(select(&["q"])).apply(Action::Paste(text));
    let copies = editor.document.scenario().resources.iter().skip(2);
    let addresses: Vec<_> = copies.flat_map(|copy| copy.addresses.clone()).collect();
    assert_eq!(addresses, ["10.0.1.2", "10.0.1.3"]);
}

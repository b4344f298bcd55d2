//! What is written for other tools, read as they would read it.

use std::collections::BTreeSet;

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};
use peerlab_core::edit::{Edit, make};
use peerlab_core::export::csv;
use peerlab_core::export::terraform::{changes, configuration};
use peerlab_core::report::judge;
use peerlab_core::scenario::Scenario;
use proptest::prelude::*;

use crate::{folder, hostile};

/// Reads a configuration by the rules of HCL.
#[track_caller]
fn parsed(text: &str) -> Body {
    text.parse()
        .unwrap_or_else(|error| panic!("{error}\nin\n{text}"))
}

/// Returns the resources of a configuration: type, label and arguments.
fn resources(body: &Body) -> Vec<(&str, &str, &Body)> {
    let mut found = Vec::new();
    for Block {
        ident,
        labels,
        body,
        ..
    } in body.blocks()
    {
        if ident.as_str() == "resource" {
            let [kind, label] = labels.as_slice() else {
                panic!("a resource has a type and a label: {labels:?}");
            };
            found.push((kind.as_str(), label.as_str(), body));
        }
    }
    found
}

fn text(body: &Body, key: &str) -> Option<String> {
    let value = &body.get_attribute(key)?.value;
    value.as_str().map(str::to_owned)
}

/// Holds that whatever a configuration refers to is in it.
fn assert_refers_to_what_is_there(text: &str) {
    let body = parsed(text);
    let resources = resources(&body);
    let known: BTreeSet<String> = resources
        .iter()
        .map(|(kind, label, _)| format!("{kind}.{label}.id"))
        .collect();
    assert_eq!(
        known.len(),
        resources.len(),
        "two have one address in\n{text}"
    );
    for (_, _, arguments) in &resources {
        for argument in arguments.attributes() {
            if let Expression::Traversal(_) = argument.value {
                let address = argument.value.to_string();
                assert!(
                    known.contains(address.trim()),
                    "{address} is not in\n{text}"
                );
            }
        }
    }
}

#[test]
fn every_golden_scenario_is_a_configuration() {
    for file in folder::files_in("scenarios") {
        let scenario = Scenario::from_json(&folder::read(&file))
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert_refers_to_what_is_there(&configuration(&scenario));
        for diagnostic in judge(&scenario).diagnostics {
            for fix in diagnostic.fixes {
                parsed(&changes(&scenario, &fix.edits).join("\n"));
            }
        }
    }
}

/// Puts texts wherever a scenario has one, each in turn.
fn everywhere(texts: &[&str]) -> Scenario {
    let records = |make: fn(usize, &str, &str) -> serde_json::Value| {
        let nexts = texts.iter().cycle().skip(1);
        let pairs = texts.iter().zip(nexts).enumerate();
        pairs
            .map(|(place, (text, next))| make(place, text, next))
            .collect::<Vec<_>>()
    };
    let scenario = serde_json::json!({
        "name": texts.concat(),
        "description": texts.join("\n"),
        "projects": records(|_, text, _| serde_json::json!({"id": text, "name": text})),
        "vpcs": records(|_, text, _| serde_json::json!({
            "id": text, "name": text, "region": text, "project_id": text, "tags": [text]})),
        "private_networks": records(|place, text, _| serde_json::json!({
            "id": format!("n{place}{text}"), "name": text, "vpc_id": text, "subnets": [text]})),
        "resources": records(|place, text, _| serde_json::json!({
            "id": format!("m{place}{text}"), "name": text, "private_network_id": text,
            "addresses": [text], "kind": text})),
        "vpc_connectors": records(|place, text, next| serde_json::json!({
            "id": format!("c{place}{text}"), "name": text, "vpc_id": text, "target_vpc_id": next})),
        "routes": records(|place, text, _| serde_json::json!({
            "id": format!("r{place}{text}"), "description": text, "vpc_id": text,
            "destination": text, "nexthop_resource_id": text})),
    });
    Scenario::from_json(&scenario.to_string()).expect("a scenario")
}

#[test]
fn hostile_texts_are_texts_in_every_file_that_is_read_again() {
    let texts: Vec<&str> = hostile::texts().collect();
    let scenario = everywhere(&texts);

    for json in [scenario.to_json(), scenario.to_pretty_json()] {
        assert_eq!(Scenario::from_json(&json).as_ref(), Ok(&scenario));
    }

    let written = configuration(&scenario);
    assert_refers_to_what_is_there(&written);
    let body = parsed(&written);
    assert_eq!(resources(&body).len(), 4 * texts.len(), "{written}");
    assert_eq!(body.blocks().count(), 4 * texts.len() + 1, "{written}");
    let descriptions: Vec<Option<String>> = resources(&body)
        .iter()
        .filter(|(kind, _, _)| kind.ends_with("_route"))
        .map(|(_, _, arguments)| text(arguments, "description"))
        .collect();
    let expected: Vec<Option<String>> = texts.iter().map(|&text| Some(text.to_owned())).collect();
    assert_eq!(descriptions, expected);

    let table = csv::addresses(&scenario);
    let lines = values(&table);
    assert_eq!(lines.len(), texts.len() + 1, "{table}");
    for (line, text) in lines.iter().skip(1).zip(&texts) {
        assert_eq!(line.len(), 8, "{line:?}");
        // What a table program would work out has a sign of text before it.
        assert_eq!(
            line[3].trim_start_matches('\''),
            text.trim_start_matches('\'')
        );
        assert!(!line[3].starts_with(['=', '+', '-', '@']), "{line:?}");
    }
}

/// Reads comma-separated values by the rules of RFC 4180.
fn values(table: &str) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut line = vec![String::new()];
    let mut is_quoted = false;
    let mut characters = table.chars().peekable();
    while let Some(character) = characters.next() {
        let value = line.last_mut().expect("a line has a value");
        match character {
            '"' if is_quoted && characters.next_if_eq(&'"').is_some() => value.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => line.push(String::new()),
            '\r' if !is_quoted && characters.next_if_eq(&'\n').is_some() => {
                lines.push(std::mem::replace(&mut line, vec![String::new()]));
            }
            character => value.push(character),
        }
    }
    assert_eq!(line, [""], "the last line ends");
    lines
}

/// What a text is made of that means to be more than a text.
#[rustfmt::skip]
const HOSTILE: &[&str] = &[
    "$", "%", "{", "}", "${", "%{", "\"", "\\", "\n", "\r\n", "#", "//", "/*", "*/", "<<EOT", "EOT",
    "\0", "\u{85}", "\u{2028}", "\u{202e}", "~", " = ", "if", "file(\"/etc/passwd\")", "é", "𝄞", "resource",
    "a",
];

fn harmful() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(HOSTILE), 1..8).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_of_a_hostile_text_leaves_its_quotes(
        texts in prop::collection::vec(harmful(), 8)
    ) {
        let [name, id, tag, subnet, description, destination, resource, elsewhere] =
            texts.as_slice() else { panic!("eight texts") };
        let id = &format!("{id}x");
        let scenario = serde_json::json!({
            "name": name,
            "vpcs": [{"id": id, "name": name, "tags": [tag]}],
            "private_networks": [{"id": format!("{id}-pn"), "name": name, "vpc_id": id,
                "subnets": [subnet]}],
            "vpc_connectors": [{"id": format!("{id}-c"), "vpc_id": id, "target_vpc_id": elsewhere}],
            "routes": [{"id": format!("{id}-r"), "description": description, "vpc_id": id,
                "destination": destination, "nexthop_resource_id": resource}],
        });
        let scenario = Scenario::from_json(&scenario.to_string()).expect("a scenario");
        let written = configuration(&scenario);
        let body = parsed(&written);
        let resources = resources(&body);
        prop_assert_eq!(resources.len(), 4, "{}", written);
        prop_assert_eq!(body.blocks().count(), 5, "and the head: {}", written);
        let argument = |place: usize, key: &str| text(resources[place].2, key);
        let is_said = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        prop_assert_eq!(argument(0, "name"), is_said(name), "{}", written);
        prop_assert_eq!(argument(2, "target_vpc_id"), Some(elsewhere.clone()), "{}", written);
        prop_assert_eq!(argument(3, "description"), is_said(description), "{}", written);
        prop_assert_eq!(argument(3, "destination"), Some(destination.clone()), "{}", written);
        prop_assert_eq!(argument(3, "nexthop_resource_id"), Some(resource.clone()), "{}", written);
        assert_refers_to_what_is_there(&written);

        // The same holds of comments that tell what was.
        let edits = [
            Edit::set(&format!("{id}-r"), "destination", "10.0.0.0/8"),
            Edit::set(id, "name", tag.as_str()),
            Edit::Remove { id: format!("{id}-pn") },
            make::add_connector(elsewhere.clone(), id.clone(), |_| false),
        ];
        let written = changes(&scenario, &edits).join("\n");
        let body = parsed(&written);
        prop_assert!(body.blocks().count() <= 3, "{}", written);
        prop_assert_eq!(body.attributes().count(), 0, "{}", written);
    }
}

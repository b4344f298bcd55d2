//! What is written for other tools, read as they would read it.

use std::collections::BTreeSet;

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};
use peerlab_core::edit::{Edit, make};
use peerlab_core::export::terraform::{changes, configuration};
use peerlab_core::report::judge;
use peerlab_core::scenario::Scenario;
use proptest::prelude::*;

use crate::folder;

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

/// What a text is made of that means to be more than a text.
#[rustfmt::skip]
const HOSTILE: &[&str] = &[
    "$", "%", "{", "}", "${", "%{", "\"", "\\", "\n", "\r\n", "#", "//", "/*", "*/", "<<EOT", "EOT",
    "\0", "\u{85}", "\u{2028}", "\u{202e}", "~", " = ", "if", "file(\"/etc/passwd\")", "é", "𝄞", "resource",
    "a",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(HOSTILE), 1..8).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_of_a_hostile_text_leaves_its_quotes(
        texts in prop::collection::vec(hostile(), 8)
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

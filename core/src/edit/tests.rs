use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use super::*;

/// A scenario with an id that is used twice, and one in two lists.
fn scenario() -> Scenario {
    Scenario::from_json(
        r#"{"vpcs": [{"id": "a"}, {"id": "b"}, {"id": "twice"}, {"id": "twice", "name": "second"}],
            "private_networks": [{"id": "p", "vpc_id": "a", "subnets": ["10.0.0.0/22"]},
                                 {"id": "twice", "vpc_id": "b"}],
            "routes": [{"id": "r", "vpc_id": "a", "destination": "10.0.0.0/8"}],
            "acls": [{"vpc_id": "a", "default_policy": "drop"}],
            "organizations": [{"id": "o"}], "projects": [{"id": "o"}],
            "layout": {"b": {"x": 5, "y": 6}}}"#,
    )
    .unwrap()
}

fn edit(json: Value) -> Edit {
    serde_json::from_value(json).unwrap()
}

#[track_caller]
fn refused(json: Value, sentence: &str) {
    let mut edited = scenario();
    let error = apply(&mut edited, &edit(json)).unwrap_err();
    assert_eq!(error.to_string(), sentence);
    assert_eq!(edited, scenario(), "a refused edit changes nothing");
}

#[test]
fn refusals_say_why_and_change_nothing() {
    refused(
        json!({"edit": "remove", "id": "c"}),
        "the scenario has no entity “c”",
    );
    refused(
        json!({"edit": "add", "item": {"resource": {"id": "p", "private_network_id": "p"}}}),
        "“p” cannot be the id of something new: it is used already",
    );
    refused(
        json!({"edit": "add", "item": {"vpc": {"id": " "}}}),
        "“ ” cannot be the id of something new: it is empty",
    );
    refused(
        json!({"edit": "set", "id": "a", "fields": {"nmae": "A"}}),
        "a VPC has no field “nmae” (did you mean “name”?)",
    );
    refused(
        json!({"edit": "set", "id": "p", "fields": {"name": "P", "subnets": ["10.1.0.0/22"]}}),
        "“subnets” of a Private Network cannot be changed on the platform: it is chosen at creation",
    );
    refused(
        json!({"edit": "set", "id": "a", "fields": {"name": 7}}),
        "“name” cannot be set: invalid type: integer `7`, expected a string",
    );
    refused(
        json!({"edit": "recreate", "id": "a", "fields": {"id": "z"}}),
        "“id” cannot be set: an id stays as long as what it names",
    );
    refused(
        json!({"edit": "set-acl", "vpc_id": "a", "acl": {"vpc_id": "b", "rules": []}}),
        "“acl” cannot be set: it is of another VPC or family",
    );
    refused(
        json!({"edit": "place", "id": "c", "at": null}),
        "the scenario has no VPC “c”",
    );
}

#[test]
fn places_off_the_canvas_are_refused() {
    let mut edited = scenario();
    for at in [Point { x: 1_000_001, y: 0 }, Point { x: 0, y: i32::MIN }] {
        let place = Edit::Place {
            id: "a".to_owned(),
            at: Some(at),
        };
        let error = apply(&mut edited, &place).unwrap_err();
        assert_eq!(error, EditError::OffCanvas { at });
    }
    assert_eq!(edited, scenario());
}

#[test]
fn null_sets_a_field_to_its_default_and_is_taken_back() {
    let mut edited = scenario();
    let inverse = apply(
        &mut edited,
        &edit(json!({"edit": "recreate", "id": "a", "fields": {"transitivity_enabled": false}})),
    )
    .unwrap();
    assert!(!edited.vpcs[0].transitivity_enabled);
    assert_eq!(
        serde_json::to_value(&inverse).unwrap(),
        json!({"edit": "recreate", "id": "a", "fields": {"transitivity_enabled": null}})
    );
    apply(&mut edited, &inverse).unwrap();
    assert_eq!(edited, scenario());
}

#[test]
fn where_one_of_several_cannot_be_applied_none_is() {
    let mut edited = scenario();
    let edits = [
        edit(json!({"edit": "remove", "id": "twice"})),
        edit(json!({"edit": "set", "id": "b", "fields": {"name": "B"}})),
        edit(json!({"edit": "remove", "id": "none"})),
    ];
    assert!(apply_all(&mut edited, &edits).is_err());
    assert_eq!(edited, scenario());
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let id = || prop::sample::select(vec!["a", "b", "p", "r", "o", "twice", "new", "newer"]);
    let add = (id(), 0usize..6, any::<bool>(), 0..3).prop_map(|(id, at, last, kind)| {
        let item = match kind {
            0 => json!({"vpc": {"id": id}}),
            1 => json!({"private_network": {"id": id, "vpc_id": "a"}}),
            _ => json!({"project": {"id": id}}),
        };
        let at = if last { Value::Null } else { json!(at) };
        edit(json!({"edit": "add", "item": item, "at": at}))
    });
    let fields = prop::sample::select(vec![
        json!({"name": "x"}),
        json!({"name": null}),
        json!({"tags": ["t"], "name": "y"}),
        json!({"vpc_id": "b"}),
        json!({"region": "nl-ams", "routing_enabled": false}),
        json!({"destination": "wrong"}),
        json!({"subnets": []}),
    ]);
    let set = (id(), fields, any::<bool>()).prop_map(|(id, fields, recreate)| {
        let kind = if recreate { "recreate" } else { "set" };
        edit(json!({"edit": kind, "id": id, "fields": fields}))
    });
    let acl =
        (id(), any::<bool>(), any::<bool>(), 0usize..3).prop_map(|(id, is_ipv6, some, at)| {
            let acl = json!({"vpc_id": id, "is_ipv6": is_ipv6, "default_policy": "drop"});
            let acl = if some { acl } else { Value::Null };
            edit(json!({"edit": "set-acl", "vpc_id": id, "is_ipv6": is_ipv6, "acl": acl, "at": at}))
        });
    let place = (id(), prop::option::of((-9..9, -9..9))).prop_map(|(id, at)| Edit::Place {
        id: id.to_owned(),
        at: at.map(|(x, y)| Point { x, y }),
    });
    let describe = prop::option::of(".{0,5}").prop_map(|name| Edit::Describe {
        name,
        description: None,
    });
    prop_oneof![
        3 => add,
        3 => id().prop_map(|id| Edit::Remove { id: id.to_owned() }),
        3 => set,
        2 => acl,
        1 => place,
        1 => describe,
        1 => Just(edit(json!({"edit": "set-expectations", "expectations": [{"expect": "x"}]}))),
    ]
}

proptest! {
    #[test]
    fn inverses_take_any_run_of_edits_back(edits in vec(any_edit(), 0..30)) {
        let mut edited = scenario();
        let mut inverses = Vec::new();
        for edit in &edits {
            let before = edited.clone();
            if let Ok(inverse) = apply(&mut edited, edit) {
                // Taking it back and doing it again changes nothing.
                let after = edited.clone();
                let again = apply(&mut edited, &inverse);
                prop_assert_eq!(&edited, &before, "{:?} taken back", edit);
                prop_assert!(apply(&mut edited, &again.unwrap()).is_ok());
                prop_assert_eq!(&edited, &after, "{:?} done again", edit);
                inverses.push(inverse);
            } else {
                prop_assert_eq!(&edited, &before, "{:?} refused", edit);
            }
            // Whatever edits make can be written and read back.
            prop_assert_eq!(&Scenario::from_json(&edited.to_json()).unwrap(), &edited);
        }
        for inverse in inverses.iter().rev() {
            apply(&mut edited, inverse).unwrap();
        }
        prop_assert_eq!(edited, scenario());
    }

    #[test]
    fn edits_are_written_and_read_back(edit in any_edit()) {
        let text = serde_json::to_string(&edit).unwrap();
        prop_assert_eq!(serde_json::from_str::<Edit>(&text).unwrap(), edit);
    }
}

//! Reading lessons, and what their goals come to.

use super::presentation::Presentation;
use super::{Constraint, Lesson, changes, progress};
use crate::edit::{Edit, apply, apply_all};
use crate::report::judge;
use crate::scenario::Scenario;

const LESSON: &str = include_str!("../../examples/lesson.json");

fn lesson() -> Lesson {
    Lesson::from_json(LESSON).unwrap()
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    let error = Lesson::read(text).expect_err("it is no lesson");
    assert_eq!(error.to_string(), expected);
}

/// Tells of each part of the first step's goal why it does not hold.
fn reasons(lesson: &Lesson, now: &Scenario) -> Vec<Option<String>> {
    let goal = progress(lesson, 0, now, &judge(now));
    goal.into_iter().map(|part| part.reason).collect()
}

#[test]
fn errors_name_the_place_in_the_lesson() {
    refused(
        "[]",
        "line 1, column 1: a lesson is an object {…}, not a list, found `[]`",
    );
    refused(
        r#"{"version": 2, "acts": []}"#,
        "this lesson was made by a newer version of Peerlab (its form is version 2, this one reads \
         version 1)",
    );
    refused(
        r#"{"id": "", "title": "A", "start": {}, "steps": [{"text": "…"}]}"#,
        "line 1, column 8, at id: an id is empty, found `\"\"`",
    );
    refused(
        r#"{"id": "a", "title": "A", "start": {}, "steps": []}"#,
        "line 1, column 49, at steps: a lesson has at least one step, found `[]`",
    );
    refused(
        r#"{"id": "a", "title": "A", "start": {"vpcs": [{"id": " "}]}, "steps": [{"text": "…"}]}"#,
        "line 1, column 53, at start.vpcs[0].id: an id is empty, found `\" \"`",
    );
    refused(
        r#"{"id": "a", "title": "A", "start": {}, "steps": [{"text": "…", "goal": [{"is": "peered"}]}]}"#,
        "line 1, column 73, at steps[0].goal[0]: the field \"expect\" is missing",
    );
    refused(
        r#"{"id": "a", "title": "A", "start": {}, "steps": [{"text": "…", "hints": [{"text": 7}]}]}"#,
        "line 1, column 83, at steps[0].hints[0].text: a text in quotes is expected, found `7`. \
         Write \"7\", with quotes",
    );
}

#[test]
fn an_edit_that_is_none_is_placed_in_its_solution() {
    let told = |solution: &str| {
        let text = format!(
            r#"{{"id": "a", "title": "A", "start": {{}}, "steps": [{{"text": "…", "solution": [{solution}]}}]}}"#
        );
        Lesson::read(&text).expect_err("no edit").to_string()
    };
    assert_eq!(
        told(r#"{"edit": "describe"}, {"edit": "remove"}"#),
        "line 1, column 99, at steps[0].solution[1]: the field \"id\" is missing"
    );
    assert_eq!(
        told(r#"{"edit": "add", "item": {"route": {"id": "r", "vpc_id": 7}}}"#),
        "line 1, column 133, at steps[0].solution[0].item.route.vpc_id: a text in quotes is \
         expected, found `7`. Write \"7\", with quotes"
    );
    assert_eq!(
        told(r#"{"edit": "set", "id": "v", "fields": 1}"#),
        "line 1, column 77, at steps[0].solution[0]: an object {…} is expected, found `{\"edit\": \
         \"set\", \"id\": \"v\", \"fields\": 1}`"
    );
    let nameless = told(r#"{"edit": "add", "item": {"vpc": {"id": " "}}}"#);
    assert!(
        nameless.contains("at steps[0].solution[0].item: an id is empty"),
        "{nameless}"
    );
    let unknown = told(r#"{"edit": "ad", "item": {}}"#);
    assert!(unknown.contains("at steps[0].solution[0]"), "{unknown}");
}

#[test]
fn limits_hold_for_the_whole_lesson() {
    let many = |count: usize, step: &str| {
        let steps = vec![step; count].join(",");
        format!(r#"{{"id": "a", "title": "A", "start": {{}}, "steps": [{steps}]}}"#)
    };
    assert!(Lesson::read(&many(1_000, r#"{"text": ""}"#)).is_ok());
    refused(
        &many(1_001, r#"{"text": ""}"#),
        "there is more than can be judged: 1001 where the limit is 1,000 steps",
    );
    let edits = vec![r#"{"edit": "describe"}"#; 101].join(",");
    refused(
        &many(100, &format!(r#"{{"text": "", "solution": [{edits}]}}"#)),
        "there is more than can be judged: 10100 where the limit is 10,000 edits",
    );
    let claims = vec![r#"{"expect": "x"}"#; 101].join(",");
    refused(
        &many(
            100,
            &format!(r#"{{"text": "", "hints": [{{"text": "", "claims": [{claims}]}}]}}"#),
        ),
        "there is more than can be judged: 10100 where the limit is 10,000 expectations",
    );
}

#[test]
fn unknown_fields_are_noted_wherever_they_stand() {
    let text = r#"{"id": "a", "title": "A", "start": {"vpcs": [{"id": "v", "nmae": ""}]}, "steps": [
        {"text": "", "gaol": [], "goal": [{"expect": "x", "conector": "c"}],
         "hints": [{"text": "", "claim": [], "claims": [{"expect": "x", "form": "a"}]}],
         "constraints": [{"constraint": "kept", "ids": ""}],
         "solution": [{"edit": "describe", "nmae": ""}]}]}"#;
    let unknown = Lesson::read(text).unwrap().unknown_fields;
    let paths: Vec<&str> = unknown.iter().map(|field| field.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "start.vpcs[0].nmae",
            "steps[0].constraints[0].ids",
            "steps[0].gaol",
            "steps[0].goal[0].conector",
            "steps[0].hints[0].claim",
            "steps[0].hints[0].claims[0].form",
        ]
    );
}

#[test]
fn what_is_written_reads_back() {
    let lesson = lesson();
    assert_eq!(Lesson::from_json(&lesson.to_json()).unwrap(), lesson);
    let pretty = lesson.to_pretty_json();
    assert_eq!(Lesson::from_json(&pretty).unwrap(), lesson);
    let edits = pretty
        .lines()
        .filter(|line| line.contains("\"edit\""))
        .count();
    assert_eq!(edits, 1, "an edit is a line:\n{pretty}");
}

#[test]
fn a_goal_that_names_something_unknown_does_not_hold() {
    let mut lesson = lesson();
    lesson.steps[0].goal[0].connector = Some("shop-to-dta".to_owned());
    lesson.steps[0].constraints = vec![
        Constraint {
            constraint: "kep".to_owned(),
            ..Constraint::default()
        },
        Constraint {
            constraint: "kept".to_owned(),
            id: Some("shap".to_owned()),
            ..Constraint::default()
        },
        Constraint {
            constraint: "at-most".to_owned(),
            of: Some("route".to_owned()),
            ..Constraint::default()
        },
        Constraint {
            constraint: "at-most".to_owned(),
            of: Some("routes".to_owned()),
            vpc: Some("dta".to_owned()),
            ..Constraint::default()
        },
    ];
    let start = lesson.start.clone();
    let reasons: Vec<String> = reasons(&lesson, &start).into_iter().flatten().collect();
    assert_eq!(
        reasons,
        [
            "there is no connector “shop-to-dta” (did you mean “shop-to-data”?)",
            "“kep” is not a kind of constraint (did you mean “kept”?)",
            "the lesson does not begin with “shap”",
            "“route” is not a list of a scenario (did you mean “routes”?)",
            "there is no VPC “dta”",
        ]
    );
}

#[test]
fn what_is_kept_may_be_called_otherwise_but_not_be_otherwise() {
    let mut lesson = lesson();
    lesson.steps[0].goal.clear();
    let mut now = lesson.start.clone();
    apply(&mut now, &Edit::set("shop-to-data", "name", "Ours")).unwrap();
    assert_eq!(reasons(&lesson, &now), [None]);
    apply(
        &mut now,
        &Edit::recreate("shop-to-data", "target_vpc_id", "shop"),
    )
    .unwrap();
    let told = "shop-to-data is not as it was";
    assert_eq!(reasons(&lesson, &now), [Some(told.to_owned())]);
    let gone = Edit::Remove {
        id: "shop-to-data".to_owned(),
    };
    apply(&mut now, &gone).unwrap();
    let told = "shop-to-data is gone";
    assert_eq!(reasons(&lesson, &now), [Some(told.to_owned())]);
}

#[test]
fn what_is_counted_is_counted_in_its_vpc() {
    let mut lesson = lesson();
    lesson.steps[0].goal.clear();
    let at_most = |of: &str, vpc: Option<&str>, count| Constraint {
        constraint: "at-most".to_owned(),
        of: Some(of.to_owned()),
        vpc: vpc.map(str::to_owned),
        count,
        ..Constraint::default()
    };
    lesson.steps[0].constraints = vec![
        at_most("vpcs", None, 1),
        at_most("vpc_connectors", Some("data"), 0),
        at_most("vpc_connectors", Some("shop"), 0),
        at_most("vpc_connectors", None, 2),
    ];
    let start = lesson.start.clone();
    let outcomes = progress(&lesson, 0, &start, &judge(&start));
    let told: Vec<(&str, Option<&str>)> = outcomes
        .iter()
        .map(|part| (part.name.as_deref().unwrap(), part.reason.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("at most 1 VPC", Some("there are 2 VPCs")),
            ("no connectors in data", None),
            (
                "no connectors in shop",
                Some("there is 1 connector in shop")
            ),
            ("at most 2 connectors", None),
        ]
    );
}

#[test]
fn an_error_breaks_a_goal_without_errors_and_a_warning_does_not() {
    let mut lesson = lesson();
    lesson.steps[0].goal.clear();
    lesson.steps[0].constraints[0].constraint = "no-errors".to_owned();
    let mut now = lesson.start.clone();
    assert_eq!(reasons(&lesson, &now), [None], "an orphan is a warning");
    apply(
        &mut now,
        &Edit::recreate("shop-to-data", "target_vpc_id", "shop"),
    )
    .unwrap();
    let reasons = reasons(&lesson, &now);
    assert!(reasons[0].is_some(), "a VPC cannot peer with itself");
}

#[test]
fn changes_are_counted_once_each_and_for_both_families() {
    let start = lesson().start;
    let edits: Vec<Edit> = serde_json::from_str(
        r#"[{"edit": "set", "id": "shop", "fields": {"routing_enabled": false}},
            {"edit": "set", "id": "shop", "fields": {"name": "Shop"}},
            {"edit": "recreate", "id": "shop", "fields": {"transitivity_enabled": false}},
            {"edit": "place", "id": "shop", "at": {"x": 1, "y": 1}},
            {"edit": "set-acl", "vpc_id": "shop", "acl": {"vpc_id": "shop"}},
            {"edit": "set-acl", "vpc_id": "shop", "is_ipv6": true, "acl": {"vpc_id": "shop", "is_ipv6": true}},
            {"edit": "remove", "id": "shop-to-data"},
            {"edit": "add", "item": {"vpc": {"id": "third"}}}]"#,
    )
    .unwrap();
    let mut now = start.clone();
    apply_all(&mut now, &edits).unwrap();
    assert_eq!(changes(&start, &now), 5);
    assert_eq!(changes(&now, &start), 5);
    assert_eq!(changes(&now, &now), 0);
    let mut other = now.clone();
    other.acls[1].default_policy = crate::scenario::AclAction::Drop;
    assert_eq!(changes(&now, &other), 1);
}

#[test]
fn a_presentation_is_read_as_a_lesson_is() {
    let refused = |text: &str, expected: &str| {
        let error = Presentation::read(text).expect_err("it is none");
        assert_eq!(error.to_string(), expected);
    };
    refused(
        r#"{"id": "a", "title": "A", "start": {}, "scenes": []}"#,
        "line 1, column 50, at scenes: a presentation has at least one scene, found `[]`",
    );
    refused(
        r#"{"id": "a", "title": "A", "start": {}, "scenes": [{"text": "B"}]}"#,
        "line 1, column 51, at scenes[0]: the field \"title\" is missing",
    );
    let text = r#"{"id": "a", "title": "A", "start": {}, "scenes": [
        {"title": "B", "edits": [{"edit": "add", "item": {"vpc": {"id": "v"}}}]},
        {"title": "C", "edits": [{"edit": "remove", "id": "w"}]}]}"#;
    let presentation = Presentation::from_json(text).unwrap();
    assert_eq!(presentation.at(0).unwrap().vpcs.len(), 1);
    assert!(presentation.at(1).is_err(), "there is no w");
}

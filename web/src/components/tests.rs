use std::rc::Rc;

use peerlab_core::assumption::Assumption;
use peerlab_core::check::{Code, Severity, Topic};
use peerlab_core::edit::Edit;
use peerlab_core::scenario::{Scenario, Viewer};
use yew::Callback;

use super::inspector::InspectorProps;
use super::lesson::BuilderProps;
use super::notice::NoticeProps;
use super::outline::OutlineProps;
use super::problems::ProblemsProps;
use super::reach::ReachProps;
use super::traced::TracedProps;
use super::*;
use crate::editor::{Action, Document, Editor, Looking, Make, Notice, Selection, example};
use crate::rendering::{rendered, rendered_html};

fn document() -> Rc<Document> {
    Rc::new(Document::new(example()))
}

fn inspected(document: Rc<Document>, selection: Selection) -> String {
    rendered::<Inspector>(InspectorProps {
        document,
        selection,
        looking: Looking::default(),
        dispatch: Callback::noop(),
    })
}

fn outlined(document: Rc<Document>, selection: Selection) -> String {
    rendered::<Outline>(OutlineProps {
        document,
        selection,
        dispatch: Callback::noop(),
    })
}

fn listed(document: Rc<Document>, looking: Looking, selected: Option<usize>) -> String {
    rendered::<Problems>(ProblemsProps {
        document,
        looking,
        selected,
        dispatch: Callback::noop(),
    })
}

fn matrix(document: Rc<Document>, looking: Looking) -> String {
    rendered::<Reach>(ReachProps {
        document,
        before: None,
        looking,
        selection: Selection::Nothing,
        dispatch: Callback::noop(),
    })
}

/// A matrix with one line for all Private Networks of a VPC.
fn folded() -> Looking {
    Looking {
        folds: Some(true),
        ..Looking::default()
    }
}

fn said(notice: Notice) -> String {
    rendered::<NoticeView>(NoticeProps {
        notice,
        on_deed: Callback::noop(),
        dispatch: Callback::noop(),
    })
}

#[test]
fn outline_lists_everything_with_its_state() {
    insta::assert_snapshot!(outlined(document(), Selection::Entity("pn-front".into())));
}

/// A scenario with something of every kind.
fn everything() -> Rc<Document> {
    let json = r#"{"vpcs": [{"id": "a", "name": "A", "tags": ["x", "y"]}, {"id": "b"}],
        "private_networks": [{"id": "p", "name": "front", "vpc_id": "a",
            "subnets": ["10.0.0.0/22", "10.0.0.1/22"]}, {"id": "lost", "vpc_id": "gone"}],
        "resources": [{"id": "vm", "private_network_id": "p", "addresses": ["10.0.0.9", "10.1"]}],
        "vpc_connectors": [{"id": "ab", "vpc_id": "a", "target_vpc_id": "b"}],
        "routes": [{"id": "r", "vpc_id": "a", "destination": "10.9.0.0/16",
            "nexthop_vpc_connector_id": "ab"},
            {"id": "s", "vpc_id": "a", "destination": "", "nexthop_resource_id": "nothing"}],
        "ingress_rules": [{"id": "i", "vpc_id": "a", "source": "10.9.0.0/16",
            "nexthop_private_network_id": "p", "nexthop_resource_ip": "10.0.0.9"}],
        "acls": [{"vpc_id": "a", "default_policy": "drop", "rules": [
            {"action": "accept", "protocol": "TCP", "source": "10.0.0.0/22",
             "destination": "0.0.0.0/0", "dst_port_low": 80, "dst_port_high": 443},
            {"action": "drop", "source": "0.0.0.0/0", "destination": "0.0.0.0/0"}]}],
        "expectations": [{"expect": "status", "connector": "ab", "is": "orphan"},
            {"expect": "reach", "from": "a", "to": "b", "is": "works", "name": "They talk"}]}"#;
    Rc::new(Document::new(Scenario::read(json).unwrap()))
}

#[test]
fn inspector_has_fields_for_every_kind() {
    for (name, selection) in [
        ("fields-of-a-vpc", Selection::Entity("a".into())),
        ("fields-of-a-network", Selection::Entity("p".into())),
        ("fields-of-a-resource", Selection::Entity("vm".into())),
        ("fields-of-a-route", Selection::Entity("r".into())),
        ("fields-of-an-ingress-rule", Selection::Entity("i".into())),
        ("fields-of-the-scenario", Selection::Nothing),
    ] {
        let html = inspected(everything(), selection);
        insta::assert_snapshot!(name, html);
    }
}

#[test]
fn outline_lists_every_kind() {
    insta::assert_snapshot!(outlined(everything(), Selection::Entity("vm".into())));
}

#[test]
fn problems_are_counted_and_told() {
    insta::assert_snapshot!(listed(document(), Looking::default(), Some(0)));
}

#[test]
fn the_matrix_has_a_mark_for_every_pair() {
    insta::assert_snapshot!(matrix(document(), folded()));
}

#[test]
fn what_other_clouds_would_say_is_told() {
    let chain = include_str!("../../../tests/scenarios/three-chained.json");
    let document = Document::new(Scenario::read(chain).unwrap());
    let looking = Looking {
        elsewhere: true,
        ..Looking::default()
    };
    insta::assert_snapshot!(matrix(Rc::new(document), looking));
}

#[test]
fn a_trace_tells_both_ways() {
    for (name, to) in [("trace", "pn-orders"), ("trace-that-stops", "10.40.0.9")] {
        let looking = Looking::default().tracing("pn-front", to);
        let html = rendered::<Traced>(TracedProps {
            document: document(),
            looking,
            picking: None,
            dispatch: Callback::noop(),
            on_deed: Callback::noop(),
        });
        insta::assert_snapshot!(name, html);
    }
}

#[test]
fn no_problems_is_said() {
    for (json, sentence) in [
        (r#"{"vpcs": [{"id": "a"}]}"#, "None found."),
        (r#"{"vpcs": []}"#, "There is nothing to judge yet."),
    ] {
        let document = Document::new(Scenario::read(json).unwrap());
        let html = listed(Rc::new(document), Looking::default(), None);
        assert!(html.contains(sentence), "{html}");
    }
}

#[test]
fn problems_of_a_severity_are_listed_alone() {
    let listed = |severity, code| {
        let looking = Looking {
            severity,
            code,
            ..Looking::default()
        };
        listed(document(), looking, None)
    };
    let warnings = listed(Some(Severity::Warning), None);
    assert!(warnings.contains("orphan-connector") && !warnings.contains("cidr-conflict"));
    let conflicts = listed(None, Some(Code::CidrConflict));
    assert!(conflicts.contains("cidr-conflict") && !conflicts.contains("orphan-connector"));
    let none = listed(Some(Severity::Hint), None);
    assert!(none.contains("Others are hidden"), "{none}");
}

#[test]
fn every_assumption_is_on_the_page_that_lists_them() {
    let page = rendered_html(assumptions(&Callback::noop()));
    // The rules number them from A1 to A12.
    let numbers: Vec<&str> = Assumption::ALL.iter().map(|known| known.as_str()).collect();
    let expected: Vec<String> = (1..=12).map(|number| format!("A{number}")).collect();
    assert_eq!(numbers, expected);
    for known in Assumption::ALL {
        for part in [known.as_str(), known.taken(), known.left_open()] {
            let escaped = part.replace('\'', "&#x27;");
            assert!(page.contains(part) || page.contains(&escaped), "{part}");
        }
    }
}

#[test]
fn every_code_and_assumption_has_its_page() {
    let codes = Code::ALL.iter().map(|&code| Topic::Code(code));
    let assumptions = Assumption::ALL
        .iter()
        .map(|&known| Topic::Assumption(known));
    let mut pages = String::new();
    for topic in codes.chain(assumptions) {
        let dispatch = Callback::noop();
        pages.push_str(&rendered_html(help(topic, &dispatch)));
        pages.push('\n');
    }
    insta::assert_snapshot!(pages);
}

#[test]
fn inspector_explains_the_picture_when_nothing_is_selected() {
    insta::assert_snapshot!(inspected(document(), Selection::Nothing));
}

#[test]
fn inspector_tells_a_conflict_with_its_ranges() {
    insta::assert_snapshot!(inspected(document(), Selection::Problem(0)));
}

#[test]
fn inspector_tells_a_vpc() {
    insta::assert_snapshot!(inspected(document(), Selection::Entity("vpc-shop".into())));
}

#[test]
fn inspector_tells_a_private_network() {
    insta::assert_snapshot!(inspected(document(), Selection::Entity("pn-desks".into())));
}

#[test]
fn inspector_tells_connectors_in_every_state() {
    for id in ["shop-to-data", "shop-to-office", "shop-to-partner"] {
        insta::assert_snapshot!(id, inspected(document(), Selection::Entity(id.into())));
    }
}

#[test]
fn inspector_says_when_the_selection_is_gone() {
    for selection in [Selection::Entity("gone".into()), Selection::Problem(99)] {
        let html = inspected(document(), selection);
        assert!(
            html.contains("no longer there") || html.contains("is solved"),
            "{html}"
        );
    }
}

#[test]
fn notices_interrupt_only_for_what_failed() {
    let failed = said(Notice::failed(
        "a.json could not be opened",
        &"line 1, column 1: no",
    ));
    let opened = said(Notice::Opened {
        title: "Opened a.json.".into(),
        notes: vec!["Routes of type subnet are left out.".into()],
    });
    insta::assert_snapshot!(format!("{failed}\n\n{opened}"));
    for notice in [
        Notice::Copied {
            what: "Link",
            length: 10,
        },
        Notice::ByHand {
            what: "Link",
            text: "x".into(),
        },
    ] {
        assert!(said(notice).contains(r#"role="status""#));
    }
}

#[test]
fn what_may_cost_work_is_told_with_what_can_be_done() {
    for (notice, offers) in [
        (Notice::Damaged { text: "?".into() }, vec!["Download it"]),
        (
            Notice::Unopened {
                reason: "The link is cut off.".into(),
                link: "#s=2.".into(),
            },
            vec!["The link is cut off.", "Save its text"],
        ),
        (Notice::Unkept, vec!["Download it"]),
        (
            Notice::Elsewhere,
            vec!["Show the other", "Keep mine as a copy"],
        ),
    ] {
        let html = said(notice);
        assert!(html.contains(r#"role="alert""#), "{html}");
        for offer in offers {
            assert!(html.contains(offer), "{html}");
        }
    }
}

#[test]
fn many_notes_are_counted() {
    let notes = (0..80).map(|n| format!("Note {n}.")).collect();
    let html = said(Notice::Opened {
        title: String::new(),
        notes,
    });
    assert!(html.contains("And 30 more like these."), "{html}");
}

#[test]
fn tabs_tell_which_part_is_seen() {
    let html = rendered_html(tabs(
        crate::editor::Pane::Outline,
        3,
        false,
        &Callback::noop(),
    ));
    let pressed: Vec<&str> = html
        .lines()
        .filter(|line| line.contains(r#"="true""#))
        .collect();
    assert!(
        matches!(pressed[..], [line] if line.contains("Outline")),
        "{html}"
    );
}

#[test]
fn a_lesson_is_made_of_what_is_recorded() {
    let mended = Action::Edit {
        edits: vec![Edit::recreate(
            "pn-desks",
            "subnets",
            vec!["10.64.0.0/22".to_owned()],
        )],
        label: "give desks another CIDR".to_owned(),
    };
    let editor = [
        Action::MakeLesson(Make::Begin("one".to_owned())),
        Action::MakeLesson(Make::Turn(Some(0))),
        mended,
    ]
    .into_iter()
    .fold(Editor::new(example()), Editor::apply);
    insta::assert_snapshot!(rendered::<Builder>(BuilderProps {
        draft: editor.draft.clone().unwrap(),
        document: Rc::clone(&editor.document),
        dispatch: Callback::noop(),
    }));
}

/// What the organisation of one VPC sees of two that are peered and overlap.
fn seen() -> Rc<Document> {
    let owners = include_str!("../../../core/examples/owners.json");
    let clashing = owners.replace(
        r#""subnets": ["10.0.4.0/22"]"#,
        r#""subnets": ["10.0.0.0/22"]"#,
    );
    let editor = Editor::new(Scenario::read(&clashing).unwrap());
    let acme = Some(Viewer::organization("acme"));
    Rc::clone(&editor.apply(Action::See(acme)).document)
}

#[test]
fn an_owner_sees_what_is_owned_and_ids_of_what_is_not() {
    let outline = outlined(seen(), Selection::Nothing);
    insta::assert_snapshot!("outline-of-an-owner", outline);
    let inspector = inspected(seen(), Selection::Entity("b1f0".into()));
    insta::assert_snapshot!("inspector-of-another-owners-vpc", inspector);
    let problems = listed(seen(), Looking::default(), None);
    insta::assert_snapshot!("problems-of-an-owner", problems);
    insta::assert_snapshot!("reach-of-an-owner", matrix(seen(), folded()));
}

//! Whatever is done, in whatever order, the state stays sound.

use std::rc::Rc;

use peerlab_core::check::Code;
use peerlab_core::cidr::Family;
use peerlab_core::edit::Edit;
use peerlab_core::routing::Traffic;
use peerlab_core::scenario::{Point, Scenario};
use proptest::prelude::*;
use proptest::sample::Index;

use super::commands::{COMMANDS, Deed};
use super::*;

const EVERYTHING: &str = r#"{"vpcs": [{"id": "a", "name": "VPC 1", "tags": ["x"], "project_id": "web"}, {"id": "b", "organization_id": "blue"}, {"id": "b"}],
    "private_networks": [{"id": "p", "name": "front", "vpc_id": "a", "subnets": ["10.0.0.0/24", "10/8"]},
        {"id": "q", "vpc_id": "b", "subnets": ["10.0.0.128/25", "fd00::/64"]}, {"id": "lost", "vpc_id": "gone"}],
    "resources": [{"id": "vm", "private_network_id": "p", "addresses": ["10.0.0.9", "10.1"]}],
    "vpc_connectors": [{"id": "ab", "vpc_id": "a", "target_vpc_id": "b"},
        {"id": "ba", "vpc_id": "b", "target_vpc_id": "a"}, {"id": "out", "vpc_id": "a", "target_vpc_id": "nowhere"}],
    "routes": [{"id": "r", "vpc_id": "a", "destination": "10.0.1.0/24", "nexthop_vpc_connector_id": "ab"}],
    "ingress_rules": [{"id": "i", "vpc_id": "a", "source": "", "nexthop_private_network_id": "p",
        "nexthop_resource_ip": "10.0.0.9"}],
    "acls": [{"vpc_id": "a", "default_policy": "drop", "rules": []}],
    "expectations": [{"expect": "status", "connector": "ab", "is": "peered"}, {"expect": "?"}],
    "layout": {"a": {"x": 999999, "y": -1000000}}}"#;

/// What an action is made of: its kind, and what it is done to.
type Choice = (u8, Index, Index, i32, i32);

/// Numbers that a pointer or a program could hand over.
fn number(choice: i32) -> f64 {
    match choice.rem_euclid(12) {
        0 => f64::NAN,
        1 => f64::INFINITY,
        2 => f64::NEG_INFINITY,
        3 => f64::MAX,
        4 => 0.0,
        5 => -1e-300,
        _ => f64::from(choice) / 7.0,
    }
}

/// Texts that a person could type or paste.
const TEXTS: [&str; 8] = [
    "10.0.0.0/22",
    "10.0.0.1/22",
    "",
    "\u{202e}<script>",
    "{",
    "{\"vpcs\": [{\"id\": \"a\"}]}",
    "fd00::/200",
    "Private Network",
];

#[expect(clippy::too_many_lines, reason = "a line for each kind of action")]
fn action((kind, one, other, x, y): Choice, editor: &Editor) -> Action {
    let mut ids: Vec<String> = editor
        .document
        .scenario()
        .entities()
        .map(|(_, id)| id.to_owned())
        .collect();
    ids.extend(["nobody".to_owned(), String::new()]);
    let id = |index: &Index| index.get(&ids).clone();
    let spot = Spot::new(number(x), number(y));
    let text = || one.get(&TEXTS).to_string();
    let edit = |edit: Edit| Action::Edit {
        edits: vec![edit],
        label: "edit".to_owned(),
    };
    match kind {
        0 => Action::Select(Selection::Entity(id(&one))),
        1 => Action::Toggle(id(&one)),
        2 => Action::SelectAll,
        3 => Action::Nudge {
            focused: Some(id(&one)),
            by: Point { x, y },
        },
        4 => Action::Drag {
            vpc: id(&one),
            by: spot,
            free: x > y,
        },
        5 => Action::Drop,
        6 => Action::Frame {
            from: spot,
            to: Spot::new(number(y), number(x)),
            adds: x > y,
        },
        7 => Action::Framed,
        8 => Action::Pull(id(&one)),
        9 => Action::PullTo {
            to: spot,
            both: x > y,
        },
        10 => Action::Cancel,
        11 => Action::AddVpc((x > y).then_some(spot)),
        12 => Action::AddBeside(*one.get(&[
            Direction::Left,
            Direction::Right,
            Direction::Up,
            Direction::Down,
        ])),
        13 => Action::AddNetwork,
        14 => Action::Connect {
            from: id(&one),
            to: id(&other),
            both: x > y,
        },
        15 => Action::Remove,
        16 => Action::Arrange,
        17 | 18 => Action::Undo,
        19 => Action::Redo,
        20 => Action::Resize(Size {
            width: number(x),
            height: number(y),
        }),
        21 => Action::Pan(spot),
        22 => Action::Zoom {
            by: number(x),
            around: (x > y).then_some(spot),
        },
        23 => Action::Centre(spot),
        24 => Action::FitSelection,
        25 => Action::Paste(text()),
        26 => Action::Duplicate,
        27 => edit(Edit::recreate(&id(&one), "subnets", vec![text()])),
        28 => edit(Edit::set(&id(&one), "name", text())),
        29 => edit(Edit::Remove { id: id(&one) }),
        30 => {
            let problems = &editor.document.found.problems;
            let fix = problems.iter().find_map(|problem| problem.fixes.first());
            fix.map_or(Action::Fit, |fix| Action::Edit {
                edits: fix.edits.clone(),
                label: fix.title.clone(),
            })
        }
        31 => Action::Show(Selection::Problem(one.index(20))),
        32 => Action::Look(Looking {
            sheet: *one.get(&Sheet::ALL),
            family: *other.get(&[Family::Ipv4, Family::Ipv6]),
            traffic: Traffic::Tcp(443),
            from: id(&one),
            to: id(&other),
            step: (x > y).then_some(one.index(9)),
            ..Looking::default()
        }),
        33 => mend_all(&editor.document, *one.get(Code::ALL)).unwrap_or(Action::Dismiss),
        34 => make_talk(
            &editor.document,
            &editor.looking.tracing(&id(&one), &id(&other)),
        ),
        35 => Action::Open {
            reading: Box::new(Scenario::read(EVERYTHING).unwrap_or_default()),
            notice: None,
        },
        36 => Action::Rename(Some(id(&one))),
        37 => Action::Pick((x > y).then_some(End::From)),
        38..=41 => {
            let owners = editor.document.owners();
            let place = one.index(owners.len() + 1);
            Action::See(owners.get(place).cloned())
        }
        _ => {
            let command = one.get(COMMANDS);
            match (command.run)(editor) {
                Some(Deed::Act(action)) => action,
                _ => Action::Dismiss,
            }
        }
    }
}

fn assert_sound(editor: &Editor) -> Result<(), TestCaseError> {
    let scenario = editor.document.scenario();
    let again = Scenario::read(&scenario.to_pretty_json());
    let again = again.map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&again.scenario, scenario);
    for id in editor.selection.entities() {
        prop_assert!(editor.document.entity(id).is_some(), "{} is selected", id);
    }
    let view = editor.view;
    let numbers = [view.zoom, view.origin.x, view.origin.y];
    prop_assert!(
        numbers.iter().all(|number| number.is_finite()),
        "{:?}",
        view
    );
    prop_assert!(view.zoom > 0.0);
    prop_assert_eq!(editor.document.layout.cards.len(), scenario.vpcs.len());
    // In an owner's view everything but where cards stand is of the owner, or an
    // id, and the whole has it too.
    if editor.document.viewer().is_some() {
        let whole = editor.document.whole();
        for (entity, id) in scenario.entities() {
            let home = editor.document.home_of(id);
            let is_opaque = home.is_some_and(|vpc| editor.document.is_opaque(vpc));
            let is_vpc = entity.kind == peerlab_core::scenario::Kind::Vpc;
            let is_first = editor.document.entity(id) == Some(entity);
            prop_assert!(!is_opaque || is_vpc || !is_first, "{} is seen", id);
            prop_assert!(is_opaque || whole.entity(id).is_some(), "{} is nowhere", id);
        }
        prop_assert!(scenario.expectations.is_empty());
    }
    // What the page draws of it does not fail either.
    let _ = (editor.shown(), editor.removal(), editor.excerpt());
    Ok(())
}

/// Takes back or makes again all there is, and returns how much that was.
fn all(mut editor: Editor, back: bool) -> (Editor, usize) {
    let mut count = 0;
    loop {
        let label = if back {
            editor.history.undo_label()
        } else {
            editor.history.redo_label()
        };
        if label.is_none() {
            return (editor, count);
        }
        editor = editor.apply(if back { Action::Undo } else { Action::Redo });
        count += 1;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_actions_leave_the_state_sound(
        choices in prop::collection::vec(
            (0_u8..48, any::<Index>(), any::<Index>(), -2_000_000..2_000_000, -2_000..2_000), 1..80)
    ) {
        let mut editor = Editor::new(Scenario::read(EVERYTHING).unwrap_or_default());
        let first = Rc::clone(&editor.document);
        for choice in choices {
            let action = action(choice, &editor);
            editor = editor.apply(action);
            assert_sound(&editor)?;
        }
        // What is still being dragged is no change yet, and everyone takes back
        // what an owner did.
        editor = editor.apply(Action::Cancel).apply(Action::See(None));
        let (editor, _) = all(editor, false);
        let last = Rc::clone(&editor.document);
        let (editor, undone) = all(editor, true);
        prop_assert_eq!(editor.document.scenario(), first.scenario());
        let (editor, redone) = all(editor, false);
        prop_assert_eq!(undone, redone);
        prop_assert_eq!(editor.document.scenario(), last.scenario());
    }
}

#[test]
fn two_hundred_steps_are_kept() {
    let mut editor = Editor::new(Scenario::read(EVERYTHING).unwrap());
    let name = |n: usize| Action::Edit {
        edits: vec![Edit::set("a", "name", n.to_string())],
        label: format!("rename to {n}"),
    };
    for n in 0..200 {
        editor = editor.apply(name(n));
    }
    let (editor, undone) = all(editor, true);
    assert_eq!(undone, 200);
    assert_eq!(editor.document.scenario().vpcs[0].name, "VPC 1");
}

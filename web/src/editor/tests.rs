use peerlab_core::edit::Edit;
use peerlab_core::report::{ConnectorStatus, judge};
use peerlab_core::scenario::{Point, Reading, Scenario};

use super::*;

const SIZE: Size = Size {
    width: 900.0,
    height: 600.0,
};

fn reading(json: &str) -> Reading {
    Scenario::read(json).unwrap()
}

fn editor() -> Editor {
    Editor::new(example()).apply(Action::Resize(SIZE))
}

fn place_of(editor: &Editor, vpc: &str) -> (i32, i32) {
    let rect = editor.rect(editor.document.vpc(vpc).unwrap()).unwrap();
    (rect.x, rect.y)
}

fn nudge_of(vpc: &str, x: i32, y: i32) -> Action {
    Action::Nudge {
        focused: Some(vpc.to_owned()),
        by: Point { x, y },
    }
}

fn pair_of_two() -> Reading {
    reading(r#"{"vpcs": [{"id": "a"}, {"id": "b"}]}"#)
}

fn open_action() -> Action {
    Action::Open {
        reading: Box::new(pair_of_two()),
        notice: None,
    }
}

#[test]
fn the_example_shows_every_state_and_nothing_but_that() {
    let reading = example();
    assert_eq!(reading.unknown_fields, []);
    assert!(!reading.scenario.description.is_empty());
    let report = judge(&reading.scenario);
    for status in ConnectorStatus::ALL {
        assert!(
            report.connectors.iter().any(|c| c.status == status),
            "{status}"
        );
    }
    let codes: Vec<&str> = report
        .diagnostics
        .iter()
        .map(|d| d.code().as_str())
        .collect();
    assert_eq!(codes, ["cidr-conflict", "orphan-connector"]);
}

#[test]
fn what_is_opened_takes_the_place_of_what_was_open_and_undo_brings_it_back() {
    let before = editor().apply(Action::Edit {
        edits: vec![Edit::Place {
            id: "vpc-shop".into(),
            at: Some(Point { x: 8, y: 16 }),
        }],
        label: "move Shop".into(),
    });
    let opened = before.clone().apply(open_action());
    assert_eq!(opened.document.scenario().vpcs.len(), 2);
    assert_eq!(opened.history.undo_label(), Some("open another scenario"));

    let back = opened.clone().apply(Action::Undo);
    assert_eq!(back.document, before.document);
    assert_eq!(back.history.undo_label(), Some("move Shop"));
    let further = back.clone().apply(Action::Undo);
    assert_eq!(*further.document, Document::new(example()));

    let again = back.apply(Action::Redo);
    assert_eq!(again.document, opened.document);
}

#[test]
fn the_way_back_is_offered_only_while_undo_is_that_way() {
    let notice = Notice::Opened {
        title: "Opened.".into(),
        notes: Vec::new(),
    };
    let opened = editor().apply(Action::Open {
        reading: Box::new(pair_of_two()),
        notice: Some(notice),
    });
    assert!(opened.notice.is_some());
    let moved = opened.apply(nudge_of("a", 8, 0));
    assert_eq!(moved.notice, None);
}

#[test]
fn saying_something_leaves_everything_else() {
    let before = editor();
    let after = before
        .clone()
        .apply(Action::Say(Notice::failed("No", &"it is late")));
    assert_eq!(
        after.notice,
        Some(Notice::Failed {
            title: "No".into(),
            reason: "It is late.".into()
        })
    );
    assert_eq!(after.apply(Action::Dismiss), before);
}

#[test]
fn a_drag_is_one_change_on_the_grid_however_many_moves_it_takes() {
    let before = editor();
    let vpc = || "vpc-shop".to_owned();
    let mut dragged = before.clone();
    for x in [3.0, 40.0, 101.3] {
        dragged = dragged.apply(Action::Drag {
            vpc: vpc(),
            by: Spot::new(x, 0.0),
            free: true,
        });
    }
    assert_eq!(
        dragged.document, before.document,
        "nothing changes before the drop"
    );
    let (x, y) = place_of(&dragged, "vpc-shop");
    assert!(x > 0 && x % 4 == 0 && y == 0);

    let dropped = dragged.clone().apply(Action::Drop);
    assert_eq!(
        dropped.document.scenario().layout["vpc-shop"],
        Point { x, y }
    );
    assert_eq!(
        dropped.view, before.view,
        "the picture does not move under the hand"
    );
    assert_eq!(
        dropped.clone().apply(Action::Undo).document,
        before.document
    );

    let cancelled = dragged.apply(Action::Cancel);
    assert_eq!(place_of(&cancelled, "vpc-shop"), (0, 0));
    assert_eq!(cancelled.history, before.history);
}

#[test]
fn nudges_of_one_card_are_one_change_and_of_another_are_another() {
    let nudge = |vpc: &str| nudge_of(vpc, 8, -8);
    let before = editor();
    let nudged = before
        .clone()
        .apply(nudge("vpc-shop"))
        .apply(nudge("vpc-shop"))
        .apply(nudge("vpc-data"));
    assert_eq!(place_of(&nudged, "vpc-shop"), (16, -16));
    let undone = nudged.apply(Action::Undo);
    assert_eq!(place_of(&undone, "vpc-shop"), (16, -16));
    // A nudge after an undo is a change of its own.
    let more = undone.apply(nudge("vpc-shop")).apply(Action::Undo);
    assert_eq!(place_of(&more, "vpc-shop"), (16, -16));
    assert_eq!(more.apply(Action::Undo).document, before.document);
}

#[test]
fn a_card_stays_where_a_scenario_can_hold_it() {
    let far = nudge_of("vpc-shop", i32::MAX, i32::MIN);
    let moved = editor().apply(far);
    assert_eq!(place_of(&moved, "vpc-shop"), (1_000_000, -1_000_000));
    assert_eq!(moved.notice, None);
}

#[test]
fn what_is_not_there_cannot_be_moved() {
    let before = editor();
    let after = before.clone().apply(Action::Edit {
        edits: vec![Edit::Place {
            id: "vpc-gone".into(),
            at: None,
        }],
        label: "move".into(),
    });
    assert_eq!(after.document, before.document);
    assert!(
        matches!(after.notice, Some(Notice::Failed { reason, .. }) if reason.contains("vpc-gone"))
    );
}

#[test]
fn moving_a_card_judges_nothing_anew() {
    let before = editor();
    let nudge = nudge_of("vpc-shop", 8, 0);
    let after = before.clone().apply(nudge);
    assert!(Rc::ptr_eq(&before.document.report, &after.document.report));
    assert_eq!(*after.document.report, judge(after.document.scenario()));
}

#[test]
fn unknown_fields_stay_told_until_something_else_is_opened() {
    let reading = reading(r#"{"vpcs": [{"id": "a", "nmae": "A"}]}"#);
    let edited = Editor::new(reading).apply(nudge_of("a", 8, 0));
    let codes = |editor: &Editor| -> Vec<&str> {
        let found = editor.document.report.diagnostics.iter();
        found.map(|problem| problem.code().as_str()).collect()
    };
    assert_eq!(codes(&edited), ["unknown-field"]);
    assert!(codes(&edited.apply(open_action())).is_empty());
}

#[test]
fn a_problem_lights_its_subjects_and_is_brought_into_view() {
    let shown = editor()
        .apply(Action::Pan(Spot::new(9_000.0, 0.0)))
        .apply(Action::Show(Selection::Problem(0)));
    let ids = shown.selection.ids(&shown.document);
    for id in [
        "vpc-shop",
        "vpc-office",
        "pn-front",
        "pn-desks",
        "shop-to-office",
        "office-to-shop",
    ] {
        assert!(ids.contains(id), "{id}");
    }
    assert!(!ids.contains("vpc-data"));
    for rect in shown.document.rects_of(&shown.selection) {
        assert!(shown.view.shows(rect, SIZE));
    }
}

#[test]
fn what_is_seen_already_does_not_move_the_view() {
    let before = editor();
    let after = before
        .clone()
        .apply(Action::Show(Selection::Entity("shop-to-data".into())));
    assert_eq!(after.view, before.view);
    assert!(after.fitted);
}

#[test]
fn the_view_follows_the_canvas_until_the_user_moves_it() {
    let small = Size {
        width: 300.0,
        height: 300.0,
    };
    let followed = editor().apply(Action::Resize(small));
    assert!(followed.view.zoom < editor().view.zoom);
    let moved = editor().apply(Action::Pan(Spot::new(5.0, 5.0)));
    assert_eq!(moved.clone().apply(Action::Resize(small)).view, moved.view);
    // A canvas that is not shown has no size to fit to.
    let hidden = Size {
        width: 0.0,
        height: 0.0,
    };
    assert_eq!(editor().apply(Action::Resize(hidden)), editor());
}

#[test]
fn on_a_narrow_page_the_words_take_the_place_of_the_list() {
    let listed = editor().apply(Action::Turn(Pane::Problems));
    let shown = listed.apply(Action::Show(Selection::Problem(1)));
    assert_eq!(shown.pane, Pane::Inspector);
    assert_eq!(shown.apply(open_action()).pane, Pane::Canvas);
}

#[test]
fn files_become_actions_and_what_cannot_be_opened_is_told() {
    let file = |name: &str, text: &str| vec![(name.to_owned(), text.as_bytes().to_vec())];
    let Action::Open { reading, notice } = open(&file("a.json", r#"{"vpcs": [{"id": "a"}]}"#))
    else {
        panic!("it is a scenario");
    };
    assert_eq!(reading.scenario.vpcs.len(), 1);
    assert_eq!(
        notice,
        Some(Notice::Opened {
            title: "Opened a.json: 1 VPC, 0 Private Networks and 0 connectors.".into(),
            notes: Vec::new(),
        })
    );
    let Action::Say(Notice::Failed { title, reason }) = open(&file("b.json", r#"{"vpcs": 7}"#))
    else {
        panic!("it is not a scenario");
    };
    assert_eq!(title, "b.json could not be opened");
    assert!(reason.contains("vpcs"), "{reason}");
}

#[test]
fn only_fragments_that_are_meant_to_be_links_are_opened() {
    assert!(open_link("#outline").is_empty());
    assert!(open_link("").is_empty());
    let link = peerlab_core::link::encode(&pair_of_two().scenario).expect("it is small");
    assert!(matches!(open_link(&link)[..], [Action::Open { .. }]));
    for damaged in [
        "#s=",
        "#s=1.",
        "#s=2.abc",
        "#s=3.abc",
        &link[..link.len() / 2],
    ] {
        assert!(
            matches!(open_link(damaged)[..], [Action::Say(Notice::Unopened { ref link, .. })] if link == damaged),
            "{damaged}"
        );
    }
}

#[test]
fn a_link_opens_on_the_trace_that_it_asks_for() {
    let scenario = example().scenario;
    let looking = Looking::default().tracing("pn-front", "10.10.0.9");
    let part = trace_part(&looking).expect("it is asked");
    let link = peerlab_core::link::encode(&scenario).expect("it is small");
    let link = format!("{link}&{part}");
    let open = |link: &str| open_link(link).into_iter().fold(editor(), Editor::apply);
    let opened = open(&link);
    assert_eq!(opened.document.scenario(), &scenario);
    assert_eq!(opened.looking, looking);
    assert_eq!(opened.pane, Pane::Problems);
    assert!(opened.traced().is_some());

    let opened = open(&link.replace("pn-front", "pn-gone"));
    assert_eq!(opened.document.scenario(), &scenario);
    assert_eq!(opened.looking, Looking::default());
    let Some(Notice::Opened { notes, .. }) = opened.notice else {
        panic!("it is told what was opened");
    };
    assert!(notes[0].contains("“pn-gone”"), "{notes:?}");
}

#[test]
fn words_say_why() {
    let reading = reading(
        r#"{"vpcs": [{"id": "a"}, {"id": "b"}, {"id": "c", "region": "nl-ams"}],
            "private_networks": [
                {"id": "x", "vpc_id": "a", "subnets": ["10.0.0.0/22", "10.1.0.0/22"]},
                {"id": "y", "vpc_id": "b", "subnets": ["10.0.1.0/24", "10.1.1.0/24"]}],
            "vpc_connectors": [
                {"id": "ab", "vpc_id": "a", "target_vpc_id": "b"},
                {"id": "ba", "vpc_id": "b", "target_vpc_id": "a"},
                {"id": "aa", "vpc_id": "a", "target_vpc_id": "a"},
                {"id": "ac", "vpc_id": "a", "target_vpc_id": "c"},
                {"id": "az", "vpc_id": "a", "target_vpc_id": "z"},
                {"id": "za", "vpc_id": "z", "target_vpc_id": "a"}]}"#,
    );
    let document = Document::new(reading);
    for (place, part) in [
        (
            0,
            "b answers it with ba, but 2 pairs of subnets overlap, so no traffic passes.",
        ),
        (2, "a to itself"),
        (3, "different regions"),
        (4, "no VPC with the id z"),
        (5, "takes no part"),
    ] {
        let told = words::connector(&document, place).join(" ");
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(
        words::vpc(&document, "a"),
        [
            "It cannot be peered with b, because some of their subnets overlap.",
            "Its connector towards a, c and z is not answered.",
        ]
    );
    assert_eq!(words::network(&document, 0).len(), 2);
    assert_eq!(words::ends(&document, 1), "b to a");
}

#[test]
fn several_edits_are_one_step_or_none() {
    let before = editor();
    let remove = |id: &str| Edit::Remove { id: id.into() };
    let renamed = Edit::set("vpc-shop", "name", "Store");
    let after = before.clone().apply(Action::Edit {
        edits: vec![renamed.clone(), remove("vpc-office")],
        label: "merge".into(),
    });
    assert_eq!(after.document.label("vpc-shop"), "Store");
    assert_eq!(after.document.vpc("vpc-office"), None);
    let back = after.apply(Action::Undo);
    assert_eq!(back.document, before.document);
    assert_eq!(back.history.undo_label(), None);
    assert_eq!(back.history.redo_label(), Some("merge"));

    let refused = before.clone().apply(Action::Edit {
        edits: vec![renamed, remove("vpc-gone")],
        label: "merge".into(),
    });
    assert_eq!(refused.document, before.document);
    assert_eq!(refused.history.undo_label(), None);
    assert!(matches!(refused.notice, Some(Notice::Failed { .. })));
}

#[test]
fn a_problem_stays_selected_while_others_come_and_go() {
    let before = editor();
    let orphan = before.document.report.diagnostics.len() - 1;
    let selected = before.apply(Action::Select(Selection::Problem(orphan)));
    let clash = |editor: &Editor| {
        let Selection::Problem(place) = editor.selection else {
            panic!("no problem is selected");
        };
        let problem = editor.document.problem(place);
        problem.map(|problem| problem.code.as_str())
    };
    assert_eq!(clash(&selected), Some("orphan-connector"));
    let conflict = selected.document.report.diagnostics[0].fixes[0].clone();
    let mended = selected.clone().apply(Action::Edit {
        edits: conflict.edits,
        label: "mend".into(),
    });
    assert_ne!(mended.selection, selected.selection);
    assert_eq!(clash(&mended), Some("orphan-connector"));
    assert_eq!(clash(&mended.apply(Action::Undo)), Some("orphan-connector"));

    let orphan = selected.document.report.diagnostics[orphan].clone();
    let solved = selected.apply(Action::Edit {
        edits: orphan.fixes[0].edits.clone(),
        label: "mend".into(),
    });
    assert_eq!(clash(&solved), None);
}

#[test]
fn lessons_and_presentations_are_told_from_scenarios() {
    let opened = |text: &str| open(&[("a.json".to_owned(), text.as_bytes().to_vec())]);
    let lesson = include_str!("../../../static/lessons/conflict.json");
    let demo = include_str!("../../../static/demos/conflict.json");
    let begun = Editor::new(example()).apply(opened(lesson));
    assert!(begun.course.is_some());
    let link = begun.course.as_ref().unwrap().lesson.to_link();
    for form in [link.clone(), format!("https://example.org/{link}")] {
        assert!(Editor::new(example()).apply(opened(&form)).course.is_some());
    }
    let shown = begun.apply(opened(demo));
    assert!(shown.course.is_none() && shown.show.is_some());
    let cut = lesson.replace("\"title\"", "\"titel\"");
    let told = shown.apply(opened(&cut)).notice;
    assert!(
        matches!(&told, Some(Notice::Failed { reason, .. }) if reason.contains("“title”") || reason.contains("\"title\"")),
        "{told:?}"
    );
}

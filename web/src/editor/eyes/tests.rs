//! What is done with an owner's eyes.

use std::rc::Rc;

use peerlab_core::edit::Edit;
use peerlab_core::link;
use peerlab_core::report::ConnectorStatus;
use peerlab_core::scenario::{Scenario, Viewer};

use crate::editor::{
    Action, EXAMPLES, Editor, Looking, Notice, Overlay, Selection, Sheet, open_link,
};

const OWNERS: &str = include_str!("../../../../core/examples/owners.json");

fn editor() -> Editor {
    Editor::new(Scenario::read(OWNERS).unwrap())
}

fn eyes(of: &str) -> Action {
    Action::See(Some(Viewer::organization(of)))
}

fn edit(edit: Edit) -> Action {
    Action::Edit {
        edits: vec![edit],
        label: "change it".to_owned(),
    }
}

/// Everything that the page could show.
fn shown(editor: &Editor) -> String {
    let document = &editor.document;
    let scenario = document.scenario().to_pretty_json();
    format!(
        "{scenario} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        document.report.diagnostics,
        document.report.connectors,
        editor.said,
        editor.notice,
        editor.looking,
        editor.selection,
        editor.overlay,
        editor.history.undo_label(),
        editor.history.redo_label(),
        editor.before.as_ref().map(|before| before.scenario()),
    )
}

fn refusal(editor: &Editor) -> Option<&str> {
    match &editor.notice {
        Some(Notice::Failed { reason, .. }) => Some(reason),
        _ => None,
    }
}

#[test]
fn nothing_that_was_said_or_looked_at_stays() {
    let mut editor = editor();
    for action in [
        edit(Edit::set("db", "name", "secrets")),
        Action::Look(Looking {
            sheet: Sheet::Trace,
            ..Looking::default().tracing("web", "db")
        }),
        Action::Select(Selection::Entity("db".to_owned())),
        Action::Say(Notice::failed("Bluebird", &"secrets")),
        Action::Lay(Some(Overlay::Target("b1f0".to_owned()))),
        Action::Rename(Some("db".to_owned())),
        eyes("acme"),
    ] {
        editor = editor.apply(action);
    }
    let all = shown(&editor);
    for hidden in [
        "secrets",
        "Bluebird",
        "Data",
        "db",
        "10.0.0.0/22\"]}, {",
        "c-blue",
        "r-blue",
    ] {
        assert!(!all.contains(hidden), "{hidden} in {all}");
    }
    assert_eq!(
        (editor.looking.from.as_str(), editor.looking.to.as_str()),
        ("web", "")
    );
    assert_eq!(
        editor.said.text,
        "Seen with Acme’s eyes. 1 VPC is its own; of 1 other it knows the id."
    );
    let back = editor.apply(Action::See(None));
    assert_eq!(back.document.scenario().private_networks[1].name, "secrets");
    assert_eq!(back.history.undo_label(), Some("change it"));
}

#[test]
fn cards_stand_where_they_stand_for_everyone() {
    let everyone = editor();
    let seen = everyone.clone().apply(eyes("blue"));
    let rect = |editor: &Editor, id: &str| {
        let rect = editor.document.layout.cards[editor.document.vpc(id).unwrap()].rect;
        (rect.x, rect.y)
    };
    for id in ["a7c2", "b1f0"] {
        assert_eq!(rect(&everyone, id), rect(&seen, id));
    }
    assert_eq!(everyone.view, seen.view);
}

#[test]
fn an_owner_changes_their_own_and_everyone_sees_it() {
    let editor = editor().apply(eyes("acme"));
    let renamed = editor.apply(edit(Edit::set("a7c2", "name", "Front")));
    assert_eq!(refusal(&renamed), None);
    assert_eq!(renamed.document.label("a7c2"), "Front");
    let everyone = renamed.apply(Action::See(None));
    assert_eq!(everyone.document.label("a7c2"), "Front");
    assert_eq!(everyone.document.label("b1f0"), "Data");
    assert_eq!(everyone.document.scenario().seen_by, None);
}

#[test]
fn what_is_not_theirs_is_refused_and_stays() {
    let editor = editor().apply(eyes("acme"));
    let foreign = "VPC b1f0 is not Acme’s: only its owner can change what belongs to it.";
    for action in [
        edit(Edit::set("b1f0", "name", "Ours")),
        edit(Edit::Remove {
            id: "b1f0".to_owned(),
        }),
        Action::Connect {
            from: "b1f0".to_owned(),
            to: "a7c2".to_owned(),
            both: false,
        },
    ] {
        let refused = editor.clone().apply(action);
        assert_eq!(refusal(&refused), Some(foreign));
        assert_eq!(refused.document.whole(), editor.document.whole());
        assert_eq!(refused.history, editor.history);
    }
    // What is not seen is told to be not there.
    let unseen = editor.clone().apply(edit(Edit::set("db", "name", "Ours")));
    assert_eq!(refusal(&unseen), Some("The scenario has no entity “db”"));
    let taken = editor.apply(edit(
        serde_json::from_str(
            r#"{"edit":"add","item":{"private_network":{"id":"db","vpc_id":"a7c2"}}}"#,
        )
        .unwrap(),
    ));
    assert_eq!(
        refusal(&taken),
        Some("Something that is not seen here stands in its way.")
    );
}

#[test]
fn statuses_follow_what_others_do() {
    let status = |editor: &Editor| editor.document.report.connectors[0].status;
    let acme = editor().apply(eyes("acme"));
    assert_eq!(status(&acme), ConnectorStatus::Peered);
    let blue = acme.apply(eyes("blue"));
    let taken_back = blue.apply(edit(Edit::Remove {
        id: "c-blue".to_owned(),
    }));
    let acme = taken_back.apply(eyes("acme"));
    assert_eq!(status(&acme), ConnectorStatus::Orphan);
    assert!(!shown(&acme).contains("c-blue"));
    // An own change that meets what is not seen is judged by the whole.
    let clash = acme
        .apply(Action::See(None))
        .apply(Action::Undo)
        .apply(eyes("acme"));
    assert_eq!(status(&clash), ConnectorStatus::Peered);
    let clash = clash.apply(edit(Edit::recreate(
        "web",
        "subnets",
        vec!["10.0.0.0/21".to_owned()],
    )));
    assert_eq!(status(&clash), ConnectorStatus::Conflict);
    assert!(clash.document.report.connectors[0].overlaps.is_empty());
}

#[test]
fn an_owner_takes_back_what_they_did_and_nothing_of_others() {
    let name = |id: &str, name: &str| Action::Edit {
        edits: vec![Edit::set(id, "name", name)],
        label: format!("rename {id} to {name}"),
    };
    let editor = editor()
        .apply(name("b1f0", "Vault"))
        .apply(eyes("acme"))
        .apply(name("a7c2", "One"))
        .apply(name("a7c2", "Two"));
    assert_eq!(editor.history.undo_label(), Some("rename a7c2 to Two"));
    let once = editor.clone().apply(Action::Undo);
    assert_eq!(once.history.undo_label(), Some("rename a7c2 to One"));
    assert_eq!(once.history.redo_label(), Some("rename a7c2 to Two"));
    let twice = once.apply(Action::Undo);
    assert_eq!(twice.document.label("a7c2"), "Shop");
    // What everyone did is not Acme's to take back, nor to read of.
    assert_eq!(twice.history.undo_label(), None);
    assert!(twice.history.is_barred());
    assert!(!shown(&twice).contains("Vault"));
    let thrice = twice.clone().apply(Action::Undo);
    assert!(refusal(&thrice).is_some_and(|why| why.contains("with other eyes")));
    assert_eq!(thrice.document.whole(), twice.document.whole());
    // Nor is it Bluebird's to make again what Acme took back.
    let blue = twice.clone().apply(eyes("blue"));
    assert_eq!(
        (blue.history.undo_label(), blue.history.redo_label()),
        (None, None)
    );
    assert_eq!(blue.clone().apply(Action::Redo).document, blue.document);
    // Everyone does both.
    let all = twice.apply(Action::See(None)).apply(Action::Undo);
    assert_eq!(all.document.label("b1f0"), "Data");
    let again = all
        .apply(Action::Redo)
        .apply(Action::Redo)
        .apply(Action::Redo);
    assert_eq!(again.document.label("a7c2"), "Two");
    assert_eq!(again.document.label("b1f0"), "Vault");
}

#[test]
fn what_an_owner_adds_is_theirs_and_takes_no_id_of_what_is_not_seen() {
    let text = r#"{"projects": [{"id": "p", "organization_id": "o"}], "vpcs": [
        {"id": "1", "project_id": "p"}, {"id": "vpc-2"}, {"id": "vpc-3"}]}"#;
    let editor = Editor::new(Scenario::read(text).unwrap());
    let seen = editor.apply(Action::See(Some(Viewer::project("p"))));
    let added = seen.apply(Action::AddVpc(None));
    assert_eq!(refusal(&added), None);
    let vpc = added.document.scenario().vpcs.last().unwrap();
    assert_eq!(vpc.id, "vpc-4");
    assert_eq!(
        (vpc.project_id.as_deref(), vpc.organization_id.as_deref()),
        (Some("p"), Some("o"))
    );
    let with_network = added.apply(Action::AddNetwork);
    assert_eq!(with_network.document.scenario().private_networks.len(), 1);
    let copied = with_network
        .apply(Action::SelectAll)
        .apply(Action::Duplicate);
    assert_eq!(copied.document.scenario().vpcs.len(), 4);
    assert_eq!(copied.document.whole().scenario().vpcs.len(), 6);
}

#[test]
fn a_link_holds_the_view_and_opens_as_it() {
    let editor = editor().apply(eyes("acme"));
    let fragment = link::encode(editor.document.scenario()).unwrap();
    let opened = Editor::new(Scenario::read("{}").unwrap()).apply(open_link(&fragment).remove(0));
    assert!(opened.document.is_only_a_view());
    assert_eq!(opened.document.scenario(), editor.document.scenario());
    let Some(Notice::Opened { notes, .. }) = &opened.notice else {
        panic!("{:?}", opened.notice);
    };
    assert!(notes[0].starts_with("It is what Acme sees:"), "{notes:?}");
    // There is nothing behind it to turn to.
    assert_eq!(opened.next_eyes(), None);
    let turned = opened.clone().apply(Action::See(None));
    assert_eq!(turned.document, opened.document);
    // And it is Acme's to change all the same.
    let refused = opened
        .clone()
        .apply(edit(Edit::set("b1f0", "name", "Ours")));
    assert!(refusal(&refused).is_some());
    let renamed = opened.apply(edit(Edit::set("a7c2", "name", "Front")));
    assert_eq!(renamed.document.label("a7c2"), "Front");
    assert_eq!(
        renamed.document.report.connectors[0].status,
        ConnectorStatus::Peered
    );
}

#[test]
fn eyes_are_turned_to_one_after_the_other() {
    let mut editor = editor();
    let mut seen = Vec::new();
    for _ in 0..4 {
        let next = editor.next_eyes().unwrap();
        editor = editor.apply(next.see());
        let viewer = editor.document.viewer();
        seen.push(viewer.map(|viewer| viewer.id().to_owned()));
    }
    let some = |id: &str| Some(id.to_owned());
    assert_eq!(seen, [some("acme"), some("blue"), None, some("acme")]);
    let nobody = Editor::new(Scenario::read(r#"{"vpcs": [{"id": "a"}]}"#).unwrap());
    assert_eq!(nobody.next_eyes(), None);
}

#[test]
fn what_is_opened_is_seen_with_everyones_eyes() {
    let editor = editor().apply(eyes("acme"));
    let opened = editor.clone().apply(Action::Open {
        reading: Box::new(Scenario::read(r#"{"vpcs": [{"id": "z"}]}"#).unwrap()),
        notice: None,
    });
    assert_eq!(opened.document.viewer(), None);
    let back = opened.apply(Action::Undo);
    assert_eq!(back.document, editor.document.whole());
    assert_eq!(back.document.viewer(), None);
    // Whose eyes did it say? Everyone's: an owner cannot undo it.
    let again = editor
        .apply(Action::See(None))
        .apply(Action::example(&EXAMPLES[0]))
        .apply(eyes("northwind"));
    assert_eq!(again.clone().apply(Action::Undo).document, again.document);
}

#[test]
fn moving_cards_judges_nothing_anew() {
    let editor = editor().apply(eyes("acme"));
    let report = Rc::clone(&editor.document.report);
    let moved = editor.apply(Action::Nudge {
        focused: Some("b1f0".to_owned()),
        by: peerlab_core::scenario::Point { x: 40, y: 0 },
    });
    assert_eq!(refusal(&moved), None, "where cards stand is nobody's");
    assert!(Rc::ptr_eq(&moved.document.report, &report));
    assert!(
        moved
            .document
            .whole()
            .scenario()
            .layout
            .get("b1f0")
            .is_some()
    );
}

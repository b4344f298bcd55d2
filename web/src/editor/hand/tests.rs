use peerlab_core::scenario::Scenario;

use super::super::{Action, Size};
use super::*;

/// Three cards in a row with room between them, seen at their own size.
fn editor() -> Editor {
    let json = r#"{"vpcs": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}, {"id": "c"}],
        "layout": {"a": {"x": 0, "y": 0}, "b": {"x": 400, "y": 3}, "c": {"x": 800, "y": 200}}}"#;
    let editor = Editor::new(Scenario::read(json).unwrap()).apply(Action::Resize(Size {
        width: 1_400.0,
        height: 800.0,
    }));
    let by = 1.0 / editor.view.zoom;
    editor.apply(Action::Zoom { by, around: None })
}

fn drag(vpc: &str, x: f64, y: f64, free: bool) -> Action {
    Action::Drag {
        vpc: vpc.to_owned(),
        by: Spot::new(x, y),
        free,
    }
}

fn select(ids: &[&str]) -> Action {
    Action::Select(Selection::of(
        ids.iter().map(|id| (*id).to_owned()).collect(),
    ))
}

fn places(editor: &Editor) -> Vec<(i32, i32)> {
    let rects = (0..3).filter_map(|vpc| editor.rect(vpc));
    rects.map(|rect| (rect.x, rect.y)).collect()
}

/// Returns where on the screen a spot of the plane is seen.
fn on_screen(editor: &Editor, x: f64, y: f64) -> Spot {
    let view = editor.view;
    Spot::new(
        (x - view.origin.x) * view.zoom,
        (y - view.origin.y) * view.zoom,
    )
}

#[test]
fn all_that_is_selected_is_dragged_as_one_change() {
    let before = editor().apply(select(&["a", "c"]));
    let dragged = before.clone().apply(drag("c", 40.0, 80.0, true));
    assert_eq!(places(&dragged), [(40, 80), (400, 3), (840, 280)]);
    assert_eq!(dragged.document, before.document);
    let dropped = dragged.apply(Action::Drop);
    assert_eq!(places(&dropped), [(40, 80), (400, 3), (840, 280)]);
    assert_eq!(dropped.history.undo_label(), Some("move 2 VPCs"));
    assert_eq!(dropped.apply(Action::Undo).document, before.document);
}

#[test]
fn a_card_that_is_not_selected_is_dragged_alone_and_selected() {
    let dragged = editor()
        .apply(select(&["a", "c"]))
        .apply(drag("b", 40.0, 1.0, true))
        .apply(drag("b", 44.0, 1.0, true));
    assert_eq!(places(&dragged), [(0, 0), (444, 4), (800, 200)]);
    assert_eq!(dragged.selection, Selection::Entity("b".to_owned()));
    // A problem stays shown while cards are moved out of its way.
    let problem = editor().apply(Action::Select(Selection::Problem(0)));
    let dragged = problem.apply(drag("b", 40.0, 0.0, true));
    assert_eq!(dragged.selection, Selection::Problem(0));
}

#[test]
fn dragged_cards_come_to_stand_on_the_lines_of_others() {
    // The upper edge comes within reach of the first card's.
    let dragged = editor().apply(drag("c", 20.0, -196.0, false));
    assert_eq!(places(&dragged)[2].1, 3, "the nearer of two");
    let Hand::Drag(drag_of) = &dragged.hand else {
        panic!("{:?}", dragged.hand);
    };
    assert!(
        drag_of
            .guides
            .iter()
            .any(|guide| guide.level && guide.at == 3)
    );
    let free = editor().apply(drag("c", 20.0, -196.0, true));
    assert_eq!(places(&free)[2].1, 4);
}

#[test]
fn nothing_is_left_of_a_drag_that_is_cancelled() {
    let before = editor();
    let cancelled = before
        .clone()
        .apply(drag("a", 90.0, 0.0, true))
        .apply(Action::Cancel);
    assert_eq!(places(&cancelled), places(&before));
    assert_eq!(cancelled.history, before.history);
    // A card put back where it was is no change.
    let back = before
        .clone()
        .apply(drag("a", 0.0, 0.0, true))
        .apply(Action::Drop);
    assert_eq!(back.history, before.history);
}

#[test]
fn a_frame_selects_what_it_touches_and_gives_back_what_was_selected() {
    let before = editor().apply(select(&["c"]));
    let frame = |adds| {
        let (from, to) = (
            on_screen(&before, 500.0, 300.0),
            on_screen(&before, 200.0, 20.0),
        );
        Action::Frame { from, to, adds }
    };
    let framed = before.clone().apply(frame(false));
    assert_eq!(framed.selection.entities().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(
        framed.clone().apply(Action::Cancel).selection,
        before.selection
    );
    let done = framed.apply(Action::Framed);
    assert_eq!(
        (done.said.text.as_str(), &done.hand),
        ("2 VPCs are selected.", &Hand::Free)
    );
    let added = before.clone().apply(frame(true));
    assert_eq!(added.selection.entities().count(), 3);
}

#[test]
fn arrows_move_all_that_is_selected_and_what_has_the_focus_else() {
    let nudge = |focused: &str| Action::Nudge {
        focused: Some(focused.to_owned()),
        by: Point { x: 8, y: 0 },
    };
    let before = editor().apply(select(&["a", "c"]));
    let moved = before.clone().apply(nudge("a")).apply(nudge("c"));
    assert_eq!(places(&moved), [(16, 0), (400, 3), (816, 200)]);
    let alone = moved.clone().apply(nudge("b"));
    assert_eq!(places(&alone), [(16, 0), (408, 3), (816, 200)]);
    let undone = alone.apply(Action::Undo).apply(Action::Undo);
    assert_eq!(undone.document, before.document);
    // Another two VPCs are another change, though it is called the same.
    let others = moved.apply(select(&["b", "c"])).apply(nudge("b"));
    let undone = others.apply(Action::Undo);
    assert_eq!(places(&undone), [(16, 0), (400, 3), (816, 200)]);
}

#[test]
fn a_connector_is_pulled_to_the_card_under_the_hand() {
    let pulling = editor().apply(Action::Pull("a".to_owned()));
    let to = |editor: &Editor, x: f64, y: f64, both| Action::PullTo {
        to: on_screen(editor, x, y),
        both,
    };
    let over_b = to(&pulling, 500.0, 30.0, false);
    let dropped = pulling.clone().apply(over_b).apply(Action::Drop);
    let connectors = &dropped.document.scenario().vpc_connectors;
    assert_eq!((connectors.len(), connectors[0].id.as_str()), (1, "a-to-b"));
    assert_eq!(dropped.selection, Selection::Entity("a-to-b".to_owned()));
    assert_eq!(dropped.history.undo_label(), Some("connect A to B"));
    assert!(
        dropped
            .said
            .text
            .starts_with("Connector a-to-b added, orphan.")
    );

    for (x, y) in [(100.0, 30.0), (300.0, 600.0)] {
        let elsewhere = to(&pulling, x, y, true);
        let dropped = pulling.clone().apply(elsewhere).apply(Action::Drop);
        assert_eq!(dropped.document, pulling.document, "itself, or the ground");
        assert_eq!(dropped.hand, Hand::Free);
    }
}

use super::*;

const SHIFT: Keys = Keys {
    shift: true,
    command: false,
    alt: false,
};

const PULLS: Mode = Mode {
    tool: Tool::Pan,
    pans: false,
    pulls: true,
};

fn on(id: &str, card: Option<&str>) -> Target {
    Target {
        id: Some(id.to_owned()),
        card: card.map(str::to_owned),
        plug: None,
    }
}

fn plug(id: &str) -> Target {
    Target {
        plug: Some(id.to_owned()),
        ..on(id, Some(id))
    }
}

fn touch(pointer: i32, x: f64, y: f64) -> Touch {
    Touch {
        pointer,
        at: Spot::new(x, y),
        keys: Keys::default(),
        is_finger: false,
    }
}

fn with(keys: Keys, touch: Touch) -> Touch {
    Touch { keys, ..touch }
}

/// Presses, moves through the spots, lets go, and tells every action.
#[track_caller]
fn check(mode: Mode, keys: Keys, target: Target, spots: &[(f64, f64)], expected: &[&str]) {
    let mut gesture = Gesture::default();
    let mut actions: Vec<Action> = Vec::new();
    let mut last = with(keys, touch(1, 0.0, 0.0));
    actions.extend(gesture.down(last, target, mode));
    for &(x, y) in spots {
        last = with(keys, touch(1, x, y));
        actions.extend(gesture.moved(last, mode.pulls));
    }
    actions.extend(gesture.up(last));
    let told: Vec<String> = actions
        .iter()
        .map(|action| {
            format!("{action:?}")
                .replace(".0", "")
                .replace(" { ", "{")
                .replace(" }", "}")
        })
        .collect();
    assert_eq!(told, expected);
    assert_eq!(gesture, Gesture::default(), "nothing is left of it");
}

#[test]
fn a_press_that_hardly_moves_is_a_click() {
    let none = Mode::default();
    let still = [(2.0, 1.0)];
    let row = || on("pn", Some("vpc"));
    check(
        none,
        Keys::default(),
        row(),
        &still,
        &["Select(Entity(\"pn\"))"],
    );
    check(
        none,
        Keys::default(),
        Target::default(),
        &still,
        &["Select(Nothing)"],
    );
    check(none, SHIFT, row(), &still, &["Toggle(\"pn\")"]);
    let command = Keys {
        command: true,
        ..Keys::default()
    };
    check(
        none,
        command,
        on("a-to-b", None),
        &[],
        &["Toggle(\"a-to-b\")"],
    );
    check(none, SHIFT, Target::default(), &still, &[]);
}

#[test]
fn a_press_on_a_card_drags_it_from_where_it_was_pressed() {
    let row = || on("pn", Some("vpc"));
    check(
        Mode::default(),
        Keys::default(),
        row(),
        &[(20.0, 0.0), (20.0, 40.0)],
        &[
            "Drag{vpc: \"vpc\", by: Spot{x: 20, y: 0}, free: false}",
            "Drag{vpc: \"vpc\", by: Spot{x: 20, y: 40}, free: false}",
            "Drop",
        ],
    );
    let alt = Keys {
        alt: true,
        ..Keys::default()
    };
    check(
        Mode::default(),
        alt,
        row(),
        &[(20.0, 0.0)],
        &[
            "Drag{vpc: \"vpc\", by: Spot{x: 20, y: 0}, free: true}",
            "Drop",
        ],
    );
}

#[test]
fn the_ground_and_connectors_pan() {
    let steps = [(8.0, 0.0), (9.0, 2.0)];
    let pans = ["Pan(Spot{x: 8, y: 0})", "Pan(Spot{x: 1, y: 2})"];
    for target in [Target::default(), on("a-to-b", None)] {
        check(Mode::default(), Keys::default(), target, &steps, &pans);
    }
    // With Space or the middle button everything does.
    let held = Mode {
        pans: true,
        ..Mode::default()
    };
    for target in [on("pn", Some("vpc")), plug("vpc"), Target::default()] {
        check(held, SHIFT, target.clone(), &steps, &pans);
        check(held, SHIFT, target, &[], &[]);
    }
}

#[test]
fn the_ground_frames_with_shift_or_its_tool() {
    let framed = |adds: bool| {
        format!("Frame{{from: Spot{{x: 0, y: 0}}, to: Spot{{x: 9, y: 5}}, adds: {adds}}}")
    };
    let tool = Mode {
        tool: Tool::Frame,
        ..Mode::default()
    };
    for (mode, keys, adds) in [
        (Mode::default(), SHIFT, true),
        (tool, Keys::default(), false),
        (tool, SHIFT, true),
    ] {
        check(
            mode,
            keys,
            Target::default(),
            &[(9.0, 5.0)],
            &[&framed(adds), "Framed"],
        );
    }
    let drag = "Drag{vpc: \"vpc\", by: Spot{x: 9, y: 5}, free: false}";
    check(
        tool,
        Keys::default(),
        on("vpc", Some("vpc")),
        &[(9.0, 5.0)],
        &[drag, "Drop"],
    );
}

#[test]
fn a_port_pulls_a_connector_by_a_drag_or_by_two_clicks() {
    let to = "PullTo{to: Spot{x: 90, y: 0}, both: false}";
    check(
        Mode::default(),
        Keys::default(),
        plug("a"),
        &[(90.0, 0.0)],
        &["Pull(\"a\")", to, "Drop"],
    );
    check(
        Mode::default(),
        Keys::default(),
        plug("a"),
        &[],
        &["Pull(\"a\")"],
    );
    let here = "PullTo{to: Spot{x: 0, y: 0}, both: true}";
    check(PULLS, SHIFT, on("b", Some("b")), &[], &[here, "Drop"]);
    check(PULLS, Keys::default(), Target::default(), &[], &["Cancel"]);
    check(
        PULLS,
        Keys::default(),
        Target::default(),
        &[(9.0, 0.0)],
        &["Pan(Spot{x: 9, y: 0})"],
    );
    // It follows a mouse that nothing is pressed on.
    let mut gesture = Gesture::default();
    let followed = gesture.moved(with(SHIFT, touch(1, 3.0, 4.0)), true);
    assert!(matches!(&followed[..], [Action::PullTo { both: true, .. }]));
    assert!(gesture.moved(touch(1, 3.0, 4.0), false).is_empty());
}

#[test]
fn two_fingers_zoom_around_their_middle_and_take_back_what_one_has_begun() {
    for (target, keys) in [
        (on("vpc", Some("vpc")), Keys::default()),
        (Target::default(), SHIFT),
        (plug("vpc"), Keys::default()),
    ] {
        let mut gesture = Gesture::default();
        gesture.down(with(keys, touch(1, 0.0, 0.0)), target, Mode::default());
        gesture.moved(touch(1, 10.0, 0.0), false);
        let second = gesture.down(touch(2, 110.0, 0.0), Target::default(), Mode::default());
        assert!(matches!(second, Some(Action::Cancel)));
        let actions = gesture.moved(touch(2, 210.0, 0.0), false);
        let [Action::Pan(by), Action::Zoom { by: factor, around }] = &actions[..] else {
            panic!("{actions:?}");
        };
        assert_eq!(*by, Spot::new(50.0, 0.0));
        assert!((factor - 2.0).abs() < 1e-9);
        assert_eq!(*around, Some(Spot::new(110.0, 0.0)));
        assert!(gesture.up(touch(1, 10.0, 0.0)).is_empty());
        let left = gesture.moved(touch(2, 0.0, 0.0), false);
        assert!(matches!(&left[..], [Action::Pan(_)]));
    }
}

#[test]
fn a_third_finger_and_one_that_goes_leave_the_others_pinching() {
    let mut gesture = Gesture::default();
    let mut down = |pointer, x| {
        let touch = touch(pointer, x, 0.0);
        gesture.down(touch, Target::default(), Mode::default())
    };
    assert!(down(1, 0.0).is_none() && down(2, 100.0).is_none() && down(3, 300.0).is_none());
    // The first two are the ones that count.
    let third = gesture.moved(touch(3, 340.0, 0.0), false);
    assert!(
        matches!(&third[..], [Action::Pan(by), Action::Zoom { by: factor, .. }]
            if *by == Spot::default() && (factor - 1.0).abs() < 1e-9),
        "{third:?}"
    );
    gesture.up(touch(1, 0.0, 0.0));
    let pinched = gesture.moved(touch(2, 220.0, 0.0), false);
    let [Action::Pan(by), Action::Zoom { by: factor, around }] = &pinched[..] else {
        panic!("two of three still pinch: {pinched:?}");
    };
    assert_eq!(*by, Spot::new(60.0, 0.0));
    assert!((factor - 0.5).abs() < 1e-9);
    assert_eq!(*around, Some(Spot::new(280.0, 0.0)));
    gesture.up(touch(3, 340.0, 0.0));
    assert!(gesture.up(touch(2, 220.0, 0.0)).is_empty());
    assert_eq!(gesture, Gesture::default());
}

#[test]
fn two_fingers_that_only_tap_do_nothing() {
    let mut gesture = Gesture::default();
    for pointer in [1, 2] {
        let down = touch(pointer, f64::from(pointer) * 50.0, 0.0);
        assert!(gesture.down(down, on("vpc", Some("vpc")), PULLS).is_none());
    }
    for pointer in [1, 2] {
        assert!(gesture.up(touch(pointer, 0.0, 0.0)).is_empty());
    }
    assert_eq!(gesture, Gesture::default());
}

#[test]
fn a_finger_trembles_more_than_a_mouse() {
    for (is_finger, expected) in [(true, true), (false, false)] {
        let mut gesture = Gesture::default();
        let at = |x| Touch {
            is_finger,
            ..touch(1, x, 0.0)
        };
        gesture.down(at(0.0), on("vpc", Some("vpc")), Mode::default());
        let still = gesture.moved(at(8.0), false).is_empty();
        assert_eq!(still, expected, "finger: {is_finger}");
        let up = gesture.up(at(8.0));
        assert_eq!(matches!(&up[..], [Action::Select(_)]), expected);
    }
}

#[test]
fn what_the_browser_takes_over_is_taken_back() {
    let mut gesture = Gesture::default();
    gesture.down(touch(1, 0.0, 0.0), on("vpc", Some("vpc")), Mode::default());
    assert!(gesture.cancel().is_none(), "a press has done nothing yet");
    gesture.down(touch(1, 0.0, 0.0), on("vpc", Some("vpc")), Mode::default());
    gesture.moved(touch(1, 90.0, 0.0), false);
    assert!(gesture.holds(1));
    assert!(matches!(gesture.cancel(), Some(Action::Cancel)));
    // What comes of that pointer later is nobody's.
    assert!(gesture.moved(touch(1, 99.0, 0.0), false).is_empty());
    assert!(gesture.up(touch(1, 99.0, 0.0)).is_empty());
}

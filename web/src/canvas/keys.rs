//! What keys do to the picture alone; what they do everywhere stands in the table
//! of [`commands`](crate::editor::commands).

use peerlab_core::scenario::Point;

use crate::editor::{Action, Direction, Editor, Hand, Selection};

/// How far an arrow key moves a card, and with Shift.
const STEPS: (i32, i32) = (8, 40);

/// A key with what is held down beside it, and where the focus is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is held down, or true, by itself"
)]
pub struct Key<'k> {
    /// The key by its name in the browser.
    pub name: &'k str,
    /// Whether Ctrl or Cmd is held down.
    pub command: bool,
    /// Whether Shift is held down.
    pub shift: bool,
    /// Whether Alt is held down.
    pub alt: bool,
    /// Whether the focus is on the picture or on nothing at all, so that keys
    /// which mean something to a list or a button are free.
    pub on_picture: bool,
    /// The id of what has the focus in the picture.
    pub id: Option<String>,
    /// Whether that is the head of a card.
    pub on_head: bool,
}

/// Returns what a key does; `None` where it is not for the picture.
#[must_use]
pub fn action_of(key: &Key<'_>, editor: &Editor) -> Option<Action> {
    if key.alt {
        return None;
    }
    let arrow = match key.name {
        "ArrowLeft" => Some((Direction::Left, -1, 0)),
        "ArrowRight" => Some((Direction::Right, 1, 0)),
        "ArrowUp" => Some((Direction::Up, 0, -1)),
        "ArrowDown" => Some((Direction::Down, 0, 1)),
        _ => None,
    };
    if let Some((direction, x, y)) = arrow.filter(|_| key.on_picture) {
        if key.command {
            let is_one = editor.selected_vpcs().len() == 1;
            return is_one.then_some(Action::AddBeside(direction));
        }
        let focused = key.id.clone().filter(|_| key.on_head);
        if focused.is_none() && editor.selected_vpcs().is_empty() {
            return None;
        }
        let step = if key.shift { STEPS.1 } else { STEPS.0 };
        let by = Point {
            x: x * step,
            y: y * step,
        };
        return Some(Action::Nudge { focused, by });
    }
    match (key.name, key.command) {
        ("a" | "A", true) if key.on_picture && !key.shift => Some(Action::SelectAll),
        (_, true) => None,
        ("Escape", _) if editor.hand != Hand::Free => Some(Action::Cancel),
        ("Escape", _) if editor.picking.is_some() => Some(Action::Pick(None)),
        ("Escape", _) if key.on_picture => Some(Action::Select(Selection::Nothing)),
        ("Enter" | " ", _) => {
            let id = key.id.clone()?;
            match &editor.hand {
                Hand::Pull(pull) => {
                    let from = editor.document.scenario().vpcs.get(pull.from)?;
                    Some(Action::Connect {
                        from: from.id.clone(),
                        to: id,
                        both: key.shift,
                    })
                }
                _ if key.shift => Some(Action::Toggle(id)),
                _ => Some(Action::Select(Selection::Entity(id))),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::example;

    fn on(name: &str) -> Key<'_> {
        Key {
            name,
            on_picture: true,
            ..Key::default()
        }
    }

    #[track_caller]
    fn check(key: &Key<'_>, selected: &[&str], expected: &str) {
        let ids = selected.iter().map(|id| (*id).to_owned()).collect();
        let editor = Editor::new(example()).apply(Action::Select(Selection::of(ids)));
        let action = action_of(key, &editor);
        let told = action.map_or(String::new(), |action| format!("{action:?}"));
        assert!(
            told.starts_with(expected) && told.is_empty() == expected.is_empty(),
            "{key:?} does {told:?}"
        );
    }

    #[test]
    fn keys_do_what_can_be_done() {
        let command = |name| Key {
            command: true,
            ..on(name)
        };
        for (key, selected, expected) in [
            (command("a"), &[][..], "SelectAll"),
            (on("v"), &[], ""),
            (command("ArrowUp"), &["vpc-shop"], "AddBeside(Up)"),
            (command("ArrowUp"), &["pn-front"], ""),
            (on("ArrowUp"), &[], ""),
            (
                on("ArrowUp"),
                &["vpc-shop"],
                "Nudge { focused: None, by: Point { x: 0, y: -8 } }",
            ),
            (on("Escape"), &[], "Select(Nothing)"),
            (on("Enter"), &[], ""),
        ] {
            check(&key, selected, expected);
        }
    }

    #[test]
    fn the_focus_decides_what_keys_are_about() {
        let head = |name| Key {
            id: Some("vpc-data".into()),
            on_head: true,
            ..on(name)
        };
        check(
            &head("ArrowLeft"),
            &[],
            "Nudge { focused: Some(\"vpc-data\")",
        );
        check(&head("Enter"), &[], "Select(Entity(\"vpc-data\"))");
        let shifted = Key {
            shift: true,
            ..head("Enter")
        };
        check(&shifted, &[], "Toggle(\"vpc-data\")");
        // A list has arrow keys of its own, and a dialog its Escape.
        for name in ["ArrowLeft", "Escape"] {
            let elsewhere = Key {
                on_picture: false,
                ..on(name)
            };
            check(&elsewhere, &["vpc-shop"], "");
        }
    }
}

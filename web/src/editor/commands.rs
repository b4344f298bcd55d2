//! Everything that can be done from the keyboard, in one table: the keys, the
//! sheet that lists them and the palette are all made from it.
//!
//! To add a command, add a line to [`COMMANDS`]. Its `run` looks at the state
//! and returns what to do, or `None` where there is nothing to do it to; then
//! its keys do nothing and the palette leaves it out.

use super::{Action, Editor, End, Format, Looking, Make, Overlay, Pane, Selection, Sheet, Teach};

/// Something that can be done from the keyboard.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// What it does, as a button says it.
    pub name: &'static str,
    /// The keys that do it, none or several.
    pub keys: &'static [Keys],
    /// What it does in a state; `None` where it cannot be done.
    pub run: fn(&Editor) -> Option<Deed>,
}

/// What a command comes to.
#[derive(Clone, Debug)]
pub enum Deed {
    /// An action of the editor.
    Act(Action),
    /// Something that only the page itself can do.
    Page(PageDeed),
}

/// What only the page itself can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageDeed {
    /// Asks for files to open.
    PickFiles,
    /// Copies a link to the scenario.
    CopyLink,
    /// Offers the scenario as a file of a form.
    Export(Format),
    /// Copies the scenario in a form that is text.
    CopyText(Format),
    /// Copies a link to the scenario that opens on the trace that is looked at.
    CopyTrace,
    /// Offers the scenario as a file.
    Download,
    /// Shows what another tab has kept of the scenario.
    TakeOther,
    /// Keeps the scenario as another than the other tab's.
    KeepCopy,
    /// Changes between the themes.
    ChangeTheme,
    /// Makes a lesson out of what is shown.
    MakeLesson,
    /// Moves the focus to the outline.
    GoToOutline,
}

/// A key with what is held down beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Whether Ctrl, or Cmd where there is one, is held down.
    pub primary: bool,
    /// Whether Shift is held down. It is not asked for where the key is a sign
    /// that some keyboards need Shift for.
    pub shift: bool,
    /// The key by its name in the browser, a letter as a small one.
    pub key: &'static str,
}

const fn plain(key: &'static str) -> Keys {
    Keys {
        primary: false,
        shift: false,
        key,
    }
}

const fn primary(key: &'static str) -> Keys {
    Keys {
        primary: true,
        shift: false,
        key,
    }
}

impl Keys {
    /// Tells whether this is what was pressed.
    #[must_use]
    pub fn are(self, key: &str, primary: bool, shift: bool) -> bool {
        let is_letter = self.key.bytes().all(|byte| byte.is_ascii_alphabetic());
        self.primary == primary
            && self.key.eq_ignore_ascii_case(key)
            && (self.shift == shift || !is_letter)
    }

    /// Writes the keys as people read them, each in its own part.
    pub fn parts(self) -> impl Iterator<Item = String> {
        let key = match self.key {
            "Delete" => "Del".to_owned(),
            key => key.to_uppercase(),
        };
        let primary = self.primary.then(|| "Ctrl/Cmd".to_owned());
        let shift = self.shift.then(|| "Shift".to_owned());
        primary.into_iter().chain(shift).chain([key])
    }
}

/// The command that exports in a form.
macro_rules! export {
    ($name:literal, $format:expr) => {
        Command {
            name: $name,
            keys: &[],
            run: |_| Some(Deed::Page(PageDeed::Export($format))),
        }
    };
}

/// Every command, in the order in which they are listed.
pub static COMMANDS: &[Command] = &[
    Command {
        name: "Find an action",
        keys: &[primary("k")],
        run: |_| act(Action::Lay(Some(Overlay::Palette))),
    },
    Command {
        name: "Show the keys",
        keys: &[plain("?")],
        run: |_| act(Action::Lay(Some(Overlay::Keys))),
    },
    Command {
        name: "Undo",
        keys: &[primary("z")],
        run: |editor| {
            let history = &editor.history;
            let can = history.undo_label().is_some() || history.is_barred();
            can.then_some(Deed::Act(Action::Undo))
        },
    },
    Command {
        name: "Redo",
        keys: &[
            Keys {
                primary: true,
                shift: true,
                key: "z",
            },
            primary("y"),
        ],
        run: |editor| editor.history.redo_label().and_then(|_| act(Action::Redo)),
    },
    Command {
        name: "Go to the outline",
        keys: &[plain("o")],
        run: |_| Some(Deed::Page(PageDeed::GoToOutline)),
    },
    Command {
        name: "See with the next owner’s eyes",
        keys: &[plain("e")],
        run: |editor| editor.next_eyes().and_then(|eyes| act(eyes.see())),
    },
    Command {
        name: "See with everyone’s eyes",
        keys: &[Keys {
            primary: false,
            shift: true,
            key: "e",
        }],
        run: |editor| {
            let sees_less = editor.document.viewer().is_some();
            let can_turn = sees_less && editor.next_eyes().is_some();
            can_turn.then_some(Deed::Act(Action::See(None)))
        },
    },
    Command {
        name: "Choose whose eyes see it",
        keys: &[],
        run: |editor| {
            editor
                .next_eyes()
                .and_then(|_| act(Action::Lay(Some(Overlay::Eyes))))
        },
    },
    Command {
        name: "Add a VPC",
        keys: &[plain("v")],
        run: |_| act(Action::AddVpc(None)),
    },
    Command {
        name: "Add a Private Network to the selected VPC",
        keys: &[plain("n")],
        run: |editor| editor.home().and_then(|_| act(Action::AddNetwork)),
    },
    Command {
        name: "Connect the selected VPC to another",
        keys: &[plain("c")],
        run: |editor| editor.home().and_then(|_| act(Action::ChooseTarget)),
    },
    Command {
        name: "Add a route to the selected VPC",
        keys: &[plain("r")],
        run: |editor| editor.home().and_then(|_| act(Action::AddRoute)),
    },
    Command {
        name: "Remove what is selected",
        keys: &[plain("Delete"), plain("Backspace")],
        run: |editor| {
            let mut selected = editor.selection.entities();
            selected.next().and_then(|_| act(Action::Remove))
        },
    },
    Command {
        name: "Rename what is selected",
        keys: &[plain("F2")],
        run: |editor| {
            let Selection::Entity(id) = &editor.selection else {
                return None;
            };
            act(Action::Rename(Some(id.clone())))
        },
    },
    Command {
        name: "Duplicate what is selected",
        keys: &[primary("d")],
        run: |editor| {
            let mut selected = editor.selection.entities();
            selected.next().and_then(|_| act(Action::Duplicate))
        },
    },
    Command {
        name: "Zoom in",
        keys: &[plain("+"), primary("+"), plain("="), primary("=")],
        run: |_| {
            act(Action::Zoom {
                by: 1.25,
                around: None,
            })
        },
    },
    Command {
        name: "Zoom out",
        keys: &[plain("-"), primary("-"), plain("_"), primary("_")],
        run: |_| {
            act(Action::Zoom {
                by: 0.8,
                around: None,
            })
        },
    },
    Command {
        name: "Show what is selected",
        keys: &[plain("2")],
        run: |editor| {
            let mut selected = editor.selection.entities();
            selected.next().and_then(|_| act(Action::FitSelection))
        },
    },
    Command {
        name: "Show everything in its own size",
        keys: &[primary("0")],
        run: |_| act(Action::ActualSize),
    },
    Command {
        name: "Arrange the cards",
        keys: &[],
        run: |_| act(Action::Arrange),
    },
    Command {
        name: "Show everything",
        keys: &[plain("0")],
        run: |editor| editor.document.bounds().and_then(|_| act(Action::Fit)),
    },
    Command {
        name: "Select nothing",
        keys: &[],
        run: |editor| {
            let nothing = Selection::Nothing;
            (editor.selection != nothing).then_some(Deed::Act(Action::Select(nothing)))
        },
    },
    Command {
        name: "Open files",
        keys: &[primary("o")],
        run: |_| Some(Deed::Page(PageDeed::PickFiles)),
    },
    Command {
        name: "Open a recent scenario",
        keys: &[],
        run: |_| act(Action::Lay(Some(Overlay::Recent))),
    },
    Command {
        name: "Download the scenario",
        keys: &[],
        run: |_| Some(Deed::Page(PageDeed::Download)),
    },
    Command {
        name: "Share",
        keys: &[],
        run: |_| act(Action::Lay(Some(Overlay::Share))),
    },
    Command {
        name: "Export",
        keys: &[],
        run: |_| act(Action::Lay(Some(Overlay::Export))),
    },
    export!("Export as SVG", Format::Svg),
    export!("Export as PNG", Format::Png(1)),
    export!("Export as PNG, twice as sharp", Format::Png(2)),
    export!("Export as PNG, three times as sharp", Format::Png(3)),
    export!("Export as Mermaid", Format::Mermaid),
    export!("Export as a Markdown report", Format::Markdown),
    export!("Export the address plan as CSV", Format::Csv),
    export!("Export as Terraform", Format::Terraform),
    export!("Export as a script of scw", Format::Scw),
    Command {
        name: "Make it mine",
        keys: &[],
        run: |editor| {
            let can_be = editor.is_view_only() && !editor.is_embedded;
            can_be.then_some(Deed::Act(Action::MakeOwn))
        },
    },
    Command {
        name: "Copy a link",
        keys: &[],
        run: |_| Some(Deed::Page(PageDeed::CopyLink)),
    },
    Command {
        name: "Pick where a packet goes",
        keys: &[],
        run: |_| act(Action::Pick(Some(End::From))),
    },
    Command {
        name: "Copy a link to this trace",
        keys: &[],
        run: |editor| {
            let deed = Deed::Page(PageDeed::CopyTrace);
            editor.traced().map(|_| deed)
        },
    },
    Command {
        name: "Open an example",
        keys: &[],
        run: |_| act(Action::Lay(Some(Overlay::Examples))),
    },
    Command {
        name: "Change the theme",
        keys: &[],
        run: |_| Some(Deed::Page(PageDeed::ChangeTheme)),
    },
    Command {
        name: "Turn to the picture",
        keys: &[],
        run: |_| act(Action::Turn(Pane::Canvas)),
    },
    Command {
        name: "Turn to the outline",
        keys: &[],
        run: |_| act(Action::Turn(Pane::Outline)),
    },
    Command {
        name: "Turn to the details",
        keys: &[],
        run: |_| act(Action::Turn(Pane::Inspector)),
    },
    Command {
        name: "Show the problems",
        keys: &[],
        run: |editor| look(editor, Sheet::Problems),
    },
    Command {
        name: "Show who reaches whom",
        keys: &[],
        run: |editor| look(editor, Sheet::Reachability),
    },
    Command {
        name: "Follow a packet",
        keys: &[],
        run: |editor| look(editor, Sheet::Trace),
    },
    Command {
        name: "Show the lessons",
        keys: &[plain("l")],
        run: |_| act(Action::Lay(Some(Overlay::Lessons))),
    },
    Command {
        name: "Make a lesson out of what is shown",
        keys: &[],
        run: |editor| {
            let is_free = editor.course.is_none() && editor.draft.is_none();
            is_free.then_some(Deed::Page(PageDeed::MakeLesson))
        },
    },
    Command {
        name: "Lesson: show a hint",
        keys: &[],
        run: |editor| {
            let course = editor.course.as_ref()?;
            course
                .next_hint()
                .and_then(|_| act(Action::Teach(Teach::Hint)))
        },
    },
    Command {
        name: "Lesson: play the solution",
        keys: &[],
        run: |editor| {
            editor.course.as_ref()?;
            act(Action::Teach(Teach::Play))
        },
    },
    Command {
        name: "Lesson: begin again",
        keys: &[],
        run: |editor| {
            editor.course.as_ref()?;
            act(Action::Teach(Teach::Restart))
        },
    },
    Command {
        name: "Lesson: leave it",
        keys: &[],
        run: |editor| {
            editor.course.as_ref()?;
            act(Action::Teach(Teach::Leave))
        },
    },
    Command {
        name: "Lesson: leave making it",
        keys: &[],
        run: |editor| {
            editor.draft.as_ref()?;
            act(Action::MakeLesson(Make::Leave))
        },
    },
    Command {
        name: "Lesson: try what is made",
        keys: &[],
        run: |editor| {
            editor.draft.as_ref()?;
            act(Action::MakeLesson(Make::Try))
        },
    },
    Command {
        name: "Read what is taken for granted",
        keys: &[],
        run: |_| act(Action::Lay(Some(Overlay::Assumptions))),
    },
];

fn look(editor: &Editor, sheet: Sheet) -> Option<Deed> {
    act(Action::Look(Looking {
        sheet,
        ..editor.looking.clone()
    }))
}

/// Returns the command that keys do.
#[must_use]
pub fn by_keys(key: &str, primary: bool, shift: bool) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| {
        command
            .keys
            .iter()
            .any(|keys| keys.are(key, primary, shift))
    })
}

/// Returns the commands that can be done now.
pub fn available(editor: &Editor) -> impl Iterator<Item = &'static Command> {
    let commands = COMMANDS.iter();
    commands.filter(move |command| (command.run)(editor).is_some())
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "a command returns what it comes to, if anything"
)]
const fn act(action: Action) -> Option<Deed> {
    Some(Deed::Act(action))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::example;

    #[test]
    fn no_keys_do_two_things_and_no_name_stands_twice() {
        for (place, command) in COMMANDS.iter().enumerate() {
            for keys in command.keys {
                let first = by_keys(keys.key, keys.primary, keys.shift);
                assert_eq!(first.map(|first| first.name), Some(command.name));
            }
            let later = &COMMANDS[place + 1..];
            assert!(later.iter().all(|later| later.name != command.name));
        }
    }

    #[test]
    fn keys_do_what_can_be_done() {
        let editor = Editor::new(example());
        let done = |key: &str, primary: bool, selected: &str| {
            let selection = match selected {
                "" => Selection::Nothing,
                id => Selection::Entity(id.to_owned()),
            };
            let editor = editor.clone().apply(Action::Select(selection));
            let command = by_keys(key, primary, false)?;
            match (command.run)(&editor)? {
                Deed::Act(action) => Some(format!("{action:?}")),
                Deed::Page(deed) => Some(format!("{deed:?}")),
            }
        };
        for (key, primary, selected, expected) in [
            ("v", false, "", Some("AddVpc(None)")),
            ("v", true, "", None),
            ("n", false, "", None),
            ("n", false, "pn-front", Some("AddNetwork")),
            ("c", false, "vpc-shop", Some("ChooseTarget")),
            ("Delete", false, "", None),
            ("Backspace", false, "vpc-shop", Some("Remove")),
            ("0", true, "", Some("ActualSize")),
            ("0", false, "", Some("Fit")),
            ("2", false, "pn-front", Some("FitSelection")),
            ("=", true, "", Some("Zoom { by: 1.25, around: None }")),
            ("d", true, "vpc-shop", Some("Duplicate")),
        ] {
            let did = done(key, primary, selected);
            assert_eq!(did.as_deref(), expected, "{key} with {selected}");
        }
    }

    #[test]
    fn keys_are_told_apart_by_what_is_held_down() {
        let name = |key, primary, shift| by_keys(key, primary, shift).map(|found| found.name);
        assert_eq!(name("z", true, false), Some("Undo"));
        assert_eq!(name("Z", true, true), Some("Redo"));
        assert_eq!(name("z", false, false), None);
        // A question mark needs Shift on some keyboards and not on others.
        assert_eq!(name("?", false, true), Some("Show the keys"));
        assert_eq!(name("?", false, false), Some("Show the keys"));
        assert_eq!(name("R", false, true), None);
    }

    #[test]
    fn only_what_can_be_done_is_found() {
        let editor = Editor::new(example());
        let is_found = |editor: &Editor| {
            let names: Vec<&str> = available(editor).map(|command| command.name).collect();
            assert!(names.contains(&"Add a VPC"));
            names.contains(&"Add a route to the selected VPC")
        };
        assert!(!is_found(&editor));
        let front = Selection::Entity("pn-front".into());
        assert!(is_found(&editor.apply(Action::Select(front))));
    }
}

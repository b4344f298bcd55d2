//! Presenting: which scene is shown, and one's own work, which is set aside.

use std::rc::Rc;

use peerlab_core::lesson::presentation::{Presentation, Scene};

use super::aside::Own;
use super::{Editor, History, Looking, Notice, Pane, Selection, Sheet};

/// What is done with a presentation.
#[derive(Clone, Debug)]
pub enum Present {
    /// Begins one; one's own work is set aside.
    Begin(Rc<Presentation>),
    /// Shows the next scene.
    Next,
    /// Shows the scene before.
    Back,
    /// Shows the first scene.
    First,
    /// Shows the last scene.
    Last,
    /// Shows the speaker's notes, or hides them.
    Notes,
    /// Leaves it; one's own work comes back.
    Leave,
}

/// A presentation that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Show {
    /// The presentation.
    pub presentation: Rc<Presentation>,
    /// The place of the scene.
    pub scene: usize,
    /// Whether the speaker's notes are shown.
    pub notes: bool,
    pub(super) own: Rc<Own>,
}

impl Show {
    /// Returns the scene.
    #[must_use]
    pub fn shown(&self) -> Option<&Scene> {
        self.presentation.scenes.get(self.scene)
    }

    /// Returns the place of the last scene.
    #[must_use]
    pub fn last(&self) -> usize {
        self.presentation.scenes.len().saturating_sub(1)
    }
}

impl Editor {
    pub(super) fn present(mut self, present: &Present) -> Self {
        let shown = self.show.clone();
        match (present, shown) {
            (Present::Begin(presentation), _) => {
                let own = self.set_aside();
                (self.course, self.draft) = (None, None);
                self.history = History::default();
                self.notice = None;
                self.overlay = None;
                let show = Show {
                    presentation: Rc::clone(presentation),
                    scene: 0,
                    notes: false,
                    own,
                };
                self.go_to(&show, 0)
            }
            (_, None) => self,
            (Present::Leave, Some(_)) => self.leave(),
            (Present::Notes, Some(show)) => {
                self.show = Some(Rc::new(Show {
                    notes: !show.notes,
                    ..Show::clone(&show)
                }));
                self
            }
            (Present::Next, Some(show)) => self.go_to(&show, show.scene.saturating_add(1)),
            (Present::Back, Some(show)) => match show.scene.checked_sub(1) {
                Some(before) => self.go_to(&show, before),
                None => self,
            },
            (Present::First, Some(show)) => self.go_to(&show, 0),
            (Present::Last, Some(show)) => self.go_to(&show, show.last()),
        }
    }

    /// Shows a scene; behind the last there is none.
    fn go_to(mut self, show: &Show, scene: usize) -> Self {
        if scene > show.last() {
            return self;
        }
        let scenario = match show.presentation.at(scene) {
            Ok(scenario) => scenario,
            Err(error) => {
                self.notice = Some(Notice::failed("The scene cannot be shown", &error));
                return self;
            }
        };
        let show = Show {
            scene,
            ..show.clone()
        };
        let shown = show.shown().cloned().unwrap_or_default();
        let whole = self.state_of(scenario);
        self.document = whole.told_to(shown.view.as_deref());
        self.show = Some(Rc::new(show));
        self.pane = Pane::Canvas;
        self.looking = match shown.trace.as_deref() {
            Some([from, to]) => Looking {
                sheet: Sheet::Trace,
                from: from.clone(),
                to: to.clone(),
                ..Looking::default()
            },
            _ => Looking::default(),
        };
        self = self.turn_page();
        self.selection = shown.select.map_or(Selection::Nothing, Selection::Entity);
        self.say(shown.title);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::{Action, example};

    fn demos() -> Vec<Presentation> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../static/demos");
        let files = std::fs::read_dir(folder).unwrap();
        let files = files.map(|entry| entry.unwrap().path());
        let files = files.filter(|path| !path.ends_with("index.json"));
        let texts = files.map(|path| std::fs::read_to_string(path).unwrap());
        texts
            .map(|text| Presentation::from_json(&text).unwrap())
            .collect()
    }

    fn present(editor: Editor, present: Present) -> Editor {
        editor.apply(Action::Present(present))
    }

    #[test]
    fn scenes_go_on_and_back_and_end_where_they_end() {
        for demo in demos() {
            let count = demo.scenes.len();
            let demo = Rc::new(demo);
            let begun = present(Editor::new(example()), Present::Begin(Rc::clone(&demo)));
            let mut editor = begun.clone();
            for scene in 1..count + 2 {
                editor = present(editor, Present::Next);
                let shown = editor.show.as_ref().unwrap().scene;
                assert_eq!(shown, scene.min(count - 1));
                assert_eq!(editor.notice, None);
                assert_eq!(*editor.document.whole().scenario(), demo.at(shown).unwrap());
            }
            let back = (0..=count).fold(editor, |editor, _| present(editor, Present::Back));
            assert_eq!(back.document.scenario(), begun.document.scenario());
            let last = present(back, Present::Last);
            assert_eq!(last.show.as_ref().unwrap().scene, count - 1);
            let left = present(last, Present::Leave);
            assert_eq!(*left.document.scenario(), example().scenario);
            assert_eq!(left.show, None);
        }
    }

    #[test]
    fn a_scene_shows_what_it_points_at() {
        let demos = demos();
        let mut traced = 0;
        for demo in demos {
            let demo = Rc::new(demo);
            let mut editor = present(Editor::new(example()), Present::Begin(Rc::clone(&demo)));
            for scene in &demo.scenes {
                let selected = editor.selection.entities().next().map(str::to_owned);
                assert_eq!(selected, scene.select);
                assert_eq!(editor.said.text, scene.title);
                if scene.trace.is_some() {
                    traced += 1;
                    let found = editor.looking.trace(&editor.document);
                    assert!(found.is_some_and(|found| found.is_ok()));
                }
                editor = present(editor, Present::Next);
            }
        }
        assert!(traced > 3, "{traced}");
    }

    #[test]
    fn a_scene_is_seen_with_the_eyes_it_is_told_to() {
        let mut told = 0;
        for demo in demos() {
            let demo = Rc::new(demo);
            let mut editor = present(Editor::new(example()), Present::Begin(Rc::clone(&demo)));
            for scene in &demo.scenes {
                let viewer = editor
                    .document
                    .viewer()
                    .map(|viewer| viewer.id().to_owned());
                assert_eq!(viewer, scene.view, "{}", scene.title);
                told += usize::from(viewer.is_some());
                editor = present(editor, Present::Next);
            }
        }
        assert!(told > 0, "some scene is told to an owner");
    }

    #[test]
    fn notes_are_shown_and_hidden_and_stay_from_scene_to_scene() {
        let demo = Rc::new(demos().remove(0));
        let editor = present(Editor::new(example()), Present::Begin(demo));
        assert!(!editor.show.as_ref().unwrap().notes);
        let editor = present(present(editor, Present::Notes), Present::Next);
        assert!(editor.show.as_ref().unwrap().notes);
    }
}

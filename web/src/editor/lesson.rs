//! Taking a lesson: which step, what was asked for so far, and one's own work,
//! which is set aside and comes back.

use std::rc::Rc;

use peerlab_core::edit::Edit;
use peerlab_core::expect::Outcome;
use peerlab_core::lesson::{Hint, Lesson, Step as Task, changes, progress};

use super::aside::Own;
use super::{Document, Draft, Editor, History, Looking, Notice, Pane, Selection, Step};

/// What is done with a lesson.
#[derive(Clone, Debug)]
pub enum Teach {
    /// Begins one; one's own work is set aside.
    Begin(Rc<Lesson>),
    /// Shows one more hint.
    Hint,
    /// Goes on to the next step.
    Next,
    /// Begins the lesson again.
    Restart,
    /// Plays the solution of the step from where the step begins.
    Play,
    /// Makes the next edit of the solution.
    PlayOn,
    /// Stops playing and leaves things as they are.
    Stop,
    /// Leaves the lesson; one's own work comes back.
    Leave,
}

impl Teach {
    /// Tells whether something else is shown after it than an edit of what is
    /// shown before.
    pub(super) const fn opens(&self) -> bool {
        matches!(
            self,
            Self::Begin(_) | Self::Restart | Self::Play | Self::Leave
        )
    }
}

/// A lesson that is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// The lesson.
    pub lesson: Rc<Lesson>,
    /// The place of the step.
    pub step: usize,
    /// How many hints of the step are shown.
    pub hints: usize,
    /// How many edits of the solution were played, while it is played.
    pub played: Option<usize>,
    /// Whether a solution was played.
    pub is_helped: bool,
    /// How many changes were made in the steps before.
    used: usize,
    /// The scenario as the step began.
    begun: Rc<Document>,
    pub(super) own: Rc<Own>,
    /// The lesson as it is made, where it is only tried.
    draft: Option<Rc<Draft>>,
}

impl Course {
    /// Returns the step.
    #[must_use]
    pub fn task(&self) -> Option<&Task> {
        self.lesson.steps.get(self.step)
    }

    /// Returns the hints that are shown.
    #[must_use]
    pub fn shown_hints(&self) -> &[Hint] {
        let hints = self.task().map_or(&[][..], |task| &task.hints);
        hints.get(..self.hints).unwrap_or(hints)
    }

    /// Returns the hint that would be shown next.
    #[must_use]
    pub fn next_hint(&self) -> Option<&Hint> {
        self.task()?.hints.get(self.hints)
    }

    /// Tells whether it is tried by whoever makes it.
    #[must_use]
    pub const fn is_tried(&self) -> bool {
        self.draft.is_some()
    }

    /// Tells whether the step is the last one.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.step + 1 >= self.lesson.steps.len()
    }

    /// Returns what holds of the step's goal, and what does not.
    /// Whoever sees the document, the whole is asked.
    #[must_use]
    pub fn goal(&self, document: &Document) -> Vec<Outcome> {
        let whole = document.behind.as_deref().unwrap_or(document);
        progress(&self.lesson, self.step, whole.scenario(), whole.judged())
    }

    /// Tells whether all of the step's goal holds.
    #[must_use]
    pub fn is_reached(&self, document: &Document) -> bool {
        self.goal(document).iter().all(|part| part.holds)
    }

    /// Tells whether the lesson is done.
    #[must_use]
    pub fn is_done(&self, document: &Document) -> bool {
        self.is_last() && self.played.is_none() && self.is_reached(document)
    }

    /// Counts the changes that were made since the lesson began.
    #[must_use]
    pub fn used(&self, document: &Document) -> usize {
        let whole = document.behind.as_deref().unwrap_or(document);
        self.used + changes(self.begun.scenario(), whole.scenario())
    }

    /// Returns the id of the owner to whom the step is told.
    fn told_to(&self) -> Option<&str> {
        self.task()?.view.as_deref()
    }

    /// Returns the edit of the solution that is played next.
    fn next_edit(&self) -> Option<&Edit> {
        self.task()?.solution.get(self.played?)
    }

    fn changed(self: &Rc<Self>, change: impl FnOnce(&mut Self)) -> Rc<Self> {
        let mut course = Self::clone(self);
        change(&mut course);
        Rc::new(course)
    }
}

impl Editor {
    pub(super) fn teach(mut self, teach: Teach) -> Self {
        let course = self.course.clone();
        match (teach, course) {
            (Teach::Begin(lesson), _) => {
                let own = self.set_aside();
                self.begin_course(lesson, own, None)
            }
            (_, None) => self,
            (Teach::Restart, Some(course)) => {
                let (lesson, own) = (Rc::clone(&course.lesson), Rc::clone(&course.own));
                self.begin_course(lesson, own, course.draft.clone())
            }
            (Teach::Leave, Some(course)) => match &course.draft {
                Some(draft) => {
                    self.course = None;
                    self.turn_to(draft, draft.at)
                }
                None => self.leave(),
            },
            (Teach::Hint, Some(course)) => {
                self.course = Some(course.changed(|course| course.hints += 1));
                self
            }
            (Teach::Stop, Some(course)) => {
                self.course = Some(course.changed(|course| course.played = None));
                self
            }
            (Teach::Next, Some(course)) => {
                if !course.is_last() && course.is_reached(&self.document) {
                    let whole = self.document.whole();
                    self.pane = Pane::Lesson;
                    return self.take_step(course.changed(|course| {
                        course.used = course.used(&whole);
                        course.step += 1;
                        (course.hints, course.played) = (0, None);
                        course.begun = whole;
                    }));
                }
                self
            }
            (Teach::Play, Some(course)) => self.play(&course),
            (Teach::PlayOn, Some(course)) => self.play_on(&course),
        }
    }

    /// Begins a lesson, with one's own work set aside.
    pub(super) fn begin_course(
        mut self,
        lesson: Rc<Lesson>,
        own: Rc<Own>,
        draft: Option<Rc<Draft>>,
    ) -> Self {
        (self.show, self.draft) = (None, None);
        let begun = self.state_of(lesson.start.clone());
        self.history = History::default();
        self.looking = Looking::default();
        self.notice = None;
        self.overlay = None;
        self.pane = Pane::Lesson;
        self.take_step(Rc::new(Course {
            lesson,
            step: 0,
            hints: 0,
            played: None,
            is_helped: false,
            used: 0,
            begun,
            own,
            draft,
        }))
        .turn_page()
    }

    /// Shows the scenario as the step begins, with the eyes it is told to.
    fn take_step(mut self, course: Rc<Course>) -> Self {
        let begun = Rc::clone(&course.begun);
        self.document = begun.told_to(course.told_to());
        self.selection = self.selection.kept(&self.document);
        self.history.look_as(self.document.viewer().cloned());
        self.course = Some(course);
        self
    }

    /// Goes back to where the step begins for those who solve as the lesson does,
    /// from where its edits can be made. Undo brings back what was there.
    fn play(mut self, course: &Rc<Course>) -> Self {
        match course.lesson.before(course.step) {
            Ok(scenario) => {
                let begun = self.state_of(scenario);
                let former = self.document.whole();
                let label = "play the solution".to_owned();
                self.history.push(Step::Document(former), label);
                self.take_step(course.changed(|course| {
                    course.played = Some(0);
                    course.is_helped = true;
                    course.begun = begun;
                }))
                .turn_page()
            }
            Err(error) => Self {
                notice: Some(Notice::failed("The solution cannot be played", &error)),
                ..self
            },
        }
    }

    fn play_on(mut self, course: &Rc<Course>) -> Self {
        let Some(edit) = course.next_edit().cloned() else {
            self.course = Some(course.changed(|course| course.played = None));
            return self;
        };
        let show = match &edit {
            Edit::Add { item, .. } => Some(item.id().to_owned()),
            Edit::Set { id, .. } | Edit::Recreate { id, .. } => Some(id.clone()),
            Edit::SetAcl { vpc_id, .. } => Some(vpc_id.clone()),
            _ => None,
        };
        self = self.edit(&[edit], "play the solution".to_owned(), None);
        self.selection = show.map_or(Selection::Nothing, Selection::Entity);
        self.course = Some(course.changed(|course| {
            course.played = course.played.map(|played| played + 1);
            if course.next_edit().is_none() {
                course.played = None;
            }
        }));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::{Action, example};

    const FIRST: &str = include_str!("../../../static/lessons/first-connection.json");

    fn begun() -> Editor {
        let lesson = Rc::new(Lesson::from_json(FIRST).unwrap());
        let editor =
            Editor::new(example()).apply(Action::Select(Selection::Entity("vpc-shop".to_owned())));
        let editor = editor.apply(Action::Edit {
            edits: vec![Edit::set("vpc-shop", "name", "Mine")],
            label: "rename Shop".to_owned(),
        });
        editor.apply(Action::Teach(Teach::Begin(lesson)))
    }

    fn teach(editor: Editor, teach: Teach) -> Editor {
        editor.apply(Action::Teach(teach))
    }

    fn connect(editor: Editor, from: &str, to: &str) -> Editor {
        editor.apply(Action::Connect {
            from: from.to_owned(),
            to: to.to_owned(),
            both: false,
        })
    }

    fn course(editor: &Editor) -> &Course {
        editor.course.as_ref().unwrap()
    }

    #[test]
    fn ones_own_work_comes_back_with_what_could_be_undone() {
        let editor = begun();
        assert_eq!(editor.document.scenario().name, "Shop and Data");
        assert_eq!(editor.history.undo_label(), None);
        assert_eq!(editor.own().scenario().vpcs[0].name, "Mine");
        let editor = teach(connect(editor, "shop", "data"), Teach::Leave);
        assert_eq!(editor.document.scenario().vpcs[0].name, "Mine");
        assert_eq!(editor.history.undo_label(), Some("rename Shop"));
        assert_eq!(editor.selection, Selection::Entity("vpc-shop".to_owned()));
        assert_eq!(editor.course, None);
        assert_eq!(editor.pane, Pane::Canvas);
    }

    #[test]
    fn a_lesson_after_a_lesson_and_what_is_opened_keep_ones_own_work_too() {
        let again = teach(begun(), Teach::Restart);
        let left = teach(again, Teach::Leave);
        assert_eq!(left.document.scenario().vpcs[0].name, "Mine");
        let opened = begun().apply(Action::example(&crate::editor::EXAMPLES[0]));
        assert_eq!(opened.course, None);
        let back = opened.apply(Action::Undo);
        assert_eq!(back.document.scenario().vpcs[0].name, "Mine");
    }

    #[test]
    fn steps_follow_when_their_goal_is_reached_and_not_before() {
        let editor = teach(begun(), Teach::Next);
        assert_eq!(course(&editor).step, 0);
        let editor = connect(editor, "shop", "data");
        assert!(course(&editor).is_reached(&editor.document));
        let editor = teach(editor, Teach::Next);
        assert_eq!(course(&editor).step, 1);
        assert!(!course(&editor).is_done(&editor.document));
        let editor = connect(editor, "data", "shop");
        assert!(course(&editor).is_done(&editor.document));
        assert_eq!(course(&editor).used(&editor.document), 2);
        let undone = editor.apply(Action::Undo);
        assert!(!course(&undone).is_done(&undone.document));
    }

    #[test]
    fn hints_come_one_by_one_and_begin_anew_with_a_step() {
        let editor = teach(begun(), Teach::Hint);
        assert_eq!(course(&editor).shown_hints().len(), 1);
        let editor = (0..9).fold(editor, |editor, _| teach(editor, Teach::Hint));
        let all = course(&editor).lesson.steps[0].hints.len();
        assert_eq!(course(&editor).shown_hints().len(), all);
        assert!(course(&editor).next_hint().is_none());
        let editor = teach(connect(editor, "shop", "data"), Teach::Next);
        assert!(course(&editor).shown_hints().is_empty());
    }

    #[test]
    fn the_solution_is_played_from_where_the_step_begins_and_undone() {
        let astray = connect(begun(), "data", "shop");
        let playing = teach(astray.clone(), Teach::Play);
        assert!(playing.document.scenario().vpc_connectors.is_empty());
        assert_eq!(course(&playing).played, Some(0));
        let played = teach(playing.clone(), Teach::PlayOn);
        assert_eq!(
            played.selection,
            Selection::Entity("shop-to-data".to_owned())
        );
        assert_eq!(course(&played).played, None);
        assert!(course(&played).is_reached(&played.document));
        assert!(course(&played).is_helped);
        let back = playing.apply(Action::Undo);
        assert_eq!(back.document.scenario(), astray.document.scenario());
    }

    #[test]
    fn a_step_is_seen_with_the_eyes_it_is_told_to() {
        const CONSENT: &str = include_str!("../../../static/lessons/consent.json");
        let lesson = Rc::new(Lesson::from_json(CONSENT).unwrap());
        let editor = teach(Editor::new(example()), Teach::Begin(lesson));
        let viewer = |editor: &Editor| editor.document.viewer().map(|v| v.id().to_owned());
        assert_eq!(viewer(&editor).as_deref(), Some("acme"));
        assert_eq!(editor.document.vpc("partner"), None);
        let editor = connect(editor, "shop", "partner");
        assert!(course(&editor).is_reached(&editor.document));
        assert_eq!(course(&editor).used(&editor.document), 1);
        let editor = teach(editor, Teach::Next);
        assert_eq!(viewer(&editor).as_deref(), Some("northwind"));
        let seen = editor.document.scenario();
        assert!(
            seen.vpc_connectors.is_empty(),
            "Acme's is not told to Northwind"
        );
        // Nobody changes the eyes of a step, nor takes back what others did.
        let other = editor.clone().apply(Action::See(None));
        assert_eq!(viewer(&other).as_deref(), Some("northwind"));
        let undone = other.apply(Action::Undo);
        assert_eq!(undone.document.whole().scenario().vpc_connectors.len(), 1);
        // What is played and taken back is seen with the same eyes.
        let played = teach(teach(editor, Teach::Play), Teach::PlayOn);
        assert!(course(&played).is_reached(&played.document));
        let back = played.apply(Action::Undo).apply(Action::Undo);
        assert_eq!(viewer(&back).as_deref(), Some("northwind"));
        let left = teach(back, Teach::Leave);
        assert_eq!(viewer(&left), None);
    }

    #[test]
    fn every_lesson_can_be_played_to_its_end() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../static/lessons");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("index.json") {
                continue;
            }
            let lesson = Lesson::from_json(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let mut editor = teach(Editor::new(example()), Teach::Begin(Rc::new(lesson)));
            while !course(&editor).is_done(&editor.document) {
                let step = course(&editor).step;
                editor = teach(editor, Teach::Play);
                while course(&editor).played.is_some() {
                    editor = teach(editor, Teach::PlayOn);
                }
                assert_eq!(editor.notice, None, "{}", path.display());
                editor = teach(editor, Teach::Next);
                let on = course(&editor).step > step || course(&editor).is_done(&editor.document);
                assert!(on, "{}", path.display());
            }
        }
    }
}

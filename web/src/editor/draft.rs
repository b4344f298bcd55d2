//! Making a lesson: the scenario it begins with, and steps whose solution is
//! recorded by performing it. One's own work is set aside meanwhile.

use std::rc::Rc;

use peerlab_core::edit::{Edit, apply, apply_all, between};
use peerlab_core::expect::Outcome;
use peerlab_core::lesson::{Lesson, Step as Task, changes, gained, progress};
use peerlab_core::scenario::{Expectation, LONGEST_ID, Scenario};

use super::aside::Own;
use super::{Document, Editor, History, Looking, Notice, Pane};

/// What is done with a lesson that is made.
#[derive(Clone, Debug)]
pub enum Make {
    /// Begins one out of what is shown, to be kept under a name.
    Begin(String),
    /// Goes on making one, kept under a name.
    GoOn(String, Rc<Lesson>),
    /// Turns to the start, or to a step after its solution.
    Turn(Option<usize>),
    /// Adds a step behind the others.
    AddStep,
    /// Removes a step.
    RemoveStep(usize),
    /// Takes other words, goals and hints; the start and the solutions stay.
    Write(Rc<Lesson>),
    /// Goes back to where the step begins; its solution is recorded again.
    Again,
    /// Takes the lesson as it is so far.
    Try,
    /// Leaves it; one's own work comes back.
    Leave,
}

impl Make {
    /// Tells whether something else is shown after it than an edit of what is
    /// shown before.
    pub(super) const fn opens(&self) -> bool {
        !matches!(self, Self::Write(_) | Self::Again)
    }
}

/// A lesson that is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What it is kept under.
    pub name: String,
    /// The lesson so far.
    pub lesson: Rc<Lesson>,
    /// The place of the step that is shown; `None` is the start.
    pub at: Option<usize>,
    /// The scenario as the step begins.
    pub begun: Rc<Document>,
    pub(super) own: Rc<Own>,
}

impl Draft {
    /// Returns the step that is shown.
    #[must_use]
    pub fn step(&self) -> Option<&Task> {
        self.lesson.steps.get(self.at?)
    }

    /// Returns what the solution of the step brings about and its goal does not ask
    /// for.
    #[must_use]
    pub fn facts(&self, document: &Document) -> Vec<Expectation> {
        let Some(step) = self.step() else {
            return Vec::new();
        };
        let now = document.behind.as_deref().unwrap_or(document);
        let before = (self.begun.scenario(), &**self.begun.judged());
        let mut facts = gained(before, (now.scenario(), now.judged()));
        let is_asked = |fact: &Expectation| {
            let mut goal = step.goal.iter();
            goal.any(|part| {
                // Whatever it is called.
                let name = part.name.clone();
                *part
                    == Expectation {
                        name,
                        ..fact.clone()
                    }
            })
        };
        facts.retain(|fact| !is_asked(fact));
        facts
    }

    /// Returns what holds of the step's goal, and what does not.
    #[must_use]
    pub fn goal(&self, document: &Document) -> Vec<Outcome> {
        let whole = document.behind.as_deref().unwrap_or(document);
        let goal = |at| progress(&self.lesson, at, whole.scenario(), whole.judged());
        self.at.map_or_else(Vec::new, goal)
    }

    /// Notes what is done to the scenario that is shown.
    pub(super) fn recorded(&self, now: &Scenario) -> Self {
        let mut lesson = Lesson::clone(&self.lesson);
        match self.at {
            None => lesson.start = now.clone(),
            Some(at) => {
                if let Some(step) = lesson.steps.get_mut(at) {
                    step.solution = between(self.begun.scenario(), now);
                    step.solution.retain(counts);
                }
            }
        }
        lesson.par = par(&lesson);
        Self {
            lesson: Rc::new(lesson),
            ..self.clone()
        }
    }
}

/// Tells whether an edit is one that a learner would make: neither where cards stand
/// nor what is expected has a part in a solution.
const fn counts(edit: &Edit) -> bool {
    !matches!(
        edit,
        Edit::Place { .. } | Edit::SetExpectations { .. } | Edit::Describe { .. }
    )
}

/// Counts the changes that the solutions come to, as far as they can be made.
fn par(lesson: &Lesson) -> u32 {
    let mut now = lesson.start.clone();
    let mut par = 0;
    for step in &lesson.steps {
        let begun = now.clone();
        if apply_all(&mut now, &step.solution).is_err() {
            break;
        }
        par += changes(&begun, &now);
    }
    u32::try_from(par).unwrap_or(u32::MAX)
}

/// Makes what progress is kept under out of a title.
#[must_use]
pub fn id_of(title: &str) -> String {
    let mut id = String::new();
    for word in title.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            if !id.is_empty() {
                id.push('-');
            }
            id.push_str(&word.to_lowercase());
        }
    }
    let id: String = id.chars().take(LONGEST_ID).collect();
    if id.is_empty() {
        "lesson".to_owned()
    } else {
        id
    }
}

impl Editor {
    /// Notes what was done since a document was shown, where a lesson is made.
    pub(super) fn record(&mut self, before: &Rc<Document>) {
        let (then, now) = (before.whole(), self.document.whole());
        if let Some(draft) = &self.draft
            && then.work == now.work
            && !Rc::ptr_eq(&then, &now)
        {
            self.draft = Some(Rc::new(draft.recorded(now.scenario())));
        }
    }

    pub(super) fn make_lesson(mut self, make: Make) -> Self {
        let draft = self.draft.clone();
        match (make, draft) {
            (Make::Begin(name), _) => {
                let mut start = self.document.whole().scenario().clone();
                start.seen_by = None;
                let title = String::new();
                let lesson = Lesson {
                    id: id_of(&title),
                    title,
                    start,
                    steps: vec![Task::default()],
                    ..Lesson::default()
                };
                self.begin_draft(name, Rc::new(lesson), None)
            }
            (Make::GoOn(name, lesson), _) => self.begin_draft(name, lesson, Some(0)),
            (_, None) => self,
            (Make::Turn(at), Some(draft)) => self.turn_to(&draft, at),
            (Make::AddStep, Some(draft)) => {
                let mut lesson = Lesson::clone(&draft.lesson);
                lesson.steps.push(Task::default());
                let last = lesson.steps.len().checked_sub(1);
                self.turn_to(&draft.of(lesson), last)
            }
            (Make::RemoveStep(at), Some(draft)) => {
                let mut lesson = Lesson::clone(&draft.lesson);
                if at < lesson.steps.len() && lesson.steps.len() > 1 {
                    lesson.steps.remove(at);
                    lesson.par = par(&lesson);
                }
                let before = at.checked_sub(1);
                self.turn_to(&draft.of(lesson), before.or(Some(0)))
            }
            (Make::Write(lesson), Some(draft)) => {
                self.draft = Some(Rc::new(draft.written(&lesson)));
                self
            }
            (Make::Again, Some(draft)) => {
                let edits = between(self.document.whole().scenario(), draft.begun.scenario());
                self.edit(&edits, "record the solution again".to_owned(), None)
            }
            (Make::Try, Some(draft)) => {
                let own = Rc::clone(&draft.own);
                self.draft = None;
                self.begin_course(Rc::clone(&draft.lesson), own, Some(draft))
            }
            (Make::Leave, Some(_)) => self.leave(),
        }
    }

    fn begin_draft(mut self, name: String, lesson: Rc<Lesson>, at: Option<usize>) -> Self {
        let own = self.set_aside();
        (self.show, self.course) = (None, None);
        let begun = self.state_of(lesson.start.clone());
        let draft = Draft {
            name,
            lesson,
            at,
            begun,
            own,
        };
        self.turn_to(&draft, at)
    }

    /// Shows the start of a lesson that is made, or the scenario after the solution
    /// of a step. Where a solution cannot be made any more, as what it is about is
    /// gone, it is shown as far as it can, and stays what it is until it is
    /// recorded anew.
    pub(super) fn turn_to(mut self, draft: &Draft, at: Option<usize>) -> Self {
        let at = at.filter(|&at| at < draft.lesson.steps.len());
        let steps = draft.lesson.steps.iter().enumerate();
        let mut begun = draft.lesson.start.clone();
        let mut stuck = None;
        let mut now = begun.clone();
        for (place, step) in steps.take(at.map_or(0, |at| at + 1)) {
            begun = now.clone();
            for edit in &step.solution {
                if let Err(error) = apply(&mut now, edit) {
                    stuck.get_or_insert_with(|| {
                        let title = format!(
                            "The solution of step {} cannot be made as it was recorded",
                            place + 1
                        );
                        Notice::failed(&title, &error)
                    });
                }
            }
        }
        let begun = self.state_of(begun);
        self.document = if at.is_none() {
            Rc::clone(&begun)
        } else {
            self.state_of(now)
        };
        self.history = History::default();
        self.looking = Looking::default();
        self.notice = stuck;
        self.overlay = None;
        self.pane = Pane::Lesson;
        self.draft = Some(Rc::new(Draft {
            at,
            begun,
            ..draft.clone()
        }));
        self.turn_page()
    }
}

impl Draft {
    fn of(&self, lesson: Lesson) -> Self {
        Self {
            lesson: Rc::new(lesson),
            ..self.clone()
        }
    }

    /// Takes the words of a lesson; what is recorded stays as it is here.
    fn written(&self, written: &Lesson) -> Self {
        let mut lesson = Lesson {
            start: self.lesson.start.clone(),
            par: self.lesson.par,
            ..written.clone()
        };
        for (step, own) in lesson.steps.iter_mut().zip(&self.lesson.steps) {
            step.solution.clone_from(&own.solution);
        }
        if lesson.title != self.lesson.title {
            lesson.id = id_of(&lesson.title);
        }
        self.of(lesson)
    }
}

#[cfg(test)]
mod tests {
    use peerlab_core::lesson::check;

    use super::*;
    use crate::editor::{Action, Teach, example};

    fn make(editor: Editor, make: Make) -> Editor {
        editor.apply(Action::MakeLesson(make))
    }

    fn begun() -> Editor {
        let editor = Editor::new(example()).apply(Action::Edit {
            edits: vec![Edit::set("vpc-shop", "name", "Mine")],
            label: "rename Shop".to_owned(),
        });
        make(editor, Make::Begin("one".to_owned()))
    }

    fn draft(editor: &Editor) -> &Draft {
        editor.draft.as_ref().unwrap()
    }

    fn connect(editor: Editor, from: &str, to: &str) -> Editor {
        editor.apply(Action::Connect {
            from: from.to_owned(),
            to: to.to_owned(),
            both: false,
        })
    }

    fn write(editor: Editor, change: impl FnOnce(&mut Lesson)) -> Editor {
        let mut lesson = Lesson::clone(&draft(&editor).lesson);
        change(&mut lesson);
        make(editor, Make::Write(Rc::new(lesson)))
    }

    #[test]
    fn ones_own_work_waits_and_the_start_is_what_was_shown() {
        let editor = begun();
        assert_eq!(draft(&editor).lesson.start.vpcs[0].name, "Mine");
        let editor = editor.apply(Action::AddVpc(None));
        let lesson = &draft(&editor).lesson;
        assert_eq!(lesson.start, *editor.document.scenario());
        assert_eq!(
            editor.own().scenario().vpcs.len() + 1,
            lesson.start.vpcs.len()
        );
        let left = make(editor, Make::Leave);
        assert_eq!(left.draft, None);
        assert_eq!(left.history.undo_label(), Some("rename Shop"));
    }

    #[test]
    fn a_solution_is_what_is_done_and_not_taken_back() {
        let editor = make(begun(), Make::Turn(Some(0)));
        let editor = connect(editor, "vpc-partner", "vpc-shop");
        let editor = editor.apply(Action::AddVpc(None));
        assert_eq!(draft(&editor).step().unwrap().solution.len(), 2);
        assert_eq!(draft(&editor).lesson.par, 2);
        let editor = editor.apply(Action::Undo);
        let solution = &draft(&editor).step().unwrap().solution;
        assert!(matches!(&solution[..], [Edit::Add { .. }]), "{solution:?}");
        let again = make(editor.clone(), Make::Again);
        assert!(draft(&again).step().unwrap().solution.is_empty());
        assert_eq!(draft(&again).lesson.par, 0);
        let back = again.apply(Action::Undo);
        assert_eq!(draft(&back).lesson, draft(&editor).lesson);
    }

    #[test]
    fn where_cards_stand_and_what_is_looked_at_is_not_recorded() {
        let editor = make(begun(), Make::Turn(Some(0)));
        let moved = editor.apply(Action::Nudge {
            focused: Some("vpc-shop".to_owned()),
            by: peerlab_core::scenario::Point { x: 40, y: 0 },
        });
        assert!(draft(&moved).step().unwrap().solution.is_empty());
        let shop = moved.document.owners().first().cloned();
        let seen = moved.apply(Action::See(shop));
        assert!(draft(&seen).step().unwrap().solution.is_empty());
    }

    #[test]
    fn steps_go_on_from_the_solution_before() {
        let editor = connect(
            make(begun(), Make::Turn(Some(0))),
            "vpc-partner",
            "vpc-shop",
        );
        let editor = make(editor, Make::AddStep);
        assert_eq!(draft(&editor).at, Some(1));
        assert_eq!(editor.history.undo_label(), None);
        let editor = editor.apply(Action::AddVpc(None));
        let lesson = Rc::clone(&draft(&editor).lesson);
        assert_eq!(lesson.steps.len(), 2);
        assert_eq!(
            lesson.before(2).unwrap().vpcs,
            editor.document.scenario().vpcs
        );
        let editor = make(editor, Make::Turn(Some(0)));
        assert_eq!(draft(&editor).lesson, lesson, "looking changes nothing");
        let editor = make(editor, Make::RemoveStep(0));
        assert_eq!(draft(&editor).lesson.steps.len(), 1);
        let editor = make(editor, Make::RemoveStep(0));
        assert_eq!(draft(&editor).lesson.steps.len(), 1, "the last one stays");
    }

    #[test]
    fn a_solution_that_cannot_be_made_any_more_is_told_and_kept() {
        let editor = connect(
            make(begun(), Make::Turn(Some(0))),
            "vpc-partner",
            "vpc-shop",
        );
        let id = match &draft(&editor).step().unwrap().solution[0] {
            Edit::Add { item, .. } => item.id().to_owned(),
            other => panic!("{other:?}"),
        };
        let editor = make(editor, Make::Turn(None));
        // The same connector is there from the beginning.
        let editor = connect(editor, "vpc-partner", "vpc-shop");
        assert!(editor.document.entity(&id).is_some());
        let editor = make(editor, Make::Turn(Some(0)));
        assert!(matches!(editor.notice, Some(Notice::Failed { .. })));
        assert_eq!(draft(&editor).step().unwrap().solution.len(), 1);
    }

    #[test]
    fn what_the_solution_brings_about_is_offered_until_it_is_asked_for() {
        let editor = connect(
            make(begun(), Make::Turn(Some(0))),
            "vpc-partner",
            "vpc-shop",
        );
        let facts = draft(&editor).facts(&editor.document);
        let words: Vec<_> = facts
            .iter()
            .filter_map(|fact| fact.name.as_deref())
            .collect();
        assert_eq!(
            words.first(),
            Some(&"Mine and Partner are peered"),
            "{words:?}"
        );
        let editor = write(editor, |lesson| {
            let name = Some("Peer them".to_owned());
            lesson.steps[0].goal.push(Expectation {
                name,
                ..facts[0].clone()
            });
            lesson.title = "Näher, please!".to_owned();
        });
        assert_eq!(draft(&editor).lesson.id, "näher-please");
        assert_eq!(draft(&editor).facts(&editor.document), facts[1..]);
        assert_eq!(draft(&editor).step().unwrap().solution.len(), 1);
    }

    #[test]
    fn a_lesson_is_tried_and_left_for_making_it_further() {
        let editor = connect(
            make(begun(), Make::Turn(Some(0))),
            "vpc-partner",
            "vpc-shop",
        );
        let facts = draft(&editor).facts(&editor.document);
        let editor = write(editor, |lesson| {
            lesson.title = "Consent".to_owned();
            lesson.point = "Both have to.".to_owned();
            lesson.steps[0].text = "Peer the two.".to_owned();
            lesson.steps[0].goal = facts[..1].to_vec();
        });
        let lesson = Rc::clone(&draft(&editor).lesson);
        assert_eq!(check(&lesson), []);
        let tried = make(editor, Make::Try);
        assert_eq!(tried.draft, None);
        let again = tried.clone().apply(Action::Teach(Teach::Restart));
        let done = connect(again, "vpc-partner", "vpc-shop");
        assert!(done.course.as_ref().unwrap().is_done(&done.document));
        let back = done.apply(Action::Teach(Teach::Leave));
        assert_eq!(back.course, None);
        assert_eq!(draft(&back).lesson, lesson);
        assert_eq!(draft(&back).at, Some(0));
        assert_eq!(back.own().scenario().vpcs[0].name, "Mine");
        let left = make(back, Make::Leave);
        assert_eq!(left.document.scenario().vpcs[0].name, "Mine");
    }

    #[test]
    fn ids_are_made_of_titles() {
        assert_eq!(id_of("The  answer: 2!"), "the-answer-2");
        assert_eq!(id_of(" ?"), "lesson");
    }
}

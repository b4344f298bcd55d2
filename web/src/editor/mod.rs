//! What the page holds, as a plain value: the document, what is selected, the
//! view of it, the history and what is being said.
//!
//! [`Editor::apply`] takes the state and an action and gives the next state.
//! Nothing here knows a browser.

mod action;
pub mod add;
pub mod ago;
mod announce;
mod aside;
pub mod change;
pub mod commands;
mod copying;
mod document;
mod draft;
mod explain;
mod export;
mod eyes;
mod found;
mod fragment;
mod hand;
mod history;
mod index;
mod late;
pub mod learnt;
mod lesson;
mod looking;
mod making;
mod matrix;
mod mending;
mod notice;
mod open;
mod picking;
mod preview;
mod room;
mod selection;
mod show;
mod sight;
mod snap;
mod trace_link;
mod view;
mod viewing;
pub mod words;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod invariants;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use peerlab_core::check::Topic;
use peerlab_core::edit::Edit;
use peerlab_core::scenario::Reading;
use yew::Reducible;

pub use action::Action;
pub use announce::{Said, changes};
pub use change::Question;
pub use document::{Document, Owner, Side};
pub use draft::{Draft, Make, id_of};
pub use explain::{Expects, Explained, explain, ports, told_ports};
pub use export::Format;
pub use eyes::Eyes;
pub use found::{Found, Problem};
pub use fragment::{Form, Shared, has_bar, is_embed};
pub use hand::{Drag, Frame, Hand, Pull, Tool, whole};
pub use history::{History, Step};
pub use late::{Judge, Order, Orders};
pub use lesson::{Course, Teach};
pub use looking::{Looking, Sheet, Stop, stops, topic_of};
pub use making::Direction;
pub use matrix::{Cell, Change, Head, Mark, Matrix};
pub use mending::{mend_all, mendable};
pub use notice::Notice;
pub use open::{
    EXAMPLES, Example, Incoming, example, open, open_lesson, open_link, open_presentation,
};
pub use peerlab_core::drawing::Spot;
pub use picking::End;
pub use preview::{Preview, make_talk};
pub use selection::{Ids, Selection};
pub use show::{Present, Show};
pub use snap::{Guide, snap};
pub use trace_link::{trace_asked, trace_part};
pub use view::{Size, View};

/// A part of the page; on a narrow one, the part that is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The picture.
    #[default]
    Canvas,
    /// The scenario as a list.
    Outline,
    /// What is selected, in words.
    Inspector,
    /// What is wrong.
    Problems,
    /// The step of a lesson.
    Lesson,
}

/// Something that lies over the page until it is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Every key.
    Keys,
    /// Every command, to be found by its name.
    Palette,
    /// The VPCs to which the one with an id can be connected.
    Target(String),
    /// The scenarios that the page brings along.
    Examples,
    /// The owners with whose eyes the scenario can be seen.
    Eyes,
    /// The scenarios that are kept in the browser.
    Recent,
    /// What was read and is about to be opened.
    Import(Box<Incoming>),
    /// The scenario as a link.
    Share,
    /// The forms that the scenario can be taken along in.
    Export,
    /// The page of help about something.
    Help(Topic),
    /// Everything that is taken for granted.
    Assumptions,
    /// The lessons.
    Lessons,
    /// A question that comes before a change.
    Question(Box<Question>),
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Editor {
    /// The scenario and its judgement.
    pub document: Rc<Document>,
    /// What is selected.
    pub selection: Selection,
    /// What part of the plane is seen.
    pub view: View,
    /// How large the canvas is, once that is known.
    pub size: Option<Size>,
    /// Whether the view still follows the content, the user not having moved it.
    pub fitted: bool,
    /// What the hand on the canvas is doing.
    pub hand: Hand,
    /// What a drag on the ground does.
    pub tool: Tool,
    /// What can be undone and redone.
    pub history: History,
    /// What is being said to the user.
    pub notice: Option<Notice>,
    /// The part that a narrow page shows.
    pub pane: Pane,
    /// What lies over the page.
    pub overlay: Option<Overlay>,
    /// How many scenarios were opened.
    pub works: usize,
    /// What changed last, for those who do not see it.
    pub said: Said,
    /// The id of what is being renamed on the picture.
    pub renaming: Option<String>,
    /// What of the judgement is looked at.
    pub looking: Looking,
    /// The end of a packet's way that is being picked.
    pub picking: Option<End>,
    /// The scenario as it was judged before the last edit.
    pub before: Option<Rc<Document>>,
    /// The lesson that is taken.
    pub course: Option<Rc<Course>>,
    /// The lesson that is made.
    pub draft: Option<Rc<Draft>>,
    /// Whether it is shown within another page.
    pub is_embedded: bool,
    /// The works that can be looked at and not changed, by their numbers.
    viewed: Vec<usize>,
    /// The presentation that is shown.
    pub show: Option<Rc<Show>>,
}

impl Editor {
    /// Makes the state that shows a scenario.
    #[must_use]
    pub fn new(reading: Reading) -> Self {
        Self {
            document: Rc::new(Document::new(reading)),
            selection: Selection::Nothing,
            view: View::default(),
            size: None,
            fitted: true,
            hand: Hand::Free,
            tool: Tool::default(),
            history: History::default(),
            notice: None,
            pane: Pane::default(),
            overlay: None,
            works: 0,
            said: Said::default(),
            renaming: None,
            looking: Looking::default(),
            picking: None,
            before: None,
            course: None,
            draft: None,
            is_embedded: false,
            viewed: Vec::new(),
            show: None,
        }
    }

    /// Returns the state after an action.
    #[must_use]
    pub fn apply(self, action: Action) -> Self {
        let before = Rc::clone(&self.document);
        let start = Rc::clone(&before);
        // What was opened is told by a notice, and whose eyes see it by itself.
        let opens = match &action {
            Action::Open { .. } | Action::See(_) | Action::Present(_) => true,
            Action::Teach(teach) => teach.opens(),
            Action::MakeLesson(make) => make.opens(),
            _ => false,
        };
        let selection = self.selection.clone();
        let action = self.meant(action);
        let mut after = self.act(action);
        if !opens && !Rc::ptr_eq(&before, &after.document) {
            let told = changes(&before, &after.document);
            if !told.is_empty() {
                after.say(told.join(" "));
            }
        }
        if opens {
            after.before = None;
        } else if !Rc::ptr_eq(&before.report, &after.document.report) {
            // Another work is no edit of this one.
            let is_edit = before.work == after.document.work;
            after.before = is_edit.then_some(before);
        }
        if !Rc::ptr_eq(&after.document, &start) || after.selection != selection {
            after.selection = after.selection.kept(&after.document);
        }
        if after.selection != selection {
            after.history.close();
        }
        after.record(&start);
        after
    }

    #[expect(clippy::too_many_lines, reason = "a line for each kind of action")]
    fn act(mut self, action: Action) -> Self {
        if self.is_view_only() && action.edits() {
            return self.refuse();
        }
        match action {
            Action::Open { reading, notice } => {
                self = self.leave();
                self.works += 1;
                let mut document = Document::new(*reading);
                document.work = self.works;
                let document = Rc::new(document);
                self.history.look_as(None);
                self.history.push(
                    Step::Document(self.document.whole()),
                    "open another scenario".to_owned(),
                );
                self.document = document;
                self.notice = notice;
                self.overlay = None;
                self.pane = Pane::Canvas;
                self.turn_page()
            }
            Action::Teach(teach) => self.teach(teach),
            Action::MakeLesson(make) => self.make_lesson(make),
            Action::Protect => self.protect(),
            Action::MakeOwn => self.make_own(),
            Action::Present(present) => self.present(&present),
            Action::Say(notice) => Self {
                notice: Some(notice),
                ..self
            },
            Action::Dismiss => Self {
                notice: None,
                ..self
            },
            Action::Judged { report, found } => self.judged(&report, &found),
            Action::Select(selection) => Self { selection, ..self },
            Action::Show(selection) => self.show(selection),
            Action::Pick(end) => self.pick(end),
            Action::PickEnd(id) => self.pick_end(&id),
            Action::Reveal(id) => self.reveal(&Selection::Entity(id), false),
            Action::Explain => Self {
                selection: Selection::Nothing,
                pane: Pane::Inspector,
                ..self
            },
            Action::Turn(pane) => Self { pane, ..self },
            Action::Look(looking) => self.look(looking),
            Action::See(viewer) => self.see(viewer.as_ref()),
            Action::Edit { edits, label } => self.edit(&edits, label, None),
            Action::Make { edits, label, show } => self.make(&edits, label, show),
            Action::Lay(overlay) => Self { overlay, ..self },
            Action::Toggle(id) => Self {
                selection: self.selection.toggled(id),
                ..self
            },
            Action::SelectAll => {
                let vpcs = self.document.scenario().vpcs.iter();
                self.selection = Selection::of(vpcs.map(|vpc| vpc.id.clone()).collect());
                self.say_selection();
                self
            }
            Action::Nudge { focused, by } => self.nudge(focused.as_deref(), by),
            Action::Drag { vpc, by, free } => self.drag(&vpc, by, free),
            Action::Frame { from, to, adds } => self.frame(from, to, adds),
            Action::Pull(vpc) => self.pull(&vpc),
            Action::PullTo { to, both } => self.pull_to(to, both),
            Action::Drop | Action::Framed => self.let_go(),
            Action::Cancel => self.cancel(),
            Action::Use(tool) => Self { tool, ..self },
            Action::AddVpc(around) => self.add_vpc(around),
            Action::AddBeside(direction) => self.add_beside(direction),
            Action::AddNetwork => self.add_network(),
            Action::AddRoute => self.add_route(),
            Action::ChooseTarget => {
                let vpc = self
                    .home()
                    .and_then(|vpc| self.document.scenario().vpcs.get(vpc));
                self.overlay = vpc.map(|vpc| Overlay::Target(vpc.id.clone()));
                self
            }
            Action::Connect { from, to, both } => self.connect(&from, &to, both),
            Action::Remove => self.remove_selected(),
            Action::Rename(id) => self.rename(id),
            Action::Paste(text) => self.paste(&text),
            Action::Duplicate => self.duplicate(),
            Action::Arrange => self.arrange(),
            Action::Undo => self.undo(),
            Action::Redo => {
                let (history, step) = self.history.clone().redo();
                self.take(step, history, History::redone)
            }
            Action::Resize(size) => self.resize(size),
            Action::Pan(by) => self.pan(by),
            Action::Zoom { by, around } => self.zoom(by, around),
            Action::ActualSize => {
                let by = 1.0 / self.view.zoom;
                self.zoom(by, None)
            }
            Action::Centre(spot) => self.centre(spot),
            Action::Fit => Self {
                fitted: true,
                ..self
            }
            .fit(),
            Action::FitSelection => self.fit_selection(),
        }
    }

    /// Makes a change; one that `joins` is one with the change before if that
    /// was of the same.
    fn edit(mut self, edits: &[Edit], label: String, joins: Option<String>) -> Self {
        if edits.is_empty() {
            return self;
        }
        if let Some(refusal) = self.document.refusal(edits) {
            return Self {
                notice: Some(refusal),
                ..self
            };
        }
        let whole = self.document.whole();
        // The picture stays as it is but for what the change is about.
        let stilled = whole.stilled(edits);
        match whole.edited(&[edits, &stilled].concat()) {
            // Setting what is so already is no change.
            Ok((_, inverse)) if inverse.iter().rev().eq(edits) => self,
            Ok((document, inverse)) => {
                let step = Step::Edits(inverse);
                match joins {
                    Some(of) => self.history.join(step, label, of),
                    None => self.history.push(step, label),
                }
                self.hand = Hand::Free;
                self = self.with(document);
                self.overlay = None;
                // Its way back would now take back this change instead.
                self.notice = self
                    .notice
                    .filter(|said| !matches!(said, Notice::Opened { .. }));
                self
            }
            Err(error) => Self {
                notice: Some(match self.document.viewer() {
                    None => Notice::failed("That cannot be done", &error),
                    // The error is of what is not seen.
                    Some(_) => Notice::failed(
                        "That cannot be done",
                        &"something that is not seen here stands in its way",
                    ),
                }),
                ..self
            },
        }
    }

    fn make(self, edits: &[Edit], label: String, show: Selection) -> Self {
        let before = Rc::clone(&self.document);
        let made = self.edit(edits, label, None);
        if Rc::ptr_eq(&made.document, &before) {
            made
        } else {
            made.show(show)
        }
    }

    /// Shows an edited document. A selected problem keeps being selected
    /// wherever it stands in the new report; one that is solved is at no place.
    fn with(mut self, whole: Document) -> Self {
        let document = self.document.again(Rc::new(whole));
        if let Selection::Problem(place) = &mut self.selection
            && !Rc::ptr_eq(&document.report, &self.document.report)
        {
            let again = document.problem_again(&self.document, *place);
            *place = again.unwrap_or(usize::MAX);
        }
        self.document = document;
        self
    }

    fn undo(self) -> Self {
        if self.history.is_barred() {
            let why = if self.course.is_some() {
                "what was done last belongs to a step before, which was told to another owner"
            } else {
                "what was done last was done with other eyes, and everyone can take it back"
            };
            return Self {
                notice: Some(Notice::failed("That cannot be undone here", &why)),
                ..self
            };
        }
        let (history, step) = self.history.clone().undo();
        self.take(step, history, History::undone)
    }

    fn take(
        mut self,
        step: Option<(Step, String)>,
        history: History,
        back: fn(History, Step, String) -> History,
    ) -> Self {
        match step {
            None => self,
            Some((Step::Document(document), label)) => {
                let current = self.document.whole();
                // A step of a lesson is told to one owner all the while.
                self.document = match self.course {
                    Some(_) => self.document.again(document),
                    None => document,
                };
                self.history = back(history, Step::Document(current), label);
                self.notice = None;
                self.turn_page()
            }
            Some((Step::Edits(edits), label)) => match self.document.whole().edited(&edits) {
                Ok((document, inverse)) => {
                    self.history = back(history, Step::Edits(inverse), label);
                    self.hand = Hand::Free;
                    self.with(document)
                }
                Err(error) => Self {
                    notice: Some(Notice::failed("That cannot be undone", &error)),
                    history,
                    ..self
                },
            },
        }
    }
}

impl Reducible for Editor {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).apply(action))
    }
}

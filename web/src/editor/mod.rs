//! What the page holds, as a plain value: the document, what is selected, the
//! view of it, the history and what is being said.
//!
//! [`Editor::apply`] takes the state and an action and gives the next state.
//! Nothing here knows a browser.

pub mod add;
pub mod change;
pub mod commands;
mod document;
mod explain;
mod history;
mod index;
mod notice;
mod open;
mod selection;
mod view;
pub mod words;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use peerlab_core::edit::Edit;
use peerlab_core::layout::{FARTHEST, Rect};
use peerlab_core::scenario::{Point, Reading};
use yew::Reducible;

pub use change::Question;
pub use document::{Document, Owner, Side};
pub use explain::{Expects, Explained, explain};
pub use history::{History, Step};
pub use notice::Notice;
pub use open::{example, open, open_link};
pub use selection::{Ids, Selection};
pub use view::{Size, Spot, View};

/// What the places of dragged cards are a multiple of.
const GRID: f64 = 4.0;

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
}

/// Something that lies over the page until it is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Every key.
    Keys,
    /// Every command, to be found by its name.
    Palette,
    /// A question that comes before a change.
    Question(Box<Question>),
}

/// A card that is being dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct Drag {
    /// The id of its VPC.
    pub vpc: String,
    /// Where it would be dropped.
    pub at: Point,
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
    /// The card that is being dragged.
    pub drag: Option<Drag>,
    /// What can be undone and redone.
    pub history: History,
    /// What is being said to the user.
    pub notice: Option<Notice>,
    /// The part that a narrow page shows.
    pub pane: Pane,
    /// What lies over the page.
    pub overlay: Option<Overlay>,
}

/// Something the user or the page does.
#[derive(Clone, Debug)]
pub enum Action {
    /// Shows a scenario in place of the current one, which undo brings back.
    Open {
        /// The scenario.
        reading: Box<Reading>,
        /// What is said about it.
        notice: Option<Notice>,
    },
    /// Says something; everything else stays.
    Say(Notice),
    /// Takes away what is being said.
    Dismiss,
    /// Selects something.
    Select(Selection),
    /// Selects something and moves the view where it is seen.
    Show(Selection),
    /// Turns to a part of the page.
    Turn(Pane),
    /// Makes a change: all of its edits one after the other, or none of them.
    Edit {
        /// The edits.
        edits: Vec<Edit>,
        /// What the change is called, such as “move Shop”.
        label: String,
    },
    /// Makes a change as [`Edit`](Self::Edit) does, and shows something if it
    /// could be made, such as what was added.
    Make {
        /// The edits.
        edits: Vec<Edit>,
        /// What the change is called.
        label: String,
        /// What is shown.
        show: Selection,
    },
    /// Lays something over the page, or takes away what lies there.
    Lay(Option<Overlay>),
    /// Moves a card by so much, as one change together with the moves before.
    Nudge {
        /// The id of its VPC.
        vpc: String,
        /// Rightward.
        x: i32,
        /// Downward.
        y: i32,
    },
    /// Drags a card by so much on the screen from where it stands.
    Drag {
        /// The id of its VPC.
        vpc: String,
        /// How far from where the drag began, in pixels of the screen.
        by: Spot,
    },
    /// Drops the card that is being dragged.
    Drop,
    /// Leaves the card that is being dragged where it was.
    CancelDrag,
    /// Moves the view where an entity is seen, and selects nothing.
    Reveal(String),
    /// Tells what the picture shows.
    Explain,
    /// Takes back the last change.
    Undo,
    /// Makes the change again that was taken back last.
    Redo,
    /// Takes note of the canvas's size.
    Resize(Size),
    /// Moves the view by so much on the screen.
    Pan(Spot),
    /// Zooms around a spot of the screen; the middle where none is given.
    Zoom {
        /// By what factor.
        by: f64,
        /// The spot that stays where it is.
        around: Option<Spot>,
    },
    /// Moves the view so that everything is seen.
    Fit,
}

impl Action {
    /// Tells whether it may change what is shown into something else than was
    /// opened.
    #[must_use]
    pub const fn changes_document(&self) -> bool {
        matches!(
            self,
            Self::Open { .. }
                | Self::Edit { .. }
                | Self::Make { .. }
                | Self::Nudge { .. }
                | Self::Drag { .. }
                | Self::Undo
                | Self::Redo
        )
    }
}

impl Action {
    /// Opens the example.
    #[must_use]
    pub fn example() -> Self {
        Self::Open {
            reading: Box::new(example()),
            notice: None,
        }
    }
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
            drag: None,
            history: History::default(),
            notice: None,
            pane: Pane::default(),
            overlay: None,
        }
    }

    /// Returns the state after an action.
    #[must_use]
    pub fn apply(mut self, action: Action) -> Self {
        match action {
            Action::Open { reading, notice } => {
                let document = Rc::new(Document::new(*reading));
                self.history.push(
                    Step::Document(self.document),
                    "open another scenario".to_owned(),
                );
                self.document = document;
                self.notice = notice;
                self.pane = Pane::Canvas;
                self.turn_page()
            }
            Action::Say(notice) => Self {
                notice: Some(notice),
                ..self
            },
            Action::Dismiss => Self {
                notice: None,
                ..self
            },
            Action::Select(selection) => Self { selection, ..self },
            Action::Show(selection) => self.show(selection),
            Action::Reveal(id) => self.reveal(&Selection::Entity(id)),
            Action::Explain => Self {
                selection: Selection::Nothing,
                pane: Pane::Inspector,
                ..self
            },
            Action::Turn(pane) => Self { pane, ..self },
            Action::Edit { edits, label } => self.edit(&edits, label, false),
            Action::Make { edits, label, show } => self.make(&edits, label, show),
            Action::Lay(overlay) => Self { overlay, ..self },
            Action::Nudge { vpc, x, y } => self.nudge(vpc, x, y),
            Action::Drag { vpc, by } => self.drag(vpc, by),
            Action::Drop => self.drop_card(),
            Action::CancelDrag => Self { drag: None, ..self },
            Action::Undo => {
                let (history, step) = self.history.clone().undo();
                self.take(step, history, History::undone)
            }
            Action::Redo => {
                let (history, step) = self.history.clone().redo();
                self.take(step, history, History::redone)
            }
            Action::Resize(size) => self.resize(size),
            Action::Pan(by) => Self {
                view: self.view.panned(by),
                fitted: false,
                ..self
            },
            Action::Zoom { by, around } => {
                let around = around.or(self.size.map(Size::middle)).unwrap_or_default();
                Self {
                    view: self.view.zoomed(by, around),
                    fitted: false,
                    ..self
                }
            }
            Action::Fit => Self {
                fitted: true,
                ..self
            }
            .fit(),
        }
    }

    /// Returns where a VPC's card is drawn, by its place in the document: where
    /// it stands, or where it is being dragged.
    #[must_use]
    pub fn rect(&self, vpc: usize) -> Option<Rect> {
        let mut rect = self.document.layout.cards.get(vpc)?.rect;
        if let Some(drag) = &self.drag
            && self.document.vpc(&drag.vpc) == Some(vpc)
        {
            (rect.x, rect.y) = (drag.at.x, drag.at.y);
        }
        Some(rect)
    }

    fn turn_page(self) -> Self {
        Self {
            selection: Selection::Nothing,
            drag: None,
            fitted: true,
            ..self
        }
        .fit()
    }

    fn fit(self) -> Self {
        let view = match (self.size, self.document.bounds()) {
            (Some(size), Some(bounds)) => View::fitting(bounds, size, self.document.first_card()),
            _ => self.view,
        };
        Self { view, ..self }
    }

    fn resize(self, size: Size) -> Self {
        if size.width < 1.0 || size.height < 1.0 {
            // The canvas is not shown: it will have a size again when it is.
            return self;
        }
        let resized = Self {
            size: Some(size),
            ..self
        };
        if resized.fitted {
            resized.fit()
        } else {
            resized
        }
    }

    fn reveal(self, selection: &Selection) -> Self {
        let rects = self.document.rects_of(selection);
        match (rects.into_iter().reduce(Rect::union), self.size) {
            (Some(bounds), Some(size)) if !self.view.shows(bounds, size) => Self {
                view: self.view.revealing(bounds, size),
                fitted: false,
                ..self
            },
            _ => self,
        }
    }

    fn show(self, selection: Selection) -> Self {
        let shown = self.reveal(&selection);
        // On a narrow page the words take the place of the list.
        let pane = match shown.pane {
            Pane::Problems | Pane::Outline => Pane::Inspector,
            pane => pane,
        };
        Self {
            selection,
            pane,
            ..shown
        }
    }

    fn edit(mut self, edits: &[Edit], label: String, joins: bool) -> Self {
        if edits.is_empty() {
            return self;
        }
        match self.document.edited(edits) {
            Ok((document, inverse)) => {
                let step = Step::Edits(inverse);
                if joins {
                    self.history.join(step, label);
                } else {
                    self.history.push(step, label);
                }
                self = self.with(document);
                self.overlay = None;
                // Its way back would now take back this change instead.
                self.notice = self
                    .notice
                    .filter(|said| !matches!(said, Notice::Opened { .. }));
                self
            }
            Err(error) => Self {
                notice: Some(Notice::failed("That cannot be done", &error)),
                ..self
            },
        }
    }

    fn make(self, edits: &[Edit], label: String, show: Selection) -> Self {
        let before = Rc::clone(&self.document);
        let made = self.edit(edits, label, false);
        if Rc::ptr_eq(&made.document, &before) {
            made
        } else {
            made.show(show)
        }
    }

    /// Shows an edited document. A selected problem keeps being selected
    /// wherever it stands in the new report; one that is solved is at no place.
    fn with(mut self, document: Document) -> Self {
        if let Selection::Problem(place) = &mut self.selection
            && !Rc::ptr_eq(&document.report, &self.document.report)
        {
            let again = document.problem_again(&self.document, *place);
            *place = again.unwrap_or(usize::MAX);
        }
        self.document = Rc::new(document);
        self
    }

    fn place(self, vpc: String, at: Point, joins: bool) -> Self {
        let label = format!("move {}", self.document.label(&vpc));
        let at = Some(at);
        self.edit(&[Edit::Place { id: vpc, at }], label, joins)
    }

    fn nudge(self, vpc: String, x: i32, y: i32) -> Self {
        let Some(rect) = self.document.vpc(&vpc).and_then(|place| self.rect(place)) else {
            return self;
        };
        let at = on_canvas(
            f64::from(rect.x) + f64::from(x),
            f64::from(rect.y) + f64::from(y),
        );
        self.place(vpc, at, true)
    }

    fn drag(self, vpc: String, by: Spot) -> Self {
        let card = self
            .document
            .vpc(&vpc)
            .and_then(|place| self.document.layout.cards.get(place));
        let Some(rect) = card.map(|card| card.rect) else {
            return self;
        };
        let at = on_canvas(
            f64::from(rect.x) + by.x / self.view.zoom,
            f64::from(rect.y) + by.y / self.view.zoom,
        );
        Self {
            drag: Some(Drag { vpc, at }),
            ..self
        }
    }

    fn drop_card(mut self) -> Self {
        match self.drag.take() {
            Some(drag) => {
                let mut dropped = self.place(drag.vpc, drag.at, false);
                // The picture does not move under the hand that dropped a card.
                dropped.fitted = false;
                dropped
            }
            None => self,
        }
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
                let current = std::mem::replace(&mut self.document, document);
                self.history = back(history, Step::Document(current), label);
                self.notice = None;
                self.turn_page()
            }
            Some((Step::Edits(edits), label)) => match self.document.edited(&edits) {
                Ok((document, inverse)) => {
                    self.history = back(history, Step::Edits(inverse), label);
                    self.drag = None;
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

/// Returns the nearest place of the grid that a scenario can hold.
fn on_canvas(x: f64, y: f64) -> Point {
    let farthest = f64::from(FARTHEST);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number is whole and within bounds by then"
    )]
    let coordinate = |c: f64| ((c / GRID).round() * GRID).clamp(-farthest, farthest) as i32;
    Point {
        x: coordinate(x),
        y: coordinate(y),
    }
}

impl Reducible for Editor {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).apply(action))
    }
}

//! What the user and the page can do.

use std::rc::Rc;

use peerlab_core::edit::Edit;
use peerlab_core::report::Report;
use peerlab_core::scenario::{Point, Reading, Viewer};

use super::{
    Direction, End, Example, Found, Looking, Make, Notice, Overlay, Pane, Present, Selection, Size,
    Spot, Teach, Tool,
};

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
    /// Takes a lesson, or does something in the one that is taken.
    Teach(Teach),
    /// Makes a lesson, or does something with the one that is made.
    MakeLesson(Make),
    /// Keeps what is shown from being changed.
    Protect,
    /// Lets what is shown be changed, as a copy of one's own.
    MakeOwn,
    /// Shows a presentation, or goes on in the one that is shown.
    Present(Present),
    /// Says something; everything else stays.
    Say(Notice),
    /// Takes away what is being said.
    Dismiss,
    /// Shows what was found in a scenario that was judged later.
    Judged {
        /// Its judgement as far as there was one at once.
        report: Rc<Report>,
        /// What was found.
        found: Rc<Found>,
    },
    /// Selects something.
    Select(Selection),
    /// Selects something and moves the view where it is seen.
    Show(Selection),
    /// Turns to a part of the page.
    Turn(Pane),
    /// Looks at something else of the judgement.
    Look(Looking),
    /// Begins to pick an end of a packet's way where it is seen; `None` leaves it.
    Pick(Option<End>),
    /// Picks what has an id as the end that is asked for, and asks for the other.
    PickEnd(String),
    /// Sees the scenario with the eyes of an owner, or of everyone.
    See(Option<Viewer>),
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
    /// Selects something, or takes it out of what is selected.
    Toggle(String),
    /// Selects every VPC.
    SelectAll,
    /// Moves the selected cards by so much, or else the one with the focus, as
    /// one change together with the moves before.
    Nudge {
        /// The id of the VPC whose card has the focus.
        focused: Option<String>,
        /// How far.
        by: Point,
    },
    /// Drags the selected cards, or one that is not selected, from where they
    /// stand.
    Drag {
        /// The id of the VPC whose card is held.
        vpc: String,
        /// How far from where the drag began, in pixels of the screen.
        by: Spot,
        /// Whether lines of other cards do not draw it to them.
        free: bool,
    },
    /// Draws a frame around cards, which selects them.
    Frame {
        /// Where it began, on the screen.
        from: Spot,
        /// Where it ends.
        to: Spot,
        /// Whether what was selected stays so.
        adds: bool,
    },
    /// Begins to pull a connector out of the card of the VPC with an id.
    Pull(String),
    /// Pulls it on to a spot of the screen.
    PullTo {
        /// The spot.
        to: Spot,
        /// Whether the connector back is made too.
        both: bool,
    },
    /// Lets go of what is being dragged or pulled, which makes a change.
    Drop,
    /// Lets go of the frame.
    Framed,
    /// Leaves what is being dragged, framed or pulled as it was.
    Cancel,
    /// Changes what a drag on the ground does.
    Use(Tool),
    /// Adds a VPC around a spot of the screen; in the middle where none is
    /// given.
    AddVpc(Option<Spot>),
    /// Adds a VPC beside the selected one, both connected.
    AddBeside(Direction),
    /// Adds a Private Network to the selected VPC.
    AddNetwork,
    /// Adds a route to the selected VPC.
    AddRoute,
    /// Asks which VPC the selected one is to be connected to.
    ChooseTarget,
    /// Makes a connector.
    Connect {
        /// The id of the VPC it belongs to.
        from: String,
        /// The id of the VPC it leads to.
        to: String,
        /// Whether the one back is made too.
        both: bool,
    },
    /// Removes what is selected with all that belongs to it.
    Remove,
    /// Asks for a new name of a VPC or a Private Network on the picture; `None`
    /// asks no longer.
    Rename(Option<String>),
    /// Adds what was copied, as its text.
    Paste(String),
    /// Adds a copy of what is selected.
    Duplicate,
    /// Leaves the places of all cards to the layout.
    Arrange,
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
    /// Shows things as large as they are.
    ActualSize,
    /// Moves the view so that a spot of the plane is in the middle.
    Centre(Spot),
    /// Moves the view so that everything is seen.
    Fit,
    /// Moves the view so that what is selected fills it.
    FitSelection,
}

impl Action {
    /// Tells whether it may change what is shown into something else than was
    /// opened.
    #[must_use]
    pub const fn changes_document(&self) -> bool {
        matches!(
            self,
            Self::Open { .. }
                | Self::Teach(_)
                | Self::See(_)
                | Self::Present(_)
                | Self::Edit { .. }
                | Self::Make { .. }
                | Self::Nudge { .. }
                | Self::Drop
                | Self::AddVpc(_)
                | Self::AddBeside(_)
                | Self::AddNetwork
                | Self::AddRoute
                | Self::Connect { .. }
                | Self::Remove
                | Self::Paste(_)
                | Self::Duplicate
                | Self::Arrange
                | Self::Undo
                | Self::Redo
        )
    }

    /// Opens an example.
    #[must_use]
    pub fn example(example: &Example) -> Self {
        Self::Open {
            reading: Box::new(example.reading()),
            notice: None,
        }
    }
}

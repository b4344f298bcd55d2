//! What can be undone and redone.

use std::rc::Rc;

use peerlab_core::edit::Edit;
use peerlab_core::scenario::Viewer;

use super::Document;

/// How many steps back are kept.
const DEPTH: usize = 500;

/// What brings a former state back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Edits to apply one after the other.
    Edits(Vec<Edit>),
    /// The document that was open before another was opened.
    Document(Rc<Document>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    step: Step,
    label: String,
    /// With whose eyes it was made; `None` with everyone's.
    eyes: Option<Viewer>,
}

/// The steps back and forth.
///
/// An owner takes back and makes again what was done with their eyes, as long as
/// nothing else was done since: what others did is not theirs to change, and its
/// name would tell of it. Everyone takes back everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    past: Vec<Rc<Entry>>,
    future: Vec<Rc<Entry>>,
    /// What the last entry is a change of, if another of the same may join it.
    open: Option<String>,
    /// With whose eyes the scenario is seen.
    eyes: Option<Viewer>,
}

impl History {
    /// Returns what undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.own(&self.past).map(|entry| entry.label.as_str())
    }

    /// Returns what redo would make again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.own(&self.future).map(|entry| entry.label.as_str())
    }

    /// Tells whether what would be taken back was done with other eyes.
    #[must_use]
    pub fn is_barred(&self) -> bool {
        !self.past.is_empty() && self.undo_label().is_none()
    }

    /// Sees with an owner's eyes from now on, or with everyone's.
    pub fn look_as(&mut self, eyes: Option<Viewer>) {
        self.open = None;
        self.eyes = eyes;
    }

    /// Returns the last entry, where it was made with the eyes of now.
    fn own<'e>(&self, entries: &'e [Rc<Entry>]) -> Option<&'e Rc<Entry>> {
        let last = entries.last();
        last.filter(|entry| self.eyes.is_none() || self.eyes == entry.eyes)
    }

    fn entry(&self, step: Step, label: String) -> Rc<Entry> {
        Rc::new(Entry {
            step,
            label,
            eyes: self.eyes.clone(),
        })
    }

    /// Notes what takes a new change back.
    pub fn push(&mut self, step: Step, label: String) {
        self.future.clear();
        self.open = None;
        if self.past.len() == DEPTH {
            self.past.remove(0);
        }
        self.past.push(self.entry(step, label));
    }

    /// Notes a change that is one with the change before, if that was noted
    /// here too and was of the same: what takes the first back takes back both.
    pub fn join(&mut self, step: Step, label: String, of: String) {
        if self.open.as_ref() != Some(&of) {
            self.push(step, label);
            self.open = Some(of);
        }
    }

    /// Lets nothing join the last change.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Takes the last step of the past; its counterpart goes to
    /// [`undone`](Self::undone).
    #[must_use]
    pub fn undo(mut self) -> (Self, Option<(Step, String)>) {
        self.open = None;
        if self.own(&self.past).is_none() {
            return (self, None);
        }
        let entry = self.past.pop().map(parts);
        (self, entry)
    }

    /// Notes what makes the change again that was just taken back.
    #[must_use]
    pub fn undone(mut self, step: Step, label: String) -> Self {
        self.future.push(self.entry(step, label));
        self
    }

    /// Takes the next step of the future; its counterpart goes to
    /// [`redone`](Self::redone).
    #[must_use]
    pub fn redo(mut self) -> (Self, Option<(Step, String)>) {
        self.open = None;
        if self.own(&self.future).is_none() {
            return (self, None);
        }
        let entry = self.future.pop().map(parts);
        (self, entry)
    }

    /// Notes what takes the change back that was just made again.
    #[must_use]
    pub fn redone(mut self, step: Step, label: String) -> Self {
        self.past.push(self.entry(step, label));
        self
    }
}

fn parts(entry: Rc<Entry>) -> (Step, String) {
    let entry = Rc::unwrap_or_clone(entry);
    (entry.step, entry.label)
}

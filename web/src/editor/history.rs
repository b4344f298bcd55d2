//! What can be undone and redone.

use std::rc::Rc;

use peerlab_core::edit::Edit;

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
}

/// The steps back and forth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    past: Vec<Rc<Entry>>,
    future: Vec<Rc<Entry>>,
    /// What the last entry is a change of, if another of the same may join it.
    open: Option<String>,
}

impl History {
    /// Returns what undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|entry| entry.label.as_str())
    }

    /// Returns what redo would make again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|entry| entry.label.as_str())
    }

    /// Notes what takes a new change back.
    pub fn push(&mut self, step: Step, label: String) {
        self.future.clear();
        self.open = None;
        if self.past.len() == DEPTH {
            self.past.remove(0);
        }
        self.past.push(Rc::new(Entry { step, label }));
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
        let entry = self.past.pop().map(parts);
        (self, entry)
    }

    /// Notes what makes the change again that was just taken back.
    #[must_use]
    pub fn undone(mut self, step: Step, label: String) -> Self {
        self.future.push(Rc::new(Entry { step, label }));
        self
    }

    /// Takes the next step of the future; its counterpart goes to
    /// [`redone`](Self::redone).
    #[must_use]
    pub fn redo(mut self) -> (Self, Option<(Step, String)>) {
        self.open = None;
        let entry = self.future.pop().map(parts);
        (self, entry)
    }

    /// Notes what takes the change back that was just made again.
    #[must_use]
    pub fn redone(mut self, step: Step, label: String) -> Self {
        self.past.push(Rc::new(Entry { step, label }));
        self
    }
}

fn parts(entry: Rc<Entry>) -> (Step, String) {
    let entry = Rc::unwrap_or_clone(entry);
    (entry.step, entry.label)
}

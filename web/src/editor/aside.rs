//! One's own work, set aside while a lesson is taken or something is presented.

use std::rc::Rc;

use peerlab_core::scenario::{Reading, Scenario};

use super::{Document, Editor, History, Looking, Pane, Selection, View};

/// One's own work while something else is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Own {
    pub(super) document: Rc<Document>,
    history: History,
    selection: Selection,
    view: View,
    fitted: bool,
    looking: Looking,
    before: Option<Rc<Document>>,
}

impl Editor {
    /// Returns one's own work, the whole of it: what is shown, or what is set aside.
    #[must_use]
    pub fn own(&self) -> Rc<Document> {
        match self.aside() {
            Some(own) => own.document.whole(),
            None => self.document.whole(),
        }
    }

    /// Returns one's own work while something else is shown.
    pub(crate) fn aside(&self) -> Option<&Rc<Own>> {
        let course = self.course.as_ref().map(|course| &course.own);
        let draft = self.draft.as_ref().map(|draft| &draft.own);
        let show = self.show.as_ref().map(|show| &show.own);
        course.or(draft).or(show)
    }

    /// Sets one's own work aside, unless it is already.
    pub(super) fn set_aside(&self) -> Rc<Own> {
        match self.aside() {
            Some(own) => Rc::clone(own),
            None => Rc::new(Own {
                document: Rc::clone(&self.document),
                history: self.history.clone(),
                selection: self.selection.clone(),
                view: self.view,
                fitted: self.fitted,
                looking: self.looking.clone(),
                before: self.before.clone(),
            }),
        }
    }

    /// Leaves the lesson or the presentation, if there is one: one's own work is as
    /// it was.
    pub(super) fn leave(mut self) -> Self {
        let Some(own) = self.aside().cloned() else {
            return self;
        };
        (self.course, self.draft, self.show) = (None, None, None);
        self.document = Rc::clone(&own.document);
        self.pane = Pane::Canvas;
        self.notice = None;
        self.overlay = None;
        Self {
            history: own.history.clone(),
            selection: own.selection.clone(),
            view: own.view,
            fitted: own.fitted,
            looking: own.looking.clone(),
            before: own.before.clone(),
            ..self.turn_page()
        }
    }

    /// Judges a scenario that is none of one's own.
    pub(super) fn state_of(&mut self, scenario: Scenario) -> Rc<Document> {
        self.works += 1;
        let mut document = Document::new(Reading {
            scenario,
            unknown_fields: Vec::new(),
        });
        document.work = self.works;
        Rc::new(document)
    }
}

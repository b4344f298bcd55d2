//! Whose eyes the scenario is seen with: everyone's, or those of one owner.
//!
//! What an owner does not see is not in the document that the page shows: that
//! is a [view](peerlab_core::owner) of the whole, which stands behind it and is
//! what is changed and kept. So nothing that shows a document has to know whose
//! it is to show no more.

use std::rc::Rc;

use peerlab_core::edit::{Edit, apply_all, make};
use peerlab_core::layout::Layout;
use peerlab_core::owner::{self, permit};
use peerlab_core::scenario::{Point, Reading, Viewer};

use super::{Action, Document, Editor, Hand, Looking, Notice, Selection, words};

/// With whose eyes the scenario is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// Everyone's.
    Everyone,
    /// An owner's.
    Of(Viewer),
}

impl Eyes {
    /// Returns what sees with them.
    #[must_use]
    pub fn see(self) -> Action {
        Action::See(match self {
            Self::Everyone => None,
            Self::Of(viewer) => Some(viewer),
        })
    }
}

impl Document {
    /// Returns the document as one owner sees it. Its cards stand where they
    /// stand for everyone.
    ///
    /// Of a former view of the same owner, what is still so is taken.
    #[must_use]
    pub fn seen_by(whole: &Rc<Self>, viewer: &Viewer, former: Option<&Self>) -> Self {
        let mut scenario = owner::seen_by(whole.scenario(), &whole.report, viewer);
        let mut places = Vec::new();
        for vpc in &scenario.vpcs {
            let card = whole
                .vpc(&vpc.id)
                .and_then(|vpc| whole.layout.cards.get(vpc));
            if let Some(card) = card {
                let (x, y) = (card.rect.x, card.rect.y);
                places.push((vpc.id.clone(), Point { x, y }));
            }
        }
        scenario.layout = places.into_iter().collect();
        let is_judged = |former: &&Self| {
            let behind = former.behind.as_ref();
            let is_same = behind.is_some_and(|b| Rc::ptr_eq(&b.report, &whole.report));
            is_same && former.viewer() == Some(viewer)
        };
        let reading = Reading {
            scenario,
            unknown_fields: Vec::new(),
        };
        let seen = match former.filter(is_judged) {
            // Only cards were moved, which has no part in the judgement.
            Some(judged) => Self {
                layout: Layout::of(&reading.scenario),
                reading: Rc::new(reading),
                ..judged.clone()
            },
            None => Self::new(reading),
        };
        let before = former.filter(|former| former.viewer() == Some(viewer));
        let found = match before {
            Some(former) if seen.is_stale => Rc::clone(&former.found),
            _ => Rc::clone(&seen.found),
        };
        Self {
            work: whole.work,
            behind: Some(Rc::clone(whole)),
            found,
            ..seen
        }
    }

    /// Returns the whole of which this is a view, or this itself.
    #[must_use]
    pub fn whole(self: &Rc<Self>) -> Rc<Self> {
        Rc::clone(self.behind.as_ref().unwrap_or(self))
    }

    /// Returns the document with the eyes of the owner that an id is of, whom a
    /// lesson's step or a scene is told to; without one, with everyone's.
    pub(super) fn told_to(self: Rc<Self>, owner: Option<&str>) -> Rc<Self> {
        let mut owners = owner::owners(self.scenario()).into_iter();
        match owner.and_then(|id| owners.find(|viewer| viewer.id() == id)) {
            Some(viewer) => Rc::new(Self::seen_by(&self, &viewer, None)),
            None => self,
        }
    }

    /// Returns the owner with whose eyes the document is seen; `None` with
    /// everyone's.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.scenario().seen_by.as_ref()
    }

    /// Tells whether there is nothing behind the view of an owner: it was shared
    /// as such.
    #[must_use]
    pub fn is_only_a_view(&self) -> bool {
        self.viewer().is_some() && self.behind.is_none()
    }

    /// Returns everyone with whose eyes the document can be seen.
    #[must_use]
    pub fn owners(&self) -> Vec<Viewer> {
        let whole = self.behind.as_deref().unwrap_or(self);
        owner::owners(whole.scenario())
    }

    /// Returns what an owner is called.
    #[must_use]
    pub fn owner_label<'d>(&'d self, viewer: &'d Viewer) -> &'d str {
        let whole = self.behind.as_deref().unwrap_or(self);
        viewer.label(whole.scenario())
    }

    /// Tells whether the VPC at a place is another owner's, of which no more
    /// than its id is seen.
    #[must_use]
    pub fn is_opaque(&self, vpc: usize) -> bool {
        self.opaque.get(vpc).copied().unwrap_or_default()
    }

    /// Tells whether something has an id, also where it is not seen.
    #[must_use]
    pub fn is_taken(&self, id: &str) -> bool {
        let behind = self.behind.as_deref();
        make::is_taken(self.scenario(), id)
            || behind.is_some_and(|whole| make::is_taken(whole.scenario(), id))
    }

    /// Returns the ids of the project and the organisation that something new
    /// belongs to.
    #[must_use]
    pub fn own_ids(&self) -> (Option<String>, Option<String>) {
        let Some(viewer) = self.viewer() else {
            return (None, None);
        };
        let project = viewer.project_id.as_ref();
        let mut projects = self.scenario().projects.iter();
        let written = projects.find(|known| Some(&known.id) == project);
        let of_project = written.and_then(|known| known.organization_id.clone());
        (
            project.cloned(),
            viewer.organization_id.clone().or(of_project),
        )
    }

    /// Returns another state of the whole as this is seen.
    pub(super) fn again(&self, whole: Rc<Self>) -> Rc<Self> {
        match self.viewer().filter(|_| self.behind.is_some()) {
            Some(viewer) => Rc::new(Self::seen_by(&whole, viewer, Some(self))),
            None => whole,
        }
    }

    /// Says why edits cannot be made by whom the document is seen with; nothing
    /// that this says is of what is not seen.
    pub(super) fn refusal(&self, edits: &[Edit]) -> Option<Notice> {
        self.viewer()?;
        let failed = |why: &dyn std::fmt::Display| Notice::failed("That cannot be done", &why);
        if let Err(refused) = permit(self.scenario(), edits) {
            return Some(failed(&refused));
        }
        let mut after = self.scenario().clone();
        let applied = apply_all(&mut after, edits);
        applied.err().map(|error| failed(&error))
    }
}

impl Editor {
    /// Sees the scenario with an owner's eyes, or with everyone's. Nothing stays
    /// that was said or looked at with others.
    pub(super) fn see(mut self, viewer: Option<&Viewer>) -> Self {
        let whole = self.document.whole();
        // A lesson says itself to whom it is told.
        let is_fixed = whole.viewer().is_some() || self.course.is_some();
        if is_fixed || self.document.viewer() == viewer {
            return self;
        }
        let document = match viewer {
            Some(viewer) => Rc::new(Document::seen_by(&whole, viewer, None)),
            None => whole,
        };
        self.selection = match self.selection {
            Selection::Problem(place) => {
                let again = document.problem_again(&self.document, place);
                again.map_or(Selection::Nothing, Selection::Problem)
            }
            other => other.kept(&document),
        };
        let known = |id: &String| document.entity(id).map_or_else(String::new, |_| id.clone());
        self.looking = Looking {
            from: known(&self.looking.from),
            to: known(&self.looking.to),
            step: None,
            ..self.looking
        };
        self.history.look_as(viewer.cloned());
        self.say(words::eyes(&document));
        Self {
            document,
            hand: Hand::Free,
            notice: None,
            overlay: None,
            renaming: None,
            picking: None,
            before: None,
            ..self
        }
    }

    /// Returns the owner after the one with whose eyes the scenario is seen, and
    /// after the last everyone; `None` where there is nobody to turn to.
    #[must_use]
    pub fn next_eyes(&self) -> Option<Eyes> {
        if self.document.is_only_a_view() || self.course.is_some() {
            return None;
        }
        let owners = self.document.owners();
        let place = match self.document.viewer() {
            None => 0,
            Some(viewer) => owners.iter().position(|owner| owner == viewer)? + 1,
        };
        match owners.get(place) {
            Some(next) => Some(Eyes::Of(next.clone())),
            None => (place > 0).then_some(Eyes::Everyone),
        }
    }
}

#[cfg(test)]
mod tests;

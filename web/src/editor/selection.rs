//! What is selected.

use std::collections::BTreeSet;

use super::Document;

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing.
    #[default]
    Nothing,
    /// The entity with this id.
    Entity(String),
    /// The problem at this place of the report.
    Problem(usize),
}

impl Selection {
    /// Returns the ids that are shown as selected: of a problem, its subjects.
    #[must_use]
    pub fn ids(&self, document: &Document) -> BTreeSet<String> {
        match self {
            Self::Nothing => BTreeSet::new(),
            Self::Entity(id) => BTreeSet::from([id.clone()]),
            Self::Problem(place) => {
                let problem = document.report.diagnostics.get(*place);
                let subjects = problem.map(peerlab_core::check::Diagnostic::subjects);
                subjects.unwrap_or_default().into_iter().collect()
            }
        }
    }

    /// Tells whether this entity itself is selected.
    #[must_use]
    pub fn is(&self, id: &str) -> bool {
        matches!(self, Self::Entity(selected) if selected == id)
    }
}

//! What is selected.

use peerlab_core::order::sort_and_dedup;

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
    pub fn ids(&self, document: &Document) -> Ids {
        match self {
            Self::Nothing => Ids::default(),
            Self::Entity(id) => Ids(vec![id.clone()]),
            Self::Problem(place) => {
                let problem = document.report.diagnostics.get(*place);
                let subjects = problem.map(peerlab_core::check::Diagnostic::subjects);
                Ids::of(subjects.unwrap_or_default())
            }
        }
    }

    /// Tells whether this entity itself is selected.
    #[must_use]
    pub fn is(&self, id: &str) -> bool {
        matches!(self, Self::Entity(selected) if selected == id)
    }
}

/// Some ids, each once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids(Vec<String>);

impl Ids {
    /// Makes them of ids in any order.
    #[must_use]
    pub fn of(mut ids: Vec<String>) -> Self {
        sort_and_dedup(&mut ids);
        Self(ids)
    }

    /// Tells whether an id is among them.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        let found = self.0.binary_search_by(|known| known.as_str().cmp(id));
        found.is_ok()
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns them in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

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
    /// Two entities or more.
    Several(Ids),
    /// The problem at this place.
    Problem(usize),
}

impl Selection {
    /// Selects entities: none, one or several.
    #[must_use]
    pub fn of(ids: Vec<String>) -> Self {
        let mut ids = Ids::of(ids);
        match ids.0.len() {
            0 => Self::Nothing,
            1 => ids.0.pop().map_or(Self::Nothing, Self::Entity),
            _ => Self::Several(ids),
        }
    }

    /// Returns the selection with one more entity, or without it where it was
    /// selected. A problem gives way.
    #[must_use]
    pub fn toggled(&self, id: String) -> Self {
        let mut ids: Vec<String> = self.entities().map(str::to_owned).collect();
        match ids.iter().position(|known| *known == id) {
            Some(place) => {
                ids.remove(place);
            }
            None => ids.push(id),
        }
        Self::of(ids)
    }

    /// Returns the ids of the entities that are selected themselves, in order.
    pub fn entities(&self) -> impl Iterator<Item = &str> {
        let ids = match self {
            Self::Entity(id) => std::slice::from_ref(id),
            Self::Several(ids) => &ids.0,
            Self::Nothing | Self::Problem(_) => &[],
        };
        ids.iter().map(String::as_str)
    }

    /// Returns the selection without what is no longer there. A problem that is
    /// solved stays, to be told so.
    #[must_use]
    pub fn kept(self, document: &Document) -> Self {
        if self.entities().all(|id| document.entity(id).is_some()) {
            return self;
        }
        let there = self.entities().filter(|id| document.entity(id).is_some());
        Self::of(there.map(str::to_owned).collect())
    }

    /// Returns the ids that are shown as selected: of a problem, its subjects.
    #[must_use]
    pub fn ids(&self, document: &Document) -> Ids {
        match self {
            Self::Nothing => Ids::default(),
            Self::Entity(id) => Ids(vec![id.clone()]),
            Self::Several(ids) => ids.clone(),
            Self::Problem(place) => {
                let subjects = document
                    .problem(*place)
                    .map(|problem| problem.subjects.clone());
                Ids::of(subjects.unwrap_or_default())
            }
        }
    }

    /// Tells whether this entity itself is selected.
    #[must_use]
    pub fn is(&self, id: &str) -> bool {
        match self {
            Self::Entity(selected) => selected == id,
            Self::Several(ids) => ids.contains(id),
            Self::Nothing | Self::Problem(_) => false,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toggling_adds_and_takes_away_in_a_fixed_order() {
        let all = ["b", "a", "c"].iter();
        let all = all.fold(Selection::Problem(3), |selection, id| {
            selection.toggled((*id).to_owned())
        });
        assert_eq!(all.entities().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(all.is("b") && !all.is("d"));
        let one = all.toggled("a".to_owned()).toggled("c".to_owned());
        assert_eq!(one, Selection::Entity("b".to_owned()));
        assert_eq!(one.toggled("b".to_owned()), Selection::Nothing);
    }
}

//! Finding entities by their ids.

use crate::check::DuplicateId;
use crate::order::sort;
use crate::scenario::{Entity, Kind, Scenario};

/// The entities of a document by id.
pub(super) struct Ids<'s> {
    scenario: &'s Scenario,
    /// Every id with the first entity that has it, sorted by id.
    first: Vec<(&'s str, Entity)>,
    guesses_left: usize,
}

/// How many unknown references get a "did you mean": each compares all ids of
/// a list, and a document with more is broken in another way.
const GUESSES: usize = 100;

impl<'s> Ids<'s> {
    /// Indexes a document, with the ids that are used more than once and the
    /// second entity that has each.
    pub(super) fn of(scenario: &'s Scenario) -> (Self, Vec<(Option<Entity>, DuplicateId)>) {
        let mut all: Vec<(&str, Entity)> = scenario
            .entities()
            .map(|(entity, id)| (id, entity))
            .collect();
        sort(&mut all);
        let mut first = Vec::with_capacity(all.len());
        let mut duplicates = Vec::new();
        for same in all.chunk_by(|(a, _), (b, _)| a == b) {
            first.extend(same.first());
            if let [(id, _), (_, second), ..] = same {
                let duplicate = DuplicateId {
                    id: (*id).to_owned(),
                    kinds: same.iter().map(|(_, entity)| entity.kind.noun()).collect(),
                };
                duplicates.push((Some(*second), duplicate));
            }
        }
        duplicates.extend(
            duplicate_names(scenario)
                .into_iter()
                .map(|duplicate| (None, duplicate)),
        );
        let ids = Self {
            scenario,
            first,
            guesses_left: GUESSES,
        };
        (ids, duplicates)
    }

    /// Returns the first entity that has an id.
    pub(super) fn entity(&self, id: &str) -> Option<Entity> {
        let place = self
            .first
            .binary_search_by(|(known, _)| known.cmp(&id))
            .ok()?;
        self.first.get(place).map(|&(_, entity)| entity)
    }

    /// Returns the place in its list of the entity with this id and kind.
    pub(super) fn find(&self, id: &str, kind: Kind) -> Option<usize> {
        self.entity(id)
            .filter(|entity| entity.kind == kind)
            .map(|entity| entity.index)
    }

    /// Returns the id of a kind that was probably meant.
    pub(super) fn guess(&mut self, written: &str, kind: Kind) -> Option<String> {
        self.guesses_left = self.guesses_left.checked_sub(1)?;
        let meant = self.scenario.nearest_id(written, &[kind]);
        meant.map(str::to_owned)
    }
}

/// Finds what is named twice among organisations and among projects. These only
/// give names to ids, and the platform gives an organisation's default project
/// the organisation's own id, so each list has its ids for itself.
fn duplicate_names(scenario: &Scenario) -> Vec<DuplicateId> {
    let organizations = scenario.organizations.iter();
    let projects = scenario.projects.iter();
    let lists: [(&'static str, Vec<&str>); 2] = [
        (
            "organisation",
            organizations.map(|o| o.id.as_str()).collect(),
        ),
        ("project", projects.map(|p| p.id.as_str()).collect()),
    ];
    let mut duplicates = Vec::new();
    for (noun, mut ids) in lists {
        sort(&mut ids);
        for same in ids.chunk_by(|a, b| a == b) {
            if let [id, _, ..] = same {
                duplicates.push(DuplicateId {
                    id: (*id).to_owned(),
                    kinds: vec![noun; same.len()],
                });
            }
        }
    }
    duplicates
}

//! Finding entities by their ids.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

use crate::check::DuplicateId;
use crate::order::sort;
use crate::scenario::{Entity, Kind, Scenario};

/// The entities of a document by id.
pub(super) struct Ids<'s> {
    scenario: &'s Scenario,
    /// Every entity.
    all: Vec<(Entity, &'s str)>,
    /// Those that are the first with their id, by its hash. It is never iterated,
    /// as it has no order.
    first: HashTable<u32>,
    hasher: RandomState,
    /// Those that are not the first with their id, in document order.
    later: Vec<Entity>,
    /// For each kind, what was found last: lists name one owner many times in a
    /// row.
    last: [Cell<Option<(&'s str, usize)>>; Kind::COUNT],
    guesses_left: usize,
}

/// How many unknown references get a "did you mean": each compares all ids of
/// a list, and a document with more is broken in another way.
const GUESSES: usize = 100;

impl<'s> Ids<'s> {
    /// Indexes a document, with the ids that are used more than once and the
    /// second entity that has each.
    ///
    /// Takes O(n) time for n entities.
    pub(super) fn of(scenario: &'s Scenario) -> (Self, Vec<(Option<Entity>, DuplicateId)>) {
        let all: Vec<(Entity, &str)> = scenario.entities().collect();
        let hasher = RandomState::new();
        let mut first = HashTable::with_capacity(all.len());
        let mut again: Vec<(usize, Entity)> = Vec::new();
        for (place, &(entity, id)) in (0..).zip(&all) {
            let hash = hasher.hash_one(id);
            match place_in(&first, &all, hash, id) {
                Some(known) => again.push((known, entity)),
                None => {
                    first.insert_unique(hash, place, |&place| {
                        let id = all.get(place as usize).map(|&(_, id)| id);
                        hasher.hash_one(id.unwrap_or_default())
                    });
                }
            }
        }
        let later = again.iter().map(|&(_, entity)| entity).collect();
        sort(&mut again);
        let mut duplicates = Vec::new();
        for same in again.chunk_by(|(a, _), (b, _)| a == b) {
            let Some(&(known, second)) = same.first() else {
                continue;
            };
            let Some(&(first, id)) = all.get(known) else {
                continue;
            };
            let others = same.iter().map(|&(_, entity)| entity);
            let users: Vec<Entity> = std::iter::once(first).chain(others).collect();
            let path = |user: &Entity| format!("{}[{}]", user.kind.list(), user.index);
            let duplicate = DuplicateId {
                id: id.to_owned(),
                kinds: users.iter().map(|user| user.kind.noun()).collect(),
                paths: users.iter().map(path).collect(),
            };
            duplicates.push((Some(second), duplicate));
        }
        duplicates.extend(
            duplicate_names(scenario)
                .into_iter()
                .map(|duplicate| (None, duplicate)),
        );
        let ids = Self {
            scenario,
            all,
            first,
            hasher,
            later,
            last: Default::default(),
            guesses_left: GUESSES,
        };
        (ids, duplicates)
    }

    /// Returns the first entity that has an id.
    pub(super) fn entity(&self, id: &str) -> Option<Entity> {
        let place = place_in(&self.first, &self.all, self.hasher.hash_one(id), id)?;
        self.all.get(place).map(|&(entity, _)| entity)
    }

    /// Tells whether an entity is the first with its id.
    pub(super) fn is_first(&self, entity: Entity) -> bool {
        self.later.binary_search(&entity).is_err()
    }

    /// Returns the place in its list of the entity with this id and kind.
    pub(super) fn find(&self, id: &'s str, kind: Kind) -> Option<usize> {
        let last = self.last.get(kind as usize)?;
        if let Some((known, index)) = last.get()
            && known == id
        {
            return Some(index);
        }
        let entity = self.entity(id).filter(|entity| entity.kind == kind)?;
        last.set(Some((id, entity.index)));
        Some(entity.index)
    }

    /// Returns the id of a kind that was probably meant.
    pub(super) fn guess(&mut self, written: &str, kind: Kind) -> Option<String> {
        self.guesses_left = self.guesses_left.checked_sub(1)?;
        let meant = self.scenario.nearest_id(written, &[kind]);
        meant.map(str::to_owned)
    }
}

/// Finds the first of all entities that has an id.
fn place_in(first: &HashTable<u32>, all: &[(Entity, &str)], hash: u64, id: &str) -> Option<usize> {
    let has_id = |&place: &u32| {
        all.get(place as usize)
            .is_some_and(|&(_, other)| other == id)
    };
    first.find(hash, has_id).map(|&place| place as usize)
}

/// Finds what is named twice among organisations and among projects. These only
/// give names to ids, and the platform gives an organisation's default project
/// the organisation's own id, so each list has its ids for itself.
fn duplicate_names(scenario: &Scenario) -> Vec<DuplicateId> {
    let organizations = scenario.organizations.iter();
    let projects = scenario.projects.iter();
    let lists: [(&'static str, &'static str, Vec<&str>); 2] = [
        (
            "organisation",
            "organizations",
            organizations.map(|o| o.id.as_str()).collect(),
        ),
        (
            "project",
            "projects",
            projects.map(|p| p.id.as_str()).collect(),
        ),
    ];
    let mut duplicates = Vec::new();
    for (noun, list, ids) in lists {
        let mut ids: Vec<(&str, usize)> = ids.into_iter().zip(0..).collect();
        sort(&mut ids);
        for same in ids.chunk_by(|(a, _), (b, _)| a == b) {
            if let [(id, _), _, ..] = same {
                let paths = same.iter().map(|(_, place)| format!("{list}[{place}]"));
                duplicates.push(DuplicateId {
                    id: (*id).to_owned(),
                    kinds: vec![noun; same.len()],
                    paths: paths.collect(),
                });
            }
        }
    }
    duplicates
}

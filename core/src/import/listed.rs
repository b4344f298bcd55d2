//! Objects as the platform lists them: with the times that order them, and
//! perhaps more than once.

use std::borrow::Cow;

use crate::json::{ToJson, to_text};
use crate::order::{Numbers, sort_by};
use crate::scenario::record::record;

/// An object that was listed, perhaps several times.
#[derive(Clone, Debug)]
pub(super) struct Listed<T, K = ()> {
    /// What a scenario keeps of it.
    pub(super) object: T,
    /// What only some lists know of it; the most that any of them says.
    pub(super) known: K,
    /// Its times.
    pub(super) times: Times,
    /// Its id.
    pub(super) id: String,
    /// Whether two lists say different things of it.
    pub(super) differs: bool,
}

/// When an object was made and last changed, as written, in a form whose
/// order is that of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Times {
    created_at: Option<Instant>,
    updated_at: Option<Instant>,
}

/// The times of an object as they stand there.
pub(super) struct Written {
    created_at: Option<String>,
    updated_at: Option<String>,
}

record!(Written {
    created_at: MaybeText,
    updated_at: MaybeText,
});

impl From<Written> for Times {
    fn from(written: Written) -> Self {
        Self {
            created_at: written.created_at.map(Instant::from),
            updated_at: written.updated_at.map(Instant::from),
        }
    }
}

/// A time. The API pads the fraction of a second with zeros and the command
/// line drops them, so both are dropped here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Instant(String);

impl From<String> for Instant {
    fn from(text: String) -> Self {
        let bare = text.strip_suffix('Z').unwrap_or(&text);
        let bare = if bare.contains('.') {
            bare.trim_end_matches('0').trim_end_matches('.')
        } else {
            bare
        };
        Self(bare.to_owned())
    }
}

/// Objects of one kind, each once however often it was listed. The order in
/// which they were listed does not matter.
pub(super) struct Catalogue<T, K = ()> {
    objects: Vec<Listed<T, K>>,
    place_of: Numbers<'static>,
}

impl<T, K> Default for Catalogue<T, K> {
    fn default() -> Self {
        Self {
            objects: Vec::new(),
            place_of: Numbers::new(),
        }
    }
}

impl<T: PartialEq + ToJson, K: Ord> Catalogue<T, K> {
    /// Adds an object. Of one that is there already, what was updated last is
    /// kept, and the most that is known.
    ///
    /// Takes O(1) time.
    pub(super) fn add(&mut self, listed: Listed<T, K>) {
        let next = self.objects.len();
        let id = Cow::from(listed.id.clone());
        let place = *self.place_of.entry(id).or_insert(next);
        let Some(kept) = self.objects.get_mut(place) else {
            self.objects.push(listed);
            return;
        };
        kept.differs |= listed.object != kept.object;
        if newer(&listed, kept) {
            kept.object = listed.object;
            kept.times = listed.times;
        }
        if listed.known > kept.known {
            kept.known = listed.known;
        }
    }

    /// Returns how many objects there are.
    pub(super) fn len(&self) -> usize {
        self.objects.len()
    }

    /// Returns the objects in the order in which the platform made them.
    pub(super) fn in_order(self) -> Vec<Listed<T, K>> {
        let mut objects = self.objects;
        sort_by(&mut objects, |a, b| {
            (&a.times.created_at, &a.id).cmp(&(&b.times.created_at, &b.id))
        });
        objects
    }
}

/// Tells whether one is to be kept rather than the other: the one that was
/// updated last. Of two that claim the same time either will do, if it is
/// always the same.
fn newer<T: PartialEq + ToJson, K>(one: &Listed<T, K>, other: &Listed<T, K>) -> bool {
    let written = |listed: &Listed<T, K>| to_text(&listed.object);
    let key = |listed: &Listed<T, K>| {
        let times = &listed.times;
        (times.updated_at.clone(), times.created_at.clone())
    };
    key(one)
        .cmp(&key(other))
        .then_with(|| {
            if one.object == other.object {
                std::cmp::Ordering::Equal
            } else {
                written(one).cmp(&written(other))
            }
        })
        .is_gt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_ordered_however_their_fraction_is_written() {
        let order = |a: &str, b: &str| Instant::from(a.to_owned()).cmp(&b.to_owned().into());
        let at = |fraction: &str| format!("2026-03-24T12:03:23{fraction}Z");
        assert!(order(&at(".700040"), &at(".70004")).is_eq());
        assert!(order(&at(".000000"), &at("")).is_eq());
        assert!(order(&at(".70004"), &at(".700041")).is_lt());
        assert!(order(&at(""), &at(".1")).is_lt());
        assert!(order("2026-03-24T12:03:20Z", "2026-03-24T12:03:21Z").is_lt());
    }
}

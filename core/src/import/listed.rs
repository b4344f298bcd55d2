//! Objects as the platform lists them: with the times that order them, and
//! perhaps more than once.

use serde::{Deserialize, Serialize};

/// An object that was listed, perhaps several times.
#[derive(Clone, Debug)]
pub(super) struct Listed<T, K = ()> {
    /// What a scenario keeps of it.
    pub(super) object: T,
    /// What only some lists know of it; the most that any of them says.
    pub(super) known: K,
    /// Its times.
    pub(super) times: Times,
}

/// When an object was made and last changed, as written, in a form whose
/// order is that of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(default)]
pub(super) struct Times {
    created_at: Option<Instant>,
    updated_at: Option<Instant>,
}

/// A time. The API pads the fraction of a second with zeros and the command
/// line drops them, so both are dropped here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(from = "String")]
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

/// Objects of which each is there once, and those that were listed differently.
pub(super) struct Merged<T, K> {
    /// In the order in which the platform made them.
    pub(super) once: Vec<Listed<T, K>>,
    /// The ids of those of which two lists say different things, sorted.
    pub(super) differing: Vec<String>,
}

/// Merges what was listed several times and puts all in order. The order of
/// `listed` does not matter.
///
/// Takes O(n log n) time.
pub(super) fn merge<T, K>(mut listed: Vec<Listed<T, K>>, id: fn(&T) -> &String) -> Merged<T, K>
where
    T: Clone + PartialEq + Serialize,
    K: Clone + Ord,
{
    listed.sort_by(|a, b| id(&a.object).cmp(id(&b.object)));
    let mut once = Vec::with_capacity(listed.len());
    let mut differing = Vec::new();
    for same in listed.chunk_by(|a, b| id(&a.object) == id(&b.object)) {
        let Some((first, rest)) = same.split_first() else {
            continue;
        };
        let mut kept = first.clone();
        for other in rest {
            if newer(other, &kept) {
                kept.object = other.object.clone();
                kept.times = other.times.clone();
            }
            if other.known > kept.known {
                kept.known = other.known.clone();
            }
        }
        if rest.iter().any(|other| other.object != first.object) {
            differing.push(id(&kept.object).clone());
        }
        once.push(kept);
    }
    once.sort_by(|a, b| {
        let created = a.times.created_at.cmp(&b.times.created_at);
        created.then_with(|| id(&a.object).cmp(id(&b.object)))
    });
    Merged { once, differing }
}

/// Tells whether one is to be kept rather than the other: the one that was
/// updated last. Of two that claim the same time either will do, if it is
/// always the same.
fn newer<T: PartialEq + Serialize, K>(one: &Listed<T, K>, other: &Listed<T, K>) -> bool {
    let written = |listed: &Listed<T, K>| serde_json::to_string(&listed.object).ok();
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

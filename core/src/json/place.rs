//! Finding a value in a JSON text again by the way to it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Place;

/// One step of the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into a list.
    Index(usize),
    /// Into an object.
    Key(String),
}

impl Step {
    /// Makes the step into an object.
    pub(crate) fn key(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl Place {
    /// Makes the place of a byte offset in a text.
    pub(crate) fn of(text: &str, offset: usize, steps: &[Step]) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before
                .get(line_start..)
                .map_or(0, |line| line.chars().count())
                + 1,
            path: written(steps),
        }
    }
}

/// Writes a way as people read it: `vpcs[0].id`. What nobody would follow or
/// read is cut.
fn written(steps: &[Step]) -> String {
    const MOST_STEPS: usize = 16;
    const MOST_OF_A_KEY: usize = 64;
    let mut path = String::new();
    for step in steps.iter().take(MOST_STEPS) {
        match step {
            Step::Index(index) => {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
            }
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&cut(key, MOST_OF_A_KEY));
            }
        }
    }
    if steps.len() > MOST_STEPS {
        path.push('…');
    }
    path
}

/// Returns the way to an ignored key without its indices, and in full.
pub(super) fn ignored_path(path: &serde_ignored::Path<'_>) -> (String, String) {
    fn collect(path: &serde_ignored::Path<'_>, steps: &mut Vec<Step>) {
        use serde_ignored::Path;
        match path {
            Path::Root => {}
            Path::Seq { parent, index } => {
                collect(parent, steps);
                steps.push(Step::Index(*index));
            }
            Path::Map { parent, key } => {
                collect(parent, steps);
                steps.push(Step::Key(key.clone()));
            }
            Path::Some { parent }
            | Path::NewtypeStruct { parent }
            | Path::NewtypeVariant { parent } => collect(parent, steps),
        }
    }
    let mut steps = Vec::new();
    collect(path, &mut steps);
    let full = written(&steps);
    let shape: Vec<Step> = steps
        .into_iter()
        .filter(|step| matches!(step, Step::Key(_)))
        .collect();
    (written(&shape), full)
}

/// Finds the bytes of the value that `steps` lead to. `None` where the text is
/// broken before it or the way leads nowhere.
///
/// Takes O(length of the text) time for each step.
pub(crate) fn locate(text: &str, steps: &[Step]) -> Option<Range<usize>> {
    let mut value: &str = text.trim();
    for step in steps {
        value = match step {
            Step::Index(index) => child(value, AtIndex(*index))?,
            Step::Key(key) => child(value, AtKey(key))?,
        };
    }
    // Every value is a slice of `text`, so the distance is its offset.
    let start = (value.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    Some(start..start + value.len())
}

/// Returns the names of an object's members in order; none for another value.
pub(crate) fn member_names(text: &str) -> Vec<String> {
    struct Names(Vec<String>);
    impl<'de> Deserialize<'de> for Names {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(NamesVisitor).map(Self)
        }
    }
    struct NamesVisitor;
    impl<'de> Visitor<'de> for NamesVisitor {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut names = Vec::new();
            while let Some((name, IgnoredAny)) = map.next_entry()? {
                names.push(name);
            }
            Ok(names)
        }
    }
    serde_json::from_str::<Names>(text).map_or_else(|_| Vec::new(), |names| names.0)
}

/// Cuts a value to what can be quoted in a sentence.
pub(super) fn excerpt(value: &str) -> String {
    // No more words than there can be characters: a value may be very long.
    let words = value.split_whitespace().take(MOST_QUOTED + 1);
    let one_line = words.collect::<Vec<_>>().join(" ");
    format!("`{}`", cut(&one_line, MOST_QUOTED))
}

/// How many characters of a text are quoted in a sentence.
pub(crate) const MOST_QUOTED: usize = 40;

/// Cuts a text to a number of characters.
pub(crate) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

fn child<'de, V: Visitor<'de, Value = Option<&'de RawValue>>>(
    text: &'de str,
    visitor: V,
) -> Option<&'de str> {
    let mut source = serde_json::Deserializer::from_str(text);
    source.deserialize_any(visitor).ok()?.map(RawValue::get)
}

/// Finds a member of an object; of several with one name the last, as it is
/// the last that is refused as a duplicate.
struct AtKey<'k>(&'k str);

impl<'de> Visitor<'de> for AtKey<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        // What follows may be broken: the value found so far still stands.
        while let Ok(Some((name, value))) = map.next_entry::<String, &RawValue>() {
            if name == self.0 {
                found = Some(value);
            }
        }
        Ok(found)
    }
}

/// Finds an element of a list.
struct AtIndex(usize);

impl<'de> Visitor<'de> for AtIndex {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        for _ in 0..self.0 {
            if !matches!(list.next_element::<IgnoredAny>(), Ok(Some(_))) {
                return Ok(None);
            }
        }
        Ok(list.next_element().unwrap_or(None))
    }
}

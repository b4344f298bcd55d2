//! One value of a JSON text, looked into without building a tree of it.
//!
//! Large lists are read one element at a time, so memory stays a small
//! multiple of what is kept; an error inside an element still names its place
//! in the whole text.

use std::fmt;

use serde::de::{
    DeserializeOwned, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::explain::explain;
use super::place::excerpt;
use super::{JsonError, Place, Step};

/// A value in a JSON text that is known to be well-formed.
#[derive(Clone, Debug)]
pub(crate) struct Part<'t> {
    whole: &'t str,
    value: &'t str,
    steps: Vec<Step>,
}

impl<'t> Part<'t> {
    /// Takes a text as one JSON value, after checking that it is one.
    ///
    /// Takes O(length) time.
    pub(crate) fn whole(text: &'t str) -> Result<Self, JsonError> {
        match serde_json::from_str::<&RawValue>(text) {
            Ok(value) => Ok(Self {
                whole: text,
                value: value.get(),
                steps: Vec::new(),
            }),
            Err(error) => Err(explain(text, &error)),
        }
    }

    /// Returns the value's text.
    pub(crate) fn text(&self) -> &'t str {
        self.value
    }

    /// Tells whether the value is an object.
    pub(crate) fn is_object(&self) -> bool {
        self.value.starts_with('{')
    }

    /// Tells whether the value is a list.
    pub(crate) fn is_list(&self) -> bool {
        self.value.starts_with('[')
    }

    /// Reads the value into a type and passes over fields it does not know.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        serde_json::from_str(self.value).map_err(|error| self.explained(&error))
    }

    /// Makes an error about the value.
    pub(crate) fn error(&self, reason: impl Into<String>) -> JsonError {
        JsonError {
            place: self.place(),
            reason: reason.into(),
            found: Some(excerpt(self.value)),
            meant: None,
        }
    }

    /// Makes an error about a member of the value, which is an object.
    pub(crate) fn error_in(&self, key: &str, reason: impl Into<String>) -> JsonError {
        let error = JsonError::at(self.value, &[Step::key(key)], reason);
        self.moved(error)
    }

    /// Hands out the elements of the value, which is a list, one by one.
    pub(crate) fn each_element<E: From<JsonError>>(
        &self,
        mut each: impl FnMut(Part<'t>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut index = 0;
        self.each_child(
            |source, hand_out| source.deserialize_seq(Elements(hand_out)),
            |(), value| {
                let part = self.child(Step::Index(index), value);
                index += 1;
                each(part)
            },
        )
    }

    /// Hands out the members of the value, which is an object, one by one.
    pub(crate) fn each_member<E: From<JsonError>>(
        &self,
        mut each: impl FnMut(&str, Part<'t>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each_child(
            |source, hand_out| source.deserialize_map(Members(hand_out)),
            |key: String, value| {
                let part = self.child(Step::key(&key), value);
                each(&key, part)
            },
        )
    }

    /// Hands out the names of the members of the value, which is an object.
    pub(crate) fn each_key(&self, each: impl FnMut(&str)) -> Result<(), JsonError> {
        let mut source = serde_json::Deserializer::from_str(self.value);
        source
            .deserialize_map(Names(each))
            .map_err(|error| self.explained(&error))
    }

    fn each_child<K, E: From<JsonError>>(
        &self,
        walk: impl FnOnce(
            &mut serde_json::Deserializer<serde_json::de::StrRead<'t>>,
            &mut dyn FnMut(K, &'t RawValue) -> bool,
        ) -> Result<(), serde_json::Error>,
        mut each: impl FnMut(K, &'t str) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut stopped = None;
        let mut source = serde_json::Deserializer::from_str(self.value);
        let walked = walk(&mut source, &mut |key, value| {
            stopped = each(key, value.get()).err();
            stopped.is_none()
        });
        match (stopped, walked) {
            (Some(error), _) => Err(error),
            (None, Err(error)) => Err(self.explained(&error).into()),
            (None, Ok(())) => Ok(()),
        }
    }

    fn child(&self, step: Step, value: &'t str) -> Self {
        let mut steps = Vec::with_capacity(self.steps.len() + 1);
        steps.extend_from_slice(&self.steps);
        steps.push(step);
        Self {
            whole: self.whole,
            value,
            steps,
        }
    }

    fn explained(&self, error: &serde_json::Error) -> JsonError {
        self.moved(explain(self.value, error))
    }

    /// Makes an error that is placed in the value one that is placed in the
    /// whole text.
    fn moved(&self, mut error: JsonError) -> JsonError {
        error.place = error.place.behind(&self.place());
        error
    }

    fn place(&self) -> Place {
        // The value is a slice of the text, so the distance is its offset.
        let offset = (self.value.as_ptr() as usize).saturating_sub(self.whole.as_ptr() as usize);
        Place::of(self.whole, offset, &self.steps)
    }
}

/// Hands out elements until told to stop.
struct Elements<'f, 'de>(&'f mut dyn FnMut((), &'de RawValue) -> bool);

impl<'de> Visitor<'de> for Elements<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element()? {
            if !(self.0)((), value) {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// Hands out members until told to stop.
struct Members<'f, 'de>(&'f mut dyn FnMut(String, &'de RawValue) -> bool);

impl<'de> Visitor<'de> for Members<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry()? {
            if !(self.0)(key, value) {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// Hands out the names of members.
struct Names<F>(F);

impl<'de, F: FnMut(&str)> Visitor<'de> for Names<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
            (self.0)(&key);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(text: &str) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        let whole = Part::whole(text).expect("well-formed");
        whole
            .each_element(|part| {
                parts.push(part);
                Ok::<(), JsonError>(())
            })
            .expect("a list");
        parts
    }

    #[test]
    fn an_error_in_an_element_names_its_place_in_the_whole_text() {
        #[derive(Debug, serde::Deserialize)]
        struct Named {
            #[expect(dead_code, reason = "only reading it matters")]
            id: String,
        }
        let told = |text| {
            let parts = elements(text);
            let read = parts.last().expect("an element").read::<Named>();
            read.expect_err("wrong type").to_string()
        };
        assert_eq!(
            told("[{\"id\": \"é\"}, {\"id\": 7}]"),
            "line 1, column 22, at [1].id: a text in quotes is expected, found `7`. Write \"7\", \
             with quotes"
        );
        assert_eq!(
            told("[\n  {\n    \"id\": 7 }]"),
            "line 3, column 11, at [0].id: a text in quotes is expected, found `7`. Write \"7\", \
             with quotes"
        );
        assert_eq!(
            told("[\n  {\"Id\": 7}]"),
            "line 2, column 3, at [0]: the field \"id\" is missing. Write \"id\" instead of \"Id\"?"
        );
        assert_eq!(
            told("[{\"id\": \"\\ud800\"}]"),
            "line 1, column 16, at [0].id: this is not JSON: unexpected end of hex escape, found \
             `\"}`"
        );
    }

    #[test]
    fn a_broken_text_is_explained_with_the_way_to_the_place() {
        let told = |text| Part::whole(text).expect_err("broken").to_string();
        assert_eq!(
            told("[{\"id\": \"a\"}, {\"subnets\": [{\"id\": 1,}]}]"),
            "line 1, column 37, at [1].subnets[0]: a comma stands before a closing bracket, found \
             `}]}]`. Remove the comma"
        );
        let deep = "[".repeat(1 << 20);
        assert!(told(&deep).contains("ends too early"));
    }

    #[test]
    fn the_first_error_of_the_receiver_stops_the_walk() {
        let whole = Part::whole("[1, 2, 3]").expect("well-formed");
        let mut seen = 0;
        let stopped = whole.each_element(|part| {
            seen += 1;
            Err(part.error("no"))
        });
        assert_eq!(seen, 1);
        assert_eq!(
            stopped.expect_err("stopped").to_string(),
            "line 1, column 2, at [0]: no, found `1`"
        );
    }
}

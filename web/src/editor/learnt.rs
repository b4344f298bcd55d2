//! Which lessons are done, as it is kept and carried to another browser.

use serde_json::{Map, Value, json};

/// How a lesson was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// The fewest changes it was done with; `None` where it was only done with its
    /// solution.
    pub changes: Option<usize>,
}

/// The lessons that are done, by their ids in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learnt {
    lessons: Vec<(String, Done)>,
}

impl Learnt {
    /// Returns how a lesson was done, if it was.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<Done> {
        let place = self.place(id).ok()?;
        self.lessons.get(place).map(|(_, done)| *done)
    }

    /// Notes that a lesson was done. What was done better before stays.
    pub fn note(&mut self, id: &str, done: Done) {
        match self.place(id) {
            Err(place) => self.lessons.insert(place, (id.to_owned(), done)),
            Ok(place) => {
                if let Some((_, known)) = self.lessons.get_mut(place) {
                    known.changes = known.changes.into_iter().chain(done.changes).min();
                }
            }
        }
    }

    /// Notes all that others know.
    pub fn join(&mut self, other: &Self) {
        for (id, done) in &other.lessons {
            self.note(id, *done);
        }
    }

    /// Writes them as the text of a file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lessons = self.lessons.iter();
        let lessons: Map<String, Value> = lessons
            .map(|(id, done)| (id.clone(), json!(done.changes)))
            .collect();
        format!("{:#}\n", json!({ "version": 1, "lessons_done": lessons }))
    }

    /// Reads what was written; a text of something else is refused with a reason.
    pub fn read(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if value.get("version").and_then(Value::as_u64) > Some(1) {
            return Err("it was made by a newer version of Peerlab".to_owned());
        }
        let lessons = value.get("lessons_done").and_then(Value::as_object);
        let lessons = lessons.ok_or("it does not tell which lessons are done")?;
        let mut learnt = Self::default();
        for (id, changes) in lessons {
            let changes = changes
                .as_u64()
                .and_then(|count| usize::try_from(count).ok());
            learnt.note(id, Done { changes });
        }
        Ok(learnt)
    }

    fn place(&self, id: &str) -> Result<usize, usize> {
        self.lessons
            .binary_search_by(|(known, _)| known.as_str().cmp(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(changes: Option<usize>) -> Done {
        Done { changes }
    }

    #[test]
    fn what_is_written_reads_back_and_joins_what_is_known() {
        let mut one = Learnt::default();
        one.note("b", done(Some(4)));
        one.note("a", done(None));
        assert_eq!(Learnt::read(&one.to_text()), Ok(one.clone()));
        let mut other = Learnt::default();
        other.note("b", done(Some(2)));
        other.note("a", done(Some(7)));
        other.note("c", done(None));
        one.join(&other);
        assert_eq!(one.of("a"), Some(done(Some(7))));
        assert_eq!(one.of("b"), Some(done(Some(2))));
        assert_eq!(one.of("c"), Some(done(None)));
        one.note("b", done(Some(3)));
        one.note("b", done(None));
        assert_eq!(one.of("b"), Some(done(Some(2))), "the best counts");
        assert_eq!(one.of("d"), None);
    }

    #[test]
    fn other_texts_are_refused_with_a_reason() {
        for (text, reason) in [
            ("", "EOF"),
            ("[]", "does not tell"),
            (r#"{"version": 1, "vpcs": []}"#, "does not tell"),
            (r#"{"version": 2, "lessons_done": {}}"#, "newer"),
        ] {
            let error = Learnt::read(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}

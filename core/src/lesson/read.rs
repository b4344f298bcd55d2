//! Reading lessons, with errors that name the place.

use super::{Constraint, Hint, Lesson, Step};
use crate::edit::{Edit, Item};
use crate::json::{self, JsonError, Part};
use crate::scenario::record::Record;
use crate::scenario::{
    Expectation, Limit, ReadError, UnknownField, check, document, known_fields, not_an_id,
    unknown_fields,
};

/// A lesson that was read, and what the text held beyond it.
///
/// ```
/// use peerlab_core::lesson::Lesson;
///
/// let text = r#"{"id": "a", "title": "A", "start": {}, "steps": [{"text": "Look.", "hnts": []}]}"#;
/// let reading = Lesson::read(text)?;
/// assert_eq!(reading.unknown_fields[0].path, "steps[0].hnts");
/// assert_eq!(reading.unknown_fields[0].meant.as_deref(), Some("hints"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LessonReading {
    /// The lesson.
    pub lesson: Lesson,
    /// Fields that a lesson does not have; they are not kept.
    pub unknown_fields: Vec<UnknownField>,
}

impl Lesson {
    /// Reads a lesson and passes over unknown fields.
    ///
    /// Takes O(length) time.
    ///
    /// # Errors
    ///
    /// The same as [`Lesson::read`].
    ///
    /// ```
    /// use peerlab_core::lesson::Lesson;
    ///
    /// let error = Lesson::from_json(r#"{"id": "a", "title": "A", "steps": []}"#).err();
    /// let sentence = error.map(|error| error.to_string());
    /// assert_eq!(sentence.as_deref(), Some("line 1, column 1: the field \"start\" is missing"));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        Self::read(text).map(|reading| reading.lesson)
    }

    /// Reads a lesson and notes its unknown fields.
    ///
    /// Takes O(length) time.
    ///
    /// # Errors
    ///
    /// A [`ReadError`] where the text is not JSON, is of another shape or version,
    /// holds more than can be judged, or has no step. Goals that name something
    /// unknown are no errors: [`progress`](super::progress) tells that they do not
    /// hold.
    ///
    /// ```
    /// use peerlab_core::lesson::Lesson;
    ///
    /// let text = r#"{"id": "a", "title": "A", "start": {}, "steps": [{"text": "…",
    ///     "solution": [{"edit": "remove"}]}]}"#;
    /// let sentence = Lesson::read(text).err().map(|error| error.to_string());
    /// assert_eq!(
    ///     sentence.as_deref(),
    ///     Some("line 2, column 18, at steps[0].solution[0]: the field \"id\" is missing")
    /// );
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    pub fn read(text: &str) -> Result<LessonReading, ReadError> {
        let (lesson, text): (Self, _) =
            document(text, "lesson").map_err(|error| in_edit(text, error, "steps", "solution"))?;
        check(&lesson.start, text, &[json::Step::key("start")])?;
        check_id(&lesson.id, text)?;
        if lesson.steps.is_empty() {
            let steps = [json::Step::key("steps")];
            return Err(JsonError::at(text, &steps, "a lesson has at least one step").into());
        }
        Limit::Steps.check(lesson.steps.len())?;
        let solutions = lesson.steps.iter().map(|step| step.solution.as_slice());
        check_edits(text, solutions, ["steps", "solution"])?;
        let expectations = lesson.steps.iter().map(expectations);
        Limit::Expectations.check(expectations.sum())?;
        Ok(LessonReading {
            lesson,
            unknown_fields: unknown_fields(text, known),
        })
    }
}

/// What a text teaches by.
///
/// ```
/// use peerlab_core::lesson::{Taught, taught};
///
/// assert_eq!(taught(r#"{"title": "A", "scenes": []}"#), Some(Taught::Presentation));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taught {
    /// A [`Lesson`].
    Lesson,
    /// A [`Presentation`](super::presentation::Presentation).
    Presentation,
}

/// Tells whether a text is meant to be a lesson or a presentation: by its fields,
/// whatever else is wrong with it.
///
/// Takes O(length) time.
///
/// ```
/// use peerlab_core::lesson::{Taught, taught};
///
/// assert_eq!(taught(r#"{"steps": [{}]}"#), Some(Taught::Lesson));
/// assert_eq!(taught(r#"{"vpcs": [], "version": 1}"#), None);
/// ```
#[must_use]
pub fn taught(text: &str) -> Option<Taught> {
    let part = Part::whole(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()?;
    let mut found = None;
    if part.is_object() {
        let told = part.each_key(|key| match key {
            "steps" => found = Some(Taught::Lesson),
            "scenes" => found = Some(Taught::Presentation),
            _ => {}
        });
        told.ok()?;
    }
    found
}

/// Places an error that is in an edit. Edits are told apart by a field of theirs,
/// so the reader has passed an edit before it knows that it is none; here each is
/// read by itself. `edits` is the field that holds them in the elements of `list`.
pub(super) fn in_edit(text: &str, error: ReadError, list: &str, edits: &str) -> ReadError {
    match error {
        ReadError::Json(error) if error.place.path.contains(edits) => {
            let found = Part::whole(text).and_then(|whole| each_edit(&whole, &[list, edits]));
            ReadError::Json(found.err().unwrap_or(error))
        }
        error => error,
    }
}

/// Reads the edits in lists within lists.
fn each_edit(part: &Part<'_>, way: &[&str]) -> Result<(), JsonError> {
    let Some((field, way)) = way.split_first() else {
        if part.is_object() {
            // What is added says more precisely what is wrong with it.
            part.each_member(|name, item| match name {
                "item" => item.read::<Item>().map(drop),
                _ => Ok(()),
            })?;
        }
        return part.read::<Edit>().map(drop);
    };
    part.each_member(|name, value| {
        if name == *field && value.is_list() {
            value.each_element(|element| each_edit(&element, way))?;
        }
        Ok(())
    })
}

/// Refuses what progress cannot be kept under.
pub(super) fn check_id(id: &str, text: &str) -> Result<(), ReadError> {
    match not_an_id(id) {
        Some(reason) => Err(JsonError::at(text, &[json::Step::key("id")], reason).into()),
        None => Ok(()),
    }
}

/// Refuses more edits than a document may hold, and an id of something new that
/// cannot be one. The lists of edits stand in the elements of a list.
pub(super) fn check_edits<'l>(
    text: &str,
    lists: impl Iterator<Item = &'l [Edit]> + Clone,
    [list, field]: [&str; 2],
) -> Result<(), ReadError> {
    Limit::Edits.check(lists.clone().map(<[Edit]>::len).sum())?;
    for (place, edits) in lists.enumerate() {
        for (number, edit) in edits.iter().enumerate() {
            let Edit::Add { item, .. } = edit else {
                continue;
            };
            // The names of owners hang on nothing, as in a scenario.
            let is_owner = matches!(**item, Item::Organization(_) | Item::Project(_));
            if let Some(reason) = not_an_id(item.id()).filter(|_| !is_owner) {
                let way = [
                    json::Step::key(list),
                    json::Step::Index(place),
                    json::Step::key(field),
                    json::Step::Index(number),
                    json::Step::key("item"),
                ];
                return Err(JsonError::at(text, &way, reason).into());
            }
        }
    }
    Ok(())
}

/// Counts what is expected in a step.
fn expectations(step: &Step) -> usize {
    let hints = step.hints.iter().map(|hint| hint.claims.len());
    step.goal.len() + step.constraints.len() + step.claims.len() + hints.sum::<usize>()
}

/// Returns the fields of the object that some keys lead to. Those of edits are
/// not looked at: what they hold depends on the edit.
fn known(keys: &[&str]) -> Option<&'static [&'static str]> {
    Some(match keys {
        [] => Lesson::NAMES,
        ["start", keys @ ..] => return known_fields(keys),
        ["steps"] => Step::NAMES,
        ["steps", "goal" | "claims"] | ["steps", "hints", "claims"] => Expectation::NAMES,
        ["steps", "constraints"] => Constraint::NAMES,
        ["steps", "hints"] => Hint::NAMES,
        _ => return None,
    })
}

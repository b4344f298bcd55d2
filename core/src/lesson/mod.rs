//! Lessons: a scenario to begin with, steps with a goal each, hints, and a
//! solution as edits.
//!
//! A goal is a list of expectations and constraints, so it is judged by what
//! holds, never by how it was reached. [`progress`] tells what holds of a step's
//! goal, and why the rest does not; [`check`] tells what is wrong with a lesson
//! itself. Presentations, which tell a story instead of
//! asking for one, are in [`presentation`].
//!
//! The form is told in `docs/lessons.md`.
//!
//! ```
//! use peerlab_core::edit::apply_all;
//! use peerlab_core::lesson::{Lesson, progress};
//! use peerlab_core::report::judge;
//! # const LESSON: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
//!
//! let lesson = Lesson::from_json(LESSON)?;
//! let mut scenario = lesson.start.clone();
//! let goal = progress(&lesson, 0, &scenario, &judge(&scenario));
//! assert_eq!(goal[0].name.as_deref(), Some("Shop and Data are peered"));
//! assert_eq!(goal[0].reason.as_deref(), Some("connector shop-to-data is orphan, not peered"));
//! assert!(goal[1].holds, "nothing was done that is not to be done");
//!
//! apply_all(&mut scenario, &lesson.steps[0].solution)?;
//! let goal = progress(&lesson, 0, &scenario, &judge(&scenario));
//! assert!(goal.iter().all(|part| part.holds));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod changes;
mod check;
mod constraint;
mod facts;
mod index;
mod link;
pub mod presentation;
mod progress;
mod read;

use crate::edit::{Edit, EditError, apply_all};
use crate::json::{ToJson, Writer, to_pretty_text, to_text};
use crate::scenario::record::document;
use crate::scenario::{Expectation, Scenario, Version};

pub use changes::changes;
pub use check::{Fault, Wrong, check};
pub use constraint::Constraint;
pub use facts::gained;
pub use index::{Index, Listed, Sequence};
pub use link::LessonLinkError;
pub use progress::progress;
pub use read::{LessonReading, Taught, taught};

/// A lesson. See the [module](self) for what it is.
///
/// ```
/// use peerlab_core::lesson::Lesson;
/// # const LESSON: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
///
/// let lesson = Lesson::from_json(LESSON)?;
/// assert_eq!((lesson.title.as_str(), lesson.par), ("The answer", 1));
/// assert_eq!(lesson.start.vpcs.len(), 2);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// The version of the document's form; there is one so far.
    pub version: Version,
    /// What the lesson is known by where progress is kept.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The sequence it belongs to.
    pub sequence: Option<String>,
    /// What one takes away from it, in Markdown, told when it is done.
    pub point: String,
    /// The scenario it begins with.
    pub start: Scenario,
    /// The steps, one after the other.
    pub steps: Vec<Step>,
    /// The fewest changes that are known to do.
    pub par: u32,
}

/// A step of a lesson.
///
/// ```
/// use peerlab_core::lesson::Lesson;
/// # const LESSON: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
///
/// let step = &Lesson::from_json(LESSON)?.steps[0];
/// assert_eq!((step.goal.len(), step.constraints.len(), step.hints.len()), (1, 1, 1));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What is told and asked, in Markdown.
    pub text: String,
    /// The id of the organisation or project with whose eyes it is seen; everyone
    /// where missing.
    pub view: Option<String>,
    /// Facts that the text states, which hold as the step begins.
    pub claims: Vec<Expectation>,
    /// What should hold in the end.
    pub goal: Vec<Expectation>,
    /// What should not be done for it.
    pub constraints: Vec<Constraint>,
    /// Hints, shown one by one.
    pub hints: Vec<Hint>,
    /// Edits after which the goal is met.
    pub solution: Vec<Edit>,
}

/// A hint.
///
/// ```
/// use peerlab_core::lesson::Lesson;
/// # const LESSON: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
///
/// let hint = &Lesson::from_json(LESSON)?.steps[0].hints[0];
/// assert_eq!(hint.claims[0].code.as_deref(), Some("orphan-connector"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// What it says, in Markdown.
    pub text: String,
    /// Facts that it states, which hold as the step begins.
    pub claims: Vec<Expectation>,
}

document!(Lesson {
    version: Version always,
    id: Text must,
    title: Text must,
    sequence: MaybeText,
    point: Text,
    start: Record must,
    steps: Records must,
    par: Number,
});

document!(Step {
    text: Text must,
    view: MaybeText,
    claims: Records,
    goal: Records,
    constraints: Records,
    hints: Records,
    solution: Edits,
});

document!(Hint {
    text: Text must,
    claims: Records,
});

impl ToJson for Edit {
    fn write(&self, to: &mut Writer) {
        // Every edit can be written: the keys of its maps are texts.
        to.raw(&serde_json::to_string(self).unwrap_or_default());
    }
}

impl Lesson {
    /// Returns the scenario as a step finds it where all steps before were solved
    /// as the lesson does.
    ///
    /// # Errors
    ///
    /// An [`EditError`] where an edit of a solution cannot be applied.
    ///
    /// ```
    /// use peerlab_core::lesson::Lesson;
    /// # const LESSON: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
    ///
    /// let lesson = Lesson::from_json(LESSON)?;
    /// assert_eq!(lesson.before(0)?, lesson.start);
    /// assert_eq!(lesson.before(1)?.vpc_connectors.len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn before(&self, step: usize) -> Result<Scenario, EditError> {
        let mut scenario = self.start.clone();
        for step in self.steps.iter().take(step) {
            apply_all(&mut scenario, &step.solution)?;
        }
        Ok(scenario)
    }

    /// Writes the lesson as compact JSON with everything left out that is at its
    /// default. The same lesson always gives the same bytes.
    ///
    /// ```
    /// use peerlab_core::lesson::Lesson;
    /// # const LESSON: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
    ///
    /// let lesson = Lesson::from_json(LESSON)?;
    /// assert_eq!(Lesson::from_json(&lesson.to_json())?, lesson);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        to_text(self)
    }

    /// Writes the lesson as JSON for people, indented by two but for edits, with a
    /// line break at the end.
    ///
    /// ```
    /// use peerlab_core::lesson::Lesson;
    ///
    /// let text = Lesson { id: "a".to_owned(), ..Lesson::default() }.to_pretty_json();
    /// assert!(text.starts_with("{\n  \"version\": 1,\n  \"id\": \"a\",\n"));
    /// ```
    #[must_use]
    pub fn to_pretty_json(&self) -> String {
        let mut text = to_pretty_text(self);
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests;

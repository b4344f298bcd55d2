//! Why files could not be imported.

use std::fmt;

use thiserror::Error;

use super::File;
use crate::json::JsonError;
use crate::link::LinkError;
use crate::scenario::ReadError;

/// Why files could not be imported: a sentence that names the file, the place
/// in it, the reason and what was probably meant.
///
/// ```
/// use peerlab_core::import::{File, import};
///
/// let error = import(&[File { name: "vpcs.txt", bytes: b"ID  NAME\n9f  prod" }]).err();
/// assert_eq!(
///     error.map(|error| error.to_string()).as_deref(),
///     Some(
///         "vpcs.txt: line 1, column 1: this is a table for people, not JSON, found `ID NAME`. \
///          Add `-o json` to the command that printed it"
///     )
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// The file; `None` where it is about all of them or the text has no name.
    pub file: Option<String>,
    /// What is wrong.
    pub problem: Box<Problem>,
}

/// What keeps files from being imported.
///
/// ```
/// use peerlab_core::import::{File, Problem, import};
///
/// let shop = File { name: "shop.json", bytes: br#"{"version": 1}"# };
/// let data = File { name: "data.json", bytes: br#"{"version": 1}"# };
/// let Err(error) = import(&[shop, data]) else {
///     panic!("a scenario is opened alone");
/// };
/// assert!(matches!(*error.problem, Problem::TwoScenarios { .. }));
/// assert_eq!(error.file, None, "it is about both");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// The file is not text, not a scenario, or too large.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The share link does not open.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// No file was given.
    #[error("there is nothing to read: no file was given")]
    Nothing,
    /// Two of the files are scenarios.
    #[error("{} and {} are two scenarios: open them one at a time", called(.first), called(.second))]
    TwoScenarios {
        /// The one that came first.
        first: String,
        /// The other.
        second: String,
    },
    /// A scenario was given together with what the platform lists.
    #[error(
        "{} is a scenario and {} a list of the platform: open the scenario alone, or the lists \
         without it",
        called(.scenario),
        called(.list)
    )]
    ScenarioBesideLists {
        /// The scenario.
        scenario: String,
        /// The first list.
        list: String,
    },
}

impl From<JsonError> for Problem {
    fn from(error: JsonError) -> Self {
        Self::Read(ReadError::Json(error))
    }
}

impl ImportError {
    pub(super) fn of(file: &File<'_>, problem: Problem) -> Self {
        Self {
            file: Some(file.name.to_owned()).filter(|name| !name.is_empty()),
            problem: Box::new(problem),
        }
    }

    pub(super) fn of_all(problem: Problem) -> Self {
        Self {
            file: None,
            problem: Box::new(problem),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}: ")?;
        }
        self.problem.fmt(f)
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.problem)
    }
}

fn called(name: &str) -> &str {
    if name.is_empty() {
        "a text without a name"
    } else {
        name
    }
}

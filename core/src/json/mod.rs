//! JSON text into typed values and back, with errors that name the place.
//!
//! Reading goes straight from the text into the types; only when that fails is
//! the text walked again to find the offending value, so the good path pays
//! nothing for precise errors.
//!
//! ```
//! use peerlab_core::scenario::{ReadError, Scenario};
//!
//! let Err(ReadError::Json(error)) = Scenario::from_json(r#"{"vpcs": [{"id": 7}]}"#) else {
//!     panic!("an id is a text");
//! };
//! assert_eq!(error.place.path, "vpcs[0].id");
//! assert_eq!(error.meant.as_deref(), Some("Write \"7\", with quotes"));
//! ```

mod explain;
mod part;
mod place;
mod scan;
mod write;

use std::fmt;

use serde::de::DeserializeOwned;

pub(crate) use part::Part;
pub(crate) use place::{MOST_QUOTED, Step, cut, written};
pub(crate) use scan::{Event, Frame, locate, plain, walk};
pub(crate) use write::{ToJson, Writer, to_pretty_text, to_text};

/// Where in a text something stands.
///
/// ```
/// use peerlab_core::json::Place;
///
/// let place = Place { line: 3, column: 19, path: "routes[0].destination".to_owned() };
/// assert_eq!(place.to_string(), "line 3, column 19, at routes[0].destination");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// The way to the value, such as `vpcs[0].id`; empty for the whole text.
    pub path: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if self.path.is_empty() {
            Ok(())
        } else {
            write!(f, ", at {}", self.path)
        }
    }
}

/// Why a text could not be read, and where.
///
/// ```
/// use peerlab_core::scenario::{ReadError, Scenario};
///
/// let text = "{\"vpcs\": [\n  {\"id\": \"a\", \"routing_enabled\": \"yes\"}\n]}";
/// let Err(ReadError::Json(error)) = Scenario::from_json(text) else {
///     panic!("a switch is no text");
/// };
/// assert_eq!((error.place.line, error.reason.as_str()), (2, "true or false is expected"));
/// assert_eq!(error.found.as_deref(), Some("`\"yes\"`"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Where the offending text stands.
    pub place: Place,
    /// What is wrong, a sentence without a full stop.
    pub reason: String,
    /// The offending text, cut where it is long.
    pub found: Option<String>,
    /// What was probably meant, a sentence without a full stop.
    pub meant: Option<String>,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        self.write_reason(f)
    }
}

impl std::error::Error for JsonError {}

impl Place {
    /// Makes a place in a part of a text one in the whole, where the part
    /// starts at `start`.
    fn behind(self, start: &Self) -> Self {
        let joint = if start.path.is_empty() || self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        Self {
            line: start.line + self.line - 1,
            column: if self.line == 1 {
                start.column + self.column - 1
            } else {
                self.column
            },
            path: format!("{}{joint}{}", start.path, self.path),
        }
    }
}

impl JsonError {
    /// Says the same of a value that stands in no text that anyone sees: its
    /// path alone is its place.
    #[cfg(feature = "js")]
    pub(crate) fn by_path(&self) -> String {
        let joint = if self.place.path.is_empty() { "" } else { ": " };
        let mut sentence = format!("{}{joint}", self.place.path);
        // Writing to a text cannot fail.
        let _ = self.write_reason(&mut sentence);
        sentence
    }

    fn write_reason(&self, to: &mut impl fmt::Write) -> fmt::Result {
        to.write_str(&self.reason)?;
        if let Some(found) = &self.found {
            write!(to, ", found {found}")?;
        }
        if let Some(meant) = &self.meant {
            write!(to, ". {meant}")?;
        }
        Ok(())
    }

    /// Makes the error about the value that `steps` lead to.
    pub(crate) fn at(text: &str, steps: &[Step], reason: impl Into<String>) -> Self {
        let value = locate(text, steps);
        Self {
            place: Place::of(text, value.as_ref().map_or(0, |value| value.start), steps),
            reason: reason.into(),
            found: value.and_then(|value| text.get(value)).map(place::excerpt),
            meant: None,
        }
    }
}

/// Reads one JSON document.
///
/// Takes O(length) time; nesting deeper than 128 is an error.
pub(crate) fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    serde_json::from_str(text).map_err(|error| explain::explain(text, &error))
}

//! The list of the lessons that a page offers.

use crate::scenario::record::document;
use crate::scenario::{ReadError, Version, document as read};

/// The lessons that a page offers, in the order in which they build on each other.
///
/// ```
/// use peerlab_core::lesson::Index;
///
/// let text = r#"{"sequences": [{"title": "Peering", "about": "Who may talk.",
///     "lessons": [{"id": "the-answer", "title": "The answer", "about": "It takes two."}]}]}"#;
/// let index = Index::from_json(text)?;
/// assert_eq!(index.sequences[0].lessons[0].id, "the-answer");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The version of the document's form; there is one so far.
    pub version: Version,
    /// The sequences.
    pub sequences: Vec<Sequence>,
}

/// Lessons that belong together.
///
/// ```
/// use peerlab_core::lesson::Index;
///
/// let index = Index::from_json(r#"{"sequences": [{"title": "Peering"}]}"#)?;
/// assert!(index.sequences[0].lessons.is_empty());
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    /// What people call it.
    pub title: String,
    /// What it is about, a sentence.
    pub about: String,
    /// The lessons.
    pub lessons: Vec<Listed>,
}

/// A lesson, or a presentation, in a list.
///
/// ```
/// use peerlab_core::lesson::Index;
///
/// let text = r#"{"sequences": [{"title": "Peering", "lessons": [{"id": "a", "title": "A"}]}]}"#;
/// assert_eq!(Index::from_json(text)?.sequences[0].lessons[0].about, "");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its id, which is its file's name without `.json`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is about, a sentence.
    pub about: String,
}

document!(Index {
    version: Version always,
    sequences: Records must,
});

document!(Sequence {
    title: Text must,
    about: Text,
    lessons: Records,
});

document!(Listed {
    id: Text must,
    title: Text must,
    about: Text,
});

impl Index {
    /// Reads an index and passes over unknown fields.
    ///
    /// # Errors
    ///
    /// A [`ReadError`] where the text is not JSON, or of another shape or version.
    ///
    /// ```
    /// use peerlab_core::lesson::Index;
    ///
    /// assert!(Index::from_json(r#"{"sequences": []}"#).is_ok());
    /// assert!(Index::from_json("[]").is_err());
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        read(text, "list of lessons").map(|(index, _)| index)
    }
}

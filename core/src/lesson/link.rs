//! Lessons in the fragment of an address: `#l=`, a version, and the deflated JSON.

use thiserror::Error;

use super::Lesson;
use crate::link::{LinkError, deflated, fragment};
use crate::scenario::ReadError;

/// What stands before the version.
const KEY: &str = "l=";

/// Why a link to a lesson does not open.
///
/// ```
/// use peerlab_core::lesson::{Lesson, LessonLinkError};
///
/// assert_eq!(Lesson::from_link("#s=1.abc"), Err(LessonLinkError::NotALink));
/// let newer = Lesson::from_link("#l=9.abc").err().map(|error| error.to_string());
/// assert_eq!(newer.as_deref(), Some("this link was made by a newer version of Peerlab"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LessonLinkError {
    /// There is no lesson in the text.
    #[error("there is no lesson in this link: one has “#l=” and a version in it, such as “#l=1.”")]
    NotALink,
    /// The link was made by a version of Peerlab that is newer than this.
    #[error("this link was made by a newer version of Peerlab")]
    NewerVersion,
    /// The payload ends before the lesson does.
    #[error("the link is cut off: its end is missing. Copy it whole, or ask for it as a file")]
    CutOff,
    /// The payload is not what was once encoded.
    #[error("the link is damaged: something in it was changed or lost on the way")]
    Damaged,
    /// The lesson is larger than a link may hold.
    #[error("the link unpacks to more than one may hold. Ask for the lesson as a file")]
    TooLarge,
    /// The link is whole, but what it holds is not a lesson.
    #[error("the link does not hold a lesson: {0}")]
    Lesson(#[from] ReadError),
}

impl Lesson {
    /// Encodes the lesson as the fragment of an address, `#l=1.…`.
    ///
    /// The link of a lesson of more than
    /// [`MOST_INFLATED`](crate::link::MOST_INFLATED) bytes is not opened again: such a
    /// lesson is shared as a file.
    ///
    /// ```
    /// use peerlab_core::lesson::Lesson;
    /// # const LESSON: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
    ///
    /// let lesson = Lesson::from_json(LESSON)?;
    /// assert_eq!(Lesson::from_link(&lesson.to_link())?, lesson);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_link(&self) -> String {
        fragment::write(KEY, 1, &deflated::write(&self.to_json()))
    }

    /// Tells whether a text holds something that is meant to be a link to a lesson.
    ///
    /// ```
    /// use peerlab_core::lesson::Lesson;
    ///
    /// assert!(Lesson::is_link("https://example.org/#l=1.abc"));
    /// assert!(!Lesson::is_link("#s=1.abc"));
    /// ```
    #[must_use]
    pub fn is_link(text: &str) -> bool {
        fragment::split(text, KEY).is_some()
    }

    /// Decodes a link: a whole address, its fragment, or what stands behind `#`.
    /// White space that a mail or chat program put in is passed over.
    ///
    /// Takes time and memory in proportion to what the link holds, which is limited.
    ///
    /// # Errors
    ///
    /// A [`LessonLinkError`] that says what is wrong with the link.
    ///
    /// ```
    /// use peerlab_core::lesson::{Lesson, LessonLinkError};
    /// # const LESSON: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
    ///
    /// let link = Lesson::from_json(LESSON)?.to_link();
    /// assert_eq!(Lesson::from_link(&link[..link.len() - 4]), Err(LessonLinkError::CutOff));
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    pub fn from_link(text: &str) -> Result<Self, LessonLinkError> {
        let (version, payload) = fragment::split(text, KEY).ok_or(LessonLinkError::NotALink)?;
        if version != 1 {
            return Err(LessonLinkError::NewerVersion);
        }
        let json = fragment::read(payload).and_then(|payload| deflated::read(&payload));
        let json = json.map_err(|error| match error {
            LinkError::CutOff => LessonLinkError::CutOff,
            LinkError::TooLarge => LessonLinkError::TooLarge,
            _ => LessonLinkError::Damaged,
        })?;
        Ok(Self::from_json(&json)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::MOST_INFLATED;
    use proptest::prelude::*;

    const LESSON: &str = include_str!("../../examples/lesson.json");

    #[test]
    fn a_link_opens_in_whatever_form_it_was_copied() {
        let lesson = Lesson::from_json(LESSON).unwrap();
        let link = lesson.to_link();
        let (head, tail) = link.split_at(12);
        for form in [
            format!(" https://example.org/peerlab/{link}\n"),
            link.trim_start_matches('#').to_owned(),
            format!("{head}\n {tail}"),
            format!("({link})."),
        ] {
            assert_eq!(Lesson::from_link(&form).as_ref(), Ok(&lesson), "{form}");
        }
    }

    #[test]
    fn what_does_not_open_says_why() {
        let packed = |text: &str| fragment::write(KEY, 1, &deflated::write(text));
        for (link, error) in [
            (String::new(), LessonLinkError::NotALink),
            ("#l=".to_owned(), LessonLinkError::NotALink),
            ("#l=1.".to_owned(), LessonLinkError::CutOff),
            ("#l=1.ab+c".to_owned(), LessonLinkError::Damaged),
            // Deflate has no such block.
            ("#l=1._w".to_owned(), LessonLinkError::Damaged),
            (
                packed(&" ".repeat(MOST_INFLATED + 1)),
                LessonLinkError::TooLarge,
            ),
        ] {
            assert_eq!(Lesson::from_link(&link), Err(error), "{link:.40}");
        }
        let scenario = Lesson::from_link(&packed("{}"));
        assert!(matches!(scenario, Err(LessonLinkError::Lesson(_))));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,60}", payload in "[-_A-Za-z0-9=]{0,60}") {
            let _ = Lesson::from_link(&text);
            let _ = Lesson::from_link(&format!("#l=1.{payload}"));
        }

        #[test]
        fn a_cut_link_never_opens(keep in 0usize..1_000) {
            let link = Lesson::from_json(LESSON).unwrap().to_link();
            prop_assert!(Lesson::from_link(&link[..keep.min(link.len() - 1)]).is_err());
        }
    }
}

//! Presentations: a story told with a scenario, scene by scene.
//!
//! ```
//! use peerlab_core::lesson::presentation::Presentation;
//!
//! let text = r#"{"id": "a", "title": "A", "start": {"vpcs": [{"id": "shop"}]}, "scenes": [
//!     {"title": "One VPC", "notes": "Say hello."},
//!     {"title": "None", "edits": [{"edit": "remove", "id": "shop"}]}]}"#;
//! let presentation = Presentation::from_json(text)?;
//! assert_eq!(presentation.at(0)?.vpcs.len(), 1);
//! assert!(presentation.at(1)?.vpcs.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::read::{check_edits, check_id, in_edit};
use crate::edit::{Edit, EditError, apply_all};
use crate::json::{self, JsonError};
use crate::scenario::record::{Record, document};
use crate::scenario::{
    Expectation, Limit, ReadError, Scenario, UnknownField, Version, check, document as read,
    known_fields, unknown_fields,
};

/// A presentation. See the [module](self) for what it is.
///
/// ```
/// use peerlab_core::lesson::presentation::Presentation;
///
/// let text = r#"{"id": "a", "title": "A", "minutes": 3, "start": {}, "scenes": [{"title": "B"}]}"#;
/// assert_eq!(Presentation::from_json(text)?.minutes, 3);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presentation {
    /// The version of the document's form; there is one so far.
    pub version: Version,
    /// What the presentation is known by.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// How long it takes, in minutes; 0 where that is not said.
    pub minutes: u32,
    /// The scenario it begins with.
    pub start: Scenario,
    /// The scenes, one after the other.
    pub scenes: Vec<Scene>,
}

/// A scene of a presentation: a state of the scenario, and what is said to it.
///
/// ```
/// use peerlab_core::lesson::presentation::Presentation;
///
/// let text = r#"{"id": "a", "title": "A", "start": {}, "scenes": [
///     {"title": "Two owners", "text": "Nobody asked **Data** yet.", "notes": "Point at Data."}]}"#;
/// assert_eq!(Presentation::from_json(text)?.scenes[0].notes, "Point at Data.");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// What is shown above it.
    pub title: String,
    /// What is shown below the title, in Markdown.
    pub text: String,
    /// What the speaker says, in Markdown.
    pub notes: String,
    /// The id of the organisation or project with whose eyes it is seen; everyone
    /// where missing.
    pub view: Option<String>,
    /// The id of what is selected.
    pub select: Option<String>,
    /// The packet that is followed: the ids or addresses of its two ends.
    pub trace: Option<Vec<String>>,
    /// What is different from the scene before.
    pub edits: Vec<Edit>,
    /// Facts that are shown or said, which hold in this state.
    pub claims: Vec<Expectation>,
}

document!(Presentation {
    version: Version always,
    id: Text must,
    title: Text must,
    minutes: Number,
    start: Record must,
    scenes: Records must,
});

document!(Scene {
    title: Text must,
    text: Text,
    notes: Text,
    view: MaybeText,
    select: MaybeText,
    trace: MaybeTexts,
    edits: Edits,
    claims: Records,
});

/// A presentation that was read, and what the text held beyond it.
///
/// ```
/// use peerlab_core::lesson::presentation::Presentation;
///
/// let text = r#"{"id": "a", "title": "A", "start": {}, "scenes": [{"title": "B", "note": "…"}]}"#;
/// let reading = Presentation::read(text)?;
/// assert_eq!(reading.unknown_fields[0].meant.as_deref(), Some("notes"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PresentationReading {
    /// The presentation.
    pub presentation: Presentation,
    /// Fields that a presentation does not have; they are not kept.
    pub unknown_fields: Vec<UnknownField>,
}

impl Presentation {
    /// Reads a presentation and passes over unknown fields.
    ///
    /// # Errors
    ///
    /// The same as [`Presentation::read`].
    ///
    /// ```
    /// use peerlab_core::lesson::presentation::Presentation;
    ///
    /// let error = Presentation::from_json(r#"{"id": "a", "title": "A", "start": {}, "scenes": []}"#);
    /// let sentence = error.err().map(|error| error.to_string());
    /// assert!(sentence.is_some_and(|sentence| sentence.contains("at least one scene")));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        Self::read(text).map(|reading| reading.presentation)
    }

    /// Reads a presentation and notes its unknown fields.
    ///
    /// Takes O(length) time.
    ///
    /// # Errors
    ///
    /// A [`ReadError`] where the text is not JSON, is of another shape or version,
    /// holds more than can be judged, or has no scene.
    ///
    /// ```
    /// use peerlab_core::lesson::presentation::Presentation;
    ///
    /// let newer = Presentation::read(r#"{"version": 2, "acts": []}"#);
    /// assert_eq!(
    ///     newer.err().map(|error| error.to_string()).as_deref(),
    ///     Some("this presentation was made by a newer version of Peerlab (its form is version \
    ///           2, this one reads version 1)")
    /// );
    /// ```
    pub fn read(text: &str) -> Result<PresentationReading, ReadError> {
        let (presentation, text): (Self, _) =
            read(text, "presentation").map_err(|error| in_edit(text, error, "scenes", "edits"))?;
        check(&presentation.start, text, &[json::Step::key("start")])?;
        check_id(&presentation.id, text)?;
        if presentation.scenes.is_empty() {
            let scenes = [json::Step::key("scenes")];
            let reason = "a presentation has at least one scene";
            return Err(JsonError::at(text, &scenes, reason).into());
        }
        Limit::Steps.check(presentation.scenes.len())?;
        let edits = presentation
            .scenes
            .iter()
            .map(|scene| scene.edits.as_slice());
        check_edits(text, edits, ["scenes", "edits"])?;
        let claims = presentation.scenes.iter().map(|scene| scene.claims.len());
        Limit::Expectations.check(claims.sum())?;
        Ok(PresentationReading {
            presentation,
            unknown_fields: unknown_fields(text, known),
        })
    }

    /// Returns the scenario as a scene shows it.
    ///
    /// # Errors
    ///
    /// An [`EditError`] where an edit up to there cannot be applied.
    ///
    /// ```
    /// use peerlab_core::lesson::presentation::Presentation;
    ///
    /// let text = r#"{"id": "a", "title": "A", "start": {}, "scenes": [
    ///     {"title": "B", "edits": [{"edit": "add", "item": {"vpc": {"id": "shop"}}}]}]}"#;
    /// assert_eq!(Presentation::from_json(text)?.at(0)?.vpcs[0].id, "shop");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn at(&self, scene: usize) -> Result<Scenario, EditError> {
        let mut scenario = self.start.clone();
        for scene in self.scenes.iter().take(scene.saturating_add(1)) {
            apply_all(&mut scenario, &scene.edits)?;
        }
        Ok(scenario)
    }
}

/// Returns the fields of the object that some keys lead to.
fn known(keys: &[&str]) -> Option<&'static [&'static str]> {
    Some(match keys {
        [] => Presentation::NAMES,
        ["start", keys @ ..] => return known_fields(keys),
        ["scenes"] => Scene::NAMES,
        ["scenes", "claims"] => Expectation::NAMES,
        _ => return None,
    })
}

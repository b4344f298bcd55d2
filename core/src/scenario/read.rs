//! Reading a scenario document, with errors that name the place.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::record::{Record, record};
use super::{
    Acl, AclRule, Expectation, IngressRule, LONGEST_ID, Organization, Point, PrivateNetwork,
    Project, Resource, Route, Scenario, Version, Vpc, VpcConnector,
};
use crate::json::{self, Event, Frame, JsonError, Step};
use crate::nearest::nearest;
use crate::order::{Numbers, sort_by};

/// A scenario that was read, and what the text held beyond it.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let reading = Scenario::read(r#"{"vpcs": [{"id": "shop", "colour": "red"}]}"#)?;
/// assert_eq!(reading.unknown_fields[0].field, "colour");
/// assert!(!reading.scenario.to_json().contains("colour"), "it is told and not kept");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The scenario.
    pub scenario: Scenario,
    /// Fields that a scenario does not have; they are not kept.
    pub unknown_fields: Vec<UnknownField>,
}

/// A field that a scenario does not have.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let reading = Scenario::read(r#"{"vpcs": [{"id": "a", "nmae": "A"}]}"#)?;
/// let unknown = &reading.unknown_fields[0];
/// assert_eq!(unknown.path, "vpcs[0].nmae");
/// assert_eq!(unknown.meant.as_deref(), Some("name"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownField {
    /// The way to the first one, such as `vpcs[0].nmae`.
    pub path: String,
    /// Its name.
    pub field: String,
    /// The known field of that object that was probably meant.
    pub meant: Option<String>,
    /// How many objects of the list have it.
    pub count: usize,
}

/// A limit that keeps large input from hurting.
///
/// ```
/// use peerlab_core::scenario::Limit;
///
/// assert_eq!(Limit::Vpcs.most(), 10_000);
/// assert_eq!(Limit::Vpcs.to_string(), "10,000 VPCs");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Limit {
    /// Bytes of a document.
    #[error("32 MiB of text")]
    Bytes,
    /// VPCs of a scenario.
    #[error("10,000 VPCs")]
    Vpcs,
    /// Private Networks of a scenario.
    #[error("100,000 Private Networks")]
    PrivateNetworks,
    /// Routes of a scenario.
    #[error("1,000,000 routes")]
    Routes,
    /// Expectations of a scenario.
    #[error("10,000 expectations")]
    Expectations,
    /// Steps of a lesson, or scenes of a presentation.
    #[error("1,000 steps")]
    Steps,
    /// Edits of a lesson's solution.
    #[error("10,000 edits")]
    Edits,
}

impl Limit {
    /// Returns the largest number that is allowed.
    ///
    /// ```
    /// use peerlab_core::scenario::Limit;
    ///
    /// assert_eq!(Limit::Bytes.most(), 32 * 1024 * 1024);
    /// ```
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::Bytes => 32 << 20,
            Self::Vpcs | Self::Expectations | Self::Edits => 10_000,
            Self::Steps => 1_000,
            Self::PrivateNetworks => 100_000,
            Self::Routes => 1_000_000,
        }
    }

    pub(crate) fn check(self, count: usize) -> Result<(), ReadError> {
        if count > self.most() {
            return Err(ReadError::Limit { limit: self, count });
        }
        Ok(())
    }
}

/// Why a text is not a scenario.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let error = Scenario::from_json(r#"{"vpcs": [{"name": "Shop"}]}"#).err();
/// let sentence = error.map(|error| error.to_string());
/// assert_eq!(
///     sentence.as_deref(),
///     Some("line 1, column 11, at vpcs[0]: the field \"id\" is missing")
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The bytes are not text.
    #[error("byte {} is not UTF-8 text{}", .offset + 1, if *.utf16 { ": save the file as UTF-8, it is UTF-16" } else { "" })]
    NotText {
        /// Where the first such byte is, counted from 0.
        offset: usize,
        /// Whether the file begins as UTF-16 does.
        utf16: bool,
    },
    /// The document was made by a version of Peerlab that is newer than this.
    #[error(
        "this {what} was made by a newer version of Peerlab (its form is version {version}, this one reads version 1)"
    )]
    NewerVersion {
        /// What it is, such as a scenario.
        what: &'static str,
        /// The version of its form.
        version: u64,
    },
    /// The text is not JSON or not of the expected shape.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// There is more of something than can be judged.
    #[error("there is more than can be judged: {count} where the limit is {limit}")]
    Limit {
        /// The limit.
        limit: Limit,
        /// How much there is.
        count: usize,
    },
}

impl Scenario {
    /// Reads a scenario and passes over unknown fields.
    ///
    /// Takes O(length) time.
    ///
    /// # Errors
    ///
    /// A [`ReadError`] where the text is not JSON, is of another shape or version, or
    /// holds more than can be judged. Ids that are used twice, unreadable CIDRs and the
    /// like are no errors: [`resolve`](crate::network::resolve) reports them.
    ///
    /// ```
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "a", "nmae": "A"}]}"#)?;
    /// assert_eq!(scenario.vpcs[0].name, "");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        Self::read(text).map(|reading| reading.scenario)
    }

    /// Reads a scenario and notes its unknown fields.
    ///
    /// Takes O(length) time.
    ///
    /// # Errors
    ///
    /// The same as [`Scenario::from_json`].
    ///
    /// ```
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let reading = Scenario::read(r#"{"vpcs": [{"id": "a", "owner": "me"}]}"#)?;
    /// assert_eq!(reading.scenario.vpcs.len(), 1);
    /// assert_eq!(reading.unknown_fields[0].field, "owner");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    pub fn read(text: &str) -> Result<Reading, ReadError> {
        let (scenario, text): (Self, _) = document(text, "scenario")?;
        check(&scenario, text, &[])?;
        Ok(Reading {
            scenario,
            unknown_fields: unknown_fields(text, known_fields),
        })
    }
}

/// Reads a document of a type that is versioned as a scenario is, and returns
/// the text that places in it are of.
pub(crate) fn document<'t, T: DeserializeOwned>(
    text: &'t str,
    what: &'static str,
) -> Result<(T, &'t str), ReadError> {
    Limit::Bytes.check(text.len())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A list would be read as the fields in their order, which nobody means.
    if text.trim_start().starts_with('[') {
        let reason = format!("a {what} is an object {{…}}, not a list");
        return Err(JsonError::at(text, &[], reason).into());
    }
    let read = json::from_text(text).map_err(|error| match version_of(text) {
        Some(version) if version > u64::from(Version::NUMBER) => {
            ReadError::NewerVersion { what, version }
        }
        // There was never one before the first.
        Some(0) => JsonError::at(text, &[Step::key("version")], "version 1 is expected").into(),
        _ => ReadError::Json(error),
    })?;
    Ok((read, text))
}

/// Refuses a scenario that holds more than can be judged, or an id that cannot
/// be one; `way` leads to the scenario in the text.
pub(crate) fn check(scenario: &Scenario, text: &str, way: &[Step]) -> Result<(), ReadError> {
    Limit::Vpcs.check(scenario.vpcs.len())?;
    Limit::PrivateNetworks.check(scenario.private_networks.len())?;
    Limit::Routes.check(scenario.routes.len())?;
    Limit::Expectations.check(scenario.expectations.len())?;
    check_ids(scenario, text, way)
}

/// The most frames around one of our own objects: claims of a hint of a step. What
/// is nested deeper must not cost the more for it.
const DEEPEST: usize = 6;

/// The most unknown fields that are told: where there are more, the text was meant
/// to be something else.
const MOST_TOLD: usize = 256;

/// Finds the fields of a readable document that are not known, each once for its
/// list, in order of their names. `known` tells the fields of the object that
/// some keys lead to.
pub(crate) fn unknown_fields(
    text: &str,
    known: fn(&[&str]) -> Option<&'static [&'static str]>,
) -> Vec<UnknownField> {
    let mut places = Numbers::new();
    let mut found: Vec<(String, UnknownField)> = Vec::new();
    json::walk(text, &mut |frames, event| {
        let Event::Key(key) = event else {
            return;
        };
        let Some((_, around)) = frames.split_last() else {
            return;
        };
        if around.len() > DEEPEST || found.len() == MOST_TOLD {
            return;
        }
        let keys: Vec<Cow<'_, str>> = around.iter().filter_map(Frame::key).collect();
        let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        let Some(known) = known(&keys) else {
            return;
        };
        let key = json::plain(key);
        if known.contains(&key.as_ref()) {
            return;
        }
        let steps: Vec<Step> = frames.iter().map(Frame::step).collect();
        let keys = steps.iter().filter(|step| matches!(step, Step::Key(_)));
        let shape: Vec<Step> = keys.cloned().collect();
        let shape = json::written(&shape);
        let place = *places.entry(Cow::from(shape.clone())).or_insert_with(|| {
            let unknown = UnknownField {
                path: json::written(&steps),
                meant: nearest(&key, known.iter().copied()).map(str::to_owned),
                field: key.into_owned(),
                count: 0,
            };
            found.push((shape, unknown));
            found.len() - 1
        });
        if let Some((_, unknown)) = found.get_mut(place) {
            unknown.count += 1;
        }
    });
    sort_by(&mut found, |(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, unknown)| unknown).collect()
}

/// Decodes the bytes of a file as text.
///
/// # Errors
///
/// [`ReadError::NotText`] where they are not UTF-8, [`ReadError::Limit`] where
/// they are too many.
///
/// ```
/// use peerlab_core::scenario::text_of;
///
/// assert_eq!(text_of("“Büro”".as_bytes())?, "“Büro”");
/// let error = text_of(b"caf\xe9").err().map(|error| error.to_string());
/// assert_eq!(error.as_deref(), Some("byte 4 is not UTF-8 text"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    Limit::Bytes.check(bytes.len())?;
    std::str::from_utf8(bytes).map_err(|error| ReadError::NotText {
        offset: error.valid_up_to(),
        utf16: bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]),
    })
}

/// Returns the document's version, where it says one.
fn version_of(text: &str) -> Option<u64> {
    struct Only {
        version: Option<u64>,
    }
    record!(Only {
        version: MaybeWhole,
    });
    serde_json::from_str::<Only>(text)
        .ok()
        .and_then(|only| only.version)
}

/// Ids are what everything hangs on, so one that cannot be one is refused at
/// once rather than reported.
fn check_ids(scenario: &Scenario, text: &str, way: &[Step]) -> Result<(), ReadError> {
    for (entity, id) in scenario.entities() {
        let Some(reason) = not_an_id(id) else {
            continue;
        };
        let steps = [
            Step::key(entity.kind.list()),
            Step::Index(entity.index),
            Step::key("id"),
        ];
        return Err(JsonError::at(text, &[way, &steps].concat(), reason).into());
    }
    Ok(())
}

/// Tells why a text cannot be an id, where it cannot.
pub(crate) fn not_an_id(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        Some("an id is empty".to_owned())
    } else if text.chars().nth(LONGEST_ID).is_some() {
        Some(format!("an id has more than {LONGEST_ID} characters"))
    } else {
        None
    }
}

/// Returns the fields of the object that some keys lead to; `None` where it is
/// no object of a scenario, or one whose names are ids.
pub(crate) fn known_fields(keys: &[&str]) -> Option<&'static [&'static str]> {
    Some(match keys {
        [] => Scenario::NAMES,
        ["vpcs"] => Vpc::NAMES,
        ["private_networks"] => PrivateNetwork::NAMES,
        ["resources"] => Resource::NAMES,
        ["vpc_connectors"] => VpcConnector::NAMES,
        ["routes"] => Route::NAMES,
        ["ingress_rules"] => IngressRule::NAMES,
        ["acls"] => Acl::NAMES,
        ["acls", "rules"] => AclRule::NAMES,
        ["organizations"] => Organization::NAMES,
        ["projects"] => Project::NAMES,
        ["expectations"] => Expectation::NAMES,
        ["layout", _] => Point::NAMES,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;

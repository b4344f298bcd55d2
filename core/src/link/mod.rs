//! The share link: a scenario inside the fragment of an address.
//!
//! A link is `#s=` and a version, a dot, and a payload in base64url without
//! padding. Links of every version ever published open for ever.
//!
//! | version | payload |
//! |---|---|
//! | 1 | raw deflate of the scenario's compact JSON |
//! | 2 | the scenario packed by what is to be expected of one, with a check |
//!
//! What stands behind a `&` is for whoever shows the scenario, such as the page's
//! `&trace=FROM,TO`, which opens it on a trace, and is passed over here.
//!
//! [`encode`] makes version 2, about a sixth as long, and version 1 of a scenario
//! that has more to say than version 2 allows. What version 2 is made of is told
//! in `docs/link.md`; here each of its layers is a file:
//!
//! | file | |
//! |---|---|
//! | `fragment` | the text: version, and bytes as characters |
//! | `packed` | the payload of version 2: check, length, packed bytes |
//! | `document` and those beside it | what is described, in which order, and what is expected of it |
//! | `coder`, `text`, `prefix`, `names` | how numbers, texts, CIDRs and references are described |
//! | `model` | how likely a decision is |
//! | `interval` | decisions into bytes |
//!
//! ```
//! use peerlab_core::{link, scenario::Scenario};
//!
//! let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "vpc-a"}]}"#)?;
//! let fragment = link::encode(&scenario)?;
//! assert!(fragment.starts_with("#s=2."));
//! let opened = link::decode(&format!("https://example.org/{fragment}"))?;
//! assert_eq!(opened.scenario, scenario);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod analogy;
mod coder;
mod connectors;
pub(crate) mod deflated;
mod document;
mod expectations;
mod facts;
pub(crate) mod fragment;
mod interval;
mod model;
mod names;
mod networks;
mod packed;
mod placing;
mod prefix;
mod routes;
mod rules;
mod text;

#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::scenario::{ReadError, Reading, Scenario, check};

/// The most that a link of version 1 may hold, in bytes of the scenario's compact
/// JSON.
///
/// It keeps a short link from filling the memory of whoever opens it. Version 2 has
/// limits of its own.
///
/// ```
/// use peerlab_core::link::{MOST_INFLATED, Unlinkable, encode};
/// use peerlab_core::scenario::Scenario;
///
/// let mut scenario = Scenario::default();
/// scenario.description = " ".repeat(MOST_INFLATED / 2);
/// assert!(encode(&scenario)?.len() < 1_000);
/// scenario.description = " ".repeat(MOST_INFLATED);
/// assert!(matches!(encode(&scenario), Err(Unlinkable::TooLarge { .. })));
/// # Ok::<(), Unlinkable>(())
/// ```
pub const MOST_INFLATED: usize = 1 << 20;

/// What stands before the version.
const KEY: &str = "s=";

/// The newest version that this reads, and the one that it mostly writes.
const NEWEST: u32 = 2;

/// Why a link does not open.
///
/// ```
/// use peerlab_core::link::{LinkError, decode, encode};
/// use peerlab_core::scenario::Scenario;
///
/// assert_eq!(decode("https://example.org/"), Err(LinkError::NotALink));
/// assert_eq!(decode("#s=3.AAAA"), Err(LinkError::NewerVersion { version: 3 }));
/// let link = encode(&Scenario::default())?;
/// assert_eq!(decode(&link[..link.len() - 4]), Err(LinkError::CutOff));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// There is no scenario in the text.
    #[error(
        "there is no scenario in this link: one has “#s=” and a version in it, such as “#s=2.”"
    )]
    NotALink,
    /// The link was made by a version of Peerlab that is newer than this.
    #[error(
        "this link was made by a newer version of Peerlab (its form is version {version}, this one reads versions 1 to {NEWEST})"
    )]
    NewerVersion {
        /// The version of its form.
        version: u32,
    },
    /// The link is of a known form and holds what only a newer version of Peerlab
    /// knows.
    #[error(
        "this link was made by a newer version of Peerlab: it holds something that this one does not know"
    )]
    NewerContent,
    /// A character cannot stand in a link.
    #[error("the link is damaged: “{character}” at character {position} cannot stand in one")]
    BadCharacter {
        /// The character.
        character: char,
        /// Where it stands in the payload, counted from 1.
        position: usize,
    },
    /// The payload ends before the scenario does.
    #[error("the link is cut off: its end is missing. Copy it whole, or ask for it as a file")]
    CutOff,
    /// The payload is not what was once encoded.
    #[error("the link is damaged: something in it was changed or lost on the way")]
    Damaged,
    /// The scenario is larger than a link may hold.
    #[error("the link unpacks to more than one may hold. Ask for the scenario as a file")]
    TooLarge,
    /// The link is whole, but what it holds is not a scenario.
    #[error("the link does not hold a scenario: {0}")]
    Scenario(#[from] ReadError),
}

/// Why a scenario cannot be shared as a link.
///
/// ```
/// use peerlab_core::link::{MOST_INFLATED, encode};
/// use peerlab_core::scenario::Scenario;
///
/// let mut scenario = Scenario::default();
/// scenario.name = "a".repeat(MOST_INFLATED);
/// let sentence = encode(&scenario).err().map(|error| error.to_string());
/// assert_eq!(
///     sentence.as_deref(),
///     Some("this scenario is too large for a link: its text takes 1.1 MiB. Save it as a file \
///           and share that")
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unlinkable {
    /// It takes more memory than a link may, or its JSON more than
    /// [`MOST_INFLATED`] bytes.
    #[error(
        "this scenario is too large for a link: its text takes {} MiB. Save it as a file and share that",
        tenths(*bytes)
    )]
    TooLarge {
        /// How many bytes its compact JSON takes.
        bytes: usize,
    },
    /// No reader would take it for a scenario.
    #[error("this scenario cannot be opened again, so there is no link to it: {0}")]
    Unreadable(#[from] ReadError),
}

/// Writes bytes as MiB with one decimal, rounded up.
fn tenths(bytes: usize) -> String {
    let tenths = (bytes.saturating_mul(10)).div_ceil(1 << 20);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Encodes a scenario as the fragment of an address, `#s=2.…`. Whatever it
/// returns is opened by [`decode`] as the same scenario.
///
/// Takes time and memory in proportion to the scenario.
///
/// ```
/// use peerlab_core::link;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "vpc-1", "name": "VPC 1"}]}"#)?;
/// let fragment = link::encode(&scenario)?;
/// assert!(fragment.len() < 20, "what is to be expected takes no room: {fragment}");
/// assert_eq!(link::decode(&fragment)?.scenario, scenario);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`Unlinkable`] where it is too large, or no reader would take it.
pub fn encode(scenario: &Scenario) -> Result<String, Unlinkable> {
    let json = scenario.to_json();
    check(scenario, &json, &[])?;
    if let Some(payload) = packed::write(scenario) {
        return Ok(fragment::write(KEY, NEWEST, &payload));
    }
    if !deflated::may_be_read(&json) {
        return Err(Unlinkable::TooLarge { bytes: json.len() });
    }
    Ok(fragment::write(KEY, 1, &deflated::write(&json)))
}

/// Tells whether a text holds something that is meant to be a link.
pub(crate) fn is_link(text: &str) -> bool {
    fragment::split(text, KEY).is_some()
}

/// Decodes a link: a whole address, its fragment, or what stands behind `#`.
/// White space that a mail or chat program put in is passed over.
///
/// Takes time and memory in proportion to what the link holds, which is limited.
///
/// ```
/// use peerlab_core::link;
/// use peerlab_core::scenario::Scenario;
///
/// let fragment = link::encode(&Scenario::from_json(r#"{"vpcs": [{"id": "shop"}]}"#)?)?;
/// let (start, end) = fragment.split_at(8);
/// let mailed = format!("<https://example.org/{start}\n{end}>.");
/// assert_eq!(link::decode(&mailed)?.scenario.vpcs[0].id, "shop");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decode(text: &str) -> Result<Reading, LinkError> {
    let (version, payload) = fragment::split(text, KEY).ok_or(LinkError::NotALink)?;
    if version > NEWEST {
        return Err(LinkError::NewerVersion { version });
    }
    let payload = fragment::read(payload)?;
    if version == 1 {
        return Ok(Scenario::read(&deflated::read(&payload)?)?);
    }
    Ok(Reading {
        scenario: packed::read(&payload)?,
        unknown_fields: Vec::new(),
    })
}

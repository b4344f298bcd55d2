//! The share link: a scenario inside the fragment of an address.
//!
//! A link is `#s=` and a version, a dot, and a payload. Links of every version
//! ever published open for ever.
//!
//! | version | payload |
//! |---|---|
//! | 1 | base64url without padding of raw deflate of the scenario's compact JSON |
//!
//! What stands behind a `&` is for whoever shows the scenario, such as the page's
//! `&trace=FROM,TO`, which opens it on a trace, and is passed over here.
//!
//! ```
//! use peerlab_core::{link, scenario::Scenario};
//!
//! let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "vpc-a"}]}"#)?;
//! let fragment = link::encode(&scenario);
//! assert!(fragment.starts_with("#s=1."));
//! let opened = link::decode(&format!("https://example.org/{fragment}"))?;
//! assert_eq!(opened.scenario, scenario);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use thiserror::Error;

use crate::scenario::{ReadError, Reading, Scenario};

/// The most that a link's payload may inflate to, in bytes.
///
/// It keeps a short link from filling the memory of whoever opens it.
///
/// ```
/// use peerlab_core::link::{LinkError, MOST_INFLATED, decode, encode};
/// use peerlab_core::scenario::Scenario;
///
/// let mut scenario = Scenario::default();
/// scenario.description = " ".repeat(MOST_INFLATED);
/// let link = encode(&scenario);
/// assert!(link.len() < 10_000);
/// assert_eq!(decode(&link), Err(LinkError::TooLarge));
/// ```
pub const MOST_INFLATED: usize = 4 << 20;

/// The hardest compression that is not out of proportion.
const LEVEL: u8 = 9;

/// Why a link does not open.
///
/// ```
/// use peerlab_core::link::{LinkError, decode, encode};
/// use peerlab_core::scenario::Scenario;
///
/// assert_eq!(decode("https://example.org/"), Err(LinkError::NotALink));
/// assert_eq!(decode("#s=2.AAAA"), Err(LinkError::NewerVersion { version: 2 }));
/// let link = encode(&Scenario::default());
/// assert_eq!(decode(&link[..link.len() - 4]), Err(LinkError::CutOff));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// There is no scenario in the text.
    #[error(
        "there is no scenario in this link: one has “#s=” and a version in it, such as “#s=1.”"
    )]
    NotALink,
    /// The link was made by a version of Peerlab that is newer than this.
    #[error(
        "this link was made by a newer version of Peerlab (its form is version {version}, this one reads version 1)"
    )]
    NewerVersion {
        /// The version of its form.
        version: u32,
    },
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
    #[error("the link holds more than 4 MiB, which no scenario shared as a link does")]
    TooLarge,
    /// The link is whole, but what it holds is not a scenario.
    #[error("the link does not hold a scenario: {0}")]
    Scenario(#[from] ReadError),
}

/// Encodes a scenario as the fragment of an address, `#s=1.…`.
///
/// The link of a document of more than [`MOST_INFLATED`] bytes is not opened
/// again: such a scenario is shared as a file.
///
/// ```
/// use peerlab_core::link;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "shop", "region": "fr-par"}]}"#)?;
/// let fragment = link::encode(&scenario);
/// assert_eq!(link::decode(&fragment)?.scenario.to_json(), r#"{"version":1,"vpcs":[{"id":"shop"}]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn encode(scenario: &Scenario) -> String {
    let deflated = compress_to_vec(scenario.to_json().as_bytes(), LEVEL);
    format!("#s=1.{}", BASE64.encode(deflated))
}

/// Tells whether a text holds something that is meant to be a link.
pub(crate) fn is_link(text: &str) -> bool {
    payload(text).is_some()
}

/// Decodes a link: a whole address, its fragment, or what stands behind `#`.
/// White space that a mail or chat program put in is passed over.
///
/// Takes time and memory in proportion to what the link holds, at most
/// [`MOST_INFLATED`].
///
/// ```
/// use peerlab_core::link;
/// use peerlab_core::scenario::Scenario;
///
/// let fragment = link::encode(&Scenario::from_json(r#"{"vpcs": [{"id": "shop"}]}"#)?);
/// let (start, end) = fragment.split_at(12);
/// let mailed = format!("<https://example.org/{start}\n{end}>.");
/// assert_eq!(link::decode(&mailed)?.scenario.vpcs[0].id, "shop");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decode(text: &str) -> Result<Reading, LinkError> {
    let (version, payload) = payload(text).ok_or(LinkError::NotALink)?;
    if version != 1 {
        return Err(LinkError::NewerVersion { version });
    }
    let payload: String = payload.chars().filter(|c| !c.is_whitespace()).collect();
    // What a sentence or a mark-up puts behind a link, and padding.
    let payload = payload.trim_end_matches(['.', ',', ';', ')', '>', '"', '\'', '=']);
    let deflated = decode_base64(payload)?;
    let inflated = decompress_to_vec_with_limit(&deflated, MOST_INFLATED).map_err(|error| {
        match error.status {
            TINFLStatus::HasMoreOutput => LinkError::TooLarge,
            TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => {
                LinkError::CutOff
            }
            _ => LinkError::Damaged,
        }
    })?;
    let json = String::from_utf8(inflated).map_err(|_| LinkError::Damaged)?;
    Ok(Scenario::read(&json)?)
}

/// Splits a link into version and payload.
fn payload(text: &str) -> Option<(u32, &str)> {
    // What stands around a link may have a `#` of its own.
    let parts = text.trim().split(['#', '&']);
    let mut values = parts.filter_map(|part| part.strip_prefix("s="));
    values.find_map(|value| {
        let (version, payload) = value.split_once('.')?;
        Some((version.parse().ok()?, payload))
    })
}

fn decode_base64(payload: &str) -> Result<Vec<u8>, LinkError> {
    let is_of_link = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if let Some((position, character)) = payload.chars().enumerate().find(|&(_, c)| !is_of_link(c))
    {
        return Err(LinkError::BadCharacter {
            character,
            position: position + 1,
        });
    }
    // The characters are good, so what is left to be wrong is their number.
    BASE64.decode(payload).map_err(|_| LinkError::CutOff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Point, PrivateNetwork, Vpc};
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn any_scenario() -> impl Strategy<Value = Scenario> {
        let vpc = (".{1,20}", ".{0,20}", any::<bool>()).prop_map(|(id, name, routing)| Vpc {
            id: format!("v{id}"),
            name,
            region: "nl-ams".to_owned(),
            project_id: None,
            organization_id: None,
            tags: vec!["t".to_owned()],
            routing_enabled: routing,
            custom_routes_propagation_enabled: true,
            transitivity_enabled: !routing,
        });
        let network = (".{0,20}", vec(".{0,20}", 0..3)).prop_map(|(id, subnets)| PrivateNetwork {
            id: format!("p{id}"),
            name: String::new(),
            vpc_id: id,
            subnets,
            default_route_propagation_enabled: false,
        });
        let point =
            (-1_000_000..=1_000_000, -1_000_000..=1_000_000).prop_map(|(x, y)| Point { x, y });
        (
            ".{0,40}",
            vec(vpc, 0..6),
            vec(network, 0..6),
            proptest::collection::btree_map(".{0,9}", point, 0..4),
        )
            .prop_map(|(name, vpcs, private_networks, layout)| Scenario {
                name,
                vpcs,
                private_networks,
                layout: layout.into_iter().collect(),
                ..Scenario::default()
            })
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(scenario in any_scenario()) {
            let link = encode(&scenario);
            let opened = decode(&link);
            prop_assert_eq!(opened.map(|reading| reading.scenario), Ok(scenario));
        }

        #[test]
        fn no_text_panics(text in ".{0,60}", payload in "[-_A-Za-z0-9=]{0,60}") {
            let _ = decode(&text);
            let _ = decode(&format!("#s=1.{payload}"));
        }

        #[test]
        fn a_cut_link_never_opens(scenario in any_scenario(), keep in 0.0f64..1.0) {
            let link = encode(&scenario);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of a short length")]
            let end = (link.len() as f64 * keep) as usize;
            prop_assert!(decode(&link[..end]).is_err());
        }
    }

    #[track_caller]
    fn refused(text: &str, error: &LinkError) {
        assert_eq!(decode(text).as_ref(), Err(error), "for {text}");
    }

    #[test]
    fn a_link_opens_in_whatever_form_it_was_copied() {
        let scenario = Scenario::from_json("{\"vpcs\":[{\"id\":\"a\"}]}").expect("readable");
        let link = encode(&scenario);
        let bare = link.trim_start_matches('#');
        let (head, tail) = link.split_at(12);
        for form in [
            format!("  https://example.org/peerlab/?x=1{link}\n"),
            bare.to_owned(),
            format!("{link}&view=owner"),
            format!("#embed&{bare}"),
            format!("{head}\n {tail}"),
            format!("{link}=="),
            format!("({link})."),
            format!("Look at #3: https://example.org/{link}"),
        ] {
            let opened = decode(&form).map(|reading| reading.scenario);
            assert_eq!(opened.as_ref(), Ok(&scenario), "for {form}");
        }
    }

    #[test]
    fn what_is_no_link_says_why() {
        refused("", &LinkError::NotALink);
        refused("https://example.org/", &LinkError::NotALink);
        refused("#s=", &LinkError::NotALink);
        refused("#s=one.abc", &LinkError::NotALink);
        refused("#s=7.abc", &LinkError::NewerVersion { version: 7 });
        refused("#s=1.", &LinkError::CutOff);
        refused(
            "#s=1.ab+c",
            &LinkError::BadCharacter {
                character: '+',
                position: 3,
            },
        );
        let not_a_scenario = format!("#s=1.{}", BASE64.encode(compress_to_vec(b"[]", LEVEL)));
        assert!(
            matches!(decode(&not_a_scenario), Err(LinkError::Scenario(_))),
            "{not_a_scenario}"
        );
    }

    #[test]
    fn a_bomb_is_refused_at_the_limit() {
        let bomb = BASE64.encode(compress_to_vec(&vec![b' '; MOST_INFLATED + 1], LEVEL));
        refused(&format!("#s=1.{bomb}"), &LinkError::TooLarge);
    }
}

//! The text of a link: its version, and its bytes as characters that may stand
//! in an address.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;

use super::LinkError;

/// Reads the last character whatever its unused bits are: a link that is cut off
/// ends anywhere.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// The payload of a link as bytes.
pub(crate) struct Payload {
    pub(crate) bytes: Vec<u8>,
    /// Whether these bytes are all that the characters say.
    pub(crate) is_exact: bool,
}

/// Writes the fragment of an address, with what stands before a version.
pub(crate) fn write(key: &str, version: u32, payload: &[u8]) -> String {
    format!("#{key}{version}.{}", BASE64.encode(payload))
}

/// Splits a link into version and payload, which stand behind `key`.
pub(crate) fn split<'t>(text: &'t str, key: &str) -> Option<(u32, &'t str)> {
    // What stands around a link may have a `#` of its own.
    let parts = text.trim().split(['#', '&']);
    let mut values = parts.filter_map(|part| part.strip_prefix(key));
    values.find_map(|value| {
        let (version, payload) = value.split_once('.')?;
        let version = version.parse().ok().filter(|&version| version > 0)?;
        Some((version, payload))
    })
}

/// Reads the characters of a payload.
pub(crate) fn read(payload: &str) -> Result<Payload, LinkError> {
    let payload: String = payload.chars().filter(|c| !c.is_whitespace()).collect();
    // What a sentence or a mark-up puts behind a link, and padding.
    let payload = payload.trim_end_matches(['.', ',', ';', ')', '>', '"', '\'', '=']);
    let is_of_link = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if let Some((position, character)) = payload.chars().enumerate().find(|&(_, c)| !is_of_link(c))
    {
        return Err(LinkError::BadCharacter {
            character,
            position: position + 1,
        });
    }
    // The characters are good, so what is left to be wrong is their number.
    let bytes = LENIENT.decode(payload).map_err(|_| LinkError::CutOff)?;
    let is_exact = BASE64.decode(payload).is_ok();
    Ok(Payload { bytes, is_exact })
}

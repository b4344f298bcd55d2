//! Version 1: the compact JSON of a scenario, deflated. Links to lessons are made
//! the same way.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::coder::{MOST_ROOM, RECORD, TEXT};
use super::fragment::Payload;
use super::{LinkError, MOST_INFLATED};

/// The hardest compression that is not out of proportion.
const LEVEL: u8 = 9;

/// Returns the bytes of a document, which are read again where it [`may_be_read`].
pub(crate) fn write(json: &str) -> Vec<u8> {
    compress_to_vec(json.as_bytes(), LEVEL)
}

/// Reads the document of a payload.
pub(crate) fn read(payload: &Payload) -> Result<String, LinkError> {
    if !payload.is_exact {
        return Err(LinkError::CutOff);
    }
    let inflated =
        decompress_to_vec_with_limit(&payload.bytes, MOST_INFLATED).map_err(|error| match error
            .status
        {
            TINFLStatus::HasMoreOutput => LinkError::TooLarge,
            TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => {
                LinkError::CutOff
            }
            _ => LinkError::Damaged,
        })?;
    let json = String::from_utf8(inflated).map_err(|_| LinkError::Damaged)?;
    may_be_read(&json)
        .then_some(json)
        .ok_or(LinkError::TooLarge)
}

/// Tells whether reading a text takes no more memory than a link may. Records of
/// hardly any letters take more than their text does, so what it will take is
/// judged by the marks that every value stands behind.
pub(crate) fn may_be_read(json: &str) -> bool {
    let marks = json.bytes().map(|byte| match byte {
        b'{' => RECORD,
        b',' | b'[' => TEXT,
        _ => 0,
    });
    json.len() <= MOST_INFLATED && marks.sum::<usize>() <= MOST_ROOM
}

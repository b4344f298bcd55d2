//! Version 1: the compact JSON of a scenario, deflated.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::fragment::Payload;
use super::{LinkError, MOST_INFLATED};
use crate::scenario::{Reading, Scenario};

/// The hardest compression that is not out of proportion.
const LEVEL: u8 = 9;

/// Returns the bytes of a document.
pub(super) fn write(json: &str) -> Vec<u8> {
    compress_to_vec(json.as_bytes(), LEVEL)
}

/// Reads the document of a payload.
pub(super) fn read(payload: &Payload) -> Result<Reading, LinkError> {
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
    Ok(Scenario::read(&json)?)
}

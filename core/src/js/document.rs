//! Documents in and out, as JSON text.

use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::Refusal;
use crate::edit::Edit;
use crate::json;
use crate::scenario::{Limit, ReadError, Reading, Scenario};

/// Reads a scenario: an object, or its JSON text.
pub(super) fn scenario(given: &JsValue) -> Result<Reading, Refusal> {
    if let Some(text) = given.as_string() {
        return Ok(Scenario::read(&text)?);
    }
    let read = Scenario::read(&text_of(given, "a scenario")?);
    read.map_err(|error| Refusal::from(error).without_lines())
}

/// Reads a list of edits.
pub(super) fn edits(given: &JsValue) -> Result<Vec<Edit>, Refusal> {
    let text = text_of(given, "a list of edits")?;
    Limit::Bytes.check(text.len())?;
    let read = json::from_text(&text).map_err(ReadError::from);
    read.map_err(|error| Refusal::from(error).without_lines())
}

/// Writes an answer: the value that its JSON text is of.
pub(super) fn written(answer: &impl Serialize) -> Result<JsValue, Refusal> {
    let text = serde_json::to_string(answer)
        .map_err(|error| Refusal::unreadable(&format!("the answer cannot be written: {error}")))?;
    JSON::parse(&text).map_err(|error| Refusal::unreadable(&thrown(&error)))
}

/// Returns the JSON text of a value. Of a circle of objects, and of a number
/// that JSON has not, there is none.
fn text_of(given: &JsValue, what: &str) -> Result<String, Refusal> {
    let text = JSON::stringify(given)
        .map_err(|error| Refusal::unreadable(&format!("{what} is JSON: {}", thrown(&error))))?;
    // JavaScript answers no text where there is nothing, or a function.
    JsValue::from(text)
        .as_string()
        .ok_or_else(|| Refusal::unreadable(&format!("{what} is expected")))
}

/// Returns what JavaScript says of its error.
fn thrown(error: &JsValue) -> String {
    js_sys::Error::from(error.clone()).message().into()
}

//! From the parser's terse errors to sentences that say what was meant.

use serde_json::error::Category;

use super::place::{Step, excerpt};
use super::scan::{locate, member_names, way_to};
use super::{JsonError, Place};
use crate::nearest::nearest;

/// Explains why `text` could not be read.
pub(super) fn explain(text: &str, error: &serde_json::Error) -> JsonError {
    match error.classify() {
        Category::Data => {
            let steps = way_to(text, offset_of(text, error));
            explain_data(text, &steps, error)
        }
        Category::Syntax | Category::Eof | Category::Io => explain_syntax(text, error),
    }
}

/// The text is JSON, but not of the expected shape.
fn explain_data(text: &str, steps: &[Step], error: &serde_json::Error) -> JsonError {
    let message = bare_message(error);
    let value = locate(text, steps).and_then(|range| text.get(range.clone()).map(|v| (range, v)));
    let offset = value
        .as_ref()
        .map_or_else(|| offset_of(text, error), |(range, _)| range.start);
    let mut explained = JsonError {
        place: Place::of(text, offset, steps),
        reason: message.clone(),
        found: None,
        meant: None,
    };
    if let Some(expected) = message
        .split_once(", expected ")
        .filter(|_| message.starts_with("invalid"))
        .map(|(_, expected)| expected)
    {
        explained.reason = format!("{} is expected", plain_expectation(expected));
        explained.found = value.as_ref().map(|(_, value)| excerpt(value));
        if let Some((_, value)) = value
            && expected == "a string"
            && is_number(value)
        {
            explained.meant = Some(format!("Write \"{value}\", with quotes"));
        }
    } else if let Some(field) = between_ticks(&message, "missing field ") {
        explained.reason = format!("the field \"{field}\" is missing");
        let names = value.map_or_else(Vec::new, |(_, value)| member_names(value));
        explained.meant = nearest(field, names.iter().map(String::as_str))
            .map(|name| format!("Write \"{field}\" instead of \"{name}\"?"));
    } else if let Some(field) = between_ticks(&message, "duplicate field ") {
        explained.reason = format!("the field \"{field}\" stands here twice");
    }
    explained
}

/// The text is not JSON.
fn explain_syntax(text: &str, error: &serde_json::Error) -> JsonError {
    let offset = match error.classify() {
        // The parser names its last character; what is missing comes behind.
        Category::Eof => text.trim_end().len(),
        _ => offset_of(text, error),
    };
    let steps = &way_to(text, offset);
    let rest = text.get(offset..).unwrap_or_default();
    let message = bare_message(error);
    let (reason, meant) = match message.as_str() {
        _ if text.trim().is_empty() => ("the text is empty".to_owned(), None),
        _ if message.starts_with("EOF") => (
            "the text ends too early: a bracket or quote is still open".to_owned(),
            Some("Was it cut off while being copied or saved?".to_owned()),
        ),
        "recursion limit exceeded" => (
            "lists and objects are nested more than 128 deep".to_owned(),
            None,
        ),
        // The parser does not tell where it passes over values.
        "trailing comma" | "key must be a string" if rest.starts_with(['}', ']']) => (
            "a comma stands before a closing bracket".to_owned(),
            Some("Remove the comma".to_owned()),
        ),
        "trailing characters" => (
            "there is more behind the end of the JSON value".to_owned(),
            Some("Open several values as files of their own".to_owned()),
        ),
        _ if rest.starts_with('\'') => (
            "a single quote stands where JSON has double quotes".to_owned(),
            Some("Write \"…\" instead of '…'".to_owned()),
        ),
        _ if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') => (
            "a comment stands here, and JSON has none".to_owned(),
            Some("Remove the comment".to_owned()),
        ),
        "key must be a string" => (
            "the name of a field is expected in double quotes".to_owned(),
            None,
        ),
        _ => (format!("this is not JSON: {message}"), None),
    };
    let start = leading_space(text);
    let kind = if offset <= start || !text.trim_start().starts_with(['{', '[']) {
        other_format(text)
    } else {
        None
    };
    // Another format is one from its start, wherever the parser noticed.
    let (reason, meant, offset) = match kind {
        Some((reason, meant)) => (reason.to_owned(), Some(meant.to_owned()), start),
        None => (reason, meant, offset),
    };
    let rest = text.get(offset..).unwrap_or_default();
    let line_rest = rest.lines().next().unwrap_or_default().trim();
    JsonError {
        place: Place::of(text, offset, steps),
        reason,
        found: (!line_rest.is_empty()).then(|| excerpt(line_rest)),
        meant,
    }
}

/// Recognises what people drop here that is no JSON at all.
fn other_format(text: &str) -> Option<(&'static str, &'static str)> {
    let start = text.trim_start();
    let first = start.lines().next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    let is_heading = |word: &&str| word.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    if start.starts_with('<') {
        Some((
            "this is a web page or XML, not JSON",
            "Save the JSON itself, not the page that shows it",
        ))
    } else if [
        "resource ",
        "provider ",
        "terraform ",
        "module ",
        "variable ",
    ]
    .iter()
    .any(|word| start.starts_with(word))
    {
        Some((
            "this is Terraform source, not JSON",
            "Print what exists with `scw vpc … list -o json` instead",
        ))
    } else if words.len() > 1 && words.contains(&"ID") && words.iter().all(is_heading) {
        Some((
            "this is a table for people, not JSON",
            "Add `-o json` to the command that printed it",
        ))
    } else if first.contains([',', ';', '\t']) && !start.starts_with(['{', '[', '"'])
        || start.starts_with('"') && ["\",", "\";", "\"\t"].iter().any(|end| first.contains(end))
    {
        Some((
            "this is a table of separated values (CSV), not JSON",
            "Add `-o json` to the command that printed it",
        ))
    } else if start.starts_with("---")
        || start.starts_with("- ")
        || words.first().is_some_and(|word| word.ends_with(':'))
    {
        Some((
            "this is YAML, not JSON",
            "Add `-o json` to the command that printed it",
        ))
    } else {
        None
    }
}

/// Puts the parser's words for a type into the reader's.
fn plain_expectation(expected: &str) -> String {
    match expected {
        "a string" => "a text in quotes".to_owned(),
        "a sequence" => "a list […]".to_owned(),
        "a map" => "an object {…}".to_owned(),
        "a boolean" => "true or false".to_owned(),
        other if other.starts_with("struct ") => "an object {…}".to_owned(),
        "i32" | "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        other => other.to_owned(),
    }
}

/// Returns the message without the place that the parser puts behind it.
fn bare_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message.get(..end).unwrap_or(&message).to_owned(),
        None => message,
    }
}

fn between_ticks<'m>(message: &'m str, prefix: &str) -> Option<&'m str> {
    message
        .strip_prefix(prefix)?
        .strip_prefix('`')?
        .strip_suffix('`')
}

/// Returns the byte that the parser stopped at. It counts columns in bytes.
fn offset_of(text: &str, error: &serde_json::Error) -> usize {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let mut offset = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Tells whether a JSON value is a number: of the values, only those begin so.
fn is_number(value: &str) -> bool {
    value.starts_with(|c: char| c == '-' || c.is_ascii_digit())
}

//! Places in a text, as people read them.

use std::borrow::Cow;

use super::Place;

/// One step of the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into a list.
    Index(usize),
    /// Into an object.
    Key(String),
}

impl Step {
    /// Makes the step into an object.
    pub(crate) fn key(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl Place {
    /// Makes the place of a byte offset in a text.
    pub(crate) fn of(text: &str, offset: usize, steps: &[Step]) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before
                .get(line_start..)
                .map_or(0, |line| line.chars().count())
                + 1,
            path: written(steps),
        }
    }
}

/// Writes a way as people read it: `vpcs[0].id`. What nobody would follow or
/// read is cut.
pub(crate) fn written(steps: &[Step]) -> String {
    const MOST_STEPS: usize = 16;
    const MOST_OF_A_KEY: usize = 64;
    let mut path = String::new();
    for step in steps.iter().take(MOST_STEPS) {
        match step {
            Step::Index(index) => {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
            }
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&cut(key, MOST_OF_A_KEY));
            }
        }
    }
    if steps.len() > MOST_STEPS {
        path.push('…');
    }
    path
}

/// Cuts a value to what can be quoted in a sentence.
pub(super) fn excerpt(value: &str) -> String {
    // No more words than there can be characters: a value may be very long.
    let words = value.split_whitespace().take(MOST_QUOTED + 1);
    let one_line = words.collect::<Vec<_>>().join(" ");
    format!("`{}`", cut(&one_line, MOST_QUOTED))
}

/// How many characters of a text are quoted in a sentence.
pub(crate) const MOST_QUOTED: usize = 40;

/// Cuts a text to a number of characters.
pub(crate) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

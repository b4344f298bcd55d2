//! A walk over a JSON text that tells where everything stands.
//!
//! It takes broken texts as far as they go and checks nothing: it finds places
//! once the parser has said that something is wrong, and the names of fields,
//! which the parser does not tell.

use std::borrow::Cow;
use std::ops::Range;

use super::place::Step;

/// A list or object that is open.
#[derive(Clone, Debug)]
pub(crate) struct Frame<'t> {
    /// Where it begins.
    start: usize,
    /// The name of the member that is read, as written between the quotes;
    /// `None` in a list.
    key: Option<&'t str>,
    /// The element that is read, of a list.
    index: usize,
}

/// What the walk comes by.
#[derive(Clone, Debug)]
pub(crate) enum Event<'t> {
    /// The name of a member; it is that of the last frame.
    Key(&'t str),
    /// A value that ends. Where it stands is the way of all frames.
    Value(Range<usize>),
}

/// Walks over a text and tells of every name and value, with the frames around
/// it.
///
/// Takes O(length) time.
pub(crate) fn walk<'t>(text: &'t str, on: &mut dyn FnMut(&[Frame<'t>], Event<'t>)) {
    let end = Walk::over(text, text.len(), on);
    debug_assert!(end.at >= text.len(), "the walk stops at its end");
}

/// Returns the way to the innermost value that a byte belongs to.
///
/// Takes O(length) time.
pub(super) fn way_to(text: &str, offset: usize) -> Vec<Step> {
    let walk = Walk::over(text, offset, &mut |_, _| {});
    let mut frames = walk.frames.as_slice();
    if !walk.is_in_member {
        // Before a name and behind a value the list or object itself is meant.
        frames = frames.split_last().map_or(&[], |(_, around)| around);
    }
    frames.iter().map(Frame::step).collect()
}

/// Finds the bytes of the value that `steps` lead to; of several members with
/// one name, of the last, as that is the one that is refused.
///
/// Takes O(length) time.
pub(crate) fn locate(text: &str, steps: &[Step]) -> Option<Range<usize>> {
    let mut found = None;
    walk(text, &mut |frames, event| {
        if let Event::Value(range) = event
            && frames.len() == steps.len()
            && frames.iter().zip(steps).all(|(frame, step)| frame.is(step))
        {
            found = Some(range);
        }
    });
    found
}

/// Returns the names of an object's members in order; none for another value.
pub(super) fn member_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    walk(text, &mut |frames, event| {
        if let (Event::Key(key), [_]) = (event, frames) {
            names.push(plain(key).into_owned());
        }
    });
    names
}

/// Returns what a name says, with its escapes resolved.
pub(crate) fn plain(written: &str) -> Cow<'_, str> {
    if written.contains('\\') {
        let resolved = serde_json::from_str::<String>(&format!("\"{written}\""));
        resolved.map_or(Cow::Borrowed(written), Cow::Owned)
    } else {
        Cow::Borrowed(written)
    }
}

impl Frame<'_> {
    /// Returns the name of the member that is read; `None` in a list.
    pub(crate) fn key(&self) -> Option<Cow<'_, str>> {
        self.key.map(plain)
    }

    /// Returns the step into it.
    pub(crate) fn step(&self) -> Step {
        match self.key() {
            Some(key) => Step::Key(key.into_owned()),
            None => Step::Index(self.index),
        }
    }

    fn is(&self, step: &Step) -> bool {
        match (self.key(), step) {
            (Some(key), Step::Key(other)) => key == other.as_str(),
            (None, Step::Index(index)) => self.index == *index,
            _ => false,
        }
    }
}

/// A walk that is under way.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    frames: Vec<Frame<'t>>,
    /// Whether the next text in quotes is a name.
    expects_key: bool,
    /// Whether the walk stopped in a member or element of the last frame, or
    /// before one that has to come.
    is_in_member: bool,
}

impl<'t> Walk<'t> {
    /// Walks until a byte is behind.
    fn over(text: &'t str, until: usize, on: &mut dyn FnMut(&[Frame<'t>], Event<'t>)) -> Self {
        let mut walk = Self {
            text,
            at: 0,
            frames: Vec::new(),
            expects_key: false,
            is_in_member: false,
        };
        while let Some(&byte) = text.as_bytes().get(walk.at)
            && walk.at <= until
        {
            match byte {
                b'{' | b'[' => {
                    walk.frames.push(Frame {
                        start: walk.at,
                        key: (byte == b'{').then_some(""),
                        index: 0,
                    });
                    walk.expects_key = byte == b'{';
                    walk.is_in_member = byte == b'[' && walk.at < until;
                    walk.at += 1;
                }
                b'}' | b']' => {
                    walk.is_in_member = false;
                    if walk.at == until {
                        // The bracket belongs to what it closes.
                        return walk;
                    }
                    walk.at += 1;
                    if let Some(frame) = walk.frames.pop() {
                        on(&walk.frames, Event::Value(frame.start..walk.at));
                    }
                    walk.expects_key = false;
                }
                b',' => {
                    if let Some(frame) = walk.frames.last_mut() {
                        frame.index += 1;
                        walk.expects_key = frame.key.is_some();
                        walk.is_in_member = frame.key.is_none();
                    }
                    walk.at += 1;
                }
                b':' => {
                    walk.is_in_member = !walk.frames.is_empty();
                    walk.at += 1;
                }
                b' ' | b'\t' | b'\n' | b'\r' => walk.at += 1,
                _ => {
                    let end = walk.end_of_token(byte);
                    let range = walk.at..end;
                    walk.at = end;
                    let is_key = walk.expects_key && byte == b'"';
                    walk.expects_key = false;
                    if is_key {
                        let inner = range.start + 1..end.saturating_sub(1).max(range.start + 1);
                        let key = text.get(inner).unwrap_or_default();
                        if let Some(frame) = walk.frames.last_mut() {
                            frame.key = Some(key);
                        }
                        on(&walk.frames, Event::Key(key));
                    } else {
                        on(&walk.frames, Event::Value(range));
                    }
                    // A bare word that touches the end may be cut off.
                    let is_open = byte != b'"' && end == text.len();
                    walk.is_in_member =
                        !is_key && (end > until || is_open) && !walk.frames.is_empty();
                    if end > until {
                        return walk;
                    }
                }
            }
        }
        walk
    }

    /// Returns where a text in quotes or a bare word ends.
    fn end_of_token(&self, first: u8) -> usize {
        let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or_default();
        let length = if first == b'"' {
            let mut is_escaped = false;
            let quote = rest.iter().position(|&byte| {
                let ends = byte == b'"' && !is_escaped;
                is_escaped = byte == b'\\' && !is_escaped;
                ends
            });
            quote.map(|quote| quote + 1)
        } else {
            rest.iter()
                .position(|byte| b"{}[],: \t\n\r\"".contains(byte))
        };
        self.at + 1 + length.unwrap_or(rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = r#"{"a": [1, {"b\u0063": "x, y"}], "d": {}}"#;

    #[test]
    fn every_value_is_found_by_its_way() {
        let found = |steps: &[Step]| locate(TEXT, steps).and_then(|range| TEXT.get(range));
        assert_eq!(found(&[]), Some(TEXT));
        assert_eq!(found(&[Step::key("a"), Step::Index(0)]), Some("1"));
        let inner = [Step::key("a"), Step::Index(1), Step::key("bc")];
        assert_eq!(found(&inner), Some("\"x, y\""));
        assert_eq!(found(&[Step::key("d")]), Some("{}"));
        assert_eq!(found(&[Step::key("e")]), None);
    }

    #[test]
    fn every_byte_belongs_to_a_value() {
        let way = |part: &str| way_to(TEXT, TEXT.find(part).expect("a part"));
        assert_eq!(way("{"), []);
        assert_eq!(way("1"), [Step::key("a"), Step::Index(0)]);
        let inner = [Step::key("a"), Step::Index(1), Step::key("bc")];
        assert_eq!(way(", y"), inner);
        assert_eq!(way("b\\"), inner[..2]);
        assert_eq!(way("}]"), inner[..2]);
        assert_eq!(way("], \"d"), inner[..1]);
    }

    #[test]
    fn names_are_those_of_the_outermost_object() {
        assert_eq!(member_names(TEXT), ["a", "d"]);
        assert_eq!(member_names("[{\"a\": 1}]"), [] as [&str; 0]);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[\\[\\]{}:,\"\\\\a1 é\n]{0,40}", offset in 0usize..50) {
            let way = way_to(&text, offset);
            let _ = locate(&text, &way);
            let _ = member_names(&text);
        }
    }
}

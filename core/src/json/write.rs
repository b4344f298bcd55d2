//! Writing JSON, with one writer for all types.

use std::fmt::Write as _;

/// What can be written as JSON.
pub(crate) trait ToJson {
    /// Writes it.
    fn write(&self, to: &mut Writer);
}

/// Writes JSON without any space.
pub(crate) fn to_text(value: &dyn ToJson) -> String {
    written(value, false)
}

/// Writes JSON for people, indented by two.
pub(crate) fn to_pretty_text(value: &dyn ToJson) -> String {
    written(value, true)
}

fn written(value: &dyn ToJson, is_pretty: bool) -> String {
    let mut writer = Writer {
        text: String::new(),
        is_pretty,
        depth: 0,
    };
    value.write(&mut writer);
    writer.text
}

/// A text that is written.
pub(crate) struct Writer {
    text: String,
    is_pretty: bool,
    depth: usize,
}

impl Writer {
    /// Writes an object with these members.
    pub(crate) fn object(&mut self, members: &[(&str, &dyn ToJson)]) {
        self.text.push('{');
        for (place, (name, value)) in members.iter().enumerate() {
            self.begin(place);
            self.quoted(name);
            self.text.push_str(if self.is_pretty { ": " } else { ":" });
            value.write(self);
            self.depth -= 1;
        }
        self.end(members.len(), '}');
    }

    /// Writes a list of these elements.
    pub(crate) fn list(&mut self, elements: &[&dyn ToJson]) {
        self.text.push('[');
        for (place, element) in elements.iter().enumerate() {
            self.begin(place);
            element.write(self);
            self.depth -= 1;
        }
        self.end(elements.len(), ']');
    }

    /// Writes what is JSON already, on the line where it stands.
    pub(crate) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    fn begin(&mut self, place: usize) {
        if place > 0 {
            self.text.push(',');
        }
        self.depth += 1;
        self.break_line();
    }

    fn end(&mut self, count: usize, bracket: char) {
        if count > 0 {
            self.break_line();
        }
        self.text.push(bracket);
    }

    fn break_line(&mut self) {
        if self.is_pretty {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }

    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                '\0'..'\u{20}' => {
                    // Writing to a text cannot fail.
                    let _ = write!(self.text, "\\u{:04x}", u32::from(c));
                }
                _ => self.text.push(c),
            }
        }
        self.text.push('"');
    }
}

impl ToJson for str {
    fn write(&self, to: &mut Writer) {
        to.quoted(self);
    }
}

impl ToJson for String {
    fn write(&self, to: &mut Writer) {
        to.quoted(self);
    }
}

impl ToJson for bool {
    fn write(&self, to: &mut Writer) {
        to.text.push_str(if *self { "true" } else { "false" });
    }
}

impl ToJson for i32 {
    fn write(&self, to: &mut Writer) {
        to.text.push_str(&self.to_string());
    }
}

impl ToJson for u32 {
    fn write(&self, to: &mut Writer) {
        to.text.push_str(&self.to_string());
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.text.push_str("null"),
        }
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, to: &mut Writer) {
        let elements: Vec<&dyn ToJson> = self.iter().map(|value| value as &dyn ToJson).collect();
        to.list(&elements);
    }
}

impl<A: ToJson, B: ToJson> ToJson for (A, B) {
    fn write(&self, to: &mut Writer) {
        to.list(&[&self.0, &self.1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn writes_as_the_parsers_own_writer_does(
            lists in prop::collection::vec(
                (any::<String>(), prop::option::of(prop::collection::vec(any::<i32>(), 0..3))),
                0..4,
            ),
            control in "[\\x00-\\x30\"\\\\\\x7f]{0,8}",
        ) {
            let value = (lists, (control, true));
            prop_assert_eq!(to_text(&value), serde_json::to_string(&value).unwrap());
            prop_assert_eq!(to_pretty_text(&value), serde_json::to_string_pretty(&value).unwrap());
        }
    }
}

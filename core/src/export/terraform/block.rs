//! Blocks of HCL, and what is different between two of the same resource.

use super::label::Type;
use super::text::quoted;
use crate::export::shell::comment;

/// A resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Type,
    pub(super) label: String,
    arguments: Vec<Argument>,
    parts: Vec<Part>,
}

/// A block within a resource, such as a subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    key: &'static str,
    arguments: Vec<Argument>,
    /// What is said of it, if anything.
    note: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Argument {
    key: &'static str,
    value: String,
    /// Whether another value makes another resource.
    is_fixed: bool,
    /// What is said of it, if anything.
    note: Option<&'static str>,
}

/// The value of an argument.
pub(super) enum Value<'a> {
    Text(&'a str),
    Texts(&'a [String]),
    Flag(bool),
    Number(u32),
    /// The id of another resource: its type and label.
    Id(Type, &'a str),
}

impl Value<'_> {
    fn written(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Texts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                format!("[{}]", texts.join(", "))
            }
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Id(kind, label) => format!("{kind}.{label}.id"),
        }
    }
}

impl Block {
    pub(super) fn new(kind: Type, label: &str) -> Self {
        Self {
            kind,
            label: label.to_owned(),
            arguments: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Adds an argument that can be changed.
    pub(super) fn set(&mut self, key: &'static str, value: &Value<'_>) {
        self.add(key, value, false, None);
    }

    /// Adds an argument that is chosen at creation.
    pub(super) fn fix(&mut self, key: &'static str, value: &Value<'_>) {
        self.add(key, value, true, None);
    }

    /// Adds an argument with a word to whoever reads it.
    pub(super) fn note(&mut self, key: &'static str, value: &Value<'_>, note: &'static str) {
        self.add(key, value, false, Some(note));
    }

    /// Adds a text where there is one; else the platform chooses.
    pub(super) fn fill(&mut self, key: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.set(key, &Value::Text(text));
        }
    }

    fn add(
        &mut self,
        key: &'static str,
        value: &Value<'_>,
        is_fixed: bool,
        note: Option<&'static str>,
    ) {
        self.arguments.push(Argument {
            key,
            value: value.written(),
            is_fixed,
            note,
        });
    }

    /// Adds a block of arguments; `is_fixed` where all of them are chosen at
    /// creation.
    pub(super) fn part(
        &mut self,
        key: &'static str,
        is_fixed: bool,
        arguments: &[(&'static str, Value<'_>)],
    ) {
        let arguments = arguments.iter().map(|(key, value)| Argument {
            key,
            value: value.written(),
            is_fixed,
            note: None,
        });
        self.parts.push(Part {
            key,
            arguments: arguments.collect(),
            note: None,
        });
    }

    /// Adds a word to the block of arguments that was added last.
    pub(super) fn note_part(&mut self, note: &'static str) {
        if let Some(part) = self.parts.last_mut() {
            part.note = Some(note);
        }
    }

    /// Counts the blocks of arguments of a kind.
    pub(super) fn count_parts(&self, key: &str) -> usize {
        self.parts.iter().filter(|part| part.key == key).count()
    }

    /// Returns how it begins, such as `resource "scaleway_vpc" "shop"`.
    pub(super) fn head(&self) -> String {
        format!("resource {} {}", quoted(self.kind), quoted(&self.label))
    }

    /// Tells whether the change from what it was makes another resource.
    pub(super) fn replaces(&self, before: &Self) -> bool {
        let fixed = |block: &Self| -> Vec<(&'static str, String)> {
            let own = block.arguments.iter();
            let of_parts = block.parts.iter().flat_map(|part| &part.arguments);
            let fixed = own.chain(of_parts).filter(|argument| argument.is_fixed);
            fixed
                .map(|argument| (argument.key, argument.value.clone()))
                .collect()
        };
        fixed(self) != fixed(before)
    }

    /// Writes it, with what is different from what it was.
    pub(super) fn write(&self, before: Option<&Self>) -> Vec<String> {
        let mut lines = vec![format!("{} {{", self.head())];
        let known = before.map(|before| before.arguments.as_slice());
        write(&mut lines, "  ", &self.arguments, known);
        for part in &self.parts {
            let known = before.map(|before| self.counterpart(part, before));
            let new = matches!(known, Some(None)).then_some("new");
            let told = told(new.into_iter().chain(part.note).map(str::to_owned));
            lines.push(String::new());
            lines.push(format!("  {} {{{told}", part.key));
            let known = known.flatten().map(|known| known.arguments.as_slice());
            write(&mut lines, "    ", &part.arguments, known);
            lines.push("  }".to_owned());
        }
        let gone = before.into_iter().flat_map(|before| &before.parts);
        let gone = gone.filter(|gone| {
            let is_kept = |part: &&Part| {
                before.and_then(|before| self.counterpart(part, before)) == Some(*gone)
            };
            !self.parts.iter().any(|part| is_kept(&part))
        });
        for part in gone {
            let words = part
                .arguments
                .iter()
                .map(|argument| format!("{} = {}", argument.key, argument.value));
            let words: Vec<String> = words.collect();
            lines.push(format!(
                "  {}",
                comment(&format!("without {} {{ {} }}", part.key, words.join(", ")))
            ));
        }
        lines.push("}".to_owned());
        lines
    }

    /// Returns what a part was: the same, or else what stood in its place and is
    /// no more.
    fn counterpart<'b>(&self, part: &Part, before: &'b Self) -> Option<&'b Part> {
        if let Some(same) = before.parts.iter().find(|known| *known == part) {
            return Some(same);
        }
        let place = self.parts.iter().position(|own| own == part)?;
        let in_place = before.parts.get(place)?;
        let is_other = in_place.key == part.key && !self.parts.contains(in_place);
        is_other.then_some(in_place)
    }
}

/// Writes arguments, their signs of equality below each other.
fn write(
    lines: &mut Vec<String>,
    indent: &str,
    arguments: &[Argument],
    before: Option<&[Argument]>,
) {
    let width = arguments.iter().map(|argument| argument.key.len()).max();
    let width = width.unwrap_or_default();
    for argument in arguments {
        let Argument {
            key,
            value,
            is_fixed,
            note,
        } = argument;
        let known = before.map(|before| before.iter().find(|known| known.key == *key));
        let was = match known {
            Some(Some(known)) if known.value != *value => Some(format!("was {}", known.value)),
            Some(None) => Some("new".to_owned()),
            _ => None,
        };
        let forces = was
            .as_ref()
            .filter(|_| *is_fixed)
            .map(|_| "forces replacement".to_owned());
        let told = told(was.into_iter().chain(forces).chain(note.map(str::to_owned)));
        lines.push(format!("{indent}{key:width$} = {value}{told}"));
    }
    for gone in before.unwrap_or_default() {
        if !arguments.iter().any(|argument| argument.key == gone.key) {
            let told = format!("without {} = {}", gone.key, gone.value);
            lines.push(format!("{indent}{}", comment(&told)));
        }
    }
}

/// Writes what is said at the end of a line.
fn told(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        String::new()
    } else {
        format!(" {}", comment(&words.join(", ")))
    }
}

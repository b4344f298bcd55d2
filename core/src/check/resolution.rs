//! What cannot be resolved: unreadable texts, ids used twice, references that
//! lead nowhere, fields that a scenario does not have.
//!
//! The conditions are met in [`crate::network::resolve`] and while reading; the
//! contexts and sentences are here.

use serde::Serialize;

use super::{Diagnostic, Named, listed};
use crate::json::MOST_QUOTED;
use crate::nearest::did_you_mean;
use crate::scenario::UnknownField as UnknownFieldRead;

/// Context of [`invalid-cidr`](super::Code::InvalidCidr).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InvalidCidr {
    /// The entity that holds the text.
    pub owner: Named,
    /// What kind of entity it is, in words.
    pub kind: &'static str,
    /// The way to the text in the document.
    pub path: String,
    /// The text as written.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
    /// The prefix that was probably meant.
    pub meant: Option<String>,
}

impl InvalidCidr {
    pub(super) fn sentence(&self) -> String {
        let meant = match &self.meant {
            // Some reasons name it already.
            Some(meant) if !self.reason.contains(meant.as_str()) => {
                format!(" ({meant} is probably meant)")
            }
            _ => String::new(),
        };
        // Some reasons are about a part and do not quote the whole.
        let quoted = if self.reason.contains(self.text.trim()) || self.text.len() > MOST_QUOTED {
            String::new()
        } else {
            format!(", “{}”,", self.text)
        };
        format!(
            "{} of {} {}{quoted} is not a CIDR: {}{meant}.",
            capitalised(part_of(&self.path)),
            self.kind,
            self.owner,
            self.reason
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.owner.id.clone()]
    }
}

/// Context of [`invalid-address`](super::Code::InvalidAddress).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InvalidAddress {
    /// The entity that holds the text.
    pub owner: Named,
    /// What kind of entity it is, in words.
    pub kind: &'static str,
    /// The way to the text in the document.
    pub path: String,
    /// The text as written.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

impl InvalidAddress {
    pub(super) fn sentence(&self) -> String {
        format!(
            "{} of {} {} cannot be read: {}.",
            capitalised(part_of(&self.path)),
            self.kind,
            self.owner,
            self.reason
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.owner.id.clone()]
    }
}

/// Context of [`duplicate-id`](super::Code::DuplicateId).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DuplicateId {
    /// The id.
    pub id: String,
    /// The kinds of entity that have it, in words, in document order.
    pub kinds: Vec<&'static str>,
}

impl DuplicateId {
    pub(super) fn sentence(&self) -> String {
        let users: Vec<String> = self
            .kinds
            .chunk_by(|a, b| a == b)
            .filter_map(|same| {
                let kind = same.first()?;
                Some(match same.len() {
                    1 => format!("one {kind}"),
                    count => format!("{count} {kind}s"),
                })
            })
            .collect();
        format!(
            "The id “{}” is used by {}: ids are unique, so only the first is judged.",
            self.id,
            listed(&users)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.id.clone()]
    }
}

/// Context of [`unknown-reference`](super::Code::UnknownReference).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnknownReference {
    /// The entity that holds the reference.
    pub owner: Named,
    /// What kind of entity it is, in words.
    pub kind: &'static str,
    /// The way to the reference in the document.
    pub path: String,
    /// The kind of entity that is expected, in words.
    pub expected: &'static str,
    /// The id as written.
    pub id: String,
    /// The kind of entity that has this id, where there is one.
    pub is: Option<&'static str>,
    /// The id that was probably meant.
    pub meant: Option<String>,
}

impl UnknownReference {
    pub(super) fn sentence(&self) -> String {
        let why = match self.is {
            Some(kind) => format!("“{}”, which is a {kind}", self.id),
            None if self.id.is_empty() => "not given".to_owned(),
            None => format!("“{}”, which is not in the scenario", self.id),
        };
        let meant = did_you_mean(self.meant.as_deref());
        format!(
            "{} {} takes no part: the {} it belongs to is {why}{meant}.",
            capitalised(self.kind),
            self.owner,
            self.expected
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.owner.id.clone()]
    }
}

/// Context of [`unknown-field`](super::Code::UnknownField).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnknownField {
    /// The way to the first one.
    pub path: String,
    /// Its name.
    pub field: String,
    /// The known field that was probably meant.
    pub meant: Option<String>,
    /// How many objects have it.
    pub count: usize,
}

impl UnknownField {
    pub(super) fn sentence(&self) -> String {
        let more = match self.count - 1 {
            0 => String::new(),
            more => format!(" (and {more} more like it)"),
        };
        let meant = match &self.meant {
            Some(meant) => format!("; did you mean “{meant}”?"),
            None => ".".to_owned(),
        };
        format!(
            "Field “{}” at {}{more} is not one that a scenario has, and is left out{meant}",
            self.field, self.path
        )
    }

    #[expect(
        clippy::unused_self,
        reason = "every context answers, and a field is no entity"
    )]
    pub(super) fn subjects(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Reports the fields that reading left out.
pub(super) fn unknown_fields(read: &[UnknownFieldRead]) -> Vec<Diagnostic> {
    read.iter()
        .map(|unknown| {
            let context = UnknownField {
                path: unknown.path.clone(),
                field: unknown.field.clone(),
                meant: unknown.meant.clone(),
                count: unknown.count,
            };
            Diagnostic::new(None, context)
        })
        .collect()
}

/// Returns the words for the field that a path ends in.
fn part_of(path: &str) -> &'static str {
    if path.contains(".rules[") {
        return if path.ends_with("source") {
            "the source of a rule"
        } else {
            "the destination of a rule"
        };
    }
    match path.rsplit_once('.').map_or(path, |(_, field)| field) {
        "destination" => "the destination",
        "source" => "the source",
        "nexthop_resource_ip" => "the next hop's address",
        field if field.starts_with("subnets") => "a subnet",
        _ => "an address",
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_uppercase())
            .chain(letters)
            .collect()
    })
}

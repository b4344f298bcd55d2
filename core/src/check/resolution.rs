//! What cannot be resolved: unreadable texts, ids used twice, references that
//! lead nowhere, fields that a scenario does not have.
//!
//! The conditions are met in [`crate::network::resolve`] and while reading; the
//! contexts and sentences are here.

use serde::Serialize;

use super::help::{Help, Source};
use super::{Diagnostic, Named, listed};
use crate::json::MOST_QUOTED;
use crate::nearest::did_you_mean;
use crate::scenario::UnknownField as UnknownFieldRead;

/// Context of [`invalid-cidr`](super::Code::InvalidCidr).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.private_networks[0].subnets[0] = "10.0.0.1/22".to_owned();
/// let found = judge(&scenario).diagnostics;
/// let Context::InvalidCidr(invalid) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(invalid.path, "private_networks[0].subnets[0]");
/// assert_eq!(invalid.meant.as_deref(), Some("10.0.0.0/22"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    pub(super) const HELP: Help = Help {
        rule: "A subnet, a destination and a source are CIDRs: the address of a network, a slash \
                and a prefix length, with no bit set behind the prefix.",
        on_the_platform: "The API answers with network addresses, and Terraform refuses a subnet \
                with host bits before it asks.",
        mend: "Write the network that is meant. Until then the text is kept as it is and takes no \
                part, while everything else is judged.",
        sources: &[Source::Tools(
            "Terraform's check of a Private Network's subnet",
        )],
    };

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
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.resources[0].addresses[0] = "10.0.0.9/22".to_owned();
/// let found = judge(&scenario).diagnostics;
/// let Context::InvalidAddress(invalid) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((invalid.kind, invalid.owner.id.as_str()), ("resource", "app"));
/// assert_eq!(invalid.meant.as_deref(), Some("10.0.0.9"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    /// The address that was probably meant.
    pub meant: Option<String>,
}

impl InvalidAddress {
    pub(super) const HELP: Help = Help {
        rule: "The address of a resource or of a rule's next hop is one IP address, without a \
                prefix length.",
        on_the_platform: "An ingress rule holds a single address. Elsewhere the platform shows \
                addresses with the length of their network behind them, and copying one from \
                there brings it along.",
        mend: "Write the address alone. Until then the text is kept as it is and takes no part, \
                while everything else is judged.",
        sources: &[Source::Peerlab],
    };

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
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}],
///     "private_networks": [{"id": "shop", "vpc_id": "shop"}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::DuplicateId(duplicate) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(duplicate.id, "shop");
/// assert_eq!(duplicate.kinds, ["VPC", "Private Network"]);
/// assert_eq!(duplicate.paths, ["vpcs[0]", "private_networks[0]"]);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DuplicateId {
    /// The id.
    pub id: String,
    /// The kinds of entity that have it, in words, in document order.
    pub kinds: Vec<&'static str>,
    /// Where each of them stands in the document, in the same order.
    pub paths: Vec<String>,
}

/// How many of the places that share an id a sentence names.
const MOST_PATHS: usize = 3;

impl DuplicateId {
    pub(super) const HELP: Help = Help {
        rule: "An id names one thing in a scenario: of several with the same id only the first is \
                judged. An organisation and its default project may share theirs, as they do on \
                the platform.",
        on_the_platform: "The platform makes ids itself and never makes one twice. It happens to \
                scenarios that are written by hand or put together from several.",
        mend: "Remove what stands twice, or give one of them an id of its own and change what \
                refers to it.",
        sources: &[Source::Peerlab],
    };

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
        let mut paths: Vec<String> = self.paths.iter().take(MOST_PATHS).cloned().collect();
        if self.paths.len() > MOST_PATHS {
            paths.push(format!("{} more", self.paths.len() - MOST_PATHS));
        }
        format!(
            "The id “{}” is used by {}, at {}: ids are unique, so only the first is judged.",
            self.id,
            listed(&users),
            listed(&paths)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.id.clone()]
    }
}

/// Context of [`unknown-reference`](super::Code::UnknownReference).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.private_networks[0].vpc_id = "shpo".to_owned();
/// let found = judge(&scenario).diagnostics;
/// let Context::UnknownReference(unknown) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((unknown.expected, unknown.id.as_str()), ("VPC", "shpo"));
/// assert_eq!(unknown.meant.as_deref(), Some("shop"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    pub(super) const HELP: Help = Help {
        rule: "A Private Network, a connector, a route, a rule and an ACL belong to a VPC, and a \
                resource belongs to a Private Network. One whose owner is not in the scenario \
                takes no part in the judgement.",
        on_the_platform: "Nothing on the platform is without an owner. It happens when a list is \
                imported without the list of owners, or an id is mistyped.",
        mend: "Correct the id, add the owner, or remove what belongs to nobody.",
        sources: &[Source::Peerlab],
    };

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
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge_reading;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "a", "nmae": "A"}, {"id": "b", "nmae": "B"}]}"#;
/// let found = judge_reading(&Scenario::read(text)?).diagnostics;
/// let Context::UnknownField(unknown) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((unknown.path.as_str(), unknown.count), ("vpcs[0].nmae", 2));
/// assert_eq!(unknown.meant.as_deref(), Some("name"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    pub(super) const HELP: Help = Help {
        rule: "A scenario has the fields that the rules need, under the names that the platform's \
                API gives them. Others are left out and change nothing.",
        on_the_platform: "Answers of the API have many more fields, and an import passes over \
                them. Only a scenario is held to its own names, so that a slip of the pen does \
                not go unseen.",
        mend: "Correct the name of the field, or remove it.",
        sources: &[Source::Peerlab],
    };

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

//! What people have at hand, made into a scenario.
//!
//! Files are recognised by their keys, never by their names:
//!
//! | what | how many |
//! |---|---|
//! | a scenario file, or a text that is a share link | one, alone |
//! | the platform's VPCs, Private Networks, connectors, routes and ingress rules: lists as `scw vpc … list -o json` prints them, as the API answers them with `total_count`, or single objects | any number, in any order |
//! | a state or a plan of Terraform, as `terraform show -json` prints it | as such a list |
//!
//! The scenario does not depend on the order of the files: within a kind,
//! objects stand in the order in which the platform made them (`created_at`,
//! then id). What is listed twice counts once, as it was last updated.
//!
//! The platform's other fields are passed over silently; whatever else is left
//! out or assumed is told as a [`Note`].
//!
//! ```
//! use peerlab_core::import::{File, import};
//!
//! let imported = import(&[File {
//!     name: "vpcs.json",
//!     bytes: br#"[{"id": "9f", "name": "prod", "is_default": false}]"#,
//! }])?;
//! assert_eq!(imported.reading.scenario.vpcs[0].name, "prod");
//! assert_eq!(
//!     imported.notes[0].to_string(),
//!     "VPC prod does not say whether transit is enabled, as lists from before June 2026 do not: \
//!      it is taken as off, which is the platform's default."
//! );
//! # Ok::<(), peerlab_core::import::ImportError>(())
//! ```

mod error;
mod kind;
mod listed;
mod lists;
mod next_hop;
mod note;

use crate::json::Part;
use crate::link;
use crate::scenario::{Limit, Reading, Scenario, text_of};

pub use error::{ImportError, Problem};
pub use note::Note;

use kind::{Content, Listing};
use lists::Lists;

/// A file as it was given.
///
/// ```
/// use peerlab_core::import::{File, import};
///
/// let empty = File { name: "vpcs.json", bytes: b"" };
/// let error = import(&[empty]).err().map(|error| error.to_string());
/// assert_eq!(error.as_deref(), Some("vpcs.json: line 1, column 1: the text is empty"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// What errors and notes call it; empty for a text that has no name.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// A scenario made from files.
///
/// ```
/// use peerlab_core::import::{File, import};
///
/// let imported = import(&[File {
///     name: "shop.json",
///     bytes: br#"{"version": 1, "vpcs": [{"id": "shop", "nmae": "Shop"}]}"#,
/// }])?;
/// assert_eq!(imported.reading.unknown_fields[0].field, "nmae");
/// assert!(imported.notes.is_empty(), "a scenario is taken as it is");
/// # Ok::<(), peerlab_core::import::ImportError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The scenario, with the unknown fields of a scenario file.
    pub reading: Reading,
    /// What was left out or assumed, and why, in a fixed order.
    pub notes: Vec<Note>,
    /// What it was made from.
    pub from: Holds,
}

/// What a file is, as far as it decides what can be opened with it.
///
/// ```
/// use peerlab_core::import::{File, Holds, holds};
///
/// let vpcs = File { name: "vpcs.json", bytes: br#"[{"id": "9f", "name": "prod", "is_default": false}]"# };
/// let link = File { name: "", bytes: b"https://example.org/#s=1.AAAA" };
/// assert_eq!(holds(&vpcs), Ok(Holds::Lists));
/// assert_eq!(holds(&link), Ok(Holds::Scenario));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A scenario, as a document or a share link: it is opened alone.
    Scenario,
    /// Something that the platform lists: it is opened with other lists.
    Lists,
}

/// Makes one scenario from files.
///
/// Takes O(n log n) time for n objects, and memory in proportion to the input.
///
/// ```
/// use peerlab_core::import::{File, import};
///
/// let vpcs = File {
///     name: "vpcs.json",
///     bytes: br#"[{"id": "9f", "name": "prod", "is_default": false, "transitivity_enabled": true}]"#,
/// };
/// let connectors = File {
///     name: "connectors.json",
///     bytes: br#"[{"id": "c1", "vpc_id": "9f", "target_vpc_id": "4e", "status": "orphan"}]"#,
/// };
/// let imported = import(&[connectors, vpcs])?;
/// assert_eq!(imported.reading.scenario.vpc_connectors[0].vpc_id, "9f");
/// assert_eq!(import(&[vpcs, connectors])?, imported, "their order does not matter");
/// # Ok::<(), peerlab_core::import::ImportError>(())
/// ```
///
/// # Errors
///
/// [`ImportError`] where a file cannot be read or the files do not belong
/// together.
pub fn import(files: &[File<'_>]) -> Result<Imported, ImportError> {
    if let [_, _, ..] = files {
        let total = files.iter().map(|file| file.bytes.len()).sum();
        let within = Limit::Bytes.check(total);
        within.map_err(|limit| ImportError::of_all(limit.into()))?;
    }
    let mut scenario: Option<(&str, Reading)> = None;
    let mut list_file: Option<&str> = None;
    let mut lists = Lists::default();
    for file in files {
        let failed = |problem: Problem| ImportError::of(file, problem);
        match contents(file).map_err(failed)? {
            Contents::Scenario(text) => {
                let reading = Scenario::read(text).map_err(|error| failed(error.into()))?;
                refuse_second(scenario.as_ref(), file)?;
                scenario = Some((file.name, reading));
            }
            Contents::Link(text) => {
                let reading = link::decode(text).map_err(|error| failed(error.into()))?;
                refuse_second(scenario.as_ref(), file)?;
                scenario = Some((file.name, reading));
            }
            Contents::Lists(whole, listing) => {
                lists.add(file.name, &whole, listing).map_err(failed)?;
                list_file = list_file.or(Some(file.name));
            }
        }
    }
    match (scenario, list_file) {
        (Some((scenario, _)), Some(list)) => {
            Err(ImportError::of_all(Problem::ScenarioBesideLists {
                scenario: scenario.to_owned(),
                list: list.to_owned(),
            }))
        }
        (Some((_, reading)), None) => Ok(Imported {
            reading,
            notes: Vec::new(),
            from: Holds::Scenario,
        }),
        (None, Some(_)) => Ok(lists.into_scenario()),
        (None, None) => Err(ImportError::of_all(Problem::Nothing)),
    }
}

/// Tells what a file is, after checking that it can be: a program that is given
/// many files opens scenarios one by one and lists together.
///
/// ```
/// use peerlab_core::import::{File, Holds, holds};
///
/// let pages = [
///     File { name: "page-1.json", bytes: br#"{"vpcs": [{"id": "9f"}], "total_count": 1}"# },
///     File { name: "shop.json", bytes: br#"{"version": 1, "vpcs": [{"id": "9f"}]}"# },
/// ];
/// assert_eq!(pages.map(|file| holds(&file)), [Ok(Holds::Lists), Ok(Holds::Scenario)]);
/// ```
///
/// # Errors
///
/// [`ImportError`] where the file is nothing that can be imported. A file that
/// passes may still fail to [`import`].
pub fn holds(file: &File<'_>) -> Result<Holds, ImportError> {
    match contents(file) {
        Ok(Contents::Scenario(_) | Contents::Link(_)) => Ok(Holds::Scenario),
        Ok(Contents::Lists(..)) => Ok(Holds::Lists),
        Err(problem) => Err(ImportError::of(file, problem)),
    }
}

/// The text of a file, by what it is.
enum Contents<'a> {
    Scenario(&'a str),
    Link(&'a str),
    Lists(Part<'a>, Listing),
}

fn contents<'a>(file: &File<'a>) -> Result<Contents<'a>, Problem> {
    let text = text_of(file.bytes)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A scenario may hold a link in a description, so JSON goes first.
    if !text.trim_start().starts_with(['{', '[']) && link::is_link(text) {
        return Ok(Contents::Link(text));
    }
    let whole = Part::whole(text)?;
    Ok(match kind::content(&whole)? {
        Content::Scenario => Contents::Scenario(text),
        Content::Listing(listing) => Contents::Lists(whole, listing),
    })
}

fn refuse_second(first: Option<&(&str, Reading)>, second: &File<'_>) -> Result<(), ImportError> {
    match first {
        None => Ok(()),
        Some((first, _)) => Err(ImportError::of_all(Problem::TwoScenarios {
            first: (*first).to_owned(),
            second: second.name.to_owned(),
        })),
    }
}

#[cfg(test)]
mod tests;

//! The engine of Peerlab: judges what a scenario of peered VPCs comes to.
//!
//! ```text
//! text ──parse──▶ Scenario ──resolve──▶ Network ──judge──▶ Report
//! ```
//!
//! A [`scenario`] is the document as written. [`network::resolve`] turns it
//! into indices and parsed prefixes, [`peering`] matches connectors and finds
//! the overlaps, [`check`] says what is wrong, and [`report::judge`] does it
//! all. The engine does no I/O, reads no clock and draws no random numbers: the
//! same input gives the same bytes.
//!
//! # From a text to a link of what is mended
//!
//! Two VPCs are peered, and only one has a route to the other. Many examples of
//! this crate share this scenario, as `ONE_WAY`:
//!
//! ```json
#![doc = include_str!("../examples/one-way.json")]
//! ```
//!
//! It is read and judged, what is found is mended by its first fix, and the
//! mended scenario is put into a link:
//!
//! ```
//! use peerlab_core::report::judge;
//! use peerlab_core::scenario::Scenario;
//! use peerlab_core::{edit, link};
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let mut scenario = Scenario::from_json(ONE_WAY)?;
//! let report = judge(&scenario);
//! let found = &report.diagnostics[0];
//! assert_eq!(found.code().as_str(), "missing-return-route");
//!
//! let fix = &found.fixes[0];
//! assert_eq!(fix.title, "Add the way back");
//! edit::apply_all(&mut scenario, &fix.edits)?;
//! assert!(judge(&scenario).diagnostics.is_empty());
//!
//! let fragment = link::encode(&scenario)?;
//! assert_eq!(link::decode(&fragment)?.scenario, scenario);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A chain
//!
//! Where packets pass through a VPC, the examples share this scenario, as
//! `CHAIN`. Two VPCs reach each other through a third, which has no Private
//! Network of its own:
//!
//! ```json
#![doc = include_str!("../examples/chain.json")]
//! ```
//!
//! Nothing is wrong with it:
//!
//! ```
//! use peerlab_core::report::{Verdict, judge};
//! use peerlab_core::routing::Traffic;
//! use peerlab_core::scenario::Scenario;
//! # const CHAIN: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
//!
//! let scenario = Scenario::from_json(CHAIN)?;
//! let report = judge(&scenario);
//! assert!(report.diagnostics.is_empty());
//! assert_eq!(report.verdict(&scenario, "web", "db", None, Traffic::Icmp)?, Verdict::Works);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::too_many_lines,
        reason = "a test may fail loudly, and be one long table"
    )
)]

pub mod assumption;
pub mod check;
pub mod cidr;
pub mod drawing;
pub mod edit;
pub mod elsewhere;
pub mod expect;
pub mod export;
pub mod import;
#[cfg(feature = "js")]
pub mod js;
pub mod json;
pub mod kept;
mod later;
pub mod layout;
pub mod lesson;
pub mod link;
mod nearest;
pub mod network;
pub mod order;
pub mod owner;
pub mod peering;
pub mod plan;
pub mod pseudonym;
pub mod report;
pub mod routing;
pub mod scenario;
#[cfg(feature = "schema")]
pub mod schema;
#[cfg(test)]
mod sketch;
mod space;

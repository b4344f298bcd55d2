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
pub mod edit;
pub mod expect;
pub mod export;
pub mod import;
#[cfg(feature = "js")]
pub mod js;
pub mod json;
pub mod layout;
pub mod link;
mod nearest;
pub mod network;
pub mod order;
pub mod peering;
pub mod plan;
pub mod report;
pub mod routing;
pub mod scenario;
#[cfg(feature = "schema")]
pub mod schema;
#[cfg(test)]
mod sketch;
mod space;

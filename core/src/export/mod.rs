//! Scenarios and edits, written for other tools.
//!
//! ```
//! use peerlab_core::export::scw::commands;
//! use peerlab_core::report::judge;
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let scenario = Scenario::from_json(ONE_WAY)?;
//! let report = judge(&scenario);
//! let lines = commands(&scenario, &report.diagnostics[0].fixes[0].edits);
//! assert_eq!(
//!     lines,
//!     ["scw vpc route create description='to shop' vpc-id=data destination=10.0.0.0/22 \
//!       nexthop-vpc-connector-id=data-to-shop region=fr-par"]
//! );
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

pub mod csv;
#[cfg(test)]
mod hostile;
mod legible;
pub mod markdown;
pub mod mermaid;
mod rule;
pub mod scw;
mod shell;
pub mod svg;
pub mod terraform;

//! Whole-program tests, in one binary.
//!
//! `cargo test` runs what needs no browser; `cargo xtask test browser` runs the
//! journeys: a person's steps through the page as it is served.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[cfg(feature = "browser")]
mod browser;
mod demos;
mod exports;
mod folder;
mod golden;
mod hostile;
mod imports;
#[cfg(feature = "browser")]
mod journeys;
mod lessons;
mod links;
#[cfg(feature = "browser")]
mod measure;
mod oracle;
mod schema;

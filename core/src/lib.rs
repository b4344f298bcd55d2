#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may fail loudly"
    )
)]
//! The engine of Peerlab.
pub mod cidr;
pub mod json;
mod nearest;
pub mod scenario;

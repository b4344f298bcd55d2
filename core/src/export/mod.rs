//! Scenarios and edits, written for other tools.

pub mod scw;
mod shell;

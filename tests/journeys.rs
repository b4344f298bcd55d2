//! What people do with the page, each from a fresh browser.

mod building;
mod forms;
mod harness;
mod picture;
mod start;

//! What people do with the page, each from a fresh browser.

mod harness;
mod picture;
mod start;

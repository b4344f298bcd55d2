//! What people do with the page, each from a fresh browser.

mod building;
mod chain;
mod embedding;
mod following;
mod forms;
mod harness;
mod kept;
mod large;
mod lessons;
mod making;
mod media;
mod owners;
mod picture;
mod presenting;
mod seeing;
mod sharing;
mod start;
mod touch;

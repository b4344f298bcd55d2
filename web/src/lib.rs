//! The page: draws a scenario and shows its judgement at every edit.
//!
//! [`editor`] is what the page holds, as a plain value; [`canvas`] draws it;
//! [`components`] are the parts around the picture; [`hooks`] are what the
//! browser tells and is asked; [`app`] wires them; [`judging`] is what a worker
//! runs. The page never judges: it shows a report, and never changes a scenario
//! but by an edit.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::float_cmp,
        reason = "a test may fail loudly"
    )
)]

pub mod app;
pub mod canvas;
pub mod components;
pub mod editor;
pub mod hooks;
pub mod judging;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod rendering;

use wasm_bindgen::prelude::wasm_bindgen;

/// Starts the page in the element the shell holds ready for it. In a worker,
/// which has no window, there is none to start.
#[wasm_bindgen(start)]
pub fn start() {
    if web_sys::window().is_none() {
        return;
    }
    let mount = gloo::utils::document().get_element_by_id("app");
    if let Some(mount) = mount {
        yew::Renderer::<app::App>::with_root(mount).render();
    }
}

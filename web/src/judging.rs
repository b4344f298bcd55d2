//! Judging apart from the page: a worker (`static/judge.js`) runs the page's own
//! module for it.

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::editor;

/// Judges what the page orders. Orders and answers are JSON.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Judge {
    judge: editor::Judge,
    orders: usize,
}

#[wasm_bindgen]
impl Judge {
    /// Begins with no scenario.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an [`editor::Order`].
    ///
    /// # Errors
    ///
    /// Says what is the matter with an order that is for another scenario, or is
    /// none.
    pub fn take(&mut self, order: &str) -> Result<(), JsError> {
        self.orders += 1;
        Ok(self.judge.take(serde_json::from_str(order)?)?)
    }

    /// Judges, and answers how many orders were taken and what was
    /// [found](editor::Found).
    ///
    /// # Errors
    ///
    /// Says what cannot be written.
    pub fn answer(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&(self.orders, self.judge.found()))?)
    }
}

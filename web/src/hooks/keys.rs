//! Keys that work everywhere on the page.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::{Callback, hook, use_effect_with};

use crate::editor::commands::{Command, by_keys};

/// Calls back with the command whose keys are pressed.
///
/// What a part of the page has taken for itself is left to it; fields keep all
/// keys that type or edit, and what lies over the page keeps all.
#[hook]
pub fn use_keys(on_command: Callback<&'static Command>) {
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&window(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if let Some(command) = command_of(event) {
                    event.prevent_default();
                    on_command.emit(command);
                }
            });
        move || drop(listener)
    });
}

fn command_of(event: &KeyboardEvent) -> Option<&'static Command> {
    let primary = event.ctrl_key() || event.meta_key();
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let in_field =
        target.is_some_and(|element| element.matches("input, textarea, select").unwrap_or(false));
    let covered = document()
        .query_selector("dialog[open]")
        .is_ok_and(|found| found.is_some());
    let key = event.key();
    // Undoing in a field is the field's own, and what is selected is not what is
    // typed.
    let is_own = ["z", "y", "d"]
        .iter()
        .any(|own| key.eq_ignore_ascii_case(own));
    let is_fields = in_field && (!primary || is_own);
    if event.default_prevented() || event.alt_key() || covered || is_fields {
        return None;
    }
    by_keys(&key, primary, event.shift_key())
}

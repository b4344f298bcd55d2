//! The page's address, whose fragment may be a link to a scenario.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::utils::window;
use yew::{Callback, hook, use_effect_with};

/// Calls back with the address's fragment: at once where it is not empty, and
/// whenever it changes.
#[hook]
pub fn use_address(on_fragment: Callback<String>) {
    use_effect_with((), move |()| {
        let last = RefCell::new(String::new());
        let tell = move || {
            let fragment = window().location().hash().unwrap_or_default();
            // A change may be told that was there when the page began to listen.
            let before = last.replace(fragment.clone());
            if !fragment.is_empty() && fragment != before {
                on_fragment.emit(fragment);
            }
        };
        tell();
        let listener = EventListener::new(&window(), "hashchange", move |_| tell());
        move || drop(listener)
    });
}

/// Returns the page's address without its fragment.
#[must_use]
pub fn page_address() -> String {
    let address = window().location().href().unwrap_or_default();
    match address.split_once('#') {
        Some((page, _)) => page.to_owned(),
        None => address,
    }
}

//! The page's address, whose fragment may be a link to a scenario.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::utils::{history, window};
use wasm_bindgen::JsValue;
use yew::{Callback, hook, use_effect_with};

thread_local! {
    /// The fragment that was told last: a change may be told that was there when
    /// the page began to listen.
    static TOLD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Returns the fragment with which the page is opened; it is not told again.
#[must_use]
pub fn first_fragment() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    TOLD.replace(fragment.clone());
    fragment
}

/// Calls back with the address's fragment whenever it changes, also where it did
/// before the page began to listen.
#[hook]
pub fn use_address(on_fragment: Callback<String>) {
    use_effect_with((), move |()| {
        let tell = move || {
            let fragment = window().location().hash().unwrap_or_default();
            let before = TOLD.replace(fragment.clone());
            if !fragment.is_empty() && fragment != before {
                on_fragment.emit(fragment);
            }
        };
        tell();
        let listener = EventListener::new(&window(), "hashchange", move |_| tell());
        move || drop(listener)
    });
}

/// Takes the fragment off the address: what is shown is no longer what it holds,
/// and opening the page again must not bring that back over it.
pub fn forget_fragment() {
    let page = page_address();
    let is_there = window()
        .location()
        .hash()
        .is_ok_and(|hash| !hash.is_empty());
    if is_there {
        // Where the browser refuses, the address stays as it is.
        let _ = history().replace_state_with_url(&JsValue::NULL, "", Some(&page));
        TOLD.take();
    }
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

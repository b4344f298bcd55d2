//! Keys of the picture, wherever the focus is.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::{Callback, UseStateHandle, hook, use_effect_with, use_mut_ref, use_state_eq};

use crate::canvas::{Key, action_of};
use crate::editor::{Action, Editor};

/// Where keys are for what has the focus, and not for the picture.
const TAKES_KEYS: &str = "input, textarea, select, dialog, dialog *, [role=dialog] *";

/// Does what keys do to the picture.
#[hook]
pub fn use_canvas_keys(editor: Rc<Editor>, dispatch: Callback<Action>) {
    // The listener stays; what it looks at changes.
    let current = use_mut_ref(|| Rc::clone(&editor));
    current.replace(editor);
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&window(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                let action = action_for(event, &current.borrow());
                if let Some(action) = action {
                    event.prevent_default();
                    dispatch.emit(action);
                }
            });
        move || drop(listener)
    });
}

fn action_for(event: &KeyboardEvent, editor: &Editor) -> Option<Action> {
    let focus = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let fits = |selectors: &str| {
        let focus = focus.as_ref();
        focus.is_some_and(|focus| focus.matches(selectors).unwrap_or(false))
    };
    if event.default_prevented() || fits(TAKES_KEYS) {
        return None;
    }
    let held = focus.as_ref().filter(|_| fits(".stage *"));
    let name = event.key();
    let key = Key {
        name: &name,
        command: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        on_picture: focus.is_none() || fits("body, .stage, .stage *, .canvas *"),
        id: held.and_then(|held| held.get_attribute("data-id")),
        on_head: held.is_some_and(|held| held.has_attribute("data-head")),
    };
    action_of(&key, editor)
}

/// Tells whether a key is held down, but for where it is typed.
#[hook]
pub fn use_held(name: &'static str) -> UseStateHandle<bool> {
    let held = use_state_eq(|| false);
    let setter = held.setter();
    use_effect_with((), move |()| {
        let listen = |kind: &'static str| {
            let setter = setter.clone();
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window(), kind, options, move |event| {
                let key = event.dyn_ref::<KeyboardEvent>();
                if key.is_none_or(|key| key.key() == name) {
                    let target = event.target();
                    let target = target.and_then(|target| target.dyn_into::<Element>().ok());
                    let on_picture = target.is_some_and(|target| {
                        target.matches("body, .stage, .stage *").unwrap_or(false)
                    });
                    if key.is_some() && on_picture {
                        // Or the page would scroll.
                        event.prevent_default();
                    }
                    setter.set(kind == "keydown" && on_picture);
                }
            })
        };
        // What happens elsewhere is not heard.
        let listeners = ["keydown", "keyup", "blur"].map(listen);
        move || drop(listeners)
    });
    held
}

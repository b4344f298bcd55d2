//! Copying and cutting what is selected, by the browser's own ways.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, Element};
use yew::{Callback, hook, use_effect_with, use_mut_ref};

use crate::editor::{Action, Editor};

/// What tells a part of a scenario, which is added where it is pasted, from a
/// whole one, which is opened. Its text is a scenario all the same, for whoever
/// pastes it elsewhere.
const PART: &str = "application/x-peerlab-part";

/// Puts what is selected on the clipboard when it is copied or cut, unless text
/// is.
#[hook]
pub fn use_copying(editor: Rc<Editor>, dispatch: Callback<Action>) {
    // The listeners stay; what they look at changes.
    let current = use_mut_ref(|| Rc::clone(&editor));
    current.replace(editor);
    use_effect_with((), move |()| {
        let listen = |kind: &'static str, cuts: bool| {
            let (current, dispatch) = (Rc::clone(&current), dispatch.clone());
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document(), kind, options, move |event| {
                if is_of_text(event) {
                    return;
                }
                let Some(excerpt) = current.borrow().excerpt() else {
                    return;
                };
                let data = event
                    .dyn_ref::<ClipboardEvent>()
                    .and_then(ClipboardEvent::clipboard_data);
                let json = excerpt.to_pretty_json();
                let taken = data.is_some_and(|data| {
                    data.set_data("text/plain", &json).is_ok() && data.set_data(PART, &json).is_ok()
                });
                if taken {
                    event.prevent_default();
                    if cuts {
                        dispatch.emit(Action::Remove);
                    }
                }
            })
        };
        let listeners = [listen("copy", false), listen("cut", true)];
        move || drop(listeners)
    });
}

/// Returns the part of a scenario that is being pasted, if it is one.
pub(super) fn part_of(data: &DataTransfer) -> Option<String> {
    data.get_data(PART).ok().filter(|part| !part.is_empty())
}

/// Tells whether a field or words that are marked are copied.
fn is_of_text(event: &web_sys::Event) -> bool {
    let in_field = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| {
            element
                .matches("input, textarea, select, dialog *")
                .unwrap_or(false)
        });
    let marked = window().get_selection().ok().flatten();
    in_field || marked.is_some_and(|marked| !marked.is_collapsed())
}

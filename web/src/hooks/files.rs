//! Files and texts that are picked, dropped or pasted.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::file::File;
use gloo::file::futures::read_as_bytes;
use gloo::utils::{document, window};
use peerlab_core::scenario::Limit;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element};
use yew::{Callback, hook, use_callback, use_effect_with, use_mut_ref, use_state};

use super::copying::part_of;
use crate::editor::{Action, Notice, open};

/// What is done about something held over the page.
type Handle = Box<dyn Fn(&DataTransfer)>;

/// What a pasted text is called.
const PASTED: &str = "What was pasted";

/// What a dropped text is called.
const DROPPED: &str = "What was dropped";

/// Returns what reads files and dispatches what they come to.
#[hook]
pub fn use_opener(dispatch: Callback<Action>) -> Callback<Vec<File>> {
    // Of two openings at once the later one counts, however long each takes.
    let latest = use_mut_ref(|| Rc::new(Cell::new(0_u32)));
    use_callback(dispatch, move |files: Vec<File>, dispatch| {
        if files.is_empty() {
            return;
        }
        let latest = Rc::clone(&latest.borrow());
        let turn = latest.get().wrapping_add(1);
        latest.set(turn);
        let dispatch = dispatch.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let action = match read(files).await {
                Ok(files) => open(&files),
                Err(notice) => Action::Say(notice),
            };
            if latest.get() == turn {
                dispatch.emit(action);
            }
        });
    })
}

async fn read(files: Vec<File>) -> Result<Vec<(String, Vec<u8>)>, Notice> {
    let mut contents = Vec::with_capacity(files.len());
    for file in files {
        let name = file.name();
        let most = Limit::Bytes.most();
        // Before it is in memory, not after.
        if usize::try_from(file.size()).map_or(true, |size| size > most) {
            let title = format!("{name} could not be opened");
            let size = file.size() >> 20;
            let reason = format!("it is {size} MiB large where the limit is {}", Limit::Bytes);
            return Err(Notice::failed(&title, &reason));
        }
        let Ok(bytes) = read_as_bytes(&file).await else {
            let title = format!("{name} could not be opened");
            let reason = "the browser could not read it; is it a folder, or was it moved?";
            return Err(Notice::failed(&title, &reason));
        };
        contents.push((name, bytes));
    }
    Ok(contents)
}

/// Opens files and texts that are dropped anywhere on the page. Returns whether
/// something is being held over it.
#[hook]
pub fn use_drop(opener: Callback<Vec<File>>, dispatch: Callback<Action>) -> bool {
    let over = use_state(|| false);
    let set_over = over.setter();
    use_effect_with((), move |()| {
        let depth = Rc::new(Cell::new(0_i32));
        let options = EventListenerOptions::enable_prevent_default;
        let on = |name: &'static str, handle: Handle| {
            EventListener::new_with_options(&window(), name, options(), move |event| {
                let Some(event) = event.dyn_ref::<DragEvent>() else {
                    return;
                };
                if let Some(data) = event.data_transfer().filter(holds_something) {
                    event.prevent_default();
                    handle(&data);
                }
            })
        };
        // Nothing of the page is dropped on the page: a selected text under the
        // pointer would be dragged in place of the card.
        let own = EventListener::new_with_options(&window(), "dragstart", options(), |event| {
            event.prevent_default();
        });
        let listeners = [
            on("dragenter", {
                let (depth, set_over) = (Rc::clone(&depth), set_over.clone());
                Box::new(move |_| {
                    depth.set(depth.get() + 1);
                    set_over.set(true);
                })
            }),
            on("dragover", Box::new(|data| data.set_drop_effect("copy"))),
            on("dragleave", {
                let (depth, set_over) = (Rc::clone(&depth), set_over.clone());
                Box::new(move |_| {
                    depth.set((depth.get() - 1).max(0));
                    set_over.set(depth.get() > 0);
                })
            }),
            on(
                "drop",
                Box::new(move |data| {
                    depth.set(0);
                    set_over.set(false);
                    let files = files_of(data);
                    if !files.is_empty() {
                        opener.emit(files);
                    } else if let Some(text) = text_of(data) {
                        dispatch.emit(open(&[(DROPPED.to_owned(), text.into_bytes())]));
                    }
                }),
            ),
        ];
        move || drop((own, listeners))
    });
    *over
}

/// Opens files and texts that are pasted, unless into a field.
#[hook]
pub fn use_paste(opener: Callback<Vec<File>>, dispatch: Callback<Action>) {
    use_effect_with((), move |()| {
        let listener = EventListener::new(&document(), "paste", move |event| {
            let into_field = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|element| element.matches("input, textarea, select").unwrap_or(false));
            let data = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data);
            let Some(data) = data.filter(|_| !into_field) else {
                return;
            };
            let files = files_of(&data);
            if let Some(part) = part_of(&data) {
                dispatch.emit(Action::Paste(part));
            } else if !files.is_empty() {
                opener.emit(files);
            } else if let Some(text) = text_of(&data) {
                dispatch.emit(open(&[(PASTED.to_owned(), text.into_bytes())]));
            }
        });
        move || drop(listener)
    });
}

fn holds_something(data: &DataTransfer) -> bool {
    let types = data.types();
    ["Files", "text/plain", "text/uri-list"]
        .iter()
        .any(|kind| types.includes(&(*kind).into(), 0))
}

fn files_of(data: &DataTransfer) -> Vec<File> {
    let files = data.files();
    files
        .map(|files| {
            (0..files.length())
                .filter_map(|at| files.get(at))
                .map(File::from)
                .collect()
        })
        .unwrap_or_default()
}

fn text_of(data: &DataTransfer) -> Option<String> {
    data.get_data("text/plain")
        .ok()
        .filter(|text| !text.trim().is_empty())
}

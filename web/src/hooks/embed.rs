//! The page within another page: what it tells the page around it, and takes
//! from it. `docs/embed.md` is for those who write that page.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::{Array, JSON, Object, Reflect};
use peerlab_core::scenario::Limit;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};
use yew::{Callback, hook, use_effect_with};

use crate::editor::{Action, Document, Overlay, open};

/// The version of the messages.
const VERSION: f64 = 1.0;

/// What a loaded scenario is called.
const LOADED: &str = "What was loaded";

/// Every key that a message to the page may have.
const KEYS: [&str; 4] = ["peerlab", "type", "scenario", "view"];

/// Tells the page around this one what is shown, and takes scenarios from it;
/// does nothing where the page is not embedded.
#[hook]
pub fn use_embed(is_embedded: bool, document: &Rc<Document>, dispatch: &Callback<Action>) {
    {
        let dispatch = dispatch.clone();
        use_effect_with(is_embedded, move |&is_embedded| {
            let around = is_embedded.then(around).flatten();
            let listener = around.map(|around| {
                let listened = around.clone();
                let listener = EventListener::new(&window(), "message", move |event| {
                    let Some(event) = event.dyn_ref::<MessageEvent>() else {
                        return;
                    };
                    // From the page around alone, whatever its origin is.
                    let is_from_around = event
                        .source()
                        .is_some_and(|source| Object::is(&source, &listened));
                    if !is_from_around {
                        return;
                    }
                    match taken(&event.data()) {
                        None => {}
                        Some(Ok(actions)) => {
                            for action in actions {
                                dispatch.emit(action);
                            }
                        }
                        Some(Err(reason)) => {
                            tell(&listened, "error", &[("message", reason.as_str().into())]);
                        }
                    }
                });
                tell(&around, "ready", &[]);
                listener
            });
            move || drop(listener)
        });
    }
    let of = (is_embedded, Rc::clone(document));
    use_effect_with(of, |(is_embedded, document)| {
        let Some(around) = is_embedded.then(around).flatten() else {
            return;
        };
        if let Some(bounds) = document.bounds() {
            /// Room around the picture.
            const MARGIN: i32 = 40;
            let size = bounds.grown(MARGIN, MARGIN);
            let (width, height) = (size.width.into(), size.height.into());
            tell(&around, "resize", &[("width", width), ("height", height)]);
        }
        // Where it is judged later, once it is.
        if !document.is_stale {
            tell(&around, "report", &[("report", report(document))]);
        }
    });
}

/// Returns the page around this one, if there is one.
fn around() -> Option<Window> {
    let around = window().parent().ok().flatten()?;
    (!Object::is(&around, &window())).then_some(around)
}

/// Tells the page around something.
fn tell(around: &Window, kind: &str, more: &[(&str, JsValue)]) {
    let message = object(&[("peerlab", VERSION.into()), ("type", kind.into())]);
    for (key, value) in more {
        set(&message, key, value);
    }
    // It holds nothing but what that page gave and what was done with it here,
    // so that page may have any origin.
    let _ = around.post_message(&message, "*");
}

/// Reads a message to the page: what it comes to, or why it is refused; `None`
/// where it is meant for something else.
fn taken(message: &JsValue) -> Option<Result<Vec<Action>, String>> {
    let message = message.dyn_ref::<Object>()?;
    let get = |key: &str| Reflect::get(message, &key.into()).unwrap_or_default();
    if get("peerlab").is_undefined() {
        return None;
    }
    Some(read(message, get))
}

fn read(message: &Object, get: impl Fn(&str) -> JsValue) -> Result<Vec<Action>, String> {
    if get("peerlab").as_f64() != Some(VERSION) {
        return Err("“peerlab” has to be 1, the version of the messages".to_owned());
    }
    if get("type").as_string().as_deref() != Some("load") {
        return Err("“type” has to be “load”: the page takes nothing else".to_owned());
    }
    let mut keys = Object::keys(message)
        .into_iter()
        .filter_map(|key| key.as_string());
    if let Some(key) = keys.find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!(
            "“{key}” is not known: those are {}",
            KEYS.join(", ")
        ));
    }
    let view = get("view");
    if !view.is_undefined() && view.as_bool().is_none() {
        return Err("“view” has to be true or false".to_owned());
    }
    let scenario = get("scenario");
    let text = match scenario.as_string() {
        Some(text) => Some(text),
        // What runs in a circle is no JSON.
        None if scenario.is_object() => JSON::stringify(&scenario).ok().map(String::from),
        None => None,
    };
    let text = text.ok_or("“scenario” has to be a scenario: an object, or its text or link")?;
    if text.len() > Limit::Bytes.most() {
        return Err(format!("the scenario is larger than {}", Limit::Bytes));
    }
    match open(&[(LOADED.to_owned(), text.into_bytes())]) {
        Action::Say(notice) => Err(notice.reason()),
        action => {
            // The page around has chosen, and its readers need not be told.
            let action = match action {
                Action::Lay(Some(Overlay::Import(incoming))) => incoming.opened(false),
                action => action,
            };
            let action = match action {
                Action::Open { reading, .. } => Action::Open {
                    reading,
                    notice: None,
                },
                action => action,
            };
            let protect = (view.as_bool() == Some(true)).then_some(Action::Protect);
            Ok(std::iter::once(action).chain(protect).collect())
        }
    }
}

/// Writes the judgement: what `peerlab check --format json` prints, without what
/// is worked out only when it is asked for.
fn report(document: &Document) -> JsValue {
    let report = &document.report;
    let connectors = report.connectors.iter().map(|judged| {
        object(&[
            ("id", judged.id.as_str().into()),
            ("status", judged.status.as_str().into()),
            ("match", maybe(judged.answered_by.as_deref())),
        ])
    });
    let connections = report.connections.iter();
    let connections =
        connections.map(|(one, other)| list([one, other].map(|id| id.as_str().into())));
    let diagnostics = document.found.problems.iter().map(|problem| {
        let subjects = problem.subjects.iter();
        object(&[
            ("code", problem.code.as_str().into()),
            ("severity", problem.severity().as_str().into()),
            ("message", problem.message.as_str().into()),
            ("subjects", list(subjects.map(|id| id.as_str().into()))),
        ])
    });
    let expectations = document.found.expectations.iter().map(|outcome| {
        object(&[
            ("name", maybe(outcome.name.as_deref())),
            ("holds", outcome.holds.into()),
            (
                "reason",
                maybe(outcome.reason.as_ref().map(ToString::to_string).as_deref()),
            ),
        ])
    });
    object(&[
        ("version", report.version.into()),
        ("connectors", list(connectors.map(JsValue::from))),
        ("connections", list(connections)),
        ("diagnostics", list(diagnostics.map(JsValue::from))),
        ("expectations", list(expectations.map(JsValue::from))),
    ])
    .into()
}

fn list(items: impl IntoIterator<Item = JsValue>) -> JsValue {
    items.into_iter().collect::<Array>().into()
}

fn maybe(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from)
}

fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        set(&object, key, value);
    }
    object
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // An object of our own takes any member.
    let _ = Reflect::set(object, &key.into(), value);
}

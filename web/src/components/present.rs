//! A presentation: the words of its scene under the picture, large, with the
//! speaker's notes and the time.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::{Interval, Timeout};
use gloo::utils::{document as page, window};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::{Callback, Html, MouseEvent, Properties, component, html, use_effect_with, use_state};

use super::{Glyph, icon, markdown};
use crate::editor::{Action, Document, Looking, Present, Show, stops};
use crate::hooks::{use_focus, wants_less_motion};

/// How long each hop of a packet is shown, in milliseconds.
const HOP: u32 = 900;

/// What is shown and called back.
#[derive(PartialEq, Properties)]
pub struct ShownSceneProps {
    /// The presentation.
    pub show: Rc<Show>,
    /// The scenario as the scene shows it.
    pub document: Rc<Document>,
    /// The packet that is followed.
    pub looking: Looking,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// Shows the words of a scene, and takes the keys of a presentation: those of
/// clickers among them.
#[component]
pub fn ShownScene(props: &ShownSceneProps) -> Html {
    let ShownSceneProps {
        show,
        document,
        looking,
        dispatch,
    } = props;
    let heading = use_focus(());
    use_effect_with((), {
        let dispatch = dispatch.clone();
        move |()| {
            fill_screen(true);
            // Before anyone else hears them: arrow keys would move cards.
            let options = EventListenerOptions {
                phase: EventListenerPhase::Capture,
                passive: false,
            };
            let keys =
                EventListener::new_with_options(&window(), "keydown", options, move |event| {
                    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                        return;
                    };
                    if let Some(present) = present_of(event) {
                        event.prevent_default();
                        event.stop_propagation();
                        dispatch.emit(Action::Present(present));
                    }
                });
            move || {
                drop(keys);
                fill_screen(false);
            }
        }
    });
    let last = match looking.trace(document) {
        Some(Ok(trace)) => stops(&trace).len().saturating_sub(1),
        _ => 0,
    };
    use_effect_with((show.scene, looking.step, last), {
        let (looking, dispatch) = (looking.clone(), dispatch.clone());
        move |&(_, step, last): &(usize, Option<usize>, usize)| {
            let next = step.map_or(0, |step| step + 1);
            // Who wants nothing to move sees the whole way at once.
            let timer = (last > 0 && next <= last && !wants_less_motion()).then(|| {
                Timeout::new(HOP, move || {
                    dispatch.emit(Action::Look(Looking {
                        step: Some(next),
                        ..looking
                    }));
                })
            });
            move || drop(timer)
        }
    });
    let seconds = use_state(|| 0_u32);
    use_effect_with(*seconds, {
        let seconds = seconds.clone();
        move |&passed| {
            let timer = Interval::new(1_000, move || seconds.set(passed.saturating_add(1)));
            move || drop(timer)
        }
    });
    let Some(scene) = show.shown() else {
        return Html::default();
    };
    let present =
        |present: Present| dispatch.reform(move |_: MouseEvent| Action::Present(present.clone()));
    let planned = match show.presentation.minutes {
        0 => String::new(),
        minutes => format!(" of {minutes}:00"),
    };
    html! {
        <section class="scene" aria-label="Scene">
            <div class="scene-words">
                <h1>{ &show.presentation.title }</h1>
                <h2 tabindex="-1" ref={heading}>{ &scene.title }</h2>
                <div class="prose">{ markdown(&scene.text) }</div>
            </div>
            if show.notes {
                <div class="scene-notes" role="group" aria-label="Notes" tabindex="0">
                    <h3>{ "Notes" }</h3>
                    <div class="prose">{ markdown(&scene.notes) }</div>
                </div>
            }
            <div class="scene-bar" role="group" aria-label="Presentation">
                <button type="button" class="button is-plain" disabled={show.scene == 0}
                    onclick={present(Present::Back)}>{ "Back" }</button>
                <span class="scene-count">
                    { format!("{} / {}", show.scene + 1, show.presentation.scenes.len()) }
                </span>
                <button type="button" class="button is-plain" disabled={show.scene == show.last()}
                    onclick={present(Present::Next)}>{ "Next" }</button>
                <span class="scene-time" role="timer">
                    { format!("{}:{:02}{planned}", *seconds / 60, *seconds % 60) }
                </span>
                <button type="button" class="button is-plain" aria-pressed={show.notes.to_string()}
                    onclick={present(Present::Notes)}>{ "Notes" }</button>
                <button type="button" class="icon-button" title="Fill the screen" aria-label="Fill the screen"
                    onclick={Callback::from(|_: MouseEvent| fill_screen(true))}>{ icon(Glyph::Fit) }</button>
                <button type="button" class="icon-button" title="Leave the presentation"
                    aria-label="Leave the presentation" onclick={present(Present::Leave)}>{ icon(Glyph::Close) }</button>
            </div>
        </section>
    }
}

/// Returns what a key does in a presentation.
fn present_of(event: &KeyboardEvent) -> Option<Present> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    Some(match event.key().as_str() {
        "ArrowRight" | "ArrowDown" | "PageDown" => Present::Next,
        "ArrowLeft" | "ArrowUp" | "PageUp" => Present::Back,
        "Home" => Present::First,
        "End" => Present::Last,
        "n" | "N" => Present::Notes,
        "Escape" => Present::Leave,
        _ => return None,
    })
}

/// Fills the screen with the page, or gives it back.
fn fill_screen(fills: bool) {
    let page = page();
    if fills && let Some(root) = page.document_element() {
        // Where the browser refuses, the presentation fills the window.
        let _ = root.request_fullscreen();
    } else if page.fullscreen_element().is_some() {
        page.exit_fullscreen();
    }
}

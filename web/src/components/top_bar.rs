//! The bar at the top of the page.

use std::rc::Rc;

use gloo::file::File;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{
    AttrValue, Callback, Event, Html, MouseEvent, Properties, classes, component, html,
    use_node_ref,
};

use super::{Glyph, icon, view_as};
use crate::editor::{Action, Document, Eyes, Overlay};
use crate::hooks::Theme;

/// What the bar shows and calls back.
#[derive(PartialEq, Properties)]
pub struct TopBarProps {
    /// The scenario's name.
    pub name: AttrValue,
    /// The scenario, for whose eyes can see it.
    pub document: Rc<Document>,
    /// Whose eyes come next, if any others can see it.
    pub next_eyes: Option<Eyes>,
    /// What undo would take back.
    pub undo: Option<AttrValue>,
    /// Whether what would be taken back was done with other eyes.
    pub is_barred: bool,
    /// What redo would make again.
    pub redo: Option<AttrValue>,
    /// The theme.
    pub theme: Theme,
    /// Opens files.
    pub on_open: Callback<Vec<File>>,
    /// Takes what else the user does.
    pub dispatch: Callback<Action>,
    /// Changes the theme.
    pub on_theme: Callback<Theme>,
}

/// What undo is called while it waits for everyone.
const BARRED: &str = "Undo: what was done last was done with other eyes";

/// Shows the bar at the top of the page.
#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let picker = use_node_ref();
    let pick = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = props.on_open.reform(|event: Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else {
            return Vec::new();
        };
        let files = input.files().map(|files| {
            let files = (0..files.length()).filter_map(|at| files.get(at));
            files.map(File::from).collect()
        });
        // So that the same file can be picked again.
        input.set_value("");
        files.unwrap_or_default()
    });
    let next = props.theme.next();
    html! {
        <header class={classes!("top-bar", props.document.viewer().map(|_| "is-view"))}>
            <div class="brand">
                <svg class="logo" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
                    <rect class="logo-here" x="3" y="3" width="12" height="12" rx="3" />
                    <rect class="logo-there" x="17" y="17" width="12" height="12" rx="3" />
                    <path class="logo-way" d="M15 9h4a4 4 0 0 1 4 4v4" />
                </svg>
                <span class="wordmark">{ "Peerlab" }</span>
            </div>
            <h1 class="scenario-name">{ &props.name }</h1>
            <div class="actions">
                <input ref={picker} type="file" multiple=true class="picker" tabindex="-1"
                    aria-label="Files to open" {onchange} />
                { button(Glyph::Open, "Open", "Open files: a scenario, or what scw or the API printed",
                    pick, "is-main") }
                { button(Glyph::Link, "Share", "Share a link that opens this very scenario",
                    act(props, || Action::Lay(Some(Overlay::Share))), "") }
                { button(Glyph::Export, "Export", "Take it along as a picture, a text or a configuration",
                    act(props, || Action::Lay(Some(Overlay::Export))), "") }
                <span class="divider" />
                { history(Glyph::Undo, if props.is_barred { BARRED } else { "Undo" },
                    props.undo.as_ref(), act(props, || Action::Undo)) }
                { history(Glyph::Redo, "Redo", props.redo.as_ref(), act(props, || Action::Redo)) }
                <span class="divider" />
                { view_as(&props.document, props.next_eyes.clone(), &props.dispatch) }
                { button(Glyph::Example, "Examples", "Open an example",
                    act(props, || Action::Lay(Some(Overlay::Examples))), "") }
                { button(Glyph::Lessons, "Lessons", "Learn peering, step by step",
                    act(props, || Action::Lay(Some(Overlay::Lessons))), "") }
                { button(Glyph::Help, "What it shows", "What the picture shows",
                    act(props, || Action::Explain), "is-bare") }
                <button type="button" class="icon-button is-theme"
                    onclick={props.on_theme.reform(move |_| next)}
                    title={format!("Theme: {}", props.theme.as_str())}
                    aria-label={format!("Theme: {}. Change to {}", props.theme.as_str(), next.as_str())}>
                    { icon(Glyph::Theme(props.theme)) }
                </button>
            </div>
        </header>
    }
}

fn act(props: &TopBarProps, action: fn() -> Action) -> Callback<MouseEvent> {
    props.dispatch.reform(move |_| action())
}

fn button(
    glyph: Glyph,
    name: &'static str,
    title: &'static str,
    onclick: Callback<MouseEvent>,
    class: &'static str,
) -> Html {
    html! {
        <button type="button" class={yew::classes!("button", class)} {onclick} {title}>
            { icon(glyph) }<span class="button-name">{ name }</span>
        </button>
    }
}

fn history(
    glyph: Glyph,
    name: &'static str,
    what: Option<&AttrValue>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let label = match what {
        Some(what) => format!("{name}: {what}"),
        None => name.to_owned(),
    };
    html! {
        <button type="button" class="icon-button" {onclick}
            disabled={what.is_none()} title={label.clone()} aria-label={label}>
            { icon(glyph) }
        </button>
    }
}

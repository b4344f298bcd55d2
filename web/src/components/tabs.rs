//! Turns a narrow page from part to part.

use yew::{Callback, Html, Properties, component, html};

use crate::editor::Pane;

/// What the tabs show and call back.
#[derive(PartialEq, Properties)]
pub struct TabsProps {
    /// The part that is seen.
    pub pane: Pane,
    /// How many problems there are.
    pub problems: usize,
    /// Turns to a part.
    pub on_turn: Callback<Pane>,
}

/// Shows the parts of a narrow page.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let tab = |pane: Pane, name: &'static str| {
        let onclick = props.on_turn.reform(move |_| pane);
        html! {
            <button type="button" {onclick} aria-pressed={(props.pane == pane).to_string()}>
                { name }
                if pane == Pane::Problems && props.problems > 0 {
                    <span class="count">{ props.problems }</span>
                }
            </button>
        }
    };
    html! {
        <nav class="tabs" aria-label="Parts of the page">
            { tab(Pane::Canvas, "Picture") }
            { tab(Pane::Outline, "Outline") }
            { tab(Pane::Inspector, "Details") }
            { tab(Pane::Problems, "Problems") }
        </nav>
    }
}

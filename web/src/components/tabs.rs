//! Turns a narrow page from part to part.

use yew::{Callback, Html, html};

use crate::editor::{Action, Pane};

/// Shows the parts of a narrow page, the one that is seen and how many problems
/// there are.
pub fn tabs(seen: Pane, problems: usize, is_lesson: bool, dispatch: &Callback<Action>) -> Html {
    let tab = |pane: Pane, name: &'static str| {
        let onclick = dispatch.reform(move |_| Action::Turn(pane));
        html! {
            <button type="button" {onclick} aria-pressed={(seen == pane).to_string()}>
                { name }
                if pane == Pane::Problems && problems > 0 {
                    <span class="count">{ problems }</span>
                }
            </button>
        }
    };
    html! {
        <nav class="tabs" aria-label="Parts of the page">
            if is_lesson {
                { tab(Pane::Lesson, "Lesson") }
            }
            { tab(Pane::Canvas, "Picture") }
            { tab(Pane::Outline, "Outline") }
            { tab(Pane::Inspector, "Details") }
            { tab(Pane::Problems, "Verdict") }
        </nav>
    }
}

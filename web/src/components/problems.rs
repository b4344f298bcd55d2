//! The list of what is wrong.

use std::rc::Rc;

use peerlab_core::report::Report;
use yew::{Callback, Html, Properties, component, html};

use super::{Glyph, icon};
use crate::editor::{Action, Selection};

/// What the list shows and calls back.
#[derive(PartialEq, Properties)]
pub struct ProblemsProps {
    /// The judgement.
    pub report: Rc<Report>,
    /// Whether anything was judged.
    pub empty: bool,
    /// The problem that is selected, by its place in the report.
    pub selected: Option<usize>,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// How many problems are listed; mending some shows others.
const MOST: usize = 300;

/// Lists what is wrong or probably not meant.
#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    let found = &props.report.diagnostics;
    let items = found.iter().take(MOST).enumerate().map(|(place, problem)| {
        let onclick = props
            .dispatch
            .reform(move |_| Action::Show(Selection::Problem(place)));
        let severity = problem.severity();
        html! {
            <li key={place}>
                <button type="button" class="problem" {onclick}
                    aria-pressed={(props.selected == Some(place)).to_string()}>
                    { icon(Glyph::Severity(severity)) }
                    <span class="sr-only">{ format!("{severity}: ") }</span>
                    <span class="problem-text">{ problem.message() }</span>
                    <code class="code">{ problem.code().as_str() }</code>
                </button>
            </li>
        }
    });
    html! {
        <>
                if found.is_empty() {
                    <p class="none">
                        if props.empty {
                            { "There is nothing to judge yet." }
                        } else {
                            { icon(Glyph::Done) }{ "None found." }
                        }
                    </p>
                } else {
                    <ul class="problem-list">{ for items }</ul>
                }
                if found.len() > MOST {
                    <p class="muted">{ format!("The first {MOST} of {} are listed.", found.len()) }</p>
                }
        </>
    }
}

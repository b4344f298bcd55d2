//! A problem in words, with what would mend it.

use std::rc::Rc;

use peerlab_core::check::{Fix, Topic};
use yew::{Html, MouseEvent, html};

use super::super::{Glyph, PreviewView, icon};
use super::{InspectorProps, MOST, entity_link, named_row, noun, table};
use crate::editor::{Action, Overlay, words};

pub(super) fn problem(props: &InspectorProps, place: usize) -> Html {
    let document = &props.document;
    let Some(problem) = document.problem(place) else {
        return html! { <p class="muted">{ "This problem is solved." }</p> };
    };
    let code = problem.code;
    html! {
        <>
            <p class="kind">
                { icon(Glyph::Severity(problem.severity())) }
                <span class="capital">{ problem.severity().as_str() }</span>
                <button type="button" class="link code" onclick={props.dispatch.reform(move |_: MouseEvent| {
                    Action::Lay(Some(Overlay::Help(Topic::Code(code))))
                })}><span class="sr-only">{ "Help about " }</span>{ code.as_str() }</button>
            </p>
            <p class="sentence">{ &problem.message }</p>
            { fixes(props, &problem.fixes) }
            { for problem.overlaps.iter().map(|overlaps| table(
                props, &overlaps.listed.iter().map(named_row).collect::<Vec<_>>(), overlaps.total)) }
            <h3>{ "It is about" }</h3>
            <ul class="links">
                { for problem.subjects.iter().take(MOST).map(|id| html! {
                    <li>
                        { noun(document, id) }
                        { entity_link(props, id) }
                    </li>
                }) }
            </ul>
        </>
    }
}

/// Shows what would mend it, each with its edits in words.
fn fixes(props: &InspectorProps, fixes: &[Fix]) -> Html {
    if fixes.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ if fixes.len() == 1 { "What would mend it" } else { "What would mend it, one of these" } }</h3>
            <ul class="fixes">
                { for fixes.iter().map(|fix| {
                    let edits = fix.edits.clone();
                    let label = format!("fix: {}", fix.title);
                    let onclick = props.dispatch.reform(move |_: MouseEvent| Action::Edit {
                        edits: edits.clone(),
                        label: label.clone(),
                    });
                    html! {
                        <li>
                            <button type="button" class="button is-main" {onclick}>{ &fix.title }</button>
                            <ul class="edits">
                                { for fix.edits.iter().take(MOST).map(|edit| html! {
                                    <li>{ words::edit(&props.document, edit) }</li>
                                }) }
                            </ul>
                            <PreviewView document={Rc::clone(&props.document)}
                                looking={props.looking.clone()} edits={fix.edits.clone()} />
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}

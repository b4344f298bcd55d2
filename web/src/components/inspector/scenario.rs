//! The scenario itself in fields, and what the picture means.

use std::rc::Rc;

use peerlab_core::report::ConnectorStatus;
use yew::{Callback, Html, html};

use super::super::Expectations;
use super::super::{Field, markdown};
use super::InspectorProps;
use crate::canvas::sample;
use crate::editor::{Action, Overlay, change, words};
use crate::hooks::begin_next_lesson;

pub(super) fn overview(props: &InspectorProps) -> Html {
    let scenario = props.document.scenario();
    let states = [
        ConnectorStatus::Peered,
        ConnectorStatus::Conflict,
        ConnectorStatus::Orphan,
    ];
    let name = props
        .dispatch
        .reform(|name| change::describe(Some(name), None));
    let description = props
        .dispatch
        .reform(|description| change::describe(None, Some(description)));
    let first = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: yew::MouseEvent| begin_next_lesson(None, &dispatch))
    };
    let field = |name, label, value: &String, is_long, oncommit: Callback<String>| {
        html! {
            <Field {name} {label} value={value.clone()} {is_long} {oncommit}
                document={Rc::clone(&props.document)} />
        }
    };
    html! {
        <>
            if !scenario.description.trim().is_empty() {
                <div class="prose">{ markdown(&scenario.description) }</div>
            }
            { for words::view(&props.document).into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }
            <button type="button" class="link add first-lesson" onclick={first}>
                { "New to peering? Begin with lesson 1" }
            </button>
            <h3>{ "What the lines mean" }</h3>
            <p>{ "A connector is one VPC's consent to peer with another. It is drawn from its own \
                VPC half-way to the other." }</p>
            <dl class="meanings">
                { for states.map(|status| html! {
                    <div>
                        <dt>{ sample(status) }<span class="capital">{ words::state(Some(status)) }</span></dt>
                        <dd>{ words::meaning(status) }</dd>
                    </div>
                }) }
            </dl>
            // What is said of the whole is no owner's.
            if props.document.viewer().is_none() {
                <Expectations document={Rc::clone(&props.document)} dispatch={&props.dispatch} />
                <h3>{ "This scenario" }</h3>
                <div class="form">
                    { field("scenario-name", "Name", &scenario.name, false, name) }
                    { field("scenario-description", "What it shows", &scenario.description, true, description) }
                </div>
            }
            <button type="button" class="link add"
                onclick={props.dispatch.reform(|_: yew::MouseEvent| Action::Lay(Some(Overlay::Recent)))}>
                { "Open a recent scenario" }
            </button>
            <h3>{ "Your own VPCs" }</h3>
            <p>{ "Drop files anywhere: a scenario, or what " }<code>{ "scw vpc … list -o json" }</code>
                { " and the API print, several at once. Nothing leaves your browser." }</p>
        </>
    }
}

//! The dialog that tells what is about to be opened.

use peerlab_core::pseudonym;
use peerlab_core::scenario::Scenario;
use web_sys::HtmlInputElement;
use yew::{Callback, Event, Html, MouseEvent, Properties, TargetCast, component, html, use_state};

use super::dialog::Dialog;
use crate::editor::{Action, Incoming};

/// What is about to be opened.
#[derive(PartialEq, Properties)]
pub struct IncomingProps {
    /// What was read.
    pub incoming: Incoming,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// How many notes are shown; a file of thousands is not read note by note.
const MOST_NOTES: usize = 50;

/// Tells what was understood and what was left out, and opens it.
#[component]
pub fn IncomingView(props: &IncomingProps) -> Html {
    let nameless = use_state(|| false);
    let IncomingProps { incoming, dispatch } = props;
    let scenario = &incoming.reading.scenario;
    let onchange = {
        let nameless = nameless.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            nameless.set(input.checked());
        })
    };
    let onopen = {
        let (incoming, nameless) = (incoming.clone(), *nameless);
        dispatch.reform(move |_: MouseEvent| incoming.clone().opened(nameless))
    };
    let shown = incoming.notes.iter().take(MOST_NOTES);
    html! {
        <Dialog title="Import" class="is-incoming" onclose={dispatch.reform(|()| Action::Lay(None))}>
            <h2>{ "Import" }</h2>
            <p>{ &incoming.from }</p>
            <h3>{ "Understood" }</h3>
            <ul class="understood">{ for understood(scenario).map(|part| html! { <li>{ part }</li> }) }</ul>
            <h3>{ "Left out or assumed" }</h3>
            if incoming.notes.is_empty() {
                <p>{ "Nothing." }</p>
            } else {
                <ul class="notes">
                    { for shown.map(|note| html! { <li>{ note }</li> }) }
                    if incoming.notes.len() > MOST_NOTES {
                        <li>{ format!("And {} more like these.", incoming.notes.len() - MOST_NOTES) }</li>
                    }
                </ul>
            }
            <label class="choice">
                <input type="checkbox" checked={*nameless} {onchange} />
                { "Replace ids and names by numbers, before it is shared" }
            </label>
            if *nameless {
                <p class="muted">{ pseudonym::KEPT }</p>
            }
            <div class="dialog-foot">
                <button type="button" class="button is-plain"
                    onclick={dispatch.reform(|_: MouseEvent| Action::Lay(None))}>{ "Cancel" }</button>
                <button type="button" class="button is-main" onclick={onopen}>{ "Open it" }</button>
            </div>
        </Dialog>
    }
}

/// Counts what was understood, kind by kind.
fn understood(scenario: &Scenario) -> impl Iterator<Item = String> {
    let kinds = [
        (scenario.vpcs.len(), "VPC", "VPCs"),
        (
            scenario.private_networks.len(),
            "Private Network",
            "Private Networks",
        ),
        (scenario.resources.len(), "resource", "resources"),
        (scenario.vpc_connectors.len(), "connector", "connectors"),
        (scenario.routes.len(), "route", "routes"),
        (
            scenario.ingress_rules.len(),
            "ingress rule",
            "ingress rules",
        ),
        (scenario.acls.len(), "network ACL", "network ACLs"),
    ];
    let there = kinds.into_iter().filter(|&(count, ..)| count > 0);
    there.map(|(count, one, several)| format!("{count} {}", if count == 1 { one } else { several }))
}

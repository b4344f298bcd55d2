//! The scenario as a list: what the picture shows, for keyboards and screen
//! readers.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, Properties, classes, component, html, use_state};

use super::{Glyph, icon};
use crate::canvas::mark;
use crate::editor::{Action, Document, Selection, Side, words};

/// What the list shows and calls back.
#[derive(PartialEq, Properties)]
pub struct OutlineProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// What is selected.
    pub selection: Selection,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// Above so many VPCs they are folded at first.
const UNFOLDED: usize = 24;

/// How many VPCs are listed at once.
const MOST: usize = 1_000;

/// How many entries of a VPC are listed.
const MOST_ENTRIES: usize = 300;

/// Lists the scenario's VPCs with their Private Networks and connectors.
#[component]
pub fn Outline(props: &OutlineProps) -> Html {
    let scenario = props.document.scenario();
    let vpcs = scenario.vpcs.len();
    let astray: Vec<usize> = (0..scenario.vpc_connectors.len())
        .filter(|&place| {
            let written = scenario.vpc_connectors.get(place);
            written.is_none_or(|written| props.document.vpc(&written.vpc_id).is_none())
        })
        .collect();
    let lost: Vec<usize> = (0..scenario.private_networks.len())
        .filter(|&place| {
            let written = scenario.private_networks.get(place);
            written.is_none_or(|written| props.document.vpc(&written.vpc_id).is_none())
        })
        .collect();
    html! {
        <>
            <div class="panel-head"><h2>{ "Outline" }</h2></div>
            <div class="panel-body">
                if vpcs == 0 {
                    <p class="none">{ "No VPC yet. Open files, drop them anywhere, or paste." }</p>
                }
                <ul class="outline">
                    { for (0..vpcs.min(MOST)).map(|place| html! {
                        <Branch key={place} document={&props.document} {place}
                            selection={props.selection.clone()} dispatch={&props.dispatch}
                            unfolded={vpcs <= UNFOLDED} />
                    }) }
                    if !astray.is_empty() || !lost.is_empty() {
                        <li>
                            <p class="outline-group">{ "Of no VPC in the scenario" }</p>
                            <ul>
                                { for lost.iter().take(MOST_ENTRIES).map(|&place| network(props, place)) }
                                { for astray.iter().take(MOST_ENTRIES).map(|&place| connector(props, place)) }
                            </ul>
                        </li>
                    }
                </ul>
                if vpcs > MOST {
                    <p class="muted">{ format!("The first {MOST} of {vpcs} VPCs are listed.") }</p>
                }
            </div>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct BranchProps {
    document: Rc<Document>,
    place: usize,
    selection: Selection,
    dispatch: Callback<Action>,
    unfolded: bool,
}

/// Lists a VPC with what is in it.
#[component]
fn Branch(props: &BranchProps) -> Html {
    let unfolded = use_state(|| props.unfolded);
    let Some(vpc) = props.document.scenario().vpcs.get(props.place) else {
        return Html::default();
    };
    let entity = peerlab_core::scenario::Entity {
        kind: peerlab_core::scenario::Kind::Vpc,
        index: props.place,
    };
    let name = props
        .document
        .scenario()
        .label_of(entity)
        .unwrap_or_default();
    let all = OutlineProps {
        document: Rc::clone(&props.document),
        selection: props.selection.clone(),
        dispatch: props.dispatch.clone(),
    };
    let fold = {
        let unfolded = unfolded.clone();
        Callback::from(move |_: yew::MouseEvent| unfolded.set(!*unfolded))
    };
    let networks = props.document.networks_of(&vpc.id);
    let connectors = props.document.connectors_of(&vpc.id, Side::Origin);
    html! {
        <li>
            <div class="outline-vpc">
                <button type="button" class={classes!("fold", unfolded.then_some("is-unfolded"))}
                    onclick={fold} aria-expanded={unfolded.to_string()}
                    aria-label={format!("Contents of {name}")}>
                    { icon(Glyph::Folded) }
                </button>
                { entry(&all, &vpc.id, html! {
                    <><span class="entry-name">{ name }</span><span class="entry-note">{ &vpc.region }</span></>
                }) }
            </div>
            if *unfolded && !(networks.is_empty() && connectors.is_empty()) {
                <ul>
                    { for networks.iter().take(MOST_ENTRIES).map(|&place| network(&all, place)) }
                    { for connectors.iter().take(MOST_ENTRIES).map(|&place| connector(&all, place)) }
                </ul>
            }
        </li>
    }
}

fn network(props: &OutlineProps, place: usize) -> Html {
    let Some(network) = props.document.scenario().private_networks.get(place) else {
        return Html::default();
    };
    let name = if network.name.trim().is_empty() {
        &network.id
    } else {
        &network.name
    };
    let clashes = props.document.clashes(&network.id);
    let content = html! {
        <>
            <svg class={classes!("entry-mark", clashes.then_some("is-clash"))} viewBox="-10 -10 20 20"
                width="20" height="20" aria-hidden="true">
                <path d={if clashes { "M-4-4l8 8M4-4l-8 8" } else { "M-3.5-3.5h7v7h-7z" }} />
            </svg>
            <span class="entry-name">{ name }</span>
            if clashes {
                <span class="sr-only">{ "overlaps a peer's" }</span>
            }
            <span class="entry-subnets">
                { for network.subnets.iter().take(4).map(|subnet| html! {
                    <span class="address">{ subnet }</span>
                }) }
                if network.subnets.len() > 4 {
                    <span class="muted">{ format!("and {} more", network.subnets.len() - 4) }</span>
                }
            </span>
        </>
    };
    html! { <li key={format!("network {place}")}>{ entry(props, &network.id, content) }</li> }
}

fn connector(props: &OutlineProps, place: usize) -> Html {
    let Some(connector) = props.document.scenario().vpc_connectors.get(place) else {
        return Html::default();
    };
    let status = props.document.verdict(place).map(|verdict| verdict.status);
    let content = html! {
        <>
            { mark(status) }
            <span class="entry-name">
                <span class="sr-only">{ "connector " }</span>
                { "to " }{ props.document.label(&connector.target_vpc_id) }
            </span>
            <span class="entry-note">{ words::state(status) }</span>
        </>
    };
    html! { <li key={format!("connector {place}")}>{ entry(props, &connector.id, content) }</li> }
}

/// Shows an entry that can be selected.
fn entry(props: &OutlineProps, id: &str, content: Html) -> Html {
    let id = AttrValue::from(id.to_owned());
    let selected = props.selection.is(&id).to_string();
    let onclick = props
        .dispatch
        .reform(move |_| Action::Show(Selection::Entity(id.to_string())));
    html! {
        <button type="button" class="entry" {onclick} aria-pressed={selected}>{ content }</button>
    }
}

//! What is selected, in words and fields.

mod acl;
mod connector;
mod form;
mod network;
mod problem;
mod route;
mod scenario;
mod several;
mod vpc;

use std::rc::Rc;

use peerlab_core::check::NamedOverlap;
use peerlab_core::report::ConnectorReport;
use peerlab_core::scenario::{Entity, Kind};
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use super::overlaps::{OverlapRow, overlaps};
use super::{Glyph, icon};
use crate::canvas::mark;
use crate::editor::{Action, Document, Looking, Pane, Selection, words};

/// What is told, and what is called back.
#[derive(PartialEq, Properties)]
pub struct InspectorProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// What is selected.
    pub selection: Selection,
    /// Which packets are asked about.
    #[prop_or_default]
    pub looking: Looking,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// How many links are listed of one kind.
const MOST: usize = 100;

/// Tells what is selected and why it is in its state.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let document = &props.document;
    let told = match &props.selection {
        Selection::Nothing => scenario::overview(props),
        Selection::Problem(place) => problem::problem(props, *place),
        Selection::Several(ids) => several::several(props, ids),
        Selection::Entity(id) => match document.entity(id) {
            None => html! { <p class="muted">{ "What was selected is no longer there." }</p> },
            Some(entity) => match entity.kind {
                Kind::Vpc | Kind::Acl => vpc::vpc(props, id, entity),
                Kind::PrivateNetwork => network::network(props, id, entity),
                Kind::Resource => network::resource(props, id, entity),
                Kind::Connector => connector::connector(props, id, entity),
                Kind::Route => route::route(props, id, entity),
                Kind::IngressRule => route::ingress_rule(props, id, entity),
            },
        },
    };
    html! {
        <>
            <div class="panel-head">
                <h2 tabindex="-1">{ "Details" }</h2>
                if props.selection != Selection::Nothing {
                    <button type="button" class="link to-picture"
                        onclick={props.dispatch.reform(|_| Action::Turn(Pane::Canvas))}>{ "Show in the picture" }</button>
                }
            </div>
            <div class="panel-body told" tabindex="0" role="group" aria-label="Details">{ told }</div>
        </>
    }
}

/// Tells what kind of thing it is, what it is called, and its state.
fn titled(document: &Document, id: &str, entity: Entity, state: Html) -> Html {
    let name = words::short(document, id);
    html! {
        <>
            <p class="kind">
                <span class="capital">{ entity.kind.noun() }</span>
                { state }
            </p>
            <h3 class="name">{ &name }</h3>
            if name != id {
                <p class="id">{ id }</p>
            }
        </>
    }
}

fn connector_line(props: &InspectorProps, place: usize) -> Option<Html> {
    let connector = props.document.scenario().vpc_connectors.get(place)?;
    let status = props.document.verdict(place).map(|verdict| verdict.status);
    let onclick = show(props, Selection::Entity(connector.id.clone()));
    Some(html! {
        <>
            { mark(status) }
            <button type="button" class="link" {onclick}>{ words::ends(&props.document, place) }</button>
            <span class="muted">{ words::state(status) }</span>
        </>
    })
}

fn problems(props: &InspectorProps, id: &str) -> Html {
    list("Problems", props.document.problems_of(id), |place| {
        let problem = props.document.problem(place)?;
        let onclick = show(props, Selection::Problem(place));
        Some(html! {
            <>
                { icon(Glyph::Severity(problem.severity())) }
                <button type="button" class="link" {onclick}>{ &problem.message }</button>
            </>
        })
    })
}

fn list(title: &str, places: &[usize], item: impl Fn(usize) -> Option<Html>) -> Html {
    if places.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ title }</h3>
            <ul class="links">
                { for places.iter().take(MOST).filter_map(|&place| item(place))
                    .map(|item| html! { <li>{ item }</li> }) }
            </ul>
            if places.len() > MOST {
                <p class="muted">{ format!("The first {MOST} of {} are listed.", places.len()) }</p>
            }
        </>
    }
}

fn fact(name: &str, value: Html) -> Html {
    html! { <div><dt><span class="capital">{ name }</span></dt><dd>{ value }</dd></div> }
}

fn addresses(subnets: &[String]) -> Html {
    html! {
        <span class="addresses">
            { for subnets.iter().take(MOST).map(|subnet| html! {
                <span class="address">{ subnet }</span>
            }) }
        </span>
    }
}

fn noun(document: &Document, id: &str) -> Html {
    match document.entity(id) {
        Some(entity) => html! { <span class="muted capital">{ entity.kind.noun() }</span> },
        None => Html::default(),
    }
}

/// Links to an entity; one that is not there is told as such.
fn entity_link(props: &InspectorProps, id: &str) -> Html {
    if props.document.entity(id).is_none() {
        return html! { <span>{ id.to_owned() }{ " " }<span class="muted">{ "(not in the scenario)" }</span></span> };
    }
    let onclick = show(props, Selection::Entity(id.to_owned()));
    html! {
        <button type="button" class="link" {onclick}>{ words::short(&props.document, id) }</button>
    }
}

fn table(props: &InspectorProps, rows: &[OverlapRow], total: usize) -> Html {
    let on_show = props
        .dispatch
        .reform(|id| Action::Show(Selection::Entity(id)));
    overlaps(rows, total, &on_show)
}

fn rows(document: &Document, verdict: &ConnectorReport) -> Vec<OverlapRow> {
    let side = |id: &String| -> (AttrValue, AttrValue) {
        (id.clone().into(), document.label(id).to_owned().into())
    };
    let overlaps = verdict.overlaps.iter();
    overlaps
        .map(|overlap| {
            let one = side(&overlap.private_network_id);
            let other = side(&overlap.target_private_network_id);
            OverlapRow {
                one: (one.0, one.1, overlap.subnet),
                other: (other.0, other.1, overlap.target_subnet),
                relation: overlap.relation,
                range: overlap.range,
            }
        })
        .collect()
}

fn named_row(overlap: &NamedOverlap) -> OverlapRow {
    let text = |text: &String| AttrValue::from(text.clone());
    let (one, other) = (&overlap.private_network, &overlap.target_private_network);
    OverlapRow {
        one: (text(&one.id), text(&one.name), overlap.subnet),
        other: (text(&other.id), text(&other.name), overlap.target_subnet),
        relation: overlap.relation,
        range: overlap.range,
    }
}

fn show(props: &InspectorProps, selection: Selection) -> Callback<MouseEvent> {
    props
        .dispatch
        .reform(move |_| Action::Show(selection.clone()))
}

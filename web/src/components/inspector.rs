//! What is selected, in words.

use std::rc::Rc;

use peerlab_core::check::{Context, NamedOverlap};
use peerlab_core::report::{ConnectorReport, ConnectorStatus};
use peerlab_core::scenario::{Entity, Kind};
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use super::overlaps::{OverlapRow, overlaps};
use super::{Glyph, icon};
use crate::canvas::{mark, sample};
use crate::editor::{Action, Document, Ids, Pane, Selection, Side, words};

/// What is told, and what is called back.
#[derive(PartialEq, Properties)]
pub struct InspectorProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// What is selected.
    pub selection: Selection,
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
        Selection::Nothing => overview(document),
        Selection::Problem(place) => problem(props, *place),
        Selection::Several(ids) => several(props, ids),
        Selection::Entity(id) => match document.entity(id) {
            None => html! { <p class="muted">{ "What was selected is no longer there." }</p> },
            Some(entity) => match entity.kind {
                Kind::Vpc => vpc(props, id, entity),
                Kind::PrivateNetwork => network(props, id, entity),
                Kind::Connector => connector(props, id, entity),
                _ => {
                    html! { <>{ head(document, id, entity, Html::default()) }{ problems(props, id) }</> }
                }
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

fn overview(document: &Document) -> Html {
    let scenario = document.scenario();
    let states = [
        ConnectorStatus::Peered,
        ConnectorStatus::Conflict,
        ConnectorStatus::Orphan,
    ];
    html! {
        <>
            if !scenario.description.trim().is_empty() {
                <p class="description">{ &scenario.description }</p>
            }
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
            <h3>{ "Your own VPCs" }</h3>
            <p>{ "Drop files anywhere: a scenario, or what " }<code>{ "scw vpc … list -o json" }</code>
                { " and the API print, several at once. Nothing leaves your browser." }</p>
            <h3>{ "Keys" }</h3>
            <p>{ "Select with Enter, move a card with the arrow keys (farther with Shift), zoom with \
                + and −, show everything with 0." }</p>
        </>
    }
}

fn several(props: &InspectorProps, ids: &Ids) -> Html {
    let ids: Vec<&str> = ids.iter().collect();
    html! {
        <>
            <p class="sentence">{ format!("{} things are selected.", ids.len()) }</p>
            <ul class="links">
                { for ids.iter().take(MOST).map(|id| html! {
                    <li>{ noun(&props.document, id) }{ entity_link(props, id) }</li>
                }) }
            </ul>
        </>
    }
}

fn problem(props: &InspectorProps, place: usize) -> Html {
    let document = &props.document;
    let Some(problem) = document.problem(place) else {
        return html! { <p class="muted">{ "This problem is solved." }</p> };
    };
    let overlaps = match &problem.context {
        Context::CidrConflict(conflict) => Some((&conflict.overlaps, conflict.total)),
        Context::LatentConflict(conflict) => Some((&conflict.overlaps, conflict.total)),
        Context::OverlapWithinVpc(overlap) => Some((&overlap.overlaps, overlap.total)),
        _ => None,
    };
    let subjects = problem.subjects();
    html! {
        <>
            <p class="kind">
                { icon(Glyph::Severity(problem.severity())) }
                <span class="capital">{ problem.severity().as_str() }</span>
                <code class="code">{ problem.code().as_str() }</code>
            </p>
            <p class="sentence">{ problem.message() }</p>
            { for overlaps.map(|(overlaps, total)| table(
                props, &overlaps.iter().map(named_row).collect::<Vec<_>>(), total)) }
            <h3>{ "It is about" }</h3>
            <ul class="links">
                { for subjects.iter().take(MOST).map(|id| html! {
                    <li>
                        { noun(document, id) }
                        { entity_link(props, id) }
                    </li>
                }) }
            </ul>
        </>
    }
}

fn vpc(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let Some(written) = document.scenario().vpcs.get(entity.index) else {
        return Html::default();
    };
    let networks = document.networks_of(id);
    let leaving = document.connectors_of(id, Side::Origin);
    let arriving = document.connectors_of(id, Side::Target);
    let owners = document.owners_of(entity.index);
    html! {
        <>
            { head(document, id, entity, Html::default()) }
            { for words::vpc(document, id).into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }
            <dl class="facts">
                { fact("region", html! { &written.region }) }
                { for owners.iter().map(|owner| {
                    let name = owner.name.filter(|name| !name.is_empty());
                    fact(owner.kind, html! { { name.unwrap_or(owner.id) } })
                }) }
                { fact("routing", html! {
                    { if written.routing_enabled { "enabled" } else { "disabled" } }
                }) }
                { fact("transit", html! {
                    { if written.transitivity_enabled {
                        "lets packets of its peers pass on to others"
                    } else {
                        "does not let packets of its peers pass on"
                    } }
                }) }
            </dl>
            { list("Private Networks", networks, |place| {
                let network = document.scenario().private_networks.get(place)?;
                Some(html! {
                    <>{ entity_link(props, &network.id) }{ addresses(&network.subnets) }</>
                })
            }) }
            { list("Its connectors", leaving, |place| connector_line(props, place)) }
            { list("Connectors towards it", arriving, |place| connector_line(props, place)) }
            { problems(props, id) }
        </>
    }
}

fn network(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let Some(written) = document.scenario().private_networks.get(entity.index) else {
        return Html::default();
    };
    html! {
        <>
            { head(document, id, entity, Html::default()) }
            { for words::network(document, entity.index).into_iter().take(MOST)
                .map(|sentence| html! { <p>{ sentence }</p> }) }
            <dl class="facts">
                { fact("VPC", entity_link(props, &written.vpc_id)) }
                { fact("CIDRs", if written.subnets.is_empty() {
                    html! { <span class="muted">{ "none" }</span> }
                } else {
                    addresses(&written.subnets)
                }) }
            </dl>
            { problems(props, id) }
        </>
    }
}

fn connector(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let Some(written) = document.scenario().vpc_connectors.get(entity.index) else {
        return Html::default();
    };
    let verdict = document.verdict(entity.index);
    let status = verdict.map(|verdict| verdict.status);
    let state = html! {
        <span class="state">{ mark(status) }{ words::state(status) }</span>
    };
    let overlaps = verdict.filter(|verdict| !verdict.overlaps.is_empty());
    html! {
        <>
            { head(document, id, entity, state) }
            { for words::connector(document, entity.index).into_iter()
                .map(|sentence| html! { <p>{ sentence }</p> }) }
            { for overlaps.map(|verdict| table(props, &rows(document, verdict), verdict.overlaps.len())) }
            <dl class="facts">
                { fact("from", entity_link(props, &written.vpc_id)) }
                { fact("towards", entity_link(props, &written.target_vpc_id)) }
                { for verdict.and_then(|verdict| verdict.answered_by.as_ref())
                    .map(|answer| fact("answered by", entity_link(props, answer))) }
                { for written.status.as_ref().map(|status| fact("was reported as", html! { status })) }
            </dl>
            { problems(props, id) }
        </>
    }
}

/// Tells what kind of thing it is, what it is called, and its state.
fn head(document: &Document, id: &str, entity: Entity, state: Html) -> Html {
    let name = document.label(id);
    html! {
        <>
            <p class="kind">
                <span class="capital">{ entity.kind.noun() }</span>
                { state }
            </p>
            <h3 class="name">{ name }</h3>
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
                <button type="button" class="link" {onclick}>{ problem.message() }</button>
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
        return html! { <span>{ id }{ " " }<span class="muted">{ "(not in the scenario)" }</span></span> };
    }
    let onclick = show(props, Selection::Entity(id.to_owned()));
    html! {
        <button type="button" class="link" {onclick}>{ props.document.label(id) }</button>
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

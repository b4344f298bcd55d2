//! One way of a packet, hop by hop, and everything that is wrong on it.

use std::net::IpAddr;

use peerlab_core::check::Severity;
use peerlab_core::report::{DefectKind, TraceDefect, TraceHop, TraceReport, TraceWay};
use peerlab_core::routing::follow::Disposition;
use yew::{Callback, Html, MouseEvent, classes, html};

use super::TracedProps;
use super::table::table;
use crate::components::{Glyph, icon};
use crate::editor::{Action, Overlay, Selection, stops, topic_of, words};

/// Shows the way of a packet and of its answer, and where it is now.
pub(super) fn ways(props: &TracedProps, trace: &TraceReport, at: Option<usize>) -> Html {
    let current = at.and_then(|at| stops(trace).get(at).copied());
    let hop_of = |is_answer: bool| {
        let current = current.filter(|stop| stop.is_answer == is_answer);
        current.map(|stop| stop.hop)
    };
    html! {
        <div class="ways">
            { way(props, "There", [trace.source, trace.destination], &trace.forward, hop_of(false)) }
            { match &trace.back {
                Some(back) => way(props, "Back", [trace.destination, trace.source], back, hop_of(true)),
                None => html! {
                    <section class="way" aria-label="Back">
                        <h3>{ "Back" }</h3>
                        <p class="sentence">{ format!(
                            "Nothing answers: {} is in no Private Network of the scenario.",
                            trace.destination) }</p>
                    </section>
                },
            } }
        </div>
    }
}

fn way(
    props: &TracedProps,
    title: &'static str,
    [from, to]: [IpAddr; 2],
    way: &TraceWay,
    current: Option<usize>,
) -> Html {
    let document = &props.document;
    let (glyph, tone) = match way.disposition {
        Disposition::Delivered => ("M4 10.5l4 4 8-9", "is-works"),
        Disposition::HandedToResource | Disposition::Unseen => {
            ("M3 12c2-5 5-5 7-2s5 3 7-2", "is-partial")
        }
        _ => ("M5 5l10 10M15 5L5 15", "is-blocked"),
    };
    let further: &[TraceDefect] = way.defects.get(1..).unwrap_or_default();
    html! {
        <section class="way" aria-label={title}>
            <h3>{ title }{ " " }<span class="address muted">{ format!("{from} → {to}") }</span></h3>
            <ol class="hops">
                { for way.hops.iter().enumerate().map(|(place, hop)| {
                    let is_last = place + 1 == way.hops.len();
                    self::hop(props, hop, to, is_last, current == Some(place))
                }) }
            </ol>
            <p class="ending">
                <svg class={classes!("reach-mark", tone)} viewBox="0 0 20 20" width="16" height="16"
                    aria-hidden="true"><path d={glyph} /></svg>
                <span>{ words::ending(document, way) }</span>
                { rule(DefectKind::Stops(way.disposition), &props.dispatch) }
            </p>
            if !further.is_empty() {
                <h4>{ "Further on" }</h4>
                <ul class="links">
                    { for further.iter().map(|defect| html! {
                        <li>
                            { icon(Glyph::Severity(Severity::Warning)) }
                            <span class="problem-text">{ &defect.message }</span>
                            { rule(defect.kind, &props.dispatch) }
                        </li>
                    }) }
                </ul>
            }
        </section>
    }
}

/// Names a rule that stops packets, and leads to its page of help.
fn rule(kind: DefectKind, dispatch: &Callback<Action>) -> Html {
    match topic_of(kind) {
        None => html! { <code class="code">{ kind.as_str() }</code> },
        Some(topic) => {
            let onclick =
                dispatch.reform(move |_: MouseEvent| Action::Lay(Some(Overlay::Help(topic))));
            html! {
                <button type="button" class="link code" {onclick} title="Help about this rule">
                    <span class="sr-only">{ "Help about " }</span>{ kind.as_str() }
                </button>
            }
        }
    }
}

fn hop(props: &TracedProps, hop: &TraceHop, to: IpAddr, is_last: bool, is_current: bool) -> Html {
    let document = &props.document;
    let link = |id: &str| {
        if document.entity(id).is_none() {
            return html! { <span>{ id.to_owned() }</span> };
        }
        let entity = id.to_owned();
        let onclick = props
            .dispatch
            .reform(move |_: MouseEvent| Action::Show(Selection::Entity(entity.clone())));
        html! {
            <button type="button" class="link" {onclick}>{ words::short(document, id) }</button>
        }
    };
    let row = hop.matched.map(|matched| {
        let prefix = html! { <span class="address">{ matched.to_string() }</span> };
        match (&hop.route, &hop.private_network) {
            (Some(route), _) => html! { <p>{ "uses custom route " }{ link(route) }</p> },
            (None, Some(network)) => {
                html! { <p>{ "uses " }{ prefix }{ ", local subnet of " }{ link(network) }</p> }
            }
            (None, None) => html! { <p>{ "uses " }{ prefix }</p> },
        }
    });
    html! {
        <li class={classes!("hop", is_current.then_some("is-current"))}
            aria-current={is_current.then_some("step")}>
            <p class="hop-vpc">{ link(&hop.vpc) }</p>
            { for hop.entered_by.iter().map(|id| html! { <p>{ "entered by " }{ link(id) }</p> }) }
            { for row }
            if hop.matched.is_none() && !hop.near.is_empty() {
                <p>{ "nearest routes: " }{ for hop.near.iter().map(|id| link(id)) }</p>
            }
            { for hop.through.iter().map(|id| html! { <p>{ "handed to an appliance by " }{ link(id) }</p> }) }
            { for hop.leaves_by.iter().map(|id| html! {
                <p>{ if is_last { "would leave by " } else { "leaves by " } }{ link(id) }</p>
            }) }
            { table(props, hop, to, is_current) }
        </li>
    }
}

//! The way of a packet and of its answer, hop by hop.

use std::rc::Rc;

use gloo::timers::callback::Interval;
use peerlab_core::report::{TraceDefect, TraceHop, TraceReport, TraceWay};
use peerlab_core::routing::follow::Disposition;
use yew::{
    AttrValue, Callback, Html, MouseEvent, Properties, classes, component, html, use_effect_with,
    use_memo, use_state,
};

use super::{Choosable, Field, Glyph, Pick, icon};
use crate::editor::commands::PageDeed;
use crate::editor::{Action, Document, Looking, Selection, Stop, make_talk, stops, words};

/// What is shown and called back.
#[derive(PartialEq, Properties)]
pub struct TracedProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// What is asked.
    pub looking: Looking,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
    /// Takes what only the page itself can do.
    #[prop_or_default]
    pub on_deed: Callback<PageDeed>,
}

/// How long a hop is shown while the way is played, in milliseconds.
const HOP: u32 = 900;

/// What stands for an address in a choice of entities.
const ADDRESS: &str = "";

/// Asks where a packet goes from and to, and tells its way.
#[component]
pub fn Traced(props: &TracedProps) -> Html {
    let TracedProps {
        document,
        looking,
        dispatch,
        on_deed,
    } = props;
    let on_look = dispatch.reform(Action::Look);
    let asked = (Rc::clone(document), looking.question());
    let found = use_memo(asked, |(document, _)| looking.trace(document));
    let playing = use_state(|| false);
    let last = match found.as_ref() {
        Some(Ok(trace)) => stops(trace).len().saturating_sub(1),
        _ => 0,
    };
    let at = looking.step.map(|step| step.min(last));
    let step = {
        let (looking, on_look) = (looking.clone(), on_look.clone());
        Callback::from(move |step: Option<usize>| {
            on_look.emit(Looking {
                step,
                ..looking.clone()
            });
        })
    };
    {
        let (step, set_playing) = (step.clone(), playing.setter());
        use_effect_with((*playing, at, last), move |&(playing, at, last)| {
            let timer = playing.then(|| {
                Interval::new(HOP, move || match at {
                    Some(at) if at >= last => set_playing.set(false),
                    at => step.emit(Some(at.map_or(0, |at| at + 1))),
                })
            });
            move || drop(timer)
        });
    }
    let play = {
        let (playing, step) = (playing.clone(), step.clone());
        Callback::from(move |_: MouseEvent| {
            if !*playing && at.is_none_or(|at| at >= last) {
                step.emit(Some(0));
            }
            playing.set(!*playing);
        })
    };
    let go = |to: Option<usize>| {
        let (step, playing) = (step.clone(), playing.setter());
        Callback::from(move |_: MouseEvent| {
            playing.set(false);
            step.emit(to);
        })
    };
    let talk = {
        let (document, looking) = (Rc::clone(document), looking.clone());
        dispatch.reform(move |_: MouseEvent| make_talk(&document, &looking))
    };
    let back = at.and_then(|at| at.checked_sub(1));
    let next = match at {
        None => Some(0),
        Some(at) => (at < last).then_some(at + 1),
    };
    html! {
        <div class="traced">
            { ends(document, looking, &on_look) }
            { match found.as_ref() {
                None => html! {
                    <p class="muted">{ "Choose where a packet starts and where it goes to." }</p>
                },
                Some(Err(error)) => html! { <p class="sentence">{ words::sentence(&error.to_string()) }</p> },
                Some(Ok(trace)) => html! {
                    <>
                        <div class="steps" role="group" aria-label="Play the way">
                            <button type="button" class="button is-plain" onclick={play}>
                                { if *playing { "Pause" } else { "Play" } }
                            </button>
                            <button type="button" class="button is-plain" disabled={back.is_none()}
                                onclick={go(back)}>{ "Previous hop" }</button>
                            <button type="button" class="button is-plain" disabled={next.is_none()}
                                onclick={go(next)}>{ "Next hop" }</button>
                            <button type="button" class="button is-plain" disabled={at.is_none()}
                                onclick={go(None)}>{ "Show the whole way" }</button>
                            <button type="button" class="button is-plain"
                                onclick={on_deed.reform(|_| PageDeed::CopyTrace)}>{ "Copy link to this" }</button>
                            if !arrives(trace) {
                                <button type="button" class="button is-main" onclick={talk}>{ "Make them talk" }</button>
                            }
                        </div>
                        <div class="sr-only" aria-live="polite">{ stepped(document, trace, at) }</div>
                        { ways(props, trace, at) }
                    </>
                },
            } }
        </div>
    }
}

/// Tells whether a packet and its answer arrive.
fn arrives(trace: &TraceReport) -> bool {
    let arrives = |way: &TraceWay| way.disposition == Disposition::Delivered;
    arrives(&trace.forward) && trace.back.as_ref().is_some_and(arrives)
}

/// Asks where the packet starts and where it goes to.
fn ends(document: &Rc<Document>, looking: &Looking, on_look: &Callback<Looking>) -> Html {
    let from = {
        let looking = looking.clone();
        on_look.reform(move |from: String| Looking {
            from,
            step: None,
            ..looking.clone()
        })
    };
    let to = {
        let looking = looking.clone();
        on_look.reform(move |to: String| Looking {
            to,
            step: None,
            ..looking.clone()
        })
    };
    let places = places(document);
    let mut sources = vec![Choosable::new("", "Choose")];
    sources.extend(places.iter().cloned());
    let mut targets = vec![Choosable::new(ADDRESS, "An address")];
    targets.extend(places);
    let is_place = document.entity(&looking.to).is_some();
    html! {
        <div class="trace-ends">
            <Pick name="trace-from" label="From" value={looking.from.clone()} options={sources}
                onchange={from} />
            <Pick name="trace-to" label="To" options={targets} onchange={to.clone()}
                value={if is_place { AttrValue::from(looking.to.clone()) } else { ADDRESS.into() }} />
            if !is_place {
                <Field name="trace-address" label="Address" value={looking.to.clone()}
                    document={Rc::clone(document)} oncommit={to} />
            }
        </div>
    }
}

/// Returns what packets are sent from and to, those of a VPC together.
fn places(document: &Document) -> Vec<Choosable> {
    let scenario = document.scenario();
    let mut places = Vec::new();
    for (place, vpc) in scenario.vpcs.iter().enumerate() {
        if document.vpc(&vpc.id) != Some(place) {
            continue;
        }
        let name = document.label(&vpc.id);
        for &network in document.networks_of(&vpc.id) {
            let Some(network) = scenario.private_networks.get(network) else {
                continue;
            };
            let label = document.label(&network.id);
            places.push(Choosable::new(
                network.id.clone(),
                format!("{name}: {label}"),
            ));
            let resources = document.resources_of(&network.id).iter();
            for resource in resources.filter_map(|&place| scenario.resources.get(place)) {
                let own = document.label(&resource.id);
                places.push(Choosable::new(
                    resource.id.clone(),
                    format!("{name}: {label}: {own}"),
                ));
            }
        }
    }
    places
}

/// Says where the packet is now.
fn stepped(document: &Document, trace: &TraceReport, at: Option<usize>) -> String {
    let stop = at.and_then(|at| stops(trace).get(at).copied());
    let Some(Stop { is_answer, hop }) = stop else {
        return String::new();
    };
    let way = if is_answer {
        trace.back.as_ref()
    } else {
        Some(&trace.forward)
    };
    let Some(way) = way else {
        return String::new();
    };
    let who = if is_answer {
        "The answer"
    } else {
        "The packet"
    };
    let vpc = way.hops.get(hop).map_or("", |hop| document.label(&hop.vpc));
    let ending = if hop + 1 == way.hops.len() {
        words::ending(document, way)
    } else {
        String::new()
    };
    format!("{who} is in {vpc}. {ending}")
}

fn ways(props: &TracedProps, trace: &TraceReport, at: Option<usize>) -> Html {
    let current = at.and_then(|at| stops(trace).get(at).copied());
    let hop_of = |is_answer: bool| {
        let current = current.filter(|stop| stop.is_answer == is_answer);
        current.map(|stop| stop.hop)
    };
    html! {
        <div class="ways">
            { way(props, "There", &format!("{} → {}", trace.source, trace.destination),
                &trace.forward, hop_of(false)) }
            { match &trace.back {
                Some(back) => way(props, "Back", &format!("{} → {}", trace.destination, trace.source),
                    back, hop_of(true)),
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
    ends: &str,
    way: &TraceWay,
    current: Option<usize>,
) -> Html {
    let document = &props.document;
    let (glyph, tone) = match way.disposition {
        Disposition::Delivered => ("M4 10.5l4 4 8-9", "is-works"),
        Disposition::HandedToResource => ("M3 12c2-5 5-5 7-2s5 3 7-2", "is-partial"),
        _ => ("M5 5l10 10M15 5L5 15", "is-blocked"),
    };
    let further: &[TraceDefect] = way.defects.get(1..).unwrap_or_default();
    html! {
        <section class="way" aria-label={title}>
            <h3>{ title }{ " " }<span class="address muted">{ ends }</span></h3>
            <ol class="hops">
                { for way.hops.iter().enumerate().map(|(place, hop)| self::hop(
                    props, hop, place + 1 == way.hops.len(), current == Some(place))) }
            </ol>
            <p class="ending">
                <svg class={classes!("reach-mark", tone)} viewBox="0 0 20 20" width="16" height="16"
                    aria-hidden="true"><path d={glyph} /></svg>
                <span>{ words::ending(document, way) }</span>
                <code class="code">{ way.disposition.as_str() }</code>
            </p>
            if !further.is_empty() {
                <h4>{ "Further on" }</h4>
                <ul class="links">
                    { for further.iter().map(|defect| html! {
                        <li>
                            { icon(Glyph::Severity(peerlab_core::check::Severity::Warning)) }
                            <span class="problem-text">{ &defect.message }</span>
                        </li>
                    }) }
                </ul>
            }
        </section>
    }
}

fn hop(props: &TracedProps, hop: &TraceHop, is_last: bool, is_current: bool) -> Html {
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
        </li>
    }
}

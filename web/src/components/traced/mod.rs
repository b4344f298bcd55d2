//! The way of a packet and of its answer, hop by hop.

mod ends;
mod table;
mod way;

use std::rc::Rc;

use gloo::timers::callback::Interval;
use gloo::utils::document as page;
use peerlab_core::report::{TraceReport, TraceWay};
use peerlab_core::routing::follow::Disposition;
use web_sys::{HtmlSelectElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::{
    Callback, Event, Html, MouseEvent, Properties, TargetCast, component, html, use_effect_with,
    use_memo, use_state,
};

use crate::editor::commands::PageDeed;
use crate::editor::{Action, Document, End, Looking, Stop, make_talk, stops, words};
use ends::ends;
use way::ways;

/// What is shown and called back.
#[derive(PartialEq, Properties)]
pub struct TracedProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// What is asked.
    pub looking: Looking,
    /// The end that is being picked on the picture.
    #[prop_or_default]
    pub picking: Option<End>,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
    /// Takes what only the page itself can do.
    #[prop_or_default]
    pub on_deed: Callback<PageDeed>,
}

/// How fast the way is played: a word, and how long a hop is shown, in
/// milliseconds.
const SPEEDS: [(&str, u32); 3] = [("Slow", 1800), ("Normal speed", 900), ("Fast", 450)];

/// Asks where a packet goes from and to, and tells its way.
#[component]
pub fn Traced(props: &TracedProps) -> Html {
    let TracedProps {
        document,
        looking,
        picking,
        dispatch,
        on_deed,
    } = props;
    let on_look = dispatch.reform(Action::Look);
    let asked = (Rc::clone(document), looking.question());
    let found = use_memo(asked, |(document, _)| looking.trace(document));
    let playing = use_state(|| false);
    let speed = use_state(|| "Normal speed");
    let pause = SPEEDS.iter().find(|(name, _)| *name == *speed);
    let pause = pause.map_or(900, |&(_, pause)| pause);
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
        let played = (*playing, at, last, pause);
        use_effect_with(played, move |&(playing, at, last, pause)| {
            let timer = playing.then(|| {
                Interval::new(pause, move || match at {
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
    // What it comes to is seen, however long the list is.
    use_effect_with(at, |at| {
        let hop = page().query_selector(".hop.is-current").ok().flatten();
        if let Some(hop) = hop.filter(|_| at.is_some()) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Start);
            hop.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let on_speed = {
        let speed = speed.setter();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let chosen = select.value();
            if let Some((name, _)) = SPEEDS.iter().find(|(name, _)| *name == chosen) {
                speed.set(name);
            }
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
            { ends(document, looking, *picking, dispatch) }
            { match found.as_ref() {
                None => html! {
                    <p class="muted">{ "Choose where a packet starts and where it goes to." }</p>
                },
                Some(Err(error)) => html! { <p class="sentence">{ words::sentence(&error.to_string()) }</p> },
                Some(Ok(trace)) => html! {
                    <>
                        <div class="steps is-play" role="group" aria-label="Play the way">
                            <button type="button" class="button is-plain" onclick={play}>
                                { if *playing { "Pause" } else { "Play" } }
                            </button>
                            <button type="button" class="button is-plain" disabled={back.is_none()}
                                onclick={go(back)}>{ "Previous hop" }</button>
                            <button type="button" class="button is-plain" disabled={next.is_none()}
                                onclick={go(next)}>{ "Next hop" }</button>
                            <button type="button" class="button is-plain" disabled={at.is_none()}
                                onclick={go(None)}>{ "Show the whole way" }</button>
                            <select aria-label="Speed" onchange={on_speed}>
                                { for SPEEDS.iter().map(|(name, _)| html! {
                                    <option value={*name} selected={*name == *speed}>{ *name }</option>
                                }) }
                            </select>
                        </div>
                        <div class="steps">
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

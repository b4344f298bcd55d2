//! The list of what is wrong, those of one kind together.

use std::borrow::Cow;
use std::rc::Rc;

use peerlab_core::check::{Code, Severity, Topic};
use peerlab_core::order::Numbers;
use web_sys::HtmlSelectElement;
use yew::{
    AttrValue, Callback, Event, Html, MouseEvent, Properties, TargetCast, classes, component, html,
};

use super::{Glyph, icon};
use crate::editor::{Action, Document, Looking, Overlay, Problem, Selection, mend_all, mendable};
use crate::hooks::use_gradual;

/// What the list shows and calls back.
#[derive(PartialEq, Properties)]
pub struct ProblemsProps {
    /// The scenario with its judgement.
    pub document: Rc<Document>,
    /// Which problems are listed.
    pub looking: Looking,
    /// The problem that is selected, by its place in the report.
    pub selected: Option<usize>,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// How many problems are listed; mending some shows others.
const MOST: usize = 300;

/// How many are drawn at once; the others follow while nothing is to be done.
const FIRST: usize = 24;

/// Lists what is wrong or probably not meant.
#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    let found = &props.document.found.problems;
    let drawn = use_gradual(props.document.work, found.len().min(MOST), FIRST);
    let is_stale = props.document.is_stale;
    if found.is_empty() {
        return html! {
            <p class="none">
                if is_stale {
                    { "Judging…" }
                } else if props.document.scenario().vpcs.is_empty() {
                    { "There is nothing to judge yet." }
                } else {
                    { icon(Glyph::Done) }{ "None found." }
                }
            </p>
        };
    }
    let groups = groups(found, &props.looking);
    let listed: usize = groups.iter().map(|(_, places)| places.len()).sum();
    let mut left = drawn;
    let groups = groups.iter().map(|(code, places)| {
        let shown = places.len().min(left);
        left -= shown;
        let mut said = Numbers::new();
        let items = places.iter().take(shown).filter_map(|&place| {
            let problem = props.document.problem(place)?;
            let message = problem.message.clone();
            // Known by what it says, it stays as it is where others are solved.
            let times = said.entry(Cow::from(message.clone())).or_insert(0);
            *times += 1;
            let key = format!("{times} {message}");
            let pressed = props.selected == Some(place);
            let dispatch = &props.dispatch;
            Some(html! {
                <Line {key} severity={problem.severity()} code={*code} {message} {place} {pressed} {dispatch} />
            })
        });
        html! {
            <li key={code.as_str()}>
                if places.len() > 1 {
                    { head(props, *code, places.len()) }
                }
                <ul>{ for items }</ul>
            </li>
        }
    });
    html! {
        <>
            <ul class={classes!("problem-list", is_stale.then_some("is-stale"))}
                aria-busy={is_stale.then_some("true")}>{ for groups }</ul>
            if listed == 0 {
                <p class="none">{ "None of these. Others are hidden by the choice above." }</p>
            }
            if listed > MOST {
                <p class="muted">{ format!("The first {MOST} of {listed} are listed.") }</p>
            }
        </>
    }
}

/// Returns the places of the problems that are listed, by their kinds in the
/// order of the report.
fn groups(found: &[Problem], looking: &Looking) -> Vec<(Code, Vec<usize>)> {
    let mut groups: Vec<(Code, Vec<usize>)> = Vec::new();
    for (place, problem) in found.iter().enumerate() {
        let code = problem.code;
        let is_asked = looking.code.is_none_or(|asked| asked == code)
            && looking
                .severity
                .is_none_or(|asked| asked == problem.severity());
        if !is_asked {
            continue;
        }
        match groups.iter_mut().find(|(known, _)| *known == code) {
            Some((_, places)) => places.push(place),
            None => groups.push((code, vec![place])),
        }
    }
    groups
}

/// Heads the problems of a kind.
fn head(props: &ProblemsProps, code: Code, count: usize) -> Html {
    let mend = {
        let (document, dispatch) = (Rc::clone(&props.document), props.dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(action) = mend_all(&document, code) {
                dispatch.emit(action);
            }
        })
    };
    html! {
        <div class="problem-head">
            <h3>{ format!("{count} × {code}") }</h3>
            if mendable(&props.document, code) > 1 {
                <button type="button" class="link" onclick={mend}>
                    { "Fix all" }<span class="sr-only">{ format!(" of {code}") }</span>
                </button>
            }
        </div>
    }
}

/// What a line is made of.
#[derive(PartialEq, Properties)]
struct LineProps {
    severity: Severity,
    code: Code,
    message: AttrValue,
    /// Its place in the report.
    place: usize,
    /// Whether it is selected.
    pressed: bool,
    dispatch: Callback<Action>,
}

/// Shows a problem.
#[component]
fn Line(props: &LineProps) -> Html {
    let &LineProps {
        severity,
        code,
        place,
        pressed,
        ..
    } = props;
    let onclick = props
        .dispatch
        .reform(move |_| Action::Show(Selection::Problem(place)));
    let help = props
        .dispatch
        .reform(move |_| Action::Lay(Some(Overlay::Help(Topic::Code(code)))));
    html! {
        <li class="problem-line">
            <button type="button" class="problem" {onclick} aria-pressed={pressed.to_string()}>
                { icon(Glyph::Severity(severity)) }
                <span class="sr-only">{ format!("{severity}: ") }</span>
                <span class="problem-text">{ &props.message }</span>
            </button>
            <button type="button" class="link code" onclick={help} title="Help about this kind">
                <span class="sr-only">{ "Help about " }</span>{ code.as_str() }
            </button>
        </li>
    }
}

/// Shows how many problems there are of each severity, and chooses which are
/// listed.
pub(super) fn sieve(document: &Document, looking: &Looking, on_look: &Callback<Looking>) -> Html {
    let found = &document.found.problems;
    let severity = |severity: Severity| {
        let count = found
            .iter()
            .filter(|problem| problem.severity() == severity)
            .count();
        if count == 0 {
            return Html::default();
        }
        let is_only = looking.severity == Some(severity);
        let onclick = {
            let looking = looking.clone();
            on_look.reform(move |_: MouseEvent| Looking {
                severity: (!is_only).then_some(severity),
                code: None,
                ..looking.clone()
            })
        };
        let plural = if count == 1 { "" } else { "s" };
        html! {
            <button type="button" class="count-button" {onclick} aria-pressed={is_only.to_string()}
                title={format!("List only the {severity}s")}>
                { icon(Glyph::Severity(severity)) }{ format!("{count} {severity}{plural}") }
            </button>
        }
    };
    let all = Looking {
        code: None,
        ..looking.clone()
    };
    let kinds: Vec<(Code, usize)> = groups(found, &all)
        .into_iter()
        .map(|(code, places)| (code, places.len()))
        .collect();
    let onchange = {
        let looking = looking.clone();
        on_look.reform(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let chosen = select.value();
            Looking {
                code: Code::ALL
                    .iter()
                    .copied()
                    .find(|code| code.as_str() == chosen),
                ..looking.clone()
            }
        })
    };
    html! {
        <div class="lens" role="group" aria-label="Which problems are listed">
            { for [Severity::Error, Severity::Warning, Severity::Hint].map(severity) }
            if kinds.len() > 1 {
                <select aria-label="Kind of problems" {onchange}>
                    <option value="" selected={looking.code.is_none()}>{ "Every kind" }</option>
                    { for kinds.into_iter().map(|(code, count)| html! {
                        <option value={code.as_str()} selected={looking.code == Some(code)}>
                            { format!("{code} ({count})") }
                        </option>
                    }) }
                </select>
            }
        </div>
    }
}

//! The goal of a step that is made: what its solution brings about, anything else
//! that should hold, and what should not be done for it.

use std::rc::Rc;

use peerlab_core::expect::Outcome;
use peerlab_core::lesson::{Constraint, Step as Task};
use peerlab_core::scenario::{Expectation, Scenario};
use yew::{Callback, Html, MouseEvent, component, html, use_memo, use_state};

use super::super::super::expectations::adding;
use super::super::super::{Choosable, Field, Glyph, Pick, icon};
use super::BuilderProps;
use crate::editor::words;
use crate::editor::words::sentence;

/// How many facts are offered.
const MOST: usize = 40;

/// Shows the goal of the step that is shown, and what can be added to it.
#[component]
pub(super) fn Goal(props: &BuilderProps) -> Html {
    let of = (Rc::clone(&props.draft), Rc::clone(&props.document));
    let facts = use_memo(of.clone(), |(draft, document)| draft.facts(document));
    let outcomes = use_memo(of, |(draft, document)| draft.goal(document));
    let other = use_state(|| None::<Expectation>);
    let (Some(at), Some(task)) = (props.draft.at, props.draft.step()) else {
        return Html::default();
    };
    let add = props.on(move |lesson, fact: Expectation| {
        if let Some(step) = lesson.steps.get_mut(at) {
            step.goal.push(fact);
        }
    });
    let offered = facts.iter().take(MOST).map(|fact| {
        let name = fact.name.clone().unwrap_or_default();
        let onclick = {
            let (add, fact) = (add.clone(), fact.clone());
            Callback::from(move |_: MouseEvent| add.emit(fact.clone()))
        };
        html! {
            <li key={name.clone()}>
                <button type="button" class="builder-fact" {onclick}>
                    { icon(Glyph::Plus) }
                    <span class="sr-only">{ "Ask for: " }</span>{ name }
                </button>
            </li>
        }
    });
    let on_other = Callback::from({
        let other = other.setter();
        move |draft| other.set(draft)
    });
    let begin = on_other.reform(|_: MouseEvent| {
        Some(Expectation {
            expect: "reach".to_owned(),
            ..Expectation::default()
        })
    });
    let on_add = {
        let (add, on_other, document) = (add.clone(), on_other.clone(), Rc::clone(&props.document));
        Callback::from(move |fact: Expectation| {
            let called = words::expectation(&document, &fact);
            add.emit(Expectation {
                name: Some(called),
                ..fact
            });
            on_other.emit(None);
        })
    };
    let (asked, kept) = outcomes.split_at(task.goal.len().min(outcomes.len()));
    html! {
        <>
            <h3>{ "Goal" }</h3>
            if task.goal.is_empty() {
                <p class="muted">{ "What has to hold in the end, however it is reached." }</p>
            }
            <ul class="goals">
                { for asked.iter().enumerate().map(|(place, outcome)| part(props, at, Part::Asked(place), outcome)) }
            </ul>
            if !facts.is_empty() {
                <p class="builder-label">{ "What the solution brings about" }</p>
                <ul class="builder-facts">{ for offered }</ul>
            }
            { match &*other {
                None => html! {
                    <button type="button" class="link add" onclick={begin}>{ "Ask for something else" }</button>
                },
                Some(draft) => adding("goal-", &props.document, draft, &on_other, &on_add),
            } }
            <h3>{ "Not to be done for it" }</h3>
            <ul class="goals">
                { for kept.iter().enumerate().map(|(place, outcome)| part(props, at, Part::Kept(place), outcome)) }
            </ul>
            { constraint(props, at, task) }
        </>
    }
}

/// A part of a goal.
#[derive(Clone, Copy)]
enum Part {
    Asked(usize),
    Kept(usize),
}

impl Part {
    fn key(self) -> String {
        match self {
            Self::Asked(place) => format!("goal-{place}"),
            Self::Kept(place) => format!("constraint-{place}"),
        }
    }

    /// Returns where its words go.
    fn name(self, step: &mut Task) -> Option<&mut Option<String>> {
        match self {
            Self::Asked(place) => step.goal.get_mut(place).map(|part| &mut part.name),
            Self::Kept(place) => step.constraints.get_mut(place).map(|part| &mut part.name),
        }
    }

    fn remove(self, step: &mut Task) {
        match self {
            Self::Asked(place) if place < step.goal.len() => drop(step.goal.remove(place)),
            Self::Kept(place) if place < step.constraints.len() => {
                drop(step.constraints.remove(place));
            }
            Self::Asked(_) | Self::Kept(_) => {}
        }
    }
}

/// Shows a part of the goal: its words, and whether it holds after the solution.
fn part(props: &BuilderProps, at: usize, part: Part, outcome: &Outcome) -> Html {
    let write = props.on(move |lesson, words: String| {
        let step = lesson.steps.get_mut(at);
        if let Some(name) = step.and_then(|step| part.name(step)) {
            *name = (!words.is_empty()).then_some(words);
        }
    });
    let remove = props.on(move |lesson, ()| {
        if let Some(step) = lesson.steps.get_mut(at) {
            part.remove(step);
        }
    });
    let written = props.draft.step().cloned();
    let value = written.and_then(|mut step| part.name(&mut step).and_then(Option::take));
    let (glyph, word) = if outcome.holds {
        (Glyph::Done, "It holds after the solution.")
    } else {
        (Glyph::Ring, "It does not hold after the solution.")
    };
    let name = format!("step-{at}-{}", part.key());
    html! {
        <li key={name.clone()} class={yew::classes!(outcome.holds.then_some("holds"))}>
            <span title={word}>{ icon(glyph) }<span class="sr-only">{ word }</span></span>
            <div class="builder-part">
                <Field {name} label="Its words" value={value.unwrap_or_default()} is_live={true}
                    document={Rc::clone(&props.document)} oncommit={write} onremove={remove} />
                if let Some(reason) = &outcome.reason {
                    <p class="muted">{ sentence(reason) }</p>
                }
            </div>
        </li>
    }
}

/// Offers what can be kept from being done.
fn constraint(props: &BuilderProps, at: usize, task: &Task) -> Html {
    let start = &props.draft.lesson.start;
    let solved = props.document.whole();
    let mut offered = vec![Constraint {
        constraint: "no-errors".to_owned(),
        name: Some("Nothing is left that is wrong".to_owned()),
        ..Constraint::default()
    }];
    offered.extend(most(solved.scenario()));
    offered.extend(start.entities().map(|(_, id)| Constraint {
        constraint: "kept".to_owned(),
        name: Some(format!("{} is kept", words::called(&props.draft.begun, id))),
        id: Some(id.to_owned()),
        ..Constraint::default()
    }));
    // One that is asked for already is not offered, whatever it is called.
    offered.retain(|one| {
        let mut constraints = task.constraints.iter();
        !constraints.any(|known| {
            let name = known.name.clone();
            *known
                == Constraint {
                    name,
                    ..one.clone()
                }
        })
    });
    let mut options = vec![Choosable::new("", "Choose")];
    options.extend(offered.iter().take(500).enumerate().map(|(place, one)| {
        let name = one.name.clone().unwrap_or_default();
        Choosable::new(place.to_string(), name)
    }));
    let add = props.on(move |lesson, place: String| {
        let chosen = place
            .parse::<usize>()
            .ok()
            .and_then(|place| offered.get(place));
        if let (Some(step), Some(chosen)) = (lesson.steps.get_mut(at), chosen) {
            step.constraints.push(chosen.clone());
        }
    });
    html! {
        <Pick name={format!("step-{at}-constraint")} label="Add" value="" {options} onchange={add} />
    }
}

/// Offers that there are no more of anything than after the solution.
fn most(solved: &Scenario) -> Vec<Constraint> {
    let lists = [
        ("vpcs", solved.vpcs.len()),
        ("private_networks", solved.private_networks.len()),
        ("vpc_connectors", solved.vpc_connectors.len()),
        ("routes", solved.routes.len()),
        ("ingress_rules", solved.ingress_rules.len()),
    ];
    let lists = lists.into_iter().map(|(list, count)| {
        let most = Constraint {
            constraint: "at-most".to_owned(),
            of: Some(list.to_owned()),
            count: u32::try_from(count).unwrap_or(u32::MAX),
            ..Constraint::default()
        };
        Constraint {
            name: Some(words::heading(&most.describe())),
            ..most
        }
    });
    lists.collect()
}

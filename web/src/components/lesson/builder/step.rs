//! A step that is made: its words, whose eyes it is told to, its hints, and what is
//! recorded of its solution.

use peerlab_core::lesson::{Hint, Step as Task};
use yew::{AttrValue, Html, html};

use super::super::super::{Choosable, Field, Pick};
use super::BuilderProps;
use crate::editor::Make;
use crate::editor::words::{self, sentence};

/// Shows the words of a step and whom they are told to.
pub(super) fn words(props: &BuilderProps, at: usize, task: &Task) -> Html {
    let text = props.on(move |lesson, text: String| {
        if let Some(step) = lesson.steps.get_mut(at) {
            step.text = text;
        }
    });
    let view = props.on(move |lesson, owner: String| {
        if let Some(step) = lesson.steps.get_mut(at) {
            step.view = (!owner.is_empty()).then_some(owner);
        }
    });
    let document = &props.draft.begun;
    let owners = document.owners();
    let everyone = Choosable::new("", "Everyone");
    let known = owners.iter().map(|owner| {
        let label = document.owner_label(owner).to_owned();
        Choosable::new(owner.id().to_owned(), label)
    });
    let mut options: Vec<Choosable> = std::iter::once(everyone).chain(known).collect();
    let seen = task.view.clone().unwrap_or_default();
    if options.iter().all(|option| *option.value != *seen) {
        options.push(Choosable::new(
            seen.clone(),
            format!("{seen} (not in the scenario)"),
        ));
    }
    html! {
        <>
            <h3>{ "Words" }</h3>
            { props.prose(&format!("step-{at}-text"), "What is told and asked, in Markdown", &task.text, text) }
            if options.len() > 1 {
                <Pick name={format!("step-{at}-view")} label="Seen with the eyes of" value={seen} {options}
                    onchange={view} />
            }
        </>
    }
}

/// Shows what is recorded of a step's solution.
pub(super) fn recorded(props: &BuilderProps, task: &Task) -> Html {
    let edits = task.solution.iter();
    let edits = edits.map(|edit| sentence(&words::edit(&props.document, edit)));
    html! {
        <>
            <h3>{ "Solution" }</h3>
            if task.solution.is_empty() {
                <p class="muted">{ "Do here what the learner is to do: it is recorded. What you undo is not." }</p>
            } else {
                <ol class="builder-solution">{ for edits.map(|edit| html! { <li>{ edit }</li> }) }</ol>
                <button type="button" class="link" onclick={props.make(Make::Again)}>
                    { "Record it again, from where the step begins" }
                </button>
            }
        </>
    }
}

/// Shows the hints of a step.
pub(super) fn hints(props: &BuilderProps, at: usize, task: &Task) -> Html {
    let hint = |place: usize, hint: &Hint| {
        let text = props.on(move |lesson, text: String| {
            let step = lesson.steps.get_mut(at);
            if let Some(hint) = step.and_then(|step| step.hints.get_mut(place)) {
                hint.text = text;
            }
        });
        let remove = props.on(move |lesson, ()| {
            let step = lesson.steps.get_mut(at);
            if let Some(step) = step.filter(|step| place < step.hints.len()) {
                step.hints.remove(place);
            }
        });
        let name = format!("step-{at}-hint-{place}");
        html! {
            <Field key={name.clone()} name={name.clone()} label={AttrValue::from(format!("Hint {}", place + 1))}
                value={hint.text.clone()} document={std::rc::Rc::clone(&props.document)}
                is_long={true} is_live={true} oncommit={text} onremove={remove} />
        }
    };
    let add = props.on(move |lesson, _| {
        if let Some(step) = lesson.steps.get_mut(at) {
            step.hints.push(Hint::default());
        }
    });
    let hints = task.hints.iter().enumerate();
    html! {
        <>
            <h3>{ "Hints" }</h3>
            if task.hints.is_empty() {
                <p class="muted">{ "Shown one by one to whoever asks: where to look first, then what to do." }</p>
            }
            { for hints.map(|(place, one)| hint(place, one)) }
            <button type="button" class="link add" onclick={add}>{ "Add a hint" }</button>
        </>
    }
}

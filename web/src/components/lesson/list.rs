//! The lessons, with which are done.

use std::rc::Rc;

use gloo::file::File;
use peerlab_core::lesson::{Index, Listed};
use web_sys::HtmlInputElement;
use yew::{
    Callback, Event, Html, MouseEvent, Properties, TargetCast, component, html, use_effect_with,
    use_state,
};

use super::super::dialog::Dialog;
use super::super::{Glyph, icon};
use crate::editor::learnt::{Done, Learnt};
use crate::editor::words::sentence;
use crate::editor::{Action, Make, Teach};
use crate::hooks::{
    KeptDraft, Theme, begin_demo, begin_lesson, demo_index, download, drafts, forget_draft,
    join_learnt, learnt, lesson_index, new_draft,
};

/// What is called back.
#[derive(PartialEq, Properties)]
pub struct LessonListProps {
    /// Whether a lesson is taken.
    pub is_taken: bool,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// Shows the lessons, once they are fetched.
#[component]
pub fn LessonList(props: &LessonListProps) -> Html {
    let dispatch = &props.dispatch;
    let index = use_state(|| None::<Result<Index, String>>);
    let demos = use_state(Index::default);
    let known = use_state(learnt);
    let told = use_state(String::new);
    use_effect_with((), {
        let (set, set_demos) = (index.setter(), demos.setter());
        move |()| {
            wasm_bindgen_futures::spawn_local(async move {
                set.set(Some(lesson_index().await));
                // Beside the lessons they are not missed.
                set_demos.set(demo_index().await.unwrap_or_default());
            });
        }
    });
    let kept = use_state(drafts);
    let forget = {
        let kept = kept.setter();
        Callback::from(move |name: String| {
            forget_draft(&name);
            kept.set(drafts());
        })
    };
    let make = dispatch.reform(|_: MouseEvent| Action::MakeLesson(Make::Begin(new_draft())));
    let close = dispatch.reform(|()| Action::Lay(None));
    let export = {
        let text = known.to_text();
        Callback::from(move |_: MouseEvent| download("peerlab-progress.json", &text))
    };
    let import = {
        let (set_known, set_told) = (known.setter(), told.setter());
        Callback::from(move |event: Event| {
            let input: Option<HtmlInputElement> = event.target_dyn_into();
            let file = input.as_ref().and_then(|input| input.files()?.get(0));
            let (set_known, set_told) = (set_known.clone(), set_told.clone());
            let Some(file) = file else {
                return;
            };
            // So that the same file can be picked again.
            if let Some(input) = input {
                input.set_value("");
            }
            wasm_bindgen_futures::spawn_local(async move {
                match join_learnt(File::from(file)).await {
                    Ok(learnt) => {
                        set_known.set(learnt);
                        set_told.set("The progress in the file is added.".to_owned());
                    }
                    Err(reason) => {
                        set_told.set(format!("The file could not be used. {}", sentence(&reason)));
                    }
                }
            });
        })
    };
    html! {
        <Dialog title="Lessons" class="is-lessons" onclose={close}>
            <div class="dialog-head">
                <h2>{ "Lessons" }</h2>
                <button type="button" class="icon-button" aria-label="Close"
                    onclick={dispatch.reform(|_| Action::Lay(None))}>{ icon(Glyph::Close) }</button>
            </div>
            if props.is_taken {
                <button type="button" class="link"
                    onclick={dispatch.reform(|_: MouseEvent| Action::Teach(Teach::Leave))}>
                    { "Leave the lesson: back to my own scenario" }
                </button>
            } else {
                <p class="muted">{ "Your own scenario waits, and is here again when you leave a lesson." }</p>
            }
            { match &*index {
                None => html! { <p role="status">{ "Fetching the lessons…" }</p> },
                Some(Err(reason)) => html! {
                    <p role="alert">{ format!("The lessons could not be fetched: {reason}.") }</p>
                },
                Some(Ok(index)) => html! {
                    { for index.sequences.iter().map(|sequence| html! {
                        <section>
                            <h3>{ &sequence.title }</h3>
                            <p class="muted">{ &sequence.about }</p>
                            <ol class="lessons">
                                { for sequence.lessons.iter().map(|one| listed(one, &known, dispatch)) }
                            </ol>
                        </section>
                    }) }
                },
            } }
            { for demos.sequences.iter().map(|sequence| html! {
                <section>
                    <h3>{ &sequence.title }</h3>
                    <p class="muted">{ &sequence.about }</p>
                    <ul class="lessons">
                        { for sequence.lessons.iter().map(|one| presented(one, dispatch)) }
                    </ul>
                </section>
            }) }
            <section>
                <h3>{ "Made by you" }</h3>
                <p class="muted">{ "Lessons of your own, kept in this browser while you make them." }</p>
                <ul class="lessons">{ for kept.iter().map(|draft| drafted(draft, &forget, dispatch)) }</ul>
                <button type="button" class="link add" onclick={make}>{ "Make a lesson out of what is shown" }</button>
            </section>
            <div class="dialog-foot">
                <p class="muted" role="status">{ &*told }</p>
                <label class="button is-plain">
                    { "Import progress" }
                    <input type="file" class="picker" accept=".json,application/json" onchange={import} />
                </label>
                <button type="button" class="button is-plain" onclick={export}>{ "Export progress" }</button>
            </div>
        </Dialog>
    }
}

fn listed(lesson: &Listed, known: &Learnt, dispatch: &Callback<Action>) -> Html {
    let onclick = {
        let (id, dispatch) = (lesson.id.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| begin_lesson(&id, &dispatch))
    };
    let (glyph, state) = match known.of(&lesson.id) {
        None => (Glyph::Ring, String::new()),
        Some(Done { changes: None }) => (Glyph::Done, "done with the solution".to_owned()),
        Some(Done { changes: Some(1) }) => (Glyph::Done, "done with 1 change".to_owned()),
        Some(Done { changes: Some(n) }) => (Glyph::Done, format!("done with {n} changes")),
    };
    html! {
        <li>
            <button type="button" class="lesson-line" {onclick}>
                { icon(glyph) }
                <span class="lesson-title">{ &lesson.title }</span>
                <span class="muted">{ &lesson.about }</span>
                <span class="lesson-state">{ state }</span>
            </button>
        </li>
    }
}

fn presented(demo: &Listed, dispatch: &Callback<Action>) -> Html {
    let onclick = {
        let (id, dispatch) = (demo.id.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| begin_demo(&id, &dispatch))
    };
    html! {
        <li>
            <button type="button" class="lesson-line is-demo" {onclick}>
                { icon(Glyph::Theme(Theme::System)) }
                <span class="lesson-title">{ format!("Present: {}", demo.title) }</span>
                <span class="muted">{ &demo.about }</span>
            </button>
        </li>
    }
}

/// Shows a lesson that is being made; one that cannot be read is offered as it is.
fn drafted(draft: &KeptDraft, forget: &Callback<String>, dispatch: &Callback<Action>) -> Html {
    let title = match &draft.lesson {
        Ok(lesson) if lesson.title.trim().is_empty() => "Without a title".to_owned(),
        Ok(lesson) => lesson.title.clone(),
        Err(_) => "A lesson that cannot be read".to_owned(),
    };
    let about = match &draft.lesson {
        Ok(lesson) if lesson.steps.len() == 1 => "Go on making it: 1 step.".to_owned(),
        Ok(lesson) => format!("Go on making it: {} steps.", lesson.steps.len()),
        Err(reason) => format!("Download its text: {reason}."),
    };
    let onclick = {
        let (draft, dispatch) = (draft.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| match &draft.lesson {
            Ok(lesson) => {
                let lesson = Rc::new(lesson.clone());
                dispatch.emit(Action::MakeLesson(Make::GoOn(draft.name.clone(), lesson)));
            }
            Err(_) => download("lesson.txt", &draft.text),
        })
    };
    let remove = {
        let (name, forget) = (draft.name.clone(), forget.clone());
        Callback::from(move |_: MouseEvent| forget.emit(name.clone()))
    };
    let delete = format!("Delete for good: {title}");
    html! {
        <li class="lesson-draft" key={draft.name.clone()}>
            <button type="button" class="lesson-line" {onclick}>
                { icon(Glyph::Lessons) }
                <span class="lesson-title">{ title }</span>
                <span class="muted">{ about }</span>
            </button>
            <button type="button" class="icon-button" title="Delete for good" aria-label={delete} onclick={remove}>
                { icon(Glyph::Delete) }
            </button>
        </li>
    }
}

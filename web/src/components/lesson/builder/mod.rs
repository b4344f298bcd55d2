//! Making a lesson: the start, the steps with what is recorded of them, and what is
//! wrong with it so far.

mod goal;
mod step;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use peerlab_core::lesson::{Fault, Lesson, check};
use yew::{Callback, Html, MouseEvent, Properties, component, html, use_effect_with, use_state};

use super::super::{Field, Glyph, icon, markdown};
use super::link::LessonLink;
use crate::editor::words::sentence;
use crate::editor::{Action, Document, Draft, Make};
use crate::hooks::{keep_draft, use_focus};

use goal::Goal;
use step::{hints, recorded, words};

/// How long nothing has to change before the lesson is checked, in milliseconds.
const PAUSE: u32 = 300;

/// What is shown and called back.
#[derive(PartialEq, Properties)]
pub struct BuilderProps {
    /// The lesson that is made.
    pub draft: Rc<Draft>,
    /// The scenario as it is now.
    pub document: Rc<Document>,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

impl BuilderProps {
    /// Makes a callback out of what changes the lesson's words.
    fn on<T: 'static>(&self, change: impl Fn(&mut Lesson, T) + 'static) -> Callback<T> {
        let lesson = Rc::clone(&self.draft.lesson);
        self.dispatch.reform(move |value| {
            let mut changed = Lesson::clone(&lesson);
            change(&mut changed, value);
            Action::MakeLesson(Make::Write(Rc::new(changed)))
        })
    }

    fn make(&self, make: Make) -> Callback<MouseEvent> {
        self.dispatch
            .reform(move |_| Action::MakeLesson(make.clone()))
    }

    /// Shows a text of several lines with what becomes of its Markdown.
    fn prose(&self, name: &str, label: &str, text: &str, oncommit: Callback<String>) -> Html {
        html! {
            <>
                <Field key={name} name={name.to_owned()} label={label.to_owned()} value={text.to_owned()}
                    document={Rc::clone(&self.document)} is_long={true} is_live={true} {oncommit} />
                if !text.trim().is_empty() {
                    <div class="prose is-preview" role="group" aria-label={format!("{label}, as it is shown")}>
                        { markdown(text) }
                    </div>
                }
            </>
        }
    }
}

/// Shows the lesson that is made.
#[component]
pub fn Builder(props: &BuilderProps) -> Html {
    let draft = &props.draft;
    let lesson = &draft.lesson;
    let heading = use_focus(draft.at);
    let is_kept = use_state(|| true);
    let faults = use_state(|| None::<Vec<Fault>>);
    use_effect_with((draft.name.clone(), Rc::clone(lesson)), {
        let (is_kept, faults) = (is_kept.setter(), faults.setter());
        move |(name, lesson): &(String, Rc<Lesson>)| {
            is_kept.set(keep_draft(name, lesson));
            let lesson = Rc::clone(lesson);
            let timer = Timeout::new(PAUSE, move || faults.set(Some(check(&lesson))));
            move || drop(timer)
        }
    });
    let part = |at: Option<usize>, name: String| {
        html! {
            <button type="button" aria-pressed={(draft.at == at).to_string()}
                onclick={props.make(Make::Turn(at))}>{ name }</button>
        }
    };
    let steps = 0..lesson.steps.len();
    let title = props.on(|lesson, text: String| lesson.title = text);
    let point = props.on(|lesson, text: String| lesson.point = text);
    html! {
        <>
            <div class="panel-head">
                <h2 tabindex="-1" ref={heading}>{ "Make a lesson" }</h2>
                <button type="button" class="icon-button is-small" title="Leave: back to my own scenario"
                    aria-label="Leave: back to my own scenario" onclick={props.make(Make::Leave)}>
                    { icon(Glyph::Close) }
                </button>
            </div>
            <div class="panel-body lesson builder" tabindex="0" role="group" aria-label="Lesson">
                if !*is_kept {
                    <p role="alert">{ "The browser does not keep it: download it before you close the page." }</p>
                }
                <Field name="lesson-title" label="Title" value={lesson.title.clone()} is_live={true}
                    document={Rc::clone(&props.document)} oncommit={title} />
                <div class="builder-parts" role="group" aria-label="What is shown">
                    { part(None, "Start".to_owned()) }
                    { for steps.map(|step| part(Some(step), format!("Step {}", step + 1))) }
                    <button type="button" onclick={props.make(Make::AddStep)}
                        aria-label="Add a step" title="Add a step">{ "+" }</button>
                </div>
                { match draft.at.zip(draft.step()) {
                    None => html! {
                        <p class="muted">
                            { "Build the scenario that the lesson begins with, as you build any. Then turn to step 1." }
                        </p>
                    },
                    Some((at, task)) => html! {
                        <>
                            { words(props, at, task) }
                            { recorded(props, task) }
                            <Goal key={at} draft={Rc::clone(draft)} document={Rc::clone(&props.document)}
                                dispatch={&props.dispatch} />
                            { hints(props, at, task) }
                            if lesson.steps.len() > 1 {
                                <button type="button" class="link" onclick={props.make(Make::RemoveStep(at))}>
                                    { format!("Remove step {}", at + 1) }
                                </button>
                            }
                        </>
                    },
                } }
                <h3>{ "In the end" }</h3>
                { props.prose("lesson-point", "What one takes away", &lesson.point, point) }
                { checked(faults.as_deref()) }
                <div class="lesson-buttons">
                    <button type="button" class="button is-main" onclick={props.make(Make::Try)}>
                        { "Try it" }
                    </button>
                </div>
                <LessonLink lesson={Rc::clone(lesson)} />
            </div>
        </>
    }
}

/// Tells what is wrong with the lesson, once that is known.
fn checked(faults: Option<&[Fault]>) -> Html {
    html! {
        <>
            <h3>{ "Check" }</h3>
            <div role="status">
                { match faults {
                    None => html! { <p class="muted">{ "Checking…" }</p> },
                    Some([]) => html! {
                        <p class="builder-whole">{ icon(Glyph::Done) }{ "It can be solved as recorded, and not without." }</p>
                    },
                    Some(faults) => html! {
                        <ul class="builder-faults">
                            { for faults.iter().map(|fault| html! { <li>{ sentence(&fault.to_string()) }</li> }) }
                        </ul>
                    },
                } }
            </div>
        </>
    }
}

//! A lesson beside the picture: what its step asks for, what of that holds, hints,
//! and the solution.

mod builder;
mod link;
mod list;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use peerlab_core::expect::Outcome;
use web_sys::HtmlElement;
use yew::{
    Callback, Html, MouseEvent, Properties, classes, component, html, use_effect_with, use_node_ref,
};

use super::{Glyph, icon, markdown};
use crate::editor::learnt::Done;
use crate::editor::words::sentence;
use crate::editor::{Action, Course, Document, Make, Overlay, Teach};
use crate::hooks::{begin_next_lesson, new_draft, note_learnt, use_focus, wants_less_motion};

pub use builder::Builder;
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) use builder::BuilderProps;
use link::LessonLink;
pub use list::LessonList;

/// How long each edit of a solution is shown, in milliseconds.
const PACE: u32 = 1_800;

/// What is shown and called back.
#[derive(PartialEq, Properties)]
pub struct LessonPanelProps {
    /// The lesson that is taken.
    pub course: Rc<Course>,
    /// The scenario as it is now.
    pub document: Rc<Document>,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// Shows the step of a lesson.
#[component]
pub fn LessonPanel(props: &LessonPanelProps) -> Html {
    let LessonPanelProps {
        course,
        document,
        dispatch,
    } = props;
    let lesson = &course.lesson;
    let heading = use_focus((lesson.id.clone(), course.step));
    let goal = course.goal(document);
    let holding = goal.iter().filter(|part| part.holds).count();
    let is_reached = holding == goal.len() && course.played.is_none();
    let is_done = course.is_done(document);
    let reached = use_node_ref();
    use_effect_with((lesson.id.clone(), course.step, is_reached), {
        let reached = reached.clone();
        move |(_, _, is_reached): &(String, usize, bool)| {
            if *is_reached && let Some(reached) = reached.cast::<HtmlElement>() {
                reached.scroll_into_view_with_bool(true);
            }
        }
    });
    use_effect_with((lesson.id.clone(), is_done), {
        let used = (!course.is_helped).then(|| course.used(document));
        let is_tried = course.is_tried();
        move |(id, is_done): &(String, bool)| {
            if *is_done && !is_tried {
                note_learnt(id, Done { changes: used });
            }
        }
    });
    use_effect_with(course.played, {
        let dispatch = dispatch.clone();
        move |played: &Option<usize>| {
            // Who wants nothing to move steps by hand.
            let timer = played
                .filter(|_| !wants_less_motion())
                .map(|_| Timeout::new(PACE, move || dispatch.emit(Action::Teach(Teach::PlayOn))));
            move || drop(timer)
        }
    });
    let change = {
        let lesson = Rc::clone(lesson);
        dispatch.reform(move |_: MouseEvent| {
            Action::MakeLesson(Make::GoOn(new_draft(), Rc::clone(&lesson)))
        })
    };
    let Some(task) = course.task() else {
        return Html::default();
    };
    let teach = |teach: Teach| dispatch.reform(move |_: MouseEvent| Action::Teach(teach.clone()));
    let leave = if course.is_tried() {
        "Back to making it"
    } else {
        "Leave the lesson"
    };
    html! {
        <>
            <div class="panel-head">
                <h2 tabindex="-1" ref={heading}>
                    { format!("{} · step {} of {}", lesson.title, course.step + 1, lesson.steps.len()) }
                </h2>
                <button type="button" class="icon-button is-small" title={leave} aria-label={leave} onclick={teach(Teach::Leave)}>{ icon(Glyph::Close) }</button>
            </div>
            <div class="panel-body lesson" tabindex="0" role="group" aria-label="Lesson">
                <div class="prose">{ markdown(&task.text) }</div>
                <h3>{ "Goal" }</h3>
                <ul class="goals">{ for goal.iter().map(part) }</ul>
                <div ref={reached}>
                <p class="goal-count" role="status">
                    { if is_reached {
                        "The goal is reached.".to_owned()
                    } else {
                        format!("{holding} of {} hold.", goal.len())
                    } }
                </p>
                if is_done {
                    { ending(course, document, dispatch) }
                } else if is_reached {
                    <button type="button" class="button is-main is-wide" onclick={teach(Teach::Next)}>
                        { "Next step" }
                    </button>
                }
                </div>
                { hints(course, dispatch) }
                { solution(course, dispatch) }
                <LessonLink lesson={Rc::clone(lesson)} />
                if !course.is_tried() {
                    <button type="button" class="link" onclick={change}>{ "Make a lesson of one’s own out of it" }</button>
                }
            </div>
        </>
    }
}

/// Shows whether a part of the goal holds, and else why not.
fn part(part: &Outcome) -> Html {
    let (glyph, word) = if part.holds {
        (Glyph::Done, "holds")
    } else {
        (Glyph::Ring, "not yet")
    };
    html! {
        <li class={classes!(part.holds.then_some("holds"))}>
            { icon(glyph) }
            <div>
                <p>{ part.name.clone().unwrap_or_default() }{ " " }<span class="goal-word">{ word }</span></p>
                if let Some(reason) = &part.reason {
                    <p class="muted">{ sentence(reason) }</p>
                }
            </div>
        </li>
    }
}

/// Tells what was done, and what one takes away.
fn ending(course: &Course, document: &Document, dispatch: &Callback<Action>) -> Html {
    let used = course.used(document);
    let par = usize::try_from(course.lesson.par).unwrap_or(usize::MAX);
    let told = match used {
        _ if course.is_helped => "Done, with the solution. Try it on your own?".to_owned(),
        used if used < par => format!(
            "Done with {}: the lesson itself needs {par}.",
            counted(used)
        ),
        used if used == par => format!("Done with {}, and it takes no fewer.", counted(used)),
        used => format!("Done with {}. It can be done with {par}.", counted(used)),
    };
    let teach = |teach: Teach| dispatch.reform(move |_: MouseEvent| Action::Teach(teach.clone()));
    let next = {
        let (id, dispatch) = (course.lesson.id.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| begin_next_lesson(Some(&id), &dispatch))
    };
    html! {
        <div class="lesson-ending" role="status">
            <p class="lesson-ending-title">{ icon(Glyph::Done) }{ told }</p>
            <div class="prose">{ markdown(&course.lesson.point) }</div>
            <div class="lesson-buttons">
                if course.is_tried() {
                    <button type="button" class="button is-main" onclick={teach(Teach::Leave)}>{ "Back to making it" }</button>
                } else {
                    <button type="button" class="button is-main" onclick={next}>{ "Next lesson" }</button>
                }
                <button type="button" class="button is-plain" onclick={teach(Teach::Restart)}>{ "Again" }</button>
                if !course.is_tried() {
                    <button type="button" class="button is-plain"
                        onclick={dispatch.reform(|_: MouseEvent| Action::Lay(Some(Overlay::Lessons)))}>{ "All lessons" }</button>
                }
            </div>
        </div>
    }
}

fn counted(changes: usize) -> String {
    match changes {
        1 => "1 change".to_owned(),
        changes => format!("{changes} changes"),
    }
}

fn hints(course: &Course, dispatch: &Callback<Action>) -> Html {
    let shown = course.shown_hints();
    let all = course.task().map_or(0, |task| task.hints.len());
    if all == 0 {
        return Html::default();
    }
    html! {
        <>
            <h3>{ "Hints" }</h3>
            <ol class="hints" aria-live="polite">
                { for shown.iter().map(|hint| html! {
                    <li><div class="prose">{ markdown(&hint.text) }</div></li>
                }) }
            </ol>
            if course.next_hint().is_some() {
                <button type="button" class="button is-plain"
                    onclick={dispatch.reform(|_: MouseEvent| Action::Teach(Teach::Hint))}>
                    { format!("Show hint {} of {all}", shown.len() + 1) }
                </button>
            }
        </>
    }
}

fn solution(course: &Course, dispatch: &Callback<Action>) -> Html {
    let teach = |teach: Teach| dispatch.reform(move |_: MouseEvent| Action::Teach(teach.clone()));
    let all = course.task().map_or(0, |task| task.solution.len());
    html! {
        <>
            <h3>{ "Solution" }</h3>
            <div class="lesson-buttons" role="group" aria-label="Solution">
                if let Some(played) = course.played {
                    <button type="button" class="button is-plain" onclick={teach(Teach::PlayOn)}>
                        { format!("Edit {} of {all}", played + 1) }
                    </button>
                    <button type="button" class="button is-plain" onclick={teach(Teach::Stop)}>{ "Stop" }</button>
                } else {
                    <button type="button" class="button is-plain" disabled={all == 0}
                        onclick={teach(Teach::Play)}>{ "Play the solution" }</button>
                    <button type="button" class="button is-plain"
                        onclick={teach(Teach::Restart)}>{ "Begin again" }</button>
                }
            </div>
        </>
    }
}

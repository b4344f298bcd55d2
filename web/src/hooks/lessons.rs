//! Lessons, as the page's own files hold them, and which are done, as the browser
//! keeps it.

use gloo::file::File;
use gloo::file::futures::read_as_text;
use gloo::utils::window;
use peerlab_core::lesson::{Index, Lesson};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use yew::Callback;

use super::storage::{download, storage};
use crate::editor::learnt::{Done, Learnt};
use crate::editor::{Action, Format, Notice, Overlay, open_lesson, open_presentation};

/// Where the lessons are.
const LESSONS: &str = "static/lessons/";

/// Where the presentations are.
const DEMOS: &str = "static/demos/";

/// Where it is kept which lessons are done.
const KEY: &str = "peerlab.learnt";

/// Offers a lesson as a file, named by its title.
pub fn download_lesson(lesson: &Lesson) {
    download(&Format::Json.file(&lesson.title), &lesson.to_pretty_json());
}

/// Fetches the text of one of the page's own files.
async fn text_of(address: &str) -> Result<String, String> {
    let unreachable = || "it cannot be reached; is the network there?".to_owned();
    let response = JsFuture::from(window().fetch_with_str(address)).await;
    let response = response.map_err(|_| unreachable())?;
    let response: Response = response.dyn_into().map_err(|_| unreachable())?;
    if !response.ok() {
        return Err(format!("the server answers {}", response.status()));
    }
    let text = response.text().map_err(|_| unreachable())?;
    let text = JsFuture::from(text).await.map_err(|_| unreachable())?;
    text.as_string().ok_or_else(unreachable)
}

/// Fetches the list of the lessons.
pub async fn lesson_index() -> Result<Index, String> {
    index(LESSONS).await
}

/// Fetches the list of the presentations.
pub async fn demo_index() -> Result<Index, String> {
    index(DEMOS).await
}

async fn index(folder: &str) -> Result<Index, String> {
    let text = text_of(&format!("{folder}index.json")).await?;
    Index::from_json(&text).map_err(|error| error.to_string())
}

/// Fetches a lesson and begins it; where that cannot be done, it says why.
pub fn begin_lesson(id: &str, dispatch: &Callback<Action>) {
    begin(LESSONS, id, open_lesson, dispatch);
}

/// Fetches a presentation and shows it; where that cannot be done, it says why.
pub fn begin_demo(id: &str, dispatch: &Callback<Action>) {
    begin(DEMOS, id, open_presentation, dispatch);
}

fn begin(
    folder: &'static str,
    id: &str,
    open: fn(&str, &str) -> Action,
    dispatch: &Callback<Action>,
) {
    let name = format!("{id}.json");
    let dispatch = dispatch.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let action = match text_of(&format!("{folder}{name}")).await {
            Ok(text) => open(&name, &text),
            Err(reason) => {
                let title = format!("{name} could not be fetched");
                Action::Say(Notice::failed(&title, &reason))
            }
        };
        dispatch.emit(action);
    });
}

/// Begins the lesson that follows the one with an id, or the first. Behind the
/// last, and behind one that is not in the list, shows the list.
pub fn begin_next_lesson(behind: Option<&str>, dispatch: &Callback<Action>) {
    let (behind, dispatch) = (behind.map(str::to_owned), dispatch.clone());
    wasm_bindgen_futures::spawn_local(async move {
        let index = lesson_index().await.unwrap_or_default();
        let lessons = index
            .sequences
            .iter()
            .flat_map(|sequence| &sequence.lessons);
        let mut lessons = lessons.map(|lesson| lesson.id.as_str());
        let next = match &behind {
            None => lessons.next(),
            Some(behind) => lessons.skip_while(|id| id != behind).nth(1),
        };
        match next {
            Some(next) => begin_lesson(next, &dispatch),
            None => dispatch.emit(Action::Lay(Some(Overlay::Lessons))),
        }
    });
}

/// Returns which lessons are done. What cannot be read counts as nothing.
#[must_use]
pub fn learnt() -> Learnt {
    let storage = storage();
    let text = storage.and_then(|storage| storage.get_item(KEY).ok().flatten());
    let learnt = text.and_then(|text| Learnt::read(&text).ok());
    learnt.unwrap_or_default()
}

/// Keeps that a lesson is done.
pub fn note_learnt(id: &str, done: Done) {
    let mut learnt = learnt();
    learnt.note(id, done);
    keep(&learnt);
}

/// Keeps what a file tells beside what is known, and returns both.
///
/// # Errors
///
/// Why the file tells nothing.
pub async fn join_learnt(file: File) -> Result<Learnt, String> {
    let text = read_as_text(&file).await;
    let text = text.map_err(|error| error.to_string())?;
    let mut learnt = learnt();
    learnt.join(&Learnt::read(&text)?);
    keep(&learnt);
    Ok(learnt)
}

fn keep(learnt: &Learnt) {
    if let Some(storage) = storage() {
        // Where the browser keeps nothing, progress lasts as long as the page.
        let _ = storage.set_item(KEY, &learnt.to_text());
    }
}

/// Tells whether the user wants nothing to move by itself.
#[must_use]
pub fn wants_less_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

//! A lesson to take along: as a link, and as a file.

use std::rc::Rc;

use peerlab_core::lesson::Lesson;
use yew::{Callback, Html, MouseEvent, Properties, component, html, use_state};

use crate::hooks::{copy, download_lesson, page_address};

/// What is shared.
#[derive(PartialEq, Properties)]
pub(super) struct LessonLinkProps {
    /// The lesson.
    pub(super) lesson: Rc<Lesson>,
}

/// Copies a link to a lesson, and offers it as a file.
#[component]
pub(super) fn LessonLink(props: &LessonLinkProps) -> Html {
    let told = use_state(String::new);
    let oncopy = {
        let (lesson, told) = (Rc::clone(&props.lesson), told.setter());
        Callback::from(move |_: MouseEvent| {
            let link = format!("{}{}", page_address(), lesson.to_link());
            let told = told.clone();
            wasm_bindgen_futures::spawn_local(async move {
                told.set(if copy(&link).await {
                    format!("Copied: {} characters.", link.chars().count())
                } else {
                    // To be copied by hand.
                    format!("The browser does not let the page use the clipboard: {link}")
                });
            });
        })
    };
    let ondownload = {
        let lesson = Rc::clone(&props.lesson);
        Callback::from(move |_: MouseEvent| download_lesson(&lesson))
    };
    html! {
        <div class="lesson-link">
            <button type="button" class="link" onclick={oncopy}>{ "Copy a link to this lesson" }</button>
            <button type="button" class="link" onclick={ondownload}>{ "Download it as a file" }</button>
            <span role="status">{ &*told }</span>
        </div>
    }
}

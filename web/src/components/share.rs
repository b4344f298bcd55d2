//! The dialog that shares a scenario as a link.

use std::rc::Rc;

use peerlab_core::lesson::Lesson;
use peerlab_core::pseudonym;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::{
    AttrValue, Callback, Event, FocusEvent, Html, MouseEvent, Properties, TargetCast, component,
    html, use_memo, use_node_ref, use_state,
};

use super::dialog::Dialog;
use super::notice::{FITS_CHATS, SAFE, told_length};
use super::qr::code;
use super::{Glyph, icon};
use crate::editor::words::sentence;
use crate::editor::{Action, Document, Form, Format, Looking, Shared};
use crate::hooks::{copy, download, download_lesson};

/// What is shared.
#[derive(PartialEq, Properties)]
pub struct ShareProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// What of it is looked at.
    pub looking: Looking,
    /// Whether that is a trace.
    pub traces: bool,
    /// The lesson that is taken.
    pub lesson: Option<Rc<Lesson>>,
    /// The address of the page.
    pub page: AttrValue,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// How copying went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copied {
    NotYet,
    Done,
    Denied,
}

/// Shares a scenario as a link.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let shared = use_state(Shared::default);
    let form = use_state(|| Form::Link);
    let has_bar = use_state(|| false);
    let copied = use_state(|| Copied::NotYet);
    let field = use_node_ref();
    let of = (
        Rc::clone(&props.document),
        props.looking.clone(),
        *shared,
        props.page.clone(),
        props.lesson.clone(),
    );
    let link = use_memo(of, |(document, looking, shared, page, lesson)| {
        let fragment = shared.fragment(document.scenario(), looking, lesson.as_deref());
        fragment.map(|fragment| format!("{page}{fragment}"))
    });
    let (link, none) = match link.as_ref() {
        Ok(link) => (link.as_str(), None),
        Err(error) => ("", Some(sentence(&error.to_string()))),
    };
    // Of a lesson there is nothing to choose: it opens as it begins.
    let lesson = props.lesson.as_ref().filter(|_| shared.lesson).cloned();
    let name = &props.document.scenario().name;
    let name = lesson.as_ref().map_or(name, |lesson| &lesson.title);
    let text = form.text(link, name, *has_bar);
    let length = link.chars().count();
    let is_file = none.is_some() || length > SAFE;

    let choice = |label: &'static str, is_on: bool, set: fn(&mut Shared, bool)| {
        let (shared, copied) = (shared.clone(), copied.clone());
        let onchange = Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let mut next = *shared;
            set(&mut next, input.checked());
            shared.set(next);
            copied.set(Copied::NotYet);
        });
        html! {
            <label class="choice"><input type="checkbox" checked={is_on} {onchange} />{ label }</label>
        }
    };
    let forms = Form::ALL.iter().map(|&of| {
        let (form, copied) = (form.clone(), copied.clone());
        let is_chosen = *form == of;
        let onchange = Callback::from(move |_: Event| {
            form.set(of);
            copied.set(Copied::NotYet);
        });
        html! {
            <label class="choice"><input type="radio" name="share-form" checked={is_chosen} {onchange} />{ of.name() }</label>
        }
    });
    let oncopy = {
        let (text, copied, field) = (text.clone(), copied.clone(), field.clone());
        Callback::from(move |_: MouseEvent| {
            let (text, copied, field) = (text.clone(), copied.clone(), field.clone());
            wasm_bindgen_futures::spawn_local(async move {
                if copy(&text).await {
                    copied.set(Copied::Done);
                    return;
                }
                copied.set(Copied::Denied);
                if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                    // Where it cannot be focused it can still be selected by hand.
                    let _ = field.focus();
                    field.select();
                }
            });
        })
    };
    let ondownload = {
        let (document, shared, lesson) = (Rc::clone(&props.document), *shared, lesson.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(lesson) = &lesson {
                download_lesson(lesson);
                return;
            }
            let scenario = shared.scenario(document.scenario());
            download(
                &Format::Json.file(&scenario.name),
                &scenario.to_pretty_json(),
            );
        })
    };
    let onbar = {
        let (has_bar, copied) = (has_bar.clone(), copied.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            has_bar.set(input.checked());
            copied.set(Copied::NotYet);
        })
    };
    let onfocus = Callback::from(|event: FocusEvent| {
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        field.select();
    });
    let close = props.dispatch.reform(|_: MouseEvent| Action::Lay(None));
    html! {
        <Dialog title="Share" class="is-share" onclose={props.dispatch.reform(|()| Action::Lay(None))}>
            <div class="dialog-head">
                <h2>{ "Share" }</h2>
                <button type="button" class="icon-button" aria-label="Close" onclick={close}>{ icon(Glyph::Close) }</button>
            </div>
            <p class="muted">
                { if lesson.is_some() {
                    "The link holds the whole lesson, from its first step. Nothing is uploaded."
                } else {
                    "The link holds the whole scenario. Nothing is uploaded."
                } }
            </p>
            <fieldset class="choices">
                <legend>{ "What it opens" }</legend>
                if props.lesson.is_some() {
                    { choice("Open on this lesson", shared.lesson, |shared, is_on| shared.lesson = is_on) }
                }
                if lesson.is_none() {
                    { choice("View only: whoever opens it cannot change it, but can make a copy", shared.view_only, |shared, is_on| shared.view_only = is_on) }
                    if props.traces && !shared.pseudonyms {
                        { choice("Open on this trace", shared.trace, |shared, is_on| shared.trace = is_on) }
                    }
                    { choice("Keep the cards where they stand", shared.places, |shared, is_on| shared.places = is_on) }
                    { choice("Replace ids and names by numbers", shared.pseudonyms, |shared, is_on| shared.pseudonyms = is_on) }
                }
            </fieldset>
            if shared.pseudonyms && lesson.is_none() {
                <p class="muted">{ pseudonym::KEPT }</p>
            }
            if let Some(none) = &none {
                <p>{ none }</p>
            } else {
                <fieldset class="choices is-row">
                    <legend>{ "Copy as" }</legend>
                    { for forms }
                    if *form == Form::Frame {
                        <label class="choice"><input type="checkbox" checked={*has_bar} onchange={onbar} />{ "With the bar" }</label>
                    }
                </fieldset>
                <textarea ref={field} class="link-field" readonly=true rows="3" aria-label={form.name()}
                    value={text} {onfocus} />
                <div class="size">
                    <meter min="0" max={SAFE.to_string()} low={FITS_CHATS.to_string()} high={(SAFE - 1).to_string()}
                        optimum="0" value={length.min(SAFE).to_string()} aria-label="Length of the link">
                        { length }
                    </meter>
                    <p>{ told_length(length) }</p>
                </div>
            }
            <div class="dialog-foot">
                <span class="copied" role="status">
                    { match *copied {
                        Copied::NotYet => "",
                        Copied::Done => "Copied.",
                        Copied::Denied => "The browser does not let the page use the clipboard. It is selected: copy it by hand.",
                    } }
                </span>
                <button type="button" class={yew::classes!("button", if is_file { "is-main" } else { "is-plain" })}
                    onclick={ondownload}>{ "Download as a file" }</button>
                if none.is_none() {
                    <button type="button" class={yew::classes!("button", if is_file { "is-plain" } else { "is-main" })}
                        onclick={oncopy}>{ "Copy" }</button>
                }
            </div>
            if none.is_none() {
                { code(link) }
            }
        </Dialog>
    }
}

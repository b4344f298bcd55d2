//! What the page says about what was just done.

use web_sys::HtmlTextAreaElement;
use yew::{Callback, Html, MouseEvent, Properties, component, html, use_effect_with, use_node_ref};

use super::{Glyph, icon};
use crate::editor::commands::PageDeed;
use crate::editor::words::grouped;
use crate::editor::{Action, Notice};
use crate::hooks::download;
use peerlab_core::check::Severity;

/// What is said, and what can be done about it.
#[derive(PartialEq, Properties)]
pub struct NoticeProps {
    /// What is said.
    pub notice: Notice,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
    /// Takes what only the page itself can do.
    #[prop_or_default]
    pub on_deed: Callback<PageDeed>,
}

/// The longest link that every chat program keeps whole.
pub(super) const FITS_CHATS: usize = 2_000;

/// The longest link that browsers and servers are known to keep whole.
pub(super) const SAFE: usize = 8_000;

/// What a link is called, of which the length matters.
const LINK: &str = "Link";

/// How many notes are shown; a file of thousands is not read note by note.
const MOST_NOTES: usize = 50;

/// Shows what is said.
#[component]
pub fn NoticeView(props: &NoticeProps) -> Html {
    let dismiss = html! {
        <button type="button" class="icon-button" aria-label="Dismiss" title="Dismiss"
            onclick={props.dispatch.reform(|_| Action::Dismiss)}>
            { icon(Glyph::Close) }
        </button>
    };
    match &props.notice {
        Notice::Failed { title, reason } => html! {
            <div class="notice is-failed" role="alert">
                { icon(Glyph::Severity(Severity::Error)) }
                <div class="notice-text">
                    <p class="notice-title">{ title }</p>
                    <p class="notice-reason">{ reason }</p>
                </div>
                { dismiss }
            </div>
        },
        Notice::Opened { title, notes } => html! {
            <div class="notice" role="status">
                { icon(Glyph::Done) }
                <div class="notice-text">
                    <p class="notice-title">{ title }</p>
                    if !notes.is_empty() {
                        <ul class="notes">
                            { for notes.iter().take(MOST_NOTES).map(|note| html! { <li>{ note }</li> }) }
                            if notes.len() > MOST_NOTES {
                                <li>{ format!("And {} more like these.", notes.len() - MOST_NOTES) }</li>
                            }
                        </ul>
                    }
                    <button type="button" class="link" onclick={props.dispatch.reform(|_| Action::Undo)}>
                        { "Back to what was open" }
                    </button>
                </div>
                { dismiss }
            </div>
        },
        Notice::Unopened { reason, link } => {
            let link = link.clone();
            let onclick = Callback::from(move |_: MouseEvent| download("link.txt", &link));
            warning(
                "The link could not be opened",
                reason,
                html! { <button type="button" class="link" {onclick}>{ "Save its text" }</button> },
                dismiss,
            )
        }
        Notice::Damaged { text } => {
            let text = text.clone();
            let onclick = Callback::from(move |_: MouseEvent| download("damaged.txt", &text));
            warning(
                "What was kept in the browser is damaged.",
                "It cannot be opened and is put aside as it is.",
                html! { <button type="button" class="link" {onclick}>{ "Download it" }</button> },
                dismiss,
            )
        }
        Notice::ViewOnly { is_embedded } => html! {
            <div class="notice" role="alert">
                { icon(Glyph::Severity(Severity::Hint)) }
                <div class="notice-text">
                    <p class="notice-title">{ "This is for viewing: nothing of it can be changed." }</p>
                    if !is_embedded {
                        <p>{ "A copy of your own can be; what you have kept stays as it is." }</p>
                        <button type="button" class="link"
                            onclick={props.dispatch.reform(|_| Action::MakeOwn)}>{ "Make it mine" }</button>
                    }
                </div>
                { dismiss }
            </div>
        },
        Notice::Unkept => warning(
            "This scenario is not kept in the browser.",
            "Its storage is full or closed to the page. Download the scenario, or copy a link.",
            deed(props, PageDeed::Download, "Download it"),
            dismiss,
        ),
        Notice::Elsewhere => warning(
            "This scenario was changed in another tab.",
            "What you change here is not kept until you choose.",
            html! {
                <>
                    { deed(props, PageDeed::TakeOther, "Show the other") }{ " " }
                    { deed(props, PageDeed::KeepCopy, "Keep mine as a copy") }
                </>
            },
            dismiss,
        ),
        Notice::Copied { what, length } => html! {
            <div class="notice" role="status">
                { icon(Glyph::Done) }
                <div class="notice-text">
                    <p class="notice-title">{ *what }{ " copied." }</p>
                    if *what == LINK {
                        <p>{ told_length(*length) }</p>
                    }
                </div>
                { dismiss }
            </div>
        },
        Notice::ByHand { what, text } => html! {
            <div class="notice" role="status">
                { icon(Glyph::Link) }
                <div class="notice-text">
                    <p class="notice-title">
                        { "The browser does not let the page use the clipboard. Copy it from here:" }
                    </p>
                    <TextField name={*what} text={text.clone()} />
                    if *what == LINK {
                        <p>{ told_length(text.chars().count()) }</p>
                    }
                </div>
                { dismiss }
            </div>
        },
    }
}

/// Shows what may cost work, and what can be done about it.
fn warning(title: &'static str, reason: &str, offers: Html, dismiss: Html) -> Html {
    html! {
        <div class="notice is-failed" role="alert">
            { icon(Glyph::Severity(Severity::Warning)) }
            <div class="notice-text">
                <p class="notice-title">{ title }</p>
                <p>{ reason }</p>
                <p>{ offers }</p>
            </div>
            { dismiss }
        </div>
    }
}

fn deed(props: &NoticeProps, deed: PageDeed, name: &'static str) -> Html {
    let onclick = props.on_deed.reform(move |_: MouseEvent| deed);
    html! { <button type="button" class="link" {onclick}>{ name }</button> }
}

/// Says how long a link is and what that means for sending it.
pub(super) fn told_length(length: usize) -> String {
    let what = match length {
        ..=FITS_CHATS => "it fits any chat or mail program",
        length if length <= SAFE => "some chat programs cut links of more than 2,000",
        _ => "many programs cut links of more than 8,000",
    };
    format!(
        "It holds all that is seen here in {} characters: {what}.",
        grouped(length as u64)
    )
}

#[derive(PartialEq, Properties)]
struct TextFieldProps {
    name: &'static str,
    text: String,
}

/// Shows a text selected, to be copied by hand.
#[component]
fn TextField(props: &TextFieldProps) -> Html {
    let field = use_node_ref();
    use_effect_with((field.clone(), props.text.clone()), |(field, _)| {
        if let Some(field) = field.cast::<HtmlTextAreaElement>() {
            // Where it cannot be focused it can still be selected by hand.
            let _ = field.focus();
            field.select();
        }
    });
    html! {
        <textarea ref={field} class="link-field" readonly=true rows="3" aria-label={props.name}
            value={props.text.clone()} />
    }
}

#[cfg(test)]
mod tests {
    use super::told_length;
    use crate::editor::words::grouped;

    #[test]
    fn lengths_are_told_with_what_they_mean() {
        assert_eq!(
            told_length(812),
            "It holds all that is seen here in 812 characters: it fits any chat or mail program."
        );
        assert!(told_length(2_001).contains("2,001 characters: some chat programs"));
        assert!(told_length(8_001).contains("8,001 characters: many programs"));
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}

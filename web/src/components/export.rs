//! The dialog that offers a scenario in other forms.

use yew::{Callback, Html, MouseEvent, html};

use super::dialog::Dialog;
use super::{Glyph, icon};
use crate::editor::commands::PageDeed;
use crate::editor::{Action, Format};

/// The forms by what they are for.
const GROUPS: [(&str, &[Format]); 3] = [
    (
        "As a picture",
        &[Format::Svg, Format::Png(1), Format::Png(2), Format::Png(3)],
    ),
    (
        "To write about it",
        &[Format::Mermaid, Format::Markdown, Format::Csv],
    ),
    (
        "To build it",
        &[Format::Json, Format::Terraform, Format::Scw],
    ),
];

/// Offers every form.
pub fn export(dispatch: &Callback<Action>, on_deed: &Callback<PageDeed>) -> Html {
    let form = |format: Format| {
        let onclick = on_deed.reform(move |_: MouseEvent| PageDeed::Export(format));
        let copy = on_deed.reform(move |_: MouseEvent| PageDeed::CopyText(format));
        html! {
            <li class="form-of">
                <button type="button" class="form-button" {onclick}>
                    <strong>{ format.name() }</strong>
                    <span class="muted">{ format.about() }</span>
                </button>
                if !matches!(format, Format::Png(_)) {
                    <button type="button" class="link" onclick={copy}
                        aria-label={format!("Copy as {}", format.name())}>{ "Copy" }</button>
                }
            </li>
        }
    };
    html! {
        <Dialog title="Export" class="is-export" onclose={dispatch.reform(|()| Action::Lay(None))}>
            <div class="dialog-head">
                <h2>{ "Export" }</h2>
                <button type="button" class="icon-button" aria-label="Close"
                    onclick={dispatch.reform(|_| Action::Lay(None))}>{ icon(Glyph::Close) }</button>
            </div>
            { for GROUPS.iter().map(|(title, formats)| html! {
                <>
                    <h3>{ *title }</h3>
                    <ul class="forms-of">{ for formats.iter().map(|&format| form(format)) }</ul>
                </>
            }) }
        </Dialog>
    }
}

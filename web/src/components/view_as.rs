//! Whose eyes see the scenario: the choice of them, and that they see less.
//!
//! In the view of an owner others are not listed either: that there are any is
//! not theirs to know.

use std::rc::Rc;

use peerlab_core::scenario::Viewer;
use web_sys::HtmlSelectElement;
use yew::{AttrValue, Callback, Event, Html, MouseEvent, TargetCast, html};

use super::{Choice, Chooser, Glyph, icon};
use crate::editor::{Action, Document, Eyes};

/// Returns the owners that may be listed, each with its number among all.
fn listed(document: &Document) -> Vec<(usize, Viewer)> {
    let owners = document.owners().into_iter().enumerate();
    let viewer = document.viewer();
    owners
        .filter(|(_, owner)| viewer.is_none_or(|viewer| viewer == owner))
        .collect()
}

/// Returns what sees with the eyes of the owner with a number, or of everyone
/// where it is none.
fn see(document: &Document, number: &str) -> Action {
    let number = number.parse().ok();
    Action::See(number.and_then(|number: usize| document.owners().into_iter().nth(number)))
}

/// Shows the choice, where there is one.
pub fn view_as(document: &Rc<Document>, next: Option<Eyes>, dispatch: &Callback<Action>) -> Html {
    let Some(next) = next else {
        return Html::default();
    };
    let owners = listed(document);
    let viewer = document.viewer();
    let onchange = {
        let document = Rc::clone(document);
        dispatch.reform(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            see(&document, &select.value())
        })
    };
    let group = |label: &'static str, is_project: bool| {
        let mut of_kind = owners
            .iter()
            .filter(|(_, owner)| owner.project_id.is_some() == is_project)
            .peekable();
        of_kind.peek()?;
        Some(html! {
            <optgroup {label}>
                { for of_kind.map(|(number, owner)| html! {
                    <option value={number.to_string()} selected={viewer == Some(owner)}>
                        { document.owner_label(owner) }
                    </option>
                }) }
            </optgroup>
        })
    };
    let title = match next {
        Eyes::Of(_) => "See with the next owner’s eyes (E)",
        Eyes::Everyone => "See with everyone’s eyes again (E)",
    };
    let turn = dispatch.reform(move |_: MouseEvent| next.clone().see());
    html! {
        <>
        <label class="view-as" title="Whose eyes see it">
            { icon(Glyph::Eyes) }<span class="button-name">{ "View as" }</span>
            // Made anew with the eyes, so that what is chosen is what is seen.
            <select key={viewer.map_or("", Viewer::id).to_owned()} aria-label="View as" {onchange}>
                <option value="" selected={viewer.is_none()}>{ "Everyone" }</option>
                { for [group("Organisations", false), group("Projects", true)].into_iter().flatten() }
            </select>
        </label>
        <button type="button" class="icon-button" onclick={turn} {title} aria-label={title}>
            { icon(Glyph::Folded) }
        </button>
        </>
    }
}

/// Says of what was shared as an owner's view that nothing else is in it.
pub fn seen_as(document: &Document) -> Html {
    let viewer = document.viewer().filter(|_| document.is_only_a_view());
    let Some(viewer) = viewer else {
        return Html::default();
    };
    let name = document.owner_label(viewer);
    html! {
        <section class="seen-as" aria-label="Whose eyes see it">
            { icon(Glyph::Eyes) }
            <p>
                <strong>{ format!("This is what {name} sees.") }</strong>
                { " It was shared so: of other owners nothing is in it but the ids of their VPCs, \
                   and the status of each connector is what was told then." }
            </p>
        </section>
    }
}

/// Asks whose eyes are to see it.
pub fn choosing_eyes(document: &Rc<Document>, dispatch: &Callback<Action>) -> Html {
    let everyone = document.viewer().map(|_| Choice {
        id: AttrValue::default(),
        name: "Everyone".into(),
        note: "all there is".into(),
    });
    let owners = listed(document).into_iter().map(|(number, owner)| Choice {
        id: number.to_string().into(),
        name: document.owner_label(&owner).to_owned().into(),
        note: if owner.project_id.is_some() {
            "project".into()
        } else {
            "organisation".into()
        },
    });
    let choices: Vec<Choice> = everyone.into_iter().chain(owners).collect();
    let on_choose = {
        let document = Rc::clone(document);
        dispatch.reform(move |(number, _): (String, bool)| see(&document, &number))
    };
    html! {
        <Chooser title="See with the eyes of" hint="Enter hides what that owner does not see."
            {choices} {on_choose} on_close={dispatch.reform(|()| Action::Lay(None))} />
    }
}

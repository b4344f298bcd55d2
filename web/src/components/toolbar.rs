//! The tools over the picture: what keys do, for mice and fingers.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, Properties, classes, component, html};

use super::{Glyph, icon};
use crate::editor::{Action, Editor, Tool};

/// What the tools are about.
#[derive(PartialEq, Properties)]
pub struct ToolbarProps {
    /// Everything there is.
    pub editor: Rc<Editor>,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// A tool: its icon, what it does and by which keys, and why it cannot be used.
struct Button {
    glyph: Glyph,
    name: AttrValue,
    keys: &'static str,
    hindered: Option<&'static str>,
    action: Action,
}

/// Shows the tools.
#[component]
pub fn Toolbar(props: &ToolbarProps) -> Html {
    let editor = &props.editor;
    let frames = editor.tool == Tool::Frame;
    let other = if frames { Tool::Pan } else { Tool::Frame };
    let homeless = editor.home().is_none().then_some("Select a VPC first.");
    let is_single = editor.document.scenario().vpcs.len() < 2;
    let removal = editor.removal();
    let label = editor.removal_label(&removal);
    let delete = if removal.edits.is_empty() {
        "Delete what is selected".to_owned()
    } else {
        let mut characters = label.chars();
        let first = characters.next().into_iter();
        first
            .map(|first| first.to_ascii_uppercase())
            .chain(characters)
            .collect()
    };
    let buttons = [
        Button {
            glyph: Glyph::Vpc,
            name: "Add a VPC".into(),
            keys: "V",
            hindered: None,
            action: Action::AddVpc(None),
        },
        Button {
            glyph: Glyph::PrivateNetwork,
            name: "Add a Private Network".into(),
            keys: "N",
            hindered: homeless,
            action: Action::AddNetwork,
        },
        Button {
            glyph: Glyph::Connector,
            name: "Connect to another VPC".into(),
            keys: "C",
            hindered: homeless.or(is_single.then_some("There is no other VPC.")),
            action: Action::ChooseTarget,
        },
        Button {
            glyph: Glyph::Route,
            name: "Add a route".into(),
            keys: "R",
            hindered: homeless,
            action: Action::AddRoute,
        },
        Button {
            glyph: Glyph::Delete,
            name: delete.into(),
            keys: "Del",
            hindered: removal
                .edits
                .is_empty()
                .then_some("Select something first."),
            action: Action::Remove,
        },
    ];
    let onclick = props.dispatch.reform(move |_| Action::Use(other));
    let title = "Select several by a frame. With Shift, a drag on the ground does it too.";
    html! {
        <div class="toolbar" role="toolbar" aria-label="Tools">
            <button type="button" class="icon-button" {onclick} {title}
                aria-label="Select by a frame" aria-pressed={frames.to_string()}>
                { icon(Glyph::Frame) }
            </button>
            <span class="divider" />
            { for buttons.into_iter().map(|button| tool(button, &props.dispatch)) }
        </div>
    }
}

/// Shows a tool. One that cannot be used can be reached all the same, so that
/// it can say why.
fn tool(button: Button, dispatch: &Callback<Action>) -> Html {
    let Button {
        glyph,
        name,
        keys,
        hindered,
        action,
    } = button;
    let title = match hindered {
        Some(reason) => format!("{name} ({keys}). {reason}"),
        None => format!("{name} ({keys})"),
    };
    let label = match hindered {
        Some(reason) => format!("{name}. {reason}").into(),
        None => name,
    };
    let is_free = hindered.is_none();
    let dispatch = dispatch.clone();
    let onclick = Callback::from(move |_: yew::MouseEvent| {
        if is_free {
            dispatch.emit(action.clone());
        }
    });
    html! {
        <button type="button" class={classes!("icon-button", (!is_free).then_some("is-hindered"))}
            {onclick} {title} aria-label={label} aria-disabled={(!is_free).then_some("true")}>
            { icon(glyph) }
        </button>
    }
}

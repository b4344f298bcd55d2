//! The tools over the picture: what keys do, for mice and fingers.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, Properties, classes, component, html, use_memo};

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
    // What goes with what is selected takes a look at everything.
    let of = (editor.selection.clone(), Rc::clone(&editor.document));
    let delete: Rc<Option<AttrValue>> = use_memo(of, |_| {
        let removal = editor.removal();
        let label = editor.removal_label(&removal);
        let mut characters = label.chars();
        let first = characters.next().filter(|_| !removal.edits.is_empty())?;
        let capital = first.to_ascii_uppercase();
        let name: String = std::iter::once(capital).chain(characters).collect();
        Some(name.into())
    });
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
            // One that is not here is named by its id.
            hindered: homeless,
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
            name: (*delete)
                .clone()
                .unwrap_or(AttrValue::Static("Delete what is selected")),
            keys: "Del",
            hindered: delete.is_none().then_some("Select something first."),
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

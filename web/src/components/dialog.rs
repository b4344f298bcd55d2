//! What lies over the page: the sheet of keys, the palette and questions.

use std::rc::Rc;

use gloo::events::EventListener;
use peerlab_core::kept::Recent;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::{
    AttrValue, Callback, Html, MouseEvent, Properties, TargetCast, component, html,
    use_effect_with, use_node_ref,
};

use super::{Choice, Chooser, Glyph, PreviewView, icon};
use crate::editor::ago::ago;
use crate::editor::commands::{COMMANDS, Command, Keys, available};
use crate::editor::{Action, Document, Editor, Looking, Question};

/// What lies over the page, and what is called back.
#[derive(PartialEq, Properties)]
pub(super) struct DialogProps {
    /// What it is called by those who do not see it.
    pub title: AttrValue,
    /// What it is known by in the style.
    pub class: &'static str,
    /// Is called when it is closed.
    pub onclose: Callback<()>,
    /// What it holds.
    pub children: Html,
}

/// Lies over the page until it is closed; nothing else can be reached then.
#[component]
pub(super) fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let (node, onclose) = (node.clone(), props.onclose.clone());
        use_effect_with((), move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            let listener = dialog.as_ref().map(|dialog| {
                // Refused only where it is open already.
                let _ = dialog.show_modal();
                EventListener::new(dialog, "close", move |_| onclose.emit(()))
            });
            move || {
                drop(listener);
                // So that the focus goes back to where it was.
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        });
    }
    let onclick = {
        let (node, onclose) = (node.clone(), props.onclose.clone());
        Callback::from(move |event: MouseEvent| {
            // What is around it belongs to it as well.
            let dialog = node.cast::<HtmlElement>();
            if dialog.is_some() && event.target_dyn_into::<HtmlElement>() == dialog {
                onclose.emit(());
            }
        })
    };
    html! {
        <dialog ref={node} class={yew::classes!("dialog", props.class)} aria-label={&props.title} {onclick}>
            <div class="dialog-body">{ props.children.clone() }</div>
        </dialog>
    }
}

fn close(dispatch: &Callback<Action>) -> Callback<()> {
    dispatch.reform(|()| Action::Lay(None))
}

fn keys(keys: Keys) -> Html {
    html! { <span class="keys">{ for keys.parts().map(|part| html! { <kbd>{ part }</kbd> }) }</span> }
}

/// How many ways to press a command are shown; others are habits of keyboards.
const MOST_KEYS: usize = 2;

/// Keys that belong to a place and are no commands.
const ELSEWHERE: &[(&str, &[&str])] = &[
    ("Picture: select, and several with Shift", &["Enter"]),
    ("Picture: move a card, farther with Shift", &["Arrow keys"]),
    (
        "Picture: add a VPC beside, connected",
        &["Ctrl/Cmd", "Arrow keys"],
    ),
    ("Picture: select all", &["Ctrl/Cmd", "A"]),
    ("Copy what is selected", &["Ctrl/Cmd", "C"]),
    ("Cut what is selected", &["Ctrl/Cmd", "X"]),
    (
        "Paste what was copied, or open what it is",
        &["Ctrl/Cmd", "V"],
    ),
    ("Outline: go, fold and unfold", &["Arrow keys"]),
    ("Outline: go to what begins so", &["Letters"]),
    ("Outline: rename in place", &["F2"]),
    ("Field: take the text", &["Enter"]),
    ("Field: bring the former text back", &["Esc"]),
];

/// What the sheet of keys calls back.
#[derive(PartialEq, Properties)]
pub struct KeySheetProps {
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// Shows every key.
#[component]
pub fn KeySheet(props: &KeySheetProps) -> Html {
    let with_keys = COMMANDS.iter().filter(|command| !command.keys.is_empty());
    html! {
        <Dialog title="Keys" class="is-keys" onclose={close(&props.dispatch)}>
            <div class="dialog-head">
                <h2>{ "Keys" }</h2>
                <button type="button" class="icon-button" aria-label="Close"
                    onclick={props.dispatch.reform(|_| Action::Lay(None))}>{ icon(Glyph::Close) }</button>
            </div>
            <dl class="key-list">
                { for with_keys.map(|command| html! {
                    <div>
                        <dt>{ command.name }</dt>
                        <dd>{ for command.keys.iter().take(MOST_KEYS).map(|&of| keys(of)) }</dd>
                    </div>
                }) }
                { for ELSEWHERE.iter().map(|(name, keys)| html! {
                    <div>
                        <dt>{ *name }</dt>
                        <dd><span class="keys">{ for keys.iter().map(|key| html! {
                            <kbd>{ *key }</kbd>
                        }) }</span></dd>
                    </div>
                }) }
            </dl>
        </Dialog>
    }
}

/// Finds commands by their names.
pub fn palette(
    editor: &Editor,
    dispatch: &Callback<Action>,
    on_command: &Callback<&'static Command>,
) -> Html {
    let found: Vec<&'static Command> = available(editor).collect();
    let choices: Vec<Choice> = found
        .iter()
        .map(|command| {
            let keys = command.keys.first();
            let parts = keys.into_iter().flat_map(|keys| keys.parts());
            Choice {
                id: command.name.into(),
                name: command.name.into(),
                note: parts.collect::<Vec<String>>().join(" + ").into(),
            }
        })
        .collect();
    let on_command = on_command.clone();
    let on_choose = Callback::from(move |(name, _): (String, bool)| {
        if let Some(command) = found.iter().find(|command| command.name == name) {
            on_command.emit(command);
        }
    });
    html! {
        <Chooser title="Find an action" hint="What cannot be done now is left out."
            {choices} {on_choose} on_close={close(dispatch)} />
    }
}

/// Asks which of the scenarios that are kept in the browser to open.
pub fn recent(
    recent: &[Recent],
    now: u64,
    dispatch: &Callback<Action>,
    on_open: &Callback<String>,
) -> Html {
    let choices: Vec<Choice> = recent
        .iter()
        .map(|recent| Choice {
            id: recent.key.clone().into(),
            name: match recent.name.trim() {
                "" => "Untitled scenario".into(),
                name => name.to_owned().into(),
            },
            note: ago(recent.at, now).into(),
        })
        .collect();
    html! {
        <Chooser title="Open a recent scenario"
            hint="They are kept in this browser alone, the latest twenty."
            {choices} on_choose={on_open.reform(|(key, _)| key)} on_close={close(dispatch)} />
    }
}

/// How many sentences a question has.
const MOST_TOLD: usize = 12;

/// What a question shows and calls back.
#[derive(PartialEq, Properties)]
pub struct AskProps {
    /// The question.
    pub question: Question,
    /// The scenario.
    pub document: Rc<Document>,
    /// Which packets are asked about.
    pub looking: Looking,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// Asks before a change is made.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let question = &props.question;
    let yes = {
        let (edits, label) = (question.edits.clone(), question.label.clone());
        props.dispatch.reform(move |_| Action::Edit {
            edits: edits.clone(),
            label: label.clone(),
        })
    };
    html! {
        <Dialog title={question.title.clone()} class="is-question" onclose={close(&props.dispatch)}>
            <h2>{ &question.title }</h2>
            { for question.told.iter().take(MOST_TOLD).map(|told| html! { <p>{ told }</p> }) }
            if question.told.len() > MOST_TOLD {
                <p class="muted">{ format!("And {} more.", question.told.len() - MOST_TOLD) }</p>
            }
            <PreviewView document={Rc::clone(&props.document)} looking={props.looking.clone()}
                edits={question.edits.clone()} />
            <div class="dialog-foot">
                <button type="button" class="button is-plain"
                    onclick={props.dispatch.reform(|_| Action::Lay(None))}>{ "Keep it as it is" }</button>
                <button type="button" class="button is-main" onclick={yes}>{ question.yes }</button>
            </div>
        </Dialog>
    }
}

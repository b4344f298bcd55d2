//! Renaming on the picture: a field over the name.

use gloo::utils::document;
use peerlab_core::layout::{HEADER_HEIGHT, LINE_HEIGHT, ROW_PADDING, Rect};
use peerlab_core::scenario::Kind;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, SvgElement};
use yew::{
    AttrValue, Callback, Event, FocusEvent, Html, KeyboardEvent, PointerEvent, Properties,
    TargetCast, component, html, use_effect_with, use_mut_ref, use_node_ref,
};

use crate::editor::change::Of;
use crate::editor::{Action, Editor};

/// How far the field begins left of the name.
const BEFORE: i32 = 6;

/// Returns what is being renamed: its id, its name, and where the field lies in
/// the plane.
pub(super) fn renaming(editor: &Editor) -> Option<(AttrValue, AttrValue, Rect)> {
    let id = editor.renaming.as_ref()?;
    let document = &editor.document;
    let entity = document.entity(id)?;
    let home = document.home_of(id)?;
    let card = editor.rect(home)?;
    let (name, top, height) = match entity.kind {
        Kind::Vpc => {
            let vpc = document.scenario().vpcs.get(entity.index)?;
            (&vpc.name, 6, HEADER_HEIGHT / 2 + 2)
        }
        Kind::PrivateNetwork => {
            let network = document.scenario().private_networks.get(entity.index)?;
            let rows = &document.layout.cards.get(home)?.rows;
            let row = rows
                .iter()
                .find(|row| row.private_network == entity.index)?;
            (&network.name, row.y, LINE_HEIGHT + 2 * ROW_PADDING)
        }
        _ => return None,
    };
    let rect = Rect::new(
        card.x + 2 * ROW_PADDING - BEFORE / 2,
        card.y + top,
        card.width - 4 * ROW_PADDING + BEFORE,
        height,
    );
    Some((id.clone().into(), name.clone().into(), rect))
}

/// What the field is made of.
#[derive(PartialEq, Properties)]
pub(super) struct RenamingProps {
    /// Its name so far.
    pub name: AttrValue,
    /// Where the field lies.
    pub rect: Rect,
    /// Takes the new name; `None` leaves the former.
    pub on_done: Callback<Option<String>>,
}

/// Shows the field. Enter, and leaving it, keep what is typed; Escape does not.
#[component]
pub(super) fn Renaming(props: &RenamingProps) -> Html {
    let node = use_node_ref();
    // What is done is done once: what goes is left as well.
    let is_done = use_mut_ref(|| false);
    let former = use_mut_ref(|| document().active_element());
    use_effect_with(node.clone(), |node| {
        if let Some(input) = node.cast::<HtmlInputElement>() {
            input.select();
            // Where it cannot have the focus nothing else has it either.
            let _ = input.focus();
        }
    });
    let done = {
        let on_done = props.on_done.clone();
        Callback::from(move |name: Option<String>| {
            if !is_done.replace(true) {
                on_done.emit(name);
            }
        })
    };
    let onkeydown = {
        let done = done.clone();
        Callback::from(move |event: KeyboardEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            event.stop_propagation();
            match event.key().as_str() {
                "Enter" => done.emit(Some(input.value())),
                "Escape" => done.emit(None),
                _ => return,
            }
            // So that the focus goes back to where it was.
            let former = former.borrow().clone();
            if let Some(former) = former.and_then(|former| former.dyn_into::<SvgElement>().ok()) {
                let _ = former.focus();
            }
        })
    };
    let onblur = done.reform(|event: FocusEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Some(input.value())
    });
    let onpointerdown = Callback::from(|event: PointerEvent| event.stop_propagation());
    let ondblclick = Callback::from(|event: yew::MouseEvent| event.stop_propagation());
    let onchange = Callback::from(|event: Event| event.stop_propagation());
    let Rect {
        x,
        y,
        width,
        height,
    } = props.rect;
    html! {
        <foreignObject x={x.to_string()} y={y.to_string()} width={width.to_string()}
            height={height.to_string()}>
            // In a drawing everything would be drawn.
            <input xmlns="http://www.w3.org/1999/xhtml" ref={node} class="rename" type="text" value={&props.name} aria-label="Name"
                autocomplete="off" spellcheck="false"
                {onkeydown} {onblur} {onpointerdown} {ondblclick} {onchange} />
        </foreignObject>
    }
}

/// Returns what takes the new name.
pub(super) fn on_done(editor: &Editor, dispatch: &Callback<Action>) -> Callback<Option<String>> {
    let (document, id) = (editor.document.clone(), editor.renaming.clone());
    let dispatch = dispatch.clone();
    Callback::from(move |name: Option<String>| {
        dispatch.emit(Action::Rename(None));
        if let (Some(name), Some(id)) = (name, &id) {
            let of = Of {
                document: &document,
                id,
            };
            dispatch.emit(of.set_text("name", name, false));
        }
    })
}

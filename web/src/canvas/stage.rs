//! The canvas: draws the document and turns pointers into actions.

use std::rc::Rc;

use peerlab_core::drawing::decimal;
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::{
    Callback, FocusEvent, Html, MouseEvent, PointerEvent, Properties, classes, component, html,
    use_effect_with, use_memo, use_mut_ref, use_node_ref,
};

use super::Gesture;
use super::card::Detail;
use super::connector::joint_scale;
use super::gesture::Mode;
use super::layers::{
    Cards, Faces, Joints, LayerProps, Picture, Shared, Wires, faces, faces_of, held,
};
use super::overlay::overlay;
use super::pace::use_pace;
use super::packet::{Packet, packet};
use super::pointer::{attribute, hold, is_of_canvas, is_of_finger, spot_of, target_of, touch_of};
use super::renaming::{Renaming, on_done, renaming};
use crate::editor::{Action, Editor, Hand, Selection, Sheet, Tool};
use crate::hooks::{use_held, use_size, use_wheel};

/// The middle button of a mouse, as the browser numbers them.
const MIDDLE: i16 = 1;

/// What the canvas draws and calls back.
#[derive(PartialEq, Properties)]
pub struct StageProps {
    /// Everything there is to draw.
    pub editor: Rc<Editor>,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// Draws the scenario.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let StageProps { editor, dispatch } = props;
    let node = use_node_ref();
    let gesture = use_mut_ref(Gesture::default);
    use_size(&node, dispatch.reform(Action::Resize));
    use_wheel(&node, dispatch.clone());
    let space = use_held(" ");

    let faces: Rc<Faces> = use_memo(faces_of(&editor.document), |_| faces(&editor.document));
    let standing = use_memo(Rc::clone(&editor.document), Picture::of);
    let dragging = match &editor.hand {
        Hand::Drag(drag) => Some(drag.clone()),
        _ => None,
    };
    let picture = use_memo(
        (Shared(Rc::clone(&standing)), dragging),
        |(standing, drag)| {
            let dragged = drag.as_ref().map(|drag| standing.0.dragged(editor, drag));
            dragged.map_or_else(|| Rc::clone(&standing.0), Rc::new)
        },
    );
    let shown = (
        editor.selection.clone(),
        Rc::clone(&editor.document),
        editor.looking.clone(),
        editor.picking,
    );
    let ids = use_memo(shown, |_| editor.shown());
    let view = editor.view;
    let part = editor.size.map(|size| view.drawn(size));
    let seen = use_memo((Shared(Rc::clone(&picture)), part), |(picture, part)| {
        picture.0.seen(*part)
    });
    let detail = Detail::at(view.zoom, seen.cards.len());
    let cards = use_pace(&picture, with(&seen.cards, detail));
    let wires = use_pace(&picture, with(&seen.wires, detail == Detail::Whole));
    let joints = use_pace(&picture, with(&seen.joints, joint_scale(view.zoom)));
    let layer = LayerProps {
        picture: Shared(Rc::clone(&picture)),
        selection: editor.selection.clone(),
        ids,
        follows: editor.looking.sheet == Sheet::Trace,
    };
    let (dragged, met) = held(&editor.hand);
    let pulls = matches!(editor.hand, Hand::Pull(_));
    // A hand that something else made free holds nothing any more.
    {
        let gesture = Rc::clone(&gesture);
        use_effect_with(Rc::clone(&editor.document), move |_| {
            gesture.borrow_mut().cancel();
        });
    }

    let mode = Mode {
        tool: editor.tool,
        pans: *space,
        pulls,
    };
    let onpointerdown = {
        let (gesture, dispatch) = (Rc::clone(&gesture), dispatch.clone());
        Callback::from(move |event: PointerEvent| {
            let is_middle = event.button() == MIDDLE;
            if event.button() != 0 && !is_middle {
                return;
            }
            if is_middle {
                // Where the browser would scroll by itself.
                event.prevent_default();
            }
            let Some(touch) = touch_of(&event) else {
                return;
            };
            let mode = Mode {
                pans: mode.pans || is_middle,
                ..mode
            };
            let action = gesture.borrow_mut().down(touch, target_of(&event), mode);
            if let Some(action) = action {
                dispatch.emit(action);
            }
        })
    };
    let onpointermove = {
        let (gesture, dispatch) = (Rc::clone(&gesture), dispatch.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(touch) = touch_of(&event) else {
                return;
            };
            let mut gesture = gesture.borrow_mut();
            let lost = event.buttons() == 0 && gesture.holds(touch.pointer);
            // It went up where nobody saw it, such as outside of the window.
            let actions = if lost {
                gesture.cancel().into_iter().collect()
            } else {
                gesture.moved(touch, pulls)
            };
            if !actions.is_empty() && gesture.holds(touch.pointer) {
                hold(&event);
            }
            drop(gesture);
            for action in actions {
                dispatch.emit(action);
            }
        })
    };
    let onpointerup = {
        let (gesture, dispatch) = (Rc::clone(&gesture), dispatch.clone());
        Callback::from(move |event: PointerEvent| {
            let actions = touch_of(&event).map(|touch| gesture.borrow_mut().up(touch));
            for action in actions.into_iter().flatten() {
                dispatch.emit(action);
            }
        })
    };
    let cancel = {
        let (gesture, dispatch) = (Rc::clone(&gesture), dispatch.clone());
        Callback::from(move |(): ()| {
            let action = gesture.borrow_mut().cancel();
            if let Some(action) = action {
                dispatch.emit(action);
            }
        })
    };
    let onpointercancel = cancel.reform(|_: PointerEvent| ());
    let oncontextmenu = {
        let cancel = cancel.clone();
        Callback::from(move |event: MouseEvent| {
            if is_of_finger(&event) {
                // It rests before it drags; there is no menu for it.
                event.prevent_default();
            } else {
                // A menu takes the pointer, and what it does then is not told.
                cancel.emit(());
            }
        })
    };
    let onlostpointercapture = {
        let (gesture, cancel) = (Rc::clone(&gesture), cancel);
        Callback::from(move |event: PointerEvent| {
            // A finger is held by what it touched before the canvas takes it.
            if is_of_canvas(&event) && gesture.borrow().holds(event.pointer_id()) {
                cancel.emit(());
            }
        })
    };
    let onclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            // Without a pointer: from a screen reader or a voice.
            if event.detail() == 0
                && let Some(id) = attribute(event.target(), "data-id")
            {
                dispatch.emit(Action::Select(Selection::Entity(id)));
            }
        })
    };
    let ondblclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(id) = attribute(event.target(), "data-id") {
                dispatch.emit(Action::Rename(Some(id)));
            } else if attribute(event.target(), "data-card").is_none() {
                dispatch.emit(Action::AddVpc(spot_of(&event)));
            }
        })
    };
    let onfocusin = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: FocusEvent| {
            let seen = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|element| element.matches(":focus-visible").unwrap_or(false));
            if seen && let Some(id) = attribute(event.target(), "data-id") {
                dispatch.emit(Action::Reveal(id));
            }
        })
    };

    let far = detail != Detail::Whole;
    let (left, top) = (
        decimal(-view.origin.x * view.zoom),
        decimal(-view.origin.y * view.zoom),
    );
    let grid = format!(
        "translate({left} {top}) scale({})",
        scale(if far { view.zoom * 8.0 } else { view.zoom })
    );
    // The drawing is moved as a whole: what is within it is not laid out anew for
    // that. The page's policy refuses a `style` attribute, so it is written as a
    // property of the element.
    let world = use_node_ref();
    let place = format!("translate({left}px, {top}px) scale({})", scale(view.zoom));
    use_effect_with((world.clone(), place), |(world, place)| {
        if let Some(world) = world.cast::<SvgElement>() {
            // Refused only where it is no value.
            let _ = world.style().set_property("transform", place);
        }
    });
    let class = classes!(
        "stage",
        matches!(editor.hand, Hand::Drag(_)).then_some("is-dragging"),
        pulls.then_some("is-pulling"),
        editor.picking.is_some().then_some("is-picking"),
        (editor.tool == Tool::Frame && !*space).then_some("is-framing"),
        far.then(|| pixel(view.zoom)),
    );
    html! {
        <div {class} ref={node} role="group" aria-label="Picture of the scenario"
            {onpointerdown} {onpointermove} {onpointerup} {onpointercancel}
            {onlostpointercapture} {oncontextmenu} {onclick} {ondblclick} {onfocusin}>
            <svg class="ground" aria-hidden="true">
                <defs>
                    <pattern id="grid" width="32" height="32" patternUnits="userSpaceOnUse"
                        patternTransform={grid}>
                        <circle class="grid-dot" cx="0.75" cy="0.75" r="0.75" />
                    </pattern>
                </defs>
                <rect class="grid" width="100%" height="100%" fill="url(#grid)" />
            </svg>
            <svg class="world" ref={world}>
                <Wires layer={layer.clone()} drawn={Shared(wires)} />
                <Cards layer={layer.clone()} drawn={Shared(cards)} faces={Shared(faces)} {dragged} {met} />
                <Joints {layer} drawn={Shared(joints)} />
                { overlay(editor) }
                // What comes and goes has a group that stays: without one all that
                // stands before it would be made anew, and lose the focus.
                <g>
                    { for renaming(editor).map(|(id, name, rect)| html! {
                        <Renaming key={id.to_string()} {name} {rect} on_done={on_done(editor, dispatch)} />
                    }) }
                </g>
                <g>{ for packet(editor).map(|(at, is_answer)| html! { <Packet {at} {is_answer} /> }) }</g>
            </svg>
        </div>
    }
}

/// Says of everything that is seen how it is drawn.
fn with<T: Copy>(places: &[usize], how: T) -> Vec<(usize, T)> {
    places.iter().map(|&place| (place, how)).collect()
}

/// Returns the class of a picture from afar, which says how wide lines are drawn:
/// with each of them all are drawn anew, so they are few.
const fn pixel(zoom: f64) -> &'static str {
    match zoom {
        0.36.. => "is-far is-far-2",
        0.18.. => "is-far is-far-4",
        0.09.. => "is-far is-far-8",
        0.045.. => "is-far is-far-16",
        _ => "is-far is-far-32",
    }
}

/// Writes a zoom to a ten-thousandth: far cards are far from the origin too.
fn scale(zoom: f64) -> String {
    format!("{}e-2", decimal(zoom * 100.0))
}

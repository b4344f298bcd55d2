//! The canvas: draws the document and turns pointers and keys into actions.

use std::rc::Rc;

use peerlab_core::layout::Rect;
use peerlab_core::report::{ConnectorStatus, Report};
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::{
    AttrValue, Callback, FocusEvent, Html, KeyboardEvent, MouseEvent, PointerEvent, Properties,
    classes, component, html, use_memo, use_mut_ref, use_node_ref,
};

use super::card::{CardView, Face};
use super::connector::{WireView, joint};
use super::{Gesture, Target, Wire, Wiring, decimal};
use crate::editor::{Action, Document, Editor, Ids, Selection, Size, Spot, words};
use crate::hooks::{use_size, use_wheel};

/// Below this zoom a card shows its name alone.
const FAR: f64 = 0.34;

/// How far an arrow key moves a card, and with Shift.
const STEPS: (i32, i32) = (8, 40);

/// How much a key zooms.
const KEY_ZOOM: f64 = 1.25;

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

    let faces = use_memo(Rc::clone(&editor.document.report), |_: &Rc<Report>| {
        faces(&editor.document)
    });
    let placed = (Rc::clone(&editor.document), editor.drag.clone());
    let picture = use_memo(placed, |_| Picture::of(editor));
    let ids = editor.selection.ids(&editor.document);

    let onpointerdown = {
        let (gesture, dispatch) = (Rc::clone(&gesture), dispatch.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            let (Some(at), target) = (spot_of(&event), target_of(&event)) else {
                return;
            };
            let action = gesture.borrow_mut().down(event.pointer_id(), at, target);
            if let Some(action) = action {
                dispatch.emit(action);
            }
        })
    };
    let onpointermove = {
        let (gesture, dispatch) = (Rc::clone(&gesture), dispatch.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(at) = spot_of(&event) else {
                return;
            };
            let actions = gesture.borrow_mut().moved(event.pointer_id(), at);
            if !actions.is_empty() {
                hold(&event);
            }
            for action in actions {
                dispatch.emit(action);
            }
        })
    };
    let onpointerup = {
        let (gesture, dispatch) = (Rc::clone(&gesture), dispatch.clone());
        Callback::from(move |event: PointerEvent| {
            let action = gesture.borrow_mut().up(event.pointer_id());
            if let Some(action) = action {
                dispatch.emit(action);
            }
        })
    };
    let onpointercancel = {
        let (gesture, dispatch) = (Rc::clone(&gesture), dispatch.clone());
        Callback::from(move |_: PointerEvent| {
            let action = gesture.borrow_mut().cancel();
            if let Some(action) = action {
                dispatch.emit(action);
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
    let onkeydown = {
        let (gesture, dispatch) = (Rc::clone(&gesture), dispatch.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(action) = key(&event, &gesture) {
                event.prevent_default();
                dispatch.emit(action);
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

    let view = editor.view;
    let far = view.zoom < FAR;
    let transform = format!(
        "translate({} {}) scale({})",
        decimal(-view.origin.x * view.zoom),
        decimal(-view.origin.y * view.zoom),
        scale(view.zoom)
    );
    let grid = format!(
        "translate({} {}) scale({})",
        decimal(-view.origin.x * view.zoom),
        decimal(-view.origin.y * view.zoom),
        scale(if far { view.zoom * 8.0 } else { view.zoom })
    );
    let class = classes!(
        "stage",
        editor.drag.is_some().then_some("is-dragging"),
        far.then_some("is-far"),
    );
    html! {
        <svg {class} ref={node} role="group" aria-label="Picture of the scenario"
            {onpointerdown} {onpointermove} {onpointerup} {onpointercancel}
            {onclick} {onkeydown} {onfocusin}>
            <defs>
                <pattern id="grid" width="32" height="32" patternUnits="userSpaceOnUse"
                    patternTransform={grid}>
                    <circle class="grid-dot" cx="0.75" cy="0.75" r="0.75" />
                </pattern>
            </defs>
            <rect class="grid" width="100%" height="100%" fill="url(#grid)" />
            <g {transform}>
                // A group each: keys are unique within one.
                <g>{ for wires(editor, &picture, &ids) }</g>
                <g>{ for cards(editor, &picture, &faces, &ids, far) }</g>
                <g>{ for joints(editor, &picture, &ids) }</g>
            </g>
        </svg>
    }
}

/// Writes a zoom to a ten-thousandth: far cards are far from the origin too.
fn scale(zoom: f64) -> String {
    format!("{}e-2", decimal(zoom * 100.0))
}

/// Where everything is drawn.
#[derive(PartialEq)]
struct Picture {
    rects: Vec<Rect>,
    wiring: Wiring,
}

impl Picture {
    fn of(editor: &Editor) -> Self {
        let cards = 0..editor.document.layout.cards.len();
        let rects: Vec<Rect> = cards
            .map(|vpc| editor.rect(vpc).unwrap_or_default())
            .collect();
        Self {
            wiring: Wiring::of(&editor.document, &rects),
            rects,
        }
    }
}

fn faces(document: &Document) -> Vec<Option<Rc<Face>>> {
    let cards = document.layout.cards.iter().enumerate();
    cards
        .map(|(vpc, card)| Face::of(document, vpc, card).map(Rc::new))
        .collect()
}

/// Draws the cards that may be seen.
fn cards<'a>(
    editor: &'a Editor,
    picture: &'a Picture,
    faces: &'a [Option<Rc<Face>>],
    ids: &'a Ids,
    far: bool,
) -> impl Iterator<Item = Html> + 'a {
    let size = editor.size.unwrap_or(UNKNOWN_SIZE);
    let cards = picture.rects.iter().zip(faces).enumerate();
    cards.filter_map(move |(vpc, (&rect, face))| {
        let face = Rc::clone(face.as_ref()?);
        if !editor.view.touches(rect.grown(100, 100), size) {
            return None;
        }
        let lit = face.lit(ids);
        let dim =
            !ids.is_empty() && lit.is_empty() && matches!(editor.selection, Selection::Problem(_));
        let selected = matches!(editor.selection, Selection::Entity(_));
        let dragged = editor
            .drag
            .as_ref()
            .and_then(|drag| editor.document.vpc(&drag.vpc))
            == Some(vpc);
        Some(html! {
            <CardView key={vpc} {face} x={rect.x} y={rect.y} {lit} {selected} {dim} {far} {dragged} />
        })
    })
}

fn wires<'a>(
    editor: &'a Editor,
    picture: &'a Picture,
    ids: &'a Ids,
) -> impl Iterator<Item = Html> + 'a {
    let document = &editor.document;
    picture.wiring.wires.iter().filter_map(move |wire| {
        let id = &document.scenario().vpc_connectors.get(wire.connector)?.id;
        let lit = ids.contains(id);
        Some(html! {
            <WireView key={wire.connector} wire={wire.clone()} id={id.clone()}
                label={label(document, wire)} selected={editor.selection.is(id)}
                {lit} dim={dims(editor, lit)} />
        })
    })
}

fn joints<'a>(
    editor: &'a Editor,
    picture: &'a Picture,
    ids: &'a Ids,
) -> impl Iterator<Item = Html> + 'a {
    let document = &editor.document;
    picture.wiring.joints.iter().filter_map(move |place| {
        let id = &document.scenario().vpc_connectors.get(place.connector)?.id;
        let answer = document.verdict(place.connector)?.answered_by.as_ref();
        let lit = ids.contains(id) || answer.is_some_and(|answer| ids.contains(answer));
        Some(joint(*place, editor.view.zoom, id, lit, dims(editor, lit)))
    })
}

/// Tells whether something steps back while a problem is shown.
fn dims(editor: &Editor, lit: bool) -> bool {
    !lit && matches!(editor.selection, Selection::Problem(_))
}

fn label(document: &Document, wire: &Wire) -> AttrValue {
    let status: Option<ConnectorStatus> = wire.status;
    format!(
        "Connector {}, {}",
        words::ends(document, wire.connector),
        words::state(status)
    )
    .into()
}

/// What is drawn before the canvas is measured.
const UNKNOWN_SIZE: Size = Size {
    width: 1_920.0,
    height: 1_080.0,
};

/// Returns what a key does on the canvas.
fn key(event: &KeyboardEvent, gesture: &std::cell::RefCell<Gesture>) -> Option<Action> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let step = if event.shift_key() { STEPS.1 } else { STEPS.0 };
    let nudge = |x: i32, y: i32| {
        attribute(event.target(), "data-head")?;
        let vpc = attribute(event.target(), "data-id")?;
        Some(Action::Nudge { vpc, x, y })
    };
    match event.key().as_str() {
        "ArrowLeft" => nudge(-step, 0),
        "ArrowRight" => nudge(step, 0),
        "ArrowUp" => nudge(0, -step),
        "ArrowDown" => nudge(0, step),
        "Enter" | " " => {
            attribute(event.target(), "data-id").map(|id| Action::Select(Selection::Entity(id)))
        }
        "Escape" => {
            let cancelled = gesture.borrow_mut().cancel();
            Some(cancelled.unwrap_or(Action::Select(Selection::Nothing)))
        }
        "+" | "=" => Some(zoom(KEY_ZOOM)),
        "-" => Some(zoom(1.0 / KEY_ZOOM)),
        "0" => Some(Action::Fit),
        _ => None,
    }
}

fn zoom(by: f64) -> Action {
    Action::Zoom { by, around: None }
}

/// Returns the nearest value of an attribute from an event's target upward.
fn attribute(target: Option<web_sys::EventTarget>, name: &str) -> Option<String> {
    let element = target?.dyn_into::<Element>().ok()?;
    let holder = element.closest(&format!("[{name}]")).ok().flatten()?;
    holder.get_attribute(name)
}

fn target_of(event: &PointerEvent) -> Target {
    Target {
        id: attribute(event.target(), "data-id").or_else(|| attribute(event.target(), "data-card")),
        card: attribute(event.target(), "data-card"),
    }
}

/// Returns where on the canvas a pointer is.
fn spot_of(event: &PointerEvent) -> Option<Spot> {
    let canvas = canvas_of(event)?.get_bounding_client_rect();
    Some(Spot::new(
        f64::from(event.client_x()) - canvas.left(),
        f64::from(event.client_y()) - canvas.top(),
    ))
}

/// Keeps a pointer's events coming while it is dragged beyond the canvas.
fn hold(event: &PointerEvent) {
    if let Some(canvas) = canvas_of(event)
        && !canvas.has_pointer_capture(event.pointer_id())
    {
        // Refused only for a pointer that is gone by now.
        let _ = canvas.set_pointer_capture(event.pointer_id());
    }
}

fn canvas_of(event: &PointerEvent) -> Option<SvgElement> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest(".stage").ok().flatten()?.dyn_into().ok()
}

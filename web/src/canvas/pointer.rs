//! What the browser says of pointers, in the words of gestures.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, MouseEvent, PointerEvent};

use super::gesture::{Keys, Target, Touch};
use crate::editor::Spot;

/// Returns the nearest value of an attribute from an event's target upward.
pub(super) fn attribute(target: Option<EventTarget>, name: &str) -> Option<String> {
    let element = target?.dyn_into::<Element>().ok()?;
    let holder = element.closest(&format!("[{name}]")).ok().flatten()?;
    holder.get_attribute(name)
}

/// Returns what a pointer is on.
pub(super) fn target_of(event: &PointerEvent) -> Target {
    let of = |name: &str| attribute(event.target(), name);
    Target {
        id: of("data-id").or_else(|| of("data-card")),
        card: of("data-card"),
        plug: of("data-plug"),
    }
}

/// Returns where a pointer is and what is held down with it.
pub(super) fn touch_of(event: &PointerEvent) -> Option<Touch> {
    Some(Touch {
        pointer: event.pointer_id(),
        at: spot_of(event)?,
        keys: Keys {
            shift: event.shift_key(),
            command: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
        },
        is_finger: event.pointer_type() == "touch",
    })
}

/// Returns where on the canvas a mouse is.
pub(super) fn spot_of(event: &MouseEvent) -> Option<Spot> {
    let canvas = canvas_of(event)?.get_bounding_client_rect();
    Some(Spot::new(
        f64::from(event.client_x()) - canvas.left(),
        f64::from(event.client_y()) - canvas.top(),
    ))
}

/// Tells whether a finger that rests asks for a menu, and not a mouse.
pub(super) fn is_of_finger(event: &MouseEvent) -> bool {
    let pointer = event.dyn_ref::<PointerEvent>();
    pointer.is_some_and(|pointer| pointer.pointer_type() == "touch")
}

/// Keeps a pointer's events coming while it is dragged beyond the canvas.
pub(super) fn hold(event: &PointerEvent) {
    if let Some(canvas) = canvas_of(event)
        && !canvas.has_pointer_capture(event.pointer_id())
    {
        // Refused only for a pointer that is gone by now.
        let _ = canvas.set_pointer_capture(event.pointer_id());
    }
}

/// Tells whether the canvas itself, and nothing on it, is what an event is of.
pub(super) fn is_of_canvas(event: &PointerEvent) -> bool {
    let target = event.target();
    target.is_some() && target == canvas_of(event).map(EventTarget::from)
}

fn canvas_of(event: &MouseEvent) -> Option<Element> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest(".stage").ok().flatten()
}

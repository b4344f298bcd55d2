//! How large the canvas is, and its wheel.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver, WheelEvent};
use yew::{Callback, NodeRef, hook, use_effect_with};

use crate::editor::{Action, Size, Spot};

/// Calls back with the size of an element, at once and whenever it changes.
#[hook]
pub fn use_size(node: &NodeRef, on_size: Callback<Size>) {
    use_effect_with(node.clone(), move |node| {
        let watched = node.cast::<Element>().and_then(|element| {
            let measured = element.clone();
            let mut told = None;
            let mut tell = move || {
                let rect = measured.get_bounding_client_rect();
                let size = Size {
                    width: rect.width(),
                    height: rect.height(),
                };
                if told.replace(size) != Some(size) {
                    on_size.emit(size);
                }
            };
            // Before anything is painted, and not when the observer first tells.
            tell();
            let tell = Closure::<dyn FnMut()>::new(tell);
            let observer = ResizeObserver::new(tell.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, tell))
        });
        move || {
            if let Some((observer, _tell)) = &watched {
                observer.disconnect();
            }
        }
    });
}

/// How many pixels a line and a page of a wheel are.
const LINE: f64 = 16.0;
const PAGE: f64 = 400.0;

/// Moves the view by the wheel, and zooms it by the wheel with Ctrl, which is
/// what a pinch on a touchpad comes as.
#[hook]
pub fn use_wheel(node: &NodeRef, dispatch: Callback<Action>) {
    use_effect_with(node.clone(), move |node| {
        let listener = node.cast::<Element>().map(|element| {
            let measured = element.clone();
            // Not passive: the page itself must neither scroll nor zoom.
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&element, "wheel", options, move |event| {
                let Some(event) = event.dyn_ref::<WheelEvent>() else {
                    return;
                };
                event.prevent_default();
                dispatch.emit(turned(event, &measured));
            })
        });
        move || drop(listener)
    });
}

fn turned(event: &WheelEvent, canvas: &Element) -> Action {
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => LINE,
        WheelEvent::DOM_DELTA_PAGE => PAGE,
        _ => 1.0,
    };
    let (x, y) = (event.delta_x() * unit, event.delta_y() * unit);
    if event.ctrl_key() || event.meta_key() {
        let rect = canvas.get_bounding_client_rect();
        return Action::Zoom {
            // A notch of a wheel is 100 or 120, a pinch's step about 2.
            by: (-y.clamp(-200.0, 200.0) * 0.004).exp(),
            around: Some(Spot::new(
                f64::from(event.client_x()) - rect.left(),
                f64::from(event.client_y()) - rect.top(),
            )),
        };
    }
    // A wheel that only turns one way turns the other with Shift.
    let (x, y) = if event.shift_key() && x == 0.0 {
        (y, 0.0)
    } else {
        (x, y)
    };
    Action::Pan(Spot::new(-x, -y))
}

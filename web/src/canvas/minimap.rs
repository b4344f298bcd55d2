//! The whole picture, small: where one is in it, and a way to elsewhere.

use std::rc::Rc;

use peerlab_core::layout::Rect;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::{Callback, Html, PointerEvent, Properties, classes, component, html, use_memo};

use crate::editor::{Action, Document, Editor, Spot, View};
use peerlab_core::drawing::decimal;

/// From so many VPCs on there is a map.
const FROM: usize = 15;

/// How wide the map is for its height.
const ASPECT: f64 = 1.5;

/// How far it reaches beyond the cards, of its width.
const MARGIN: f64 = 0.06;

/// The part of the plane that the map shows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Map {
    corner: Spot,
    width: f64,
}

impl Map {
    /// Shows everything within bounds.
    fn of(bounds: Rect) -> Self {
        let (width, height) = (f64::from(bounds.width), f64::from(bounds.height));
        let whole = width.max(height * ASPECT).max(1.0) * (1.0 + 2.0 * MARGIN);
        Self {
            corner: Spot::new(
                f64::from(bounds.x) - (whole - width) / 2.0,
                f64::from(bounds.y) - (whole / ASPECT - height) / 2.0,
            ),
            width: whole,
        }
    }

    /// Returns the spot of the plane at a spot of the map, both sides of which
    /// are 1 long.
    fn spot_at(self, part: Spot) -> Spot {
        Spot::new(
            self.corner.x + part.x * self.width,
            self.corner.y + part.y * self.width / ASPECT,
        )
    }
}

/// What the map is of.
#[derive(PartialEq, Properties)]
pub struct MinimapProps {
    /// Everything there is.
    pub editor: Rc<Editor>,
    /// Takes where the user goes.
    pub dispatch: Callback<Action>,
}

/// Draws the map where there are enough VPCs for one. Who does not see the
/// picture has no use for it, and keys do what it does.
#[component]
pub fn Minimap(props: &MinimapProps) -> Html {
    let MinimapProps { editor, dispatch } = props;
    let cards = use_memo(Rc::clone(&editor.document), |document| path(document));
    let bounds = editor.document.bounds();
    let (Some(bounds), Some(size)) = (bounds, editor.size) else {
        return Html::default();
    };
    if editor.document.layout.cards.len() < FROM {
        return Html::default();
    }
    let map = Map::of(bounds);
    let go = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(spot) = part_of(&event) else {
                return;
            };
            dispatch.emit(Action::Centre(map.spot_at(spot)));
        })
    };
    let onpointerdown = {
        let go = go.clone();
        Callback::from(move |event: PointerEvent| {
            if event.button() == 0 {
                if let Some(element) = element_of(&event) {
                    // Refused only for a pointer that is gone by now.
                    let _ = element.set_pointer_capture(event.pointer_id());
                }
                go.emit(event);
            }
        })
    };
    let onpointermove = Callback::from(move |event: PointerEvent| {
        if event.buttons() & 1 == 1 {
            go.emit(event);
        }
    });
    let View { origin, zoom } = editor.view;
    let is_whole = editor.view.holds(bounds, size);
    html! {
        <svg class={classes!("minimap", is_whole.then_some("is-whole"))} aria-hidden="true" preserveAspectRatio="none"
            viewBox={format!("{} {} {} {}", decimal(map.corner.x), decimal(map.corner.y),
                decimal(map.width), decimal(map.width / ASPECT))}
            {onpointerdown} {onpointermove}>
            <path class="minimap-cards" d={(*cards).clone()} />
            <rect class="minimap-view" x={decimal(origin.x)} y={decimal(origin.y)}
                width={decimal(size.width / zoom)} height={decimal(size.height / zoom)} />
        </svg>
    }
}

fn path(document: &Document) -> String {
    let cards = document.layout.cards.iter().map(|card| {
        let Rect {
            x,
            y,
            width,
            height,
        } = card.rect;
        format!("M{x} {y}h{width}v{height}h-{width}z")
    });
    cards.collect()
}

fn element_of(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// Returns where on the map a pointer is, both sides of which are 1 long.
fn part_of(event: &PointerEvent) -> Option<Spot> {
    let rect = element_of(event)?.get_bounding_client_rect();
    Some(Spot::new(
        (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0),
        (f64::from(event.client_y()) - rect.top()) / rect.height().max(1.0),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_shows_all_with_its_middle_in_the_middle() {
        for bounds in [
            Rect::new(-40, 10, 3_000, 200),
            Rect::new(0, 0, 10, 9_000),
            Rect::new(5, 5, 0, 0),
        ] {
            let map = Map::of(bounds);
            let middle = map.spot_at(Spot::new(0.5, 0.5));
            let x = f64::from(bounds.x) + f64::from(bounds.width) / 2.0;
            let y = f64::from(bounds.y) + f64::from(bounds.height) / 2.0;
            assert!((middle.x - x).abs() < 1e-6 && (middle.y - y).abs() < 1e-6);
            let end = map.spot_at(Spot::new(1.0, 1.0));
            assert!(map.corner.x < f64::from(bounds.x) && end.x > f64::from(bounds.right()));
            assert!(map.corner.y < f64::from(bounds.y) && end.y > f64::from(bounds.bottom()));
        }
    }
}

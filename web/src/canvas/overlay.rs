//! What is drawn over the picture while a hand does something: guides, a frame,
//! a connector that is being pulled.

use peerlab_core::layout::Rect;
use yew::{Html, classes, html};

use crate::editor::{Editor, Frame, Guide, Hand, Pull, Spot};
use peerlab_core::drawing::{decimal, leaving, middle};

/// Draws what the hand is doing.
pub(super) fn overlay(editor: &Editor) -> Html {
    let pixel = 1.0 / editor.view.zoom;
    let thin = decimal(pixel);
    match &editor.hand {
        Hand::Free => Html::default(),
        Hand::Drag(drag) => html! {
            <path class="guide" stroke-width={thin} d={guides(&drag.guides)} />
        },
        Hand::Frame(frame) => framed(frame, thin),
        Hand::Pull(pull) => pulled(editor, pull, pixel),
    }
}

fn guides(guides: &[Guide]) -> String {
    let lines = guides.iter().map(|guide| {
        let Guide { at, from, to, .. } = guide;
        if guide.level {
            format!("M{from} {at}H{to}")
        } else {
            format!("M{at} {from}V{to}")
        }
    });
    lines.collect()
}

fn framed(frame: &Frame, thin: String) -> Html {
    let (start, end) = frame.corners();
    html! {
        <rect class="frame" stroke-width={thin} x={decimal(start.x)} y={decimal(start.y)}
            width={decimal(end.x - start.x)} height={decimal(end.y - start.y)} />
    }
}

fn pulled(editor: &Editor, pull: &Pull, pixel: f64) -> Html {
    let (Some(from), Some(to)) = (editor.rect(pull.from), pull.to) else {
        return Html::default();
    };
    let target = pull.over.and_then(|over| editor.rect(over));
    let (start, end) = ends(from, target, to);
    let dashes = format!("{} {}", decimal(7.0 * pixel), decimal(6.0 * pixel));
    let dashes = (!pull.both).then_some(dashes);
    let class = classes!(
        "pull",
        target.is_some().then_some("is-met"),
        pull.both.then_some("is-both"),
    );
    html! {
        <g {class} aria-hidden="true">
            <path class="pull-line" stroke-width={decimal(2.0 * pixel)} stroke-dasharray={dashes} d={format!("M{} {}L{} {}",
                decimal(start.x), decimal(start.y), decimal(end.x), decimal(end.y))} />
            <circle class="pull-end" cx={decimal(start.x)} cy={decimal(start.y)} r="4" />
            <circle class={if pull.both { "pull-end" } else { "pull-end is-open" }}
                cx={decimal(end.x)} cy={decimal(end.y)} r={if target.is_some() { "4" } else { "6" }} />
        </g>
    }
}

/// Returns where a pulled connector leaves its card and where it ends: at the
/// edge of the card it leads to, else at the hand.
fn ends(from: Rect, target: Option<Rect>, hand: Spot) -> (Spot, Spot) {
    let aim = target.map_or(hand, middle);
    let start = leaving(from, middle(from), aim);
    let end = target.map_or(hand, |target| leaving(target, aim, middle(from)));
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pulled_connector_goes_from_edge_to_hand_or_edge() {
        let from = Rect::new(0, 0, 200, 100);
        let hand = Spot::new(500.0, 50.0);
        assert_eq!(ends(from, None, hand), (Spot::new(200.0, 50.0), hand));
        let target = Rect::new(400, 0, 200, 100);
        let (_, end) = ends(from, Some(target), hand);
        assert_eq!(end, Spot::new(400.0, 50.0));
    }
}

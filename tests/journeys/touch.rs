//! The picture under fingers.

use super::building::{open, wait_until_said};
use crate::browser::{Page, journey};
use serde_json::Value;

const TWO: &str = r#"{"vpcs": [{"id": "a"}, {"id": "b"}],
    "layout": {"a": {"x": 0, "y": 0}, "b": {"x": 400, "y": 200}}}"#;

/// A spot of the ground that no card and nothing else lies on.
const GROUND: (f64, f64) = (420.0, 480.0);

async fn place(page: &Page) -> Value {
    let script = "return document.querySelector('[data-card=b]').getAttribute('transform')";
    page.run(script, vec![]).await
}

/// Returns where on the screen a card is, and how wide.
async fn seen(page: &Page) -> (f64, f64, f64) {
    let script = "const box = document.querySelector('[data-card=b] .card-edge') \
                  .getBoundingClientRect(); return [box.x, box.y, box.width]";
    let seen = page.run(script, vec![]).await;
    let number = |place: usize| seen[place].as_f64().unwrap_or_default();
    (number(0), number(1), number(2))
}

fn beyond((x, y): (f64, f64), right: f64, down: f64) -> (f64, f64) {
    (x + right, y + down)
}

#[track_caller]
fn check_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 2.0, "{found}, not {expected}");
}

#[tokio::test]
async fn fingers_move_the_ground_and_cards_and_zoom_in_on_their_middle() {
    journey(async |page| {
        page.become_touched().await;
        open(page, TWO).await;
        page.wait_for_count(".card", 2).await;

        // One on the ground moves the view.
        let (x, y, width) = seen(page).await;
        let there = beyond(GROUND, 30.0, -20.0);
        page.stroke(&[&[GROUND, beyond(GROUND, 15.0, 0.0), there]])
            .await;
        let (moved_x, moved_y, same) = seen(page).await;
        check_near(moved_x, x + 30.0);
        check_near(moved_y, y - 20.0);
        check_near(same, width);

        // One on a card moves the card, as one thing to take back.
        let before = place(page).await;
        let head = page.middle("[data-card=b] .card-meta").await;
        page.stroke(&[&[head, beyond(head, 20.0, 0.0), beyond(head, 60.0, 40.0)]])
            .await;
        assert_ne!(place(page).await, before);
        page.tap("button[aria-label='Undo: move b']").await;
        page.wait_for_script(&format!(
            "return document.querySelector('[data-card=b]').getAttribute('transform') === {before}"
        ))
        .await;

        // Two that move apart zoom around their middle, wherever they are.
        let (x, y, width) = seen(page).await;
        let other = beyond(GROUND, 200.0, 0.0);
        page.stroke(&[
            &[
                GROUND,
                beyond(GROUND, -20.0, 0.0),
                beyond(GROUND, -50.0, 0.0),
            ],
            &[other, beyond(other, 20.0, 0.0), beyond(other, 50.0, 0.0)],
        ])
        .await;
        let (zoomed_x, zoomed_y, wide) = seen(page).await;
        check_near(wide, width * 1.5);
        let middle = beyond(GROUND, 100.0, 0.0);
        check_near(zoomed_x - middle.0, (x - middle.0) * 1.5);
        check_near(zoomed_y - middle.1, (y - middle.1) * 1.5);
        let whole = page.run("return visualViewport.scale", vec![]).await;
        assert_eq!(whole, 1.0, "the page itself stays as large as it is");
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_second_finger_and_a_taken_one_leave_the_card_where_it_was() {
    journey(async |page| {
        page.become_touched().await;
        open(page, TWO).await;
        page.wait_for_count(".card", 2).await;
        let before = place(page).await;
        let head = page.middle("[data-card=b] .card-meta").await;
        let dragged = [head, beyond(head, 30.0, 0.0), beyond(head, 60.0, 60.0)];

        page.touch(&[&dragged], false).await;
        page.find(".stage.is-dragging").await;
        assert_ne!(place(page).await, before);
        // The finger that is down stays there: the driver knows it by its name.
        let last = dragged[2];
        page.touch(&[&[last], &[GROUND, beyond(GROUND, 0.0, -40.0)]], false)
            .await;
        page.wait_until_gone(".stage.is-dragging").await;
        assert_eq!(place(page).await, before);
        page.lift_all().await;
        assert_eq!(place(page).await, before);

        // What a finger has begun is undone when the browser takes it.
        let head = page.middle("[data-card=b] .card-meta").await;
        page.touch(&[&[head, beyond(head, 30.0, 0.0)]], false).await;
        page.find(".stage.is-dragging").await;
        page.take_fingers().await;
        page.wait_until_gone(".stage.is-dragging").await;
        assert_eq!(place(page).await, before);
        page.wait_for_count("button[aria-label^='Undo: move']", 0)
            .await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn taps_connect_and_a_pinch_in_between_changes_nothing() {
    journey(async |page| {
        page.become_touched().await;
        open(page, TWO).await;
        page.tap("[data-card=a] .card-meta").await;
        page.tap("[data-plug=a] .plug-ground").await;
        page.find(".stage.is-pulling").await;
        let other = beyond(GROUND, 100.0, 0.0);
        page.stroke(&[
            &[GROUND, beyond(GROUND, 20.0, 0.0)],
            &[other, beyond(other, -20.0, 0.0)],
        ])
        .await;
        page.find(".stage.is-pulling").await;
        page.tap("[data-card=b] .card-meta").await;
        wait_until_said(page, "Connector a-to-b added, orphan.").await;
        page.wait_for_count(".wire", 1).await;
        page.assert_accessible().await;
        page.assert_no_problems().await;
    })
    .await;
}

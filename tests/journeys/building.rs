//! A scenario is built by hand: by keys alone, and with the mouse.

use crate::browser::{Page, journey};
use peerlab_core::link;
use peerlab_core::scenario::Scenario;
use serde_json::json;

const CONTROL: &str = "\u{e009}";
const SHIFT: &str = "\u{e008}";
const RELEASE: &str = "\u{e000}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const RIGHT: &str = "\u{e014}";
const DELETE: &str = "\u{e017}";

/// What was said last to those who do not see the picture.
const SAID: &str = "[aria-live=polite].sr-only";

pub(super) async fn open(page: &Page, json: &str) {
    let scenario = Scenario::from_json(json).expect("it is a scenario");
    page.open(&link::encode(&scenario).expect("it is small"))
        .await;
}

pub(super) async fn wait_until_said(page: &Page, part: &str) {
    let script = format!(
        "return document.querySelector('{SAID}').textContent.includes({})",
        json!(part)
    );
    page.wait_for_script(&script).await;
}

#[tokio::test]
async fn a_scenario_is_built_with_the_keyboard_alone() {
    journey(async |page| {
        open(page, r#"{"vpcs": []}"#).await;
        page.press("v").await;
        wait_until_said(page, "VPC 1 added.").await;
        page.press("n").await;
        wait_until_said(page, "Private Network pn-1 added.").await;
        page.wait_for_count(".row", 1).await;

        page.run("document.querySelector('.card-head').focus()", vec![])
            .await;
        page.press(&format!("{ENTER}{CONTROL}{RIGHT}{RELEASE}"))
            .await;
        wait_until_said(page, "Connector vpc-1-to-vpc-2 added, peered.").await;
        page.wait_for_count(".joint.is-peered", 1).await;

        page.press("v").await;
        page.wait_for_count(".card", 3).await;
        page.press("c").await;
        page.find("dialog.chooser").await;
        page.assert_accessible().await;
        page.press(&format!("vpc 2{ENTER}")).await;
        wait_until_said(page, "Connector vpc-3-to-vpc-2 added, orphan.").await;
        page.wait_until_gone("dialog").await;

        page.press("c").await;
        page.press(ESCAPE).await;
        page.wait_until_gone("dialog").await;
        page.press(&format!("{CONTROL}a{RELEASE}{DELETE}")).await;
        page.wait_until_gone(".card").await;
        page.press(&format!("{CONTROL}z{RELEASE}")).await;
        page.wait_for_count(".card", 3).await;
        page.assert_accessible().await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn connectors_are_pulled_and_cards_framed_with_the_mouse() {
    let two = r#"{"vpcs": [{"id": "a"}, {"id": "b"}],
        "layout": {"a": {"x": 0, "y": 0}, "b": {"x": 400, "y": 160}}}"#;
    journey(async |page| {
        open(page, two).await;
        // A drag, then two clicks.
        page.hover("[data-card=a]").await;
        page.drag_to("[data-plug=a]", "[data-card=b] .card-meta")
            .await;
        wait_until_said(page, "Connector a-to-b added, orphan.").await;
        page.hover("[data-card=b]").await;
        page.click("[data-plug=b] .plug-ground").await;
        page.hover("[data-card=a] .card-meta").await;
        page.find(".pull.is-met").await;
        page.click("[data-card=a] .card-meta").await;
        wait_until_said(page, "Connector a-to-b is now peered.").await;

        page.click("button[aria-label='Select by a frame']").await;
        let frame = "
            const stage = document.querySelector('.stage');
            const box = stage.getBoundingClientRect();
            const at = (type, x, y) => stage.dispatchEvent(new PointerEvent(type, {
                pointerId: 1, button: 0, buttons: 1, isPrimary: true, bubbles: true,
                cancelable: true, clientX: box.x + x, clientY: box.y + y }));
            at('pointerdown', 4, 60);
            at('pointermove', box.width / 2, box.height / 2);
            at('pointermove', box.width - 4, box.height - 60);";
        page.run(frame, vec![]).await;
        page.wait_for_count(".card.is-lit", 2).await;
        page.find(".frame").await;
        page.assert_accessible().await;
        page.press(ESCAPE).await;
        page.wait_for_count(".card.is-lit", 0).await;
        page.wait_until_gone(".frame").await;

        // What is dragged goes back when the browser takes the pointer.
        let place = "return document.querySelector('[data-card=b]').getAttribute('transform')";
        let before = page.run(place, vec![]).await;
        let cancelled = "
            const head = document.querySelector('[data-card=b] .card-head');
            const at = (type, x) => head.dispatchEvent(new PointerEvent(type, {
                pointerId: 1, button: 0, buttons: 1, bubbles: true, clientX: x, clientY: 300 }));
            at('pointerdown', 600); at('pointermove', 640); at('pointermove', 700);
            at('pointercancel', 700);";
        page.run(cancelled, vec![]).await;
        page.wait_for_count(".stage.is-dragging", 0).await;
        assert_eq!(page.run(place, vec![]).await, before);
        page.press(&format!("{SHIFT}{RELEASE}")).await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_copied_is_pasted_with_its_content() {
    let one = r#"{"vpcs": [{"id": "a", "name": "Shop"}],
        "private_networks": [{"id": "p", "name": "front", "vpc_id": "a", "subnets": ["10.0.0.0/24"]}]}"#;
    journey(async |page| {
        open(page, one).await;
        page.run("document.querySelector('.card-head').focus()", vec![])
            .await;
        page.press(&format!("{ENTER}{CONTROL}c{RELEASE}")).await;
        page.press(&format!("{CONTROL}v{RELEASE}")).await;
        wait_until_said(page, "VPC Shop 2 added.").await;
        page.wait_for_count(".row", 2).await;
        page.press(&format!("{CONTROL}d{RELEASE}")).await;
        wait_until_said(page, "VPC Shop 3 added.").await;
        page.press(&format!("{CONTROL}x{RELEASE}")).await;
        wait_until_said(page, "VPC Shop 3 deleted.").await;
        page.press(&format!("{CONTROL}v{RELEASE}")).await;
        wait_until_said(page, "VPC Shop 3 added.").await;
        page.wait_for_count(".card", 3).await;
        page.assert_accessible().await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn names_are_changed_on_the_picture() {
    let one = r#"{"vpcs": [{"id": "a", "name": "Shop"}],
        "private_networks": [{"id": "p", "name": "front", "vpc_id": "a", "subnets": ["10.0.0.0/24"]}]}"#;
    let double_click = "document.querySelector(arguments[0]).dispatchEvent(
        new MouseEvent('dblclick', { bubbles: true }))";
    journey(async |page| {
        open(page, one).await;
        page.run("document.querySelector('.card-head').focus()", vec![])
            .await;
        page.press(&format!("{ENTER}\u{e032}")).await;
        page.find(".rename:focus").await;
        page.press(&format!("Store{ENTER}")).await;
        page.wait_until_gone(".rename").await;
        page.wait_for_text(".card", "Store").await;
        page.find(".card-head:focus").await;
        page.run(double_click, vec![json!(".row")]).await;
        page.find(".rename:focus").await;
        page.screenshot("rename").await;
        page.press(&format!("nobody{ESCAPE}")).await;
        page.wait_until_gone(".rename").await;
        page.wait_for_text(".card", "front").await;
        page.run(double_click, vec![json!(".row")]).await;
        page.find(".rename").await;
        page.assert_accessible().await;
        page.assert_no_problems().await;
    })
    .await;
}

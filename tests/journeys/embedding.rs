//! The page within a page of another origin.

use crate::browser::{Page, journey, setting};
use serde_json::{Value, json};

/// Opens the example page of another origin, with the page in its frame.
async fn open_example(page: &Page) {
    let other = setting("PEERLAB_OTHER_SITE");
    let site = setting("PEERLAB_SITE");
    assert_ne!(other, site);
    page.visit_at(&format!("{other}static/examples/embed.html?peerlab={site}"))
        .await;
}

/// Posts something to the frame from the page around it.
async fn post(page: &Page, message: Value) {
    page.run(
        "document.querySelector('iframe').contentWindow.postMessage(arguments[0], '*')",
        vec![message],
    )
    .await;
}

#[tokio::test]
async fn a_page_of_another_origin_loads_and_is_told_the_judgement() {
    journey(async |page| {
        open_example(page).await;
        page.wait_for_text("#said", "a-to-b is peered").await;
        page.wait_for_text("#said", "warning: ").await;
        page.enter_frame("iframe").await;
        page.wait_for_count(".card", 2).await;
        assert_eq!(page.count(".top-bar").await, 0);
        page.assert_accessible().await;
        // It can be changed here, and what changes is told.
        page.click(".toolbar button:nth-of-type(2)").await;
        page.wait_for_count(".card", 3).await;
        let kept = "return Object.keys(localStorage).length";
        page.leave_frame().await;
        page.click("#conflict").await;
        page.wait_for_text("#said", "a-to-b is conflict").await;
        page.enter_frame("iframe").await;
        page.wait_for_count(".card", 2).await;
        page.wait_for_count(".inspector-panel", 0).await;
        page.screenshot("embedded-for-viewing").await;
        page.drag_by(".card-head", (40.0, 40.0)).await;
        page.wait_for_text(".notice", "nothing of it can be changed")
            .await;
        assert_eq!(page.count(".card").await, 2);
        page.assert_accessible().await;
        assert_eq!(
            page.run(kept, vec![]).await,
            json!(0),
            "an embed keeps nothing"
        );
        page.leave_frame().await;
    })
    .await;
}

#[tokio::test]
async fn a_message_that_is_not_sound_is_refused() {
    journey(async |page| {
        open_example(page).await;
        page.wait_for_text("#said", "a-to-b is peered").await;
        for (message, reason) in [
            (json!({"peerlab": 2, "type": "load", "scenario": {}}), "“peerlab” has to be 1"),
            (json!({"peerlab": 1, "type": "run"}), "“type” has to be “load”"),
            (json!({"peerlab": 1, "type": "load", "scenario": {}, "html": ""}), "“html” is not known"),
            (json!({"peerlab": 1, "type": "load", "scenario": 7}), "“scenario” has to be"),
            (json!({"peerlab": 1, "type": "load", "scenario": "{"}), "Line 1"),
            (json!({"peerlab": 1, "type": "load", "scenario": {}, "view": 1}), "“view” has to be"),
        ] {
            post(page, message).await;
            page.wait_for_text("#said", reason).await;
        }
        // What is meant for others is passed over, and so are other senders.
        post(page, json!({"hello": "there"})).await;
        page.enter_frame("iframe").await;
        page.wait_for_count(".card", 2).await;
        page.run(
            "window.postMessage({ peerlab: 1, type: 'load', scenario: { vpcs: [] } }, '*')",
            vec![],
        )
        .await;
        page.leave_frame().await;
        post(page, json!({"peerlab": 1, "type": "load", "scenario": {"vpcs": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}})).await;
        page.enter_frame("iframe").await;
        page.wait_for_count(".card", 3).await;
        page.leave_frame().await;
    })
    .await;
}

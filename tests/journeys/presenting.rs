//! A story is told on a stage, with the keys of a clicker.

use crate::browser::journey;

const ESCAPE: &str = "\u{e00c}";
const PAGE_UP: &str = "\u{e00e}";
const PAGE_DOWN: &str = "\u{e00f}";
const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";

#[tokio::test]
async fn a_presentation_is_run_by_keys() {
    journey(async |page| {
        page.open("").await;
        page.press("l").await;
        page.wait_for_count(".is-demo", 3).await;
        page.click(".is-demo").await;
        page.wait_until_gone("dialog").await;
        page.wait_for_text(".scene h2", "Two organisations").await;
        page.wait_until_gone(".joint").await;
        for scheme in ["dark", "light"] {
            page.prefer(&[("prefers-color-scheme", scheme)]).await;
            page.assert_accessible().await;
        }
        page.press(RIGHT).await;
        page.wait_for_text(".scene h2", "Acme says yes").await;
        page.press(PAGE_DOWN).await;
        page.wait_for_text(".scene h2", "What Northwind is told")
            .await;
        page.press(PAGE_DOWN).await;
        page.wait_for_count(".joint.is-peered", 1).await;
        page.press(PAGE_UP).await;
        page.press(LEFT).await;
        page.wait_for_text(".scene h2", "Acme says yes").await;
        page.wait_until_gone(".joint").await;

        // Where a packet is told of, its way is in the picture.
        page.press(&format!("{RIGHT}{RIGHT}{RIGHT}{RIGHT}")).await;
        page.wait_for_text(".scene h2", "A route on each side")
            .await;
        page.wait_for_count(".packet", 1).await;
        page.press("n").await;
        page.wait_for_text(".scene-notes", "Let the packet run.")
            .await;
        page.assert_accessible().await;
        page.screenshot("scene").await;
        page.set_size(1920, 1080).await;
        page.screenshot("scene-projector").await;
        page.set_size(360, 640).await;
        page.assert_accessible().await;
        page.screenshot("scene-narrow").await;
        page.press(RIGHT).await;
        page.wait_for_text(".scene-count", "7 / 7").await;
        page.press(RIGHT).await;
        page.wait_for_text(".scene h2", "Consent is taken back")
            .await;

        page.press(ESCAPE).await;
        page.wait_until_gone(".scene").await;
        page.wait_for_text(".scenario-name", "Three states").await;
        page.assert_no_problems().await;
    })
    .await;
}

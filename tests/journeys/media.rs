//! The page on paper, in the system's own colours, and without motion.

use crate::browser::{Page, journey};
use serde_json::json;

/// Returns a property of the style of what a selector finds.
async fn style(page: &Page, selector: &str, property: &str) -> String {
    let script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]";
    let value = page
        .run(script, vec![json!(selector), json!(property)])
        .await;
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn paper_has_the_picture_and_the_words_and_nothing_to_press() {
    journey(async |page| {
        page.open("").await;
        page.click("[data-id=vpc-shop] .card-meta").await;
        page.wait_for_text(".inspector-panel .name", "Shop").await;
        page.print_media().await;
        for gone in [".toolbar", ".zoom-bar", ".outline-panel", ".actions"] {
            assert_eq!(style(page, gone, "display").await, "none", "{gone}");
        }
        page.find(".card").await;
        page.find(".legend").await;
        let told = page.text(".inspector-panel").await;
        assert!(told.contains("It is peered with Data."), "{told}");
        assert!(!told.contains("Remove"), "{told}");
        // All of it is on the sheets, and nothing in a part that scrolls.
        let script = "return document.documentElement.scrollHeight > innerHeight && \
                      [...document.querySelectorAll('.panel-body')].every( \
                      (body) => body.scrollHeight <= body.clientHeight + 1)";
        page.wait_for_script(script).await;
        page.screenshot("print").await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn the_systems_colours_and_stillness_are_kept_to() {
    journey(async |page| {
        page.open("").await;
        page.click("[data-id=vpc-shop] .card-meta").await;
        page.find(".card.is-lit").await;
        let usual = style(page, ".plug", "transitionDuration").await;
        assert_ne!(usual, "0s");
        page.prefer(&[
            ("forced-colors", "active"),
            ("prefers-reduced-motion", "reduce"),
        ])
        .await;
        assert_eq!(style(page, ".plug", "transitionDuration").await, "0s");
        let lit = style(page, ".card.is-lit > .card-edge", "stroke").await;
        let other = style(page, ".card:not(.is-lit) > .card-edge", "stroke").await;
        assert_ne!(lit, other, "what is selected is told from the rest");
        assert_eq!(
            style(page, ".wire.is-peered .line", "stroke").await,
            style(page, ".wire.is-conflict .line", "stroke").await,
            "states are told by shapes"
        );
        page.screenshot("forced-colours").await;
        page.assert_accessible().await;
        page.assert_no_problems().await;
    })
    .await;
}

//! The page starts, for everyone.

use crate::browser::{journey, setting};
use serde_json::json;

#[tokio::test]
async fn the_page_starts_without_a_problem() {
    journey(async |page| {
        page.open("").await;
        page.find("h1").await;
        page.assert_accessible().await;
    })
    .await;
}

#[tokio::test]
async fn a_chosen_theme_is_there_before_the_page_is() {
    journey(async |page| {
        page.open("").await;
        assert_eq!(page.attribute("html", "data-theme").await, None);
        page.run("localStorage.setItem('peerlab.theme', 'dark')", vec![])
            .await;
        page.reload().await;
        let theme = page.attribute("html", "data-theme").await;
        assert_eq!(theme.as_deref(), Some("dark"));
        page.assert_accessible().await;
    })
    .await;
}

#[tokio::test]
async fn a_page_that_cannot_be_loaded_says_so() {
    for (missing, sentence) in [
        ("*/pkg/peerlab_web.js", "Peerlab could not be loaded."),
        ("*.wasm", "Peerlab could not be loaded."),
    ] {
        journey(async |page| {
            page.block(&[missing]).await;
            page.visit("").await;
            page.wait_for_text("#boot-status[role=alert]", sentence)
                .await;
            page.assert_accessible().await;
            assert_ne!(
                page.problems().await,
                [""; 0],
                "the log says what is missing"
            );
        })
        .await;
    }
}

#[tokio::test]
async fn a_browser_without_webassembly_is_told_so() {
    journey(async |page| {
        page.before_each_page("delete globalThis.WebAssembly").await;
        page.visit("").await;
        page.wait_for_text("#boot-status[role=alert]", "cannot run WebAssembly")
            .await;
        assert_ne!(
            page.problems().await,
            [""; 0],
            "the log says what is missing"
        );
    })
    .await;
}

/// Also leaves pictures of all of them in `target/screenshots`.
#[tokio::test]
async fn the_page_suits_every_width_and_both_schemes() {
    journey(async |page| {
        for scheme in ["light", "dark"] {
            page.prefer(&[("prefers-color-scheme", scheme)]).await;
            for (width, height) in [(360, 640), (768, 1024), (1280, 800), (1920, 1080)] {
                page.set_size(width, height).await;
                page.open("").await;
                page.screenshot(&format!("start-{width}-{scheme}")).await;
                page.assert_accessible().await;
                let script = "return document.documentElement.scrollWidth <= innerWidth";
                let fits = page.run(script, vec![]).await;
                assert_eq!(fits, json!(true), "it is wider than {width} pixels");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_fetches_nothing_that_its_size_budget_does_not_count() {
    journey(async |page| {
        page.open("").await;
        let script = "return performance.getEntriesByType('resource').map( \
                      (entry) => entry.name.slice(document.baseURI.length))";
        let fetched = page.run(script, vec![]).await;
        let fetched: Vec<_> = fetched.as_array().into_iter().flatten().collect();
        assert!(
            fetched.contains(&&json!("pkg/peerlab_web_bg.wasm")),
            "{fetched:?}"
        );
        let budgeted = setting("PEERLAB_BUDGETED");
        for file in fetched {
            let counted = budgeted.lines().any(|line| file == line);
            assert!(counted, "{file} is not counted in the size budget");
        }
    })
    .await;
}

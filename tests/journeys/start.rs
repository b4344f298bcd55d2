//! The page starts, for everyone.

use crate::browser::journey;

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

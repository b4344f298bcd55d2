//! The page starts, for everyone.

use crate::browser::{journey, setting};
use peerlab_core::link;
use peerlab_core::scenario::Scenario;
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
async fn the_first_picture_does_not_wait_for_the_page() {
    journey(async |page| {
        page.block(&["*/pkg/peerlab_web*"]).await;
        let text = r#"{"vpcs": [{"id": "a", "name": "Only"}, {"id": "b", "name": "in the link"}],
            "private_networks": [{"id": "pn", "vpc_id": "a", "subnets": ["10.0.0.0/22"]}],
            "vpc_connectors": [{"id": "c", "vpc_id": "a", "target_vpc_id": "b"}]}"#;
        let scenario = Scenario::from_json(text).expect("a scenario");
        let link = link::encode(&scenario).expect("it is small");
        for (width, height) in [(360, 640), (1280, 800)] {
            page.set_size(width, height).await;
            page.visit(&link).await;
            page.wait_for_script(
                "const image = document.querySelector('.boot img');
                 return image?.complete && image.naturalWidth > 0",
            )
            .await;
            page.screenshot(&format!("first-picture-{width}")).await;
            page.assert_accessible().await;
        }
        // That the page is missing, and nothing else.
        for problem in page.problems().await {
            assert!(problem.contains("peerlab_web"), "{problem}");
        }
    })
    .await;
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
        let script = "
            const drawn = performance.getEntriesByName('peerlab.first')[0].startTime;
            const all = performance.getEntriesByType('resource');
            const names = (entries) =>
                entries.map((entry) => entry.name.slice(document.baseURI.length));
            return [names(all.filter((entry) => entry.startTime < drawn)), names(all)]";
        let fetched = page.run(script, vec![]).await;
        let first = setting("PEERLAB_FETCHED_FIRST");
        let then = setting("PEERLAB_FETCHED_THEN");
        let of = |place: usize| fetched[place].as_array().into_iter().flatten();
        for (module, mut fetched) in [("first", of(0)), ("web", of(1))] {
            let module = format!("pkg/peerlab_{module}_bg.wasm");
            assert!(
                fetched.any(|file| *file == module),
                "{module} was not fetched"
            );
        }
        for file in of(0) {
            let counted = first.lines().any(|line| file == line);
            assert!(
                counted,
                "{file} is fetched before the first picture, and not counted"
            );
        }
        for file in of(1) {
            let counted = first.lines().chain(then.lines()).any(|line| file == line);
            assert!(counted, "{file} is not counted in the size budget");
        }
    })
    .await;
}

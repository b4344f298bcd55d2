//! Lessons are learnt: one by keys alone, and what is one's own is kept.

use crate::browser::{Page, journey};
use peerlab_core::lesson::Lesson;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const DELETE: &str = "\u{e017}";

/// Goes on with Tab until something has the focus.
async fn tab_to(page: &Page, selector: &str) {
    let script = format!("return document.activeElement.matches('{selector}')");
    for _ in 0..80 {
        if page.run(&script, vec![]).await == true {
            return;
        }
        page.press(TAB).await;
    }
    panic!("{selector} cannot be reached with Tab");
}

async fn in_both_schemes_accessible(page: &Page) {
    for scheme in ["dark", "light"] {
        page.prefer(&[("prefers-color-scheme", scheme)]).await;
        page.assert_accessible().await;
    }
}

#[tokio::test]
async fn the_first_lesson_is_done_with_the_keyboard_alone() {
    journey(async |page| {
        page.open("").await;
        page.press("l").await;
        page.wait_for_count(".lesson-line:not(.is-demo)", 17).await;
        in_both_schemes_accessible(page).await;
        page.screenshot("lessons").await;
        tab_to(page, ".lesson-line").await;
        page.press(ENTER).await;
        page.wait_until_gone("dialog").await;
        page.wait_for_text(".lesson-panel h2:focus", "step 1 of 2")
            .await;
        page.wait_for_count(".goals .holds", 1).await;
        in_both_schemes_accessible(page).await;

        tab_to(page, ".lesson .button").await;
        page.press(ENTER).await;
        page.wait_for_count(".hints li", 1).await;
        page.screenshot("lesson").await;

        // From Shop to Data.
        tab_to(page, "[data-card=shop] .card-head").await;
        page.press(&format!("{ENTER}c")).await;
        page.find("dialog.chooser").await;
        page.press(&format!("Data{ENTER}")).await;
        page.wait_for_text(".goal-count", "The goal is reached.")
            .await;
        page.run("document.querySelector('.lesson-panel h2').focus()", vec![])
            .await;
        tab_to(page, ".lesson .is-main").await;
        page.press(ENTER).await;
        page.wait_for_text(".lesson-panel h2:focus", "step 2 of 2")
            .await;

        // And back.
        tab_to(page, "[data-card=data] .card-head").await;
        page.press(&format!("{ENTER}c")).await;
        page.find("dialog.chooser").await;
        page.press(&format!("Shop{ENTER}")).await;
        page.wait_for_text(
            ".lesson-ending-title",
            "Done with 2 changes, and it takes no fewer.",
        )
        .await;
        in_both_schemes_accessible(page).await;
        page.screenshot("lesson-done").await;

        page.press("l").await;
        page.wait_for_text(".lesson-state", "done with 2 changes")
            .await;
        tab_to(page, ".is-lessons .link").await;
        page.press(ENTER).await;
        page.wait_until_gone("dialog").await;
        page.wait_until_gone(".lesson-panel").await;
        page.wait_for_text(".scenario-name", "Three states").await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_solution_is_played_and_ones_own_work_comes_back() {
    journey(async |page| {
        page.open("").await;
        page.run("document.querySelector('[data-id=shop-to-data]').focus()", vec![])
            .await;
        page.press(DELETE).await;
        page.wait_until_gone("[data-id=shop-to-data]").await;

        let kept = "return Object.keys(localStorage).filter(key => key.startsWith('peerlab.work.')).length === 1";
        page.wait_for_script(kept).await;
        page.reload().await;

        // Nothing moves by itself for those who do not want it.
        page.prefer(&[("prefers-reduced-motion", "reduce")]).await;
        page.click(".first-lesson").await;
        page.wait_for_text(".lesson-panel h2", "Your first connection")
            .await;
        page.click("[aria-label=Solution] .button").await;
        page.wait_for_text("[aria-label=Solution]", "Edit 1 of 1").await;
        page.click("[aria-label=Solution] .button").await;
        page.wait_for_text(".goal-count", "The goal is reached.").await;
        page.click(".lesson .is-main").await;

        // For others it does.
        page.prefer(&[("prefers-reduced-motion", "no-preference")])
            .await;
        page.wait_for_text(".lesson-panel h2", "step 2 of 2").await;
        page.click("[aria-label=Solution] .button").await;
        page.wait_for_text(".lesson-ending-title", "Done, with the solution")
            .await;
        page.click(".lesson-ending .is-main").await;
        page.wait_for_text(".lesson-panel h2", "Consent").await;

        // A lesson is not kept as a scenario of one's own.
        page.reload().await;
        page.wait_for_text(".scenario-name", "Three states").await;
        page.wait_until_gone("[data-id=shop-to-data]").await;
        page.wait_for_script(kept).await;
        page.press("l").await;
        page.wait_for_text(".lesson-state", "done with the solution").await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_lesson_of_ones_own_is_opened_from_a_link_and_a_file_on_a_narrow_page() {
    let lesson = include_str!("../../static/lessons/the-way-back.json");
    let link = Lesson::from_json(lesson).expect("it is a lesson").to_link();
    let lesson = lesson.as_bytes();
    journey(async |page| {
        page.set_size(360, 640).await;
        page.open(&link).await;
        page.wait_for_text(".lesson-panel h2", "The way back").await;
        page.click("[aria-label='Leave the lesson']").await;
        page.wait_for_text(".scenario-name", "Three states").await;
        page.open("").await;
        page.pick_files(".picker", &[("mine.json", lesson)]).await;
        page.wait_for_text(".lesson-panel h2", "The way back").await;
        page.find(".tabs button[aria-pressed=true]").await;
        in_both_schemes_accessible(page).await;
        page.screenshot("lesson-narrow").await;
        let broken =
            b"{\"id\": \"a\", \"title\": \"A\", \"start\": {}, \"steps\": [{\"text\": 7}]}";
        page.pick_files(".picker", &[("broken.json", broken)]).await;
        page.wait_for_text(".notice", "at steps[0].text").await;
        page.assert_no_problems().await;
    })
    .await;
}

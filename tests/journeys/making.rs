//! A lesson is made, tried, kept, shared and solved by someone else.

use crate::browser::{Page, journey};
use peerlab_core::lesson::{Lesson, check};

const ENTER: &str = "\u{e007}";

/// Connects Partner to Shop as one does with keys.
async fn answer(page: &Page) {
    page.click("[data-card=vpc-partner] .card-head").await;
    page.press("c").await;
    page.find("dialog.chooser").await;
    page.press(&format!("Shop{ENTER}")).await;
    page.wait_until_gone("dialog").await;
}

#[tokio::test]
async fn a_lesson_is_made_tried_kept_shared_and_solved() {
    journey(async |page| {
        page.open("").await;
        page.press("l").await;
        page.click(".is-lessons .add").await;
        page.wait_for_text(".lesson-panel h2:focus", "Make a lesson")
            .await;
        page.fill("#field-lesson-title", "An answer").await;
        page.assert_accessible().await;

        // The solution is recorded as it is done.
        page.click(".builder-parts button:nth-child(2)").await;
        page.fill("#field-step-0-text", "Shop *asks*. Answer it.")
            .await;
        page.wait_for_text(".is-preview em", "asks").await;
        answer(page).await;
        page.wait_for_text(".builder-solution", "Add a connector from Partner to Shop.")
            .await;

        // Its goal is picked from what that brings about.
        page.wait_for_text(".builder-fact", "Shop and Partner are peered")
            .await;
        page.click(".builder-fact").await;
        page.wait_for_count(".goals .holds", 1).await;
        page.click(".builder .add:last-of-type").await;
        page.find("#field-step-0-hint-0").await;
        page.fill("#field-step-0-hint-0", "Look at Partner.").await;
        page.wait_for_text(".builder-faults", "no point").await;
        page.fill("#field-lesson-point", "Both have to.").await;
        page.find(".builder-whole").await;
        for scheme in ["dark", "light"] {
            page.prefer(&[("prefers-color-scheme", scheme)]).await;
            page.assert_accessible().await;
        }
        page.screenshot("lesson-made").await;

        page.click(".lesson-link .link").await;
        page.wait_for_text(".lesson-link [role=status]", "Copied")
            .await;
        let link = page.clipboard().await;
        let lesson = Lesson::from_link(&link).expect("the link holds the lesson");
        assert_eq!(check(&lesson), []);
        assert_eq!((lesson.id.as_str(), lesson.par), ("an-answer", 1));

        // Tried, it is as for everyone, and leaves no progress.
        page.click(".builder .is-main").await;
        page.wait_for_text(".lesson-panel h2", "An answer · step 1 of 1")
            .await;
        answer(page).await;
        page.wait_for_text(
            ".lesson-ending-title",
            "Done with 1 change, and it takes no fewer.",
        )
        .await;
        page.click(".lesson-ending .is-main").await;
        page.wait_for_text(".lesson-panel h2", "Make a lesson")
            .await;
        page.wait_for_count(".builder-solution li", 1).await;
        let learnt = "return localStorage.getItem('peerlab.learnt') === null";
        assert_eq!(page.run(learnt, vec![]).await, true);

        // It is there again, and one's own work is what it was.
        page.reload().await;
        page.wait_for_text(".scenario-name", "Three states").await;
        page.wait_until_gone(".lesson-panel").await;
        page.press("l").await;
        page.click(".lesson-draft .lesson-line").await;
        page.wait_for_count(".builder-solution li", 1).await;
        page.wait_for_count(".goals .holds", 1).await;
        page.click(".lesson-panel .panel-head button").await;
        page.wait_until_gone(".lesson-panel").await;
        page.assert_no_problems().await;

        let other = page.new_visitor().await;
        let (_, fragment) = link.split_once('#').expect("a fragment");
        other.open(&format!("#{fragment}")).await;
        other
            .wait_for_text(".lesson-panel h2", "An answer · step 1 of 1")
            .await;
        answer(&other).await;
        other.find(".lesson-ending").await;
        other.assert_no_problems().await;
    })
    .await;
}

//! What is judged is seen: who reaches whom, and the way of a packet.

use crate::browser::{Page, journey};

const ENTER: &str = "\u{e007}";
const RIGHT: &str = "\u{e014}";
const DOWN: &str = "\u{e015}";

/// Turns to a sheet of the judgement.
async fn turn_to(page: &Page, sheet: &str) {
    page.click(&format!("#tab-{sheet}")).await;
    page.find(&format!("#tab-{sheet}[aria-selected=true]"))
        .await;
}

#[tokio::test]
async fn the_matrix_is_read_and_a_packet_stepped_by_keys() {
    journey(async |page| {
        page.open("").await;
        page.run("document.querySelector('#tab-Problems').focus()", vec![])
            .await;
        page.press(RIGHT).await;
        page.wait_for_count(".cell", 49).await;
        for scheme in ["dark", "light"] {
            page.prefer(&[("prefers-color-scheme", scheme)]).await;
            page.assert_accessible().await;
        }

        // What needs a VPC between is lost where peering is not transitive.
        page.click(".reach-side .switch input").await;
        page.wait_for_text(".reach-change", "would say the same")
            .await;
        page.assert_accessible().await;
        page.screenshot("other-clouds").await;
        page.click(".reach-side .switch input").await;
        page.wait_for_script("return !document.querySelector('.reach-change').textContent")
            .await;

        // From front (the first line) to orders (the third column), and one down.
        page.run(
            "document.querySelector('.cell[tabindex=\"0\"]').focus()",
            vec![],
        )
        .await;
        page.press(&format!("{RIGHT}{RIGHT}")).await;
        page.wait_for_text(".reach-why", "front reaches orders.")
            .await;
        page.press(&format!("{RIGHT}{RIGHT}")).await;
        page.wait_for_text(".reach-why", "front does not reach desks")
            .await;
        page.press(&format!("{DOWN}{ENTER}")).await;
        page.find("#tab-Trace[aria-selected=true]").await;
        page.wait_for_text(".way", "and another VPC is meant.")
            .await;
        page.wait_for_text(".way", "Further on").await;

        turn_to(page, "Reachability").await;
        page.click(".cell[data-line='0'][data-column='2']").await;
        page.wait_for_text(".way", "It arrives in Data, Private Network orders.")
            .await;
        page.assert_accessible().await;
        let press_next = "[...document.querySelectorAll('.steps button')]
            .find(button => button.textContent === 'Next hop').focus()";
        page.run(press_next, vec![]).await;
        for stop in 1..=4 {
            page.press(ENTER).await;
            page.wait_for_count(".hop.is-current", 1).await;
            page.find(".packet").await;
            page.wait_for_count(".packet.is-answer", usize::from(stop > 2))
                .await;
        }
        page.wait_for_text(
            ".traced > [aria-live]",
            "The answer is in Shop. It arrives in Shop, Private Network front",
        )
        .await;
        page.assert_accessible().await;
        page.screenshot("trace").await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn what_an_edit_gains_and_loses_is_told() {
    journey(async |page| {
        page.open("").await;
        turn_to(page, "Reachability").await;
        page.run(
            "document.querySelector('[data-id=shop-to-data]').focus()",
            vec![],
        )
        .await;
        page.press("\u{e017}").await;
        page.wait_for_text(".reach-change", "Lost").await;
        page.find(".cell.is-lost").await;
        page.screenshot("lost").await;
        page.press("\u{e009}z\u{e000}").await;
        page.wait_for_text(".reach-change", "Gained").await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_conflict_is_understood_and_mended_by_its_fix() {
    journey(async |page| {
        page.open("").await;
        page.click(".problem-line .link.code").await;
        page.wait_for_text("dialog.is-help", "The rule").await;
        page.assert_accessible().await;
        page.press("\u{e00c}").await;
        page.wait_until_gone("dialog").await;

        page.click(".problem-line .problem").await;
        // What it is about is seen in the picture and in the outline.
        page.find("[role=treeitem].is-subject[data-id=vpc-shop]")
            .await;
        page.find("[data-card=vpc-shop].is-lit").await;
        page.click(".fixes .preview summary").await;
        page.wait_for_text(".preview", "is now peered").await;
        page.wait_for_text(".preview .commands", "scw vpc").await;
        page.wait_for_text(".preview", "forces replacement").await;
        page.assert_accessible().await;
        page.screenshot("preview").await;
        page.click(".fixes .button.is-main").await;
        page.wait_for_text(".sentence, .told", "This problem is solved.")
            .await;
        page.wait_for_script(
            "return !document.querySelector('.problem-list').textContent.includes('cidr-conflict')",
        )
        .await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn two_networks_are_made_to_talk_in_one_step() {
    journey(async |page| {
        page.open("").await;
        turn_to(page, "Reachability").await;
        // From front to the gateway of a VPC that has not answered yet.
        page.click(".cell[data-line='0'][data-column='6']").await;
        page.wait_for_text(".way", "Further on").await;
        page.click(".steps .is-main").await;
        page.wait_for_text("dialog.is-question", "Their way is Shop → Partner")
            .await;
        page.click("dialog .preview summary").await;
        page.wait_for_text("dialog .preview", "front to gateway: works")
            .await;
        page.assert_accessible().await;
        page.screenshot("make-them-talk").await;
        page.click("dialog .button.is-main").await;
        page.wait_until_gone("dialog").await;
        page.wait_for_text(".way", "It arrives in Partner, Private Network gateway.")
            .await;
        page.press("\u{e009}z\u{e000}").await;
        page.wait_for_text(".way", "Further on").await;
        page.assert_no_problems().await;
    })
    .await;
}

//! Why a packet arrives or not: its ends are picked where they are seen, its way
//! is stepped and shared, and what stops it is understood and mended.

use super::building::{open, wait_until_said};
use crate::browser::{Page, journey};
use peerlab_core::link;
use peerlab_core::scenario::Scenario;

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const HOME: &str = "\u{e011}";

const FIVE: &str = include_str!("../scenarios/five-chained.json");
const WITHOUT_ROUTES: &str = include_str!("../scenarios/peered-without-routes.json");

/// Looks for barriers, in the dark and in the light.
async fn look(page: &Page) {
    for scheme in ["dark", "light"] {
        page.prefer(&[("prefers-color-scheme", scheme)]).await;
        page.assert_accessible().await;
    }
}

/// Opens a scenario on a trace.
async fn open_on(page: &Page, json: &str, trace: &str) {
    let scenario = Scenario::from_json(json).expect("it is a scenario");
    page.open(&format!(
        "{}&trace={trace}",
        link::encode(&scenario).expect("it is small")
    ))
    .await;
}

async fn focus(page: &Page, selector: &str) {
    page.find(selector).await;
    let script = "document.querySelector(arguments[0]).focus()";
    page.run(script, vec![selector.into()]).await;
}

#[tokio::test]
async fn the_ends_of_a_way_are_picked_where_they_are_seen() {
    journey(async |page| {
        page.open("").await;
        page.click("#tab-Trace").await;
        page.click(".trace-pick").await;
        page.wait_for_text(".picking", "Where does the packet start?")
            .await;
        look(page).await;
        page.screenshot("picking").await;
        page.click("[data-id=pn-front].row").await;
        page.wait_for_text(".picking", "And where does it go?")
            .await;
        page.click("[data-id=pn-orders].row").await;
        page.wait_until_gone(".picking").await;
        page.wait_for_text(".way", "It arrives in Data, Private Network orders.")
            .await;

        // Escape leaves what was asked as it is.
        page.click(".trace-pick").await;
        page.find(".picking").await;
        page.press(ESCAPE).await;
        page.wait_until_gone(".picking").await;
        page.wait_for_text(".way", "It arrives in Data").await;

        // The same by keys: the start on the picture, the end in the outline.
        page.click(".trace-pick").await;
        focus(page, "[data-id=pn-orders].row").await;
        page.press(ENTER).await;
        wait_until_said(page, "From orders.").await;
        page.press("o").await;
        page.press(HOME).await;
        page.press(ENTER).await;
        page.wait_until_gone(".picking").await;
        page.wait_for_text(".way", "It arrives in Shop, Private Network front.")
            .await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_trace_is_shared_as_a_link() {
    journey(async |page| {
        page.open("").await;
        page.click("#tab-Reachability").await;
        page.click(".cell[data-line='0'][data-column='2']").await;
        page.wait_for_text(".way", "It arrives in Data").await;
        page.run(
            "[...document.querySelectorAll('.steps button')]
                .find(button => button.textContent.startsWith('Copy link')).click()",
            vec![],
        )
        .await;
        page.wait_for_text(".notice", "Link copied.").await;
        let copied = page.clipboard().await;
        let (_, fragment) = copied.split_once('#').expect("a link has a fragment");
        assert!(
            fragment.ends_with("&trace=pn-front,pn-orders"),
            "{fragment}"
        );

        let other = page.new_visitor().await;
        other.open(&format!("#{fragment}")).await;
        other
            .wait_for_text(".way", "It arrives in Data, Private Network orders.")
            .await;
        other.assert_no_problems().await;

        // What asks for nothing says so, and the scenario is there all the same.
        let third = page.new_visitor().await;
        third
            .open(&format!(
                "#{}",
                fragment.replace("pn-front", "%3Cb%3Enobody")
            ))
            .await;
        third
            .wait_for_text(".notice", "no Private Network or resource “<b>nobody”")
            .await;
        third.wait_for_count(".card", 4).await;
        third.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_chain_of_five_is_understood() {
    journey(async |page| {
        open(page, FIVE).await;
        page.wait_for_text(".problem-list", "the platform chains at most 4 VPCs")
            .await;
        look(page).await;
        page.click(".problem-line .link.code").await;
        page.wait_for_text("dialog.is-help figcaption", "four VPCs at most")
            .await;
        look(page).await;
        page.screenshot("help-chain").await;
        page.press(ESCAPE).await;
        page.wait_until_gone("dialog").await;

        open_on(page, FIVE, "pn-a,pn-e").await;
        page.wait_for_text(".ending", "at most 4 VPCs").await;
        page.find(".ending .link.code").await;
        focus(page, ".steps button:nth-of-type(3)").await;
        for hop in 1..=4 {
            page.press(ENTER).await;
            page.wait_for_count(".hop.is-current", 1).await;
            page.wait_for_text(".hop-table[open] .is-used", "10.5.0.0/22")
                .await;
            let script = format!(
                "return [...document.querySelectorAll('.way .hop')]
                    .findIndex(hop => hop.matches('.is-current')) === {}",
                hop - 1
            );
            page.wait_for_script(&script).await;
            // It is seen, though the list is longer than the panel.
            page.wait_for_script(
                "const [hop, panel] = ['.hop.is-current .hop-vpc', '#judgement'] \
                     .map(found => document.querySelector(found).getBoundingClientRect()); \
                 return hop.top >= panel.top && hop.bottom <= panel.bottom",
            )
            .await;
        }
        wait_until_stepped(page, "at most 4 VPCs").await;
        look(page).await;
        page.screenshot("chain-of-five").await;
        page.click(".ending .link.code").await;
        page.wait_for_text("dialog.is-help h2", "chain-too-long")
            .await;
        page.assert_no_problems().await;
    })
    .await;
}

/// Waits until those who do not see the packet are told where it is.
async fn wait_until_stepped(page: &Page, part: &str) {
    page.wait_for_text(".traced > [aria-live]", part).await;
}

#[tokio::test]
async fn routes_that_both_sides_forgot_are_added_at_once() {
    journey(async |page| {
        open(page, WITHOUT_ROUTES).await;
        page.wait_for_text(".problem-head", "2 × missing-route")
            .await;
        page.click(".problem-head .link").await;
        page.wait_for_text("dialog.is-question", "Mend all of missing-route?")
            .await;
        page.click("dialog .preview summary").await;
        page.wait_for_text("dialog .preview", "pn-a to pn-b: works")
            .await;
        page.wait_for_text("dialog .preview", "scw vpc route create")
            .await;
        page.wait_for_text("dialog .preview", "resource \"scaleway_vpc_route\"")
            .await;
        look(page).await;
        page.screenshot("fix-all").await;
        page.click("dialog .preview-head .link").await;
        page.wait_for_text("dialog .preview-head [role=status]", "Copied.")
            .await;
        page.click("dialog .button.is-main").await;
        page.wait_for_text(".problems-panel .none", "None found.")
            .await;
        page.press("\u{e009}z\u{e000}").await;
        page.wait_for_text(".problem-head", "2 × missing-route")
            .await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn without_motion_a_packet_does_not_travel() {
    journey(async |page| {
        let travels = "return getComputedStyle(document.querySelector('.packet')) \
                       .transitionDuration !== '0s'";
        open_on(page, FIVE, "pn-a,pn-b").await;
        focus(page, ".steps button:nth-of-type(3)").await;
        page.press(ENTER).await;
        page.find(".packet").await;
        page.prefer(&[("prefers-reduced-motion", "no-preference")])
            .await;
        assert_eq!(page.run(travels, vec![]).await, true);
        page.prefer(&[("prefers-reduced-motion", "reduce")]).await;
        assert_eq!(page.run(travels, vec![]).await, false);

        // It is played all the same, step by step.
        page.click(".steps button").await;
        page.wait_for_count(".packet.is-answer", 1).await;
        page.assert_no_problems().await;
    })
    .await;
}

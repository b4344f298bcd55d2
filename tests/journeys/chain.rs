//! The documented chain of four VPCs, whose ends talk, built from nothing three
//! times: with the mouse, with keys alone, with fingers. All three make the very
//! same document, and nothing on the way is a barrier to anyone.

use super::building::{open, wait_until_said};
use crate::browser::{Page, journey};
use peerlab_core::cidr::Family;
use peerlab_core::link;
use peerlab_core::report::{Verdict, judge};
use peerlab_core::routing::Traffic;
use peerlab_core::scenario::Scenario;

const CONTROL: &str = "\u{e009}";
const SHIFT: &str = "\u{e008}";
const RELEASE: &str = "\u{e000}";
const ENTER: &str = "\u{e007}";
const HOME: &str = "\u{e011}";

/// What all three make.
const CHAIN: &str = include_str!("chain.json");

/// Looks for barriers, in the light and in the dark.
async fn look(page: &Page) {
    for scheme in ["dark", "light"] {
        page.prefer(&[("prefers-color-scheme", scheme)]).await;
        page.assert_accessible().await;
    }
}

/// Begins with nothing.
async fn begin(page: &Page) {
    open(page, r#"{"vpcs": []}"#).await;
    page.find(".empty").await;
    look(page).await;
}

/// Holds that the chain was made and that its ends talk: by the document, and
/// by what the page says.
async fn end(page: &Page) {
    page.wait_for_count(".wire.is-peered", 6).await;
    page.wait_for_count(".joint.is-peered", 3).await;
    look(page).await;
    page.click("#tab-Reachability").await;
    for (line, column, told) in [(0, 3, "pn-1 reaches pn-4"), (3, 0, "pn-4 reaches pn-1")] {
        let cell = format!(".cell[data-line='{line}'][data-column='{column}']");
        page.run(
            "document.querySelector(arguments[0]).focus()",
            vec![cell.into()],
        )
        .await;
        page.wait_for_text(".reach-why", told).await;
    }
    look(page).await;

    page.click("button[title^='Share']").await;
    page.click("dialog .button.is-main").await;
    page.wait_for_text(".copied", "Copied.").await;
    let copied = page.clipboard().await;
    let (_, fragment) = copied.split_once('#').expect("a link has a fragment");
    let made = link::decode(fragment).expect("the link opens").scenario;
    let report = judge(&made);
    for (from, to) in [("pn-1", "pn-4"), ("pn-4", "pn-1")] {
        let pair = report.pair_verdict(from, to, Family::Ipv4, Traffic::Icmp);
        let verdict = pair.expect("both are there").verdict;
        assert_eq!(verdict, Verdict::Works, "{from} to {to}");
    }
    assert_eq!(report.diagnostics.len(), 0, "{:?}", report.diagnostics);
    let json = made.to_json();
    if json != CHAIN.trim_end() {
        let expected = Scenario::from_json(CHAIN).expect("it is a scenario");
        assert_eq!(made, expected, "what was made is\n{json}");
    }
    page.assert_no_problems().await;
}

#[tokio::test]
async fn the_chain_is_built_with_the_mouse() {
    journey(async |page| {
        begin(page).await;
        for vpc in 1..=4 {
            page.click("button[aria-label='Add a VPC']").await;
            wait_until_said(page, &format!("VPC {vpc} added.")).await;
            look(page).await;
            page.click("button[aria-label='Add a Private Network']")
                .await;
            wait_until_said(page, &format!("Private Network pn-{vpc} added.")).await;
            look(page).await;
            if vpc > 1 {
                for (from, to) in [(vpc, vpc - 1), (vpc - 1, vpc)] {
                    page.hover(&format!("[data-card=vpc-{from}] .card-meta"))
                        .await;
                    page.drag_to(
                        &format!("[data-plug=vpc-{from}]"),
                        &format!("[data-card=vpc-{to}] .card-meta"),
                    )
                    .await;
                    wait_until_said(page, &format!("Connector vpc-{from}-to-vpc-{to}")).await;
                    look(page).await;
                }
            }
        }
        for vpc in 1..=4 {
            page.click(&format!("[data-card=vpc-{vpc}] .card-meta"))
                .await;
            page.find(&format!("[data-card=vpc-{vpc}].is-lit")).await;
            look(page).await;
            for count in 1..=3 {
                page.click("button[aria-label='Add a route']").await;
                page.wait_for_count("[role=treeitem][data-id*='-to-1']", (vpc - 1) * 3 + count)
                    .await;
                look(page).await;
            }
        }
        end(page).await;
    })
    .await;
}

#[tokio::test]
async fn the_chain_is_built_with_keys_alone() {
    journey(async |page| {
        begin(page).await;
        for vpc in 1..=4 {
            page.press("v").await;
            wait_until_said(page, &format!("VPC {vpc} added.")).await;
            look(page).await;
            page.press("n").await;
            wait_until_said(page, &format!("Private Network pn-{vpc} added.")).await;
            look(page).await;
            if vpc > 1 {
                page.press("c").await;
                page.find("dialog.chooser").await;
                look(page).await;
                page.press(&format!("vpc {}", vpc - 1)).await;
                page.press(&format!("{SHIFT}{ENTER}{RELEASE}")).await;
                wait_until_said(page, "peered").await;
                page.wait_until_gone("dialog").await;
                look(page).await;
            }
        }
        // To the outline, where V goes from VPC to VPC and Enter selects one.
        page.press("o").await;
        page.press(HOME).await;
        for vpc in 1..=4 {
            if vpc > 1 {
                page.press("v").await;
            }
            page.wait_for_script(&format!(
                "return document.activeElement.dataset.name === 'VPC {vpc}'"
            ))
            .await;
            page.press(ENTER).await;
            page.wait_for_text(".inspector-panel .name", &format!("VPC {vpc}"))
                .await;
            look(page).await;
            for count in 1..=3 {
                page.press(&format!("{CONTROL}k{RELEASE}")).await;
                page.find("dialog .chooser-text").await;
                look(page).await;
                page.press(&format!("add a route{ENTER}")).await;
                page.wait_for_count("[role=treeitem][data-id*='-to-1']", (vpc - 1) * 3 + count)
                    .await;
                page.wait_until_gone("dialog").await;
                look(page).await;
            }
        }
        end(page).await;
    })
    .await;
}

#[tokio::test]
async fn the_chain_is_built_with_fingers() {
    journey(async |page| {
        page.become_touched().await;
        begin(page).await;
        for vpc in 1..=4 {
            page.tap("button[aria-label='Add a VPC']").await;
            wait_until_said(page, &format!("VPC {vpc} added.")).await;
            look(page).await;
            page.tap("button[aria-label='Add a Private Network']").await;
            wait_until_said(page, &format!("Private Network pn-{vpc} added.")).await;
            look(page).await;
            if vpc > 1 {
                for (from, to) in [(vpc, vpc - 1), (vpc - 1, vpc)] {
                    page.tap(&format!("[data-card=vpc-{from}] .card-meta"))
                        .await;
                    page.tap(&format!("[data-plug=vpc-{from}] .plug-ground"))
                        .await;
                    page.find(".stage.is-pulling").await;
                    look(page).await;
                    page.tap(&format!("[data-card=vpc-{to}] .card-meta")).await;
                    wait_until_said(page, &format!("Connector vpc-{from}-to-vpc-{to}")).await;
                    look(page).await;
                }
            }
        }
        for vpc in 1..=4 {
            page.tap(&format!("[data-card=vpc-{vpc}] .card-meta")).await;
            page.find(&format!("[data-card=vpc-{vpc}].is-lit")).await;
            look(page).await;
            for count in 1..=3 {
                page.tap("button[aria-label='Add a route']").await;
                page.wait_for_count("[role=treeitem][data-id*='-to-1']", (vpc - 1) * 3 + count)
                    .await;
                look(page).await;
            }
        }
        end(page).await;
    })
    .await;
}

//! What is too large to be judged within a frame is judged apart from the page.

use crate::browser::{Page, journey};
use peerlab_core::link;
use peerlab_core::scenario::Scenario;
use serde_json::{Value, json};

/// Counts what the page tells the worker.
const COUNTED: &str = "
    window.told = [];
    const own = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (data) {
        told.push(typeof data === 'string' ? Object.keys(JSON.parse(data))[0] : 'module');
        return own.call(this, data);
    };";

/// Nothing can be a worker.
const REFUSED: &str = "window.Worker = class { constructor() { throw new Error('refused'); } };";

/// The worker fails at what it is told second.
const FAILING: &str = "
    window.Worker = class extends EventTarget {
        told = 0;
        postMessage() {
            this.told += 1;
            if (this.told === 2) setTimeout(() => this.dispatchEvent(new Event('error')));
        }
        terminate() { window.isTerminated = true; }
    };";

/// Two VPCs of which one has no way back, and a lot of resources.
fn large() -> Scenario {
    let mut scenario: Value =
        serde_json::from_str(include_str!("../../core/examples/one-way.json")).expect("JSON");
    let resources = (0..2_000)
        .map(|n| json!({ "id": format!("vm-{n}"), "name": format!("VM {n}"), "private_network_id": "db" }));
    scenario["resources"] = resources.collect();
    Scenario::from_json(&scenario.to_string()).expect("a scenario")
}

/// Opens it, mends it by the offered fix, and takes that back.
async fn mend_and_undo(page: &Page) {
    page.open(&link::encode(&large()).expect("it is small enough"))
        .await;
    page.wait_for_text(".problem-list", "VPC data has no route back")
        .await;
    page.click(".problem-line .problem").await;
    page.click(".fixes .button.is-main").await;
    page.wait_for_text(
        ".sentence, .told, .inspector-panel",
        "This problem is solved.",
    )
    .await;
    page.wait_for_text(".problems-panel", "None found.").await;
    page.press("\u{e009}z").await;
    page.wait_for_text(".problem-list", "VPC data has no route back")
        .await;
    page.wait_until_gone(".is-stale").await;
    page.assert_no_problems().await;
}

#[tokio::test]
async fn a_worker_judges_what_is_large_and_hears_of_edits_alone() {
    journey(async |page| {
        page.before_each_page(COUNTED).await;
        mend_and_undo(page).await;
        let told = page.run("return told", vec![]).await;
        assert_eq!(told, json!(["module", "open", "edit", "edit"]));
        page.assert_accessible().await;
    })
    .await;
}

#[tokio::test]
async fn where_no_worker_can_judge_the_page_does() {
    for broken in [REFUSED, FAILING] {
        journey(async |page| {
            page.before_each_page(broken).await;
            mend_and_undo(page).await;
        })
        .await;
    }
}

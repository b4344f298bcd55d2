//! One's own work is kept in the browser, and never lost to other work.

use crate::browser::{Page, journey};
use serde_json::json;

/// Renames the scenario by its field.
async fn rename(page: &Page, name: &str) {
    page.run(
        "const field = document.querySelector('#field-scenario-name'); \
              field.focus(); field.select()",
        vec![],
    )
    .await;
    page.press(&format!("{name}{}", '\u{E007}')).await;
    page.wait_for_text("h1", name).await;
}

/// Waits until so many scenarios are kept, one of them with a name.
async fn wait_for_kept(page: &Page, count: usize, name: &str) {
    let script = format!(
        "const kept = Object.entries(localStorage) \
        .filter(([key]) => key.startsWith('peerlab.work.')); \
        return kept.length === {count} && kept.some(([, text]) => text.includes({}))",
        json!(name)
    );
    page.wait_for_script(&script).await;
}

#[tokio::test]
async fn own_work_is_there_again_and_what_is_opened_stands_beside_it() {
    journey(async |page| {
        page.open("").await;
        assert_eq!(
            page.run("return localStorage.length", vec![]).await,
            json!(0)
        );
        rename(page, "Mine").await;
        wait_for_kept(page, 1, "Mine").await;
        page.reload().await;
        page.wait_for_text("h1", "Mine").await;

        page.drop_files(
            ".stage",
            &[("b.json", br#"{"name": "Other", "vpcs": [{"id": "b"}]}"#)],
        )
        .await;
        page.wait_for_text("h1", "Other").await;
        page.run("document.querySelector('.told').scrollTo(0, 0)", vec![])
            .await;
        rename(page, "Others").await;
        wait_for_kept(page, 2, "Others").await;
        wait_for_kept(page, 2, "Mine").await;

        page.run(
            "[...document.querySelectorAll('.add')] \
                  .find((button) => button.textContent === 'Open a recent scenario').click()",
            vec![],
        )
        .await;
        page.wait_for_count(".chooser-list li", 2).await;
        page.screenshot("kept-recent").await;
        page.assert_accessible().await;
        page.press("Mine\u{E007}").await;
        page.wait_for_text("h1", "Mine").await;
        page.wait_until_gone("dialog").await;
    })
    .await;
}

#[tokio::test]
async fn what_another_tab_keeps_is_told_and_nothing_goes_over_it() {
    journey(async |page| {
        page.open("").await;
        rename(page, "Mine").await;
        wait_for_kept(page, 1, "Mine").await;
        // The other tab.
        page.run(
            "const [key, text] = Object.entries(localStorage) \
                      .find(([key]) => key.startsWith('peerlab.work.')); \
                  const newValue = text.replaceAll('Mine', 'Theirs'); \
                  localStorage.setItem(key, newValue); \
                  dispatchEvent(new StorageEvent('storage', { key, newValue }))",
            vec![],
        )
        .await;
        page.wait_for_text(".notice[role=alert]", "changed in another tab")
            .await;
        page.screenshot("kept-elsewhere").await;
        page.assert_accessible().await;
        rename(page, "Mine still").await;
        page.wait_for_text(".notice[role=alert]", "changed in another tab")
            .await;
        page.click(".notice .link:nth-of-type(2)").await;
        wait_for_kept(page, 2, "Mine still").await;
        wait_for_kept(page, 2, "Theirs").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_damaged_is_put_aside_and_offered() {
    journey(async |page| {
        page.open("").await;
        page.run(
            "localStorage.setItem('peerlab.work.1', 'peerlab-work 1\\n1\\nt\\nn\\n{\"vpcs')",
            vec![],
        )
        .await;
        page.reload().await;
        page.wait_for_text(".notice[role=alert]", "is damaged")
            .await;
        page.wait_for_count(".card", 4).await;
        let aside = "return localStorage.getItem('peerlab.damaged.1').endsWith('{\"vpcs')";
        assert_eq!(page.run(aside, vec![]).await, json!(true));
        page.click(".notice .link").await;
    })
    .await;
}

#[tokio::test]
async fn a_full_storage_is_said_once() {
    journey(async |page| {
        page.open("").await;
        page.run("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
            vec![]).await;
        rename(page, "Mine").await;
        page.wait_for_text(".notice[role=alert]", "not kept in the browser").await;
    })
    .await;
}

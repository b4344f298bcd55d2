//! One scenario with the eyes of two of its owners, told by what is not there.

use peerlab_core::link;
use serde_json::json;

use crate::browser::{Page, journey};

const THREE_OWNERS: &[u8] = include_bytes!("../../static/examples/three-owners.json");
const ENTER: &str = "\u{e007}";
const DELETE: &str = "\u{e017}";
const ESCAPE: &str = "\u{e00c}";

/// What is Acme's, Bluebird's and Cedar's alone: names, ids, subnets, addresses,
/// descriptions. The ids of their VPCs are told to whoever has a connector there.
const ACME: &[&str] = &[
    "Acme",
    "Shop",
    "pn-a-",
    "172.16.20.0",
    "stock",
    "conn-a",
    "route-a",
    "to the orders",
    "0a5e7c10",
];
const BLUEBIRD: &[&str] = &[
    "Bluebird",
    "Data<",
    "pn-b-",
    "10.10.",
    "vm-b-",
    "ledger",
    "conn-b",
    "route-b",
    "for the web shop",
    "0b7f2d31",
];
const CEDAR: &[&str] = &[
    "Cedar",
    "Warehouse",
    "pn-c-",
    "10.0.6.0",
    "192.168.8.0",
    "shelves",
    "trucks",
    "conn-c",
    "to our customer",
    "0c9d4e52",
];
/// What is said of the whole.
const WHOLE: &[&str] = &["Three owners", "Three organisations", "no one sees"];

/// Returns everything that the page holds for anyone to find: its elements with
/// all attributes, what stands in its fields, its title and its address.
async fn all(page: &Page) -> String {
    let script = "return [document.documentElement.outerHTML, document.title, location.href, \
                  ...[...document.querySelectorAll('input, textarea')].map((field) => field.value), \
                  JSON.stringify(history.state)].join('\\n')";
    let all = page.run(script, vec![]).await;
    all.as_str().unwrap_or_default().to_owned()
}

fn assert_absent(text: &str, hidden: &[&[&str]], where_: &str) {
    for word in hidden.iter().copied().flatten() {
        if let Some(at) = text.find(word) {
            let near: String = text[..at].chars().rev().take(80).collect();
            let near: String = near.chars().rev().collect();
            panic!("“{word}” is {where_}: …{near}{word}");
        }
    }
}

/// Looks at everything there is to look at, and finds nothing of what is hidden.
async fn assert_unseen(page: &Page, hidden: &[&[&str]]) {
    for sheet in ["Problems", "Reachability", "Trace"] {
        page.click(&format!("#tab-{sheet}")).await;
        assert_absent(&all(page).await, hidden, &format!("on the sheet {sheet}"));
    }
    let count = page.count(".wire, .card-head").await;
    for place in 0..count {
        let select = "document.querySelectorAll('.wire, .card-head')[arguments[0]] \
                      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))";
        page.run(select, vec![json!(place)]).await;
        assert_absent(&all(page).await, hidden, "in the details");
    }
    let press = "document.activeElement.blur(); document.body.dispatchEvent( \
                 new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))";
    page.run(press, vec![]).await;
    page.find("dialog").await;
    assert_absent(&all(page).await, hidden, "in the palette");
    page.press(ESCAPE).await;
    page.wait_until_gone("dialog").await;
}

/// Sees with the eyes of the owner with a name.
async fn see_as(page: &Page, name: &str) {
    let choose = "const select = document.querySelector('.view-as select'); \
                  select.value = [...select.options].find((option) => \
                  option.text === arguments[0]).value; \
                  select.dispatchEvent(new Event('change', { bubbles: true }))";
    page.run(choose, vec![json!(name)]).await;
    let bar = if name == "Everyone" {
        ".top-bar:not(.is-view)"
    } else {
        ".top-bar.is-view"
    };
    page.find(bar).await;
}

/// Opens the example of three owners by the button that offers it.
async fn three_owners(page: &Page) {
    page.open("").await;
    page.click("button[title='Open an example']").await;
    page.press("owners").await;
    page.press(ENTER).await;
    page.wait_for_text(".scenario-name", "Three owners").await;
    page.wait_for_count(".card", 3).await;
}

#[tokio::test]
async fn two_owners_see_what_is_theirs_and_of_others_the_ids() {
    journey(async |page| {
        three_owners(page).await;
        see_as(page, "Acme").await;
        page.wait_for_text(".scenario-name", "What Acme sees").await;
        page.wait_for_count(".card.is-opaque", 2).await;
        page.wait_for_count(".wire", 2).await;
        page.find(".wire.is-peered").await;
        page.find(".wire.is-conflict").await;
        page.wait_for_text(".problem", "which ones is not told")
            .await;
        for scheme in ["dark", "light"] {
            page.prefer(&[("prefers-color-scheme", scheme)]).await;
            page.assert_accessible().await;
            page.screenshot(&format!("acme-{scheme}")).await;
        }
        // Acme's routes lead to addresses of Bluebird, which its owner wrote.
        let of_bluebird = BLUEBIRD.iter().copied().filter(|word| *word != "10.10.");
        let of_bluebird: Vec<&str> = of_bluebird.collect();
        assert_unseen(page, &[&of_bluebird, CEDAR, WHOLE]).await;

        see_as(page, "Everyone").await;
        page.wait_for_count(".wire", 5).await;
        see_as(page, "Bluebird").await;
        page.wait_for_count(".card.is-opaque", 1).await;
        // Nothing tells Bluebird that Cedar has a connector towards it.
        page.wait_for_count(".wire", 1).await;
        let of_acme = ACME.iter().copied();
        let of_acme: Vec<&str> = of_acme
            .filter(|word| !["172.16.20.0", "stock"].contains(word))
            .collect();
        assert_unseen(page, &[&of_acme, CEDAR, WHOLE, &["ceda2f5a"]]).await;

        // One after the other by a key, and then everyone's again.
        page.run("document.activeElement.blur()", vec![]).await;
        page.press("e").await;
        page.wait_for_text(".scenario-name", "What Cedar sees")
            .await;
        page.find(".wire.is-orphan").await;
        page.wait_for_text(".sr-only[aria-live]", "Seen with Cedar’s eyes")
            .await;
        assert_unseen(page, &[ACME, BLUEBIRD, WHOLE]).await;
        page.run("document.activeElement.blur()", vec![]).await;
        page.press("e").await;
        page.wait_for_text(".scenario-name", "Three owners").await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn what_leaves_the_page_of_an_owner_holds_no_more_than_they_see() {
    journey(async |page| {
        page.open("").await;
        page.drop_files(".stage", &[("three-owners.json", THREE_OWNERS)]).await;
        page.wait_for_text(".scenario-name", "Three owners").await;
        see_as(page, "Cedar").await;
        let hidden = [ACME, BLUEBIRD, WHOLE];

        // A link, and what is behind it.
        page.click("button[title^='Share']").await;
        page.find("dialog").await;
        assert_absent(&all(page).await, &hidden, "in the dialog that shares");
        page.click("dialog .button.is-main").await;
        page.wait_for_text(".copied", "Copied.").await;
        let address = page.clipboard().await;
        let (_, fragment) = address.split_once('#').expect("a link");
        page.press(ESCAPE).await;
        page.wait_until_gone("dialog").await;
        let opened = link::decode(&format!("#{fragment}")).expect("it can be read");
        assert_absent(&opened.scenario.to_pretty_json(), &hidden, "in the link");
        assert_eq!(opened.scenario.private_networks.len(), 2);

        // What is cut out of it.
        let copy = "const data = new DataTransfer(); document.body.dispatchEvent( \
                    new ClipboardEvent('copy', { clipboardData: data, bubbles: true, \
                    cancelable: true })); return data.getData('text/plain')";
        page.run("document.activeElement.blur()", vec![]).await;
        let select_all = "document.querySelector('.stage').dispatchEvent( \
                          new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true }))";
        page.run(select_all, vec![]).await;
        page.wait_for_count(".card.is-lit", 3).await;
        let copied = page.run(copy, vec![]).await;
        let copied = copied.as_str().unwrap_or_default();
        assert!(copied.contains("Warehouse"), "{copied}");
        assert_absent(copied, &hidden, "on the clipboard");

        // A file.
        let keep = "window.saved = []; const make = URL.createObjectURL; \
                    URL.createObjectURL = (blob) => { blob.text().then((text) => \
                    saved.push(text)); return make.call(URL, blob) }";
        page.run(keep, vec![]).await;
        page.run("document.activeElement.blur()", vec![]).await;
        let palette = "document.body.dispatchEvent(new KeyboardEvent('keydown', \
                       { key: 'k', ctrlKey: true, bubbles: true }))";
        page.run(palette, vec![]).await;
        page.find("dialog").await;
        page.press("Download").await;
        page.press(ENTER).await;
        page.wait_for_script("return saved.length === 1").await;
        let saved = page.run("return saved[0]", vec![]).await;
        let saved = saved.as_str().unwrap_or_default();
        assert!(saved.contains("Warehouse"), "{saved}");
        assert_absent(saved, &hidden, "in the file");
        page.assert_no_problems().await;

        // Whoever opens the link is told what it is and finds nothing behind it.
        let visitor = page.new_visitor().await;
        visitor.open(&format!("#{fragment}")).await;
        visitor.wait_for_text(".seen-as", "This is what Cedar sees.").await;
        visitor.wait_for_text(".notice", "It is what Cedar sees").await;
        visitor.wait_for_count(".view-as", 0).await;
        visitor.wait_for_count(".card.is-opaque", 2).await;
        visitor.find(".wire.is-conflict").await;
        visitor.find(".wire.is-orphan").await;
        assert_absent(&all(&visitor).await, &hidden, "at whoever opens the link");
        visitor.assert_accessible().await;
        visitor.screenshot("cedar-shared").await;
        visitor.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn an_owner_changes_and_takes_back_what_is_theirs() {
    journey(async |page| {
        three_owners(page).await;
        // Everyone renames what is Bluebird's.
        page.click("[data-id='b1deb12d-83c5-4f7a-8d21-90e4c6aa0b02'] .card-meta")
            .await;
        page.wait_for_text(".inspector-panel .name", "Data").await;
        page.run(
            "const field = document.querySelector('#field-name'); field.focus(); field.select()",
            vec![],
        )
        .await;
        page.press("Vault").await;
        page.press(ENTER).await;
        page.wait_for_text(".outline", "Vault").await;
        let undo = "return document.querySelector('.icon-button[aria-label^=Undo]').ariaLabel";
        let renamed = page.run(undo, vec![]).await;
        assert!(
            renamed
                .as_str()
                .is_some_and(|label| label.contains("rename")),
            "{renamed}"
        );

        see_as(page, "Acme").await;
        page.find(".icon-button[aria-label^=Undo]:disabled").await;
        assert_absent(&all(page).await, &[&["Vault", "rename"]], "seen by Acme");
        // It is selected still, and is not Acme's to delete.
        page.wait_for_text(".inspector-panel", "another owner’s")
            .await;
        page.run("document.activeElement.blur()", vec![]).await;
        page.press(DELETE).await;
        page.wait_for_text(
            ".notice",
            "VPC b1deb12d-83c5-4f7a-8d21-90e4c6aa0b02 is not Acme’s",
        )
        .await;
        page.assert_accessible().await;
        page.wait_for_count(".card", 3).await;

        // What is Acme's is.
        page.click("[data-id='a11ce0de-6f1b-4d0e-9a35-2c1f7be40a01'] .card-meta")
            .await;
        page.run("document.activeElement.blur()", vec![]).await;
        page.press("n").await;
        page.wait_for_count(".card:not(.is-opaque) .row", 3).await;
        page.find(".icon-button[aria-label^='Undo: add']:not(:disabled)")
            .await;
        see_as(page, "Everyone").await;
        page.wait_for_count(".row", 7).await;
        // In Bluebird's eyes there is nothing to take back either.
        see_as(page, "Bluebird").await;
        page.find(".icon-button[aria-label^=Undo]:disabled").await;
        see_as(page, "Everyone").await;
        see_as(page, "Acme").await;
        page.click(".icon-button[aria-label^='Undo: add']").await;
        page.wait_for_count(".card:not(.is-opaque) .row", 2).await;
        page.find(".icon-button[aria-label^=Undo]:disabled").await;
        page.assert_no_problems().await;
    })
    .await;
}

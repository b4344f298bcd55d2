//! Editing in words: fields, questions, fixes, keys.

use crate::browser::{Page, journey};
use fantoccini::key::Key;
use serde_json::json;

/// Shows an entity by its name in the outline.
async fn show(page: &Page, name: &str) {
    let script = "const found = [...document.querySelectorAll('.entry')] \
                  .find((entry) => entry.querySelector('.entry-name').textContent === arguments[0]); \
                  found?.click(); return Boolean(found)";
    assert_eq!(
        page.run(script, vec![json!(name)]).await,
        json!(true),
        "{name}"
    );
    page.wait_for_text(".inspector-panel .name", name.trim_start_matches("to "))
        .await;
}

/// Types a text over what stands in a field. It is not left on the way.
async fn retype(page: &Page, selector: &str, text: &str) {
    page.run(
        "const field = document.querySelector(arguments[0]); field.focus(); field.select()",
        vec![json!(selector)],
    )
    .await;
    page.press(text).await;
}

async fn value(page: &Page, selector: &str) -> String {
    let script = "return document.querySelector(arguments[0]).value";
    let value = page.run(script, vec![json!(selector)]).await;
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_cidr_is_mended_in_its_field_and_the_conflict_is_gone() {
    journey(async |page| {
        page.open("").await;
        show(page, "desks").await;
        let field = "#field-subnets-0";
        page.wait_for_text("#field-subnets-0-about", "overlaps front")
            .await;

        // What cannot be read stays, is told, and is judged around.
        retype(page, field, "172.16.40.1/24").await;
        page.wait_for_text("#field-subnets-0-about .is-wrong", "host bits")
            .await;
        page.press(&char::from(Key::Enter).to_string()).await;
        page.wait_for_count(".wire.is-peered", 4).await;
        page.wait_for_text(".problem-list", "172.16.40.1/24").await;
        assert_eq!(value(page, field).await, "172.16.40.1/24");
        page.screenshot("forms-wrong").await;
        page.click(".field-offer button").await;
        page.wait_for_script(
            "return document.querySelector('#field-subnets-0').value === '172.16.40.0/24'",
        )
        .await;
        page.wait_for_count(".wire.is-conflict", 0).await;

        // What is on the platform is deleted and created again, after a question.
        retype(page, field, "172.16.41.0/24").await;
        page.press(&char::from(Key::Tab).to_string()).await;
        page.wait_for_text("dialog", "Delete and recreate desks?")
            .await;
        page.screenshot("forms-question").await;
        page.assert_accessible().await;
        page.press(&char::from(Key::Escape).to_string()).await;
        page.wait_until_gone("dialog").await;
        assert_eq!(value(page, field).await, "172.16.41.0/24");
        page.wait_for_text("#field-subnets-0-about", "Not taken yet")
            .await;
        retype(page, field, "172.16.42.0/24").await;
        page.press(&char::from(Key::Enter).to_string()).await;
        page.click("dialog .is-main").await;
        page.wait_for_text(".outline", "172.16.42.0/24").await;
        page.click("button[title^='Undo: change CIDRs of desks']")
            .await;
        page.wait_for_text(".outline", "172.16.40.0/24").await;
    })
    .await;
}

#[tokio::test]
async fn text_left_in_a_field_is_taken_when_something_else_is_shown() {
    journey(async |page| {
        page.open("").await;
        show(page, "desks").await;
        retype(page, "#field-name", "seats").await;
        show(page, "phones").await;
        page.wait_for_text(".outline", "seats").await;
    })
    .await;
}

#[tokio::test]
async fn a_fix_is_told_and_made_and_taken_back() {
    journey(async |page| {
        page.open("").await;
        page.click(".problem").await;
        page.wait_for_text(".fixes .edits", "Delete desks and create it again")
            .await;
        page.screenshot("forms-fix").await;
        page.assert_accessible().await;
        page.click(".fixes button").await;
        page.wait_for_count(".wire.is-conflict", 0).await;
        page.wait_for_text(".inspector-panel", "This problem is solved.")
            .await;
        page.click("button[title^='Undo: fix']").await;
        page.wait_for_count(".wire.is-conflict", 2).await;
    })
    .await;
}

#[tokio::test]
async fn keys_find_every_action_and_add_a_route() {
    journey(async |page| {
        page.open("").await;
        show(page, "Shop").await;
        page.click(".inspector-panel h2").await;
        page.press("r").await;
        page.wait_for_text(".inspector-panel .name", "172.16.23.0/24")
            .await;
        page.screenshot("forms-route").await;
        page.assert_accessible().await;

        page.click(".inspector-panel h2").await;
        page.press("?").await;
        page.wait_for_text("dialog", "Add a route to the selected VPC")
            .await;
        page.screenshot("forms-keys").await;
        page.assert_accessible().await;
        page.press(&char::from(Key::Escape).to_string()).await;
        page.wait_until_gone("dialog").await;

        page.press(&format!(
            "{}k{}",
            char::from(Key::Control),
            char::from(Key::Null)
        ))
        .await;
        page.find("dialog .chooser-text").await;
        page.press("undo").await;
        page.wait_for_count(".chooser-list li", 1).await;
        page.screenshot("forms-palette").await;
        page.assert_accessible().await;
        page.press(&char::from(Key::Enter).to_string()).await;
        page.wait_until_gone("dialog").await;
        page.wait_for_text(".inspector-panel", "What should hold")
            .await;
    })
    .await;
}

/// Returns what has the focus in the outline, and what is selected there.
async fn focused(page: &Page) -> (String, String) {
    let script = "return [document.activeElement.dataset.name ?? document.activeElement.className, \
                  document.querySelector('[aria-selected=true]')?.dataset.name ?? '']";
    let found = page.run(script, vec![]).await;
    let text = |place: usize| found[place].as_str().unwrap_or_default().to_owned();
    (text(0), text(1))
}

#[tokio::test]
async fn the_outline_is_a_tree_for_the_keyboard() {
    journey(async |page| {
        page.open("").await;
        let press = async |keys: &[Key]| {
            for &key in keys {
                page.press(&char::from(key).to_string()).await;
            }
        };
        // The first thing Tab reaches leads to the outline.
        press(&[Key::Tab]).await;
        page.wait_for_text(".skip", "Skip to the outline").await;
        press(&[Key::Enter]).await;
        assert_eq!(focused(page).await.0, "Shop");
        press(&[Key::Down, Key::Down]).await;
        assert_eq!(focused(page).await.0, "back");
        page.press("b").await;
        assert_eq!(focused(page).await.0, "backups");
        press(&[Key::Left]).await;
        assert_eq!(focused(page).await.0, "Data");
        press(&[Key::Left]).await;
        page.wait_for_count("[data-name=backups]", 0).await;
        press(&[Key::Right, Key::Right, Key::Enter]).await;
        page.wait_for_text(".inspector-panel .name", "orders").await;
        assert_eq!(focused(page).await, ("orders".into(), "orders".into()));
        page.find(".row.is-lit").await;

        press(&[Key::F2]).await;
        page.find(".outline-rename").await;
        page.press("bills").await;
        page.screenshot("forms-rename").await;
        press(&[Key::Enter]).await;
        page.wait_for_count("[data-name=bills]", 1).await;
        page.wait_for_script("return document.activeElement.dataset.name === 'bills'")
            .await;
        press(&[Key::Delete]).await;
        page.wait_for_count("[data-name=bills]", 0).await;
        page.wait_for_script("return document.activeElement.dataset.name === 'backups'")
            .await;
        press(&[Key::Home]).await;
        assert_eq!(focused(page).await.0, "Shop");
        press(&[Key::End]).await;
        assert_eq!(focused(page).await.0, "gateway");
        page.assert_accessible().await;

        // What is selected in the picture is selected here.
        page.run(
            "document.querySelector('.card-head[data-id=vpc-shop]').dispatchEvent( \
                  new MouseEvent('click', { bubbles: true }))",
            vec![],
        )
        .await;
        page.wait_for_script(
            "return document.querySelector('[aria-selected=true]')?.dataset.name === 'Shop'",
        )
        .await;
    })
    .await;
}

/// Also leaves pictures of the forms in `target/screenshots`.
#[tokio::test]
async fn every_form_suits_every_width_and_both_schemes() {
    journey(async |page| {
        for (scheme, width, height) in [
            ("light", 1280, 1400),
            ("dark", 1280, 1400),
            ("light", 360, 1200),
        ] {
            page.prefer(&[("prefers-color-scheme", scheme)]).await;
            page.set_size(width, height).await;
            page.open("").await;
            for name in ["Shop", "front", "to Data"] {
                if width < 800 {
                    page.click(".tabs button:nth-child(2)").await;
                }
                show(page, name).await;
                let name = name.replace(' ', "-");
                page.screenshot(&format!("form-{name}-{width}-{scheme}"))
                    .await;
                page.run("document.querySelector('.told').scrollTo(0, 1e6)", vec![])
                    .await;
                page.screenshot(&format!("form-{name}-{width}-{scheme}-end"))
                    .await;
                page.assert_accessible().await;
                let script = "return document.documentElement.scrollWidth <= innerWidth \
                              && document.querySelector('.told').scrollWidth \
                              <= document.querySelector('.told').clientWidth";
                assert_eq!(
                    page.run(script, vec![]).await,
                    json!(true),
                    "it is too wide"
                );
            }
        }
    })
    .await;
}

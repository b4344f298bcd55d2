//! From files to a picture that can be sent: the main job of the page.

use crate::browser::{Page, journey};
use serde_json::json;

const CONFLICT: &[u8] = include_bytes!("../scenarios/conflict.json");
const VPCS: &[u8] = include_bytes!("../fixtures/scw/vpcs.json");
const NETWORKS: &[u8] = include_bytes!("../fixtures/scw/private-networks.json");
const CONNECTORS: &[u8] = include_bytes!("../fixtures/scw/vpc-connectors.json");

/// Returns what the picture says to those who do not see it.
async fn picture(page: &Page) -> serde_json::Value {
    let script = "return [...document.querySelectorAll('.stage title')] \
                  .map((title) => title.textContent).sort()";
    page.run(script, vec![]).await
}

/// Clicks the middle of what a script finds.
async fn click_found(page: &Page, script: &str) {
    page.run(&format!("({script}).click()"), vec![]).await;
}

#[tokio::test]
async fn the_page_opens_on_an_example_of_every_state() {
    journey(async |page| {
        page.open("").await;
        page.wait_for_count(".card", 4).await;
        for state in ["is-peered", "is-conflict", "is-orphan"] {
            page.find(&format!(".wire.{state}")).await;
        }
        page.wait_for_count(".wire", 5).await;
        page.wait_for_count(".joint", 2).await;
        page.wait_for_text(".inspector-panel", "Partner has not answered")
            .await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn files_are_dropped_the_conflict_is_seen_and_the_link_shows_the_same() {
    journey(async |page| {
        page.open("").await;
        page.drop_files(".stage", &[("conflict.json", CONFLICT)])
            .await;
        page.wait_for_text(".notice[role=status]", "Opened conflict.json")
            .await;
        page.wait_for_count(".card", 2).await;

        page.click(".problem").await;
        page.wait_for_text(".inspector-panel", "2 overlaps").await;
        page.wait_for_count(".overlaps li", 2).await;
        let told = page.text(".overlaps").await;
        for text in [
            "172.16.23.0 – 172.16.23.255",
            "10.10.5.0 – 10.10.5.255",
            "contains",
        ] {
            assert!(told.contains(text), "{text} is missing in {told}");
        }
        page.wait_for_count(".row.is-lit", 4).await;
        page.assert_accessible().await;

        page.click("button[title^='Share']").await;
        page.click("dialog .button.is-main").await;
        page.wait_for_text(".copied", "Copied.").await;
        let link = page.clipboard().await;
        let (address, fragment) = link.split_once('#').expect("the link has a fragment");
        assert!(page.address().await.starts_with(address), "{address}");

        let visitor = page.new_visitor().await;
        visitor.open(&format!("#{fragment}")).await;
        visitor.wait_for_count(".card", 2).await;
        visitor.wait_for_text(".notice", "Opened from a link").await;
        assert_eq!(picture(&visitor).await, picture(page).await);
        visitor.assert_no_problems().await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn lists_as_scw_prints_them_are_one_picture_and_back_is_one_click() {
    journey(async |page| {
        page.open("").await;
        let before = picture(page).await;
        page.drop_files(
            ".stage",
            &[
                ("connectors.json", CONNECTORS),
                ("vpcs.json", VPCS),
                ("networks.json", NETWORKS),
            ],
        )
        .await;
        page.wait_for_text(".is-incoming", "Understood").await;
        page.assert_accessible().await;
        assert_eq!(
            picture(page).await,
            before,
            "it is told before it is opened"
        );
        page.click(".is-incoming .is-main").await;
        page.wait_for_text(".notice[role=status]", "Opened").await;
        assert_ne!(picture(page).await, before);
        page.screenshot("opened-lists").await;
        page.assert_accessible().await;
        page.click(".notice .link").await;
        page.wait_for_count(".card", 4).await;
        assert_eq!(picture(page).await, before);
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn bad_input_says_what_is_wrong_and_leaves_the_picture() {
    let nested = "[".repeat(30 << 20).into_bytes();
    let inputs: [(&str, &[u8], &str); 8] = [
        ("notes.txt", b"what is a VPC?", "Line 1"),
        ("empty.json", b"", "empty"),
        ("nested.json", &nested, "nested"),
        ("vpcs.csv", b"ID,NAME,REGION\n1,prod,fr-par\n", "CSV"),
        (
            "future.json",
            br#"{"version": 2, "vpcs": []}"#,
            "newer version",
        ),
        ("numbers.json", br#"{"vpcs": [{"id": 7}]}"#, "vpcs[0].id"),
        ("cut.txt", b"https://example.org/#s=1.rVLBbsI", "link"),
        ("binary.json", b"\xff\xfe{\x00", "UTF-16"),
    ];
    journey(async |page| {
        page.open("").await;
        let before = picture(page).await;
        for (name, content, part) in inputs {
            page.drop_files(".stage", &[(name, content)]).await;
            let said = format!("{name} could not be opened");
            page.wait_for_text(".notice[role=alert]", &said).await;
            page.wait_for_text(".notice[role=alert]", part).await;
            assert_eq!(picture(page).await, before, "{name}");
        }
        page.assert_accessible().await;
        page.click(".notice [aria-label=Dismiss]").await;
        page.wait_until_gone(".notice").await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_judged_is_shown_and_told() {
    let twice = br#"{"vpcs": [{"id": "a"}, {"id": "a"}], "private_networks":
        [{"id": "n", "vpc_id": "a", "subnets": ["10.0.0.1/8", "fd00::/129"]}]}"#;
    journey(async |page| {
        page.open("").await;
        page.drop_files(".stage", &[("twice.json", twice)]).await;
        page.wait_for_count(".card", 2).await;
        let told = page.text(".problems-panel").await;
        for code in ["duplicate-id", "invalid-cidr"] {
            assert!(told.contains(code), "{code} is missing in {told}");
        }
        assert!(told.contains("10.0.0.0/8"), "{told}");
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_damaged_link_explains_itself_and_leaves_the_example() {
    journey(async |page| {
        for (fragment, part) in [
            ("#s=1.rVLBbsI", "cut off"),
            ("#s=1.a*b", "“*”"),
            ("#s=2.rVLBbsIx", "cut off"),
            ("#s=9.abc", "newer version"),
            ("#s=nothing", "no scenario"),
        ] {
            page.open(fragment).await;
            page.wait_for_text(".notice[role=alert]", part).await;
            page.wait_for_count(".card", 4).await;
            page.assert_accessible().await;
        }
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_link_typed_into_the_open_page_opens() {
    journey(async |page| {
        page.open("").await;
        let link = peerlab_core::link::encode(
            &peerlab_core::scenario::Scenario::from_json(r#"{"vpcs": [{"id": "only"}]}"#)
                .expect("it is a scenario"),
        )
        .expect("it is small");
        page.run("location.hash = arguments[0]", vec![json!(link)])
            .await;
        page.wait_for_count(".card", 1).await;
        page.press("\u{e009}z\u{e000}").await;
        page.wait_for_count(".card", 4).await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn the_address_keeps_no_link_to_what_is_no_longer_shown() {
    journey(async |page| {
        let link = peerlab_core::link::encode(
            &peerlab_core::scenario::Scenario::from_json(r#"{"vpcs": [{"id": "only"}]}"#)
                .expect("it is a scenario"),
        )
        .expect("it is small");
        page.open(&link).await;
        page.wait_for_count(".card", 1).await;
        assert!(page.address().await.ends_with(&link));
        page.drop_files(".stage", &[("conflict.json", CONFLICT)])
            .await;
        page.wait_for_count(".card", 2).await;
        assert!(!page.address().await.contains('#'));
        // The same link opens again.
        page.run("location.hash = arguments[0]", vec![json!(link)])
            .await;
        page.wait_for_count(".card", 1).await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn the_regions_fill_the_window_whatever_is_said_in_them() {
    let duplicate =
        br#"{"name": "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN",
        "vpcs": [{"id": "a"}, {"id": "a"}]}"#;
    let fills = "const box = document.querySelector('.regions').getBoundingClientRect(); \
                 return Math.abs(box.bottom - innerHeight) < 1 && \
                 document.documentElement.scrollWidth <= innerWidth";
    journey(async |page| {
        for (width, height) in [(1280, 757), (1600, 857), (360, 740)] {
            page.set_size(width, height).await;
            page.open("").await;
            page.wait_for_script(fills).await;
            page.drop_files(".stage", &[("twice.json", duplicate)])
                .await;
            page.wait_for_text(".notice", "twice.json").await;
            page.wait_for_script(fills).await;
            click_found(page, "document.querySelector('.problem')").await;
            page.wait_for_script(fills).await;
        }
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_card_moves_by_pointer_and_keys_and_back() {
    journey(async |page| {
        page.open("").await;
        let place = "return document.querySelector('.card').getAttribute('transform')";
        let before = page.run(place, vec![]).await;
        let drag = "
            const head = document.querySelector('.card-head');
            const box = head.getBoundingClientRect();
            const at = (type, x, y) => head.dispatchEvent(new PointerEvent(type, {
                pointerId: 1, button: 0, buttons: 1, isPrimary: true, bubbles: true,
                cancelable: true, clientX: box.x + 20 + x, clientY: box.y + 20 + y }));
            at('pointerdown', 0, 0); at('pointermove', 30, 10); at('pointermove', 60, 80);
            at('pointerup', 60, 80);";
        page.run(drag, vec![]).await;
        page.wait_for_script(&format!(
            "return document.querySelector('.card').getAttribute('transform') !== {before}"
        ))
        .await;
        page.wait_for_count("button[aria-label='Undo: move Shop']:enabled", 1)
            .await;
        page.click("button[aria-label='Undo: move Shop']").await;
        page.wait_for_script(&format!(
            "return document.querySelector('.card').getAttribute('transform') === {before}"
        ))
        .await;
        page.run("document.querySelector('.card-head').focus()", vec![])
            .await;
        page.press("\u{e014}\u{e014}\u{e015}").await;
        page.wait_for_script(
            "return document.querySelector('.card').getAttribute('transform') === \
             'translate(16 8)'",
        )
        .await;
        // Three presses are one move to take back.
        page.press("\u{e009}z\u{e000}").await;
        page.wait_for_script(&format!(
            "return document.querySelector('.card').getAttribute('transform') === {before}"
        ))
        .await;
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn a_phone_shows_one_part_at_a_time() {
    journey(async |page| {
        page.set_size(360, 740).await;
        page.open("").await;
        page.find(".stage").await;
        click_found(
            page,
            "[...document.querySelectorAll('.tabs button')].at(-1)",
        )
        .await;
        page.click(".problem").await;
        page.wait_for_text(".inspector-panel", "1 overlap").await;
        page.screenshot("phone-problem").await;
        page.assert_accessible().await;
        page.click(".to-picture").await;
        page.wait_for_count(".row.is-lit", 2).await;
        page.screenshot("phone-picture").await;
        page.assert_accessible().await;
        for (scheme, name) in [("light", "Outline"), ("dark", "Details")] {
            page.prefer(&[("prefers-color-scheme", scheme)]).await;
            let script = format!(
                "[...document.querySelectorAll('.tabs button')] \
                 .find((tab) => tab.textContent.startsWith('{name}'))"
            );
            click_found(page, &script).await;
            page.screenshot(&format!("phone-{name}")).await;
            page.assert_accessible().await;
        }
        page.assert_no_problems().await;
    })
    .await;
}

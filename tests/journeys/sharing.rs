//! Links, pictures and what is taken along.

use crate::browser::{Page, journey};
use peerlab_core::link;
use serde_json::{Value, json};

/// Catches what is downloaded: the files' names and what is in them.
const CATCH: &str = "
    window.caught = [];
    const made = URL.createObjectURL.bind(URL);
    const blobs = new Map();
    URL.createObjectURL = (blob) => { const at = made(blob); blobs.set(at, blob); return at };
    HTMLAnchorElement.prototype.click = function () {
        if (this.download) caught.push([this.download, blobs.get(this.href)]);
    };";

async fn catch_downloads(page: &Page) {
    page.run(CATCH, vec![]).await;
}

/// Does what the palette finds under a name.
async fn command(page: &Page, name: &str) {
    page.run(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', \
         { key: 'k', ctrlKey: true, bubbles: true }))",
        vec![],
    )
    .await;
    page.fill("dialog input", name).await;
    page.press("\u{e007}").await;
}

async fn caught(page: &Page, count: usize) -> Vec<(String, String)> {
    page.wait_for_script(&format!("return caught.length === {count}"))
        .await;
    let files = page
        .run(
            "return Promise.all(caught.map(async ([name, blob]) => [name, await blob.text()]))",
            vec![],
        )
        .await;
    let files = files.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    files
        .iter()
        .map(|file| (text(&file[0]), text(&file[1])))
        .collect()
}

#[tokio::test]
async fn a_scenario_is_taken_along_in_every_form() {
    journey(async |page| {
        page.open("").await;
        catch_downloads(page).await;
        for (count, (number, file, part)) in [
            (1, "three-states.svg", "<title>Three states</title>"),
            (5, "three-states.mmd", "flowchart LR"),
            (6, "three-states.md", "[Open it in Peerlab](http"),
            (7, "three-states.csv", "172.16.20.0/22"),
            (8, "three-states.json", "\"vpc-shop\""),
            (9, "three-states.tf", "resource \"scaleway_vpc\""),
            (10, "three-states.sh", "scw vpc"),
        ]
        .into_iter()
        .enumerate()
        {
            page.click("button[title^='Take it along']").await;
            if count == 0 {
                page.assert_accessible().await;
            }
            page.run(
                "[...document.querySelectorAll('.form-button')][arguments[0] - 1].click()",
                vec![json!(number)],
            )
            .await;
            page.wait_until_gone("dialog").await;
            let (name, text) = caught(page, count + 1).await.pop().expect("a file");
            assert_eq!(name, file);
            assert!(text.contains(part), "{name} holds {text}");
        }
        page.click("button[title^='Take it along']").await;
        page.click("[aria-label='Copy as Mermaid']").await;
        page.wait_for_text(".notice", "Mermaid copied.").await;
        assert!(page.clipboard().await.starts_with("flowchart LR"));
    })
    .await;
}

/// The picture in points holds what the page shows: its colours are counted.
#[tokio::test]
async fn a_picture_in_points_holds_the_picture() {
    const LOOK: &str = "
        const [name, blob] = caught[caught.length - 1];
        const bitmap = await createImageBitmap(blob);
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
        const context = canvas.getContext('2d');
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const counts = {};
        for (let at = 0; at < data.length; at += 4) {
            const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
            counts[colour] = (counts[colour] ?? 0) + 1;
        }
        return [name, blob.type, bitmap.width, bitmap.height,
            ...arguments[0].map((colour) => counts[colour] ?? 0)];";
    journey(async |page| {
        for (scheme, ground, surface, tones) in [
            (
                "light",
                "246,246,249",
                "255,255,255",
                ["11,115,69", "191,31,51", "138,82,0"],
            ),
            (
                "dark",
                "22,21,26",
                "31,29,37",
                ["79,207,147", "255,128,136", "230,173,74"],
            ),
        ] {
            page.prefer(&[("prefers-color-scheme", scheme)]).await;
            page.open("").await;
            catch_downloads(page).await;
            let mut width = 0;
            for (scale, name) in [
                (1, "Export as PNG"),
                (2, "Export as PNG, twice"),
                (3, "Export as PNG, three"),
            ] {
                command(page, name).await;
                page.wait_for_script(&format!("return caught.length === {scale}"))
                    .await;
                let colours = [ground, surface, tones[0], tones[1], tones[2]];
                let seen = page
                    .run(
                        &format!("return (async () => {{ {LOOK} }})()")
                            .replace("arguments[0]", &json!(colours).to_string()),
                        vec![],
                    )
                    .await;
                assert_eq!(seen[0], "three-states.png");
                assert_eq!(seen[1], "image/png");
                let number = |at: usize| seen[at].as_u64().unwrap_or_default();
                if scale == 1 {
                    width = number(2);
                    assert!(width > 500, "{seen}");
                }
                assert_eq!(number(2), width * scale, "{scheme}: {seen}");
                let points = number(2) * number(3);
                assert!(
                    number(4) > points / 4,
                    "{scheme}: the ground is there: {seen}"
                );
                assert!(
                    number(5) > points / 10,
                    "{scheme}: the cards are there: {seen}"
                );
                for tone in 6..9 {
                    assert!(number(tone) > 40, "{scheme}: every state is there: {seen}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_is_shared_and_opened_by_another() {
    journey(async |page| {
        page.open("").await;
        page.click("button[title^='Share']").await;
        page.wait_for_text(".size", "it fits any chat").await;
        page.assert_accessible().await;
        page.find("meter").await;
        page.click(".qr summary").await;
        page.find(".qr-code").await;
        page.assert_accessible().await;
        page.click("dialog .button.is-main").await;
        page.wait_for_text(".copied", "Copied.").await;
        let copied = page.clipboard().await;
        let (address, fragment) = copied.split_once('#').expect("a link");
        assert!(page.address().await.starts_with(address));
        assert!(!fragment.contains('&'));

        // As Markdown and as a frame, for viewing.
        page.run("document.querySelectorAll('.choices input[type=checkbox]')[0].click()", vec![]).await;
        page.run("document.querySelectorAll('.choices input[type=radio]')[1].click()", vec![]).await;
        page.wait_for_script("return document.querySelector('.link-field').value.startsWith('[Three states](http')").await;
        page.run("document.querySelectorAll('.choices input[type=radio]')[2].click()", vec![]).await;
        page.wait_for_script("return /^<iframe src=.*#embed&amp;s=.*&amp;view/.test(document.querySelector('.link-field').value)").await;
        // Without ids and names.
        page.run("document.querySelectorAll('.choices input[type=radio]')[0].click()", vec![]).await;
        page.run("[...document.querySelectorAll('.choices input[type=checkbox]')].pop().click()", vec![]).await;
        page.wait_for_text("dialog", "Names, descriptions and tags are left out").await;
        let field = "return document.querySelector('.link-field').value";
        let nameless = page.run(field, vec![]).await;
        let nameless = nameless.as_str().unwrap_or_default().to_owned();
        let opened = link::decode(&nameless).expect("it opens").scenario;
        assert!(opened.vpcs.iter().all(|vpc| vpc.name.is_empty() && vpc.id.starts_with("vpc-")));
        page.press("\u{e00c}").await;
        page.wait_until_gone("dialog").await;

        let visitor = page.new_visitor().await;
        visitor.open(&format!("#{fragment}")).await;
        visitor.wait_for_count(".card", 4).await;
        visitor.wait_for_text(".scenario-name", "Three states").await;
    })
    .await;
}

#[tokio::test]
async fn a_link_is_copied_by_hand_where_the_clipboard_is_closed() {
    journey(async |page| {
        page.open("").await;
        page.run(
            "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))",
            vec![],
        )
        .await;
        page.click("button[title^='Share']").await;
        page.click("dialog .button.is-main").await;
        page.wait_for_text(".copied", "copy it by hand").await;
        let script = "const field = document.activeElement; return field.className === 'link-field' \
            && field.selectionStart === 0 && field.selectionEnd === field.value.length \
            && field.value.includes('#s=')";
        page.wait_for_script(script).await;
        page.assert_accessible().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_for_viewing_is_not_changed_but_copied() {
    journey(async |page| {
        // The visitor has work of their own.
        page.open("").await;
        page.press("v").await;
        page.wait_for_count(".card", 5).await;
        page.wait_for_script("return Object.keys(localStorage).some((key) => key.startsWith('peerlab.work.'))").await;
        let fragment = link::encode(
            &peerlab_core::scenario::Scenario::from_json(
                r#"{"name": "Shown", "vpcs": [{"id": "a"}, {"id": "b"}]}"#,
            )
            .expect("a scenario"),
        )
        .expect("a link");
        page.open(&format!("{fragment}&view")).await;
        page.wait_for_text(".viewing", "View only.").await;
        assert_eq!(page.count(".toolbar").await, 0);
        page.assert_accessible().await;
        page.press("v").await;
        page.wait_for_text(".notice", "nothing of it can be changed").await;
        page.assert_accessible().await;
        assert_eq!(page.count(".card").await, 2);
        page.drag_by(".card-head", (80.0, 60.0)).await;
        assert!(page.address().await.ends_with("&view"));
        page.click(".viewing button").await;
        page.wait_until_gone(".viewing").await;
        page.press("v").await;
        page.wait_for_count(".card", 3).await;
        page.wait_for_script("return Object.keys(localStorage).filter((key) => key.startsWith('peerlab.work.')).length === 2").await;
        let kept = "return Object.values(localStorage).filter((text) => text.includes('vpc-shop')).length";
        assert_eq!(page.run(kept, vec![]).await, json!(1), "their own work is as it was");
    })
    .await;
}

#[tokio::test]
async fn what_terraform_prints_is_told_before_it_is_opened_and_loses_its_names() {
    const STATE: &str = r#"{"format_version": "1.0", "values": {"root_module": {"resources": [
        {"address": "scaleway_vpc.b", "type": "scaleway_vpc", "values":
            {"id": "fr-par/b", "name": "Secret", "enable_transitivity": false}},
        {"address": "scaleway_instance_server.s", "type": "scaleway_instance_server",
            "values": {"id": "s"}}]}}}"#;
    journey(async |page| {
        page.open("").await;
        page.drop_files(".stage", &[("state.json", STATE.as_bytes())])
            .await;
        page.wait_for_text(".is-incoming", "1 VPC").await;
        page.wait_for_text(".is-incoming .notes", "1 resource of Terraform is left out")
            .await;
        page.assert_accessible().await;
        assert_eq!(page.count(".card").await, 4);
        page.click(".is-incoming input").await;
        page.wait_for_text(".is-incoming", "Names, descriptions and tags are left out")
            .await;
        page.click(".is-incoming .is-main").await;
        page.wait_for_count(".card", 1).await;
        page.wait_for_text(".outline", "vpc-1").await;
        assert!(!page.text("body").await.contains("Secret"));
        page.click(".notice .link").await;
        page.wait_for_count(".card", 4).await;
    })
    .await;
}

/// Also leaves pictures of all of them in `target/screenshots`.
#[tokio::test]
async fn the_dialogs_suit_every_width_and_both_schemes() {
    journey(async |page| {
        for scheme in ["light", "dark"] {
            page.prefer(&[("prefers-color-scheme", scheme)]).await;
            for (width, height) in [(360, 640), (768, 1024), (1920, 1080)] {
                page.set_size(width, height).await;
                page.open("").await;
                for (name, button) in [("share", "Share"), ("export", "Take it along")] {
                    page.click(&format!("button[title^='{button}']")).await;
                    page.find("dialog").await;
                    page.screenshot(&format!("{name}-{width}-{scheme}")).await;
                    page.assert_accessible().await;
                    let fits = page
                        .run(
                            "const dialog = document.querySelector('dialog'); \
                             return dialog.scrollWidth <= dialog.clientWidth \
                             && document.documentElement.scrollWidth <= innerWidth",
                            vec![],
                        )
                        .await;
                    assert_eq!(fits, json!(true), "{name} is wider than {width} pixels");
                    page.click("dialog [aria-label=Close]").await;
                    page.wait_until_gone("dialog").await;
                }
            }
        }
    })
    .await;
}

//! The harness does what it says: a check that finds nothing on a clean page
//! must find something on a page that is not.

use crate::browser::{Page, journey};
use serde_json::json;

/// Adds an element of our own to the page, and answers its selector.
async fn add(page: &Page, tag: &str) -> String {
    page.run(
        "const added = document.createElement(arguments[0]); added.id = 'added'; \
         added.ariaLabel = 'added'; document.body.append(added); \
         added.style.cssText = 'position: fixed; z-index: 9; left: 100px'; \
         added.style.top = `${60 * document.querySelectorAll('#added').length}px`; \
         window.seen = []; added.scrollIntoView()",
        vec![json!(tag)],
    )
    .await;
    "#added".to_owned()
}

/// Notes events of the added element, as the script turns them into text.
async fn note(page: &Page, event: &str, script: &str) {
    let listener = format!(
        "document.getElementById('added').addEventListener('{event}', \
         async (event) => {{ seen.push(await (async () => {{ {script} }})()) }})"
    );
    page.run(&listener, vec![]).await;
}

async fn seen(page: &Page) -> serde_json::Value {
    page.run("return window.seen", vec![]).await
}

#[tokio::test]
async fn sees_a_violation_of_the_content_security_policy() {
    journey(async |page| {
        page.open("").await;
        page.assert_no_problems().await;
        page.run(
            "document.body.setAttribute('style', 'color: red'); \
             const script = document.createElement('script'); \
             script.textContent = 'window.inline = true'; document.body.append(script)",
            vec![],
        )
        .await;
        let problems = page.problems().await;
        assert_eq!(problems.len(), 2, "{problems:#?}");
        for (problem, directive) in problems.iter().zip(["style-src", "script-src"]) {
            assert!(problem.contains("Content Security Policy"), "{problem}");
            assert!(problem.contains(directive), "{problem}");
        }
        assert_eq!(page.run("return window.inline", vec![]).await, json!(null));
        page.assert_no_problems().await;
    })
    .await;
}

#[tokio::test]
async fn sees_errors_and_missing_files() {
    journey(async |page| {
        page.open("").await;
        page.run(
            "console.error('it broke'); \
             return fetch('nothing.json').then((answer) => answer.status)",
            vec![],
        )
        .await;
        let problems = page.problems().await.join("\n");
        assert!(problems.contains("it broke"), "{problems}");
        assert!(problems.contains("404"), "{problems}");
    })
    .await;
}

#[tokio::test]
async fn sees_barriers_to_accessibility() {
    journey(async |page| {
        page.open("").await;
        page.run(
            "document.body.append(document.createElement('button'))",
            vec![],
        )
        .await;
        let barriers = page.barriers().await;
        assert!(barriers.starts_with("button-name: "), "{barriers}");
    })
    .await;
}

#[tokio::test]
async fn hands_files_over() {
    journey(async |page| {
        page.open("").await;
        let files: [(&str, &[u8]); 2] = [("é.json", b"{}"), ("b.txt", "ß".as_bytes())];
        let names = "const files = event.dataTransfer?.files ?? event.target.files; \
                     return (await Promise.all([...files].map( \
                     async (file) => file.name + '=' + await file.text()))).join()";

        let target = add(page, "textarea").await;
        note(page, "drop", names).await;
        page.run(
            "document.getElementById('added').ondragover = (event) => event.preventDefault()",
            vec![],
        )
        .await;
        page.drop_files(&target, &files).await;
        assert_eq!(seen(page).await, json!(["é.json={},b.txt=ß"]));
        page.run("document.getElementById('added').remove()", vec![])
            .await;

        let input = add(page, "input").await;
        page.run(
            "Object.assign(document.getElementById('added'), \
             { type: 'file', multiple: true, hidden: true })",
            vec![],
        )
        .await;
        note(page, "change", names).await;
        page.pick_files(&input, &files).await;
        assert_eq!(seen(page).await, json!(["é.json={},b.txt=ß"]));
    })
    .await;
}

#[tokio::test]
async fn moves_the_mouse_and_types() {
    journey(async |page| {
        page.open("").await;
        let field = add(page, "input").await;
        page.fill(&field, "10.0.0.0/8").await;
        page.press("!").await;
        let script = "return document.getElementById('added').value";
        assert_eq!(page.run(script, vec![]).await, "10.0.0.0/8!");

        page.run(
            "window.start = null; \
             document.addEventListener('pointerdown', (event) => { start = event }); \
             document.addEventListener('pointerup', (event) => { \
             seen.push([event.x - start.x, event.y - start.y]) })",
            vec![],
        )
        .await;
        page.drag_by(&field, (30.0, 50.0)).await;
        page.drag_to(&field, &field).await;
        assert_eq!(seen(page).await, json!([[30, 50], [0, 0]]));
        note(page, "dblclick", "return 'twice'").await;
        page.double_click(&field).await;
        let last = seen(page).await;
        assert_eq!(
            last.as_array().and_then(|seen| seen.last()),
            Some(&json!("twice"))
        );
    })
    .await;
}

#[tokio::test]
async fn waits_for_what_comes_and_goes() {
    journey(async |page| {
        page.open("").await;
        let button = add(page, "button").await;
        page.run(
            "const added = document.getElementById('added'); \
             added.textContent = 'before'; \
             added.onpointerenter = () => { added.textContent = 'under the mouse' }; \
             added.onclick = () => setTimeout(() => { \
                 added.textContent = 'clicked'; \
                 const copy = added.cloneNode(true); copy.style.left = '300px'; \
                 copy.onclick = () => setTimeout(() => { added.remove(); copy.remove() }); \
                 added.before(copy); \
             })",
            vec![],
        )
        .await;
        assert_eq!(page.text(&button).await, "before");
        page.hover(&button).await;
        assert_eq!(page.text(&button).await, "under the mouse");
        page.click(&button).await;
        page.wait_for_text(&button, "clicked").await;
        page.wait_for_count(&button, 2).await;
        page.click(&button).await;
        page.wait_until_gone(&button).await;
        assert_eq!(page.count(&button).await, 0);
    })
    .await;
}

#[tokio::test]
async fn pretends_other_windows_and_tastes() {
    journey(async |page| {
        page.open("").await;
        page.set_size(360, 640).await;
        page.prefer(&[
            ("prefers-color-scheme", "dark"),
            ("prefers-reduced-motion", "reduce"),
        ])
        .await;
        let script = "return [innerWidth, innerHeight, \
                      matchMedia('(prefers-color-scheme: dark)').matches, \
                      matchMedia('(prefers-reduced-motion: reduce)').matches]";
        let pretended = page.run(script, vec![]).await;
        assert_eq!(pretended, json!([360, 640, true, true]));
    })
    .await;
}

#[tokio::test]
async fn another_visitor_knows_nothing_of_the_first() {
    journey(async |page| {
        page.open("").await;
        page.run("localStorage.setItem('a', 'b')", vec![]).await;
        let button = add(page, "button").await;
        page.run(
            "document.getElementById('added').textContent = 'Copy'",
            vec![],
        )
        .await;
        note(
            page,
            "click",
            "await navigator.clipboard.writeText('copied')",
        )
        .await;
        page.click(&button).await;
        page.wait_for_script("return seen.length === 1").await;
        assert_eq!(page.clipboard().await, "copied");
        let other = page.new_visitor().await;
        other.open("#s=1.").await;
        let script = "return [localStorage.length, location.hash]";
        assert_eq!(other.run(script, vec![]).await, json!([0, "#s=1."]));
        assert!(other.address().await.ends_with("/#s=1."));
    })
    .await;
}

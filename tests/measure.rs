//! How long the page takes, in a real browser: `cargo xtask bench page` prints
//! it. No number here decides a test.
//!
//! What is measured is the work of the page's main thread for one frame: events
//! are dispatched at the start of a frame, and the time until the browser is
//! done with it (script, style, layout and the recording of what is painted)
//! ends where a message that was posted in that frame arrives, which is after
//! all of these and before the next frame. Waiting for the next beat of a screen
//! is no part of it, and neither is what other threads paint.

mod made;
mod visit;

use crate::browser::{Page, journey};
use made::{networked, ring};
use peerlab_core::link;
use peerlab_core::scenario::Scenario;
use serde_json::{Value, json};

/// How often the page is opened.
const OPENINGS: usize = 9;

/// What measures, before anything of the page has run.
const METER: &str = "
    window.meter = {};
    // Fits steps into frames, one each, and answers what each took.
    meter.frames = async (count, step) => {
        const took = [];
        for (let at = 0; at < count; at++) {
            took.push(await new Promise((done) => requestAnimationFrame(() => {
                const start = performance.now();
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => done(performance.now() - start);
                step(at);
                port2.postMessage(0);
            })));
        }
        return took;
    };
    // When the compiled page was there, and when its first picture was.
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
        const module = await instantiate.apply(WebAssembly, given);
        meter.loaded = performance.now();
        meter.module = module.instance;
        return module;
    };
    // What it keeps, in MiB: of WebAssembly, and of JavaScript.
    meter.memory = () => {
        return [meter.module.exports.memory.buffer.byteLength, performance.memory.usedJSHeapSize]
            .map((bytes) => bytes / 1048576);
    };
    new MutationObserver((_, observer) => {
        const image = document.querySelector('.boot img');
        if (image && !image.isWatched) {
            image.isWatched = true;
            image.addEventListener('load', () => { meter.pictured ??= performance.now(); });
        }
        if (meter.drawn === undefined && document.querySelector(\"[data-card='v0']\")) {
            observer.disconnect();
            requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => { meter.drawn = performance.now(); };
                port2.postMessage(0);
            });
        }
    }).observe(document, { childList: true, subtree: true });
    meter.pointer = (type, target, x, y) => target.dispatchEvent(new PointerEvent(type, {
        pointerId: 1, button: 0, buttons: type === 'pointerup' ? 0 : 1, isPrimary: true,
        bubbles: true, cancelable: true, clientX: x, clientY: y }));
    meter.key = (key, ctrlKey) => window.dispatchEvent(new KeyboardEvent('keydown', {
        key, ctrlKey, bubbles: true, cancelable: true }));";

/// Drags what a selector finds, round a circle, a frame a step.
const DRAG: &str = "
    const target = document.querySelector(arguments[0]);
    const box = target.getBoundingClientRect();
    const [x, y] = arguments[1] ?? [box.x + 20, box.y + 20];
    meter.pointer('pointerdown', target, x, y);
    const took = await meter.frames(120, (at) => {
        const angle = at / 120 * 2 * Math.PI;
        meter.pointer('pointermove', target, x + 90 * Math.sin(angle), y + 60 - 60 * Math.cos(angle));
    });
    meter.pointer('pointerup', target, x, y);
    return took;";

/// Zooms in and out around the middle.
const ZOOM: &str = "
    const stage = document.querySelector('.stage');
    const box = stage.getBoundingClientRect();
    return meter.frames(120, (at) => stage.dispatchEvent(new WheelEvent('wheel', {
        deltaY: at % 60 < 30 ? -20 : 20, ctrlKey: true, bubbles: true, cancelable: true,
        clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 })));";

/// Deletes the selected connector, brings it back and deletes it again, by
/// turns.
const EDIT: &str = "
    meter.key('Delete');
    await meter.frames(3, () => {});
    const took = await meter.frames(60, (at) => meter.key(at % 2 === 0 ? 'z' : 'y', true));
    meter.key('z', true);
    await meter.frames(3, () => {});
    return took;";

#[tokio::test]
#[ignore = "measures, and tests nothing: `cargo xtask bench page`"]
async fn the_page() {
    journey(async |page| {
        page.before_each_page(METER).await;
        page.set_size(1600, 1000).await;
        println!(
            "{:>10} {:>10} {:>10}  ms of the main thread",
            "median", "p95", "goal"
        );
        visit::visits(page).await;

        let large = ring(200);
        let mut opened = Vec::new();
        for _ in 0..OPENINGS {
            open(page, &large).await;
            let script = "return meter.drawn - meter.loaded";
            opened.extend(page.run(script, vec![]).await.as_f64());
        }
        tell(
            "200 VPCs: from the loaded module to the first picture",
            opened,
            "300",
        );
        frames(page, "200 VPCs", "16.7").await;
        edits(page, "200 VPCs", "50").await;

        select(page, "v0").await;
        page.click("button[aria-label='Show what is selected']")
            .await;
        frames(page, "200 VPCs, near", "16.7").await;

        open(page, &ring(20)).await;
        frames(page, "20 VPCs", "16.7").await;
        edits(page, "20 VPCs", "16.7").await;

        open(page, &networked(20)).await;
        edits(page, "20 VPCs, all connected", "").await;

        // How it grows.
        for count in [500, 1_000] {
            open(page, &ring(count)).await;
            edits(page, &format!("{count} VPCs"), "").await;
        }
        visit::memory(page).await;
    })
    .await;
}

/// Measures dragging a card, moving the view, zooming.
async fn frames(page: &Page, what: &str, goal: &str) {
    let dragged = "[data-card='v0'] .card-head";
    let all = [
        ("drag a card", DRAG, vec![json!(dragged)]),
        (
            "move the view",
            DRAG,
            vec![json!(".stage .grid"), json!([800, 500])],
        ),
        ("zoom", ZOOM, vec![]),
    ];
    for (deed, script, given) in all {
        let took = numbers(&asynchronous(page, script, given).await);
        tell(&format!("{what}: {deed}"), took, goal);
    }
}

/// Measures from a key that edits until its judgement is seen.
async fn edits(page: &Page, what: &str, goal: &str) {
    select(page, "v0-v1").await;
    let took = numbers(&asynchronous(page, EDIT, vec![]).await);
    tell(&format!("{what}: an edit, judged and drawn"), took, goal);
}

/// Selects an entity in the picture.
async fn select(page: &Page, id: &str) {
    let click = "document.querySelector(`[data-id='${arguments[0]}']`)
        .dispatchEvent(new MouseEvent('click', { bubbles: true }))";
    page.run(click, vec![json!(id)]).await;
    page.find(".stage .is-lit").await;
}

async fn open(page: &Page, scenario: &Scenario) {
    page.open(&link::encode(scenario).expect("it is small"))
        .await;
    page.wait_for_script("return meter.drawn !== undefined")
        .await;
}

/// Runs JavaScript that awaits.
async fn asynchronous(page: &Page, script: &str, given: Vec<Value>) -> Value {
    let script = format!("return (async function () {{ {script} }}).apply(null, arguments)");
    page.run(&script, given).await
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(Value::as_f64).collect()
}

fn tell(what: &str, mut took: Vec<f64>, goal: &str) {
    took.sort_by(f64::total_cmp);
    let part = |hundredths: usize| {
        let place = took.len() * hundredths / 100;
        took.get(place.min(took.len().saturating_sub(1)))
            .copied()
            .unwrap_or(f64::NAN)
    };
    println!("{:>10.1} {:>10.1} {goal:>10}  {what}", part(50), part(95));
}

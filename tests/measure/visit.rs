//! What a visit takes, from the address to the judgement, and what the page
//! keeps after many edits.

use super::{OPENINGS, asynchronous, made::ring, numbers, open, tell};
use crate::browser::Page;
use peerlab_core::link;

/// How many times as slow the processor is made.
const SLOWER: [(u32, &str); 2] = [(1, ""), (4, ", processor 4× slower")];

/// Edits and takes back again and again.
const KEEPS: &str = "
    for (let at = 0; at < 200; at++) {
        const id = `v${at}-v${(at + 1) % 200}`;
        document.querySelector(`[data-id='${id}']`)
            .dispatchEvent(new MouseEvent('click', { bubbles: true }));
        await meter.frames(1, () => {});
        meter.key('Delete');
        await meter.frames(1, () => {});
    }
    const edited = meter.memory();
    for (let at = 0; at < 200; at++) {
        meter.key('z', true);
        await meter.frames(1, () => {});
    }
    return [meter.before, edited, meter.memory()].flat();";

/// Measures from the address until the first picture is there, drawn by the
/// small module, and until the page has judged.
pub(super) async fn visits(page: &Page) {
    for (rate, slower) in SLOWER {
        page.slow_down(rate).await;
        for count in [20, 200] {
            let fragment = link::encode(&ring(count)).expect("it is small");
            let (mut pictures, mut judgements) = (Vec::new(), Vec::new());
            for _ in 0..OPENINGS {
                page.open(&fragment).await;
                page.wait_for_script("return meter.drawn !== undefined")
                    .await;
                pictures.extend(
                    page.run("return meter.pictured ?? meter.drawn", vec![])
                        .await
                        .as_f64(),
                );
                judgements.extend(page.run("return meter.drawn", vec![]).await.as_f64());
            }
            tell(
                &format!("{count} VPCs: from the address to the first picture{slower}"),
                pictures,
                "",
            );
            tell(
                &format!("{count} VPCs: from the address to the judgement{slower}"),
                judgements,
                "",
            );
        }
    }
    page.slow_down(1).await;
}

/// Measures what the page keeps after 200 edits of 200 VPCs, and after all of
/// them are taken back.
pub(super) async fn memory(page: &Page) {
    open(page, &ring(200)).await;
    page.run("meter.before = meter.memory()", vec![]).await;
    let kept = numbers(&asynchronous(page, KEEPS, vec![]).await);
    println!("\n       MiB of WebAssembly and of JavaScript, 200 VPCs");
    let after = ["opened", "after 200 edits", "after taking 200 back"];
    for (both, when) in kept.chunks(2).zip(after) {
        if let [wasm, script] = both {
            println!("{wasm:>10.1} {script:>10.1}  {when}");
        }
    }
}

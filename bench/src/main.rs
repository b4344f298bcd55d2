//! Measures the engine beside its peers, in one run on the same inputs.
//!
//! `peerlab-bench <folder of the peers> [overlap|text|lookup|reach|links] [most]`
//! prints Markdown tables, and `peerlab-bench <folder> growth` writes how each
//! question grows. `cargo xtask bench` installs the peers and runs it.

mod contest;
mod growth;
mod input;
mod links;
mod lookup;
mod overlap;
mod peers;
mod plot;
mod reach;
mod report;
#[path = "../../core/benches/judge/shapes.rs"]
#[allow(dead_code, reason = "not all of it is measured here")]
mod shapes;

use std::fs;
use std::path::Path;

use peers::Peers;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .expect("the folder that the peers are installed in");
    let only = arguments.next().unwrap_or_default();
    let most = arguments
        .next()
        .and_then(|most| most.parse().ok())
        .unwrap_or(usize::MAX);
    if only == "growth" {
        let all = growth::all();
        let docs = Path::new(&folder);
        fs::write(docs.join("growth.md"), growth::markdown(&all)).expect("a folder to write to");
        fs::write(docs.join("growth.svg"), plot::svg(&all)).expect("a folder to write to");
        return;
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    let peers = Peers::installed(&sources, Path::new(&folder));
    let sizes: Vec<usize> = [1_000, 10_000, 100_000, 1_000_000]
        .into_iter()
        .filter(|&size| size <= most)
        .collect();
    let wants = |subject: &str| only.is_empty() || only == subject;
    if wants("overlap") {
        print!("{}", overlap::parsed(&sizes, &peers).markdown());
    }
    if wants("text") {
        print!("{}", overlap::from_text(&sizes).markdown());
    }
    if wants("lookup") {
        let sizes: Vec<usize> = [10, 64, 1_000, 10_000, 100_000, 1_000_000]
            .into_iter()
            .filter(|&size| size <= most)
            .collect();
        for report in lookup::reports(&sizes, &peers) {
            print!("{}", report.markdown());
        }
    }
    if wants("reach") {
        let sizes: Vec<usize> = [10, 100, 1_000, 10_000]
            .into_iter()
            .filter(|&size| size <= most)
            .collect();
        for report in reach::reports(&sizes) {
            print!("{}", report.markdown());
        }
    }
    if wants("links") {
        print!(
            "{}",
            links::table(&Path::new(&folder).join("links"), &peers)
        );
    }
}

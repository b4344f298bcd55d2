//! Measures the engine beside its peers, in one run on the same inputs.
//!
//! `peerlab-bench <folder of the peers> [overlap|text|lookup|links] [most]` prints
//! Markdown tables. `cargo xtask bench` installs the peers and runs it.

mod contest;
mod input;
mod links;
mod lookup;
mod overlap;
mod peers;
mod report;

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
    if wants("links") {
        print!("{}", links::table(&Path::new(&folder).join("links"), &peers));
    }
}

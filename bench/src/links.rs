//! How long a share link is beside what others would make of the same scenario.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use peerlab_core::link::{decode, encode};
use peerlab_core::scenario::Scenario;

use crate::peers::Peers;

/// Makes a table of the scenarios that the tests hold links against. `folder` is
/// where the peers find them.
///
/// # Panics
///
/// Panics where a scenario cannot be read, or its link does not open to it.
pub fn table(folder: &Path, peers: &Peers) -> String {
    fs::create_dir_all(folder).expect("the folder is ours");
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/measured");
    let files = fs::read_dir(scenarios).expect("the scenarios are there");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut table = "## How long a link is\n\n\
        | scenario | VPCs | JSON | link | zlib | lz-string | of zlib |\n\
        |---|--:|--:|--:|--:|--:|--:|\n"
        .to_owned();
    let mut parts = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a scenario");
        let scenario = Scenario::from_json(&text).expect("a scenario");
        let link = encode(&scenario).expect("it is small");
        let opened = decode(&link).expect("it opens");
        assert_eq!(opened.scenario, scenario, "{}", file.display());
        let name = file
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let compact = folder.join(format!("{name}.json"));
        fs::write(&compact, scenario.to_json()).expect("the folder is ours");
        let length = |peer: &str| peers.answer("links", peer, &compact);
        let [zlib, lz] = ["zlib", "lz-string"].map(length);
        let written = |length: Option<u64>| length.map_or("–".to_owned(), |l| l.to_string());
        let part = zlib.map(|zlib| 100.0 * link.len() as f64 / zlib as f64);
        parts.extend(part);
        let _ = writeln!(
            table,
            "| `{name}` | {} | {} | {} | {} | {} | {} |",
            scenario.vpcs.len(),
            scenario.to_json().len(),
            link.len(),
            written(zlib),
            written(lz),
            part.map_or("–".to_owned(), |part| format!("{part:.1} %")),
        );
    }
    parts.sort_by(f64::total_cmp);
    if let Some(median) = parts.get(parts.len() / 2) {
        let _ = writeln!(table, "\nThe median is {median:.1} % of zlib.\n");
    }
    table
}

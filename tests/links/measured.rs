//! How long links are, on scenarios of every kind. `docs/link.md` shows the
//! table, which `cargo xtask bench peers -- links` makes.

use miniz_oxide::deflate::compress_to_vec_zlib;
use peerlab_core::link;
use peerlab_core::scenario::Scenario;

use crate::folder;

/// A scenario and what it comes to.
struct Measured {
    name: String,
    vpcs: usize,
    /// The length of its compact JSON.
    json: usize,
    /// The length of its link.
    link: usize,
    /// As long as that of the JSON compressed by zlib, in base64url.
    zlib: usize,
}

fn measured() -> Vec<Measured> {
    let files = folder::files_in("measured");
    let measure = |file: &std::path::PathBuf| {
        let scenario = Scenario::from_json(&folder::read(file)).expect("a scenario");
        let json = scenario.to_json();
        let zlib = compress_to_vec_zlib(json.as_bytes(), 9);
        Measured {
            name: file
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
            vpcs: scenario.vpcs.len(),
            json: json.len(),
            link: link::encode(&scenario).expect("it is small").len(),
            zlib: (zlib.len() * 4).div_ceil(3),
        }
    };
    files.iter().map(measure).collect()
}

#[test]
fn a_link_is_at_most_three_tenths_as_long_as_compressed_json() {
    let mut parts: Vec<usize> = measured()
        .iter()
        .map(|one| 1_000 * one.link / one.zlib)
        .collect();
    parts.sort_unstable();
    let median = parts[parts.len() / 2];
    assert!(parts.len() >= 12);
    assert!(median <= 300, "{median} ‰ of {parts:?}");
}

#[test]
fn a_chain_of_four_with_everything_fits_300_characters() {
    let all = measured();
    let chain = all.iter().find(|one| one.name == "03-chain-dual-stack");
    let chain = chain.expect("the chain");
    assert!(chain.link <= 300, "{} characters", chain.link);
}

#[test]
fn the_published_table_is_what_is_measured() {
    let document = folder::read(&folder::beside("../docs/link.md"));
    for Measured {
        name,
        vpcs,
        json,
        link,
        ..
    } in measured()
    {
        let row = format!("| `{name}` | {vpcs} | {json} | {link} |");
        assert!(document.contains(&row), "docs/link.md lacks {row}");
    }
}

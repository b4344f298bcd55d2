//! Links that open for ever: each `.link` under `links/` was published once and
//! opens to the `.json` beside it. A file here is never changed; a new version of
//! the codec gets a folder of its own.

use peerlab_core::link;
use peerlab_core::scenario::Scenario;

use crate::folder;

/// The versions that were published.
const VERSIONS: [&str; 1] = ["links/v1"];

#[test]
fn every_published_link_opens_to_what_it_held() {
    for version in VERSIONS {
        let files = folder::files_in(version);
        let links = files.iter().filter(|file| has_ending(file, "link"));
        let mut count = 0;
        for file in links {
            let reading = link::decode(&folder::read(file))
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let held = Scenario::from_json(&folder::read(&file.with_extension("json")))
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            assert_eq!(reading.scenario, held, "{}", file.display());
            assert_eq!(reading.unknown_fields, [], "{}", file.display());
            count += 1;
        }
        assert!(count >= 3, "{version} has {count} links");
    }
}

#[test]
fn the_fullest_link_holds_every_field() {
    let files = folder::files_in("links/v1");
    let full = files.iter().find(|file| file.ends_with("everything.json"));
    let text = folder::read(full.expect("the fullest scenario"));
    let scenario = Scenario::from_json(&text).expect("a scenario");
    // Nothing in it is at its default, so writing it leaves nothing out but the
    // two fields that its second VPC does not set.
    let written: serde_json::Value = serde_json::from_str(&scenario.to_json()).expect("JSON");
    let mut given: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let name = given
        .pointer_mut("/vpcs/1")
        .and_then(|vpc| vpc.as_object_mut());
    name.expect("a second VPC").remove("name");
    assert_eq!(written, given);
}

fn has_ending(file: &std::path::Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found == ending)
}

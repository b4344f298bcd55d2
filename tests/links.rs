//! Links that open for ever: each `.link` under `links/` was published once and
//! opens to the `.json` beside it. A file here is never changed; a new version of
//! the codec gets a folder of its own.

mod crafted;
mod measured;

use peerlab_core::link;
use peerlab_core::scenario::{Expectation, Point, Scenario};
use proptest::prelude::*;

use crate::oracle::random_scenario;
use crate::{folder, hostile};

/// The versions that were published.
const VERSIONS: [&str; 2] = ["links/v1", "links/v2"];

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

/// What is published is what is made: otherwise the form has changed, and needs a
/// version of its own.
#[test]
fn links_of_the_newest_version_are_made_as_they_were_published() {
    let files = folder::files_in("links/v2");
    for file in files.iter().filter(|file| has_ending(file, "json")) {
        let scenario = Scenario::from_json(&folder::read(file)).expect("a scenario");
        let link = link::encode(&scenario).expect("it is small");
        let published = file.with_extension("link");
        if std::env::var_os("PEERLAB_UPDATE").is_some() && !published.exists() {
            std::fs::write(&published, format!("{link}\n")).expect("a file beside it");
        }
        assert_eq!(folder::read(&published).trim(), link, "{}", file.display());
    }
}

#[test]
fn the_fullest_link_holds_every_field() {
    for version in VERSIONS {
        let files = folder::files_in(version);
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
}

fn has_ending(file: &std::path::Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found == ending)
}

/// A link and a file say the same.
#[track_caller]
fn assert_kept(scenario: &Scenario) {
    let link = link::encode(scenario).expect("it is small");
    assert!(link.is_ascii());
    assert!(link.starts_with("#s=2."), "{}", scenario.to_pretty_json());
    let opened = link::decode(&link).expect("it opens").scenario;
    assert_eq!(opened.to_pretty_json(), scenario.to_pretty_json());
    assert_eq!(&opened, scenario);
    assert_eq!(
        &Scenario::from_json(&scenario.to_json()).expect("it is read"),
        scenario
    );
}

#[test]
fn what_is_kept_in_files_is_kept_in_links() {
    for folder in ["scenarios", "measured", "links/v1"] {
        for file in folder::files_in(folder) {
            if has_ending(&file, "json") {
                assert_kept(&Scenario::from_json(&folder::read(&file)).expect("a scenario"));
            }
        }
    }
}

#[test]
fn random_scenarios_are_kept() {
    for seed in 0..150 {
        assert_kept(&random_scenario(seed));
    }
}

/// What a fuzzer found worth keeping. `fuzz/` tells how to look for more.
#[test]
fn what_the_fuzzer_met_holds() {
    let files = folder::files_in("../fuzz/corpus/decode");
    for file in files {
        crafted::check(&std::fs::read(&file).expect("a file of the corpus"));
    }
}

/// Puts a text wherever one can stand, in a scenario that has one of everything.
fn everywhere(text: &str) -> Scenario {
    let full = folder::files_in("links/v1");
    let full = full.iter().find(|file| file.ends_with("everything.json"));
    let full = folder::read(full.expect("the fullest scenario"));
    let mut value: serde_json::Value = serde_json::from_str(&full).expect("JSON");
    let id: String = format!("x{text}").chars().take(120).collect();
    replace(&mut value, "", text, &id);
    let mut scenario = Scenario::from_json(&value.to_string()).expect("a scenario");
    scenario.layout.insert(
        id,
        Point {
            x: -7,
            y: 1_000_000,
        },
    );
    scenario.expectations.push(Expectation {
        expect: text.to_owned(),
        code: Some(text.to_owned()),
        ..Expectation::default()
    });
    scenario
}

fn replace(value: &mut serde_json::Value, key: &str, text: &str, id: &str) {
    match value {
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                replace(value, key, text, id);
            }
        }
        serde_json::Value::Array(elements) => {
            for element in elements {
                replace(element, key, text, id);
            }
        }
        // What can only be one of a few words.
        serde_json::Value::String(_) if ["default_policy", "protocol", "action"].contains(&key) => {
        }
        serde_json::Value::String(written) => {
            (if key.ends_with("id") { id } else { text }).clone_into(written);
        }
        _ => {}
    }
}

#[test]
fn hostile_texts_are_texts() {
    for text in hostile::texts() {
        assert_kept(&everywhere(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Scenarios that are nearly as expected cost little; they lose as little.
    #[test]
    fn whatever_is_changed_is_kept(
        seed in any::<u64>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), ".{0,12}"), 1..12),
    ) {
        let scenario = random_scenario(seed);
        let mut value: serde_json::Value =
            serde_json::from_str(&scenario.to_json()).expect("JSON");
        for (place, text) in changes {
            let mut texts = Vec::new();
            collect(&mut value, &mut texts);
            let place = place.index(texts.len().max(1));
            if let Some(written) = texts.into_iter().nth(place) {
                *written = format!("{written}{text}").chars().take(128).collect();
            }
        }
        if let Ok(changed) = Scenario::from_json(&value.to_string()) {
            assert_kept(&changed);
        }
    }
}

fn collect<'v>(value: &'v mut serde_json::Value, texts: &mut Vec<&'v mut String>) {
    match value {
        serde_json::Value::Object(members) => {
            for value in members.values_mut() {
                collect(value, texts);
            }
        }
        serde_json::Value::Array(elements) => {
            for value in elements {
                collect(value, texts);
            }
        }
        serde_json::Value::String(text) => texts.push(text),
        _ => {}
    }
}

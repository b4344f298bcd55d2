//! The presentations that the page offers: every scene can be shown, and what is
//! said in it is so.

use std::path::Path;

use peerlab_core::expect::{describe, hold};
use peerlab_core::lesson::Index;
use peerlab_core::lesson::presentation::Presentation;
use peerlab_core::report::judge;
use peerlab_core::scenario::Kind;

use crate::folder;
use crate::lessons::words;

const FOLDER: &str = "../static/demos";

/// Returns every presentation with the name of its file.
fn demos() -> Vec<(String, Presentation)> {
    let files = folder::files_in(FOLDER).into_iter();
    let files = files.filter(|file| !file.ends_with("index.json"));
    files
        .map(|file| {
            let name = file.file_stem().and_then(|name| name.to_str());
            let name = name.expect("a name").to_owned();
            let reading = Presentation::read(&folder::read(&file));
            let reading = reading.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(reading.unknown_fields, [], "{name}");
            (name, reading.presentation)
        })
        .collect()
}

fn index() -> Index {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let text = folder::read(&file.join("index.json"));
    Index::from_json(&text).expect("the list can be read")
}

#[test]
fn the_list_has_every_presentation_once() {
    let listed = index().sequences.into_iter().flat_map(|sequence| {
        let lessons = sequence.lessons.into_iter();
        lessons.map(|one| (one.id, one.title))
    });
    let mut listed: Vec<_> = listed.collect();
    listed.sort();
    let files = demos().into_iter().map(|(name, demo)| {
        assert_eq!(name, demo.id);
        (name, demo.title)
    });
    assert_eq!(listed, files.collect::<Vec<_>>());
    assert!(listed.len() >= 3);
}

#[test]
fn every_scene_opens_and_what_is_said_in_it_holds() {
    for (name, demo) in demos() {
        for (place, scene) in demo.scenes.iter().enumerate() {
            let scenario = demo.at(place);
            let scenario = scenario.unwrap_or_else(|error| panic!("{name}, {place}: {error}"));
            let report = judge(&scenario);
            assert!(
                !scene.claims.is_empty(),
                "{name}, scene {place} claims nothing"
            );
            let outcomes = hold(&scene.claims, &scenario, &report);
            for (claim, outcome) in scene.claims.iter().zip(outcomes) {
                let reason = outcome.reason.unwrap_or_default();
                assert!(
                    outcome.holds,
                    "{name}, scene {place}: {}: {reason}",
                    describe(claim)
                );
            }
        }
    }
}

#[test]
fn what_scenes_point_at_is_there() {
    for (name, demo) in demos() {
        for (place, scene) in demo.scenes.iter().enumerate() {
            let scenario = demo.at(place).expect("it opens");
            let is_there = |id: &String| scenario.entities().any(|(_, known)| known == id);
            let is_network = |id: &String| {
                let mut entities = scenario.entities();
                entities.any(|(one, known)| known == id && one.kind == Kind::PrivateNetwork)
            };
            let owners = scenario.organizations.iter().map(|one| &one.id);
            let mut owners = owners.chain(scenario.projects.iter().map(|one| &one.id));
            assert!(
                scene.select.as_ref().is_none_or(is_there),
                "{name}, {place}"
            );
            assert!(
                scene
                    .view
                    .as_ref()
                    .is_none_or(|view| owners.any(|id| id == view)),
                "{name}, {place}"
            );
            if let Some(trace) = &scene.trace {
                assert!(
                    trace.len() == 2 && trace.iter().all(is_network),
                    "{name}, {place}"
                );
            }
        }
    }
}

#[test]
fn a_speaker_has_words_for_every_scene_and_the_time_for_them() {
    for (name, demo) in demos() {
        let notes = demo.scenes.iter().map(|scene| &scene.notes);
        assert!(notes.clone().all(|notes| !notes.is_empty()), "{name}");
        let words: usize = notes.map(|notes| notes.split_whitespace().count()).sum();
        assert!((3..=5).contains(&demo.minutes), "{name}");
        // People speak some 130 words a minute, and wait in between.
        assert!(words <= 130 * 5, "{name} has {words} words");
        for scene in &demo.scenes {
            let length = scene.text.split_whitespace().count();
            assert!(length <= 25, "{name}: “{}” is read from afar", scene.title);
        }
    }
}

#[test]
fn words_are_spelt_right_and_links_lead_somewhere() {
    let mut texts = Vec::new();
    for sequence in index().sequences {
        let lessons = sequence.lessons.into_iter().map(|one| one.about);
        let all = [sequence.title, sequence.about].into_iter().chain(lessons);
        texts.extend(all.map(|text| ("index".to_owned(), text)));
    }
    for (name, demo) in demos() {
        texts.push((name.clone(), demo.title));
        texts.push((name.clone(), demo.start.name));
        for scene in demo.scenes {
            for text in [scene.title, scene.text, scene.notes] {
                texts.push((name.clone(), text));
            }
        }
    }
    words::check(&texts);
    for (name, text) in texts {
        for target in words::links(&text) {
            assert!(words::leads_somewhere(&target), "{name}: {target}");
        }
    }
}

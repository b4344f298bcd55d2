//! The lessons that the page offers: each can be solved as it says, not without,
//! and says nothing that is not so.

use std::collections::BTreeSet;
use std::path::Path;

use peerlab_core::expect::hold;
use peerlab_core::lesson::{Index, Lesson, check, gained};
use peerlab_core::report::judge;

use crate::folder;

pub(crate) mod words;

const FOLDER: &str = "../static/lessons";

/// Returns every lesson with the name of its file.
fn lessons() -> Vec<(String, Lesson)> {
    let files = folder::files_in(FOLDER).into_iter();
    let files = files.filter(|file| !file.ends_with("index.json"));
    files
        .map(|file| {
            let name = file.file_stem().and_then(|name| name.to_str());
            let name = name.expect("a name").to_owned();
            let reading = Lesson::read(&folder::read(&file));
            let reading = reading.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(reading.unknown_fields, [], "{name}");
            (name, reading.lesson)
        })
        .collect()
}

fn index() -> Index {
    let text = folder::read(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(FOLDER)
            .join("index.json"),
    );
    Index::from_json(&text).expect("the list of lessons can be read")
}

#[test]
fn the_list_has_every_lesson_once_and_calls_it_as_it_is_called() {
    let index = index();
    let listed = index.sequences.iter().flat_map(|sequence| {
        let lessons = sequence.lessons.iter();
        lessons.map(|one| (one.id.clone(), one.title.clone(), sequence.title.clone()))
    });
    let listed: Vec<_> = listed.collect();
    let mut sorted = listed.clone();
    sorted.sort();
    let files = lessons().into_iter().map(|(name, lesson)| {
        assert_eq!(name, lesson.id);
        (name, lesson.title, lesson.sequence.unwrap_or_default())
    });
    assert_eq!(sorted, files.collect::<Vec<_>>());
    assert!(listed.len() >= 14, "{}", listed.len());
    let titles: BTreeSet<_> = listed.iter().map(|(_, title, _)| title).collect();
    assert_eq!(titles.len(), listed.len(), "two lessons have one title");
    assert!(
        index
            .sequences
            .iter()
            .all(|sequence| !sequence.about.is_empty())
    );
}

#[test]
fn every_lesson_can_be_solved_as_it_says_not_without_and_says_nothing_that_is_not_so() {
    for (name, lesson) in lessons() {
        let faults: Vec<String> = check(&lesson).iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
}

#[test]
fn what_is_told_to_be_otherwise_after_a_solution_is_so_and_was_not() {
    let mut told = 0;
    for (name, lesson) in lessons() {
        for place in 0..lesson.steps.len() {
            let [before, now] = [place, place + 1]
                .map(|step| lesson.before(step).expect("the steps before can be solved"));
            let [before_report, report] = [&before, &now].map(judge);
            let facts = gained((&before, &before_report), (&now, &report));
            let holding = hold(&facts, &now, &report);
            let held = hold(&facts, &before, &before_report);
            for ((fact, now), before) in facts.iter().zip(holding).zip(held) {
                assert!(now.holds, "{name}, step {place}: {fact:?}: {now:?}");
                assert!(!before.holds, "{name}, step {place}: {fact:?}");
                told += 1;
            }
        }
    }
    assert!(told > 50, "{told}");
}

#[test]
fn every_step_is_short_and_helps() {
    for (name, lesson) in lessons() {
        for (place, step) in lesson.steps.iter().enumerate() {
            assert!(step.hints.len() >= 2, "{name}, step {place} has few hints");
            let claims = step.hints.iter().any(|hint| !hint.claims.is_empty());
            assert!(claims, "{name}, step {place}: no hint can be checked");
            let length = step.text.split_whitespace().count();
            assert!(length <= 100, "{name}, step {place} has {length} words");
        }
    }
}

/// Returns every text of the lessons, each with where it is from.
fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for sequence in index().sequences {
        let lessons = sequence.lessons.into_iter().map(|lesson| lesson.about);
        let all = [sequence.title, sequence.about].into_iter().chain(lessons);
        texts.extend(all.map(|text| ("index".to_owned(), text)));
    }
    for (name, lesson) in lessons() {
        let mut tell = |text: String| texts.push((name.clone(), text));
        tell(lesson.title);
        tell(lesson.point);
        tell(lesson.start.name);
        for step in lesson.steps {
            tell(step.text);
            step.hints.into_iter().for_each(|hint| tell(hint.text));
            step.goal
                .into_iter()
                .filter_map(|goal| goal.name)
                .for_each(&mut tell);
            let constraints = step.constraints.into_iter();
            constraints.filter_map(|one| one.name).for_each(&mut tell);
        }
    }
    texts
}

#[test]
fn every_word_is_spelt_as_the_list_of_words_spells_it() {
    words::check(&texts());
}

#[test]
fn every_link_leads_somewhere() {
    for (name, text) in texts() {
        for target in words::links(&text) {
            assert!(words::leads_somewhere(&target), "{name}: {target}");
        }
    }
}

//! The lessons that the page offers: each can be solved as it says, not without,
//! and says nothing that is not so.

use std::collections::BTreeSet;
use std::path::Path;

use peerlab_core::edit::apply;
use peerlab_core::expect::{Outcome, describe, hold};
use peerlab_core::lesson::{Index, Lesson, changes, progress};
use peerlab_core::report::judge;
use peerlab_core::scenario::{Expectation, Scenario};

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

/// Tells which parts do not hold.
fn broken(outcomes: Vec<Outcome>) -> Vec<String> {
    let broken = outcomes.into_iter().filter(|outcome| !outcome.holds);
    broken
        .map(|outcome| {
            let name = outcome.name.unwrap_or_default();
            format!("{name}: {}", outcome.reason.unwrap_or_default())
        })
        .collect()
}

/// Tells what of a goal is not met.
fn missing(lesson: &Lesson, step: usize, now: &Scenario) -> Vec<String> {
    broken(progress(lesson, step, now, &judge(now)))
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
fn no_step_is_done_before_anything_is_done() {
    for (name, lesson) in lessons() {
        for step in 0..lesson.steps.len() {
            let start = lesson.before(step).expect("the steps before can be solved");
            assert!(
                !missing(&lesson, step, &start).is_empty(),
                "{name}, step {step}"
            );
        }
    }
}

#[test]
fn every_solution_solves_its_step_and_not_before_its_last_edit() {
    for (name, lesson) in lessons() {
        let mut now = lesson.start.clone();
        let mut used = 0;
        for (place, step) in lesson.steps.iter().enumerate() {
            let begun = now.clone();
            for (number, edit) in step.solution.iter().enumerate() {
                assert!(
                    !missing(&lesson, place, &now).is_empty(),
                    "{name}, step {place}: edit {number} is not needed"
                );
                apply(&mut now, edit).unwrap_or_else(|error| panic!("{name}: {error}"));
            }
            let missing = missing(&lesson, place, &now);
            assert!(missing.is_empty(), "{name}, step {place}: {missing:?}");
            used += changes(&begun, &now);
        }
        let par = usize::try_from(lesson.par).expect("a small number");
        assert_eq!(used, par, "{name}: its par is not what its solution takes");
    }
}

#[test]
fn what_texts_and_hints_claim_holds() {
    for (name, lesson) in lessons() {
        for (place, step) in lesson.steps.iter().enumerate() {
            let start = lesson
                .before(place)
                .expect("the steps before can be solved");
            let report = judge(&start);
            let hints = step.hints.iter().flat_map(|hint| &hint.claims);
            let claims: Vec<Expectation> = step.claims.iter().chain(hints).cloned().collect();
            for (claim, outcome) in claims.iter().zip(hold(&claims, &start, &report)) {
                let reason = outcome.reason.unwrap_or_default();
                assert!(
                    outcome.holds,
                    "{name}, step {place}: {}: {reason}",
                    describe(claim)
                );
            }
        }
    }
}

#[test]
fn every_step_asks_for_something_in_words_and_helps() {
    for (name, lesson) in lessons() {
        assert!(!lesson.point.is_empty(), "{name} has no point");
        for (place, step) in lesson.steps.iter().enumerate() {
            let named = step.goal.iter().all(|goal| goal.name.is_some())
                && step.constraints.iter().all(|one| one.name.is_some());
            assert!(
                named,
                "{name}, step {place}: a part of the goal has no words"
            );
            assert!(!step.goal.is_empty(), "{name}, step {place} has no goal");
            assert!(step.hints.len() >= 2, "{name}, step {place} has few hints");
            let claims = step.hints.iter().any(|hint| !hint.claims.is_empty());
            assert!(claims, "{name}, step {place}: no hint can be checked");
            let length = step.text.split_whitespace().count();
            assert!(length <= 100, "{name}, step {place} has {length} words");
        }
    }
}

#[test]
fn whose_eyes_are_lent_is_known() {
    for (name, lesson) in lessons() {
        for view in lesson.steps.iter().filter_map(|step| step.view.as_ref()) {
            let organizations = lesson.start.organizations.iter().map(|one| &one.id);
            let mut known = organizations.chain(lesson.start.projects.iter().map(|one| &one.id));
            assert!(known.any(|id| id == view), "{name}: nobody is {view}");
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

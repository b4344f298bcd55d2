//! One account as the platform's tools print it, today and in former days.

use std::fmt::Write as _;

use peerlab_core::import::{File, ImportError, Imported, import};
use peerlab_core::report::{Report, judge_reading};
use proptest::prelude::*;
use serde_json::Value;

use crate::folder;

/// The texts of a folder of fixtures, each with the name of its file.
fn texts(folder: &str) -> Vec<(String, String)> {
    let files = folder::files_in(&format!("fixtures/{folder}"));
    files
        .iter()
        .map(|file| {
            let name = file.file_name().expect("a file has a name");
            (name.to_string_lossy().into_owned(), folder::read(file))
        })
        .collect()
}

fn import_texts(texts: &[(String, String)]) -> Result<Imported, ImportError> {
    let files: Vec<File<'_>> = texts
        .iter()
        .map(|(name, text)| File {
            name,
            bytes: text.as_bytes(),
        })
        .collect();
    import(&files)
}

fn import_folder(folder: &str) -> Imported {
    import_texts(&texts(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"))
}

/// Tells an import the way a person would look at it.
fn told(imported: &Imported) -> String {
    let mut told = imported.reading.scenario.to_pretty_json();
    for note in &imported.notes {
        writeln!(told, "note: {note}").expect("a text takes everything");
    }
    told + &judged(&judge_reading(&imported.reading))
}

fn judged(report: &Report) -> String {
    let mut told = String::new();
    for connector in &report.connectors {
        let (id, status) = (&connector.id, connector.status);
        writeln!(told, "{id} {status}").expect("a text takes everything");
        for overlap in &connector.overlaps {
            let (a, b) = (overlap.subnet, overlap.target_subnet);
            writeln!(told, "  {a} {b}").expect("a text takes everything");
        }
    }
    told
}

#[test]
fn the_account_is_what_its_lists_say() {
    insta::assert_snapshot!("account", told(&import_folder("scw")));
}

#[test]
fn the_api_answers_the_same_as_the_command_line_prints() {
    assert_eq!(told(&import_folder("api")), told(&import_folder("scw")));
}

#[test]
fn the_same_in_both_forms_is_there_once() {
    let both = [texts("scw"), texts("api")].concat();
    let both = import_texts(&both).expect("lists");
    assert_eq!(both.reading, import_folder("scw").reading);
    let notes: Vec<String> = both.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        ["20 routes of the type “subnet” are left out: the Private Networks imply them."]
    );
}

#[test]
fn answers_from_before_the_newer_fields_are_read() {
    insta::assert_snapshot!("old", told(&import_folder("old")));
}

#[test]
fn the_other_answers_add_what_they_can_and_say_what_they_cannot() {
    insta::assert_snapshot!("more", told(&import_folder("more")));
}

#[test]
fn every_cut_of_a_file_is_an_error_and_no_panic() {
    for folder in ["scw", "api", "old", "more"] {
        for (name, text) in texts(folder) {
            let text = text.trim_end();
            // Every cut of the small files, and a cut everywhere in the large.
            let step = 1 + text.len() / 700;
            for end in (0..text.len()).step_by(step) {
                let cut = [(name.clone(), text[..end].to_owned())];
                let error = import_texts(&cut).expect_err("it is cut off");
                let sentence = error.to_string();
                assert!(
                    sentence.starts_with(&format!("{name}: line 1, column ")),
                    "{name} cut at {end}: {sentence}"
                );
            }
        }
    }
}

/// Takes lists apart into the objects they hold, each a file of its own.
fn apart(texts: &[(String, String)]) -> Vec<(String, String)> {
    let mut objects = Vec::new();
    for (name, text) in texts {
        let list: Vec<Value> = serde_json::from_str(text).expect("a list");
        for (index, object) in list.iter().enumerate() {
            objects.push((format!("{index} of {name}"), object.to_string()));
        }
    }
    objects
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_files_never_matters(
        files in Just(texts("scw")).prop_shuffle(),
        objects in Just(apart(&texts("scw"))).prop_shuffle(),
    ) {
        let expected = import_folder("scw");
        for texts in [files, objects] {
            let imported = import_texts(&texts).expect("lists");
            prop_assert_eq!(&imported, &expected);
        }
    }

    /// Any bytes changed in a file: an error or a scenario, and nothing else.
    #[test]
    fn a_damaged_file_never_panics(
        at in 0.0..1.0f64,
        with in any::<u8>(),
        which in 0..4usize,
    ) {
        let mut files = texts("scw");
        let bytes = files.swap_remove(which).1.into_bytes();
        let mut damaged = bytes;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place within the text")]
        let place = (at * damaged.len() as f64) as usize;
        damaged[place] = with;
        let imported = import(&[File { name: "damaged.json", bytes: &damaged }]);
        if let Ok(imported) = imported {
            let _ = judge_reading(&imported.reading);
        }
    }
}

//! Golden scenarios: each file in `scenarios/` says itself what should hold.

use std::path::Path;

use peerlab_core::expect::describe;
use peerlab_core::report::judge_reading;
use peerlab_core::scenario::Scenario;

use crate::folder;

#[test]
fn every_scenario_is_what_it_says_it_is() {
    let mut wrong = Vec::new();
    let files = folder::files_in("scenarios");
    assert!(!files.is_empty(), "there are no scenarios");
    for file in files {
        wrong.extend(
            failures(&file)
                .into_iter()
                .map(|failure| format!("{}: {failure}", file.display())),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Tells what does not hold in a file, or why nothing can be told.
fn failures(file: &Path) -> Vec<String> {
    let reading = match Scenario::read(&folder::read(file)) {
        Ok(reading) => reading,
        Err(error) => return vec![error.to_string()],
    };
    let expectations = &reading.scenario.expectations;
    if expectations.is_empty() {
        return vec!["it expects nothing".to_owned()];
    }
    let outcomes = judge_reading(&reading).expectations;
    assert_eq!(outcomes.len(), expectations.len(), "each is judged");
    expectations
        .iter()
        .zip(outcomes)
        .filter(|(_, outcome)| !outcome.holds)
        .map(|(expectation, outcome)| {
            let reason = outcome.reason.unwrap_or_default();
            format!("{}: {reason}", describe(expectation))
        })
        .collect()
}

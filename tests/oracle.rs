//! A second judge, written from the contract alone and as plainly as can be,
//! against which the engine is held on random scenarios.
//!
//! It shares nothing with the engine but the types of the document: it reads
//! prefixes itself, keeps no tables and no sets, and walks from one address of
//! every stretch of addresses to one of every other. The § and A numbers are
//! those of the contract.
//!
//! `PEERLAB_ORACLE_SCENARIOS` says how many scenarios are judged, and
//! `PEERLAB_ORACLE_SEED` the seed of the first.

mod compare;
mod compare_traces;
mod generate;
mod generate_rules;
mod minimise;
mod network;
mod peering;
mod prefix;
mod random;
mod reach;
mod walk;

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use peerlab_core::scenario::Scenario;

use crate::folder;
use compare::{Mix, differences};
use generate::generate;
use minimise::minimise;
use reach::{Extent, Verdict};
use walk::Disposition;

/// How many scenarios are judged where nothing else is said.
const SCENARIOS: u64 = 20_000;

/// How many scenarios a thread takes at once.
const BATCH: u64 = 250;

/// Draws the scenario of a seed, for others to hold something against.
pub(crate) fn random_scenario(seed: u64) -> Scenario {
    generate(seed)
}

#[test]
fn the_engine_agrees_with_the_oracle() {
    let count = number("PEERLAB_ORACLE_SCENARIOS").unwrap_or(SCENARIOS);
    let first = number("PEERLAB_ORACLE_SEED").unwrap_or(1);
    let next = AtomicU64::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<Result<Mix, String>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| compare_batches(first, count, &next)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("a thread that reports what it finds"))
            .collect()
    });
    let mut mix = Mix::new();
    for part in parts {
        let part = part.unwrap_or_else(|difference| panic!("{difference}"));
        for (what, times) in part {
            *mix.entry(what).or_default() += times;
        }
    }
    println!("{count} scenarios from seed {first}: {mix:#?}");
    assert_mix(&mix, count);
}

/// Every detail of the golden scenarios, of which their expectations say only
/// the part that each is about.
#[test]
fn the_engine_agrees_on_the_golden_scenarios() {
    for file in folder::files_in("scenarios") {
        let scenario = Scenario::from_json(&folder::read(&file)).expect("a golden scenario");
        let found = compare(&scenario, &mut Mix::new());
        assert!(
            found.is_empty(),
            "{}:\n{}",
            file.display(),
            found.join("\n")
        );
    }
}

/// Agreement on what never happens says nothing.
fn assert_mix(mix: &Mix, scenarios: u64) {
    let dispositions = Disposition::ALL.map(Disposition::name);
    let verdicts = Verdict::ALL.map(Verdict::name);
    let connectors = [
        "peered",
        "conflict",
        "no-matching-connector",
        "target-not-in-scenario",
        "different-region",
        "self",
    ];
    let extents = [Extent::All, Extent::Some, Extent::None].map(Extent::name);
    let ways = dispositions.iter().chain(&verdicts).chain(&extents);
    for what in ways.chain(&connectors) {
        let met = mix.get(what).copied().unwrap_or_default();
        let least = usize::try_from(scenarios / 100).expect("a number of scenarios");
        assert!(met >= least, "only {met} times {what}, not {least}");
    }
}

/// Takes batches of seeds until there are none left, or one of them differs.
fn compare_batches(first: u64, count: u64, next: &AtomicU64) -> Result<Mix, String> {
    let mut mix = Mix::new();
    loop {
        let batch = next.fetch_add(BATCH, Ordering::Relaxed);
        if batch >= count {
            return Ok(mix);
        }
        for number in batch..(batch + BATCH).min(count) {
            let compared = compare_seed(first.wrapping_add(number), &mut mix);
            if compared.is_err() {
                // The others need not go on.
                next.store(count, Ordering::Relaxed);
            }
            compared?;
        }
    }
}

fn compare_seed(seed: u64, mix: &mut Mix) -> Result<(), String> {
    let scenario = generate(seed);
    if compare(&scenario, mix).is_empty() {
        return Ok(());
    }
    let differ = |smaller: &Scenario| !compare(smaller, &mut Mix::new()).is_empty();
    let smallest = minimise(&scenario, differ);
    Err(format!(
        "the engine and the oracle differ on seed {seed}:\n{}\nin\n{}",
        compare(&smallest, &mut Mix::new()).join("\n"),
        smallest.to_pretty_json()
    ))
}

/// A panic of the engine is a difference like any other.
fn compare(scenario: &Scenario, mix: &mut Mix) -> Vec<String> {
    catch_unwind(AssertUnwindSafe(|| differences(scenario, mix)))
        .unwrap_or_else(|_| vec!["a judge panicked".to_owned()])
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().expect("a whole number"))
}

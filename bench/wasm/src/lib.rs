//! The same questions to the engine wherever it runs, and how long each takes.
//!
//! An answer is a line: `peerlab-bench`, the question, its size, and
//! milliseconds, the fastest and the median of [`RUNS`] runs.

#[cfg(target_arch = "wasm32")]
mod boundary;
#[path = "../../src/input.rs"]
#[allow(dead_code, reason = "not all of it is asked for here")]
mod input;
#[path = "../../../core/benches/judge/shapes.rs"]
#[allow(dead_code, reason = "not all of it is asked for here")]
mod shapes;

use std::hint::black_box;
use std::net::IpAddr;

use peerlab_core::cidr::{PrefixMap, overlaps_between};
use peerlab_core::network::resolve;
use peerlab_core::peering::Peering;
use peerlab_core::report::judge;
use peerlab_core::routing::deliveries;

/// How often everything is asked.
const RUNS: usize = 7;

/// A run lasts so long at least, in milliseconds, as some clocks are coarse.
const LONG_ENOUGH: f64 = 20.0;

/// How many addresses are looked up.
const LOOKUPS: usize = 1_000_000;

/// Tells the time in milliseconds.
pub type Clock<'c> = &'c dyn Fn() -> f64;

/// Something that is measured, and answered with a line.
pub type Question = Box<dyn FnOnce(Clock<'_>) -> String>;

/// Returns everything that is asked, each to be answered within seconds: where
/// nothing else can happen meanwhile there may be a pause in between.
pub fn questions() -> Vec<Question> {
    let mut all: Vec<Question> = Vec::new();
    for size in [10_000, 100_000, 1_000_000] {
        all.push(Box::new(move |clock| {
            let [left, right] = input::prefixes(size);
            let took = times(clock, || overlaps_between(&left, &right, usize::MAX));
            told("overlaps", size, took)
        }));
    }
    for size in [1_000, 1_000_000] {
        all.push(Box::new(move |clock| {
            let (table, asked) = input::table(size, LOOKUPS);
            let map = PrefixMap::new(table.into_iter().zip(0_u32..).collect());
            let asked: Vec<IpAddr> = asked.into_iter().map(IpAddr::V4).collect();
            let took = times(clock, || {
                let found = asked.iter().filter_map(|&address| map.longest(address));
                found.map(|(_, &place)| u64::from(place)).sum::<u64>()
            });
            told("lookups", size, took)
        }));
    }
    for size in [100, 1_000, 10_000] {
        all.push(Box::new(move |clock| {
            let (network, _) = resolve(&shapes::random(size));
            let peering = Peering::judge(&network);
            let took = times(clock, || deliveries(network.clone(), peering.clone()));
            told("deliveries", size, took)
        }));
        all.push(Box::new(move |clock| {
            let scenario = shapes::random(size);
            told("report", size, times(clock, || judge(&scenario)))
        }));
    }
    #[cfg(target_arch = "wasm32")]
    all.extend(boundary::questions());
    all
}

/// Runs something again and again, and returns how many milliseconds one time
/// takes: the fastest and the median.
fn times<T>(clock: Clock<'_>, mut run: impl FnMut() -> T) -> [f64; 2] {
    let mut took: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begin = clock();
            let mut count = 0.0;
            loop {
                black_box(run());
                count += 1.0;
                let took = clock() - begin;
                if took >= LONG_ENOUGH {
                    return took / count;
                }
            }
        })
        .collect();
    took.sort_by(f64::total_cmp);
    [took[0], took[RUNS / 2]]
}

fn told(question: &str, size: usize, [fastest, median]: [f64; 2]) -> String {
    format!("peerlab-bench {question} {size} {fastest:.4} {median:.4}")
}

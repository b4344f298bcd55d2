//! How the time of each question grows with what it is asked about.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use peerlab_core::cidr::{PrefixMap, overlaps_between};
use peerlab_core::network::resolve;
use peerlab_core::peering::Peering;
use peerlab_core::report::judge;
use peerlab_core::routing::deliveries;
use peerlab_core::scenario::Scenario;

use crate::contest::{Contestant, Run, contest};
use crate::input;
use crate::report::{grouped, written};
use crate::shapes;

/// How one question grows.
pub struct Series {
    pub name: &'static str,
    /// What is counted: what the question is about and what it answers.
    pub unit: &'static str,
    pub points: Vec<Point>,
}

/// One size of it.
pub struct Point {
    /// What is counted.
    pub size: usize,
    /// The median of several runs.
    pub took: Duration,
}

impl Series {
    fn measured<I>(
        name: &'static str,
        unit: &'static str,
        sizes: &[usize],
        make: impl Fn(usize) -> I,
        ask: impl Fn(&I) -> usize,
    ) -> Self {
        let points = sizes.iter().filter_map(|&size| {
            let input = make(size);
            let mut size = 0;
            let results = contest(&mut [Contestant::new(name, || {
                let begin = Instant::now();
                size = ask(&input);
                let took = begin.elapsed();
                let answer = size as u64;
                Some(Run { took, answer })
            })]);
            let took = results.first()?.median?;
            Some(Point { size, took })
        });
        Self {
            name,
            unit,
            points: points.collect(),
        }
    }

    /// Returns the power of the size that the time grows with: the slope of the
    /// straight line that comes nearest to all points, both on scales of
    /// logarithms.
    pub fn exponent(&self) -> f64 {
        let points: Vec<(f64, f64)> = self
            .points
            .iter()
            .map(|point| ((point.size as f64).ln(), point.took.as_secs_f64().ln()))
            .collect();
        let mean = |of: fn(&(f64, f64)) -> f64| {
            points.iter().map(of).sum::<f64>() / points.len().max(1) as f64
        };
        let (x, y) = (mean(|point| point.0), mean(|point| point.1));
        let along: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
        let across: f64 = points.iter().map(|p| (p.0 - x).powi(2)).sum();
        along / across
    }
}

/// Measures every question.
pub fn all() -> Vec<Series> {
    const PREFIXES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
    vec![
        Series::measured(
            "Overlaps",
            "prefixes and pairs",
            &PREFIXES,
            input::prefixes,
            |[left, right]| {
                let found = overlaps_between(left, right, usize::MAX).pairs.len();
                left.len() + right.len() + found
            },
        ),
        Series::measured(
            "Table built",
            "routes",
            &PREFIXES,
            |size| input::table(size, 0).0,
            |routes| {
                black_box(PrefixMap::new(
                    routes.iter().copied().zip(0_u32..).collect(),
                ));
                routes.len()
            },
        ),
        judging("Row judged", &[4, 10, 100, 1_000, 10_000], shapes::chain),
        judging("Hub judged", &[10, 30, 100, 300, 1_000], shapes::star),
        judging("Random judged", &[10, 100, 1_000, 10_000], shapes::random),
    ]
}

/// Measures the whole report of a network.
fn judging(name: &'static str, sizes: &[usize], shape: fn(usize) -> Scenario) -> Series {
    let make = |size| {
        let scenario = shape(size);
        let (network, _) = resolve(&scenario);
        let peering = Peering::judge(&network);
        let talking = deliveries(network, peering).len();
        (scenario, talking)
    };
    Series::measured(
        name,
        "routes, and pairs of a VPC and a network it reaches",
        sizes,
        make,
        |(s, talking)| {
            black_box(judge(s));
            s.routes.len() + talking
        },
    )
}

/// Writes a table of all.
pub fn markdown(all: &[Series]) -> String {
    let mut text = "# How the engine grows\n\n\
                    The time of each question against what it is about, what it answers \
                    included. An exponent of 1 is time in proportion; what sorts takes a little \
                    more, and what no longer fits the processor's caches does. Written by \
                    `cargo xtask bench growth`, medians of seven runs.\n\n\
                    ![Time against size on scales of logarithms, a line for each question; all \
                    run beside the line of time in proportion](growth.svg)\n"
        .to_owned();
    for series in all {
        let _ = write!(
            text,
            "\n## {}\n\nExponent {:.2}\n\n| {} | time | each |\n|--:|--:|--:|\n",
            series.name,
            series.exponent(),
            series.unit,
        );
        for Point { size, took } in &series.points {
            let each = took.div_f64((*size).max(1) as f64);
            let _ = writeln!(
                text,
                "| {} | {} | {} |",
                grouped(*size),
                written(*took),
                written(each)
            );
        }
    }
    text
}

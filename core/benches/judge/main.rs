//! How long judging takes, and how it grows; how long links take.
//!
//! `cargo bench --package peerlab-core` prints medians. Every network has routes
//! for all that its shape lets talk, within the four VPCs that the platform
//! chains.
#![allow(missing_docs, reason = "the macros of the harness make functions")]

mod links;
mod shapes;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use peerlab_core::report::judge;
use peerlab_core::routing::Traffic;
use peerlab_core::scenario::Scenario;
use shapes::{chain, fine_star, random, star, wide_star};

/// Prints what a network holds beside how long judging it takes: the growth is
/// to be read against both.
fn judging(criterion: &mut Criterion) {
    type Shape = (&'static str, fn(usize) -> Scenario, &'static [usize]);
    const SHAPES: [Shape; 5] = [
        ("chain", chain, &[4, 10, 100, 1_000]),
        ("star", star, &[10, 30, 100, 300, 1_000]),
        ("fine-star", fine_star, &[10, 30, 100, 300]),
        ("wide-star", wide_star, &[10, 30, 100, 300]),
        ("random", random, &[10, 100, 1_000]),
    ];
    for (name, shape, sizes) in SHAPES {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        for &size in sizes {
            let scenario = shape(size);
            let pairs = judge(&scenario).reachability(Traffic::default()).count();
            let routes = scenario.routes.len();
            println!("{name}/{size}: {routes} routes, {pairs} pairs that talk");
            group.throughput(Throughput::Elements((routes + pairs) as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &scenario, |b, s| {
                b.iter(|| judge(black_box(s)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, links::linking, judging);
criterion_main!(benches);

//! How long links take to make and to open.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use peerlab_core::link::{decode, encode};

use crate::shapes::{chain, star};

/// Measures links of networks of several sizes, each beside how long it is.
pub(crate) fn linking(criterion: &mut Criterion) {
    let scenarios = [
        ("chain", chain(2)),
        ("chain", chain(4)),
        ("chain", chain(50)),
        ("chain", chain(200)),
        ("star", star(50)),
        ("star", star(200)),
    ];
    let mut group = criterion.benchmark_group("link");
    group.sample_size(20);
    for (name, scenario) in scenarios {
        let name = format!("{name}-{}", scenario.vpcs.len());
        let link = encode(&scenario).unwrap_or_default();
        println!(
            "{name}: {} routes, {} characters",
            scenario.routes.len(),
            link.len()
        );
        group.bench_function(BenchmarkId::new("encode", &name), |b| {
            b.iter(|| encode(black_box(&scenario)));
        });
        group.bench_function(BenchmarkId::new("decode", &name), |b| {
            b.iter(|| decode(black_box(&link)));
        });
    }
    group.finish();
}

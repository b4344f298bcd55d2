//! Asks natively.

use std::time::Instant;

fn main() {
    let begin = Instant::now();
    for question in peerlab_bench_wasm::questions() {
        println!("{}", question(&|| begin.elapsed().as_secs_f64() * 1e3));
    }
}

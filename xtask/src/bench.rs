//! `cargo xtask bench`: how long things take. No number fails it.

use crate::arguments::BenchPart;
use crate::everywhere;
use crate::failure::Outcome;
use crate::peers;
use crate::process::Program;
use crate::project::Project;
use crate::setup::{self, Ready};
use crate::steps::Steps;
use crate::suite;

/// Measures the parts asked for, or all of them. `rest` goes to the native
/// benches and to those beside peers.
pub(crate) fn bench(project: &Project, wanted: &[BenchPart], rest: &[String]) -> Outcome {
    let wanted = if wanted.is_empty() {
        &BenchPart::ALL
    } else {
        wanted
    };
    let mut steps = Steps::new("bench");
    for part in wanted {
        steps.run(part.name(), || match part {
            BenchPart::Native => native(project, rest),
            BenchPart::Peers => peers::race(project, rest),
            BenchPart::Growth => peers::growth(project),
            BenchPart::Wasm => everywhere::compare(project),
            BenchPart::Page => page(project),
        });
    }
    steps.finish()
}

/// Measures the engine.
fn native(project: &Project, rest: &[String]) -> Outcome {
    Program::new("cargo")
        .args([
            "bench",
            "--package",
            "peerlab-core",
            "--bench",
            "judge",
            "--",
        ])
        .args(rest)
        .folder(&project.root)
        .run()
}

/// Measures the page as it is served, in a browser.
fn page(project: &Project) -> Outcome {
    let mut ready = Ready::default();
    setup::prepare(project, true, &mut ready)?;
    let measure = ["measure::", "--ignored", "--nocapture"].map(str::to_owned);
    suite::in_browser(project, ready.browser()?, &measure)
}

//! The engine natively and in WebAssembly, asked the same: in Node and in
//! Chromium, compiled with the same options.

use crate::browser::Browser;
use crate::failure::Outcome;
use crate::process::Program;
use crate::project::Project;
use crate::say::give;
use crate::tools;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Medians in milliseconds, by question and size.
type Medians = BTreeMap<(String, usize), f64>;

/// What begins a line of what was measured.
const MARK: &str = "peerlab-bench ";

/// Measures and prints one table.
pub(crate) fn compare(project: &Project) -> Outcome {
    tools::install_wasm_target()?;
    let tools = tools::install(project, None)?;
    let browser = Browser::install(project, None)?;
    let runner = tools.found("wasm-bindgen-test-runner");
    let cargo = |arguments: &[&str]| {
        Program::new("cargo")
            .args(arguments)
            .args(["--release", "--locked"])
            .args(["--package", "peerlab-bench-wasm"])
            .folder(&project.root.join("bench"))
            .env("CARGO_TARGET_DIR", project.target.join("peers/target"))
    };
    let in_wasm = || {
        cargo(&["test", "--target", "wasm32-unknown-unknown"])
            .args(["--test", "everywhere", "--", "--nocapture"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
            // Seconds until the runner gives up: a slow machine is no failure.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "900")
    };
    let columns = [
        ("native", cargo(&["run", "--quiet"]).read()?),
        (
            "Node",
            in_wasm().env("WASM_BINDGEN_TEST_ONLY_NODE", "1").read()?,
        ),
        (
            "Chromium",
            in_wasm()
                .env("WASM_BINDGEN_USE_BROWSER", "1")
                .env("CHROMEDRIVER", &browser.driver)
                .read()?,
        ),
    ];
    give!(
        "{}",
        table(&columns.map(|(name, said)| (name, medians(&said))))
    );
    Ok(())
}

/// Reads what was measured.
fn medians(said: &str) -> Medians {
    let lines = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix(MARK));
    let read = |line: &str| {
        let mut words = line.split(' ');
        let (question, size) = (words.next()?, words.next()?.parse().ok()?);
        let median = words.nth(1)?.parse().ok()?;
        Some(((question.to_owned(), size), median))
    };
    lines.filter_map(read).collect()
}

/// Writes a row for each question and size; beside each column but the first
/// how many times as long as in the first it takes.
fn table(columns: &[(&str, Medians)]) -> String {
    // Writing to a text does not fail.
    let mut text = String::from("| question | size |");
    for (name, _) in columns {
        let _ = write!(text, " {name}, ms |");
    }
    text.push_str("\n|---|--:|");
    text.push_str(&"--:|".repeat(columns.len()));
    let mut rows: Vec<&(String, usize)> = columns.iter().flat_map(|(_, all)| all.keys()).collect();
    rows.sort();
    rows.dedup();
    for row in rows {
        let (question, size) = row;
        let _ = write!(text, "\n| {question} | {size} |");
        let base = columns.first().and_then(|(_, all)| all.get(row)).copied();
        for (place, (_, all)) in columns.iter().enumerate() {
            let cell = all.get(row).map_or_else(
                || "–".to_owned(),
                |&took| {
                    let ratio = base.filter(|_| place > 0).map(|base| took / base);
                    let ratio = ratio.map_or_else(String::new, |ratio| format!(" ({ratio:.1}×)"));
                    format!("{took:.3}{ratio}")
                },
            );
            let _ = write!(text, " {cell} |");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{medians, table};

    #[test]
    fn what_was_measured_stands_side_by_side() {
        let native = "peerlab-bench lookups 10 1.0 2.0\nother words\n";
        let node = "    peerlab-bench lookups 10 2.0 3.0\npeerlab-bench in-as-text 10 0.1 0.25\n";
        let columns = [("native", medians(native)), ("Node", medians(node))];
        assert_eq!(
            table(&columns),
            "| question | size | native, ms | Node, ms |\n\
             |---|--:|--:|--:|\n\
             | in-as-text | 10 | – | 0.250 |\n\
             | lookups | 10 | 2.000 | 3.000 (1.5×) |"
        );
    }
}

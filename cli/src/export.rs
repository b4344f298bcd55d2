//! `peerlab export`: scenarios as other tools read them.

use peerlab_core::export::{csv, markdown, mermaid, scw, svg, terraform};
use peerlab_core::report::{judge, judge_connectors};
use peerlab_core::scenario::Scenario;

use crate::arguments::{ExportArguments, ExportFormat};
use crate::import::with_scenario;
use crate::screen::Screen;
use crate::{Outcome, Verdict};

/// Runs the command.
pub(crate) fn run(asked: &ExportArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    with_scenario(&asked.files, errors, |imported, _| Outcome {
        verdict: Verdict::Good,
        written: out.raw(&written(asked.format, &imported.reading.scenario)),
    })
}

/// Writes a scenario as a format has it.
fn written(format: ExportFormat, scenario: &Scenario) -> String {
    match format {
        ExportFormat::Terraform => terraform::configuration(scenario),
        ExportFormat::Scw => scw::script(scenario),
        ExportFormat::Svg => {
            svg::picture(scenario, &judge_connectors(scenario), svg::Theme::Auto) + "\n"
        }
        ExportFormat::Mermaid => mermaid::flowchart(scenario, &judge(scenario)),
        ExportFormat::Markdown => markdown::report(scenario, &judge(scenario), None),
        ExportFormat::Csv => csv::addresses(scenario),
    }
}

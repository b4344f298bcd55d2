//! `peerlab check`: what is wrong with scenarios.

use std::io;

use peerlab_core::check::Severity;
use peerlab_core::report::{AllPairs, Report, judge_reading};

use crate::arguments::{CheckArguments, Format};
use crate::files::{self, Document};
use crate::screen::Screen;
use crate::{Outcome, Verdict, human};

/// Runs the command.
pub(crate) fn run(asked: &CheckArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    if asked.all_pairs && asked.format != Format::Json {
        return Outcome {
            verdict: Verdict::Unread,
            written: files::refuse(&"`--all-pairs` goes with `--format json`", errors),
        };
    }
    let mut verdict = Verdict::Good;
    let written = files::open(&asked.files, errors).and_then(|opened| {
        let judged: Vec<(Document, Report)> = opened
            .documents
            .into_iter()
            .map(|document| {
                let report = judge_reading(&document.imported.reading);
                (document, report)
            })
            .collect();
        verdict = if !opened.is_complete {
            Verdict::Unread
        } else if judged.iter().any(|(_, report)| has_error(report)) {
            Verdict::Bad
        } else {
            Verdict::Good
        };
        answer(asked, &judged, out, errors)
    });
    Outcome { verdict, written }
}

fn answer(
    asked: &CheckArguments,
    judged: &[(Document, Report)],
    out: &mut Screen,
    errors: &mut Screen,
) -> io::Result<()> {
    for (place, (document, report)) in judged.iter().enumerate() {
        match asked.format {
            Format::Human => {
                if place > 0 {
                    out.line(&[])?;
                }
                human::report(document, report, out)?;
            }
            Format::Json => {
                human::notes(document, errors)?;
                if asked.all_pairs {
                    out.json(&AllPairs(report))?;
                } else {
                    out.json(report)?;
                }
            }
        }
    }
    Ok(())
}

/// Tells whether a report has an error.
pub(crate) fn has_error(report: &Report) -> bool {
    let mut diagnostics = report.diagnostics.iter();
    diagnostics.any(|diagnostic| diagnostic.severity() == Severity::Error)
}

//! `peerlab test`: whether scenarios are what they say they are.

use std::io;

use peerlab_core::expect::describe;
use peerlab_core::report::{Report, judge_reading};

use crate::arguments::{Format, TestArguments};
use crate::files::{self, Document};
use crate::human::counted;
use crate::screen::{Screen, Style};
use crate::{Outcome, Verdict};

/// How many expectations there were, and how many hold.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    holding: usize,
    failing: usize,
    files_without: usize,
}

/// Runs the command.
pub(crate) fn run(asked: &TestArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    let mut verdict = Verdict::Good;
    let written = files::open(&asked.files, errors).and_then(|opened| {
        let mut tally = Tally::default();
        let mut judged = Vec::with_capacity(opened.documents.len());
        for document in opened.documents {
            let report = judge_reading(&document.imported.reading);
            tally.add(&report);
            judged.push((document, report));
        }
        verdict = if !opened.is_complete {
            Verdict::Unread
        } else if tally.failing + tally.files_without > 0 {
            Verdict::Bad
        } else {
            Verdict::Good
        };
        for (document, report) in &judged {
            match asked.format {
                Format::Human => lines(document, report, out)?,
                Format::Json => out.json(report)?,
            }
        }
        match asked.format {
            Format::Human if !judged.is_empty() => summary(tally, out),
            _ => Ok(()),
        }
    });
    Outcome { verdict, written }
}

impl Tally {
    fn add(&mut self, report: &Report) {
        let holding = report.expectations.iter().filter(|o| o.holds).count();
        self.holding += holding;
        self.failing += report.expectations.len() - holding;
        self.files_without += usize::from(report.expectations.is_empty());
    }
}

/// Writes a line for each expectation.
fn lines(document: &Document, report: &Report, out: &mut Screen) -> io::Result<()> {
    let file = format!(" {}: ", document.name);
    let expectations = &document.imported.reading.scenario.expectations;
    if expectations.is_empty() {
        return out.line(&[
            (Style::Error, "fails"),
            (Style::Faint, &file),
            (Style::Plain, "it has no expectations"),
        ]);
    }
    for (expectation, outcome) in expectations.iter().zip(&report.expectations) {
        let title = match &outcome.name {
            Some(name) if !name.trim().is_empty() => name.clone(),
            _ => describe(expectation),
        };
        let (style, word) = if outcome.holds {
            (Style::Good, "holds")
        } else {
            (Style::Error, "fails")
        };
        let reason = match &outcome.reason {
            Some(reason) => format!(": {reason}"),
            None => String::new(),
        };
        out.line(&[
            (style, word),
            (Style::Faint, &file),
            (Style::Plain, &title),
            (Style::Plain, &reason),
        ])?;
    }
    Ok(())
}

fn summary(tally: Tally, out: &mut Screen) -> io::Result<()> {
    let all = tally.holding + tally.failing;
    let expectations = counted(all, "expectation", "expectations");
    let fared = if tally.failing == 0 {
        format!("{expectations} held")
    } else {
        format!("{} of {expectations} failed", tally.failing)
    };
    let told = if tally.files_without == 0 {
        fared
    } else {
        let files = counted(tally.files_without, "file has", "files have");
        format!("{fared}, {files} none")
    };
    out.line(&[(Style::Strong, &told)])
}

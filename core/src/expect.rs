//! Expectations: what a scenario's author says should hold.
//!
//! The same list is a lesson's goal, a test's assertion and a team's policy. An
//! expectation that names something unknown does not hold; none passes
//! silently.

use std::borrow::Cow;

use serde::Serialize;

use crate::check::{Code, Diagnostic};
use crate::nearest::nearest;
use crate::order::{Numbers, sort_and_dedup, sort_by};
use crate::report::{ConnectorReport, ConnectorStatus, Report};
use crate::scenario::{Expectation, Scenario};

/// How an expectation fares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The title its author gave it.
    pub name: Option<String>,
    /// Whether it holds.
    pub holds: bool,
    /// Why it does not hold.
    pub reason: Option<String>,
}

/// The kinds of fact that can be expected so far.
const KINDS: [&str; 3] = ["status", "overlaps", "diagnostic"];

/// Holds the expectations of a scenario against its report.
///
/// Takes O((e + c + d) log (c + d)) time for e expectations, c connectors and d
/// diagnostics.
#[must_use]
pub fn judge(scenario: &Scenario, report: &Report) -> Vec<Outcome> {
    let facts = Facts::of(report);
    let expectations = scenario.expectations.iter();
    expectations
        .map(|expectation| {
            let reason = facts.verdict(expectation).err();
            Outcome {
                name: expectation.name.clone(),
                holds: reason.is_none(),
                reason,
            }
        })
        .collect()
}

/// Tells in words what an expectation expects, for one without a title.
#[must_use]
pub fn describe(expectation: &Expectation) -> String {
    let text = |field: &Option<String>| field.clone().unwrap_or_else(|| "…".to_owned());
    match expectation.expect.as_str() {
        "status" => format!(
            "connector {} is {}",
            text(&expectation.connector),
            text(&expectation.is)
        ),
        "overlaps" => {
            let count = expectation.are.as_ref().map_or(0, Vec::len);
            let overlaps = if count == 1 { "overlap" } else { "overlaps" };
            format!(
                "connector {} has {count} {overlaps}",
                text(&expectation.connector)
            )
        }
        "diagnostic" => format!(
            "{} is {}{}",
            text(&expectation.code),
            match expectation.present {
                Some(false) => "absent",
                _ => "present",
            },
            match &expectation.subject {
                Some(subject) => format!(" at {subject}"),
                None => String::new(),
            }
        ),
        other => other.to_owned(),
    }
}

/// A report, indexed by what expectations ask for.
struct Facts<'r> {
    /// In the order of their ids; of several with one id, the last.
    connectors: Vec<&'r ConnectorReport>,
    diagnostics: &'r [Diagnostic],
    /// The first diagnostic of each code, and of each code and subject.
    first: Numbers<'static>,
}

impl<'r> Facts<'r> {
    fn of(report: &'r Report) -> Self {
        let mut connectors: Vec<_> = report.connectors.iter().rev().collect();
        sort_by(&mut connectors, |a, b| a.id.cmp(&b.id));
        connectors.dedup_by(|a, b| a.id == b.id);
        let mut first = Numbers::new();
        for (place, diagnostic) in report.diagnostics.iter().enumerate() {
            let code = diagnostic.code().as_str();
            let subjects = diagnostic.subjects();
            for subject in subjects.iter().map(|s| Some(s.as_str())).chain([None]) {
                let key = Cow::from(code_at(code, subject));
                first.entry(key).or_insert(place);
            }
        }
        Self {
            connectors,
            diagnostics: &report.diagnostics,
            first,
        }
    }

    fn verdict(&self, expectation: &Expectation) -> Result<(), String> {
        match expectation.expect.as_str() {
            "status" => self.status(expectation),
            "overlaps" => self.overlaps(expectation),
            "diagnostic" => self.diagnostic(expectation),
            other => Err(format!(
                "“{other}” is not a kind of fact that can be expected{}",
                did_you_mean(nearest(other, KINDS))
            )),
        }
    }

    fn status(&self, expectation: &Expectation) -> Result<(), String> {
        let connector = self.connector(expectation)?;
        let is = given(expectation.is.as_deref(), "is")?;
        let expected = ConnectorStatus::named(is).ok_or_else(|| {
            let known = ConnectorStatus::ALL.map(ConnectorStatus::as_str);
            format!("“{is}” is not a status{}", did_you_mean(nearest(is, known)))
        })?;
        if connector.status == expected {
            return Ok(());
        }
        Err(format!(
            "connector {} is {}, not {expected}",
            connector.id, connector.status
        ))
    }

    fn overlaps(&self, expectation: &Expectation) -> Result<(), String> {
        let connector = self.connector(expectation)?;
        let are = expectation.are.as_ref();
        let are = are.ok_or_else(|| "the field “are” is missing".to_owned())?;
        let mut expected = are.clone();
        sort_and_dedup(&mut expected);
        let overlaps = connector.overlaps.iter();
        let mut found: Vec<(String, String)> = overlaps
            .map(|overlap| {
                (
                    overlap.subnet.to_string(),
                    overlap.target_subnet.to_string(),
                )
            })
            .collect();
        sort_and_dedup(&mut found);
        if expected == found {
            return Ok(());
        }
        Err(format!(
            "the overlaps of connector {} differ: {} expected and not there, {} there and not \
             expected",
            connector.id,
            pairs_beyond(&expected, &found),
            pairs_beyond(&found, &expected)
        ))
    }

    fn diagnostic(&self, expectation: &Expectation) -> Result<(), String> {
        let written = given(expectation.code.as_deref(), "code")?;
        let known = || Code::ALL.iter().map(|code| code.as_str());
        let code = known().find(|&code| code == written).ok_or_else(|| {
            format!(
                "“{written}” is not the code of a diagnostic{}",
                did_you_mean(nearest(written, known()))
            )
        })?;
        let key = code_at(code, expectation.subject.as_deref());
        let found = self.first.get(key.as_str());
        let found = found.and_then(|&place| self.diagnostics.get(place));
        let at = match &expectation.subject {
            Some(subject) => format!(" at {subject}"),
            None => String::new(),
        };
        match (found, expectation.present.unwrap_or(true)) {
            (Some(_), true) | (None, false) => Ok(()),
            (None, true) => Err(format!("there is no {code}{at}")),
            (Some(diagnostic), false) => Err(format!("there is {code}: {}", diagnostic.message())),
        }
    }

    fn connector(&self, expectation: &Expectation) -> Result<&'r ConnectorReport, String> {
        let id = given(expectation.connector.as_deref(), "connector")?;
        let found = self.connectors.binary_search_by(|c| c.id.as_str().cmp(id));
        let found = found.ok().and_then(|place| self.connectors.get(place));
        found.copied().ok_or_else(|| {
            // Comparing with more would make many wrong expectations slow.
            let known = self.connectors.iter().map(|c| c.id.as_str()).take(100);
            format!(
                "there is no connector “{id}”{}",
                did_you_mean(nearest(id, known))
            )
        })
    }
}

/// Writes what a diagnostic is found by. No code has a space in it.
fn code_at(code: &str, subject: Option<&str>) -> String {
    match subject {
        Some(subject) => format!("{code} {subject}"),
        None => code.to_owned(),
    }
}

/// Tells the pairs that another list, which is sorted, lacks.
fn pairs_beyond(pairs: &[(String, String)], other: &[(String, String)]) -> String {
    let beyond = pairs
        .iter()
        .filter(|pair| other.binary_search(pair).is_err());
    let told: Vec<String> = beyond.map(|(a, b)| format!("{a} with {b}")).collect();
    if told.is_empty() {
        "none".to_owned()
    } else {
        told.join(", ")
    }
}

fn given<'e>(field: Option<&'e str>, name: &str) -> Result<&'e str, String> {
    field.ok_or_else(|| format!("the field “{name}” is missing"))
}

fn did_you_mean(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(" (did you mean “{name}”?)"))
}

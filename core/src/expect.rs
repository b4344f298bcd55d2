//! Expectations: what a scenario's author says should hold.
//!
//! The same list is a lesson's goal, a test's assertion and a team's policy. An
//! expectation that names something unknown does not hold; none passes
//! silently.
//!
//! ```
//! use peerlab_core::report::judge;
//! use peerlab_core::scenario::{Expectation, Scenario};
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let mut scenario = Scenario::from_json(ONE_WAY)?;
//! scenario.expectations.push(Expectation {
//!     expect: "reach".to_owned(),
//!     from: Some("web".to_owned()),
//!     to: Some("db".to_owned()),
//!     is: Some("works".to_owned()),
//!     ..Expectation::default()
//! });
//! let outcome = &judge(&scenario).expectations[0];
//! assert_eq!(outcome.reason.as_deref(), Some("web to db is one-way, where works is expected"));
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::check::Code;
use crate::cidr::Family;
use crate::nearest::{did_you_mean, nearest};
use crate::order::{Numbers, sort_and_dedup, sort_by};
use crate::report::{ConnectorReport, ConnectorStatus, Question, Report, Verdict};
use crate::routing::Traffic;
use crate::routing::follow::Disposition;
use crate::scenario::{Expectation, Scenario};

/// How an expectation fares.
///
/// ```
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}], "expectations": [
///     {"expect": "diagnostic", "name": "No conflict", "code": "cidr-conflict", "present": false},
///     {"expect": "status", "connector": "shop-to-data", "is": "peered"}]}"#;
/// let outcomes = judge(&Scenario::from_json(text)?).expectations;
/// assert!(outcomes[0].holds);
/// assert_eq!(outcomes[1].reason.as_deref(), Some("there is no connector “shop-to-data”"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The title its author gave it.
    pub name: Option<String>,
    /// Whether it holds.
    pub holds: bool,
    /// Why it does not hold.
    pub reason: Option<String>,
}

/// The kinds of fact that can be expected.
const KINDS: [&str; 5] = ["status", "overlaps", "reach", "trace", "diagnostic"];

/// How many pairs of Private Networks all expectations together look at.
const MOST_PAIRS: usize = 1_000_000;

/// Holds expectations against a scenario and its report, those of the scenario or
/// others.
///
/// Takes O((e + c + d) log (c + d)) time for e expectations, c connectors and d
/// diagnostics.
///
/// ```
/// use peerlab_core::expect::hold;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::{Expectation, Scenario};
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let peered = Expectation {
///     expect: "status".to_owned(),
///     from: Some("data".to_owned()),
///     to: Some("shop".to_owned()),
///     is: Some("peered".to_owned()),
///     ..Expectation::default()
/// };
/// let outcomes = hold(&[peered], &scenario, &judge(&scenario));
/// assert!(outcomes[0].holds, "a connector can be named by the VPCs at its ends");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn hold(expectations: &[Expectation], scenario: &Scenario, report: &Report) -> Vec<Outcome> {
    if expectations.is_empty() {
        return Vec::new();
    }
    let mut facts = Facts::of(scenario, report);
    expectations
        .iter()
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
///
/// ```
/// use peerlab_core::expect::describe;
/// use peerlab_core::scenario::Expectation;
///
/// let expectation = Expectation {
///     expect: "reach".to_owned(),
///     from: Some("web".to_owned()),
///     to: Some("db".to_owned()),
///     is: Some("works".to_owned()),
///     ..Expectation::default()
/// };
/// assert_eq!(describe(&expectation), "web to db works");
/// ```
#[must_use]
pub fn describe(expectation: &Expectation) -> String {
    let text = |field: &Option<String>| field.clone().unwrap_or_else(|| "…".to_owned());
    let connector = || match &expectation.connector {
        None if expectation.from.is_some() => format!(
            "the connector from {} to {}",
            text(&expectation.from),
            text(&expectation.to)
        ),
        connector => format!("connector {}", text(connector)),
    };
    match expectation.expect.as_str() {
        "status" => format!("{} is {}", connector(), text(&expectation.is)),
        "overlaps" => {
            let count = expectation.are.as_ref().map_or(0, Vec::len);
            let overlaps = if count == 1 { "overlap" } else { "overlaps" };
            format!("{} has {count} {overlaps}", connector())
        }
        "reach" => format!(
            "{} to {} {}",
            text(&expectation.from),
            text(&expectation.to),
            comes_to(&text(&expectation.is))
        ),
        "trace" => format!(
            "a packet from {} to {} {}",
            text(&expectation.from),
            text(&expectation.to),
            ends(&text(&expectation.is))
        ),
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

/// Says what a pair with a verdict does.
fn comes_to(verdict: &str) -> String {
    if verdict == Verdict::Works.as_str() {
        "works".to_owned()
    } else {
        format!("is {verdict}")
    }
}

/// Says how the way of a packet with a disposition ends.
fn ends(disposition: &str) -> String {
    if disposition == Disposition::Delivered.as_str() {
        "is delivered".to_owned()
    } else {
        format!("ends with {disposition}")
    }
}

/// A report, indexed by what expectations ask for.
struct Facts<'r> {
    scenario: &'r Scenario,
    report: &'r Report,
    pairs_left: usize,
    /// In the order of their ids; of several with one id, the last.
    connectors: Vec<&'r ConnectorReport>,
    /// The first diagnostic of each code, and of each code and subject.
    first: Numbers<'static>,
}

impl<'r> Facts<'r> {
    fn of(scenario: &'r Scenario, report: &'r Report) -> Self {
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
            scenario,
            report,
            pairs_left: MOST_PAIRS,
            connectors,
            first,
        }
    }

    fn verdict(&mut self, expectation: &Expectation) -> Result<(), String> {
        match expectation.expect.as_str() {
            "status" => self.status(expectation),
            "overlaps" => self.overlaps(expectation),
            "reach" => self.reach(expectation),
            "trace" => self.trace(expectation),
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
        let known = ConnectorStatus::ALL.map(ConnectorStatus::as_str);
        let expected = one_of(is, &ConnectorStatus::ALL, &known, "status")?;
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

    fn reach(&mut self, expectation: &Expectation) -> Result<(), String> {
        let from = given(expectation.from.as_deref(), "from")?;
        let to = given(expectation.to.as_deref(), "to")?;
        let is = given(expectation.is.as_deref(), "is")?;
        let known = Verdict::ALL.map(Verdict::as_str);
        let expected = one_of(is, &Verdict::ALL, &known, "verdict")?;
        let family = match expectation.family.as_deref() {
            None => None,
            Some(family) => Some(one_of(
                family,
                &[Family::Ipv4, Family::Ipv6],
                &["ipv4", "ipv6"],
                "family",
            )?),
        };
        let verdict = self
            .report
            .verdict_within(
                &mut self.pairs_left,
                self.scenario,
                from,
                to,
                family,
                Traffic::default(),
            )
            .map_err(|error| error.to_string())?;
        if verdict == expected {
            return Ok(());
        }
        let found = comes_to(verdict.as_str());
        Err(format!(
            "{from} to {to} {found}, where {expected} is expected"
        ))
    }

    fn trace(&self, expectation: &Expectation) -> Result<(), String> {
        let question = Question {
            from: given(expectation.from.as_deref(), "from")?.to_owned(),
            to: given(expectation.to.as_deref(), "to")?.to_owned(),
            traffic: Traffic::default(),
        };
        let is = given(expectation.is.as_deref(), "is")?;
        let known = Disposition::ALL.map(Disposition::as_str);
        let expected = one_of(is, &Disposition::ALL, &known, "disposition")?;
        let followed = self.report.follow(self.scenario, &question);
        let (disposition, passed) = followed.map_err(|error| error.to_string())?;
        if disposition != expected {
            return Err(format!(
                "the packet {} in {}, where {} is expected",
                ends(disposition.as_str()),
                passed.last().map_or("", String::as_str),
                expected.as_str()
            ));
        }
        match &expectation.path {
            Some(path) if *path != passed => Err(format!(
                "the packet goes {}, not {}",
                passed.join(" → "),
                path.join(" → ")
            )),
            _ => Ok(()),
        }
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
        let found = found.and_then(|&place| self.report.diagnostics.get(place));
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
        let id = match (&expectation.connector, &expectation.from) {
            (None, Some(from)) => {
                let to = given(expectation.to.as_deref(), "to")?;
                let mut all = self.scenario.vpc_connectors.iter();
                let between = all.find(|c| c.vpc_id == *from && c.target_vpc_id == to);
                between.map_or_else(
                    || Err(format!("there is no connector from {from} to {to}")),
                    |connector| Ok(connector.id.as_str()),
                )?
            }
            _ => given(expectation.connector.as_deref(), "connector")?,
        };
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

/// Returns the one of all that is written so.
fn one_of<T: Copy>(written: &str, all: &[T], names: &[&str], what: &str) -> Result<T, String> {
    let place = names.iter().position(|name| *name == written);
    let found = place.and_then(|place| all.get(place)).copied();
    found.ok_or_else(|| {
        let meant = did_you_mean(nearest(written, names.iter().copied()));
        format!("“{written}” is not a {what}{meant}")
    })
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

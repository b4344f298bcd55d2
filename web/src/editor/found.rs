//! What is found wrong with a scenario, and how its expectations fare, in words.

use std::borrow::Cow;

use peerlab_core::check::{Code, Context, Diagnostic, Fix, NamedOverlap, Severity};
use peerlab_core::expect::Outcome;
use peerlab_core::order::Numbers;
use peerlab_core::report::Report;
use serde::{Deserialize, Serialize, Serializer};

/// A problem, as the page tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its code.
    pub code: Code,
    /// What is the matter, in one sentence.
    pub message: String,
    /// The ids it is about, the most important first.
    pub subjects: Vec<String>,
    /// The overlaps it is about.
    pub overlaps: Option<Overlaps>,
    /// What would mend it, the likeliest first.
    pub fixes: Vec<Fix>,
}

/// The overlaps that a problem is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlaps {
    /// The first of them.
    pub listed: Vec<NamedOverlap>,
    /// How many there are.
    pub total: usize,
}

impl Problem {
    fn of(diagnostic: &Diagnostic) -> Self {
        let overlaps = match &diagnostic.context {
            Context::CidrConflict(conflict) => Some((&conflict.overlaps, conflict.total)),
            Context::LatentConflict(conflict) => Some((&conflict.overlaps, conflict.total)),
            Context::OverlapWithinVpc(overlap) => Some((&overlap.overlaps, overlap.total)),
            _ => None,
        };
        Self {
            code: diagnostic.code(),
            message: diagnostic.message(),
            subjects: diagnostic.subjects(),
            overlaps: overlaps.map(|(listed, total)| Overlaps {
                listed: listed.clone(),
                total,
            }),
            fixes: diagnostic.fixes.clone(),
        }
    }

    /// Returns how bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// What is found. In JSON it is what it was made of.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "(Vec<Problem>, Vec<Outcome>)")]
pub struct Found {
    /// The problems, in the order of the report.
    pub problems: Vec<Problem>,
    /// How the expectations fare, in document order.
    pub expectations: Vec<Outcome>,
    /// For each id the places of the problems that are about it.
    about: Numbers<'static>,
    places: Vec<Vec<usize>>,
}

impl Found {
    /// Puts what a report has found in words.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let problems = report.diagnostics.iter().map(Problem::of).collect();
        Self::from((problems, report.expectations.clone()))
    }

    /// Returns the places of the problems that an entity is a subject of.
    #[must_use]
    pub fn about(&self, id: &str) -> &[usize] {
        let places = self.about.get(id).and_then(|&at| self.places.get(at));
        places.map_or(&[], Vec::as_slice)
    }
}

impl From<(Vec<Problem>, Vec<Outcome>)> for Found {
    fn from((problems, expectations): (Vec<Problem>, Vec<Outcome>)) -> Self {
        let mut about = Numbers::default();
        let mut places: Vec<Vec<usize>> = Vec::new();
        for (place, problem) in problems.iter().enumerate() {
            for subject in &problem.subjects {
                let next = places.len();
                let at = *about.entry(Cow::from(subject.clone())).or_insert(next);
                if at == next {
                    places.push(Vec::new());
                }
                if let Some(of_it) = places.get_mut(at)
                    && of_it.last() != Some(&place)
                {
                    of_it.push(place);
                }
            }
        }
        Self {
            problems,
            expectations,
            about,
            places,
        }
    }
}

impl Serialize for Found {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.problems, &self.expectations).serialize(serializer)
    }
}

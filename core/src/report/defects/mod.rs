//! Everything that keeps a packet from arriving, not only what stops it.
//!
//! A packet that stops goes on hypothetically, as if what stops it were mended,
//! and everything on the way that would stop it again is listed. It goes where
//! the tables lead it as far as that can be; from there, or from the last VPC
//! from which it can be, it takes the way to its destination that needs the least
//! by the estimate of [`plan`](crate::plan). An answer takes the one that needs
//! least together with what it answers.
//!
//! | what | where |
//! |---|---|
//! | which way it goes on | `path` |
//! | what is wrong in each VPC of it | `find` |
//! | how that is said | `words` |

mod find;
mod path;
#[cfg(test)]
mod tests;
mod words;

use serde::{Serialize, Serializer};

use super::Report;
use super::trace::Followed;
use crate::plan::Needs;
use crate::routing::follow::Disposition;
use crate::scenario::Scenario;
use find::Search;
use words::Words;

/// Something that keeps a packet from arriving.
///
/// ```
/// use peerlab_core::report::{DefectKind, Question, judge};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.routes.clear();
/// scenario.vpc_connectors.clear();
/// let question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let trace = judge(&scenario).trace(&scenario, &question)?;
/// let kinds: Vec<&str> = trace.forward.defects.iter().map(|defect| defect.kind.as_str()).collect();
/// assert_eq!(kinds, ["no-route", "no-connector"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceDefect {
    /// The id of the VPC where it is.
    pub vpc: String,
    /// What kind of defect it is.
    pub kind: DefectKind,
    /// The id of the VPC that the packet should go on to; `None` where it should
    /// go no further, or is nowhere on its way.
    pub towards: Option<String>,
    /// The ids of what is to blame, the most important first.
    pub subjects: Vec<String>,
    /// What is wrong, as a sentence with the offending values.
    pub message: String,
}

/// A kind of defect.
///
/// ```
/// use peerlab_core::report::{DefectKind, Question, judge};
/// use peerlab_core::routing::follow::Disposition;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let mut question = Question {
///     from: "db".to_owned(),
///     to: "web".to_owned(),
///     traffic: Default::default(),
/// };
/// let report = judge(&scenario);
/// let defects = report.trace(&scenario, &question)?.forward.defects;
/// assert_eq!(defects[0].kind, DefectKind::Stops(Disposition::NoRoute));
/// question.to = "192.168.9.9".to_owned();
/// let defects = report.trace(&scenario, &question)?.forward.defects;
/// assert_eq!(defects.last().map(|defect| defect.kind), Some(DefectKind::NoPath));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DefectKind {
    /// Something that stops packets. Never [`Disposition::Delivered`].
    Stops(Disposition),
    /// A route leads to another VPC than the one on the way.
    LeadsElsewhere,
    /// A VPC has no connector to the next.
    NoConnector,
    /// No way can lead to the destination: nothing has the address, or it is in
    /// another region. Always the last.
    NoPath,
}

impl DefectKind {
    /// Returns the kind as it is written; what stops packets, as its disposition.
    ///
    /// ```
    /// use peerlab_core::report::DefectKind;
    /// use peerlab_core::routing::follow::Disposition;
    ///
    /// assert_eq!(DefectKind::Stops(Disposition::Loop).as_str(), "loop");
    /// assert_eq!(DefectKind::LeadsElsewhere.as_str(), "leads-elsewhere");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stops(disposition) => disposition.as_str(),
            Self::LeadsElsewhere => "leads-elsewhere",
            Self::NoConnector => "no-connector",
            Self::NoPath => "no-path",
        }
    }
}

impl Serialize for DefectKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Report {
    /// Lists everything that keeps a packet from arriving, the first where it
    /// stops; nothing where it is delivered. What it needs is returned as well:
    /// the answer comes back where that serves it too.
    ///
    /// Takes the time of one estimate of a plan for each way that could be taken,
    /// at most some 1,600, and of one where it is delivered.
    pub(super) fn defects(
        &self,
        scenario: &Scenario,
        followed: &Followed,
        there: &Needs,
    ) -> (Vec<TraceDefect>, Needs) {
        let search = Search {
            routing: &self.model.routing,
            packet: &followed.packet,
            sender: followed.asking,
            there,
        };
        let words = Words {
            scenario,
            search: &search,
        };
        let (found, needs) = search.defects(&followed.way);
        (
            found.iter().map(|defect| words.told(defect)).collect(),
            needs,
        )
    }
}

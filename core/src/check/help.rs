//! Pages of help: what is behind a code, for whoever reads it the first time.

use std::fmt;

use thiserror::Error;

use super::Code;
use crate::assumption::Assumption;
use crate::nearest::{did_you_mean, nearest};

/// A page of help about a code.
///
/// ```
/// use peerlab_core::check::{Code, Source};
///
/// let help = Code::OrphanConnector.help();
/// assert!(help.on_the_platform.contains("the owner of the target has to create the other one"));
/// assert_eq!(help.sources[0], Source::Documented("vpc-peering/reference-content/statuses"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    /// What the rule is.
    pub rule: &'static str,
    /// How it shows on the platform.
    pub on_the_platform: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// Where the rule is from, the most important first; never empty.
    pub sources: &'static [Source],
}

/// Where a rule is from.
///
/// ```
/// use peerlab_core::assumption::Assumption;
/// use peerlab_core::check::{Code, Source};
///
/// assert!(Code::DuplicateConnector.help().sources.contains(&Source::Assumed(Assumption::A1)));
/// assert_eq!(Source::Documented("vpc-peering/faq").to_string(), "documented: vpc-peering/faq");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A page of the platform's documentation says so: its path below the
    /// documentation's front page.
    Documented(&'static str),
    /// The platform's own tools show it: which, and how.
    Tools(&'static str),
    /// It was seen in recorded answers of the platform: what was.
    Observed(&'static str),
    /// No page says so, but it follows: from what.
    Inferred(&'static str),
    /// The documentation is silent.
    Assumed(Assumption),
    /// It is about scenarios, not about the platform.
    Peerlab,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented(page) => write!(f, "documented: {page}"),
            Self::Tools(what) => write!(f, "shown by the platform's tools: {what}"),
            Self::Observed(what) => write!(f, "observed: {what}"),
            Self::Inferred(from) => write!(f, "not documented, but follows from {from}"),
            Self::Assumed(assumption) => {
                write!(f, "assumption {assumption}: {}", assumption.taken())
            }
            Self::Peerlab => f.write_str("a rule of scenarios, not of the platform"),
        }
    }
}

/// What there is a page about.
///
/// ```
/// use peerlab_core::check::{Code, Topic};
///
/// match Topic::named("A9") {
///     Ok(Topic::Assumption(assumption)) => assert!(assumption.taken().contains("pass through")),
///     other => panic!("{other:?} is no assumption"),
/// }
/// assert_eq!(Topic::named("QUOTA"), Ok(Topic::Code(Code::Quota)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A code of diagnostics.
    Code(Code),
    /// An assumption.
    Assumption(Assumption),
}

/// There is no page about that.
///
/// ```
/// use peerlab_core::check::Topic;
///
/// let unknown = Topic::named("orphan-conector").err();
/// assert_eq!(
///     unknown.map(|unknown| unknown.to_string()).as_deref(),
///     Some("no code or assumption is called “orphan-conector” (did you mean “orphan-connector”?)")
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no code or assumption is called “{asked}”{}", did_you_mean(*.meant))]
pub struct UnknownTopic {
    /// What was asked for.
    pub asked: String,
    /// What was probably meant.
    pub meant: Option<&'static str>,
}

impl Topic {
    /// Finds what a person asks about: a code, or an assumption by its number, in
    /// whatever case.
    ///
    /// ```
    /// use peerlab_core::assumption::Assumption;
    /// use peerlab_core::check::{Code, Topic};
    ///
    /// assert_eq!(Topic::named("missing-route"), Ok(Topic::Code(Code::MissingRoute)));
    /// assert_eq!(Topic::named("a4"), Ok(Topic::Assumption(Assumption::A4)));
    /// let unknown = Topic::named("mising-route").err();
    /// assert_eq!(unknown.and_then(|unknown| unknown.meant), Some("missing-route"));
    /// ```
    ///
    /// # Errors
    ///
    /// Offers what was probably meant, where something is near.
    pub fn named(asked: &str) -> Result<Self, UnknownTopic> {
        let codes = Code::ALL.iter().map(|&code| Self::Code(code));
        let assumptions = Assumption::ALL.iter().map(|&known| Self::Assumption(known));
        let mut topics = codes.chain(assumptions);
        let names = topics.clone().map(Self::as_str);
        topics
            .find(|topic| topic.as_str().eq_ignore_ascii_case(asked))
            .ok_or_else(|| UnknownTopic {
                asked: asked.to_owned(),
                meant: nearest(asked, names),
            })
    }

    /// Returns what it is called.
    ///
    /// ```
    /// use peerlab_core::check::{Code, Topic};
    ///
    /// assert_eq!(Topic::Code(Code::RoutingLoop).as_str(), "routing-loop");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code(code) => code.as_str(),
            Self::Assumption(assumption) => assumption.as_str(),
        }
    }
}

/// Pages that more than one code is from.
pub(super) mod page {
    use super::Source;

    pub(in crate::check) const STATUSES: Source =
        Source::Documented("vpc-peering/reference-content/statuses");
    pub(in crate::check) const CONFLICTS: Source =
        Source::Documented("vpc-peering/troubleshooting/resolving-peering-conflicts");
    pub(in crate::check) const LIMITATIONS: Source =
        Source::Documented("vpc-peering/reference-content/features-limitations");
    pub(in crate::check) const PEERING: Source =
        Source::Documented("vpc-peering/reference-content/understanding-vpc-peering");
    pub(in crate::check) const TRANSIT: Source =
        Source::Documented("vpc-peering/reference-content/understanding-transitive-peering");
    pub(in crate::check) const PEERING_ROUTES: Source =
        Source::Documented("vpc-peering/how-to/manage-routing");
    pub(in crate::check) const ROUTES: Source = Source::Documented("vpc/how-to/manage-routing");
    pub(in crate::check) const ROUTING: Source =
        Source::Documented("vpc/reference-content/understanding-routing");
    pub(in crate::check) const RESERVED: Source =
        Source::Documented("vpc/reference-content/private-networks-reserved-prefixes");
    pub(in crate::check) const PRIVATE_NETWORKS: Source =
        Source::Documented("vpc/how-to/create-private-network");
}

//! What of the judgement is looked at, and of which packets.

use peerlab_core::assumption::Assumption;
use peerlab_core::check::{Code, Severity, Topic};
use peerlab_core::cidr::Family;
use peerlab_core::report::{DefectKind, Question, QuestionError, TraceReport, TraceWay};
use peerlab_core::routing::Traffic;
use peerlab_core::routing::follow::Disposition;

use super::{Document, Editor, End, Ids, Pane};

/// A sheet of the panel that shows the judgement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    /// What is wrong.
    #[default]
    Problems,
    /// Which Private Networks can talk to which.
    Reachability,
    /// The way of one packet and of its answer.
    Trace,
}

impl Sheet {
    /// Every sheet, in order.
    pub const ALL: [Self; 3] = [Self::Problems, Self::Reachability, Self::Trace];

    /// Returns what it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Problems => "Problems",
            Self::Reachability => "Reachability",
            Self::Trace => "Trace",
        }
    }
}

/// What is looked at, and of which packets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looking {
    /// The sheet that is seen.
    pub sheet: Sheet,
    /// The only severity of which problems are listed.
    pub severity: Option<Severity>,
    /// The only kind of problems that is listed.
    pub code: Option<Code>,
    /// The family of addresses that is asked about.
    pub family: Family,
    /// The kind of packets.
    pub traffic: Traffic,
    /// Whether the Private Networks of a VPC are one line of the matrix; `None`
    /// leaves it to how many there are.
    pub folds: Option<bool>,
    /// Whether the matrix shows what clouds would say whose peering is not
    /// transitive.
    pub elsewhere: bool,
    /// What a packet is sent from; empty where nothing is chosen.
    pub from: String,
    /// What it is sent to.
    pub to: String,
    /// The stop of its way that is looked at; `None` is the whole way.
    pub step: Option<usize>,
}

impl Default for Looking {
    fn default() -> Self {
        Self {
            sheet: Sheet::default(),
            severity: None,
            code: None,
            family: Family::Ipv4,
            traffic: Traffic::Icmp,
            folds: None,
            elsewhere: false,
            from: String::new(),
            to: String::new(),
            step: None,
        }
    }
}

impl Looking {
    /// Returns the same, asking for a trace.
    #[must_use]
    pub fn tracing(&self, from: &str, to: &str) -> Self {
        Self {
            sheet: Sheet::Trace,
            from: from.to_owned(),
            to: to.to_owned(),
            step: None,
            ..self.clone()
        }
    }

    /// Returns what is asked; `None` where that is not said whole.
    #[must_use]
    pub fn question(&self) -> Option<(Question, Family)> {
        if self.from.is_empty() || self.to.trim().is_empty() {
            return None;
        }
        let question = Question {
            from: self.from.clone(),
            to: self.to.trim().to_owned(),
            traffic: self.traffic,
        };
        Some((question, self.family))
    }

    /// Follows the packet that is asked about; `None` where none is.
    ///
    /// # Errors
    ///
    /// Says why it cannot be followed.
    #[must_use]
    pub fn trace(&self, document: &Document) -> Option<Result<TraceReport, QuestionError>> {
        let (question, family) = self.question()?;
        let report = &document.report;
        Some(report.trace_in(document.scenario(), &question, Some(family)))
    }
}

/// A place that a packet or its answer comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Whether it is the answer's.
    pub is_answer: bool,
    /// The place of the hop on its way.
    pub hop: usize,
}

/// Returns where a packet and then its answer come to, in order. Nothing answers
/// a packet that does not arrive.
#[must_use]
pub fn stops(trace: &TraceReport) -> Vec<Stop> {
    let of = |way: &TraceWay, is_answer| {
        let hops = 0..way.hops.len();
        hops.map(move |hop| Stop { is_answer, hop })
    };
    let arrives = trace.forward.disposition == Disposition::Delivered;
    let back = trace.back.as_ref().filter(|_| arrives);
    of(&trace.forward, false)
        .chain(back.into_iter().flat_map(|back| of(back, true)))
        .collect()
}

/// Returns the page of help about what keeps a packet from arriving, where there
/// is one.
#[must_use]
pub const fn topic_of(kind: DefectKind) -> Option<Topic> {
    let DefectKind::Stops(disposition) = kind else {
        return None;
    };
    let code = match disposition {
        Disposition::Delivered | Disposition::Unseen => return None,
        Disposition::HandedToResource => return Some(Topic::Assumption(Assumption::A7)),
        Disposition::DeliveredWrongVpc => Code::DeliveredWrongVpc,
        Disposition::RoutingDisabled => Code::RoutingDisabled,
        Disposition::NoRoute => Code::MissingRoute,
        Disposition::DefaultRouteNotReceived => Code::DefaultRouteNotReceived,
        Disposition::NextHopMissing => Code::RouteNextHopMissing,
        Disposition::NextHopForeign => Code::RouteNextHopForeign,
        Disposition::NextHopOrphan | Disposition::NextHopConflict => Code::RouteInactive,
        Disposition::TransitDisabled => Code::TransitDisabled,
        Disposition::Loop => Code::RoutingLoop,
        Disposition::ChainTooLong => Code::ChainTooLong,
        Disposition::DeniedByAcl => Code::AclBlocksPeer,
    };
    Some(Topic::Code(code))
}

impl Editor {
    /// Follows the packet that is looked at.
    #[must_use]
    pub fn traced(&self) -> Option<TraceReport> {
        let is_seen = self.looking.sheet == Sheet::Trace;
        let found = is_seen.then(|| self.looking.trace(&self.document));
        found??.ok()
    }

    /// Returns the ids of what is shown: what is selected, and what the packet
    /// that is looked at passes.
    #[must_use]
    pub fn shown(&self) -> Ids {
        if self.picking == Some(End::To) {
            return Ids::of(vec![self.looking.from.clone()]);
        }
        let selected = self.selection.ids(&self.document);
        let Some(trace) = self.traced() else {
            return selected;
        };
        let stop = self.looking.step;
        let stop = stop.and_then(|step| stops(&trace).get(step).copied());
        let mut ids: Vec<String> = selected.iter().map(str::to_owned).collect();
        let ways = [(false, Some(&trace.forward)), (true, trace.back.as_ref())];
        for (is_answer, way) in ways {
            // While it is followed, what it has passed so far.
            let passed = match stop {
                Some(stop) if stop.is_answer == is_answer => stop.hop + 1,
                Some(_) => 0,
                None => usize::MAX,
            };
            let hops = way.into_iter().flat_map(|way| &way.hops);
            for hop in hops.take(passed) {
                let lines = [&hop.entered_by, &hop.leaves_by, &hop.private_network];
                ids.push(hop.vpc.clone());
                ids.extend(lines.into_iter().flatten().cloned());
            }
        }
        Ids::of(ids)
    }

    /// Looks at something else; on a narrow page, in place of what is seen.
    pub(super) fn look(self, looking: Looking) -> Self {
        Self {
            pane: Pane::Problems,
            picking: self.picking.filter(|_| looking.sheet == Sheet::Trace),
            looking,
            ..self
        }
    }
}

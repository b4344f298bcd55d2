//! The judgement of a scenario.
//!
//! ```
//! use peerlab_core::report::{ConnectorStatus, judge};
//! use peerlab_core::scenario::Scenario;
//!
//! let scenario = Scenario::from_json(
//!     r#"{"vpcs": [{"id": "a"}, {"id": "b"}],
//!         "vpc_connectors": [{"id": "a-to-b", "vpc_id": "a", "target_vpc_id": "b"}]}"#,
//! )?;
//! let report = judge(&scenario);
//! assert_eq!(report.connectors[0].status, ConnectorStatus::Orphan);
//! assert_eq!(report.diagnostics[0].code().as_str(), "orphan-connector");
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

mod defects;
mod model;
mod reachability;
mod trace;
mod verdict;
mod vpc;

use std::fmt;

use serde::Serialize;

use crate::check::{self, Diagnostic};
use crate::cidr::{Cidr, Relation};
use crate::expect::{self, Outcome};
use crate::network::{Network, Subnet, resolve};
use crate::order::sort;
use crate::peering::{MOST_OVERLAPS_IN_ALL, OrphanReason, Peering, Status, SubnetOverlap};
use crate::scenario::{Entity, Reading, Scenario};
use model::Model;

pub use defects::{DefectKind, TraceDefect};
pub use reachability::{AllPairs, PairReport, PairVerdict, Verdict, WayReport};
pub use trace::{Question, QuestionError, TraceDenial, TraceHop, TraceReport, TraceWay};
pub use verdict::ReachError;
pub use vpc::{Clash, Nearness, RouteState, RowEntry, TableRow};

/// Everything there is to say about a scenario.
///
/// What all packets between two Private Networks come to is worked out when it
/// is asked for: a network has far more pairs than anyone looks at.
///
/// ```
/// use peerlab_core::report::judge;
/// use peerlab_core::routing::Traffic;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let report = judge(&Scenario::from_json(ONE_WAY)?);
/// assert_eq!(report.connections, [("shop".to_owned(), "data".to_owned())]);
/// assert_eq!(report.diagnostics.len(), 1);
/// assert_eq!(report.reachability(Traffic::Icmp).count(), 2);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The version of the report's form.
    pub version: u32,
    /// Every connector that is judged, in document order.
    pub connectors: Vec<ConnectorReport>,
    /// The peered pairs of VPCs, by their ids, in document order of the VPCs.
    pub connections: Vec<(String, String)>,
    /// What is wrong or probably not meant: by severity, then in document
    /// order.
    pub diagnostics: Vec<Diagnostic>,
    /// How the scenario's expectations fare, in document order.
    pub expectations: Vec<Outcome>,
    model: Model,
}

/// The judgement of one connector.
///
/// ```
/// use peerlab_core::peering::OrphanReason;
/// use peerlab_core::report::{ConnectorStatus, judge};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.vpc_connectors.pop();
/// let alone = &judge(&scenario).connectors[0];
/// assert_eq!((alone.id.as_str(), alone.status), ("shop-to-data", ConnectorStatus::Orphan));
/// assert_eq!(alone.reason, Some(OrphanReason::NoMatchingConnector));
/// assert_eq!(alone.answered_by, None);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConnectorReport {
    /// Its id.
    pub id: String,
    /// Its status.
    pub status: ConnectorStatus,
    /// Why it is orphan.
    pub reason: Option<OrphanReason>,
    /// The id of the connector that answers it, the first of the document;
    /// `None` also where one does that the owner whose view this is does not see.
    #[serde(rename = "match")]
    pub answered_by: Option<String>,
    /// The overlaps that keep it in conflict, as its origin sees them. At most
    /// [`MOST_LISTED_OVERLAPS`](crate::peering::MOST_LISTED_OVERLAPS), and at
    /// most 100,000 of all connectors together, those of the first.
    pub overlaps: Vec<OverlapReport>,
}

/// The status of a connector.
///
/// ```
/// use peerlab_core::report::ConnectorStatus;
///
/// assert_eq!(ConnectorStatus::Conflict.as_str(), "conflict");
/// assert_eq!(ConnectorStatus::named("peered"), Some(ConnectorStatus::Peered));
/// assert_eq!(ConnectorStatus::named("pending"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ConnectorStatus {
    /// No connector answers it.
    Orphan,
    /// It is answered, but subnets of the two VPCs overlap.
    Conflict,
    /// It is answered, and the two VPCs are peered.
    Peered,
}

/// Two overlapping subnets, in the shape of the platform's answer.
///
/// ```
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let text = ONE_WAY.replace("10.0.0.0/22", "10.0.0.0/16");
/// let report = judge(&Scenario::from_json(&text)?);
/// let overlap = &report.connectors[0].overlaps[0];
/// assert_eq!(overlap.private_network_id, "web");
/// assert_eq!(overlap.target_private_network_id, "db");
/// assert_eq!(overlap.range.to_string(), "10.0.4.0/22");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OverlapReport {
    /// The id of the origin's Private Network.
    pub private_network_id: String,
    /// Its subnet.
    pub subnet: Cidr,
    /// The id of the target's Private Network.
    pub target_private_network_id: String,
    /// Its subnet.
    pub target_subnet: Cidr,
    /// How the origin's subnet stands to the target's.
    pub relation: Relation,
    /// The addresses they have in common.
    pub range: Cidr,
}

impl ConnectorStatus {
    /// Every status.
    ///
    /// ```
    /// use peerlab_core::report::ConnectorStatus;
    ///
    /// let words = ConnectorStatus::ALL.map(ConnectorStatus::as_str);
    /// assert_eq!(words, ["orphan", "conflict", "peered"]);
    /// ```
    pub const ALL: [Self; 3] = [Self::Orphan, Self::Conflict, Self::Peered];

    /// Returns the status as it is written.
    ///
    /// ```
    /// use peerlab_core::report::ConnectorStatus;
    ///
    /// assert_eq!(ConnectorStatus::Orphan.as_str(), "orphan", "as the platform writes it");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Orphan => "orphan",
            Self::Conflict => "conflict",
            Self::Peered => "peered",
        }
    }

    /// Returns the status that is written so.
    ///
    /// ```
    /// use peerlab_core::report::ConnectorStatus;
    ///
    /// assert_eq!(ConnectorStatus::named("conflict"), Some(ConnectorStatus::Conflict));
    /// assert_eq!(ConnectorStatus::named("Conflict"), None);
    /// ```
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    pub(crate) fn of(peering: &Peering, status: Status) -> Self {
        match (status, peering.pair(status)) {
            (Status::ToldPeered, _) => Self::Peered,
            (Status::ToldConflict, _) => Self::Conflict,
            (_, None) => Self::Orphan,
            (_, Some(pair)) if pair.is_peered() => Self::Peered,
            (_, Some(_)) => Self::Conflict,
        }
    }
}

impl fmt::Display for ConnectorStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Judges a scenario. The same scenario always gives the same report.
///
/// Takes O(n log n + k) time for n entities and k listed overlaps.
///
/// ```
/// use peerlab_core::report::{ConnectorStatus, judge};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let report = judge(&Scenario::from_json(ONE_WAY)?);
/// assert_eq!(report.connectors[0].status, ConnectorStatus::Peered);
/// assert_eq!(report.connectors[0].answered_by.as_deref(), Some("data-to-shop"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn judge(scenario: &Scenario) -> Report {
    judge_with(scenario, &[])
}

/// Judges a scenario that was read from a text, unknown fields and all.
///
/// Takes O(n log n + k) time, as [`judge`].
///
/// ```
/// use peerlab_core::report::judge_reading;
/// use peerlab_core::scenario::Scenario;
///
/// let reading = Scenario::read(r#"{"vpcs": [{"id": "a", "nmae": "A"}]}"#)?;
/// let report = judge_reading(&reading);
/// assert_eq!(report.diagnostics[0].code().as_str(), "unknown-field");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn judge_reading(reading: &Reading) -> Report {
    judge_with(&reading.scenario, &reading.unknown_fields)
}

fn judge_with(scenario: &Scenario, unknown_fields: &[crate::scenario::UnknownField]) -> Report {
    let (mut report, resolution) = peering(scenario);
    report.diagnostics = check::check(
        scenario,
        &report.model.routing,
        report.model.reach(),
        resolution,
        unknown_fields,
    );
    report.expectations = expect::hold(&scenario.expectations, scenario, &report);
    report
}

/// Judges what is peered, and leaves what is wrong and what is expected to
/// [`judge`]: the report has neither, and answers every question. What it needs
/// for that is worked out at the first that needs it.
///
/// Takes O(n log n + k) time for n entities and k listed overlaps, a third of
/// what judging takes.
///
/// ```
/// use peerlab_core::report::{judge, judge_peering};
/// use peerlab_core::routing::Traffic;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let (whole, report) = (judge(&scenario), judge_peering(&scenario));
/// assert_eq!(report.connectors, whole.connectors);
/// assert!(report.diagnostics.is_empty() && !whole.diagnostics.is_empty());
/// assert_eq!(report.reachability(Traffic::Icmp).count(), 2);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn judge_peering(scenario: &Scenario) -> Report {
    peering(scenario).0
}

/// Judges what is peered; also returns what was found on the way.
fn peering(scenario: &Scenario) -> (Report, Vec<Diagnostic>) {
    let (network, resolution) = resolve(scenario);
    let peering = Peering::judge(&network);
    let report = Report {
        version: 1,
        connectors: connectors(scenario, &network, &peering),
        connections: connections(scenario, &network, &peering),
        diagnostics: Vec::new(),
        expectations: Vec::new(),
        model: Model::new(scenario, network, peering),
    };
    (report, resolution)
}

/// Judges a scenario's connectors and nothing else, which is what a picture shows
/// of its judgement.
///
/// Takes O(n log n + k) time for n entities and k listed overlaps.
///
/// ```
/// use peerlab_core::report::{judge, judge_connectors};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// assert_eq!(judge_connectors(&scenario), judge(&scenario).connectors);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn judge_connectors(scenario: &Scenario) -> Vec<ConnectorReport> {
    let (network, _) = resolve(scenario);
    let peering = Peering::judge(&network);
    connectors(scenario, &network, &peering)
}

fn connectors(scenario: &Scenario, network: &Network, peering: &Peering) -> Vec<ConnectorReport> {
    // Many connectors may have the same ends, and each lists the overlaps.
    let mut room = MOST_OVERLAPS_IN_ALL;
    network
        .connectors()
        .map(|(index, connector)| {
            let status = peering.status(index);
            let overlaps = peering.pair(status).map(|pair| {
                if pair.first == connector.origin {
                    pair.overlaps.clone()
                } else {
                    pair.overlaps.reversed()
                }
            });
            ConnectorReport {
                id: id_of(scenario, connector.entity),
                status: ConnectorStatus::of(peering, status),
                reason: match status {
                    Status::Orphan(reason) => Some(reason),
                    Status::Matched { .. } | Status::ToldPeered | Status::ToldConflict => None,
                },
                answered_by: match status {
                    Status::Matched { by, .. } => {
                        Some(id_of(scenario, network.connector(by).entity))
                    }
                    Status::Orphan(_) | Status::ToldPeered | Status::ToldConflict => None,
                },
                overlaps: overlaps
                    .iter()
                    .flat_map(|overlaps| &overlaps.listed)
                    .take_while(|_| {
                        let is_left = room > 0;
                        room = room.saturating_sub(1);
                        is_left
                    })
                    .map(|overlap| overlap_report(scenario, network, overlap))
                    .collect(),
            }
        })
        .collect()
}

fn overlap_report(
    scenario: &Scenario,
    network: &Network,
    overlap: &SubnetOverlap,
) -> OverlapReport {
    let id = |subnet: Subnet| {
        id_of(
            scenario,
            network.private_network(subnet.private_network).entity,
        )
    };
    OverlapReport {
        private_network_id: id(overlap.subnet),
        subnet: overlap.subnet.cidr,
        target_private_network_id: id(overlap.target),
        target_subnet: overlap.target.cidr,
        relation: overlap.relation,
        range: overlap.range,
    }
}

fn connections(scenario: &Scenario, network: &Network, peering: &Peering) -> Vec<(String, String)> {
    let mut ends: Vec<_> = peering
        .pairs()
        .iter()
        .filter(|pair| pair.is_peered())
        .map(|pair| (pair.first, pair.second))
        .collect();
    sort(&mut ends);
    let id = |vpc| id_of(scenario, network.vpc(vpc).entity);
    let ends = ends.into_iter();
    let mut connections: Vec<_> = ends
        .map(|(first, second)| (id(first), id(second)))
        .collect();
    // Those with VPCs that are not seen come behind, as these do in a view.
    let mut unseen = Vec::new();
    for (index, connector) in network.connectors() {
        let written = scenario.vpc_connectors.get(connector.entity.index);
        if let (Status::ToldPeered, Some(written)) = (peering.status(index), written) {
            unseen.push((connector.origin, written.target_vpc_id.as_str()));
        }
    }
    sort(&mut unseen);
    unseen.dedup();
    let unseen = unseen.into_iter();
    connections.extend(unseen.map(|(origin, target)| (id(origin), target.to_owned())));
    connections
}

fn id_of(scenario: &Scenario, entity: Entity) -> String {
    scenario.id_of(entity).unwrap_or_default().to_owned()
}

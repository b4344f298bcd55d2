//! What connectors join, by the places of the cards.

use std::borrow::Cow;

use crate::order::Numbers;
use crate::report::{ConnectorReport, ConnectorStatus};
use crate::scenario::{Kind, Scenario};

/// A connector as far as it is drawn.
///
/// ```
/// use peerlab_core::drawing::connectors;
/// use peerlab_core::report::{ConnectorStatus, judge};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let there = &connectors(&scenario, &judge(&scenario).connectors)[0];
/// assert_eq!((there.origin, there.target), (Some(0), Some(1)));
/// assert_eq!((there.status, there.is_answered), (Some(ConnectorStatus::Peered), true));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    /// The VPC it belongs to, by its place in the document; `None` where there
    /// is none.
    pub origin: Option<usize>,
    /// The VPC it leads to.
    pub target: Option<usize>,
    /// The id of that VPC where the document has none of it; else empty.
    pub towards: String,
    /// Its status; `None` where it takes no part in the judgement.
    pub status: Option<ConnectorStatus>,
    /// Whether a connector answers it.
    pub is_answered: bool,
}

/// Returns what is drawn of each connector, in document order, by how they were
/// judged.
///
/// Takes O(n) time for n entities.
///
/// ```
/// use peerlab_core::drawing::connectors;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "shop"}],
///         "vpc_connectors": [{"id": "c", "vpc_id": "shop", "target_vpc_id": "partner"}]}"#,
/// )?;
/// let alone = &connectors(&scenario, &judge(&scenario).connectors)[0];
/// assert_eq!((alone.target, alone.towards.as_str()), (None, "partner"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn connectors(scenario: &Scenario, judged: &[ConnectorReport]) -> Vec<Connector> {
    let mut verdicts = Numbers::new();
    for (place, verdict) in judged.iter().enumerate() {
        verdicts.entry(Cow::from(&verdict.id)).or_insert(place);
    }
    // Of several things with one id, the first is what it names.
    let mut vpcs = Numbers::new();
    let mut firsts = Numbers::new();
    for (entity, id) in scenario.entities() {
        let place = match entity.kind {
            Kind::Connector => entity.index,
            _ => usize::MAX,
        };
        if !firsts.contains_key(id) {
            firsts.insert(Cow::from(id), place);
            if entity.kind == Kind::Vpc {
                vpcs.insert(Cow::from(id), entity.index);
            }
        }
    }
    let connectors = scenario.vpc_connectors.iter().enumerate();
    connectors
        .map(|(place, written)| {
            let target = vpcs.get(written.target_vpc_id.as_str()).copied();
            let is_first = firsts.get(written.id.as_str()) == Some(&place);
            let verdict = verdicts.get(written.id.as_str()).filter(|_| is_first);
            let verdict = verdict.and_then(|&verdict| judged.get(verdict));
            Connector {
                origin: vpcs.get(written.vpc_id.as_str()).copied(),
                target,
                towards: match target {
                    Some(_) => String::new(),
                    None => written.target_vpc_id.clone(),
                },
                status: verdict.map(|verdict| verdict.status),
                is_answered: verdict
                    .is_some_and(|verdict| verdict.status != ConnectorStatus::Orphan),
            }
        })
        .collect()
}

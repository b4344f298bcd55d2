//! What things are and why they are in their state, in words. Everything said
//! is read from the report; nothing is judged here.

mod edits;
mod eyes;
mod pair;

use peerlab_core::expect::describe;
use peerlab_core::peering::OrphanReason;
use peerlab_core::report::{ConnectorReport, ConnectorStatus, RouteState};
use peerlab_core::scenario::{Expectation, Kind};

use super::{Document, Side};

pub use super::notice::sentence;

pub use edits::edit;
pub use eyes::{eyes, opaque, view};
use eyes::{is_opaque, unseen};
pub use pair::{ending, pair};

/// Returns what tells an entity from others of its kind: its name, and where it
/// has none what it does; the id where there is no such entity.
#[must_use]
pub fn short(document: &Document, id: &str) -> String {
    nameless(document, id).map_or_else(|| document.label(id).to_owned(), |(_, does)| does)
}

/// Returns what a sentence calls the entity with an id: its name, and where it
/// has none what it is and does.
#[must_use]
pub fn called(document: &Document, id: &str) -> String {
    match nameless(document, id) {
        None => document.label(id).to_owned(),
        Some((what, does)) => format!("{what} {does}"),
    }
}

/// Says of an entity without a name what it is and what it does.
fn nameless(document: &Document, id: &str) -> Option<(&'static str, String)> {
    let scenario = document.scenario();
    let entity = document.entity(id)?;
    let index = entity.index;
    match entity.kind {
        Kind::Connector => {
            let written = scenario.vpc_connectors.get(index)?;
            let is_nameless = written.name.trim().is_empty();
            is_nameless.then(|| ("connector", ends(document, index)))
        }
        Kind::Route => {
            let destination = &scenario.routes.get(index)?.destination;
            (!destination.is_empty()).then(|| ("route to", destination.clone()))
        }
        Kind::IngressRule => {
            let source = &scenario.ingress_rules.get(index)?.source;
            (!source.is_empty()).then(|| ("ingress rule for", source.clone()))
        }
        _ => None,
    }
}

/// Says what an expectation expects, with what things are called in place of their
/// ids.
#[must_use]
pub fn expectation(document: &Document, expectation: &Expectation) -> String {
    let told = |id: &Option<String>| id.as_deref().map(|id| called(document, id));
    heading(&describe(&Expectation {
        connector: told(&expectation.connector),
        from: told(&expectation.from),
        to: told(&expectation.to),
        subject: told(&expectation.subject),
        ..expectation.clone()
    }))
}

/// Makes what stands by itself of words that begin small: a sentence without its
/// stop.
#[must_use]
pub fn heading(text: &str) -> String {
    sentence(text).trim_end_matches('.').to_owned()
}

/// Says whether a route carries packets, and why it does not.
#[must_use]
pub const fn route_state(state: RouteState) -> &'static str {
    match state {
        RouteState::Active => "active",
        RouteState::Handed => "handed to the VPC's own",
        RouteState::BehindLocal => "not used: a local route has the same destination",
        RouteState::BehindCustom => "not used: an earlier route has the same destination",
        RouteState::NotPeered(ConnectorStatus::Conflict) => "dead: its connector is in conflict",
        RouteState::NotPeered(_) => "dead: its connector is orphan",
        RouteState::Foreign => "dead: its connector is another VPC's",
        RouteState::Missing => "dead: its next hop is not there",
        RouteState::Unclear => "dead: it has no next hop",
    }
}

/// Returns the word for a connector's state.
#[must_use]
pub const fn state(status: Option<ConnectorStatus>) -> &'static str {
    match status {
        Some(ConnectorStatus::Peered) => "peered",
        Some(ConnectorStatus::Conflict) => "in conflict",
        Some(ConnectorStatus::Orphan) => "orphan",
        None => "not judged",
    }
}

/// Says what a state of a connector means.
#[must_use]
pub const fn meaning(status: ConnectorStatus) -> &'static str {
    match status {
        ConnectorStatus::Peered => {
            "Both VPCs have a connector towards the other and none of their subnets overlap."
        }
        ConnectorStatus::Conflict => {
            "Both VPCs have a connector towards the other, but some of their subnets overlap."
        }
        ConnectorStatus::Orphan => {
            "One VPC has a connector towards another that has none back. Each owner consents for \
             their own side only."
        }
    }
}

/// Says what a connector leads from and to, such as “Shop to Data”.
#[must_use]
pub fn ends(document: &Document, connector: usize) -> String {
    let Some(written) = document.scenario().vpc_connectors.get(connector) else {
        return String::new();
    };
    format!(
        "{} to {}",
        document.label(&written.vpc_id),
        document.label(&written.target_vpc_id)
    )
}

/// Says why a connector is in its state.
#[must_use]
pub fn connector(document: &Document, place: usize) -> Vec<String> {
    let Some(written) = document.scenario().vpc_connectors.get(place) else {
        return Vec::new();
    };
    let Some(verdict) = document.verdict(place) else {
        return vec![
            "It takes no part in the judgement: see what is wrong with it below.".to_owned(),
        ];
    };
    let origin = document.label(&written.vpc_id);
    let target = document.label(&written.target_vpc_id);
    if is_opaque(document, &written.target_vpc_id) {
        return unseen(document, verdict.status, origin, target);
    }
    match verdict.status {
        ConnectorStatus::Peered => vec![
            format!(
                "{target} answers it with {}, and no subnet of {origin} overlaps a subnet of \
                 {target}.",
                answer(document, verdict)
            ),
            "Being peered carries no traffic by itself: each VPC also needs a custom route \
             through its own connector."
                .to_owned(),
        ],
        ConnectorStatus::Conflict => vec![
            format!(
                "{target} answers it with {}, but {}, so no traffic passes.",
                answer(document, verdict),
                overlapping(verdict.overlaps.len())
            ),
            "The CIDR of a Private Network cannot be changed: one Private Network of each pair \
             has to be deleted and made again with other addresses."
                .to_owned(),
        ],
        ConnectorStatus::Orphan => vec![orphan(verdict.reason, origin, target, written)],
    }
}

fn orphan(
    reason: Option<OrphanReason>,
    origin: &str,
    target: &str,
    written: &peerlab_core::scenario::VpcConnector,
) -> String {
    match reason {
        Some(OrphanReason::SelfPeering) => {
            format!("It leads from {origin} to itself, and a VPC cannot be peered with itself.")
        }
        Some(OrphanReason::TargetNotInScenario) => format!(
            "The scenario has no VPC with the id {}. If there is one elsewhere, open it \
             together with this to see whether it answers.",
            written.target_vpc_id
        ),
        Some(OrphanReason::DifferentRegion) => format!(
            "{origin} and {target} are in different regions, and only VPCs of one region can be \
             peered."
        ),
        Some(OrphanReason::NoMatchingConnector | OrphanReason::Unseen) | None => format!(
            "{target} has no connector back to {origin}. It stays orphan until the owner of \
             {target} creates one."
        ),
    }
}

/// Says how a VPC stands to the others.
#[must_use]
pub fn vpc(document: &Document, id: &str) -> Vec<String> {
    let leaving = document.connectors_of(id, Side::Origin);
    let with = |status: ConnectorStatus| -> Vec<&str> {
        let mut targets: Vec<&str> = Vec::new();
        for &place in leaving {
            let written = document.scenario().vpc_connectors.get(place);
            let verdict = document.verdict(place);
            if let (Some(written), Some(verdict)) = (written, verdict)
                && verdict.status == status
            {
                let target = document.label(&written.target_vpc_id);
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
        }
        targets
    };
    let mut told = Vec::new();
    let mut tell = |targets: Vec<&str>, sentence: fn(&str) -> String| {
        if !targets.is_empty() {
            told.push(sentence(&listed(&targets)));
        }
    };
    tell(with(ConnectorStatus::Peered), |vpcs| {
        format!("It is peered with {vpcs}.")
    });
    tell(with(ConnectorStatus::Conflict), |vpcs| {
        format!("It cannot be peered with {vpcs}, because some of their subnets overlap.")
    });
    tell(with(ConnectorStatus::Orphan), |vpcs| {
        format!("Its connector towards {vpcs} is not answered.")
    });
    let unanswered = document.connectors_of(id, Side::Target).iter();
    let mut from: Vec<&str> = Vec::new();
    for &place in unanswered {
        let written = document.scenario().vpc_connectors.get(place);
        let verdict = document.verdict(place);
        if let (Some(written), Some(verdict)) = (written, verdict)
            && verdict.reason == Some(OrphanReason::NoMatchingConnector)
        {
            let origin = document.label(&written.vpc_id);
            if !from.contains(&origin) {
                from.push(origin);
            }
        }
    }
    tell(from, |vpcs| {
        format!("It does not answer the connector of {vpcs}.")
    });
    if told.is_empty() {
        told.push("No connector joins it to another VPC.".to_owned());
    }
    told
}

/// Says which subnets of other VPCs a Private Network overlaps with.
#[must_use]
pub fn network(document: &Document, place: usize) -> Vec<String> {
    let Some(written) = document.scenario().private_networks.get(place) else {
        return Vec::new();
    };
    let mut told = Vec::new();
    for &connector in document.connectors_of(&written.vpc_id, Side::Origin) {
        let Some(verdict) = document.verdict(connector) else {
            continue;
        };
        for overlap in &verdict.overlaps {
            if overlap.private_network_id == written.id {
                let other = &overlap.target_private_network_id;
                let sentence = format!(
                    "{} overlaps {} of {}, which keeps {} in conflict.",
                    overlap.subnet,
                    overlap.target_subnet,
                    document.label(other),
                    ends(document, connector),
                );
                if !told.contains(&sentence) {
                    told.push(sentence);
                }
            }
        }
    }
    if told.is_empty() {
        told.push("It keeps no pair of VPCs in conflict.".to_owned());
    }
    told
}

fn answer<'d>(document: &'d Document, verdict: &'d ConnectorReport) -> &'d str {
    let by = verdict.answered_by.as_deref();
    by.map_or("a connector of its own", |id| document.label(id))
}

fn overlapping(count: usize) -> String {
    match count {
        1 => "one pair of subnets overlaps".to_owned(),
        count => format!("{count} pairs of subnets overlap"),
    }
}

/// Writes a number with a comma between thousands.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Joins words as a sentence does; of many, counts the rest.
pub(super) fn listed(words: &[&str]) -> String {
    const MOST: usize = 5;
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [init @ .., last] if words.len() <= MOST => format!("{} and {last}", init.join(", ")),
        _ => {
            let first = words.get(..MOST).unwrap_or_default();
            format!("{} and {} more", first.join(", "), words.len() - MOST)
        }
    }
}

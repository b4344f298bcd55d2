//! What is otherwise after a solution, as goals of a step.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Code, Diagnostic};
use crate::cidr::Family;
use crate::order::Numbers;
use crate::report::{ConnectorStatus, Report, Verdict};
use crate::routing::Traffic;
use crate::scenario::{Expectation, Scenario};

/// How many facts are told at most of each kind.
const MOST_FACTS: usize = 100;

/// Tells what holds in one state of a scenario and not in another, as expectations
/// with words: what became of connectors, who reaches whom, which problems came and
/// went. Connectors are named by the VPCs at their ends, as the ids of new ones are
/// whoever's who makes them. What two Private Networks come to is told for ICMP.
///
/// At most 100 facts of each kind, in document order.
///
/// Takes the time of asking about each pair that is not blocked.
///
/// ```
/// use peerlab_core::edit::{Edit, apply};
/// use peerlab_core::lesson::gained;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let before = Scenario::from_json(ONE_WAY)?;
/// let mut now = before.clone();
/// apply(&mut now, &judge(&before).diagnostics[0].fixes[0].edits[0])?;
/// let facts = gained((&before, &judge(&before)), (&now, &judge(&now)));
/// let words: Vec<&str> = facts.iter().filter_map(|fact| fact.name.as_deref()).collect();
/// assert_eq!(words, ["web and db reach each other", "No problem “missing-return-route”"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn gained(before: (&Scenario, &Report), now: (&Scenario, &Report)) -> Vec<Expectation> {
    let mut facts = connectors(before, now);
    facts.extend(reached(before.1, now.0, now.1));
    facts.extend(problems(before.1, now.1));
    facts
}

/// The names of a scenario's VPCs and Private Networks.
struct Names<'s> {
    scenario: &'s Scenario,
    vpcs: Numbers<'s>,
    networks: Numbers<'s>,
}

impl<'s> Names<'s> {
    fn of(scenario: &'s Scenario) -> Self {
        let (mut vpcs, mut networks) = (Numbers::new(), Numbers::new());
        for (place, vpc) in scenario.vpcs.iter().enumerate() {
            vpcs.entry(Cow::Borrowed(&*vpc.id)).or_insert(place);
        }
        for (place, network) in scenario.private_networks.iter().enumerate() {
            networks.entry(Cow::Borrowed(&*network.id)).or_insert(place);
        }
        Self {
            scenario,
            vpcs,
            networks,
        }
    }

    fn vpc(&self, id: &'s str) -> &'s str {
        let place = self.vpcs.get(id);
        let vpc = place.and_then(|&place| self.scenario.vpcs.get(place));
        or_id(vpc.map(|vpc| vpc.name.as_str()), id)
    }

    fn network<'n>(&'n self, id: &'n str) -> &'n str {
        let place = self.networks.get(id);
        let network = place.and_then(|&place| self.scenario.private_networks.get(place));
        or_id(network.map(|network| network.name.as_str()), id)
    }
}

fn or_id<'n>(name: Option<&'n str>, id: &'n str) -> &'n str {
    name.filter(|name| !name.trim().is_empty()).unwrap_or(id)
}

/// The status of what leads from one VPC to another.
type Statuses<'s> = BTreeMap<(&'s str, &'s str), ConnectorStatus>;

fn statuses<'s>(scenario: &'s Scenario, report: &Report) -> Statuses<'s> {
    let judged = report.connectors.iter();
    let judged: BTreeMap<&str, ConnectorStatus> =
        judged.map(|one| (one.id.as_str(), one.status)).collect();
    let mut statuses = Statuses::new();
    for connector in &scenario.vpc_connectors {
        if let Some(&status) = judged.get(connector.id.as_str()) {
            let ends = (connector.vpc_id.as_str(), connector.target_vpc_id.as_str());
            // Of several one may be answered while the others are not.
            let known = statuses.entry(ends).or_insert(status);
            *known = status.max(*known);
        }
    }
    statuses
}

fn connectors(
    (before, report_before): (&Scenario, &Report),
    (now, report_now): (&Scenario, &Report),
) -> Vec<Expectation> {
    let names = Names::of(now);
    let former = statuses(before, report_before);
    let statuses = statuses(now, report_now);
    let mut told = BTreeSet::new();
    let mut facts = Vec::new();
    for connector in &now.vpc_connectors {
        let ends = (connector.vpc_id.as_str(), connector.target_vpc_id.as_str());
        let (from, to) = ends;
        let Some(&status) = statuses.get(&ends) else {
            continue;
        };
        let is_peered = status == ConnectorStatus::Peered;
        let is_told = is_peered && told.contains(&(to, from));
        if former.get(&ends) == Some(&status) || is_told || !told.insert(ends) {
            continue;
        }
        let (one, other) = (names.vpc(from), names.vpc(to));
        facts.push(Expectation {
            expect: "status".to_owned(),
            name: Some(match status {
                ConnectorStatus::Peered => format!("{one} and {other} are peered"),
                ConnectorStatus::Conflict => format!("{one} and {other} are in conflict"),
                ConnectorStatus::Orphan => format!("{one} has a connector towards {other}"),
            }),
            from: Some(from.to_owned()),
            to: Some(to.to_owned()),
            is: Some(status.as_str().to_owned()),
            ..Expectation::default()
        });
    }
    facts.truncate(MOST_FACTS);
    facts
}

fn reached(before: &Report, scenario: &Scenario, now: &Report) -> Vec<Expectation> {
    let names = Names::of(scenario);
    let mut told: BTreeSet<(String, String, Family)> = BTreeSet::new();
    let mut facts = Vec::new();
    let verdict = |report: &Report, from: &str, to: &str, family| {
        let pair = report.pair_verdict(from, to, family, Traffic::Icmp);
        pair.map(|pair| pair.verdict)
    };
    let lost = before.reachability(Traffic::Icmp).filter_map(|pair| {
        let found = verdict(now, &pair.from, &pair.to, pair.family)?;
        (found == Verdict::Blocked).then_some((pair.from, pair.to, pair.family, found))
    });
    let reached = now.reachability(Traffic::Icmp);
    let reached = reached.map(|pair| (pair.from, pair.to, pair.family, pair.verdict));
    for (from, to, family, found) in reached.chain(lost) {
        let is_mutual = matches!(found, Verdict::Works | Verdict::Blocked);
        let is_told = is_mutual && told.contains(&(to.clone(), from.clone(), family));
        if is_told || verdict(before, &from, &to, family) == Some(found) {
            continue;
        }
        let (one, other) = (names.network(&from), names.network(&to));
        // Only of two that have both families it has to be said which is meant.
        let other_family = match family {
            Family::Ipv4 => Family::Ipv6,
            Family::Ipv6 => Family::Ipv4,
        };
        let has_both = verdict(now, &from, &to, other_family).is_some();
        let (by, written) = match family {
            _ if !has_both => ("", None),
            Family::Ipv4 => (" over IPv4", Some("ipv4")),
            Family::Ipv6 => (" over IPv6", Some("ipv6")),
        };
        let name = match found {
            Verdict::Works => format!("{one} and {other} reach each other{by}"),
            Verdict::Blocked => format!("{one} and {other} do not reach each other{by}"),
            found => format!("{one} to {other} is {}{by}", found.as_str()),
        };
        told.insert((from.clone(), to.clone(), family));
        facts.push(Expectation {
            expect: "reach".to_owned(),
            name: Some(name),
            from: Some(from),
            to: Some(to),
            family: written.map(str::to_owned),
            is: Some(found.as_str().to_owned()),
            ..Expectation::default()
        });
        if facts.len() == MOST_FACTS {
            break;
        }
    }
    facts
}

fn problems(before: &Report, now: &Report) -> Vec<Expectation> {
    let codes = |report: &Report| -> BTreeSet<Code> {
        report.diagnostics.iter().map(Diagnostic::code).collect()
    };
    let (before, now) = (codes(before), codes(now));
    let gone = before.difference(&now).map(|code| (code, false));
    let came = now.difference(&before).map(|code| (code, true));
    gone.chain(came)
        .map(|(code, present)| Expectation {
            expect: "diagnostic".to_owned(),
            name: Some(if present {
                format!("A problem “{}”", code.as_str())
            } else {
                format!("No problem “{}”", code.as_str())
            }),
            code: Some(code.as_str().to_owned()),
            present: Some(present),
            ..Expectation::default()
        })
        .collect()
}

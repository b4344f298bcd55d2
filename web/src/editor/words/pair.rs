//! Why two Private Networks can or cannot talk, in words.

use peerlab_core::report::{PairReport, Question, TraceReport, TraceWay, WayReport};
use peerlab_core::routing::Extent;
use peerlab_core::routing::follow::Disposition;

use crate::editor::{Document, Looking};

/// Says what becomes of the packets from one Private Network to another and of
/// the answers, a sentence each; nothing where there is nothing to judge.
#[must_use]
pub fn pair(document: &Document, looking: &Looking, from: &str, to: &str) -> Vec<String> {
    let report = &document.report;
    let Some(pair) = report.pair(from, to, looking.family, looking.traffic) else {
        return Vec::new();
    };
    let question = Question {
        from: from.to_owned(),
        to: to.to_owned(),
        traffic: looking.traffic,
    };
    let trace = report.trace_in(document.scenario(), &question, Some(looking.family));
    let trace = trace.ok();
    let there = trace.as_ref().map(|trace: &TraceReport| &trace.forward);
    let back = trace.as_ref().and_then(|trace| trace.back.as_ref());
    let PairReport {
        forward,
        back: answer,
        ..
    } = &pair;
    vec![
        way(document, [from, to], forward, there),
        way(document, [to, from], answer, back),
    ]
}

fn way(document: &Document, ends: [&str; 2], way: &WayReport, traced: Option<&TraceWay>) -> String {
    let [from, to] = ends.map(|id| document.label(id));
    match way.extent {
        Extent::All => match way.path.as_slice() {
            [_, between @ .., _] if !between.is_empty() => {
                let names: Vec<&str> = between.iter().map(|id| document.label(id)).collect();
                format!("{from} reaches {to} through {}.", super::listed(&names))
            }
            _ => format!("{from} reaches {to}."),
        },
        Extent::Some => {
            let delivered: Vec<String> = way.delivered.iter().map(ToString::to_string).collect();
            let delivered: Vec<&str> = delivered.iter().map(String::as_str).collect();
            let told = match delivered.as_slice() {
                [] => String::new(),
                [one, two, rest @ ..] if rest.len() > 1 => {
                    format!(": something reaches {one}, {two} and {} more", rest.len())
                }
                all => format!(": something reaches {}", super::listed(all)),
            };
            format!("{from} reaches {to} in part{told}.")
        }
        Extent::None => {
            let defect = traced.and_then(|traced| traced.defects.first());
            let why = defect.map_or_else(
                || format!("its packets end with {}", way.disposition.as_str()),
                |defect| defect.message.trim_end_matches('.').to_owned(),
            );
            if way.disposition == Disposition::Unseen {
                format!("Whether {from} reaches {to} is not seen: {why}.")
            } else {
                format!("{from} does not reach {to}: {why}.")
            }
        }
    }
}

/// Says how the way of a packet ends where it arrives or is handed on; where it
/// is dropped, its first defect does.
#[must_use]
pub fn ending(document: &Document, way: &TraceWay) -> String {
    let Some(hop) = way.hops.last() else {
        return "It goes nowhere.".to_owned();
    };
    let vpc = document.label(&hop.vpc);
    let place = match &hop.private_network {
        Some(network) => format!("{vpc}, Private Network {}", document.label(network)),
        None => vpc.to_owned(),
    };
    match way.disposition {
        Disposition::Delivered => format!("It arrives in {place}."),
        Disposition::HandedToResource => {
            format!("It is handed to a next hop in {vpc}: what that does with it is not judged.")
        }
        _ => match way.defects.first() {
            Some(defect) => defect.message.clone(),
            None => format!("It ends in {vpc}: {}.", way.disposition.as_str()),
        },
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use peerlab_core::scenario::Scenario;

    use super::*;

    fn told(scenario: &str, from: &str, to: &str) -> Vec<String> {
        let document = Document::new(Scenario::read(scenario).unwrap());
        pair(&document, &Looking::default(), from, to)
    }

    #[test]
    fn a_way_that_is_lost_sight_of_is_not_called_blocked() {
        let scenario = Scenario::from_json(
            r#"{"seen_by": {"project_id": "p"},
                "vpcs": [{"id": "a", "project_id": "p"}, {"id": "b", "project_id": "p"}, {"id": "x"}],
                "private_networks": [{"id": "m", "vpc_id": "a", "subnets": ["10.0.0.0/24"]},
                    {"id": "n", "vpc_id": "b", "subnets": ["10.1.0.0/24"]}],
                "vpc_connectors": [{"id": "ax", "vpc_id": "a", "target_vpc_id": "x", "status": "peered"}],
                "routes": [{"id": "r", "vpc_id": "a", "destination": "10.1.0.0/24",
                    "nexthop_vpc_connector_id": "ax"}]}"#,
        );
        let text = scenario.unwrap().to_json();
        assert_eq!(
            told(&text, "m", "n"),
            [
                "Whether m reaches n is not seen: Connector ax takes it into VPC “x”: what becomes \
                 of it there is not seen.",
                "n does not reach m: VPC b has no route for 10.0.0.2, and the way is by VPC a.",
            ]
        );
        let document = Document::new(Scenario::read(&text).unwrap());
        let selection = crate::editor::Selection::Nothing;
        let matrix = crate::editor::Matrix::of(&document, None, &Looking::default(), &selection);
        let marks: Vec<&str> = matrix
            .rows
            .iter()
            .flatten()
            .map(|cell| cell.mark.symbol())
            .collect();
        assert_eq!(marks, ["·", "?", "?", "·"]);
        assert_eq!(
            matrix.marks().last().map(crate::editor::Mark::symbol),
            Some("?")
        );
    }

    const CHAIN: &str = include_str!("../../../../tests/scenarios/three-chained.json");
    const ONE_WAY: &str = include_str!("../../../../core/examples/one-way.json");

    #[test]
    fn both_ways_are_told() {
        insta::assert_snapshot!(told(ONE_WAY, "web", "db").join("\n"));
    }

    #[test]
    fn what_is_passed_through_is_named() {
        insta::assert_snapshot!(told(CHAIN, "pn-a", "pn-c").join("\n"));
    }

    #[test]
    fn what_cannot_be_judged_is_not_told() {
        assert!(told(ONE_WAY, "web", "web").is_empty());
        assert!(told(ONE_WAY, "web", "nobody").is_empty());
    }
}

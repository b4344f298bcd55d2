//! A flowchart of Mermaid: the picture as a few lines of text, for documents
//! that draw it themselves.
//!
//! VPCs are frames, Private Networks are boxes, and each connection is a line
//! that says its state. The things are numbered, so that no id of the
//! scenario has to be one of Mermaid's, and every character of a name that could
//! mean something is written by its number.
//!
//! ```
//! use peerlab_core::export::mermaid;
//! use peerlab_core::report::judge;
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let scenario = Scenario::from_json(ONE_WAY)?;
//! let chart = mermaid::flowchart(&scenario, &judge(&scenario));
//! assert!(chart.starts_with("flowchart LR\n"));
//! assert!(chart.contains("n1[\"db<br/>10.0.4.0/22\"]"));
//! assert!(chart.contains("v0 <-->|\"peered\"| v1"));
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

use std::borrow::Cow;
use std::fmt::Write as _;

use super::legible::legible;
use crate::drawing::{Connector, connectors};
use crate::layout::MOST_SUBNETS;
use crate::order::{Numbers, PairNumbers};
use crate::report::{ConnectorStatus, Report};
use crate::scenario::{Entity, Kind, Scenario};

/// Writes a scenario as a flowchart of Mermaid.
///
/// Takes O(n) time for n entities.
///
/// ```
/// use peerlab_core::export::mermaid;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "v", "name": "\"]; <b>"}]}"#)?;
/// let chart = mermaid::flowchart(&scenario, &judge(&scenario));
/// assert!(chart.contains("v0[\"#34;#93;#59; #60;b#62; (fr-par)\"]"), "it is only ever text");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn flowchart(scenario: &Scenario, report: &Report) -> String {
    let mut chart = "flowchart LR\n".to_owned();
    for (place, networks) in networks_of(scenario).into_iter().enumerate() {
        let region = scenario.vpcs.get(place).map(|vpc| plain(&vpc.region));
        let name = name(scenario, Kind::Vpc, place);
        let label = format!("{name} ({})", region.unwrap_or_default());
        // A frame with nothing in it is not drawn.
        if networks.is_empty() {
            add(&mut chart, &format!("v{place}[\"{label}\"]"));
            continue;
        }
        add(&mut chart, &format!("subgraph v{place}[\"{label}\"]"));
        for index in networks {
            let label = network(scenario, index);
            add(&mut chart, &format!("  n{index}[\"{label}\"]"));
        }
        add(&mut chart, "end");
    }
    add_connectors(&mut chart, &connectors(scenario, &report.connectors));
    chart
}

/// Returns the places of the Private Networks of each VPC.
fn networks_of(scenario: &Scenario) -> Vec<Vec<usize>> {
    let mut places = Numbers::new();
    for (place, vpc) in scenario.vpcs.iter().enumerate() {
        places.entry(Cow::from(&vpc.id)).or_insert(place);
    }
    let mut networks = vec![Vec::new(); scenario.vpcs.len()];
    for (index, network) in scenario.private_networks.iter().enumerate() {
        let place = places.get(network.vpc_id.as_str());
        if let Some(of_vpc) = place.and_then(|&place| networks.get_mut(place)) {
            of_vpc.push(index);
        }
    }
    networks
}

fn network(scenario: &Scenario, index: usize) -> String {
    let mut label = name(scenario, Kind::PrivateNetwork, index);
    let written = scenario.private_networks.get(index);
    let subnets = written.map_or(&[][..], |network| &network.subnets);
    for subnet in subnets.iter().take(MOST_SUBNETS) {
        label.push_str("<br/>");
        label.push_str(&plain(subnet));
    }
    let more = subnets.len().saturating_sub(MOST_SUBNETS);
    if more > 0 {
        // Writing to a text does not fail.
        let _ = write!(label, "<br/>and {more} more");
    }
    label
}

fn add_connectors(chart: &mut String, connectors: &[Connector]) {
    let mut styles = String::new();
    let mut drawn = PairNumbers::new();
    for (place, connector) in connectors.iter().enumerate() {
        let Some(origin) = connector.origin else {
            continue;
        };
        let target = connector.target.filter(|&target| target != origin);
        let ends = target.map(|target| (origin.min(target), origin.max(target)));
        // The two of a pair are one line.
        if connector.is_answered
            && let Some(ends) = ends
            && drawn.insert(ends, place).is_some()
        {
            continue;
        }
        let (arrow, word, colour) = match connector.status {
            Some(ConnectorStatus::Peered) => ("<-->", "peered", "#0b7345"),
            Some(ConnectorStatus::Conflict) => ("x--x", "conflict", "#bf1f33"),
            Some(ConnectorStatus::Orphan) => ("-.->", "orphan", "#b06a00"),
            None => ("-.-", "not judged", "#787482"),
        };
        let to = match target {
            Some(target) => format!("v{target}"),
            None if connector.target.is_some() => format!("x{place}[\"itself\"]"),
            None => format!("x{place}[\"{}\"]", plain(&connector.towards)),
        };
        // Writing to a text does not fail.
        let number = styles.lines().count();
        let _ = writeln!(
            styles,
            "  linkStyle {number} stroke:{colour},stroke-width:2px"
        );
        add(chart, &format!("v{origin} {arrow}|\"{word}\"| {to}"));
    }
    chart.push_str(&styles);
}

fn add(chart: &mut String, line: &str) {
    for part in ["  ", line, "\n"] {
        chart.push_str(part);
    }
}

fn name(scenario: &Scenario, kind: Kind, index: usize) -> String {
    let entity = Entity { kind, index };
    plain(scenario.label_of(entity).unwrap_or_default())
}

/// Writes a text as the part of a label that nothing is read out of.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in legible(text).chars() {
        match character {
            ' ' | '-' | '.' | ':' | '/' | ',' | '(' | ')' => plain.push(character),
            character if character.is_ascii_punctuation() => {
                // Writing to a text does not fail.
                let _ = write!(plain, "#{};", u32::from(character));
            }
            character => plain.push(character),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::judge;

    fn chart(json: &str) -> String {
        let scenario = Scenario::from_json(json).unwrap();
        flowchart(&scenario, &judge(&scenario))
    }

    #[test]
    fn every_state_has_its_line() {
        let example = include_str!("../../../static/examples/three-states.json");
        insta::assert_snapshot!(chart(example));
    }

    #[test]
    fn odd_connectors_are_drawn() {
        let chart = chart(
            r#"{"vpcs": [{"id": "a"}, {"id": "b"}], "vpc_connectors": [
                {"id": "1", "vpc_id": "a", "target_vpc_id": "a"},
                {"id": "2", "vpc_id": "a", "target_vpc_id": "end]"},
                {"id": "3", "vpc_id": "gone", "target_vpc_id": "a"},
                {"id": "4", "vpc_id": "b", "target_vpc_id": "a"},
                {"id": "5", "vpc_id": "a", "target_vpc_id": "b"},
                {"id": "6", "vpc_id": "a", "target_vpc_id": "b"}]}"#,
        );
        let lines: Vec<&str> = chart.lines().filter(|line| line.contains('|')).collect();
        assert_eq!(
            lines,
            [
                "  v0 -.->|\"orphan\"| x0[\"itself\"]",
                "  v0 -.->|\"orphan\"| x1[\"end#93;\"]",
                "  v1 <-->|\"peered\"| v0",
            ]
        );
        assert_eq!(chart.matches("linkStyle").count(), 3);
    }

    /// What Mermaid reads: nothing but these forms may be written.
    #[test]
    fn hostile_names_stay_within_their_labels() {
        let hostile = super::super::hostile::scenario();
        let chart = flowchart(&hostile, &judge(&hostile));
        for line in chart.lines().skip(1) {
            let line = line.trim_start();
            let (shell, label) = match (line.split_once("[\""), line.strip_suffix("\"]")) {
                (Some((before, _)), Some(all)) => (before, &all[before.len() + 2..]),
                _ => (line, ""),
            };
            let is_label = |c: char| {
                c.is_alphanumeric() || " -.:/,()#;".contains(c) || !c.is_ascii() && !c.is_control()
            };
            let label = label.replace("<br/>", "");
            assert!(label.chars().all(is_label), "{label}");
            let mut codes = label.split('#').skip(1);
            let is_code = |code: &str| {
                code.split_once(';')
                    .is_some_and(|(code, _)| code.parse::<u8>().is_ok())
            };
            assert!(codes.all(is_code), "{label}");
            let is_shell = |c: char| c.is_ascii_alphanumeric() || " <>-.|\"#:,".contains(c);
            assert!(shell.chars().all(is_shell), "{shell}");
        }
    }
}

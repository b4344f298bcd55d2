//! A report in Markdown, fit to paste into an issue.
//!
//! ```
//! use peerlab_core::export::markdown;
//! use peerlab_core::report::judge;
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let scenario = Scenario::from_json(ONE_WAY)?;
//! let text = markdown::report(&scenario, &judge(&scenario), Some("https://example.org/#s=1.x"));
//! assert!(text.contains("| shop-to-data | shop | data | peered |"));
//! assert!(text.contains("missing-return-route"));
//! assert!(text.ends_with("[Open it in Peerlab](https://example.org/#s=1.x)\n"));
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

use std::fmt::Write as _;

use super::legible::legible;
use crate::cidr::{Cidr, Family};
use crate::drawing::connectors;
use crate::peering::OrphanReason;
use crate::report::{ConnectorReport, ConnectorStatus, Report, Verdict};
use crate::routing::Traffic;
use crate::scenario::{Entity, Kind, Scenario};

/// How many connectors and problems are listed; an issue is read by people.
const MOST: usize = 100;

/// How many Private Networks a grid has.
const MOST_IN_GRID: usize = 20;

/// Writes what a scenario is and what it comes to: its connectors, its problems,
/// and which of its Private Networks can talk. `link` opens it, where there is
/// one.
///
/// Every text of the scenario is shown as it is written: nothing in it is taken
/// for Markdown or HTML.
///
/// ```
/// use peerlab_core::export::markdown;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(r#"{"name": "<b>*x*", "vpcs": [{"id": "v"}]}"#)?;
/// let text = markdown::report(&scenario, &judge(&scenario), None);
/// assert!(text.starts_with("# \\<b\\>\\*x\\*\n"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn report(scenario: &Scenario, report: &Report, link: Option<&str>) -> String {
    let name = match scenario.name.trim() {
        "" => "Untitled scenario".to_owned(),
        name => escaped(name),
    };
    let mut text = format!("# {name}\n\n");
    for line in scenario.description.lines() {
        add(&mut text, &["> ", &escaped(line.trim())]);
    }
    if !scenario.description.is_empty() {
        text.push('\n');
    }
    add(&mut text, &[&summary(scenario, &report.connectors)]);
    add_connectors(&mut text, scenario, report);
    add_problems(&mut text, report);
    add_reachability(&mut text, scenario, report);
    if let Some(link) = link {
        add(&mut text, &["\n[Open it in Peerlab](", link, ")"]);
    }
    text
}

/// Writes a text so that Markdown shows it as it is, on one line.
///
/// ```
/// use peerlab_core::export::markdown::escaped;
///
/// assert_eq!(escaped("a|b\n<c>"), "a\\|b \\<c\\>");
/// ```
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    // A number at the beginning would be an item's.
    let mut is_number = true;
    for character in legible(text).chars() {
        let is_sign = match character {
            '-' | '+' | '=' => before == ' ',
            '.' | ')' => is_number,
            '(' | ':' | '/' | ',' | ';' | '\'' | '"' | '%' | '?' | '^' | '{' | '}' => false,
            _ => character.is_ascii_punctuation(),
        };
        if is_sign {
            escaped.push('\\');
        }
        escaped.push(character);
        if matches!(character, '@' | '#') {
            // Trackers look for people and issues in what is shown.
            escaped.push('\u{2060}');
        }
        is_number = is_number && character.is_ascii_digit();
        before = character;
    }
    escaped
}

fn add(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
    text.push('\n');
}

fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

pub(super) fn summary(scenario: &Scenario, judged: &[ConnectorReport]) -> String {
    let mut text = format!(
        "{}, {}, {}",
        counted(scenario.vpcs.len(), "VPC", "VPCs"),
        counted(
            scenario.private_networks.len(),
            "Private Network",
            "Private Networks"
        ),
        counted(scenario.vpc_connectors.len(), "connector", "connectors"),
    );
    let count = |status| {
        let of_status = judged.iter().filter(|judged| judged.status == status);
        of_status.count()
    };
    let states: Vec<String> = [
        (ConnectorStatus::Peered, "peered"),
        (ConnectorStatus::Conflict, "in conflict"),
        (ConnectorStatus::Orphan, "orphan"),
    ]
    .iter()
    .map(|&(status, words)| (count(status), words))
    .filter(|&(count, _)| count > 0)
    .map(|(count, words)| format!("{count} {words}"))
    .collect();
    if !states.is_empty() {
        // Writing to a text does not fail.
        let _ = write!(text, ": {}", states.join(", "));
    }
    text + "."
}

fn add_connectors(text: &mut String, scenario: &Scenario, report: &Report) {
    if scenario.vpc_connectors.is_empty() {
        return;
    }
    text.push_str(
        "\n## Connectors\n\n| connector | of | to | status | why |\n|---|---|---|---|---|\n",
    );
    let label = |kind, index| {
        let label = scenario.label_of(Entity { kind, index });
        escaped(label.unwrap_or_default())
    };
    let mut judged = report.connectors.iter().peekable();
    let drawn = connectors(scenario, &report.connectors);
    for (index, (written, drawn)) in scenario.vpc_connectors.iter().zip(&drawn).enumerate() {
        // They stand in the order of the document.
        let verdict = judged.next_if(|judged| drawn.status.is_some() && judged.id == written.id);
        if index >= MOST {
            continue;
        }
        let vpc = |place: Option<usize>, id: &str| match place {
            Some(place) => label(Kind::Vpc, place),
            None => escaped(id),
        };
        let status = drawn.status.map_or("not judged", ConnectorStatus::as_str);
        let why = match verdict.and_then(|verdict| verdict.reason) {
            Some(OrphanReason::NoMatchingConnector) => "no connector back".to_owned(),
            Some(OrphanReason::TargetNotInScenario) => "its target is not here".to_owned(),
            Some(OrphanReason::DifferentRegion) => "another region".to_owned(),
            Some(OrphanReason::SelfPeering) => "it leads to its own VPC".to_owned(),
            Some(OrphanReason::Unseen) => "why is not told".to_owned(),
            None => verdict
                .and_then(|verdict| verdict.overlaps.first())
                .map(|overlap| format!("{} overlaps {}", overlap.subnet, overlap.target_subnet))
                .unwrap_or_default(),
        };
        let cells = [
            label(Kind::Connector, index),
            vpc(drawn.origin, &written.vpc_id),
            vpc(drawn.target, &written.target_vpc_id),
            status.to_owned(),
            why,
        ];
        add(text, &["| ", &cells.join(" | "), " |"]);
    }
    add_more(text, scenario.vpc_connectors.len());
}

fn add_more(text: &mut String, count: usize) {
    if count > MOST {
        add(text, &["\nAnd ", &(count - MOST).to_string(), " more."]);
    }
}

fn add_problems(text: &mut String, report: &Report) {
    text.push_str("\n## Problems\n\n");
    if report.diagnostics.is_empty() {
        text.push_str("None.\n");
    }
    for found in report.diagnostics.iter().take(MOST) {
        let message = escaped(&found.message());
        let severity = found.severity().as_str();
        let code = found.code().as_str();
        add(text, &["- **", severity, "** `", code, "`: ", &message]);
    }
    add_more(text, report.diagnostics.len());
}

/// The signs of a grid and what they mean.
const SIGNS: [(Verdict, &str); 4] = [
    (Verdict::Works, "✓"),
    (Verdict::Partial, "~"),
    (Verdict::OneWay, "→"),
    (Verdict::Blocked, "✗"),
];

fn add_reachability(text: &mut String, scenario: &Scenario, report: &Report) {
    if scenario.private_networks.len() < 2 {
        return;
    }
    text.push_str("\n## Reachability\n");
    if scenario.private_networks.len() > MOST_IN_GRID {
        let pairs = report.reachability(Traffic::Icmp);
        let works = pairs.filter(|pair| pair.verdict == Verdict::Works).count();
        add(
            text,
            &[
                "\nOf the Private Networks, ",
                &counted(works, "pair", "pairs"),
                " can talk both ways.",
            ],
        );
        return;
    }
    for family in [Family::Ipv4, Family::Ipv6] {
        let of_family =
            |subnet: &String| Cidr::parse(subnet).is_ok_and(|cidr| cidr.family() == family);
        let networks = scenario.private_networks.iter().enumerate();
        let networks: Vec<(usize, &str)> = networks
            .filter(|(_, network)| network.subnets.iter().any(of_family))
            .map(|(place, network)| (place, network.id.as_str()))
            .collect();
        if networks.len() < 2 {
            continue;
        }
        let label = |index| {
            let kind = Kind::PrivateNetwork;
            escaped(
                scenario
                    .label_of(Entity { kind, index })
                    .unwrap_or_default(),
            )
        };
        let labels: Vec<String> = networks.iter().map(|&(place, _)| label(place)).collect();
        add(
            text,
            &[
                "\n| ",
                &family.to_string(),
                " | ",
                &labels.join(" | "),
                " |",
            ],
        );
        add(text, &["|---|", &":-:|".repeat(labels.len())]);
        for ((_, from), label) in networks.iter().zip(&labels) {
            let cells = networks.iter().map(|(_, to)| {
                let pair = (from != to)
                    .then(|| report.pair(from, to, family, Traffic::Icmp))
                    .flatten();
                let sign = pair
                    .and_then(|pair| SIGNS.iter().find(|(verdict, _)| *verdict == pair.verdict));
                sign.map_or("·", |&(_, sign)| sign)
            });
            let cells: Vec<&str> = cells.collect();
            add(text, &["| ", label, " | ", &cells.join(" | "), " |"]);
        }
    }
    let meant: Vec<String> = SIGNS
        .iter()
        .map(|(verdict, sign)| format!("{sign} {verdict}"))
        .collect();
    add(text, &["\n", &meant.join(", "), ", · not asked"]);
}

#[cfg(test)]
mod tests {
    use super::super::hostile;
    use super::*;
    use crate::report::judge;

    #[test]
    fn a_report_tells_states_problems_and_who_can_talk() {
        let example = include_str!("../../../static/examples/three-states.json");
        let scenario = Scenario::from_json(example).unwrap();
        let link = "https://example.org/#s=1.abc";
        insta::assert_snapshot!(report(&scenario, &judge(&scenario), Some(link)));
    }

    #[test]
    fn hostile_texts_stay_text() {
        let scenario = hostile::scenario();
        let text = report(&scenario, &judge(&scenario), None);
        let mut heads = 0;
        for line in text.lines() {
            // Without what is escaped, only our own signs are left.
            let mut bare = String::new();
            let mut characters = line.chars();
            while let Some(character) = characters.next() {
                if character == '\\' {
                    characters.next();
                } else {
                    bare.push(character);
                }
            }
            assert!(
                !bare.contains(['<', '&', '[', '!', '@', '$', '_', '\\']),
                "{bare}"
            );
            assert!(!line.contains(['\u{202e}', '\u{0}', '\u{1b}']), "{line}");
            assert_eq!(bare.matches('`').count() % 2, 0, "{bare}");
            heads += usize::from(bare.starts_with('#'));
            if bare.starts_with("| c") {
                assert_eq!(bare.matches('|').count(), 6, "{bare}");
            }
        }
        assert_eq!(heads, 4, "{text}");
    }
}

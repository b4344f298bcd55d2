//! What changed, in sentences for those who do not see the picture.

use super::notice::sentence;
use super::{Document, Editor, words};

/// How many sentences are said at once; what is left is counted.
const MOST: usize = 5;

/// What was said last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The sentences.
    pub text: String,
    /// How often something was said before: what is said twice is heard twice.
    pub turn: u32,
}

/// Tells what is different between two documents: what was added and deleted,
/// connectors that are in another state, and, where nothing else is, what was
/// moved. Of many changes the first are told and the others counted.
///
/// Takes O(n) time for n entities.
#[must_use]
pub fn changes(before: &Document, after: &Document) -> Vec<String> {
    let mut told = Vec::new();
    let mut tell = |document: &Document, id: &str, what: &str| {
        let Some(entity) = document.entity(id) else {
            return;
        };
        let (noun, label) = (entity.kind.noun(), document.label(id));
        // A VPC is often called one.
        let noun = if label.starts_with(noun) { "" } else { noun };
        told.push(sentence(format!("{noun} {label} {what}").trim_start()));
    };
    for (entity, id) in before.scenario().entities() {
        if before.entity(id) == Some(entity) && after.entity(id).is_none() {
            tell(before, id, "deleted");
        }
    }
    for (entity, id) in after.scenario().entities() {
        if after.entity(id) != Some(entity) {
            continue;
        }
        let Some(former) = before.entity(id) else {
            let status = after.verdict(entity.index).map(|verdict| verdict.status);
            match entity.kind {
                peerlab_core::scenario::Kind::Connector => {
                    tell(after, id, &format!("added, {}", words::state(status)));
                }
                _ => tell(after, id, "added"),
            }
            continue;
        };
        if entity.kind == peerlab_core::scenario::Kind::Connector && former.kind == entity.kind {
            let was = before.verdict(former.index).map(|verdict| verdict.status);
            let is = after.verdict(entity.index).map(|verdict| verdict.status);
            if was != is {
                tell(after, id, &format!("is now {}", words::state(is)));
            }
        }
    }
    let problems = after.found.problems.len();
    if problems != before.found.problems.len() {
        told.push(match problems {
            0 => "No problem is left.".to_owned(),
            1 => "There is now 1 problem.".to_owned(),
            problems => format!("There are now {problems} problems."),
        });
    }
    if told.is_empty() {
        told.extend(moves(before, after));
    }
    if told.len() > MOST {
        let more = told.len() - MOST;
        told.truncate(MOST);
        told.push(format!("And {more} more changes."));
    }
    told
}

fn moves<'d>(before: &'d Document, after: &'d Document) -> impl Iterator<Item = String> + 'd {
    let vpcs = after.scenario().vpcs.iter().enumerate();
    vpcs.filter_map(|(place, vpc)| {
        let is = after.layout.cards.get(place)?.rect;
        let was = before.layout.cards.get(before.vpc(&vpc.id)?)?.rect;
        let moved = (is.x, is.y) != (was.x, was.y) && after.vpc(&vpc.id) == Some(place);
        moved.then(|| format!("{} moved to {}, {}.", after.label(&vpc.id), is.x, is.y))
    })
}

impl Editor {
    /// Says something to those who do not see the picture.
    pub(super) fn say(&mut self, text: String) {
        self.said = Said {
            text,
            turn: self.said.turn.wrapping_add(1),
        };
    }

    /// Says how much is selected.
    pub(super) fn say_selection(&mut self) {
        let text = match self.selection.entities().count() {
            0 => "Nothing is selected.".to_owned(),
            1 => "1 VPC is selected.".to_owned(),
            count => format!("{count} VPCs are selected."),
        };
        self.say(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use peerlab_core::scenario::Scenario;

    const A_AND_B: &str = r#"{"id": "a", "name": "Shop"}, {"id": "b"}"#;

    fn document(vpcs: &str, networks: &str, connectors: &str) -> Document {
        let json = format!(
            r#"{{"vpcs": [{vpcs}], "private_networks": [{networks}],
                 "vpc_connectors": [{connectors}]}}"#
        );
        Document::new(Scenario::read(&json).unwrap())
    }

    const THERE: &str = r#"{"id": "a-to-b", "vpc_id": "a", "target_vpc_id": "b"}"#;
    const BOTH: &str = r#"{"id": "a-to-b", "vpc_id": "a", "target_vpc_id": "b"},
        {"id": "b-to-a", "vpc_id": "b", "target_vpc_id": "a"}"#;
    const CLASH: &str = r#"{"id": "x", "vpc_id": "a", "subnets": ["10.0.0.0/22"]},
        {"id": "y", "vpc_id": "b", "subnets": ["10.0.0.0/24"]}"#;

    #[test]
    fn changes_are_told_in_sentences() {
        let there = document(A_AND_B, "", THERE);
        let both = document(A_AND_B, "", BOTH);
        assert_eq!(
            changes(&there, &both),
            [
                "Connector a-to-b is now peered.",
                "Connector b-to-a added, peered.",
                "No problem is left.",
            ]
        );
        assert_eq!(
            changes(&both, &there),
            [
                "Connector b-to-a deleted.",
                "Connector a-to-b is now orphan.",
                "There is now 1 problem.",
            ]
        );
        let clash = document(A_AND_B, CLASH, BOTH);
        let told = changes(&both, &clash);
        assert_eq!(told[0], "Private Network x added.");
        assert!(told.contains(&"Connector b-to-a is now in conflict.".to_owned()));
        let without = document(r#"{"id": "b"}"#, "", "");
        assert_eq!(changes(&both, &without)[0], "VPC Shop deleted.");
        assert!(changes(&both, &both).is_empty());
    }

    #[test]
    fn of_many_changes_the_rest_is_counted() {
        let vpcs: Vec<String> = (0..9).map(|n| format!(r#"{{"id": "v{n}"}}"#)).collect();
        let many = document(&vpcs.join(","), "", "");
        let told = changes(&document("", "", ""), &many);
        assert_eq!(told.len(), MOST + 1);
        assert_eq!(told[MOST], "And 4 more changes.");
    }
}

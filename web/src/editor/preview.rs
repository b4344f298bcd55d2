//! What edits would do, before they are made.

use peerlab_core::edit::{Edit, EditError};
use peerlab_core::export::{scw, terraform};
use peerlab_core::plan::plan;
use peerlab_core::scenario::Kind;

use super::change::Question;
use super::{
    Action, Change, Document, Looking, Matrix, Notice, Overlay, Selection, changes, words,
};

/// How many pairs are named of those that gain, and of those that lose.
const MOST_NAMED: usize = 6;

/// What edits would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// What would be different, a sentence each.
    pub changes: Vec<String>,
    /// How many pairs of Private Networks would reach each other better, with the
    /// first of them.
    pub gained: (usize, Vec<String>),
    /// How many worse.
    pub lost: (usize, Vec<String>),
    /// The lines of the platform's command line that do the same.
    pub commands: Vec<String>,
    /// The lines of a configuration of Terraform that do the same.
    pub terraform: Vec<String>,
}

impl Preview {
    /// Makes the edits on a copy and tells what is different then.
    ///
    /// Takes the time of judging the scenario and of asking about each pair that
    /// the matrix shows.
    ///
    /// # Errors
    ///
    /// Says which edit cannot be made.
    pub fn of(document: &Document, looking: &Looking, edits: &[Edit]) -> Result<Self, EditError> {
        let before = document.clone().at_once();
        let after = before.edited(edits)?.0.at_once();
        let unfolded = Looking {
            folds: Some(false),
            ..looking.clone()
        };
        let matrix = Matrix::of(&after, Some(document), &unfolded, &Selection::Nothing);
        let named = |change: Change| {
            let heads = matrix.heads.iter();
            let rows = matrix.rows.iter().zip(heads.clone());
            let pairs = rows.flat_map(|(row, from)| {
                let cells = row.iter().zip(heads.clone());
                let changed = cells.filter(move |(cell, _)| cell.change == change);
                changed.map(move |(cell, to)| {
                    format!("{} to {}: {}", from.label, to.label, cell.mark.verdict())
                })
            });
            pairs.take(MOST_NAMED).collect()
        };
        Ok(Self {
            changes: changes(&before, &after),
            gained: (matrix.gained, named(Change::Gained)),
            lost: (matrix.lost, named(Change::Lost)),
            commands: scw::commands(document.scenario(), edits),
            terraform: terraform::changes(document.scenario(), edits),
        })
    }
}

/// Asks whether to make the cheapest edits after which the two Private Networks
/// that are looked at reach each other, or says that there are none.
#[must_use]
pub fn make_talk(document: &Document, looking: &Looking) -> Action {
    let scenario = document.scenario();
    let network = |id: &str| {
        let entity = document.entity(id);
        match entity.map(|entity| entity.kind) {
            Some(Kind::Resource) => {
                let resource = entity.and_then(|entity| scenario.resources.get(entity.index));
                resource.map_or_else(|| id.to_owned(), |found| found.private_network_id.clone())
            }
            _ => id.to_owned(),
        }
    };
    let (from, to) = (network(&looking.from), network(looking.to.trim()));
    match plan(scenario, &from, &to, Some(looking.family)) {
        Err(error) => Action::Say(Notice::failed("They cannot be made to talk", &error)),
        Ok(plan) => {
            let ends = [&from, &to].map(|id| document.label(id));
            let ends = format!("{} and {}", ends[0], ends[1]);
            if plan.edits.is_empty() {
                let reason = format!("{ends} reach each other already");
                return Action::Say(Notice::failed("There is nothing to do", &reason));
            }
            let path: Vec<&str> = plan.path.iter().map(|id| document.label(id)).collect();
            let edits = plan.edits.iter();
            let mut told = vec![format!("Their way is {}.", path.join(" → "))];
            told.extend(edits.map(|edit| words::sentence(&words::edit(document, edit))));
            Action::Lay(Some(Overlay::Question(Box::new(Question {
                title: format!("Make {ends} talk?"),
                told,
                yes: "Make them talk",
                edits: plan.edits,
                label: format!("make {ends} talk"),
            }))))
        }
    }
}

#[cfg(test)]
mod tests {
    use peerlab_core::report::Verdict;
    use peerlab_core::scenario::Scenario;

    use super::*;
    use crate::editor::{Editor, example};

    const ONE_WAY: &str = include_str!("../../../core/examples/one-way.json");

    fn asked(action: Option<Action>) -> Question {
        match action {
            Some(Action::Lay(Some(Overlay::Question(question)))) => *question,
            other => panic!("nothing is asked: {other:?}"),
        }
    }

    #[test]
    fn what_a_fix_would_do_is_told_and_comes_true() {
        let document = Document::new(Scenario::read(ONE_WAY).unwrap());
        let looking = Looking::default().tracing("web", "db");
        let question = asked(Some(make_talk(&document, &looking)));
        let preview = Preview::of(&document, &looking, &question.edits).unwrap();
        assert_eq!(preview.gained.0, 2);
        assert_eq!(preview.gained.1, ["web to db: works", "db to web: works"]);
        assert_eq!(preview.lost.0, 0);
        assert_eq!(
            preview.changes.last().map(String::as_str),
            Some("No problem is left.")
        );
        assert!(
            preview.commands[0].starts_with("scw vpc route create"),
            "{preview:?}"
        );
        assert!(
            preview.terraform[0].starts_with("resource \"scaleway_vpc_route\""),
            "{preview:?}"
        );
        let (after, _) = document.edited(&question.edits).unwrap();
        let pair = after
            .report
            .pair_verdict("web", "db", looking.family, looking.traffic);
        assert_eq!(pair.map(|pair| pair.verdict), Some(Verdict::Works));
        // Asked again there is nothing to do.
        let again = make_talk(&after, &looking);
        assert!(matches!(again, Action::Say(Notice::Failed { .. })));
    }

    #[test]
    fn why_two_cannot_be_made_to_talk_is_told() {
        let editor = Editor::new(example());
        let looking = Looking::default().tracing("pn-front", "10.40.0.9");
        let Action::Say(Notice::Failed { reason, .. }) = make_talk(&editor.document, &looking)
        else {
            panic!("nothing is said");
        };
        assert!(reason.contains("10.40.0.9"), "{reason}");
    }
}

//! What edits would do, before they are made.

use peerlab_core::check::{Code, Diagnostic};
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

/// How many problems are mended at once.
const MOST_MENDED: usize = 200;

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
        let (after, _) = document.edited(edits)?;
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
            changes: changes(document, &after),
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

/// Returns how many problems of a kind have something that would mend them.
#[must_use]
pub fn mendable(document: &Document, code: Code) -> usize {
    let problems = document.report.diagnostics.iter();
    let of_kind = problems.filter(|problem| problem.code() == code);
    of_kind.filter(|problem| !problem.fixes.is_empty()).count()
}

/// Asks whether to mend every problem of a kind, each by the first thing that
/// would; `None` where nothing would.
///
/// What mends one often mends another, so the scenario is judged after each: it
/// takes as many judgements as there are problems. What mends one may also make
/// another kind of another, as a route there makes of no routes one that is
/// missing on the way back: where it still leaves fewer problems, what was to mend
/// that one is done too.
#[must_use]
pub fn mend_all(document: &Document, code: Code) -> Option<Action> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut told = Vec::new();
    let mut mended = document.clone();
    while told.len() < MOST_MENDED {
        let Some((title, fix, after)) = first_fix(&mended, code) else {
            break;
        };
        told.push(title);
        edits.extend(fix);
        mended = after;
    }
    if edits.is_empty() {
        return None;
    }
    let count_of = |document: &Document| document.report.diagnostics.len();
    let first = document.report.diagnostics.iter();
    let fixes = first.filter(|problem| problem.code() == code);
    for fix in fixes.filter_map(|problem| problem.fixes.first()) {
        if told.len() >= MOST_MENDED || count_of(&mended) == 0 {
            break;
        }
        if let Ok((after, _)) = mended.edited(&fix.edits)
            && count_of(&after) < count_of(&mended)
        {
            told.push(words::sentence(&fix.title));
            edits.extend(fix.edits.iter().cloned());
            mended = after;
        }
    }
    let left = mended.report.diagnostics.iter();
    let left = left.filter(|problem| problem.code() == code).count();
    let count = told.len();
    if left > 0 {
        told.push(format!("{left} of this kind would be left."));
    }
    Some(Action::Lay(Some(Overlay::Question(Box::new(Question {
        title: format!("Mend all of {code}?"),
        told,
        yes: "Mend all",
        edits,
        label: format!("mend {count} × {code}"),
    })))))
}

/// Finds the first problem of a kind that can be mended so that there are fewer
/// of the kind, and returns how.
fn first_fix(document: &Document, code: Code) -> Option<(String, Vec<Edit>, Document)> {
    let of_kind = |document: &Document| {
        let problems = document.report.diagnostics.iter();
        problems.filter(|problem| problem.code() == code).count()
    };
    let before = of_kind(document);
    let problems = document.report.diagnostics.iter();
    let fixes = problems
        .filter(|problem| problem.code() == code)
        .filter_map(|problem: &Diagnostic| problem.fixes.first());
    for fix in fixes {
        if let Ok((after, _)) = document.edited(&fix.edits)
            && of_kind(&after) < before
        {
            return Some((words::sentence(&fix.title), fix.edits.clone(), after));
        }
    }
    None
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

    #[test]
    fn what_becomes_of_another_kind_on_the_way_is_mended_too() {
        let forgot = include_str!("../../../tests/scenarios/peered-without-routes.json");
        let document = Document::new(Scenario::read(forgot).unwrap());
        assert_eq!(mendable(&document, Code::MissingRoute), 2);
        let question = asked(mend_all(&document, Code::MissingRoute));
        assert_eq!(question.told.len(), 2, "{:?}", question.told);
        let (after, _) = document.edited(&question.edits).unwrap();
        assert!(after.report.diagnostics.is_empty());
    }

    #[test]
    fn all_problems_of_a_kind_are_mended_in_one_step() {
        let mut scenario = Scenario::from_json(ONE_WAY).unwrap();
        for n in 0..3 {
            let route = scenario.routes[0].clone();
            scenario.routes.push(peerlab_core::scenario::Route {
                id: format!("again-{n}"),
                ..route
            });
        }
        let document = Document::new(Scenario::read(&scenario.to_pretty_json()).unwrap());
        let code = Code::DuplicateRoute;
        assert!(mendable(&document, code) > 0);
        let question = asked(mend_all(&document, code));
        let editor = Editor::new(Scenario::read(&scenario.to_pretty_json()).unwrap());
        let mended = editor.clone().apply(Action::Edit {
            edits: question.edits,
            label: question.label,
        });
        assert_eq!(mendable(&mended.document, code), 0);
        assert_eq!(mended.apply(Action::Undo).document, editor.document);
        assert!(mend_all(&editor.document, Code::CidrConflict).is_none());
    }
}

//! Mending all problems of a kind at once.

use peerlab_core::check::Code;
use peerlab_core::edit::Edit;

use super::change::Question;
use super::{Action, Document, Overlay, words};

/// How many problems are mended at once.
const MOST: usize = 200;

/// What was mended so far.
struct Mending {
    mended: Document,
    edits: Vec<Edit>,
    told: Vec<String>,
    count: usize,
}

impl Mending {
    /// Makes one more fix, after which the document is another.
    fn take(&mut self, fix: &[Edit], after: Document) {
        for edit in fix {
            let told = words::edit(&self.mended, edit);
            self.told.push(words::sentence(&told));
        }
        self.edits.extend(fix.iter().cloned());
        self.mended = after;
        self.count += 1;
    }

    /// Makes a fix where it leaves fewer of something; tells whether it did.
    fn take_if_fewer(&mut self, fix: &[Edit], count: impl Fn(&Document) -> usize) -> bool {
        let after = self.mended.edited(fix).map(|(after, _)| after.at_once());
        match after {
            Ok(after) if count(&after) < count(&self.mended) => {
                self.take(fix, after);
                true
            }
            _ => false,
        }
    }
}

/// Counts the problems of a kind.
fn of_kind(document: &Document, code: Code) -> usize {
    let problems = document.found.problems.iter();
    problems.filter(|problem| problem.code == code).count()
}

/// Returns the first thing that would mend each problem of a kind.
fn fixes(document: &Document, code: Code) -> Vec<Vec<Edit>> {
    let problems = document.found.problems.iter();
    let of_kind = problems.filter(|problem| problem.code == code);
    let fixes = of_kind.filter_map(|problem| problem.fixes.first());
    fixes.map(|fix| fix.edits.clone()).collect()
}

/// Returns how many problems of a kind have something that would mend them.
#[must_use]
pub fn mendable(document: &Document, code: Code) -> usize {
    let problems = document.found.problems.iter();
    let of_kind = problems.filter(|problem| problem.code == code);
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
    let document = &document.clone().at_once();
    let mut mending = Mending {
        mended: document.clone(),
        edits: Vec::new(),
        told: Vec::new(),
        count: 0,
    };
    while mending.count < MOST {
        let mut fixes = fixes(&mending.mended, code).into_iter();
        if !fixes.any(|fix| mending.take_if_fewer(&fix, |document| of_kind(document, code))) {
            break;
        }
    }
    if mending.edits.is_empty() {
        return None;
    }
    let problems = |document: &Document| document.found.problems.len();
    for fix in fixes(document, code) {
        if mending.count >= MOST || problems(&mending.mended) == 0 {
            break;
        }
        mending.take_if_fewer(&fix, problems);
    }
    let left = of_kind(&mending.mended, code);
    if left > 0 {
        mending
            .told
            .push(format!("{left} of this kind would be left."));
    }
    Some(Action::Lay(Some(Overlay::Question(Box::new(Question {
        title: format!("Mend all of {code}?"),
        told: mending.told,
        yes: "Mend all",
        edits: mending.edits,
        label: format!("mend {} × {code}", mending.count),
    })))))
}

#[cfg(test)]
mod tests {
    use peerlab_core::scenario::Scenario;

    use super::*;
    use crate::editor::Editor;

    const ONE_WAY: &str = include_str!("../../../core/examples/one-way.json");

    fn asked(action: Option<Action>) -> Question {
        match action {
            Some(Action::Lay(Some(Overlay::Question(question)))) => *question,
            other => panic!("nothing is asked: {other:?}"),
        }
    }

    #[test]
    fn what_becomes_of_another_kind_on_the_way_is_mended_too() {
        let forgot = include_str!("../../../tests/scenarios/peered-without-routes.json");
        let document = Document::new(Scenario::read(forgot).unwrap());
        assert_eq!(mendable(&document, Code::MissingRoute), 2);
        let question = asked(mend_all(&document, Code::MissingRoute));
        assert_eq!(
            question.told,
            [
                "Add a route to 10.2.0.0/22 in vpc-a through connector vpc-a to vpc-b.",
                "Add a route to 10.1.0.0/22 in vpc-b through connector vpc-b to vpc-a.",
            ]
        );
        let (after, _) = document.edited(&question.edits).unwrap();
        assert!(after.found.problems.is_empty());
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

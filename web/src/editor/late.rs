//! Judging what is too large to be judged within a frame: elsewhere, while the
//! page shows what was found before.
//!
//! What is peered, and so the picture, is known at once of any scenario. What is
//! found wrong with a large one comes later: the page orders it, one who has a
//! copy of the scenario judges, and an [`Action::Judged`](super::Action::Judged)
//! brings the answer.

use std::rc::{Rc, Weak};

use peerlab_core::edit::{Edit, EditError, apply_all};
use peerlab_core::report::{Report, judge_reading};
use peerlab_core::scenario::{Reading, Scenario, UnknownField};
use serde::{Deserialize, Serialize};

use super::{Document, Editor, Found, Selection};

/// From how many entities on a scenario is large. Judging takes 2 µs for each in a
/// browser on the machine this was measured on, so a quarter of a frame: the rest
/// is for slower ones.
const LARGE: usize = 2_000;

/// Tells whether a scenario is too large to be judged within a frame.
pub(super) const fn is_large(scenario: &Scenario) -> bool {
    let count = scenario.vpcs.len()
        + scenario.private_networks.len()
        + scenario.resources.len()
        + scenario.vpc_connectors.len()
        + scenario.routes.len()
        + scenario.ingress_rules.len()
        + scenario.expectations.len();
    count >= LARGE
}

/// How a document was made of the one before.
#[derive(Clone, Debug)]
pub(super) struct Made {
    /// The judgement of that one, which no other has.
    pub(super) before: Weak<Report>,
    pub(super) edits: Rc<[Edit]>,
}

/// What the one who judges is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// To judge another scenario.
    Open {
        /// The scenario.
        scenario: Box<Scenario>,
        /// What else was in its text.
        unknown_fields: Vec<UnknownField>,
    },
    /// To judge the one before with these edits.
    Edit(Vec<Edit>),
}

/// What was ordered, by the one who orders.
#[derive(Debug, Default)]
pub struct Orders {
    /// The judgement of what was ordered last.
    last: Option<Rc<Report>>,
    ordered: usize,
    answered: usize,
}

impl Orders {
    /// Returns what to order so that a document is judged; `None` where it is
    /// judged, or was ordered to be.
    pub fn order(&mut self, document: &Document) -> Option<Order> {
        if !document.is_stale {
            return None;
        }
        let is = |last: &Rc<Report>| Rc::ptr_eq(last, &document.report);
        let order = match (&self.last, &document.made) {
            (Some(last), _) if is(last) && self.answered < self.ordered => return None,
            (Some(last), _) if is(last) => Order::Edit(Vec::new()),
            (Some(last), Some(made)) if Weak::ptr_eq(&Rc::downgrade(last), &made.before) => {
                Order::Edit(made.edits.to_vec())
            }
            _ => Order::Open {
                scenario: Box::new(document.scenario().clone()),
                unknown_fields: document.reading.unknown_fields.clone(),
            },
        };
        self.last = Some(Rc::clone(&document.report));
        self.ordered += 1;
        Some(order)
    }

    /// Notes that so many orders are answered, and returns the judgement that the
    /// answer completes; `None` where another order is on its way.
    pub fn answered(&mut self, count: usize) -> Option<Rc<Report>> {
        self.answered = count;
        let last = self.last.as_ref().filter(|_| count == self.ordered);
        last.map(Rc::clone)
    }
}

/// The one who judges.
#[derive(Debug, Default)]
pub struct Judge {
    reading: Reading,
}

impl Judge {
    /// Takes an order.
    ///
    /// # Errors
    ///
    /// Says which edit cannot be made, which would be an order for another
    /// scenario.
    pub fn take(&mut self, order: Order) -> Result<(), EditError> {
        match order {
            Order::Open {
                scenario,
                unknown_fields,
            } => {
                self.reading = Reading {
                    scenario: *scenario,
                    unknown_fields,
                };
            }
            Order::Edit(edits) => {
                apply_all(&mut self.reading.scenario, &edits)?;
            }
        }
        Ok(())
    }

    /// Judges.
    #[must_use]
    pub fn found(&self) -> Found {
        Found::of(&judge_reading(&self.reading))
    }
}

impl Editor {
    /// Shows what was found, where it is of the scenario as it is now. A selected
    /// problem keeps being selected wherever it stands; one that is solved is at
    /// no place.
    pub(super) fn judged(mut self, report: &Rc<Report>, found: &Rc<Found>) -> Self {
        if !self.document.is_stale || !Rc::ptr_eq(report, &self.document.report) {
            return self;
        }
        let document = Rc::new(Document {
            found: Rc::clone(found),
            is_stale: false,
            ..Document::clone(&self.document)
        });
        if let Selection::Problem(place) = &mut self.selection {
            let again = document.problem_again(&self.document, *place);
            *place = again.unwrap_or(usize::MAX);
        }
        Self { document, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::Action;

    /// Makes a large scenario: a problem and a lot of VPCs.
    fn large() -> Reading {
        let text = include_str!("../../../core/examples/one-way.json");
        let text = text.replacen("\"vpcs\"", "\"nmae\": 1, \"vpcs\"", 1);
        let mut reading = Scenario::read(&text).unwrap();
        let vpcs: Vec<String> = (0..LARGE).map(|n| format!(r#"{{"id": "v{n}"}}"#)).collect();
        let more = format!(r#"{{"vpcs": [{}]}}"#, vpcs.join(","));
        let more = Scenario::from_json(&more).unwrap();
        reading.scenario.vpcs.extend(more.vpcs);
        reading
    }

    fn rename(id: &str, name: &str) -> Action {
        Action::Edit {
            edits: vec![Edit::set(id, "name", name.to_owned())],
            label: "rename".to_owned(),
        }
    }

    /// One who orders and one who judges, and what is said between them.
    #[derive(Default)]
    struct Court {
        orders: Orders,
        judge: Judge,
        said: Vec<Order>,
    }

    impl Court {
        /// Has what is shown judged, and answers what was answered.
        fn order(&mut self, editor: &Editor) -> Option<Action> {
            let order = self.orders.order(&editor.document)?;
            let text = serde_json::to_string(&order).unwrap();
            self.said.push(order);
            self.judge
                .take(serde_json::from_str(&text).unwrap())
                .unwrap();
            let text = serde_json::to_string(&self.judge.found()).unwrap();
            let found = Rc::new(serde_json::from_str(&text).unwrap());
            let report = self.orders.answered(self.said.len())?;
            Some(Action::Judged { report, found })
        }

        fn judge(&mut self, editor: Editor) -> Editor {
            match self.order(&editor) {
                Some(judged) => editor.apply(judged),
                None => editor,
            }
        }
    }

    fn assert_judged(editor: &Editor) {
        assert!(!editor.document.is_stale);
        let whole = Found::of(&judge_reading(&editor.document.reading));
        assert_eq!(editor.document.found.problems, whole.problems);
        assert_eq!(editor.document.found.expectations, whole.expectations);
    }

    #[test]
    fn what_is_large_is_judged_later_and_what_is_small_at_once() {
        let mut court = Court::default();
        let editor = Editor::new(large());
        assert!(editor.document.is_stale && editor.document.found.problems.is_empty());
        assert_eq!(editor.document.report.connectors.len(), 2);
        let editor = court.judge(editor);
        assert_judged(&editor);
        let codes: Vec<&str> = editor
            .document
            .found
            .problems
            .iter()
            .map(|problem| problem.code.as_str())
            .collect();
        assert_eq!(codes, ["missing-return-route", "unknown-field", "quota"]);
        assert!(court.order(&editor).is_none(), "there is nothing to judge");

        // What was found before is shown until the answer is there.
        let former = Rc::clone(&editor.document.found);
        let editor = editor.apply(rename("data", "Daten"));
        assert!(editor.document.is_stale && Rc::ptr_eq(&editor.document.found, &former));
        let editor = court.judge(editor);
        assert_judged(&editor);
        assert!(editor.document.found.problems[0].message.contains("Daten"));
        assert!(matches!(
            court.said[..],
            [Order::Open { .. }, Order::Edit(_)]
        ));

        let small = editor.apply(Action::Open {
            reading: Box::default(),
            notice: None,
        });
        assert!(court.order(&small).is_none());
        assert_judged(&small);
    }

    #[test]
    fn an_answer_that_comes_too_late_is_not_shown_and_the_next_one_is() {
        let mut court = Court::default();
        let first = court.judge(Editor::new(large()));
        let edited = first.clone().apply(rename("data", "Daten"));
        let late = court.order(&edited).unwrap();
        // Another was opened meanwhile.
        let other = edited.apply(Action::Open {
            reading: Box::default(),
            notice: None,
        });
        let shown = Rc::clone(&other.document);
        let other = other.apply(late);
        assert!(Rc::ptr_eq(&other.document, &shown));
        // Brought back it is ordered again, and there is no need to tell all of it.
        let back = other.apply(Action::Undo);
        assert!(back.document.is_stale);
        let back = court.judge(back);
        assert_judged(&back);
        assert_eq!(court.said.last(), Some(&Order::Edit(Vec::new())));
    }

    #[test]
    fn whatever_is_missed_is_told_whole() {
        let mut court = Court::default();
        let editor = court.judge(Editor::new(large()));
        let twice = editor
            .apply(rename("data", "one"))
            .apply(rename("shop", "two"));
        let twice = court.judge(twice);
        assert_judged(&twice);
        assert!(matches!(court.said.last(), Some(Order::Open { .. })));
        let undone = court.judge(twice.apply(Action::Undo));
        assert_judged(&undone);
        assert!(matches!(court.said.last(), Some(Order::Edit(_))));
    }

    #[test]
    fn where_a_card_stands_has_no_part_in_the_judgement() {
        let mut court = Court::default();
        let editor = court.judge(Editor::new(large()));
        let moved = editor.apply(Action::Edit {
            edits: vec![Edit::Place {
                id: "data".to_owned(),
                at: None,
            }],
            label: "arrange".to_owned(),
        });
        assert_judged(&moved);
        let renamed = court.judge(moved.apply(rename("data", "Daten")));
        assert_judged(&renamed);
        assert!(matches!(court.said.last(), Some(Order::Edit(_))));
    }

    #[test]
    fn a_problem_stays_selected_where_it_stands() {
        let mut court = Court::default();
        let editor = court.judge(Editor::new(large()));
        let place = editor.document.found.problems.len() - 1;
        let editor = editor.apply(Action::Select(Selection::Problem(place)));
        // It mends the problem before.
        let fix = editor.document.found.problems[0].fixes[0].clone();
        let editor = editor.apply(Action::Edit {
            edits: fix.edits,
            label: fix.title,
        });
        assert_eq!(editor.selection, Selection::Problem(place));
        let editor = court.judge(editor);
        assert_eq!(editor.selection, Selection::Problem(place - 1));
        assert_eq!(editor.said.text, "There are now 2 problems.");
    }
}

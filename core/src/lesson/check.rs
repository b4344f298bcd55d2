//! What is wrong with a lesson, found by taking it.

use std::fmt;

use super::{Lesson, Step, changes, progress};
use crate::edit::{EditError, apply};
use crate::expect::{Outcome, describe, hold};
use crate::owner::owners;
use crate::report::{Report, judge};
use crate::scenario::{Expectation, Scenario};

/// Something that is wrong with a lesson. It is told in a sentence.
///
/// ```
/// use peerlab_core::lesson::{Fault, Wrong};
///
/// let fault = Fault { step: Some(0), what: Wrong::MetAtOnce };
/// assert_eq!(fault.to_string(), "Step 1: the goal is met before anything is done");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The place of the step that it is in; `None` is the whole.
    pub step: Option<usize>,
    /// What is wrong.
    pub what: Wrong,
}

/// What can be wrong with a lesson.
///
/// ```
/// use peerlab_core::lesson::Wrong;
///
/// assert_eq!(Wrong::NoSolution.to_string(), "no solution is recorded");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is called nothing.
    NoTitle,
    /// It tells nothing when it is done.
    NoPoint,
    /// A step tells nothing.
    NoText,
    /// A step asks for nothing.
    NoGoal,
    /// A part of a goal has no words of its own; this is what it means.
    NoWords(String),
    /// A step is told to an owner whom the start does not have.
    UnknownOwner(String),
    /// A text or hint says what is not so.
    Untrue {
        /// What it says.
        claim: String,
        /// What is so.
        reason: String,
    },
    /// The goal is met before anything is done.
    MetAtOnce,
    /// A step has no solution.
    NoSolution,
    /// An edit of the solution cannot be made.
    Undoable {
        /// Its place.
        edit: usize,
        /// Why.
        error: EditError,
    },
    /// An edit of the solution comes behind one after which the goal is met.
    Needless {
        /// Its place.
        edit: usize,
    },
    /// The goal is not met after the solution: a part of it, and why.
    Unmet {
        /// What the part is called.
        part: String,
        /// Why it does not hold.
        reason: String,
    },
    /// The solution takes another number of changes than the lesson says.
    Par {
        /// What the solution takes.
        takes: usize,
        /// What the lesson says.
        par: u32,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(step) = self.step {
            write!(f, "Step {}: ", step.saturating_add(1))?;
        }
        self.what.fmt(f)
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle => f.write_str("the lesson has no title"),
            Self::NoPoint => f.write_str("the lesson has no point to take away"),
            Self::NoText => f.write_str("there are no words"),
            Self::NoGoal => f.write_str("nothing is asked for"),
            Self::NoWords(part) => write!(f, "a part of the goal has no words: {part}"),
            Self::UnknownOwner(id) => write!(f, "the scenario has no owner “{id}”"),
            Self::Untrue { claim, reason } => write!(f, "it says “{claim}”, but {reason}"),
            Self::MetAtOnce => f.write_str("the goal is met before anything is done"),
            Self::NoSolution => f.write_str("no solution is recorded"),
            Self::Undoable { edit, error } => {
                let number = edit.saturating_add(1);
                write!(f, "change {number} of the solution cannot be made: {error}")
            }
            Self::Needless { edit } => {
                let number = edit.saturating_add(1);
                write!(f, "the goal is met before change {number} of the solution")
            }
            Self::Unmet { part, reason } => {
                write!(f, "the solution does not meet “{part}”: {reason}")
            }
            Self::Par { takes, par } => write!(f, "the solution takes {takes} changes, not {par}"),
        }
    }
}

/// Takes a lesson as it says it is solved, and tells everything that is wrong with
/// it: a step whose goal is met at once, or not by its solution, or that claims
/// what is not so. What is wrong with a lesson does not keep anyone from taking it.
///
/// Takes the time of judging the scenario once for each edit of the solutions.
///
/// ```
/// use peerlab_core::lesson::{Lesson, check};
/// # const LESSON: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
///
/// let mut lesson = Lesson::from_json(LESSON)?;
/// lesson.steps[0].constraints.clear();
/// assert_eq!(check(&lesson), []);
/// lesson.steps[0].solution.clear();
/// let faults: Vec<String> = check(&lesson).iter().map(ToString::to_string).collect();
/// assert_eq!(faults, ["Step 1: no solution is recorded", "the solution takes 0 changes, not 1"]);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn check(lesson: &Lesson) -> Vec<Fault> {
    let mut faults = Vec::new();
    let whole = |what| Fault { step: None, what };
    if lesson.title.trim().is_empty() {
        faults.push(whole(Wrong::NoTitle));
    }
    if lesson.point.trim().is_empty() {
        faults.push(whole(Wrong::NoPoint));
    }
    let mut now = lesson.start.clone();
    let mut takes = 0;
    let mut is_whole = true;
    let mut report = judge(&now);
    for (place, step) in lesson.steps.iter().enumerate() {
        let begun = now.clone();
        let mut found = words(lesson, step);
        found.extend(untrue(step, &now, &report));
        let solved = solve(lesson, place, (&mut now, &mut report), &mut found);
        takes += changes(&begun, &now);
        let step = Some(place);
        faults.extend(found.into_iter().map(|what| Fault { step, what }));
        if !solved {
            // The steps behind cannot be begun.
            is_whole = false;
            break;
        }
    }
    if is_whole && usize::try_from(lesson.par) != Ok(takes) {
        let par = lesson.par;
        faults.push(whole(Wrong::Par { takes, par }));
    }
    faults
}

/// Finds what is missing in the words of a step.
fn words(lesson: &Lesson, step: &Step) -> Vec<Wrong> {
    let mut found = Vec::new();
    if step.text.trim().is_empty() {
        found.push(Wrong::NoText);
    }
    if step.goal.is_empty() {
        found.push(Wrong::NoGoal);
    }
    let is_named =
        |name: &Option<String>| name.as_ref().is_some_and(|name| !name.trim().is_empty());
    let expected = step.goal.iter().filter(|goal| !is_named(&goal.name));
    found.extend(expected.map(|goal| Wrong::NoWords(describe(goal))));
    let constraints = step.constraints.iter().filter(|one| !is_named(&one.name));
    found.extend(constraints.map(|one| Wrong::NoWords(one.describe())));
    if let Some(view) = &step.view
        && !owners(&lesson.start).iter().any(|owner| owner.id() == view)
    {
        found.push(Wrong::UnknownOwner(view.clone()));
    }
    found
}

/// Finds what a step and its hints claim that is not so as it begins.
fn untrue(step: &Step, begun: &Scenario, report: &Report) -> Vec<Wrong> {
    let hints = step.hints.iter().flat_map(|hint| &hint.claims);
    let claims: Vec<Expectation> = step.claims.iter().chain(hints).cloned().collect();
    let outcomes = hold(&claims, begun, report);
    let broken = claims.iter().zip(outcomes);
    let broken = broken.filter(|(_, outcome)| !outcome.holds);
    broken
        .map(|(claim, outcome)| Wrong::Untrue {
            claim: outcome.name.unwrap_or_else(|| describe(claim)),
            reason: outcome.reason.unwrap_or_default(),
        })
        .collect()
}

/// Solves a step as the lesson does, from a scenario that is judged; tells whether all
/// its edits could be made.
fn solve(
    lesson: &Lesson,
    place: usize,
    (now, report): (&mut Scenario, &mut Report),
    found: &mut Vec<Wrong>,
) -> bool {
    let Some(step) = lesson.steps.get(place) else {
        return true;
    };
    let missing = |now: &Scenario, report: &Report| -> Vec<Outcome> {
        let mut parts = progress(lesson, place, now, report);
        parts.retain(|part| !part.holds);
        parts
    };
    if step.solution.is_empty() {
        found.push(Wrong::NoSolution);
    }
    let is_asked = !step.goal.is_empty();
    let mut unmet = missing(now, report);
    if is_asked && unmet.is_empty() {
        found.push(Wrong::MetAtOnce);
    }
    for (edit, made) in step.solution.iter().enumerate() {
        // That it is met at once is told already.
        if is_asked && edit > 0 && unmet.is_empty() {
            found.push(Wrong::Needless { edit });
        }
        if let Err(error) = apply(now, made) {
            found.push(Wrong::Undoable { edit, error });
            return false;
        }
        *report = judge(now);
        unmet = missing(now, report);
    }
    if !step.solution.is_empty() {
        found.extend(unmet.into_iter().map(|part| Wrong::Unmet {
            part: part.name.unwrap_or_default(),
            reason: part.reason.unwrap_or_default(),
        }));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::Constraint;

    const LESSON: &str = include_str!("../../examples/lesson.json");

    fn faults(change: impl FnOnce(&mut Lesson)) -> Vec<String> {
        let mut lesson = Lesson::from_json(LESSON).unwrap();
        lesson.steps[0].constraints.clear();
        change(&mut lesson);
        check(&lesson).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_lesson_that_is_whole_has_no_faults() {
        assert_eq!(faults(|_| {}), [""; 0]);
    }

    #[test]
    fn what_is_missing_is_told() {
        let told = faults(|lesson| {
            lesson.title.clear();
            lesson.point = " ".to_owned();
            lesson.steps[0].text.clear();
            lesson.steps[0].goal[0].name = None;
            lesson.steps[0].view = Some("acme".to_owned());
            lesson.steps[0].constraints = vec![Constraint {
                constraint: "no-errors".to_owned(),
                ..Constraint::default()
            }];
        });
        let expected = [
            "the lesson has no title",
            "the lesson has no point to take away",
            "Step 1: there are no words",
            "Step 1: a part of the goal has no words: connector shop-to-data is peered",
            "Step 1: a part of the goal has no words: no errors",
            "Step 1: the scenario has no owner “acme”",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn an_owner_is_known_by_what_is_owned() {
        let told = faults(|lesson| {
            lesson.steps[0].view = Some("acme".to_owned());
            lesson.start.vpcs[0].organization_id = Some("acme".to_owned());
        });
        assert_eq!(told, [""; 0]);
    }

    #[test]
    fn goals_that_are_met_too_early_or_not_at_all_are_told() {
        let orphan = |lesson: &mut Lesson| lesson.steps[0].goal[0].is = Some("orphan".to_owned());
        let expected = [
            "Step 1: the goal is met before anything is done",
            "Step 1: the solution does not meet “Shop and Data are peered”: connector \
             shop-to-data is peered, not orphan",
        ];
        assert_eq!(faults(orphan), expected);
        let told = faults(|lesson| {
            let solution = &mut lesson.steps[0].solution;
            solution.push(crate::edit::Edit::set("shop", "routing_enabled", false));
            lesson.par = 2;
        });
        assert_eq!(
            told,
            ["Step 1: the goal is met before change 2 of the solution"]
        );
        assert_eq!(
            faults(|lesson| lesson.steps[0].goal.clear()),
            ["Step 1: nothing is asked for"]
        );
    }

    #[test]
    fn what_cannot_be_made_or_is_not_so_is_told_and_nothing_behind_it() {
        let told = faults(|lesson| {
            let step = lesson.steps[0].clone();
            lesson.steps.push(step);
            lesson.steps[0].hints[0].claims[0].present = Some(false);
            let remove = crate::edit::Edit::Remove {
                id: "mail".to_owned(),
            };
            lesson.steps[0].solution.push(remove);
        });
        let expected = [
            "Step 1: it says “orphan-connector is absent at shop-to-data”, but there is \
             orphan-connector: Connector shop-to-data is orphan: VPC data has no connector back \
             to VPC shop.",
            "Step 1: the goal is met before change 2 of the solution",
            "Step 1: change 2 of the solution cannot be made: the scenario has no entity “mail”",
        ];
        assert_eq!(told, expected);
    }
}

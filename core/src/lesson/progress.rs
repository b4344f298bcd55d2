//! What holds of a goal.

use super::Lesson;
use crate::expect::{Outcome, describe, hold};
use crate::report::Report;
use crate::scenario::Scenario;

/// Tells which parts of a step's goal hold, and why the others do not: first what
/// is expected, then the constraints. Each has a name: its title, or what it means
/// in words. The report is that of the scenario.
///
/// A step that the lesson does not have has no goal.
///
/// Takes O((g + n) log n) time for g parts of the goal and n entities.
///
/// ```
/// use peerlab_core::lesson::{Lesson, progress};
/// use peerlab_core::report::judge;
/// # const LESSON: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
///
/// let lesson = Lesson::from_json(LESSON)?;
/// let solved = lesson.before(1)?;
/// assert!(progress(&lesson, 0, &solved, &judge(&solved)).iter().all(|part| part.holds));
/// assert!(progress(&lesson, 1, &solved, &judge(&solved)).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn progress(lesson: &Lesson, step: usize, now: &Scenario, report: &Report) -> Vec<Outcome> {
    let Some(step) = lesson.steps.get(step) else {
        return Vec::new();
    };
    let expected = hold(&step.goal, now, report).into_iter();
    let expected = step
        .goal
        .iter()
        .zip(expected)
        .map(|(goal, outcome)| Outcome {
            name: Some(outcome.name.unwrap_or_else(|| describe(goal))),
            ..outcome
        });
    let constraints = step.constraints.iter();
    let constraints = constraints.map(|constraint| constraint.outcome(lesson, now, report));
    expected.chain(constraints).collect()
}

//! Measuring several ways to one answer beside each other.

use std::time::Duration;

/// How many times everyone runs; the median counts.
pub const RUNS: usize = 7;

/// Nobody runs a size again that takes longer.
const PATIENCE: Duration = Duration::from_secs(15);

/// One way to the answer: runs once, and tells how long it took and what it
/// found.
pub struct Contestant<'a> {
    pub name: String,
    pub run: Box<dyn FnMut() -> Option<Run> + 'a>,
}

/// One run.
#[derive(Clone, Copy)]
pub struct Run {
    pub took: Duration,
    /// The same for everyone who has the right answer.
    pub answer: u64,
}

/// How one contestant did at one size.
pub struct Result {
    pub name: String,
    /// The median; `None` where it would have taken too long.
    pub median: Option<Duration>,
    /// From the fastest to the slowest run.
    pub spread: (Duration, Duration),
}

impl<'a> Contestant<'a> {
    pub fn new(name: impl Into<String>, run: impl FnMut() -> Option<Run> + 'a) -> Self {
        Self {
            name: name.into(),
            run: Box::new(run),
        }
    }
}

/// Lets everyone run in turn, as often as [`RUNS`] says, so that what else the
/// machine does strikes all alike.
///
/// # Panics
///
/// Panics where two do not find the same.
pub fn contest(contestants: &mut [Contestant<'_>]) -> Vec<Result> {
    let mut runs: Vec<Vec<Run>> = contestants.iter().map(|_| Vec::new()).collect();
    for _ in 0..RUNS {
        for (contestant, runs) in contestants.iter_mut().zip(&mut runs) {
            if runs.last().is_none_or(|run| run.took < PATIENCE) {
                runs.extend((contestant.run)());
            }
        }
    }
    let answer = runs.iter().flatten().next().map(|run| run.answer);
    contestants
        .iter()
        .zip(runs)
        .map(|(contestant, runs)| {
            for run in &runs {
                assert_eq!(Some(run.answer), answer, "{} errs", contestant.name);
            }
            let mut times: Vec<Duration> = runs.iter().map(|run| run.took).collect();
            times.sort_unstable();
            let end = |time: Option<&Duration>| time.copied().unwrap_or_default();
            Result {
                name: contestant.name.clone(),
                median: times.get(times.len() / 2).copied(),
                spread: (end(times.first()), end(times.last())),
            }
        })
        .collect()
}

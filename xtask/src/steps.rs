//! A command of several steps that all run, whichever of them fail.

use crate::failure::{Failure, Outcome};
use crate::say::tell;
use std::time::{Duration, Instant};

/// Collects how each step went.
pub(crate) struct Steps {
    command: &'static str,
    done: Vec<Step>,
}

struct Step {
    name: &'static str,
    took: Duration,
    passed: bool,
}

impl Steps {
    /// Starts a command with no step done.
    pub(crate) fn new(command: &'static str) -> Self {
        Self {
            command,
            done: Vec::new(),
        }
    }

    /// Runs a step, says at once what went wrong with it, and answers whether
    /// it passed.
    pub(crate) fn run(&mut self, name: &'static str, step: impl FnOnce() -> Outcome) -> bool {
        tell!("\n── {} · {name}", self.command);
        let started = Instant::now();
        let outcome = step();
        if let Err(failure) = &outcome {
            tell!("{failure}");
        }
        let passed = outcome.is_ok();
        self.done.push(Step {
            name,
            took: started.elapsed(),
            passed,
        });
        passed
    }

    /// Prints how every step went and fails when one of them did.
    pub(crate) fn finish(self) -> Outcome {
        tell!("\n── {} · all steps", self.command);
        for step in &self.done {
            let verdict = if step.passed { "passed" } else { "FAILED" };
            tell!(
                "{verdict}  {:>6.1} s  {}",
                step.took.as_secs_f32(),
                step.name
            );
        }
        let failed: Vec<_> = self
            .done
            .iter()
            .filter(|step| !step.passed)
            .map(|step| step.name)
            .collect();
        if failed.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "{} of {} steps failed: {}.",
            failed.len(),
            self.done.len(),
            failed.join(", ")
        )))
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::Steps;
    use crate::failure::Failure;

    #[test]
    fn runs_the_steps_after_one_that_failed_and_names_it() {
        let mut steps = Steps::new("test");
        let mut ran = 0;
        steps.run("first", || Err(Failure::new("It broke.")));
        steps.run("second", || {
            ran += 1;
            Ok(())
        });
        assert_eq!(ran, 1);
        let failure = steps.finish().expect_err("the first step failed");
        assert_eq!(failure.to_string(), "1 of 2 steps failed: first.");
    }

    #[test]
    fn passes_when_every_step_did() {
        let mut steps = Steps::new("test");
        assert!(steps.run("only", || Ok(())));
        assert!(steps.finish().is_ok());
    }
}

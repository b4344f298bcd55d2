//! What went wrong, in words for the person who typed the command.

use std::fmt;

/// Carries a sentence that says what happened and, where one helps, what to
/// type next.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// Is what every step of a command answers.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// Makes a failure of a sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Says what was being done when the system refused it.
pub(crate) trait While<T> {
    /// Turns an error into "Could not `deed`: reason."
    fn trying(self, deed: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn trying(self, deed: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("Could not {}: {error}.", deed())))
    }
}

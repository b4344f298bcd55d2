//! What is worked out when it is first asked for.

use std::sync::OnceLock;

/// A value that follows from what stands beside it, once it was asked for. So it
/// has no part in whether two are the same.
#[derive(Clone, Debug)]
pub(crate) struct Later<T>(OnceLock<T>);

impl<T> Later<T> {
    pub(crate) const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Returns the value, which has to be the same whoever makes it.
    pub(crate) fn get(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }
}

impl<T> PartialEq for Later<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Later<T> {}

//! A diagnostic: what is found, where, and what would mend it.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Code, Context, Severity};
use crate::edit::Edit;
use crate::scenario::Entity;

/// A finding about a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is about.
    pub context: Context,
    /// What would mend it, the likeliest first.
    pub fixes: Vec<Fix>,
    /// The entity it is found at, for the order; `None` is the whole document.
    pub(super) at: Option<Entity>,
}

impl Diagnostic {
    pub(crate) fn new(at: Option<Entity>, context: impl Into<Context>) -> Self {
        Self {
            context: context.into(),
            fixes: Vec::new(),
            at,
        }
    }

    /// Adds edits that would mend it; without edits nothing.
    pub(crate) fn with_fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        if !edits.is_empty() {
            self.fixes.push(Fix {
                title: title.into(),
                edits,
            });
        }
        self
    }

    /// Returns its code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.context.code()
    }

    /// Returns how bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code().severity()
    }

    /// Says what is the matter in one sentence.
    #[must_use]
    pub fn message(&self) -> String {
        self.context.sentence()
    }

    /// Returns the ids it is about, the most important first.
    #[must_use]
    pub fn subjects(&self) -> Vec<String> {
        self.context.subjects()
    }
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Diagnostic", 6)?;
        fields.serialize_field("code", &self.code())?;
        fields.serialize_field("severity", &self.severity())?;
        fields.serialize_field("message", &self.message())?;
        fields.serialize_field("subjects", &self.subjects())?;
        fields.serialize_field("context", &self.context)?;
        fields.serialize_field("fixes", &self.fixes)?;
        fields.end()
    }
}

/// Edits that mend a finding when all of them are applied.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fix {
    /// What they do, as a button says it.
    pub title: String,
    /// The edits, in the order in which to apply them.
    pub edits: Vec<Edit>,
}

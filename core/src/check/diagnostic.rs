//! A diagnostic: what is found, where, and what would mend it.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Code, Context, Severity};
use crate::edit::Edit;
use crate::scenario::Entity;

/// A finding about a scenario.
///
/// ```
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let report = judge(&Scenario::from_json(ONE_WAY)?);
/// let found = &report.diagnostics[0];
/// assert_eq!(found.subjects(), ["data", "shop", "web", "db"]);
/// assert_eq!(found.fixes[0].title, "Add the way back");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    ///
    /// ```
    /// use peerlab_core::check::Code;
    /// use peerlab_core::report::judge;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// assert_eq!(report.diagnostics[0].code(), Code::MissingReturnRoute);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub const fn code(&self) -> Code {
        self.context.code()
    }

    /// Returns how bad it is.
    ///
    /// ```
    /// use peerlab_core::check::Severity;
    /// use peerlab_core::report::judge;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// let mut found = report.diagnostics.iter();
    /// assert!(found.any(|found| found.severity() == Severity::Error));
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code().severity()
    }

    /// Says what is the matter in one sentence.
    ///
    /// ```
    /// use peerlab_core::report::judge;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// assert_eq!(
    ///     report.diagnostics[0].message(),
    ///     "VPC data has no route back to 10.0.0.0/22 (web) of VPC shop: packets from web reach db, \
    ///      and the answers are dropped."
    /// );
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn message(&self) -> String {
        self.context.sentence()
    }

    /// Returns the ids it is about, the most important first.
    ///
    /// ```
    /// use peerlab_core::report::judge;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// let culprit = report.diagnostics[0].subjects().into_iter().next();
    /// assert_eq!(culprit.as_deref(), Some("data"), "it lacks the way back");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
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
///
/// ```
/// use peerlab_core::edit::apply_all;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let fix = judge(&scenario).diagnostics[0].fixes[0].clone();
/// apply_all(&mut scenario, &fix.edits)?;
/// assert_eq!(scenario.routes[1].destination, "10.0.0.0/22");
/// assert!(judge(&scenario).diagnostics.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fix {
    /// What they do, as a button says it.
    pub title: String,
    /// The edits, in the order in which to apply them.
    pub edits: Vec<Edit>,
}

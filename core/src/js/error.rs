//! Errors as JavaScript throws them.

use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::edit::EditError;
use crate::json::JsonError;
use crate::link::{LinkError, Unlinkable};
use crate::plan::PlanError;
use crate::report::QuestionError;
use crate::scenario::ReadError;

/// Why something is not done. Thrown as an `Error` with `code` and `place`.
#[derive(Debug)]
pub struct Refusal {
    /// Its stable name, never renamed.
    code: &'static str,
    message: String,
    json: Option<Box<JsonError>>,
    is_of_text: bool,
}

/// Where the fault is in what was given.
#[derive(Serialize)]
struct Place<'e> {
    path: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl Refusal {
    fn new(code: &'static str, error: &impl ToString) -> Self {
        Self {
            code,
            message: error.to_string(),
            json: None,
            is_of_text: true,
        }
    }

    /// Makes the refusal of what is not of the expected shape.
    pub(super) fn unreadable(sentence: &str) -> Self {
        Self::new("unreadable", &sentence)
    }

    /// Leaves lines and columns out: what was given is no text.
    pub(super) fn without_lines(mut self) -> Self {
        if let Some(json) = &self.json {
            self.message = json.by_path();
        }
        self.is_of_text = false;
        self
    }

    fn place(&self) -> Option<Place<'_>> {
        let place = &self.json.as_ref()?.place;
        let of_text = |number| self.is_of_text.then_some(number);
        Some(Place {
            path: &place.path,
            line: of_text(place.line),
            column: of_text(place.column),
        })
    }
}

/// Makes the `Error` that is thrown.
impl From<Refusal> for JsValue {
    fn from(refusal: Refusal) -> Self {
        let error = js_sys::Error::new(&refusal.message);
        error.set_name("PeerlabError");
        // What was just made takes any field.
        let _ = Reflect::set(&error, &"code".into(), &refusal.code.into());
        let place = refusal.place();
        if let Some(Ok(place)) = place.map(|place| serde_wasm_bindgen::to_value(&place)) {
            let _ = Reflect::set(&error, &"place".into(), &place);
        }
        error.into()
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        let code = match error {
            ReadError::NotText { .. } | ReadError::Json(_) => "unreadable",
            ReadError::NewerVersion { .. } => "newer-version",
            ReadError::Limit { .. } => "limit",
        };
        let mut refusal = Self::new(code, &error);
        if let ReadError::Json(json) = error {
            refusal.json = Some(Box::new(json));
        }
        refusal
    }
}

impl From<LinkError> for Refusal {
    fn from(error: LinkError) -> Self {
        let code = match &error {
            LinkError::NotALink => "not-a-link",
            LinkError::NewerVersion { .. } | LinkError::NewerContent => "newer-version",
            LinkError::BadCharacter { .. } | LinkError::Damaged => "link-damaged",
            LinkError::CutOff => "link-cut-off",
            LinkError::TooLarge => "link-too-large",
            // Its place is in a text that nobody sees.
            LinkError::Scenario(inner) => Self::from(inner.clone()).code,
        };
        Self::new(code, &error)
    }
}

impl From<Unlinkable> for Refusal {
    fn from(error: Unlinkable) -> Self {
        let code = match &error {
            Unlinkable::TooLarge { .. } => "link-too-large",
            Unlinkable::Unreadable(inner) => Self::from(inner.clone()).code,
        };
        Self::new(code, &error)
    }
}

impl From<QuestionError> for Refusal {
    fn from(error: QuestionError) -> Self {
        let code = match error {
            QuestionError::UnknownSource { .. } => "unknown-source",
            QuestionError::UnknownTarget { .. } => "unknown-target",
            QuestionError::NoSuchFamily { .. } => "no-such-family",
            QuestionError::NoCommonFamily { .. } => "no-common-family",
            QuestionError::Outside { .. } => "address-outside",
        };
        Self::new(code, &error)
    }
}

impl From<PlanError> for Refusal {
    fn from(error: PlanError) -> Self {
        let code = match error {
            PlanError::UnknownEnd { .. } => "unknown-end",
            PlanError::SameEnds { .. } => "same-ends",
            PlanError::NoCommonFamily { .. } => "no-common-family",
            PlanError::DifferentRegions { .. } => "different-regions",
            PlanError::NoWay { .. } => "no-way",
        };
        Self::new(code, &error)
    }
}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Self {
        let code = match error {
            EditError::Unknown { .. } => "unknown-entity",
            EditError::BadId { .. } => "bad-id",
            EditError::UnknownField { .. } => "unknown-field",
            EditError::Immutable { .. } => "immutable-field",
            EditError::BadValue { .. } => "bad-value",
            EditError::OffCanvas { .. } => "off-canvas",
            EditError::Limit { .. } => "limit",
        };
        Self::new(code, &error)
    }
}

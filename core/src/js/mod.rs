//! The boundary to JavaScript: what the engine does, callable from there. No
//! rule is known here.
//!
//! Documents cross as JSON text, which JavaScript's own `JSON` makes and reads:
//! the reader names the place of what is wrong in a text, a circle among objects
//! is refused rather than followed, and a report is what the command line
//! prints. Questions are small and cross as they are.
//!
//! The TypeScript types stand beside the Rust ones in `.d.ts` files. What the
//! package answers about every golden scenario is held against them by
//! `cargo xtask test package`.

mod document;
mod error;
mod question;

use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::edit::{Edit, apply_all};
use crate::report::{AllPairs, Question, judge_reading};
use crate::scenario::Scenario;
use crate::{link, plan as planning};
use question::{JudgeOptions, PlanQuestion, TraceQuestion};

pub use error::Refusal;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = concat!(
    include_str!("scenario.d.ts"),
    "\n",
    include_str!("report.d.ts"),
    "\n",
    include_str!("question.d.ts"),
    "\n",
    include_str!("edit.d.ts"),
    "\n",
    include_str!("error.d.ts"),
);

/// Judges a scenario: statuses, overlaps, who reaches whom, what is wrong.
/// Whatever can be read is judged.
///
/// @throws {`PeerlabError`} where the scenario cannot be read.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn judge(
    #[wasm_bindgen(unchecked_param_type = "Scenario | string")] scenario: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "JudgeOptions")] options: JsValue,
) -> Result<JsValue, Refusal> {
    let report = judge_reading(&document::scenario(scenario)?);
    let options: Option<JudgeOptions> = question::read(options)?;
    if options.unwrap_or_default().all_pairs {
        document::written(&AllPairs(&report))
    } else {
        document::written(&report)
    }
}

/// Follows a packet and its answer. What becomes of a packet is never an error.
///
/// @throws {`PeerlabError`} where the question cannot be asked.
#[wasm_bindgen(unchecked_return_type = "TraceReport")]
pub fn trace(
    #[wasm_bindgen(unchecked_param_type = "Scenario | string")] scenario: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "TraceQuestion")] question: JsValue,
) -> Result<JsValue, Refusal> {
    let reading = document::scenario(scenario)?;
    let asked: Question = question::read::<TraceQuestion>(question)?.try_into()?;
    document::written(&judge_reading(&reading).trace(&reading.scenario, &asked)?)
}

/// Finds the cheapest edits after which two Private Networks reach each other.
///
/// @throws {`PeerlabError`} where there are none.
#[wasm_bindgen(unchecked_return_type = "Plan")]
pub fn plan(
    #[wasm_bindgen(unchecked_param_type = "Scenario | string")] scenario: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "PlanQuestion")] question: JsValue,
) -> Result<JsValue, Refusal> {
    let scenario = document::scenario(scenario)?.scenario;
    let asked: PlanQuestion = question::read(question)?;
    let family = asked.family.map(Into::into);
    document::written(&planning::plan(&scenario, &asked.from, &asked.to, family)?)
}

/// Applies edits, all or none. The scenario that is given stays as it is.
///
/// @throws {`PeerlabError`} where one cannot be applied.
#[wasm_bindgen(unchecked_return_type = "Applied")]
pub fn apply(
    #[wasm_bindgen(unchecked_param_type = "Scenario | string")] scenario: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Edit[]")] edits: &JsValue,
) -> Result<JsValue, Refusal> {
    let mut scenario = document::scenario(scenario)?.scenario;
    let inverse = apply_all(&mut scenario, &document::edits(edits)?)?;
    document::written(&Applied { scenario, inverse })
}

/// Puts a scenario into the fragment of a share link, `#s=2.…`.
///
/// @throws {`PeerlabError`} where the scenario cannot be read, or is too large for a
/// link.
#[wasm_bindgen(js_name = encodeLink)]
pub fn encode_link(
    #[wasm_bindgen(unchecked_param_type = "Scenario | string")] scenario: &JsValue,
) -> Result<String, Refusal> {
    Ok(link::encode(&document::scenario(scenario)?.scenario)?)
}

/// Takes a scenario out of a share link: a whole address, or its fragment.
///
/// @throws {`PeerlabError`} where the link holds none.
#[wasm_bindgen(js_name = decodeLink, unchecked_return_type = "Scenario")]
pub fn decode_link(link: &str) -> Result<JsValue, Refusal> {
    document::written(&link::decode(link)?.scenario)
}

/// What applying edits comes to.
#[derive(Serialize)]
struct Applied {
    scenario: Scenario,
    /// The edits that take it back, in the order in which to apply them.
    inverse: Vec<Edit>,
}

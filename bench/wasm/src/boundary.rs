//! A scenario into WebAssembly and a report out of it, as JSON text and value by
//! value.

use js_sys::JSON;
use peerlab_core::report::judge;
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

use crate::{Question, shapes, times, told};

/// How many VPCs there are in a row, and about how many entities with what they
/// have.
const ROWS: [(usize, usize); 3] = [(2, 10), (33, 1_000), (3_226, 100_000)];

/// Asks for both ways across. What is read into is the same for both, a plain
/// value: the reader of scenarios is made for text, where it names the place of
/// what is wrong.
pub fn questions() -> Vec<Question> {
    let mut all: Vec<Question> = Vec::new();
    for (row, size) in ROWS {
        let object = move || {
            let text = serde_json::to_string(&shapes::chain(row)).expect("it can be written");
            JSON::parse(&text).expect("it is JSON")
        };
        all.push(Box::new(move |clock| {
            let object = object();
            let took = times(clock, || -> Value {
                let text = JSON::stringify(&object).expect("an object");
                serde_json::from_str(&String::from(text)).expect("JSON")
            });
            told("in-as-text", size, took)
        }));
        all.push(Box::new(move |clock| {
            let object = object();
            let took = times(clock, || -> Value {
                serde_wasm_bindgen::from_value(object.clone()).expect("a value")
            });
            told("in-by-value", size, took)
        }));
        all.push(Box::new(move |clock| {
            let report = judge(&shapes::chain(row));
            let took = times(clock, || {
                JSON::parse(&serde_json::to_string(&report).expect("a report")).expect("JSON")
            });
            told("out-as-text", size, took)
        }));
        all.push(Box::new(move |clock| {
            let report = judge(&shapes::chain(row));
            let by_value = serde_wasm_bindgen::Serializer::json_compatible();
            let took = times(clock, || -> JsValue {
                report.serialize(&by_value).expect("a report")
            });
            told("out-by-value", size, took)
        }));
    }
    all
}

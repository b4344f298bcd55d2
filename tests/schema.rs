//! The JSON Schema that is published: current, and true to the reader.

use std::fs;
use std::path::Path;

use peerlab_core::scenario::Scenario;
use peerlab_core::schema;
use serde_json::{Value, json};

use crate::folder;
use validate::fits;

mod validate;

fn made() -> Value {
    serde_json::from_str(&schema::scenario()).expect("a schema is JSON")
}

fn documents(folder: &str) -> Vec<Value> {
    let files = folder::files_in(folder).into_iter();
    let files = files.filter(|file| file.extension().is_some_and(|kind| kind == "json"));
    files
        .map(|file| serde_json::from_str(&folder::read(&file)).expect("JSON"))
        .collect()
}

#[test]
fn the_published_schema_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/scenario.schema.json");
    let made = schema::scenario();
    if std::env::var_os("PEERLAB_UPDATE").is_some() {
        fs::write(&file, &made).expect("the file can be written");
    }
    assert!(
        fs::read_to_string(&file).is_ok_and(|published| published == made),
        "static/scenario.schema.json is not what the reader reads: type \
         `PEERLAB_UPDATE=1 cargo test -p peerlab-tests schema`"
    );
}

#[test]
fn every_part_is_described() {
    let schema = made();
    let mut types = schema["$defs"].as_object().expect("definitions").clone();
    types.insert("Scenario".to_owned(), schema.clone());
    for (name, object) in types {
        let fields = object["properties"].as_object().expect("properties");
        let fields = fields.iter().map(|(field, about)| (field.as_str(), about));
        for (field, about) in fields.chain([("", &object)]) {
            let told = about["description"].as_str().unwrap_or_default();
            assert!(told.ends_with('.'), "{name} {field}: “{told}”");
        }
    }
}

#[test]
fn every_scenario_fits_the_schema() {
    let schema = made();
    for folder in ["scenarios", "links/v1", "../static/examples"] {
        let documents = documents(folder);
        assert!(!documents.is_empty(), "there are no scenarios in {folder}");
        for document in documents {
            assert!(fits(&schema, &schema, &document), "{document}");
        }
    }
}

/// Puts other values in the place of each value of a scenario that has every
/// field, one at a time, and takes fields away: what the reader accepts the schema accepts, and what
/// it refuses the schema refuses.
#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let schema = made();
    let others = [
        Value::Null,
        json!(true),
        json!(1),
        json!(2),
        json!(-1),
        json!(0.5),
        json!(4_294_967_296_u64),
        json!(""),
        json!(" "),
        json!("x"),
        json!("drop"),
        json!("TCP"),
        json!("x".repeat(129)),
        json!([]),
        json!(["x"]),
        json!([["x", "y"]]),
        json!([["x"]]),
        json!([{"subnet": "x"}]),
        json!({}),
        json!({"x": {"x": 0.5, "y": 1}}),
    ];
    let (mut accepted, mut refused) = (0, 0);
    let mut compare = |document: &Value| {
        let read = Scenario::read(&document.to_string());
        if read.is_ok() {
            accepted += 1;
        } else {
            refused += 1;
        }
        assert_eq!(
            fits(&schema, &schema, document),
            read.is_ok(),
            "{document}\nread: {:?}",
            read.err().map(|error| error.to_string())
        );
    };
    for mut document in documents("links/v1") {
        for place in places(&document) {
            for other in &others {
                let value = document.pointer_mut(&place).expect("a place");
                let before = std::mem::replace(value, other.clone());
                compare(&document);
                *document.pointer_mut(&place).expect("a place") = before;
            }
            let Some((around, field)) = place.rsplit_once('/') else {
                continue;
            };
            let field = field.replace("~1", "/").replace("~0", "~");
            let object = document.pointer_mut(around).and_then(Value::as_object_mut);
            if let Some(object) = object {
                let before = object.remove(&field).expect("a field");
                compare(&document);
                let object = document.pointer_mut(around).and_then(Value::as_object_mut);
                object.expect("an object").insert(field, before);
            }
        }
    }
    assert!(accepted > 1_000 && refused > 1_000, "{accepted}, {refused}");
}

/// Returns the place of every value of a document, itself included.
fn places(document: &Value) -> Vec<String> {
    let mut places = vec![String::new()];
    let mut next = 0;
    while let Some(place) = places.get(next).cloned() {
        let inner: Vec<String> = match document.pointer(&place) {
            Some(Value::Array(list)) => (0..list.len()).map(|at| at.to_string()).collect(),
            Some(Value::Object(object)) => {
                let escaped = |key: &String| key.replace('~', "~0").replace('/', "~1");
                object.keys().map(escaped).collect()
            }
            _ => Vec::new(),
        };
        places.extend(inner.iter().map(|key| format!("{place}/{key}")));
        next += 1;
    }
    places
}

//! The JSON Schemas that are published: current, and true to the readers.

use std::fs;
use std::path::Path;

use peerlab_core::lesson::Lesson;
use peerlab_core::lesson::presentation::Presentation;
use peerlab_core::scenario::{ReadError, Scenario};
use peerlab_core::schema;
use serde_json::{Value, json};

use crate::folder;
use validate::fits;

mod validate;

/// A document that has a schema: its published file, the schema, a type's name, and
/// what reads it.
struct Published {
    file: &'static str,
    made: fn() -> String,
    name: &'static str,
    /// Reads a text, or says why it cannot be read.
    read: fn(&str) -> Result<(), String>,
    /// Documents that have every field.
    whole: &'static str,
    /// Folders of documents.
    folders: &'static [&'static str],
}

const PUBLISHED: [Published; 3] = [
    Published {
        file: "scenario.schema.json",
        made: schema::scenario,
        name: "Scenario",
        read: |text| told(Scenario::read(text)),
        whole: "links/v1",
        folders: &["scenarios", "links/v1", "../static/examples"],
    },
    Published {
        file: "lesson.schema.json",
        made: schema::lesson,
        name: "Lesson",
        read: |text| told(Lesson::read(text)),
        whole: "fixtures/lesson",
        folders: &["fixtures/lesson", "../static/lessons"],
    },
    Published {
        file: "presentation.schema.json",
        made: schema::presentation,
        name: "Presentation",
        read: |text| told(Presentation::read(text)),
        whole: "fixtures/presentation",
        folders: &["fixtures/presentation", "../static/demos"],
    },
];

fn told<T>(read: Result<T, ReadError>) -> Result<(), String> {
    read.map(|_| ()).map_err(|error| error.to_string())
}

impl Published {
    fn schema(&self) -> Value {
        serde_json::from_str(&(self.made)()).expect("a schema is JSON")
    }
}

fn documents(folder: &str) -> Vec<Value> {
    let files = folder::files_in(folder).into_iter();
    let files = files.filter(|file| file.extension().is_some_and(|kind| kind == "json"));
    files
        .map(|file| serde_json::from_str(&folder::read(&file)).expect("JSON"))
        .collect()
}

#[test]
fn the_published_schemas_are_current() {
    for Published { file, made, .. } in &PUBLISHED {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../static")
            .join(file);
        let made = made();
        if std::env::var_os("PEERLAB_UPDATE").is_some() {
            fs::write(&path, &made).expect("the file can be written");
        }
        assert!(
            fs::read_to_string(&path).is_ok_and(|published| published == made),
            "static/{file} is not what the reader reads: type \
             `PEERLAB_UPDATE=1 cargo test -p peerlab-tests schema`"
        );
    }
}

#[test]
fn every_part_is_described() {
    for published in &PUBLISHED {
        let schema = published.schema();
        let mut types = schema["$defs"].as_object().expect("definitions").clone();
        types.insert(published.name.to_owned(), schema.clone());
        // Told apart by what they do, and described form by form.
        let forms = types.remove("Edit").map(|edit| edit["anyOf"].clone());
        for form in forms.iter().filter_map(Value::as_array).flatten() {
            assert!(form["description"].is_string(), "{form}");
        }
        for (name, object) in types {
            let fields = object["properties"].as_object().expect("properties");
            let fields = fields.iter().map(|(field, about)| (field.as_str(), about));
            for (field, about) in fields.chain([("", &object)]) {
                let told = about["description"].as_str().unwrap_or_default();
                assert!(told.ends_with('.'), "{name} {field}: “{told}”");
            }
        }
    }
}

#[test]
fn every_document_fits_its_schema() {
    for published in &PUBLISHED {
        let schema = published.schema();
        for folder in published.folders {
            let documents = documents(folder);
            assert!(!documents.is_empty(), "there is nothing in {folder}");
            for document in documents {
                // The list of the lessons is none.
                let is_index = document.get("sequences").is_some();
                assert!(is_index || fits(&schema, &schema, &document), "{document}");
            }
        }
    }
}

/// Puts other values in the place of each value of a document that has every
/// field, one at a time, and takes fields away: what the reader accepts the schema accepts, and what
/// it refuses the schema refuses.
#[test]
fn the_schemas_accept_what_the_readers_accept() {
    for published in &PUBLISHED {
        compare(published);
    }
}

fn compare(published: &Published) {
    let schema = published.schema();
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
        let read = (published.read)(&document.to_string());
        if read.is_ok() {
            accepted += 1;
        } else {
            refused += 1;
        }
        assert_eq!(
            fits(&schema, &schema, document),
            read.is_ok(),
            "{document}\nread: {read:?}"
        );
    };
    for mut document in documents(published.whole) {
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
    assert!(accepted > 200 && refused > 800, "{accepted}, {refused}");
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

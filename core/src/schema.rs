//! The JSON Schemas of scenarios, lessons and presentations, made of the lists of
//! fields that the readers themselves go by: what they accept the schemas accept,
//! and nothing else.
//!
//! Fields that a document does not have are accepted by both; reading notes them.
//!
//! ```
//! use peerlab_core::scenario::DEFAULT_REGION;
//! use peerlab_core::schema;
//!
//! let schema: serde_json::Value = serde_json::from_str(&schema::scenario())?;
//! let region = &schema["$defs"]["Vpc"]["properties"]["region"];
//! assert_eq!(region["default"], DEFAULT_REGION);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod edit;

use serde_json::{Map, Value, json};

use crate::lesson::presentation::{Presentation, Scene};
use crate::lesson::{Constraint, Hint, Lesson, Step};
use crate::scenario::record::{Field, Record, Slot};
use crate::scenario::{
    Acl, AclAction, AclRule, Expectation, IngressRule, LONGEST_ID, Limit, Organization, Point,
    PrivateNetwork, Project, Protocol, Resource, Route, Scenario, Version, Viewer, Vpc,
    VpcConnector,
};

/// Where the types are documented: their sentences are those of the schema.
const SOURCE: &str = concat!(
    include_str!("scenario/mod.rs"),
    include_str!("scenario/network.rs"),
    include_str!("scenario/acl.rs"),
    include_str!("scenario/owner.rs"),
    include_str!("lesson/mod.rs"),
    include_str!("lesson/constraint.rs"),
    include_str!("lesson/presentation.rs"),
);

/// What the lists hold.
const LISTS: [(&str, &str); 17] = [
    ("vpcs", "Vpc"),
    ("private_networks", "PrivateNetwork"),
    ("resources", "Resource"),
    ("vpc_connectors", "VpcConnector"),
    ("routes", "Route"),
    ("ingress_rules", "IngressRule"),
    ("acls", "Acl"),
    ("rules", "AclRule"),
    ("organizations", "Organization"),
    ("projects", "Project"),
    ("expectations", "Expectation"),
    ("steps", "Step"),
    ("claims", "Expectation"),
    ("goal", "Expectation"),
    ("constraints", "Constraint"),
    ("hints", "Hint"),
    ("scenes", "Scene"),
];

/// Makes the schema, as the text of a file.
///
/// ```
/// use peerlab_core::schema;
///
/// let schema: serde_json::Value = serde_json::from_str(&schema::scenario())?;
/// assert_eq!(schema["title"], "Scenario");
/// assert_eq!(schema["$defs"]["Vpc"]["required"], serde_json::json!(["id"]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn scenario() -> String {
    whole::<Scenario>("Scenario", definitions())
}

/// Makes the schema of a lesson, as the text of a file.
///
/// ```
/// use peerlab_core::schema;
///
/// let schema: serde_json::Value = serde_json::from_str(&schema::lesson())?;
/// assert_eq!(schema["$defs"]["Hint"]["required"], serde_json::json!(["text"]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn lesson() -> String {
    let mut definitions = definitions();
    for (name, definition) in [
        ("Scenario", object::<Scenario>("Scenario")),
        ("Step", object::<Step>("Step")),
        ("Hint", object::<Hint>("Hint")),
        ("Constraint", object::<Constraint>("Constraint")),
    ] {
        definitions.insert(name.to_owned(), Value::Object(definition));
    }
    definitions.insert("Edit".to_owned(), edit::edit());
    whole::<Lesson>("Lesson", definitions)
}

/// Makes the schema of a presentation, as the text of a file.
///
/// ```
/// use peerlab_core::schema;
///
/// let schema: serde_json::Value = serde_json::from_str(&schema::presentation())?;
/// assert_eq!(schema["properties"]["scenes"]["maxItems"], 1_000);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn presentation() -> String {
    let mut definitions = definitions();
    for (name, definition) in [
        ("Scenario", object::<Scenario>("Scenario")),
        ("Scene", object::<Scene>("Scene")),
    ] {
        definitions.insert(name.to_owned(), Value::Object(definition));
    }
    definitions.insert("Edit".to_owned(), edit::edit());
    whole::<Presentation>("Presentation", definitions)
}

/// Makes the schema of a type whose fields refer to definitions.
fn whole<T: Record>(name: &str, definitions: Map<String, Value>) -> String {
    let mut schema = object::<T>(name);
    let draft = "https://json-schema.org/draft/2020-12/schema";
    schema.insert("$schema".to_owned(), json!(draft));
    schema.insert("title".to_owned(), json!(name));
    schema.insert("$defs".to_owned(), Value::Object(definitions));
    format!("{:#}\n", Value::Object(schema))
}

/// Describes the parts of a scenario.
fn definitions() -> Map<String, Value> {
    let definitions = [
        ("Vpc", object::<Vpc>("Vpc")),
        ("PrivateNetwork", object::<PrivateNetwork>("PrivateNetwork")),
        ("Resource", object::<Resource>("Resource")),
        ("VpcConnector", object::<VpcConnector>("VpcConnector")),
        ("Route", object::<Route>("Route")),
        ("IngressRule", object::<IngressRule>("IngressRule")),
        ("Acl", object::<Acl>("Acl")),
        ("AclRule", object::<AclRule>("AclRule")),
        ("Organization", object::<Organization>("Organization")),
        ("Project", object::<Project>("Project")),
        ("Viewer", object::<Viewer>("Viewer")),
        ("Expectation", object::<Expectation>("Expectation")),
        ("Point", object::<Point>("Point")),
    ];
    let definitions = definitions.into_iter();
    definitions
        .map(|(name, definition)| (name.to_owned(), Value::Object(definition)))
        .collect()
}

/// Describes the objects of a type.
fn object<T: Record>(name: &str) -> Map<String, Value> {
    let mut blank = T::blank();
    let fields = blank.fields();
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.is_required)
        .map(|field| field.name)
        .collect();
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| (field.name.to_owned(), Value::Object(property(name, field))))
        .collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("description".to_owned(), json!(about(name)));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

/// Describes a field of a type.
fn property(of: &str, field: &Field<'_>) -> Map<String, Value> {
    let texts = || json!({"type": "array", "items": {"type": "string"}});
    let schema = match &field.slot {
        Slot::Text(_) if field.name == "id" && has_checked_id(of) => {
            json!({"type": "string", "minLength": 1, "maxLength": LONGEST_ID, "pattern": "\\S"})
        }
        Slot::Text(default) if field.is_required || default.is_empty() => {
            json!({"type": "string"})
        }
        Slot::Text(default) => json!({"type": "string", "default": default}),
        Slot::MaybeText(_) => json!({"type": "string"}),
        Slot::Texts(_) | Slot::MaybeTexts(_) => texts(),
        Slot::MaybePairs(_) => {
            let pair =
                json!({"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2});
            json!({"type": "array", "items": pair})
        }
        Slot::Flag(default) => json!({"type": "boolean", "default": default}),
        Slot::MaybeFlag(_) => json!({"type": "boolean"}),
        Slot::Number(default) => {
            json!({"type": "integer", "minimum": 0, "maximum": u32::MAX, "default": default})
        }
        Slot::MaybeWhole(_) => json!({"type": "integer", "minimum": 0, "maximum": u64::MAX}),
        Slot::Records(_) => list(field.name),
        // The scenario that a lesson or a presentation begins with.
        Slot::Record(_) if field.name == "seen_by" => {
            json!({"anyOf": [{"$ref": "#/$defs/Viewer"}, {"type": "null"}]})
        }
        Slot::Record(_) => json!({"$ref": "#/$defs/Scenario"}),
        Slot::Edits(_) => {
            let most = Limit::Edits.most();
            json!({"type": "array", "items": {"$ref": "#/$defs/Edit"}, "maxItems": most})
        }
        Slot::Version(_) => json!({"enum": [Version::NUMBER]}),
        Slot::Subnets(_) => {
            let text = json!({"type": "string"});
            let object = json!({
                "type": "object",
                "properties": {"subnet": {"type": "string"}},
                "required": ["subnet"],
            });
            json!({"type": "array", "items": {"anyOf": [text, object]}})
        }
        Slot::Action(default) => choice(&[AclAction::Accept, AclAction::Drop], default, field),
        Slot::Protocol(default) => {
            let all = [Protocol::Any, Protocol::Tcp, Protocol::Udp, Protocol::Icmp];
            choice(&all, default, field)
        }
        Slot::Coordinate(_) => json!({"type": "number"}),
        Slot::Places(_) => {
            json!({"type": "object", "additionalProperties": {"$ref": "#/$defs/Point"}})
        }
    };
    let mut schema = match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    };
    if !field.is_required {
        accept_null(&mut schema);
    }
    let told = about(&format!("{of}.{}", field.name));
    schema.insert("description".to_owned(), json!(told));
    schema
}

/// Describes a list of objects.
fn list(name: &str) -> Value {
    let element = LISTS.iter().find(|(list, _)| *list == name);
    let limit = match name {
        "vpcs" => Some(Limit::Vpcs),
        "private_networks" => Some(Limit::PrivateNetworks),
        "routes" => Some(Limit::Routes),
        "expectations" => Some(Limit::Expectations),
        "steps" | "scenes" => Some(Limit::Steps),
        _ => None,
    };
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("array"));
    if let Some((_, element)) = element {
        let element = format!("#/$defs/{element}");
        schema.insert("items".to_owned(), json!({"$ref": element}));
    }
    if let Some(limit) = limit {
        schema.insert("maxItems".to_owned(), json!(limit.most()));
    }
    if matches!(name, "steps" | "scenes") {
        schema.insert("minItems".to_owned(), json!(1));
    }
    Value::Object(schema)
}

/// Describes one of some words.
fn choice<T: crate::json::ToJson>(all: &[T], default: &T, field: &Field<'_>) -> Value {
    let word = |one: &T| Value::from(crate::json::to_text(one).trim_matches('"'));
    let all: Vec<Value> = all.iter().map(word).collect();
    if field.is_required {
        json!({"enum": all})
    } else {
        json!({"enum": all, "default": word(default)})
    }
}

/// Accepts `null` as well, which is read as if the field were missing.
fn accept_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(all)) = schema.get_mut("enum") {
        all.push(Value::Null);
    }
    if let Some(kind) = schema.get_mut("type") {
        *kind = json!([kind.take(), "null"]);
    }
}

/// Tells whether the reader refuses ids of a type that cannot be one: only the
/// names of organisations and projects hang on nothing.
fn has_checked_id(of: &str) -> bool {
    !matches!(of, "Organization" | "Project")
}

/// Returns what the source says of a type, or of a field as `Type.field`; of a
/// type the first sentence, as the others are about the code.
fn about(what: &str) -> String {
    let (name, field) = what.split_once('.').unwrap_or((what, ""));
    let start = format!("pub struct {name} {{");
    let field_start = format!("pub {field}:");
    let mut is_in_type = false;
    let mut sentences: Vec<&str> = Vec::new();
    for line in SOURCE.lines().map(str::trim_start) {
        if let Some(sentence) = line.strip_prefix("///") {
            sentences.push(sentence.trim_start());
        } else if line.starts_with("#[") {
            // Stands between the sentences and what they are about.
        } else if field.is_empty() && line == start {
            let told = sentences.join(" ");
            let first = told.split_once(". ").map(|(first, _)| format!("{first}."));
            return first.unwrap_or(told);
        } else if is_in_type && line.starts_with(&field_start) {
            return sentences.join(" ");
        } else {
            is_in_type = line == start || is_in_type && line != "}";
            sentences.clear();
        }
    }
    String::new()
}

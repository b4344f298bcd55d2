//! The JSON Schema of an edit: one form for each, told apart by `edit`.

use serde_json::{Map, Value, json};

/// Describes an edit.
pub(super) fn edit() -> Value {
    let id = || ("id", json!({"type": "string"}));
    let fields = || ("fields", json!({"type": "object"}));
    let at = || {
        (
            "at",
            json!({"type": ["integer", "null"], "minimum": 0, "maximum": u64::MAX}),
        )
    };
    let text = |name| (name, json!({"type": ["string", "null"]}));
    let forms = [
        form(
            "add",
            "Adds an entity.",
            &["item"],
            [("item", item()), at()],
        ),
        form(
            "remove",
            "Removes an entity; what belongs to it stays as it is.",
            &["id"],
            [id()],
        ),
        form(
            "set",
            "Sets fields of an entity by their names; null sets a field to its default.",
            &["id", "fields"],
            [id(), fields()],
        ),
        form(
            "recreate",
            "Deletes an entity and makes it again with fields that are chosen at creation.",
            &["id", "fields"],
            [id(), fields()],
        ),
        form(
            "set-acl",
            "Sets the network ACL of a VPC for one family, or removes it.",
            &["vpc_id"],
            [
                ("vpc_id", json!({"type": "string"})),
                ("is_ipv6", json!({"type": "boolean", "default": false})),
                (
                    "acl",
                    json!({"anyOf": [{"$ref": "#/$defs/Acl"}, {"type": "null"}]}),
                ),
                at(),
            ],
        ),
        form(
            "set-expectations",
            "Sets what should hold.",
            &["expectations"],
            [(
                "expectations",
                json!({"type": "array", "items": {"$ref": "#/$defs/Expectation"}}),
            )],
        ),
        form(
            "describe",
            "Sets what the scenario is called and shows.",
            &[],
            [text("name"), text("description")],
        ),
        form(
            "place",
            "Puts a VPC's card somewhere on the canvas.",
            &["id"],
            [
                id(),
                (
                    "at",
                    json!({"anyOf": [{"$ref": "#/$defs/Point"}, {"type": "null"}]}),
                ),
            ],
        ),
    ];
    json!({"description": "A change of a scenario.", "anyOf": forms})
}

/// Describes the edits of one form.
fn form<const N: usize>(
    name: &str,
    told: &str,
    required: &[&str],
    fields: [(&str, Value); N],
) -> Value {
    let mut properties: Map<String, Value> = fields
        .into_iter()
        .map(|(field, schema)| (field.to_owned(), schema))
        .collect();
    properties.insert("edit".to_owned(), json!({"enum": [name]}));
    let required: Vec<&str> = ["edit"].iter().chain(required).copied().collect();
    json!({
        "type": "object",
        "description": told,
        "properties": properties,
        "required": required,
    })
}

/// Describes an entity under the name of its kind.
fn item() -> Value {
    let kinds = [
        ("vpc", "Vpc"),
        ("private_network", "PrivateNetwork"),
        ("resource", "Resource"),
        ("vpc_connector", "VpcConnector"),
        ("route", "Route"),
        ("ingress_rule", "IngressRule"),
        ("organization", "Organization"),
        ("project", "Project"),
    ];
    let forms = kinds.map(|(name, definition)| {
        let definition = format!("#/$defs/{definition}");
        json!({
            "type": "object",
            "properties": {name: {"$ref": definition}},
            "required": [name],
            "maxProperties": 1,
        })
    });
    json!({"anyOf": forms})
}

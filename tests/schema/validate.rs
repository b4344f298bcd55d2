//! Holds documents against a JSON Schema of the few keywords that ours has.

use serde_json::Value;

/// Tells whether a value fits a schema; `whole` is the document that references
/// are looked up in.
pub(super) fn fits(whole: &Value, schema: &Value, value: &Value) -> bool {
    let keywords = schema.as_object().expect("a schema is an object");
    keywords.iter().all(|(keyword, given)| {
        let count = given.as_u64().and_then(|count| usize::try_from(count).ok());
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" => true,
            "$ref" => {
                let path = given.as_str().and_then(|path| path.strip_prefix('#'));
                let target = path.and_then(|path| whole.pointer(path));
                fits(whole, target.expect("what is referred to"), value)
            }
            "type" => match given {
                Value::Array(kinds) => kinds.iter().any(|kind| is_a(kind, value)),
                kind => is_a(kind, value),
            },
            "enum" => items(given).contains(value),
            "anyOf" => items(given).iter().any(|other| fits(whole, other, value)),
            "required" => value.as_object().is_none_or(|object| {
                let mut names = items(given).iter().filter_map(Value::as_str);
                names.all(|name| object.contains_key(name))
            }),
            "properties" => members(value).all(|(name, value)| {
                let known = given.get(name);
                known.is_none_or(|schema| fits(whole, schema, value))
            }),
            // Only where there are no properties.
            "additionalProperties" => members(value).all(|(_, value)| fits(whole, given, value)),
            "items" => {
                let mut elements = value.as_array().into_iter().flatten();
                elements.all(|element| fits(whole, given, element))
            }
            "minItems" => value
                .as_array()
                .map(Vec::len)
                .is_none_or(|n| Some(n) >= count),
            "maxItems" => value
                .as_array()
                .map(Vec::len)
                .is_none_or(|n| Some(n) <= count),
            "maxProperties" => value
                .as_object()
                .map(serde_json::Map::len)
                .is_none_or(|n| Some(n) <= count),
            "minLength" => length(value).is_none_or(|n| Some(n) >= count),
            "maxLength" => length(value).is_none_or(|n| Some(n) <= count),
            "pattern" => {
                assert_eq!(given, "\\S", "no other pattern is known here");
                value.as_str().is_none_or(|text| !text.trim().is_empty())
            }
            "minimum" => value.as_f64().is_none_or(|n| Some(n) >= given.as_f64()),
            "maximum" => value.as_f64().is_none_or(|n| Some(n) <= given.as_f64()),
            other => panic!("the keyword {other} is not known here"),
        }
    })
}

fn items(list: &Value) -> &Vec<Value> {
    list.as_array().expect("a list")
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn length(value: &Value) -> Option<usize> {
    value.as_str().map(|text| text.chars().count())
}

fn is_a(kind: &Value, value: &Value) -> bool {
    match kind.as_str().expect("a kind") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no kind of value"),
    }
}

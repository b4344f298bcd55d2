//! The boundary as JavaScript meets it: what goes in, what comes out, what is
//! thrown.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use js_sys::{JSON, Reflect};
use peerlab_js::{Refusal, apply, decode_link, encode_link, judge, plan, trace};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const PEERED: &str = r#"{
  "vpcs": [{"id": "a"}, {"id": "b"}],
  "private_networks": [
    {"id": "pn-a", "vpc_id": "a", "subnets": ["10.0.0.0/24"]},
    {"id": "pn-b", "vpc_id": "b", "subnets": ["10.0.1.0/24"]}
  ],
  "vpc_connectors": [
    {"id": "a-to-b", "vpc_id": "a", "target_vpc_id": "b"},
    {"id": "b-to-a", "vpc_id": "b", "target_vpc_id": "a"}
  ]
}"#;

fn object(json: &str) -> JsValue {
    JSON::parse(json).expect("JSON")
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).expect("a value").into()
}

/// Returns what stands at a way of names through an answer.
#[track_caller]
fn at(answer: Result<JsValue, Refusal>, way: &[&str]) -> String {
    let answer = answer.expect("an answer");
    let step = |value, name: &&str| Reflect::get(&value, &(*name).into()).expect("a field");
    json(&way.iter().fold(answer, step))
}

/// Holds the code, the sentence and the place of an error against what is
/// expected of them.
#[track_caller]
fn refused<T: std::fmt::Debug>(
    answer: Result<T, Refusal>,
    code: &str,
    message: &str,
    place: Option<&str>,
) {
    let error = JsValue::from(answer.expect_err("a refusal"));
    let error = js_sys::Error::from(error);
    assert_eq!(String::from(error.name()), "PeerlabError");
    assert_eq!(String::from(error.message()), message);
    let field = |name: &str| Reflect::get(&error, &name.into()).expect("a field");
    assert_eq!(field("code").as_string().as_deref(), Some(code));
    let found = field("place");
    let found = (!found.is_undefined()).then(|| json(&found));
    assert_eq!(found.as_deref(), place);
}

#[wasm_bindgen_test]
fn text_and_object_are_judged_alike() {
    let of_text = judge(&PEERED.into(), JsValue::UNDEFINED).expect("a report");
    let of_object = judge(&object(PEERED), JsValue::UNDEFINED).expect("a report");
    assert_eq!(json(&of_text), json(&of_object));
    assert_eq!(at(Ok(of_text), &["connections"]), r#"[["a","b"]]"#);
}

#[wasm_bindgen_test]
fn all_pairs_are_listed_where_asked_for() {
    let pairs = |options| at(judge(&PEERED.into(), options), &["reachability", "length"]);
    assert_eq!(pairs(JsValue::UNDEFINED), "0");
    assert_eq!(pairs(object("{}")), "0");
    assert_eq!(pairs(object(r#"{"all_pairs": true}"#)), "2");
}

#[wasm_bindgen_test]
fn unknown_fields_are_reported_of_objects_too() {
    let report = judge(&object(r#"{"vpc": []}"#), JsValue::UNDEFINED);
    assert_eq!(
        at(report, &["diagnostics", "0", "code"]),
        r#""unknown-field""#
    );
}

#[wasm_bindgen_test]
fn a_plan_that_is_applied_works_and_is_taken_back() {
    let scenario = object(PEERED);
    let question = object(r#"{"from": "pn-a", "to": "pn-b", "family": "ipv4"}"#);
    let edits =
        Reflect::get(&plan(&scenario, question).expect("a plan"), &"edits".into()).expect("edits");
    let applied = apply(&scenario, &edits).expect("a scenario");
    assert_eq!(json(&scenario), json(&object(PEERED)), "it stays as it is");
    let changed = Reflect::get(&applied, &"scenario".into()).expect("a scenario");
    let inverse = Reflect::get(&applied, &"inverse".into()).expect("edits");
    let question = || object(r#"{"from": "pn-a", "to": "pn-b"}"#);
    let way = ["forward", "disposition"];
    assert_eq!(at(trace(&scenario, question()), &way), r#""no-route""#);
    assert_eq!(at(trace(&changed, question()), &way), r#""delivered""#);
    let back = apply(&changed, &inverse).expect("a scenario");
    let back = Reflect::get(&back, &"scenario".into()).expect("a scenario");
    assert_eq!(
        encode_link(&back).expect("a link"),
        encode_link(&scenario).expect("a link")
    );
}

#[wasm_bindgen_test]
fn a_trace_may_be_of_a_protocol() {
    let filtered = object(
        r#"{"vpcs": [{"id": "a"}],
            "private_networks": [
              {"id": "p", "vpc_id": "a", "subnets": ["10.0.0.0/24"]},
              {"id": "q", "vpc_id": "a", "subnets": ["10.0.1.0/24"]}
            ],
            "acls": [{"vpc_id": "a", "rules": [
              {"protocol": "TCP", "source": "0.0.0.0/0", "destination": "0.0.0.0/0",
               "dst_port_low": 22, "dst_port_high": 22, "action": "drop"}
            ]}]}"#,
    );
    let asked = |more: &str| {
        let question = object(&format!(r#"{{"from": "p", "to": "q"{more}}}"#));
        at(trace(&filtered, question), &["forward", "disposition"])
    };
    for (more, disposition) in [
        ("", "delivered"),
        (r#", "protocol": "icmp""#, "delivered"),
        (r#", "protocol": "udp", "port": 22"#, "delivered"),
        (r#", "protocol": "tcp", "port": 443"#, "delivered"),
        (r#", "protocol": "tcp", "port": 22"#, "denied-by-acl"),
    ] {
        assert_eq!(asked(more), format!("\"{disposition}\""), "{more}");
    }
}

#[wasm_bindgen_test]
fn a_link_is_opened() {
    let link = encode_link(&r#"{"vpcs": [{"id": "a"}]}"#.into()).expect("a link");
    let opened = decode_link(&format!("https://example.org/{link}"));
    assert_eq!(at(opened, &[]), r#"{"version":1,"vpcs":[{"id":"a"}]}"#);
}

/// Numbers are narrower here than where the links were published.
#[wasm_bindgen_test]
fn published_links_are_made_and_opened_alike() {
    macro_rules! published {
        ($name:literal, $ending:literal) => {
            include_str!(concat!("../../../tests/links/v2/", $name, $ending))
        };
    }
    for (document, link) in [
        (
            published!("everything", ".json"),
            published!("everything", ".link"),
        ),
        (
            published!("chain-dual-stack", ".json"),
            published!("chain-dual-stack", ".link"),
        ),
        (published!("import", ".json"), published!("import", ".link")),
        (published!("odd", ".json"), published!("odd", ".link")),
        (
            published!("hub-of-fifty", ".json"),
            published!("hub-of-fifty", ".link"),
        ),
    ] {
        assert_eq!(encode_link(&document.into()).expect("a link"), link.trim());
        let opened = decode_link(link).expect("it opens");
        assert_eq!(encode_link(&opened).expect("a link"), link.trim());
    }
}

#[wasm_bindgen_test]
fn what_is_no_scenario_is_refused_with_its_place() {
    let judged = |given: JsValue| judge(&given, JsValue::UNDEFINED);
    refused(
        judged("{\n  \"vpcs\": [{\"id\": 7}]\n}".into()),
        "unreadable",
        "line 2, column 19, at vpcs[0].id: a text in quotes is expected, found `7`. Write \"7\", with \
         quotes",
        Some(r#"{"path":"vpcs[0].id","line":2,"column":19}"#),
    );
    refused(
        judged(object(r#"{"vpcs": [{"id": 7}]}"#)),
        "unreadable",
        "vpcs[0].id: a text in quotes is expected, found `7`. Write \"7\", with quotes",
        Some(r#"{"path":"vpcs[0].id"}"#),
    );
    refused(
        judged(object("[]")),
        "unreadable",
        "a scenario is an object {…}, not a list, found `[]`",
        Some(r#"{"path":""}"#),
    );
    refused(
        judged(JsValue::UNDEFINED),
        "unreadable",
        "a scenario is expected",
        None,
    );
    refused(
        judged(object(r#"{"version": 2}"#)),
        "newer-version",
        "this scenario was made by a newer version of Peerlab (its form is version 2, this one \
         reads version 1)",
        None,
    );
    let circle = object("{}");
    Reflect::set(&circle, &"vpcs".into(), &circle).expect("set");
    let error = JsValue::from(judged(circle).expect_err("a circle has no text"));
    let told = String::from(js_sys::Error::from(error).message());
    assert!(told.starts_with("a scenario is JSON: "), "{told}");
}

#[wasm_bindgen_test]
fn what_cannot_be_asked_is_refused() {
    let traced = |question: &str| trace(&PEERED.into(), object(question));
    refused(
        traced(r#"{"from": "pn-c", "to": "pn-b"}"#),
        "unknown-source",
        "there is no Private Network and no resource “pn-c” to send from (did you mean “pn-a”?)",
        None,
    );
    refused(
        traced(r#"{"from": "pn-a", "to": "pn-b", "protocol": "tcp"}"#),
        "unreadable",
        "TCP and UDP need a port",
        None,
    );
    refused(
        traced(r#"{"from": "pn-a", "to": "pn-b", "port": 80}"#),
        "unreadable",
        "ICMP has no ports",
        None,
    );
    refused(
        traced(r#"{"from": "pn-a"}"#),
        "unreadable",
        "the question cannot be read: missing field `to`",
        None,
    );
    refused(
        plan(&PEERED.into(), object(r#"{"from": "pn-a", "to": "pn-a"}"#)),
        "same-ends",
        "“pn-a” is both ends: a Private Network reaches itself",
        None,
    );
}

#[wasm_bindgen_test]
fn what_cannot_be_edited_or_opened_is_refused() {
    let applied = |edits: &str| apply(&PEERED.into(), &object(edits));
    refused(
        applied(r#"[{"edit": "remove", "id": "nothing"}]"#),
        "unknown-entity",
        "the scenario has no entity “nothing”",
        None,
    );
    refused(
        applied(r#"[{"edit": "set", "id": "a", "fields": {"region": "nl-ams"}}]"#),
        "immutable-field",
        "“region” of a VPC cannot be changed on the platform: it is chosen at creation",
        None,
    );
    refused(
        decode_link("https://example.org/"),
        "not-a-link",
        "there is no scenario in this link: one has “#s=” and a version in it, such as “#s=2.”",
        None,
    );
    refused(
        decode_link("#s=3.AAAA"),
        "newer-version",
        "this link was made by a newer version of Peerlab (its form is version 3, this one reads \
         versions 1 to 2)",
        None,
    );
}

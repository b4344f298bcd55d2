//! What is refused, and with which words.

use super::*;

#[track_caller]
fn refused(text: &str, sentence: &str) {
    let error = Scenario::read(text).expect_err(text);
    assert_eq!(error.to_string(), sentence, "for {text}");
}

#[test]
fn what_is_no_scenario_is_refused_with_its_place() {
    refused("", "line 1, column 1: the text is empty");
    refused(" \n", "line 1, column 1: the text is empty");
    refused(
        "[]",
        "line 1, column 1: a scenario is an object {…}, not a list, found `[]`",
    );
    refused(
        "\"x\"",
        "line 1, column 1: an object {…} is expected, found `\"x\"`",
    );
    refused(
        "id,name\n1,a",
        "line 1, column 1: this is a table of separated values (CSV), not JSON, found \
         `id,name`. Add `-o json` to the command that printed it",
    );
    refused(
        "ID    NAME   REGION\n1 a fr-par",
        "line 1, column 1: this is a table for people, not JSON, found \
         `ID NAME REGION`. Add `-o json` to the command that printed it",
    );
    refused(
        "<!doctype html>",
        "line 1, column 1: this is a web page or XML, not JSON, found \
         `<!doctype html>`. Save the JSON itself, not the page that shows it",
    );
    refused(
        "{\"vpcs\": [\n  {\"id\": \"a\"},\n]}",
        "line 3, column 1, at vpcs: a comma stands before a closing bracket, found \
         `]}`. Remove the comma",
    );
    refused(
        "{\"vpcs\": [{\"id\": \"a\"",
        "line 1, column 21, at vpcs[0]: the text ends too early: a bracket or quote is still \
         open. Was it cut off while being copied or saved?",
    );
    refused(
        "{'vpcs': []}",
        "line 1, column 2: a single quote stands where JSON has double quotes, found \
         `'vpcs': []}`. Write \"…\" instead of '…'",
    );
    refused(
        "{} {}",
        "line 1, column 4: there is more behind the end of the JSON value, found `{}`. \
         Open several values as files of their own",
    );
}

#[test]
fn a_value_of_the_wrong_shape_is_named_by_path_and_quoted() {
    refused(
        "{\n  \"vpcs\": [{\"id\": 12, \"name\": \"é\"}]\n}",
        "line 2, column 19, at vpcs[0].id: a text in quotes is expected, found `12`. \
         Write \"12\", with quotes",
    );
    refused(
        "{\"name\": \"é\", \"vpcs\": {}}",
        "line 1, column 23, at vpcs: a list […] is expected, found `{}`",
    );
    refused(
        "{\"vpcs\": [{\"Id\": \"a\"}]}",
        "line 1, column 11, at vpcs[0]: the field \"id\" is missing. \
         Write \"id\" instead of \"Id\"?",
    );
    refused(
        "{\"vpcs\": [{\"id\": \"a\", \"id\": \"b\"}]}",
        "line 1, column 11, at vpcs[0]: the field \"id\" stands here twice",
    );
    refused(
        "{\"private_networks\": [{\"id\": \"p\", \"vpc_id\": \"a\", \"subnets\": [7]}]}",
        "line 1, column 62, at private_networks[0].subnets[0]: a CIDR in quotes or an object \
         with a \"subnet\" is expected, found `7`",
    );
    refused(
        "{\"vpcs\": [{\"id\": \"\"}]}",
        "line 1, column 18, at vpcs[0].id: an id is empty, found `\"\"`",
    );
    refused(
        &format!("{{\"vpcs\": [{{\"id\": \"{}\"}}]}}", "x".repeat(129)),
        &format!(
            "line 1, column 18, at vpcs[0].id: an id has more than 128 characters, found `\"{}…`",
            "x".repeat(39)
        ),
    );
}

#[test]
fn a_version_that_never_was_is_refused_where_it_stands() {
    refused(
        "{\"name\": \"x\",\n \"version\": 0}",
        "line 2, column 13, at version: version 1 is expected, found `0`",
    );
}

#[test]
fn a_newer_version_says_so_whatever_else_it_holds() {
    let sentence = "this scenario was made by a newer version of Peerlab (its form is version \
                    2, this one reads version 1)";
    refused("{\"version\": 2}", sentence);
    refused("{\"vpcs\": {\"columns\": []}, \"version\": 2}", sentence);
    assert!(Scenario::from_json("{\"version\": 1}").is_ok());
    assert!(Scenario::from_json("{}").is_ok());
}

#[test]
fn deep_nesting_is_refused_without_a_crash() {
    let deep = "[".repeat(30 << 20);
    let error = Scenario::read(&format!("{{\"vpcs\": {deep}")).expect_err("too deep");
    assert!(error.to_string().contains("at vpcs[0]"), "{error}");
    let error = Scenario::read(&format!("{{\"unknown\": {deep}")).expect_err("never closed");
    assert!(error.to_string().contains("ends too early"), "{error}");
}

#[test]
fn limits_are_named() {
    let text = format!("{{\"name\": \"{}\"}}", "x".repeat(32 << 20));
    refused(
        &text,
        "there is more than can be judged: 33554444 where the limit is 32 MiB of text",
    );
    let vpcs: Vec<String> = (0..10_001)
        .map(|n| format!("{{\"id\":\"v{n}\"}}"))
        .collect();
    refused(
        &format!("{{\"vpcs\":[{}]}}", vpcs.join(",")),
        "there is more than can be judged: 10001 where the limit is 10,000 VPCs",
    );
}

#[test]
fn unknown_fields_are_grouped_and_the_nearest_known_is_offered() {
    let reading = Scenario::read(
        "{\"vpcs\": [{\"id\": \"a\", \"nmae\": 1}, {\"id\": \"b\", \"nmae\": 2}],
          \"layout\": {\"a\": {\"x\": 1, \"y\": 2, \"z\": 3}}, \"vpc\": []}",
    )
    .expect("readable");
    let told: Vec<_> = reading
        .unknown_fields
        .iter()
        .map(|unknown| {
            (
                unknown.path.as_str(),
                unknown.meant.as_deref(),
                unknown.count,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("layout.a.z", None, 1),
            ("vpc", Some("vpcs"), 1),
            ("vpcs[0].nmae", Some("name"), 2),
        ]
    );
}

#[test]
fn null_is_a_missing_value_and_subnet_objects_are_texts() {
    let scenario = Scenario::from_json(
        "{\"name\": null, \"vpcs\": [{\"id\": \"a\", \"tags\": null, \"region\": null,
           \"transitivity_enabled\": null, \"project_id\": null}],
          \"private_networks\": [{\"id\": \"p\", \"vpc_id\": \"a\",
           \"subnets\": [{\"id\": \"s\", \"subnet\": \"10.0.0.0/22\"}, \"fd00::/64\"]}]}",
    )
    .expect("readable");
    assert!(scenario.vpcs[0].transitivity_enabled);
    assert_eq!(scenario.vpcs[0].region, "fr-par");
    assert_eq!(
        scenario.private_networks[0].subnets,
        ["10.0.0.0/22", "fd00::/64"]
    );
}

#[test]
fn defaults_are_left_out_and_coordinates_are_whole() {
    let text = "{\"version\":1,\"vpcs\":[{\"id\":\"a\",\"name\":\"A\",\"region\":\"fr-par\",\
                \"routing_enabled\":true}],\"layout\":{\"a\":{\"x\":1.6,\"y\":-1e300}}}";
    let scenario = Scenario::from_json(text).expect("readable");
    assert_eq!(
        scenario.to_json(),
        "{\"version\":1,\"vpcs\":[{\"id\":\"a\",\"name\":\"A\"}],\
         \"layout\":{\"a\":{\"x\":2,\"y\":-1000000}}}"
    );
}

#[test]
fn bytes_that_are_no_text_say_where() {
    let error = text_of(&[0xff, 0xfe, b'{', 0]).expect_err("UTF-16");
    assert_eq!(
        error.to_string(),
        "byte 1 is not UTF-8 text: save the file as UTF-8, it is UTF-16"
    );
}

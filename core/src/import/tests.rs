use super::*;

/// Imports texts as files called `1.json`, `2.json` and so on.
fn read(texts: &[&str]) -> Result<Imported, ImportError> {
    let names: Vec<String> = (1..=texts.len()).map(|n| format!("{n}.json")).collect();
    let files: Vec<File<'_>> = names
        .iter()
        .zip(texts)
        .map(|(name, text)| File {
            name,
            bytes: text.as_bytes(),
        })
        .collect();
    import(&files)
}

#[track_caller]
fn scenario(texts: &[&str]) -> String {
    let imported = read(texts).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(imported.reading.unknown_fields, [], "for {texts:?}");
    imported.reading.scenario.to_json()
}

#[track_caller]
fn notes(texts: &[&str]) -> Vec<String> {
    let imported = read(texts).unwrap_or_else(|error| panic!("{error}"));
    imported.notes.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn refused(texts: &[&str], sentence: &str) {
    let error = read(texts).expect_err("refused");
    assert_eq!(error.to_string(), sentence, "for {texts:?}");
}

const VPC: &str = r#"{"id":"a","name":"A","is_default":false,"transitivity_enabled":true}"#;

#[test]
fn every_wrapping_of_an_object_gives_the_same_scenario() {
    let expected = r#"{"version":1,"vpcs":[{"id":"a","name":"A"}]}"#;
    for text in [
        VPC.to_owned(),
        format!("[{VPC}]"),
        format!("\u{feff} [{VPC}]\n"),
        format!(r#"{{"vpcs":[{VPC}],"total_count":1}}"#),
        format!(r#"{{"total_count":1,"vpcs":[{VPC}]}}"#),
        format!(r#"{{"vpcs":[{VPC}]}}"#),
    ] {
        assert_eq!(scenario(&[&text]), expected, "for {text}");
    }
}

#[test]
fn a_scenario_is_told_from_an_answer_with_the_same_keys() {
    let expected = r#"{"version":1,"vpcs":[{"id":"a"}]}"#;
    assert_eq!(scenario(&[r#"{"vpcs":[{"id":"a"}]}"#]), expected);
    assert_eq!(scenario(&["{}"]), r#"{"version":1}"#);
    assert_eq!(
        scenario(&[r#"{"name":"x"}"#]),
        r#"{"version":1,"name":"x"}"#
    );
    let slip = read(&[r#"{"vcps":[]}"#]).expect("a scenario");
    assert_eq!(
        slip.reading.unknown_fields[0].meant.as_deref(),
        Some("vpcs")
    );
}

#[test]
fn a_share_link_is_a_scenario() {
    let expected = r#"{"version":1,"vpcs":[{"id":"a"}]}"#;
    let linked = link::encode(&Scenario::from_json(expected).expect("readable"));
    assert_eq!(
        scenario(&[&format!("https://lab.example/{linked}\n")]),
        expected
    );
    refused(
        &[&linked[..linked.len() - 8]],
        "1.json: the link is cut off: its end is missing. Copy it whole, or ask for it as a file",
    );
    let quoting = format!(r#"{{"name":"see {linked}"}}"#);
    assert!(scenario(&[&quoting]).contains("see #s=1."));
}

#[test]
fn a_scenario_is_opened_alone() {
    refused(
        &["{}", r#"{"version":1}"#],
        "1.json and 2.json are two scenarios: open them one at a time",
    );
    refused(
        &["[]", "{}"],
        "2.json is a scenario and 1.json a list of the platform: open the scenario alone, or the \
         lists without it",
    );
    refused(&[], "there is nothing to read: no file was given");
}

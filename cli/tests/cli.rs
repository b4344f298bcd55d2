//! The command line as a person meets it: what is typed, what is printed,
//! which code it exits with.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/fixes.rs"]
mod fixes;
#[path = "cli/plan.rs"]
mod plan;
#[path = "cli/questions.rs"]
mod questions;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs `peerlab` in the folder of the fixtures, with a text on standard input.
fn peerlab(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_peerlab"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests"))
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut input = child.stdin.take().expect("standard input");
    // A program that needs no input may end before it is written.
    let _ = input.write_all(stdin);
    drop(input);
    child.wait_with_output().expect("the binary ends")
}

/// Tells everything that came of a command.
fn told(arguments: &[&str], stdin: &[u8]) -> String {
    let output = peerlab(arguments, stdin);
    let code = output.status.code().expect("an exit code");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    format!(
        "exit code {code}\n--- standard output\n{}--- standard error\n{}",
        text(output.stdout),
        text(output.stderr)
    )
}

fn check(stdin: impl AsRef<[u8]>) -> String {
    told(&["check", "-"], stdin.as_ref())
}

/// Writes a file that a test needs, and returns the way to it.
fn file(name: &str, text: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).expect("a file can be written");
    path
}

const SCW: [&str; 4] = [
    "fixtures/scw/vpcs.json",
    "fixtures/scw/private-networks.json",
    "fixtures/scw/vpc-connectors.json",
    "fixtures/scw/routes.json",
];

fn with_scw<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &SCW].concat()
}

#[test]
fn check_tells_every_overlap_and_every_status() {
    insta::assert_snapshot!(
        "check_conflict",
        told(&["check", "scenarios/conflict.json"], b"")
    );
    insta::assert_snapshot!(
        "check_orphan",
        told(&["check", "scenarios/orphan.json"], b"")
    );
    insta::assert_snapshot!(
        "check_resolution",
        told(&["check", "scenarios/resolution.json"], b"")
    );
    insta::assert_snapshot!("check_lists", told(&with_scw(&["check"]), b""));
    insta::assert_snapshot!("check_good", check(r#"{"vpcs":[{"id":"a"}]}"#));
}

#[test]
fn scenarios_are_judged_one_by_one_and_lists_together() {
    let files = [
        "check",
        "fixtures/scw/vpcs.json",
        "scenarios/ipv6-conflict.json",
        "fixtures/scw/private-networks.json",
        "fixtures/scw/vpc-connectors.json",
        "scenarios/peered.json",
    ];
    insta::assert_snapshot!("check_several", told(&files, b""));
}

#[test]
fn json_is_one_report_a_line_and_notes_go_elsewhere() {
    let mut arguments = with_scw(&["check", "--format", "json"]);
    arguments.push("scenarios/conflict.json");
    let output = peerlab(&arguments, b"");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).expect("text");
    let reports: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a report on each line"))
        .collect();
    assert_eq!(reports.len(), 2);
    for report in &reports {
        let overlaps = |connector: usize| {
            let overlaps = report.pointer(&format!("/connectors/{connector}/overlaps"));
            overlaps.and_then(|o| o.as_array()).map(Vec::len)
        };
        assert_eq!(report.pointer("/version"), Some(&1.into()));
        assert_eq!((overlaps(0), overlaps(1)), (Some(2), Some(2)));
    }
    let notes = String::from_utf8(output.stderr).expect("text");
    assert!(notes.starts_with("note: 20 routes"), "{notes}");
}

#[test]
fn colour_is_used_when_asked_for() {
    insta::assert_snapshot!(
        "check_colour",
        told(
            &["check", "--color", "always", "scenarios/conflict.json"],
            b""
        )
        .replace('\u{1b}', "␛")
    );
    let plain = told(&["check", "scenarios/conflict.json"], b"");
    assert!(!plain.contains('\u{1b}'), "a pipe is no terminal");
    let never = told(
        &["check", "--color", "never", "scenarios/conflict.json"],
        b"",
    );
    assert_eq!(never, plain);
}

#[test]
fn test_tells_each_expectation() {
    insta::assert_snapshot!(
        "test_holds",
        told(&["test", "scenarios/ipv6-conflict.json"], b"")
    );
    let scenario = r#"{"vpcs":[{"id":"a"}],"expectations":[
        {"expect":"status","connector":"a-to-b","is":"peered","name":"A meets B"},
        {"expect":"diagnostic","code":"quota","present":false}]}"#;
    insta::assert_snapshot!("test_fails", told(&["test", "-"], scenario.as_bytes()));
    insta::assert_snapshot!(
        "test_nothing",
        told(&["test", "-", "scenarios/ipv6-conflict.json"], b"{}")
    );
}

#[test]
fn import_prints_the_scenario_alone() {
    let output = peerlab(&with_scw(&["import"]), b"");
    assert_eq!(output.status.code(), Some(0));
    let reversed: Vec<&str> = ["import"]
        .into_iter()
        .chain(SCW.into_iter().rev())
        .collect();
    assert_eq!(peerlab(&reversed, b"").stdout, output.stdout);
    // What is printed is a scenario that is judged the same.
    let again = peerlab(&["check", "--format", "json", "-"], &output.stdout);
    let direct = peerlab(&with_scw(&["check", "--format", "json"]), b"");
    assert_eq!(again.stdout, direct.stdout);
    insta::assert_snapshot!(
        "import_notes",
        told(
            &["import", "fixtures/more/vpc.json", "fixtures/more/acl.json"],
            b""
        )
    );
    insta::assert_snapshot!(
        "import_unknown_field",
        told(&["import", "-"], br#"{"vpcs":[{"id":"a","nmae":"A"}]}"#)
    );
}

#[test]
fn a_link_opens_to_the_same_scenario() {
    let link = peerlab(&["link", "scenarios/peered.json"], b"");
    assert_eq!(link.status.code(), Some(0));
    let text = String::from_utf8(link.stdout).expect("text");
    assert!(text.starts_with("#s=2."), "{text}");
    let printed = peerlab(&["import", "scenarios/peered.json"], b"").stdout;
    assert_eq!(peerlab(&["open", text.trim()], b"").stdout, printed);
    assert_eq!(peerlab(&["open", "-"], text.as_bytes()).stdout, printed);
    // A text with a link in it is as good as the file.
    let judged = told(&["check", "-"], text.as_bytes());
    assert_eq!(
        judged.replace("standard input", "scenarios/peered.json"),
        told(&["check", "scenarios/peered.json"], b"")
    );
    let half = text.get(..text.len() / 2).expect("ASCII");
    insta::assert_snapshot!("open_half", told(&["open", half], b""));
    insta::assert_snapshot!("open_newer", told(&["open", "#s=3.abc"], b""));
}

#[test]
fn bad_input_is_told_with_place_and_reason() {
    let cases: [(&str, &[u8]); 14] = [
        ("not JSON", b"VPCs of production"),
        ("empty", b""),
        ("CSV", b"id,name\n1,a\n"),
        ("a table for people", b"ID    NAME   REGION\n1     a      fr-par\n"),
        ("version 2", br#"{"version":2,"vpcs":[]}"#),
        ("two VPCs with one id", br#"{"vpcs":[{"id":"a"},{"id":"a"}]}"#),
        ("an id that is a number", b"{\n  \"vpcs\": [{\"id\": 12}]\n}"),
        (
            "host bits",
            br#"{"vpcs":[{"id":"a"}],"private_networks":[{"id":"p","vpc_id":"a","subnets":["10.0.0.1/8"]}]}"#,
        ),
        (
            "an IPv6 prefix that is too long",
            br#"{"vpcs":[{"id":"a"}],"private_networks":[{"id":"p","vpc_id":"a","subnets":["fd00::/129"]}]}"#,
        ),
        ("a list cut off", br#"[{"id":"a","is_default":tr"#),
        ("a number in a list", b"[{\"id\":\"a\",\"is_default\":true},\n {\"id\":7,\"is_default\":true}]"),
        ("another product", br#"[{"id":"a","commercial_type":"PLAY2-NANO"}]"#),
        ("a link cut in half", b"https://lab.example/#s=1.q1YqSy0qzszPU7Iy1FEqK"),
        ("UTF-16", b"\xff\xfe{\x00}\x00"),
    ];
    let told: Vec<String> = cases
        .into_iter()
        .map(|(case, text)| format!("=== {case}\n{}", check(text)))
        .collect();
    insta::assert_snapshot!("bad_input", told.join("\n"));
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = "[".repeat(30 << 20);
    insta::assert_snapshot!("bad_nesting", check(format!("{{\"vpcs\": {deep}")));
}

#[test]
fn what_cannot_be_read_leaves_the_rest_judged() {
    let files = [
        "check",
        "no-such-file.json",
        "scenarios",
        "scenarios/peered.json",
        "-",
        "-",
    ];
    insta::assert_snapshot!("unread", told(&files, b"{}"));
    let lists = ["check", "fixtures/scw/vpcs.json", "no-such-file.json"];
    insta::assert_snapshot!("unread_list", told(&lists, b""));
}

#[test]
fn a_file_without_end_is_read_no_further_than_the_limit() {
    if !Path::new("/dev/zero").exists() {
        return;
    }
    let told = told(&["check", "/dev/zero"], b"");
    assert!(told.contains("the limit is 32 MiB of text"), "{told}");
}

#[test]
fn names_play_no_tricks_on_the_terminal() {
    let path = file(
        "tricks.json",
        "{\"vpcs\":[{\"id\":\"a\",\"name\":\"\\u001b[2Jgone\\n\"},{\"id\":\"b\",\"name\":\"\u{202e}txt\"}],\
          \"vpc_connectors\":[{\"id\":\"a-to-b\",\"vpc_id\":\"a\",\"target_vpc_id\":\"b\"}],\
          \"expectations\":[{\"expect\":\"status\",\"name\":\"\\u0007\",\"connector\":\"a-to-b\",\"is\":\"orphan\"}]}"
            .as_bytes(),
    );
    let path = path.to_str().expect("a path that is text");
    for command in ["check", "test"] {
        let told = told(&[command, path], b"");
        assert!(
            !told.contains(['\u{1b}', '\u{202e}', '\u{7}']),
            "{command}: {}",
            told.escape_debug()
        );
    }
    assert!(told(&["check", path], b"").contains(r"\u{1b}[2Jgone\u{a} → \u{202e}txt"));
}

/// Closes the reading end at once, as `peerlab … | head -0` does.
#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_peerlab"))
        .args(["check", "scenarios/conflict.json"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the binary ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1), "the verdict is the same");
}

#[test]
fn help_explains_itself() {
    insta::assert_snapshot!("help", told(&["--help"], b""));
    insta::assert_snapshot!("help_check", told(&["check", "--help"], b""));
    insta::assert_snapshot!("help_mistyped", told(&["chekc", "x"], b""));
}

#[test]
fn a_link_is_sent_to_the_command_that_opens_it() {
    let told = told(&["check", "#s=1.abc"], b"");
    assert!(
        told.contains("exit code 2") && told.contains("peerlab open"),
        "{told}"
    );
}

//! `peerlab export`.

use super::{peerlab, told};

#[test]
fn a_scenario_is_printed_as_other_tools_read_it() {
    for format in ["terraform", "scw", "mermaid", "markdown", "csv"] {
        let answer = told(&["export", format, "scenarios/peered.json"], b"");
        insta::assert_snapshot!(format!("export_{format}"), answer);
    }
}

#[test]
fn a_picture_is_a_file_of_its_own() {
    let answer = peerlab(&["export", "svg", "scenarios/peered.json"], b"");
    let picture = String::from_utf8(answer.stdout).expect("text");
    assert!(
        picture.starts_with("<svg ") && picture.ends_with("</svg>\n"),
        "{picture}"
    );
}

#[test]
fn what_is_no_format_or_no_scenario_is_told() {
    let answer = told(&["export", "terrafrom", "scenarios/peered.json"], b"");
    insta::assert_snapshot!("export_mistyped", answer);
    let answer = peerlab(&["export", "scw", "-"], b"{");
    assert_eq!(answer.status.code(), Some(2));
    assert!(answer.stdout.is_empty(), "half a script is none");
}

//! What `peerlab explain` says.

use crate::told;

#[test]
fn explain_tells_codes_and_assumptions() {
    let topics = ["orphan-connector", "route-overrides-local", "A4", "a7"];
    let told: Vec<String> = topics
        .map(|topic| format!("=== explain {topic}\n{}", told(&["explain", topic], b"")))
        .to_vec();
    insta::assert_snapshot!("explain", told.join("\n"));
}

#[test]
fn explain_lists_what_there_is() {
    insta::assert_snapshot!("explain_list", told(&["explain"], b""));
}

#[test]
fn explain_offers_what_was_meant() {
    for (asked, expected) in [
        ("missing-rout", " (did you mean “missing-route”?)"),
        ("weather", ""),
    ] {
        assert_eq!(
            told(&["explain", asked], b""),
            format!(
                "exit code 2\n--- standard output\n--- standard error\n\
                 error: no code or assumption is called “{asked}”{expected}\n"
            )
        );
    }
}

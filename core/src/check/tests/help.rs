//! The pages of help.

use crate::assumption::Assumption;
use crate::check::{Code, Help, Source, Topic};

/// Counts sentences; a full stop within a word, as in 10.0.0.0, ends none.
fn sentences(text: &str) -> usize {
    assert!(text.ends_with('.'), "{text}");
    assert!(
        text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()),
        "{text}"
    );
    assert!(!text.contains("  "), "{text}");
    text.matches(". ").count() + 1
}

#[test]
fn every_code_has_a_short_page_that_says_where_it_is_from() {
    for code in Code::ALL {
        let Help {
            rule,
            on_the_platform,
            mend,
            sources,
        } = code.help();
        let told: usize = [rule, on_the_platform, mend]
            .map(|text| sentences(text))
            .iter()
            .sum();
        assert!((3..=7).contains(&told), "{code}: {told} sentences");
        assert!(!sources.is_empty(), "{code}");
        for (place, source) in sources.iter().enumerate() {
            assert!(!sources[..place].contains(source), "{code}: {source} twice");
        }
    }
}

#[test]
fn every_assumption_is_two_sentences() {
    for (place, assumption) in Assumption::ALL.iter().enumerate() {
        assert_eq!(assumption.to_string(), format!("A{}", place + 1));
        assert_eq!(sentences(assumption.taken()), 1);
        assert_eq!(sentences(assumption.left_open()), 1);
    }
}

#[test]
fn a_topic_is_found_by_its_name_and_nothing_else() {
    for &code in Code::ALL {
        assert_eq!(Topic::named(code.as_str()), Ok(Topic::Code(code)));
    }
    for &assumption in Assumption::ALL {
        let topic = Ok(Topic::Assumption(assumption));
        assert_eq!(Topic::named(&assumption.as_str().to_lowercase()), topic);
    }
    let said = |asked: &str| Topic::named(asked).unwrap_err().to_string();
    assert_eq!(
        said("orphan-conector"),
        "no code or assumption is called “orphan-conector” (did you mean “orphan-connector”?)"
    );
    assert_eq!(
        said("A13"),
        "no code or assumption is called “A13” (did you mean “A1”?)"
    );
    assert_eq!(said(""), "no code or assumption is called “”");
}

/// What a page rests on is what the comments at the rule itself say.
#[test]
fn assumptions_are_told_where_a_diagnostic_rests_on_one() {
    let resting = |code: Code| {
        let sources = code.help().sources.iter();
        let assumed = sources.filter_map(|source| match source {
            Source::Assumed(assumption) => Some(assumption.as_str()),
            _ => None,
        });
        assumed.collect::<Vec<_>>()
    };
    assert_eq!(resting(Code::DuplicateConnector), ["A1"]);
    assert_eq!(resting(Code::DuplicateRoute), ["A3"]);
    assert_eq!(resting(Code::RouteOverridesLocal), ["A4"]);
    assert_eq!(resting(Code::RoutingDisabled), ["A5"]);
    assert_eq!(resting(Code::DefaultRouteNotReceived), ["A6"]);
    assert_eq!(resting(Code::ChainTooLong), ["A8"]);
}

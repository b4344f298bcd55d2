//! Spelling and links of texts for people.
//!
//! `words.txt` holds every word that such a text may have. A new word is added to
//! it by hand, which is when one looks at how it is spelt.

use std::collections::BTreeSet;
use std::path::Path;

use crate::folder;

/// Where the platform's documentation begins: the one place outside that texts
/// lead to.
const DOCUMENTATION: &str = "https://www.scaleway.com/en/docs/";

/// Fails where a text has a word that is not in the list.
pub(crate) fn check(texts: &[(String, String)]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons/words.txt");
    let list = folder::read(&file);
    let known: Vec<&str> = list.lines().collect();
    assert!(known.is_sorted(), "words.txt is not sorted");
    let known: BTreeSet<&str> = known.into_iter().collect();
    let mut unknown = BTreeSet::new();
    for (name, text) in texts {
        let words = words(text).into_iter();
        let words = words.filter(|word| !known.contains(word.as_str()));
        unknown.extend(words.map(|word| format!("{word} ({name})")));
    }
    assert!(
        unknown.is_empty(),
        "these words are not in tests/lessons/words.txt; add those that are spelt right: {}",
        unknown.into_iter().collect::<Vec<_>>().join(", ")
    );
}

/// Returns the words of a Markdown text in small letters, without what is code,
/// addresses and numbers.
fn words(text: &str) -> Vec<String> {
    // What stands between ticks is code, and what stands in brackets behind a
    // link's words is an address.
    let prose = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let mut prose = prose.as_str();
    let mut kept = String::new();
    while let Some((before, rest)) = prose.split_once("](") {
        kept.push_str(before);
        kept.push(' ');
        prose = rest.split_once(')').map_or("", |(_, after)| after);
    }
    kept.push_str(prose);
    let words = kept.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    words
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty() && !word.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_lowercase)
        .collect()
}

/// Returns the targets of a Markdown text's links, and bare addresses.
pub(crate) fn links(text: &str) -> Vec<String> {
    let of_links = text.split("](").skip(1);
    let of_links = of_links.map(|rest| rest.split([')', ' ']).next().unwrap_or_default());
    let bare = text.split(|c: char| c.is_whitespace() || "()<>".contains(c));
    let bare = bare.filter(|word| word.contains("://"));
    of_links.chain(bare).map(str::to_owned).collect()
}

/// Tells whether a link leads to the documentation or to a file of the page.
pub(crate) fn leads_somewhere(target: &str) -> bool {
    if target.contains(':') {
        return target.starts_with(DOCUMENTATION);
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static");
    !target.is_empty() && !target.starts_with('/') && page.join(target).is_file()
}

#[test]
fn words_are_told_from_code_and_addresses() {
    assert_eq!(
        words("Shop's **only** route, `10.0.0.0/8 via x`, is [the “wide” one](https://a.b/c): A3."),
        ["shop's", "only", "route", "is", "the", "wide", "one"]
    );
}

#[test]
fn links_are_found_and_followed() {
    let text = "See [this](style.css) or [that](lessons/none.json), https://example.org/x.";
    let found = links(text);
    assert_eq!(
        found,
        ["style.css", "lessons/none.json", "https://example.org/x."]
    );
    let leads: Vec<bool> = found.iter().map(|target| leads_somewhere(target)).collect();
    assert_eq!(leads, [true, false, false]);
    assert!(leads_somewhere("https://www.scaleway.com/en/docs/vpc/"));
    assert!(!leads_somewhere("javascript:alert(1)"));
}

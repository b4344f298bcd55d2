use super::*;
use crate::rendering::rendered_html;

/// Shows a text and returns its HTML on one line.
fn shown(text: &str) -> String {
    rendered_html(markdown(text)).replace('\n', "")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "for {text:?}");
}

#[test]
fn blocks_are_told_apart() {
    check("one\ntwo\n\nthree", "<p>one two</p><p>three</p>");
    check("one  \ntwo\\\nthree", "<p>one<br>two<br>three</p>");
    check(
        "# Title #\ntext",
        "<p><strong>Title</strong></p><p>text</p>",
    );
    check(
        "- a\n- b\n  more\n\n- c",
        "<ul><li>a</li><li>b more</li><li>c</li></ul>",
    );
    check("- a\n\nb", "<ul><li>a</li></ul><p>b</p>");
    check(
        "1. a\n2) b\n* c",
        "<ol><li>a</li><li>b</li></ol><ul><li>c</li></ul>",
    );
    check(
        "```sh\n*a*\n\n<b>\n```\nx",
        "<pre tabindex=\"0\"><code>*a*\n\n&lt;b&gt;</code></pre><p>x</p>"
            .replace('\n', "")
            .as_str(),
    );
    check("#no\n10.0.0.0/8 is\n-5", "<p>#no 10.0.0.0/8 is -5</p>");
    check("", "");
}

#[test]
fn words_are_stressed_and_quoted() {
    check(
        "a *b* **c** `d*e*`",
        "<p>a <em>b</em> <strong>c</strong> <code>d*e*</code></p>",
    );
    check(
        "_a_ __b__ **c *d***",
        "<p><em>a</em> <strong>b</strong> <strong>c <em>d</em></strong></p>",
    );
    check(
        "pn_front_a and 2 * 3 * 4",
        "<p>pn_front_a and 2 * 3 * 4</p>",
    );
    check("*open **deep", "<p>*open **deep</p>");
    check(r"\*plain\* \a `", r"<p>*plain* \a `</p>");
    check("**a *b** c*", "<p><strong>a *b</strong> c*</p>");
}

#[test]
fn links_lead_to_the_web_alone() {
    let link = |to: &str, words: &str| {
        format!("<a href=\"{to}\" target=\"_blank\" rel=\"noopener noreferrer\">{words}</a>")
    };
    let docs = link("https://example.org/a?b=1", "the <em>docs</em>");
    check(
        "see [the *docs*](https://example.org/a?b=1).",
        &format!("<p>see {docs}.</p>"),
    );
    let bare = link("http://example.org/a", "http://example.org/a");
    check(
        "(http://example.org/a), then",
        &format!("<p>({bare}), then</p>"),
    );
    for refused in [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:x)",
        "[a](data:text/html,x)",
        "[a](//example.org)",
        "[a](https://)",
        "xhttps://example.org",
        "[a][b] ](https://",
    ] {
        assert!(!shown(refused).contains("<a"), "{refused}");
    }
    let host = link("https://exa", "https://exa");
    check("[a](https://exa mple)", &format!("<p>[a]({host} mple)</p>"));
    check(
        "[[a](https://b.c)",
        &format!("<p>[{}</p>", link("https://b.c", "a")),
    );
}

#[test]
fn what_is_hostile_stays_text() {
    for text in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](https://example.org/\"onmouseover=\"alert(1))",
        "`<b>`",
        "&lt;script&gt;",
        "[<svg onload=x>](https://example.org)",
    ] {
        let html = shown(text);
        for tag in html.split('<').skip(1) {
            let name = tag.trim_start_matches('/').split([' ', '>']).next();
            assert!(
                ["p", "a", "code"].contains(&name.unwrap()),
                "{text} gives {html}"
            );
            let attributes = tag.split('>').next().unwrap();
            assert!(!attributes.contains("on"), "{text} gives {html}");
        }
    }
    check("&amp;", "<p>&amp;amp;</p>");
}

#[test]
fn reading_takes_time_in_proportion_to_the_text() {
    for hostile in [
        "*",
        "**a",
        "[",
        "[a](",
        "`",
        "_a*b_",
        "*a_",
        "](https://",
        "h",
        "[*",
        "\\",
    ] {
        let text = hostile.repeat(100_000 / hostile.len());
        assert!(!read(&text).is_empty(), "{hostile}");
    }
    let nested = "*a **b _c __d [e ".repeat(5_000);
    assert!(!read(&nested).is_empty());
}

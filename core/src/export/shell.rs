//! Words of a shell's command line.

use std::borrow::Cow;

/// Quotes a text so that a POSIX shell takes it as one word and nothing in it
/// for anything else.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"@%+=:,./_-".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("'{}'", text.replace('\'', r"'\''")))
}

/// Makes a comment of a text, which must not end it: a name may hold a line
/// break, and what stands behind it would be run.
pub(super) fn comment(text: &str) -> String {
    let harmless = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(harmless).collect();
    format!("# {text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_word_is_taken_for_more() {
        let cases = [
            ("10.0.0.0/22", "10.0.0.0/22"),
            ("fd00::/64", "fd00::/64"),
            ("", "''"),
            ("to vpc-b", "'to vpc-b'"),
            ("it's", r"'it'\''s'"),
            ("$(id) `id` \"x\" \\ ; ~", "'$(id) `id` \"x\" \\ ; ~'"),
            ("Zürich", "'Zürich'"),
            ("a\nb", "'a\nb'"),
        ];
        for (text, expected) in cases {
            assert_eq!(quoted(text), expected);
        }
    }

    #[test]
    fn a_comment_stays_on_its_line() {
        assert_eq!(comment("a\nrm -r b\r\u{85}c"), "# a rm -r b  c");
    }
}

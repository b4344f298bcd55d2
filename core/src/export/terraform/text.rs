//! Texts as HCL writes them.

use std::fmt::Write as _;

/// Writes a text so that HCL takes it as it is: nothing in it ends the quotes,
/// is put in from elsewhere or decides anything.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '$' | '%' => match characters.peek() {
                // Doubled, it begins nothing.
                Some('{') => quoted.extend([character, character]),
                // Two before a brace would be taken for one that is doubled.
                Some(&next) if next == character => coded(&mut quoted, character),
                _ => quoted.push(character),
            },
            // Breaks lines, or turns the direction in which they are read.
            _ if character.is_control() || is_invisible(character) => {
                coded(&mut quoted, character);
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Writes a character by its number.
fn coded(text: &mut String, character: char) {
    let number = u32::from(character);
    // Writing to a text does not fail.
    let _ = if number > 0xffff {
        write!(text, "\\U{number:08x}")
    } else {
        write!(text, "\\u{number:04x}")
    };
}

const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_more() {
        let cases = [
            ("", r#""""#),
            ("Zürich 10 %", r#""Zürich 10 %""#),
            ("say \"hi\" \\", r#""say \"hi\" \\""#),
            ("a\nb\r\tc", r#""a\nb\r\tc""#),
            ("${file(\"x\")}", r#""$${file(\"x\")}""#),
            ("%{ if true }", r#""%%{ if true }""#),
            ("$$${x}", r#""\u0024\u0024$${x}""#),
            ("$%{x}", r#""$%%{x}""#),
            ("5 $", r#""5 $""#),
            ("a\u{0}b\u{202e}c", r#""a\u0000b\u202ec""#),
        ];
        for (text, expected) in cases {
            assert_eq!(quoted(text), expected);
        }
    }
}

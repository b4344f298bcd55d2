//! Names in a text that people read.

/// How many marks in a row may stand on one character; more than any language
/// has are there to spill over the lines around.
const MOST_MARKS: usize = 4;

/// Writes a text so that it stays on its line and is read as it is written:
/// line breaks become blanks, and what cannot be seen or turns the direction of
/// reading is shown as a sign for what cannot be shown.
pub(super) fn legible(text: &str) -> String {
    let mut marks = 0;
    let characters = text.chars().filter_map(|character| {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        match character {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            _ if character.is_control() || turns(character) => Some('\u{fffd}'),
            // XML knows no such characters.
            '\u{fffe}' | '\u{ffff}' => Some('\u{fffd}'),
            _ => (marks <= MOST_MARKS).then_some(character),
        }
    });
    characters.collect()
}

/// Tells whether a character turns the direction in which those behind it are
/// read.
const fn turns(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Tells whether a character stands on the one before.
const fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_on_its_line_and_its_height() {
        assert_eq!(legible("Zürich é 網路 🦀"), "Zürich é 網路 🦀");
        assert_eq!(legible("a\r\nb\tc\u{2028}d"), "a  b c d");
        assert_eq!(
            legible("a\u{202e}b\u{0}\u{ffff}"),
            "a\u{fffd}b\u{fffd}\u{fffd}"
        );
        let zalgo: String = "a".to_owned() + &"\u{336}".repeat(90) + "b";
        assert_eq!(legible(&zalgo), "a\u{336}\u{336}\u{336}\u{336}b");
    }
}

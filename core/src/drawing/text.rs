//! Text and numbers as SVG needs them: it does not cut text off by itself.

/// Returns as much of a text as fits, with an ellipsis where some is left out,
/// and whether that is so.
///
/// Widths are estimates that err on the wide side, as the system's font is not
/// known.
///
/// ```
/// use peerlab_core::drawing::fitted;
///
/// assert_eq!(fitted("front", 120.0, 13.0), ("front".to_owned(), false));
/// let (text, cut) = fitted("a-very-long-name-of-a-private-network", 120.0, 13.0);
/// assert!(cut && text.starts_with("a-very-long") && text.ends_with('…'));
/// ```
#[must_use]
pub fn fitted(text: &str, width: f64, font_size: f64) -> (String, bool) {
    let room = width / font_size;
    let mut used = 0.0;
    // How much of the text fits with an ellipsis behind it.
    let mut with_ellipsis = 0;
    for (at, character) in text.char_indices() {
        if used + ELLIPSIS <= room {
            with_ellipsis = at;
        }
        used += width_of(character);
        if used > room {
            let kept = text.get(..with_ellipsis).unwrap_or_default().trim_end();
            return (format!("{kept}…"), true);
        }
    }
    (text.to_owned(), false)
}

/// Writes a number to a hundredth. By hand, because what the standard library
/// brings to write any number exactly is a twentieth of the whole page.
///
/// ```
/// use peerlab_core::drawing::decimal;
///
/// assert_eq!([decimal(12.0), decimal(-7.5), decimal(0.016)], ["12", "-7.5", "0.02"]);
/// ```
#[must_use]
pub fn decimal(number: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no number of a picture comes near the bounds, where it would be clamped"
    )]
    let hundredths = (number * 100.0).round() as i64;
    let (whole, part) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    let sign = if hundredths < 0 { "-" } else { "" };
    match (part / 10, part % 10) {
        (0, 0) => format!("{sign}{whole}"),
        (tenths, 0) => format!("{sign}{whole}.{tenths}"),
        (tenths, hundredths) => format!("{sign}{whole}.{tenths}{hundredths}"),
    }
}

const ELLIPSIS: f64 = 0.9;

/// Estimates the width of a character in units of the font's size.
fn width_of(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '|' | '\'' | '!' | ' ' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 0.94,
        '0'..='9' => 0.62,
        character if character.is_ascii_uppercase() => 0.7,
        character if character.is_ascii() => 0.6,
        // Beyond the Latin scripts characters may be as wide as they are high.
        '\u{80}'..='\u{24f}' => 0.64,
        _ => 1.05,
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, fitted};

    #[test]
    fn numbers_are_written_to_a_hundredth() {
        for (number, text) in [
            (0.0, "0"),
            (-0.001, "0"),
            (12.0, "12"),
            (-7.5, "-7.5"),
            (0.016, "0.02"),
            (1_000_000.254, "1000000.25"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn short_text_stays_whole() {
        assert_eq!(fitted("front", 120.0, 13.0), ("front".to_owned(), false));
        assert_eq!(fitted("", 0.0, 13.0), (String::new(), false));
    }

    #[test]
    fn long_text_ends_in_an_ellipsis() {
        let (text, cut) = fitted("a-very-long-name-of-a-private-network", 120.0, 13.0);
        assert!(
            cut && text.ends_with('…') && text.starts_with("a-very-long"),
            "{text}"
        );
        assert!(text.chars().count() < 20);
    }

    #[test]
    fn wide_scripts_are_cut_sooner_and_never_within_a_character() {
        let (narrow, _) = fitted(&"i".repeat(99), 100.0, 13.0);
        let (wide, _) = fitted(&"網".repeat(99), 100.0, 13.0);
        assert!(wide.chars().count() * 2 < narrow.chars().count());
        assert_eq!(fitted("網路", 1.0, 13.0).0, "…");
    }
}

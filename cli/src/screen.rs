//! Writing lines to a person: colour where it is wanted, and never a character
//! from a file that would play tricks on the terminal.

use std::borrow::Cow;
use std::env;
use std::io::{self, BufWriter, IsTerminal as _, Write};

use serde::Serialize;

use crate::arguments::ColorChoice;

/// Where lines are written to.
pub(crate) struct Screen {
    out: Box<dyn Write>,
    is_coloured: bool,
}

/// What a piece of a line is, as far as it is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Strong,
    Faint,
    Error,
    Warning,
    Hint,
    Good,
}

impl Style {
    /// Returns the parameters of the terminal's "select graphic rendition".
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("1"),
            Self::Faint => Some("2"),
            Self::Error => Some("1;31"),
            Self::Warning => Some("1;33"),
            Self::Hint => Some("1;36"),
            Self::Good => Some("1;32"),
        }
    }
}

impl Screen {
    /// Makes the screen of standard output.
    pub(crate) fn stdout(color: ColorChoice) -> Self {
        let out = io::stdout();
        Self {
            is_coloured: is_coloured(color, out.is_terminal()),
            out: Box::new(BufWriter::new(out)),
        }
    }

    /// Makes the screen of standard error.
    pub(crate) fn stderr(color: ColorChoice) -> Self {
        let out = io::stderr();
        Self {
            is_coloured: is_coloured(color, out.is_terminal()),
            // What is wrong is told at once, ahead of what comes of the rest.
            out: Box::new(out),
        }
    }

    /// Writes a line of pieces. Every piece is made harmless first, so none may
    /// hold a line break that is meant.
    pub(crate) fn line(&mut self, pieces: &[(Style, &str)]) -> io::Result<()> {
        let mut line = String::new();
        for &(style, text) in pieces {
            let code = style
                .code()
                .filter(|_| self.is_coloured && !text.is_empty());
            if let Some(code) = code {
                line.push_str("\u{1b}[");
                line.push_str(code);
                line.push('m');
            }
            line.push_str(&harmless(text));
            if code.is_some() {
                line.push_str("\u{1b}[0m");
            }
        }
        line.push('\n');
        self.out.write_all(line.as_bytes())
    }

    /// Writes what a program made for programs, as it is.
    pub(crate) fn raw(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Writes an answer for programs as JSON on a line of its own. It is never
    /// held whole.
    pub(crate) fn json(&mut self, answer: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, answer)?;
        self.raw("\n")
    }

    /// Writes out what is still held back.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn is_coloured(color: ColorChoice, is_terminal: bool) -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            is_terminal && !is_set("NO_COLOR") && env::var_os("TERM").is_none_or(|t| t != "dumb")
        }
    }
}

/// Makes a text harmless: characters that move the cursor, change colours,
/// break the line or turn the direction of writing are spelled out.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.chars().any(plays_tricks) {
        return Cow::Borrowed(text);
    }
    let mut spelled = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if plays_tricks(character) {
            spelled.extend(character.escape_unicode());
        } else {
            spelled.push(character);
        }
    }
    Cow::Owned(spelled)
}

fn plays_tricks(character: char) -> bool {
    character.is_control()
        || matches!(character,
            // Marks, embeddings, overrides and isolates of writing direction.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Line and paragraph separators, byte order mark, invisible tags.
            | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tricks_are_spelled_out_and_letters_are_not() {
        assert_eq!(harmless("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(harmless("\u{202e}gnp.exe\n"), "\\u{202e}gnp.exe\\u{a}");
        assert_eq!(harmless("\u{9b}2J"), "\\u{9b}2J");
        assert_eq!(
            harmless("Zürich – 東京 → “ok” 👩‍🚀"),
            "Zürich – 東京 → “ok” 👩‍🚀"
        );
    }
}

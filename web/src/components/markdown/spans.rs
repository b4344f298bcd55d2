//! What stands within a paragraph: stress, code and links.

use super::Span;

/// Reads what stands within a block.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let mut reader = Reader {
        text,
        at: 0,
        open: vec![Group::default()],
        has_code: true,
    };
    while reader.step() {}
    reader.end()
}

/// What begins a group of spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mark {
    #[default]
    Whole,
    Emphasis(char),
    Strong(char),
    Bracket,
}

impl Mark {
    /// Returns the characters that stand for it where nothing closes it.
    fn characters(self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Emphasis(sign) => sign.to_string(),
            Self::Strong(sign) => [sign, sign].iter().collect(),
            Self::Bracket => "[".to_owned(),
        }
    }
}

/// Spans that belong together.
#[derive(Default)]
struct Group {
    mark: Mark,
    spans: Vec<Span>,
}

impl Group {
    fn text(&mut self, more: &str) {
        if let Some(Span::Text(text)) = self.spans.last_mut() {
            text.push_str(more);
        } else if !more.is_empty() {
            self.spans.push(Span::Text(more.to_owned()));
        }
    }

    fn add(&mut self, span: Span) {
        match span {
            Span::Text(text) => self.text(&text),
            span => self.spans.push(span),
        }
    }
}

/// Reads from the beginning to the end once. No group stands in another of its
/// kind, so few are open at a time.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    open: Vec<Group>,
    /// Whether a sign that closes code may still come.
    has_code: bool,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    fn add(&mut self, span: Span) {
        if let Some(group) = self.open.last_mut() {
            group.add(span);
        }
    }

    fn plain(&mut self, text: &str) {
        if let Some(group) = self.open.last_mut() {
            group.text(text);
        }
        self.at += text.len();
    }

    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return false;
        };
        let is_word = self.before().is_some_and(char::is_alphanumeric);
        match first {
            '\\' => self.escaped(rest),
            '`' => self.code(rest),
            '*' | '_' => self.stress(first, rest),
            '[' => {
                self.fall_back(Mark::Bracket);
                self.open.push(Group {
                    mark: Mark::Bracket,
                    spans: Vec::new(),
                });
                self.at += 1;
            }
            ']' => self.close_bracket(rest),
            '\n' => self.line_end(),
            'h' if !is_word && is_address(rest) => self.address(rest),
            _ => {
                let is_sign =
                    |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '\n' | 'h');
                let others = rest.char_indices().skip(1);
                let end = others.into_iter().find(|&(_, c)| is_sign(c));
                let end = end.map_or(rest.len(), |(end, _)| end);
                self.plain(rest.get(..end).unwrap_or(rest));
            }
        }
        true
    }

    fn escaped(&mut self, rest: &str) {
        match rest.chars().nth(1) {
            Some('\n') => {
                self.add(Span::Break);
                self.at += 2;
            }
            Some(sign) if sign.is_ascii_punctuation() => {
                self.at += 1;
                self.plain(rest.get(1..2).unwrap_or_default());
            }
            _ => self.plain("\\"),
        }
    }

    fn code(&mut self, rest: &str) {
        let body = rest.get(1..).unwrap_or_default();
        let end = if self.has_code { body.find('`') } else { None };
        if let Some(end) = end {
            let code = body.get(..end).unwrap_or_default();
            self.add(Span::Code(code.replace('\n', " ")));
            self.at += end + 2;
        } else {
            // There is none further on either.
            self.has_code = false;
            self.plain("`");
        }
    }

    fn line_end(&mut self) {
        self.at += 1;
        let group = self.open.last_mut();
        if let Some(Span::Text(text)) = group.and_then(|group| group.spans.last_mut())
            && text.ends_with("  ")
        {
            text.truncate(text.trim_end().len());
            self.add(Span::Break);
        } else {
            self.add(Span::Text(" ".to_owned()));
        }
    }

    fn stress(&mut self, sign: char, rest: &str) {
        // Of three, the first closes what one opened.
        let closes_one = self.open.last().map(|group| group.mark) == Some(Mark::Emphasis(sign));
        let third = rest.chars().nth(2);
        let is_double = rest.chars().nth(1) == Some(sign) && !(closes_one && third == Some(sign));
        let mark = if is_double {
            Mark::Strong(sign)
        } else {
            Mark::Emphasis(sign)
        };
        let width = if is_double { 2 } else { 1 };
        let (before, after) = (self.before(), rest.chars().nth(width));
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        // Within a word `_` is a part of it, as in `pn_front`.
        let is_joined = |c: Option<char>| sign == '_' && c.is_some_and(char::is_alphanumeric);
        let is_open = self.open.iter().any(|group| group.mark == mark);
        if is_open && !is_space(before) && !is_joined(after) {
            self.at += width;
            let spans = self.close(mark);
            self.add(match mark {
                Mark::Strong(_) => Span::Strong(spans),
                _ => Span::Emphasis(spans),
            });
        } else if !is_open && !is_space(after) && !is_joined(before) {
            self.at += width;
            self.open.push(Group {
                mark,
                spans: Vec::new(),
            });
        } else {
            self.plain(rest.get(..width).unwrap_or_default());
        }
    }

    fn close_bracket(&mut self, rest: &str) {
        /// The longest address that is read.
        const LONGEST: usize = 2_048;
        let is_open = self.open.iter().any(|group| group.mark == Mark::Bracket);
        let target = rest.strip_prefix("](").and_then(|target| {
            let within = target.char_indices().take(LONGEST);
            let end = within
                .into_iter()
                .find(|&(_, c)| !is_of_address(c) || c == ')');
            let (end, _) = end.filter(|&(_, c)| c == ')')?;
            target.get(..end)
        });
        if let Some(to) = target.filter(|to| is_open && is_address(to)) {
            self.at += to.len() + 3;
            let words = self.close(Mark::Bracket);
            self.add(Span::Link {
                words,
                to: to.to_owned(),
            });
        } else {
            self.fall_back(Mark::Bracket);
            self.plain("]");
        }
    }

    /// Reads an address that stands in the text.
    fn address(&mut self, rest: &str) {
        let end = rest.char_indices().find(|&(_, c)| !is_of_address(c));
        let to = rest.get(..end.map_or(rest.len(), |(end, _)| end));
        let to = to.unwrap_or(rest);
        // What ends a sentence is no part of it.
        let to = to.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*', '_', '\'', '"']);
        self.at += to.len();
        let words = vec![Span::Text(to.to_owned())];
        let is_in_link = self.open.iter().any(|group| group.mark == Mark::Bracket);
        if is_in_link {
            self.add(Span::Text(to.to_owned()));
        } else {
            let to = to.to_owned();
            self.add(Span::Link { words, to });
        }
    }

    /// Takes the spans since a mark. What was opened after it and not closed is
    /// text.
    fn close(&mut self, mark: Mark) -> Vec<Span> {
        while self.open.last().is_some_and(|group| group.mark != mark) {
            self.unfold();
        }
        let group = self.open.pop().unwrap_or_default();
        group.spans
    }

    /// Takes a mark for text, should it be open.
    fn fall_back(&mut self, mark: Mark) {
        let Some(depth) = self.open.iter().position(|group| group.mark == mark) else {
            return;
        };
        while self.open.len() > depth {
            self.unfold();
        }
    }

    /// Takes the mark that was opened last for text.
    fn unfold(&mut self) {
        if let Some(Group { mark, spans }) = self.open.pop()
            && let Some(group) = self.open.last_mut()
        {
            group.text(&mark.characters());
            for span in spans {
                group.add(span);
            }
        }
    }

    fn end(mut self) -> Vec<Span> {
        while self.open.len() > 1 {
            self.unfold();
        }
        let mut spans = self.open.pop().unwrap_or_default().spans;
        if let Some(Span::Text(text)) = spans.last_mut() {
            text.truncate(text.trim_end().len());
        }
        spans
    }
}

/// Tells whether a text begins as an address that can be followed.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://");
    let rest = rest.or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}

fn is_of_address(character: char) -> bool {
    !character.is_whitespace()
        && !character.is_control()
        && !matches!(character, '<' | '>' | '"' | '`' | '\\')
        // What turns the direction of writing would make it look like another.
        && !matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

//! A small part of Markdown, shown: paragraphs, headings, lists, code, emphasis
//! and links.
//!
//! What is read becomes elements of the page and text, never HTML: a tag stays
//! the characters it is written with. Links lead to `http` and `https` alone.
//! Reading takes time in proportion to the text, whatever stands in it.

mod spans;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use std::mem;

use yew::{Html, html};

use spans::spans;

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Lines that flow.
    Paragraph(Vec<Span>),
    /// A line above what follows.
    Heading(Vec<Span>),
    /// Items one below the other.
    List {
        /// Whether they are numbered.
        is_ordered: bool,
        /// The items.
        items: Vec<Vec<Span>>,
    },
    /// Lines that are shown as they are.
    Code(String),
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// Plain text.
    Text(String),
    /// Text of a program or a document.
    Code(String),
    /// Words that are stressed.
    Emphasis(Vec<Span>),
    /// Words that are stressed more.
    Strong(Vec<Span>),
    /// Words that lead elsewhere.
    Link {
        /// The words.
        words: Vec<Span>,
        /// The address, of `http` or `https`.
        to: String,
    },
    /// The end of a line that is meant.
    Break,
}

/// Shows a text of Markdown.
pub fn markdown(text: &str) -> Html {
    html! { <>{ for read(text).iter().map(shown) }</> }
}

fn shown(block: &Block) -> Html {
    match block {
        Block::Paragraph(spans) => html! { <p>{ all(spans) }</p> },
        // Where the text stands is a place in the page's own headings.
        Block::Heading(spans) => html! { <p><strong>{ all(spans) }</strong></p> },
        Block::List { is_ordered, items } => {
            let items = items.iter().map(|item| html! { <li>{ all(item) }</li> });
            if *is_ordered {
                html! { <ol>{ for items }</ol> }
            } else {
                html! { <ul>{ for items }</ul> }
            }
        }
        // It may be wider than its place, and is scrolled by keyboard too.
        Block::Code(text) => html! { <pre tabindex="0"><code>{ text }</code></pre> },
    }
}

fn all(spans: &[Span]) -> Html {
    spans.iter().map(span).collect()
}

fn span(span: &Span) -> Html {
    match span {
        Span::Text(text) => html! { { text } },
        Span::Code(text) => html! { <code>{ text }</code> },
        Span::Emphasis(spans) => html! { <em>{ all(spans) }</em> },
        Span::Strong(spans) => html! { <strong>{ all(spans) }</strong> },
        Span::Link { words, to } => html! {
            <a href={to.clone()} target="_blank" rel="noopener noreferrer">{ all(words) }</a>
        },
        Span::Break => html! { <br /> },
    }
}

/// Reads a text of Markdown.
#[must_use]
pub(super) fn read(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = Open::Nothing;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        if bare.starts_with("```") {
            open.close(&mut blocks);
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.trim_start().starts_with("```"))
                .collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if bare.is_empty() {
            open.part(&mut blocks);
        } else if let Some(heading) = heading(bare) {
            open.close(&mut blocks);
            blocks.push(Block::Heading(spans(heading)));
        } else if let Some((is_ordered, item)) = item(bare) {
            open.add_item(is_ordered, item, &mut blocks);
        } else {
            open.go_on(line, &mut blocks);
        }
    }
    open.close(&mut blocks);
    blocks
}

/// The block that the next line may go on with.
enum Open {
    Nothing,
    Paragraph(String),
    List {
        is_ordered: bool,
        items: Vec<String>,
        /// Whether only another item can follow.
        is_parted: bool,
    },
}

impl Open {
    fn close(&mut self, blocks: &mut Vec<Block>) {
        match mem::replace(self, Self::Nothing) {
            Self::Nothing => {}
            Self::Paragraph(text) => blocks.push(Block::Paragraph(spans(&text))),
            Self::List {
                is_ordered, items, ..
            } => blocks.push(Block::List {
                is_ordered,
                items: items.iter().map(|item| spans(item)).collect(),
            }),
        }
    }

    fn add_item(&mut self, is_ordered: bool, item: &str, blocks: &mut Vec<Block>) {
        let is_same = matches!(self, Self::List { is_ordered: of, .. } if *of == is_ordered);
        if !is_same {
            self.close(blocks);
            *self = Self::List {
                is_ordered,
                items: Vec::new(),
                is_parted: false,
            };
        }
        if let Self::List {
            items, is_parted, ..
        } = self
        {
            *is_parted = false;
            items.push(item.to_owned());
        }
    }

    /// Takes note of an empty line.
    fn part(&mut self, blocks: &mut Vec<Block>) {
        if let Self::List { is_parted, .. } = self {
            *is_parted = true;
        } else {
            self.close(blocks);
        }
    }

    fn go_on(&mut self, line: &str, blocks: &mut Vec<Block>) {
        if matches!(
            self,
            Self::List {
                is_parted: true,
                ..
            }
        ) {
            self.close(blocks);
        }
        let text = match self {
            Self::Nothing => {
                *self = Self::Paragraph(line.trim_start().to_owned());
                return;
            }
            Self::Paragraph(text) => Some(text),
            Self::List { items, .. } => items.last_mut(),
        };
        if let Some(text) = text {
            text.push('\n');
            text.push_str(line.trim_start());
        }
    }
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let is_one = (1..=6).contains(&level) && rest.starts_with(' ');
    is_one.then(|| rest.trim().trim_end_matches('#').trim_end())
}

fn item(line: &str) -> Option<(bool, &str)> {
    let bullet = ["- ", "* ", "+ "];
    if let Some(rest) = bullet.iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some((false, rest.trim()));
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let rest = rest
        .strip_prefix(". ")
        .or_else(|| rest.strip_prefix(") "))?;
    (1..=9).contains(&digits).then(|| (true, rest.trim()))
}

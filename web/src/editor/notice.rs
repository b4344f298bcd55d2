//! What the page says about what was just done.

use std::fmt::Display;

/// Something said to the user until they dismiss it or do something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something could not be done; what was there stays.
    Failed {
        /// What could not be done.
        title: String,
        /// Why.
        reason: String,
    },
    /// Something was opened.
    Opened {
        /// What it is.
        title: String,
        /// What was left out or assumed, a sentence each.
        notes: Vec<String>,
    },
    /// A text is on the clipboard.
    Copied {
        /// What it is.
        what: &'static str,
        /// How many characters it has.
        length: usize,
    },
    /// A link could not be opened; its text can be saved.
    Unopened {
        /// Why.
        reason: String,
        /// The link, as it was given.
        link: String,
    },
    /// What was kept in the browser is damaged and put aside.
    Damaged {
        /// The text of it.
        text: String,
    },
    /// What is shown cannot be changed.
    ViewOnly {
        /// Whether it is shown within another page, which has chosen that.
        is_embedded: bool,
    },
    /// The browser keeps nothing, or has no room left.
    Unkept,
    /// Another tab has kept another state of the scenario.
    Elsewhere,
    /// A text could not be put on the clipboard and is shown to be copied by
    /// hand.
    ByHand {
        /// What it is.
        what: &'static str,
        /// The text.
        text: String,
    },
}

impl Notice {
    /// Makes the notice of something that failed.
    #[must_use]
    pub fn failed(title: &str, reason: &impl Display) -> Self {
        Self::Failed {
            title: title.to_owned(),
            reason: sentence(&reason.to_string()),
        }
    }
}

impl Notice {
    /// Says why something failed; nothing where it did not.
    #[must_use]
    pub fn reason(self) -> String {
        match self {
            Self::Failed { title, reason } => format!("{title}. {reason}"),
            _ => String::new(),
        }
    }
}

/// Makes a sentence of an error's text, which begins small and has no stop.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let mut sentence: String = match characters.next() {
        Some(first) => std::iter::once(first.to_ascii_uppercase())
            .chain(characters)
            .collect(),
        None => return String::new(),
    };
    if !sentence.ends_with(['.', '!', '?', '”', ':']) {
        sentence.push('.');
    }
    sentence
}

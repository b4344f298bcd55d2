//! Lessons that are being made, as the browser keeps them: each under a name of its
//! own, so that none takes the place of another.

use peerlab_core::lesson::Lesson;

use super::storage::{storage, texts, token};

/// What the names of kept drafts begin with.
const DRAFT: &str = "peerlab.draft.";

/// A lesson that is kept while it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// The name that it is kept under.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The lesson, or why the text is none.
    pub lesson: Result<Lesson, String>,
}

/// Makes a name that no other draft has.
#[must_use]
pub fn new_draft() -> String {
    token()
}

/// Keeps a draft; tells whether the browser does.
#[must_use]
pub fn keep_draft(name: &str, lesson: &Lesson) -> bool {
    let key = format!("{DRAFT}{name}");
    storage().is_some_and(|storage| storage.set_item(&key, &lesson.to_json()).is_ok())
}

/// Keeps a draft no longer.
pub fn forget_draft(name: &str) {
    if let Some(storage) = storage() {
        // What cannot be taken away is still there to be opened.
        let _ = storage.remove_item(&format!("{DRAFT}{name}"));
    }
}

/// Returns the drafts that are kept, in the order in which they were begun.
#[must_use]
pub fn drafts() -> Vec<KeptDraft> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let mut texts = texts(&storage, DRAFT);
    // Names begin with the time.
    texts.sort_unstable();
    let drafts = texts.into_iter().filter_map(|(key, text)| {
        Some(KeptDraft {
            name: key.strip_prefix(DRAFT)?.to_owned(),
            lesson: Lesson::from_json(&text).map_err(|error| error.to_string()),
            text,
        })
    });
    drafts.collect()
}

//! What is known of a record before a text of it is described.

use std::fmt::Write as _;
use std::sync::Arc;

/// Texts in an order that is the same for every record of a kind.
///
/// They stand in one text, as there are many of them for every record.
#[derive(Default)]
pub(super) struct Facts {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

/// The forms in which other texts may say a text.
#[derive(Clone, Copy)]
pub(super) enum Forms {
    /// Whole, and its last word.
    Words = 2,
    /// And its last word with a capital.
    Capital = 3,
    /// And the number at its end.
    All = 4,
}

impl Facts {
    /// Adds a text.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self
    }

    /// Adds a text in several forms.
    pub(super) fn forms(self, text: &str, forms: Forms) -> Self {
        let word = text
            .rsplit(['-', ' ', '_', '.', '/'])
            .next()
            .unwrap_or(text);
        let mut facts = self.text(text).text(word);
        if forms as usize >= Forms::Capital as usize {
            let start = facts.text.len();
            facts = facts.text(word);
            if let Some(first) = facts.text.get_mut(start..=start) {
                first.make_ascii_uppercase();
            }
        }
        if matches!(forms, Forms::All) {
            let digits = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            facts = facts.text(text.get(digits..).unwrap_or_default());
        }
        facts
    }

    /// Adds what a place in a list, counted from 0, is told by: its numbers and
    /// its letter.
    pub(super) fn place(mut self, place: usize) -> Self {
        for number in [place + 1, place] {
            // Writing to a text cannot fail.
            let _ = write!(self.text, "{number}");
            self.ends.push(self.text.len());
        }
        let letter = u8::try_from(place).ok().filter(|&place| place < 26);
        self.text
            .extend(letter.map(|place| char::from(b'a' + place)));
        self.ends.push(self.text.len());
        self
    }

    /// Adds all that is known besides.
    pub(super) fn and(mut self, others: &Self) -> Self {
        let start = self.text.len();
        self.text.push_str(&others.text);
        self.ends.extend(others.ends.iter().map(|end| start + end));
        self
    }

    /// Ends, to be kept for the records behind.
    pub(super) fn known(self) -> Arc<Self> {
        Arc::new(self)
    }

    /// Returns the texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let spans = starts.zip(&self.ends);
        spans.map(|(&start, &end)| self.text.get(start..end).unwrap_or_default())
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(facts: &Facts, expected: &[&str]) {
        assert_eq!(facts.texts().collect::<Vec<_>>(), expected);
        assert_eq!(facts.len(), expected.len());
    }

    #[test]
    fn a_text_has_forms() {
        let forms = |text| Facts::default().forms(text, Forms::All);
        check(&forms("vpc-shop"), &["vpc-shop", "shop", "Shop", ""]);
        check(&forms("VPC 12"), &["VPC 12", "12", "12", "12"]);
        check(&forms("é"), &["é", "é", "é", ""]);
        check(&forms(""), &["", "", "", ""]);
        check(&Facts::default().forms("a-b", Forms::Words), &["a-b", "b"]);
    }

    #[test]
    fn a_place_has_numbers_and_a_letter() {
        let first = Facts::default().place(0);
        check(&first, &["1", "0", "a"]);
        check(
            &Facts::default().text("x").and(&first),
            &["x", "1", "0", "a"],
        );
        check(&Facts::default().place(26), &["27", "26", ""]);
    }
}

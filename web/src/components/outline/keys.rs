//! The keys of the tree, as screen readers and their users know them.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::NodeRef;

/// After so many milliseconds letters begin a new name.
const PAUSE: f64 = 700.0;

/// What a key of the tree does.
pub(super) enum Key {
    /// Goes to another entry.
    Go(HtmlElement),
    /// Folds or unfolds the entry.
    Fold,
    /// Selects the entry.
    Pick,
    /// Renames the entry in place.
    Rename,
    /// Removes the entry.
    Remove,
    /// Is the tree's own, and does nothing here.
    Nothing,
}

/// The letters that were typed lately, to find an entry by.
#[derive(Default)]
pub(super) struct Typed {
    text: String,
    at: f64,
}

impl Typed {
    /// Takes one more letter and returns what is looked for.
    fn with(&mut self, letter: &str, at: f64) -> &str {
        if at - self.at > PAUSE {
            self.text.clear();
        }
        self.at = at;
        self.text.push_str(&letter.to_lowercase());
        &self.text
    }
}

/// Returns what a key does on an entry of the tree; `None` where it is not the
/// tree's.
pub(super) fn pressed(
    event: &KeyboardEvent,
    item: &HtmlElement,
    items: &[HtmlElement],
    typed: &mut Typed,
) -> Option<Key> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let place = items.iter().position(|other| other == item)?;
    let go = |place: Option<usize>| {
        let item = place.and_then(|place| items.get(place));
        Some(item.map_or(Key::Nothing, |item| Key::Go(item.clone())))
    };
    let expanded = attribute(item, "aria-expanded");
    match event.key().as_str() {
        "ArrowDown" => go(place.checked_add(1)),
        "ArrowUp" => go(place.checked_sub(1)),
        "Home" => go(Some(0)),
        "End" => go(items.len().checked_sub(1)),
        "ArrowRight" => match expanded.as_deref() {
            Some("false") => Some(Key::Fold),
            Some(_) => go(place.checked_add(1)),
            None => Some(Key::Nothing),
        },
        "ArrowLeft" if expanded.as_deref() == Some("true") => Some(Key::Fold),
        "ArrowLeft" => {
            let group = item.closest("[role=group]").ok().flatten();
            let parent = group.and_then(|group| group.previous_element_sibling());
            let parent = parent.and_then(|parent| parent.dyn_into().ok());
            Some(parent.map_or(Key::Nothing, Key::Go))
        }
        "Enter" | " " => Some(Key::Pick),
        "F2" => Some(Key::Rename),
        "Delete" | "Backspace" => Some(Key::Remove),
        letter if letter.chars().count() == 1 && letter.chars().all(char::is_alphanumeric) => {
            let names: Vec<String> = items
                .iter()
                .map(|item| attribute(item, "data-name").unwrap_or_default())
                .collect();
            let text = typed.with(letter, event.time_stamp());
            go(Some(next_named(&names, place, text).unwrap_or(place)))
        }
        _ => None,
    }
}

/// Finds the next entry whose name begins with a text, from behind an entry on
/// and round. A longer text may stay at the entry; one letter over and over goes
/// from entry to entry.
fn next_named(names: &[String], from: usize, text: &str) -> Option<usize> {
    let mut letters = text.chars();
    let first = letters.next()?;
    let is_one = letters.all(|letter| letter == first);
    let sought = if is_one {
        first.to_string()
    } else {
        text.to_owned()
    };
    let begin = if is_one { from + 1 } else { from };
    let mut places = (0..names.len()).map(|step| (begin + step) % names.len());
    places.find(|&place| {
        let name = names.get(place).map(|name| name.to_lowercase());
        name.is_some_and(|name| name.starts_with(&sought))
    })
}

/// Returns the entries of a tree that are not folded away.
pub(super) fn items(tree: &NodeRef) -> Vec<HtmlElement> {
    let Some(tree) = tree.cast::<Element>() else {
        return Vec::new();
    };
    let found = tree.query_selector_all("[role=treeitem]").ok();
    let found = found.iter().flat_map(|found| {
        let places = 0..found.length();
        places.filter_map(|place| found.get(place)?.dyn_into().ok())
    });
    found.collect()
}

/// Returns an attribute of an element.
pub(super) fn attribute(element: &HtmlElement, name: &str) -> Option<String> {
    element.get_attribute(name)
}

/// Gives an element the focus.
pub(super) fn focus(element: &HtmlElement) {
    // Where it cannot have the focus nothing else has it either.
    let _ = element.focus();
}

/// Scrolls as little as may be until an element's entry is seen.
pub(super) fn reveal(element: &HtmlElement) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_find_the_next_entry_that_begins_with_them() {
        let names = ["Shop", "front", "back", "Data", "backups", "form"].map(str::to_owned);
        for (from, text, expected) in [
            (0, "b", Some(2)),
            (2, "b", Some(4)),
            (4, "b", Some(2)),
            (2, "bb", Some(4)),
            (2, "backu", Some(4)),
            (2, "ba", Some(2)),
            (3, "d", Some(3)),
            (0, "fo", Some(5)),
            (0, "x", None),
        ] {
            assert_eq!(
                next_named(&names, from, text),
                expected,
                "{text} from {from}"
            );
        }
        assert_eq!(next_named(&[], 0, "a"), None);
    }

    #[test]
    fn letters_join_until_there_is_a_pause() {
        let mut typed = Typed::default();
        assert_eq!(typed.with("B", 1_000.0), "b");
        assert_eq!(typed.with("a", 1_200.0), "ba");
        assert_eq!(typed.with("c", 2_000.0), "c");
    }
}

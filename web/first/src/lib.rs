//! The first picture: what the page is going to show, drawn while the page is
//! still being fetched.
//!
//! It is the picture that is exported as SVG, of the scenario that the page opens
//! on: that of the link, else the one that was kept last, else the example. What
//! cannot be read gives no picture; the page then says why.

#![cfg_attr(
    test,
    allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")
)]

use peerlab_core::export::svg::{self, Theme};
use peerlab_core::kept::{Kept, recent};
use peerlab_core::link;
use peerlab_core::report::judge_connectors;
use peerlab_core::scenario::{Reading, Scenario};
use wasm_bindgen::prelude::wasm_bindgen;

const EXAMPLE: &str = include_str!("../../../static/examples/three-states.json");

/// Draws the first picture of an address's fragment and of what the browser
/// keeps: keys and their texts, by turns. The theme is the chosen one, or empty.
#[wasm_bindgen]
#[must_use]
pub fn picture(fragment: &str, kept: Vec<String>, theme: &str) -> Option<String> {
    let mut kept = kept.into_iter();
    let pairs = std::iter::from_fn(|| Some((kept.next()?, kept.next()?)));
    let scenario = shown(fragment, &pairs.collect::<Vec<_>>())?.scenario;
    let theme = match theme {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::Auto,
    };
    Some(svg::picture(&scenario, &judge_connectors(&scenario), theme))
}

/// Finds the scenario that the page opens on.
fn shown(fragment: &str, kept: &[(String, String)]) -> Option<Reading> {
    if !fragment.trim_start_matches('#').is_empty() {
        return link::decode(fragment).ok();
    }
    let recent = recent(kept.iter().cloned());
    let last = recent.iter().find_map(|recent| {
        let (_, text) = kept.iter().find(|(key, _)| *key == recent.key)?;
        Kept::of(text).ok()?.reading().ok()
    });
    last.or_else(|| Scenario::read(EXAMPLE).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(at: u64, name: &str) -> [String; 2] {
        let json = format!(r#"{{"vpcs": [{{"id": "v", "name": "{name}"}}]}}"#);
        let name = name.to_owned();
        let tab = String::new();
        let kept = Kept {
            at,
            tab,
            name,
            json,
        };
        [format!("peerlab.work.{at}"), kept.to_text()]
    }

    #[track_caller]
    fn check(fragment: &str, kept: &[[String; 2]], expected: &str) {
        let drawn = picture(fragment, kept.concat(), "").expect("there is a picture");
        assert!(drawn.contains(expected), "no {expected} in {drawn}");
    }

    #[test]
    fn the_example_is_drawn_for_who_comes_first() {
        check("", &[], ">Shop<");
        check("#", &[], ">Shop<");
    }

    #[test]
    fn what_was_kept_last_and_can_be_read_is_drawn() {
        check("", &[kept(1, "Old"), kept(2, "New")], ">New<");
        let mut damaged = kept(3, "Damaged");
        damaged[1].truncate(damaged[1].len() - 4);
        check("", &[kept(1, "Old"), damaged], ">Old<");
    }

    #[test]
    fn a_link_is_drawn_before_what_is_kept() {
        let scenario = Scenario::read(EXAMPLE).expect("it can be read").scenario;
        let link = link::encode(&scenario).expect("it is small");
        check(&link, &[kept(1, "Old")], ">Shop<");
        let framed = format!("#embed&view&{}", link.trim_start_matches('#'));
        check(&framed, &[kept(1, "Old")], ">Shop<");
    }

    #[test]
    fn what_cannot_be_read_gives_no_picture() {
        for fragment in ["#s=1.broken", "#lessons", "#s=9.x"] {
            assert_eq!(picture(fragment, Vec::new(), ""), None, "{fragment}");
        }
    }

    #[test]
    fn a_chosen_theme_is_kept_to() {
        let auto = picture("", Vec::new(), "");
        let dark = picture("", Vec::new(), "dark");
        assert_ne!(auto, dark);
        assert_ne!(dark, picture("", Vec::new(), "light"));
    }
}

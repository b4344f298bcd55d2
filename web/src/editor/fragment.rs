//! The fragment of the page's address: what a link opens, and how.
//!
//! A fragment is parts with `&` between them, in any order:
//!
//! | part | what it asks for |
//! |---|---|
//! | `s=…` | a scenario, as [`link`] writes it |
//! | `l=…` | a lesson, as [`Lesson::to_link`] writes it |
//! | `trace=…` | the trace it opens on, as [`trace_part`] writes it |
//! | `view` | nothing of it can be changed |
//! | `embed` | the page stands in another and has no bar of its own |
//! | `embed=bar` | the same, with its bar |
//!
//! Parts that are not known are passed over: a link of a later version opens
//! as far as it can.

use peerlab_core::export::markdown::escaped;
use peerlab_core::lesson::Lesson;
use peerlab_core::link::{self, Unlinkable};
use peerlab_core::pseudonym::pseudonymised;
use peerlab_core::scenario::{Places, Scenario};

use super::{Looking, trace_part};

/// Tells whether a fragment holds a scenario.
#[must_use]
pub(super) fn holds_scenario(fragment: &str) -> bool {
    parts(fragment).any(|part| part.starts_with("s="))
}

/// Tells whether a fragment asks that nothing can be changed.
#[must_use]
pub(super) fn is_view_only(fragment: &str) -> bool {
    parts(fragment).any(|part| part == "view")
}

/// Tells whether a fragment asks for the page to stand in another.
#[must_use]
pub fn is_embed(fragment: &str) -> bool {
    parts(fragment).any(|part| part == "embed" || part == EMBED_WITH_BAR)
}

/// Tells whether a fragment asks for the page with its bar, as any does that asks
/// for nothing else.
#[must_use]
pub fn has_bar(fragment: &str) -> bool {
    !is_embed(fragment) || parts(fragment).any(|part| part == EMBED_WITH_BAR)
}

const EMBED_WITH_BAR: &str = "embed=bar";

fn parts(fragment: &str) -> impl Iterator<Item = &str> {
    fragment.trim_start_matches('#').split('&')
}

/// What a link is asked to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own and any may go together"
)]
pub struct Shared {
    /// Whether nothing can be changed where it is opened.
    pub view_only: bool,
    /// Whether it opens on the trace that is looked at.
    pub trace: bool,
    /// Whether it opens on the lesson that is taken, from its beginning.
    pub lesson: bool,
    /// Whether the cards stand where they stand here.
    pub places: bool,
    /// Whether ids and names are replaced.
    pub pseudonyms: bool,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            view_only: false,
            trace: false,
            lesson: false,
            places: true,
            pseudonyms: false,
        }
    }
}

impl Shared {
    /// Returns the scenario as it is shared.
    #[must_use]
    pub fn scenario(self, scenario: &Scenario) -> Scenario {
        let mut shared = if self.pseudonyms {
            pseudonymised(scenario)
        } else {
            scenario.clone()
        };
        if !self.places {
            shared.layout = Places::default();
        }
        shared
    }

    /// Returns the fragment of the link; `lesson` is the one that is taken.
    ///
    /// # Errors
    ///
    /// [`Unlinkable`] where no link can hold the scenario.
    pub fn fragment(
        self,
        scenario: &Scenario,
        looking: &Looking,
        lesson: Option<&Lesson>,
    ) -> Result<String, Unlinkable> {
        if let Some(lesson) = lesson.filter(|_| self.lesson) {
            return Ok(lesson.to_link());
        }
        let mut fragment = link::encode(&self.scenario(scenario))?;
        // The ids that a trace names are others then.
        let trace = trace_part(looking).filter(|_| self.trace && !self.pseudonyms);
        let view = self.view_only.then(|| "view".to_owned());
        for part in [trace, view].into_iter().flatten() {
            fragment.push('&');
            fragment.push_str(&part);
        }
        Ok(fragment)
    }
}

/// What a link is copied as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The link alone.
    Link,
    /// A link of Markdown.
    Markdown,
    /// A frame of HTML, with the page in it.
    Frame,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Link, Self::Markdown, Self::Frame];

    /// Returns what it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Link => "Link",
            Self::Markdown => "Markdown",
            Self::Frame => "iframe",
        }
    }

    /// Writes a link in this form; `name` is what it opens is called, and a frame
    /// has a bar where it is asked for.
    #[must_use]
    pub fn text(self, link: &str, name: &str, has_bar: bool) -> String {
        let name = match name.trim() {
            "" => "Peerlab",
            name => name,
        };
        match self {
            Self::Link => link.to_owned(),
            Self::Markdown => format!("[{}]({link})", escaped(name)),
            Self::Frame => {
                let (page, parts) = link.split_once('#').unwrap_or((link, ""));
                let embed = if has_bar { EMBED_WITH_BAR } else { "embed" };
                let source = quoted(&format!("{page}#{embed}&{parts}"));
                let title = quoted(name);
                format!(
                    "<iframe src=\"{source}\" title=\"{title}\" width=\"100%\" height=\"480\" \
                     style=\"border: 0\"></iframe>"
                )
            }
        }
    }
}

/// Writes a text as the value of an attribute of HTML.
fn quoted(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('"', "&quot;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::example;

    #[test]
    fn parts_stand_in_any_order() {
        for (fragment, scenario, view, embed) in [
            ("", false, false, false),
            ("#s=1.abc", true, false, false),
            ("#s=1.abc&view", true, true, false),
            ("#embed&view&s=1.abc&later=1", true, true, true),
            ("embed", false, false, true),
            ("#embed=bar&s=1.abc", true, false, true),
            ("#viewer&embedded", false, false, false),
        ] {
            let found = (
                holds_scenario(fragment),
                is_view_only(fragment),
                is_embed(fragment),
            );
            assert_eq!(found, (scenario, view, embed), "{fragment}");
            let asks_for_bar = !embed || fragment.contains("bar");
            assert_eq!(has_bar(fragment), asks_for_bar, "{fragment}");
        }
    }

    #[test]
    fn a_link_is_copied_as_what_it_is_pasted_into() {
        let link = "https://example.org/#s=1.abc&view";
        let text = |form: Form| form.text(link, "a]\"<b>", false);
        assert_eq!(text(Form::Link), link);
        assert_eq!(text(Form::Markdown), format!("[a\\]\"\\<b\\>]({link})"));
        let frame = text(Form::Frame);
        assert!(
            frame.starts_with(
                "<iframe src=\"https://example.org/#embed&amp;s=1.abc&amp;view\" \
                 title=\"a]&quot;&lt;b&gt;\""
            ),
            "{frame}"
        );
        let frame = Form::Frame.text(link, "a", true);
        assert!(frame.contains("#embed=bar&amp;s=1.abc"), "{frame}");
    }

    #[test]
    fn a_link_holds_what_it_was_asked_to() {
        let mut scenario = example().scenario;
        let at = peerlab_core::scenario::Point { x: 8, y: 8 };
        scenario.layout.insert("vpc-shop".to_owned(), at);
        let looking = Looking::default().tracing("pn-front", "10.10.0.1");
        let opened = |shared: Shared| {
            let fragment = shared.fragment(&scenario, &looking, None).unwrap();
            let opened = link::decode(&fragment).unwrap().scenario;
            (fragment, opened)
        };
        let (fragment, whole) = opened(Shared::default());
        assert_eq!(whole, scenario);
        assert!(!fragment.contains('&'));
        let (fragment, unplaced) = opened(Shared {
            view_only: true,
            trace: true,
            places: false,
            ..Shared::default()
        });
        assert!(
            fragment.ends_with("&trace=pn-front,10.10.0.1&view"),
            "{fragment}"
        );
        assert!(is_view_only(&fragment) && unplaced.layout.get("vpc-shop").is_none());
        let (fragment, nameless) = opened(Shared {
            trace: true,
            pseudonyms: true,
            ..Shared::default()
        });
        assert!(!fragment.contains("trace"), "it would tell an id");
        assert!(nameless.vpcs.iter().all(|vpc| vpc.name.is_empty()));
        assert_eq!(nameless.vpcs.len(), scenario.vpcs.len());
    }

    #[test]
    fn a_link_opens_on_the_lesson_that_is_taken() {
        let lesson = Lesson::from_json(include_str!("../../../core/examples/lesson.json")).unwrap();
        let scenario = example().scenario;
        let fragment = |shared: Shared| {
            let looking = Looking::default();
            shared.fragment(&scenario, &looking, Some(&lesson)).unwrap()
        };
        let shared = Shared {
            lesson: true,
            ..Shared::default()
        };
        assert_eq!(Lesson::from_link(&fragment(shared)), Ok(lesson.clone()));
        assert!(!Lesson::is_link(&fragment(Shared::default())));
    }
}

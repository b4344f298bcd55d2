//! Picking the ends of a packet's way where they are seen, on the picture or in
//! the outline, instead of in a list.

use peerlab_core::scenario::Kind;

use super::{Action, Document, Editor, Looking, Pane, Selection, Sheet};

/// An end of a packet's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it starts.
    From,
    /// Where it goes to.
    To,
}

/// How an end is picked, for those who do not see the picture.
const HOW: &str = "Press Enter on a VPC, a Private Network or a resource; Escape leaves.";

impl End {
    /// Asks for it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::From => "Where does the packet start?",
            Self::To => "And where does it go?",
        }
    }
}

impl Editor {
    /// Returns what an action means: while an end is picked, what is pressed is
    /// the end.
    pub(super) fn meant(&self, action: Action) -> Action {
        match action {
            Action::Select(Selection::Entity(id))
            | Action::Show(Selection::Entity(id))
            | Action::Toggle(id)
                if self.picking.is_some() =>
            {
                Action::PickEnd(id)
            }
            // The ground is no end.
            Action::Select(Selection::Nothing) if self.picking.is_some() => {
                Action::Pick(self.picking)
            }
            action => action,
        }
    }

    /// Begins to pick the ends of a packet's way; `None` leaves it.
    pub(super) fn pick(mut self, end: Option<End>) -> Self {
        self.picking = end;
        if let Some(end) = end {
            self.looking.sheet = Sheet::Trace;
            self.pane = Pane::Canvas;
            self.say(format!("{} {HOW}", end.words()));
        }
        self
    }

    /// Takes what is picked as the end that is asked for, and asks for the other.
    pub(super) fn pick_end(mut self, id: &str) -> Self {
        let Some(end) = self.picking else {
            return self;
        };
        let place = match place(&self.document, id) {
            Ok(place) => place,
            Err(reason) => {
                self.say(format!("{reason} {}", end.words()));
                return self;
            }
        };
        let label = self.document.label(&place).to_owned();
        match end {
            End::From => {
                self.looking = Looking {
                    to: String::new(),
                    ..self.looking.tracing(&place, "")
                };
                self.picking = Some(End::To);
                self.say(format!("From {label}. {} {HOW}", End::To.words()));
                self
            }
            End::To => {
                self.picking = None;
                let from = self.document.label(&self.looking.from).to_owned();
                self.say(format!("From {from} to {label}."));
                let looking = self.looking.tracing(&self.looking.from, &place);
                self.look(looking)
            }
        }
    }
}

/// Returns what stands for something as an end: itself, or of a VPC its first
/// Private Network.
fn place(document: &Document, id: &str) -> Result<String, String> {
    let scenario = document.scenario();
    match document.entity(id).map(|entity| entity.kind) {
        Some(Kind::PrivateNetwork | Kind::Resource) => Ok(id.to_owned()),
        Some(Kind::Vpc) => {
            let first = document.networks_of(id).first();
            let first = first.and_then(|&place| scenario.private_networks.get(place));
            first
                .map(|network| network.id.clone())
                .ok_or_else(|| format!("{} has no Private Network.", document.label(id)))
        }
        _ => Err("That is no place that packets come from or go to.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::example;

    fn picked(editor: Editor, id: &str) -> Editor {
        editor.apply(Action::Select(Selection::Entity(id.to_owned())))
    }

    #[test]
    fn both_ends_are_picked_one_after_the_other() {
        let picking = Editor::new(example()).apply(Action::Pick(Some(End::From)));
        assert_eq!(picking.pane, Pane::Canvas);
        let from = picked(picking, "pn-front");
        assert_eq!(from.picking, Some(End::To));
        assert!(
            from.said.text.starts_with("From front."),
            "{}",
            from.said.text
        );
        assert!(from.shown().contains("pn-front"));
        // A card stands for its first Private Network; the outline does as well.
        let both = from.apply(Action::Show(Selection::Entity("vpc-data".to_owned())));
        assert_eq!((both.picking, both.pane), (None, Pane::Problems));
        assert_eq!(both.selection, Selection::Nothing);
        let ends = (both.looking.from.as_str(), both.looking.to.as_str());
        assert_eq!(ends, ("pn-front", "pn-orders"));
        assert!(both.traced().is_some());
    }

    #[test]
    fn what_is_no_end_is_told_and_asked_again() {
        let picking = Editor::new(example()).apply(Action::Pick(Some(End::From)));
        let still = picked(picking, "shop-to-data");
        assert_eq!(still.picking, Some(End::From));
        assert!(still.said.text.starts_with("That is no place"));
        let still = still.apply(Action::Select(Selection::Nothing));
        assert_eq!(still.picking, Some(End::From), "the ground is no end");
    }

    #[test]
    fn picking_is_left() {
        let picking = || Editor::new(example()).apply(Action::Pick(Some(End::From)));
        let looking = |sheet| Looking {
            sheet,
            ..Looking::default()
        };
        for action in [
            Action::Pick(None),
            Action::Look(looking(Sheet::Problems)),
            Action::example(&crate::editor::EXAMPLES[0]),
        ] {
            assert_eq!(picking().apply(action).picking, None);
        }
        let still = picking().apply(Action::Look(looking(Sheet::Trace)));
        assert_eq!(still.picking, Some(End::From));
    }
}

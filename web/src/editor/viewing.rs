//! Works that can be looked at and not changed: what a link shows that was made
//! for viewing. Who wants to change one makes it their own, which is a copy:
//! nothing that was kept before is touched.

use super::{Action, Editor, Notice};

impl Editor {
    /// Tells whether what is shown cannot be changed.
    #[must_use]
    pub fn is_view_only(&self) -> bool {
        self.viewed.contains(&self.document.work)
    }

    /// Keeps what is shown from being changed.
    pub(super) fn protect(mut self) -> Self {
        if !self.is_view_only() {
            self.viewed.push(self.document.work);
        }
        self
    }

    /// Lets what is shown be changed from now on.
    pub(super) fn make_own(mut self) -> Self {
        if self.is_embedded {
            // That was for the page around to choose.
            return self;
        }
        let shown = self.document.work;
        self.viewed.retain(|&work| work != shown);
        self.notice = None;
        self.say("This copy is yours now, and can be changed.".to_owned());
        self
    }

    /// Says that what is shown cannot be changed.
    pub(super) fn refuse(self) -> Self {
        Self {
            notice: Some(Notice::ViewOnly {
                is_embedded: self.is_embedded,
            }),
            overlay: None,
            renaming: None,
            ..self
        }
    }
}

impl Action {
    /// Tells whether it changes the scenario, or begins to.
    #[must_use]
    pub const fn edits(&self) -> bool {
        let begins = matches!(
            self,
            Self::Drag { .. }
                | Self::Pull(_)
                | Self::PullTo { .. }
                | Self::ChooseTarget
                | Self::Rename(Some(_))
        );
        let is_other = matches!(
            self,
            Self::Open { .. } | Self::Teach(_) | Self::See(_) | Self::Undo | Self::Redo
        );
        begins || self.changes_document() && !is_other
    }
}

#[cfg(test)]
mod tests {
    use peerlab_core::scenario::{Point, Scenario};

    use super::*;
    use crate::editor::{Selection, example, open_link};

    fn viewed() -> Editor {
        let own = Editor::new(example());
        let fragment = peerlab_core::link::encode(
            &Scenario::from_json(r#"{"vpcs": [{"id": "a"}, {"id": "b"}]}"#).unwrap(),
        )
        .unwrap();
        let opened = open_link(&format!("{fragment}&view"));
        opened.into_iter().fold(own, Editor::apply)
    }

    #[test]
    fn what_is_for_viewing_refuses_every_edit_and_says_so() {
        let editor = viewed().apply(Action::Select(Selection::Entity("a".to_owned())));
        assert!(editor.is_view_only());
        let from_a = |to: &str| Action::Connect {
            from: "a".to_owned(),
            to: to.to_owned(),
            both: true,
        };
        for action in [
            Action::AddVpc(None),
            Action::AddNetwork,
            Action::Remove,
            Action::Duplicate,
            Action::Rename(Some("a".to_owned())),
            Action::Nudge {
                focused: Some("a".to_owned()),
                by: Point { x: 8, y: 0 },
            },
            Action::Drag {
                vpc: "a".to_owned(),
                by: super::super::Spot::new(40.0, 0.0),
                free: true,
            },
            from_a("b"),
            Action::Arrange,
        ] {
            let told = format!("{action:?}");
            let after = editor.clone().apply(action).apply(Action::Drop);
            assert_eq!(after.document, editor.document, "{told}");
            let refusal = Notice::ViewOnly { is_embedded: false };
            assert_eq!(after.notice, Some(refusal), "{told}");
        }
    }

    #[test]
    fn it_is_made_ones_own_and_what_was_open_is_not_touched() {
        let viewed = viewed();
        let own = viewed.clone().apply(Action::Undo);
        assert!(!own.is_view_only(), "what was open can be changed");
        assert_eq!(own.document.scenario(), &example().scenario);
        assert!(own.apply(Action::Redo).is_view_only());
        let mut embedded = viewed.clone();
        embedded.is_embedded = true;
        assert!(embedded.apply(Action::MakeOwn).is_view_only());
        let mine = viewed.apply(Action::MakeOwn).apply(Action::AddVpc(None));
        assert_eq!(mine.document.scenario().vpcs.len(), 3);
        let back = mine.apply(Action::Undo).apply(Action::Undo);
        assert_eq!(back.document.scenario(), &example().scenario);
    }
}

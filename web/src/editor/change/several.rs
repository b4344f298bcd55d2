//! Changes of several VPCs at once.

use peerlab_core::edit::Edit;
use peerlab_core::scenario::Vpc;

use super::super::{Action, Document, Ids, Overlay};
use super::Question;

/// Returns the tags that all of some VPCs have, in the order of the first.
#[must_use]
pub fn shared_tags(document: &Document, ids: &Ids) -> Vec<String> {
    let vpcs = vpcs(document, ids);
    let first = vpcs.first().map(|vpc| vpc.tags.clone());
    let mut shared = first.unwrap_or_default();
    shared.retain(|tag| vpcs.iter().all(|vpc| vpc.tags.contains(tag)));
    shared
}

/// Gives VPCs the tags of a text, with commas between them, in place of those
/// that all of them have; others stay.
#[must_use]
pub fn tag_all(document: &Document, ids: &Ids, text: &str) -> Action {
    let shared = shared_tags(document, ids);
    let wanted = text.split(',').map(str::trim);
    let wanted: Vec<&str> = wanted.filter(|tag| !tag.is_empty()).collect();
    let vpcs = vpcs(document, ids);
    let edits = vpcs.iter().map(|vpc| {
        let own = vpc.tags.iter().filter(|tag| !shared.contains(tag));
        let own = own.map(String::as_str).filter(|tag| !wanted.contains(tag));
        let tags = wanted.iter().copied().chain(own).map(str::to_owned);
        Edit::set(&vpc.id, "tags", tags.collect::<Vec<String>>())
    });
    Action::Edit {
        edits: edits.collect(),
        label: format!("change tags of {} VPCs", vpcs.len()),
    }
}

/// Asks whether to move VPCs to another region, which recreates those that are
/// elsewhere.
#[must_use]
pub fn move_all(document: &Document, ids: &Ids, region: &str) -> Action {
    let region = region.trim();
    let mut vpcs = vpcs(document, ids);
    vpcs.retain(|vpc| vpc.region != region);
    let edits: Vec<Edit> = vpcs
        .iter()
        .map(|vpc| Edit::recreate(&vpc.id, "region", region))
        .collect();
    let label = format!("change region of {} VPCs", vpcs.len());
    if edits.is_empty() {
        return Action::Edit { edits, label };
    }
    Action::Lay(Some(Overlay::Question(Box::new(Question {
        title: format!("Delete and recreate {} VPCs?", vpcs.len()),
        told: vec![
            "The platform takes a region only at creation: the VPCs have to be deleted and \
             created again, with everything in them. Here that stays as it is."
                .to_owned(),
        ],
        yes: "Delete and recreate",
        edits,
        label,
    }))))
}

fn vpcs<'d>(document: &'d Document, ids: &Ids) -> Vec<&'d Vpc> {
    let scenario = document.scenario();
    ids.iter()
        .filter_map(|id| scenario.vpcs.get(document.vpc(id)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::Editor;
    use peerlab_core::scenario::Scenario;

    const TWO: &str = r#"{"vpcs": [{"id": "a", "tags": ["x", "own"]},
        {"id": "b", "tags": ["other", "x"], "region": "nl-ams"}]}"#;

    fn open() -> (Editor, Ids) {
        let editor = Editor::new(Scenario::read(TWO).unwrap());
        (editor, Ids::of(vec!["a".to_owned(), "b".to_owned()]))
    }

    #[test]
    fn tags_that_all_have_are_changed_and_others_stay() {
        let (editor, ids) = open();
        assert_eq!(shared_tags(&editor.document, &ids), ["x"]);
        let action = tag_all(&editor.document, &ids, "prod, , own");
        let tagged = editor.clone().apply(action);
        let tags = |n: usize| tagged.document.scenario().vpcs[n].tags.clone();
        assert_eq!(tags(0), ["prod", "own"]);
        assert_eq!(tags(1), ["prod", "own", "other"]);
        assert_eq!(tagged.history.undo_label(), Some("change tags of 2 VPCs"));
        assert_eq!(tagged.apply(Action::Undo).document, editor.document);
    }

    #[test]
    fn moving_asks_and_recreates_only_what_is_elsewhere() {
        let (editor, ids) = open();
        let Action::Lay(Some(Overlay::Question(question))) =
            move_all(&editor.document, &ids, " fr-par ")
        else {
            panic!("nothing is asked");
        };
        assert_eq!(question.edits, [Edit::recreate("b", "region", "fr-par")]);
        let same = move_all(&editor.document, &Ids::of(vec!["a".to_owned()]), "fr-par");
        assert!(matches!(same, Action::Edit { edits, .. } if edits.is_empty()));
    }
}

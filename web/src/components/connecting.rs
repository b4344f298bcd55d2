//! Asks which VPC another is to be connected to.

use std::rc::Rc;

use peerlab_core::order::sort_by;
use peerlab_core::scenario::Vpc;
use yew::{Callback, Html, html};

use super::{Choice, Chooser};
use crate::editor::{Action, Document, Side};

/// What is said of a VPC that is named by its id alone.
const NOT_HERE: &str = "a VPC that is not in the scenario, by its id";

/// Asks for the target of a new connector of the VPC with an id.
pub fn connecting(document: &Rc<Document>, from: &str, dispatch: &Callback<Action>) -> Html {
    let on_choose = {
        let from = from.to_owned();
        dispatch.reform(move |(to, both)| Action::Connect {
            from: from.clone(),
            to,
            both,
        })
    };
    html! {
        <Chooser title={format!("Connect {} to", document.label(from))}
            hint="Enter makes one connector: each VPC's owner consents for their own side. \
                Shift+Enter makes both."
            choices={choices(document, from)} free={NOT_HERE} {on_choose}
            on_close={dispatch.reform(|()| Action::Lay(None))} />
    }
}

/// Lists the VPCs that one can be connected to: first those of its region that
/// it has no connector to yet.
fn choices(document: &Document, from: &str) -> Vec<Choice> {
    let vpcs = &document.scenario().vpcs;
    let origin = document.vpc(from);
    let region = origin.and_then(|vpc| vpcs.get(vpc)).map(|vpc| &vpc.region);
    let connectors = document.connectors_of(from, Side::Origin).iter();
    let connectors = connectors.filter_map(|&place| document.scenario().vpc_connectors.get(place));
    let targets: Vec<&String> = connectors.map(|known| &known.target_vpc_id).collect();
    let others = vpcs.iter().enumerate();
    let others = others.filter(|(place, vpc)| {
        // Of several with one id, the first.
        Some(*place) != origin && document.vpc(&vpc.id) == Some(*place)
    });
    let mut others: Vec<&Vpc> = others.map(|(_, vpc)| vpc).collect();
    let is_last = |vpc: &Vpc| (Some(&vpc.region) != region, targets.contains(&&vpc.id));
    sort_by(&mut others, |a, b| is_last(a).cmp(&is_last(b)));
    let all = others.into_iter();
    all.map(|vpc| {
        let mut note = vpc.region.clone();
        if Some(&vpc.region) != region {
            note.push_str(" · another region");
        }
        if targets.contains(&&vpc.id) {
            note.push_str(" · has its connector");
        }
        Choice {
            id: vpc.id.clone().into(),
            name: document.label(&vpc.id).to_owned().into(),
            note: note.into(),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use peerlab_core::scenario::Scenario;

    #[test]
    fn choices_are_all_others_with_what_hinders() {
        let json = r#"{"vpcs": [{"id": "a"}, {"id": "b", "region": "nl-ams"}, {"id": "c", "name": "C"},
                {"id": "c"}],
            "vpc_connectors": [{"id": "ac", "vpc_id": "a", "target_vpc_id": "c"}]}"#;
        let document = Document::new(Scenario::read(json).unwrap());
        let told: Vec<String> = choices(&document, "a")
            .iter()
            .map(|choice| format!("{}: {}", choice.name, choice.note))
            .collect();
        assert_eq!(
            told,
            [
                "C: fr-par · has its connector",
                "b: nl-ams · another region"
            ]
        );
    }
}

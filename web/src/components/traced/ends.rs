//! The ends of a packet's way: chosen from lists, or picked where they are seen.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, MouseEvent, html};

use crate::components::{Choosable, Field, Pick};
use crate::editor::{Action, Document, End, Looking};

/// What stands for an address in a choice of entities.
const ADDRESS: &str = "";

/// Asks where the packet starts and where it goes to.
pub(super) fn ends(
    document: &Rc<Document>,
    looking: &Looking,
    picking: Option<End>,
    dispatch: &Callback<Action>,
) -> Html {
    let on_look = dispatch.reform(Action::Look);
    let pick = {
        let next = picking.is_none().then_some(End::From);
        dispatch.reform(move |_: MouseEvent| Action::Pick(next))
    };
    let from = {
        let looking = looking.clone();
        on_look.reform(move |from: String| Looking {
            from,
            step: None,
            ..looking.clone()
        })
    };
    let to = {
        let looking = looking.clone();
        on_look.reform(move |to: String| Looking {
            to,
            step: None,
            ..looking.clone()
        })
    };
    let places = places(document);
    let mut sources = vec![Choosable::new("", "Choose")];
    sources.extend(places.iter().cloned());
    let mut targets = vec![Choosable::new(ADDRESS, "An address")];
    targets.extend(places);
    let is_place = document.entity(&looking.to).is_some();
    html! {
        <div class="trace-ends">
            <Pick name="trace-from" label="From" value={looking.from.clone()} options={sources}
                onchange={from} />
            <Pick name="trace-to" label="To" options={targets} onchange={to.clone()}
                value={if is_place { AttrValue::from(looking.to.clone()) } else { ADDRESS.into() }} />
            if !is_place {
                <Field name="trace-address" label="Address" value={looking.to.clone()}
                    document={Rc::clone(document)} oncommit={to} />
            }
            <button type="button" class="button is-plain trace-pick" onclick={pick}
                aria-pressed={picking.is_some().to_string()}>{ "Pick on the picture" }</button>
        </div>
    }
}

/// Returns what packets are sent from and to, those of a VPC together.
fn places(document: &Document) -> Vec<Choosable> {
    let scenario = document.scenario();
    let mut places = Vec::new();
    for (place, vpc) in scenario.vpcs.iter().enumerate() {
        if document.vpc(&vpc.id) != Some(place) {
            continue;
        }
        let name = document.label(&vpc.id);
        for &network in document.networks_of(&vpc.id) {
            let Some(network) = scenario.private_networks.get(network) else {
                continue;
            };
            let label = document.label(&network.id);
            places.push(Choosable::new(
                network.id.clone(),
                format!("{name}: {label}"),
            ));
            let resources = document.resources_of(&network.id).iter();
            for resource in resources.filter_map(|&place| scenario.resources.get(place)) {
                let own = document.label(&resource.id);
                places.push(Choosable::new(
                    resource.id.clone(),
                    format!("{name}: {label}: {own}"),
                ));
            }
        }
    }
    places
}

//! Several things at once: what they have in common, in fields.

use std::rc::Rc;

use yew::{Html, html};

use super::super::Field;
use super::form::AT_CREATION;
use super::{InspectorProps, MOST, entity_link, noun};
use crate::editor::{Ids, change};

pub(super) fn several(props: &InspectorProps, ids: &Ids) -> Html {
    let document = &props.document;
    let all: Vec<&str> = ids.iter().collect();
    let scenario = document.scenario();
    let vpcs: Vec<_> = all
        .iter()
        .filter_map(|id| scenario.vpcs.get(document.vpc(id)?))
        .collect();
    let is_vpcs = vpcs.len() == all.len();
    let noun_of_all = if is_vpcs { "VPCs" } else { "things" };
    html! {
        <>
            <p class="sentence">{ format!("{} {noun_of_all} are selected.", all.len()) }</p>
            { for vpcs.first().filter(|_| is_vpcs).map(|first| {
                let is_one = vpcs.iter().all(|vpc| vpc.region == first.region);
                let region = if is_one { first.region.clone() } else { String::new() };
                let regions = if is_one { AT_CREATION } else {
                    "They are in different regions. Chosen at creation: a change recreates them."
                };
                let shared = change::shared_tags(document, ids).join(", ");
                let on_region = {
                    let (document, ids) = (Rc::clone(document), ids.clone());
                    props.dispatch.reform(move |region: String| change::move_all(&document, &ids, &region))
                };
                let on_tags = {
                    let (document, ids) = (Rc::clone(document), ids.clone());
                    props.dispatch.reform(move |tags: String| change::tag_all(&document, &ids, &tags))
                };
                html! {
                    <div class="form">
                        <Field name="region" label="Region of all" value={region}
                            document={Rc::clone(document)} note={regions} oncommit={on_region} />
                        <Field name="tags" label="Tags that all have, with commas between them" value={shared}
                            document={Rc::clone(document)} oncommit={on_tags}
                            note="Tags that only some have stay as they are." />
                    </div>
                }
            }) }
            <ul class="links">
                { for all.iter().take(MOST).map(|id| html! {
                    <li>{ noun(document, id) }{ entity_link(props, id) }</li>
                }) }
            </ul>
            if all.len() > MOST {
                <p class="muted">{ format!("The first {MOST} of {} are listed.", all.len()) }</p>
            }
        </>
    }
}

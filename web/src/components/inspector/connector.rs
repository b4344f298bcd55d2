//! A connector in words and fields.

use peerlab_core::scenario::Entity;
use yew::{Html, html};

use super::form::{Form, vpcs};
use super::{InspectorProps, entity_link, fact, problems, rows, table, titled};
use crate::canvas::mark;
use crate::editor::{Expects, words};

pub(super) fn connector(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let Some(written) = document.scenario().vpc_connectors.get(entity.index) else {
        return Html::default();
    };
    let form = Form { props, id };
    let verdict = document.verdict(entity.index);
    let status = verdict.map(|verdict| verdict.status);
    let state = html! {
        <span class="state">{ mark(status) }{ words::state(status) }</span>
    };
    let overlaps = verdict.filter(|verdict| !verdict.overlaps.is_empty());
    html! {
        <>
            { titled(document, id, entity, state) }
            { for words::connector(document, entity.index).into_iter()
                .map(|sentence| html! { <p>{ sentence }</p> }) }
            { for overlaps.map(|verdict| table(props, &rows(document, verdict), verdict.overlaps.len())) }
            { problems(props, id) }
            <dl class="facts">
                { fact("from", entity_link(props, &written.vpc_id)) }
                { fact("towards", entity_link(props, &written.target_vpc_id)) }
                { for verdict.and_then(|verdict| verdict.answered_by.as_ref())
                    .map(|answer| fact("answered by", entity_link(props, answer))) }
                { for written.status.as_ref().filter(|_| document.viewer().is_none()).map(|status| fact("was reported as", html! { status })) }
            </dl>
            <div class="form">
                { form.text("name", "Name", &written.name, Expects::Text) }
                { form.fixed_choice("vpc_id", "From", &written.vpc_id, vpcs(document)) }
                { form.fixed_choice("target_vpc_id", "Towards", &written.target_vpc_id, vpcs(document)) }
            </div>
            { form.remove() }
        </>
    }
}

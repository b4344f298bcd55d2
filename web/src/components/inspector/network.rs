//! A Private Network, and a resource on one, in words and fields.

use peerlab_core::cidr::Cidr;
use peerlab_core::scenario::Entity;
use yew::{Html, html};

use super::form::{Form, List, options, vpcs};
use super::vpc::adds;
use super::{InspectorProps, MOST, addresses, entity_link, list, problems, titled};
use crate::editor::{Expects, add, words};

pub(super) fn network(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let Some(written) = document.scenario().private_networks.get(entity.index) else {
        return Html::default();
    };
    let form = Form { props, id };
    let vpc = document.vpc(&written.vpc_id);
    let free = vpc.and_then(|vpc| document.report.free_block(vpc));
    html! {
        <>
            { titled(document, id, entity, Html::default()) }
            <p>{ "In " }{ entity_link(props, &written.vpc_id) }{ "." }</p>
            { for words::network(document, entity.index).into_iter().take(MOST)
                .map(|sentence| html! { <p>{ sentence }</p> }) }
            { problems(props, id) }
            <div class="form">
                { form.text("name", "Name", &written.name, Expects::Text) }
                { form.list(List {
                    field: "subnets",
                    label: "CIDR",
                    values: &written.subnets,
                    expects: Expects::Subnet { vpc: written.vpc_id.clone(), network: id.to_owned() },
                    fresh: free.as_ref().map(Cidr::to_string),
                    is_fixed: true,
                }) }
                { form.fixed_choice("vpc_id", "VPC", &written.vpc_id, vpcs(document)) }
                { form.switch("default_route_propagation_enabled", "Receives default routes",
                    "Also those that do not lead to itself.",
                    written.default_route_propagation_enabled, false) }
            </div>
            { list("Resources", document.resources_of(id), |place| {
                let resource = document.scenario().resources.get(place)?;
                Some(html! {
                    <>{ entity_link(props, &resource.id) }{ addresses(&resource.addresses) }</>
                })
            }) }
            { adds(form, "resource", add::resource) }
            { form.remove() }
        </>
    }
}

pub(super) fn resource(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let Some(written) = document.scenario().resources.get(entity.index) else {
        return Html::default();
    };
    let form = Form { props, id };
    let network = &written.private_network_id;
    let networks = document.scenario().private_networks.iter();
    let networks = options(document, "", networks.map(|network| &network.id));
    html! {
        <>
            { titled(document, id, entity, Html::default()) }
            <p>{ "On " }{ entity_link(props, network) }{ "." }</p>
            { problems(props, id) }
            <div class="form">
                { form.text("name", "Name", &written.name, Expects::Text) }
                { form.text("kind", "Kind", &written.kind, Expects::Text) }
                { form.list(List {
                    field: "addresses",
                    label: "Address",
                    values: &written.addresses,
                    expects: Expects::Address { network: network.clone() },
                    fresh: add::free_address(document, network, &[]),
                    is_fixed: false,
                }) }
                { form.reference("private_network_id", "Private Network", network, networks) }
            </div>
            { form.remove() }
        </>
    }
}

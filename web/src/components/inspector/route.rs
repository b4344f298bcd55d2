//! A custom route, and an ingress rule, in words and fields.

use peerlab_core::edit::Edit;
use peerlab_core::report::RowEntry;
use peerlab_core::scenario::Entity;
use yew::{Html, html};

use super::super::Choosable;
use super::form::{Form, networks, options, vpcs};
use super::{InspectorProps, entity_link, fact, problems, titled};
use crate::editor::{Expects, Side, words};

/// The fields of the three kinds of next hop.
const HOPS: [&str; 3] = [
    "nexthop_vpc_connector_id",
    "nexthop_resource_id",
    "nexthop_private_network_id",
];

pub(super) fn route(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let scenario = document.scenario();
    let Some(written) = scenario.routes.get(entity.index) else {
        return Html::default();
    };
    let form = Form { props, id };
    let vpc = document.vpc(&written.vpc_id);
    let table = vpc.map(|vpc| document.report.route_table(vpc));
    let state = table
        .unwrap_or_default()
        .into_iter()
        .find_map(|row| match row.entry {
            RowEntry::Custom { route, state } if route == entity.index => Some(state),
            _ => None,
        });
    let told = state.map_or("dead: its destination cannot be read", words::route_state);
    html! {
        <>
            { titled(document, id, entity, Html::default()) }
            <p>{ "In the table of " }{ entity_link(props, &written.vpc_id) }{ ": " }{ told }{ "." }</p>
            { problems(props, id) }
            <div class="form">
                { form.text("destination", "Destination", &written.destination, Expects::Prefix) }
                { next_hop(form, &written.vpc_id, [
                    &written.nexthop_vpc_connector_id,
                    &written.nexthop_resource_id,
                    &written.nexthop_private_network_id,
                ]) }
                { form.text("description", "Description", &written.description, Expects::Text) }
                { form.fixed_choice("vpc_id", "VPC", &written.vpc_id, vpcs(document)) }
            </div>
            { form.remove() }
        </>
    }
}

/// Shows the next hop of a route: one choice of all three kinds. A value is the
/// number of its kind and the id.
fn next_hop(form: Form<'_>, vpc_id: &str, hops: [&Option<String>; 3]) -> Html {
    let document = &form.props.document;
    let scenario = document.scenario();
    let connectors = document.connectors_of(vpc_id, Side::Origin).iter();
    let connectors = connectors.filter_map(|&place| scenario.vpc_connectors.get(place));
    let resources = document.networks_of(vpc_id).iter();
    let resources = resources
        .filter_map(|&place| scenario.private_networks.get(place))
        .flat_map(|network| document.resources_of(&network.id))
        .filter_map(|&place| scenario.resources.get(place));
    let kinds = [
        options(
            document,
            "Connectors",
            connectors.map(|connector| &connector.id),
        ),
        options(
            document,
            "Resources",
            resources.map(|resource| &resource.id),
        ),
        networks(document, vpc_id, "Private Networks"),
    ];
    let numbered = |kind: usize, id: &str| format!("{kind} {id}");
    let mut choices = Vec::new();
    for (kind, options) in kinds.into_iter().enumerate() {
        choices.extend(options.into_iter().map(|option| Choosable {
            value: numbered(kind, &option.value).into(),
            ..option
        }));
    }
    let mut named = hops.into_iter().enumerate();
    let chosen = named.find_map(|(kind, hop)| Some((kind, hop.as_deref()?)));
    let value = chosen.map_or_else(String::new, |(kind, id)| numbered(kind, id));
    let is_known = choices.iter().any(|choice| *choice.value == *value);
    match chosen {
        None => choices.insert(0, Choosable::new("", "None yet")),
        Some((_, id)) if !is_known => {
            let text = match document.entity(id) {
                Some(_) => format!("{} (not of this VPC)", words::called(document, id)),
                None => format!("{id} (not in the scenario)"),
            };
            choices.insert(0, Choosable::new(value.clone(), text));
        }
        Some(_) => {}
    }
    let onchange = form.on(|of, chosen: String| {
        let chosen = chosen.split_once(' ');
        let kind = chosen.and_then(|(kind, _)| kind.parse::<usize>().ok());
        let mut edits = vec![Edit::set_null(of.id, &HOPS)];
        if let Some((field, (_, id))) = kind.and_then(|kind| HOPS.get(kind)).zip(chosen) {
            edits.push(Edit::set(of.id, field, id));
        }
        of.edit("nexthop_vpc_connector_id", edits)
    });
    form.choice("next-hop", "Next hop", &value, choices, false, onchange)
}

pub(super) fn ingress_rule(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let Some(written) = document.scenario().ingress_rules.get(entity.index) else {
        return Html::default();
    };
    let form = Form { props, id };
    let network = &written.nexthop_private_network_id;
    html! {
        <>
            { titled(document, id, entity, Html::default()) }
            <p>{ "What enters the VPC from a peer and comes from this source is handed to the \
                address first." }</p>
            { problems(props, id) }
            <div class="form">
                { form.text("source", "Source", &written.source, Expects::Prefix) }
                { form.reference("nexthop_private_network_id", "Private Network", network,
                    networks(document, &written.vpc_id, "")) }
                { form.text("nexthop_resource_ip", "Address", &written.nexthop_resource_ip,
                    Expects::Address { network: network.clone() }) }
            </div>
            <dl class="facts">{ fact("VPC", entity_link(props, &written.vpc_id)) }</dl>
            { form.remove() }
        </>
    }
}

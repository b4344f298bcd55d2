//! A VPC in words and fields.

use peerlab_core::report::{RouteState, RowEntry};
use peerlab_core::scenario::Entity;
use yew::{Html, MouseEvent, html};

use super::super::{Choosable, Pick};
use super::form::{Form, vpcs};
use super::{InspectorProps, acl, addresses, connector_line, entity_link, list, problems, titled};
use crate::editor::{Action, Expects, Selection, Side, add, words};

/// How many rows of a route table are shown.
const MOST_ROWS: usize = 200;

pub(super) fn vpc(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let Some(written) = document.scenario().vpcs.get(entity.index) else {
        return Html::default();
    };
    if document.is_opaque(entity.index) {
        return opaque(props, id, entity);
    }
    let form = Form { props, id };
    let networks = document.networks_of(id);
    let leaving = document.connectors_of(id, Side::Origin);
    let arriving = document.connectors_of(id, Side::Target);
    let project = written.project_id.as_deref().unwrap_or_default();
    let organization = written.organization_id.as_deref().unwrap_or_default();
    let resources: Vec<usize> = networks
        .iter()
        .filter_map(|&place| document.scenario().private_networks.get(place))
        .flat_map(|network| document.resources_of(&network.id))
        .copied()
        .collect();
    html! {
        <>
            { titled(document, id, entity, Html::default()) }
            { for words::vpc(document, id).into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }
            { problems(props, id) }
            <div class="form">
                { form.text("name", "Name", &written.name, Expects::Text) }
                { form.switch("routing_enabled", "Routing",
                    "Packets may leave its Private Networks.", written.routing_enabled, false) }
                { form.switch("transitivity_enabled", "Transit",
                    "Packets of its peers may pass on to others. Chosen at creation.",
                    written.transitivity_enabled, true) }
                { form.switch("custom_routes_propagation_enabled", "Propagation of custom routes",
                    "They reach all of its Private Networks.",
                    written.custom_routes_propagation_enabled, false) }
                { form.fixed_text("region", "Region", &written.region, false) }
                { form.fixed_text("project_id", "Project", project, true) }
                { form.fixed_text("organization_id", "Organisation", organization, true) }
                { form.texts("tags", "Tags, with commas between them", &written.tags) }
            </div>
            { list("Private Networks", networks, |place| {
                let network = document.scenario().private_networks.get(place)?;
                Some(html! {
                    <>{ entity_link(props, &network.id) }{ addresses(&network.subnets) }</>
                })
            }) }
            { adds(form, "Private Network", |_, _| Action::AddNetwork) }
            { list("Resources", &resources, |place| {
                let resource = document.scenario().resources.get(place)?;
                Some(html! {
                    <>{ entity_link(props, &resource.id) }{ addresses(&resource.addresses) }</>
                })
            }) }
            { list("Its connectors", leaving, |place| connector_line(props, place)) }
            { connects(form) }
            { list("Connectors towards it", arriving, |place| connector_line(props, place)) }
            { table(form, entity) }
            { adds(form, "route", add::route) }
            { list("Ingress rules", document.rules_of(id), |place| {
                let rule = document.scenario().ingress_rules.get(place)?;
                Some(entity_link(props, &rule.id))
            }) }
            { adds(form, "ingress rule", add::ingress_rule) }
            { acl::acls(form) }
            { form.remove() }
        </>
    }
}

/// Tells what is known of another owner's VPC.
fn opaque(props: &InspectorProps, id: &str, entity: Entity) -> Html {
    let document = &props.document;
    let arriving = document.connectors_of(id, Side::Target);
    html! {
        <>
            { titled(document, id, entity, html! { <span class="state">{ "another owner’s" }</span> }) }
            { for words::opaque(document, id).into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }
            { problems(props, id) }
            { list("Connectors towards it", arriving, |place| connector_line(props, place)) }
        </>
    }
}

/// Shows what adds something to the VPC.
pub(super) fn adds(
    form: Form<'_>,
    what: &'static str,
    action: fn(&crate::editor::Document, &str) -> Action,
) -> Html {
    html! {
        <button type="button" class="link add"
            onclick={form.on(move |of, _: MouseEvent| action(of.document, of.id))}>
            { "Add " }{ what }
        </button>
    }
}

/// Shows what adds a connector towards another VPC.
fn connects(form: Form<'_>) -> Html {
    let document = &form.props.document;
    let scenario = document.scenario();
    let connectors = document.connectors_of(form.id, Side::Origin).iter();
    let targets: Vec<&String> = connectors
        .filter_map(|&place| scenario.vpc_connectors.get(place))
        .map(|connector| &connector.target_vpc_id)
        .collect();
    let mut options = vpcs(document);
    options.retain(|option| {
        let value: &str = &option.value;
        value != form.id && targets.iter().all(|target| *target != value)
    });
    if options.is_empty() {
        return Html::default();
    }
    options.insert(0, Choosable::new("", "Choose a VPC"));
    let onchange = form.on(|of, to: String| Action::Connect {
        from: of.id.to_owned(),
        to,
        both: false,
    });
    html! {
        <Pick key={format!("connect {}", form.id)} name="connect" label="Add connector towards" value=""
            {options} {onchange} />
    }
}

/// Shows the route table: the platform's own routes, then each custom one with
/// whether it carries packets.
fn table(form: Form<'_>, entity: Entity) -> Html {
    let props = form.props;
    let document = &props.document;
    let scenario = document.scenario();
    let rows = document.report.route_table(entity.index);
    let listed: Vec<usize> = rows
        .iter()
        .filter_map(|row| match row.entry {
            RowEntry::Custom { route, .. } => Some(route),
            RowEntry::Local { .. } => None,
        })
        .collect();
    let unread = document.routes_of(form.id).iter();
    let unread: Vec<usize> = unread
        .filter(|place| !listed.contains(place))
        .copied()
        .collect();
    if rows.is_empty() && unread.is_empty() {
        return html! { <h3>{ "Route table" }</h3> };
    }
    html! {
        <>
            <h3>{ "Route table" }</h3>
            <table class="routes">
                <caption>{ "Local routes are the platform's own and cannot be changed." }</caption>
                <thead><tr>
                    <th scope="col">{ "Destination" }</th>
                    <th scope="col">{ "Next hop" }</th>
                    <th scope="col">{ "State" }</th>
                </tr></thead>
                <tbody>
                    { for rows.iter().take(MOST_ROWS).map(|row| match row.entry {
                        RowEntry::Local { private_network } => {
                            let network = scenario.private_networks.get(private_network);
                            html! {
                                <tr class="is-local">
                                    <td class="address">{ row.destination.to_string() }</td>
                                    <td>{ for network.map(|network| entity_link(props, &network.id)) }</td>
                                    <td>{ "local" }</td>
                                </tr>
                            }
                        }
                        RowEntry::Custom { route, state } => custom(props, route, Some(state)),
                    }) }
                    { for unread.iter().take(MOST_ROWS).map(|&route| custom(props, route, None)) }
                </tbody>
            </table>
            if rows.len() > MOST_ROWS {
                <p class="muted">{ format!("The first {MOST_ROWS} of {} are listed.", rows.len()) }</p>
            }
        </>
    }
}

fn custom(props: &InspectorProps, place: usize, state: Option<RouteState>) -> Html {
    let document = &props.document;
    let Some(route) = document.scenario().routes.get(place) else {
        return Html::default();
    };
    let selection = Selection::Entity(route.id.clone());
    let onclick = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Show(selection.clone()));
    let hop = [
        &route.nexthop_vpc_connector_id,
        &route.nexthop_resource_id,
        &route.nexthop_private_network_id,
    ];
    let hop = hop.into_iter().flatten().next();
    let (class, told) = match state {
        Some(RouteState::Active) => ("is-peered", words::route_state(RouteState::Active)),
        Some(RouteState::Handed) => ("is-peered", words::route_state(RouteState::Handed)),
        Some(state) => ("is-dead", words::route_state(state)),
        None => ("is-dead", "dead: its destination cannot be read"),
    };
    let destination = match route.destination.as_str() {
        "" => "(none)",
        destination => destination,
    };
    html! {
        <tr>
            <td class="address">
                <button type="button" class="link" {onclick}>{ destination.to_owned() }</button>
            </td>
            <td>{ for hop.map(|hop| entity_link(props, hop)) }</td>
            <td {class}>{ told }</td>
        </tr>
    }
}

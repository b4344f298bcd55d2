//! The route table that a hop looks a packet up in.

use std::net::IpAddr;

use peerlab_core::report::{RowEntry, TableRow, TraceHop};
use yew::{Html, html};

use super::TracedProps;
use crate::editor::words;

/// How many rows are shown; those that hold for the packet come first.
const MOST: usize = 8;

/// Shows the table of a hop's VPC: the row that is used, those that would be
/// without it, and some of the others.
pub(super) fn table(props: &TracedProps, hop: &TraceHop, address: IpAddr, is_open: bool) -> Html {
    let document = &props.document;
    let Some(vpc) = document.vpc(&hop.vpc) else {
        return Html::default();
    };
    let mut rows = document.report.route_table(vpc);
    rows.retain(|row| row.destination.first().is_ipv4() == address.is_ipv4());
    // The longest first; of those as long, in the order of the table.
    rows.sort_by_key(|row| {
        let holds = row.destination.contains_address(address);
        (!holds, u8::MAX - row.destination.length())
    });
    let scenario = document.scenario();
    let id_of = |row: &TableRow| match row.entry {
        RowEntry::Local { private_network } => {
            let network = scenario.private_networks.get(private_network);
            network.map(|network| network.id.as_str())
        }
        RowEntry::Custom { route, .. } => scenario.routes.get(route).map(|route| route.id.as_str()),
    };
    let used = hop.route.as_deref().or(hop.private_network.as_deref());
    let line = |row: &TableRow| {
        let is_used = hop.matched == Some(row.destination) && id_of(row) == used;
        let told = if is_used {
            "used"
        } else if row.destination.contains_address(address) {
            "holds, not used"
        } else {
            ""
        };
        let next = match row.entry {
            RowEntry::Local { .. } => id_of(row).map(str::to_owned),
            RowEntry::Custom { route, .. } => {
                let route = scenario.routes.get(route);
                let hops = route.map(|route| {
                    [
                        &route.nexthop_vpc_connector_id,
                        &route.nexthop_resource_id,
                        &route.nexthop_private_network_id,
                    ]
                });
                hops.into_iter().flatten().flatten().next().cloned()
            }
        };
        html! {
            <tr class={is_used.then_some("is-used")}>
                <td class="address">{ row.destination.to_string() }</td>
                <td>{ for next.map(|id| words::short(document, &id)) }</td>
                <td>{ told }</td>
            </tr>
        }
    };
    html! {
        <details class="hop-table" open={is_open}>
            <summary>{ format!("Route table, looked up for {address}") }</summary>
            <table class="routes">
                <thead><tr>
                    <th scope="col">{ "Destination" }</th>
                    <th scope="col">{ "Next hop" }</th>
                    <th scope="col"><span class="sr-only">{ "For this packet" }</span></th>
                </tr></thead>
                <tbody>{ for rows.iter().take(MOST).map(line) }</tbody>
            </table>
            if rows.is_empty() {
                <p>{ "It has no row of this family." }</p>
            }
            if rows.len() > MOST {
                <p class="muted">{ format!("{} more do not hold for it.", rows.len() - MOST) }</p>
            }
        </details>
    }
}

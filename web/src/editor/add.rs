//! Adding things, each with what is most likely meant: the edit that adds it,
//! and the selection of it.

use std::net::IpAddr;

use peerlab_core::cidr::{Cidr, Family};
use peerlab_core::edit::{Edit, Item, make};
use peerlab_core::report::ConnectorStatus;
use peerlab_core::routing::MAX_CHAINED_VPCS;
use peerlab_core::scenario::{
    Acl, AclAction, AclRule, IngressRule, Protocol, Resource, Route, VpcConnector,
};

use super::{Action, Document, Selection, Side};

/// How many addresses of a subnet are tried for a new resource.
const MOST_TRIED: usize = 4_096;

/// Adds a route to a VPC: to the first subnet, the nearest first, that packets
/// could reach and no route of the VPC leads to; else to nothing yet.
#[must_use]
pub fn route(document: &Document, vpc_id: &str) -> Action {
    let scenario = document.scenario();
    let has_route = |destination: &str| {
        let mut routes = scenario.routes.iter();
        routes.any(|route| route.vpc_id == vpc_id && route.destination == destination)
    };
    let ways = ways(document, vpc_id);
    let missing = ways.iter().find_map(|&(target, connector)| {
        let networks = document.networks_of(target).iter();
        let networks = networks.filter_map(|&place| scenario.private_networks.get(place));
        let mut subnets = networks.flat_map(|network| &network.subnets);
        let subnet = subnets.find(|subnet| !has_route(subnet))?;
        Some((subnet.clone(), target, connector))
    });
    let (destination, target, connector) = match (missing, ways.first()) {
        (Some((subnet, target, connector)), _) => (subnet, Some(target), Some(connector)),
        (None, Some(&(target, connector))) => (String::new(), Some(target), Some(connector)),
        (None, None) => (String::new(), None, None),
    };
    let description = target.map_or_else(String::new, |target| {
        format!("to {}", document.label(target))
    });
    let wish = match destination.as_str() {
        "" => format!("{vpc_id}-route"),
        destination => format!("{vpc_id}-to-{destination}"),
    };
    made(document, "route", &wish, |id| {
        Item::Route(Route {
            id,
            description,
            vpc_id: vpc_id.to_owned(),
            destination,
            nexthop_vpc_connector_id: connector.map(|connector| connector.id.clone()),
            nexthop_resource_id: None,
            nexthop_private_network_id: None,
        })
    })
}

/// Returns the VPCs that packets of a VPC could be sent to, the nearest first,
/// each with the VPC's own connector that leads there: those its connectors
/// lead to and, through peered VPCs that let transit pass, those further on, as
/// far as the platform chains VPCs.
fn ways<'d>(document: &'d Document, vpc_id: &'d str) -> Vec<(&'d str, &'d VpcConnector)> {
    let scenario = document.scenario();
    let leaving = |vpc: &str| document.connectors_of(vpc, Side::Origin).iter();
    let is_peered = |place: usize| {
        let verdict = document.verdict(place);
        verdict.is_some_and(|verdict| verdict.status == ConnectorStatus::Peered)
    };
    let passes = |vpc: &str| {
        let vpc = document.vpc(vpc).and_then(|vpc| scenario.vpcs.get(vpc));
        vpc.is_some_and(|vpc| vpc.transitivity_enabled)
    };
    let mut ways: Vec<(&str, &VpcConnector)> = Vec::new();
    let mut onward: Vec<(&str, &VpcConnector)> = Vec::new();
    for &place in leaving(vpc_id) {
        if let Some(own) = scenario.vpc_connectors.get(place) {
            ways.push((&own.target_vpc_id, own));
            if is_peered(place) && passes(&own.target_vpc_id) {
                onward.push((&own.target_vpc_id, own));
            }
        }
    }
    // The VPC itself and those its connectors lead to are two of the chain.
    for _ in 2..MAX_CHAINED_VPCS {
        for (through, own) in std::mem::take(&mut onward) {
            for &place in leaving(through).filter(|&&place| is_peered(place)) {
                let connector = scenario.vpc_connectors.get(place);
                let target = connector.map_or(vpc_id, |connector| &connector.target_vpc_id);
                if target == vpc_id || ways.iter().any(|way| way.0 == target) {
                    continue;
                }
                ways.push((target, own));
                if passes(target) {
                    onward.push((target, own));
                }
            }
        }
    }
    ways
}

/// Adds a resource to a Private Network, at its first free address.
#[must_use]
pub fn resource(document: &Document, network_id: &str) -> Action {
    let scenario = document.scenario();
    let within = scenario.resources.iter();
    let number = within
        .filter(|resource| resource.private_network_id == network_id)
        .count()
        + 1;
    made(
        document,
        "resource",
        &format!("{network_id}-resource-{number}"),
        |id| {
            Item::Resource(Resource {
                id,
                name: format!("resource {number}"),
                private_network_id: network_id.to_owned(),
                addresses: free_address(document, network_id, &[])
                    .into_iter()
                    .collect(),
                kind: "instance".to_owned(),
            })
        },
    )
}

/// Adds an ingress rule to a VPC, for what comes from its first peer.
#[must_use]
pub fn ingress_rule(document: &Document, vpc_id: &str) -> Action {
    let scenario = document.scenario();
    let network = document.networks_of(vpc_id).first();
    let network = network.and_then(|&place| scenario.private_networks.get(place));
    let network_id = network.map_or_else(String::new, |network| network.id.clone());
    let connectors = document.connectors_of(vpc_id, Side::Target).iter();
    let peers = connectors.filter_map(|&place| scenario.vpc_connectors.get(place));
    let mut sources = peers.flat_map(|peer| document.networks_of(&peer.vpc_id));
    let source = sources.find_map(|&place| scenario.private_networks.get(place)?.subnets.first());
    made(
        document,
        "ingress rule",
        &format!("{vpc_id}-ingress"),
        |id| {
            Item::IngressRule(IngressRule {
                id,
                vpc_id: vpc_id.to_owned(),
                source: source.cloned().unwrap_or_default(),
                nexthop_resource_ip: free_address(document, &network_id, &[]).unwrap_or_default(),
                nexthop_private_network_id: network_id,
            })
        },
    )
}

/// Adds a rule to the ACL of a VPC for a family, and the ACL where there is
/// none. It drops everything that no rule before it lets through, which is
/// where most begin.
#[must_use]
pub fn acl_rule(document: &Document, vpc_id: &str, is_ipv6: bool) -> Edit {
    let everything = if is_ipv6 { "::/0" } else { "0.0.0.0/0" };
    let mut acl = document.acl(vpc_id, is_ipv6).cloned().unwrap_or(Acl {
        vpc_id: vpc_id.to_owned(),
        is_ipv6,
        default_policy: AclAction::Accept,
        rules: Vec::new(),
    });
    acl.rules.push(AclRule {
        protocol: Protocol::Any,
        source: everything.to_owned(),
        src_port_low: 0,
        src_port_high: 0,
        destination: everything.to_owned(),
        dst_port_low: 0,
        dst_port_high: 0,
        action: AclAction::Drop,
        description: String::new(),
    });
    Edit::SetAcl {
        vpc_id: vpc_id.to_owned(),
        is_ipv6,
        acl: Some(acl),
        at: None,
    }
}

/// Returns the first address of a Private Network that the platform does not
/// reserve, no resource has, and is none of `others`.
#[must_use]
pub fn free_address(document: &Document, network_id: &str, others: &[String]) -> Option<String> {
    let scenario = document.scenario();
    let entity = document.entity(network_id)?;
    let network = scenario.private_networks.get(entity.index)?;
    let subnets = network.subnets.iter();
    let subnet = subnets
        .filter_map(|subnet| Cidr::parse(subnet).ok())
        .find(|subnet| subnet.family() == Family::Ipv4)?;
    let taken: Vec<&String> = scenario
        .resources
        .iter()
        .filter(|resource| resource.private_network_id == network_id)
        .flat_map(|resource| &resource.addresses)
        .chain(others)
        .collect();
    let IpAddr::V4(first) = subnet.first_usable() else {
        return None;
    };
    let addresses = (u32::from(first)..).take(MOST_TRIED);
    addresses
        .map(|address| IpAddr::from(address.to_be_bytes()))
        .take_while(|&address| subnet.contains_address(address))
        .map(|address| address.to_string())
        .find(|address| !taken.contains(&address))
}

fn made(document: &Document, what: &str, wish: &str, item: impl FnOnce(String) -> Item) -> Action {
    let id = make::new_id(wish, |id| document.is_taken(id));
    Action::Make {
        edits: vec![Edit::add(item(id.clone()))],
        label: format!("add {what}"),
        show: Selection::Entity(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::{Editor, example};
    use peerlab_core::scenario::Scenario;

    /// Adds something to the example and returns the editor after it.
    fn after(action: impl FnOnce(&Document) -> Action) -> Editor {
        let editor = Editor::new(example());
        let action = action(&editor.document);
        editor.apply(action)
    }

    #[test]
    fn what_is_added_is_selected_and_taken_back_at_once() {
        let editor = after(|document| resource(document, "pn-orders"));
        let added = editor.document.scenario().resources.last().unwrap();
        assert_eq!(editor.selection, Selection::Entity(added.id.clone()));
        assert_eq!(editor.history.undo_label(), Some("add resource"));
        let back = editor.apply(Action::Undo);
        assert_eq!(*back.document, Document::new(example()));
    }

    #[test]
    fn a_route_leads_where_none_leads_yet() {
        let editor = after(|document| route(document, "vpc-shop"));
        let added = editor.document.scenario().routes.last().unwrap();
        // Both subnets of Data have routes; Office has none.
        assert_eq!(added.destination, "172.16.23.0/24");
        let connector = added.nexthop_vpc_connector_id.as_deref();
        assert_eq!(connector, Some("shop-to-office"));

        let editor = after(|document| route(document, "vpc-partner"));
        let added = editor.document.scenario().routes.last().unwrap();
        assert_eq!(
            (added.destination.as_str(), &added.nexthop_vpc_connector_id),
            ("", &None)
        );
    }

    #[test]
    fn routes_lead_on_through_transit_as_far_as_vpcs_are_chained() {
        // Five in a row, the third of which may or may not let others pass.
        let chain = |third: bool| {
            let vpcs = (0..5).map(|n| {
                let transit = n != 2 || third;
                format!(r#"{{"id": "v{n}", "transitivity_enabled": {transit}}}"#)
            });
            let networks = (0..5).map(|n| {
                format!(r#"{{"id": "p{n}", "vpc_id": "v{n}", "subnets": ["10.{n}.0.0/22"]}}"#)
            });
            let pairs = (0..4).flat_map(|n| [(n, n + 1), (n + 1, n)]);
            let connectors = pairs.map(|(from, to)| {
                format!(r#"{{"id": "c{from}{to}", "vpc_id": "v{from}", "target_vpc_id": "v{to}"}}"#)
            });
            let [vpcs, networks, connectors] = [
                vpcs.collect::<Vec<_>>(),
                networks.collect(),
                connectors.collect(),
            ]
            .map(|items| items.join(","));
            format!(
                r#"{{"vpcs": [{vpcs}], "private_networks": [{networks}], "vpc_connectors": [{connectors}]}}"#
            )
        };
        for (third, expected) in [
            (
                true,
                &[
                    "10.1.0.0/22 c01",
                    "10.2.0.0/22 c01",
                    "10.3.0.0/22 c01",
                    " c01",
                ][..],
            ),
            (false, &["10.1.0.0/22 c01", "10.2.0.0/22 c01", " c01"]),
        ] {
            let reading = Scenario::read(&chain(third)).unwrap();
            let mut editor = Editor::new(reading);
            for &told in expected {
                let action = route(&editor.document, "v0");
                editor = editor.apply(action);
                let added = editor.document.scenario().routes.last().unwrap();
                let hop = added.nexthop_vpc_connector_id.as_deref().unwrap();
                assert_eq!(format!("{} {hop}", added.destination), told);
            }
        }
        let reading = Scenario::read(&chain(true)).unwrap();
        let editor = Editor::new(reading);
        let ways = ways(&editor.document, "v2");
        let targets: Vec<&str> = ways.iter().map(|way| way.0).collect();
        assert_eq!(targets, ["v1", "v3", "v0", "v4"]);
    }

    #[test]
    fn resources_get_addresses_that_nothing_has() {
        let editor = after(|document| resource(document, "pn-orders"));
        let next = resource(&editor.document, "pn-orders");
        let editor = editor.apply(next);
        let resources = &editor.document.scenario().resources;
        let addresses: Vec<_> = resources.iter().flat_map(|r| &r.addresses).collect();
        assert_eq!(addresses, ["10.10.0.2", "10.10.0.3"]);
    }

    #[test]
    fn an_ingress_rule_is_for_what_a_peer_sends() {
        let editor = after(|document| ingress_rule(document, "vpc-data"));
        let rule = editor.document.scenario().ingress_rules.last().unwrap();
        assert_eq!(rule.source, "172.16.20.0/22");
        assert_eq!(rule.nexthop_private_network_id, "pn-orders");
        assert_eq!(rule.nexthop_resource_ip, "10.10.0.2");
    }

    #[test]
    fn rules_are_added_behind_the_others() {
        let editor = Editor::new(example());
        let edit = |editor: &Editor| Action::Edit {
            edits: vec![acl_rule(&editor.document, "vpc-shop", true)],
            label: String::new(),
        };
        let once = edit(&editor);
        let editor = editor.apply(once);
        let twice = edit(&editor);
        let editor = editor.apply(twice);
        let acl = editor.document.acl("vpc-shop", true).unwrap();
        assert_eq!(acl.rules.len(), 2);
        assert_eq!(acl.rules[0].source, "::/0");
        assert!(editor.document.acl("vpc-shop", false).is_none());
    }
}

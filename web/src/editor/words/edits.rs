//! What edits do, in words.

use peerlab_core::edit::{Edit, Item};
use serde_json::Value;

use super::called;
use crate::editor::Document;
use crate::editor::change::field_name;

/// Says what an edit does to a document, such as “Add a connector from Shop to
/// Data”.
#[must_use]
pub fn edit(document: &Document, edit: &Edit) -> String {
    match edit {
        Edit::Add { item, .. } => added(document, item),
        Edit::Remove { id } => format!("Remove {}", called(document, id)),
        Edit::Set { id, fields } => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(field, value)| format!("{} to {}", field_name(field), told(value)))
                .collect();
            format!("{}: set {}", called(document, id), fields.join(" and "))
        }
        Edit::Recreate { id, fields } => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(field, value)| format!("{} {}", field_name(field), told(value)))
                .collect();
            let name = called(document, id);
            format!(
                "Delete {name} and create it again with {}",
                fields.join(" and ")
            )
        }
        Edit::SetAcl {
            vpc_id,
            is_ipv6,
            acl,
            ..
        } => {
            let family = if *is_ipv6 { "IPv6" } else { "IPv4" };
            let vpc = document.label(vpc_id);
            match acl {
                Some(acl) => {
                    let rules = acl.rules.len();
                    let plural = if rules == 1 { "" } else { "s" };
                    format!("Set the {family} ACL of {vpc} to {rules} rule{plural}")
                }
                None => format!("Remove the {family} ACL of {vpc}"),
            }
        }
        Edit::SetExpectations { .. } => "Set what should hold".to_owned(),
        Edit::Describe { .. } => "Describe the scenario".to_owned(),
        Edit::Place { id, .. } => format!("Move {}", document.label(id)),
    }
}

fn added(document: &Document, item: &Item) -> String {
    let label = |id: &str| document.label(id).to_owned();
    match item {
        Item::VpcConnector(connector) => format!(
            "Add a connector from {} to {}",
            label(&connector.vpc_id),
            label(&connector.target_vpc_id)
        ),
        Item::Route(route) => {
            let hop = [
                &route.nexthop_vpc_connector_id,
                &route.nexthop_resource_id,
                &route.nexthop_private_network_id,
            ];
            let through = hop.into_iter().flatten().next();
            let through = through.map_or_else(String::new, |id| {
                format!(" through {}", called(document, id))
            });
            format!(
                "Add a route to {} in {}{through}",
                route.destination,
                label(&route.vpc_id)
            )
        }
        Item::PrivateNetwork(network) => format!(
            "Add Private Network {} to {}",
            network.name,
            label(&network.vpc_id)
        ),
        Item::Vpc(vpc) => format!("Add VPC {}", vpc.name),
        other => format!("Add {}", other.id()),
    }
}

/// Writes a value as people would.
fn told(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "enabled".to_owned(),
        Value::Bool(false) => "disabled".to_owned(),
        Value::String(text) if text.is_empty() => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(told).collect();
            items.join(", ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use peerlab_core::edit::make;

    use super::*;
    use crate::editor::example;

    #[test]
    fn every_edit_is_told() {
        let document = Document::new(example());
        let check = |told: &Edit, expected: &str| assert_eq!(edit(&document, told), expected);
        check(
            &make::add_connector("vpc-shop".into(), "vpc-data".into(), |_| false),
            "Add a connector from Shop to Data",
        );
        check(
            &make::add_route(
                "vpc-shop".into(),
                "10.0.0.0/8".parse().unwrap(),
                "shop-to-data".into(),
                String::new(),
                |_| false,
            ),
            "Add a route to 10.0.0.0/8 in Shop through connector Shop to Data",
        );
        let remove = |id: &str| Edit::Remove { id: id.into() };
        check(&remove("shop-orders"), "Remove route to 10.10.0.0/22");
        check(&remove("gone"), "Remove gone");
        check(
            &Edit::set("vpc-shop", "routing_enabled", false),
            "Shop: set routing to disabled",
        );
        check(
            &Edit::set_null("vpc-shop", &["name"]),
            "Shop: set name to nothing",
        );
        check(
            &Edit::recreate("pn-front", "subnets", vec!["10.0.0.0/22".to_owned()]),
            "Delete front and create it again with CIDRs 10.0.0.0/22",
        );
        check(
            &crate::editor::add::acl_rule(&document, "vpc-shop", false),
            "Set the IPv4 ACL of Shop to 1 rule",
        );
    }
}

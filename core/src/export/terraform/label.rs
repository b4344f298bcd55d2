//! What resources are called in a configuration: legal, and each only once.

use std::collections::BTreeMap;

use crate::scenario::{Entity, Kind, Scenario};

/// The longest label made of a name, in characters.
const LONGEST: usize = 64;

/// The type of a resource, such as `scaleway_vpc`.
pub(super) type Type = &'static str;

/// Returns the type of the resources that a kind of entity is written as.
pub(super) const fn type_of(kind: Kind) -> Option<Type> {
    match kind {
        Kind::Vpc => Some("scaleway_vpc"),
        Kind::PrivateNetwork => Some("scaleway_vpc_private_network"),
        Kind::Connector => Some("scaleway_vpc_connector"),
        Kind::Route => Some("scaleway_vpc_route"),
        Kind::IngressRule => Some("scaleway_vpc_ingress_rule"),
        Kind::Acl => Some("scaleway_vpc_acl"),
        // Resources belong to other products of the platform.
        Kind::Resource => None,
    }
}

/// The labels of everything that is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    /// By type and id; an ACL goes by its VPC's id and its family.
    of: BTreeMap<(Type, String), String>,
    /// The labels that are taken, each with the number that the next one after
    /// it gets.
    taken: BTreeMap<(Type, String), usize>,
}

impl Labels {
    /// Gives a label to everything in a scenario that has none yet.
    pub(super) fn learn(&mut self, scenario: &Scenario) {
        for (entity, id) in scenario.entities() {
            if let Some(kind) = type_of(entity.kind) {
                self.give(kind, id.to_owned(), || wish(scenario, entity, id));
            }
        }
        for acl in &scenario.acls {
            self.learn_acl(&acl.vpc_id, acl.is_ipv6);
        }
    }

    /// Gives a label to the ACL of a VPC and family, after the VPC's.
    pub(super) fn learn_acl(&mut self, vpc_id: &str, is_ipv6: bool) {
        let vpc = self.of("scaleway_vpc", vpc_id);
        let vpc = vpc.map_or_else(|| legal(vpc_id), str::to_owned);
        let wish = format!("{vpc}_{}", family(is_ipv6));
        self.give("scaleway_vpc_acl", acl_key(vpc_id, is_ipv6), || wish);
    }

    pub(super) fn of(&self, kind: Type, id: &str) -> Option<&str> {
        self.of.get(&(kind, id.to_owned())).map(String::as_str)
    }

    pub(super) fn of_acl(&self, vpc_id: &str, is_ipv6: bool) -> Option<&str> {
        self.of("scaleway_vpc_acl", &acl_key(vpc_id, is_ipv6))
    }

    fn give(&mut self, kind: Type, id: String, wish: impl FnOnce() -> String) {
        if self.of.contains_key(&(kind, id.clone())) {
            return;
        }
        let wish = wish();
        let mut label = wish.clone();
        while self.taken.contains_key(&(kind, label.clone())) {
            let next = self.taken.entry((kind, wish.clone())).or_insert(2);
            label = format!("{wish}_{next}");
            *next += 1;
        }
        self.taken.insert((kind, label.clone()), 2);
        self.of.insert((kind, id), label);
    }
}

const fn family(is_ipv6: bool) -> &'static str {
    if is_ipv6 { "ipv6" } else { "ipv4" }
}

fn acl_key(vpc_id: &str, is_ipv6: bool) -> String {
    format!("{vpc_id}/{}", family(is_ipv6))
}

/// Returns the label that something should have: its id, which stays when it is
/// renamed, unless that is one of the platform's, which says nothing.
fn wish(scenario: &Scenario, entity: Entity, id: &str) -> String {
    let name = match entity.kind {
        Kind::Route => scenario
            .routes
            .get(entity.index)
            .map(|route| route.description.as_str()),
        _ => scenario.label_of(entity),
    };
    let name = name.filter(|name| is_uuid(id) && name.chars().any(|c| c.is_ascii_alphanumeric()));
    legal(name.unwrap_or(id))
}

/// Tells whether an id is of the form that the platform gives.
pub(super) fn is_uuid(id: &str) -> bool {
    let is_part = |(part, length): (&str, usize)| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let lengths = [8, 4, 4, 4, 12];
    id.split('-').count() == lengths.len() && id.split('-').zip(lengths).all(is_part)
}

/// Makes a text one that may be a label.
fn legal(text: &str) -> String {
    let mut label = String::new();
    for character in text.chars().take(LONGEST) {
        let is_legal = character.is_ascii_alphanumeric() || character == '-';
        if label.is_empty() && (!is_legal || !character.is_ascii_alphabetic()) {
            label.push('_');
        }
        if is_legal {
            label.push(character);
        } else if !label.ends_with('_') {
            label.push('_');
        }
    }
    if label.is_empty() {
        "_".to_owned()
    } else {
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_legal_whatever_the_text_is() {
        let cases = [
            ("vpc-a", "vpc-a"),
            ("data-to-10.0.0.0/22", "data-to-10_0_0_0_22"),
            ("Zürich", "Z_rich"),
            ("10.0.0.0/8", "_10_0_0_0_8"),
            ("-x", "_-x"),
            ("\" {}\n", "_"),
            ("", "_"),
        ];
        for (text, expected) in cases {
            assert_eq!(legal(text), expected);
        }
        assert_eq!(legal(&"a".repeat(500)).len(), LONGEST);
    }

    #[test]
    fn no_two_of_a_type_have_one_label() {
        let scenario = Scenario::from_json(
            r#"{"vpcs": [{"id": "a b"}, {"id": "a_b"}, {"id": "a/b"}, {"id": "a_b_2"}],
                "private_networks": [{"id": "a.b", "vpc_id": "a b", "subnets": []}]}"#,
        )
        .expect("a scenario");
        let mut labels = Labels::default();
        labels.learn(&scenario);
        let of = |id| labels.of("scaleway_vpc", id).expect("it has a label");
        assert_eq!(
            [of("a b"), of("a_b"), of("a/b"), of("a_b_2")],
            ["a_b", "a_b_2", "a_b_3", "a_b_2_2"]
        );
        assert_eq!(
            labels.of("scaleway_vpc_private_network", "a.b"),
            Some("a_b")
        );
        let before = labels.clone();
        labels.learn(&scenario);
        assert_eq!(labels.of, before.of, "a label stays");
    }

    #[test]
    fn what_the_platform_numbered_goes_by_its_name() {
        let id = "944a7668-0741-4977-8b4d-c3a5cb3c7f37";
        let text = format!(r#"{{"vpcs": [{{"id": "{id}", "name": "Shop 1"}}]}}"#);
        let scenario = Scenario::from_json(&text).expect("a scenario");
        let mut labels = Labels::default();
        labels.learn(&scenario);
        assert_eq!(labels.of("scaleway_vpc", id), Some("Shop_1"));
    }
}

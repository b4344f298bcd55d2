//! A scenario without the ids and names of whoever it is of.
//!
//! Everything gets an id that says what it is and a number in the order of the
//! document; names, descriptions and tags are left out. What refers to what stays
//! as it was, and so do regions, CIDRs and addresses: they are what is judged.
//! The same scenario always gives the same.
//!
//! ```
//! use peerlab_core::pseudonym::pseudonymised;
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let nameless = pseudonymised(&Scenario::from_json(ONE_WAY)?);
//! assert_eq!(nameless.vpcs[1].id, "vpc-2");
//! assert_eq!(nameless.vpc_connectors[0].target_vpc_id, "vpc-2");
//! assert_eq!(nameless.private_networks[0].subnets, ["10.0.0.0/22"]);
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

use std::borrow::Cow;

use crate::cidr::parse_address;
use crate::order::Numbers;
use crate::scenario::{Kind, Places, Scenario};

/// Says what is not replaced, to those who decide whether to share it.
///
/// ```
/// use peerlab_core::pseudonym::KEPT;
///
/// assert!(KEPT.contains("CIDRs"));
/// ```
pub const KEPT: &str = "Names, descriptions and tags are left out. CIDRs, addresses and regions \
                        stay: they are what is judged.";

/// Replaces the ids of a scenario and leaves its names out.
///
/// An id that nothing of the scenario has, such as that of a VPC of another
/// owner, is replaced by one that says so: the same by the same.
///
/// Takes O(n) time for n entities and references.
///
/// ```
/// use peerlab_core::pseudonym::pseudonymised;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "9f", "name": "Secret", "project_id": "p"}],
///         "vpc_connectors": [{"id": "c", "vpc_id": "9f", "target_vpc_id": "4e"}]}"#,
/// )?;
/// assert_eq!(
///     pseudonymised(&scenario).to_json(),
///     r#"{"version":1,"vpcs":[{"id":"vpc-1","project_id":"project-1"}],"vpc_connectors":[{"id":"connector-1","vpc_id":"vpc-1","target_vpc_id":"elsewhere-1"}]}"#
/// );
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn pseudonymised(scenario: &Scenario) -> Scenario {
    let mut ids = Ids::of(scenario);
    let mut projects = Owners::new("project");
    let mut organizations = Owners::new("organization");
    let mut nameless = scenario.clone();
    nameless.name.clear();
    nameless.description.clear();
    // They are numbered in the order of their lists, then of who names them.
    for organization in &mut nameless.organizations {
        organizations.replace(&mut organization.id);
        organization.name.clear();
    }
    for project in &mut nameless.projects {
        projects.replace(&mut project.id);
        project.name.clear();
        project
            .organization_id
            .iter_mut()
            .for_each(|id| organizations.replace(id));
    }
    for vpc in &mut nameless.vpcs {
        ids.replace(&mut vpc.id);
        vpc.project_id
            .iter_mut()
            .for_each(|id| projects.replace(id));
        vpc.organization_id
            .iter_mut()
            .for_each(|id| organizations.replace(id));
        vpc.name.clear();
        vpc.tags.clear();
    }
    for network in &mut nameless.private_networks {
        ids.replace(&mut network.id);
        ids.replace(&mut network.vpc_id);
        network.name.clear();
    }
    for resource in &mut nameless.resources {
        ids.replace(&mut resource.id);
        ids.replace(&mut resource.private_network_id);
        resource.name.clear();
    }
    for connector in &mut nameless.vpc_connectors {
        ids.replace(&mut connector.id);
        ids.replace(&mut connector.vpc_id);
        ids.replace(&mut connector.target_vpc_id);
        connector.name.clear();
    }
    for route in &mut nameless.routes {
        ids.replace(&mut route.id);
        ids.replace(&mut route.vpc_id);
        let next_hop = [
            &mut route.nexthop_vpc_connector_id,
            &mut route.nexthop_resource_id,
            &mut route.nexthop_private_network_id,
        ];
        next_hop
            .into_iter()
            .flatten()
            .for_each(|id| ids.replace(id));
        route.description.clear();
    }
    for rule in &mut nameless.ingress_rules {
        ids.replace(&mut rule.id);
        ids.replace(&mut rule.vpc_id);
        ids.replace(&mut rule.nexthop_private_network_id);
    }
    for acl in &mut nameless.acls {
        ids.replace(&mut acl.vpc_id);
        acl.rules
            .iter_mut()
            .for_each(|rule| rule.description.clear());
    }
    for expectation in &mut nameless.expectations {
        expectation.name = None;
        let named = [
            &mut expectation.connector,
            &mut expectation.from,
            &mut expectation.to,
            &mut expectation.subject,
        ];
        let path = expectation.path.iter_mut().flatten();
        for id in named.into_iter().flatten().chain(path) {
            // A packet may be sent to an address.
            if parse_address(id).is_err() {
                ids.replace(id);
            }
        }
    }
    nameless.layout = Places::default();
    for (id, at) in scenario.layout.all() {
        let mut id = id.clone();
        ids.replace(&mut id);
        nameless.layout.insert(id, *at);
    }
    nameless
}

/// What ids are replaced by.
struct Ids<'s> {
    /// The place in the order of the entities of the first that has the id.
    places: Numbers<'s>,
    /// By what each is replaced.
    pseudonyms: Vec<String>,
    elsewhere: Owners,
}

impl<'s> Ids<'s> {
    fn of(scenario: &'s Scenario) -> Self {
        let mut places = Numbers::new();
        let mut pseudonyms = Vec::new();
        for (place, (entity, id)) in scenario.entities().enumerate() {
            let kind = match entity.kind {
                Kind::Vpc => "vpc",
                Kind::PrivateNetwork => "pn",
                Kind::Resource => "resource",
                Kind::Connector => "connector",
                Kind::Route => "route",
                Kind::IngressRule => "rule",
                Kind::Acl => "acl",
            };
            pseudonyms.push(format!("{kind}-{}", entity.index + 1));
            places.entry(Cow::from(id)).or_insert(place);
        }
        Self {
            places,
            pseudonyms,
            elsewhere: Owners::new("elsewhere"),
        }
    }

    fn replace(&mut self, id: &mut String) {
        let place = self.places.get(id.as_str());
        match place.and_then(|&place| self.pseudonyms.get(place)) {
            Some(pseudonym) => id.clone_from(pseudonym),
            None => self.elsewhere.replace(id),
        }
    }
}

/// Ids of one kind that are numbered as they come.
struct Owners {
    kind: &'static str,
    numbers: Numbers<'static>,
}

impl Owners {
    fn new(kind: &'static str) -> Self {
        let numbers = Numbers::new();
        Self { kind, numbers }
    }

    fn replace(&mut self, id: &mut String) {
        let next = self.numbers.len() + 1;
        let known = self.numbers.entry(Cow::from(std::mem::take(id)));
        *id = format!("{}-{}", self.kind, known.or_insert(next));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::judge;

    const SECRET: &str = r#"{
        "name": "Secret", "description": "secret",
        "vpcs": [{"id": "secret-a", "name": "Secret A", "project_id": "secret-p",
                "tags": ["secret"]},
            {"id": "secret-b", "organization_id": "secret-o"}],
        "private_networks": [
            {"id": "secret-x", "name": "secret", "vpc_id": "secret-a", "subnets": ["10.0.0.0/22"]},
            {"id": "secret-y", "vpc_id": "secret-b", "subnets": ["10.0.4.0/22"]}],
        "resources": [{"id": "secret-vm", "name": "secret", "private_network_id": "secret-y",
            "addresses": ["10.0.4.9"]}],
        "vpc_connectors": [
            {"id": "secret-1", "name": "secret", "vpc_id": "secret-a", "target_vpc_id": "secret-b"},
            {"id": "secret-2", "vpc_id": "secret-b", "target_vpc_id": "secret-a"},
            {"id": "secret-3", "vpc_id": "secret-b", "target_vpc_id": "secret-gone"},
            {"id": "secret-4", "vpc_id": "secret-a", "target_vpc_id": "secret-gone"}],
        "routes": [
            {"id": "secret-r", "description": "secret", "vpc_id": "secret-a",
                "destination": "10.0.4.0/22", "nexthop_vpc_connector_id": "secret-1"},
            {"id": "secret-s", "vpc_id": "secret-b", "destination": "10.9.0.0/16",
                "nexthop_resource_id": "secret-vm", "nexthop_private_network_id": "secret-y"}],
        "ingress_rules": [{"id": "secret-i", "vpc_id": "secret-b", "source": "10.0.0.0/22",
            "nexthop_private_network_id": "secret-y", "nexthop_resource_ip": "10.0.4.9"}],
        "acls": [{"vpc_id": "secret-a", "rules": [{"protocol": "ANY", "source": "0.0.0.0/0",
            "destination": "0.0.0.0/0", "action": "accept", "description": "secret"}]}],
        "organizations": [{"id": "secret-p", "name": "Secret"}],
        "projects": [{"id": "secret-p", "name": "Secret", "organization_id": "secret-o"}],
        "expectations": [
            {"expect": "status", "name": "secret", "connector": "secret-1", "is": "peered"},
            {"expect": "trace", "from": "secret-x", "to": "10.0.4.9", "is": "delivered",
                "path": ["secret-a", "secret-b"]},
            {"expect": "diagnostic", "code": "orphan-connector", "subject": "secret-3"}],
        "layout": {"secret-a": {"x": 4, "y": 8}}
    }"#;

    #[test]
    fn nothing_of_the_owner_is_left() {
        let json = pseudonymised(&Scenario::from_json(SECRET).unwrap()).to_json();
        assert!(!json.to_lowercase().contains("secret"), "{json}");
        assert!(
            json.contains(r#""organizations":[{"id":"organization-1"}]"#),
            "{json}"
        );
        assert!(json.contains(r#"[{"id":"project-1","organization_id":"organization-2"}]"#));
        assert!(
            json.contains(r#""layout":{"vpc-1":{"x":4,"y":8}}"#),
            "{json}"
        );
        assert!(json.contains(r#""to":"10.0.4.9""#), "{json}");
        assert_eq!(
            json.matches("elsewhere-1").count(),
            2,
            "one VPC, two connectors"
        );
    }

    #[test]
    fn it_is_judged_as_before() {
        let scenario = Scenario::from_json(SECRET).unwrap();
        let nameless = pseudonymised(&scenario);
        let (before, after) = (judge(&scenario), judge(&nameless));
        let statuses = |report: &crate::report::Report| {
            let connectors = report.connectors.iter();
            connectors
                .map(|judged| (judged.status, judged.reason))
                .collect::<Vec<_>>()
        };
        assert_eq!(statuses(&before), statuses(&after));
        let codes = |report: &crate::report::Report| {
            let found = report.diagnostics.iter();
            found
                .map(crate::check::Diagnostic::code)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(&before), codes(&after));
        let holds = |report: &crate::report::Report| {
            let outcomes = report.expectations.iter();
            outcomes.map(|outcome| outcome.holds).collect::<Vec<_>>()
        };
        assert_eq!(
            (holds(&before), holds(&before).contains(&true)),
            (holds(&after), true)
        );
        assert_eq!(pseudonymised(&nameless), nameless, "once is enough");
    }

    #[test]
    fn two_of_one_id_stay_two_of_one_id() {
        let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "a"}, {"id": "a"}]}"#).unwrap();
        let ids: Vec<String> = pseudonymised(&scenario)
            .vpcs
            .into_iter()
            .map(|vpc| vpc.id)
            .collect();
        assert_eq!(ids, ["vpc-1", "vpc-1"]);
    }
}

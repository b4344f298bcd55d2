//! Removing entities with what belongs to them.

use std::borrow::Cow;

use super::Edit;
use crate::order::Numbers;
use crate::scenario::{Entity, Kind, Scenario};

/// What removing some entities comes to.
///
/// ```
/// use peerlab_core::edit::removal;
/// use peerlab_core::scenario::{Kind, Scenario};
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let hub = removal(&scenario, ["hub"]);
/// assert_eq!(hub.with, [(Kind::Connector, 4), (Kind::Route, 4)]);
/// assert_eq!(hub.edits.len(), 9);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// The edits, in the order in which the platform allows the deletions: what
    /// stands in something before that.
    pub edits: Vec<Edit>,
    /// What goes with the entities that were asked for, in document order of
    /// the kinds, each with how many. ACLs are counted as well.
    pub with: Vec<(Kind, usize)>,
}

/// Makes the edits that remove entities, such that nothing is left that names
/// what is gone: the content of a VPC, the connectors towards it, what stands in
/// a Private Network, and the routes and rules that lead to any of it. What the
/// scenario expects stays, and is told to be without its subject.
///
/// An id that is used several times stands for the first that has it, and the
/// others stay. Ids that nothing has are passed over.
///
/// Takes O(n) time for n entities.
///
/// ```
/// use peerlab_core::edit::{apply_all, removal};
/// use peerlab_core::scenario::{Kind, Scenario};
///
/// let mut scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "a"}, {"id": "b"}],
///         "vpc_connectors": [{"id": "b-to-a", "vpc_id": "b", "target_vpc_id": "a"}]}"#,
/// )?;
/// let removal = removal(&scenario, ["a"]);
/// assert_eq!(removal.with, [(Kind::Connector, 1)]);
/// apply_all(&mut scenario, &removal.edits)?;
/// assert!(scenario.vpc_connectors.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn removal<'i>(scenario: &Scenario, ids: impl IntoIterator<Item = &'i str>) -> Removal {
    let mut gone = Gone::of(scenario);
    let asked: Vec<usize> = ids.into_iter().filter_map(|id| gone.take(id)).collect();
    for network in &scenario.private_networks {
        gone.follow(&network.id, &[(Kind::Vpc, &network.vpc_id)]);
    }
    for resource in &scenario.resources {
        let within = (Kind::PrivateNetwork, resource.private_network_id.as_str());
        gone.follow(&resource.id, &[within]);
    }
    for connector in &scenario.vpc_connectors {
        let ends = [&connector.vpc_id, &connector.target_vpc_id];
        gone.follow(&connector.id, &ends.map(|end| (Kind::Vpc, end.as_str())));
    }
    for route in &scenario.routes {
        let hop = |hop: &Option<String>| hop.clone().unwrap_or_default();
        gone.follow(
            &route.id,
            &[
                (Kind::Vpc, &route.vpc_id),
                (Kind::Connector, &hop(&route.nexthop_vpc_connector_id)),
                (Kind::Resource, &hop(&route.nexthop_resource_id)),
                (
                    Kind::PrivateNetwork,
                    &hop(&route.nexthop_private_network_id),
                ),
            ],
        );
    }
    for rule in &scenario.ingress_rules {
        let network = rule.nexthop_private_network_id.as_str();
        let reasons = [
            (Kind::Vpc, rule.vpc_id.as_str()),
            (Kind::PrivateNetwork, network),
        ];
        gone.follow(&rule.id, &reasons);
    }
    gone.edits(scenario, &asked)
}

/// The entities of a scenario, and which of them go.
struct Gone<'s> {
    first: Numbers<'s>,
    entities: Vec<(Entity, &'s str, bool)>,
}

impl<'s> Gone<'s> {
    fn of(scenario: &'s Scenario) -> Self {
        let mut gone = Self {
            first: Numbers::new(),
            entities: Vec::new(),
        };
        for (entity, id) in scenario.entities() {
            let next = gone.entities.len();
            if *gone.first.entry(Cow::Borrowed(id)).or_insert(next) == next {
                gone.entities.push((entity, id, false));
            }
        }
        gone
    }

    /// Takes the entity with an id away; returns its number if it was there.
    fn take(&mut self, id: &str) -> Option<usize> {
        let number = *self.first.get(id)?;
        let (.., goes) = self.entities.get_mut(number)?;
        (!std::mem::replace(goes, true)).then_some(number)
    }

    fn has(&self, kind: Kind, id: &str) -> bool {
        let number = self.first.get(id);
        let known = number.and_then(|&number| self.entities.get(number));
        known.is_some_and(|&(entity, _, goes)| goes && entity.kind == kind)
    }

    /// Takes an entity away if one of these goes.
    fn follow(&mut self, id: &str, reasons: &[(Kind, &str)]) {
        if reasons.iter().any(|&(kind, id)| self.has(kind, id)) {
            self.take(id);
        }
    }

    fn edits(&self, scenario: &Scenario, asked: &[usize]) -> Removal {
        let mut removal = Removal::default();
        let mut with = [0; Kind::COUNT];
        for acl in &scenario.acls {
            if self.has(Kind::Vpc, &acl.vpc_id) {
                removal.edits.push(Edit::SetAcl {
                    vpc_id: acl.vpc_id.clone(),
                    is_ipv6: acl.is_ipv6,
                    acl: None,
                    at: None,
                });
                count(&mut with, Kind::Acl);
            }
        }
        // Backward: what stands in something comes behind it in the document.
        for (number, &(entity, id, goes)) in self.entities.iter().enumerate().rev() {
            if !goes {
                continue;
            }
            if !asked.contains(&number) {
                count(&mut with, entity.kind);
            }
            if entity.kind == Kind::Vpc && scenario.layout.get(id).is_some() {
                removal.edits.push(Edit::Place {
                    id: id.to_owned(),
                    at: None,
                });
            }
            removal.edits.push(Edit::Remove { id: id.to_owned() });
        }
        let kinds = [
            Kind::Vpc,
            Kind::PrivateNetwork,
            Kind::Resource,
            Kind::Connector,
            Kind::Route,
            Kind::IngressRule,
            Kind::Acl,
        ];
        removal.with = kinds.into_iter().zip(with).filter(|of| of.1 > 0).collect();
        removal
    }
}

fn count(with: &mut [usize; Kind::COUNT], kind: Kind) {
    if let Some(count) = with.get_mut(kind as usize) {
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::edit::apply_all;
    use crate::sketch::sketch;

    fn scenario() -> Scenario {
        let mut scenario = sketch(
            "vpc a x=10.0.0.0/22
             vpc b y=10.0.4.0/22 z=10.0.8.0/22
             vpc c w=10.0.12.0/22
             peer a b
             connect c b
             route a 10.0.4.0/22 b
             route b 10.0.0.0/22 a
             route b 10.9.0.0/16 pn:z
             ingress b 10.0.0.0/8 y 10.0.4.9
             ingress c 10.0.0.0/8 w 10.0.12.9
             acl b drop
             acl c drop",
        );
        let more = Scenario::from_json(
            r#"{"resources": [{"id": "vm", "private_network_id": "z"}],
                "layout": {"a": {"x": 0, "y": 8}, "b": {"x": 400, "y": 8}}}"#,
        );
        let more = more.unwrap();
        (scenario.resources, scenario.layout) = (more.resources, more.layout);
        scenario
    }

    /// Removes ids and checks what goes with them and which ids are left.
    #[track_caller]
    fn check(ids: &[&str], with: &[(Kind, usize)], left: &[&str]) {
        let before = scenario();
        let removal = removal(&before, ids.iter().copied());
        assert_eq!(removal.with, with);
        let mut after = before.clone();
        let inverses = apply_all(&mut after, &removal.edits).unwrap();
        let ids: Vec<&str> = after.entities().map(|(_, id)| id).collect();
        assert_eq!(ids, left);
        apply_all(&mut after, &inverses).unwrap();
        assert_eq!(after, before);
    }

    #[test]
    fn a_vpc_goes_with_its_content_and_what_leads_to_it() {
        check(
            &["b"],
            &[
                (Kind::PrivateNetwork, 2),
                (Kind::Resource, 1),
                (Kind::Connector, 3),
                (Kind::Route, 3),
                (Kind::IngressRule, 1),
                (Kind::Acl, 1),
            ],
            &["a", "c", "x", "w", "i-c-10.0.0.0/8"],
        );
    }

    #[test]
    fn a_private_network_goes_with_what_stands_in_it_and_leads_to_it() {
        let route = |scenario: &Scenario| scenario.routes[2].id.clone();
        let before = scenario();
        let removal = removal(&before, ["z"]);
        assert_eq!(removal.with, [(Kind::Resource, 1), (Kind::Route, 1)]);
        let ids: Vec<&str> = removal.edits.iter().filter_map(removed).collect();
        assert_eq!(ids, [route(&before).as_str(), "vm", "z"]);
    }

    fn removed(edit: &Edit) -> Option<&str> {
        match edit {
            Edit::Remove { id } => Some(id),
            _ => None,
        }
    }

    #[test]
    fn a_connector_goes_with_the_routes_through_it() {
        let before = scenario();
        let removal = removal(&before, ["a-b", "a-b", "nothing"]);
        assert_eq!(removal.with, [(Kind::Route, 1)]);
        assert_eq!(removal.edits.len(), 2);
    }

    #[test]
    fn what_is_asked_for_is_not_counted_as_going_with_it() {
        let before = scenario();
        let removal = removal(&before, ["c", "w", "c-b"]);
        assert_eq!(removal.with, [(Kind::IngressRule, 1), (Kind::Acl, 1)]);
    }

    #[test]
    fn of_an_id_that_is_used_twice_the_second_stays() {
        let before = Scenario::from_json(
            r#"{"vpcs": [{"id": "a"}, {"id": "a", "name": "second"}],
                "private_networks": [{"id": "a", "vpc_id": "a"}, {"id": "p", "vpc_id": "a"}]}"#,
        )
        .unwrap();
        let mut after = before.clone();
        apply_all(&mut after, &removal(&before, ["a"]).edits).unwrap();
        assert_eq!(after.vpcs[0].name, "second");
        assert_eq!(after.private_networks[0].id, "a");
        assert_eq!(after.private_networks.len(), 1);
    }

    proptest! {
        #[test]
        fn whatever_is_removed_nothing_is_left_that_names_it_and_it_comes_back(
            ids in prop::sample::subsequence(
                vec!["a", "b", "c", "x", "y", "z", "w", "vm", "a-b", "b-a", "c-b"], 0..6),
        ) {
            let before = scenario();
            let removal = removal(&before, ids.iter().copied());
            let mut after = before.clone();
            let inverses = apply_all(&mut after, &removal.edits).unwrap();
            // The names of coordinates are ids of Private Networks here.
            let text = after.to_json().replace("\"x\":", "").replace("\"y\":", "");
            for edit in &removal.edits {
                if let Edit::Remove { id } = edit {
                    let named = json!(id).to_string();
                    prop_assert!(!text.contains(&named), "{} is in {}", named, text);
                }
            }
            apply_all(&mut after, &inverses).unwrap();
            prop_assert_eq!(after, before);
        }
    }
}

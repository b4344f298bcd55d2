//! The edits that lead from one scenario to another.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Edit, Item};
use crate::order::Numbers;
use crate::scenario::{Acl, Scenario};

/// Returns edits that lead from one scenario to another, however that came to be
/// in truth: what was taken back in between is not among them.
///
/// What is gone is removed first, in the order in which the platform allows it;
/// then comes what is different and what is new, in document order of the lists.
/// Lists come out in the order of the other scenario where only their ends are
/// new. Ids are taken to be used once; where they are not, the edits may lead
/// elsewhere. The owner whose view a scenario is stays as it is.
///
/// Takes O(n log n) time for n entities.
///
/// ```
/// use peerlab_core::edit::{Edit, apply, apply_all, between};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let start = Scenario::from_json(ONE_WAY)?;
/// let mut end = start.clone();
/// apply(&mut end, &Edit::set("shop", "name", "Stop"))?;
/// apply(&mut end, &Edit::Remove { id: "shop-to-db".to_owned() })?;
/// apply(&mut end, &Edit::set("shop", "name", "Shop"))?;
///
/// let edits = between(&start, &end);
/// assert_eq!(edits.len(), 2, "the first name does not count");
/// let mut again = start;
/// apply_all(&mut again, &edits)?;
/// assert_eq!(again, end);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn between(from: &Scenario, to: &Scenario) -> Vec<Edit> {
    let (before, after) = (Item::all(from), Item::all(to));
    let mut edits = Vec::new();
    let places = places(&after);
    let stays = |item: &Item| {
        let place = places.get(item.id());
        let after = place.and_then(|&place| after.get(place));
        after.is_some_and(|after| after.is_of_kind(item))
    };
    edits.extend(acls_removed(from, to));
    let gone = before.iter().rev().filter(|item| !stays(item));
    edits.extend(gone.map(|item| Edit::Remove {
        id: item.id().to_owned(),
    }));
    let places = self::places(&before);
    for item in after {
        let place = places.get(item.id());
        let former = place.and_then(|&place| before.get(place));
        match former.filter(|former| former.is_of_kind(&item)) {
            Some(former) => edits.extend(changed(former, &item)),
            None => edits.push(Edit::add(item)),
        }
    }
    edits.extend(acls_set(from, to));
    if from.expectations != to.expectations {
        edits.push(Edit::SetExpectations {
            expectations: to.expectations.clone(),
        });
    }
    let other = |before: &String, after: &String| (before != after).then(|| after.clone());
    let name = other(&from.name, &to.name);
    let description = other(&from.description, &to.description);
    if name.is_some() || description.is_some() {
        edits.push(Edit::Describe { name, description });
    }
    let moved = to.vpcs.iter().filter_map(|vpc| {
        let [stood, stands] = [from, to].map(|scenario| scenario.layout.get(&vpc.id));
        (stood != stands).then(|| Edit::Place {
            id: vpc.id.clone(),
            at: stands.copied(),
        })
    });
    edits.extend(moved);
    edits
}

fn places(items: &[Item]) -> Numbers<'_> {
    let mut places = Numbers::new();
    for (place, item) in items.iter().enumerate() {
        places.entry(Cow::Borrowed(item.id())).or_insert(place);
    }
    places
}

/// Returns the edits that set what is different: what the platform lets one change,
/// and what it takes at creation alone.
fn changed(former: &Item, item: &Item) -> Vec<Edit> {
    if former == item {
        return Vec::new();
    }
    let (before, mut after) = (former.fields(), item.fields());
    for (field, _) in &before {
        // A field at its default is not written; null sets it so.
        after.entry(field.clone()).or_insert(Value::Null);
    }
    let different = after.into_iter();
    let different = different.filter(|(field, value)| before.get(field) != Some(value));
    let (fixed, free): (Map<String, Value>, _) =
        different.partition(|(field, _)| item.immutable().contains(&field.as_str()));
    let id = || item.id().to_owned();
    let recreate = (!fixed.is_empty()).then(|| Edit::Recreate {
        id: id(),
        fields: fixed,
    });
    let set = (!free.is_empty()).then(|| Edit::Set {
        id: id(),
        fields: free,
    });
    recreate.into_iter().chain(set).collect()
}

fn same<'s>(acl: &Acl, of: &'s Scenario) -> Option<&'s Acl> {
    let mut acls = of.acls.iter();
    acls.find(|other| other.vpc_id == acl.vpc_id && other.is_ipv6 == acl.is_ipv6)
}

fn acls_removed<'s>(from: &'s Scenario, to: &'s Scenario) -> impl Iterator<Item = Edit> + 's {
    let gone = from.acls.iter().filter(|acl| same(acl, to).is_none());
    gone.map(|acl| Edit::SetAcl {
        vpc_id: acl.vpc_id.clone(),
        is_ipv6: acl.is_ipv6,
        acl: None,
        at: None,
    })
}

fn acls_set<'s>(from: &'s Scenario, to: &'s Scenario) -> impl Iterator<Item = Edit> + 's {
    let other = to.acls.iter().filter(|acl| same(acl, from) != Some(*acl));
    other.map(|acl| Edit::SetAcl {
        vpc_id: acl.vpc_id.clone(),
        is_ipv6: acl.is_ipv6,
        acl: Some(acl.clone()),
        at: None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::edit::{apply_all, make};
    use crate::scenario::Point;

    const CHAIN: &str = include_str!("../../examples/chain.json");

    fn chain() -> Scenario {
        Scenario::from_json(CHAIN).unwrap()
    }

    fn edit(json: Value) -> Edit {
        serde_json::from_value(json).unwrap()
    }

    /// Sorts every list, as edits need not lead to the order of another scenario.
    fn sorted(mut scenario: Scenario) -> Scenario {
        scenario.vpcs.sort_by(|a, b| a.id.cmp(&b.id));
        scenario.private_networks.sort_by(|a, b| a.id.cmp(&b.id));
        scenario.vpc_connectors.sort_by(|a, b| a.id.cmp(&b.id));
        scenario.routes.sort_by(|a, b| a.id.cmp(&b.id));
        let key = |acl: &Acl| (acl.vpc_id.clone(), acl.is_ipv6);
        scenario.acls.sort_by_key(key);
        scenario
    }

    #[test]
    fn nothing_leads_to_the_same() {
        assert_eq!(between(&chain(), &chain()), []);
    }

    #[test]
    fn what_is_gone_goes_first_and_routes_before_what_they_lead_through() {
        let edits = between(&chain(), &Scenario::default());
        let ids: Vec<&str> = edits
            .iter()
            .map(|edit| match edit {
                Edit::Remove { id } => id.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        let place = |id| ids.iter().position(|one| *one == id);
        assert!(place("hub-to-web") < place("hub-to-shop"), "{ids:?}");
        assert!(place("hub-to-shop") < place("hub"), "{ids:?}");
    }

    #[test]
    fn what_is_chosen_at_creation_is_created_again() {
        let mut end = chain();
        end.private_networks[0].subnets = vec!["10.9.0.0/22".to_owned()];
        end.private_networks[0].name = "Web".to_owned();
        let edits = between(&chain(), &end);
        let id = &end.private_networks[0].id;
        let expected = [
            Edit::recreate(id, "subnets", vec!["10.9.0.0/22"]),
            Edit::set(id, "name", "Web"),
        ];
        assert_eq!(edits, expected);
    }

    proptest! {
        #[test]
        fn edits_between_lead_from_one_to_the_other(
            steps in proptest::collection::vec((0usize..9, 0usize..12, 0u8..4), 0..24),
            back in 0usize..24,
        ) {
            let mut now = chain();
            let mut start = now.clone();
            for (number, (kind, which, value)) in steps.into_iter().enumerate() {
                let ids: Vec<String> = now.entities().map(|(_, id)| id.to_owned()).collect();
                let vpc = now.vpcs.get(which).map_or("hub", |vpc| &vpc.id).to_owned();
                let some = ids.get(which % ids.len().max(1)).cloned().unwrap_or_default();
                let at = Point { x: i32::from(value), y: 8 };
                let edit = match kind {
                    0 => Edit::Remove { id: some },
                    1 => Edit::set(&some, "name", format!("n{value}")),
                    2 => Edit::recreate(&vpc, "region", ["fr-par", "nl-ams"][usize::from(value % 2)]),
                    3 => Edit::set(&some, "destination", format!("10.{value}.0.0/16")),
                    4 => make::add_connector(vpc.clone(), some, |id| make::is_taken(&now, id)),
                    5 => edit(json!({
                        "edit": "set-acl", "vpc_id": vpc, "is_ipv6": value % 2 == 0,
                        "acl": (value < 3).then(|| json!({
                            "vpc_id": vpc, "is_ipv6": value % 2 == 0, "rules": [],
                            "default_policy": if value % 2 == 0 { "drop" } else { "accept" },
                        })),
                    })),
                    6 => Edit::Place { id: vpc, at: (value < 3).then_some(at) },
                    7 => Edit::Describe { name: Some(format!("s{value}")), description: None },
                    _ => edit(json!({"edit": "add", "item": {"vpc": {"id": format!("new-{which}")}}})),
                };
                // What cannot be done is left out.
                let _ = apply_all(&mut now, &[edit]);
                if number == back {
                    start = now.clone();
                }
            }
            let mut end = start.clone();
            apply_all(&mut end, &between(&start, &now)).unwrap();
            // A place is kept for a card that is gone.
            end.layout = now.layout.clone();
            prop_assert_eq!(sorted(end), sorted(now));
        }
    }
}

//! Entities as edits hold them.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{EditError, unknown};
use crate::nearest::nearest;
use crate::scenario::{
    IngressRule, Limit, Organization, PrivateNetwork, Project, Resource, Route, Scenario, Vpc,
    VpcConnector, record::Record,
};

/// Declares the kinds of entity that have an id, each with its list, its words,
/// and the fields that are chosen at creation.
macro_rules! items {
    ($($kind:ident in $list:ident, $noun:literal, immutable $immutable:expr, limit $limit:expr;)+) => {
        /// An entity, for the edit that adds it.
        ///
        /// ```
        /// use peerlab_core::edit::{Edit, Item, apply};
        /// use peerlab_core::scenario::{Organization, Scenario};
        ///
        /// let mut scenario = Scenario::default();
        /// let owner = Organization { id: "9f".to_owned(), name: "Shops Ltd".to_owned() };
        /// apply(&mut scenario, &Edit::add(Item::Organization(owner)))?;
        /// assert_eq!(scenario.organizations[0].name, "Shops Ltd");
        /// # Ok::<(), peerlab_core::edit::EditError>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Item {
            $(#[doc = concat!("Of `", stringify!($list), "`.")] $kind($kind),)+
        }

        impl Item {
            /// Returns its id.
            ///
            /// ```
            /// use peerlab_core::edit::Edit;
            ///
            /// let text = r#"{"edit": "add", "item": {"vpc": {"id": "shop"}}}"#;
            /// let Edit::Add { item, at: None } = serde_json::from_str(text)? else {
            ///     panic!("it adds something");
            /// };
            /// assert_eq!(item.id(), "shop");
            /// # Ok::<(), serde_json::Error>(())
            /// ```
            #[must_use]
            pub fn id(&self) -> &str {
                match self { $(Self::$kind(item) => &item.id,)+ }
            }

            /// Puts it into its list, at a place or behind all others, and
            /// returns the place.
            pub(super) fn insert(&self, scenario: &mut Scenario, at: usize) -> usize {
                match self {
                    $(Self::$kind(item) => {
                        let list = &mut scenario.$list;
                        let at = at.min(list.len());
                        list.insert(at, item.clone());
                        at
                    })+
                }
            }

            /// Takes what stands at a place out of its list.
            pub(super) fn take_from(&self, scenario: &mut Scenario, at: usize) {
                match self {
                    $(Self::$kind(_) => {
                        if at < scenario.$list.len() {
                            scenario.$list.remove(at);
                        }
                    })+
                }
            }

            /// Tells whether of all with its id the first stands at this place of
            /// its list.
            pub(super) fn is_first_at(&self, scenario: &Scenario, at: usize) -> bool {
                let id = self.id();
                $(if let Some(first) = scenario.$list.iter().position(|item| item.id == id) {
                    return first == at && matches!(self, Self::$kind(_));
                })+
                false
            }

            /// Takes the first entity with an id out of its list.
            pub(super) fn take(scenario: &mut Scenario, id: &str) -> Option<(Self, usize)> {
                $(if let Some(at) = scenario.$list.iter().position(|item| item.id == id) {
                    return Some((Self::$kind(scenario.$list.remove(at)), at));
                })+
                None
            }

            /// Sets fields of the first entity with an id and returns what they
            /// were.
            pub(super) fn set(
                scenario: &mut Scenario,
                id: &str,
                fields: &Map<String, Value>,
                recreate: bool,
            ) -> Result<Map<String, Value>, EditError> {
                $(if let Some(item) = scenario.$list.iter_mut().find(|item| item.id == id) {
                    let immutable: &[&str] = if recreate { &[] } else { $immutable };
                    return set_fields(item, fields, $noun, immutable);
                })+
                Err(unknown("entity", id))
            }

            /// Returns everything of a scenario that has an id, in document order.
            pub(super) fn all(scenario: &Scenario) -> Vec<Self> {
                let mut all = Vec::new();
                $(all.extend(scenario.$list.iter().cloned().map(Self::$kind));)+
                all
            }

            /// Tells whether both are of one list.
            pub(super) const fn is_of_kind(&self, other: &Self) -> bool {
                matches!((self, other), $((Self::$kind(_), Self::$kind(_)))|+)
            }

            /// Returns the fields that are chosen at creation.
            pub(super) const fn immutable(&self) -> &'static [&'static str] {
                match self { $(Self::$kind(_) => $immutable,)+ }
            }

            /// Returns its fields as they are written.
            pub(super) fn fields(&self) -> Map<String, Value> {
                match self { $(Self::$kind(item) => fields_of(item),)+ }
            }

            /// Refuses one more than a list may hold.
            pub(super) fn check_limit(&self, scenario: &Scenario) -> Result<(), EditError> {
                let (count, limit): (usize, Option<Limit>) = match self {
                    $(Self::$kind(_) => (scenario.$list.len(), $limit),)+
                };
                match limit {
                    Some(limit) if count >= limit.most() => Err(EditError::Limit { limit }),
                    _ => Ok(()),
                }
            }
        }
    };
}

items! {
    Vpc in vpcs, "VPC", immutable &["region", "project_id", "organization_id", "transitivity_enabled"], limit Some(Limit::Vpcs);
    PrivateNetwork in private_networks, "Private Network", immutable &["vpc_id", "subnets"], limit Some(Limit::PrivateNetworks);
    Resource in resources, "resource", immutable &[], limit None;
    VpcConnector in vpc_connectors, "connector", immutable &["vpc_id", "target_vpc_id", "region"], limit None;
    Route in routes, "route", immutable &["vpc_id"], limit Some(Limit::Routes);
    IngressRule in ingress_rules, "ingress rule", immutable &["vpc_id"], limit None;
    Organization in organizations, "organisation", immutable &[], limit None;
    Project in projects, "project", immutable &[], limit None;
}

fn fields_of(item: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(item) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// Sets fields by their names in JSON, all or none, and returns what they were.
fn set_fields<T: Record + Serialize + DeserializeOwned>(
    item: &mut T,
    fields: &Map<String, Value>,
    what: &'static str,
    immutable: &[&str],
) -> Result<Map<String, Value>, EditError> {
    let known = T::NAMES;
    let bad = |field: String, reason: String| EditError::BadValue { field, reason };
    let whole =
        serde_json::to_value(&*item).map_err(|error| bad(what.into(), error.to_string()))?;
    let Value::Object(mut whole) = whole else {
        return Err(bad(what.into(), "it has no fields".into()));
    };
    let mut before = Map::new();
    for (field, value) in fields {
        if field == "id" {
            return Err(bad(
                field.clone(),
                "an id stays as long as what it names".into(),
            ));
        }
        if !known.contains(&field.as_str()) {
            return Err(EditError::UnknownField {
                what,
                field: field.clone(),
                meant: nearest(field, known.iter().copied()).map(str::to_owned),
            });
        }
        if immutable.contains(&field.as_str()) {
            return Err(EditError::Immutable {
                what,
                field: field.clone(),
            });
        }
        // A field at its default is not written; null sets it so.
        let old = whole.insert(field.clone(), value.clone());
        before.insert(field.clone(), old.unwrap_or(Value::Null));
    }
    *item = serde_json::from_value(Value::Object(whole)).map_err(|error| {
        let names: Vec<&str> = fields.keys().map(String::as_str).collect();
        bad(names.join(", "), error.to_string())
    })?;
    Ok(before)
}

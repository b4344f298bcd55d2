//! The vocabulary of edits: the only way a scenario changes.
//!
//! Applying an edit returns its inverse, so undoing is applying. An edit that
//! cannot be applied changes nothing and says why. The same vocabulary serves
//! undo, fixes, plans, lessons and exported command lines, and is written in
//! JSON as `{"edit": "remove", "id": "a-to-b"}`.
//!
//! ```
//! use peerlab_core::edit::{Edit, apply};
//! use peerlab_core::scenario::{Point, Scenario};
//!
//! let mut scenario = Scenario::from_json(r#"{"vpcs": [{"id": "vpc-a"}]}"#)?;
//! let before = scenario.clone();
//! let edit = Edit::Place { id: "vpc-a".into(), at: Some(Point { x: 40, y: 80 }) };
//! let inverse = apply(&mut scenario, &edit)?;
//! assert_eq!(scenario.layout["vpc-a"], Point { x: 40, y: 80 });
//! apply(&mut scenario, &inverse)?;
//! assert_eq!(scenario, before);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod between;
mod item;
pub mod make;
mod remove;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::layout::FARTHEST;
use crate::nearest::did_you_mean;
use crate::scenario::{Acl, Expectation, LONGEST_ID, Limit, Point, Scenario};

pub use between::between;
pub use item::Item;
pub use remove::{Removal, removal};

/// A change of a scenario.
///
/// ```
/// use peerlab_core::edit::{Edit, apply};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let edit = serde_json::from_str(
///     r#"{"edit": "set", "id": "shop", "fields": {"name": "Shop", "routing_enabled": false}}"#,
/// )?;
/// let inverse = apply(&mut scenario, &edit)?;
/// assert_eq!(scenario.vpcs[0].name, "Shop");
/// assert_eq!(inverse, Edit::set_null("shop", &["name", "routing_enabled"]), "both were not written");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum Edit {
    /// Adds an entity.
    Add {
        /// The entity. Its id must be new, unless it comes to stand before all
        /// others with it, as when removing the first of several is undone.
        item: Box<Item>,
        /// Its place in its list; behind all others where missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<usize>,
    },
    /// Removes an entity. What belongs to it or refers to it stays as it is and
    /// is reported.
    Remove {
        /// Its id; of several with one id the first is meant.
        id: String,
    },
    /// Sets fields of an entity that the platform lets one change; `null` sets
    /// a field to its default.
    Set {
        /// The id of the entity.
        id: String,
        /// The fields by their names in the document.
        fields: Map<String, Value>,
    },
    /// Sets fields that the platform only takes when something is created, such
    /// as a Private Network's subnets: it is deleted and made again under the
    /// same id in the document.
    Recreate {
        /// The id of the entity.
        id: String,
        /// The fields by their names in the document.
        fields: Map<String, Value>,
    },
    /// Sets the network ACL of a VPC for one family, or removes it.
    SetAcl {
        /// The id of the VPC.
        vpc_id: String,
        /// Whether it is the ACL of IPv6.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_ipv6: bool,
        /// The ACL; `None` removes it.
        acl: Option<Acl>,
        /// Its place in the list, where it is new; behind all others where
        /// missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<usize>,
    },
    /// Sets what should hold.
    SetExpectations {
        /// The expectations, all of them.
        expectations: Vec<Expectation>,
    },
    /// Sets what the scenario is called and shows.
    Describe {
        /// The name; unchanged where missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// The description; unchanged where missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
    /// Puts a VPC's card somewhere on the canvas, or leaves its place to the
    /// automatic layout.
    Place {
        /// The id of the VPC.
        id: String,
        /// The place of the card's upper left corner; `None` is automatic.
        at: Option<Point>,
    },
}

impl Edit {
    /// Makes the edit that sets one field.
    ///
    /// ```
    /// use peerlab_core::edit::{Edit, apply};
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let mut scenario = Scenario::from_json(ONE_WAY)?;
    /// apply(&mut scenario, &Edit::set("shop-to-db", "destination", "10.0.4.0/24"))?;
    /// assert_eq!(scenario.routes[0].destination, "10.0.4.0/24");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn set(id: &str, field: &str, value: impl Into<Value>) -> Self {
        Self::Set {
            id: id.to_owned(),
            fields: Map::from_iter([(field.to_owned(), value.into())]),
        }
    }

    /// Makes the edit that sets fields to their defaults.
    ///
    /// ```
    /// use peerlab_core::edit::{Edit, apply};
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let mut scenario = Scenario::from_json(r#"{"vpcs": [{"id": "shop", "routing_enabled": false}]}"#)?;
    /// apply(&mut scenario, &Edit::set_null("shop", &["routing_enabled"]))?;
    /// assert!(scenario.vpcs[0].routing_enabled, "which is the default");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn set_null(id: &str, fields: &[&str]) -> Self {
        let fields = fields.iter().map(|&field| (field.to_owned(), Value::Null));
        Self::Set {
            id: id.to_owned(),
            fields: fields.collect(),
        }
    }

    /// Makes the edit that creates something again with one field changed.
    ///
    /// ```
    /// use peerlab_core::edit::{Edit, EditError, apply};
    /// use peerlab_core::scenario::Scenario;
    /// # const CHAIN: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
    ///
    /// let mut scenario = Scenario::from_json(CHAIN)?;
    /// let set = Edit::set("hub", "transitivity_enabled", false);
    /// assert!(matches!(apply(&mut scenario, &set), Err(EditError::Immutable { .. })));
    /// apply(&mut scenario, &Edit::recreate("hub", "transitivity_enabled", false))?;
    /// assert!(!scenario.vpcs[1].transitivity_enabled);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn recreate(id: &str, field: &str, value: impl Into<Value>) -> Self {
        Self::Recreate {
            id: id.to_owned(),
            fields: Map::from_iter([(field.to_owned(), value.into())]),
        }
    }

    /// Makes the edit that adds something behind all others of its list.
    ///
    /// ```
    /// use peerlab_core::edit::{Edit, Item, apply};
    /// use peerlab_core::scenario::{Project, Scenario};
    ///
    /// let mut scenario = Scenario::from_json(r#"{"vpcs": [{"id": "shop", "project_id": "4e"}]}"#)?;
    /// let project = Project { id: "4e".to_owned(), name: "Shops".to_owned(), organization_id: None };
    /// let inverse = apply(&mut scenario, &Edit::add(Item::Project(project)))?;
    /// assert_eq!(inverse, Edit::Remove { id: "4e".to_owned() });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn add(item: Item) -> Self {
        Self::Add {
            item: Box::new(item),
            at: None,
        }
    }
}

/// Why an edit cannot be applied.
///
/// ```
/// use peerlab_core::edit::{Edit, apply};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let error = apply(&mut scenario, &Edit::set("web", "subnets", "10.8.0.0/22")).err();
/// assert_eq!(
///     error.map(|error| error.to_string()).as_deref(),
///     Some("“subnets” of a Private Network cannot be changed on the platform: it is chosen at creation")
/// );
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// There is nothing with that id to edit.
    #[error("the scenario has no {what} “{id}”")]
    Unknown {
        /// What is looked for, in words.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// The id of something new cannot be one, or is taken.
    #[error("“{id}” cannot be the id of something new: {reason}")]
    BadId {
        /// The id.
        id: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The entity has no such field.
    #[error("a {what} has no field “{field}”{}", did_you_mean(.meant.as_deref()))]
    UnknownField {
        /// What the entity is, in words.
        what: &'static str,
        /// The field.
        field: String,
        /// The field that was probably meant.
        meant: Option<String>,
    },
    /// The platform does not let one change that field.
    #[error("“{field}” of a {what} cannot be changed on the platform: it is chosen at creation")]
    Immutable {
        /// What the entity is, in words.
        what: &'static str,
        /// The field.
        field: String,
    },
    /// The value does not fit the field.
    #[error("“{field}” cannot be set: {reason}")]
    BadValue {
        /// The field or fields.
        field: String,
        /// What is wrong with the value.
        reason: String,
    },
    /// A place is farther out than a scenario can hold.
    #[error("({x}, {y}) is off the canvas, which ends at ±1,000,000", x = .at.x, y = .at.y)]
    OffCanvas {
        /// The place.
        at: Point,
    },
    /// There is more of something than can be judged.
    #[error("a scenario has at most {limit}")]
    Limit {
        /// The limit.
        limit: Limit,
    },
}

/// Applies an edit and returns the edit that takes it back.
///
/// Takes O(n) time for n entities.
///
/// ```
/// use peerlab_core::edit::{Edit, apply};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let before = scenario.clone();
/// let undo = apply(&mut scenario, &Edit::Remove { id: "shop-to-db".to_owned() })?;
/// assert!(scenario.routes.is_empty());
/// let redo = apply(&mut scenario, &undo)?;
/// assert_eq!(scenario, before);
/// assert_eq!(redo, Edit::Remove { id: "shop-to-db".to_owned() });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn apply(scenario: &mut Scenario, edit: &Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::Add { item, at } => add(scenario, item, *at),
        Edit::Remove { id } => remove(scenario, id),
        Edit::Set { id, fields } => set(scenario, id, fields, false),
        Edit::Recreate { id, fields } => set(scenario, id, fields, true),
        Edit::SetAcl {
            vpc_id,
            is_ipv6,
            acl,
            at,
        } => set_acl(scenario, vpc_id, *is_ipv6, acl.as_ref(), *at),
        Edit::SetExpectations { expectations } => {
            if expectations.len() > Limit::Expectations.most() {
                return Err(EditError::Limit {
                    limit: Limit::Expectations,
                });
            }
            Ok(Edit::SetExpectations {
                expectations: std::mem::replace(&mut scenario.expectations, expectations.clone()),
            })
        }
        Edit::Describe { name, description } => Ok(Edit::Describe {
            name: swap(&mut scenario.name, name.as_ref()),
            description: swap(&mut scenario.description, description.as_ref()),
        }),
        Edit::Place { id, at } => place(scenario, id, *at),
    }
}

/// Applies edits one after the other and returns the edits that take them back,
/// in the order in which to apply those. Where one cannot be applied, none is.
///
/// Takes O(m n) time for m edits and n entities.
///
/// ```
/// use peerlab_core::edit::{Edit, apply_all};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let edits = [Edit::set("shop", "name", "Shop"), Edit::set("data", "nmae", "Data")];
/// let error = apply_all(&mut scenario, &edits).err();
/// assert!(error.is_some_and(|error| error.to_string().ends_with("(did you mean “name”?)")));
/// assert_eq!(scenario.vpcs[0].name, "", "the first is taken back");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub fn apply_all(scenario: &mut Scenario, edits: &[Edit]) -> Result<Vec<Edit>, EditError> {
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(scenario, edit) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                for inverse in inverses.iter().rev() {
                    // What was just done can be taken back.
                    let taken_back = apply(scenario, inverse);
                    debug_assert!(taken_back.is_ok(), "{taken_back:?}");
                }
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(inverses)
}

fn add(scenario: &mut Scenario, item: &Item, at: Option<usize>) -> Result<Edit, EditError> {
    let id = item.id();
    let bad = |reason| EditError::BadId {
        id: id.chars().take(LONGEST_ID).collect(),
        reason,
    };
    if id.trim().is_empty() {
        return Err(bad("it is empty"));
    }
    if id.chars().nth(LONGEST_ID).is_some() {
        return Err(bad("it has more than 128 characters"));
    }
    item.check_limit(scenario)?;
    // Removing takes the first with an id, so only that can be taken back. One
    // before others of its id comes from undoing in a document that has it
    // twice.
    let at = item.insert(scenario, at.unwrap_or(usize::MAX));
    if !item.is_first_at(scenario, at) {
        item.take_from(scenario, at);
        return Err(bad("it is used already"));
    }
    Ok(Edit::Remove { id: id.to_owned() })
}

fn remove(scenario: &mut Scenario, id: &str) -> Result<Edit, EditError> {
    let (item, at) = Item::take(scenario, id).ok_or_else(|| unknown("entity", id))?;
    Ok(Edit::Add {
        item: Box::new(item),
        at: Some(at),
    })
}

fn set(
    scenario: &mut Scenario,
    id: &str,
    fields: &Map<String, Value>,
    recreate: bool,
) -> Result<Edit, EditError> {
    let before = Item::set(scenario, id, fields, recreate)?;
    let id = id.to_owned();
    Ok(if recreate {
        Edit::Recreate { id, fields: before }
    } else {
        Edit::Set { id, fields: before }
    })
}

fn set_acl(
    scenario: &mut Scenario,
    vpc_id: &str,
    is_ipv6: bool,
    acl: Option<&Acl>,
    at: Option<usize>,
) -> Result<Edit, EditError> {
    if let Some(acl) = acl
        && (acl.vpc_id != vpc_id || acl.is_ipv6 != is_ipv6)
    {
        return Err(EditError::BadValue {
            field: "acl".to_owned(),
            reason: "it is of another VPC or family".to_owned(),
        });
    }
    let acls = &mut scenario.acls;
    let place = acls
        .iter()
        .position(|known| known.vpc_id == vpc_id && known.is_ipv6 == is_ipv6);
    let (before, at) = match (place, acl) {
        (Some(place), Some(acl)) => match acls.get_mut(place) {
            Some(known) => (Some(std::mem::replace(known, acl.clone())), None),
            None => (None, None),
        },
        (Some(place), None) => (Some(acls.remove(place)), Some(place)),
        (None, Some(acl)) => {
            acls.insert(at.unwrap_or(usize::MAX).min(acls.len()), acl.clone());
            (None, None)
        }
        (None, None) => (None, None),
    };
    Ok(Edit::SetAcl {
        vpc_id: vpc_id.to_owned(),
        is_ipv6,
        acl: before,
        at,
    })
}

fn swap(text: &mut String, new: Option<&String>) -> Option<String> {
    new.map(|new| std::mem::replace(text, new.clone()))
}

fn place(scenario: &mut Scenario, id: &str, at: Option<Point>) -> Result<Edit, EditError> {
    if !scenario.vpcs.iter().any(|vpc| vpc.id == id) {
        return Err(unknown("VPC", id));
    }
    let before = match at {
        Some(at) if [at.x, at.y].iter().any(|c| c.unsigned_abs() > FARTHEST) => {
            return Err(EditError::OffCanvas { at });
        }
        Some(at) => scenario.layout.insert(id.to_owned(), at),
        None => scenario.layout.remove(id),
    };
    Ok(Edit::Place {
        id: id.to_owned(),
        at: before,
    })
}

fn unknown(what: &'static str, id: &str) -> EditError {
    EditError::Unknown {
        what,
        id: id.to_owned(),
    }
}

#[cfg(test)]
mod tests;

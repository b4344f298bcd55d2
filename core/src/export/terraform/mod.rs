//! Scenarios and edits as a configuration of Terraform, with the resources of
//! the platform's provider.
//!
//! ```
//! use peerlab_core::edit::Edit;
//! use peerlab_core::export::terraform::changes;
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let scenario = Scenario::from_json(ONE_WAY)?;
//! let moved = [Edit::recreate("db", "subnets", vec!["10.9.0.0/22".to_owned()])];
//! assert_eq!(
//!     changes(&scenario, &moved)[5..],
//!     [
//!         "  ipv4_subnet {",
//!         "    subnet = \"10.9.0.0/22\" # was \"10.0.4.0/22\", forces replacement",
//!         "  }",
//!         "}",
//!     ]
//! );
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

mod block;
mod label;
mod resource;
mod text;

use std::collections::BTreeSet;

use crate::edit::{Edit, apply};
use crate::export::shell::comment;
use crate::owner::without_others;
use crate::scenario::{Acl, Scenario};
use block::Block;
use label::{Labels, is_uuid};
use resource::Resources;
use text::quoted;

/// Where a configuration begins. The version is the first that has every
/// resource and argument that is written.
const HEAD: &str = r#"terraform {
  required_providers {
    scaleway = {
      source  = "scaleway/scaleway"
      version = ">= 2.77.0"
    }
  }
}
"#;

/// Writes a whole scenario as a configuration.
///
/// What has an id of the platform's is imported rather than created a second
/// time. Of several things with one id, the first is written.
///
/// Takes O(n log n) time for n entities.
///
/// ```
/// use peerlab_core::export::terraform::configuration;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "shop", "name": "Shop", "transitivity_enabled": false}],
///         "private_networks": [{"id": "web", "vpc_id": "shop", "subnets": ["10.0.0.0/22"]}]}"#,
/// )?;
/// let configuration = configuration(&scenario);
/// assert!(configuration.contains(
///     r#"
/// resource "scaleway_vpc_private_network" "web" {
///   vpc_id                           = scaleway_vpc.shop.id
///   enable_default_route_propagation = false
///   region                           = "fr-par"
///
///   ipv4_subnet {
///     subnet = "10.0.0.0/22"
///   }
/// }
/// "#
/// ));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn configuration(scenario: &Scenario) -> String {
    let scenario = &without_others(scenario);
    let mut labels = Labels::default();
    labels.learn(scenario);
    let resources = Resources::new(scenario, &labels);
    let mut lines: Vec<String> = HEAD.lines().map(str::to_owned).collect();
    for (entity, id) in scenario.entities() {
        let Some(block) = resources.block(entity) else {
            continue;
        };
        lines.push(String::new());
        if resources.entity(id) == Some(entity) {
            if let Some(region) = resources.region_of(entity).filter(|_| is_uuid(id)) {
                lines.extend(imported(&block, &format!("{region}/{id}")));
            }
            lines.extend(block.write(None));
        } else {
            let told = format!("Left out: another {} with the id {id}.", entity.kind.noun());
            lines.push(comment(&told));
        }
    }
    let mut written = BTreeSet::new();
    for acl in &scenario.acls {
        if written.insert((&acl.vpc_id, acl.is_ipv6)) {
            lines.push(String::new());
            lines.extend(resources.acl(&acl.vpc_id, acl.is_ipv6).write(None));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Writes what is there already as a resource of a configuration.
fn imported(block: &Block, id: &str) -> [String; 5] {
    [
        "import {".to_owned(),
        format!("  to = {}.{}", block.kind, block.label),
        format!("  id = {}", quoted(id)),
        "}".to_owned(),
        String::new(),
    ]
}

/// What an edit is about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Subject<'e> {
    Entity(&'e str),
    Acl(&'e str, bool),
}

/// Writes what edits make of a configuration: every resource that is new or
/// different, whole, with what it was at the end of each line, and what is to be
/// deleted.
///
/// A change that the platform does not take is marked `forces replacement`:
/// Terraform deletes the resource then and creates another. Edits that mean
/// nothing to the platform or that cannot be applied give no line. The labels
/// are those of [`configuration`].
///
/// ```
/// use peerlab_core::cidr::Cidr;
/// use peerlab_core::edit::make;
/// use peerlab_core::export::terraform::changes;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "shop"}, {"id": "data"}]}"#)?;
/// let (shop, data) = ("shop".to_owned(), "data".to_owned());
/// let connect = make::add_connector(shop, data, |_| false);
/// assert_eq!(
///     changes(&scenario, &[connect]).join("\n"),
///     r#"resource "scaleway_vpc_connector" "shop-to-data" {
///   vpc_id        = scaleway_vpc.shop.id
///   target_vpc_id = scaleway_vpc.data.id
///   region        = "fr-par"
/// }"#
/// );
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn changes(scenario: &Scenario, edits: &[Edit]) -> Vec<String> {
    let scenario = &*without_others(scenario);
    let mut after = scenario.clone();
    let mut subjects = Vec::new();
    let mut labels = Labels::default();
    labels.learn(scenario);
    for edit in edits {
        if apply(&mut after, edit).is_err() {
            continue;
        }
        let subject = match edit {
            Edit::Add { item, .. } => Subject::Entity(item.id()),
            Edit::Remove { id } | Edit::Set { id, .. } | Edit::Recreate { id, .. } => {
                Subject::Entity(id)
            }
            Edit::SetAcl {
                vpc_id, is_ipv6, ..
            } => Subject::Acl(vpc_id, *is_ipv6),
            Edit::SetExpectations { .. } | Edit::Describe { .. } | Edit::Place { .. } => continue,
        };
        subjects.push(subject);
    }
    labels.learn(&after);
    for subject in &subjects {
        if let Subject::Acl(vpc_id, is_ipv6) = subject {
            labels.learn_acl(vpc_id, *is_ipv6);
        }
    }
    let (old, new) = (
        Resources::new(scenario, &labels),
        Resources::new(&after, &labels),
    );
    let mut told = BTreeSet::new();
    let mut lines: Vec<String> = Vec::new();
    for subject in subjects {
        let (before, after) = match &subject {
            Subject::Entity(id) => {
                let of = |resources: &Resources<'_>| resources.block(resources.entity(id)?);
                (of(&old), of(&new))
            }
            Subject::Acl(vpc_id, is_ipv6) => {
                let is_it = |acl: &Acl| acl.vpc_id == *vpc_id && acl.is_ipv6 == *is_ipv6;
                let before = scenario.acls.iter().any(is_it);
                let of = |resources: &Resources<'_>| resources.acl(vpc_id, *is_ipv6);
                (before.then(|| of(&old)), Some(of(&new)))
            }
        };
        if told.insert(subject) {
            let changed = changed(before.as_ref(), after.as_ref());
            if !lines.is_empty() && !changed.is_empty() {
                lines.push(String::new());
            }
            lines.extend(changed);
        }
    }
    lines
}

/// Writes what becomes of a resource.
fn changed(before: Option<&Block>, after: Option<&Block>) -> Vec<String> {
    match (before, after) {
        (Some(before), Some(after)) if before == after => Vec::new(),
        (Some(before), Some(after)) => {
            let mut lines = Vec::new();
            if before.kind == "scaleway_vpc" && after.replaces(before) {
                let what = format!("{}.{}", after.kind, after.label);
                lines.push(comment(&format!(
                    "{what} is replaced, and with it everything that stands in it."
                )));
            }
            lines.extend(after.write(Some(before)));
            lines
        }
        (Some(before), None) => vec![comment(&format!("Delete: {}", before.head()))],
        (None, Some(after)) => after.write(None),
        (None, None) => Vec::new(),
    }
}

#[cfg(test)]
mod tests;

//! A scenario as one of its owners sees it.
//!
//! The platform shows an owner what is theirs. Of a VPC of somebody else it shows
//! the id that a connector of theirs leads to, and the status of that connector:
//! neither a name nor a Private Network, a route, a rule or the connector that
//! answers. [`seen_by`] makes a scenario of that, in which such VPCs are
//! *opaque*: their ids and nothing else. Whatever is worked out from it, a report
//! or a link, can tell no more than that owner knows.
//!
//! What is said of the whole (its name, its description, what is expected of it)
//! is no owner's and stays behind. So does a VPC that names neither project nor
//! organisation: it is nobody's, and to every owner it is another's.
//!
//! ```
//! use peerlab_core::owner::seen_by;
//! use peerlab_core::report::judge;
//! use peerlab_core::scenario::{Scenario, Viewer};
//! # const OWNERS: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/owners.json"));
//!
//! let scenario = Scenario::from_json(OWNERS)?;
//! let seen = seen_by(&scenario, &judge(&scenario), &Viewer::organization("acme"));
//! assert_eq!(seen.vpcs[1].id, "b1f0", "the other end of a connector");
//! assert_eq!(seen.vpcs[1].name, "", "which is called something, and not to Acme");
//! assert_eq!(seen.vpc_connectors[0].status.as_deref(), Some("peered"));
//! assert_eq!(seen.private_networks.len(), 1, "of two");
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::edit::{Edit, Item, apply};
use crate::report::Report;
use crate::scenario::{LONGEST_ID, Limit, Organization, Project, Scenario, Viewer, Vpc};

/// Returns everyone who may own something in a scenario: each organisation and
/// then each project that is listed or that a VPC names, in document order.
///
/// Takes O(n log n) time for n entities.
///
/// ```
/// use peerlab_core::owner::owners;
/// use peerlab_core::scenario::{Scenario, Viewer};
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "9f", "project_id": "web"}],
///         "projects": [{"id": "web", "organization_id": "acme"}]}"#,
/// )?;
/// assert_eq!(owners(&scenario), [Viewer::organization("acme"), Viewer::project("web")]);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn owners(scenario: &Scenario) -> Vec<Viewer> {
    let listed = scenario.organizations.iter().map(|o| &o.id);
    let of_projects = scenario
        .projects
        .iter()
        .filter_map(|p| p.organization_id.as_ref());
    let of_vpcs = scenario
        .vpcs
        .iter()
        .filter_map(|vpc| vpc.organization_id.as_ref());
    let organizations = unique(listed.chain(of_projects).chain(of_vpcs));
    let listed = scenario.projects.iter().map(|project| &project.id);
    let of_vpcs = scenario
        .vpcs
        .iter()
        .filter_map(|vpc| vpc.project_id.as_ref());
    let projects = unique(listed.chain(of_vpcs));
    let organizations = organizations.into_iter().map(Viewer::organization);
    organizations
        .chain(projects.into_iter().map(Viewer::project))
        .collect()
}

/// Returns the scenario as one owner sees it, from the scenario and its report,
/// which says what that owner's connectors are told.
///
/// Takes O(n log n) time for n entities.
///
/// ```
/// use peerlab_core::owner::seen_by;
/// use peerlab_core::report::{ConnectorStatus, judge};
/// use peerlab_core::scenario::{Scenario, Viewer};
/// # const OWNERS: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/owners.json"));
///
/// let mut scenario = Scenario::from_json(OWNERS)?;
/// scenario.private_networks[1].subnets = scenario.private_networks[0].subnets.clone();
/// let seen = seen_by(&scenario, &judge(&scenario), &Viewer::organization("acme"));
/// let told = judge(&seen);
/// assert_eq!(told.connectors[0].status, ConnectorStatus::Conflict);
/// assert!(told.connectors[0].overlaps.is_empty(), "with what, the platform keeps to itself");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn seen_by(scenario: &Scenario, report: &Report, viewer: &Viewer) -> Scenario {
    let owned = viewer.owned(scenario);
    let mut is_own: BTreeMap<&str, bool> = BTreeMap::new();
    for (vpc, &owned) in scenario.vpcs.iter().zip(&owned) {
        // Of several VPCs with one id, what names it means the first.
        is_own.entry(&vpc.id).or_insert(owned);
    }
    let is_own = |vpc_id: &str| is_own.get(vpc_id).copied().unwrap_or_default();

    let own_vpcs = scenario
        .vpcs
        .iter()
        .zip(&owned)
        .filter(|(_, owned)| **owned);
    let mut seen = Scenario {
        name: format!("What {} sees", viewer.label(scenario)),
        vpcs: own_vpcs.map(|(vpc, _)| vpc.clone()).collect(),
        private_networks: kept(&scenario.private_networks, |n| is_own(&n.vpc_id)),
        vpc_connectors: kept(&scenario.vpc_connectors, |c| is_own(&c.vpc_id)),
        routes: kept(&scenario.routes, |route| is_own(&route.vpc_id)),
        ingress_rules: kept(&scenario.ingress_rules, |rule| is_own(&rule.vpc_id)),
        acls: kept(&scenario.acls, |acl| is_own(&acl.vpc_id)),
        seen_by: Some(viewer.clone()),
        ..Scenario::default()
    };
    let mut is_own_network: BTreeMap<&str, bool> = BTreeMap::new();
    for network in &scenario.private_networks {
        is_own_network
            .entry(&network.id)
            .or_insert_with(|| is_own(&network.vpc_id));
    }
    seen.resources = kept(&scenario.resources, |resource| {
        is_own_network.get(resource.private_network_id.as_str()) == Some(&true)
    });
    tell_statuses(&mut seen, report, is_own);
    name_owners(&mut seen, scenario, viewer);
    add_opaque(&mut seen);
    for vpc in &seen.vpcs {
        if let Some(&at) = scenario.layout.get(&vpc.id) {
            seen.layout.insert(vpc.id.clone(), at);
        }
    }
    seen
}

/// Returns what there is of a scenario to create or to manage: in the view of an
/// owner, all but the VPCs of others, which are then known by their ids alone.
///
/// Takes O(n log n) time for n entities.
///
/// ```
/// use peerlab_core::owner::{seen_by, without_others};
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::{Scenario, Viewer};
/// # const OWNERS: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/owners.json"));
///
/// let scenario = Scenario::from_json(OWNERS)?;
/// assert_eq!(without_others(&scenario).vpcs.len(), 2, "it is nobody's view");
/// let seen = seen_by(&scenario, &judge(&scenario), &Viewer::organization("acme"));
/// assert_eq!(without_others(&seen).vpcs.len(), 1);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn without_others(scenario: &Scenario) -> Cow<'_, Scenario> {
    let Some(viewer) = &scenario.seen_by else {
        return Cow::Borrowed(scenario);
    };
    let mut owned = viewer.owned(scenario).into_iter();
    let mut own = scenario.clone();
    own.vpcs.retain(|_| owned.next() == Some(true));
    Cow::Owned(own)
}

/// Why an owner may not change something.
///
/// ```
/// use peerlab_core::edit::Edit;
/// use peerlab_core::owner::{Refusal, permit, seen_by};
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::{Scenario, Viewer};
/// # const OWNERS: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/owners.json"));
///
/// let scenario = Scenario::from_json(OWNERS)?;
/// let seen = seen_by(&scenario, &judge(&scenario), &Viewer::organization("acme"));
/// let rename = |id: &str| permit(&seen, &[Edit::set(id, "name", "Front")]);
/// assert_eq!(rename("a7c2"), Ok(()));
/// assert_eq!(
///     rename("b1f0"),
///     Err(Refusal::Foreign { owner: "Acme".to_owned(), vpc: "b1f0".to_owned() })
/// );
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It belongs to a VPC of somebody else.
    #[error("VPC {vpc} is not {owner}’s: only its owner can change what belongs to it")]
    Foreign {
        /// What the owner is called whose view it is.
        owner: String,
        /// The id of the VPC.
        vpc: String,
    },
    /// It is or would become somebody else's, or nobody's.
    #[error("it would not be {owner}’s then, and {owner} can change only what is")]
    GivenAway {
        /// What the owner is called whose view it is.
        owner: String,
    },
    /// It is said of the scenario as a whole.
    #[error("{what} of the whole scenario, which {owner} does not see")]
    Whole {
        /// What it is, and that it is.
        what: &'static str,
        /// What the owner is called whose view it is.
        owner: String,
    },
}

/// Tells whether the owner whose view a scenario is may make some edits, one
/// after the other. Everything is allowed in a scenario that is nobody's view,
/// and cards may be moved by anyone: where they stand is not the platform's.
///
/// Takes O(e·n) time for e edits of n entities.
///
/// # Errors
///
/// Says why the first may not be made that may not. Edits that cannot be made at
/// all are left to [`apply`] to tell.
///
/// ```
/// use peerlab_core::edit::Edit;
/// use peerlab_core::owner::permit;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"seen_by": {"project_id": "web"}, "vpcs": [{"id": "9f", "project_id": "web"}]}"#,
/// )?;
/// let give = Edit::recreate("9f", "project_id", "db");
/// let refused = permit(&scenario, &[give]).map_err(|refusal| refusal.to_string());
/// assert_eq!(
///     refused,
///     Err("it would not be web’s then, and web can change only what is".to_owned())
/// );
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub fn permit(seen: &Scenario, edits: &[Edit]) -> Result<(), Refusal> {
    let Some(viewer) = &seen.seen_by else {
        return Ok(());
    };
    let named = || viewer.label(seen).to_owned();
    let mut after = seen.clone();
    for edit in edits {
        let is_own = |scenario: &Scenario, vpc_id: &str| {
            let place = scenario.vpcs.iter().position(|vpc| vpc.id == vpc_id);
            let owned = viewer.owned(scenario);
            place.is_some_and(|place| owned.get(place) == Some(&true))
        };
        let of = match subject(&after, edit) {
            Subject::Nothing => continue,
            Subject::Whole(what) => {
                return Err(Refusal::Whole {
                    what,
                    owner: named(),
                });
            }
            Subject::Vpc(vpc_id) => vpc_id,
        };
        let is_added = matches!(edit, Edit::Add { item, .. } if matches!(**item, Item::Vpc(_)));
        if !is_added && !is_own(&after, &of) {
            return Err(Refusal::Foreign {
                owner: named(),
                vpc: of,
            });
        }
        if apply(&mut after, edit).is_err() {
            return Ok(());
        }
        // What is changed or added stays with its owner; what is removed is gone.
        let is_gone = matches!(edit, Edit::Remove { .. });
        let of = match subject(&after, edit) {
            Subject::Vpc(vpc_id) if !is_gone => vpc_id,
            _ => continue,
        };
        if !is_own(&after, &of) {
            return Err(Refusal::GivenAway { owner: named() });
        }
    }
    Ok(())
}

/// What an edit is about.
enum Subject {
    /// Something of the VPC with this id.
    Vpc(String),
    /// The scenario as a whole: what of it.
    Whole(&'static str),
    /// Nothing that anyone owns, or that is there.
    Nothing,
}

fn subject(scenario: &Scenario, edit: &Edit) -> Subject {
    let found = match edit {
        Edit::Place { .. } => return Subject::Nothing,
        Edit::Describe { .. } => return Subject::Whole("the name and the description are"),
        Edit::SetExpectations { .. } => return Subject::Whole("what is expected is said"),
        Edit::SetAcl { vpc_id, .. } => Some(vpc_id.clone()),
        Edit::Add { item, .. } => match &**item {
            Item::Vpc(vpc) => Some(vpc.id.clone()),
            Item::PrivateNetwork(network) => Some(network.vpc_id.clone()),
            Item::Resource(resource) => vpc_of_network(scenario, &resource.private_network_id),
            Item::VpcConnector(connector) => Some(connector.vpc_id.clone()),
            Item::Route(route) => Some(route.vpc_id.clone()),
            Item::IngressRule(rule) => Some(rule.vpc_id.clone()),
            Item::Organization(_) | Item::Project(_) => {
                return Subject::Whole("the names of owners are");
            }
        },
        Edit::Remove { id } | Edit::Set { id, .. } | Edit::Recreate { id, .. } => {
            vpc_of(scenario, id)
        }
    };
    found.map_or(Subject::Nothing, Subject::Vpc)
}

/// Returns the id of the VPC that the entity with an id belongs to.
fn vpc_of(scenario: &Scenario, id: &str) -> Option<String> {
    if scenario.vpcs.iter().any(|vpc| vpc.id == id) {
        return Some(id.to_owned());
    }
    if let Some(vpc_id) = vpc_of_network(scenario, id) {
        return Some(vpc_id);
    }
    if let Some(resource) = scenario.resources.iter().find(|resource| resource.id == id) {
        return vpc_of_network(scenario, &resource.private_network_id);
    }
    let connector = scenario
        .vpc_connectors
        .iter()
        .find(|c| c.id == id)
        .map(|c| &c.vpc_id);
    let route = scenario.routes.iter().find(|route| route.id == id);
    let rule = scenario.ingress_rules.iter().find(|rule| rule.id == id);
    let found = connector.or_else(|| route.map(|route| &route.vpc_id));
    found.or_else(|| rule.map(|rule| &rule.vpc_id)).cloned()
}

fn vpc_of_network(scenario: &Scenario, id: &str) -> Option<String> {
    let mut networks = scenario.private_networks.iter();
    Some(networks.find(|network| network.id == id)?.vpc_id.clone())
}

/// Writes what the platform tells of each connector that leads to a VPC of
/// somebody else.
fn tell_statuses(seen: &mut Scenario, report: &Report, is_own: impl Fn(&str) -> bool) {
    let judged: BTreeMap<&str, &str> = report
        .connectors
        .iter()
        .map(|connector| (connector.id.as_str(), connector.status.as_str()))
        .collect();
    for connector in &mut seen.vpc_connectors {
        if !is_own(&connector.target_vpc_id) {
            let status = judged.get(connector.id.as_str());
            connector.status = status.map(|&status| status.to_owned());
        }
    }
}

/// Keeps the names of the viewer, of its projects and of the organisation that
/// its VPCs name.
fn name_owners(seen: &mut Scenario, scenario: &Scenario, viewer: &Viewer) {
    let of_vpcs = |of: fn(&Vpc) -> &Option<String>| seen.vpcs.iter().filter_map(of_ref(of));
    let mut projects: BTreeSet<&str> = of_vpcs(|vpc| &vpc.project_id).collect();
    projects.extend(viewer.project_id.as_deref());
    let is_known = |project: &Project| {
        projects.contains(project.id.as_str())
            || viewer.project_id.is_none() && project.organization_id == viewer.organization_id
    };
    let projects: Vec<Project> = kept(&scenario.projects, is_known);
    let mut organizations: BTreeSet<&str> = of_vpcs(|vpc| &vpc.organization_id).collect();
    organizations.extend(viewer.organization_id.as_deref());
    organizations.extend(projects.iter().filter_map(|p| p.organization_id.as_deref()));
    let organizations: Vec<Organization> = kept(&scenario.organizations, |o| {
        organizations.contains(o.id.as_str())
    });
    (seen.organizations, seen.projects) = (organizations, projects);
}

fn of_ref(of: fn(&Vpc) -> &Option<String>) -> impl Fn(&Vpc) -> Option<&str> {
    move |vpc| of(vpc).as_deref()
}

/// Adds the VPCs that connectors lead to and that are not the viewer's. Whether
/// there is such a VPC at all nobody is told.
fn add_opaque(seen: &mut Scenario) {
    let mut taken: BTreeSet<&str> = seen.entities().map(|(_, id)| id).collect();
    let region_of: BTreeMap<&str, &str> = seen
        .vpcs
        .iter()
        .map(|vpc| (vpc.id.as_str(), vpc.region.as_str()))
        .collect();
    let room = Limit::Vpcs.most().saturating_sub(seen.vpcs.len());
    let mut opaque = Vec::new();
    for connector in &seen.vpc_connectors {
        let id = connector.target_vpc_id.as_str();
        let is_id = !id.trim().is_empty() && id.chars().nth(LONGEST_ID).is_none();
        if opaque.len() < room && is_id && taken.insert(id) {
            // Only VPCs of one region can be peered, so it is taken to be there.
            let region = region_of.get(connector.vpc_id.as_str()).copied();
            opaque.push(Vpc {
                id: id.to_owned(),
                region: region.unwrap_or_default().to_owned(),
                ..blank_vpc()
            });
        }
    }
    seen.vpcs.extend(opaque);
}

fn blank_vpc() -> Vpc {
    <Vpc as crate::scenario::record::Record>::blank()
}

fn kept<T: Clone>(all: &[T], is_kept: impl Fn(&T) -> bool) -> Vec<T> {
    all.iter().filter(|one| is_kept(one)).cloned().collect()
}

fn unique<'i>(ids: impl Iterator<Item = &'i String>) -> Vec<&'i str> {
    let mut seen = BTreeSet::new();
    ids.map(String::as_str)
        .filter(|id| seen.insert(*id))
        .collect()
}

#[cfg(test)]
mod tests;

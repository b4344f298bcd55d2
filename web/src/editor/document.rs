//! The open scenario with its judgement and layout, and ways to look things up.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use peerlab_core::check::Diagnostic;
use peerlab_core::edit::{self, Edit, EditError};
use peerlab_core::layout::{Layout, Rect};
use peerlab_core::report::{ConnectorReport, Report, judge_reading};
use peerlab_core::scenario::{Entity, Kind, Reading, Scenario};

use super::Selection;

/// An end of a connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The VPC it belongs to.
    Origin,
    /// The VPC it wants to peer with.
    Target,
}

/// The open scenario. Two are the same when what was read is.
#[derive(Clone, Debug)]
pub struct Document {
    reading: Reading,
    /// The judgement.
    pub report: Rc<Report>,
    /// Where the cards stand.
    pub layout: Layout,
    index: Rc<Index>,
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.reading == other.reading
    }
}

impl Eq for Document {}

/// Where things are, by id. Nothing is iterated, so the order does not matter.
#[derive(Debug, Default)]
struct Index {
    entities: HashMap<String, Entity>,
    verdicts: HashMap<String, usize>,
    problems: HashMap<String, Vec<usize>>,
    networks: HashMap<String, Vec<usize>>,
    leaving: HashMap<String, Vec<usize>>,
    arriving: HashMap<String, Vec<usize>>,
    clashing: HashSet<String>,
    projects: HashMap<String, usize>,
    organizations: HashMap<String, usize>,
}

impl Index {
    fn of(scenario: &Scenario, report: &Report) -> Self {
        let mut index = Self::default();
        for (entity, id) in scenario.entities() {
            index.entities.entry(id.to_owned()).or_insert(entity);
        }
        for (place, verdict) in report.connectors.iter().enumerate() {
            index.verdicts.entry(verdict.id.clone()).or_insert(place);
            for overlap in &verdict.overlaps {
                index.clashing.insert(overlap.private_network_id.clone());
                let target = overlap.target_private_network_id.clone();
                index.clashing.insert(target);
            }
        }
        for (place, problem) in report.diagnostics.iter().enumerate() {
            for subject in problem.subjects() {
                let of_subject = index.problems.entry(subject).or_default();
                if of_subject.last() != Some(&place) {
                    of_subject.push(place);
                }
            }
        }
        for (place, project) in scenario.projects.iter().enumerate() {
            index.projects.entry(project.id.clone()).or_insert(place);
        }
        for (place, organization) in scenario.organizations.iter().enumerate() {
            let id = organization.id.clone();
            index.organizations.entry(id).or_insert(place);
        }
        let mut note =
            |lists: fn(&mut Self) -> &mut HashMap<String, Vec<usize>>, id: &String, place| {
                lists(&mut index).entry(id.clone()).or_default().push(place);
            };
        for (place, network) in scenario.private_networks.iter().enumerate() {
            note(|index| &mut index.networks, &network.vpc_id, place);
        }
        for (place, connector) in scenario.vpc_connectors.iter().enumerate() {
            note(|index| &mut index.leaving, &connector.vpc_id, place);
            note(|index| &mut index.arriving, &connector.target_vpc_id, place);
        }
        index
    }
}

impl Document {
    /// Judges and lays out what was read.
    #[must_use]
    pub fn new(reading: Reading) -> Self {
        let report = Rc::new(judge_reading(&reading));
        let index = Rc::new(Index::of(&reading.scenario, &report));
        Self {
            layout: Layout::of(&reading.scenario),
            reading,
            report,
            index,
        }
    }

    /// Returns the document after an edit, and the edit that takes it back.
    pub fn edited(&self, edit: &Edit) -> Result<(Self, Edit), EditError> {
        let mut reading = self.reading.clone();
        let inverse = edit::apply(&mut reading.scenario, edit)?;
        let edited = match edit {
            // Where a card stands has no part in the judgement.
            Edit::Place { .. } => Self {
                layout: Layout::of(&reading.scenario),
                reading,
                report: Rc::clone(&self.report),
                index: Rc::clone(&self.index),
            },
        };
        Ok((edited, inverse))
    }

    /// Returns the scenario.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        &self.reading.scenario
    }

    /// Returns the entity with an id; of several, the first.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<Entity> {
        self.index.entities.get(id).copied()
    }

    /// Returns the place of the VPC with an id.
    #[must_use]
    pub fn vpc(&self, id: &str) -> Option<usize> {
        let entity = self.entity(id)?;
        (entity.kind == Kind::Vpc).then_some(entity.index)
    }

    /// Returns what people call the entity with an id; the id itself where
    /// there is none.
    #[must_use]
    pub fn label<'s>(&'s self, id: &'s str) -> &'s str {
        let entity = self.entity(id);
        let label = entity.and_then(|entity| self.scenario().label_of(entity));
        label.unwrap_or(id)
    }

    /// Returns the judgement of the connector at a place of the document;
    /// `None` where it takes no part.
    #[must_use]
    pub fn verdict(&self, connector: usize) -> Option<&ConnectorReport> {
        let id = &self.scenario().vpc_connectors.get(connector)?.id;
        if self.entity(id)?.index != connector {
            return None;
        }
        self.report.connectors.get(*self.index.verdicts.get(id)?)
    }

    /// Returns the problems that an entity is a subject of, by their places.
    #[must_use]
    pub fn problems_of(&self, id: &str) -> &[usize] {
        list(&self.index.problems, id)
    }

    /// Returns the problem at a place of the report.
    #[must_use]
    pub fn problem(&self, place: usize) -> Option<&Diagnostic> {
        self.report.diagnostics.get(place)
    }

    /// Returns the Private Networks of a VPC, by their places.
    #[must_use]
    pub fn networks_of(&self, vpc_id: &str) -> &[usize] {
        list(&self.index.networks, vpc_id)
    }

    /// Returns the connectors with a VPC at one end, by their places.
    #[must_use]
    pub fn connectors_of(&self, vpc_id: &str, side: Side) -> &[usize] {
        match side {
            Side::Origin => list(&self.index.leaving, vpc_id),
            Side::Target => list(&self.index.arriving, vpc_id),
        }
    }

    /// Tells whether a Private Network's subnets keep a pair in conflict.
    #[must_use]
    pub fn clashes(&self, network_id: &str) -> bool {
        self.index.clashing.contains(network_id)
    }

    /// Returns who owns a VPC, by name where the names are known: the project,
    /// then the organisation.
    #[must_use]
    pub fn owner_of(&self, vpc: usize) -> Vec<&str> {
        let Some(vpc) = self.scenario().vpcs.get(vpc) else {
            return Vec::new();
        };
        let scenario = self.scenario();
        let project = vpc.project_id.as_ref();
        let written = project
            .and_then(|id| self.index.projects.get(id))
            .and_then(|&place| scenario.projects.get(place));
        let organization = vpc
            .organization_id
            .as_ref()
            .or_else(|| written.and_then(|project| project.organization_id.as_ref()));
        let listed = organization
            .and_then(|id| self.index.organizations.get(id))
            .and_then(|&place| scenario.organizations.get(place));
        let named = |name: &&str| !name.is_empty();
        let name = written.map(|project| project.name.as_str());
        let project = name.filter(named).or(project.map(String::as_str));
        let name = listed.map(|listed| listed.name.as_str());
        let organization = name.filter(named).or(organization.map(String::as_str));
        project.into_iter().chain(organization).collect()
    }

    /// Returns the smallest rectangle around all cards.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        let mut bounds = self.layout.bounds()?;
        if self.has_stubs() {
            bounds.height += STUB_ROOM;
        }
        Some(bounds)
    }

    /// Returns the card of the first VPC.
    #[must_use]
    pub fn first_card(&self) -> Option<Rect> {
        self.layout.cards.first().map(|card| card.rect)
    }

    /// Returns the rectangles of the cards that show a selection.
    #[must_use]
    pub fn rects_of(&self, selection: &Selection) -> Vec<Rect> {
        let ids = selection.ids(self);
        let vpcs = ids.iter().flat_map(|id| self.vpcs_of(id));
        let cards = vpcs.filter_map(|vpc| self.layout.cards.get(vpc));
        cards.map(|card| card.rect).collect()
    }

    /// Returns the VPCs on whose cards an entity is drawn.
    fn vpcs_of(&self, id: &str) -> Vec<usize> {
        let scenario = self.scenario();
        let Some(entity) = self.entity(id) else {
            return Vec::new();
        };
        let ids: Vec<&str> = match entity.kind {
            Kind::Vpc => vec![id],
            Kind::PrivateNetwork => of(scenario.private_networks.get(entity.index), |network| {
                vec![&network.vpc_id]
            }),
            Kind::Connector => of(scenario.vpc_connectors.get(entity.index), |connector| {
                vec![&connector.vpc_id, &connector.target_vpc_id]
            }),
            Kind::Resource => {
                let resource = scenario.resources.get(entity.index);
                return resource
                    .map(|resource| self.vpcs_of(&resource.private_network_id))
                    .unwrap_or_default();
            }
            Kind::Route => of(scenario.routes.get(entity.index), |route| {
                vec![&route.vpc_id]
            }),
            Kind::IngressRule => of(scenario.ingress_rules.get(entity.index), |rule| {
                vec![&rule.vpc_id]
            }),
            Kind::Acl => Vec::new(),
        };
        ids.into_iter().filter_map(|id| self.vpc(id)).collect()
    }

    fn has_stubs(&self) -> bool {
        let mut connectors = self.scenario().vpc_connectors.iter();
        connectors.any(|connector| self.vpc(&connector.target_vpc_id).is_none())
    }
}

/// How far below its card a connector reaches that leads to no other.
const STUB_ROOM: i32 = 64;

fn of<'s, T>(item: Option<&'s T>, ids: impl Fn(&'s T) -> Vec<&'s String>) -> Vec<&'s str> {
    let ids = item.map(ids).unwrap_or_default();
    ids.into_iter().map(String::as_str).collect()
}

fn list<'i>(lists: &'i HashMap<String, Vec<usize>>, id: &str) -> &'i [usize] {
    lists.get(id).map_or(&[], Vec::as_slice)
}

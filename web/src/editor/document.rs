//! The open scenario with its judgement and layout, and ways to look things up.

use std::cell::OnceCell;
use std::rc::Rc;

use peerlab_core::edit::{self, Edit, EditError};
use peerlab_core::elsewhere::without_transit;
use peerlab_core::layout::{Layout, Rect};
use peerlab_core::report::{ConnectorReport, Report, judge_peering, judge_reading};
use peerlab_core::scenario::{Acl, Entity, Kind, Point, Reading, Scenario};

use super::Selection;
use super::found::{Found, Problem};
use super::index::{Index, Known};
use super::late::{Made, is_large};

/// Who owns a VPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner<'d> {
    /// What it is: a project or an organisation.
    pub kind: &'static str,
    /// Its id.
    pub id: &'d str,
    /// Its name, where the scenario has one.
    pub name: Option<&'d str>,
}

/// An end of a connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The VPC it belongs to.
    Origin,
    /// The VPC it wants to peer with.
    Target,
}

/// The open scenario. Two are the same when what was read is, and what is known of
/// it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which work of this page it belongs to: what is opened is another, what is
    /// edited is the same.
    pub work: usize,
    pub(super) reading: Rc<Reading>,
    /// The judgement; of what is large without what is found.
    pub report: Rc<Report>,
    /// What is found, in words.
    pub found: Rc<Found>,
    /// Whether that was found before the last changes: what is large is judged
    /// later.
    pub is_stale: bool,
    /// The whole judgement of what is large, once it was asked for.
    pub(super) judged: OnceCell<Rc<Report>>,
    pub(super) made: Option<Made>,
    /// Where the cards stand.
    pub layout: Layout,
    pub(super) index: Rc<Index>,
    /// Of each VPC, whether no more than its id is seen; empty where all is.
    pub(super) opaque: Rc<[bool]>,
    /// The whole, where this is the view of an owner.
    pub(super) behind: Option<Rc<Document>>,
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        // Where something was added or removed there is no need to read all.
        let counts = |scenario: &Scenario| {
            let Scenario {
                vpcs,
                private_networks,
                vpc_connectors,
                routes,
                ..
            } = scenario;
            let networks = private_networks.len();
            [vpcs.len(), networks, vpc_connectors.len(), routes.len()]
        };
        counts(self.scenario()) == counts(other.scenario())
            && self.is_stale == other.is_stale
            && self.reading == other.reading
    }
}

impl Eq for Document {}

impl Document {
    /// Judges and lays out what was read. In what is large nothing is found yet.
    #[must_use]
    pub fn new(reading: Reading) -> Self {
        let is_large = is_large(&reading.scenario);
        let report = Rc::new(if is_large {
            judge_peering(&reading.scenario)
        } else {
            judge_reading(&reading)
        });
        let index = Rc::new(Index::of(&reading.scenario, &report.connectors));
        let viewer = reading.scenario.seen_by.as_ref();
        let owned = viewer.map(|viewer| viewer.owned(&reading.scenario));
        let opaque = owned.into_iter().flatten().map(|is_own| !is_own).collect();
        Self {
            work: 0,
            layout: Layout::of(&reading.scenario),
            reading: Rc::new(reading),
            found: Rc::new(Found::of(&report)),
            is_stale: is_large,
            judged: OnceCell::new(),
            made: None,
            report,
            index,
            opaque,
            behind: None,
        }
    }

    /// Returns the document as clouds would take it whose peering is not
    /// transitive.
    #[must_use]
    pub fn elsewhere(&self) -> Self {
        Self::new(Reading {
            scenario: without_transit(self.scenario()),
            unknown_fields: Vec::new(),
        })
    }

    /// Returns the document after edits, and the edits that take them back.
    /// Where one cannot be made, none is.
    pub fn edited(&self, edits: &[Edit]) -> Result<(Self, Vec<Edit>), EditError> {
        let mut reading = Reading::clone(&self.reading);
        let inverses = edit::apply_all(&mut reading.scenario, edits)?;
        // Where cards stand has no part in the judgement.
        let moves = |edit: &Edit| matches!(edit, Edit::Place { .. });
        let edited = if edits.iter().all(moves) {
            Self {
                layout: Layout::of(&reading.scenario),
                reading: Rc::new(reading),
                behind: None,
                ..self.clone()
            }
        } else {
            let mut edited = Self {
                work: self.work,
                ..Self::new(reading)
            };
            if edited.is_stale {
                edited.found = Rc::clone(&self.found);
                edited.made = Some(Made {
                    before: Rc::downgrade(&self.report),
                    edits: edits.into(),
                });
            }
            edited
        };
        Ok((edited, inverses))
    }

    /// Returns the whole judgement. What is large is judged for it, which may take
    /// longer than a frame.
    #[must_use]
    pub fn judged(&self) -> &Rc<Report> {
        if is_large(self.scenario()) {
            self.judged
                .get_or_init(|| Rc::new(judge_reading(&self.reading)))
        } else {
            &self.report
        }
    }

    /// Returns the document with all that is found in it, judged at once.
    #[must_use]
    pub fn at_once(self) -> Self {
        if !self.is_stale {
            return self;
        }
        Self {
            found: Rc::new(Found::of(self.judged())),
            is_stale: false,
            ..self
        }
    }

    /// Returns the scenario.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.reading.scenario
    }

    /// Returns the entity with an id; of several, the first.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<Entity> {
        self.index.get(id)?.entity
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
        self.report.connectors.get(self.index.get(id)?.verdict?)
    }

    /// Returns the problems that an entity is a subject of, by their places.
    #[must_use]
    pub fn problems_of(&self, id: &str) -> &[usize] {
        self.found.about(id)
    }

    /// Returns the problem at a place.
    #[must_use]
    pub fn problem(&self, place: usize) -> Option<&Problem> {
        self.found.problems.get(place)
    }

    /// Returns the place of the problem that was at another place of a former
    /// document: of those of its code and subjects the one that says the same,
    /// else the first.
    #[must_use]
    pub fn problem_again(&self, former: &Self, place: usize) -> Option<usize> {
        let former = former.problem(place)?;
        let mut like = (0..self.found.problems.len()).filter(|&place| {
            self.problem(place).is_some_and(|problem| {
                problem.code == former.code && problem.subjects == former.subjects
            })
        });
        let says_the_same = |&place: &usize| {
            let problem = self.problem(place);
            problem.is_some_and(|problem| problem.message == former.message)
        };
        let same = like.clone().find(says_the_same);
        same.or_else(|| like.next())
    }

    /// Returns the Private Networks of a VPC, by their places.
    #[must_use]
    pub fn networks_of(&self, vpc_id: &str) -> &[usize] {
        self.list(vpc_id, |known| &known.networks)
    }

    /// Returns the connectors with a VPC at one end, by their places.
    #[must_use]
    pub fn connectors_of(&self, vpc_id: &str, side: Side) -> &[usize] {
        match side {
            Side::Origin => self.list(vpc_id, |known| &known.leaving),
            Side::Target => self.list(vpc_id, |known| &known.arriving),
        }
    }

    /// Returns the custom routes of a VPC, by their places.
    #[must_use]
    pub fn routes_of(&self, vpc_id: &str) -> &[usize] {
        self.list(vpc_id, |known| &known.routes)
    }

    /// Returns the ingress rules of a VPC, by their places.
    #[must_use]
    pub fn rules_of(&self, vpc_id: &str) -> &[usize] {
        self.list(vpc_id, |known| &known.rules)
    }

    /// Returns the resources of a Private Network, by their places.
    #[must_use]
    pub fn resources_of(&self, network_id: &str) -> &[usize] {
        self.list(network_id, |known| &known.resources)
    }

    /// Returns the ACL of a VPC for a family.
    #[must_use]
    pub fn acl(&self, vpc_id: &str, is_ipv6: bool) -> Option<&Acl> {
        let acls = self.list(vpc_id, |known| &known.acls).iter();
        let mut acls = acls.filter_map(|&place| self.scenario().acls.get(place));
        acls.find(|acl| acl.is_ipv6 == is_ipv6)
    }

    /// Returns the id of the VPC that what is selected belongs to: the first
    /// where there are several.
    #[must_use]
    pub fn vpc_of(&self, selection: &Selection) -> Option<String> {
        let ids = selection.ids(self);
        let place = ids
            .iter()
            .find_map(|id| self.vpcs_of(id).first().copied())?;
        Some(self.scenario().vpcs.get(place)?.id.clone())
    }

    /// Tells whether a Private Network's subnets keep a pair in conflict.
    #[must_use]
    pub fn clashes(&self, network_id: &str) -> bool {
        self.index
            .get(network_id)
            .is_some_and(|known| known.clashes)
    }

    /// Returns who owns a VPC, as far as the scenario says: the project's id and
    /// name, then the organisation's.
    #[must_use]
    pub fn owners_of(&self, vpc: usize) -> Vec<Owner<'_>> {
        let scenario = self.scenario();
        let Some(vpc) = scenario.vpcs.get(vpc) else {
            return Vec::new();
        };
        let project = vpc.project_id.as_deref().map(|id| {
            let place = self.index.get(id).and_then(|known| known.project);
            (id, place.and_then(|place| scenario.projects.get(place)))
        });
        let organization = vpc.organization_id.as_deref();
        let organization = organization.or_else(|| project?.1?.organization_id.as_deref());
        let project = project.map(|(id, written)| Owner {
            kind: "project",
            id,
            name: written.map(|project| project.name.as_str()),
        });
        let organization = organization.map(|id| {
            let place = self.index.get(id).and_then(|known| known.organization);
            let written = place.and_then(|place| scenario.organizations.get(place));
            Owner {
                kind: "organisation",
                id,
                name: written.map(|organization| organization.name.as_str()),
            }
        });
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

    /// Returns the VPC that an entity belongs to, by its place: a VPC is its
    /// own.
    #[must_use]
    pub fn home_of(&self, id: &str) -> Option<usize> {
        self.vpcs_of(id).first().copied()
    }

    /// Returns the edits after which every card stands where it stood before
    /// some edits that add or remove something, if nothing else stands there
    /// then: what one adds sets nothing else in motion.
    #[must_use]
    pub fn stilled(&self, edits: &[Edit]) -> Vec<Edit> {
        let moves = |edit: &Edit| {
            matches!(
                edit,
                Edit::Add { .. } | Edit::Remove { .. } | Edit::Recreate { .. }
            )
        };
        let mut after = self.scenario().clone();
        if !edits.iter().any(moves) || edit::apply_all(&mut after, edits).is_err() {
            return Vec::new();
        }
        let layout = Layout::of(&after);
        // Where the cards would be if all stayed.
        let mut rects: Vec<Rect> = layout.cards.iter().map(|card| card.rect).collect();
        let mut pins = Vec::new();
        let ids = after.vpcs.iter().enumerate();
        for ((place, vpc), rect) in ids.zip(&mut rects) {
            let stood = self.vpc(&vpc.id).and_then(|vpc| self.layout.cards.get(vpc));
            if let Some(stood) = stood.map(|card| card.rect)
                && (stood.x, stood.y) != (rect.x, rect.y)
                && after.layout.get(&vpc.id).is_none()
            {
                (rect.x, rect.y) = (stood.x, stood.y);
                pins.push((place, vpc));
            }
        }
        let free = pins.into_iter().filter(|&(place, _)| {
            let own = rects.get(place);
            let mut others = rects.iter().enumerate();
            !others
                .any(|(other, rect)| other != place && own.is_some_and(|own| own.overlaps(*rect)))
        });
        free.filter_map(|(place, vpc)| {
            let rect = rects.get(place)?;
            Some(Edit::Place {
                id: vpc.id.clone(),
                at: Some(Point {
                    x: rect.x,
                    y: rect.y,
                }),
            })
        })
        .collect()
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

    fn list(&self, id: &str, of: fn(&Known) -> &[usize]) -> &[usize] {
        self.index.get(id).map_or(&[], of)
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

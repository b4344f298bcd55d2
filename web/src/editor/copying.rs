//! Copying: what is selected as a scenario of its own, and adding such a one.
//!
//! A VPC is copied with all that belongs to it: its Private Networks with their
//! resources, its connectors, routes, rules and filters, the names of its owners,
//! and what is expected of nothing but the copied. Copies keep their CIDRs, as the platform does not
//! choose others by itself: where they overlap, the judgement says so. A resource
//! that is copied alone gets an address of the Private Network it comes to. A
//! connector towards a VPC that is not copied keeps its target.

use std::collections::{BTreeMap, BTreeSet};

use peerlab_core::edit::{Edit, Item, make};
use peerlab_core::layout::{Layout, Rect};
use peerlab_core::scenario::{Expectation, Kind, Point, Project, Resource, Scenario, Vpc};

use super::add::free_address;
use super::hand::on_canvas;
use super::room::free_room;
use super::{Document, Editor, Ids, Notice, Selection};

impl Editor {
    /// Returns what is selected as a scenario of its own, and where its cards
    /// stand; `None` where nothing is selected that can be copied.
    #[must_use]
    pub fn excerpt(&self) -> Option<Scenario> {
        let ids: Vec<String> = self.selection.entities().map(str::to_owned).collect();
        let excerpt = excerpt(&self.document, &Ids::of(ids));
        excerpt.entities().next()?;
        Some(excerpt)
    }

    /// Adds what was copied. A text that is no scenario is told.
    pub(super) fn paste(self, text: &str) -> Self {
        match Scenario::read(text) {
            Ok(reading) => self.insert(&reading.scenario, "paste"),
            Err(error) => Self {
                notice: Some(Notice::failed("That could not be pasted", &error)),
                ..self
            },
        }
    }

    /// Adds a copy of what is selected beside it.
    pub(super) fn duplicate(self) -> Self {
        match self.excerpt() {
            Some(excerpt) => self.insert(&excerpt, "duplicate"),
            None => self,
        }
    }

    fn insert(mut self, excerpt: &Scenario, verb: &str) -> Self {
        let home = self.home();
        let home = home.and_then(|vpc| Some(self.document.scenario().vpcs.get(vpc)?.id.clone()));
        let network = self.selected_network();
        let copy = Copy::new(&self.document, excerpt, home, network);
        let edits = copy.edits(&self.document);
        if edits.is_empty() {
            let mut copied = excerpt.entities();
            let taker = if copied.all(|(entity, _)| entity.kind == Kind::Resource) {
                "Private Network"
            } else {
                "VPC"
            };
            self.say(format!(
                "There is nowhere to put that: select a {taker} first."
            ));
            return self;
        }
        let label = match copy.shown.as_slice() {
            [one] => {
                let name = excerpt.entities().find(|(_, id)| copy.new_id(id) == *one);
                let name = name.and_then(|(entity, _)| excerpt.label_of(entity));
                format!("{verb} {}", name.unwrap_or(one))
            }
            several => {
                let noun = if excerpt.vpcs.is_empty() {
                    "things"
                } else {
                    "VPCs"
                };
                format!("{verb} {} {noun}", several.len())
            }
        };
        self.made(&edits, label, Selection::of(copy.shown))
    }
}

impl Editor {
    /// Returns the Private Network that is selected, or that what is selected
    /// stands on.
    fn selected_network(&self) -> Option<String> {
        let mut selected = self.selection.entities();
        let (id, None) = (selected.next()?, selected.next()) else {
            return None;
        };
        let entity = self.document.entity(id)?;
        match entity.kind {
            Kind::PrivateNetwork => Some(id.to_owned()),
            Kind::Resource => {
                let resource = self.document.scenario().resources.get(entity.index)?;
                Some(resource.private_network_id.clone())
            }
            _ => None,
        }
    }
}

/// Returns some entities with all that belongs to them.
fn excerpt(document: &Document, ids: &Ids) -> Scenario {
    let all = document.scenario();
    let has = |kind: Kind, id: &str| {
        ids.contains(id)
            && document
                .entity(id)
                .is_some_and(|entity| entity.kind == kind)
    };
    let vpc = |id: &str| has(Kind::Vpc, id);
    let mut excerpt = Scenario {
        vpcs: all.vpcs.clone(),
        private_networks: all.private_networks.clone(),
        resources: all.resources.clone(),
        vpc_connectors: all.vpc_connectors.clone(),
        routes: all.routes.clone(),
        ingress_rules: all.ingress_rules.clone(),
        acls: all.acls.clone(),
        ..Scenario::default()
    };
    excerpt.vpcs.retain(|written| vpc(&written.id));
    excerpt
        .private_networks
        .retain(|network| has(Kind::PrivateNetwork, &network.id) || vpc(&network.vpc_id));
    let networks: BTreeSet<String> = excerpt
        .private_networks
        .iter()
        .map(|network| network.id.clone())
        .collect();
    excerpt.resources.retain(|resource| {
        has(Kind::Resource, &resource.id) || networks.contains(&resource.private_network_id)
    });
    excerpt
        .vpc_connectors
        .retain(|connector| has(Kind::Connector, &connector.id) || vpc(&connector.vpc_id));
    excerpt
        .routes
        .retain(|route| has(Kind::Route, &route.id) || vpc(&route.vpc_id));
    excerpt
        .ingress_rules
        .retain(|rule| has(Kind::IngressRule, &rule.id) || vpc(&rule.vpc_id));
    excerpt.acls.retain(|acl| vpc(&acl.vpc_id));
    let owns = |id: &String, of: fn(&Vpc) -> Option<&String>| {
        excerpt.vpcs.iter().any(|vpc| of(vpc) == Some(id))
    };
    let projects = all.projects.iter();
    let projects = projects.filter(|project| owns(&project.id, |vpc| vpc.project_id.as_ref()));
    let projects: Vec<Project> = projects.cloned().collect();
    let organizations = all.organizations.iter().filter(|organization| {
        let mut projects = projects.iter();
        owns(&organization.id, |vpc| vpc.organization_id.as_ref())
            || projects.any(|project| project.organization_id.as_ref() == Some(&organization.id))
    });
    excerpt.organizations = organizations.cloned().collect();
    excerpt.projects = projects;
    let copied: BTreeSet<&str> = excerpt.entities().map(|(_, id)| id).collect();
    let speaks_of_copied = |expectation: &&Expectation| {
        let mut named = named(expectation).filter(|id| document.entity(id).is_some());
        let first = named.next();
        first.is_some_and(|first| copied.contains(first)) && named.all(|id| copied.contains(id))
    };
    let expectations = all.expectations.iter().filter(speaks_of_copied);
    let expectations: Vec<Expectation> = expectations.cloned().collect();
    let mut places = Vec::new();
    for written in &excerpt.vpcs {
        let place = document.vpc(&written.id);
        let card = place.and_then(|place| document.layout.cards.get(place));
        if let Some(card) = card {
            places.push((written.id.clone(), card.rect));
        }
    }
    for (id, rect) in places {
        let (x, y) = (rect.x, rect.y);
        excerpt.layout.insert(id, Point { x, y });
    }
    excerpt.expectations = expectations;
    excerpt
}

/// Returns the ids that an expectation names, and addresses among them.
fn named(expectation: &Expectation) -> impl Iterator<Item = &str> {
    let one = [
        &expectation.connector,
        &expectation.from,
        &expectation.to,
        &expectation.subject,
    ];
    let path = expectation.path.iter().flatten();
    let one = one.into_iter().flatten();
    one.chain(path).map(String::as_str)
}

/// A scenario that is to be added to another.
struct Copy<'e> {
    excerpt: &'e Scenario,
    /// What copies are called by what they are copies of.
    ids: BTreeMap<&'e str, String>,
    /// The VPC that takes what comes without its own.
    home: Option<String>,
    /// The Private Network that takes resources that come without their own.
    network: Option<String>,
    /// The ids of the copies that are shown then.
    shown: Vec<String>,
}

impl<'e> Copy<'e> {
    fn new(
        document: &Document,
        excerpt: &'e Scenario,
        home: Option<String>,
        network: Option<String>,
    ) -> Self {
        let mut ids = BTreeMap::new();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for (entity, id) in excerpt.entities() {
            // An ACL has the id of its VPC.
            if entity.kind == Kind::Acl || ids.contains_key(id) {
                continue;
            }
            let is_taken = |wish: &str| taken.contains(wish) || document.is_taken(wish);
            let new = make::new_id(id, is_taken);
            taken.insert(new.clone());
            ids.insert(id, new);
        }
        let vpcs = excerpt.vpcs.iter().map(|vpc| vpc.id.as_str());
        let mut shown: Vec<String> = vpcs.filter_map(|id| ids.get(id).cloned()).collect();
        if shown.is_empty() {
            // What stands in something that is copied is shown by that.
            let networks = excerpt.private_networks.iter().map(|network| &network.id);
            shown.extend(networks.filter_map(|id| ids.get(id.as_str()).cloned()));
        }
        if shown.is_empty() {
            shown.extend(ids.values().cloned());
        }
        Self {
            excerpt,
            ids,
            home,
            network,
            shown,
        }
    }

    /// Returns the id of what a reference means after copying.
    fn new_id(&self, id: &str) -> String {
        self.ids.get(id).map_or(id, String::as_str).to_owned()
    }

    fn new_ids(&self, id: Option<&String>) -> Option<String> {
        id.map(|id| self.new_id(id))
    }

    /// Returns the VPC that takes something of a VPC: its copy, else the one that
    /// is selected, else itself.
    fn vpc(&self, document: &Document, id: &str) -> Option<String> {
        let is_copied = self.excerpt.vpcs.iter().any(|vpc| vpc.id == id);
        if is_copied {
            return Some(self.new_id(id));
        }
        let own = document.vpc(id).map(|_| id.to_owned());
        self.home.clone().or(own)
    }

    fn edits(&self, document: &Document) -> Vec<Edit> {
        let mut names = Names::of(document.scenario());
        let mut edits = self.owners(document);
        for vpc in &self.excerpt.vpcs {
            let mut vpc = vpc.clone();
            vpc.id = self.new_id(&vpc.id);
            if document.viewer().is_some() {
                (vpc.project_id, vpc.organization_id) = document.own_ids();
            }
            names.free(&mut vpc.name);
            edits.push(Edit::add(Item::Vpc(vpc)));
        }
        let mut placed: BTreeSet<String> = BTreeSet::new();
        for network in &self.excerpt.private_networks {
            let mut network = network.clone();
            let Some(vpc) = self.vpc(document, &network.vpc_id) else {
                continue;
            };
            placed.insert(network.id.clone());
            network.vpc_id = vpc;
            network.id = self.new_id(&network.id);
            names.free(&mut network.name);
            edits.push(Edit::add(Item::PrivateNetwork(network)));
        }
        let mut given = Vec::new();
        for resource in &self.excerpt.resources {
            let mut resource = resource.clone();
            if placed.contains(&resource.private_network_id) {
                resource.private_network_id = self.new_id(&resource.private_network_id);
            } else if !self.resettle(document, &mut resource, &mut given) {
                continue;
            }
            resource.id = self.new_id(&resource.id);
            names.free(&mut resource.name);
            edits.push(Edit::add(Item::Resource(resource)));
        }
        for connector in &self.excerpt.vpc_connectors {
            let mut connector = connector.clone();
            let Some(vpc) = self.vpc(document, &connector.vpc_id) else {
                continue;
            };
            connector.vpc_id = vpc;
            connector.target_vpc_id = self.new_id(&connector.target_vpc_id);
            connector.id = self.new_id(&connector.id);
            // The platform has said nothing of the copy.
            connector.status = None;
            names.free(&mut connector.name);
            edits.push(Edit::add(Item::VpcConnector(connector)));
        }
        for route in &self.excerpt.routes {
            let mut route = route.clone();
            let Some(vpc) = self.vpc(document, &route.vpc_id) else {
                continue;
            };
            route.vpc_id = vpc;
            route.nexthop_vpc_connector_id = self.new_ids(route.nexthop_vpc_connector_id.as_ref());
            route.nexthop_resource_id = self.new_ids(route.nexthop_resource_id.as_ref());
            route.nexthop_private_network_id =
                self.new_ids(route.nexthop_private_network_id.as_ref());
            route.id = self.new_id(&route.id);
            edits.push(Edit::add(Item::Route(route)));
        }
        for rule in &self.excerpt.ingress_rules {
            let mut rule = rule.clone();
            let Some(vpc) = self.vpc(document, &rule.vpc_id) else {
                continue;
            };
            rule.vpc_id = vpc;
            rule.nexthop_private_network_id = self.new_id(&rule.nexthop_private_network_id);
            rule.id = self.new_id(&rule.id);
            edits.push(Edit::add(Item::IngressRule(rule)));
        }
        for acl in &self.excerpt.acls {
            let mut acl = acl.clone();
            acl.vpc_id = self.new_id(&acl.vpc_id);
            edits.push(Edit::SetAcl {
                vpc_id: acl.vpc_id.clone(),
                is_ipv6: acl.is_ipv6,
                acl: Some(acl),
                at: None,
            });
        }
        // What is expected is said of the whole.
        if document.viewer().is_none() {
            edits.extend(self.expectations(document));
        }
        edits.extend(self.places(document));
        edits
    }

    /// Names the owners of what is copied, where the document has no name for
    /// them.
    fn owners(&self, document: &Document) -> Vec<Edit> {
        let there = document.scenario();
        let organizations = self.excerpt.organizations.iter().filter(|organization| {
            let mut known = there.organizations.iter();
            !known.any(|known| known.id == organization.id)
        });
        let projects = self.excerpt.projects.iter().filter(|project| {
            let mut known = there.projects.iter();
            !known.any(|known| known.id == project.id)
        });
        let organizations = organizations.cloned().map(Item::Organization);
        let projects = projects.cloned().map(Item::Project);
        organizations.chain(projects).map(Edit::add).collect()
    }

    /// Puts a resource that comes without its Private Network on the one that is
    /// selected, else on its own, with an address of that; answers whether
    /// there is one. `given` are the addresses that others got.
    fn resettle(
        &self,
        document: &Document,
        resource: &mut Resource,
        given: &mut Vec<String>,
    ) -> bool {
        let own = resource.private_network_id.clone();
        // One that is copied and has no place leaves none to what is in it.
        let is_copied = self.ids.contains_key(own.as_str());
        let networks = [self.network.as_ref(), Some(&own)];
        let mut networks = networks.into_iter().flatten().filter(|id| {
            let entity = document.entity(id);
            entity.is_some_and(|entity| entity.kind == Kind::PrivateNetwork)
        });
        let Some(network) = networks.next().filter(|_| !is_copied) else {
            return false;
        };
        resource.private_network_id.clone_from(network);
        if let Some(address) = free_address(document, network, given) {
            given.push(address.clone());
            resource.addresses = vec![address];
        }
        true
    }

    fn expectations(&self, document: &Document) -> Option<Edit> {
        if self.excerpt.expectations.is_empty() {
            return None;
        }
        let mut expectations = document.scenario().expectations.clone();
        expectations.extend(self.excerpt.expectations.iter().cloned().map(|mut copy| {
            let named = [
                &mut copy.connector,
                &mut copy.from,
                &mut copy.to,
                &mut copy.subject,
            ];
            let path = copy.path.iter_mut().flatten();
            for id in named.into_iter().flatten().chain(path) {
                *id = self.new_id(id);
            }
            copy
        }));
        Some(Edit::SetExpectations { expectations })
    }

    /// Puts the copied cards as they stood to each other where no other card is.
    fn places(&self, document: &Document) -> Vec<Edit> {
        let stood = Layout::of(self.excerpt);
        let Some(bounds) = stood.bounds() else {
            return Vec::new();
        };
        let cards = document.layout.cards.iter();
        let others: Vec<Rect> = cards.map(|card| card.rect).collect();
        let room = free_room(bounds, None, &others);
        let (dx, dy) = (
            f64::from(room.x) - f64::from(bounds.x),
            f64::from(room.y) - f64::from(bounds.y),
        );
        let cards = self.excerpt.vpcs.iter().zip(&stood.cards);
        cards
            .map(|(vpc, card)| Edit::Place {
                id: self.new_id(&vpc.id),
                at: Some(on_canvas(
                    f64::from(card.rect.x) + dx,
                    f64::from(card.rect.y) + dy,
                )),
            })
            .collect()
    }
}

/// The names that something has.
struct Names(BTreeSet<String>);

impl Names {
    fn of(scenario: &Scenario) -> Self {
        let vpcs = scenario.vpcs.iter().map(|vpc| &vpc.name);
        let networks = scenario.private_networks.iter();
        let networks = networks.map(|network| &network.name);
        let resources = scenario.resources.iter().map(|resource| &resource.name);
        let connectors = scenario.vpc_connectors.iter();
        let connectors = connectors.map(|connector| &connector.name);
        let all = vpcs.chain(networks).chain(resources).chain(connectors);
        Self(all.cloned().collect())
    }

    /// Puts a number behind a name that something has already, or counts on from
    /// the one that it has.
    fn free(&mut self, name: &mut String) {
        if name.trim().is_empty() || self.0.insert(name.clone()) {
            return;
        }
        let stem = name.trim_end_matches(|end: char| end.is_ascii_digit());
        let number = name
            .get(stem.len()..)
            .and_then(|end| end.parse::<u32>().ok());
        let (stem, first) = match number {
            // A number of its own counts on: “VPC 2” is followed by “VPC 3”.
            Some(number) if stem.ends_with([' ', '-', '_']) => (stem.to_owned(), number),
            _ => (format!("{name} "), 1),
        };
        let numbers = (first..u32::MAX).skip(1);
        let mut names = numbers.map(|number| format!("{stem}{number}"));
        if let Some(free) = names.find(|free| !self.0.contains(free)) {
            self.0.insert(free.clone());
            *name = free;
        }
    }
}

#[cfg(test)]
mod tests;

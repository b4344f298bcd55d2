//! What is known of each id of a document.

use std::borrow::Cow;

use peerlab_core::order::Numbers;
use peerlab_core::report::ConnectorReport;
use peerlab_core::scenario::{Entity, Scenario};

/// What is known of each id.
#[derive(Debug, Default)]
pub(super) struct Index {
    place_of: Numbers<'static>,
    known: Vec<Known>,
}

/// What an id stands for. Everything is by its place in the document or among the
/// verdicts.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) entity: Option<Entity>,
    pub(super) project: Option<usize>,
    pub(super) organization: Option<usize>,
    pub(super) verdict: Option<usize>,
    /// What is in the VPC, and the connectors at its two ends.
    pub(super) networks: Vec<usize>,
    pub(super) leaving: Vec<usize>,
    pub(super) arriving: Vec<usize>,
    pub(super) routes: Vec<usize>,
    pub(super) rules: Vec<usize>,
    pub(super) acls: Vec<usize>,
    /// The resources of the Private Network.
    pub(super) resources: Vec<usize>,
    pub(super) clashes: bool,
}

impl Index {
    pub(super) fn of(scenario: &Scenario, verdicts: &[ConnectorReport]) -> Self {
        let mut index = Self::default();
        for (entity, id) in scenario.entities() {
            index.at(id).entity.get_or_insert(entity);
        }
        for (place, project) in scenario.projects.iter().enumerate() {
            index.at(&project.id).project.get_or_insert(place);
        }
        for (place, organization) in scenario.organizations.iter().enumerate() {
            index.at(&organization.id).organization.get_or_insert(place);
        }
        for (place, network) in scenario.private_networks.iter().enumerate() {
            index.at(&network.vpc_id).networks.push(place);
        }
        for (place, connector) in scenario.vpc_connectors.iter().enumerate() {
            index.at(&connector.vpc_id).leaving.push(place);
            index.at(&connector.target_vpc_id).arriving.push(place);
        }
        for (place, route) in scenario.routes.iter().enumerate() {
            index.at(&route.vpc_id).routes.push(place);
        }
        for (place, rule) in scenario.ingress_rules.iter().enumerate() {
            index.at(&rule.vpc_id).rules.push(place);
        }
        for (place, acl) in scenario.acls.iter().enumerate() {
            index.at(&acl.vpc_id).acls.push(place);
        }
        for (place, resource) in scenario.resources.iter().enumerate() {
            index.at(&resource.private_network_id).resources.push(place);
        }
        for (place, verdict) in verdicts.iter().enumerate() {
            index.at(&verdict.id).verdict.get_or_insert(place);
            for overlap in &verdict.overlaps {
                index.at(&overlap.private_network_id).clashes = true;
                index.at(&overlap.target_private_network_id).clashes = true;
            }
        }
        index
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "every number is the place of one that is known"
    )]
    fn at(&mut self, id: &str) -> &mut Known {
        let next = self.known.len();
        let id = Cow::from(id.to_owned());
        let place = *self.place_of.entry(id).or_insert(next);
        if place == next {
            self.known.push(Known::default());
        }
        &mut self.known[place]
    }

    pub(super) fn get(&self, id: &str) -> Option<&Known> {
        self.known.get(*self.place_of.get(id)?)
    }
}

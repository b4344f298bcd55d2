//! What people call the things of a scenario.

use std::collections::BTreeMap;

use peerlab_core::scenario::{Entity, IngressRule, Kind, Route, Scenario, VpcConnector};

use crate::human::counted;
use crate::screen::harmless;

/// The names of a scenario's entities, by id.
pub(crate) struct Names<'s> {
    scenario: &'s Scenario,
    /// The first entity of each id, as the rules have it.
    entities: BTreeMap<&'s str, Entity>,
}

impl<'s> Names<'s> {
    pub(crate) fn of(scenario: &'s Scenario) -> Self {
        let mut entities = BTreeMap::new();
        for (entity, id) in scenario.entities() {
            entities.entry(id).or_insert(entity);
        }
        Self { scenario, entities }
    }

    /// Tells what a diagnostic is about, behind the name of a file.
    pub(crate) fn told(&self, subjects: &[String]) -> String {
        const MOST: usize = 4;
        let told: Vec<String> = subjects.iter().map(|id| self.with_kind(id)).collect();
        if told.is_empty() {
            String::new()
        } else {
            format!(": {}", listed(&told, MOST))
        }
    }

    /// Names an entity by its kind, its name and its id.
    pub(crate) fn with_kind(&self, id: &str) -> String {
        let Some(&entity) = self.entities.get(id) else {
            return id.to_owned();
        };
        let label = self.scenario.label_of(entity).unwrap_or(id);
        let noun = entity.kind.noun();
        if label == id {
            format!("{noun} {id}")
        } else {
            format!("{noun} {label} ({id})")
        }
    }

    /// Returns a connector's name and its two ends, spelled as they are shown
    /// so that their width is known.
    pub(crate) fn connector(&self, id: &str) -> [String; 2] {
        let ends = match self.written(id) {
            Some(connector) => format!(
                "{} → {}",
                self.label(&connector.vpc_id),
                self.label(&connector.target_vpc_id)
            ),
            None => String::new(),
        };
        [self.label(id), ends].map(|cell| harmless(&cell).into_owned())
    }

    /// Finds a connector by its id.
    pub(crate) fn written(&self, id: &str) -> Option<&'s VpcConnector> {
        let entity = self.entities.get(id)?;
        match entity.kind {
            Kind::Connector => self.scenario.vpc_connectors.get(entity.index),
            _ => None,
        }
    }

    /// Finds a route by its id.
    pub(crate) fn route(&self, id: &str) -> Option<&'s Route> {
        let entity = self.entities.get(id)?;
        match entity.kind {
            Kind::Route => self.scenario.routes.get(entity.index),
            _ => None,
        }
    }

    /// Finds an ingress rule by its id.
    pub(crate) fn ingress_rule(&self, id: &str) -> Option<&'s IngressRule> {
        let entity = self.entities.get(id)?;
        match entity.kind {
            Kind::IngressRule => self.scenario.ingress_rules.get(entity.index),
            _ => None,
        }
    }

    /// Finds the id of what of some kinds is meant by an id or a name. What is
    /// neither is returned as it is: the engine says best what is wrong with it.
    ///
    /// # Errors
    ///
    /// A sentence where several things have the name.
    pub(crate) fn find(&self, written: &str, kinds: &[Kind]) -> Result<String, String> {
        const MOST: usize = 4;
        let is_meant = |entity: Entity| kinds.contains(&entity.kind);
        if self.entity(written).is_some_and(is_meant) {
            return Ok(written.to_owned());
        }
        let all = self.scenario.entities();
        let called = all.filter(|&(entity, _)| {
            is_meant(entity) && self.scenario.label_of(entity) == Some(written)
        });
        let called: Vec<&str> = called.map(|(_, id)| id).collect();
        match called.as_slice() {
            [] => Ok(written.to_owned()),
            [one] => Ok((*one).to_owned()),
            several => Err(format!(
                "“{written}” is the name of {}: say which by its id ({})",
                counted(several.len(), "thing", "things"),
                listed(several, MOST)
            )),
        }
    }

    /// Returns the first entity with an id.
    pub(crate) fn entity(&self, id: &str) -> Option<Entity> {
        self.entities.get(id).copied()
    }

    /// Names a VPC in a sentence: “VPC Paris”, and “vpc-paris” where the name
    /// says already what it is.
    pub(crate) fn vpc(&self, id: &str) -> String {
        let label = self.label(id);
        let says_so = label
            .get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case("vpc"));
        if says_so {
            label
        } else {
            format!("VPC {label}")
        }
    }

    /// Returns what an entity is called, with its id where that is not the same.
    pub(crate) fn with_id(&self, id: &str) -> String {
        let label = self.label(id);
        if label == id {
            label
        } else {
            format!("{label} ({id})")
        }
    }

    /// Returns what an entity is called: its name, else its id.
    pub(crate) fn label(&self, id: &str) -> String {
        let entity = self.entities.get(id);
        let label = entity.and_then(|&entity| self.scenario.label_of(entity));
        label.unwrap_or(id).to_owned()
    }
}

/// Lists what something is called, and how many more there are.
pub(crate) fn listed(all: &[impl AsRef<str>], most: usize) -> String {
    let mut listed: Vec<String> = all
        .iter()
        .take(most)
        .map(|one| one.as_ref().to_owned())
        .collect();
    let more = all.len() - listed.len();
    if more > 0 {
        listed.push(format!("{more} more"));
    }
    listed.join(", ")
}

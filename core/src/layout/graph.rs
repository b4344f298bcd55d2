//! Which VPCs connectors join, and what is in each.

#![expect(
    clippy::indexing_slicing,
    reason = "every index is the place of a VPC in the document this is made from"
)]

use std::borrow::Cow;

use crate::order::{Numbers, sort_and_dedup};
use crate::scenario::Scenario;

/// VPCs by place in the document, and those that a connector joins each to.
pub(super) struct Graph {
    neighbours: Vec<Vec<usize>>,
    stubs: Vec<bool>,
    /// The Private Networks of each, by place in the document.
    networks: Vec<Vec<usize>>,
}

impl Graph {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let mut place_of = Numbers::new();
        for (place, vpc) in scenario.vpcs.iter().enumerate() {
            place_of.entry(Cow::from(&vpc.id)).or_insert(place);
        }
        let mut neighbours = vec![Vec::new(); scenario.vpcs.len()];
        let mut stubs = vec![false; scenario.vpcs.len()];
        for connector in &scenario.vpc_connectors {
            let Some(&origin) = place_of.get(connector.vpc_id.as_str()) else {
                continue;
            };
            match place_of.get(connector.target_vpc_id.as_str()) {
                Some(&target) if target != origin => {
                    neighbours[origin].push(target);
                    neighbours[target].push(origin);
                }
                _ => stubs[origin] = true,
            }
        }
        for list in &mut neighbours {
            sort_and_dedup(list);
        }
        let mut networks = vec![Vec::new(); scenario.vpcs.len()];
        for (place, network) in scenario.private_networks.iter().enumerate() {
            // Of several VPCs with one id the first has them.
            if let Some(&vpc) = place_of.get(network.vpc_id.as_str()) {
                networks[vpc].push(place);
            }
        }
        Self {
            neighbours,
            stubs,
            networks,
        }
    }

    /// Returns the VPCs that a VPC is joined to, in document order.
    pub(super) fn neighbours(&self, vpc: usize) -> &[usize] {
        &self.neighbours[vpc]
    }

    /// Returns the Private Networks of every VPC.
    pub(super) fn networks(&self) -> &[Vec<usize>] {
        &self.networks
    }

    /// Tells whether a connector of the VPC leads to no other card.
    pub(super) fn has_stubs(&self, vpc: usize) -> bool {
        self.stubs[vpc]
    }

    /// Returns the groups of joined VPCs, those of several VPCs first, then in
    /// the order of their first VPCs. A group is in breadth-first order.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.neighbours.len()];
        let mut components = Vec::new();
        for start in 0..self.neighbours.len() {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let mut component = vec![start];
            let mut next = 0;
            while let Some(&vpc) = component.get(next) {
                next += 1;
                for &other in &self.neighbours[vpc] {
                    if !seen[other] {
                        seen[other] = true;
                        component.push(other);
                    }
                }
            }
            components.push(component);
        }
        let (mut several, one): (Vec<_>, Vec<_>) = components
            .into_iter()
            .partition(|component: &Vec<usize>| component.len() > 1);
        several.extend(one);
        several
    }

    /// Tells whether a group has no cycles.
    pub(super) fn is_tree(&self, component: &[usize]) -> bool {
        let ends: usize = component.iter().map(|&v| self.neighbours[v].len()).sum();
        ends / 2 + 1 == component.len()
    }
}

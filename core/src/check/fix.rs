//! Edits that fixes are made of.

use std::collections::{BTreeMap, BTreeSet};

use super::Look;
use crate::cidr::Cidr;
use crate::edit::{Edit, make};
use crate::network::{PrivateNetworkIndex, Subnet, VpcIndex};
use crate::space::Space;

impl Look<'_> {
    /// Makes the edit that adds a route from one VPC to its direct peer; `None`
    /// where no connector leads there.
    pub(super) fn add_route(
        &self,
        vpc: VpcIndex,
        peer: VpcIndex,
        destination: Cidr,
    ) -> Option<Edit> {
        let connector = self.network.connector_between(vpc, peer)?;
        let connector = self.named(self.network.connector(connector).entity);
        Some(make::add_route(
            self.vpc(vpc).id,
            destination,
            connector.id,
            format!("to {}", self.vpc(peer).name),
            |id| self.is_taken(id),
        ))
    }

    /// Makes the edit that adds a connector from one VPC to another.
    pub(super) fn add_connector(&self, vpc: VpcIndex, target: VpcIndex) -> Edit {
        let (vpc, target) = (self.vpc(vpc).id, self.vpc(target).id);
        make::add_connector(vpc, target, |id| self.is_taken(id))
    }

    /// Makes the edits that create Private Networks again with free blocks in
    /// place of some of their subnets; none where no space is left. Blocks keep
    /// their size where the platform offers it.
    pub(super) fn recreate_subnets(&self, subnets: &[Subnet]) -> Vec<Edit> {
        if !self.may_search() {
            return Vec::new();
        }
        let vpcs: Vec<VpcIndex> = subnets
            .iter()
            .map(|subnet| self.network.private_network(subnet.private_network).vpc)
            .collect();
        let mut space = Space::around(self.network, &vpcs);
        let mut changed: BTreeMap<PrivateNetworkIndex, Vec<String>> = BTreeMap::new();
        for subnet in subnets {
            let network = self.network.private_network(subnet.private_network);
            let Some(written) = self.scenario.private_networks.get(network.entity.index) else {
                return Vec::new();
            };
            let Some(free) = space.take_like(subnet.cidr) else {
                return Vec::new();
            };
            let texts = changed
                .entry(subnet.private_network)
                .or_insert_with(|| written.subnets.clone());
            let old = texts
                .iter_mut()
                .rfind(|text| Cidr::parse(text) == Ok(subnet.cidr));
            if let Some(old) = old {
                *old = free.to_string();
            }
        }
        changed
            .into_iter()
            .map(|(network, texts)| {
                let id = self.private_network(network).id;
                Edit::recreate(&id, "subnets", texts)
            })
            .collect()
    }

    /// Tells whether one more fix may look at all there is around: a document with
    /// more to mend than that is not mended one by one.
    pub(super) fn may_search(&self) -> bool {
        let left = self.searches_left.get();
        self.searches_left.set(left.saturating_sub(1));
        left > 0
    }

    /// Tells whether an entity has an id: many fixes ask, so the ids are gathered
    /// once.
    fn is_taken(&self, id: &str) -> bool {
        let known = self.ids.get_or_init(|| {
            let ids = self.scenario.entities().map(|(_, id)| id);
            ids.collect::<BTreeSet<&str>>()
        });
        known.contains(id)
    }
}

//! Making a plan for a way there and a way back, tried on a copy.

use super::needs::look;
use super::{Cost, Task};
use crate::cidr::{AddressSet, Cidr, Family};
use crate::edit::{Edit, apply, make};
use crate::network::{Network, PrivateNetworkIndex, Subnet, VpcIndex, resolve};
use crate::peering::{Peering, subnet_overlaps};
use crate::routing::reach::Reachability;
use crate::routing::{Ends, Extent, Routing, Traffic};
use crate::scenario::{Entity, Scenario};
use crate::space::Space;

/// A plan that is being made.
struct Draft {
    scenario: Scenario,
    routing: Routing,
    edits: Vec<Edit>,
    cost: Cost,
}

impl Task<'_> {
    /// Makes the plan for these ways; `None` where it does not work.
    pub(super) fn build(&self, there: &[VpcIndex], back: &[VpcIndex]) -> Option<(Vec<Edit>, Cost)> {
        let mut draft = Draft {
            scenario: self.scenario.clone(),
            routing: self.routing.clone(),
            edits: Vec::new(),
            cost: Cost::default(),
        };
        draft.switch_on(there, back)?;
        draft.connect(there)?;
        draft.connect(back)?;
        draft.move_apart(there, self.to, self.from)?;
        draft.move_apart(back, self.from, self.to)?;
        draft.lead(there, self.to, self.from, self.family)?;
        draft.lead(back, self.from, self.to, self.family)?;
        draft.open_filters(self.from, self.to, self.family)?;
        let works = draft.works(self.from, self.to, self.family);
        works.then_some((draft.edits, draft.cost))
    }
}

impl Draft {
    /// Applies an edit to the copy and keeps it.
    fn apply(&mut self, edit: Edit) -> Option<()> {
        apply(&mut self.scenario, &edit).ok()?;
        self.edits.push(edit);
        Some(())
    }

    /// Resolves the copy again. Edits of a plan add behind all others and never
    /// remove what is counted, so indices of VPCs and Private Networks stay.
    fn resolve(&mut self) {
        let (network, _) = resolve(&self.scenario);
        let peering = Peering::judge(&network);
        self.routing = Routing::new(network, peering);
    }

    fn network(&self) -> &Network {
        self.routing.network()
    }

    fn id(&self, entity: Entity) -> String {
        self.scenario.id_of(entity).unwrap_or_default().to_owned()
    }

    fn vpc_id(&self, vpc: VpcIndex) -> String {
        self.id(self.network().vpc(vpc).entity)
    }

    fn switch_on(&mut self, there: &[VpcIndex], back: &[VpcIndex]) -> Option<()> {
        let mut all: Vec<VpcIndex> = there.iter().chain(back).copied().collect();
        let mut middles: Vec<VpcIndex> = [there, back]
            .into_iter()
            .flat_map(|way| match way {
                [_, middle @ .., _] => middle,
                _ => &[],
            })
            .copied()
            .collect();
        for list in [&mut all, &mut middles] {
            list.sort_unstable();
            list.dedup();
        }
        for vpc in all {
            if !self.network().vpc(vpc).routing_enabled {
                self.apply(Edit::set(&self.vpc_id(vpc), "routing_enabled", true))?;
                self.cost.changed_settings += 1;
            }
        }
        for vpc in middles {
            if !self.network().vpc(vpc).transitivity_enabled {
                let id = self.vpc_id(vpc);
                self.apply(Edit::recreate(&id, "transitivity_enabled", true))?;
                self.cost.enabled_transits += 1;
            }
        }
        self.resolve();
        Some(())
    }

    fn connect(&mut self, way: &[VpcIndex]) -> Option<()> {
        for link in way.windows(2) {
            let &[here, next] = link else {
                continue;
            };
            for (one, other) in [(here, next), (next, here)] {
                if self.network().connector_between(one, other).is_some() {
                    continue;
                }
                let (vpc_id, target_vpc_id) = (self.vpc_id(one), self.vpc_id(other));
                let is_taken = |id: &str| make::is_taken(&self.scenario, id);
                let edit = make::add_connector(vpc_id, target_vpc_id, is_taken);
                self.apply(edit)?;
                self.cost.added_connectors += 1;
                self.resolve();
            }
        }
        Some(())
    }

    /// Gives other blocks to subnets that stand in the way: of neighbours that
    /// overlap, and of whoever on the way has addresses of the destination.
    fn move_apart(
        &mut self,
        way: &[VpcIndex],
        to: PrivateNetworkIndex,
        from: PrivateNetworkIndex,
    ) -> Option<()> {
        for link in way.windows(2) {
            let &[here, next] = link else {
                continue;
            };
            let overlaps = subnet_overlaps(self.network(), here, next, usize::MAX);
            let side = |pick: fn(&crate::peering::SubnetOverlap) -> Subnet| -> Vec<Subnet> {
                let mut subnets: Vec<Subnet> = overlaps.listed.iter().map(pick).collect();
                subnets.sort_unstable();
                subnets.dedup();
                subnets
            };
            let (one, other) = (side(|o| o.subnet), side(|o| o.target));
            let fewer = if networks_of(&one) < networks_of(&other) {
                one
            } else {
                other
            };
            self.recreate(&fewer)?;
        }
        let home = self.network().private_network(to).vpc;
        let own = self.network().private_network(to).subnets.clone();
        let mut clashing: Vec<Subnet> = Vec::new();
        for &vpc in way.iter().filter(|&&vpc| vpc != home) {
            let subnets = self.network().vpc(vpc).subnets.iter().copied();
            clashing.extend(subnets.filter(|subnet| own.iter().any(|o| o.overlaps(subnet.cidr))));
        }
        // Moving the one destination may be less than moving all the others.
        if networks_of(&clashing) > 1 || clashing.iter().any(|s| s.private_network == from) {
            let clashing = clashing.iter();
            let moved = own.iter().filter(|own| {
                let mut clashing = clashing.clone();
                clashing.any(|subnet| own.overlaps(subnet.cidr))
            });
            let moved: Vec<Subnet> = moved
                .map(|&cidr| Subnet {
                    cidr,
                    private_network: to,
                })
                .collect();
            self.recreate(&moved)
        } else {
            self.recreate(&clashing)
        }
    }

    fn recreate(&mut self, subnets: &[Subnet]) -> Option<()> {
        if subnets.is_empty() {
            return Some(());
        }
        let vpcs: Vec<VpcIndex> = subnets
            .iter()
            .map(|subnet| self.network().private_network(subnet.private_network).vpc)
            .collect();
        let mut space = Space::around(self.network(), &vpcs);
        for same in subnets.chunk_by(|a, b| a.private_network == b.private_network) {
            let network = same.first()?.private_network;
            let entity = self.network().private_network(network).entity;
            let mut texts = self
                .scenario
                .private_networks
                .get(entity.index)?
                .subnets
                .clone();
            for subnet in same {
                let free = space.take_like(subnet.cidr)?;
                for text in texts
                    .iter_mut()
                    .filter(|t| Cidr::parse(t) == Ok(subnet.cidr))
                {
                    *text = free.to_string();
                }
            }
            self.apply(Edit::recreate(&self.id(entity), "subnets", texts))?;
            self.cost.recreated_networks += 1;
        }
        self.resolve();
        Some(())
    }

    /// Makes every table on a way send what is for a Private Network along it.
    fn lead(
        &mut self,
        way: &[VpcIndex],
        to: PrivateNetworkIndex,
        from: PrivateNetworkIndex,
        family: Family,
    ) -> Option<()> {
        let subnets = self.network().private_network(to).subnets.clone();
        let subnets = subnets
            .into_iter()
            .filter(|subnet| subnet.family() == family);
        for subnet in subnets {
            let nexts = way.iter().skip(1).copied().map(Some).chain([None]);
            for (&here, next) in way.iter().zip(nexts) {
                self.lead_one(here, next, subnet, from)?;
            }
        }
        Some(())
    }

    fn lead_one(
        &mut self,
        here: VpcIndex,
        next: Option<VpcIndex>,
        subnet: Cidr,
        from: PrivateNetworkIndex,
    ) -> Option<()> {
        let found = look(&self.routing, here, next, subnet, from);
        let by = match next {
            Some(next) => {
                let connector = self.network().connector_between(here, next)?;
                Some(self.id(self.network().connector(connector).entity))
            }
            None => None,
        };
        let is_changed = found.is_missing || !found.wrong.is_empty();
        // By their ids: removing one moves the places of the others.
        let wrong = found.wrong.iter();
        let wrong: Vec<String> = wrong
            .map(|&route| self.id(self.network().route(route).entity))
            .collect();
        for id in wrong {
            let edit = match &by {
                Some(by) => Edit::Set {
                    id,
                    fields: [
                        ("nexthop_vpc_connector_id", by.clone().into()),
                        ("nexthop_resource_id", serde_json::Value::Null),
                        ("nexthop_private_network_id", serde_json::Value::Null),
                    ]
                    .map(|(field, value)| (field.to_owned(), value))
                    .into_iter()
                    .collect(),
                },
                None => Edit::Remove { id },
            };
            self.apply(edit)?;
            self.cost.replaced_routes += 1;
        }
        if let Some(by) = by.filter(|_| found.is_missing) {
            let vpc_id = self.vpc_id(here);
            let is_taken = |id: &str| make::is_taken(&self.scenario, id);
            let edit = make::add_route(vpc_id, subnet, by, String::new(), is_taken);
            self.apply(edit)?;
            self.cost.added_routes += 1;
        }
        if is_changed {
            self.resolve();
        }
        Some(())
    }

    /// Takes filters out of the way that drop what the two send each other.
    fn open_filters(
        &mut self,
        from: PrivateNetworkIndex,
        to: PrivateNetworkIndex,
        family: Family,
    ) -> Option<()> {
        if self.works(from, to, family) {
            return Some(());
        }
        let of = |draft: &Self, index: PrivateNetworkIndex| -> Vec<Cidr> {
            let subnets = draft.network().private_network(index).subnets.iter();
            let of_family = subnets.filter(|subnet| subnet.family() == family).copied();
            of_family.collect::<AddressSet>().prefixes(family)
        };
        let (one, other) = (of(self, from), of(self, to));
        let vpc = |draft: &Self, index| draft.network().private_network(index).vpc;
        let mut vpcs = vec![vpc(self, from), vpc(self, to)];
        vpcs.dedup();
        for vpc in vpcs {
            let unsound: Vec<String> = self
                .network()
                .vpc(vpc)
                .ingress_rules
                .iter()
                .filter(|rule| !rule.is_sound(self.network()))
                .map(|rule| self.id(rule.entity))
                .collect();
            for id in unsound {
                self.apply(Edit::Remove { id })?;
                self.cost.changed_settings += 1;
            }
            let Some(acl) = self.network().vpc(vpc).acl(family) else {
                continue;
            };
            let written = self.scenario.acls.get(acl.entity.index)?;
            let edit = make::accept_between(written, &one, &other);
            self.apply(edit)?;
            self.cost.changed_settings += 1;
        }
        self.resolve();
        Some(())
    }

    fn works(&self, from: PrivateNetworkIndex, to: PrivateNetworkIndex, family: Family) -> bool {
        let reach = Reachability::of(&self.routing, &[from, to]);
        let Some(ends) = Ends::whole(self.network(), from, to, family) else {
            return false;
        };
        let traffic = Traffic::default();
        let all =
            |ends: &Ends, flow| reach.direct(self.network(), ends, flow).extent == Extent::All;
        all(&ends, traffic.sent()) && all(&ends.reversed(), traffic.answered())
    }
}

/// Counts the Private Networks that subnets belong to.
fn networks_of(subnets: &[Subnet]) -> usize {
    let mut networks: Vec<PrivateNetworkIndex> =
        subnets.iter().map(|s| s.private_network).collect();
    networks.sort_unstable();
    networks.dedup();
    networks.len()
}

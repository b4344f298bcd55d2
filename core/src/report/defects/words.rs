//! What is said of a defect.

use super::find::{Cause, Defect, Search};
use super::{DefectKind, TraceDefect};
use crate::check::{Named, NamedRoute};
use crate::network::{ConnectorIndex, Network, NextHop, RouteIndex, Subnet, VpcIndex};
use crate::peering::{OrphanReason, Status, subnet_overlaps};
use crate::routing::MAX_CHAINED_VPCS;
use crate::routing::follow::Disposition;
use crate::scenario::{Entity, Scenario};

/// A search, and the names to tell what it finds with.
pub(super) struct Words<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) search: &'a Search<'a>,
}

impl Words<'_> {
    /// Tells a defect with its ids and its sentence.
    pub(super) fn told(&self, defect: &Defect) -> TraceDefect {
        let id = |entity| self.named(entity).id;
        let vpc = |vpc| id(self.network().vpc(vpc).entity);
        TraceDefect {
            vpc: vpc(defect.vpc),
            kind: kind(defect.cause),
            towards: defect.towards.map(vpc),
            subjects: self.subjects(defect).into_iter().map(id).collect(),
            message: match defect.cause {
                Cause::NotReceived(route)
                | Cause::Handed(route)
                | Cause::Missing(route)
                | Cause::Foreign(route, _)
                | Cause::Loop(route, _)
                | Cause::TooLong(route, _)
                | Cause::Elsewhere(route, _) => self.of_route(defect, route),
                _ => self.of_vpc(defect),
            },
        }
    }

    /// Returns what is to blame, the most important first.
    fn subjects(&self, defect: &Defect) -> Vec<Entity> {
        let network = self.network();
        let vpc = |index: VpcIndex| network.vpc(index).entity;
        let route = |index: RouteIndex| network.route(index).entity;
        let connector = |index: ConnectorIndex| network.connector(index).entity;
        let own = vpc(defect.vpc);
        match defect.cause {
            Cause::RoutingDisabled | Cause::Denied(_) | Cause::NoRoute | Cause::TransitDisabled => {
                vec![own]
            }
            Cause::NotReceived(used) => vec![self.sender(), route(used)],
            Cause::Taken(subnet) => vec![self.holder(subnet), own],
            Cause::Handed(used) | Cause::Missing(used) => vec![route(used)],
            Cause::Foreign(used, by) => vec![route(used), connector(by)],
            Cause::Orphan(by) | Cause::ToldConflict(by) | Cause::Unseen(by) => {
                vec![connector(by)]
            }
            Cause::Conflict(with) => vec![own, vpc(with)],
            Cause::NoConnector => {
                let next = defect.towards.map(vpc);
                [own].into_iter().chain(next).collect()
            }
            Cause::Loop(used, target)
            | Cause::TooLong(used, target)
            | Cause::Elsewhere(used, target) => vec![route(used), vpc(target)],
            Cause::Ingress(rule) => vec![rule, own],
            Cause::Nowhere => Vec::new(),
            Cause::OtherRegion(home) => vec![vpc(self.search.packet.start), vpc(home)],
        }
    }

    /// Says what is wrong with a route.
    fn of_route(&self, defect: &Defect, index: RouteIndex) -> String {
        let network = self.network();
        let here = self.vpc(defect.vpc);
        let destination = self.search.packet.destination;
        let route = NamedRoute {
            id: self.named(network.route(index).entity).id,
            destination: network.route(index).destination,
        };
        let does = match defect.cause {
            Cause::NotReceived(_) => {
                return format!(
                    "Only the default route {route} of {here} is for {destination}, and Private \
                     Network {} does not receive default routes.",
                    self.named(self.sender())
                );
            }
            Cause::Handed(_) => format!(
                "hands packets to {}: what that does with them is not judged",
                self.handed_to(index)
            ),
            Cause::Foreign(_, connector) => {
                let connector = network.connector(connector);
                format!(
                    "leads to connector {}, which belongs to {}",
                    self.named(connector.entity),
                    self.vpc(connector.origin)
                )
            }
            Cause::Loop(_, target) => format!(
                "leads to {}, which packets have passed already",
                self.vpc(target)
            ),
            Cause::TooLong(_, target) => format!(
                "leads on to {}, and the platform chains at most {MAX_CHAINED_VPCS} VPCs",
                self.vpc(target)
            ),
            Cause::Elsewhere(_, target) => {
                let target = self.vpc(target);
                match defect.towards {
                    Some(next) => {
                        let next = self.vpc(next);
                        format!("leads to {target}, and the way to {destination} is by {next}")
                    }
                    None => format!("leads to {target}, and {destination} is in {here}"),
                }
            }
            _ => "leads to nothing that is there".to_owned(),
        };
        format!("Route {route} of {here} {does}.")
    }

    /// Says what is wrong in a VPC, or on the way as a whole.
    fn of_vpc(&self, defect: &Defect) -> String {
        let here = self.vpc(defect.vpc);
        let next = defect.towards.map(|next| self.vpc(next));
        let packet = self.search.packet;
        let (source, destination) = (self.search.sender.address, packet.destination);
        match defect.cause {
            Cause::RoutingDisabled => {
                format!("{here} has routing disabled, so nothing leaves its Private Networks.")
            }
            Cause::Denied(denial) => {
                let by = match denial.rule {
                    Some(place) => format!("Rule {}", place + 1),
                    None => "The default policy".to_owned(),
                };
                format!(
                    "{by} of the network ACL of {here} drops packets from {source} to \
                     {destination}."
                )
            }
            Cause::TransitDisabled => format!(
                "{here} has transit disabled, so it passes nothing on from one peer to another."
            ),
            Cause::Taken(subnet) => format!(
                "{here} has {destination} itself, in {}, and another VPC is meant.",
                self.subnet(subnet)
            ),
            Cause::Orphan(connector) => self.orphan(connector),
            Cause::ToldConflict(connector) => format!(
                "Connector {} is in conflict: subnets of {here} overlap some of {}.",
                self.name_of(connector),
                self.unseen(connector)
            ),
            Cause::Unseen(connector) => format!(
                "Connector {} takes it into {}: what becomes of it there is not seen.",
                self.name_of(connector),
                self.unseen(connector)
            ),
            Cause::Conflict(with) => self.conflict(defect.vpc, with),
            Cause::NoConnector => {
                format!("{here} has no connector to {}.", next.unwrap_or_default())
            }
            Cause::Ingress(rule) => format!(
                "Ingress rule {} of {here} hands packets from {source} to an address that is not \
                 in its Private Network.",
                self.named(rule)
            ),
            Cause::Nowhere => {
                format!("No Private Network of the scenario has {destination}.")
            }
            Cause::OtherRegion(home) => format!(
                "{} and {} are in different regions: only VPCs of one region can be peered.",
                self.vpc(packet.start),
                self.vpc(home)
            ),
            _ => match next {
                Some(next) => {
                    format!("{here} has no route for {destination}, and the way is by {next}.")
                }
                None => format!("{here} has no route and no subnet for {destination}."),
            },
        }
    }

    fn sender(&self) -> Entity {
        let sender = self.search.sender.network;
        self.network().private_network(sender).entity
    }

    fn orphan(&self, index: ConnectorIndex) -> String {
        let connector = self.network().connector(index);
        let name = self.named(connector.entity);
        let target = connector.target.map(|target| self.vpc(target));
        let reason = match self.search.routing.peering().status(index) {
            Status::Orphan(reason) => reason,
            // An orphan has no match.
            Status::Matched { .. } | Status::ToldPeered | Status::ToldConflict => {
                OrphanReason::NoMatchingConnector
            }
        };
        let because = match (reason, target) {
            (OrphanReason::SelfPeering, _) => "its target is its own VPC".to_owned(),
            (OrphanReason::DifferentRegion, Some(target)) => {
                format!("{target} is in another region")
            }
            (OrphanReason::NoMatchingConnector, Some(target)) => {
                format!(
                    "{target} has no connector back to {}",
                    self.vpc(connector.origin)
                )
            }
            (OrphanReason::Unseen, _) => {
                format!("nothing of {} matches it", self.unseen(index))
            }
            _ => format!("the scenario has no {}", self.unseen(index)),
        };
        format!("Connector {name} is orphan: {because}.")
    }

    fn name_of(&self, connector: ConnectorIndex) -> Named {
        self.named(self.network().connector(connector).entity)
    }

    /// Names the VPC that a connector leads to and that takes no part.
    fn unseen(&self, connector: ConnectorIndex) -> String {
        let connector = self.network().connector(connector);
        let written = self.scenario.vpc_connectors.get(connector.entity.index);
        let id = written.map_or("", |written| &written.target_vpc_id);
        format!("VPC “{id}”")
    }

    fn conflict(&self, here: VpcIndex, with: VpcIndex) -> String {
        let overlaps = subnet_overlaps(self.network(), here, with, 1);
        let (one, other) = (self.vpc(here), self.vpc(with));
        match overlaps.listed.first() {
            Some(overlap) => format!(
                "{one} and {other} cannot be peered: {} overlaps {}.",
                self.subnet(overlap.subnet),
                self.subnet(overlap.target)
            ),
            None => format!("{one} and {other} cannot be peered."),
        }
    }

    fn handed_to(&self, route: RouteIndex) -> String {
        let network = self.network();
        let entity = match network.route(route).next_hop {
            NextHop::Resource(resource) => network.resource(resource).entity,
            NextHop::PrivateNetwork(private) => network.private_network(private).entity,
            NextHop::Connector(_) | NextHop::Missing { .. } | NextHop::Unclear => {
                return "its next hop".to_owned();
            }
        };
        format!("{} {}", entity.kind.noun(), self.named(entity))
    }

    fn network(&self) -> &Network {
        self.search.routing.network()
    }

    fn named(&self, entity: Entity) -> Named {
        Named::of(self.scenario, entity)
    }

    fn vpc(&self, vpc: VpcIndex) -> String {
        self.named(self.network().vpc(vpc).entity).vpc()
    }

    fn holder(&self, subnet: Subnet) -> Entity {
        self.network()
            .private_network(subnet.private_network)
            .entity
    }

    fn subnet(&self, subnet: Subnet) -> String {
        format!("{} ({})", subnet.cidr, self.named(self.holder(subnet)))
    }
}

/// Returns what kind of defect a cause makes.
const fn kind(cause: Cause) -> DefectKind {
    DefectKind::Stops(match cause {
        Cause::RoutingDisabled => Disposition::RoutingDisabled,
        Cause::Denied(_) => Disposition::DeniedByAcl,
        Cause::NoRoute => Disposition::NoRoute,
        Cause::NotReceived(_) => Disposition::DefaultRouteNotReceived,
        Cause::Taken(_) => Disposition::DeliveredWrongVpc,
        Cause::Handed(_) => Disposition::HandedToResource,
        Cause::Missing(_) | Cause::Ingress(_) => Disposition::NextHopMissing,
        Cause::Foreign(..) => Disposition::NextHopForeign,
        Cause::Orphan(_) => Disposition::NextHopOrphan,
        Cause::Conflict(_) | Cause::ToldConflict(_) => Disposition::NextHopConflict,
        Cause::Unseen(_) => Disposition::Unseen,
        Cause::TransitDisabled => Disposition::TransitDisabled,
        Cause::Loop(..) => Disposition::Loop,
        Cause::TooLong(..) => Disposition::ChainTooLong,
        Cause::Elsewhere(..) => return DefectKind::LeadsElsewhere,
        Cause::NoConnector => return DefectKind::NoConnector,
        Cause::Nowhere | Cause::OtherRegion(_) => return DefectKind::NoPath,
    })
}

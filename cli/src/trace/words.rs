//! What is said of a packet's way.

use std::net::IpAddr;

use peerlab_core::report::{TraceHop, TraceWay};
use peerlab_core::routing::MAX_CHAINED_VPCS;
use peerlab_core::routing::follow::Disposition;

use crate::names::Names;

/// A way, and what is needed to speak of it.
pub(super) struct Words<'a> {
    pub(super) names: &'a Names<'a>,
    pub(super) way: &'a TraceWay,
    pub(super) source: IpAddr,
    pub(super) destination: IpAddr,
    /// The id of the Private Network that sends, where it is known.
    pub(super) sender: Option<&'a String>,
}

impl Words<'_> {
    /// Tells which row of the VPC's table is used.
    pub(super) fn row(&self, hop: &TraceHop) -> Option<String> {
        match (hop.matched, &hop.route, &hop.private_network) {
            (Some(prefix), Some(route), _) => {
                let description = match self.names.route(route) {
                    Some(written) if !written.description.trim().is_empty() => {
                        format!(" (“{}”)", written.description)
                    }
                    _ => String::new(),
                };
                Some(format!("uses {prefix}, route {route}{description}"))
            }
            (Some(prefix), None, Some(network)) => {
                let network = self.names.label(network);
                Some(format!("uses {prefix}, local subnet of {network}"))
            }
            _ => {
                let near: Vec<String> = hop.near.iter().map(|id| self.near(id)).collect();
                let near = near.join(", ");
                (!near.is_empty()).then(|| format!("nearest routes: {near}"))
            }
        }
    }

    fn near(&self, id: &str) -> String {
        match self.names.route(id) {
            Some(route) => format!("{} ({id})", route.destination),
            None => id.to_owned(),
        }
    }

    /// Tells which appliance a packet passes.
    pub(super) fn through(&self, hop: &TraceHop) -> Option<String> {
        let id = hop.through.as_ref()?;
        let address = match self.names.ingress_rule(id) {
            Some(rule) => rule.nexthop_resource_ip.as_str(),
            None => "its appliance",
        };
        Some(format!("through {address}, by ingress rule {id}"))
    }

    /// Tells in plain words what becomes of the packet.
    pub(super) fn closing(&self) -> String {
        let Some(hop) = self.way.hops.last() else {
            return "it goes nowhere".to_owned();
        };
        let here = self.names.vpc(&hop.vpc);
        match self.way.disposition {
            Disposition::Delivered => format!("arrives in {}", self.place(hop)),
            Disposition::DeliveredWrongVpc => format!(
                "arrives in {}, which has {} as well: another VPC was meant",
                self.place(hop),
                self.destination
            ),
            Disposition::HandedToResource => format!(
                "handed to {} in {here}: what that does with it is not judged",
                self.next_hop(hop)
            ),
            Disposition::Unseen => format!(
                "leaves {here} for a VPC of another owner: what becomes of it there is not seen"
            ),
            dropped => format!("dropped in {here}: {}", self.reason(dropped, hop)),
        }
    }

    /// Tells why the packet is dropped.
    fn reason(&self, disposition: Disposition, hop: &TraceHop) -> String {
        let here = self.names.vpc(&hop.vpc);
        let route = hop.route.as_deref().unwrap_or_default();
        let connector = match &hop.leaves_by {
            Some(id) => format!("connector {}", self.names.label(id)),
            None => "the next hop".to_owned(),
        };
        match disposition {
            Disposition::RoutingDisabled => {
                "routing is disabled, so nothing passes between its Private Networks".to_owned()
            }
            Disposition::NoRoute => format!("it has no route for {}", self.destination),
            Disposition::DefaultRouteNotReceived => {
                let network = match self.sender {
                    Some(id) => self.names.label(id),
                    None => "the Private Network".to_owned(),
                };
                format!(
                    "only its default route {route} would take {}, and {network} does not \
                     receive default routes",
                    self.destination
                )
            }
            // A packet that met its subnet was lost at an ingress rule.
            Disposition::NextHopMissing if hop.private_network.is_some() => format!(
                "its ingress rule for {} names an address that is not in the rule's Private \
                 Network",
                self.source
            ),
            Disposition::NextHopMissing => format!("route {route} leads to nothing that is there"),
            Disposition::NextHopForeign => {
                let owner = hop.leaves_by.as_deref();
                let owner = owner.and_then(|id| self.names.written(id));
                let owner = owner.map_or_else(
                    || "another VPC".to_owned(),
                    |connector| self.names.vpc(&connector.vpc_id),
                );
                format!("route {route} leads to {connector}, which belongs to {owner}")
            }
            Disposition::NextHopOrphan => {
                format!("{connector} is orphan, so there is no peering to carry it")
            }
            Disposition::NextHopConflict => format!(
                "{connector} is in conflict: subnets of the two VPCs overlap, so they are not \
                 peered"
            ),
            Disposition::TransitDisabled => format!(
                "it comes from a peer and would leave for another, and {here} has transit disabled"
            ),
            Disposition::Loop => {
                let again = self.way.again.as_ref();
                let again = again.map_or_else(|| "a VPC".to_owned(), |id| self.names.vpc(id));
                format!("{connector} would take it into {again} again, so it would never arrive")
            }
            Disposition::ChainTooLong => format!(
                "{connector} would take it into one more VPC, and the platform chains at most \
                 {MAX_CHAINED_VPCS}"
            ),
            Disposition::DeniedByAcl => self.denial(),
            Disposition::Delivered
            | Disposition::DeliveredWrongVpc
            | Disposition::HandedToResource
            | Disposition::Unseen => disposition.as_str().to_owned(),
        }
    }

    fn denial(&self) -> String {
        let denied_by = self.way.denied_by.as_ref();
        let owner = denied_by.map_or_else(String::new, |denial| self.names.vpc(&denial.vpc));
        match denied_by.and_then(|denial| denial.rule) {
            Some(place) => format!("rule {} of {owner}'s network ACL drops it", place + 1),
            None => format!("the default policy of {owner}'s network ACL drops it"),
        }
    }

    fn place(&self, hop: &TraceHop) -> String {
        let vpc = self.names.vpc(&hop.vpc);
        match &hop.private_network {
            Some(network) => format!("{} of {vpc}", self.names.label(network)),
            None => vpc,
        }
    }

    /// Names what a route hands packets to.
    fn next_hop(&self, hop: &TraceHop) -> String {
        let route = hop.route.as_deref().and_then(|id| self.names.route(id));
        let next_hop = route.and_then(|route| {
            let resource = route.nexthop_resource_id.as_deref();
            resource.or(route.nexthop_private_network_id.as_deref())
        });
        next_hop.map_or_else(|| "its next hop".to_owned(), |id| self.names.with_kind(id))
    }
}

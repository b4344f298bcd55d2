//! Switches that are off where traffic needs them, or on for nothing.

use serde::Serialize;

use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named, NamedRoute, listed};
use crate::assumption::Assumption;
use crate::edit::Edit;
use crate::network::VpcIndex;
use crate::peering::Status;
use crate::routing::Match;

/// Context of [`routing-disabled`](super::Code::RoutingDisabled).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.vpcs[0].routing_enabled = false;
/// let found = judge(&scenario).diagnostics;
/// let Context::RoutingDisabled(disabled) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(disabled.vpc.id, "shop");
/// assert_eq!(disabled.connectors[0].id, "shop-to-hub", "which is peered all the same");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoutingDisabled {
    /// The VPC.
    pub vpc: Named,
    /// Its connectors.
    pub connectors: Vec<Named>,
}

impl RoutingDisabled {
    pub(super) const HELP: Help = Help {
        rule: "A packet leaves its Private Network only where its VPC has routing enabled, and a \
                peering needs that on both sides.",
        on_the_platform: "Every new VPC has routing enabled. Old ones may not, and enabling it \
                cannot be undone.",
        mend: "Enable routing of the VPC. Its Private Networks then reach each other as well, so \
                look at what is meant to be kept apart, and use a network ACL for it.",
        sources: &[page::LIMITATIONS, Source::Assumed(Assumption::A5)],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "{} has {} and routing disabled, so nothing leaves its Private Networks.",
            self.vpc.vpc(),
            match self.connectors.as_slice() {
                [one] => format!("connector {one}"),
                several => format!("{} connectors", several.len()),
            }
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let connectors = self.connectors.iter().map(|connector| &connector.id);
        std::iter::once(&self.vpc.id)
            .chain(connectors)
            .cloned()
            .collect()
    }
}

/// Context of [`default-route-not-received`](super::Code::DefaultRouteNotReceived).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}], "private_networks": [
///     {"id": "web", "vpc_id": "shop", "subnets": ["10.0.0.0/22"]},
///     {"id": "dmz", "vpc_id": "shop", "subnets": ["10.0.4.0/22"]}], "routes": [
///     {"id": "out", "vpc_id": "shop", "destination": "0.0.0.0/0", "nexthop_private_network_id": "dmz"}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::DefaultRouteNotReceived(default) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(default.private_networks[0].id, "web", "dmz has the next hop");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DefaultRouteNotReceived {
    /// The default route.
    pub route: NamedRoute,
    /// The VPC whose table it is in.
    pub vpc: Named,
    /// The Private Networks that do not receive it.
    pub private_networks: Vec<Named>,
}

impl DefaultRouteNotReceived {
    pub(super) const HELP: Help = Help {
        rule: "A Private Network uses a default route where it is set to receive default routes, \
                or where the next hop stands in it.",
        on_the_platform: "The setting is off on a new Private Network and can be changed at any \
                time. Resources get the route within half an hour.",
        mend: "Let the Private Network receive default routes, or give the route a smaller \
                destination, which all of them use.",
        sources: &[page::ROUTES, Source::Assumed(Assumption::A6)],
    };

    pub(super) fn sentence(&self) -> String {
        let networks = match self.private_networks.as_slice() {
            [one] => format!("Private Network {one} does"),
            [one, two] => format!("Private Networks {one} and {two} do"),
            several => format!("{} Private Networks do", several.len()),
        };
        format!(
            "{networks} not receive default routes, so route {} of {} is not used from there.",
            self.route,
            self.vpc.vpc()
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let networks = self.private_networks.iter().map(|network| &network.id);
        let route = [&self.route.id, &self.vpc.id];
        route.into_iter().chain(networks).cloned().collect()
    }
}

/// Context of [`unused-transit`](super::Code::UnusedTransit).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.routes.retain(|route| route.vpc_id == "hub");
/// let found = judge(&scenario).diagnostics;
/// let Context::UnusedTransit(unused) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(unused.vpc.id, "hub", "neither side sends anything through it");
/// assert_eq!(unused.peers.len(), 2);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnusedTransit {
    /// The VPC.
    pub vpc: Named,
    /// The VPCs that it is peered with.
    pub peers: Vec<Named>,
}

impl UnusedTransit {
    pub(super) const HELP: Help = Help {
        rule: "A VPC that lets traffic through does nothing of the kind as long as no routes send \
                traffic from one of its peers to another. It is said of VPCs with two peers or \
                more.",
        on_the_platform: "The switch cannot be changed once the VPC is created. It does mean that \
                peers can reach each other by adding routes, without asking the owner of this VPC \
                for more than its own routes.",
        mend: "Add the routes where the peers are meant to talk: in both of them and in this VPC. \
                Otherwise leave it, or create the VPC without it.",
        sources: &[page::TRANSIT],
    };

    pub(super) fn sentence(&self) -> String {
        let peers: Vec<String> = self.peers.iter().map(Named::vpc).collect();
        format!(
            "{} lets traffic through between {}, but no routes send any.",
            self.vpc.vpc(),
            listed(&peers)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let peers = self.peers.iter().map(|peer| &peer.id);
        std::iter::once(&self.vpc.id)
            .chain(peers)
            .cloned()
            .collect()
    }
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for (index, vpc) in look.network.vpcs() {
        if !vpc.routing_enabled && !vpc.connectors.is_empty() {
            let named = look.vpc(index);
            let edit = Edit::set(&named.id, "routing_enabled", true);
            let connectors = vpc.connectors.iter();
            let context = RoutingDisabled {
                vpc: named,
                connectors: connectors
                    .map(|&connector| look.named(look.network.connector(connector).entity))
                    .collect(),
            };
            let diagnostic = Diagnostic::new(Some(vpc.entity), context);
            found.push(diagnostic.with_fix("Enable routing, for good", vec![edit]));
        }
        found.extend(unused_transit(look, index));
    }
    default_routes(look, found);
}

/// Only a VPC between two others can be passed through, so one with fewer peers
/// is not worth a word.
fn unused_transit(look: &Look<'_>, index: VpcIndex) -> Option<Diagnostic> {
    let vpc = look.network.vpc(index);
    if !vpc.transitivity_enabled || look.reach.is_passed(index) {
        return None;
    }
    let targets = vpc.connectors.iter();
    // What a VPC sends that is not seen may pass through this one.
    let is_told = |c| look.peering.status(c) == Status::ToldPeered;
    if targets.clone().any(|&connector| is_told(connector)) {
        return None;
    }
    let mut peers: Vec<VpcIndex> = targets
        .filter_map(|&connector| look.network.connector(connector).target)
        .filter(|&target| look.peering.are_peered(index, target))
        .collect();
    peers.sort_unstable();
    peers.dedup();
    (peers.len() > 1).then(|| {
        let context = UnusedTransit {
            vpc: look.vpc(index),
            peers: peers.into_iter().map(|peer| look.vpc(peer)).collect(),
        };
        Diagnostic::new(Some(vpc.entity), context)
    })
}

fn default_routes(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for (index, route) in look.network.routes() {
        if route.destination.length() > 0 {
            continue;
        }
        let family = route.destination.family();
        let table = look.routing.table(route.vpc, family);
        let entry = table.exactly(route.destination);
        let Some(entry) = entry.filter(|entry| entry.value == Match::Custom(index)) else {
            continue;
        };
        let networks = look.network.vpc(route.vpc).private_networks.iter();
        let without: Vec<Named> = networks
            .filter(|&&network| {
                let subnets = &look.network.private_network(network).subnets;
                subnets.iter().any(|subnet| subnet.family() == family)
            })
            .filter(|&&network| !look.routing.receives(network, entry, index))
            .map(|&network| look.private_network(network))
            .collect();
        if without.is_empty() {
            continue;
        }
        let field = "default_route_propagation_enabled";
        let edits = without
            .iter()
            .map(|network| Edit::set(&network.id, field, true));
        let edits = edits.collect();
        let context = DefaultRouteNotReceived {
            route: look.route(index),
            vpc: look.vpc(route.vpc),
            private_networks: without,
        };
        let diagnostic = Diagnostic::new(Some(route.entity), context);
        found.push(diagnostic.with_fix("Let them receive default routes", edits));
    }
}

//! What is the matter with a custom route beside the others of its own table.

use std::collections::BTreeMap;

use serde::Serialize;

use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named, NamedRoute, listed};
use crate::assumption::Assumption;
use crate::cidr::{AddressSet, Cidr, Family};
use crate::edit::Edit;
use crate::network::{NextHop, Route, RouteIndex, VpcIndex};
use crate::routing::{Match, Table, TableEntry};

/// Context of [`duplicate-route`](super::Code::DuplicateRoute).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// let mut second = scenario.routes[0].clone();
/// second.id = "shop-to-db-2".to_owned();
/// scenario.routes.push(second);
/// let found = judge(&scenario).diagnostics;
/// let Context::DuplicateRoute(duplicate) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(duplicate.destination.to_string(), "10.0.4.0/22");
/// assert_eq!(duplicate.routes, ["shop-to-db", "shop-to-db-2"], "the first is used (A3)");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DuplicateRoute {
    /// The VPC whose table it is.
    pub vpc: Named,
    /// The destination.
    pub destination: Cidr,
    /// The ids of the routes with it, in document order; the first is used.
    pub routes: Vec<String>,
}

impl DuplicateRoute {
    pub(super) const HELP: Help = Help {
        rule: "A table has one route to a destination. Of several the first of the document is \
                used here, and the others never are.",
        on_the_platform: "Routes have no priority: what decides is how specific they are, and \
                that is equal. Whether the platform takes the second one is not documented.",
        mend: "Keep the route that is meant. To send parts of the destination different ways, \
                give each route a part of it.",
        sources: &[Source::Assumed(Assumption::A3), page::ROUTING],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "{} has {} routes to {} ({}): only the first is used.",
            self.vpc.vpc(),
            self.routes.len(),
            self.destination,
            listed(&self.routes)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let vpc = std::iter::once(&self.vpc.id);
        self.routes.iter().chain(vpc).cloned().collect()
    }
}

/// Context of [`route-overrides-local`](super::Code::RouteOverridesLocal), an
/// assumption (A4): the platform does not say what wins.
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}],
///     "private_networks": [
///         {"id": "web", "vpc_id": "shop", "subnets": ["10.0.0.0/22"]},
///         {"id": "dmz", "vpc_id": "shop", "subnets": ["10.0.4.0/22"]}],
///     "routes": [{"id": "r", "vpc_id": "shop", "destination": "10.0.1.0/24",
///         "nexthop_private_network_id": "dmz"}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::RouteOverridesLocal(overrides) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(overrides.private_network.id, "web");
/// assert_eq!(overrides.subnet.to_string(), "10.0.0.0/22");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteOverridesLocal {
    /// The route.
    pub route: NamedRoute,
    /// The VPC whose table it is in.
    pub vpc: Named,
    /// The Private Network whose addresses it takes.
    pub private_network: Named,
    /// The subnet that it lies within.
    pub subnet: Cidr,
}

impl RouteOverridesLocal {
    pub(super) const HELP: Help = Help {
        rule: "The most specific entry of a table wins. A custom route within one of the VPC's \
                own subnets takes those addresses away from it at the router.",
        on_the_platform: "Hosts of that Private Network still reach each other without the \
                router, while other Private Networks and peers are sent along the route. So an \
                address answers to some and not to others.",
        mend: "Remove the route, or give it a destination outside the VPC's own subnets. Keep it \
                only where an appliance is meant to stand in front of these addresses.",
        sources: &[Source::Assumed(Assumption::A4), page::ROUTING],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "Route {} of {} is more specific than the local subnet {} ({}), so it takes those \
             addresses away from it.",
            self.route,
            self.vpc.vpc(),
            self.subnet,
            self.private_network
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ids = [&self.route.id, &self.vpc.id, &self.private_network.id];
        ids.map(Clone::clone).to_vec()
    }
}

/// Context of [`route-shadowed`](super::Code::RouteShadowed).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// for half in ["10.0.4.0/23", "10.0.6.0/23"] {
///     let mut route = scenario.routes[0].clone();
///     (route.id, route.destination) = (format!("to-{half}"), half.to_owned());
///     scenario.routes.push(route);
/// }
/// let found = judge(&scenario).diagnostics;
/// let Context::RouteShadowed(shadowed) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(shadowed.route.id, "shop-to-db", "the two cover all of it");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteShadowed {
    /// The route.
    pub route: NamedRoute,
    /// The VPC whose table it is in.
    pub vpc: Named,
}

impl RouteShadowed {
    pub(super) const HELP: Help = Help {
        rule: "The most specific entry of a table wins. A route all of whose addresses have a \
                more specific entry, or a local subnet of the same size, is never used.",
        on_the_platform: "The route stands in the table like any other, and nothing shows that it \
                is not used.",
        mend: "Remove the route. Where it was meant to win, remove the more specific ones \
                instead.",
        sources: &[page::ROUTING, Source::Assumed(Assumption::A2)],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "Route {} of {} is never used: local subnets and more specific routes cover all of it.",
            self.route,
            self.vpc.vpc()
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.route.id.clone(), self.vpc.id.clone()]
    }
}

/// Context of [`route-too-broad`](super::Code::RouteTooBroad).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.routes[0].destination = "0.0.0.0/0".to_owned();
/// let found = judge(&scenario).diagnostics;
/// let Context::RouteTooBroad(broad) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((broad.vpc.id.as_str(), broad.connector.id.as_str()), ("shop", "shop-to-hub"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteTooBroad {
    /// The route.
    pub route: NamedRoute,
    /// The VPC whose table it is in.
    pub vpc: Named,
    /// The connector that everything leaves by.
    pub connector: Named,
}

impl RouteTooBroad {
    pub(super) const HELP: Help = Help {
        rule: "A default route through a connector sends everything to the peer that has no other \
                route, and what the peer cannot deliver is lost.",
        on_the_platform: "It is allowed, and is treated as a default route: a Private Network \
                uses it only where it receives default routes. It can take the place of the way \
                out to the internet.",
        mend: "Where the peer is not meant to see everything, give the route the subnets that it \
                is for.",
        sources: &[page::PEERING_ROUTES],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "Route {} of {} sends everything that is not local out by connector {}.",
            self.route,
            self.vpc.vpc(),
            self.connector
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ids = [&self.route.id, &self.vpc.id, &self.connector.id];
        ids.map(Clone::clone).to_vec()
    }
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    for (index, route) in look.network.routes() {
        found.extend(too_broad(look, index, route));
    }
    let unused = in_tables(look, found);
    never_used(look, &unused, found);
}

/// A route that is not the first of its destination leads wherever it likes: it
/// is not used, and said to be so.
fn duplicate(look: &Look<'_>, first: RouteIndex, again: &[RouteIndex]) -> Option<Diagnostic> {
    let second = look.network.route(*again.first()?);
    let id = |&route: &RouteIndex| look.route(route).id;
    let edits = again.iter().map(|route| Edit::Remove { id: id(route) });
    let context = DuplicateRoute {
        vpc: look.vpc(second.vpc),
        destination: second.destination,
        routes: std::iter::once(&first).chain(again).map(id).collect(),
    };
    let diagnostic = Diagnostic::new(Some(second.entity), context);
    Some(diagnostic.with_fix("Keep the first", edits.collect()))
}

fn too_broad(look: &Look<'_>, index: RouteIndex, route: &Route) -> Option<Diagnostic> {
    let NextHop::Connector(connector) = route.next_hop else {
        return None;
    };
    (route.destination.length() == 0).then(|| {
        let context = RouteTooBroad {
            route: look.route(index),
            vpc: look.vpc(route.vpc),
            connector: look.named(look.network.connector(connector).entity),
        };
        Diagnostic::new(Some(route.entity), context)
    })
}

/// Looks at each route that a table uses beside the others of its table, and
/// returns the routes that none uses, in document order.
fn in_tables(look: &Look<'_>, found: &mut Vec<Diagnostic>) -> Vec<RouteIndex> {
    let mut is_used = vec![false; look.network.routes().len()];
    for (index, _) in look.network.vpcs() {
        for family in [Family::Ipv4, Family::Ipv6] {
            let table = look.routing.table(index, family);
            for (place, entry) in table.entries().iter().enumerate() {
                let Match::Custom(route) = entry.value else {
                    continue;
                };
                if let Some(is_used) = is_used.get_mut(route.place()) {
                    *is_used = true;
                }
                found.extend(in_table(look, table, place, entry, route));
            }
        }
    }
    let routes = look.network.routes().map(|(index, _)| index);
    let unused = routes.zip(is_used).filter(|&(_, is_used)| !is_used);
    unused.map(|(index, _)| index).collect()
}

fn in_table(
    look: &Look<'_>,
    table: &Table,
    place: usize,
    entry: &TableEntry,
    route: RouteIndex,
) -> Option<Diagnostic> {
    let mut within = table.inside(place).map(|inner| inner.cidr).peekable();
    if within.peek().is_some() {
        let rest = AddressSet::from(entry.cidr).difference(&within.collect());
        if rest.is_empty() {
            return Some(shadowed(look, route));
        }
    }
    let (subnet, network) = table.around(entry).find_map(|outer| match outer.value {
        Match::Local(network) => Some((outer.cidr, network)),
        Match::Custom(_) => None,
    })?;
    let context = RouteOverridesLocal {
        route: look.route(route),
        vpc: look.vpc(look.network.route(route).vpc),
        private_network: look.private_network(network),
        subnet,
    };
    let edit = Edit::Remove {
        id: context.route.id.clone(),
    };
    let at = look.network.route(route).entity;
    let diagnostic = Diagnostic::new(Some(at), context);
    Some(diagnostic.with_fix("Remove the route", vec![edit]))
}

/// Says of each route that no table uses what is used instead: a local subnet,
/// or the first route of its destination.
fn never_used(look: &Look<'_>, unused: &[RouteIndex], found: &mut Vec<Diagnostic>) {
    let mut same: BTreeMap<(VpcIndex, Cidr), Vec<RouteIndex>> = BTreeMap::new();
    for &index in unused {
        let route = look.network.route(index);
        let same = same.entry((route.vpc, route.destination)).or_default();
        same.push(index);
    }
    for (&(vpc, destination), routes) in &same {
        let table = look.routing.table(vpc, destination.family());
        match table.exactly(destination).map(|entry| entry.value) {
            Some(Match::Custom(first)) => found.extend(duplicate(look, first, routes)),
            Some(Match::Local(_)) => {
                found.extend(routes.iter().map(|&route| shadowed(look, route)));
                let first = routes.split_first();
                found.extend(first.and_then(|(&first, again)| duplicate(look, first, again)));
            }
            None => {}
        }
    }
}

fn shadowed(look: &Look<'_>, index: RouteIndex) -> Diagnostic {
    let route = look.network.route(index);
    let named = look.route(index);
    let edits = vec![Edit::Remove {
        id: named.id.clone(),
    }];
    let context = RouteShadowed {
        route: named,
        vpc: look.vpc(route.vpc),
    };
    Diagnostic::new(Some(route.entity), context).with_fix("Remove the route", edits)
}

//! What is the matter with a custom route by itself or in its own table.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Diagnostic, Look, Named, NamedRoute, listed};
use crate::cidr::{AddressSet, Cidr, Family};
use crate::edit::Edit;
use crate::network::{NextHop, Route, RouteIndex, VpcIndex};
use crate::report::ConnectorStatus;
use crate::routing::{Dead, Match, Table, TableEntry};

/// Context of [`duplicate-route`](super::Code::DuplicateRoute).
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

/// Context of [`route-next-hop-unclear`](super::Code::RouteNextHopUnclear).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteNextHopUnclear {
    /// The route.
    pub route: NamedRoute,
    /// The VPC whose table it is in.
    pub vpc: Named,
    /// Whether it names a connector beside another; else it names none.
    pub several: bool,
}

impl RouteNextHopUnclear {
    pub(super) fn sentence(&self) -> String {
        let (route, vpc) = (&self.route, self.vpc.vpc());
        if self.several {
            format!(
                "Route {route} of {vpc} names a connector and another next hop: a route has one, \
                 so only the connector is used."
            )
        } else {
            format!("Route {route} of {vpc} names no next hop, so it leads nowhere.")
        }
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.route.id.clone(), self.vpc.id.clone()]
    }
}

/// Context of [`route-next-hop-missing`](super::Code::RouteNextHopMissing).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteNextHopMissing {
    /// The route.
    pub route: NamedRoute,
    /// The VPC whose table it is in.
    pub vpc: Named,
    /// What kind of next hop it names, in words.
    pub kind: &'static str,
    /// The id of the next hop as written.
    pub next_hop: String,
    /// Whether the scenario has it, but not in that VPC.
    pub elsewhere: bool,
}

impl RouteNextHopMissing {
    pub(super) fn sentence(&self) -> String {
        let (route, vpc) = (&self.route, self.vpc.vpc());
        let Self { kind, next_hop, .. } = self;
        if self.elsewhere {
            format!(
                "Route {route} of {vpc} leads to the {kind} “{next_hop}”, which is not in {vpc}."
            )
        } else {
            format!("Route {route} of {vpc} leads to the {kind} “{next_hop}”, which is not there.")
        }
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ids = [&self.route.id, &self.vpc.id, &self.next_hop];
        ids.map(Clone::clone).to_vec()
    }
}

/// Context of [`route-next-hop-foreign`](super::Code::RouteNextHopForeign).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteNextHopForeign {
    /// The route.
    pub route: NamedRoute,
    /// The VPC whose table it is in.
    pub vpc: Named,
    /// The connector that it leads to.
    pub connector: Named,
    /// The VPC that the connector belongs to.
    pub owner: Named,
}

impl RouteNextHopForeign {
    pub(super) fn sentence(&self) -> String {
        format!(
            "Route {} of {} leads to connector {}, which belongs to {}: a route can only use its \
             own VPC's connectors.",
            self.route,
            self.vpc.vpc(),
            self.connector,
            self.owner.vpc()
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ids = [
            &self.route.id,
            &self.vpc.id,
            &self.connector.id,
            &self.owner.id,
        ];
        ids.map(Clone::clone).to_vec()
    }
}

/// Context of [`route-inactive`](super::Code::RouteInactive).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteInactive {
    /// The routes that lead to the connector, in document order.
    pub routes: Vec<NamedRoute>,
    /// The VPC whose table they are in.
    pub vpc: Named,
    /// The connector.
    pub connector: Named,
    /// Its status.
    pub status: ConnectorStatus,
}

impl RouteInactive {
    pub(super) fn sentence(&self) -> String {
        let (routes, verb) = match self.routes.as_slice() {
            [one] => (format!("Route {one}"), "carries"),
            [one, two] => (format!("Routes {one} and {two}"), "carry"),
            [one, rest @ ..] => (format!("Routes {one} and {} more", rest.len()), "carry"),
            [] => (String::new(), ""),
        };
        let state = match self.status {
            ConnectorStatus::Conflict => "in conflict",
            ConnectorStatus::Orphan => "orphan",
            ConnectorStatus::Peered => "peered",
        };
        format!(
            "{routes} of {} {verb} nothing: connector {} is {state}.",
            self.vpc.vpc(),
            self.connector
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let routes = self.routes.iter().map(|route| route.id.clone());
        let rest = [self.connector.id.clone(), self.vpc.id.clone()];
        routes.chain(rest).collect()
    }
}

/// Context of [`route-overrides-local`](super::Code::RouteOverridesLocal), an
/// assumption (A4): the platform does not say what wins.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteShadowed {
    /// The route.
    pub route: NamedRoute,
    /// The VPC whose table it is in.
    pub vpc: Named,
}

impl RouteShadowed {
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
    let mut inactive: BTreeMap<_, Vec<RouteIndex>> = BTreeMap::new();
    for (index, route) in look.network.routes() {
        if let Err(Dead::Orphan(connector) | Dead::Conflict(connector)) = look.routing.next(index) {
            inactive.entry(connector).or_default().push(index);
        }
        found.extend(next_hop(look, index, route));
        found.extend(too_broad(look, index, route));
    }
    for (connector, routes) in &inactive {
        let Some(&first) = routes.first() else {
            continue;
        };
        let route = look.network.route(first);
        let status = look.peering.status(*connector);
        let context = RouteInactive {
            routes: routes.iter().map(|&route| look.route(route)).collect(),
            vpc: look.vpc(route.vpc),
            connector: look.named(look.network.connector(*connector).entity),
            status: ConnectorStatus::of(look.peering, status),
        };
        found.push(Diagnostic::new(Some(route.entity), context));
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

fn next_hop(look: &Look<'_>, index: RouteIndex, route: &Route) -> Option<Diagnostic> {
    let written = look.scenario.routes.get(route.entity.index)?;
    let has_other =
        written.nexthop_resource_id.is_some() || written.nexthop_private_network_id.is_some();
    if let NextHop::Connector(connector) = route.next_hop
        && look.network.connector(connector).origin == route.vpc
        && !has_other
    {
        return None;
    }
    let at = Some(route.entity);
    let named = look.route(index);
    let vpc = look.vpc(route.vpc);
    match route.next_hop {
        NextHop::Unclear => {
            let edits = vec![Edit::Remove {
                id: named.id.clone(),
            }];
            let context = RouteNextHopUnclear {
                route: named,
                vpc,
                several: false,
            };
            Some(Diagnostic::new(at, context).with_fix("Remove the route", edits))
        }
        NextHop::Missing { elsewhere } => {
            let (kind, next_hop) = match written {
                w if w.nexthop_vpc_connector_id.is_some() => {
                    ("connector", w.nexthop_vpc_connector_id.clone())
                }
                w if w.nexthop_resource_id.is_some() => ("resource", w.nexthop_resource_id.clone()),
                w => ("Private Network", w.nexthop_private_network_id.clone()),
            };
            let next_hop = next_hop.unwrap_or_default();
            let edits = vec![Edit::Remove {
                id: named.id.clone(),
            }];
            let context = RouteNextHopMissing {
                route: named,
                vpc,
                kind,
                next_hop,
                elsewhere,
            };
            Some(Diagnostic::new(at, context).with_fix("Remove the route", edits))
        }
        NextHop::Connector(connector) => {
            let connector = look.network.connector(connector);
            if connector.origin != route.vpc {
                let context = RouteNextHopForeign {
                    route: named,
                    vpc,
                    connector: look.named(connector.entity),
                    owner: look.vpc(connector.origin),
                };
                return Some(Diagnostic::new(at, context));
            }
            let fields = ["nexthop_resource_id", "nexthop_private_network_id"];
            let edit = Edit::set_null(&named.id, &fields);
            let context = RouteNextHopUnclear {
                route: named,
                vpc,
                several: true,
            };
            let diagnostic = Diagnostic::new(at, context);
            Some(diagnostic.with_fix("Keep the connector alone", vec![edit]))
        }
        NextHop::Resource(_) | NextHop::PrivateNetwork(_) => None,
    }
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
    let subnet = table.around(entry).find_map(|outer| match outer.value {
        Match::Local(subnet) => Some(subnet),
        Match::Custom(_) => None,
    })?;
    let context = RouteOverridesLocal {
        route: look.route(route),
        vpc: look.vpc(look.network.route(route).vpc),
        private_network: look.private_network(subnet.private_network),
        subnet: subnet.cidr,
    };
    let at = look.network.route(route).entity;
    Some(Diagnostic::new(Some(at), context))
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

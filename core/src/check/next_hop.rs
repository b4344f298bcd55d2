//! What is the matter with a custom route's next hop: none or several, one that
//! is not there, another VPC's connector, one that carries nothing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named, NamedRoute};
use crate::edit::Edit;
use crate::network::{Connector, ConnectorIndex, NextHop, Route, RouteIndex, VpcIndex};
use crate::peering::{OrphanReason, Status, subnet_overlaps};
use crate::report::ConnectorStatus;
use crate::routing::Dead;

/// Context of [`route-next-hop-unclear`](super::Code::RouteNextHopUnclear).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.routes[0].nexthop_private_network_id = Some("web".to_owned());
/// let found = judge(&scenario).diagnostics;
/// let Context::RouteNextHopUnclear(unclear) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(unclear.route.id, "shop-to-db");
/// assert!(unclear.several, "it names a connector as well");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    pub(super) const HELP: Help = Help {
        rule: "A route has one next hop: a connector, a resource with its Private Network, or a \
                Private Network.",
        on_the_platform: "The console asks for one. The API has a field for each kind and does \
                not document what several come to; here the connector is used.",
        mend: "Keep the next hop that is meant, or remove the route.",
        sources: &[
            Source::Tools("the fields of a route in the API"),
            page::PEERING_ROUTES,
        ],
    };

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
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.routes[0].nexthop_vpc_connector_id = Some("shop-to-hbu".to_owned());
/// let found = judge(&scenario).diagnostics;
/// let Context::RouteNextHopMissing(missing) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((missing.kind, missing.next_hop.as_str()), ("connector", "shop-to-hbu"));
/// assert!(!missing.elsewhere);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    pub(super) const HELP: Help = Help {
        rule: "A route leads to a next hop that is there: a connector of the scenario, or a \
                resource or Private Network in the route's own VPC.",
        on_the_platform: "Deleting or detaching a next hop leaves its routes behind. They no \
                longer work, and the route table marks them as not found.",
        mend: "Choose another next hop, or remove the route.",
        sources: &[page::ROUTES],
    };

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
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.routes[0].nexthop_vpc_connector_id = Some("hub-to-shop".to_owned());
/// let found = judge(&scenario).diagnostics;
/// let Context::RouteNextHopForeign(foreign) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((foreign.vpc.id.as_str(), foreign.owner.id.as_str()), ("shop", "hub"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    pub(super) const HELP: Help = Help {
        rule: "A route uses the connectors of its own VPC. A connector of another VPC begins \
                there, and packets of this VPC cannot enter it.",
        on_the_platform: "The console offers only the VPC's own connectors. The mistake is easily \
                made with ids, since the two connectors of a pair look alike.",
        mend: "Let the route lead to the VPC's own connector to the peer that is meant.",
        sources: &[
            Source::Inferred("the console's list of next hops"),
            page::PEERING_ROUTES,
        ],
    };

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
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::ConnectorStatus;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}], "vpc_connectors": [
///     {"id": "away", "vpc_id": "shop", "target_vpc_id": "data"}], "routes": [
///     {"id": "r", "vpc_id": "shop", "destination": "10.0.4.0/22", "nexthop_vpc_connector_id": "away"}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::RouteInactive(inactive) = &found[1].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(inactive.status, ConnectorStatus::Orphan);
/// assert_eq!(inactive.routes[0].to_string(), "10.0.4.0/22 (r)");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
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
    pub(super) const HELP: Help = Help {
        rule: "A route through a connector carries packets only while that connector is peered.",
        on_the_platform: "The platform accepts a route through an orphan connector and shows \
                nothing at the route. Its packets are lost.",
        mend: "Mend the connector: let the other side answer it, or resolve the conflict. Remove \
                the routes where the peering is not wanted any more.",
        sources: &[
            Source::Observed("the API accepts a route through an orphan connector"),
            page::STATUSES,
        ],
    };

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

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let mut inactive: BTreeMap<_, Vec<RouteIndex>> = BTreeMap::new();
    for (index, route) in look.network.routes() {
        if let Err(Dead::Orphan(connector) | Dead::Conflict(connector)) = look.routing.next(index) {
            inactive.entry(connector).or_default().push(index);
        }
        found.extend(next_hop(look, index, route));
    }
    for (connector, routes) in &inactive {
        let Some(&first) = routes.first() else {
            continue;
        };
        let route = look.network.route(first);
        let status = look.peering.status(*connector);
        let edits = answer(look, *connector);
        let context = RouteInactive {
            routes: routes.iter().map(|&route| look.route(route)).collect(),
            vpc: look.vpc(route.vpc),
            connector: look.named(look.network.connector(*connector).entity),
            status: ConnectorStatus::of(look.peering, status),
        };
        let diagnostic = Diagnostic::new(Some(route.entity), context);
        found.push(diagnostic.with_fix("Add the connector back", edits));
    }
}

/// Makes the edit that answers an orphan connector, where the two then are
/// peered.
fn answer(look: &Look<'_>, index: ConnectorIndex) -> Vec<Edit> {
    let connector = look.network.connector(index);
    let reason = OrphanReason::NoMatchingConnector;
    match connector.target {
        Some(target) if look.peering.status(index) == Status::Orphan(reason) => {
            let origin = connector.origin;
            let is_peered =
                look.may_search() && subnet_overlaps(look.network, origin, target, 0).total == 0;
            let edit = is_peered.then(|| look.add_connector(target, origin));
            edit.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the connector that a route to another VPC's connector probably means:
/// the one to the same target, or where the two connectors of a pair are mixed
/// up, the other one.
fn own_connector(look: &Look<'_>, vpc: VpcIndex, foreign: &Connector) -> Option<ConnectorIndex> {
    let target = foreign.target?;
    let peer = if target == vpc {
        foreign.origin
    } else {
        target
    };
    look.network.connector_between(vpc, peer)
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
                let diagnostic = Diagnostic::new(at, context);
                let id = &look.route(index).id;
                let Some(own) = own_connector(look, route.vpc, connector) else {
                    let edit = Edit::Remove { id: id.clone() };
                    return Some(diagnostic.with_fix("Remove the route", vec![edit]));
                };
                let own = look.named(look.network.connector(own).entity);
                let edit = Edit::set(id, "nexthop_vpc_connector_id", own.id.as_str());
                let title = format!("Use the VPC's own connector {own}");
                return Some(diagnostic.with_fix(title, vec![edit]));
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

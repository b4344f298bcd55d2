//! Traffic that routes send astray: into a VPC that lets none through, in a
//! circle, through too many VPCs, or nowhere.
//!
//! Every route through a connector is followed to the subnets that it is for.
//! Findings are gathered by culprit, so that one wrong switch or route is one
//! diagnostic however much depends on it.

mod context;
mod subnets;

use std::collections::{BTreeMap, BTreeSet};

use super::answer::WithoutWayBack;
use super::{Diagnostic, Look, NamedRoute};
use crate::cidr::{Family, Range, address};
use crate::edit::Edit;
use crate::network::{PrivateNetworkIndex, RouteIndex, VpcIndex};
use crate::routing::Match;
use crate::routing::follow::{Disposition, Packet, Way};
use subnets::Subnets;

pub use context::{ChainTooLong, RouteLeadsNowhere, RoutingLoop, TransitDisabled};

/// To how many subnets one route is followed. A route for more is a default
/// route or nearly one, and what is wrong with it shows in the first.
const MOST_SUBNETS: usize = 64;

/// Where traffic of a route goes astray.
struct Stray {
    route: RouteIndex,
    network: PrivateNetworkIndex,
    way: Way,
}

/// Findings by culprit.
#[derive(Default)]
struct Culprits {
    transit: BTreeMap<VpcIndex, Vec<Stray>>,
    too_long: BTreeMap<VpcIndex, Vec<Stray>>,
    loops: BTreeMap<Vec<VpcIndex>, Stray>,
}

pub(super) fn check(
    look: &Look<'_>,
    without_way_back: &WithoutWayBack,
    found: &mut Vec<Diagnostic>,
) {
    let subnets = [Family::Ipv4, Family::Ipv6].map(|family| Subnets::of(look, family));
    let mut culprits = Culprits::default();
    for (index, route) in look.network.routes() {
        let [ipv4, ipv6] = &subnets;
        let subnets = match route.destination.family() {
            Family::Ipv4 => ipv4,
            Family::Ipv6 => ipv6,
        };
        if subnets.are_served_by(look, index) {
            debug_assert!(
                is_faultless(look, index, subnets, without_way_back),
                "route {index:?} leads to all that it is for"
            );
            continue;
        }
        if look.routing.next(index).is_err() || !look.network.vpc(route.vpc).routing_enabled {
            continue;
        }
        found.extend(follow(
            look,
            index,
            subnets,
            without_way_back,
            &mut culprits,
        ));
    }
    found.extend(
        culprits
            .transit
            .iter()
            .filter_map(|(vpc, s)| transit(look, *vpc, s)),
    );
    found.extend(
        culprits
            .too_long
            .iter()
            .filter_map(|(vpc, s)| too_long(look, *vpc, s)),
    );
    found.extend(
        culprits
            .loops
            .iter()
            .map(|(vpcs, stray)| circle(look, vpcs, stray)),
    );
}

/// Follows a route to the subnets it is for. Returns what is wrong with the
/// route itself; what others are to blame for goes to the culprits.
fn follow(
    look: &Look<'_>,
    index: RouteIndex,
    subnets: &Subnets,
    without_way_back: &WithoutWayBack,
    culprits: &mut Culprits,
) -> Option<Diagnostic> {
    let route = look.network.route(index);
    let family = route.destination.family();
    let mut stops: Option<(PrivateNetworkIndex, VpcIndex)> = None;
    let mut is_explained = false;
    for (network, range) in meant(look, index, subnets).take(MOST_SUBNETS) {
        if look.network.private_network(network).vpc == route.vpc {
            // A part of the VPC's own subnet: said as overriding it.
            is_explained = true;
            continue;
        }
        let towards = look.reach.towards(network, family);
        if towards.is_some_and(|towards| towards.arrives(route.vpc, range.first)) {
            is_explained = true;
            continue;
        }
        let way = look.routing.follow(&Packet {
            start: route.vpc,
            sender: None,
            destination: address(family, range.first),
            meant: None,
        });
        let last = way.hops.last().map_or(route.vpc, |hop| hop.vpc);
        match way.disposition {
            Disposition::Delivered => is_explained = true,
            Disposition::NoRoute => {
                let home = look.network.private_network(network).vpc;
                if look.peering.are_peered(last, home)
                    || without_way_back.contains(&(last, network))
                {
                    // Said as that VPC's missing route.
                    is_explained = true;
                } else {
                    stops.get_or_insert((network, last));
                }
            }
            disposition => {
                is_explained = true;
                culprits.note(
                    disposition,
                    last,
                    Stray {
                        route: index,
                        network,
                        way,
                    },
                );
            }
        }
    }
    if is_explained || (stops.is_none() && !is_in_use(look, index)) {
        return None;
    }
    let named = look.route(index);
    let edits = vec![Edit::Remove {
        id: named.id.clone(),
    }];
    let context = RouteLeadsNowhere {
        route: named,
        vpc: look.vpc(route.vpc),
        stops: stops.map(|(network, stop)| (look.private_network(network), look.vpc(stop))),
    };
    Some(Diagnostic::new(Some(route.entity), context).with_fix("Remove the route", edits))
}

/// Tells whether following a route finds nothing.
fn is_faultless(
    look: &Look<'_>,
    index: RouteIndex,
    subnets: &Subnets,
    without_way_back: &WithoutWayBack,
) -> bool {
    let mut culprits = Culprits::default();
    let found = follow(look, index, subnets, without_way_back, &mut culprits);
    let Culprits {
        transit,
        too_long,
        loops,
    } = culprits;
    found.is_none() && transit.is_empty() && too_long.is_empty() && loops.is_empty()
}

/// Returns the parts of subnets for which a route is used, each by its lowest
/// range.
fn meant<'a>(
    look: &'a Look<'_>,
    index: RouteIndex,
    subnets: &'a Subnets,
) -> impl Iterator<Item = (PrivateNetworkIndex, Range)> + 'a {
    let route = look.network.route(index);
    let table = look.routing.table(route.vpc, route.destination.family());
    let whole = Range::of(route.destination);
    subnets.all.overlapping(whole).filter_map(move |subnet| {
        let range = subnet.range().intersection(whole)?;
        let mut segments = table.segments(range);
        let used = segments.find(|segment| {
            segment
                .entry
                .is_some_and(|entry| entry.value == Match::Custom(index))
        })?;
        Some((subnet.value, used.range))
    })
}

/// Tells whether a route is used for any address: one that is not has a finding
/// of its own.
fn is_in_use(look: &Look<'_>, index: RouteIndex) -> bool {
    let route = look.network.route(index);
    let table = look.routing.table(route.vpc, route.destination.family());
    let mut segments = table.segments(Range::of(route.destination));
    segments.any(|segment| {
        segment
            .entry
            .is_some_and(|e| e.value == Match::Custom(index))
    })
}

impl Culprits {
    fn note(&mut self, disposition: Disposition, last: VpcIndex, stray: Stray) {
        let start = stray.way.hops.first().map_or(last, |hop| hop.vpc);
        match disposition {
            Disposition::TransitDisabled => self.transit.entry(last).or_default().push(stray),
            Disposition::ChainTooLong => self.too_long.entry(start).or_default().push(stray),
            Disposition::Loop => {
                let again = stray.way.again;
                let path = stray.way.path();
                let circle = path.iter().skip_while(|vpc| Some(**vpc) != again);
                let mut circle: Vec<VpcIndex> = circle.copied().collect();
                let first = circle.iter().enumerate().min_by_key(|&(_, vpc)| vpc);
                let turn = first.map_or(0, |(place, _)| place);
                circle.rotate_left(turn);
                self.loops.entry(circle).or_insert(stray);
            }
            // The others have findings at their routes and switches.
            _ => {}
        }
    }
}

fn transit(look: &Look<'_>, vpc: VpcIndex, strays: &[Stray]) -> Option<Diagnostic> {
    let first = strays.first()?;
    let named = look.vpc(vpc);
    let edit = Edit::recreate(&named.id, "transitivity_enabled", true);
    let title = format!("Recreate {} with transit enabled", named.vpc());
    let context = TransitDisabled {
        vpc: named,
        routes: routes_of(look, strays),
        example: (
            look.private_network(first.network),
            look.vpc(look.network.route(first.route).vpc),
        ),
    };
    let at = look.network.vpc(vpc).entity;
    Some(Diagnostic::new(Some(at), context).with_fix(title, vec![edit]))
}

fn too_long(look: &Look<'_>, vpc: VpcIndex, strays: &[Stray]) -> Option<Diagnostic> {
    let first = strays.first()?;
    let routes = routes_of(look, strays);
    let edits = routes
        .iter()
        .map(|route| Edit::Remove {
            id: route.id.clone(),
        })
        .collect();
    let title = match routes.len() {
        1 => "Remove the route".to_owned(),
        count => format!("Remove the {count} routes"),
    };
    let context = ChainTooLong {
        vpc: look.vpc(vpc),
        routes,
        example: look.private_network(first.network),
        path: first
            .way
            .path()
            .into_iter()
            .map(|vpc| look.vpc(vpc))
            .collect(),
    };
    let at = look.network.vpc(vpc).entity;
    Some(Diagnostic::new(Some(at), context).with_fix(title, edits))
}

fn circle(look: &Look<'_>, vpcs: &[VpcIndex], stray: &Stray) -> Diagnostic {
    let members: BTreeSet<VpcIndex> = vpcs.iter().copied().collect();
    let hops = stray
        .way
        .hops
        .iter()
        .filter(|hop| members.contains(&hop.vpc));
    let routes = hops.filter_map(|hop| match hop.matched {
        Some((_, Match::Custom(route))) => Some(look.route(route)),
        _ => None,
    });
    let context = RoutingLoop {
        vpcs: vpcs.iter().map(|&vpc| look.vpc(vpc)).collect(),
        routes: routes.collect(),
        example: look.private_network(stray.network),
    };
    let at = vpcs.first().map(|&vpc| look.network.vpc(vpc).entity);
    let routes = context.routes.clone();
    // Any of them breaks the circle, and only its owner knows which is wrong.
    routes
        .iter()
        .fold(Diagnostic::new(at, context), |diagnostic, route| {
            let edit = Edit::Remove {
                id: route.id.clone(),
            };
            diagnostic.with_fix(format!("Remove route {route}"), vec![edit])
        })
}

/// Names the routes of strays, each once.
fn routes_of(look: &Look<'_>, strays: &[Stray]) -> Vec<NamedRoute> {
    let routes: BTreeSet<RouteIndex> = strays.iter().map(|stray| stray.route).collect();
    routes.into_iter().map(|route| look.route(route)).collect()
}

//! Traffic that routes send astray: into a VPC that lets none through, in a
//! circle, through too many VPCs, or nowhere.
//!
//! Every route through a connector is followed to the subnets that it is for.
//! Findings are gathered by culprit, so that one wrong switch or route is one
//! diagnostic however much depends on it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::answer::WithoutWayBack;
use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named, NamedRoute, listed};
use crate::assumption::Assumption;
use crate::cidr::{Cidr, Family, Nested, Range, address};
use crate::edit::Edit;
use crate::network::{PrivateNetworkIndex, RouteIndex, VpcIndex};
use crate::routing::follow::{Disposition, Packet, Way};
use crate::routing::{MAX_CHAINED_VPCS, Match};

/// To how many subnets one route is followed. A route for more is a default
/// route or nearly one, and what is wrong with it shows in the first.
const MOST_SUBNETS: usize = 64;

/// Context of [`transit-disabled`](super::Code::TransitDisabled).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.vpcs[1].transitivity_enabled = false;
/// let found = judge(&scenario).diagnostics;
/// let Context::TransitDisabled(closed) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(closed.vpc.id, "hub");
/// let routes: Vec<&str> = closed.routes.iter().map(|route| route.id.as_str()).collect();
/// assert_eq!(routes, ["shop-to-db", "data-to-web"], "those that need it");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TransitDisabled {
    /// The VPC that lets nothing through.
    pub vpc: Named,
    /// The routes that send traffic through it, in document order.
    pub routes: Vec<NamedRoute>,
    /// A Private Network that they are for, and the VPC of the first route.
    pub example: (Named, Named),
}

impl TransitDisabled {
    pub(super) const HELP: Help = Help {
        rule: "A packet that comes from a peer leaves for another peer only where the VPC between \
                lets traffic through.",
        on_the_platform: "Transitive peering is off unless it is asked for when the VPC is \
                created, and it cannot be changed afterwards. Terraform destroys and creates the \
                VPC again when the switch is changed.",
        mend: "Create the VPC in the middle again with transitive peering enabled, or peer the \
                two ends with each other. The ends of a chain do not need it.",
        sources: &[
            page::TRANSIT,
            Source::Documented("changelog: VPC transitive peering is now opt-in, June 2026"),
        ],
    };

    pub(super) fn sentence(&self) -> String {
        let (network, from) = &self.example;
        let more = match self.routes.len() - 1 {
            0 => String::new(),
            1 => " (and 1 more route sends traffic through it)".to_owned(),
            more => format!(" (and {more} more routes send traffic through it)"),
        };
        format!(
            "{} does not let traffic through, but {} sends what is for {network} through it{more}.",
            self.vpc.vpc(),
            from.vpc(),
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let routes = self.routes.iter().map(|route| &route.id);
        std::iter::once(&self.vpc.id)
            .chain(routes)
            .cloned()
            .collect()
    }
}

/// Context of [`chain-too-long`](super::Code::ChainTooLong).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::cidr::Cidr;
/// use peerlab_core::edit::{apply_all, make};
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}, {"id": "e"}],
///     "private_networks": [
///         {"id": "web", "vpc_id": "a", "subnets": ["10.0.0.0/22"]},
///         {"id": "db", "vpc_id": "e", "subnets": ["10.0.4.0/22"]}]}"#;
/// let mut scenario = Scenario::from_json(text)?;
/// for [one, next] in [["a", "b"], ["b", "c"], ["c", "d"], ["d", "e"]].map(|l| l.map(str::to_owned)) {
///     let db = Cidr::parse("10.0.4.0/22")?;
///     let edits = [
///         make::add_connector(one.clone(), next.clone(), |_| false),
///         make::add_connector(next.clone(), one.clone(), |_| false),
///         make::add_route(one.clone(), db, format!("{one}-to-{next}"), String::new(), |_| false),
///     ];
///     apply_all(&mut scenario, &edits)?;
/// }
/// let found = judge(&scenario).diagnostics;
/// let Context::ChainTooLong(long) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((long.vpc.id.as_str(), long.example.id.as_str()), ("a", "db"));
/// let path: Vec<&str> = long.path.iter().map(|vpc| vpc.id.as_str()).collect();
/// assert_eq!(path, ["a", "b", "c", "d"], "the fifth is one too many");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainTooLong {
    /// The VPC that sends the traffic.
    pub vpc: Named,
    /// Its routes that do, in document order.
    pub routes: Vec<NamedRoute>,
    /// A Private Network that they are for.
    pub example: Named,
    /// The VPCs that its packets pass before they are dropped.
    pub path: Vec<Named>,
}

impl ChainTooLong {
    pub(super) const HELP: Help = Help {
        rule: "At most four VPCs are chained for transitive peering, both ends counted: three \
                peerings, and two VPCs between.",
        on_the_platform: "Any number of VPCs can be peered in a row, and the limit is for paths \
                through them. What happens to packets that would go further is not documented; \
                here they are dropped.",
        mend: "Peer VPCs that are nearer to each other, so that the path is shorter, or remove \
                the routes that lead so far.",
        sources: &[page::TRANSIT, Source::Assumed(Assumption::A8)],
    };

    pub(super) fn sentence(&self) -> String {
        let path: Vec<&str> = self.path.iter().map(|vpc| vpc.name.as_str()).collect();
        format!(
            "{} sends what is for {} along {} and further: the platform chains at most \
             {MAX_CHAINED_VPCS} VPCs.",
            self.vpc.vpc(),
            self.example,
            path.join(" → ")
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let routes = self.routes.iter().map(|route| &route.id);
        std::iter::once(&self.vpc.id)
            .chain(routes)
            .cloned()
            .collect()
    }
}

/// Context of [`routing-loop`](super::Code::RoutingLoop).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.routes[1].nexthop_vpc_connector_id = Some("hub-to-shop".to_owned());
/// let found = judge(&scenario).diagnostics;
/// let Context::RoutingLoop(circle) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// let vpcs: Vec<&str> = circle.vpcs.iter().map(|vpc| vpc.id.as_str()).collect();
/// assert_eq!(vpcs, ["shop", "hub"]);
/// assert_eq!(circle.example.id, "db", "which the packets never see");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoutingLoop {
    /// The VPCs of the circle, from the first in the document.
    pub vpcs: Vec<Named>,
    /// The routes that send traffic round it, one of each VPC.
    pub routes: Vec<NamedRoute>,
    /// A Private Network that they are for.
    pub example: Named,
}

impl RoutingLoop {
    pub(super) const HELP: Help = Help {
        rule: "A packet that comes back to a VPC where it has been is going in a circle and never \
                arrives. Tables that point at each other for the same addresses do this.",
        on_the_platform: "Every connector is peered and every route is accepted. Nothing shows \
                the circle but that nothing arrives.",
        mend: "Choose which way is right and change or remove the route that leads back.",
        sources: &[Source::Inferred(
            "the lookup, which is the same whenever a packet comes by",
        )],
    };

    pub(super) fn sentence(&self) -> String {
        let vpcs: Vec<String> = self.vpcs.iter().map(Named::vpc).collect();
        format!(
            "Routes of {} send what is for {} in a circle, so it never arrives.",
            listed(&vpcs),
            self.example
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let vpcs = self.vpcs.iter().map(|vpc| &vpc.id);
        let routes = self.routes.iter().map(|route| &route.id);
        routes.chain(vpcs).cloned().collect()
    }
}

/// Context of [`route-leads-nowhere`](super::Code::RouteLeadsNowhere).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// let mut stray = scenario.routes[0].clone();
/// (stray.id, stray.destination) = ("to-cache".to_owned(), "10.0.8.0/22".to_owned());
/// scenario.routes.push(stray);
/// let found = judge(&scenario).diagnostics;
/// let Context::RouteLeadsNowhere(nowhere) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(nowhere.route.to_string(), "10.0.8.0/22 (to-cache)");
/// assert_eq!(nowhere.stops, None, "no subnet has such addresses");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteLeadsNowhere {
    /// The route.
    pub route: NamedRoute,
    /// The VPC whose table it is in.
    pub vpc: Named,
    /// A Private Network that it is for and the VPC where its packets stop;
    /// `None` where no subnet of the scenario has such addresses.
    pub stops: Option<(Named, Named)>,
}

impl RouteLeadsNowhere {
    pub(super) const HELP: Help = Help {
        rule: "A route through a connector is of use where it leads to a subnet: of the peer, or \
                of a VPC further on. Packets of this one arrive nowhere.",
        on_the_platform: "The platform accepts any destination and sends its packets to the peer, \
                which drops them without a word.",
        mend: "Correct the destination so that it holds the subnets that are meant, or add the \
                routes that are missing further on. Remove the route where nothing is there to \
                reach.",
        sources: &[page::PEERING_ROUTES, page::TRANSIT],
    };

    pub(super) fn sentence(&self) -> String {
        let (route, vpc) = (&self.route, self.vpc.vpc());
        match &self.stops {
            None => format!(
                "Route {route} of {vpc} leads nowhere: no subnet has addresses that it is used for."
            ),
            Some((network, stop)) => format!(
                "Route {route} of {vpc} leads nowhere: packets for {network} stop in {}, which has \
                 no route for them.",
                stop.vpc()
            ),
        }
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let stop = self.stops.iter().map(|(_, stop)| &stop.id);
        [&self.route.id, &self.vpc.id]
            .into_iter()
            .chain(stop)
            .cloned()
            .collect()
    }
}

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

/// Every subnet of a family.
struct Subnets {
    all: Nested<PrivateNetworkIndex>,
    /// For each subnet, the addresses of all before it; behind them, of all.
    before: Vec<u128>,
}

impl Subnets {
    fn of(look: &Look<'_>, family: Family) -> Self {
        let networks = look.network.private_networks();
        let subnets = networks.flat_map(|(index, network)| {
            let of_family = network.subnets.iter().filter(move |s| s.family() == family);
            of_family.map(move |&subnet| (subnet, index))
        });
        let subnets: Vec<(Cidr, PrivateNetworkIndex)> = subnets.collect();
        let all = Nested::new(&subnets);
        let sizes = all.entries().iter().map(|entry| entry.range.size());
        let mut sum = 0u128;
        let mut before = vec![sum];
        before.extend(sizes.map(|size| {
            sum = sum.saturating_add(size);
            sum
        }));
        Self { all, before }
    }

    /// Tells whether a route leads to every address that its destination has in
    /// the subnets of other VPCs, which leaves nothing to ask of it. Where
    /// subnets of one Private Network overlap, or a number has no room for so
    /// many, it is not told.
    ///
    /// Takes O(log n + d + m) time for n subnets nested d deep and m of the
    /// route's own VPC within its destination.
    fn are_served_by(&self, look: &Look<'_>, index: RouteIndex) -> bool {
        let route = look.network.route(index);
        let led_to = look.reach.led_to(index);
        if led_to == 0 {
            return false;
        }
        let whole = Range::of(route.destination);
        let (holding, within) = self.all.holding_and_within(whole);
        let sum = |place: usize| self.before.get(place).copied().unwrap_or(u128::MAX);
        let (begin, end) = (sum(within.start), sum(within.end));
        let all = holding.fold(end - begin, |all, subnet| {
            all.saturating_add(subnet.range.size().min(whole.size()))
        });
        let own = &look.network.vpc(route.vpc).subnets;
        let first = own.partition_point(|subnet| subnet.cidr < route.destination);
        let own = own.get(first..).unwrap_or_default().iter();
        let own = own.take_while(|subnet| route.destination.contains(subnet.cidr));
        let own = own.fold(0u128, |own, subnet| {
            own.saturating_add(Range::of(subnet.cidr).size())
        });
        end < u128::MAX && all < u128::MAX && led_to.saturating_add(own) == all
    }
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
        let range = subnet.range.intersection(whole)?;
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

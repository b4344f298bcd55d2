//! What is said of traffic that goes astray.

use serde::Serialize;

use crate::assumption::Assumption;
use crate::check::help::{Help, Source, page};
use crate::check::{Named, NamedRoute, listed};
use crate::routing::MAX_CHAINED_VPCS;

/// Context of [`transit-disabled`](crate::check::Code::TransitDisabled).
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
    pub(in crate::check) const HELP: Help = Help {
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

    pub(in crate::check) fn sentence(&self) -> String {
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

    pub(in crate::check) fn subjects(&self) -> Vec<String> {
        let routes = self.routes.iter().map(|route| &route.id);
        std::iter::once(&self.vpc.id)
            .chain(routes)
            .cloned()
            .collect()
    }
}

/// Context of [`chain-too-long`](crate::check::Code::ChainTooLong).
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
    pub(in crate::check) const HELP: Help = Help {
        rule: "At most four VPCs are chained for transitive peering, both ends counted: three \
                peerings, and two VPCs between.",
        on_the_platform: "Any number of VPCs can be peered in a row, and the limit is for paths \
                through them. What happens to packets that would go further is not documented; \
                here they are dropped.",
        mend: "Peer VPCs that are nearer to each other, so that the path is shorter, or remove \
                the routes that lead so far.",
        sources: &[page::TRANSIT, Source::Assumed(Assumption::A8)],
    };

    pub(in crate::check) fn sentence(&self) -> String {
        let path: Vec<&str> = self.path.iter().map(|vpc| vpc.name.as_str()).collect();
        format!(
            "{} sends what is for {} along {} and further: the platform chains at most \
             {MAX_CHAINED_VPCS} VPCs.",
            self.vpc.vpc(),
            self.example,
            path.join(" → ")
        )
    }

    pub(in crate::check) fn subjects(&self) -> Vec<String> {
        let routes = self.routes.iter().map(|route| &route.id);
        std::iter::once(&self.vpc.id)
            .chain(routes)
            .cloned()
            .collect()
    }
}

/// Context of [`routing-loop`](crate::check::Code::RoutingLoop).
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
    pub(in crate::check) const HELP: Help = Help {
        rule: "A packet that comes back to a VPC where it has been is going in a circle and never \
                arrives. Tables that point at each other for the same addresses do this.",
        on_the_platform: "Every connector is peered and every route is accepted. Nothing shows \
                the circle but that nothing arrives.",
        mend: "Choose which way is right and change or remove the route that leads back.",
        sources: &[Source::Inferred(
            "the lookup, which is the same whenever a packet comes by",
        )],
    };

    pub(in crate::check) fn sentence(&self) -> String {
        let vpcs: Vec<String> = self.vpcs.iter().map(Named::vpc).collect();
        format!(
            "Routes of {} send what is for {} in a circle, so it never arrives.",
            listed(&vpcs),
            self.example
        )
    }

    pub(in crate::check) fn subjects(&self) -> Vec<String> {
        let vpcs = self.vpcs.iter().map(|vpc| &vpc.id);
        let routes = self.routes.iter().map(|route| &route.id);
        routes.chain(vpcs).cloned().collect()
    }
}

/// Context of [`route-leads-nowhere`](crate::check::Code::RouteLeadsNowhere).
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
    pub(in crate::check) const HELP: Help = Help {
        rule: "A route through a connector is of use where it leads to a subnet: of the peer, or \
                of a VPC further on. Packets of this one arrive nowhere.",
        on_the_platform: "The platform accepts any destination and sends its packets to the peer, \
                which drops them without a word.",
        mend: "Correct the destination so that it holds the subnets that are meant, or add the \
                routes that are missing further on. Remove the route where nothing is there to \
                reach.",
        sources: &[page::PEERING_ROUTES, page::TRANSIT],
    };

    pub(in crate::check) fn sentence(&self) -> String {
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

    pub(in crate::check) fn subjects(&self) -> Vec<String> {
        let stop = self.stops.iter().map(|(_, stop)| &stop.id);
        [&self.route.id, &self.vpc.id]
            .into_iter()
            .chain(stop)
            .cloned()
            .collect()
    }
}

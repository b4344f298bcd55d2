//! Diagnostics: what is wrong or probably not meant, each with a stable code.
//!
//! A file holds one code or a close family: the condition, the context, the
//! sentence made from the context, and the page of help. The sentence is made in
//! one place from code and context, so another language is one more function.
//!
//! ```
//! use peerlab_core::check::Severity;
//! use peerlab_core::report::judge;
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! for found in judge(&Scenario::from_json(ONE_WAY)?).diagnostics {
//!     assert_eq!((found.code().as_str(), found.severity()), ("missing-return-route", Severity::Error));
//!     assert!(found.message().starts_with("VPC data has no route back to 10.0.0.0/22 (web)"));
//! }
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

mod answer;
mod asymmetric;
mod code;
mod conflict;
mod connector;
mod diagnostic;
mod distance;
mod filter;
mod fix;
mod help;
mod mend;
mod missing;
mod named;
mod next_hop;
mod quota;
mod resolution;
mod route;
mod stray;
mod subnet;
mod switch;

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::fmt;

use crate::network::{Network, PrivateNetworkIndex, RouteIndex, VpcIndex};
use crate::order::sort_by;
use crate::peering::Peering;
use crate::routing::Routing;
use crate::routing::reach::Reachability;
use crate::scenario::{Entity, Scenario, UnknownField as UnknownFieldRead};

pub use answer::{DeliveredWrongVpc, MissingReturnRoute};
pub use asymmetric::AsymmetricPath;
pub use code::{Code, Context, Severity};
pub use conflict::{CidrConflict, LatentConflict, NamedOverlap, OverlapWithinVpc};
pub use connector::{
    CrossRegionPeering, DuplicateConnector, OrphanConnector, SelfPeering, StatusDiffers,
};
pub use diagnostic::{Diagnostic, Fix};
pub use distance::OverlapAtDistance;
pub use filter::{AclBlocksPeer, IngressNextHopOutside};
pub use help::{Help, Source, Topic, UnknownTopic};
pub use missing::MissingRoute;
pub use named::{Named, NamedRoute};
pub use next_hop::{RouteInactive, RouteNextHopForeign, RouteNextHopMissing, RouteNextHopUnclear};
pub use quota::{Quota, QuotaKind};
pub use resolution::{DuplicateId, InvalidAddress, InvalidCidr, UnknownField, UnknownReference};
pub use route::{DuplicateRoute, RouteOverridesLocal, RouteShadowed, RouteTooBroad};
pub use stray::{ChainTooLong, RouteLeadsNowhere, RoutingLoop, TransitDisabled};
pub use subnet::{CidrSize, PublicCidr, ReservedCidr};
pub use switch::{DefaultRouteNotReceived, RoutingDisabled, UnusedTransit};

/// Finds everything there is to say about a resolved scenario.
///
/// The answer is in order: by severity, then by place in the document.
pub(crate) fn check(
    scenario: &Scenario,
    routing: &Routing,
    reach: &Reachability,
    resolution: Vec<Diagnostic>,
    unknown_fields: &[UnknownFieldRead],
) -> Vec<Diagnostic> {
    let look = Look {
        scenario,
        network: routing.network(),
        peering: routing.peering(),
        routing,
        reach,
        ids: OnceCell::new(),
        searches_left: Cell::new(MOST_SEARCHES),
    };
    let mut found = resolution::unknown_fields(unknown_fields);
    found.extend(mend::mend(scenario, resolution));
    connector::check(&look, &mut found);
    conflict::check(&look, &mut found);
    subnet::check(&look, &mut found);
    quota::check(&look, &mut found);
    next_hop::check(&look, &mut found);
    route::check(&look, &mut found);
    let without_way_back = answer::check(&look, &mut found);
    missing::check(&look, &without_way_back, &mut found);
    asymmetric::check(&look, &mut found);
    stray::check(&look, &without_way_back, &mut found);
    switch::check(&look, &mut found);
    filter::check(&look, &mut found);
    distance::check(&look, &mut found);
    let key = |diagnostic: &Diagnostic| (diagnostic.severity(), diagnostic.at, diagnostic.code());
    sort_by(&mut found, |a, b| key(a).cmp(&key(b)));
    found
}

/// How many fixes of one report look at all there is around, as for free space.
const MOST_SEARCHES: usize = 200;

/// What every check looks at.
struct Look<'a> {
    scenario: &'a Scenario,
    network: &'a Network,
    peering: &'a Peering,
    routing: &'a Routing,
    reach: &'a Reachability,
    /// Every id of the document, once a fix needs a new one.
    ids: OnceCell<BTreeSet<&'a str>>,
    /// How many more fixes may look at all there is around.
    searches_left: Cell<usize>,
}

impl Look<'_> {
    fn named(&self, entity: Entity) -> Named {
        Named::of(self.scenario, entity)
    }

    fn private_network(&self, index: PrivateNetworkIndex) -> Named {
        self.named(self.network.private_network(index).entity)
    }

    fn vpc(&self, index: VpcIndex) -> Named {
        self.named(self.network.vpc(index).entity)
    }

    /// Names a route: by its id, which people rarely know, and what it is for.
    fn route(&self, index: RouteIndex) -> NamedRoute {
        let route = self.network.route(index);
        let written = self.scenario.routes.get(route.entity.index);
        NamedRoute {
            id: written.map_or_else(String::new, |written| written.id.clone()),
            destination: route.destination,
        }
    }

    fn region(&self, vpc: Entity) -> String {
        let vpc = self.scenario.vpcs.get(vpc.index);
        vpc.map_or_else(String::new, |vpc| vpc.region.clone())
    }
}

/// Returns the word for one or several of something.
fn plural(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// Joins words as a sentence does: “a, b and c”.
fn listed<T: fmt::Display>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.to_string(),
        [init @ .., last] => {
            let init: Vec<String> = init.iter().map(T::to_string).collect();
            format!("{} and {last}", init.join(", "))
        }
    }
}

#[cfg(test)]
mod tests;

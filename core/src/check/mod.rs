//! Diagnostics: what is wrong or probably not meant, each with a stable code.
//!
//! A file holds one code or a close family: the condition, the context, the
//! sentence made from the context, and the tests. The sentence is made in one
//! place from code and context, so another language is one more function.

mod conflict;
mod connector;
mod distance;
mod filter;
mod fix;
mod missing;
mod quota;
mod resolution;
mod route;
mod stray;
mod subnet;
mod switch;

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::cidr::Cidr;
use crate::edit::Edit;
use crate::network::{Network, PrivateNetworkIndex, RouteIndex, VpcIndex};
use crate::order::sort_by;
use crate::peering::Peering;
use crate::routing::Routing;
use crate::routing::reach::Reachability;
use crate::scenario::{Entity, Scenario, UnknownField as UnknownFieldRead};

pub use conflict::{CidrConflict, LatentConflict, NamedOverlap, OverlapWithinVpc};
pub use connector::{
    CrossRegionPeering, DuplicateConnector, OrphanConnector, SelfPeering, StatusDiffers,
};
pub use distance::OverlapAtDistance;
pub use filter::{AclBlocksPeer, IngressNextHopOutside};
pub use missing::{AsymmetricPath, DeliveredWrongVpc, MissingReturnRoute, MissingRoute};
pub use quota::{Quota, QuotaKind};
pub use resolution::{DuplicateId, InvalidAddress, InvalidCidr, UnknownField, UnknownReference};
pub use route::{
    DuplicateRoute, RouteInactive, RouteNextHopForeign, RouteNextHopMissing, RouteNextHopUnclear,
    RouteOverridesLocal, RouteShadowed, RouteTooBroad,
};
pub use stray::{ChainTooLong, RouteLeadsNowhere, RoutingLoop, TransitDisabled};
pub use subnet::{CidrSize, PublicCidr, ReservedCidr};
pub use switch::{DefaultRouteNotReceived, RoutingDisabled, UnusedTransit};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The platform refuses it, or traffic that is clearly wanted cannot flow.
    Error,
    /// It is accepted but very likely not meant.
    Warning,
    /// It is worth knowing.
    Hint,
}

impl Severity {
    /// Returns the word for it, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Declares the codes, each with its severity and the type of its context.
macro_rules! diagnostics {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident;)+) => {
        /// The stable name of a kind of diagnostic. Codes are never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Returns the code as it is written.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Returns how bad it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }

        /// What a diagnostic is about: everything its sentence says.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(untagged)]
        pub enum Context {
            $(#[doc = concat!("Of [`Code::", stringify!($name), "`].")] $name($name),)+
        }

        impl Context {
            /// Returns the code that the context belongs to.
            #[must_use]
            pub const fn code(&self) -> Code {
                match self { $(Self::$name(_) => Code::$name,)+ }
            }

            /// Says what is the matter in one sentence.
            #[must_use]
            pub fn sentence(&self) -> String {
                match self { $(Self::$name(context) => context.sentence(),)+ }
            }

            /// Returns the ids it is about, the most important first.
            #[must_use]
            pub fn subjects(&self) -> Vec<String> {
                match self { $(Self::$name(context) => context.subjects(),)+ }
            }
        }

        $(impl From<$name> for Context {
            fn from(context: $name) -> Self {
                Self::$name(context)
            }
        })+
    };
}

diagnostics! {
    /// A text is not a canonical prefix.
    InvalidCidr = "invalid-cidr", Error;
    /// A text is not an IP address.
    InvalidAddress = "invalid-address", Error;
    /// Two entities have one id.
    DuplicateId = "duplicate-id", Error;
    /// An entity's owner is not in the scenario.
    UnknownReference = "unknown-reference", Error;
    /// The document has a field that a scenario does not have.
    UnknownField = "unknown-field", Warning;
    /// No connector answers a connector.
    OrphanConnector = "orphan-connector", Warning;
    /// Subnets of a matched pair of VPCs overlap.
    CidrConflict = "cidr-conflict", Error;
    /// An orphan would be in conflict once it is answered.
    LatentConflict = "latent-conflict", Warning;
    /// A connector targets its own VPC.
    SelfPeering = "self-peering", Error;
    /// A connector targets a VPC of another region.
    CrossRegionPeering = "cross-region-peering", Error;
    /// Two connectors have the same ends.
    DuplicateConnector = "duplicate-connector", Error;
    /// The platform reported another status than the rules give.
    StatusDiffers = "status-differs", Warning;
    /// Two subnets of one VPC overlap.
    OverlapWithinVpc = "overlap-within-vpc", Error;
    /// A subnet overlaps a range that the platform keeps for itself.
    ReservedCidr = "reserved-cidr", Error;
    /// A subnet is outside private address space.
    PublicCidr = "public-cidr", Warning;
    /// A subnet has a size that the platform does not offer.
    CidrSize = "cidr-size", Warning;
    /// There is more of something than the platform's default quota.
    Quota = "quota", Warning;
    /// Two VPCs that a chain joins have overlapping subnets.
    OverlapAtDistance = "overlap-at-distance", Warning;
    /// Two custom routes of a VPC have one destination.
    DuplicateRoute = "duplicate-route", Error;
    /// A route names no next hop, or a connector beside another.
    RouteNextHopUnclear = "route-next-hop-unclear", Error;
    /// A route's next hop is not there.
    RouteNextHopMissing = "route-next-hop-missing", Error;
    /// A route leads to another VPC's connector.
    RouteNextHopForeign = "route-next-hop-foreign", Error;
    /// A route leads to a connector that carries nothing.
    RouteInactive = "route-inactive", Warning;
    /// A route takes addresses of a local subnet.
    RouteOverridesLocal = "route-overrides-local", Warning;
    /// More specific entries cover all of a route.
    RouteShadowed = "route-shadowed", Hint;
    /// Nothing that a route sends arrives.
    RouteLeadsNowhere = "route-leads-nowhere", Warning;
    /// A default route leads through a connector.
    RouteTooBroad = "route-too-broad", Hint;
    /// A VPC has no active route to subnets of its direct peer.
    MissingRoute = "missing-route", Warning;
    /// Packets arrive, but their answers have no route.
    MissingReturnRoute = "missing-return-route", Error;
    /// Traffic is sent through a VPC that lets none through.
    TransitDisabled = "transit-disabled", Error;
    /// Traffic is sent through more VPCs than the platform chains.
    ChainTooLong = "chain-too-long", Error;
    /// Traffic is sent in a circle.
    RoutingLoop = "routing-loop", Error;
    /// Answers arrive in a VPC that was not meant.
    DeliveredWrongVpc = "delivered-wrong-vpc", Error;
    /// Both ways work on different paths.
    AsymmetricPath = "asymmetric-path", Hint;
    /// A VPC with connectors has routing disabled.
    RoutingDisabled = "routing-disabled", Warning;
    /// A Private Network does not receive its VPC's default route.
    DefaultRouteNotReceived = "default-route-not-received", Hint;
    /// A network ACL drops traffic between peered VPCs.
    AclBlocksPeer = "acl-blocks-peer", Warning;
    /// An ingress rule's address is outside its Private Network.
    IngressNextHopOutside = "ingress-next-hop-outside", Error;
    /// A VPC lets traffic through that no route sends.
    UnusedTransit = "unused-transit", Hint;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A finding about a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is about.
    pub context: Context,
    /// What would mend it, the likeliest first.
    pub fixes: Vec<Fix>,
    /// The entity it is found at, for the order; `None` is the whole document.
    at: Option<Entity>,
}

impl Diagnostic {
    pub(crate) fn new(at: Option<Entity>, context: impl Into<Context>) -> Self {
        Self {
            context: context.into(),
            fixes: Vec::new(),
            at,
        }
    }

    /// Adds edits that would mend it; without edits nothing.
    pub(crate) fn with_fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        if !edits.is_empty() {
            self.fixes.push(Fix {
                title: title.into(),
                edits,
            });
        }
        self
    }

    /// Returns its code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.context.code()
    }

    /// Returns how bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code().severity()
    }

    /// Says what is the matter in one sentence.
    #[must_use]
    pub fn message(&self) -> String {
        self.context.sentence()
    }

    /// Returns the ids it is about, the most important first.
    #[must_use]
    pub fn subjects(&self) -> Vec<String> {
        self.context.subjects()
    }
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Diagnostic", 6)?;
        fields.serialize_field("code", &self.code())?;
        fields.serialize_field("severity", &self.severity())?;
        fields.serialize_field("message", &self.message())?;
        fields.serialize_field("subjects", &self.subjects())?;
        fields.serialize_field("context", &self.context)?;
        fields.serialize_field("fixes", &self.fixes)?;
        fields.end()
    }
}

/// Edits that mend a finding when all of them are applied.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fix {
    /// What they do, as a button says it.
    pub title: String,
    /// The edits, in the order in which to apply them.
    pub edits: Vec<Edit>,
}

/// An entity as a sentence names it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What people call it: its name, else its id.
    pub name: String,
}

/// A route as a sentence names it: people know it by its destination.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NamedRoute {
    /// Its id.
    pub id: String,
    /// Its destination.
    pub destination: Cidr,
}

impl fmt::Display for NamedRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.destination, self.id)
    }
}

impl Named {
    pub(crate) fn of(scenario: &Scenario, entity: Entity) -> Self {
        let name = match scenario.label_of(entity) {
            Some(label) if !label.is_empty() => label.to_owned(),
            // An ACL that names no VPC has nothing to be called by.
            _ => format!("{}[{}]", entity.kind.list(), entity.index),
        };
        Self {
            id: scenario.id_of(entity).unwrap_or_default().to_owned(),
            name,
        }
    }
}

impl Named {
    /// Names a VPC in a sentence: “VPC Paris”, and “vpc-paris” where the name
    /// says already what it is.
    fn vpc(&self) -> String {
        let says_so = self
            .name
            .get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case("vpc"));
        if says_so {
            self.name.clone()
        } else {
            format!("VPC {}", self.name)
        }
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

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
        moves_left: Cell::new(MOST_MOVES),
    };
    let mut found = resolution::unknown_fields(unknown_fields);
    found.extend(resolution);
    connector::check(&look, &mut found);
    conflict::check(&look, &mut found);
    subnet::check(&look, &mut found);
    quota::check(&look, &mut found);
    route::check(&look, &mut found);
    let without_way_back = missing::check(&look, &mut found);
    stray::check(&look, &without_way_back, &mut found);
    switch::check(&look, &mut found);
    filter::check(&look, &mut found);
    distance::check(&look, &mut found);
    let key = |diagnostic: &Diagnostic| (diagnostic.severity(), diagnostic.at, diagnostic.code());
    sort_by(&mut found, |a, b| key(a).cmp(&key(b)));
    found
}

/// How many fixes of one report look for free space.
const MOST_MOVES: usize = 200;

/// What every check looks at.
struct Look<'a> {
    scenario: &'a Scenario,
    network: &'a Network,
    peering: &'a Peering,
    routing: &'a Routing,
    reach: &'a Reachability,
    /// Every id of the document, once a fix needs a new one.
    ids: OnceCell<BTreeSet<&'a str>>,
    /// How many more fixes may look for free space.
    moves_left: Cell<usize>,
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

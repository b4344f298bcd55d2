//! The codes of diagnostics: each with its severity, the type of its context and
//! its page of help.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::help::Help;
use super::{
    AclBlocksPeer, AsymmetricPath, ChainTooLong, CidrConflict, CidrSize, CrossRegionPeering,
    DefaultRouteNotReceived, DeliveredWrongVpc, DuplicateConnector, DuplicateId, DuplicateRoute,
    IngressNextHopOutside, InvalidAddress, InvalidCidr, LatentConflict, MissingReturnRoute,
    MissingRoute, OrphanConnector, OverlapAtDistance, OverlapWithinVpc, PublicCidr, Quota,
    ReservedCidr, RouteInactive, RouteLeadsNowhere, RouteNextHopForeign, RouteNextHopMissing,
    RouteNextHopUnclear, RouteOverridesLocal, RouteShadowed, RouteTooBroad, RoutingDisabled,
    RoutingLoop, SelfPeering, StatusDiffers, TransitDisabled, UnknownField, UnknownReference,
    UnusedTransit,
};

/// How bad it is.
///
/// ```
/// use peerlab_core::check::{Code, Severity};
///
/// assert_eq!(Code::CidrConflict.severity(), Severity::Error, "the platform says so");
/// assert_eq!(Code::OrphanConnector.severity(), Severity::Warning, "an answer may still come");
/// assert!(Severity::Error < Severity::Hint, "the worst comes first");
/// ```
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
    ///
    /// ```
    /// use peerlab_core::check::Severity;
    ///
    /// assert_eq!(Severity::Warning.as_str(), "warning");
    /// ```
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
        ///
        /// ```
        /// use peerlab_core::check::Code;
        /// use peerlab_core::report::judge;
        /// use peerlab_core::scenario::Scenario;
        /// # const CHAIN: &str =
        /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
        ///
        /// let mut scenario = Scenario::from_json(CHAIN)?;
        /// scenario.vpcs[1].transitivity_enabled = false;
        /// let codes: Vec<Code> = judge(&scenario).diagnostics.iter().map(|found| found.code()).collect();
        /// assert_eq!(codes, [Code::TransitDisabled]);
        /// # Ok::<(), peerlab_core::scenario::ReadError>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code.
            ///
            /// ```
            /// use peerlab_core::check::{Code, Severity};
            ///
            /// let errors = Code::ALL.iter().filter(|code| code.severity() == Severity::Error);
            /// assert!(errors.clone().any(|code| code.as_str() == "cidr-conflict"));
            /// assert!(errors.count() < Code::ALL.len(), "not everything is one");
            /// ```
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Returns the code as it is written.
            ///
            /// ```
            /// use peerlab_core::check::Code;
            ///
            /// assert_eq!(Code::MissingReturnRoute.as_str(), "missing-return-route");
            /// ```
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Returns how bad it is.
            ///
            /// ```
            /// use peerlab_core::check::{Code, Severity};
            ///
            /// assert_eq!(Code::MissingRoute.severity(), Severity::Warning);
            /// assert_eq!(Code::MissingReturnRoute.severity(), Severity::Error, "answers are lost for it");
            /// ```
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// Returns its page of help.
            ///
            /// ```
            /// use peerlab_core::check::Code;
            ///
            /// let help = Code::SelfPeering.help();
            /// assert!(help.rule.starts_with("A peering joins two VPCs."));
            /// ```
            #[must_use]
            pub const fn help(self) -> &'static Help {
                match self { $(Self::$name => &$name::HELP,)+ }
            }
        }

        /// What a diagnostic is about: everything its sentence says.
        ///
        /// ```
        /// use peerlab_core::check::Context;
        /// use peerlab_core::report::judge;
        /// use peerlab_core::scenario::Scenario;
        /// # const ONE_WAY: &str =
        /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
        ///
        /// for found in judge(&Scenario::from_json(ONE_WAY)?).diagnostics {
        ///     if let Context::MissingReturnRoute(missing) = found.context {
        ///         assert_eq!((missing.vpc.id.as_str(), missing.pairs), ("data", 1));
        ///     }
        /// }
        /// # Ok::<(), peerlab_core::scenario::ReadError>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(untagged)]
        pub enum Context {
            $(#[doc = concat!("Of [`Code::", stringify!($name), "`].")] $name($name),)+
        }

        impl Context {
            /// Returns the code that the context belongs to.
            ///
            /// ```
            /// use peerlab_core::check::{Code, Context, Named, RoutingDisabled};
            ///
            /// let vpc = Named { id: "9f".to_owned(), name: "Shop".to_owned() };
            /// let context = Context::from(RoutingDisabled { vpc, connectors: Vec::new() });
            /// assert_eq!(context.code(), Code::RoutingDisabled);
            /// ```
            #[must_use]
            pub const fn code(&self) -> Code {
                match self { $(Self::$name(_) => Code::$name,)+ }
            }

            /// Says what is the matter in one sentence.
            ///
            /// ```
            /// use peerlab_core::check::{Context, Named, SelfPeering};
            ///
            /// let named = |id: &str| Named { id: id.to_owned(), name: id.to_owned() };
            /// let context = Context::from(SelfPeering { connector: named("round"), vpc: named("shop") });
            /// assert_eq!(
            ///     context.sentence(),
            ///     "Connector round leads from VPC shop to VPC shop: a VPC cannot be peered with itself."
            /// );
            /// ```
            #[must_use]
            pub fn sentence(&self) -> String {
                match self { $(Self::$name(context) => context.sentence(),)+ }
            }

            /// Returns the ids it is about, the most important first.
            ///
            /// ```
            /// use peerlab_core::check::{Context, Named, SelfPeering};
            ///
            /// let named = |id: &str| Named { id: id.to_owned(), name: id.to_owned() };
            /// let context = Context::from(SelfPeering { connector: named("round"), vpc: named("shop") });
            /// assert_eq!(context.subjects(), ["round", "shop"]);
            /// ```
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

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let code = Self::ALL.iter().find(|code| code.as_str() == text);
        code.copied()
            .ok_or_else(|| de::Error::custom("the code of a diagnostic was meant"))
    }
}

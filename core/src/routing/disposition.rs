//! What can become of a packet.

use serde::Serialize;

use super::Dead;

/// What becomes of a packet.
///
/// ```
/// use peerlab_core::routing::follow::Disposition;
///
/// assert_eq!(Disposition::NextHopOrphan.as_str(), "next-hop-orphan");
/// let named = |name: &str| Disposition::ALL.into_iter().find(|known| known.as_str() == name);
/// assert_eq!(named("delivered"), Some(Disposition::Delivered));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    /// It arrives in the VPC that was meant. The only success.
    Delivered,
    /// It arrives in a VPC that was not meant.
    #[serde(rename = "delivered-wrong-vpc")]
    DeliveredWrongVpc,
    /// A VPC has routing disabled, so nothing leaves its Private Networks (A5).
    RoutingDisabled,
    /// A table has no route for it.
    NoRoute,
    /// Only a default route would take it, which its Private Network does not
    /// receive (A6).
    DefaultRouteNotReceived,
    /// A route hands it to a resource or a Private Network (A7).
    HandedToResource,
    /// A next hop is not there.
    NextHopMissing,
    /// A route leads to another VPC's connector.
    NextHopForeign,
    /// A route leads to an orphan connector.
    NextHopOrphan,
    /// A route leads to a connector in conflict.
    NextHopConflict,
    /// It would pass through a VPC that does not let packets through.
    TransitDisabled,
    /// It would enter a VPC that it has passed.
    Loop,
    /// It would pass more than [`MAX_CHAINED_VPCS`](super::MAX_CHAINED_VPCS).
    ChainTooLong,
    /// A network ACL drops it.
    DeniedByAcl,
    /// It enters a VPC that the owner whose view this is does not see.
    Unseen,
}

impl Disposition {
    /// Every disposition.
    ///
    /// ```
    /// use peerlab_core::routing::follow::Disposition;
    ///
    /// let mut all = Disposition::ALL.into_iter();
    /// assert_eq!(all.next(), Some(Disposition::Delivered), "the only success comes first");
    /// ```
    pub const ALL: [Self; 15] = [
        Self::Delivered,
        Self::DeliveredWrongVpc,
        Self::RoutingDisabled,
        Self::NoRoute,
        Self::DefaultRouteNotReceived,
        Self::HandedToResource,
        Self::NextHopMissing,
        Self::NextHopForeign,
        Self::NextHopOrphan,
        Self::NextHopConflict,
        Self::TransitDisabled,
        Self::Loop,
        Self::ChainTooLong,
        Self::DeniedByAcl,
        Self::Unseen,
    ];

    /// Returns the disposition as it is written.
    ///
    /// ```
    /// use peerlab_core::routing::follow::Disposition;
    ///
    /// assert_eq!(Disposition::DeniedByAcl.as_str(), "denied-by-acl");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::DeliveredWrongVpc => "delivered-wrong-vpc",
            Self::RoutingDisabled => "routing-disabled",
            Self::NoRoute => "no-route",
            Self::DefaultRouteNotReceived => "default-route-not-received",
            Self::HandedToResource => "handed-to-resource",
            Self::NextHopMissing => "next-hop-missing",
            Self::NextHopForeign => "next-hop-foreign",
            Self::NextHopOrphan => "next-hop-orphan",
            Self::NextHopConflict => "next-hop-conflict",
            Self::TransitDisabled => "transit-disabled",
            Self::Loop => "loop",
            Self::ChainTooLong => "chain-too-long",
            Self::DeniedByAcl => "denied-by-acl",
            Self::Unseen => "unseen",
        }
    }
}

impl From<Dead> for Disposition {
    fn from(dead: Dead) -> Self {
        match dead {
            Dead::Handed => Self::HandedToResource,
            Dead::Missing => Self::NextHopMissing,
            Dead::Foreign => Self::NextHopForeign,
            Dead::Orphan(_) => Self::NextHopOrphan,
            Dead::Conflict(_) => Self::NextHopConflict,
            Dead::Unseen(_) => Self::Unseen,
        }
    }
}

//! Who sends to whom, and how much of it arrives.

use serde::Serialize;

use crate::cidr::{AddressSet, Cidr, Family};
use crate::network::{Network, PrivateNetworkIndex};

/// How much of what is sent arrives.
///
/// ```
/// use peerlab_core::cidr::Family;
/// use peerlab_core::report::judge;
/// use peerlab_core::routing::{Extent, Traffic};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.routes[0].destination = "10.0.4.0/23".to_owned();
/// let report = judge(&scenario);
/// let pair = report.pair_verdict("web", "db", Family::Ipv4, Traffic::Icmp).ok_or("both are there")?;
/// assert_eq!(pair.forward, Extent::Some, "the lower half of 10.0.4.0/22");
/// assert_eq!(pair.back, Extent::None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// From every sender to every address.
    All,
    /// From some senders or to some addresses.
    Some,
    /// Nothing.
    None,
}

/// What becomes of the packets from one Private Network to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Direct {
    pub(crate) extent: Extent,
    /// The addresses that at least one sender reaches.
    pub(crate) delivered: AddressSet,
    /// The lowest address that is reached, and the lowest sender that reaches
    /// it; `None` where none is.
    pub(crate) first: Option<(u128, u128)>,
}

impl Direct {
    /// Sums up what each group of senders, by its lowest one, reaches.
    pub(super) fn summed(groups: &[(u128, AddressSet)], receivers: &AddressSet) -> Self {
        let ranges = groups.iter().flat_map(|(_, reached)| reached.ranges());
        let delivered = AddressSet::of(ranges.copied().collect());
        let first = delivered.first().and_then(|lowest| {
            let mut reaching = groups.iter().filter(|(_, r)| r.first() == Some(lowest));
            reaching.next().map(|&(sender, _)| (lowest, sender))
        });
        let extent = if delivered.is_empty() {
            Extent::None
        } else if groups.iter().all(|(_, reached)| reached == receivers) {
            Extent::All
        } else {
            Extent::Some
        };
        Self {
            extent,
            delivered,
            first,
        }
    }
}

/// Who sends, who receives, and in which family.
#[derive(Clone, Debug)]
pub(crate) struct Ends {
    pub(crate) from: PrivateNetworkIndex,
    pub(crate) to: PrivateNetworkIndex,
    pub(crate) family: Family,
    pub(super) senders: AddressSet,
    pub(super) receivers: AddressSet,
}

impl Ends {
    /// Takes two Private Networks whole; `None` where one has no subnet of the
    /// family.
    pub(crate) fn whole(
        network: &Network,
        from: PrivateNetworkIndex,
        to: PrivateNetworkIndex,
        family: Family,
    ) -> Option<Self> {
        let of = |index| of_family(&network.private_network(index).subnets, family);
        Self::new(from, to, family, of(from), of(to))
    }

    /// Takes some addresses of two Private Networks; `None` where one has none.
    pub(crate) fn new(
        from: PrivateNetworkIndex,
        to: PrivateNetworkIndex,
        family: Family,
        senders: AddressSet,
        receivers: AddressSet,
    ) -> Option<Self> {
        let some = !senders.is_empty() && !receivers.is_empty();
        some.then_some(Self {
            from,
            to,
            family,
            senders,
            receivers,
        })
    }

    /// Returns the same ends the other way.
    pub(crate) fn reversed(&self) -> Self {
        Self {
            from: self.to,
            to: self.from,
            family: self.family,
            senders: self.receivers.clone(),
            receivers: self.senders.clone(),
        }
    }

    /// Returns the lowest sender and the lowest receiver.
    pub(crate) fn lowest(&self) -> (u128, u128) {
        let lowest = |set: &AddressSet| set.first().unwrap_or_default();
        (lowest(&self.senders), lowest(&self.receivers))
    }
}

/// Returns the subnets of a family as one set of addresses.
pub(crate) fn of_family(subnets: &[Cidr], family: Family) -> AddressSet {
    let subnets = subnets.iter().copied();
    subnets.filter(|subnet| subnet.family() == family).collect()
}

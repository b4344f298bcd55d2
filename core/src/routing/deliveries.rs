//! What routing alone delivers, in a whole network.

use super::Routing;
use super::reach::Reachability;
use crate::cidr::Family;
use crate::network::{Network, PrivateNetworkIndex, VpcIndex};
use crate::peering::Peering;

/// Routing that delivers something from one VPC to a Private Network of another.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::Peering;
/// use peerlab_core::routing::deliveries;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
/// let peering = Peering::judge(&network);
/// let found = deliveries(network, peering);
/// let ends = found.iter().map(|found| (found.from.place(), found.to.place()));
/// assert_eq!(ends.collect::<Vec<_>>(), [(0, 1)], "from shop to db, and no answer back");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delivery {
    /// The VPC that packets leave.
    pub from: VpcIndex,
    /// The Private Network they come to.
    pub to: PrivateNetworkIndex,
    /// Their family.
    pub family: Family,
}

/// Finds everything that routing delivers from one VPC to another, by the
/// Private Networks it comes to: the whole answer before ACLs and ingress rules,
/// default routes counted where any Private Network may receive them (A6).
///
/// Takes O(n log n + k) time for n subnets and routes and k answers.
#[must_use]
pub fn deliveries(network: Network, peering: Peering) -> Vec<Delivery> {
    let routing = Routing::new(network, peering);
    let reach = Reachability::new(&routing);
    let mut found = Vec::new();
    for towards in reach.all() {
        for leaf in towards.origins().filter(|leaf| leaf.vpc != towards.home) {
            found.extend(towards.networks.iter().map(|&to| Delivery {
                from: leaf.vpc,
                to,
                family: towards.family,
            }));
        }
    }
    found
}

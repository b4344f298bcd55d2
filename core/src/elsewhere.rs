//! What a scenario would be in clouds whose peering is not transitive, for
//! teaching: what differs from the platform is what its transit is for.

use crate::scenario::Scenario;

/// Returns the scenario with VPCs that pass nothing on from one peer to
/// another. So it is with VPC peering of AWS, with virtual network peering of Azure and
/// with VPC Network Peering of Google Cloud: a packet goes to a direct peer, or
/// nowhere.
///
/// Only transit is compared. That those clouds match consent, check overlaps and
/// look up routes in other ways is left aside.
///
/// Takes O(n) time for n entities.
///
/// ```
/// use peerlab_core::cidr::Family;
/// use peerlab_core::elsewhere::without_transit;
/// use peerlab_core::report::{Verdict, judge};
/// use peerlab_core::routing::Traffic;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let verdict = |scenario: &Scenario| {
///     let report = judge(scenario);
///     report.pair_verdict("web", "db", Family::Ipv4, Traffic::Icmp).map(|pair| pair.verdict)
/// };
/// assert_eq!(verdict(&scenario), Some(Verdict::Works), "through the hub");
/// assert_eq!(verdict(&without_transit(&scenario)), Some(Verdict::Blocked));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn without_transit(scenario: &Scenario) -> Scenario {
    let mut elsewhere = scenario.clone();
    for vpc in &mut elsewhere.vpcs {
        vpc.transitivity_enabled = false;
    }
    elsewhere
}

//! Overlaps that no status shows: of VPCs that are not peered with each other
//! but that a chain of peered VPCs joins.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::conflict::{NamedOverlap, apart, told};
use super::help::{Help, Source};
use super::{Diagnostic, Look, Named};
use crate::cidr::{Cidr, overlaps_within};
use crate::network::{Subnet, VpcIndex};
use crate::peering::{SubnetOverlap, SubnetOverlaps};
use crate::routing::MAX_CHAINED_VPCS;

/// How many overlapping pairs of subnets of a scenario are looked at. Copies of
/// one VPC overlap in far more ways than there is anything to say about.
const MOST_OVERLAPS: usize = 100_000;

/// Context of [`overlap-at-distance`](super::Code::OverlapAtDistance).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.routes.clear();
/// scenario.private_networks[1].subnets = vec!["10.0.0.0/22".to_owned()];
/// let found = judge(&scenario).diagnostics;
/// let Context::OverlapAtDistance(overlap) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// let chain: Vec<&str> = overlap.chain.iter().map(|vpc| vpc.id.as_str()).collect();
/// assert_eq!(chain, ["shop", "hub", "data"], "every connector of it is peered");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OverlapAtDistance {
    /// The VPCs of the chain, both ends included.
    pub chain: Vec<Named>,
    /// The overlaps of the first with the last.
    pub overlaps: Vec<NamedOverlap>,
}

impl OverlapAtDistance {
    pub(super) const HELP: Help = Help {
        rule: "Two VPCs that are not peered with each other but joined by a chain may have \
                overlapping subnets: no status shows it. For the addresses that both have, a \
                packet goes where the routes on its way lead, and the nearer VPC takes it.",
        on_the_platform: "Every connector of the chain is peered, because only direct peers are \
                compared. The ends cannot talk for the addresses that both have.",
        mend: "Give one of the two other blocks, or see to it that no routes lead from one to the \
                other.",
        sources: &[Source::Inferred(
            "the check for conflicts, which looks at direct peers alone",
        )],
    };

    pub(super) fn sentence(&self) -> String {
        let names: Vec<&str> = self.chain.iter().map(|vpc| vpc.name.as_str()).collect();
        format!(
            "The ends of the chain {} have subnets that overlap: {}.",
            names.join(" → "),
            told(&self.overlaps, self.overlaps.len())
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ends = self.chain.first().into_iter().chain(self.chain.last());
        let between = self.chain.iter();
        let mut seen = BTreeSet::new();
        let ids = ends.chain(between).map(|vpc| &vpc.id);
        ids.filter(|id| seen.insert(*id)).cloned().collect()
    }
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let mut subnets: Vec<(Subnet, VpcIndex)> = Vec::new();
    for (index, vpc) in look.network.vpcs() {
        subnets.extend(vpc.subnets.iter().map(|&subnet| (subnet, index)));
    }
    let prefixes: Vec<Cidr> = subnets.iter().map(|(subnet, _)| subnet.cidr).collect();
    let mut between: BTreeMap<(VpcIndex, VpcIndex), Vec<SubnetOverlap>> = BTreeMap::new();
    for (one, other) in overlaps_within(&prefixes, MOST_OVERLAPS).pairs {
        let (Some(&(a, vpc_a)), Some(&(b, vpc_b))) = (subnets.get(one), subnets.get(other)) else {
            continue;
        };
        if vpc_a == vpc_b || look.peering.are_peered(vpc_a, vpc_b) {
            continue;
        }
        let (ends, a, b) = if vpc_a < vpc_b {
            ((vpc_a, vpc_b), a, b)
        } else {
            ((vpc_b, vpc_a), b, a)
        };
        let overlaps = between.entry(ends).or_default();
        overlaps.extend(SubnetOverlap::of(a, b));
    }
    let peers = Peers::of(look);
    for ((first, last), overlaps) in between {
        let Some(chain) = peers.chain(look, first, last) else {
            continue;
        };
        let overlaps = SubnetOverlaps {
            total: overlaps.len(),
            listed: overlaps,
        };
        let listed = overlaps.listed.iter();
        let named = listed.map(|overlap| NamedOverlap::of(look, overlap));
        let (title, edits) = apart(look, &overlaps);
        let context = OverlapAtDistance {
            chain: chain.into_iter().map(|vpc| look.vpc(vpc)).collect(),
            overlaps: named.collect(),
        };
        let diagnostic = Diagnostic::new(Some(look.network.vpc(first).entity), context);
        found.push(diagnostic.with_fix(title, edits));
    }
}

// A chain of four has two VPCs in the middle, and that is what is looked for.
const _: () = assert!(MAX_CHAINED_VPCS == 4);

/// The peers of each VPC.
struct Peers(BTreeMap<VpcIndex, BTreeSet<VpcIndex>>);

impl Peers {
    fn of(look: &Look<'_>) -> Self {
        let mut peers: BTreeMap<VpcIndex, BTreeSet<VpcIndex>> = BTreeMap::new();
        for pair in look.peering.pairs().iter().filter(|pair| pair.is_peered()) {
            peers.entry(pair.first).or_default().insert(pair.second);
            peers.entry(pair.second).or_default().insert(pair.first);
        }
        Self(peers)
    }

    fn of_vpc(&self, vpc: VpcIndex) -> impl Iterator<Item = VpcIndex> + '_ {
        self.0.get(&vpc).into_iter().flatten().copied()
    }

    /// Returns a shortest chain from one VPC to another through VPCs that let
    /// traffic through, of at most [`MAX_CHAINED_VPCS`].
    fn chain(&self, look: &Look<'_>, first: VpcIndex, last: VpcIndex) -> Option<Vec<VpcIndex>> {
        let passes = |vpc: &VpcIndex| look.network.vpc(*vpc).transitivity_enabled;
        let middle: Vec<VpcIndex> = self.of_vpc(first).filter(passes).collect();
        let ends: BTreeSet<VpcIndex> = self.of_vpc(last).filter(passes).collect();
        if let Some(&through) = middle.iter().find(|vpc| ends.contains(vpc)) {
            return Some(vec![first, through, last]);
        }
        middle.into_iter().find_map(|one| {
            let other = self.of_vpc(one).find(|vpc| ends.contains(vpc))?;
            Some(vec![first, one, other, last])
        })
    }
}

//! The ways that packets between two VPCs could take.

use std::collections::BTreeSet;

use crate::network::{Network, VpcIndex};
use crate::routing::MAX_CHAINED_VPCS;

/// How many VPCs are tried as the middle of a way.
const MOST_MIDDLES: usize = 40;

/// Returns every way to a VPC of the region that begins with the VPCs `passed`
/// and holds at most [`MAX_CHAINED_VPCS`]; none where they pass it before their
/// last or leave no room.
///
/// Takes O(n + m²) time for n VPCs and connectors, and m VPCs that are tried in
/// the middle, at most [`MOST_MIDDLES`].
pub(crate) fn ways(network: &Network, passed: &[VpcIndex], end: VpcIndex) -> Vec<Vec<VpcIndex>> {
    let Some(&here) = passed.last() else {
        return Vec::new();
    };
    if here == end {
        return vec![passed.to_vec()];
    }
    let room = MAX_CHAINED_VPCS.saturating_sub(passed.len());
    if room == 0 || passed.contains(&end) {
        return Vec::new();
    }
    let with = |further: &[VpcIndex]| [passed, further].concat();
    let mut ways = vec![with(&[end])];
    let middles = if room > 1 {
        middles(network, passed, here, end)
    } else {
        Vec::new()
    };
    for &one in &middles {
        ways.push(with(&[one, end]));
        if room > 2 {
            let others = middles.iter().filter(|&&other| other != one);
            ways.extend(others.map(|&other| with(&[one, other, end])));
        }
    }
    debug_assert!(ways.iter().all(|way| way.len() <= MAX_CHAINED_VPCS));
    ways
}

/// Returns the VPCs of the region that a way may lead through. Of very many only
/// those next to one end.
fn middles(network: &Network, passed: &[VpcIndex], here: VpcIndex, end: VpcIndex) -> Vec<VpcIndex> {
    let region = network.vpc(here).region;
    let all = network
        .vpcs()
        .filter(|(index, vpc)| vpc.region == region && *index != end && !passed.contains(index));
    let all: Vec<VpcIndex> = all.map(|(index, _)| index).collect();
    if all.len() <= MOST_MIDDLES {
        return all;
    }
    let ends = [here, end];
    let near: BTreeSet<VpcIndex> = network
        .connectors()
        .filter_map(|(_, connector)| Some((connector.origin, connector.target?)))
        .flat_map(|(origin, target)| [(origin, target), (target, origin)])
        .filter(|(one, _)| ends.contains(one))
        .map(|(_, other)| other)
        .collect();
    let near = all.into_iter().filter(|vpc| near.contains(vpc));
    near.take(MOST_MIDDLES).collect()
}

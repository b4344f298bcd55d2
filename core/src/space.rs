//! Free address space: the next block that clashes with nothing a VPC may ever
//! be chained to.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::RangeInclusive;

use crate::cidr::{AddressSet, Cidr, Family, Range, address};
use crate::network::{Network, Subnet, VpcIndex};
use crate::routing::MAX_CHAINED_VPCS;

/// Where IPv4 blocks are looked for, in this order: the platform draws its own
/// from the first.
const IPV4_POOLS: [&str; 3] = ["172.16.0.0/12", "10.0.0.0/8", "192.168.0.0/16"];

/// Where IPv6 blocks are looked for: the half of the unique local addresses that
/// is for local choice.
const IPV6_POOLS: [&str; 1] = ["fd00::/8"];

/// The lengths of IPv4 subnets that the platform's console offers (platform
/// facts, 2.4).
pub(crate) const IPV4_LENGTHS: RangeInclusive<u8> = 20..=28;

/// The length of a block that the platform draws by itself (platform facts,
/// 2.4).
const USUAL_IPV4_LENGTH: u8 = 22;

/// The length of every IPv6 subnet (platform facts, 2.4).
pub(crate) const IPV6_LENGTH: u8 = 64;

/// Finds the block for a new Private Network of a VPC: the lowest of the usual
/// size that clashes with nothing the VPC is or may come to be peered with. What
/// no chain of connectors joins to it today is kept clear of too, as long as
/// there is room.
///
/// Takes O(n log n) time for n subnets.
pub(crate) fn free_block(network: &Network, vpc: VpcIndex) -> Option<Cidr> {
    let take = |mut space: Space| space.take(Family::Ipv4, USUAL_IPV4_LENGTH);
    take(Space::everywhere(network)).or_else(|| take(Space::around(network, &[vpc])))
}

/// Finds the VPCs that a chain of connectors joins to one of these, matched or
/// not, and how many connectors away each is: what is orphan today may be peered
/// tomorrow.
///
/// Takes time in proportion to the connectors of the network.
pub(crate) fn near(network: &Network, vpcs: &[VpcIndex]) -> BTreeMap<VpcIndex, usize> {
    let mut near: BTreeMap<VpcIndex, usize> = vpcs.iter().map(|&vpc| (vpc, 0)).collect();
    let mut into: Vec<Vec<VpcIndex>> = vec![Vec::new(); network.vpcs().len()];
    for (_, connector) in network.connectors() {
        if let Some(target) = connector.target
            && let Some(into) = into.get_mut(target.place())
        {
            into.push(connector.origin);
        }
    }
    let mut last: Vec<VpcIndex> = near.keys().copied().collect();
    for distance in 1..MAX_CHAINED_VPCS {
        let mut next = Vec::new();
        for &vpc in &last {
            let out = network.vpc(vpc).connectors.iter();
            let out = out.filter_map(|&connector| network.connector(connector).target);
            for other in out.chain(into.get(vpc.place()).into_iter().flatten().copied()) {
                if let Entry::Vacant(free) = near.entry(other) {
                    free.insert(distance);
                    next.push(other);
                }
            }
        }
        last = next;
    }
    near
}

/// The addresses that are taken around a VPC.
#[derive(Clone, Debug)]
pub(crate) struct Space {
    ipv4: AddressSet,
    ipv6: AddressSet,
}

impl Space {
    /// Gathers every subnet of the VPCs that a chain of connectors joins to one
    /// of these, matched or not.
    ///
    /// Takes time in proportion to the connectors and subnets around them.
    pub(crate) fn around(network: &Network, vpcs: &[VpcIndex]) -> Self {
        let near = near(network, vpcs);
        Self::of(near.keys().flat_map(|&vpc| &network.vpc(vpc).subnets))
    }

    /// Gathers every subnet of a network.
    fn everywhere(network: &Network) -> Self {
        Self::of(network.vpcs().flat_map(|(_, vpc)| &vpc.subnets))
    }

    fn of<'n>(subnets: impl Iterator<Item = &'n Subnet>) -> Self {
        let (ipv4, ipv6): (Vec<Cidr>, Vec<Cidr>) = subnets
            .map(|subnet| subnet.cidr)
            .partition(|cidr| cidr.family() == Family::Ipv4);
        Self {
            ipv4: ipv4.into_iter().collect(),
            ipv6: ipv6.into_iter().collect(),
        }
    }

    /// Finds a free block in place of another and takes it: of its size where
    /// the platform offers that, else of the usual size.
    pub(crate) fn take_like(&mut self, block: Cidr) -> Option<Cidr> {
        let length = match block.family() {
            Family::Ipv4 if IPV4_LENGTHS.contains(&block.length()) => block.length(),
            Family::Ipv4 => USUAL_IPV4_LENGTH,
            Family::Ipv6 => IPV6_LENGTH,
        };
        self.take(block.family(), length)
    }

    /// Finds the lowest free block of a length and takes it; `None` where there
    /// is none left.
    fn take(&mut self, family: Family, length: u8) -> Option<Cidr> {
        let (taken, pools) = match family {
            Family::Ipv4 => (&mut self.ipv4, IPV4_POOLS.as_slice()),
            Family::Ipv6 => (&mut self.ipv6, IPV6_POOLS.as_slice()),
        };
        let pools = pools.iter().filter_map(|pool| Cidr::parse(pool).ok());
        let block = pools
            .filter(|pool| pool.length() <= length)
            .find_map(|pool| first_free(taken, pool, length))?;
        *taken = taken.union(&AddressSet::from(block));
        Some(block)
    }
}

/// Returns the lowest block of a length within a pool that is apart from a set.
///
/// Takes O(n) time for n ranges of the set.
fn first_free(taken: &AddressSet, pool: Cidr, length: u8) -> Option<Cidr> {
    let range = Range::of(pool);
    let mut block = Cidr::containing(pool.first(), length)?;
    for used in taken.ranges() {
        let tried = Range::of(block);
        if used.last < tried.first {
            continue;
        }
        if used.first > tried.last {
            break;
        }
        // The next block that begins behind what is used.
        let next = used.last.checked_add(1)?;
        block = Cidr::containing(address(pool.family(), next), length)?;
        if Range::of(block).first < next {
            let behind = Range::of(block).last.checked_add(1)?;
            block = Cidr::containing(address(pool.family(), behind), length)?;
        }
        if Range::of(block).first < next || Range::of(block).last > range.last {
            return None;
        }
    }
    Some(block)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::net::IpAddr;

    use crate::network::resolve;
    use crate::sketch::sketch;

    #[track_caller]
    fn check_block(text: &str, expected: Option<&str>) {
        let (network, _) = resolve(&sketch(text));
        let (first, _) = network.vpcs().next().expect("a VPC");
        let block = free_block(&network, first).map(|block| block.to_string());
        assert_eq!(block.as_deref(), expected);
    }

    #[test]
    fn a_new_private_network_clashes_with_nothing_it_may_be_peered_with() {
        check_block("vpc a", Some("172.16.0.0/22"));
        check_block("vpc a x=172.16.0.0/22,172.16.8.1/32", Some("172.16.4.0/22"));
        let chained = "vpc a
            vpc b y=172.16.0.0/22
            connect b a";
        check_block(chained, Some("172.16.4.0/22"));
        let apart = "vpc a
            vpc b y=172.16.0.0/22";
        check_block(apart, Some("172.16.4.0/22"));
    }

    #[test]
    fn where_all_is_used_up_only_what_is_chained_counts() {
        let pools = "172.16.0.0/12,10.0.0.0/8,192.168.0.0/16";
        check_block(&format!("vpc a\nvpc b y={pools}"), Some("172.16.0.0/22"));
        check_block(&format!("vpc a\nvpc b y={pools}\nconnect a b"), None);
    }

    fn cidr(text: &str) -> Cidr {
        text.parse().expect("a prefix")
    }

    proptest! {
        #[test]
        fn the_block_is_free_and_none_before_it_is(
            used in vec((0u8..64, 26u8..=32), 0..12),
            length in 26u8..=30,
        ) {
            let pool = cidr("10.0.0.0/26");
            let used: Vec<Cidr> = used
                .into_iter()
                .filter_map(|(host, length)| {
                    Cidr::containing(IpAddr::from([10, 0, 0, host]), length)
                })
                .collect();
            let expected = (0u8..64)
                .step_by(1 << (32 - length))
                .filter_map(|host| Cidr::containing(IpAddr::from([10, 0, 0, host]), length))
                .find(|block| !used.iter().any(|used| used.overlaps(*block)));
            let taken: AddressSet = used.iter().copied().collect();
            prop_assert_eq!(first_free(&taken, pool, length), expected);
        }
    }
}

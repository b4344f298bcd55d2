//! The overlaps of one VPC's subnets with another's.

use crate::cidr::{Cidr, Overlaps, Relation, overlaps_between};
use crate::network::{Network, Subnet, VpcIndex};
use crate::order::sort_by;

/// The overlaps of one VPC's subnets with another's.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::Peering;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.private_networks[0].subnets = vec!["10.0.0.0/8".to_owned(), "10.0.6.0/24".to_owned()];
/// let (network, _) = resolve(&scenario);
/// let peering = Peering::judge(&network);
/// let overlaps = &peering.pairs()[0].overlaps;
/// assert_eq!(overlaps.total, 2, "both with 10.0.4.0/22");
/// assert_eq!(overlaps.listed[1].subnet.cidr.to_string(), "10.0.6.0/24");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubnetOverlaps {
    /// The overlaps, by subnet, then by target subnet; at most
    /// [`MOST_LISTED_OVERLAPS`](super::MOST_LISTED_OVERLAPS).
    pub listed: Vec<SubnetOverlap>,
    /// How many there are.
    pub total: usize,
}

/// Two subnets that overlap.
///
/// ```
/// use peerlab_core::cidr::Relation;
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::Peering;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let text = ONE_WAY.replace("10.0.0.0/22", "10.0.6.0/24");
/// let (network, _) = resolve(&Scenario::from_json(&text)?);
/// let overlap = Peering::judge(&network).pairs()[0].overlaps.listed[0];
/// assert_eq!(overlap.relation, Relation::Within);
/// assert_eq!(overlap.range, overlap.subnet.cidr, "of two that overlap the smaller one");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubnetOverlap {
    /// A subnet of the VPC asked about.
    pub subnet: Subnet,
    /// A subnet of the other VPC.
    pub target: Subnet,
    /// How the subnet stands to the target's.
    pub relation: Relation,
    /// The addresses they have in common.
    pub range: Cidr,
}

impl SubnetOverlaps {
    /// Returns the same overlaps as the other VPC sees them.
    ///
    /// ```
    /// use peerlab_core::cidr::Relation;
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::peering::Peering;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let text = ONE_WAY.replace("10.0.0.0/22", "10.0.0.0/20");
    /// let (network, _) = resolve(&Scenario::from_json(&text)?);
    /// let peering = Peering::judge(&network);
    /// let overlaps = &peering.pairs()[0].overlaps;
    /// assert_eq!(overlaps.listed[0].relation, Relation::Contains);
    /// assert_eq!(overlaps.reversed().listed[0].relation, Relation::Within);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut listed: Vec<SubnetOverlap> = self
            .listed
            .iter()
            .map(|overlap| SubnetOverlap {
                subnet: overlap.target,
                target: overlap.subnet,
                relation: match overlap.relation {
                    Relation::Identical => Relation::Identical,
                    Relation::Contains => Relation::Within,
                    Relation::Within => Relation::Contains,
                },
                range: overlap.range,
            })
            .collect();
        let ends = |overlap: &SubnetOverlap| (overlap.subnet, overlap.target);
        sort_by(&mut listed, |a, b| ends(a).cmp(&ends(b)));
        Self {
            listed,
            total: self.total,
        }
    }
}

impl SubnetOverlap {
    /// Makes the overlap of two subnets; `None` where they are apart.
    pub(crate) fn of(subnet: Subnet, target: Subnet) -> Option<Self> {
        Some(Self {
            subnet,
            target,
            relation: subnet.cidr.relation(target.cidr)?,
            range: subnet.cidr.intersection(target.cidr)?,
        })
    }
}

/// Finds the overlaps of one VPC's subnets with another's, at most `limit`
/// listed.
///
/// Takes O(n + k) time for the n subnets of both and k listed overlaps; where one
/// has few and the other very many, O(few × log many + k), so that a large VPC
/// is not read again for each of many small peers.
///
/// ```
/// use peerlab_core::network::resolve;
/// use peerlab_core::peering::subnet_overlaps;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let text = ONE_WAY.replace("10.0.0.0/22", "10.0.0.0/16");
/// let (network, _) = resolve(&Scenario::from_json(&text)?);
/// let vpcs: Vec<_> = network.vpcs().map(|(index, _)| index).collect();
/// let found = subnet_overlaps(&network, vpcs[0], vpcs[1], usize::MAX);
/// assert_eq!(found.total, 1);
/// assert_eq!(found.listed[0].range.to_string(), "10.0.4.0/22");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn subnet_overlaps(
    network: &Network,
    vpc: VpcIndex,
    target: VpcIndex,
    limit: usize,
) -> SubnetOverlaps {
    let left = &network.vpc(vpc).subnets;
    let right = &network.vpc(target).subnets;
    let found = if left.len() / MANY_FOR_ONE > right.len() {
        few_among_many(right, left, limit, |few, many| (many, few))
    } else if right.len() / MANY_FOR_ONE > left.len() {
        few_among_many(left, right, limit, |few, many| (few, many))
    } else {
        let prefixes = |subnets: &[Subnet]| -> Vec<Cidr> {
            let subnets = subnets.iter();
            subnets.map(|subnet| subnet.cidr).collect()
        };
        overlaps_between(&prefixes(left), &prefixes(right), limit)
    };
    let listed = found
        .pairs
        .into_iter()
        .filter_map(|(l, r)| SubnetOverlap::of(*left.get(l)?, *right.get(r)?))
        .collect();
    SubnetOverlaps {
        listed,
        total: found.total,
    }
}

/// How many times more subnets make it worth to look each of the few up: a look
/// is a search for every length of prefix that may be around it.
const MANY_FOR_ONE: usize = 2_000;

/// Finds the overlaps of few sorted subnets with many.
fn few_among_many(
    few: &[Subnet],
    many: &[Subnet],
    limit: usize,
    pair: impl Fn(usize, usize) -> (usize, usize),
) -> Overlaps {
    let mut found = Overlaps::default();
    for (place, subnet) in few.iter().enumerate() {
        let cidr = subnet.cidr;
        let mut add = |begin: usize, end: usize| {
            found.total = found.total.saturating_add(end - begin);
            let room = limit - found.pairs.len();
            let pairs = (begin..end).take(room).map(|other| pair(place, other));
            found.pairs.extend(pairs);
        };
        let first_after = |cidr: Cidr| many.partition_point(|other| other.cidr <= cidr);
        // Those around it and its equals, one length after the other.
        for length in 0..=cidr.length() {
            if let Some(outer) = Cidr::containing(cidr.first(), length) {
                let begin = many.partition_point(|other| other.cidr < outer);
                add(begin, first_after(outer));
            }
        }
        // Those within it follow it.
        let end = many.partition_point(|other| other.cidr.first() <= cidr.last());
        let begin = first_after(cidr);
        add(begin, end.max(begin));
    }
    found.pairs.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::resolve;
    use crate::scenario::Scenario;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn any_subnets(most: usize) -> impl Strategy<Value = Vec<String>> {
        let subnet = (0u8.., 22u8..=32).prop_map(|(host, length)| {
            let address = std::net::IpAddr::from([10, 0, 0, host]);
            Cidr::containing(address, length).map(|cidr| format!("\"{cidr}\""))
        });
        vec(subnet, 0..most).prop_map(|subnets| subnets.into_iter().flatten().collect())
    }

    proptest! {
        #[test]
        fn few_among_many_is_the_sweep(few in any_subnets(6), many in any_subnets(40), limit in 0usize..60) {
            let scenario = Scenario::from_json(&format!(
                "{{\"vpcs\":[{{\"id\":\"a\"}},{{\"id\":\"b\"}}],\"private_networks\":[\
                 {{\"id\":\"x\",\"vpc_id\":\"a\",\"subnets\":[{}]}},\
                 {{\"id\":\"y\",\"vpc_id\":\"b\",\"subnets\":[{}]}}]}}",
                few.join(","),
                many.join(",")
            ))
            .expect("readable");
            let (network, _) = resolve(&scenario);
            let subnets: Vec<Vec<Subnet>> =
                network.vpcs().map(|(_, vpc)| vpc.subnets.clone()).collect();
            let prefixes: Vec<Vec<Cidr>> = subnets
                .iter()
                .map(|subnets| subnets.iter().map(|subnet| subnet.cidr).collect())
                .collect();
            let all = overlaps_between(&prefixes[0], &prefixes[1], usize::MAX);
            let found = few_among_many(&subnets[0], &subnets[1], limit, |few, many| (few, many));
            prop_assert_eq!(found.total, all.total);
            prop_assert_eq!(found.pairs.len(), limit.min(all.total));
            if limit >= all.total {
                prop_assert_eq!(&found.pairs, &all.pairs);
            }
            let turned = few_among_many(&subnets[0], &subnets[1], usize::MAX, |few, many| (many, few));
            let back = overlaps_between(&prefixes[1], &prefixes[0], usize::MAX);
            prop_assert_eq!(turned, back);
        }
    }
}

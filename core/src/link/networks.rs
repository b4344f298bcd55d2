//! Private Networks and what is on them.

use std::sync::Arc;

use super::coder::{Coder, Field, TEXT};
use super::document::{Known, each};
use super::facts::{Facts, Forms};
use super::prefix::{Guess, Near, plain};
use crate::cidr::{Cidr, Family};
use crate::scenario::{PrivateNetwork, Resource, Scenario};

/// Describes the Private Networks.
pub(super) fn describe(
    coder: &mut Coder<'_>,
    known: &mut Known,
    made: &mut Scenario,
    given: &Scenario,
) {
    let mut subnets = Subnets::default();
    // For names that are alike in every VPC: what each was known by.
    let mut facts_of: Vec<(Arc<Facts>, Arc<Facts>)> = Vec::new();
    let mut last: Option<usize> = None;
    let networks = &given.private_networks;
    each(
        coder,
        Field::Network,
        networks,
        |coder, one: &PrivateNetwork| {
            let of_last = last
                .and_then(|last| known.of_vpc.get(last))
                .map_or(0, Vec::len);
            let of_before = last.and_then(|last| known.of_vpc.get(last.checked_sub(1)?));
            let of_before = of_before.map_or(0, Vec::len);
            let context = u32::from(of_last >= of_before) << 1 | u32::from(of_before == 0);
            let next = last.map_or(0, |last| last + 1);
            let vpc = coder.pointer(
                Field::NetworkVpc,
                context,
                &known.vpcs,
                &[last, Some(next)],
                &one.vpc_id,
            );
            let place = made.private_networks.len();
            let siblings = vpc
                .place
                .and_then(|vpc| known.of_vpc.get(vpc))
                .map_or(0, Vec::len);
            let before = vpc
                .place
                .and_then(|vpc| known.of_vpc.get(vpc.checked_sub(1)?));
            let other = before.and_then(|before| before.get(siblings)).copied();
            let name = vpc
                .place
                .and_then(|vpc| made.vpcs.get(vpc))
                .map_or("", |vpc| vpc.name.as_str());
            let facts = Facts::default()
                .forms(&vpc.id, Forms::All)
                .forms(name, Forms::Capital)
                .place(siblings)
                .place(place)
                .known();
            let like =
                other.and_then(|other| made.private_networks.get(other).zip(facts_of.get(other)));
            let like_id = like.map(|(network, (facts, _))| (network.id.as_str(), facts));
            let like_name = like.map(|(network, (_, facts))| (network.name.as_str(), facts));
            let id = coder.like(Field::Network, like_id, &facts, &one.id);
            let with_id = Facts::default().forms(&id, Forms::All).and(&facts).known();
            let name = coder.like(Field::NetworkName, like_name, &with_id, &one.name);
            facts_of.push((facts, with_id));
            let network = PrivateNetwork {
                id,
                name,
                vpc_id: vpc.id,
                subnets: subnets.of_network(coder, vpc.place, siblings, &one.subnets),
                default_route_propagation_enabled: coder.flag(
                    Field::NetworkFlag,
                    0,
                    one.default_route_propagation_enabled,
                ),
            };
            for text in &network.subnets {
                known.blocks.add_subnet(text, vpc.place, place);
            }
            known.networks.push(&network.id);
            known.all.push(&network.id);
            if let Some(siblings) = vpc.place.and_then(|vpc| known.of_vpc.get_mut(vpc)) {
                siblings.push(place);
            }
            last = vpc.place.or(last);
            made.private_networks.push(network);
        },
    );
}

/// The subnets so far, for the next to be near to.
#[derive(Default)]
struct Subnets {
    /// For each Private Network, its VPC and its subnets.
    of: Vec<(Option<usize>, Vec<Option<Cidr>>)>,
    /// For each VPC in the order in which they came, its first Private Network.
    firsts: Vec<usize>,
}

impl Subnets {
    fn of_network(
        &mut self,
        coder: &mut Coder<'_>,
        vpc: Option<usize>,
        siblings: usize,
        given: &[String],
    ) -> Vec<String> {
        let place = self.of.len();
        if siblings == 0 {
            self.firsts.push(place);
        }
        self.of.push((vpc, Vec::new()));
        let before = place.checked_sub(1).and_then(|before| self.of.get(before));
        let before = before.map_or(0, |(_, subnets)| subnets.len());
        let context = u32::try_from(before.min(7)).unwrap_or(0);
        let count = coder.count_like(Field::NetworkSubnets, context, given.len(), TEXT);
        let mut made = Vec::new();
        for number in 0..count {
            if coder.is_stopped() {
                break;
            }
            let near = self.near(place, siblings, number);
            let text = coder.prefix(
                Field::Subnet,
                &near,
                given.get(number).map_or("", String::as_str),
            );
            if let Some((_, subnets)) = self.of.get_mut(place) {
                subnets.push(plain(&text));
            }
            made.push(text);
        }
        made
    }

    /// What a subnet is expected to be near to: that of the same number in the
    /// Private Networks before.
    fn near(&self, place: usize, siblings: usize, number: usize) -> Near {
        let at = |place: Option<usize>| self.of.get(place?)?.1.get(number).copied().flatten();
        let back = |steps: usize| at(place.checked_sub(steps));
        let like = back(1).or_else(|| {
            // More subnets than the Private Network before has.
            let (_, subnets) = self.of.get(place)?;
            subnets.iter().rev().find_map(|subnet| *subnet)
        });
        let first = |steps: usize| {
            let place = self.firsts.len().checked_sub(1 + steps)?;
            at(self.firsts.get(place).copied())
        };
        let mut guesses = Vec::new();
        let moved = |cidr: Option<Cidr>, from: Option<Cidr>, to: Option<Cidr>| {
            Guess::moved(cidr?, from?, to?)
        };
        if siblings == 0 {
            guesses.extend(moved(first(1), first(2), first(1)));
            if let Some(first) = first(1) {
                let step = match first.family() {
                    Family::Ipv4 => 1 << 16,
                    Family::Ipv6 => 1 << 80,
                };
                guesses.push(Guess::further(first, step));
            }
        } else {
            // As in the VPC before.
            let other = self
                .firsts
                .len()
                .checked_sub(2)
                .and_then(|place| self.firsts.get(place));
            let other = other.and_then(|first| at(Some(first + siblings)));
            guesses.extend(moved(first(0), first(1), other));
        }
        guesses.extend(like.map(Guess::behind));
        guesses.extend(moved(back(1), back(2), back(1)));
        Near { like, guesses }
    }
}

/// Describes the resources.
pub(super) fn resources(
    coder: &mut Coder<'_>,
    known: &mut Known,
    made: &mut Scenario,
    given: &Scenario,
) {
    let mut last: Option<usize> = None;
    let mut siblings = 0;
    each(
        coder,
        Field::Resource,
        &given.resources,
        |coder, one: &Resource| {
            let next = last.map_or(0, |last| last + 1);
            let network = coder.pointer(
                Field::ResourceNetwork,
                0,
                &known.networks,
                &[Some(next), last],
                &one.private_network_id,
            );
            siblings = if network.place == last {
                siblings + 1
            } else {
                0
            };
            last = network.place.or(last);
            let of = network
                .place
                .and_then(|place| made.private_networks.get(place));
            let name = of.map_or("", |network| network.name.as_str());
            let facts = Facts::default()
                .forms(&network.id, Forms::All)
                .forms(name, Forms::Capital)
                .place(siblings)
                .place(made.resources.len())
                .known();
            let id = coder.like(Field::Resource, None, &facts, &one.id);
            let with_id = Facts::default().forms(&id, Forms::All).and(&facts).known();
            let name = coder.like(Field::ResourceName, None, &with_id, &one.name);
            let kind = coder.recent(Field::ResourceKind, 0, &one.kind);
            let blocks = of.map_or(&[][..], |network| &network.subnets);
            let blocks: Vec<Cidr> = blocks.iter().filter_map(|text| plain(text)).collect();
            let addresses = addresses(coder, &blocks, &one.addresses);
            known.resources.push(&id);
            known.all.push(&id);
            made.resources.push(Resource {
                id,
                name,
                private_network_id: network.id,
                addresses,
                kind,
            });
        },
    );
}

/// The addresses of a resource, one in each block as a rule.
fn addresses(coder: &mut Coder<'_>, blocks: &[Cidr], given: &[String]) -> Vec<String> {
    let context = u32::try_from(blocks.len().min(7)).unwrap_or(0);
    let count = coder.count_like(Field::ResourceAddresses, context, given.len(), TEXT);
    let mut made = Vec::new();
    for number in 0..count {
        if coder.is_stopped() {
            break;
        }
        let blocks = blocks.get(number.min(blocks.len())..).unwrap_or_default();
        made.push(coder.address(
            Field::Address,
            blocks,
            given.get(number).map_or("", String::as_str),
        ));
    }
    made
}

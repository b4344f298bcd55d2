//! What two named things come to.

use std::net::IpAddr;

use thiserror::Error;

use super::model::{Model, NamedEnd};
use super::reachability::FAMILIES;
use super::{Report, Verdict};
use crate::cidr::{AddressSet, Family, Range, number};
use crate::nearest::did_you_mean;
use crate::network::PrivateNetworkIndex;
use crate::routing::{Ends, Traffic, of_family};
use crate::scenario::{Kind, Scenario};

/// Why what two things come to cannot be said in one word.
///
/// ```
/// use peerlab_core::report::{ReachError, judge};
/// use peerlab_core::routing::Traffic;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let mut other = scenario.private_networks[1].clone();
/// (other.id, other.subnets) = ("cache".to_owned(), vec!["10.0.8.0/22".to_owned()]);
/// scenario.private_networks.push(other);
/// let error = judge(&scenario).verdict(&scenario, "web", "data", None, Traffic::Icmp).err();
/// assert_eq!(
///     error.map(|error| error.to_string()).as_deref(),
///     Some("web to db is one-way, but web to cache is blocked")
/// );
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReachError {
    /// An end is not in the scenario.
    #[error(
        "there is no VPC, Private Network or resource “{id}”{}",
        did_you_mean(.meant.as_deref())
    )]
    UnknownEnd {
        /// The id as asked.
        id: String,
        /// The id that was probably meant.
        meant: Option<String>,
    },
    /// The ends have no addresses of one family, or not of the one asked for.
    #[error("“{from}” and “{to}” have no {}addresses of one family", family_word(*.family))]
    NoFamily {
        /// The one end as asked.
        from: String,
        /// The other end as asked.
        to: String,
        /// The family asked for.
        family: Option<Family>,
    },
    /// There are more pairs of Private Networks than a question looks at.
    #[error("{pairs} pairs of Private Networks are more than can be looked at")]
    TooMany {
        /// How many there are.
        pairs: usize,
    },
    /// The Private Networks of a VPC come to different things.
    #[error("{} to {} is {}, but {} to {} is {}", .one.0, .one.1, .one.2, .other.0, .other.1, .other.2)]
    Disagree {
        /// The ids of a pair of Private Networks, and what it comes to.
        one: (String, String, Verdict),
        /// Another pair that comes to something else.
        other: (String, String, Verdict),
    },
}

fn family_word(family: Option<Family>) -> String {
    family.map_or_else(String::new, |family| format!("{family} "))
}

/// Addresses of a Private Network that a name stands for.
struct Named {
    network: PrivateNetworkIndex,
    /// A resource's own; `None` is all of the Private Network.
    addresses: Option<Vec<IpAddr>>,
}

/// How many pairs of Private Networks one question looks at, at most.
const MOST_PAIRS: usize = 100_000;

impl Report {
    /// Says what two things come to: Private Networks, resources (their
    /// addresses alone) or VPCs (all of their Private Networks, which must
    /// agree). Without a family, IPv4 where both have it, else IPv6.
    ///
    /// Takes time in proportion to the pairs of Private Networks that it looks at.
    ///
    /// # Errors
    ///
    /// A [`ReachError`] where an end is unknown, the two have no family in common, or
    /// one word cannot be said of all their Private Networks.
    ///
    /// ```
    /// use peerlab_core::report::{Verdict, judge};
    /// use peerlab_core::routing::Traffic;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let scenario = Scenario::from_json(ONE_WAY)?;
    /// let report = judge(&scenario);
    /// let verdict = report.verdict(&scenario, "shop", "db", None, Traffic::Icmp)?;
    /// assert_eq!(verdict, Verdict::OneWay, "a VPC stands for its Private Networks");
    /// assert!(report.verdict(&scenario, "shop", "dbb", None, Traffic::Icmp).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verdict(
        &self,
        scenario: &Scenario,
        from: &str,
        to: &str,
        family: Option<Family>,
        traffic: Traffic,
    ) -> Result<Verdict, ReachError> {
        let mut budget = MOST_PAIRS;
        self.verdict_within(&mut budget, scenario, from, to, family, traffic)
    }

    /// Says the same and takes the pairs looked at off a budget.
    pub(crate) fn verdict_within(
        &self,
        budget: &mut usize,
        scenario: &Scenario,
        from: &str,
        to: &str,
        family: Option<Family>,
        traffic: Traffic,
    ) -> Result<Verdict, ReachError> {
        let model = &self.model;
        let senders = model.named(scenario, from)?;
        let receivers = model.named(scenario, to)?;
        let pairs = senders.len() * receivers.len();
        *budget = budget
            .checked_sub(pairs)
            .ok_or(ReachError::TooMany { pairs })?;
        let asked = family.map_or(FAMILIES.to_vec(), |family| vec![family]);
        for family in asked {
            let mut verdicts = model
                .ends(&senders, &receivers, family)
                .map(|ends| (model.verdict(&ends, traffic), ends));
            let Some((verdict, first)) = verdicts.next() else {
                continue;
            };
            let told = |ends: &Ends, verdict| {
                let id = |network| model.private_network_id(network).to_owned();
                (id(ends.from), id(ends.to), verdict)
            };
            return match verdicts.find(|(other, _)| *other != verdict) {
                None => Ok(verdict),
                Some((other, ends)) => Err(ReachError::Disagree {
                    one: told(&first, verdict),
                    other: told(&ends, other),
                }),
            };
        }
        Err(ReachError::NoFamily {
            from: from.to_owned(),
            to: to.to_owned(),
            family,
        })
    }
}

impl Model {
    fn named(&self, scenario: &Scenario, id: &str) -> Result<Vec<Named>, ReachError> {
        let network = self.network();
        let whole = |network| Named {
            network,
            addresses: None,
        };
        match self.end(id) {
            Some(NamedEnd::Vpc(vpc)) => {
                let networks = &network.vpc(vpc).private_networks;
                Ok(networks.iter().copied().map(whole).collect())
            }
            Some(NamedEnd::PrivateNetwork(index)) => Ok(vec![whole(index)]),
            Some(NamedEnd::Resource(index)) => {
                let resource = network.resource(index);
                Ok(vec![Named {
                    network: resource.private_network,
                    addresses: Some(resource.addresses.clone()),
                }])
            }
            None => {
                let ends = [Kind::Vpc, Kind::PrivateNetwork, Kind::Resource];
                Err(ReachError::UnknownEnd {
                    id: id.to_owned(),
                    meant: scenario.nearest_id(id, &ends).map(str::to_owned),
                })
            }
        }
    }

    /// Returns every pair of different ends that have addresses of a family.
    fn ends(
        &self,
        senders: &[Named],
        receivers: &[Named],
        family: Family,
    ) -> impl Iterator<Item = Ends> {
        let pairs = senders
            .iter()
            .flat_map(move |sender| receivers.iter().map(move |receiver| (sender, receiver)));
        pairs.filter_map(move |(sender, receiver)| {
            let is_one = sender.network == receiver.network
                && sender.addresses.is_none()
                && receiver.addresses.is_none();
            let ends = || {
                let (from, to) = (sender.network, receiver.network);
                let (sender, receiver) = (self.set(sender, family), self.set(receiver, family));
                Ends::new(from, to, family, sender, receiver)
            };
            if is_one { None } else { ends() }
        })
    }

    /// Returns the addresses that a name stands for. One outside its Private
    /// Network sends and gets nothing.
    fn set(&self, named: &Named, family: Family) -> AddressSet {
        let subnets = &self.network().private_network(named.network).subnets;
        let whole = of_family(subnets, family);
        let Some(addresses) = &named.addresses else {
            return whole;
        };
        let own = addresses
            .iter()
            .filter(|address| Family::of(**address) == family)
            .map(|&address| Range::single(number(address)));
        own.collect::<AddressSet>().intersection(&whole)
    }
}

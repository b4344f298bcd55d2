//! Which Private Networks can talk to each other.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Report;
use super::model::Model;
use crate::cidr::{Cidr, Family, address};
use crate::network::PrivateNetworkIndex;
use crate::routing::follow::{Disposition, Packet};
use crate::routing::reach::Direct;
use crate::routing::{Extent, Flow, Traffic};

/// What two Private Networks come to in one family.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PairReport {
    /// The id of the Private Network that asks.
    pub from: String,
    /// The id of the Private Network that answers.
    pub to: String,
    /// The family.
    pub family: Family,
    /// What both ways come to together.
    pub verdict: Verdict,
    /// The packets that ask.
    pub forward: WayReport,
    /// The packets that answer.
    #[serde(rename = "return")]
    pub back: WayReport,
}

/// What both ways between two Private Networks come to together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything arrives both ways.
    Works,
    /// Something arrives, but not all or not both ways.
    Partial,
    /// Everything arrives one way and nothing the other.
    OneWay,
    /// Nothing arrives.
    Blocked,
}

/// What becomes of the packets one way.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WayReport {
    /// How much of what is sent arrives.
    pub extent: Extent,
    /// The ids of the VPCs that the first packets pass: those to the lowest
    /// address that is reached, else to the lowest there is.
    pub path: Vec<String>,
    /// What becomes of them.
    pub disposition: Disposition,
    /// The addresses that at least one sender reaches.
    pub delivered: Vec<Cidr>,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Works, Self::Partial, Self::OneWay, Self::Blocked];

    /// Returns the verdict as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Partial => "partial",
            Self::OneWay => "one-way",
            Self::Blocked => "blocked",
        }
    }

    const fn of(forward: Extent, back: Extent) -> Self {
        match (forward, back) {
            (Extent::All, Extent::All) => Self::Works,
            (Extent::None, Extent::None) => Self::Blocked,
            (Extent::All, Extent::None) | (Extent::None, Extent::All) => Self::OneWay,
            _ => Self::Partial,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Two different Private Networks and a family.
#[derive(Clone, Copy)]
struct Pair {
    from: PrivateNetworkIndex,
    to: PrivateNetworkIndex,
    family: Family,
}

impl Report {
    /// Returns every ordered pair of different Private Networks that is not
    /// blocked for a kind of traffic, in document order, IPv4 before IPv6.
    ///
    /// Takes time in proportion to the pairs to which routing delivers
    /// something either way.
    pub fn reachability(&self, traffic: Traffic) -> impl Iterator<Item = PairReport> {
        let model = &self.model;
        let froms = model.network().private_networks();
        let pairs = froms.flat_map(|(from, _)| model.candidates(from));
        pairs
            .filter_map(move |pair| model.pair(pair, traffic))
            .filter(|pair| pair.verdict != Verdict::Blocked)
    }

    /// Returns every ordered pair of different Private Networks that have
    /// subnets of one family, blocked ones included.
    pub fn all_pairs(&self, traffic: Traffic) -> impl Iterator<Item = PairReport> {
        let model = &self.model;
        let indices = || model.network().private_networks().map(|(index, _)| index);
        indices()
            .flat_map(move |from| indices().map(move |to| (from, to)))
            .filter(|(from, to)| from != to)
            .flat_map(|(from, to)| {
                [Family::Ipv4, Family::Ipv6].map(|family| Pair { from, to, family })
            })
            .filter_map(move |pair| model.pair(pair, traffic))
    }
}

impl Model {
    /// Returns the pairs from a Private Network between which routing delivers
    /// something either way, in order.
    fn candidates(&self, from: PrivateNetworkIndex) -> Vec<Pair> {
        let network = self.network();
        let here = network.private_network(from).vpc;
        let mut pairs: Vec<(PrivateNetworkIndex, Family)> = self
            .reach
            .sends(here)
            .map(|towards| (towards.to, towards.family))
            .collect();
        for family in [Family::Ipv4, Family::Ipv6] {
            let towards_here = self.reach.towards(from, family).into_iter();
            for vpc in towards_here.flat_map(|towards| towards.origins()) {
                let networks = &network.vpc(vpc).private_networks;
                pairs.extend(networks.iter().map(|&to| (to, family)));
            }
            // Overlapping neighbours reach each other without a router.
            let networks = &network.vpc(here).private_networks;
            pairs.extend(networks.iter().map(|&to| (to, family)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let others = pairs.into_iter().filter(|&(to, _)| to != from);
        others
            .map(|(to, family)| Pair { from, to, family })
            .collect()
    }

    /// Judges a pair both ways; `None` where one has no subnet of the family.
    fn pair(&self, pair: Pair, traffic: Traffic) -> Option<PairReport> {
        let Pair { from, to, family } = pair;
        let back = Pair {
            from: to,
            to: from,
            family,
        };
        let (sent, answered) = (traffic.sent(), traffic.answered());
        let forward = self.direct(pair, sent)?;
        let backward = self.direct(back, answered)?;
        Some(PairReport {
            from: self.private_network_id(from).to_owned(),
            to: self.private_network_id(to).to_owned(),
            family,
            verdict: Verdict::of(forward.extent, backward.extent),
            forward: self.way(pair, sent, &forward),
            back: self.way(back, answered, &backward),
        })
    }

    fn direct(&self, pair: Pair, flow: Flow) -> Option<Direct> {
        let Pair { from, to, family } = pair;
        self.reach.direct(self.network(), from, to, family, flow)
    }

    fn way(&self, pair: Pair, flow: Flow, direct: &Direct) -> WayReport {
        let lowest = |network: PrivateNetworkIndex| {
            let subnets = &self.network().private_network(network).subnets;
            let of_family = subnets.iter().find(|cidr| cidr.family() == pair.family);
            of_family.map(|cidr| cidr.first())
        };
        let (destination, source) = match direct.first {
            Some((destination, source)) => (
                Some(address(pair.family, destination)),
                Some(address(pair.family, source)),
            ),
            None => (lowest(pair.to), lowest(pair.from)),
        };
        let way = source.zip(destination).map(|(source, destination)| {
            self.routing.follow(&Packet {
                from: pair.from,
                source,
                destination,
                meant: Some(self.network().private_network(pair.to).vpc),
                flow,
            })
        });
        WayReport {
            extent: direct.extent,
            path: way
                .iter()
                .flat_map(|way| &way.hops)
                .map(|hop| self.vpc_id(hop.vpc).to_owned())
                .collect(),
            disposition: way.map_or(Disposition::NoRoute, |way| way.disposition),
            delivered: direct.delivered.prefixes(pair.family),
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = || self.reachability(Traffic::default());
        write(self, &Lazy(pairs), serializer)
    }
}

/// A report that is written with the blocked pairs as well.
#[derive(Clone, Copy, Debug)]
pub struct AllPairs<'r>(pub &'r Report);

impl Serialize for AllPairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = || self.0.all_pairs(Traffic::default());
        write(self.0, &Lazy(pairs), serializer)
    }
}

fn write<S: Serializer>(
    report: &Report,
    reachability: &impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut fields = serializer.serialize_struct("Report", 6)?;
    fields.serialize_field("version", &report.version)?;
    fields.serialize_field("connectors", &report.connectors)?;
    fields.serialize_field("connections", &report.connections)?;
    fields.serialize_field("reachability", reachability)?;
    fields.serialize_field("diagnostics", &report.diagnostics)?;
    fields.serialize_field("expectations", &report.expectations)?;
    fields.end()
}

/// A list that is made while it is written, so that it is never held.
struct Lazy<F>(F);

impl<I: Iterator<Item = PairReport>, F: Fn() -> I> Serialize for Lazy<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

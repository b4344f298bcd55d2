//! Which Private Networks can talk to each other.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Report;
use super::model::{Model, NamedEnd};
use crate::cidr::{Cidr, Family, address};
use crate::network::PrivateNetworkIndex;
use crate::routing::follow::{Disposition, Packet, Sender};
use crate::routing::reach::Towards;
use crate::routing::{Direct, Ends, Extent, Flow, Traffic};

pub(super) const FAMILIES: [Family; 2] = [Family::Ipv4, Family::Ipv6];

/// What two Private Networks come to in one family.
///
/// ```
/// use peerlab_core::cidr::Family;
/// use peerlab_core::report::{Verdict, judge};
/// use peerlab_core::routing::Traffic;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let report = judge(&Scenario::from_json(CHAIN)?);
/// let pair = report.pair("web", "db", Family::Ipv4, Traffic::Icmp).ok_or("both are there")?;
/// assert_eq!(pair.verdict, Verdict::Works);
/// assert_eq!(pair.forward.path, ["shop", "hub", "data"]);
/// assert_eq!(pair.back.path, ["data", "hub", "shop"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// use peerlab_core::report::Verdict;
///
/// assert_eq!(Verdict::OneWay.as_str(), "one-way");
/// assert_eq!(Verdict::OneWay.to_string(), "one-way");
/// ```
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
///
/// ```
/// use peerlab_core::cidr::Family;
/// use peerlab_core::report::judge;
/// use peerlab_core::routing::{Extent, Traffic, follow::Disposition};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.routes[0].destination = "10.0.4.0/24".to_owned();
/// let report = judge(&scenario);
/// let pair = report.pair("web", "db", Family::Ipv4, Traffic::Icmp).ok_or("both are there")?;
/// assert_eq!(pair.forward.extent, Extent::Some);
/// assert_eq!(pair.forward.delivered[0].to_string(), "10.0.4.0/24", "a quarter of db");
/// assert_eq!(pair.forward.disposition, Disposition::Delivered);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    ///
    /// ```
    /// use peerlab_core::report::Verdict;
    ///
    /// let words = Verdict::ALL.map(Verdict::as_str);
    /// assert_eq!(words, ["works", "partial", "one-way", "blocked"]);
    /// ```
    pub const ALL: [Self; 4] = [Self::Works, Self::Partial, Self::OneWay, Self::Blocked];

    /// Returns the verdict as it is written.
    ///
    /// ```
    /// use peerlab_core::report::Verdict;
    ///
    /// assert_eq!(Verdict::Works.as_str(), "works");
    /// ```
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

/// What two Private Networks come to in one family, without the ways.
///
/// ```
/// use peerlab_core::cidr::Family;
/// use peerlab_core::report::{Verdict, judge};
/// use peerlab_core::routing::{Extent, Traffic};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let report = judge(&Scenario::from_json(ONE_WAY)?);
/// let found = report.pair_verdict("db", "web", Family::Ipv4, Traffic::Icmp).ok_or("both are there")?;
/// assert_eq!(found.verdict, Verdict::OneWay);
/// assert_eq!((found.forward, found.back), (Extent::None, Extent::All));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairVerdict {
    /// What both ways come to together.
    pub verdict: Verdict,
    /// How much of what asks arrives.
    pub forward: Extent,
    /// How much of what answers arrives.
    pub back: Extent,
}

impl Report {
    /// Says what two different Private Networks come to in a family; `None` where
    /// one is not in the scenario or has no addresses of it.
    ///
    /// Takes the time of looking both ids up, and of laying the filters over the
    /// addresses that routing delivers between the two.
    ///
    /// ```
    /// use peerlab_core::cidr::Family;
    /// use peerlab_core::report::{Verdict, judge};
    /// use peerlab_core::routing::Traffic;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// let verdict = |from, to, family| {
    ///     let found = report.pair_verdict(from, to, family, Traffic::Tcp(443));
    ///     found.map(|found| found.verdict)
    /// };
    /// assert_eq!(verdict("web", "db", Family::Ipv4), Some(Verdict::OneWay));
    /// assert_eq!(verdict("web", "db", Family::Ipv6), None, "neither has IPv6");
    /// assert_eq!(verdict("shop", "db", Family::Ipv4), None, "a VPC is no Private Network");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn pair_verdict(
        &self,
        from: &str,
        to: &str,
        family: Family,
        traffic: Traffic,
    ) -> Option<PairVerdict> {
        let ends = self.model.ends_of(from, to, family)?;
        let forward = self.model.direct(&ends, traffic.sent()).extent;
        let back = self.model.direct(&ends.reversed(), traffic.answered());
        Some(PairVerdict {
            verdict: Verdict::of(forward, back.extent),
            forward,
            back: back.extent,
        })
    }

    /// Says the same with the ways that the first packets take.
    ///
    /// ```
    /// use peerlab_core::cidr::Family;
    /// use peerlab_core::report::judge;
    /// use peerlab_core::routing::Traffic;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// let pair = report.pair("web", "db", Family::Ipv4, Traffic::Icmp).ok_or("both are there")?;
    /// assert_eq!(pair.forward.path, ["shop", "data"]);
    /// assert_eq!(pair.back.path, ["data"]);
    /// assert_eq!(report.pair("web", "db", Family::Ipv6, Traffic::Icmp), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn pair(
        &self,
        from: &str,
        to: &str,
        family: Family,
        traffic: Traffic,
    ) -> Option<PairReport> {
        let ends = self.model.ends_of(from, to, family)?;
        Some(self.model.pair(&ends, traffic))
    }

    /// Returns every ordered pair of different Private Networks that is not
    /// blocked for a kind of traffic, in document order, IPv4 before IPv6.
    ///
    /// Takes time in proportion to the pairs to which routing delivers
    /// something either way.
    ///
    /// ```
    /// use peerlab_core::report::{Verdict, judge};
    /// use peerlab_core::routing::{Extent, Traffic, follow::Disposition};
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// let pair = report.reachability(Traffic::Tcp(443)).next().ok_or("web reaches db")?;
    /// assert_eq!((pair.from.as_str(), pair.to.as_str()), ("web", "db"));
    /// assert_eq!(pair.verdict, Verdict::OneWay);
    /// assert_eq!(pair.forward.extent, Extent::All);
    /// assert_eq!(pair.back.disposition, Disposition::NoRoute);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reachability(&self, traffic: Traffic) -> impl Iterator<Item = PairReport> {
        let model = &self.model;
        let froms = model.network().private_networks();
        let pairs = froms.flat_map(|(from, _)| model.candidates(from));
        pairs
            .map(move |ends| model.pair(&ends, traffic))
            .filter(|pair| pair.verdict != Verdict::Blocked)
    }

    /// Returns every ordered pair of different Private Networks that have
    /// subnets of one family, blocked ones included.
    ///
    /// Takes time in proportion to the pairs, which are n² of n Private Networks.
    ///
    /// ```
    /// use peerlab_core::report::{Verdict, judge};
    /// use peerlab_core::routing::Traffic;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let mut scenario = Scenario::from_json(ONE_WAY)?;
    /// scenario.routes.clear();
    /// let report = judge(&scenario);
    /// assert_eq!(report.reachability(Traffic::Icmp).count(), 0);
    /// let verdicts: Vec<Verdict> = report.all_pairs(Traffic::Icmp).map(|pair| pair.verdict).collect();
    /// assert_eq!(verdicts, [Verdict::Blocked, Verdict::Blocked]);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    pub fn all_pairs(&self, traffic: Traffic) -> impl Iterator<Item = PairReport> {
        let model = &self.model;
        let indices = || model.network().private_networks().map(|(index, _)| index);
        indices()
            .flat_map(move |from| indices().map(move |to| (from, to)))
            .filter(|(from, to)| from != to)
            .flat_map(|(from, to)| FAMILIES.map(|family| (from, to, family)))
            .filter_map(move |(from, to, family)| model.whole(from, to, family))
            .map(move |ends| model.pair(&ends, traffic))
    }
}

impl Model {
    /// Returns the pairs from a Private Network between which routing delivers
    /// something either way, in order.
    fn candidates(&self, from: PrivateNetworkIndex) -> Vec<Ends> {
        let network = self.network();
        let here = network.private_network(from).vpc;
        let reach = self.reach();
        let mut pairs: Vec<(PrivateNetworkIndex, Family)> = reach
            .sends(here)
            .flat_map(|sent| {
                let family = sent.towards.family;
                sent.towards.networks.iter().map(move |&to| (to, family))
            })
            .collect();
        for family in FAMILIES {
            let towards_here = reach.towards(from, family).into_iter();
            for leaf in towards_here.flat_map(Towards::origins) {
                let networks = &network.vpc(leaf.vpc).private_networks;
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
            .filter_map(|(to, family)| self.whole(from, to, family))
            .collect()
    }

    /// Finds two different Private Networks by their ids.
    fn ends_of(&self, from: &str, to: &str, family: Family) -> Option<Ends> {
        let network = |id| match self.end(id)? {
            NamedEnd::PrivateNetwork(index) => Some(index),
            NamedEnd::Vpc(_) | NamedEnd::Resource(_) => None,
        };
        let (from, to) = (network(from)?, network(to)?);
        if from == to {
            return None;
        }
        self.whole(from, to, family)
    }

    fn whole(
        &self,
        from: PrivateNetworkIndex,
        to: PrivateNetworkIndex,
        family: Family,
    ) -> Option<Ends> {
        Ends::whole(self.network(), from, to, family)
    }

    /// Says what two ends come to in a kind of traffic.
    pub(super) fn verdict(&self, ends: &Ends, traffic: Traffic) -> Verdict {
        let forward = self.direct(ends, traffic.sent());
        let back = self.direct(&ends.reversed(), traffic.answered());
        Verdict::of(forward.extent, back.extent)
    }

    /// Says the same with the ways.
    fn pair(&self, ends: &Ends, traffic: Traffic) -> PairReport {
        let back_ends = ends.reversed();
        let (sent, answered) = (traffic.sent(), traffic.answered());
        let forward = self.direct(ends, sent);
        let back = self.direct(&back_ends, answered);
        PairReport {
            from: self.private_network_id(ends.from).to_owned(),
            to: self.private_network_id(ends.to).to_owned(),
            family: ends.family,
            verdict: Verdict::of(forward.extent, back.extent),
            forward: self.way(ends, sent, &forward),
            back: self.way(&back_ends, answered, &back),
        }
    }

    fn direct(&self, ends: &Ends, flow: Flow) -> Direct {
        self.reach().direct(self.network(), ends, flow)
    }

    fn way(&self, ends: &Ends, flow: Flow, direct: &Direct) -> WayReport {
        let (source, destination) = match direct.first {
            Some((destination, source)) => (source, destination),
            None => ends.lowest(),
        };
        let sender = Sender {
            network: ends.from,
            address: address(ends.family, source),
            flow,
        };
        let destination = address(ends.family, destination);
        let home = self.network().private_network(ends.to).vpc;
        let packet = Packet::sent(self.network(), sender, destination, Some(home));
        let way = self.routing.follow(&packet);
        let path = way.hops.iter().map(|hop| self.vpc_id(hop.vpc).to_owned());
        WayReport {
            extent: direct.extent,
            path: path.collect(),
            disposition: way.disposition,
            delivered: direct.delivered.prefixes(ends.family),
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
///
/// ```
/// use peerlab_core::report::{AllPairs, judge};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.routes.clear();
/// let report = judge(&scenario);
/// assert!(serde_json::to_string(&AllPairs(&report))?.contains("blocked"));
/// assert!(!serde_json::to_string(&report)?.contains("blocked"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

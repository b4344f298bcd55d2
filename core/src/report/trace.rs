//! Following one packet and its answer, in the words of the document.

use std::net::IpAddr;

use serde::Serialize;
use thiserror::Error;

use super::Report;
use super::defects::TraceDefect;
use super::model::NamedEnd;
use super::reachability::FAMILIES;
use crate::cidr::{Cidr, Family, parse_address};
use crate::nearest::did_you_mean;
use crate::network::{Network, PrivateNetworkIndex, VpcIndex};
use crate::plan::Needs;
use crate::routing::follow::{Disposition, Hop, Packet, Sender, Way};
use crate::routing::{Match, Traffic};
use crate::scenario::{Entity, Kind, Scenario};

/// What a trace is asked.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::routing::Traffic;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let question = Question {
///     from: "app".to_owned(),
///     to: "10.0.4.77".to_owned(),
///     traffic: Traffic::Tcp(5432),
/// };
/// let trace = judge(&scenario).trace(&scenario, &question)?;
/// assert_eq!(trace.source.to_string(), "10.0.0.9", "a resource sends from its own address");
/// assert_eq!(trace.from, "web");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The id of a Private Network or a resource.
    pub from: String,
    /// An IP address, or the id of a Private Network or a resource.
    pub to: String,
    /// The kind of packets.
    pub traffic: Traffic,
}

/// Why a question cannot be asked.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let question = Question {
///     from: "wbe".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let error = judge(&scenario).trace(&scenario, &question).err();
/// let sentence = error.map(|error| error.to_string());
/// assert!(sentence.is_some_and(|sentence| sentence.ends_with("(did you mean “web”?)")));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QuestionError {
    /// The source is no Private Network and no resource.
    #[error(
        "there is no Private Network and no resource “{id}” to send from{}",
        did_you_mean(.meant.as_deref())
    )]
    UnknownSource {
        /// The id as asked.
        id: String,
        /// The id that was probably meant.
        meant: Option<String>,
    },
    /// The target is neither an address nor a Private Network or a resource.
    #[error(
        "there is no Private Network and no resource “{id}” to send to{}",
        did_you_mean(.meant.as_deref())
    )]
    UnknownTarget {
        /// The id as asked.
        id: String,
        /// The id that was probably meant.
        meant: Option<String>,
    },
    /// The source has no address of the target's family.
    #[error("“{from}” has no {family} address to send from, and “{to}” is {family}")]
    NoSuchFamily {
        /// The source as asked.
        from: String,
        /// The target as asked.
        to: String,
        /// The family of the target.
        family: Family,
    },
    /// Source and target have no family in common.
    #[error("“{from}” and “{to}” have no addresses of one family")]
    NoCommonFamily {
        /// The source as asked.
        from: String,
        /// The target as asked.
        to: String,
    },
    /// A resource's address lies outside its Private Network.
    #[error("{address} of resource “{id}” lies in no subnet of its Private Network")]
    Outside {
        /// The resource as asked.
        id: String,
        /// Its address.
        address: IpAddr,
    },
}

/// A packet's way and its answer's.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let mut question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let report = judge(&scenario);
/// let back = report.trace(&scenario, &question)?.back.ok_or("db answers")?;
/// assert_eq!(back.path, ["data", "hub", "shop"]);
/// question.to = "10.9.9.9".to_owned();
/// assert_eq!(report.trace(&scenario, &question)?.back, None, "no one has that address");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceReport {
    /// The id of the Private Network that the packet leaves.
    pub from: String,
    /// The address that it comes from.
    pub source: IpAddr,
    /// The address that it goes to.
    pub destination: IpAddr,
    /// The packet's way.
    pub forward: TraceWay,
    /// The answer's way; `None` where the destination is in no Private Network
    /// of the scenario, so that nothing can answer.
    #[serde(rename = "return")]
    pub back: Option<TraceWay>,
}

/// The way of one packet.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::routing::follow::Disposition;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.vpcs[1].transitivity_enabled = false;
/// let question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let way = judge(&scenario).trace(&scenario, &question)?.forward;
/// assert_eq!((way.disposition, way.path.len()), (Disposition::TransitDisabled, 2));
/// assert_eq!(way.defects[0].vpc, "hub", "nothing else is in its way");
/// assert_eq!(way.defects.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceWay {
    /// What becomes of the packet.
    pub disposition: Disposition,
    /// The ids of the VPCs that it passes.
    pub path: Vec<String>,
    /// What happens in each of them.
    pub hops: Vec<TraceHop>,
    /// The id of the VPC that it would enter again, of a loop.
    pub again: Option<String>,
    /// What refused it.
    pub denied_by: Option<TraceDenial>,
    /// Everything that keeps it from arriving, in order; none where it is
    /// delivered. The first is where it stops; further ones are met by going on
    /// as if what is before them were mended.
    pub defects: Vec<TraceDefect>,
}

/// What happens to a packet in one VPC.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let hop = &judge(&scenario).trace(&scenario, &question)?.forward.hops[1];
/// assert_eq!((hop.vpc.as_str(), hop.entered_by.as_deref()), ("hub", Some("shop-to-hub")));
/// assert_eq!(hop.route.as_deref(), Some("hub-to-db"));
/// assert_eq!(hop.leaves_by.as_deref(), Some("hub-to-data"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceHop {
    /// The id of the VPC.
    pub vpc: String,
    /// The id of the connector of the VPC before, by which the packet comes.
    pub entered_by: Option<String>,
    /// The prefix that is used.
    pub matched: Option<Cidr>,
    /// The id of the custom route that is used.
    pub route: Option<String>,
    /// The id of the Private Network that is met.
    pub private_network: Option<String>,
    /// The id of the connector by which the packet leaves, or would.
    pub leaves_by: Option<String>,
    /// The ids of the routes that nearly match, the nearest first.
    pub near: Vec<String>,
    /// The id of the ingress rule that hands the packet to an appliance first.
    pub through: Option<String>,
}

/// What refused a packet.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// let acl = r#"{"acls": [{"vpc_id": "data", "default_policy": "drop"}]}"#;
/// scenario.acls = Scenario::from_json(acl)?.acls;
/// let question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let trace = judge(&scenario).trace(&scenario, &question)?;
/// let denial = trace.forward.denied_by.ok_or("it is dropped")?;
/// assert_eq!((denial.vpc.as_str(), denial.rule), ("data", None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceDenial {
    /// The id of the VPC whose network ACL it is.
    pub vpc: String,
    /// The place of the rule, from 0; `None` is the default policy.
    pub rule: Option<usize>,
}

/// A question that was asked, by indices.
struct Asked {
    sender: PrivateNetworkIndex,
    forward: Followed,
    back: Option<Followed>,
}

/// A packet and what became of it.
pub(super) struct Followed {
    pub(super) asking: Sender,
    pub(super) packet: Packet,
    pub(super) way: Way,
}

/// One end of a question.
enum End {
    Address(IpAddr),
    /// A Private Network, or a resource on it with its addresses.
    Place {
        network: PrivateNetworkIndex,
        addresses: Option<Vec<IpAddr>>,
    },
}

impl Report {
    /// Follows a packet and its answer through the scenario that was judged.
    ///
    /// A Private Network sends from, and is sent to at, its first address that
    /// the platform does not reserve.
    ///
    /// # Errors
    ///
    /// A [`QuestionError`] where the question cannot be asked; what becomes of a
    /// packet is never an error.
    ///
    /// ```
    /// use peerlab_core::report::{Question, judge};
    /// use peerlab_core::routing::Traffic;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let scenario = Scenario::from_json(ONE_WAY)?;
    /// let question = Question {
    ///     from: "web".to_owned(),
    ///     to: "db".to_owned(),
    ///     traffic: Traffic::Icmp,
    /// };
    /// let trace = judge(&scenario).trace(&scenario, &question)?;
    /// assert_eq!(trace.destination.to_string(), "10.0.4.2");
    /// assert_eq!(trace.forward.hops[0].route.as_deref(), Some("shop-to-db"));
    /// assert!(trace.forward.defects.is_empty());
    /// let back = trace.back.ok_or("db can answer")?;
    /// assert_eq!(
    ///     back.defects[0].message,
    ///     "VPC data has no route for 10.0.0.2, and the way is by VPC shop."
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn trace(
        &self,
        scenario: &Scenario,
        question: &Question,
    ) -> Result<TraceReport, QuestionError> {
        self.trace_in(scenario, question, None)
    }

    /// Follows a packet and its answer in a family, where both ends have it:
    /// without one, IPv4 where both have that, else IPv6.
    ///
    /// # Errors
    ///
    /// A [`QuestionError`] as of [`trace`](Self::trace).
    ///
    /// ```
    /// use peerlab_core::cidr::Family;
    /// use peerlab_core::report::{Question, judge};
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let mut scenario = Scenario::from_json(ONE_WAY)?;
    /// for (network, subnet) in scenario.private_networks.iter_mut().zip(["fd00:1::/64", "fd00:2::/64"]) {
    ///     network.subnets.push(subnet.to_owned());
    /// }
    /// let question = Question {
    ///     from: "web".to_owned(),
    ///     to: "db".to_owned(),
    ///     traffic: Default::default(),
    /// };
    /// let report = judge(&scenario);
    /// let trace = report.trace_in(&scenario, &question, Some(Family::Ipv6))?;
    /// assert!(trace.destination.is_ipv6());
    /// assert!(report.trace(&scenario, &question)?.destination.is_ipv4());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn trace_in(
        &self,
        scenario: &Scenario,
        question: &Question,
        family: Option<Family>,
    ) -> Result<TraceReport, QuestionError> {
        let asked = self.ask(scenario, question, family)?;
        let (forward, needs) = self.told(scenario, &asked.forward, &Needs::default());
        let back = asked.back.map(|back| self.told(scenario, &back, &needs).0);
        Ok(TraceReport {
            from: self.model.private_network_id(asked.sender).to_owned(),
            source: asked.forward.asking.address,
            destination: asked.forward.packet.destination,
            forward,
            back,
        })
    }

    /// Follows a packet and returns what becomes of it and the ids of the VPCs
    /// that it passes.
    pub(crate) fn follow(
        &self,
        scenario: &Scenario,
        question: &Question,
    ) -> Result<(Disposition, Vec<String>), QuestionError> {
        let way = self.ask(scenario, question, None)?.forward.way;
        let passed = way.hops.iter();
        let passed = passed.map(|hop| self.model.vpc_id(hop.vpc).to_owned());
        Ok((way.disposition, passed.collect()))
    }

    fn ask(
        &self,
        scenario: &Scenario,
        question: &Question,
        family: Option<Family>,
    ) -> Result<Asked, QuestionError> {
        let network = self.model.network();
        let (from, to) = (&question.from, &question.to);
        let source = self.find_end(from);
        let Some(End::Place {
            network: sender,
            addresses,
        }) = source
        else {
            return Err(QuestionError::UnknownSource {
                id: from.clone(),
                meant: meant(scenario, from),
            });
        };
        let sources = addresses_of(network, sender, addresses.as_ref());
        let target = match parse_address(to) {
            Ok(address) => End::Address(address),
            Err(_) => self
                .find_end(to)
                .ok_or_else(|| QuestionError::UnknownTarget {
                    id: to.clone(),
                    meant: meant(scenario, to),
                })?,
        };
        let (targets, receiver) = match &target {
            End::Address(address) => (vec![*address], None),
            End::Place {
                network: at,
                addresses,
            } => (addresses_of(network, *at, addresses.as_ref()), Some(*at)),
        };
        let common = common(&sources, &targets, family);
        let (source, destination) = common.ok_or_else(|| match target {
            End::Address(address) => QuestionError::NoSuchFamily {
                from: from.clone(),
                to: to.clone(),
                family: Family::of(address),
            },
            End::Place { .. } => QuestionError::NoCommonFamily {
                from: from.clone(),
                to: to.clone(),
            },
        })?;
        if !lies_in(network, sender, source) {
            return Err(QuestionError::Outside {
                id: from.clone(),
                address: source,
            });
        }
        let vpc_of = |index| network.private_network(index).vpc;
        let follow = |asking: Sender, destination, meant| {
            let packet = Packet::sent(network, asking, destination, meant);
            Followed {
                way: self.model.routing.follow(&packet),
                asking,
                packet,
            }
        };
        let asking = Sender {
            network: sender,
            address: source,
            flow: question.traffic.sent(),
        };
        let forward = follow(asking, destination, receiver.map(vpc_of));
        let answering = receiver
            .filter(|&receiver| lies_in(network, receiver, destination))
            .or_else(|| met(&forward.way))
            .or_else(|| holder(network, destination));
        let back = answering.map(|answering| {
            let answering = Sender {
                network: answering,
                address: destination,
                flow: question.traffic.answered(),
            };
            follow(answering, source, Some(vpc_of(sender)))
        });
        Ok(Asked {
            sender,
            forward,
            back,
        })
    }

    fn find_end(&self, id: &str) -> Option<End> {
        match self.model.end(id)? {
            NamedEnd::Vpc(_) => None,
            NamedEnd::PrivateNetwork(network) => Some(End::Place {
                network,
                addresses: None,
            }),
            NamedEnd::Resource(resource) => {
                let resource = self.model.network().resource(resource);
                Some(End::Place {
                    network: resource.private_network,
                    addresses: Some(resource.addresses.clone()),
                })
            }
        }
    }

    /// Tells a way, and what it needs where it stops.
    fn told(&self, scenario: &Scenario, followed: &Followed, there: &Needs) -> (TraceWay, Needs) {
        let way = &followed.way;
        let (defects, needs) = self.defects(scenario, followed, there);
        let vpc = |index: VpcIndex| self.model.vpc_id(index).to_owned();
        let told = TraceWay {
            disposition: way.disposition,
            path: way.hops.iter().map(|hop| vpc(hop.vpc)).collect(),
            hops: way
                .hops
                .iter()
                .map(|hop| self.told_hop(scenario, hop))
                .collect(),
            again: way.again.map(vpc),
            denied_by: way.denial.map(|denial| TraceDenial {
                vpc: vpc(denial.vpc),
                rule: denial.rule,
            }),
            defects,
        };
        (told, needs)
    }

    fn told_hop(&self, scenario: &Scenario, hop: &Hop) -> TraceHop {
        let network = self.model.network();
        let id = |entity: Entity| scenario.id_of(entity).unwrap_or_default().to_owned();
        let connector = |index| id(network.connector(index).entity);
        let route = |index| id(network.route(index).entity);
        let (mut used, mut met) = (None, None);
        match hop.matched {
            Some((_, Match::Custom(index))) => used = Some(route(index)),
            Some((_, Match::Local(subnet))) => {
                met = Some(
                    self.model
                        .private_network_id(subnet.private_network)
                        .to_owned(),
                );
            }
            None => {}
        }
        TraceHop {
            vpc: self.model.vpc_id(hop.vpc).to_owned(),
            entered_by: hop.entered_by.map(connector),
            matched: hop.matched.map(|(cidr, _)| cidr),
            route: used,
            private_network: met,
            leaves_by: hop.leaves_by.map(connector),
            near: hop.near.iter().copied().map(route).collect(),
            through: hop.through.map(id),
        }
    }
}

/// Returns the addresses that a Private Network, or a resource on it, sends
/// from.
fn addresses_of(
    network: &Network,
    at: PrivateNetworkIndex,
    own: Option<&Vec<IpAddr>>,
) -> Vec<IpAddr> {
    if let Some(addresses) = own {
        return addresses.clone();
    }
    let subnets = network.private_network(at).subnets.iter();
    subnets.map(|subnet| subnet.first_usable()).collect()
}

/// Returns the first address of each of the first family that both have, of the
/// one asked for where they have that.
fn common(
    sources: &[IpAddr],
    targets: &[IpAddr],
    asked: Option<Family>,
) -> Option<(IpAddr, IpAddr)> {
    let mut families = asked.into_iter().chain(FAMILIES);
    families.find_map(|family| {
        let first = |addresses: &[IpAddr]| {
            let mut addresses = addresses.iter().copied();
            addresses.find(|&address| Family::of(address) == family)
        };
        first(sources).zip(first(targets))
    })
}

fn lies_in(network: &Network, at: PrivateNetworkIndex, address: IpAddr) -> bool {
    let subnets = &network.private_network(at).subnets;
    subnets
        .iter()
        .any(|subnet| subnet.contains_address(address))
}

/// Returns the Private Network that a packet met at the end of its way.
fn met(way: &Way) -> Option<PrivateNetworkIndex> {
    match way.hops.last()?.matched {
        Some((_, Match::Local(subnet))) => Some(subnet.private_network),
        _ => None,
    }
}

/// Returns the first Private Network of the document that holds an address.
fn holder(network: &Network, address: IpAddr) -> Option<PrivateNetworkIndex> {
    let mut networks = network.private_networks().map(|(index, _)| index);
    networks.find(|&index| lies_in(network, index, address))
}

fn meant(scenario: &Scenario, written: &str) -> Option<String> {
    let ends = [Kind::PrivateNetwork, Kind::Resource];
    scenario.nearest_id(written, &ends).map(str::to_owned)
}

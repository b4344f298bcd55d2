//! Following one packet and its answer, in the words of the document.

mod form;

use std::net::IpAddr;

use super::Report;
use super::model::NamedEnd;
use super::reachability::FAMILIES;
use crate::cidr::{Family, parse_address};
use crate::network::{Network, PrivateNetworkIndex, VpcIndex};
use crate::plan::Needs;
use crate::routing::Match;
use crate::routing::follow::{Disposition, Hop, Packet, Sender, Way};
use crate::scenario::{Entity, Kind, Scenario};

pub use form::{Question, QuestionError, TraceDenial, TraceHop, TraceReport, TraceWay};

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
            Some((_, Match::Local(network))) => {
                met = Some(self.model.private_network_id(network).to_owned());
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
        Some((_, Match::Local(network))) => Some(network),
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

//! Ways that are missing, or not what they should be: routes to a direct peer,
//! the way back, answers that end up elsewhere, two ways that differ.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named, listed, plural};
use crate::cidr::{Cidr, Family, address};
use crate::edit::Edit;
use crate::network::{PrivateNetworkIndex, VpcIndex};
use crate::routing::follow::{Disposition, Packet, Sender, Way};
use crate::routing::reach::{Ends, Extent, Towards};
use crate::routing::{Dead, Match, Traffic};

/// Context of [`missing-route`](super::Code::MissingRoute).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.routes.clear();
/// let found = judge(&scenario).diagnostics;
/// let Context::MissingRoute(missing) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((missing.vpc.id.as_str(), missing.peer.id.as_str()), ("shop", "data"));
/// assert_eq!(missing.subnets[0].0.to_string(), "10.0.4.0/22");
/// assert_eq!(found.len(), 2, "and data has none to the shop");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingRoute {
    /// The VPC whose table lacks routes.
    pub vpc: Named,
    /// Its direct peer.
    pub peer: Named,
    /// The peer's subnets that no active route covers whole, with their Private
    /// Networks.
    pub subnets: Vec<(Cidr, Named)>,
}

impl MissingRoute {
    pub(super) const HELP: Help = Help {
        rule: "A peering moves no packet by itself: each of the two VPCs needs routes to the \
                other's subnets, through its connector.",
        on_the_platform: "Both connectors are peered and nothing arrives. Routes are never \
                created automatically, and a new one reaches resources when they renew their DHCP \
                lease, within an hour.",
        mend: "Add a route for each subnet of the peer, or one for a network that holds them all. \
                Where only a part of the peer is to be reached, the rest may stay without.",
        sources: &[page::PEERING_ROUTES, page::LIMITATIONS],
    };

    pub(super) fn sentence(&self) -> String {
        let subnets: Vec<String> = told(&self.subnets);
        format!(
            "{} is peered with {} but has no active route to {}.",
            self.vpc.vpc(),
            self.peer.vpc(),
            listed(&subnets)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let networks = self.subnets.iter().map(|(_, network)| &network.id);
        unique([&self.vpc.id, &self.peer.id].into_iter().chain(networks))
    }
}

/// Context of [`missing-return-route`](super::Code::MissingReturnRoute).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.routes.retain(|route| route.id != "hub-to-web");
/// let found = judge(&scenario).diagnostics;
/// let Context::MissingReturnRoute(missing) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((missing.vpc.id.as_str(), missing.asking.id.as_str()), ("hub", "shop"));
/// assert_eq!(missing.subnets[0].0.to_string(), "10.0.0.0/22", "which the hub has to know");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingReturnRoute {
    /// The VPC whose table lacks the way back.
    pub vpc: Named,
    /// The VPC that gets no answers.
    pub asking: Named,
    /// Its subnets that there is no way back to, with their Private Networks.
    pub subnets: Vec<(Cidr, Named)>,
    /// A Private Network that asks and one that cannot answer.
    pub example: (Named, Named),
    /// How many pairs of Private Networks it concerns.
    pub pairs: usize,
}

impl MissingReturnRoute {
    pub(super) const HELP: Help = Help {
        rule: "A connection needs a way there and a way back. Routes are looked up for each on \
                its own, so packets can arrive while every answer is dropped.",
        on_the_platform: "Requests time out although the route to the destination and all \
                connectors are fine. The owner of each VPC creates its routes, and one of them is \
                missing.",
        mend: "Add the way back: a route to the asking side's subnets in the VPC that answers, \
                and in a chain in every VPC between.",
        sources: &[page::PEERING_ROUTES, page::TRANSIT],
    };

    pub(super) fn sentence(&self) -> String {
        let subnets: Vec<String> = told(&self.subnets);
        let (asking, answering) = &self.example;
        let more = match self.pairs - 1 {
            0 => String::new(),
            more => format!(" (and {more} more {})", plural(more, "pair", "pairs")),
        };
        format!(
            "{} has no route back to {} of {}: packets from {asking} reach {answering}, and the \
             answers are dropped{more}.",
            self.vpc.vpc(),
            listed(&subnets),
            self.asking.vpc(),
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let networks = self.subnets.iter().map(|(_, network)| &network.id);
        let answering = &self.example.1.id;
        let vpcs = [&self.vpc.id, &self.asking.id];
        unique(vpcs.into_iter().chain(networks).chain([answering]))
    }
}

/// Context of [`delivered-wrong-vpc`](super::Code::DeliveredWrongVpc).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// let mut cache = scenario.private_networks[0].clone();
/// (cache.id, cache.vpc_id) = ("cache".to_owned(), "hub".to_owned());
/// cache.subnets = vec!["10.0.8.0/22".to_owned()];
/// scenario.private_networks.push(cache);
/// scenario.routes[2].destination = "10.0.8.0/22".to_owned();
/// // Now db asks cache, and has the addresses of web.
/// scenario.private_networks[1].subnets = vec!["10.0.0.0/22".to_owned()];
/// let found = judge(&scenario).diagnostics;
/// let Context::DeliveredWrongVpc(wrong) = &found[1].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((wrong.vpc.id.as_str(), wrong.meant.id.as_str()), ("shop", "data"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeliveredWrongVpc {
    /// The VPC where answers arrive.
    pub vpc: Named,
    /// The VPC that they are meant for.
    pub meant: Named,
    /// A Private Network that asks and one whose answers go astray.
    pub example: (Named, Named),
    /// How many pairs of Private Networks it concerns.
    pub pairs: usize,
}

impl DeliveredWrongVpc {
    pub(super) const HELP: Help = Help {
        rule: "Answers go where the routes of the answering side lead. Where two VPCs have the \
                same addresses, the nearer one receives what is meant for the other.",
        on_the_platform: "Statuses do not show it, because overlaps are looked for between direct \
                peers alone. Connections of one of the two VPCs time out.",
        mend: "Give one of the two VPCs other blocks. Where only some of their hosts talk, more \
                specific routes can tell these apart.",
        sources: &[Source::Inferred(
            "the lookup, and the check for conflicts between direct peers alone",
        )],
    };

    pub(super) fn sentence(&self) -> String {
        let (asking, answering) = &self.example;
        let more = match self.pairs - 1 {
            0 => String::new(),
            more => format!(" (and {more} more {})", plural(more, "pair", "pairs")),
        };
        format!(
            "{} receives what {answering} answers to {asking} of {}: both VPCs have those \
             addresses, and it is met first{more}.",
            self.vpc.vpc(),
            self.meant.vpc(),
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let (asking, answering) = &self.example;
        unique([&self.vpc.id, &self.meant.id, &asking.id, &answering.id].into_iter())
    }
}

/// Context of [`asymmetric-path`](super::Code::AsymmetricPath).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::edit::{apply_all, make};
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// let (shop, data) = ("shop".to_owned(), "data".to_owned());
/// let direct = [
///     make::add_connector(shop.clone(), data.clone(), |_| false),
///     make::add_connector(data, shop, |_| false),
/// ];
/// apply_all(&mut scenario, &direct)?;
/// scenario.routes[0].nexthop_vpc_connector_id = Some("shop-to-data".to_owned());
/// let found = judge(&scenario).diagnostics;
/// let Context::AsymmetricPath(path) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((path.forward.len(), path.back.len()), (2, 3), "there directly, back by the hub");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AsymmetricPath {
    /// The VPCs that packets pass one way.
    pub forward: Vec<Named>,
    /// The VPCs that answers pass.
    pub back: Vec<Named>,
}

impl AsymmetricPath {
    pub(super) const HELP: Help = Help {
        rule: "Packets and their answers may take different ways, and both arrive here.",
        on_the_platform: "No page forbids it, and the platform's filters keep no state. A \
                firewall that sees one of the two ways does, and drops what it does not know.",
        mend: "Where a firewall stands on the way, let both ways lead through it: change the \
                routes of one side.",
        sources: &[Source::Inferred(
            "the lookup, which is made for each way on its own",
        )],
    };

    pub(super) fn sentence(&self) -> String {
        let path = |vpcs: &[Named]| {
            let names: Vec<&str> = vpcs.iter().map(|vpc| vpc.name.as_str()).collect();
            names.join(" → ")
        };
        format!(
            "Packets go {} and answers come back {}.",
            path(&self.forward),
            path(&self.back)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        unique(self.forward.iter().chain(&self.back).map(|vpc| &vpc.id))
    }
}

/// Tables that lack the way back to a Private Network.
pub(super) type WithoutWayBack = BTreeSet<(VpcIndex, PrivateNetworkIndex)>;

/// Finds what is missing and returns where the way back is: what else that stops
/// is its consequence.
pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) -> WithoutWayBack {
    let mut answers = Answers::default();
    let mut answered = Answered::default();
    for towards in look.reach.all() {
        answered.turn_to(look, look.network.private_network(towards.to).vpc);
        answers.look_at(look, towards, &answered);
    }
    let mut without_way_back = WithoutWayBack::new();
    for (&(vpc, asking), lost) in &answers.lost {
        without_way_back.extend(lost.networks.iter().map(|&network| (vpc, network)));
        found.extend(missing_return(look, vpc, asking, lost));
    }
    for (&(vpc, meant), lost) in &answers.misled {
        found.extend(lost.first().map(|(asking, answering)| {
            let context = DeliveredWrongVpc {
                vpc: look.vpc(vpc),
                meant: look.vpc(meant),
                example: (
                    look.private_network(asking),
                    look.private_network(answering),
                ),
                pairs: lost.pairs,
            };
            Diagnostic::new(Some(look.network.vpc(vpc).entity), context)
        }));
    }
    missing_routes(look, &without_way_back, found);
    asymmetric_paths(look, found);
    without_way_back
}

/// Pairs of which one side reaches the other and gets no answers, by culprit.
#[derive(Default)]
struct Answers {
    /// By the VPC that has no route back, and the VPC that asks.
    lost: BTreeMap<(VpcIndex, VpcIndex), Lost>,
    /// By the VPC where answers arrive, and the VPC that asks.
    misled: BTreeMap<(VpcIndex, VpcIndex), Lost>,
}

/// What a culprit is to blame for.
#[derive(Default)]
struct Lost {
    /// The Private Networks that ask.
    networks: BTreeSet<PrivateNetworkIndex>,
    /// The first pair: who asks, who answers, in which family.
    example: Option<(PrivateNetworkIndex, PrivateNetworkIndex, Family)>,
    pairs: usize,
}

impl Lost {
    fn first(&self) -> Option<(PrivateNetworkIndex, PrivateNetworkIndex)> {
        self.example
            .map(|(asking, answering, _)| (asking, answering))
    }
}

/// To whom one VPC sends answers that arrive, for looking up many of them.
#[derive(Default)]
struct Answered {
    vpc: Option<VpcIndex>,
    /// For each Private Network and family, by its [`slot`].
    sent: Vec<Sent>,
    /// For each VPC and family, to how many of its Private Networks always.
    always: Vec<usize>,
}

/// Whether a VPC sends something that arrives.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Sent {
    #[default]
    Nothing,
    /// By a default route alone, which a Private Network has to receive (A6).
    ByDefault,
    Always,
}

impl Answered {
    /// Turns to what another VPC sends. Takes time for what it sends, and for
    /// what the one before did.
    fn turn_to(&mut self, look: &Look<'_>, vpc: VpcIndex) {
        if self.vpc == Some(vpc) {
            return;
        }
        let networks = look.network.private_networks().len();
        self.sent.resize(2 * networks, Sent::Nothing);
        self.always.resize(2 * look.network.vpcs().len(), 0);
        if let Some(before) = self.vpc.replace(vpc) {
            for towards in look.reach.sends(before) {
                self.note(look, towards, Sent::Nothing);
            }
        }
        for towards in look.reach.sends(vpc) {
            let always = towards.is_sent_by(vpc, false);
            let sent = if always {
                Sent::Always
            } else {
                Sent::ByDefault
            };
            self.note(look, towards, sent);
        }
    }

    fn note(&mut self, look: &Look<'_>, towards: &Towards, sent: Sent) {
        let home = look.network.private_network(towards.to).vpc;
        if let Some(known) = self.sent.get_mut(slot(towards.to.place(), towards.family)) {
            *known = sent;
        }
        if let Some(always) = self.always.get_mut(slot(home.place(), towards.family)) {
            match sent {
                Sent::Nothing => *always = 0,
                Sent::ByDefault => {}
                Sent::Always => *always += 1,
            }
        }
    }

    fn get(&self, to: PrivateNetworkIndex, family: Family) -> Sent {
        let sent = self.sent.get(slot(to.place(), family));
        sent.copied().unwrap_or_default()
    }

    /// Tells whether all Private Networks of a VPC are always answered.
    fn is_whole(&self, look: &Look<'_>, vpc: VpcIndex, family: Family) -> bool {
        let networks = look.network.vpc(vpc).private_networks.len();
        self.always.get(slot(vpc.place(), family)) == Some(&networks)
    }
}

/// Returns where the lists have a place's number for a family.
fn slot(place: usize, family: Family) -> usize {
    2 * place + usize::from(family == Family::Ipv6)
}

impl Answers {
    /// Looks at everyone who reaches a Private Network, by what its VPC sends.
    fn look_at(&mut self, look: &Look<'_>, towards: &Towards, answered: &Answered) {
        let (to, family) = (towards.to, towards.family);
        let answering = look.network.private_network(to);
        for origin in towards.origins() {
            if origin == answering.vpc || answered.is_whole(look, origin, family) {
                continue;
            }
            for &from in &look.network.vpc(origin).private_networks {
                let is_answered = match answered.get(from, family) {
                    Sent::Nothing => false,
                    Sent::ByDefault => answering.receives_default_routes,
                    Sent::Always => true,
                };
                if is_answered {
                    continue;
                }
                let Some(ends) = Ends::whole(look.network, from, to, family) else {
                    continue;
                };
                let flow = Traffic::default().sent();
                if look.reach.direct(look.network, &ends, flow).extent == Extent::None {
                    continue;
                }
                let way = answer(look, &ends);
                let last = way.hops.last().map_or(answering.vpc, |hop| hop.vpc);
                let culprit = match way.disposition {
                    Disposition::NoRoute => self.lost.entry((last, origin)).or_default(),
                    Disposition::DeliveredWrongVpc => {
                        self.misled.entry((last, origin)).or_default()
                    }
                    // The others have findings at their routes and switches.
                    _ => continue,
                };
                culprit.networks.insert(from);
                culprit.example.get_or_insert((from, to, family));
                culprit.pairs += 1;
            }
        }
    }
}

/// Follows the answer to the lowest of those who ask.
fn answer(look: &Look<'_>, ends: &Ends) -> Way {
    let (asking, answering) = ends.lowest();
    let sender = Sender {
        network: ends.to,
        address: address(ends.family, answering),
        flow: Traffic::default().answered(),
    };
    let asking = address(ends.family, asking);
    let home = look.network.private_network(ends.from).vpc;
    let packet = Packet::sent(look.network, sender, asking, Some(home));
    look.routing.follow(&packet)
}

fn missing_return(
    look: &Look<'_>,
    vpc: VpcIndex,
    asking: VpcIndex,
    lost: &Lost,
) -> Option<Diagnostic> {
    let (from, to, family) = lost.example?;
    let subnets: Vec<(Cidr, PrivateNetworkIndex)> = lost
        .networks
        .iter()
        .flat_map(|&network| {
            let subnets = look.network.private_network(network).subnets.iter();
            let of_family = subnets.filter(|subnet| subnet.family() == family);
            of_family.map(move |&subnet| (subnet, network))
        })
        .collect();
    let edits = way_back(look, from, to, family, &subnets);
    let context = MissingReturnRoute {
        vpc: look.vpc(vpc),
        asking: look.vpc(asking),
        subnets: named(look, &subnets),
        example: (look.private_network(from), look.private_network(to)),
        pairs: lost.pairs,
    };
    let title = match edits.len() {
        1 => "Add the way back".to_owned(),
        count => format!("Add the way back ({count} routes)"),
    };
    let at = look.network.vpc(vpc).entity;
    Some(Diagnostic::new(Some(at), context).with_fix(title, edits))
}

/// Returns the routes that lead answers back along the way they were asked.
fn way_back(
    look: &Look<'_>,
    from: PrivateNetworkIndex,
    to: PrivateNetworkIndex,
    family: Family,
    subnets: &[(Cidr, PrivateNetworkIndex)],
) -> Vec<Edit> {
    let Some(ends) = Ends::whole(look.network, from, to, family) else {
        return Vec::new();
    };
    let (_, answering) = ends.lowest();
    let path = look.routing.follow(&Packet {
        start: look.network.private_network(from).vpc,
        sender: None,
        destination: address(family, answering),
        meant: None,
    });
    let mut back = path.path();
    back.reverse();
    let mut edits = Vec::new();
    for step in back.windows(2) {
        let &[here, next] = step else {
            continue;
        };
        for &(subnet, _) in subnets {
            if !is_covered(look, here, subnet) {
                edits.extend(look.add_route(here, next, subnet));
            }
        }
    }
    edits
}

/// Tells whether a VPC has an active route for every address of a subnet.
fn is_covered(look: &Look<'_>, vpc: VpcIndex, subnet: Cidr) -> bool {
    let table = look.routing.table(vpc, subnet.family());
    let mut segments = table.segments(crate::cidr::Range::of(subnet));
    segments.all(|segment| match segment.entry.map(|entry| entry.value) {
        None => false,
        Some(Match::Local(_)) => true,
        Some(Match::Custom(route)) => {
            matches!(look.routing.next(route), Ok(_) | Err(Dead::Handed))
        }
    })
}

fn missing_routes(look: &Look<'_>, without_way_back: &WithoutWayBack, found: &mut Vec<Diagnostic>) {
    for pair in look.peering.pairs().iter().filter(|pair| pair.is_peered()) {
        for (vpc, peer) in [(pair.first, pair.second), (pair.second, pair.first)] {
            if !look.network.vpc(vpc).routing_enabled {
                continue;
            }
            let subnets = look.network.vpc(peer).subnets.iter();
            let missing: Vec<(Cidr, PrivateNetworkIndex)> = subnets
                .map(|subnet| (subnet.cidr, subnet.private_network))
                // Said already, and worse: answers are dropped for it.
                .filter(|&(_, network)| !without_way_back.contains(&(vpc, network)))
                .filter(|&(subnet, _)| !is_covered(look, vpc, subnet))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let add = |&(subnet, _): &(Cidr, _)| look.add_route(vpc, peer, subnet);
            let edits: Vec<Edit> = missing.iter().filter_map(add).collect();
            let title = match edits.len() {
                1 => "Add the route".to_owned(),
                count => format!("Add the {count} routes"),
            };
            let context = MissingRoute {
                vpc: look.vpc(vpc),
                peer: look.vpc(peer),
                subnets: named(look, &missing),
            };
            let at = look.network.vpc(vpc).entity;
            found.push(Diagnostic::new(Some(at), context).with_fix(title, edits));
        }
    }
}

fn asymmetric_paths(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    // For each VPC, the last that it was seen with.
    let mut seen = vec![None; look.network.vpcs().len()];
    for (home, vpc) in look.network.vpcs() {
        let networks = vpc.private_networks.iter();
        let families = [Family::Ipv4, Family::Ipv6];
        let ends = networks.flat_map(|&to| families.map(|family| (to, family)));
        for towards in ends.filter_map(|(to, family)| look.reach.towards(to, family)) {
            // Each pair of VPCs once.
            for (origin, forward) in towards.firsts().take_while(|&(origin, _)| origin < home) {
                let Some(seen) = seen.get_mut(origin.place()) else {
                    continue;
                };
                if *seen == Some(home) {
                    continue;
                }
                let back = look.network.vpc(origin).private_networks.iter();
                let back = back.filter_map(|&to| look.reach.towards(to, towards.family));
                let mut back = back.filter_map(|back| back.first_from(home));
                if let Some(back) = back.next() {
                    *seen = Some(home);
                    let forward = look.routing.path(origin, towards.family, forward);
                    let back = look.routing.path(home, towards.family, back);
                    found.extend(asymmetric_path(look, &forward, &back));
                }
            }
        }
    }
}

fn asymmetric_path(look: &Look<'_>, forward: &[VpcIndex], back: &[VpcIndex]) -> Option<Diagnostic> {
    if forward.iter().eq(back.iter().rev()) {
        return None;
    }
    let named = |path: &[VpcIndex]| path.iter().map(|&vpc| look.vpc(vpc)).collect();
    let at = look.network.vpc(*forward.first()?).entity;
    let context = AsymmetricPath {
        forward: named(forward),
        back: named(back),
    };
    Some(Diagnostic::new(Some(at), context))
}

fn named(look: &Look<'_>, subnets: &[(Cidr, PrivateNetworkIndex)]) -> Vec<(Cidr, Named)> {
    let named = |&(subnet, network): &(Cidr, _)| (subnet, look.private_network(network));
    subnets.iter().map(named).collect()
}

/// Tells the first subnets and counts the rest.
fn told(subnets: &[(Cidr, Named)]) -> Vec<String> {
    const IN_A_SENTENCE: usize = 3;
    let first = subnets.iter().take(IN_A_SENTENCE);
    let mut told: Vec<String> = first
        .map(|(subnet, network)| format!("{subnet} ({network})"))
        .collect();
    let more = subnets.len() - told.len();
    if more > 0 {
        told.push(format!("{more} more"));
    }
    told
}

fn unique<'i>(ids: impl Iterator<Item = &'i String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| seen.insert(*id)).cloned().collect()
}

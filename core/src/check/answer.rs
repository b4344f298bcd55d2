//! Answers that get lost: no way back, or one to somewhere else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::help::{Help, Source, page};
use super::missing::{is_covered, named, told, unique};
use super::{Diagnostic, Look, Named, listed, plural};
use crate::cidr::{Cidr, Family, address};
use crate::edit::Edit;
use crate::network::{PrivateNetworkIndex, VpcIndex};
use crate::routing::follow::{Disposition, Packet, Sender, Way};
use crate::routing::reach::{Sent, Towards};
use crate::routing::{Ends, Extent, Traffic};

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

/// Tables that lack the way back to a Private Network.
pub(super) type WithoutWayBack = BTreeSet<(VpcIndex, PrivateNetworkIndex)>;

/// Finds who gets no answers and returns where the way back is missing: what else that stops
/// is its consequence.
pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) -> WithoutWayBack {
    let mut answers = Answers::default();
    let mut answered = Answered::default();
    for towards in look.reach.all() {
        answered.turn_to(look, towards.home);
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

/// To whom one VPC sends answers that always arrive, for looking up many.
#[derive(Default)]
struct Answered {
    vpc: Option<VpcIndex>,
    /// For each VPC, by whom it was last sent something, and for each family to
    /// how many of its Private Networks.
    networks: Vec<(Option<VpcIndex>, [usize; 2])>,
}

impl Answered {
    /// Turns to what another VPC sends, which it takes the time for.
    fn turn_to(&mut self, look: &Look<'_>, vpc: VpcIndex) {
        if self.vpc.replace(vpc) == Some(vpc) {
            return;
        }
        self.networks
            .resize(look.network.vpcs().len(), (None, [0; 2]));
        for sent in look.reach.sends(vpc).filter(Sent::is_always) {
            let towards = sent.towards;
            let Some((by, counts)) = self.networks.get_mut(towards.home.place()) else {
                continue;
            };
            if *by != Some(vpc) {
                (*by, *counts) = (Some(vpc), [0; 2]);
            }
            let [ipv4, ipv6] = counts;
            match towards.family {
                Family::Ipv4 => *ipv4 += towards.networks.len(),
                Family::Ipv6 => *ipv6 += towards.networks.len(),
            }
        }
    }

    /// Tells whether all Private Networks of a VPC are always answered.
    fn is_whole(&self, look: &Look<'_>, vpc: VpcIndex, family: Family) -> bool {
        let networks = look.network.vpc(vpc).private_networks.len();
        let counts = self.networks.get(vpc.place());
        counts.is_some_and(|(by, [ipv4, ipv6])| {
            let count = match family {
                Family::Ipv4 => *ipv4,
                Family::Ipv6 => *ipv6,
            };
            *by == self.vpc && count == networks
        })
    }
}

impl Answers {
    /// Looks at everyone who reaches some Private Networks of a VPC, by what that
    /// sends.
    fn look_at(&mut self, look: &Look<'_>, towards: &Towards, answered: &Answered) {
        let (home, family) = (towards.home, towards.family);
        for origin in towards.origins().map(|leaf| leaf.vpc) {
            if origin != home && !answered.is_whole(look, origin, family) {
                for &to in &towards.networks {
                    self.look_from(look, origin, to, family);
                }
            }
        }
    }

    /// Looks at all that a VPC sends to one of them.
    fn look_from(
        &mut self,
        look: &Look<'_>,
        origin: VpcIndex,
        to: PrivateNetworkIndex,
        family: Family,
    ) {
        let answering = look.network.private_network(to);
        for &from in &look.network.vpc(origin).private_networks {
            let back = look.reach.towards(from, family);
            let receives = answering.receives_default_routes;
            let is_answered = back.is_some_and(|b| b.is_sent_by(answering.vpc, receives));
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
                Disposition::DeliveredWrongVpc => self.misled.entry((last, origin)).or_default(),
                // The others have findings at their routes and switches.
                _ => continue,
            };
            culprit.networks.insert(from);
            culprit.example.get_or_insert((from, to, family));
            culprit.pairs += 1;
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

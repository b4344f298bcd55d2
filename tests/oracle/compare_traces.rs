//! Asks both judges about single packets and compares every hop.

use std::net::{Ipv4Addr, Ipv6Addr};

use peerlab_core::report::{Question, TraceHop, TraceWay};
use peerlab_core::routing;

use super::compare::{Comparison, read};
use super::network::Network;
use super::prefix::{Address, Family, Prefix};
use super::walk::{Disposition, Exchange, Hop, Match, Packet, Walk, follow};

/// One end of a question.
struct End {
    name: String,
    /// Where it is; `None` of an address alone.
    private_network: Option<usize>,
    addresses: Vec<Address>,
}

/// Asks from every Private Network and resource to some others and to some
/// addresses.
pub(super) fn traces(comparison: &mut Comparison) {
    let network = comparison.network;
    let places = network.private_networks.iter().enumerate();
    let mut ends: Vec<End> = places
        .map(|(place, known)| End {
            name: known.id.to_owned(),
            private_network: Some(place),
            addresses: usable(&known.subnets),
        })
        .collect();
    ends.extend(network.resources.iter().map(|known| End {
        name: known.id.to_owned(),
        private_network: Some(known.private_network),
        addresses: known.addresses.clone(),
    }));
    let subnets = network
        .private_networks
        .iter()
        .flat_map(|known| &known.subnets);
    let inside = subnets.map(|subnet| Address {
        number: subnet.last(),
        family: subnet.family,
    });
    let outside = ["8.8.8.8", "2001:db8::1"].map(|text| Address::read(text).expect("an address"));
    let targets: Vec<End> = inside
        .chain(outside)
        .map(|address| End {
            name: text_of(address),
            private_network: None,
            addresses: vec![address],
        })
        .collect();
    for (place, from) in ends.iter().enumerate() {
        let others = [1, 2].map(|step| &ends[(place + step) % ends.len()]);
        let addresses = [1, 2, 4].map(|step| &targets[(place + step) % targets.len()]);
        for (number, to) in others.into_iter().chain(addresses).enumerate() {
            trace(comparison, from, to, (place + number) % 3);
        }
    }
}

fn trace(comparison: &mut Comparison, from: &End, to: &End, kind: usize) {
    let (asked, exchange) = [
        (routing::Traffic::Icmp, Exchange::PING),
        (routing::Traffic::Tcp(443), Exchange::HTTPS),
        (routing::Traffic::Udp(80), Exchange::QUERY),
    ][kind];
    let question = Question {
        from: from.name.clone(),
        to: to.name.clone(),
        traffic: asked,
    };
    let answer = comparison.report.trace(comparison.scenario, &question);
    let network = comparison.network;
    let sender = from.private_network.expect("only ends that have one send");
    let common = Family::BOTH.into_iter().find_map(|family| {
        let first = |end: &End| {
            let mut addresses = end.addresses.iter().copied();
            addresses.find(|address| address.family == family)
        };
        first(from).zip(first(to))
    });
    let ends = common.filter(|&(source, _)| network.lies_in(source, sender));
    let name = || format!("trace from {} to {} of {asked:?}", from.name, to.name);
    let told = answer.as_ref().ok();
    let told_ends = told.map(|told| (Address::of(told.source), Address::of(told.destination)));
    comparison.same(name, &told_ends, &ends);
    let (Some(told), Some((source, destination))) = (told, ends) else {
        return;
    };
    let forward = follow(
        network,
        comparison.judged,
        &Packet {
            from: sender,
            source,
            destination,
            meant: to
                .private_network
                .map(|place| network.private_networks[place].vpc),
            traffic: exchange.asked,
        },
    );
    comparison.count(forward.disposition.name());
    way(comparison, &name, &told.forward, &forward);
    let met = forward.hops.last().and_then(|hop| match hop.matched {
        Some(Match::Local(place, _)) => Some(place),
        _ => None,
    });
    let places = 0..network.private_networks.len();
    let answering = to
        .private_network
        .filter(|&place| network.lies_in(destination, place))
        .or(met)
        .or_else(|| {
            places
                .into_iter()
                .find(|&place| network.lies_in(destination, place))
        });
    comparison.same(name, &told.back.is_some(), &answering.is_some());
    if let (Some(told), Some(from)) = (&told.back, answering) {
        let packet = Packet {
            from,
            source: destination,
            destination: source,
            meant: Some(network.private_networks[sender].vpc),
            traffic: exchange.answered,
        };
        let back = follow(network, comparison.judged, &packet);
        way(comparison, &|| format!("{} back", name()), told, &back);
    }
}

fn way(comparison: &mut Comparison, name: &dyn Fn() -> String, engine: &TraceWay, oracle: &Walk) {
    let network = comparison.network;
    let id = |vpc: usize| network.vpcs[vpc].id;
    let path: Vec<&str> = engine.path.iter().map(String::as_str).collect();
    let expected: Vec<&str> = oracle.path().map(id).collect();
    comparison.same(
        name,
        &(engine.disposition.as_str(), path),
        &(oracle.disposition.name(), expected),
    );
    comparison.same(name, &engine.again.as_deref(), &oracle.again.map(id));
    let denial = engine
        .denied_by
        .as_ref()
        .map(|denial| (denial.vpc.as_str(), denial.rule));
    comparison.same(
        name,
        &denial,
        &oracle.denied_by.map(|(vpc, rule)| (id(vpc), rule)),
    );
    for (told, hop) in engine.hops.iter().zip(&oracle.hops) {
        let name = || format!("{} in {}", name(), told.vpc);
        let told = words_of(told);
        let mut expected = expected_words(network, hop);
        if oracle.disposition == Disposition::NextHopForeign {
            // The contract does not say whether a packet "leaves" by such a one.
            expected[4].clone_from(&told[4]);
        }
        comparison.same(name, &told, &expected);
    }
}

/// A hop in the words of the report: entered by, prefix, route, Private
/// Network, left by, through.
type Words = [Option<String>; 6];

fn words_of(hop: &TraceHop) -> Words {
    [
        hop.entered_by.clone(),
        hop.matched
            .as_ref()
            .map(|matched| read(matched).to_string()),
        hop.route.clone(),
        hop.private_network.clone(),
        hop.leaves_by.clone(),
        hop.through.clone(),
    ]
}

fn expected_words(network: &Network, hop: &Hop) -> Words {
    let connector = |place: usize| network.connectors[place].id.to_owned();
    let (prefix, route, private_network) = match hop.matched {
        None => (None, None, None),
        Some(Match::Local(place, subnet)) => {
            (Some(subnet), None, Some(network.private_networks[place].id))
        }
        Some(Match::Custom(place)) => {
            let route = &network.routes[place];
            (Some(route.destination), Some(route.id), None)
        }
    };
    [
        hop.entered_by.map(connector),
        prefix.map(|prefix| prefix.to_string()),
        route.map(str::to_owned),
        private_network.map(str::to_owned),
        hop.left_by.map(connector),
        hop.through
            .map(|place| network.ingress_rules[place].id.to_owned()),
    ]
}

/// Of each subnet, in address order, the first address that the platform does
/// not reserve: it keeps the first two; a block of at most four gives its first.
fn usable(subnets: &[Prefix]) -> Vec<Address> {
    let mut subnets = subnets.to_vec();
    subnets.sort_unstable();
    let reserved = |subnet: &Prefix| {
        if subnet.last() - subnet.first >= 4 {
            2
        } else {
            0
        }
    };
    let addresses = subnets.iter().map(|subnet| Address {
        family: subnet.family,
        number: subnet.first + reserved(subnet),
    });
    addresses.collect()
}

fn text_of(address: Address) -> String {
    match address.family {
        Family::V4 => {
            let number = u32::try_from(address.number).expect("an IPv4 address has 32 bits");
            Ipv4Addr::from(number).to_string()
        }
        Family::V6 => Ipv6Addr::from(address.number).to_string(),
    }
}

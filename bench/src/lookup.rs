//! The longest match for a million addresses.

use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

use ip_network::Ipv4Network;
use ip_network_table::IpNetworkTable;
use ipnet::{IpNet, Ipv4Net};
use iptrie::{Ipv4LCTrieMap, Ipv4Prefix, Ipv4RTrieMap};
use peerlab_core::cidr::{Cidr, PrefixMap};

use crate::contest::{Contestant, Run, contest};
use crate::input;
use crate::peers::Peers;
use crate::report::Report;

/// How many addresses are looked up.
const LOOKUPS: usize = 1_000_000;

/// What a table says where no route holds an address; of the routes it says
/// their places, from one on.
const NONE: u32 = 0;

type Routes = [(Ipv4Net, u32)];

/// Measures looking up and, by itself, building.
pub fn reports(sizes: &[usize], peers: &Peers) -> [Report; 2] {
    let mut looked_up = Vec::new();
    let mut built = Vec::new();
    for &size in sizes {
        let (table, asked) = input::table(size, LOOKUPS);
        let routes: Vec<(Ipv4Net, u32)> = table.iter().map(net).zip(1..).collect();

        built.push((
            size,
            contest(&mut [
                Contestant::new("Peerlab", || building(size, || ours(&routes))),
                Contestant::new("`prefix-trie`", || building(size, || trie(&routes))),
                Contestant::new("`iptrie`", || building(size, || lc_trie(&routes))),
                Contestant::new("`ip_network_table`", || building(size, || bitmap(&routes))),
            ]),
        ));

        let (ours, trie, lc_trie, bitmap) = (
            ours(&routes),
            trie(&routes),
            lc_trie(&routes),
            bitmap(&routes),
        );
        let mut contestants = vec![
            Contestant::new("Peerlab", || {
                looking(&asked, |address| {
                    let found = ours.longest(IpAddr::V4(address));
                    found.map_or(NONE, |(_, &place)| place)
                })
            }),
            Contestant::new("`prefix-trie`", || {
                looking(&asked, |address| {
                    let found = trie.get_lpm(&Ipv4Net::from(address));
                    found.map_or(NONE, |(_, &place)| place)
                })
            }),
            Contestant::new("`iptrie`", || {
                looking(&asked, |address| *lc_trie.lookup(&address).1)
            }),
            Contestant::new("`ip_network_table`", || {
                looking(&asked, |address| {
                    let found = bitmap.longest_match_ipv4(address);
                    found.map_or(NONE, |(_, &place)| place)
                })
            }),
        ];
        let words = |list: Vec<String>| list.join(" ");
        let text = words(table.iter().map(Cidr::to_string).collect())
            + "\n"
            + &words(asked.iter().map(Ipv4Addr::to_string).collect());
        contestants.extend(peers.contestants("lookup", size, &text));
        looked_up.push((size, contest(&mut contestants)));
    }
    [
        Report {
            title: "Longest match for a million addresses",
            what: "IPv4 tables with lengths about as on the Internet; half of the addresses \
                   anywhere, half within a route."
                .to_owned(),
            unit: "routes",
            rows: looked_up,
        },
        Report {
            title: "Building the table",
            what: "The same tables, from prefixes that are parsed.".to_owned(),
            unit: "routes",
            rows: built,
        },
    ]
}

fn net(cidr: &Cidr) -> Ipv4Net {
    match cidr.to_string().parse() {
        Ok(IpNet::V4(net)) => net,
        _ => unreachable!("the table is of IPv4"),
    }
}

fn ours(routes: &Routes) -> PrefixMap<u32> {
    let routes = routes.iter().map(|&(net, place)| {
        let cidr = Cidr::containing(net.addr().into(), net.prefix_len());
        (cidr.expect("a length of IPv4"), place)
    });
    PrefixMap::new(routes.collect())
}

fn trie(routes: &Routes) -> prefix_trie::PrefixMap<Ipv4Net, u32> {
    routes.iter().copied().collect()
}

fn lc_trie(routes: &Routes) -> Ipv4LCTrieMap<u32> {
    let mut trie = Ipv4RTrieMap::with_root(NONE);
    for &(net, place) in routes {
        let prefix = Ipv4Prefix::new(net.addr(), net.prefix_len()).expect("a length of IPv4");
        trie.insert(prefix, place);
    }
    trie.compress()
}

fn bitmap(routes: &Routes) -> IpNetworkTable<u32> {
    let mut table = IpNetworkTable::with_capacity(routes.len(), 0);
    for &(net, place) in routes {
        let network = Ipv4Network::new(net.addr(), net.prefix_len()).expect("a canonical prefix");
        table.insert(network, place);
    }
    table
}

fn building<T>(routes: usize, build: impl FnOnce() -> T) -> Option<Run> {
    let begin = Instant::now();
    let table = black_box(build());
    let took = begin.elapsed();
    drop(table);
    Some(Run {
        took,
        answer: routes as u64,
    })
}

/// Adds up the places of what is found.
fn looking(asked: &[Ipv4Addr], find: impl Fn(Ipv4Addr) -> u32) -> Option<Run> {
    let begin = Instant::now();
    let places = asked.iter().map(|&address| u64::from(find(address)));
    let answer = black_box(places.sum());
    Some(Run {
        took: begin.elapsed(),
        answer,
    })
}

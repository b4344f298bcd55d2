//! Every overlapping pair between two sets of prefixes.

use std::hint::black_box;
use std::time::Instant;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use peerlab_core::cidr::{Cidr, overlaps_between};
use prefix_trie::PrefixMap;
use rust_lapper::{Interval, Lapper};

use crate::contest::{Contestant, Run, contest};
use crate::input;
use crate::peers::Peers;
use crate::report::Report;

/// From this size on the double loop takes too long to wait for.
const MOST_OF_LOOP: usize = 10_000;

/// What everyone is asked: both sets, parsed.
struct Input {
    ours: [Vec<Cidr>; 2],
    theirs: [Vec<IpNet>; 2],
    texts: [Vec<String>; 2],
}

impl Input {
    fn of(count: usize) -> Self {
        let ours = input::prefixes(count);
        let texts = [0, 1].map(|side: usize| ours[side].iter().map(Cidr::to_string).collect());
        let parse = |texts: &Vec<String>| texts.iter().map(|text| parse(text)).collect();
        let theirs = [0, 1].map(|side: usize| parse(&texts[side]));
        Self {
            ours,
            theirs,
            texts,
        }
    }
}

fn parse(text: &str) -> IpNet {
    text.parse().expect("a prefix that was written")
}

/// Measures the search among prefixes that are parsed.
pub fn parsed(sizes: &[usize], peers: &Peers) -> Report {
    let rows = sizes.iter().map(|&size| {
        let input = Input::of(size);
        let mut contestants = vec![
            Contestant::new("Peerlab", || {
                timed(|| overlaps_between(&input.ours[0], &input.ours[1], usize::MAX).pairs)
            }),
            Contestant::new("`ipnet`, sort and sweep", || timed(|| sweep(&input.theirs))),
            Contestant::new("`prefix-trie`", || timed(|| trie(&input.theirs))),
            Contestant::new("`rust-lapper`", || timed(|| lapper(&input.theirs))),
        ];
        if size <= MOST_OF_LOOP {
            contestants.push(Contestant::new("`ipnet`, every pair", || {
                timed(|| every_pair(&input.theirs))
            }));
        }
        let text = [0, 1]
            .map(|side: usize| input.texts[side].join(" "))
            .join("\n");
        contestants.extend(peers.contestants("overlap", size, &text));
        (size, contest(&mut contestants))
    });
    Report {
        title: "Overlaps between two sets of prefixes",
        what: "All overlapping pairs between two sets, already parsed; half IPv4 /16 to /28 in \
               private space, half IPv6 /64 in unique local space, one in a thousand planted."
            .to_owned(),
        unit: "prefixes in both sets",
        rows: rows.collect(),
    }
}

/// Measures the way from text to pairs beside reading the text alone.
pub fn from_text(sizes: &[usize]) -> Report {
    let rows = sizes.iter().map(|&size| {
        let input = Input::of(size);
        let mut contestants = vec![
            Contestant::new("Peerlab, read and search", || {
                timed(|| {
                    let [left, right] = [0, 1].map(|side: usize| read(&input.texts[side]));
                    overlaps_between(&left, &right, usize::MAX).pairs
                })
            }),
            Contestant::new("Peerlab, read alone", || {
                let begin = Instant::now();
                black_box([0, 1].map(|side: usize| read(&input.texts[side])));
                only_time(begin, &input)
            }),
            Contestant::new("`ipnet`, read alone", || {
                let begin = Instant::now();
                black_box([0, 1].map(|side: usize| -> Vec<IpNet> {
                    input.texts[side].iter().map(|text| parse(text)).collect()
                }));
                only_time(begin, &input)
            }),
        ];
        (size, contest(&mut contestants))
    });
    Report {
        title: "From text to overlaps",
        what: "The same sets as text.".to_owned(),
        unit: "prefixes in both sets",
        rows: rows.collect(),
    }
}

fn read(texts: &[String]) -> Vec<Cidr> {
    texts
        .iter()
        .map(|text| text.parse().expect("a prefix"))
        .collect()
}

/// A run of who answers nothing: it is given the answer.
fn only_time(begin: Instant, input: &Input) -> Option<Run> {
    let took = begin.elapsed();
    let pairs = overlaps_between(&input.ours[0], &input.ours[1], usize::MAX).pairs;
    Some(Run {
        took,
        answer: pairs.len() as u64,
    })
}

fn timed<P>(find: impl FnOnce() -> Vec<P>) -> Option<Run> {
    let begin = Instant::now();
    let pairs = black_box(find());
    Some(Run {
        took: begin.elapsed(),
        answer: pairs.len() as u64,
    })
}

/// The double loop.
fn every_pair([left, right]: &[Vec<IpNet>; 2]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (l, a) in left.iter().enumerate() {
        for (r, b) in right.iter().enumerate() {
            if a.contains(b) || b.contains(a) {
                pairs.push((l, r));
            }
        }
    }
    pairs
}

/// What one writes with `ipnet` and the standard library: sorted, a prefix comes
/// right before what it contains.
fn sweep([left, right]: &[Vec<IpNet>; 2]) -> Vec<(usize, usize)> {
    let of = |side: bool, list: &[IpNet]| -> Vec<(IpNet, bool, usize)> {
        let list = list.iter().enumerate();
        list.map(|(place, &net)| (net, side, place)).collect()
    };
    let mut all = of(false, left);
    all.extend(of(true, right));
    all.sort_unstable();
    let mut open: [Vec<(IpNet, usize)>; 2] = [Vec::new(), Vec::new()];
    let mut pairs = Vec::new();
    for (net, side, place) in all {
        for open in &mut open {
            while open.last().is_some_and(|(top, _)| !top.contains(&net)) {
                open.pop();
            }
        }
        for &(_, other) in &open[usize::from(!side)] {
            pairs.push(if side { (other, place) } else { (place, other) });
        }
        open[usize::from(side)].push((net, place));
    }
    pairs
}

/// Equal prefixes of the second set are chained: the map holds the last of them.
fn trie([left, right]: &[Vec<IpNet>; 2]) -> Vec<(usize, usize)> {
    let mut v4: PrefixMap<Ipv4Net, usize> = PrefixMap::new();
    let mut v6: PrefixMap<Ipv6Net, usize> = PrefixMap::new();
    let mut before = vec![None; right.len()];
    for (place, net) in right.iter().enumerate() {
        before[place] = match net {
            IpNet::V4(net) => v4.insert(*net, place),
            IpNet::V6(net) => v6.insert(*net, place),
        };
    }
    let mut pairs = Vec::new();
    for (place, net) in left.iter().enumerate() {
        let mut found = |&last: &usize| {
            let equal = std::iter::successors(Some(last), |&other| before[other]);
            pairs.extend(equal.map(|other| (place, other)));
        };
        match net {
            IpNet::V4(net) => {
                let around = v4.cover(net).filter(|(cover, _)| cover != net);
                around.for_each(|(_, last)| found(last));
                v4.children(net).for_each(|(_, last)| found(last));
            }
            IpNet::V6(net) => {
                let around = v6.cover(net).filter(|(cover, _)| cover != net);
                around.for_each(|(_, last)| found(last));
                v6.children(net).for_each(|(_, last)| found(last));
            }
        }
    }
    pairs
}

fn lapper([left, right]: &[Vec<IpNet>; 2]) -> Vec<(usize, usize)> {
    let mut v4 = Vec::new();
    let mut v6 = Vec::new();
    for (val, net) in right.iter().enumerate() {
        match net {
            IpNet::V4(net) => {
                let start = u64::from(net.network().to_bits());
                let stop = u64::from(net.broadcast().to_bits()) + 1;
                v4.push(Interval { start, stop, val });
            }
            IpNet::V6(net) => {
                let start = net.network().to_bits();
                let stop = net.broadcast().to_bits() + 1;
                v6.push(Interval { start, stop, val });
            }
        }
    }
    let (v4, v6) = (Lapper::new(v4), Lapper::new(v6));
    let mut pairs = Vec::new();
    for (place, net) in left.iter().enumerate() {
        match net {
            IpNet::V4(net) => {
                let start = u64::from(net.network().to_bits());
                let stop = u64::from(net.broadcast().to_bits()) + 1;
                pairs.extend(v4.find(start, stop).map(|found| (place, found.val)));
            }
            IpNet::V6(net) => {
                let start = net.network().to_bits();
                let stop = net.broadcast().to_bits() + 1;
                pairs.extend(v6.find(start, stop).map(|found| (place, found.val)));
            }
        }
    }
    pairs
}

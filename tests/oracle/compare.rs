//! Holds the engine's report against the oracle's judgement.

use std::collections::BTreeMap;
use std::fmt::Debug;

use peerlab_core::cidr;
use peerlab_core::report::{PairReport, Report, WayReport, judge};
use peerlab_core::routing::{self, Traffic};
use peerlab_core::scenario::Scenario;

use super::compare_traces::traces;
use super::network::Network;
use super::peering::{self, Judged};
use super::prefix::{Family, Prefix};
use super::reach::{self, Pair, Verdict, Way};
use super::walk::Exchange;

/// How often each thing that there is to be met was met.
pub(super) type Mix = BTreeMap<&'static str, usize>;

/// What both judges said.
pub(super) struct Comparison<'c, 's> {
    pub(super) scenario: &'s Scenario,
    pub(super) network: &'c Network<'s>,
    pub(super) judged: &'c [Judged<'s>],
    pub(super) report: &'c Report,
    /// What they do not agree on.
    pub(super) differences: Vec<String>,
    pub(super) mix: &'c mut Mix,
}

/// Judges a scenario twice and tells what differs.
pub(super) fn differences(scenario: &Scenario, mix: &mut Mix) -> Vec<String> {
    let network = Network::of(scenario);
    let judged = peering::judge(&network);
    let report = judge(scenario);
    let mut comparison = Comparison {
        scenario,
        network: &network,
        judged: &judged,
        report: &report,
        differences: Vec::new(),
        mix,
    };
    connectors(&mut comparison);
    let pairs = reach::all_pairs(&network, &judged, &Exchange::PING);
    all_pairs(&mut comparison, &pairs, Traffic::Icmp);
    if !scenario.acls.is_empty() {
        let pairs = reach::all_pairs(&network, &judged, &Exchange::HTTPS);
        all_pairs(&mut comparison, &pairs, Traffic::Tcp(443));
    }
    verdicts(&mut comparison, &pairs);
    traces(&mut comparison);
    comparison.differences
}

impl Comparison<'_, '_> {
    pub(super) fn count(&mut self, what: &'static str) {
        *self.mix.entry(what).or_default() += 1;
    }

    /// Notes where the engine says something else than the oracle.
    pub(super) fn same<T: PartialEq + Debug>(
        &mut self,
        what: impl FnOnce() -> String,
        engine: &T,
        oracle: &T,
    ) {
        if engine != oracle {
            self.differences.push(format!(
                "{}: the engine says {engine:?}, the oracle {oracle:?}",
                what()
            ));
        }
    }
}

fn connectors(comparison: &mut Comparison) {
    let (report, judged) = (comparison.report, comparison.judged);
    let engine: Vec<&str> = report
        .connectors
        .iter()
        .map(|known| known.id.as_str())
        .collect();
    let oracle: Vec<&str> = judged.iter().map(|known| known.id).collect();
    comparison.same(|| "connectors".to_owned(), &engine, &oracle);
    for (place, (engine, oracle)) in report.connectors.iter().zip(judged).enumerate() {
        comparison.count(oracle.reason.unwrap_or(oracle.status.name()));
        let reason = engine.reason.map(|reason| text_of(&reason));
        let told = (
            engine.status.as_str(),
            reason.as_deref(),
            engine.answered_by.as_deref(),
        );
        let expected = (oracle.status.name(), oracle.reason, oracle.answered_by);
        comparison.same(|| format!("connector {}", oracle.id), &told, &expected);
        let told: Vec<_> = engine
            .overlaps
            .iter()
            .map(|overlap| {
                (
                    read(&overlap.subnet),
                    read(&overlap.target_subnet),
                    overlap.private_network_id.as_str(),
                    overlap.target_private_network_id.as_str(),
                    text_of(&overlap.relation),
                    read(&overlap.range),
                )
            })
            .collect();
        // Which of two equal subnets comes first is not promised.
        let is_twice = has_a_subnet_twice(comparison.network, place);
        let is_ordered = told.is_sorted_by_key(|overlap| overlap.0)
            && (is_twice || told.is_sorted_by_key(|overlap| (overlap.0, overlap.1)));
        comparison.same(
            || format!("order of overlaps of {}", oracle.id),
            &is_ordered,
            &true,
        );
        let mut told = told;
        told.sort();
        let expected: Vec<_> = oracle
            .overlaps
            .iter()
            .map(|overlap| {
                (
                    overlap.subnet,
                    overlap.target_subnet,
                    overlap.private_network,
                    overlap.target_private_network,
                    overlap.relation.to_owned(),
                    overlap.range,
                )
            })
            .collect();
        comparison.same(|| format!("overlaps of {}", oracle.id), &told, &expected);
    }
    let connections = report.connections.iter();
    let engine: Vec<_> = connections.map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let oracle = peering::connections(comparison.network, judged);
    comparison.same(|| "connections".to_owned(), &engine, &oracle);
}

/// Whether the origin of a connector has two equal subnets.
fn has_a_subnet_twice(network: &Network, connector: usize) -> bool {
    let origin = network.connectors[connector].origin;
    let networks = network.private_networks.iter();
    let own = networks.filter(|known| known.vpc == origin);
    let mut subnets: Vec<&Prefix> = own.flat_map(|known| &known.subnets).collect();
    let count = subnets.len();
    subnets.sort_unstable();
    subnets.dedup();
    subnets.len() < count
}

fn all_pairs(comparison: &mut Comparison, pairs: &[Pair], traffic: Traffic) {
    let engine: Vec<PairReport> = comparison.report.all_pairs(traffic).collect();
    let network = comparison.network;
    let engine_ends: Vec<_> = engine
        .iter()
        .map(|pair| {
            (
                pair.from.as_str(),
                pair.to.as_str(),
                family_name(pair.family),
            )
        })
        .collect();
    let id = |place: usize| network.private_networks[place].id;
    let oracle_ends: Vec<_> = pairs
        .iter()
        .map(|pair| (id(pair.from), id(pair.to), pair.family.name()))
        .collect();
    comparison.same(|| "pairs".to_owned(), &engine_ends, &oracle_ends);
    for (engine, oracle) in engine.iter().zip(pairs) {
        let verdict = oracle.verdict();
        comparison.count(verdict.name());
        comparison.count(oracle.forward.disposition.name());
        comparison.count(oracle.forward.extent.name());
        let name = || {
            let family = oracle.family.name();
            format!(
                "{} to {} in {family} of {traffic:?}",
                id(oracle.from),
                id(oracle.to)
            )
        };
        comparison.same(name, &engine.verdict.as_str(), &verdict.name());
        way(comparison, &|| name(), &engine.forward, &oracle.forward);
        let name = || format!("{} back", name());
        way(comparison, &name, &engine.back, &oracle.back);
    }
    let listed: Vec<PairReport> = comparison.report.reachability(traffic).collect();
    let is_blocked = |pair: &PairReport| pair.verdict == peerlab_core::report::Verdict::Blocked;
    let expected: Vec<PairReport> = engine
        .into_iter()
        .filter(|pair| !is_blocked(pair))
        .collect();
    comparison.same(
        || "pairs that are not blocked".to_owned(),
        &listed,
        &expected,
    );
}

fn way(comparison: &mut Comparison, name: &dyn Fn() -> String, engine: &WayReport, oracle: &Way) {
    let network = comparison.network;
    let extent = match engine.extent {
        routing::Extent::All => "all",
        routing::Extent::Some => "some",
        routing::Extent::None => "none",
    };
    let expected: Vec<&str> = oracle
        .path
        .iter()
        .map(|&vpc| network.vpcs[vpc].id)
        .collect();
    let path: Vec<&str> = engine.path.iter().map(String::as_str).collect();
    comparison.same(
        name,
        &(extent, engine.disposition.as_str(), path),
        &(oracle.extent.name(), oracle.disposition.name(), expected),
    );
    let delivered: Vec<Prefix> = engine.delivered.iter().map(read).collect();
    comparison.same(name, &delivered, &oracle.delivered);
}

/// Asks for verdicts between resources and Private Networks, and between VPCs.
fn verdicts(comparison: &mut Comparison, pairs: &[Pair]) {
    let network = comparison.network;
    for (place, family) in Family::BOTH.into_iter().enumerate() {
        let asked = [cidr::Family::Ipv4, cidr::Family::Ipv6][place];
        for (resource, known) in network.resources.iter().enumerate() {
            for (to, other) in network.private_networks.iter().enumerate() {
                let expected =
                    reach::verdict_of_resource(network, comparison.judged, resource, to, family);
                verdict(comparison, known.id, other.id, asked, expected);
            }
        }
        for (from, one) in network.vpcs.iter().enumerate() {
            // The next one and itself.
            for to in [from, (from + 1) % network.vpcs.len()] {
                let vpc = |place: usize| network.private_networks[place].vpc;
                let between = pairs.iter().filter(|pair| {
                    pair.family == family && (vpc(pair.from), vpc(pair.to)) == (from, to)
                });
                let mut verdicts: Vec<Verdict> = between.map(Pair::verdict).collect();
                verdicts.sort_unstable();
                verdicts.dedup();
                let expected = match verdicts[..] {
                    [verdict] => Some(verdict),
                    _ => None,
                };
                verdict(comparison, one.id, network.vpcs[to].id, asked, expected);
            }
        }
    }
}

fn verdict(
    comparison: &mut Comparison,
    from: &str,
    to: &str,
    family: cidr::Family,
    expected: Option<Verdict>,
) {
    let answer = comparison.report.verdict(
        comparison.scenario,
        from,
        to,
        Some(family),
        Traffic::default(),
    );
    let answer = answer.ok().map(peerlab_core::report::Verdict::as_str);
    let name = || format!("verdict from {from} to {to} in {}", family_name(family));
    comparison.same(name, &answer, &expected.map(Verdict::name));
}

fn family_name(family: cidr::Family) -> &'static str {
    match family {
        cidr::Family::Ipv4 => "ipv4",
        cidr::Family::Ipv6 => "ipv6",
    }
}

/// Takes a prefix of the report as a reader of the report would: by its text.
pub(super) fn read(cidr: &cidr::Cidr) -> Prefix {
    Prefix::read(&cidr.to_string()).expect("a prefix of the report can be read")
}

/// The word that stands in the written report.
fn text_of(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).expect("a word can be written");
    value.as_str().expect("it is a word").to_owned()
}

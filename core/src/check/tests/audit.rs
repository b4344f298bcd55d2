//! Every code once more, so that none is without an example: a scenario that
//! raises it, the nearest one that does not, and fixes that mend it.

use crate::check::Code;
use crate::edit::apply_all;
use crate::report::{judge, judge_reading};
use crate::scenario::{Reading, Scenario};
use crate::sketch::sketch;

const PAIR: &str = "vpc a x=10.0.0.0/22\nvpc b y=10.0.4.0/22\npeer a b\n\
    route a 10.0.4.0/22 b\nroute b 10.0.0.0/22 a\n";
const CHAIN: &str = "vpc a x=10.0.0.0/22\nvpc b y=10.0.4.0/22\nvpc c z=10.0.8.0/22\n\
    peer a b\npeer b c\nroute a 10.0.4.0/22 b\nroute a 10.0.8.0/22 b\n\
    route b 10.0.0.0/22 a\nroute b 10.0.8.0/22 c\nroute c 10.0.0.0/22 b\nroute c 10.0.4.0/22 b\n";

/// Returns a scenario that raises a code and a near miss, each as a sketch or as
/// JSON with single quotes.
fn examples(code: Code) -> (String, String) {
    let pair = |more: &str, miss: &str| (format!("{PAIR}{more}"), format!("{PAIR}{miss}"));
    let change = |from: &str, raises: &str, misses: &str| {
        assert!(PAIR.contains(from), "{from}");
        (PAIR.replace(from, raises), PAIR.replace(from, misses))
    };
    let both = |raises: &str, misses: &str| (raises.to_owned(), misses.to_owned());
    let subnet =
        |raises: &str, misses: &str| (format!("vpc a x={raises}"), format!("vpc a x={misses}"));
    match code {
        Code::InvalidCidr => subnet("10.0.0.1/22", "10.0.0.0/22"),
        Code::InvalidAddress => {
            let with = |address: &str| {
                format!(
                    "{{'vpcs':[{{'id':'a'}}],'private_networks':[{{'id':'x','vpc_id':'a','subnets':['10.0.0.0/22']}}],\
                 'resources':[{{'id':'r','private_network_id':'x','addresses':['10.0.0.4','{address}']}}]}}"
                )
            };
            (with("10.0.0.5/22"), with("10.0.0.5"))
        }
        Code::DuplicateId => both(
            "{'vpcs':[{'id':'a'},{'id':'a'}]}",
            "{'vpcs':[{'id':'a'},{'id':'A'}]}",
        ),
        Code::UnknownReference => both(
            "{'vpcs':[{'id':'vpc-a'}],'private_networks':[{'id':'x','vpc_id':'vpc-aa'}]}",
            "{'vpcs':[{'id':'vpc-a'}],'private_networks':[{'id':'x','vpc_id':'vpc-a'}]}",
        ),
        Code::UnknownField => both(
            "{'vpcs':[{'id':'a','nmae':'A'}]}",
            "{'vpcs':[{'id':'a','name':'A'}]}",
        ),
        Code::OrphanConnector | Code::RouteInactive => {
            change("peer a b", "connect a b", "peer a b")
        }
        Code::CidrConflict => change("y=10.0.4.0/22", "y=10.0.3.0/24", "y=10.0.4.0/24"),
        Code::LatentConflict => both(
            "vpc a x=10.0.0.0/22\nvpc b y=10.0.3.0/24\nconnect a b",
            "vpc a x=10.0.0.0/22\nvpc b y=10.0.4.0/24\nconnect a b",
        ),
        Code::SelfPeering => pair("connect a a", ""),
        Code::CrossRegionPeering => {
            let with = |region: &str| {
                format!(
                    "{{'vpcs':[{{'id':'a'}},{{'id':'b','region':'{region}'}}],\
                 'vpc_connectors':[{{'id':'c','vpc_id':'a','target_vpc_id':'b'}}]}}"
                )
            };
            (with("nl-ams"), with("fr-par"))
        }
        Code::DuplicateConnector => {
            let with = |target: &str| {
                format!(
                    "{{'vpcs':[{{'id':'a'}},{{'id':'b'}},{{'id':'c'}}],'vpc_connectors':[\
                 {{'id':'d','vpc_id':'a','target_vpc_id':'b'}},{{'id':'e','vpc_id':'a','target_vpc_id':'{target}'}}]}}"
                )
            };
            (with("b"), with("c"))
        }
        Code::StatusDiffers => {
            let with = |status: &str| {
                format!(
                    "{{'vpcs':[{{'id':'a'}}],'vpc_connectors':[\
                 {{'id':'d','vpc_id':'a','target_vpc_id':'b','status':'{status}'}}]}}"
                )
            };
            (with("peered"), with("orphan"))
        }
        Code::OverlapWithinVpc => subnet("10.0.0.0/22 y=10.0.3.0/24", "10.0.0.0/22 y=10.0.4.0/24"),
        Code::ReservedCidr => subnet("100.64.0.0/22", "100.63.252.0/22"),
        Code::PublicCidr => subnet("172.32.0.0/22", "172.31.252.0/22"),
        Code::CidrSize => subnet("10.0.0.0/19", "10.0.0.0/20"),
        Code::Quota => {
            let with = |count: usize| {
                let networks = (0..count).map(|n| format!(" p{n}=10.0.{n}.0/24"));
                format!("vpc a{}", networks.collect::<String>())
            };
            (with(101), with(100))
        }
        Code::OverlapAtDistance => {
            let with = |transit: &str| {
                format!(
                    "vpc a x=10.0.0.0/22\nvpc b{transit}\nvpc c z=10.0.0.0/22\npeer a b\npeer b c"
                )
            };
            (with(""), with(" -transit"))
        }
        Code::DuplicateRoute => pair("route a 10.0.4.0/22 pn:x", "route a 10.0.4.0/23 pn:x"),
        Code::RouteNextHopUnclear => {
            let with = |hop: &str| {
                format!(
                    "{{'vpcs':[{{'id':'a'}}],'private_networks':[{{'id':'x','vpc_id':'a'}}],\
                 'routes':[{{'id':'r','vpc_id':'a','destination':'10.9.0.0/22'{hop}}}]}}"
                )
            };
            (with(""), with(",'nexthop_private_network_id':'x'"))
        }
        Code::RouteNextHopMissing => pair("route a 10.9.0.0/22 pn:y", "route a 10.9.0.0/22 pn:x"),
        Code::RouteNextHopForeign => {
            pair("route a 10.0.4.0/23 by:b-a", "route a 10.0.4.0/23 by:a-b")
        }
        Code::RouteOverridesLocal => pair("route a 10.0.1.0/24 b", "route a 10.0.5.0/24 b"),
        Code::RouteShadowed => pair(
            "route a 10.0.4.0/23 b\nroute a 10.0.6.0/23 b",
            "route a 10.0.4.0/23 b",
        ),
        Code::RouteLeadsNowhere => pair("route a 10.0.8.0/22 b", "route a 10.0.0.0/21 b"),
        Code::RouteTooBroad => pair("route a 0.0.0.0/0 b", "route a 0.0.0.0/1 b"),
        Code::MissingRoute => change(
            "route a 10.0.4.0/22 b\nroute b 10.0.0.0/22 a",
            "",
            "route a 10.0.0.0/8 b\nroute b 10.0.0.0/8 a",
        ),
        Code::MissingReturnRoute => change("route b 10.0.0.0/22 a", "", "route b 0.0.0.0/1 a"),
        Code::TransitDisabled => (
            CHAIN.replace("y=10.0.4.0/22", "y=10.0.4.0/22 -transit"),
            CHAIN.replace("x=10.0.0.0/22", "x=10.0.0.0/22 -transit"),
        ),
        Code::ChainTooLong => (super::routing::long_chain(5), super::routing::long_chain(4)),
        Code::RoutingLoop => pair(
            "vpc c z=10.0.8.0/22\npeer b c\nroute a 10.0.8.0/22 b\nroute b 10.0.8.0/22 a",
            "vpc c z=10.0.8.0/22\npeer b c\nroute a 10.0.8.0/22 b\nroute b 10.0.8.0/22 c",
        ),
        Code::DeliveredWrongVpc => {
            let with = |z: &str| {
                format!(
                    "vpc b y=10.0.4.0/22\nvpc a x=10.0.0.0/22\nvpc c z={z}\npeer a b\npeer b c\n\
                 route a 10.0.4.0/22 b\nroute c 10.0.4.0/22 b\nroute b 10.0.0.0/22 a"
                )
            };
            (with("10.0.0.0/22"), with("10.0.8.0/22"))
        }
        Code::AsymmetricPath => {
            let with = |next: &str| {
                format!(
                    "vpc a x=10.0.0.0/22\nvpc b\nvpc c z=10.0.8.0/22\npeer a b\npeer b c\npeer a c\n\
                 route a 10.0.8.0/22 c\nroute c 10.0.0.0/22 {next}\nroute b 10.0.0.0/22 a"
                )
            };
            (with("b"), with("a"))
        }
        Code::RoutingDisabled => both(
            "vpc a x=10.0.0.0/22 -routing\nvpc b\npeer a b",
            "vpc a x=10.0.0.0/22 -routing",
        ),
        Code::DefaultRouteNotReceived => {
            let with = |more: &str| {
                format!("vpc c z=10.0.8.0/22 w=10.0.12.0/22\n{more}\nroute c 0.0.0.0/0 pn:w")
            };
            (with(""), with("default z"))
        }
        Code::AclBlocksPeer => pair(
            "acl b accept drop:10.0.0.7/32>10.0.4.0/22",
            "acl b accept drop:10.9.0.7/32>10.0.4.0/22",
        ),
        Code::IngressNextHopOutside => pair(
            "ingress b 10.0.0.0/8 y 10.0.9.9",
            "ingress b 10.0.0.0/8 y 10.0.4.9",
        ),
        Code::UnusedTransit => both(
            "vpc a\nvpc b\nvpc c\npeer a b\npeer b c",
            "vpc a\nvpc b -transit\nvpc c\npeer a b\npeer b c",
        ),
    }
}

/// Tells whether edits can mend a code: what is not in the model, what several
/// owners have to decide, and what may well be meant, are left to people.
fn has_fix(code: Code) -> bool {
    !matches!(
        code,
        Code::UnknownField
            | Code::DuplicateId
            | Code::Quota
            | Code::DeliveredWrongVpc
            | Code::AsymmetricPath
            | Code::RouteTooBroad
            | Code::UnusedTransit
    )
}

fn read(text: &str) -> Reading {
    if text.starts_with('{') {
        return Scenario::read(&text.replace('\'', "\"")).expect("a readable scenario");
    }
    Reading {
        scenario: sketch(text),
        unknown_fields: Vec::new(),
    }
}

#[test]
fn every_code_has_its_sentence() {
    let mut sentences = String::new();
    for &code in Code::ALL {
        let found = judge_reading(&read(&examples(code).0)).diagnostics;
        for found in found.iter().filter(|found| found.code() == code) {
            let (severity, message) = (found.severity(), found.message());
            let severity = severity.as_str();
            let parts = [severity, "[", code.as_str(), "]: ", &message, "\n"];
            sentences.extend(parts);
        }
    }
    insta::assert_snapshot!(sentences);
}

#[test]
fn every_code_is_raised_and_nearly_raised_and_mended() {
    for &code in Code::ALL {
        let (raises, misses) = examples(code);
        let near = judge_reading(&read(&misses)).diagnostics;
        assert!(
            near.iter().all(|found| found.code() != code),
            "{code} is raised by {misses}"
        );
        let reading = read(&raises);
        let found = judge_reading(&reading).diagnostics;
        let mut found = found.iter().filter(|found| found.code() == code).peekable();
        assert!(found.peek().is_some(), "{code} is not raised by {raises}");
        for found in found {
            assert_eq!(
                !found.fixes.is_empty(),
                has_fix(code),
                "{code}: {:?}",
                found.fixes
            );
            for fix in &found.fixes {
                let mut mended = reading.scenario.clone();
                apply_all(&mut mended, &fix.edits).expect("edits that can be applied");
                let left = judge(&mended).diagnostics;
                let is_left = left.iter().any(|other| other.context == found.context);
                assert!(
                    !is_left,
                    "“{}” does not mend: {}",
                    fix.title,
                    found.message()
                );
            }
        }
    }
}

//! What an owner sees and may change.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::edit::{Edit, apply_all};
use crate::link;
use crate::report::{Question, Verdict, judge, judge_reading};
use crate::routing::Traffic;
use crate::routing::follow::Disposition;

const OWNERS: &str = include_str!("../../examples/owners.json");

fn read(text: &str) -> Scenario {
    Scenario::from_json(text).expect("a scenario")
}

fn view(scenario: &Scenario, viewer: &Viewer) -> Scenario {
    seen_by(scenario, &judge(scenario), viewer)
}

fn acme(scenario: &Scenario) -> Scenario {
    view(scenario, &Viewer::organization("acme"))
}

#[test]
fn another_owners_vpc_is_an_id_and_nothing_more() {
    let seen = acme(&read(OWNERS));
    assert_eq!(
        seen.to_json(),
        concat!(
            r#"{"version":1,"name":"What Acme sees","#,
            r#""vpcs":[{"id":"a7c2","name":"Shop","organization_id":"acme"},{"id":"b1f0"}],"#,
            r#""private_networks":[{"id":"web","vpc_id":"a7c2","subnets":["10.0.0.0/22"]}],"#,
            r#""vpc_connectors":[{"id":"c-acme","vpc_id":"a7c2","target_vpc_id":"b1f0","status":"peered"}],"#,
            r#""routes":[{"id":"r-acme","vpc_id":"a7c2","destination":"10.0.4.0/22","#,
            r#""nexthop_vpc_connector_id":"c-acme"}],"#,
            r#""organizations":[{"id":"acme","name":"Acme"}],"#,
            r#""seen_by":{"organization_id":"acme"}}"#
        )
    );
    let report = judge(&seen);
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    assert_eq!(report.connections, [("a7c2".to_owned(), "b1f0".to_owned())]);
}

#[test]
fn a_view_of_a_view_is_that_view() {
    let seen = acme(&read(OWNERS));
    assert_eq!(
        acme(&seen),
        Scenario {
            name: "What Acme sees".to_owned(),
            ..seen.clone()
        }
    );
    let opened = link::decode(&link::encode(&seen).expect("it is small")).expect("a link");
    assert!(opened.unknown_fields.is_empty());
    assert_eq!(opened.scenario, seen);
    assert_eq!(judge_reading(&opened), judge(&seen));
}

/// Tells what a connector of Acme is told after a change of the whole.
#[track_caller]
fn told(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
    let mut scenario = read(OWNERS);
    change(&mut scenario);
    let report = judge(&acme(&scenario));
    let told = report
        .diagnostics
        .iter()
        .map(crate::check::Diagnostic::message);
    let statuses = report.connectors.iter().map(|c| c.status.to_string());
    statuses.chain(told).collect()
}

#[test]
fn a_status_is_told_and_nothing_of_why() {
    let orphan = [
        "orphan",
        "Connector c-acme is orphan: nothing of VPC b1f0 matches it. Why is not told.",
        "Route 10.0.4.0/22 (r-acme) of VPC Shop carries nothing: connector c-acme is orphan.",
    ];
    // Nobody has answered, it is in another region, it is not there at all: the
    // platform does not tell these apart.
    assert_eq!(told(|s| drop(s.vpc_connectors.pop())), orphan);
    assert_eq!(told(|s| s.vpcs[1].region = "nl-ams".to_owned()), orphan);
    assert_eq!(told(|s| drop(s.vpcs.pop())), orphan);
    assert_eq!(
        told(|s| s.private_networks[1].subnets = vec!["10.0.3.0/24".to_owned()]),
        [
            "conflict",
            "VPC Shop and VPC b1f0 cannot be peered while their subnets overlap: which ones is \
             not told.",
            "Route 10.0.4.0/22 (r-acme) of VPC Shop carries nothing: connector c-acme is in \
             conflict.",
        ]
    );
    // What an import said of it is not what is so.
    assert_eq!(
        told(|s| s.vpc_connectors[0].status = Some("orphan".to_owned())),
        ["peered"]
    );
}

#[test]
fn a_packet_is_followed_to_the_edge_of_what_is_seen() {
    let scenario = read(OWNERS);
    let seen = acme(&scenario);
    let question = Question {
        from: "web".to_owned(),
        to: "10.0.4.9".to_owned(),
        traffic: Traffic::Icmp,
    };
    let trace = judge(&seen)
        .trace(&seen, &question)
        .expect("it can be asked");
    assert_eq!(trace.forward.disposition, Disposition::Unseen);
    assert_eq!(trace.forward.path, ["a7c2"]);
    let defects: Vec<&str> = trace
        .forward
        .defects
        .iter()
        .map(|d| d.message.as_str())
        .collect();
    assert_eq!(
        defects,
        ["Connector c-acme takes it into VPC “b1f0”: what becomes of it there is not seen."]
    );
}

#[test]
fn what_an_owner_has_on_both_sides_is_judged() {
    let mut scenario = read(OWNERS);
    scenario.vpcs[1].organization_id = Some("acme".to_owned());
    scenario.private_networks[1].subnets = vec!["10.0.3.0/24".to_owned()];
    let seen = acme(&scenario);
    assert_eq!(judge(&seen).connectors, judge(&scenario).connectors);
    assert_eq!(judge(&seen).connectors[0].overlaps.len(), 1);
}

#[test]
fn an_organisation_sees_its_projects_and_a_project_itself() {
    let scenario = read(
        r#"{"organizations": [{"id": "o"}],
            "projects": [{"id": "p", "organization_id": "o"}, {"id": "q", "organization_id": "o"}],
            "vpcs": [{"id": "1", "project_id": "p"}, {"id": "2", "project_id": "q"},
                     {"id": "3", "organization_id": "o"}, {"id": "4"},
                     {"id": "5", "project_id": "p", "organization_id": "elsewhere"}],
            "vpc_connectors": [{"id": "c", "vpc_id": "1", "target_vpc_id": "4"}]}"#,
    );
    let ids = |viewer: Viewer| -> Vec<String> {
        let seen = view(&scenario, &viewer);
        seen.vpcs.into_iter().map(|vpc| vpc.id).collect()
    };
    assert_eq!(ids(Viewer::organization("o")), ["1", "2", "3", "4"]);
    assert_eq!(ids(Viewer::project("p")), ["1", "5", "4"]);
    assert_eq!(ids(Viewer::project("o")), [""; 0]);
    assert_eq!(
        ids(Viewer::default()),
        [""; 0],
        "what is nobody's is nobody's to see"
    );
    let owners: Vec<String> = owners(&scenario)
        .iter()
        .map(|o| o.id().to_owned())
        .collect();
    assert_eq!(owners, ["o", "elsewhere", "p", "q"]);
}

#[test]
fn an_owner_changes_what_is_theirs() {
    let scenario = read(OWNERS);
    let seen = acme(&scenario);
    let edits = |text: &str| -> Vec<Edit> { serde_json::from_str(text).expect("edits") };
    let check = |text: &str, expected: Option<&str>| {
        let refused = permit(&seen, &edits(text))
            .err()
            .map(|refusal| refusal.to_string());
        assert_eq!(refused.as_deref(), expected, "{text}");
        assert_eq!(permit(&scenario, &edits(text)), Ok(()), "everyone may");
    };
    let foreign = Some("VPC b1f0 is not Acme’s: only its owner can change what belongs to it");
    let given = Some("it would not be Acme’s then, and Acme can change only what is");
    for (text, expected) in [
        (r#"[{"edit":"set","id":"web","fields":{"name":"x"}}]"#, None),
        (r#"[{"edit":"remove","id":"c-acme"}]"#, None),
        (r#"[{"edit":"remove","id":"a7c2"}]"#, None),
        (
            r#"[{"edit":"set","id":"b1f0","fields":{"name":"x"}}]"#,
            foreign,
        ),
        (r#"[{"edit":"remove","id":"b1f0"}]"#, foreign),
        // What is not seen is not there, which is for the edit to tell.
        (r#"[{"edit":"remove","id":"db"}]"#, None),
        (r#"[{"edit":"place","id":"b1f0","at":{"x":1,"y":2}}]"#, None),
        (
            r#"[{"edit":"set-acl","vpc_id":"b1f0","acl":null}]"#,
            foreign,
        ),
        (
            r#"[{"edit":"add","item":{"private_network":{"id":"n","vpc_id":"b1f0"}}}]"#,
            foreign,
        ),
        (
            r#"[{"edit":"add","item":{"vpc_connector":{"id":"n","vpc_id":"b1f0","target_vpc_id":"a7c2"}}}]"#,
            foreign,
        ),
        (
            r#"[{"edit":"add","item":{"vpc":{"id":"n","organization_id":"acme"}}},
                {"edit":"add","item":{"private_network":{"id":"m","vpc_id":"n"}}},
                {"edit":"add","item":{"resource":{"id":"r","private_network_id":"m"}}}]"#,
            None,
        ),
        (r#"[{"edit":"add","item":{"vpc":{"id":"n"}}}]"#, given),
        (
            r#"[{"edit":"recreate","id":"a7c2","fields":{"organization_id":"blue"}}]"#,
            given,
        ),
        (
            r#"[{"edit":"recreate","id":"web","fields":{"vpc_id":"b1f0"}}]"#,
            given,
        ),
        (
            r#"[{"edit":"describe","name":"x"}]"#,
            Some("the name and the description are of the whole scenario, which Acme does not see"),
        ),
        (
            r#"[{"edit":"set-expectations","expectations":[]}]"#,
            Some("what is expected is said of the whole scenario, which Acme does not see"),
        ),
    ] {
        check(text, expected);
    }
}

/// A scenario of some owners, in which every text tells whose it is: those of
/// the VPC at a place begin with `x`, its place and `x`.
fn whole() -> impl Strategy<Value = Scenario> {
    let owner = prop::option::of(0..3_usize);
    let ends = (0..5_usize, 0..6_usize);
    let vpcs = prop::collection::vec((owner, any::<bool>(), any::<bool>()), 5);
    let networks = prop::collection::vec((0..5_usize, 0..6_u8), 0..8);
    let connectors = prop::collection::vec(ends, 0..14);
    let routes = prop::collection::vec((0..5_usize, 0..14_usize, 0..6_u8), 0..10);
    (vpcs, networks, connectors, routes).prop_map(|(vpcs, networks, connectors, routes)| {
        let list = |items: Vec<String>| items.join(",");
        let owners = vpcs.iter().enumerate().map(|(v, (owner, by_project, far))| {
            let mut text = format!(r#"{{"id":"x{v}xid","name":"x{v}xname","tags":["x{v}xtag"]"#);
            match owner {
                Some(o) if *by_project => write!(text, r#","project_id":"p{o}p""#),
                Some(o) => write!(text, r#","organization_id":"o{o}o""#),
                None => Ok(()),
            }
            .expect("a text takes it");
            let region = if *far { "nl-ams" } else { "fr-par" };
            text + &format!(r#","region":"{region}"}}"#)
        });
        let owners = list(owners.collect());
        let own = |v: usize, what: &str, n: usize| format!("x{v}x{what}{n}");
        let nets = networks.iter().enumerate().map(|(n, (v, block))| {
            let (id, name, db) = (own(*v, "pn", n), own(*v, "called", n), own(*v, "db", n));
            let net = format!(
                r#"{{"id":"{id}","name":"{name}","vpc_id":"x{v}xid","subnets":["10.{v}{block}.0.0/16","10.{block}.0.0/16"]}}"#
            );
            let resource = format!(
                r#"{{"id":"{db}","private_network_id":"{id}","addresses":["10.{block}.0.{n}"]}}"#
            );
            let rule = format!(
                r#"{{"id":"{}","vpc_id":"x{v}xid","source":"10.9.0.0/16","nexthop_private_network_id":"{id}","nexthop_resource_ip":"10.{block}.0.1"}}"#,
                own(*v, "rule", n)
            );
            (net, resource, rule)
        });
        let nets: Vec<(String, String, String)> = nets.collect();
        let links = connectors.iter().enumerate().map(|(n, (from, to))| {
            format!(
                r#"{{"id":"{}","name":"{}","vpc_id":"x{from}xid","target_vpc_id":"x{to}xid"}}"#,
                own(*from, "c", n),
                own(*from, "link", n)
            )
        });
        let links = list(links.collect());
        let routes = routes.iter().enumerate().filter_map(|(n, (v, by, block))| {
            let (from, _) = connectors.get(*by)?;
            (from == v).then(|| {
                format!(
                    r#"{{"id":"{}","description":"{}","vpc_id":"x{v}xid","destination":"10.{block}.0.0/16","nexthop_vpc_connector_id":"{}"}}"#,
                    own(*v, "r", n),
                    own(*v, "says", n),
                    own(*v, "c", *by)
                )
            })
        });
        let routes = list(routes.collect());
        let acls = (0..5).map(|v| {
            format!(
                r#"{{"vpc_id":"x{v}xid","rules":[{{"protocol":"ANY","source":"10.{v}.0.0/16","destination":"0.0.0.0/0","action":"accept","description":"x{v}xacl"}}]}}"#
            )
        });
        let acls = list(acls.collect());
        let column = |of: fn(&(String, String, String)) -> &String| {
            list(nets.iter().map(|net| of(net).clone()).collect())
        };
        let [nets, resources, rules] = [column(|n| &n.0), column(|n| &n.1), column(|n| &n.2)];
        let names = |of: &str, c: char| {
            let named = (0..3).map(|o| format!(r#"{{"id":"{c}{o}{c}","name":"{of}{o}{of}"}}"#));
            list(named.collect())
        };
        read(&format!(
            r#"{{"name":"whole","description":"whole","vpcs":[{owners}],"private_networks":[{nets}],
                "resources":[{resources}],"vpc_connectors":[{links}],"routes":[{routes}],
                "ingress_rules":[{rules}],"acls":[{acls}],"organizations":[{}],"projects":[{}],
                "expectations":[{{"expect":"status","name":"whole","connector":"x0xc0","is":"peered"}}],
                "layout":{{"x0xid":{{"x":1,"y":2}},"x1xid":{{"x":3,"y":4}}}}}}"#,
            names("organization", 'o'),
            names("project", 'p'),
        ))
    })
}

/// Everything that is worked out from a view: its text, its report and its
/// traces.
fn worked_out(seen: &Scenario) -> String {
    let report = judge(seen);
    let mut all = seen.to_json();
    for found in &report.diagnostics {
        all += &serde_json::to_string(found).expect("a diagnostic");
        all += &found.message();
    }
    write!(all, "{:?} {:?}", report.connectors, report.connections).expect("a text takes it");
    for pair in report.reachability(Traffic::Icmp) {
        all += &serde_json::to_string(&pair).expect("a pair");
    }
    for network in &seen.private_networks {
        for to in ["10.1.0.9", "10.3.0.9"] {
            let question = Question {
                from: network.id.clone(),
                to: to.to_owned(),
                traffic: Traffic::Icmp,
            };
            if let Ok(trace) = report.trace(seen, &question) {
                all += &serde_json::to_string(&trace).expect("a trace");
            }
        }
    }
    all
}

proptest! {
    #[test]
    fn nothing_of_others_is_in_a_view_or_in_what_it_is_judged_to_be(
        scenario in whole(),
        viewer in 0..6_usize,
    ) {
        let viewer = match viewer {
            0..3 => Viewer::organization(&format!("o{viewer}o")),
            _ => Viewer::project(&format!("p{}p", viewer - 3)),
        };
        let seen = view(&scenario, &viewer);
        let all = worked_out(&seen);
        let owned = viewer.owned(&scenario);
        for (place, vpc) in scenario.vpcs.iter().enumerate() {
            if owned[place] {
                continue;
            }
            // Of what is another's only the id of the VPC, and that only where
            // an own connector leads to it.
            let is_target = seen.vpc_connectors.iter().any(|c| c.target_vpc_id == vpc.id);
            let all = if is_target { all.replace(&vpc.id, "") } else { all.clone() };
            prop_assert!(!all.contains(&format!("x{place}x")), "{place} in {all}");
            // Its own block: another's may have the second of its subnets too.
            let is_anothers = |v: usize| scenario.private_networks.iter().any(|n| {
                n.vpc_id == format!("x{place}xid") && n.subnets[0] == format!("10.{place}{v}.0.0/16")
            });
            for block in (0..6).filter(|&block| is_anothers(block)) {
                let own = format!("10.{place}{block}.0.0/16");
                prop_assert!(!all.contains(&own), "{own} in {all}");
            }
        }
        prop_assert!(!all.contains("whole"));
        for owner in owners(&scenario).iter().filter(|owner| **owner != viewer) {
            prop_assert!(!all.contains(owner.id()), "{}", owner.id());
        }
    }

    #[test]
    fn what_is_told_of_a_connector_is_its_status(scenario in whole(), viewer in 0..3_usize) {
        let viewer = Viewer::organization(&format!("o{viewer}o"));
        let (whole, seen) = (judge(&scenario), view(&scenario, &viewer));
        for told in judge(&seen).connectors {
            let true_one = whole.connectors.iter().find(|c| c.id == told.id);
            prop_assert_eq!(true_one.map(|c| c.status), Some(told.status));
        }
    }

    #[test]
    fn what_others_do_that_changes_no_status_changes_nothing(
        scenario in whole(),
        viewer in 0..3_usize,
        kinds in prop::collection::vec(0..4_usize, 0..6),
    ) {
        let viewer = Viewer::organization(&format!("o{viewer}o"));
        let before = view(&scenario, &viewer);
        let mut after = scenario.clone();
        let owned: BTreeSet<String> = {
            let owned = viewer.owned(&scenario);
            let own = scenario.vpcs.iter().zip(owned).filter(|(_, own)| *own);
            own.map(|(vpc, _)| vpc.id.clone()).collect()
        };
        for kind in kinds {
            let mut routes = scenario.routes.iter();
            let edit = match kind {
                0 => routes.find(|r| !owned.contains(&r.vpc_id)).map(|r| Edit::Remove { id: r.id.clone() }),
                1 => scenario.vpcs.iter().find(|v| !owned.contains(&v.id))
                    .map(|v| Edit::set(&v.id, "routing_enabled", false)),
                2 => scenario.vpcs.iter().rev().find(|v| !owned.contains(&v.id))
                    .map(|v| Edit::set(&v.id, "name", "another")),
                _ => scenario.resources.iter().find(|r| {
                    let network = scenario.private_networks.iter().find(|n| n.id == r.private_network_id);
                    network.is_some_and(|n| !owned.contains(&n.vpc_id))
                }).map(|r| Edit::set(&r.id, "name", "another")),
            };
            // The same may be removed twice.
            let _ = apply_all(&mut after, &edit.into_iter().collect::<Vec<_>>());
        }
        prop_assert_eq!(view(&after, &viewer), before);
    }

    #[test]
    fn pairs_that_others_join_are_not_called_joined(scenario in whole(), viewer in 0..3_usize) {
        let viewer = Viewer::organization(&format!("o{viewer}o"));
        let seen = view(&scenario, &viewer);
        let (whole, own) = (judge(&scenario), judge(&seen));
        // What an owner can work out alone is so for everyone.
        for pair in own.reachability(Traffic::Icmp).filter(|p| p.verdict == Verdict::Works) {
            let all = whole.pair_verdict(&pair.from, &pair.to, pair.family, Traffic::Icmp);
            prop_assert_eq!(all.map(|all| all.verdict), Some(Verdict::Works));
        }
    }
}

#[test]
fn what_is_exported_of_a_view_creates_nothing_of_others() {
    let seen = acme(&read(OWNERS));
    let script = crate::export::scw::script(&seen);
    assert_eq!(script.matches("scw vpc vpc create").count(), 1, "{script}");
    assert!(script.contains("target-vpc-id=b1f0"), "{script}");
    let configuration = crate::export::terraform::configuration(&seen);
    assert_eq!(
        configuration.matches("resource \"scaleway_vpc\"").count(),
        1
    );
    assert!(
        configuration.contains("target_vpc_id = \"b1f0\""),
        "{configuration}"
    );
}

use proptest::prelude::*;

use super::*;
use crate::drawing::connectors;
use crate::layout::Layout;
use crate::report::judge;
use crate::scenario::Scenario;

/// Wires connectors `from>to` between VPCs of 240 × 96 at these places.
fn wired(places: &[(&str, i32, i32)], connectors: &[&str]) -> Wiring {
    let vpcs: Vec<String> = places
        .iter()
        .map(|(id, ..)| format!(r#"{{"id": "{id}"}}"#))
        .collect();
    let connectors: Vec<String> = connectors
        .iter()
        .enumerate()
        .map(|(place, ends)| {
            let (from, to) = ends.split_once('>').unwrap();
            format!(r#"{{"id": "c{place}", "vpc_id": "{from}", "target_vpc_id": "{to}"}}"#)
        })
        .collect();
    let json = format!(
        r#"{{"vpcs": [{}], "vpc_connectors": [{}]}}"#,
        vpcs.join(","),
        connectors.join(",")
    );
    let rects: Vec<Rect> = places
        .iter()
        .map(|&(_, x, y)| Rect::new(x, y, 240, 96))
        .collect();
    Wiring::of(&drawn(&json), &rects)
}

fn drawn(json: &str) -> Vec<Connector> {
    let scenario = Scenario::from_json(json).unwrap();
    connectors(&scenario, &judge(&scenario).connectors)
}

#[test]
fn halves_of_a_match_meet_at_one_level_joint() {
    let wiring = wired(&[("a", 0, 0), ("b", 400, 20)], &["a>b", "b>a"]);
    let [joint] = &wiring.joints[..] else {
        panic!("{wiring:?}");
    };
    assert_eq!(joint.status, ConnectorStatus::Peered);
    let [there, back] = &wiring.wires[..] else {
        panic!("{wiring:?}");
    };
    assert_eq!(there.open_end.or(back.open_end), None);
    // From the edge of each card, on the level that both have.
    assert_eq!(there.port, Spot::new(240.0 + PORT, 58.0));
    assert_eq!(back.port, Spot::new(400.0 - PORT, 58.0));
    assert_eq!(joint.at, Spot::new(320.0, 58.0));
    assert_eq!(there.path, "M244 58L308 58");
}

#[test]
fn an_orphan_ends_in_the_open_short_of_its_target() {
    let wiring = wired(&[("a", 0, 0), ("b", 0, 300)], &["b>a"]);
    assert_eq!(wiring.joints, []);
    let end = wiring.wires[0].open_end.unwrap();
    assert!(
        (end.x - 120.0).abs() < 0.01 && end.y > 96.0 && end.y < 300.0,
        "{end:?}"
    );
}

#[test]
fn connectors_with_the_same_ends_are_apart() {
    let wiring = wired(&[("a", 0, 0), ("b", 400, 0)], &["a>b", "a>b", "a>b"]);
    let ports: Vec<f64> = wiring.wires.iter().map(|wire| wire.port.y).collect();
    assert_eq!(ports.len(), 3);
    assert!((ports[0] - ports[1]).abs() >= 16.0 && (ports[1] - ports[2]).abs() >= 16.0);
    // Matched, they meet at one joint all the same.
    let matched = wired(&[("a", 0, 0), ("b", 400, 0)], &["a>b", "a>b", "b>a"]);
    assert_eq!((matched.wires.len(), matched.joints.len()), (3, 1));
}

#[test]
fn what_leads_to_no_card_hangs_below_its_own() {
    let wiring = wired(&[("a", 0, 0)], &["a>elsewhere", "a>a", "nowhere>a"]);
    assert_eq!(
        wiring.wires.len(),
        2,
        "without an origin there is nothing to draw from"
    );
    for (wire, label) in wiring.wires.iter().zip(["elsewhere", "itself"]) {
        assert!(wire.open_end.unwrap().y > 96.0);
        assert_eq!(wire.label.as_deref(), Some(label));
    }
}

#[test]
fn a_line_goes_around_a_card_in_its_way() {
    let wiring = wired(
        &[("a", 0, 0), ("between", 400, 0), ("c", 800, 0)],
        &["a>c", "c>a"],
    );
    let joint = wiring.joints[0];
    assert!(joint.at.y < 0.0 || joint.at.y > 96.0, "{joint:?}");
}

#[test]
fn joints_do_not_lie_on_one_another() {
    let corners = [("a", 0, 0), ("b", 600, 0), ("c", 600, 400), ("d", 0, 400)];
    let wiring = wired(&corners, &["a>c", "c>a", "b>d", "d>b"]);
    let [one, other] = wiring.joints[..] else {
        panic!("{wiring:?}");
    };
    assert!(distance(one.at, other.at) >= 2.0 * JOINT_RADIUS);
}

#[test]
fn a_conflict_is_jagged() {
    let json = r#"{"vpcs": [{"id": "a"}, {"id": "b"}],
        "private_networks": [
            {"id": "x", "vpc_id": "a", "subnets": ["10.0.0.0/22"]},
            {"id": "y", "vpc_id": "b", "subnets": ["10.0.0.0/22"]}],
        "vpc_connectors": [
            {"id": "ab", "vpc_id": "a", "target_vpc_id": "b"},
            {"id": "ba", "vpc_id": "b", "target_vpc_id": "a"}]}"#;
    let rects = [Rect::new(0, 0, 240, 96), Rect::new(400, 0, 240, 96)];
    let wiring = Wiring::of(&drawn(json), &rects);
    for wire in &wiring.wires {
        assert_eq!(Line::of(wire.status), Line::Jagged);
        assert!(wire.path.matches('L').count() > 5, "{}", wire.path);
        assert_eq!(wire.plain.matches('L').count(), 1);
    }
}

proptest! {
    #[test]
    fn every_path_is_made_of_numbers_wherever_cards_stand(
        places in prop::collection::vec((-1_000_000..=1_000_000, -1_000_000..=1_000_000), 1..6),
        near in prop::collection::vec((-200..200, -200..200), 0..4),
        pairs in prop::collection::vec((0..10_usize, 0..10_usize), 0..20),
    ) {
        let places: Vec<(i32, i32)> = places.into_iter().chain(near).collect();
        let ids: Vec<String> = (0..places.len()).map(|place| format!("v{place}")).collect();
        let places: Vec<(&str, i32, i32)> =
            ids.iter().zip(&places).map(|(id, &(x, y))| (id.as_str(), x, y)).collect();
        let pairs: Vec<String> =
            pairs.iter().map(|(from, to)| format!("v{from}>v{to}")).collect();
        let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
        let wiring = wired(&places, &pairs);
        for wire in &wiring.wires {
            for path in [&wire.path, &wire.plain] {
                prop_assert!(path.chars().all(|c| "MLC-. 0123456789".contains(c)), "{path}");
                prop_assert!(path.len() < 40_000);
            }
        }
    }
}

#[test]
fn what_is_joined_to_no_moved_card_stays_and_the_rest_is_drawn_anew() {
    let json = r#"{"vpcs": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}],
        "vpc_connectors": [
            {"id": "ab", "vpc_id": "a", "target_vpc_id": "b"},
            {"id": "cd", "vpc_id": "c", "target_vpc_id": "d"},
            {"id": "dc", "vpc_id": "d", "target_vpc_id": "c"},
            {"id": "ba", "vpc_id": "b", "target_vpc_id": "a"},
            {"id": "az", "vpc_id": "a", "target_vpc_id": "z"}]}"#;
    let connectors = drawn(json);
    let mut rects: Vec<Rect> = [(0, 0), (400, 0), (0, 400), (400, 400)]
        .map(|(x, y)| Rect::new(x, y, 240, 96))
        .to_vec();
    let before = Wiring::of(&connectors, &rects);
    rects[0].y = -80;
    let after = before.moved(&connectors, &rects, &[0]);
    assert_eq!(after, Wiring::of(&connectors, &rects));
    let stays = |place: usize| Rc::ptr_eq(&before.wires[place], &after.wires[place]);
    assert_eq!(
        [0, 1, 2, 3, 4].map(stays),
        [false, true, true, false, false]
    );
}

#[test]
fn a_large_scenario_is_wired_in_a_moment() {
    let count = 200;
    let ids: Vec<String> = (0..count).map(|place| format!("v{place}")).collect();
    let vpcs: Vec<String> = ids
        .iter()
        .map(|id| format!(r#"{{"id": "{id}"}}"#))
        .collect();
    let connectors: Vec<String> = (0..400)
        .map(|n| {
            let (from, to) = (n * 7 % count, n * 131 % count);
            format!(r#"{{"id": "c{n}", "vpc_id": "v{from}", "target_vpc_id": "v{to}"}}"#)
        })
        .collect();
    let json = format!(
        r#"{{"vpcs": [{}], "vpc_connectors": [{}]}}"#,
        vpcs.join(","),
        connectors.join(",")
    );
    let connectors = drawn(&json);
    let layout = Layout::of(&Scenario::from_json(&json).unwrap());
    let rects: Vec<Rect> = layout.cards.iter().map(|card| card.rect).collect();
    assert!(Wiring::of(&connectors, &rects).wires.len() > 300);
}

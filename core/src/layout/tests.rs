use proptest::prelude::*;

use super::{CARD_WIDTH, FARTHEST, Layout, MOST_LINES, Rect};
use crate::scenario::{Point, PrivateNetwork, Scenario, Vpc, VpcConnector};

fn vpc(id: usize) -> Vpc {
    let json = format!(r#"{{"vpcs": [{{"id": "v{id}"}}]}}"#);
    Scenario::from_json(&json).unwrap().vpcs.remove(0)
}

/// Makes a scenario of `count` VPCs with connectors one way between pairs.
fn joined(count: usize, pairs: &[(usize, usize)]) -> Scenario {
    Scenario {
        vpcs: (0..count).map(vpc).collect(),
        vpc_connectors: pairs
            .iter()
            .enumerate()
            .map(|(index, (from, to))| VpcConnector {
                id: format!("c{index}"),
                name: String::new(),
                vpc_id: format!("v{from}"),
                target_vpc_id: format!("v{to}"),
                region: None,
                status: None,
            })
            .collect(),
        ..Scenario::default()
    }
}

fn network(index: usize, vpc: usize, subnets: usize) -> PrivateNetwork {
    PrivateNetwork {
        id: format!("n{index}"),
        name: String::new(),
        vpc_id: format!("v{vpc}"),
        subnets: vec!["fd5f:519c:6d46:4a5e::/64".to_owned(); subnets],
        default_route_propagation_enabled: false,
    }
}

fn rects(scenario: &Scenario) -> Vec<Rect> {
    let layout = Layout::of(scenario);
    layout.cards.iter().map(|card| card.rect).collect()
}

/// Returns how many columns and rows the cards' middles lie on.
fn lines(rects: &[Rect]) -> (usize, usize) {
    let distinct = |of: fn(&Rect) -> i32| {
        let mut middles: Vec<i32> = rects.iter().map(of).collect();
        middles.sort_unstable();
        middles.dedup();
        middles.len()
    };
    (
        distinct(|rect| rect.x),
        distinct(|rect| 2 * rect.y + rect.height),
    )
}

#[test]
fn nothing_is_laid_out_as_nothing() {
    assert_eq!(Layout::of(&Scenario::default()).bounds(), None);
}

#[test]
fn a_chain_is_a_line_that_reads_from_left_to_right() {
    let mut chain = joined(5, &[(0, 1), (2, 1), (2, 3), (3, 4)]);
    chain.private_networks = vec![network(0, 2, 3), network(1, 4, 1)];
    let rects = rects(&chain);
    assert_eq!(lines(&rects), (5, 1));
    assert!(rects.is_sorted_by_key(|rect| rect.x));
}

#[test]
fn a_star_is_a_hub_between_its_spokes() {
    let rects = rects(&joined(
        7,
        &[(3, 0), (3, 1), (3, 2), (4, 3), (5, 3), (3, 6)],
    ));
    let hub = rects[3];
    let left = rects.iter().filter(|rect| rect.x < hub.x).count();
    assert_eq!((lines(&rects).0, left), (3, 3));
}

#[test]
fn a_ring_of_four_stands_on_two_lines() {
    let rects = rects(&joined(4, &[(0, 1), (1, 2), (2, 3), (3, 0)]));
    assert_eq!(lines(&rects), (2, 2));
    assert!(rects[0].x < rects[1].x && rects[0].y == rects[1].y);
    assert!(rects[2].x == rects[1].x && rects[2].y > rects[1].y);
}

/// Tells how many times as wide as high something is, in tenths.
fn shape(rects: &[Rect]) -> i32 {
    let all = rects.iter().copied().reduce(Rect::union).unwrap();
    10 * all.width / all.height
}

#[test]
fn a_large_ring_has_the_shape_of_a_screen_and_neighbours_side_by_side() {
    for count in [25, 60, 199, 200] {
        let pairs: Vec<_> = (0..count).map(|vpc| (vpc, (vpc + 1) % count)).collect();
        let rects = rects(&joined(count, &pairs));
        assert!((8..=32).contains(&shape(&rects)), "{count}: {rects:?}");
        for (from, to) in pairs {
            let (one, other) = (rects[from], rects[to]);
            let between = one.union(other);
            assert!(one.x == other.x || one.y == other.y, "{from} and {to}");
            let others = rects.iter().enumerate();
            let in_between =
                others.filter(|(vpc, rect)| ![from, to].contains(vpc) && rect.overlaps(between));
            assert_eq!(in_between.count(), 0, "between {from} and {to}");
        }
    }
}

#[test]
fn long_chains_and_large_meshes_have_the_shape_of_a_screen() {
    let count = 200;
    let chain: Vec<_> = (1..count).map(|vpc| (vpc - 1, vpc)).collect();
    let star: Vec<_> = (1..count * 4).map(|vpc| (0, vpc)).collect();
    let mesh: Vec<_> = (0..600)
        .map(|n| (n * 7_919 % count, n * 104_729 % count))
        .collect();
    for (count, pairs) in [(count, chain), (count * 4, star), (count, mesh)] {
        let rects = rects(&joined(count, &pairs));
        assert!((8..=32).contains(&shape(&rects)), "{}", shape(&rects));
    }
    // What is not large stays a line.
    let chain: Vec<_> = (1..24).map(|vpc| (vpc - 1, vpc)).collect();
    assert_eq!(lines(&rects(&joined(24, &chain))).1, 1);
}

#[test]
fn what_is_not_joined_stands_apart() {
    let rects = rects(&joined(5, &[(0, 1), (2, 3)]));
    let (one, other) = (rects[0].union(rects[1]), rects[2].union(rects[3]));
    assert!(!one.overlaps(other) && !one.overlaps(rects[4]) && !other.overlaps(rects[4]));
}

#[test]
fn a_place_in_the_document_wins_and_others_stay() {
    let mut scenario = joined(4, &[(0, 1), (1, 2), (2, 3)]);
    let before = rects(&scenario);
    scenario.layout.insert("v1".into(), Point { x: 52, y: 900 });
    let after = rects(&scenario);
    assert_eq!((after[1].x, after[1].y), (52, 900));
    for other in [0, 2, 3] {
        assert_eq!(after[other], before[other]);
    }
}

#[test]
fn a_card_makes_way_for_one_that_is_put_on_it() {
    let mut scenario = joined(2, &[(0, 1)]);
    let before = rects(&scenario);
    let at = Point {
        x: before[1].x + 8,
        y: before[1].y + 8,
    };
    scenario.layout.insert("v0".into(), at);
    let after = rects(&scenario);
    assert_eq!((after[0].x, after[0].y), (at.x, at.y));
    assert!(!after[0].overlaps(after[1]));
}

#[test]
fn rows_beyond_the_last_line_are_counted() {
    let mut scenario = joined(1, &[]);
    scenario.private_networks = (0..500).map(|index| network(index, 0, 0)).collect();
    let card = &Layout::of(&scenario).cards[0];
    assert_eq!(
        (card.rows.len(), card.left_out),
        (MOST_LINES, 500 - MOST_LINES)
    );
    let last = card.rows.last().unwrap();
    assert!(last.y + last.height < card.rect.height);
}

#[test]
fn a_long_cidr_has_a_line_of_its_own() {
    let mut scenario = joined(1, &[]);
    scenario.private_networks = vec![network(0, 0, 1), network(1, 0, 1)];
    scenario.private_networks[1].subnets = vec!["172.16.20.0/22".into()];
    let rows = &Layout::of(&scenario).cards[0].rows;
    assert!(!rows[0].beside_name && rows[1].beside_name);
    assert_eq!(rows[0].height, rows[1].height + super::LINE_HEIGHT);
}

fn place() -> impl Strategy<Value = Point> {
    let farthest = i32::try_from(FARTHEST).unwrap();
    let coordinate = prop_oneof![
        -300..300,
        -farthest..=farthest,
        Just(farthest),
        Just(-farthest)
    ];
    (coordinate.clone(), coordinate).prop_map(|(x, y)| Point { x, y })
}

prop_compose! {
    fn any_scenario()(count in 0..60_usize)(
        count in Just(count),
        // One more than there are: a target that is not in the scenario.
        pairs in prop::collection::vec((0..=count, 0..=count), 0..90),
        networks in prop::collection::vec((0..=count, 0..9_usize), 0..60),
        pins in prop::collection::btree_map(0..=count, place(), 0..12),
    ) -> Scenario {
        let mut scenario = joined(count, &pairs);
        scenario.private_networks = networks
            .into_iter()
            .enumerate()
            .map(|(index, (vpc, subnets))| network(index, vpc, subnets))
            .collect();
        scenario.layout = pins.into_iter().map(|(vpc, at)| (format!("v{vpc}"), at)).collect();
        scenario
    }
}

proptest! {
    #[test]
    fn no_card_overlaps_one_that_was_laid_out(scenario in any_scenario()) {
        let rects = rects(&scenario);
        let pinned = |vpc: usize| scenario.layout.get(&scenario.vpcs[vpc].id);
        for (vpc, rect) in rects.iter().enumerate() {
            prop_assert_eq!(rect.width, CARD_WIDTH);
            if let Some(at) = pinned(vpc) {
                prop_assert_eq!((rect.x, rect.y), (at.x, at.y));
                continue;
            }
            for (other, other_rect) in rects.iter().enumerate() {
                prop_assert!(vpc == other || !rect.overlaps(*other_rect), "{vpc} and {other}");
            }
        }
    }

    #[test]
    fn the_same_scenario_is_laid_out_the_same(scenario in any_scenario()) {
        let again = Scenario::from_json(&scenario.to_json()).unwrap();
        prop_assert_eq!(Layout::of(&scenario), Layout::of(&again));
    }
}

#[test]
fn the_largest_scenarios_are_laid_out_in_a_moment() {
    // Shapes and places that make a careless method take minutes, run here
    // without optimisation.
    let count = 10_000;
    let chain: Vec<_> = (1..count).map(|vpc| (vpc - 1, vpc)).collect();
    let star: Vec<_> = (1..count).map(|vpc| (0, vpc)).collect();
    let mesh: Vec<_> = (0..40_000)
        .map(|n| (n * 7_919 % count, n * 104_729 % count))
        .collect();
    for pairs in [chain, star, mesh, Vec::new()] {
        let mut scenario = joined(count, &pairs);
        // Half of the cards in one column, in the way of the others.
        scenario.layout = (0..count / 2)
            .map(|vpc| {
                (
                    format!("v{vpc}"),
                    Point {
                        x: 0,
                        y: i32::try_from(vpc * 100).unwrap(),
                    },
                )
            })
            .collect();
        let rects = rects(&scenario);
        assert_eq!(rects.len(), count);
    }
}

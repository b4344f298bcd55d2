//! Small groups with cycles: a ring, so that no connector passes behind a card.

use super::graph::Graph;
use super::{CARD_WIDTH, GAP_X, GAP_Y, Rect};

/// Places the VPCs of a group; `room` is the height each takes up.
pub(super) fn arrange(
    graph: &Graph,
    component: &[usize],
    room: impl Fn(usize) -> i32,
) -> Vec<(usize, i32, i32)> {
    let order = around(graph, component);
    let highest = order.iter().map(|&vpc| room(vpc)).max().unwrap_or(0);
    let mut steps = 4;
    loop {
        let places = on_ellipse(&order, &room, highest, steps);
        // The ring grows until it has room for all; a ring of 24 needs far less
        // than this.
        if steps >= 1_000 || !crowded(&places, &room) {
            return places;
        }
        steps += 1;
    }
}

/// Returns the group depth first: the order of a ring that is one.
fn around(graph: &Graph, component: &[usize]) -> Vec<usize> {
    let mut order = Vec::with_capacity(component.len());
    let mut pending: Vec<usize> = component.first().copied().into_iter().collect();
    while let Some(vpc) = pending.pop() {
        // A ring is small: looking through the list is cheaper than a set.
        if order.contains(&vpc) {
            continue;
        }
        order.push(vpc);
        pending.extend(graph.neighbours(vpc).iter().rev());
    }
    order
}

fn on_ellipse(
    order: &[usize],
    room: impl Fn(usize) -> i32,
    highest: i32,
    steps: i32,
) -> Vec<(usize, i32, i32)> {
    let count = i32::try_from(order.len()).unwrap_or(i32::MAX).max(1);
    let (radius_x, radius_y) = (
        steps * (CARD_WIDTH + GAP_X) / 16,
        steps * (highest + 2 * GAP_Y) / 16,
    );
    (0..count)
        .zip(order)
        .map(|(place, &vpc)| {
            // Begins so that the upper edge is level where there are two ways.
            let angle = 360 * 4 + (360 * place - 180) / count - 90;
            let x = radius_x * sine(angle + 90) / UNIT - CARD_WIDTH / 2;
            let y = radius_y * sine(angle) / UNIT - room(vpc) / 2;
            (vpc, x - x % 4, y - y % 4)
        })
        .collect()
}

fn crowded(places: &[(usize, i32, i32)], room: impl Fn(usize) -> i32) -> bool {
    let mut rects: Vec<Rect> = Vec::with_capacity(places.len());
    for &(vpc, x, y) in places {
        let rect = Rect::new(x, y, CARD_WIDTH, room(vpc)).grown(GAP_X / 3, GAP_Y);
        if rects.iter().any(|other| other.overlaps(rect)) {
            return true;
        }
        rects.push(rect);
    }
    false
}

/// What [`sine`] gives for 90 degrees.
const UNIT: i32 = 1_000;

/// Returns the sine of an angle of no less than 0 degrees, by Bhaskara's
/// formula: whole numbers are the same on every machine, and a ring needs no
/// better than its two parts in a thousand.
fn sine(degrees: i32) -> i32 {
    let half = |angle: i32| 4 * UNIT * angle * (180 - angle) / (40_500 - angle * (180 - angle));
    match degrees % 360 {
        angle if angle < 180 => half(angle),
        angle => -half(angle - 180),
    }
}

#[cfg(test)]
mod tests {
    use super::sine;

    #[test]
    fn sine_is_good_enough_for_a_ring() {
        for (degrees, thousandths) in [
            (0, 0),
            (30, 500),
            (90, 1_000),
            (180, 0),
            (270, -1_000),
            (450, 1_000),
        ] {
            assert_eq!(sine(degrees), thousandths, "at {degrees}°");
        }
        assert!((sine(45) - 707).abs() <= 2);
    }
}

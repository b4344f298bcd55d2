//! Where cards stand.
//!
//! Places are written as they are, never as they differ from where cards would
//! stand by themselves: a link must open the same when that is worked out
//! otherwise one day.

use super::coder::{Coder, Field, TEXT};
use super::document::Known;
use crate::scenario::{Point, Scenario};

/// What coordinates are mostly a multiple of.
const GRID: i32 = 4;

/// Describes the places.
pub(super) fn describe(
    coder: &mut Coder<'_>,
    known: &Known,
    made: &mut Scenario,
    given: &Scenario,
) {
    let mut places: Vec<(String, Point)> = Vec::new();
    let mut points: Vec<Point> = Vec::new();
    for (place, vpc) in made.vpcs.iter().enumerate() {
        if known.vpcs.find(&vpc.id) != Some(place) {
            continue;
        }
        let at = given.layout.get(&vpc.id);
        if coder.flag(Field::Placed, 0, at.is_some()) {
            let point = point(coder, &points, at.copied().unwrap_or_default());
            points.push(point);
            coder.room(TEXT + vpc.id.len());
            places.push((vpc.id.clone(), point));
        }
        if coder.is_stopped() {
            return;
        }
    }
    // Whatever else has a place.
    let others: Vec<&(String, Point)> = given
        .layout
        .all()
        .filter(|(id, _)| known.vpcs.find(id).is_none())
        .collect();
    let blank = Default::default();
    for place in 0..coder.count(Field::PlacedOther, others.len(), TEXT) {
        if coder.is_stopped() {
            return;
        }
        let (id, at) = others.get(place).copied().unwrap_or(&blank);
        let id = coder.pointer(Field::PlacedOther, 0, &known.all, &[], id).id;
        let point = point(coder, &points, *at);
        points.push(point);
        places.push((id, point));
    }
    made.layout = places.into_iter().collect();
}

/// A place, likely in line with others and as far from the last as that is from
/// the one before.
fn point(coder: &mut Coder<'_>, before: &[Point], given: Point) -> Point {
    let mut axis = |field, of: fn(&Point) -> i32, given: i32| {
        let back = |steps: usize| {
            before
                .len()
                .checked_sub(steps)
                .and_then(|place| before.get(place))
                .map(of)
        };
        let last = back(1).unwrap_or(0);
        let further = last.wrapping_add(last.wrapping_sub(back(2).unwrap_or(0)));
        let mut guesses = vec![last, further];
        guesses.extend(
            [back(2), before.first().map(of), back(3), back(4)]
                .iter()
                .flatten(),
        );
        if let Some(picked) = coder.pick(field, 0, &guesses, &given) {
            return guesses.get(picked).copied().unwrap_or(0);
        }
        let unit = if coder.step(field, 95, 95, given % GRID == 0) {
            GRID
        } else {
            1
        };
        let start = last.div_euclid(unit);
        let distance = given.div_euclid(unit).wrapping_sub(start);
        let is_back = coder.step(field, 96, 96, distance < 0);
        let distance = coder.number(field, unit.unsigned_abs(), distance.unsigned_abs().into());
        let distance = i32::try_from(distance).unwrap_or(i32::MAX);
        let distance = if is_back {
            distance.wrapping_neg()
        } else {
            distance
        };
        start.wrapping_add(distance).wrapping_mul(unit)
    };
    Point {
        x: axis(Field::Across, |point| point.x, given.x),
        y: axis(Field::Down, |point| point.y, given.y),
    }
}

//! The pace at which things come into the picture: no more in one frame than it
//! has time for, so that zooming stays smooth where many come into sight at once
//! or are drawn otherwise.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::{hook, use_effect_with, use_force_update, use_mut_ref};

use super::card::Detail;
use super::layers::{Picture, Shared};

/// What is drawn, by its place, and how.
pub(super) type Drawn<T> = (usize, T);

/// How much comes or changes in one frame, of each layer, in small things.
const FRAME: usize = 16;

/// How long the next wait where nothing else draws the picture, in milliseconds:
/// long enough for the last ones to be painted.
const PAUSE: u32 = 24;

/// What drawing something costs, in small things.
pub(super) trait Cost: Copy + PartialEq {
    /// What it costs to draw it so.
    fn cost(self) -> usize;
}

impl Cost for Detail {
    fn cost(self) -> usize {
        if self == Self::Whole { 6 } else { 1 }
    }
}

/// A connector, with its port or without.
impl Cost for bool {
    fn cost(self) -> usize {
        1
    }
}

/// A joint of a size.
impl Cost for f64 {
    fn cost(self) -> usize {
        1
    }
}

/// Returns what is drawn next on the way from what is drawn to what is wanted.
/// What is not wanted any more goes at once, and something comes every time.
///
/// Both are in the order of their places. O(both).
fn step<T: Cost>(drawn: &[Drawn<T>], wanted: &[Drawn<T>]) -> Vec<Drawn<T>> {
    let mut left = FRAME;
    let mut drawn = drawn.iter().copied().peekable();
    let mut next = Vec::with_capacity(wanted.len());
    for &(place, how) in wanted {
        while drawn.next_if(|(other, _)| *other < place).is_some() {}
        let now = drawn.next_if(|(other, _)| *other == place);
        let cost = now.map_or(how.cost(), |(_, now)| now.cost().max(how.cost()));
        if now == Some((place, how)) {
            next.push((place, how));
        } else if let Some(rest) = left.checked_sub(cost) {
            left = rest;
            next.push((place, how));
        } else {
            next.extend(now);
        }
    }
    next
}

/// Returns what of a layer to draw now, of what is wanted. Another picture is
/// drawn at once, and so is one of which nothing is seen yet: only moving the
/// view lets something wait.
#[hook]
pub(super) fn use_pace<T: Cost + 'static>(
    picture: &Rc<Picture>,
    wanted: Vec<Drawn<T>>,
) -> Rc<Vec<Drawn<T>>> {
    let last = use_mut_ref(|| None::<(Shared<Picture>, Rc<Vec<Drawn<T>>>)>);
    let draw_again = use_force_update();
    let picture = Shared(Rc::clone(picture));
    let drawn = match &*last.borrow() {
        Some((of, drawn)) if *of == picture && **drawn == wanted => Rc::clone(drawn),
        Some((of, drawn)) if *of == picture && !drawn.is_empty() => Rc::new(step(drawn, &wanted)),
        _ => Rc::new(wanted.clone()),
    };
    last.replace(Some((picture, Rc::clone(&drawn))));
    let waits = *drawn != wanted;
    // Every drawing is a step, whatever it is for, and puts the next one off.
    use_effect_with((waits, Shared(Rc::clone(&drawn))), move |&(waits, _)| {
        let next = waits.then(|| Timeout::new(PAUSE, move || draw_again.force_update()));
        move || drop(next)
    });
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(count: usize, detail: Detail) -> Vec<Drawn<Detail>> {
        (0..count).map(|place| (place, detail)).collect()
    }

    #[track_caller]
    fn steps(mut drawn: Vec<Drawn<Detail>>, wanted: &[Drawn<Detail>]) -> usize {
        for count in 0.. {
            if drawn == wanted {
                return count;
            }
            drawn = step(&drawn, wanted);
            assert!(count < 1_000, "it does not come to an end");
        }
        0
    }

    #[test]
    fn cards_come_by_what_they_cost() {
        assert_eq!(steps(Vec::new(), &all(FRAME, Detail::Name)), 1);
        assert_eq!(steps(Vec::new(), &all(FRAME + 1, Detail::Name)), 2);
        assert_eq!(
            steps(
                Vec::new(),
                &all(FRAME / Detail::Whole.cost() + 1, Detail::Whole)
            ),
            2
        );
        let whole = all(FRAME / Detail::Whole.cost() + 1, Detail::Whole);
        assert_eq!(
            steps(whole, &all(FRAME / Detail::Whole.cost() + 1, Detail::Name)),
            2
        );
    }

    #[test]
    fn what_is_not_wanted_goes_at_once_and_what_is_there_stays() {
        let odd = |(place, _): &Drawn<Detail>| place % 2 == 1;
        let wanted: Vec<Drawn<Detail>> = all(200, Detail::Whole).into_iter().filter(odd).collect();
        assert_eq!(step(&all(200, Detail::Whole), &wanted), wanted);
    }

    #[test]
    fn a_card_waits_as_it_is_until_its_turn() {
        let next = step(&all(100, Detail::Shape), &all(100, Detail::Name));
        let (turned, waiting) = next.split_at(FRAME);
        assert!(turned.iter().all(|card| card.1 == Detail::Name));
        assert!(waiting.iter().all(|card| card.1 == Detail::Shape));
        assert_eq!(next.len(), 100);
    }
}

//! Long lists, drawn a part at a time.

use gloo::timers::callback::Timeout;
use yew::{hook, use_effect_with, use_state};

/// How long the page does other things in between, in milliseconds: long enough
/// for it to be painted.
const PAUSE: u32 = 40;

/// Returns how many of a list are to be drawn: the `first` of a work at once, so
/// that there is something to see, and the others so many at a time a moment
/// later, so that nothing has to wait for them.
#[hook]
pub fn use_gradual(work: usize, all: usize, first: usize) -> usize {
    let drawn = use_state(|| (work, first));
    let count = match *drawn {
        (of, count) if of == work => count,
        _ => first,
    };
    use_effect_with((work, all, count), move |&(work, all, count)| {
        let more = (count < all).then(|| {
            Timeout::new(PAUSE, move || {
                let next = count.saturating_add(first);
                // What comes later, by an edit, is drawn at once.
                drawn.set((work, if next < all { next } else { usize::MAX }));
            })
        });
        move || drop(more)
    });
    count.min(all)
}

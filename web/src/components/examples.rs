//! Offers the scenarios that the page brings along.

use yew::{Callback, Html, html};

use super::{Choice, Chooser};
use crate::editor::{Action, EXAMPLES};

/// Asks which example to open.
pub fn examples(dispatch: &Callback<Action>) -> Html {
    let choices: Vec<Choice> = EXAMPLES
        .iter()
        .enumerate()
        .map(|(place, example)| Choice {
            id: place.to_string().into(),
            name: example.name.into(),
            note: example.shows.into(),
        })
        .collect();
    let on_choose = {
        let dispatch = dispatch.clone();
        Callback::from(move |(place, _): (String, bool)| {
            let example = place
                .parse()
                .ok()
                .and_then(|place: usize| EXAMPLES.get(place));
            if let Some(example) = example {
                dispatch.emit(Action::Lay(None));
                dispatch.emit(Action::example(example));
            }
        })
    };
    html! {
        <Chooser title="Open an example" hint="Enter opens it in place of what is open, which undo \
            brings back."
            {choices} {on_choose} on_close={dispatch.reform(|()| Action::Lay(None))} />
    }
}

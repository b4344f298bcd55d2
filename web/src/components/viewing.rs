//! The line that says that what is shown cannot be changed.

use yew::{Callback, Html, html};

use crate::editor::Action;

/// Says that what is shown cannot be changed, and offers a copy that can.
pub fn viewing(dispatch: &Callback<Action>) -> Html {
    html! {
        <section class="viewing" aria-label="View only">
            <p><strong>{ "View only." }</strong>{ " Look around as you like; nothing can be changed." }</p>
            <button type="button" class="button is-plain"
                onclick={dispatch.reform(|_| Action::MakeOwn)}>{ "Make it mine" }</button>
        </section>
    }
}

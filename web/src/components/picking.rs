//! What is said over the picture while the ends of a packet's way are picked.

use yew::{Callback, Html, MouseEvent, html};

use crate::editor::{Action, Editor};

/// Says what to pick, and leaves it on demand.
pub fn picking(editor: &Editor, dispatch: &Callback<Action>) -> Html {
    let Some(end) = editor.picking else {
        return Html::default();
    };
    let leave = dispatch.reform(|_: MouseEvent| Action::Pick(None));
    html! {
        <div class="picking">
            <p>{ end.words() }</p>
            <button type="button" class="button is-plain" onclick={leave}>
                { "Leave" }<kbd aria-hidden="true">{ "Esc" }</kbd>
            </button>
        </div>
    }
}

//! What the three shapes mean.

use peerlab_core::report::ConnectorStatus;
use yew::{Html, html};

use super::sample;
use crate::editor::words;

/// Shows the three shapes in a corner of the canvas.
pub fn legend() -> Html {
    let states = [
        ConnectorStatus::Peered,
        ConnectorStatus::Conflict,
        ConnectorStatus::Orphan,
    ];
    html! {
        <ul class="legend" aria-label="What the lines mean">
            { for states.map(|status| html! {
                <li>{ sample(status) }{ words::state(Some(status)) }</li>
            }) }
        </ul>
    }
}

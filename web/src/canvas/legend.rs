//! What the three shapes mean.

use peerlab_core::report::ConnectorStatus;
use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::Sample;

/// What the legend calls back.
#[derive(PartialEq, Properties)]
pub struct LegendProps {
    /// Asked for the whole explanation.
    pub on_help: Callback<()>,
}

/// Shows the three shapes in a corner of the canvas.
#[component]
pub fn Legend(props: &LegendProps) -> Html {
    let onclick = props.on_help.reform(|_: MouseEvent| ());
    let states = [
        (ConnectorStatus::Peered, "peered"),
        (ConnectorStatus::Conflict, "in conflict"),
        (ConnectorStatus::Orphan, "orphan"),
    ];
    html! {
        <div class="legend">
            <ul>
                { for states.map(|(status, word)| html! {
                    <li><Sample status={Some(status)} />{ word }</li>
                }) }
            </ul>
            <button type="button" class="link" {onclick}>{ "What they mean" }</button>
        </div>
    }
}

//! Buttons that zoom.

use yew::{Callback, Html, Properties, component, html};

use super::{Glyph, Icon};
use crate::editor::Action;

/// What the buttons call back.
#[derive(PartialEq, Properties)]
pub struct ZoomBarProps {
    /// How large things are.
    pub zoom: f64,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// Shows the buttons that zoom.
#[component]
pub fn ZoomBar(props: &ZoomBarProps) -> Html {
    let by = |by: f64| {
        props
            .dispatch
            .reform(move |_| Action::Zoom { by, around: None })
    };
    let fit = props.dispatch.reform(|_| Action::Fit);
    html! {
        <div class="zoom-bar" role="group" aria-label="Zoom">
            <button type="button" class="icon-button" onclick={by(0.8)} aria-label="Zoom out" title="Zoom out">
                <Icon glyph={Glyph::Minus} />
            </button>
            <span class="zoom-level">{ format!("{:.0} %", props.zoom * 100.0) }</span>
            <button type="button" class="icon-button" onclick={by(1.25)} aria-label="Zoom in" title="Zoom in">
                <Icon glyph={Glyph::Plus} />
            </button>
            <button type="button" class="icon-button" onclick={fit} aria-label="Show everything" title="Show everything">
                <Icon glyph={Glyph::Fit} />
            </button>
        </div>
    }
}

//! Buttons that zoom.

use yew::{Callback, Html, html};

use super::{Glyph, icon};
use crate::editor::Action;
use peerlab_core::drawing::decimal;

/// Shows the buttons that zoom, and how large things are. `selects` tells whether
/// anything is selected.
pub fn zoom_bar(zoom: f64, selects: bool, dispatch: &Callback<Action>) -> Html {
    let by = |by: f64| dispatch.reform(move |_| Action::Zoom { by, around: None });
    let arrange = dispatch.reform(|_| Action::Arrange);
    let selection = dispatch.reform(|_| Action::FitSelection);
    let fit = dispatch.reform(|_| Action::Fit);
    html! {
        <div class="zoom-bar" role="group" aria-label="Zoom">
            <button type="button" class="icon-button" onclick={by(0.8)} aria-label="Zoom out" title="Zoom out (−)">
                { icon(Glyph::Minus) }
            </button>
            <span class="zoom-level">{ decimal((zoom * 100.0).round()) }{ " %" }</span>
            <button type="button" class="icon-button" onclick={by(1.25)} aria-label="Zoom in" title="Zoom in (+)">
                { icon(Glyph::Plus) }
            </button>
            <button type="button" class="icon-button" onclick={fit} aria-label="Show everything" title="Show everything (0)">
                { icon(Glyph::Fit) }
            </button>
            <button type="button" class="icon-button is-selection" onclick={selection} disabled={!selects}
                aria-label="Show what is selected" title="Show what is selected (2)">
                { icon(Glyph::FitSelection) }
            </button>
            <button type="button" class="icon-button is-arrange" onclick={arrange}
                aria-label="Arrange the cards" title="Arrange the cards: leave all places to the layout">
                { icon(Glyph::Arrange) }
            </button>
        </div>
    }
}

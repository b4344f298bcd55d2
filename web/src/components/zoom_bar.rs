//! Buttons that zoom.

use yew::{Callback, Html, html};

use super::{Glyph, icon};
use crate::canvas::decimal;
use crate::editor::Action;

/// Shows the buttons that zoom, and how large things are.
pub fn zoom_bar(zoom: f64, dispatch: &Callback<Action>) -> Html {
    let by = |by: f64| dispatch.reform(move |_| Action::Zoom { by, around: None });
    let fit = dispatch.reform(|_| Action::Fit);
    html! {
        <div class="zoom-bar" role="group" aria-label="Zoom">
            <button type="button" class="icon-button" onclick={by(0.8)} aria-label="Zoom out" title="Zoom out">
                { icon(Glyph::Minus) }
            </button>
            <span class="zoom-level">{ decimal((zoom * 100.0).round()) }{ " %" }</span>
            <button type="button" class="icon-button" onclick={by(1.25)} aria-label="Zoom in" title="Zoom in">
                { icon(Glyph::Plus) }
            </button>
            <button type="button" class="icon-button" onclick={fit} aria-label="Show everything" title="Show everything">
                { icon(Glyph::Fit) }
            </button>
        </div>
    }
}

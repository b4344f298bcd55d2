//! Bands behind the VPCs of each region.

use peerlab_core::drawing::{BAND_HEAD, BAND_MARGIN, Band, fitted};
use peerlab_core::layout::Rect;
use yew::{Html, html};

/// Draws a band.
pub(super) fn band(band: &Band) -> Html {
    let Rect {
        x,
        y,
        width,
        height,
    } = band.rect;
    let room = f64::from(width - 2 * BAND_MARGIN);
    html! {
        <g class="band">
            <rect class="band-ground" x={x.to_string()} y={y.to_string()}
                width={width.to_string()} height={height.to_string()} rx="16" />
            <text class="band-label" x={(x + BAND_MARGIN).to_string()} y={(y + BAND_HEAD).to_string()}>{ fitted(&band.region, room, 15.0).0 }</text>
        </g>
    }
}

//! A picture as SVG: a file that stands alone, with its colours and words in it.
//!
//! It shows what the page's canvas shows, in the same places: both draw what
//! [`crate::drawing`] says. There is no script in it and nothing that is fetched.
//!
//! ```
//! use peerlab_core::export::svg::{self, Theme};
//! use peerlab_core::report::judge;
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let scenario = Scenario::from_json(ONE_WAY)?;
//! let picture = svg::picture(&scenario, &judge(&scenario).connectors, Theme::Auto);
//! assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
//! assert!(picture.contains(">10.0.4.0/22</text>"));
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

mod draw;
mod look;

#[cfg(test)]
mod tests;

use super::legible::legible;
use crate::drawing::{Wiring, bands, connectors, faces};
use crate::layout::{Layout, Rect};
use crate::report::ConnectorReport;
use crate::scenario::Scenario;

use draw::Drawing;

/// The colours of a picture.
///
/// ```
/// use peerlab_core::export::svg::Theme;
///
/// assert_eq!(Theme::default(), Theme::Auto);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark where whoever looks at it prefers that, else light.
    #[default]
    Auto,
    /// Dark lines on a light ground.
    Light,
    /// Light lines on a dark ground.
    Dark,
}

/// Room around what is drawn.
const MARGIN: i32 = 40;

/// What is shown of a scenario without a VPC.
const EMPTY: Rect = Rect::new(0, 0, 320, 80);

/// Draws a scenario whose connectors are judged.
///
/// Takes O(n²) time for n VPCs, as finding ways around cards does.
///
/// ```
/// use peerlab_core::export::svg::{Theme, picture};
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "<script>"}]}"#)?;
/// let picture = picture(&scenario, &judge(&scenario).connectors, Theme::Dark);
/// assert!(picture.contains("&lt;script&gt;") && !picture.contains("<script"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn picture(scenario: &Scenario, judged: &[ConnectorReport], theme: Theme) -> String {
    let layout = Layout::of(scenario);
    let rects: Vec<Rect> = layout.cards.iter().map(|card| card.rect).collect();
    let wiring = Wiring::of(&connectors(scenario, judged), &rects);
    let bands = bands(&scenario.vpcs, &rects);
    let around_lines = wiring.wires.iter().map(|wire| wire.rect);
    let around_bands = bands.iter().map(|band| band.rect);
    let all = rects
        .iter()
        .copied()
        .chain(around_lines)
        .chain(around_bands);
    let whole = all.reduce(Rect::union).unwrap_or(EMPTY);
    let mut drawing = Drawing::new(whole.grown(MARGIN, MARGIN), theme);
    drawing.words(&title(scenario), &description(scenario, judged));
    drawing.ground();
    for band in &bands {
        drawing.band(band);
    }
    for wire in &wiring.wires {
        drawing.wire(wire, &connector(scenario, wire.connector));
    }
    for (face, rect) in faces(scenario, &layout, judged).iter().zip(&rects) {
        drawing.card(face, *rect);
    }
    for joint in &wiring.joints {
        drawing.joint(*joint);
    }
    if rects.is_empty() {
        drawing.nothing(whole);
    }
    drawing.finished()
}

fn title(scenario: &Scenario) -> String {
    match legible(scenario.name.trim()) {
        name if name.is_empty() => "Untitled scenario".to_owned(),
        name => name,
    }
}

/// Says what a picture shows to those who do not see it.
fn description(scenario: &Scenario, judged: &[ConnectorReport]) -> String {
    let own = legible(scenario.description.trim());
    let shown = super::markdown::summary(scenario, judged);
    if own.is_empty() {
        shown
    } else {
        format!("{own} {shown}")
    }
}

/// Says what a connector is called and where it leads.
fn connector(scenario: &Scenario, place: usize) -> String {
    use crate::scenario::{Entity, Kind};
    let entity = Entity {
        kind: Kind::Connector,
        index: place,
    };
    let name = scenario.label_of(entity).unwrap_or_default();
    format!("Connector {name}")
}

//! How a scenario is drawn: what stands on the cards, where the lines between
//! them run and where regions lie.
//!
//! [`crate::layout`] says where the cards stand; here is the rest of the
//! picture's geometry, which the page and the export of pictures share. Nothing
//! here knows a colour or a font.
//!
//! ```
//! use peerlab_core::drawing::{Face, Wiring, connectors, faces};
//! use peerlab_core::layout::Layout;
//! use peerlab_core::report::judge;
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let scenario = Scenario::from_json(ONE_WAY)?;
//! let report = judge(&scenario);
//! let layout = Layout::of(&scenario);
//! let rects: Vec<_> = layout.cards.iter().map(|card| card.rect).collect();
//!
//! let wiring = Wiring::of(&connectors(&scenario, &report.connectors), &rects);
//! assert_eq!((wiring.wires.len(), wiring.joints.len()), (2, 1), "two halves meet once");
//! let names: Vec<String> =
//!     faces(&scenario, &layout, &report.connectors).into_iter().map(|face| face.name).collect();
//! assert_eq!(names, ["shop", "data"]);
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

mod band;
mod connector;
mod face;
mod text;
mod way;
mod wire;

pub use band::{BAND_HEAD, BAND_MARGIN, Band, bands};
pub use connector::{Connector, connectors};
pub use face::{CARD_PADDING, Face, RowFace, faces};
pub use text::{decimal, fitted};
pub use way::{leaving, middle};
pub use wire::{JOINT_RADIUS, Joint, Line, Wire, Wiring, mark_path};

/// A spot in the plane of the picture.
///
/// ```
/// use peerlab_core::drawing::Spot;
///
/// assert_eq!(Spot::new(12.5, -4.0), Spot { x: 12.5, y: -4.0 });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spot {
    /// Rightward.
    pub x: f64,
    /// Downward.
    pub y: f64,
}

impl Spot {
    /// Makes a spot.
    ///
    /// ```
    /// use peerlab_core::drawing::Spot;
    ///
    /// assert_eq!(Spot::new(0.0, 0.0), Spot::default());
    /// ```
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

//! The picture: geometry as plain functions, gestures as a plain value, and the
//! SVG components that draw them.

mod bands;
mod card;
mod connector;
mod gesture;
mod keys;
mod layers;
mod legend;
mod minimap;
mod overlay;
mod packet;
mod pointer;
mod renaming;
mod stage;
mod text;
mod way;
mod wire;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use bands::{Band, bands};
pub use connector::{mark, sample};
pub use gesture::{Gesture, Keys, Mode, Target, Touch};
pub use keys::{Key, action_of};
pub use legend::legend;
pub use minimap::Minimap;
pub use stage::Stage;
pub use text::{decimal, fitted};
pub use wire::{Joint, Line, Wire, Wiring};

//! The picture: geometry as plain functions, gestures as a plain value, and the
//! SVG components that draw them.

mod card;
mod connector;
mod gesture;
mod legend;
mod stage;
mod text;
mod wire;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use connector::{mark, sample};
pub use gesture::{Gesture, Target};
pub use legend::legend;
pub use stage::Stage;
pub use text::{decimal, fitted};
pub use wire::{Joint, Line, Wire, Wiring};

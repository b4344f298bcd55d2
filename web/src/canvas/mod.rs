//! The picture: geometry as plain functions, gestures as a plain value, and the
//! SVG components that draw them.

mod band;
mod card;
mod connector;
mod gesture;
mod keys;
mod layers;
mod legend;
mod minimap;
mod overlay;
mod pace;
mod packet;
mod pointer;
mod renaming;
mod stage;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use connector::{mark, sample};
pub use gesture::{Gesture, Keys, Mode, Target, Touch};
pub use keys::{Key, action_of};
pub use legend::legend;
pub use minimap::Minimap;
pub use stage::Stage;

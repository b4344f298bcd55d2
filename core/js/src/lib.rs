//! What `cargo xtask package` makes the JavaScript package of: the engine's
//! boundary to JavaScript and nothing more.

#[cfg(target_arch = "wasm32")]
pub use peerlab_core::js::*;

//! The parts of the page around the picture: props in, callbacks out.

mod chooser;
mod connecting;
mod dialog;
mod examples;
mod expectations;
mod field;
mod help;
mod icon;
mod inspector;
mod judgement;
mod lens;
mod lesson;
mod markdown;
mod notice;
mod outline;
mod overlaps;
mod picking;
mod preview;
mod problems;
mod reach;
mod tabs;
mod toolbar;
mod top_bar;
mod traced;
mod view_as;
mod zoom_bar;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use chooser::{Choice, Chooser, ChooserProps};
pub use connecting::connecting;
pub use dialog::{Ask, KeySheet, palette, recent};
pub use examples::examples;
pub use expectations::Expectations;
pub use field::{Choosable, Field, Pick, switch};
pub use help::{assumptions, help};
pub use icon::{Glyph, icon};
pub use inspector::Inspector;
pub use judgement::Judgement;
pub use lesson::{LessonList, LessonPanel};
pub use markdown::markdown;
pub use notice::NoticeView;
pub use outline::Outline;
pub use overlaps::{OverlapRow, overlaps};
pub use picking::picking;
pub use preview::PreviewView;
pub use problems::Problems;
pub use reach::Reach;
pub use tabs::tabs;
pub use toolbar::Toolbar;
pub use top_bar::TopBar;
pub use traced::Traced;
pub use view_as::{choosing_eyes, seen_as, view_as};
pub use zoom_bar::zoom_bar;

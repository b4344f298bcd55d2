//! The browser: what the page hears from it and asks of it.

mod address;
mod canvas_keys;
mod clipboard;
mod copying;
mod drafts;
mod embed;
mod files;
mod focus;
mod gradual;
mod judging;
mod keys;
mod lessons;
mod picture;
mod size;
mod storage;
mod theme;

pub use address::{first_fragment, forget_fragment, page_address, use_address};
pub use canvas_keys::{use_canvas_keys, use_held};
pub use clipboard::copy;
pub use copying::use_copying;
pub use drafts::{KeptDraft, drafts, forget_draft, keep_draft, new_draft};
pub use embed::use_embed;
pub use files::{use_drop, use_opener, use_paste};
pub use focus::use_focus;
pub use gradual::use_gradual;
pub use judging::use_judge;
pub use keys::use_keys;
pub use lessons::{
    begin_demo, begin_lesson, begin_next_lesson, demo_index, download_lesson, join_learnt, learnt,
    lesson_index, note_learnt, wants_less_motion,
};
pub use picture::png;
pub use size::{use_size, use_wheel};
pub use storage::{
    Begun, Keeper, close_storage, download, kept_last, now, offer, recents, use_keeper,
};
pub use theme::{Theme, use_theme};

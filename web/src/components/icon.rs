//! Icons.

use peerlab_core::check::Severity;
use yew::{Html, classes, html};

use crate::hooks::Theme;

/// A picture of something to do or say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Opening files.
    Open,
    /// Copying a link.
    Link,
    /// Taking something along.
    Export,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// The example.
    Example,
    /// Whose eyes see it.
    Eyes,
    /// Help.
    Help,
    /// Taking something away.
    Close,
    /// Something nearer.
    Plus,
    /// Something farther.
    Minus,
    /// Everything in view.
    Fit,
    /// What is selected in view.
    FitSelection,
    /// Every card where the layout puts it.
    Arrange,
    /// A frame around cards.
    Frame,
    /// A VPC.
    Vpc,
    /// A Private Network.
    PrivateNetwork,
    /// A connector.
    Connector,
    /// A route.
    Route,
    /// Removing something.
    Delete,
    /// Something further up.
    Up,
    /// Something further down.
    Down,
    /// What is folded.
    Folded,
    /// A theme.
    Theme(Theme),
    /// How bad a problem is.
    Severity(Severity),
    /// Something that went well.
    Done,
    /// Something that is still to be done.
    Ring,
    /// The lessons.
    Lessons,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Open => "M3 15V5h5l2 2h7v8zM3 10h14",
            Self::Link => {
                "M8 12l4-4M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 14l-2 2a3.5 3.5 0 0 1-5-5l2-2"
            }
            Self::Export => "M10 3v9M6.5 8.5L10 12l3.5-3.5M3.5 13v3.5h13V13",
            Self::Undo => "M7 5L3.5 8.5 7 12M4 8.5h7.5a4 4 0 0 1 0 8H8",
            Self::Redo => "M13 5l3.5 3.5L13 12M16 8.5H8.5a4 4 0 0 0 0 8H12",
            Self::Eyes => {
                "M1.5 10c2-4 5-6 8.5-6s6.5 2 8.5 6c-2 4-5 6-8.5 6s-6.5-2-8.5-6zM12.5 10a2.5 2.5 0 1 1-5 0 2.5 2.5 0 1 1 5 0"
            }
            Self::Example => "M3 4h6v5H3zM11 11h6v5h-6zM9 6.5h3a2 2 0 0 1 2 2V11",
            Self::Help => {
                "M7.5 7.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M10 14.5v.1M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z"
            }
            Self::Close => "M5 5l10 10M15 5L5 15",
            Self::Plus => "M10 4v12M4 10h12",
            Self::Minus => "M4 10h12",
            Self::Fit => "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
            Self::FitSelection => "M3 6V3h3M14 3h3v3M17 14v3h-3M6 17H3v-3M7.5 7.5h5v5h-5z",
            Self::Arrange => "M3 4h5v4H3zM12 4h5v4h-5zM3 12h5v4H3zM12 12h5v4h-5z",
            Self::Frame => "M3 6V3h3M9 3h3M15 3h2v3M17 9v3M17 15v2h-2M12 17H9M6 17H3v-3M3 12V9",
            Self::Vpc => "M3 4h9v12H3zM3 8h9M15.5 4v5M13 6.5h5",
            Self::PrivateNetwork => "M3 6h10v8H3zM6 10h4M16 3v5M13.5 5.5h5",
            Self::Connector => {
                "M2.5 6h5v8h-5zM7.5 10h3M13 10h.5M15.5 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4z"
            }
            Self::Route => "M3 16v-4a4 4 0 0 1 4-4h9M12.5 4.5L16 8l-3.5 3.5M15.5 13.5v5M13 16h5",
            Self::Delete => "M4 6h12M8 6V3.5h4V6M5.5 6l.7 10.5h7.6L14.5 6M8.5 9v4.5M11.5 9v4.5",
            Self::Up => "M5 12l5-5 5 5",
            Self::Down => "M5 8l5 5 5-5",
            Self::Folded => "M8 5l5 5-5 5",
            Self::Theme(Theme::System) => "M3 4h14v9H3zM7 17h6M10 13v4",
            Self::Theme(Theme::Light) => {
                "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1"
            }
            Self::Theme(Theme::Dark) => "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z",
            Self::Severity(Severity::Error) => {
                "M6.8 2.5h6.4l4.3 4.3v6.4l-4.3 4.3H6.8l-4.3-4.3V6.8zM7.5 7.5l5 5M12.5 7.5l-5 5"
            }
            Self::Severity(Severity::Warning) => "M10 3l7.5 13.5h-15zM10 8v4M10 14.2v.1",
            Self::Severity(Severity::Hint) => {
                "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v5M10 6.2v.1"
            }
            Self::Ring => "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z",
            Self::Lessons => "M10 4L2 8l8 4 8-4zM5.5 10v4c2.5 2 6.5 2 9 0v-4M18 8v5",
            Self::Done => "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM6.5 10l2.5 2.5 4.5-5",
        }
    }

    const fn tone(self) -> &'static str {
        match self {
            Self::Severity(Severity::Error) => "is-error",
            Self::Severity(Severity::Warning) => "is-warning",
            Self::Severity(Severity::Hint) => "is-hint",
            Self::Done => "is-done",
            _ => "",
        }
    }
}

/// Draws an icon. It says nothing to those who do not see it: words stand
/// beside it or label what it is in.
pub fn icon(glyph: Glyph) -> Html {
    let class = classes!("icon", glyph.tone());
    html! {
        <svg {class} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d={glyph.path()} />
        </svg>
    }
}

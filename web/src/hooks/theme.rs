//! Light or dark.

use gloo::utils::{document, window};
use yew::{Callback, hook, use_effect_with, use_state};

use super::storage::storage;

/// Where the choice is kept; `static/theme.js` reads it before the first paint.
const KEY: &str = "peerlab.theme";

/// Whether the page is light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Returns the name of the theme.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Returns the theme that follows in the switch.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// Tells whether the page is dark now.
    #[must_use]
    pub fn is_dark(self) -> bool {
        match self {
            Self::Light => false,
            Self::Dark => true,
            Self::System => window()
                .match_media("(prefers-color-scheme: dark)")
                .ok()
                .flatten()
                .is_some_and(|query| query.matches()),
        }
    }

    fn stored() -> Self {
        let stored = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        match stored.as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// Keeps the choice and shows it. Where the browser keeps nothing, the
    /// choice holds until the page is left.
    fn apply(self) {
        if let Some(storage) = storage() {
            let _ = match self {
                Self::System => storage.remove_item(KEY),
                chosen => storage.set_item(KEY, chosen.as_str()),
            };
        }
        if let Some(root) = document().document_element() {
            let _ = match self {
                Self::System => root.remove_attribute("data-theme"),
                chosen => root.set_attribute("data-theme", chosen.as_str()),
            };
        }
    }
}

/// Returns the theme and what changes it.
#[hook]
pub fn use_theme() -> (Theme, Callback<Theme>) {
    let theme = use_state(Theme::default);
    let setter = theme.setter();
    use_effect_with((), {
        let setter = setter.clone();
        move |()| setter.set(Theme::stored())
    });
    let choose = Callback::from(move |theme: Theme| {
        theme.apply();
        setter.set(theme);
    });
    (*theme, choose)
}

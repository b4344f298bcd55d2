//! Moving the view.

use peerlab_core::layout::Rect;

use super::view::{LARGEST_FIT, LARGEST_SHOWN};
use super::{Editor, Hand, Pane, Selection, Size, Spot, View};

/// More pixels than any screen has in a row.
const MOST_PIXELS: f64 = 1e6;

impl Editor {
    pub(super) fn pan(self, by: Spot) -> Self {
        Self {
            view: self.view.panned(by).or(self.view),
            fitted: false,
            ..self
        }
    }

    pub(super) fn zoom(self, by: f64, around: Option<Spot>) -> Self {
        let around = around.or(self.size.map(Size::middle)).unwrap_or_default();
        Self {
            view: self.view.zoomed(by, around).or(self.view),
            fitted: false,
            ..self
        }
    }

    pub(super) fn fit_selection(self) -> Self {
        let rects = self.document.rects_of(&self.selection);
        match (rects.into_iter().reduce(Rect::union), self.size) {
            (Some(bounds), Some(size)) => Self {
                view: View::fitting(bounds, size, None),
                fitted: false,
                ..self
            },
            _ => self,
        }
    }

    pub(super) fn turn_page(self) -> Self {
        Self {
            selection: Selection::Nothing,
            hand: Hand::Free,
            renaming: None,
            picking: None,
            fitted: true,
            ..self
        }
        .fit()
    }

    pub(super) fn fit(self) -> Self {
        let view = match (self.size, self.document.bounds()) {
            (Some(size), Some(bounds)) => {
                // What is presented is seen from afar.
                let largest = self.show.as_ref().map_or(LARGEST_FIT, |_| LARGEST_SHOWN);
                View::fitting_within(bounds, size, self.document.first_card(), largest)
            }
            _ => self.view,
        };
        Self { view, ..self }
    }

    pub(super) fn resize(self, size: Size) -> Self {
        let is_shown = |length: f64| (1.0..=MOST_PIXELS).contains(&length);
        if !is_shown(size.width) || !is_shown(size.height) {
            // The canvas is not shown: it will have a size again when it is.
            return self;
        }
        let resized = Self {
            size: Some(size),
            ..self
        };
        if resized.fitted {
            resized.fit()
        } else {
            resized
        }
    }

    pub(super) fn centre(self, spot: Spot) -> Self {
        let middle = self.size.map(Size::open_middle).unwrap_or_default();
        let middle = self.view.spot_at(middle);
        let zoom = self.view.zoom;
        let by = Spot::new((middle.x - spot.x) * zoom, (middle.y - spot.y) * zoom);
        self.pan(by)
    }

    /// Moves the view where a selection is seen; where all is to be seen with
    /// it, so that it is, if it can be read then.
    pub(super) fn reveal(self, selection: &Selection, with_all: bool) -> Self {
        let rects = self.document.rects_of(selection);
        let (Some(bounds), Some(size)) = (rects.into_iter().reduce(Rect::union), self.size) else {
            return self;
        };
        if self.view.shows(bounds, size) {
            return self;
        }
        let all = self.document.bounds().filter(|_| with_all);
        let all = all.map(|all| self.view.revealing(all, size));
        let view = all.filter(|view| view.shows(bounds, size));
        Self {
            view: view.unwrap_or_else(|| self.view.revealing(bounds, size)),
            fitted: false,
            ..self
        }
    }

    /// Tells whether the whole picture is seen.
    pub(super) fn sees_all(&self) -> bool {
        let bounds = self.document.bounds().zip(self.size);
        bounds.is_some_and(|(bounds, size)| self.view.holds(bounds, size))
    }

    pub(super) fn show(self, selection: Selection) -> Self {
        let shown = self.reveal(&selection, false);
        // On a narrow page the words take the place of the list.
        let pane = match shown.pane {
            Pane::Problems | Pane::Outline => Pane::Inspector,
            pane => pane,
        };
        Self {
            selection,
            pane,
            ..shown
        }
    }
}

//! What part of the plane the canvas shows.

use peerlab_core::drawing::Spot;
use peerlab_core::layout::Rect;

use super::hand::whole;

/// The size of the canvas, in pixels of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

impl Size {
    /// Returns how much of it nothing lies over, between head and foot.
    #[must_use]
    pub fn open(self) -> Self {
        Self {
            height: (self.height - HEAD - FOOT).max(1.0),
            ..self
        }
    }

    /// Returns the spot in the middle of what nothing lies over.
    #[must_use]
    pub fn open_middle(self) -> Spot {
        let middle = self.open().middle();
        Spot::new(middle.x, middle.y + HEAD)
    }

    /// Returns the spot in the middle.
    #[must_use]
    pub fn middle(self) -> Spot {
        Spot::new(self.width / 2.0, self.height / 2.0)
    }
}

/// A view of the plane: which spot of it is at the upper left of the canvas,
/// and how large things are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The spot of the plane at the canvas's upper left corner.
    pub origin: Spot,
    /// Pixels of the screen for a unit of the plane.
    pub zoom: f64,
}

impl Default for View {
    fn default() -> Self {
        Self {
            origin: Spot::new(-MARGIN, -MARGIN),
            zoom: 1.0,
        }
    }
}

/// The smallest and largest zoom.
const ZOOM: (f64, f64) = (0.02, 4.0);

/// The largest zoom that is chosen by fitting: text larger than the page's own
/// does not read better.
pub(super) const LARGEST_FIT: f64 = 1.25;

/// The largest zoom at which a scene of a presentation is shown.
pub(super) const LARGEST_SHOWN: f64 = 2.0;

/// Room kept free around what is fitted, in pixels of the screen.
const MARGIN: f64 = 40.0;

/// How high what lies over the upper edge of the canvas is: the tools.
const HEAD: f64 = 44.0;

/// How high what lies over the lower edge of the canvas is: the legend and the
/// buttons that zoom.
const FOOT: f64 = 50.0;

/// Of a small canvas, the part that is kept free on each side.
const MARGIN_PART: f64 = 0.06;

/// How far from the origin a view may be: far beyond where cards can stand, and
/// near enough to be exact in pixels.
const FARTHEST: f64 = 1e8;

impl View {
    /// Returns the view, or another where this one is nowhere: what a pointer or
    /// a program hands over may be no number.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let is_near = |length: f64| length.abs() <= FARTHEST;
        let is_somewhere =
            self.zoom.is_finite() && is_near(self.origin.x) && is_near(self.origin.y);
        if is_somewhere { self } else { other }
    }

    /// Returns the view that shows a rectangle whole. Where even the smallest
    /// zoom cannot, it shows `rather` in the middle.
    #[must_use]
    pub fn fitting(bounds: Rect, size: Size, rather: Option<Rect>) -> Self {
        Self::fitting_within(bounds, size, rather, LARGEST_FIT)
    }

    /// Returns the view that shows a rectangle whole, no larger than a zoom.
    #[must_use]
    pub(super) fn fitting_within(
        bounds: Rect,
        size: Size,
        rather: Option<Rect>,
        largest: f64,
    ) -> Self {
        let open = size.open();
        let room = |length: f64| length - 2.0 * margin(length);
        let zoom = (room(open.width) / f64::from(bounds.width.max(1)))
            .min(room(open.height) / f64::from(bounds.height.max(1)));
        let bounds = match rather {
            Some(rather) if zoom < ZOOM.0 => rather,
            _ => bounds,
        };
        let zoom = zoom.clamp(ZOOM.0, largest);
        Self {
            origin: Spot::default(),
            zoom,
        }
        .centred(bounds, size)
    }

    /// Returns the view moved by so much on the screen.
    #[must_use]
    pub fn panned(self, by: Spot) -> Self {
        Self {
            origin: Spot::new(
                self.origin.x - by.x / self.zoom,
                self.origin.y - by.y / self.zoom,
            ),
            ..self
        }
    }

    /// Returns the view zoomed by a factor around a spot of the screen.
    #[must_use]
    pub fn zoomed(self, by: f64, around: Spot) -> Self {
        let zoom = (self.zoom * by).clamp(ZOOM.0, ZOOM.1);
        let fixed = self.spot_at(around);
        Self {
            origin: Spot::new(fixed.x - around.x / zoom, fixed.y - around.y / zoom),
            zoom,
        }
    }

    /// Returns the spot of the plane at a spot of the screen.
    #[must_use]
    pub fn spot_at(self, screen: Spot) -> Spot {
        Spot::new(
            self.origin.x + screen.x / self.zoom,
            self.origin.y + screen.y / self.zoom,
        )
    }

    /// Tells whether a rectangle is seen whole and large enough to be read.
    #[must_use]
    pub fn shows(self, bounds: Rect, size: Size) -> bool {
        self.zoom >= READABLE && self.holds(bounds, size)
    }

    /// Tells whether a rectangle is seen whole.
    #[must_use]
    pub fn holds(self, bounds: Rect, size: Size) -> bool {
        let start = self.spot_at(Spot::new(0.0, HEAD));
        let end = self.spot_at(Spot::new(size.width, size.height - FOOT));
        f64::from(bounds.x) >= start.x
            && f64::from(bounds.y) >= start.y
            && f64::from(bounds.right()) <= end.x
            && f64::from(bounds.bottom()) <= end.y
    }

    /// Returns the view that shows a rectangle with as little change as may be.
    #[must_use]
    pub fn revealing(self, bounds: Rect, size: Size) -> Self {
        let fitting = Self::fitting(bounds, size, None);
        let zoom = self.zoom.max(READABLE).min(fitting.zoom);
        Self { zoom, ..self }.centred(bounds, size)
    }

    /// Tells whether any of a rectangle may be seen.
    #[must_use]
    pub fn touches(self, bounds: Rect, size: Size) -> bool {
        let end = self.spot_at(Spot::new(size.width, size.height));
        f64::from(bounds.right()) >= self.origin.x
            && f64::from(bounds.bottom()) >= self.origin.y
            && f64::from(bounds.x) <= end.x
            && f64::from(bounds.y) <= end.y
    }

    /// Returns the part of the plane that is drawn: what is seen and some more
    /// around it, the same as long as the view moves little.
    #[must_use]
    pub fn drawn(self, size: Size) -> Rect {
        // A step is an eighth of what is seen, or up to twice that.
        let eighth = size.width.max(size.height) / self.zoom / 8.0;
        let eighth = whole(eighth.clamp(1.0, FARTHEST)).unsigned_abs();
        let step = f64::from(eighth.next_power_of_two());
        let end = self.spot_at(Spot::new(size.width, size.height));
        let span = |from: f64, to: f64| {
            let from = (from / step - 0.5).floor() * step;
            let to = (to / step + 0.5).ceil() * step;
            (whole(from), whole(to - from))
        };
        let ((x, width), (y, height)) = (span(self.origin.x, end.x), span(self.origin.y, end.y));
        Rect::new(x, y, width, height)
    }

    fn centred(self, bounds: Rect, size: Size) -> Self {
        let middle = |from: i32, length: i32| f64::from(from) + f64::from(length) / 2.0;
        let screen = size.open_middle();
        Self {
            origin: Spot::new(
                middle(bounds.x, bounds.width) - screen.x / self.zoom,
                middle(bounds.y, bounds.height) - screen.y / self.zoom,
            ),
            ..self
        }
    }
}

/// The smallest zoom at which the text of a card can be read.
const READABLE: f64 = 0.6;

fn margin(length: f64) -> f64 {
    MARGIN.min(length * MARGIN_PART)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size {
        width: 800.0,
        height: 600.0,
    };

    fn close(one: Spot, other: Spot) -> bool {
        (one.x - other.x).abs() < 1e-6 && (one.y - other.y).abs() < 1e-6
    }

    #[test]
    fn fitting_centres_and_shows_all() {
        for bounds in [
            Rect::new(0, 0, 240, 100),
            Rect::new(-5_000, 40, 9_000, 300),
            Rect::new(7, -900, 10, 4_000),
        ] {
            let view = View::fitting(bounds, SIZE, None);
            let middle = view.spot_at(SIZE.open_middle());
            let expected = Spot::new(
                f64::from(bounds.x) + f64::from(bounds.width) / 2.0,
                f64::from(bounds.y) + f64::from(bounds.height) / 2.0,
            );
            assert!(close(middle, expected), "{bounds:?}");
            let end = view.spot_at(Spot::new(SIZE.width, SIZE.height));
            assert!(view.origin.x < f64::from(bounds.x) && end.x > f64::from(bounds.right()));
            assert!(view.origin.y < f64::from(bounds.y) && end.y > f64::from(bounds.bottom()));
            assert!(view.zoom <= LARGEST_FIT);
        }
    }

    #[test]
    fn what_cannot_be_fitted_shows_the_first_card() {
        let far = Rect::new(-1_000_000, -1_000_000, 2_000_000, 2_000_000);
        let card = Rect::new(999_000, 999_000, 240, 100);
        let view = View::fitting(far, SIZE, Some(card));
        assert!(view.touches(card, SIZE));
    }

    #[test]
    fn zooming_keeps_the_spot_under_the_pointer() {
        let view = View::fitting(Rect::new(0, 0, 500, 500), SIZE, None);
        let pointer = Spot::new(123.0, 456.0);
        let before = view.spot_at(pointer);
        for factor in [1.1, 0.3, 100.0, 0.000_1] {
            let after = view.zoomed(factor, pointer);
            assert!(close(after.spot_at(pointer), before), "{factor}");
            assert!((ZOOM.0..=ZOOM.1).contains(&after.zoom));
        }
    }

    #[test]
    fn panning_moves_by_pixels_of_the_screen() {
        let view = View::default().zoomed(2.0, Spot::default());
        let panned = view.panned(Spot::new(10.0, -6.0));
        let moved = panned.spot_at(Spot::new(10.0, -6.0));
        assert!(close(moved, view.spot_at(Spot::default())));
    }

    #[test]
    fn what_is_drawn_reaches_beyond_what_is_seen_and_stays_as_the_view_moves() {
        for zoom in [0.02, 0.3, 1.0, 3.7] {
            let mut view = View {
                origin: Spot::new(-333.0, 87.5),
                zoom,
            };
            let mut drawn = vec![view.drawn(SIZE)];
            for _ in 0..100 {
                view = view.panned(Spot::new(4.0, -2.0));
                let now = view.drawn(SIZE);
                let end = view.spot_at(Spot::new(SIZE.width, SIZE.height));
                assert!(f64::from(now.x) < view.origin.x && f64::from(now.right()) > end.x);
                assert!(f64::from(now.y) < view.origin.y && f64::from(now.bottom()) > end.y);
                drawn.push(now);
            }
            drawn.dedup();
            assert!(drawn.len() < 14, "{zoom}: {}", drawn.len());
        }
    }

    #[test]
    fn revealing_shows_what_was_out_of_sight() {
        let view = View::default();
        for bounds in [Rect::new(5_000, 80, 240, 200), Rect::new(0, 0, 3_000, 900)] {
            assert!(!view.shows(bounds, SIZE));
            let revealed = view.revealing(bounds, SIZE);
            let end = revealed.spot_at(Spot::new(SIZE.width, SIZE.height));
            assert!(revealed.origin.x <= f64::from(bounds.x) && end.x >= f64::from(bounds.right()));
            assert!(revealed.zoom <= view.zoom);
        }
    }
}

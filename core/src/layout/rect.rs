//! Rectangles of whole numbers.

/// A rectangle; what lies on its right and lower edge is outside it.
///
/// ```
/// use peerlab_core::layout::Rect;
///
/// let left = Rect::new(0, 0, 240, 96);
/// let right = Rect::new(240, 0, 240, 96);
/// assert!(!left.overlaps(right), "they share an edge and no area");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// The left edge.
    pub x: i32,
    /// The upper edge.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
}

impl Rect {
    /// Makes a rectangle from its upper left corner and size.
    ///
    /// ```
    /// use peerlab_core::layout::Rect;
    ///
    /// let rect = Rect::new(40, 80, 240, 96);
    /// assert_eq!(rect, Rect { x: 40, y: 80, width: 240, height: 96 });
    /// ```
    #[must_use]
    pub const fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Returns the right edge.
    ///
    /// ```
    /// use peerlab_core::layout::Rect;
    ///
    /// assert_eq!(Rect::new(40, 80, 240, 96).right(), 280);
    /// ```
    #[must_use]
    pub const fn right(self) -> i32 {
        self.x + self.width
    }

    /// Returns the lower edge.
    ///
    /// ```
    /// use peerlab_core::layout::Rect;
    ///
    /// assert_eq!(Rect::new(40, 80, 240, 96).bottom(), 176);
    /// ```
    #[must_use]
    pub const fn bottom(self) -> i32 {
        self.y + self.height
    }

    /// Tells whether two rectangles have any area in common.
    ///
    /// ```
    /// use peerlab_core::layout::Rect;
    ///
    /// let card = Rect::new(0, 0, 240, 96);
    /// assert!(card.overlaps(Rect::new(200, 50, 240, 96)));
    /// assert!(!card.overlaps(Rect::new(200, 96, 240, 96)), "it begins where the card ends");
    /// ```
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Returns the smallest rectangle around both.
    ///
    /// ```
    /// use peerlab_core::layout::Rect;
    ///
    /// let both = Rect::new(0, 0, 240, 96).union(Rect::new(384, 40, 240, 96));
    /// assert_eq!(both, Rect::new(0, 0, 624, 136));
    /// ```
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self {
            x,
            y,
            width: self.right().max(other.right()) - x,
            height: self.bottom().max(other.bottom()) - y,
        }
    }

    /// Returns the rectangle with its edges moved outward.
    ///
    /// ```
    /// use peerlab_core::layout::Rect;
    ///
    /// let card = Rect::new(40, 80, 240, 96);
    /// assert_eq!(card.grown(8, 4), Rect::new(32, 76, 256, 104));
    /// ```
    #[must_use]
    pub const fn grown(self, x: i32, y: i32) -> Self {
        Self {
            x: self.x - x,
            y: self.y - y,
            width: self.width + 2 * x,
            height: self.height + 2 * y,
        }
    }
}

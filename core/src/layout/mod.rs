//! Where the cards of a scenario stand when it is drawn.
//!
//! A VPC is drawn as a card with a row for each of its Private Networks. Cards
//! that the document gives a place stand there; the others are laid out by what
//! their connectors join: a chain becomes a line, a star a hub with its spokes
//! on both sides, a small mesh a ring, and what is not joined stands apart. What
//! would be far wider or higher than a screen that way is laid in rows, walked to
//! and fro. No card that is laid out automatically overlaps another.
//!
//! Everything is whole numbers in units of one CSS pixel at zoom 1, so the same
//! scenario is drawn the same everywhere. Takes O(n log n) time for n VPCs,
//! Private Networks and connectors.
//!
//! ```
//! use peerlab_core::layout::Layout;
//! use peerlab_core::scenario::Scenario;
//! # const CHAIN: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
//!
//! let layout = Layout::of(&Scenario::from_json(CHAIN)?);
//! let [shop, hub, data] = layout.cards.as_slice() else {
//!     panic!("there are three VPCs");
//! };
//! assert!(shop.rect.right() < hub.rect.x && hub.rect.right() < data.rect.x, "a chain is a line");
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

mod card;
mod graph;
mod pins;
mod rect;
mod ring;
mod shelf;
mod snake;
mod squares;
mod tree;

#[cfg(test)]
mod tests;

pub use card::{
    CARD_WIDTH, Card, HEADER_HEIGHT, LINE_HEIGHT, MOST_LINES, MOST_SUBNETS, ROW_PADDING, Row,
};
pub use rect::Rect;
pub(crate) use squares::Squares;

use crate::scenario::Scenario;
use graph::Graph;

/// How far from the origin a card may be put, along either axis.
///
/// ```
/// use peerlab_core::edit::{Edit, EditError, apply};
/// use peerlab_core::layout::FARTHEST;
/// use peerlab_core::scenario::{Point, Scenario};
///
/// let mut scenario = Scenario::from_json(r#"{"vpcs": [{"id": "shop"}]}"#)?;
/// let x = i32::try_from(FARTHEST)?;
/// let mut place = |x| {
///     let at = Some(Point { x, y: 0 });
///     apply(&mut scenario, &Edit::Place { id: "shop".to_owned(), at })
/// };
/// assert!(place(-x).is_ok());
/// assert!(matches!(place(x + 1), Err(EditError::OffCanvas { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub const FARTHEST: u32 = 1_000_000;

/// Room between cards that connectors cross from side to side.
const GAP_X: i32 = 144;

/// Room between cards above one another.
const GAP_Y: i32 = 40;

/// Room below a card, and above for symmetry, for connectors that lead to no
/// other card.
const STUB_ROOM: i32 = 64;

/// The cards of a scenario, in the order of its VPCs.
///
/// ```
/// use peerlab_core::layout::Layout;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// for (vpc, card) in scenario.vpcs.iter().zip(Layout::of(&scenario).cards) {
///     assert_eq!(card.rows.len(), 1, "{} has one Private Network", vpc.id);
/// }
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// One card for each VPC.
    pub cards: Vec<Card>,
}

impl Layout {
    /// Lays out a scenario.
    ///
    /// ```
    /// use peerlab_core::layout::Layout;
    /// use peerlab_core::scenario::{Point, Scenario};
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let mut scenario = Scenario::from_json(ONE_WAY)?;
    /// scenario.layout.insert("data".to_owned(), Point { x: 400, y: -80 });
    /// let cards = Layout::of(&scenario).cards;
    /// assert_eq!((cards[1].rect.x, cards[1].rect.y), (400, -80), "it stands where it was put");
    /// assert!(!cards[0].rect.overlaps(cards[1].rect));
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let graph = Graph::of(scenario);
        let mut cards: Vec<Card> = graph
            .networks()
            .iter()
            .map(|networks| card::card(scenario, networks))
            .collect();
        let blocks: Vec<Block> = graph
            .components()
            .into_iter()
            .map(|component| arrange(&graph, &component, &cards))
            .collect();
        for (vpc, x, y) in shelf::pack(&blocks) {
            if let Some(card) = cards.get_mut(vpc) {
                (card.rect.x, card.rect.y) = (x, y);
            }
        }
        pins::apply(scenario, &graph, &mut cards);
        Self { cards }
    }

    /// Returns the smallest rectangle around all cards; `None` where there are
    /// none.
    ///
    /// ```
    /// use peerlab_core::layout::Layout;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let layout = Layout::of(&Scenario::from_json(ONE_WAY)?);
    /// let bounds = layout.bounds().ok_or("there are cards")?;
    /// assert!(layout.cards.iter().all(|card| card.rect.union(bounds) == bounds));
    /// assert_eq!(Layout::default().bounds(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        self.cards.iter().map(|card| card.rect).reduce(Rect::union)
    }
}

/// A group of cards arranged among themselves: the places of their upper left
/// corners within a rectangle from (0, 0).
struct Block {
    places: Vec<(usize, i32, i32)>,
    width: i32,
    height: i32,
}

impl Block {
    /// Makes a block of cards placed anywhere; `room` is what a card takes up.
    fn around(places: Vec<(usize, i32, i32)>, room: impl Fn(usize, i32, i32) -> Rect) -> Self {
        let bounds = places
            .iter()
            .map(|&(vpc, x, y)| room(vpc, x, y))
            .reduce(Rect::union)
            .unwrap_or_default();
        Self {
            places: places
                .into_iter()
                .map(|(vpc, x, y)| (vpc, x - bounds.x, y - bounds.y))
                .collect(),
            width: bounds.width,
            height: bounds.height,
        }
    }

    /// Returns how large a screen has to be that holds it.
    fn screen(&self) -> u64 {
        let length = |side: i32| u64::from(side.unsigned_abs());
        (length(self.width) * SCREEN.1).max(length(self.height) * SCREEN.0)
    }
}

/// The largest group with cycles that is drawn as a ring; a larger ring is
/// mostly empty.
const LARGEST_RING: usize = 24;

/// The shape of a screen.
const SCREEN: (u64, u64) = (16, 10);

/// By how much a screen that holds it as a tree may be larger than one that
/// holds it in rows: a tree shows how far things are from each other, and a group
/// with cycles is none.
const LARGER_TREE: u64 = 4;
const LARGER_WITH_CYCLES: u64 = 1;

fn arrange(graph: &Graph, component: &[usize], cards: &[Card]) -> Block {
    let height = |vpc: usize| cards.get(vpc).map_or(0, |card| card.rect.height);
    // What a card takes up, with room for what hangs from it.
    let margin = |vpc: usize| if graph.has_stubs(vpc) { STUB_ROOM } else { 0 };
    let room = |vpc: usize| height(vpc) + 2 * margin(vpc);
    let block = |places: Vec<(usize, i32, i32)>| {
        let places = places.into_iter();
        let places = places.map(|(vpc, x, y)| (vpc, x, y + margin(vpc)));
        Block::around(places.collect(), |vpc, x, y| {
            Rect::new(x, y - margin(vpc), CARD_WIDTH, room(vpc))
        })
    };
    let is_tree = graph.is_tree(component);
    let is_small = component.len() <= LARGEST_RING;
    if is_small && !is_tree {
        return block(ring::arrange(graph, component, room));
    }
    let tree = block(tree::arrange(graph, component, room));
    if is_small {
        return tree;
    }
    let rows = block(snake::arrange(graph, component, room));
    let larger = if is_tree {
        LARGER_TREE
    } else {
        LARGER_WITH_CYCLES
    };
    if tree.screen() > larger * rows.screen() {
        rows
    } else {
        tree
    }
}

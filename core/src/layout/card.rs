//! What stands on a card, and how large that makes it.

use super::Rect;
use crate::scenario::{PrivateNetwork, Scenario};

/// How wide every card is.
///
/// ```
/// use peerlab_core::layout::{CARD_WIDTH, Layout};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let layout = Layout::of(&Scenario::from_json(CHAIN)?);
/// assert!(layout.cards.iter().all(|card| card.rect.width == CARD_WIDTH));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub const CARD_WIDTH: i32 = 240;

/// How high the head of a card is, with the VPC's name, region and owner.
///
/// ```
/// use peerlab_core::layout::{HEADER_HEIGHT, Layout};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let layout = Layout::of(&Scenario::from_json(ONE_WAY)?);
/// assert_eq!(layout.cards[0].rows[0].y, HEADER_HEIGHT, "the first row begins below it");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub const HEADER_HEIGHT: i32 = 56;

/// How high a line of text is.
///
/// ```
/// use peerlab_core::layout::{LINE_HEIGHT, Layout, ROW_PADDING};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.private_networks[0].subnets.push("fd00::/64".to_owned());
/// let rows = Layout::of(&scenario).cards[0].rows.clone();
/// assert_eq!(rows[0].height, 2 * ROW_PADDING + 2 * LINE_HEIGHT, "one line for each CIDR");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub const LINE_HEIGHT: i32 = 20;

/// Room above the first and below the last line of a row.
///
/// ```
/// use peerlab_core::layout::{LINE_HEIGHT, Layout, ROW_PADDING};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let rows = Layout::of(&Scenario::from_json(ONE_WAY)?).cards[0].rows.clone();
/// assert_eq!(rows[0].height, ROW_PADDING + LINE_HEIGHT + ROW_PADDING);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub const ROW_PADDING: i32 = 4;

/// The longest CIDR that stands on the line of its Private Network's name, in
/// characters: the longest of IPv4.
const LONGEST_BESIDE_NAME: usize = 18;

/// How many CIDRs of one Private Network stand on a card; the rest are counted.
///
/// ```
/// use peerlab_core::layout::{LINE_HEIGHT, Layout, MOST_SUBNETS, ROW_PADDING};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let subnets = (0..50).map(|number| format!("10.{number}.0.0/22"));
/// scenario.private_networks[0].subnets = subnets.collect();
/// let row = Layout::of(&scenario).cards[0].rows[0];
/// let lines = (row.height - 2 * ROW_PADDING) / LINE_HEIGHT;
/// assert_eq!(usize::try_from(lines)?, MOST_SUBNETS + 1, "the last line counts the others");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub const MOST_SUBNETS: usize = 6;

/// How many lines of rows a card holds; the Private Networks that are left are
/// counted on one line more.
///
/// ```
/// use peerlab_core::layout::{Layout, MOST_LINES};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// let web = scenario.private_networks[0].clone();
/// scenario.private_networks.extend(vec![web; 59]);
/// let card = Layout::of(&scenario).cards[0].clone();
/// assert_eq!((card.rows.len(), card.left_out), (MOST_LINES, 60 - MOST_LINES));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub const MOST_LINES: usize = 40;

/// What heights are a multiple of, so that centres lie on the 4 px grid.
const GRID: i32 = 8;

/// A VPC as it is drawn.
///
/// ```
/// use peerlab_core::layout::Layout;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let layout = Layout::of(&Scenario::from_json(CHAIN)?);
/// let [shop, hub, _] = layout.cards.as_slice() else {
///     panic!("there are three VPCs");
/// };
/// assert_eq!((shop.rows.len(), hub.rows.len()), (1, 0), "the hub has no Private Network");
/// assert_eq!(hub.left_out, 0);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Where it stands and how large it is.
    pub rect: Rect,
    /// Its rows, from the top.
    pub rows: Vec<Row>,
    /// How many of the VPC's Private Networks have no row for want of room.
    pub left_out: usize,
}

/// A Private Network as it is drawn.
///
/// ```
/// use peerlab_core::layout::Layout;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.private_networks[1].subnets = vec!["fd00:1234:5678:9abc::/64".to_owned()];
/// let cards = Layout::of(&scenario).cards;
/// assert_eq!(cards[1].rows[0].private_network, 1, "its place in the document");
/// assert!(cards[0].rows[0].beside_name);
/// assert!(!cards[1].rows[0].beside_name, "it is too long to stand beside a name");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place in the document's list.
    pub private_network: usize,
    /// How far below the card's upper edge it begins.
    pub y: i32,
    /// How high it is.
    pub height: i32,
    /// Whether the first CIDR stands on the line of the name.
    pub beside_name: bool,
}

impl Row {
    /// Makes the row of a Private Network and counts its lines.
    fn of(private_network: usize, written: &PrivateNetwork, y: i32) -> (Self, usize) {
        let beside_name = written
            .subnets
            .first()
            .is_none_or(|subnet| subnet.chars().nth(LONGEST_BESIDE_NAME).is_none());
        let listed = written.subnets.len().min(MOST_SUBNETS);
        let counted = usize::from(written.subnets.len() > MOST_SUBNETS);
        let lines = (listed + counted + usize::from(!beside_name)).max(1);
        let row = Self {
            private_network,
            y,
            height: 2 * ROW_PADDING + height_of(lines),
            beside_name,
        };
        (row, lines)
    }
}

/// Makes the card of a VPC with these Private Networks, at the origin.
pub(super) fn card(scenario: &Scenario, networks: &[usize]) -> Card {
    let mut rows = Vec::new();
    let mut lines = 0;
    let mut y = HEADER_HEIGHT;
    for &index in networks {
        let Some(written) = scenario.private_networks.get(index) else {
            continue;
        };
        let (row, of_row) = Row::of(index, written, y);
        if lines + of_row > MOST_LINES {
            break;
        }
        lines += of_row;
        y += row.height;
        rows.push(row);
    }
    let left_out = networks.len() - rows.len();
    if rows.is_empty() || left_out > 0 {
        y += 2 * ROW_PADDING + LINE_HEIGHT;
    }
    let height = y + ROW_PADDING;
    Card {
        rect: Rect::new(0, 0, CARD_WIDTH, height + (GRID - height % GRID) % GRID),
        rows,
        left_out,
    }
}

fn height_of(lines: usize) -> i32 {
    i32::try_from(lines).map_or(0, |lines| lines * LINE_HEIGHT)
}

//! What stands on a card, and how large that makes it.

use super::Rect;
use crate::scenario::{PrivateNetwork, Scenario};

/// How wide every card is.
pub const CARD_WIDTH: i32 = 240;

/// How high the head of a card is, with the VPC's name, region and owner.
pub const HEADER_HEIGHT: i32 = 56;

/// How high a line of text is.
pub const LINE_HEIGHT: i32 = 20;

/// Room above the first and below the last line of a row.
pub const ROW_PADDING: i32 = 4;

/// The longest CIDR that stands on the line of its Private Network's name, in
/// characters: the longest of IPv4.
pub const LONGEST_BESIDE_NAME: usize = 18;

/// How many CIDRs of one Private Network stand on a card; the rest are counted.
pub const MOST_SUBNETS: usize = 6;

/// How many lines of rows a card holds; the Private Networks that are left are
/// counted on one line more.
pub const MOST_LINES: usize = 40;

/// What heights are a multiple of, so that centres lie on the 4 px grid.
const GRID: i32 = 8;

/// A VPC as it is drawn.
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

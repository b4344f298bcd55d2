//! What stands on a VPC's card.

use std::borrow::Cow;
use std::collections::HashSet;

use super::fitted;
use crate::layout::{
    CARD_WIDTH, Card, HEADER_HEIGHT, LINE_HEIGHT, Layout, MOST_SUBNETS, ROW_PADDING, Rect, Row,
};
use crate::order::Numbers;
use crate::report::ConnectorReport;
use crate::scenario::{Scenario, Vpc};

/// Room between a card's edge and its texts.
///
/// ```
/// use peerlab_core::drawing::{CARD_PADDING, fitted};
/// use peerlab_core::layout::CARD_WIDTH;
///
/// let room = f64::from(CARD_WIDTH - 2 * CARD_PADDING);
/// assert_eq!(fitted("fr-par · Shops Ltd", room, 12.0).0, "fr-par · Shops Ltd");
/// ```
pub const CARD_PADDING: i32 = 14;

/// How large the name is where it stands alone.
const FAR_SIZE: f64 = 34.0;

const WIDTH: f64 = CARD_WIDTH as f64;

/// The room for a line of text.
const ROOM: f64 = (CARD_WIDTH - 2 * CARD_PADDING) as f64;

/// What stands on a card, with all texts cut to fit.
///
/// ```
/// use peerlab_core::drawing::faces;
/// use peerlab_core::layout::Layout;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let face = &faces(&scenario, &Layout::of(&scenario), &judge(&scenario).connectors)[0];
/// assert_eq!((face.name.as_str(), face.meta.as_str()), ("shop", "fr-par"));
/// assert_eq!(face.label, "VPC shop, fr-par, lets transit pass, 1 Private Network");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The VPC's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name for large letters, where it stands alone.
    pub far_name: String,
    /// Its region and who owns it.
    pub meta: String,
    /// The whole of it, for those who do not see it and where it was cut.
    pub label: String,
    /// Whether it is another owner's, of which no more than the id is seen.
    pub opaque: bool,
    /// Whether it lets transit pass.
    pub transit: bool,
    /// How high the card is.
    pub height: i32,
    /// The rows of its Private Networks.
    pub rows: Vec<RowFace>,
    /// What stands below them, and how far down.
    pub foot: Option<(i32, String)>,
}

/// What stands on the row of a Private Network.
///
/// ```
/// use peerlab_core::drawing::faces;
/// use peerlab_core::layout::Layout;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let faces = faces(&scenario, &Layout::of(&scenario), &judge(&scenario).connectors);
/// let row = &faces[1].rows[0];
/// assert_eq!((row.name.as_str(), row.subnets[0].as_str()), ("db", "10.0.4.0/22"));
/// assert!(!row.clashes);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFace {
    /// The Private Network's id.
    pub id: String,
    /// Where the row is.
    pub row: Row,
    /// Its name.
    pub name: String,
    /// The whole of it, for those who do not see it and where it was cut.
    pub label: String,
    /// Its CIDRs, a line each.
    pub subnets: Vec<String>,
    /// Whether a subnet of it keeps a pair in conflict.
    pub clashes: bool,
}

impl Face {
    /// How far below the card's upper edge the name stands.
    ///
    /// ```
    /// use peerlab_core::drawing::Face;
    /// use peerlab_core::layout::HEADER_HEIGHT;
    ///
    /// assert!(Face::NAME_Y < Face::META_Y && Face::META_Y < HEADER_HEIGHT);
    /// ```
    pub const NAME_Y: i32 = 25;

    /// How far below it the line under the name stands; see
    /// [`NAME_Y`](Self::NAME_Y).
    ///
    /// ```
    /// use peerlab_core::drawing::Face;
    ///
    /// assert!(Face::META_Y - Face::NAME_Y >= 16, "a line of its own");
    /// ```
    pub const META_Y: i32 = 44;

    /// Where the badge of transit is.
    ///
    /// ```
    /// use peerlab_core::drawing::Face;
    /// use peerlab_core::layout::CARD_WIDTH;
    ///
    /// assert!(Face::BADGE.right() < CARD_WIDTH);
    /// ```
    pub const BADGE: Rect = Rect::new(CARD_WIDTH - 62, 12, 48, 18);
}

impl RowFace {
    /// How far below the row's upper edge its first line stands.
    ///
    /// ```
    /// use peerlab_core::drawing::RowFace;
    /// use peerlab_core::layout::LINE_HEIGHT;
    ///
    /// assert!(RowFace::FIRST_Y < LINE_HEIGHT);
    /// ```
    pub const FIRST_Y: i32 = ROW_PADDING + LINE_HEIGHT - 6;

    /// The way of the cross that marks a row of which a subnet clashes.
    ///
    /// ```
    /// use peerlab_core::drawing::RowFace;
    ///
    /// assert!(RowFace::CLASH.starts_with('M'));
    /// ```
    pub const CLASH: &str = "M15 10.5l8 8m0-8l-8 8";

    /// Returns how far from the left edge the name begins.
    ///
    /// ```
    /// use peerlab_core::drawing::{CARD_PADDING, faces};
    /// use peerlab_core::layout::Layout;
    /// use peerlab_core::report::judge;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let scenario = Scenario::from_json(ONE_WAY)?;
    /// let faces = faces(&scenario, &Layout::of(&scenario), &judge(&scenario).connectors);
    /// assert_eq!(faces[0].rows[0].name_x(), CARD_PADDING, "there is no cross before it");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub const fn name_x(&self) -> i32 {
        if self.clashes {
            CARD_PADDING + 16
        } else {
            CARD_PADDING
        }
    }

    /// Returns the lines of CIDRs with how far down each stands.
    ///
    /// ```
    /// use peerlab_core::drawing::{RowFace, faces};
    /// use peerlab_core::layout::Layout;
    /// use peerlab_core::report::judge;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let scenario = Scenario::from_json(ONE_WAY)?;
    /// let faces = faces(&scenario, &Layout::of(&scenario), &judge(&scenario).connectors);
    /// let lines: Vec<_> = faces[0].rows[0].lines().collect();
    /// assert_eq!(lines, [(RowFace::FIRST_Y, "10.0.0.0/22")]);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    pub fn lines(&self) -> impl Iterator<Item = (i32, &str)> {
        let from_line = i32::from(!self.row.beside_name);
        let lines = (from_line..).zip(&self.subnets);
        lines.map(|(line, subnet)| (Self::FIRST_Y + line * LINE_HEIGHT, subnet.as_str()))
    }
}

/// Returns what stands on each card of a layout, in document order.
///
/// Takes O(n) time for n entities.
///
/// ```
/// use peerlab_core::drawing::faces;
/// use peerlab_core::layout::Layout;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "9f", "name": "Shop", "project_id": "p"}],
///         "projects": [{"id": "p", "name": "Web"}]}"#,
/// )?;
/// let faces = faces(&scenario, &Layout::of(&scenario), &judge(&scenario).connectors);
/// assert_eq!(faces[0].meta, "fr-par · Web");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn faces(scenario: &Scenario, layout: &Layout, judged: &[ConnectorReport]) -> Vec<Face> {
    let overlaps = judged.iter().flat_map(|judged| &judged.overlaps);
    let known = Known {
        scenario,
        projects: numbered(scenario.projects.iter().map(|project| &project.id)),
        organizations: numbered(scenario.organizations.iter().map(|owner| &owner.id)),
        clashing: overlaps
            .flat_map(|overlap| {
                [
                    overlap.private_network_id.as_str(),
                    overlap.target_private_network_id.as_str(),
                ]
            })
            .collect(),
    };
    let viewer = scenario.seen_by.as_ref();
    let owned = viewer
        .map(|viewer| viewer.owned(scenario))
        .unwrap_or_default();
    let vpcs = scenario.vpcs.iter().zip(&layout.cards).enumerate();
    let faces = vpcs.map(|(place, (vpc, card))| match owned.get(place) {
        Some(false) => opaque(vpc, card),
        Some(true) | None => known.face(vpc, card),
    });
    faces.collect()
}

/// Returns what stands on the card of another owner's VPC.
fn opaque(written: &Vpc, card: &Card) -> Face {
    Face {
        id: written.id.clone(),
        name: fitted(&written.id, ROOM, 15.0).0,
        far_name: fitted(&written.id, WIDTH - 12.0, FAR_SIZE).0,
        meta: "another owner’s VPC".to_owned(),
        label: format!("VPC {}, another owner’s: only its id is seen", written.id),
        opaque: true,
        transit: false,
        height: card.rect.height,
        rows: Vec::new(),
        foot: Some((
            HEADER_HEIGHT + ROW_PADDING + LINE_HEIGHT - 6,
            "Only its id is seen".to_owned(),
        )),
    }
}

/// Numbers ids by their places; of several that are the same, the first.
fn numbered<'s>(ids: impl Iterator<Item = &'s String>) -> Numbers<'s> {
    let mut numbers = Numbers::new();
    for (place, id) in ids.enumerate() {
        numbers.entry(Cow::from(id)).or_insert(place);
    }
    numbers
}

/// What is looked up for faces.
struct Known<'s> {
    scenario: &'s Scenario,
    projects: Numbers<'s>,
    organizations: Numbers<'s>,
    /// The Private Networks that keep pairs in conflict. It is never iterated,
    /// as it has no order.
    clashing: HashSet<&'s str>,
}

impl<'s> Known<'s> {
    fn face(&self, written: &Vpc, card: &Card) -> Face {
        let name = called(&written.name, &written.id);
        let transit = written.transitivity_enabled;
        let mut meta = written.region.clone();
        // An id of thirty-six characters tells nobody who that is.
        for name in self.owners(written).into_iter().flatten() {
            meta.push_str(" · ");
            meta.push_str(name);
        }
        let networks = card.rows.len() + card.left_out;
        let label = format!(
            "VPC {name}, {meta}{}, {networks} {}",
            if transit { ", lets transit pass" } else { "" },
            if networks == 1 {
                "Private Network"
            } else {
                "Private Networks"
            },
        );
        let foot = match (card.rows.is_empty(), card.left_out) {
            (_, 1..) => Some(format!("and {} more Private Networks", card.left_out)),
            (true, 0) => Some("No Private Network".to_owned()),
            (false, 0) => None,
        };
        let below = card
            .rows
            .last()
            .map_or(HEADER_HEIGHT, |row| row.y + row.height);
        Face {
            id: written.id.clone(),
            name: fitted(name, ROOM - if transit { 60.0 } else { 0.0 }, 15.0).0,
            far_name: fitted(name, WIDTH - 12.0, FAR_SIZE).0,
            meta: fitted(&meta, ROOM, 12.0).0,
            label,
            opaque: false,
            transit,
            height: card.rect.height,
            rows: card.rows.iter().filter_map(|row| self.row(*row)).collect(),
            foot: foot.map(|text| (below + RowFace::FIRST_Y, text)),
        }
    }

    /// Returns the names of the project and the organisation that own a VPC, as
    /// far as they have any.
    fn owners(&self, vpc: &'s Vpc) -> [Option<&'s str>; 2] {
        let project = vpc.project_id.as_deref();
        let project = project.and_then(|id| self.projects.get(id));
        let project = project.and_then(|&place| self.scenario.projects.get(place));
        let of_project = project.and_then(|project| project.organization_id.as_deref());
        let organization = vpc.organization_id.as_deref().or(of_project);
        let organization = organization.and_then(|id| self.organizations.get(id));
        let organization = organization.and_then(|&at| self.scenario.organizations.get(at));
        [
            project.map(|project| project.name.as_str()),
            organization.map(|organization| organization.name.as_str()),
        ]
    }

    fn row(&self, row: Row) -> Option<RowFace> {
        let written = self.scenario.private_networks.get(row.private_network)?;
        let name = called(&written.name, &written.id);
        let clashes = self.clashing.contains(written.id.as_str());
        let beside = written.subnets.first().filter(|_| row.beside_name);
        let characters = beside.map_or(0, |subnet| subnet.chars().count());
        let taken = u32::try_from(characters).map_or(ROOM, f64::from) * 7.0;
        let for_name = ROOM - taken - if clashes { 20.0 } else { 0.0 };
        let mut subnets: Vec<String> = written
            .subnets
            .iter()
            .take(MOST_SUBNETS)
            .map(|subnet| fitted(subnet, ROOM, 12.5).0)
            .collect();
        if written.subnets.len() > MOST_SUBNETS {
            let more = written.subnets.len() - MOST_SUBNETS;
            subnets.push(format!("and {more} more"));
        }
        let all = match written.subnets.as_slice() {
            [] => "no subnet".to_owned(),
            subnets => subnets.get(..MOST_SUBNETS).unwrap_or(subnets).join(", "),
        };
        let clash = if clashes { ", overlaps a peer's" } else { "" };
        Some(RowFace {
            id: written.id.clone(),
            row,
            name: fitted(name, for_name, 13.0).0,
            label: format!("Private Network {name}, {all}{clash}"),
            subnets,
            clashes,
        })
    }
}

fn called<'s>(name: &'s str, id: &'s str) -> &'s str {
    if name.trim().is_empty() { id } else { name }
}

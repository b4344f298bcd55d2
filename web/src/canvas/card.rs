//! A VPC's card.

use std::rc::Rc;

use peerlab_core::layout::{
    CARD_WIDTH, Card, HEADER_HEIGHT, LINE_HEIGHT, MOST_SUBNETS, ROW_PADDING, Row,
};
use yew::{AttrValue, Html, Properties, classes, component, html};

use super::fitted;
use crate::editor::{Document, Ids};

const PADDING: f64 = 14.0;

/// How large the name is where it stands alone.
const FAR_SIZE: f64 = 34.0;

const WIDTH: f64 = CARD_WIDTH as f64;

/// What stands on a card, with all texts cut to fit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Face {
    id: AttrValue,
    name: AttrValue,
    /// The name alone, in large letters.
    far_name: AttrValue,
    meta: AttrValue,
    /// The whole of it, for those who do not see it and where it was cut.
    label: AttrValue,
    transit: bool,
    height: i32,
    rows: Vec<RowFace>,
    foot: Option<(i32, AttrValue)>,
}

#[derive(Debug, PartialEq, Eq)]
struct RowFace {
    id: AttrValue,
    row: Row,
    name: AttrValue,
    label: AttrValue,
    subnets: Vec<AttrValue>,
    clashes: bool,
}

impl Face {
    /// Makes the face of the VPC at a place of the document.
    #[must_use]
    pub(super) fn of(document: &Document, vpc: usize, card: &Card) -> Option<Self> {
        let written = document.scenario().vpcs.get(vpc)?;
        let name = if written.name.trim().is_empty() {
            &written.id
        } else {
            &written.name
        };
        let transit = written.transitivity_enabled;
        let room = WIDTH - 2.0 * PADDING - if transit { 60.0 } else { 0.0 };
        let mut meta = written.region.clone();
        // An id of thirty-six characters tells nobody who that is.
        for name in document
            .owners_of(vpc)
            .iter()
            .filter_map(|owner| owner.name)
        {
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
        Some(Self {
            id: written.id.clone().into(),
            name: fitted(name, room, 15.0).0.into(),
            far_name: fitted(name, WIDTH - 12.0, FAR_SIZE).0.into(),
            meta: fitted(&meta, WIDTH - 2.0 * PADDING, 12.0).0.into(),
            label: label.into(),
            transit,
            height: card.rect.height,
            rows: card
                .rows
                .iter()
                .filter_map(|row| RowFace::of(document, *row))
                .collect(),
            foot: foot.map(|text| (below + ROW_PADDING + LINE_HEIGHT - 6, text.into())),
        })
    }
}

impl RowFace {
    fn of(document: &Document, row: Row) -> Option<Self> {
        let written = document
            .scenario()
            .private_networks
            .get(row.private_network)?;
        let name = if written.name.trim().is_empty() {
            &written.id
        } else {
            &written.name
        };
        let clashes = document.clashes(&written.id);
        let room = WIDTH - 2.0 * PADDING;
        let beside = written.subnets.first().filter(|_| row.beside_name);
        let characters = beside.map_or(0, |subnet| subnet.chars().count());
        let taken = u32::try_from(characters).map_or(room, f64::from) * 7.0;
        let for_name = room - taken - if clashes { 20.0 } else { 0.0 };
        let mut subnets: Vec<AttrValue> = written
            .subnets
            .iter()
            .take(MOST_SUBNETS)
            .map(|subnet| fitted(subnet, room, 12.5).0.into())
            .collect();
        if written.subnets.len() > MOST_SUBNETS {
            let more = written.subnets.len() - MOST_SUBNETS;
            subnets.push(format!("and {more} more").into());
        }
        let all = match written.subnets.as_slice() {
            [] => "no subnet".to_owned(),
            subnets => subnets.get(..MOST_SUBNETS).unwrap_or(subnets).join(", "),
        };
        let clash = if clashes { ", overlaps a peer's" } else { "" };
        Some(Self {
            id: written.id.clone().into(),
            row,
            name: fitted(name, for_name, 13.0).0.into(),
            label: format!("Private Network {name}, {all}{clash}").into(),
            subnets,
            clashes,
        })
    }
}

/// What a card's picture is made of.
#[derive(PartialEq, Properties)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a look of its own and any may go together"
)]
pub(super) struct CardProps {
    /// What stands on it.
    pub face: Rc<Face>,
    /// Where it stands.
    pub x: i32,
    /// Where it stands.
    pub y: i32,
    /// Which ids are shown, of the card and its rows.
    pub lit: Vec<AttrValue>,
    /// Whether what is shown is selected itself, not only spoken of.
    pub selected: bool,
    /// Whether something else is shown.
    pub dim: bool,
    /// Whether it is so small that only the name can be read.
    pub far: bool,
    /// Whether it is being dragged.
    pub dragged: bool,
    /// Whether a connector that is being pulled would lead to it.
    pub met: bool,
}

impl Face {
    /// Returns which of the card's ids are among those that are shown.
    #[must_use]
    pub(super) fn lit(&self, ids: &Ids) -> Vec<AttrValue> {
        let rows = self.rows.iter().map(|row| &row.id);
        let own = std::iter::once(&self.id).chain(rows);
        own.filter(|id| ids.contains(id.as_str()))
            .cloned()
            .collect()
    }
}

/// Draws a VPC's card.
#[component]
pub(super) fn CardView(props: &CardProps) -> Html {
    let CardProps {
        face,
        x,
        y,
        lit,
        selected,
        dim,
        far,
        dragged,
        met,
    } = props;
    let class = classes!(
        "card",
        lit.contains(&face.id).then_some("is-lit"),
        dim.then_some("is-dim"),
        dragged.then_some("is-dragged"),
        met.then_some("is-met"),
    );
    let (width, height) = (CARD_WIDTH.to_string(), face.height.to_string());
    let head_height = if *far { face.height } else { HEADER_HEIGHT };
    html! {
        <g {class} transform={format!("translate({x} {y})")} data-card={&face.id}>
            <rect class="card-ground" width={width.clone()} height={height.clone()} rx="8" />
            <g class="card-head" role="button" tabindex="0" data-id={&face.id} data-head="" aria-pressed={(*selected && lit.contains(&face.id)).to_string()}>
                <title>{ &face.label }</title>
                <rect class="focus-ring" width={width.clone()} height={head_height.to_string()} rx="8" />
                if *far {
                    <text class="card-name is-far" x={(CARD_WIDTH / 2).to_string()}
                        y={(face.height / 2 + 12).to_string()}>{ &face.far_name }</text>
                } else {
                    <text class="card-name" x="14" y="25">{ &face.name }</text>
                    <text class="card-meta" x="14" y="44">{ &face.meta }</text>
                    if face.transit {
                        <g class="badge" transform="translate(178 12)">
                            <rect width="48" height="18" rx="9" />
                            <text x="24" y="13">{ "transit" }</text>
                        </g>
                    }
                }
            </g>
            if !*far {
                <path class="card-rule" d={format!("M0 {HEADER_HEIGHT}H{CARD_WIDTH}")} />
                { for face.rows.iter().map(|row| row_view(row, lit, *selected)) }
                { for face.foot.as_ref().map(|(y, text)| html! {
                    <text class="card-foot" x="14" y={y.to_string()}>{ text }</text>
                }) }
            }
            <rect class="card-edge" {width} {height} rx="8" />
            if !*far {
                { plug(&face.id) }
            }
        </g>
    }
}

/// Draws the port out of which connectors are pulled. It has no focus: who has
/// no pointer chooses the target from a list.
fn plug(id: &AttrValue) -> Html {
    html! {
        <g class="plug" data-plug={id} aria-hidden="true"
            transform={format!("translate({CARD_WIDTH} {})", HEADER_HEIGHT / 2)}>
            <title>{ "Drag or click, then click another VPC: makes a connector. Shift makes both." }</title>
            <circle class="plug-reach" r="18" />
            <circle class="plug-ground" r="9" />
            <path class="plug-mark" d="M-4 0H4M1-3 4 0 1 3" />
        </g>
    }
}

fn row_view(face: &RowFace, lit: &[AttrValue], selected: bool) -> Html {
    let is_lit = lit.contains(&face.id);
    let class = classes!(
        "row",
        is_lit.then_some("is-lit"),
        face.clashes.then_some("is-clash"),
    );
    let first = ROW_PADDING + LINE_HEIGHT - 6;
    let from_line = i32::from(!face.row.beside_name);
    let subnets = (from_line..).zip(&face.subnets).map(|(line, subnet)| {
        html! {
            <text class="row-cidr" x={(CARD_WIDTH - 14).to_string()}
                y={(first + line * LINE_HEIGHT).to_string()}>{ subnet }</text>
        }
    });
    html! {
        <g {class} role="button" tabindex="0" data-id={&face.id}
            transform={format!("translate(0 {})", face.row.y)} aria-pressed={(selected && is_lit).to_string()}>
            <title>{ &face.label }</title>
            <rect class="row-ground" x="4" y="1" width={(CARD_WIDTH - 8).to_string()}
                height={(face.row.height - 2).to_string()} rx="4" />
            if face.clashes {
                <path class="row-clash" d="M15 10.5l8 8m0-8l-8 8" />
            }
            <text class="row-name" x={if face.clashes { "30" } else { "14" }}
                y={first.to_string()}>{ &face.name }</text>
            { for subnets }
            if face.subnets.is_empty() {
                <text class="row-cidr is-none" x={(CARD_WIDTH - 14).to_string()}
                    y={first.to_string()}>{ "no subnet" }</text>
            }
        </g>
    }
}

//! A VPC's card.

use std::rc::Rc;

use peerlab_core::drawing::{CARD_PADDING, Face, RowFace};
use peerlab_core::layout::{CARD_WIDTH, HEADER_HEIGHT};
use yew::{Html, Properties, classes, component, html};

use crate::editor::Ids;

/// Below this zoom cards show their names alone, and below the other not even
/// those.
const FAR: f64 = 0.34;
const FARTHER: f64 = 0.17;

/// The same where more than a few cards are seen: only once it can be read
/// without effort.
const FAR_OF_MANY: f64 = 0.6;
const FARTHER_OF_MANY: f64 = 0.25;

/// How many cards are a few.
const FEW: usize = 32;

/// How much of a card is drawn: as much as can be made out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Everything.
    Whole,
    /// The name alone.
    Name,
    /// That there is one.
    Shape,
}

impl Detail {
    /// Returns what can be made out at a zoom, with so many cards to be seen.
    pub(super) fn at(zoom: f64, cards: usize) -> Self {
        let (far, farther) = if cards > FEW {
            (FAR_OF_MANY, FARTHER_OF_MANY)
        } else {
            (FAR, FARTHER)
        };
        if zoom < farther {
            Self::Shape
        } else if zoom < far {
            Self::Name
        } else {
            Self::Whole
        }
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
    pub lit: Vec<String>,
    /// Whether what is shown is selected itself, not only spoken of.
    pub selected: bool,
    /// Whether something else is shown.
    pub dim: bool,
    /// How much of it is drawn.
    pub detail: Detail,
    /// Whether it is being dragged.
    pub dragged: bool,
    /// Whether a connector that is being pulled would lead to it.
    pub met: bool,
}

/// Returns which of a card's ids are among those that are shown.
#[must_use]
pub(super) fn lit(face: &Face, ids: &Ids) -> Vec<String> {
    if ids.is_empty() {
        return Vec::new();
    }
    let rows = face.rows.iter().map(|row| &row.id);
    let own = std::iter::once(&face.id).chain(rows);
    own.filter(|id| ids.contains(id.as_str()))
        .cloned()
        .collect()
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
        detail,
        dragged,
        met,
    } = props;
    let class = classes!(
        "card",
        face.opaque.then_some("is-opaque"),
        lit.contains(&face.id).then_some("is-lit"),
        dim.then_some("is-dim"),
        dragged.then_some("is-dragged"),
        met.then_some("is-met"),
    );
    let whole = *detail == Detail::Whole;
    // What is far is drawn where it is and not moved there: hundreds of groups
    // that each have a place of their own make moving the view slow.
    let (left, top) = if whole { (0, 0) } else { (*x, *y) };
    let (at_x, at_y) = (
        (!whole).then(|| x.to_string()),
        (!whole).then(|| y.to_string()),
    );
    let (width, height) = (CARD_WIDTH.to_string(), face.height.to_string());
    let head_height = if whole { HEADER_HEIGHT } else { face.height };
    html! {
        <g {class} transform={whole.then(|| format!("translate({x} {y})"))} data-card={face.id.clone()}>
            if whole {
                <rect class="card-ground" width={width.clone()} height={height.clone()} rx="8" />
            }
            <g class="card-head" role="button" tabindex="0" data-id={face.id.clone()} data-head="" aria-pressed={(*selected && lit.contains(&face.id)).to_string()}>
                <title>{ &face.label }</title>
                <rect class={if whole { "focus-ring" } else { "focus-ring far-card" }}
                    x={at_x} y={at_y} width={width.clone()} height={head_height.to_string()} rx="8" />
                if whole {
                    <text class="card-name" x={CARD_PADDING.to_string()} y={Face::NAME_Y.to_string()}>{ &face.name }</text>
                    <text class="card-meta" x={CARD_PADDING.to_string()} y={Face::META_Y.to_string()}>{ &face.meta }</text>
                    if face.transit {
                        <g class="badge" transform={format!("translate({} {})", Face::BADGE.x, Face::BADGE.y)}>
                            <rect width={Face::BADGE.width.to_string()} height={Face::BADGE.height.to_string()} rx="9" />
                            <text x={(Face::BADGE.width / 2).to_string()} y="13">{ "transit" }</text>
                        </g>
                    }
                } else if *detail == Detail::Name {
                    <text class="card-name is-far" x={(left + CARD_WIDTH / 2).to_string()}
                        y={(top + face.height / 2 + 12).to_string()}>{ &face.far_name }</text>
                }
            </g>
            if whole {
                <path class="card-rule" d={format!("M0 {HEADER_HEIGHT}H{CARD_WIDTH}")} />
                { for face.rows.iter().map(|row| row_view(row, lit, *selected)) }
                { for face.foot.as_ref().map(|(y, text)| html! {
                    <text class="card-foot" x={CARD_PADDING.to_string()} y={y.to_string()}>{ text }</text>
                }) }
                <rect class="card-edge" {width} {height} rx="8" />
                // Only its owner can make a connector of it.
                if !face.opaque {
                    { plug(&face.id) }
                }
            }
        </g>
    }
}

/// Draws the port out of which connectors are pulled. It has no focus: who has
/// no pointer chooses the target from a list.
fn plug(id: &str) -> Html {
    html! {
        <g class="plug" data-plug={id.to_owned()} aria-hidden="true"
            transform={format!("translate({CARD_WIDTH} {})", HEADER_HEIGHT / 2)}>
            <title>{ "Drag or click, then click another VPC: makes a connector. Shift makes both." }</title>
            <circle class="plug-reach" r="18" />
            <circle class="plug-ground" r="9" />
            <path class="plug-mark" d="M-4 0H4M1-3 4 0 1 3" />
        </g>
    }
}

fn row_view(face: &RowFace, lit: &[String], selected: bool) -> Html {
    let is_lit = lit.contains(&face.id);
    let class = classes!(
        "row",
        is_lit.then_some("is-lit"),
        face.clashes.then_some("is-clash"),
    );
    let end = (CARD_WIDTH - CARD_PADDING).to_string();
    let first = RowFace::FIRST_Y.to_string();
    let subnets = face.lines().map(|(y, subnet)| {
        html! {
            <text class="row-cidr" x={end.clone()} y={y.to_string()}>{ subnet }</text>
        }
    });
    html! {
        <g {class} role="button" tabindex="0" data-id={face.id.clone()}
            transform={format!("translate(0 {})", face.row.y)} aria-pressed={(selected && is_lit).to_string()}>
            <title>{ &face.label }</title>
            <rect class="row-ground" x="4" y="1" width={(CARD_WIDTH - 8).to_string()}
                height={(face.row.height - 2).to_string()} rx="4" />
            if face.clashes {
                <path class="row-clash" d={RowFace::CLASH} />
            }
            <text class="row-name" x={face.name_x().to_string()}
                y={first.clone()}>{ &face.name }</text>
            { for subnets }
            if face.subnets.is_empty() {
                <text class="row-cidr is-none" x={end.clone()} y={first}>{ "no subnet" }</text>
            }
        </g>
    }
}

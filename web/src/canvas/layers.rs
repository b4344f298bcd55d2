//! The layers of the picture: bands, connectors, cards, joints.
//!
//! Each is drawn anew only when something on it is another, and only what may be
//! seen is drawn: moving the view leaves all but what comes into it as it is.

use std::rc::Rc;

use peerlab_core::drawing::{self, Band, Connector, Face, Spot, Wiring, bands, connectors};
use peerlab_core::layout::Rect;
use peerlab_core::report::Report;
use yew::virtual_dom::Key;
use yew::{AttrValue, Html, Properties, component, html};

use super::band::band;
use super::card::{CardView, Detail, lit};
use super::connector::{JointView, MOST_JOINT, WireView};
use super::pace::Drawn;
use crate::editor::{Document, Drag, Editor, Hand, Ids, Selection, whole, words};

/// Above so many pairs of a connector and a card only the connectors of dragged
/// cards are drawn anew while they are dragged.
const MOST_DRAWN_ANEW: usize = 8_000;

/// Something large that is the same only if it is the very same.
#[derive(Debug)]
pub(super) struct Shared<T>(pub Rc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What a connector is known by.
#[derive(Debug)]
struct Name {
    id: AttrValue,
    /// What it is known by among all that are drawn, wherever it stands: one that
    /// goes leaves the others as they are.
    key: Key,
    /// What it is called by those who do not see it.
    title: AttrValue,
}

fn names(document: &Document, connectors: &[Connector]) -> Vec<Name> {
    let written = document.scenario().vpc_connectors.iter().enumerate();
    written
        .zip(connectors)
        .map(|((place, written), connector)| Name {
            id: written.id.clone().into(),
            key: key(document, &written.id, place),
            title: format!(
                "Connector {}, {}",
                words::ends(document, place),
                words::state(connector.status)
            )
            .into(),
        })
        .collect()
}

/// Returns what the entity at a place among its kind is known by.
fn key(document: &Document, id: &str, place: usize) -> Key {
    let entity = document.entity(id);
    if entity.is_some_and(|entity| entity.index == place) {
        format!(" {id}").into()
    } else {
        // Of several with one id only the first is known by it.
        place.to_string().into()
    }
}

/// Where everything is drawn.
#[derive(Debug)]
pub(super) struct Picture {
    document: Rc<Document>,
    connectors: Rc<Vec<Connector>>,
    names: Rc<Vec<Name>>,
    rects: Vec<Rect>,
    wiring: Wiring,
    bands: Rc<Vec<Band>>,
}

impl Picture {
    /// Draws the document as it stands.
    pub(super) fn of(document: &Rc<Document>) -> Self {
        let cards = document.layout.cards.iter();
        let rects: Vec<Rect> = cards.map(|card| card.rect).collect();
        let scenario = document.scenario();
        let connectors = connectors(scenario, &document.report.connectors);
        Self {
            document: Rc::clone(document),
            wiring: Wiring::of(&connectors, &rects),
            names: Rc::new(names(document, &connectors)),
            connectors: Rc::new(connectors),
            bands: Rc::new(bands(&scenario.vpcs, &rects)),
            rects,
        }
    }

    /// Draws it with what is being dragged, from how it stands.
    pub(super) fn dragged(&self, editor: &Editor, drag: &Drag) -> Self {
        let cards = 0..self.rects.len();
        let rects: Vec<Rect> = cards
            .map(|vpc| editor.rect(vpc).unwrap_or_default())
            .collect();
        let pairs = self.wiring.wires.len().saturating_mul(rects.len());
        let (wiring, bands) = if pairs > MOST_DRAWN_ANEW {
            let wiring = self.wiring.moved(&self.connectors, &rects, &drag.vpcs);
            (wiring, Rc::clone(&self.bands))
        } else {
            let bands = bands(&self.document.scenario().vpcs, &rects);
            (Wiring::of(&self.connectors, &rects), Rc::new(bands))
        };
        Self {
            document: Rc::clone(&self.document),
            connectors: Rc::clone(&self.connectors),
            names: Rc::clone(&self.names),
            rects,
            wiring,
            bands,
        }
    }

    /// Returns what of it is in a part of the plane; nothing where that is not
    /// known yet.
    pub(super) fn seen(&self, part: Option<Rect>) -> Seen {
        let Some(part) = part else {
            return Seen::default();
        };
        let cards = self.rects.iter().enumerate();
        let wires = self.wiring.wires.iter().enumerate();
        let joints = self.wiring.joints.iter().enumerate();
        Seen {
            cards: places(cards.map(|(place, rect)| (place, rect.overlaps(part)))),
            wires: places(wires.map(|(place, wire)| (place, wire.rect.overlaps(part)))),
            joints: places(joints.map(|(place, joint)| (place, around(joint.at).overlaps(part)))),
        }
    }
}

/// What of a picture may be seen, by its places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The cards.
    pub(super) cards: Vec<usize>,
    /// The connectors.
    pub(super) wires: Vec<usize>,
    /// The joints.
    pub(super) joints: Vec<usize>,
}

/// Returns the rectangle in which a joint may be drawn.
fn around(at: Spot) -> Rect {
    Rect::new(whole(at.x), whole(at.y), 1, 1).grown(MOST_JOINT, MOST_JOINT)
}

fn places(all: impl Iterator<Item = (usize, bool)>) -> Vec<usize> {
    all.filter_map(|(place, is_seen)| is_seen.then_some(place))
        .collect()
}

/// What the layers are drawn of.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct LayerProps {
    /// Where everything is.
    pub picture: Shared<Picture>,
    /// What is selected.
    pub selection: Selection,
    /// What is shown as selected.
    pub ids: Rc<Ids>,
    /// Whether a packet is followed.
    pub follows: bool,
}

impl LayerProps {
    /// Tells whether something steps back while a problem or the way of a packet
    /// is shown.
    fn dims(&self, lit: bool) -> bool {
        let steps_back = self.follows || matches!(self.selection, Selection::Problem(_));
        !lit && steps_back && !self.ids.is_empty()
    }
}

/// What the connectors are drawn of.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct WiresProps {
    /// What every layer is drawn of.
    pub layer: LayerProps,
    /// Which are drawn, and whether with their ports: from afar these are too
    /// small.
    pub drawn: Shared<Vec<Drawn<bool>>>,
}

/// Draws the connectors, and behind them the bands of the regions.
#[component]
pub(super) fn Wires(props: &WiresProps) -> Html {
    let WiresProps { layer, drawn } = props;
    let picture = &layer.picture.0;
    let wires = drawn.0.iter().filter_map(|&(place, port)| {
        let wire = picture.wiring.wires.get(place)?;
        let Name { id, key, title } = picture.names.get(wire.connector)?;
        let lit = layer.ids.contains(id);
        Some(html! {
            <WireView key={key.clone()} wire={Rc::clone(wire)} {id} {title}
                selected={layer.selection.is(id)} {lit} dim={layer.dims(lit)} {port} />
        })
    });
    html! {
        <>
            <g aria-hidden="true">{ for picture.bands.iter().map(band) }</g>
            <g>{ for wires }</g>
        </>
    }
}

/// What the joints are drawn of.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct JointsProps {
    /// What every layer is drawn of.
    pub layer: LayerProps,
    /// Which are drawn, and how large.
    pub drawn: Shared<Vec<Drawn<f64>>>,
}

/// Draws the joints.
#[component]
pub(super) fn Joints(props: &JointsProps) -> Html {
    let JointsProps { layer, drawn } = props;
    let picture = &layer.picture.0;
    let joints = drawn.0.iter().filter_map(|&(place, scale)| {
        let joint = *picture.wiring.joints.get(place)?;
        let Name { id, key, .. } = picture.names.get(joint.connector)?;
        let answer = picture.document.verdict(joint.connector);
        let answer = answer.and_then(|verdict| verdict.answered_by.as_ref());
        let ids = &layer.ids;
        let lit = ids.contains(id) || answer.is_some_and(|answer| ids.contains(answer));
        Some(html! {
            <JointView key={key.clone()} {joint} {id} {scale} {lit}
                dim={layer.dims(lit)} />
        })
    });
    html! { <g>{ for joints }</g> }
}

/// What the cards are known by, and what stands on them.
pub(super) type Faces = Vec<(Key, Rc<Face>)>;

/// Makes what stands on the cards.
pub(super) fn faces(document: &Document) -> Faces {
    let faces = drawing::faces(
        document.scenario(),
        &document.layout,
        &document.report.connectors,
    );
    let keyed = faces.into_iter().enumerate().map(|(place, face)| {
        let key = key(document, &face.id, place);
        (key, Rc::new(face))
    });
    keyed.collect()
}

/// What the faces are made anew for: the judgement, and how many cards there
/// are. A name has no part in what the judgement says, so it must be another one
/// and not only a different one.
pub(super) fn faces_of(document: &Document) -> (Shared<Report>, usize) {
    let report = Shared(Rc::clone(&document.report));
    (report, document.layout.cards.len())
}

/// What the cards are drawn of.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CardsProps {
    /// What every layer is drawn of.
    pub layer: LayerProps,
    /// Which are drawn, and how much of each.
    pub drawn: Shared<Vec<Drawn<Detail>>>,
    /// What stands on them.
    pub faces: Shared<Faces>,
    /// Those that are dragged, by their places in order.
    pub dragged: Vec<usize>,
    /// The one that a connector which is being pulled would lead to.
    pub met: Option<usize>,
}

/// Draws the cards.
#[component]
pub(super) fn Cards(props: &CardsProps) -> Html {
    let layer = &props.layer;
    let selected = !matches!(layer.selection, Selection::Problem(_));
    let cards = props.drawn.0.iter().filter_map(|&(vpc, detail)| {
        let (key, face) = props.faces.0.get(vpc)?;
        let rect = layer.picture.0.rects.get(vpc)?;
        let lit = lit(face, &layer.ids);
        let dim = layer.dims(!lit.is_empty());
        let dragged = props.dragged.binary_search(&vpc).is_ok();
        Some(html! {
            <CardView key={key.clone()} {face} x={rect.x} y={rect.y} {lit} {selected} {dim}
                {detail} {dragged} met={props.met == Some(vpc)} />
        })
    });
    html! { <g>{ for cards }</g> }
}

/// Returns the cards that a hand drags, and the one that it has pulled a
/// connector to.
pub(super) fn held(hand: &Hand) -> (Vec<usize>, Option<usize>) {
    match hand {
        Hand::Drag(drag) => (drag.vpcs.clone(), None),
        Hand::Pull(pull) => (Vec::new(), pull.over),
        Hand::Free | Hand::Frame(_) => (Vec::new(), None),
    }
}

//! The layers of the picture: bands, connectors, cards, joints.
//!
//! Each is drawn anew only when something on it is another: moving the view
//! leaves all but the cards that come into it as they are.

use std::rc::Rc;

use peerlab_core::drawing::{self, Band, Connector, Face, Wire, Wiring, bands, connectors};
use peerlab_core::layout::Rect;
use peerlab_core::report::Report;
use yew::{AttrValue, Html, Properties, component, html};

use super::band::band;
use super::card::{CardView, lit};
use super::connector::{WireView, joint};
use crate::editor::{Document, Drag, Editor, Hand, Ids, Selection, Size, words};

/// Above so many pairs of a connector and a card only the connectors of dragged
/// cards are drawn anew while they are dragged.
const MOST_DRAWN_ANEW: usize = 8_000;

/// What is drawn before the canvas is measured.
const UNKNOWN_SIZE: Size = Size {
    width: 1_920.0,
    height: 1_080.0,
};

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

/// Where everything is drawn.
#[derive(Debug)]
pub(super) struct Picture {
    document: Rc<Document>,
    connectors: Rc<Vec<Connector>>,
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
        let connectors = connectors(scenario, &document.report);
        Self {
            document: Rc::clone(document),
            wiring: Wiring::of(&connectors, &rects),
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
            rects,
            wiring,
            bands,
        }
    }
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

/// Draws the connectors, and behind them the bands of the regions.
#[component]
pub(super) fn Wires(props: &LayerProps) -> Html {
    let picture = &props.picture.0;
    let document = &picture.document;
    let wires = picture.wiring.wires.iter().filter_map(|wire| {
        let id = &document.scenario().vpc_connectors.get(wire.connector)?.id;
        let lit = props.ids.contains(id);
        Some(html! {
            <WireView key={wire.connector} wire={Rc::clone(wire)} id={id.clone()}
                label={label(document, wire)} selected={props.selection.is(id)}
                {lit} dim={props.dims(lit)} />
        })
    });
    html! {
        <>
            <g aria-hidden="true">{ for picture.bands.iter().map(band) }</g>
            <g>{ for wires }</g>
        </>
    }
}

fn label(document: &Document, wire: &Wire) -> AttrValue {
    format!(
        "Connector {}, {}",
        words::ends(document, wire.connector),
        words::state(wire.status)
    )
    .into()
}

/// What the joints are drawn of.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct JointProps {
    /// What every layer is drawn of.
    pub layer: LayerProps,
    /// How large things are.
    pub zoom: f64,
}

/// Draws the joints.
#[component]
pub(super) fn Joints(props: &JointProps) -> Html {
    let JointProps { layer, zoom } = props;
    let picture = &layer.picture.0;
    let document = &picture.document;
    let joints = picture.wiring.joints.iter().filter_map(|place| {
        let id = &document.scenario().vpc_connectors.get(place.connector)?.id;
        let answer = document.verdict(place.connector)?.answered_by.as_ref();
        let lit = layer.ids.contains(id) || answer.is_some_and(|answer| layer.ids.contains(answer));
        Some(joint(*place, *zoom, id, lit, layer.dims(lit)))
    });
    html! { <g>{ for joints }</g> }
}

/// What stands on the cards.
pub(super) type Faces = Vec<Rc<Face>>;

/// Makes what stands on the cards.
pub(super) fn faces(document: &Document) -> Faces {
    let faces = drawing::faces(document.scenario(), &document.layout, &document.report);
    faces.into_iter().map(Rc::new).collect()
}

/// What the faces are made anew for: the judgement, and how many cards there
/// are. A name has no part in what the judgement says, so it must be another one
/// and not only a different one.
pub(super) fn faces_of(document: &Document) -> (Shared<Report>, usize) {
    let report = Shared(Rc::clone(&document.report));
    (report, document.layout.cards.len())
}

/// Draws the cards that may be seen.
pub(super) fn cards<'a>(
    editor: &'a Editor,
    layer: &'a LayerProps,
    faces: &'a Faces,
    far: bool,
) -> impl Iterator<Item = Html> + 'a {
    let size = editor.size.unwrap_or(UNKNOWN_SIZE);
    let cards = layer.picture.0.rects.iter().zip(faces).enumerate();
    cards.filter_map(move |(vpc, (&rect, face))| {
        let face = Rc::clone(face);
        if !editor.view.touches(rect.grown(100, 100), size) {
            return None;
        }
        let lit = lit(&face, &layer.ids);
        let dim = layer.dims(!lit.is_empty());
        let selected = !matches!(editor.selection, Selection::Problem(_));
        let (dragged, met) = match &editor.hand {
            Hand::Drag(drag) => (drag.vpcs.binary_search(&vpc).is_ok(), false),
            Hand::Pull(pull) => (false, pull.over == Some(vpc)),
            _ => (false, false),
        };
        Some(html! {
            <CardView key={vpc} {face} x={rect.x} y={rect.y} {lit} {selected} {dim} {far}
                {dragged} {met} />
        })
    })
}

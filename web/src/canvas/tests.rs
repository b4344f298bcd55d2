use std::rc::Rc;

use peerlab_core::drawing::{Joint, Spot, Wiring, connectors, faces};
use peerlab_core::layout::{Layout, Rect};
use peerlab_core::report::ConnectorStatus;
use peerlab_core::scenario::Scenario;

use super::card::{CardProps, CardView, Detail, lit};
use super::connector::{JointProps, JointView, WireProps, WireView};
use super::*;
use crate::editor::{Document, example};
use crate::rendering::{rendered, rendered_html};

fn card(document: &Document, vpc: usize) -> String {
    card_with(document, vpc, Detail::Whole)
}

fn card_with(document: &Document, vpc: usize, detail: Detail) -> String {
    let card = &document.layout.cards[vpc];
    let mut faces = faces(
        document.scenario(),
        &document.layout,
        &document.report.connectors,
    );
    let face = Rc::new(faces.remove(vpc));
    rendered::<CardView>(CardProps {
        lit: lit(&face, &crate::editor::Ids::of(vec!["pn-front".to_owned()])),
        face,
        x: card.rect.x,
        y: card.rect.y,
        selected: true,
        dim: false,
        detail,
        dragged: false,
        met: false,
    })
}

fn wiring(document: &Document) -> Wiring {
    let rects: Vec<Rect> = document.layout.cards.iter().map(|card| card.rect).collect();
    let connectors = connectors(document.scenario(), &document.report.connectors);
    Wiring::of(&connectors, &rects)
}

#[test]
fn a_card_shows_its_networks_and_which_of_them_clash() {
    insta::assert_snapshot!(card(&Document::new(example()), 0));
}

#[test]
fn a_card_cuts_what_does_not_fit_and_counts_what_has_no_room() {
    let long = "a-name-that-is-far-too-long-for-any-card-to-hold";
    let networks: Vec<String> = (0..60)
        .map(|n| {
            format!(
                r#"{{"id": "n{n}", "name": "{long}", "vpc_id": "v", "subnets": ["10.0.{n}.0/24"]}}"#
            )
        })
        .collect();
    let json = format!(
        r#"{{"vpcs": [{{"id": "v", "name": "{long}"}}, {{"id": "w"}}], "private_networks": [{}]}}"#,
        networks.join(",")
    );
    let document = Document::new(Scenario::read(&json).unwrap());
    let html = card(&document, 0);
    assert!(html.contains("and 20 more Private Networks"), "{html}");
    let texts = html.lines().filter(|line| line.starts_with("<text"));
    assert!(texts.clone().count() > 80);
    for text in texts {
        assert!(!text.contains(long), "{text}");
    }
    assert!(card(&document, 1).contains("No Private Network"));
}

#[test]
fn a_card_shows_as_much_as_can_be_made_out() {
    for (zoom, cards, detail) in [
        (1.0, 500, Detail::Whole),
        (0.5, 20, Detail::Whole),
        (0.5, 200, Detail::Name),
        (0.2, 20, Detail::Name),
        (0.2, 200, Detail::Shape),
        (0.1, 2, Detail::Shape),
    ] {
        assert_eq!(Detail::at(zoom, cards), detail, "{zoom}, {cards}");
    }
    let document = Document::new(example());
    let [whole, name, shape] =
        [Detail::Whole, Detail::Name, Detail::Shape].map(|detail| card_with(&document, 0, detail));
    let texts = |html: &str| html.matches("<text").count();
    assert!(texts(&whole) > 4 && whole.contains("translate("));
    // What is far is drawn where it is: groups of their own are slow to move.
    assert!(texts(&name) == 1 && texts(&shape) == 0);
    for far in [name, shape] {
        assert!(!far.contains("transform"), "{far}");
        // It is told and reached all the same.
        assert!(
            far.contains("VPC Shop") && far.contains("tabindex"),
            "{far}"
        );
    }
}

#[test]
fn halves_are_drawn_by_shape_in_every_state() {
    let document = Document::new(example());
    for wire in wiring(&document).wires {
        let id = &document.scenario().vpc_connectors[wire.connector].id;
        if id.starts_with("shop") {
            insta::assert_snapshot!(
                id.as_str(),
                rendered::<WireView>(WireProps {
                    id: id.clone().into(),
                    title: id.clone().into(),
                    wire,
                    selected: false,
                    lit: false,
                    dim: false,
                    port: true,
                })
            );
        }
    }
}

#[test]
fn no_two_states_share_a_shape() {
    let mut shapes: Vec<String> = ConnectorStatus::ALL
        .iter()
        .flat_map(|&status| [mark(Some(status)), sample(status)])
        .map(|html| {
            // Without the classes that give the colours.
            let html = rendered_html(html);
            ["is-peered", "is-conflict", "is-orphan"]
                .iter()
                .fold(html, |html, class| html.replace(class, ""))
        })
        .collect();
    let document = Document::new(example());
    for joint in wiring(&document).joints {
        let html = rendered::<JointView>(JointProps {
            joint: Joint {
                at: Spot::default(),
                ..joint
            },
            id: "".into(),
            scale: 1.0,
            lit: false,
            dim: false,
        });
        let mark = html.lines().find(|line| line.contains("joint-mark"));
        shapes.push(mark.unwrap().to_owned());
    }
    let count = shapes.len();
    shapes.sort();
    shapes.dedup();
    assert_eq!((shapes.len(), count), (8, 8));
}

#[test]
fn nothing_is_styled_by_an_attribute() {
    // The content security policy would drop it.
    let document = Document::new(example());
    let html: String = (0..4).map(|vpc| card(&document, vpc)).collect();
    assert!(!html.contains("style="), "{html}");
    assert_eq!(Layout::of(document.scenario()).cards.len(), 4);
}

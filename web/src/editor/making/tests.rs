use peerlab_core::scenario::Reading;

use super::super::{Action, Document, Selection, Size, example};
use super::*;

fn reading(json: &str) -> Reading {
    Scenario::read(json).unwrap()
}

fn open(reading: Reading) -> Editor {
    Editor::new(reading).apply(Action::Resize(Size {
        width: 900.0,
        height: 600.0,
    }))
}

fn select(ids: &[&str]) -> Action {
    Action::Select(Selection::of(
        ids.iter().map(|id| (*id).to_owned()).collect(),
    ))
}

fn connect(from: &str, to: &str, both: bool) -> Action {
    Action::Connect {
        from: from.to_owned(),
        to: to.to_owned(),
        both,
    }
}

fn connectors(editor: &Editor) -> Vec<&str> {
    let connectors = editor.document.scenario().vpc_connectors.iter();
    connectors.map(|connector| connector.id.as_str()).collect()
}

#[track_caller]
fn assert_apart(editor: &Editor) {
    let rects = editor.rects();
    for (place, rect) in rects.iter().enumerate() {
        for other in &rects[place + 1..] {
            assert!(!rect.overlaps(*other), "{rect:?} {other:?}");
        }
    }
}

#[test]
fn new_vpcs_stand_apart_and_nothing_else_moves() {
    let before = open(example());
    let mut editor = before.clone();
    for _ in 0..6 {
        editor = editor.apply(Action::AddVpc(None));
        assert_apart(&editor);
        assert!(editor.document.rects_of(&editor.selection).len() == 1);
    }
    assert_eq!(editor.rects()[..4], before.rects()[..4]);
    let names: Vec<&str> = editor.document.scenario().vpcs[4..]
        .iter()
        .map(|vpc| vpc.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["VPC 5", "VPC 6", "VPC 7", "VPC 8", "VPC 9", "VPC 10"]
    );
    assert_eq!(editor.history.undo_label(), Some("add VPC 10"));
    for _ in 0..6 {
        editor = editor.apply(Action::Undo);
    }
    assert_eq!(editor.document, before.document);
}

#[test]
fn a_vpc_is_added_where_it_was_asked_for_and_in_the_region_of_what_is_selected() {
    let json = r#"{"vpcs": [{"id": "vpc-2", "region": "nl-ams"}, {"id": "b", "name": "VPC 3"}]}"#;
    let before = open(reading(json)).apply(select(&["vpc-2"]));
    let spot = Spot::new(700.0, 500.0);
    let wanted = before.view.spot_at(spot);
    let editor = before.apply(Action::AddVpc(Some(spot)));
    let vpc = &editor.document.scenario().vpcs[2];
    assert_eq!(
        (vpc.name.as_str(), vpc.region.as_str()),
        ("VPC 4", "nl-ams")
    );
    let rect = editor.rects()[2];
    assert!((f64::from(rect.x + rect.width / 2) - wanted.x).abs() <= 2.0);
}

#[test]
fn a_private_network_gets_the_next_block_that_is_free() {
    let json = r#"{"vpcs": [{"id": "a"}, {"id": "b"}],
        "private_networks": [{"id": "pn-2", "vpc_id": "b", "subnets": ["172.16.0.0/22"]}]}"#;
    let before = open(reading(json));
    assert_eq!(
        before.clone().apply(Action::AddNetwork).document,
        before.document
    );
    let editor = before.apply(select(&["pn-2"])).apply(Action::AddNetwork);
    let network = &editor.document.scenario().private_networks[1];
    assert_eq!(
        (network.id.as_str(), network.vpc_id.as_str()),
        ("pn-3", "b")
    );
    assert_eq!(network.subnets, ["172.16.4.0/22"]);
    assert!(editor.selection.is("pn-3"));
    // What is selected now is of the same VPC: pressed again, there is one more.
    let editor = editor.apply(Action::AddNetwork);
    let network = &editor.document.scenario().private_networks[2];
    assert_eq!(
        (network.vpc_id.as_str(), &network.subnets[..]),
        ("b", &["172.16.8.0/22".to_owned()][..])
    );
}

#[test]
fn one_connector_is_one_owners_consent_and_both_are_made_on_request() {
    let json = r#"{"vpcs": [{"id": "a"}, {"id": "b"}], "private_networks": [{"id": "a-to-b", "vpc_id": "a"}]}"#;
    let before = open(reading(json));
    let one = before.clone().apply(connect("a", "b", false));
    assert_eq!(connectors(&one), ["a-to-b-2"]);
    assert_eq!(one.history.undo_label(), Some("connect a to b"));
    let both = before.clone().apply(connect("a", "b", true));
    assert_eq!(connectors(&both), ["a-to-b-2", "b-to-a"]);
    assert_eq!(both.history.undo_label(), Some("connect a and b"));
    assert_eq!(both.clone().apply(Action::Undo).document, before.document);
    // What is there already is not made again.
    let rest = one.clone().apply(connect("a", "b", true));
    assert_eq!(connectors(&rest), ["a-to-b-2", "b-to-a"]);
    let again = one.clone().apply(connect("a", "b", false));
    assert_eq!(again.document, one.document);
    assert!(again.selection.is("a-to-b-2"));
    assert_eq!(again.said.text, "a has a connector to b already.");
    for (from, to) in [("a", "a"), ("z", "a")] {
        let none = before.clone().apply(connect(from, to, false));
        assert_eq!(none.document, before.document);
    }
}

#[test]
fn a_vpc_is_made_beside_another_and_connected_both_ways_in_one_step() {
    let json = r#"{"vpcs": [{"id": "a", "region": "pl-waw", "project_id": "p"}]}"#;
    let before = open(reading(json)).apply(select(&["a"]));
    for (direction, x, y) in [
        (Direction::Right, 1, 0),
        (Direction::Left, -1, 0),
        (Direction::Up, 0, -1),
        (Direction::Down, 0, 1),
    ] {
        let made = before.clone().apply(Action::AddBeside(direction));
        let rects = made.rects();
        let way = |d: i32| d.signum();
        assert_eq!(
            (way(rects[1].x - rects[0].x), way(rects[1].y - rects[0].y)),
            (x, y)
        );
        assert_eq!(rects[0], before.rects()[0]);
        let vpc = &made.document.scenario().vpcs[1];
        assert_eq!(
            (vpc.region.as_str(), vpc.project_id.as_deref()),
            ("pl-waw", Some("p"))
        );
        assert_eq!(made.document.report.connections.len(), 1);
        assert!(
            made.selection.is("vpc-2"),
            "so that a chain is one key pressed often"
        );
        assert_eq!(made.apply(Action::Undo).document, before.document);
    }
    // Two on one side do not lie on one another.
    let right = Action::AddBeside(Direction::Right);
    let two = before
        .apply(right.clone())
        .apply(select(&["a"]))
        .apply(right);
    assert_apart(&two);
}

#[test]
fn what_is_deleted_takes_its_content_along_and_says_so() {
    let before = open(example()).apply(select(&["vpc-shop"]));
    let deleted = before.clone().apply(Action::Remove);
    assert_eq!(
        deleted.history.undo_label(),
        Some("delete Shop with 2 Private Networks, 5 connectors and 5 routes")
    );
    assert!(deleted.document.entity("vpc-shop").is_none());
    assert_eq!(connectors(&deleted), [""; 0]);
    assert!(
        deleted.said.text.starts_with("VPC Shop deleted."),
        "{}",
        deleted.said.text
    );
    assert_eq!(deleted.selection, Selection::Nothing);
    let rest: Vec<Rect> = deleted.rects();
    assert_eq!(rest, before.rects()[1..], "the others stay where they are");
    assert_eq!(deleted.apply(Action::Undo).document, before.document);

    let nothing = open(example()).apply(Action::Remove);
    assert_eq!(*nothing.document, Document::new(example()));
    let gone = open(example())
        .apply(select(&["gone"]))
        .apply(Action::Remove);
    assert_eq!(*gone.document, Document::new(example()));
}

#[test]
fn labels_of_deletions_count_what_goes_along() {
    let label = |ids: &[&str]| {
        let editor = open(example()).apply(select(ids));
        editor.removal_label(&editor.removal())
    };
    assert_eq!(
        label(&["shop-to-partner"]),
        "delete connector shop-to-partner"
    );
    assert!(label(&["vpc-partner"]).starts_with("delete Partner with "));
    assert!(label(&["vpc-partner", "vpc-data"]).starts_with("delete 2 VPCs with "));
    assert!(label(&["vpc-partner", "shop-to-data"]).starts_with("delete 2 things"));
}

#[test]
fn arranging_leaves_all_places_to_the_layout() {
    let before = open(reading(r#"{"vpcs": [{"id": "a"}, {"id": "b"}]}"#));
    let moved = before.clone().apply(select(&["a"])).apply(Action::Nudge {
        focused: None,
        by: Point { x: 400, y: 400 },
    });
    let arranged = moved.apply(Action::Arrange);
    assert_eq!(arranged.rects(), before.rects());
    assert_eq!(arranged.history.undo_label(), Some("arrange the cards"));
}

#[test]
fn a_connector_may_lead_to_a_vpc_that_is_not_here() {
    let editor = open(example()).apply(connect("vpc-shop", "vpc-elsewhere", false));
    assert_eq!(
        connectors(&editor).last(),
        Some(&"vpc-shop-to-vpc-elsewhere")
    );
    assert_eq!(
        editor.history.undo_label(),
        Some("connect Shop to vpc-elsewhere")
    );
    let again = editor
        .clone()
        .apply(connect("vpc-shop", "vpc-elsewhere", true));
    assert_eq!(again.document, editor.document);
    let nowhere = open(example()).apply(connect("vpc-shop", " ", false));
    assert_eq!(nowhere.document, open(example()).document);
}

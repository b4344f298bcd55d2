use roxmltree::{Document, Node};

use super::super::hostile;
use super::*;
use crate::report::judge_connectors;

fn drawn(scenario: &Scenario, theme: Theme) -> String {
    picture(scenario, &judge_connectors(scenario), theme)
}

fn example() -> Scenario {
    Scenario::from_json(include_str!(
        "../../../../static/examples/three-states.json"
    ))
    .unwrap()
}

/// Returns the texts of all elements of a kind.
fn texts(text: &str, kind: &str) -> Vec<String> {
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let elements = document
        .descendants()
        .filter(|node| node.has_tag_name(kind));
    elements
        .map(|node| node.text().unwrap_or_default().to_owned())
        .collect()
}

fn count(text: &str, is: impl Fn(&Node<'_, '_>) -> bool) -> usize {
    let document = Document::parse(text).unwrap();
    document.descendants().filter(|node| is(node)).count()
}

#[test]
fn everything_of_the_scenario_is_in_the_picture() {
    let scenario = example();
    let picture = drawn(&scenario, Theme::Auto);
    let words = texts(&picture, "text");
    for vpc in &scenario.vpcs {
        assert!(
            words.contains(&vpc.name),
            "{} is missing of {words:?}",
            vpc.name
        );
    }
    for network in &scenario.private_networks {
        assert!(words.contains(&network.name), "{words:?}");
        assert!(
            network.subnets.iter().all(|subnet| words.contains(subnet)),
            "{words:?}"
        );
    }
    let titles = texts(&picture, "title");
    assert_eq!(titles[0], scenario.name);
    assert!(
        titles.contains(&"Connector shop-to-partner, orphan".to_owned()),
        "{titles:?}"
    );
    assert!(texts(&picture, "desc")[0].contains("1 orphan"));
    let has = |class: &str| {
        count(&picture, |node| {
            let classes = node.attribute("class").unwrap_or_default();
            classes.split(' ').collect::<Vec<_>>() == class.split(' ').collect::<Vec<_>>()
        })
    };
    assert_eq!(has("mark peered") + has("mark conflict"), 2);
    assert_eq!((has("line peered"), has("line dashed orphan")), (2, 1));
    assert!(has("line conflict") >= 2);
    assert_eq!(has("open orphan"), 1);
}

#[test]
fn nothing_lies_outside_of_the_picture() {
    let scenario = Scenario::from_json(
        r#"{"vpcs": [{"id": "a"}, {"id": "between"}, {"id": "c", "region": "nl-ams"}],
            "vpc_connectors": [{"id": "ac", "vpc_id": "a", "target_vpc_id": "c"},
                {"id": "aa", "vpc_id": "a", "target_vpc_id": "a"},
                {"id": "ax", "vpc_id": "a", "target_vpc_id": "elsewhere"}],
            "layout": {"a": {"x": -900000, "y": 0}, "between": {"x": -899600, "y": 0},
                "c": {"x": -899200, "y": 0}}}"#,
    )
    .unwrap();
    let picture = drawn(&scenario, Theme::Light);
    let document = Document::parse(&picture).unwrap();
    let view = document.root_element().attribute("viewBox").unwrap();
    let view: Vec<f64> = view
        .split(' ')
        .map(|number| number.parse().unwrap())
        .collect();
    let inside = |x: f64, y: f64| {
        x >= view[0] && y >= view[1] && x <= view[0] + view[2] && y <= view[1] + view[3]
    };
    let mut spots = 0;
    for node in document
        .descendants()
        .filter(|node| node.has_tag_name("path"))
    {
        // What is within a card is drawn from its corner.
        if node.ancestors().any(|node| node.has_attribute("transform")) {
            continue;
        }
        let path = node.attribute("d").unwrap();
        for pair in path.split(['M', 'L', 'C']).filter(|pair| !pair.is_empty()) {
            let numbers: Vec<f64> = pair
                .split_whitespace()
                .map(|n| n.parse().unwrap())
                .collect();
            for pair in numbers.chunks(2) {
                assert!(inside(pair[0], pair[1]), "{path} leaves {view:?}");
                spots += 1;
            }
        }
    }
    assert!(spots > 8, "the way around the card between is long");
}

#[test]
fn it_is_one_file_without_a_script() {
    for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
        let picture = drawn(&example(), theme);
        assert_eq!(texts(&picture, "style").len(), 1);
        assert_eq!(
            picture.contains("prefers-color-scheme"),
            theme == Theme::Auto
        );
        assert_eq!(picture.contains("#16151a"), theme != Theme::Light);
        assert_eq!(picture.matches("http").count(), 1, "the namespace alone");
        assert!(!picture.contains("url(") && !picture.contains("@import"));
    }
}

#[test]
fn hostile_texts_stay_text() {
    let picture = drawn(&hostile::scenario(), Theme::Auto);
    let known = [
        "svg", "title", "desc", "style", "g", "rect", "circle", "path", "text",
    ];
    let strange = count(&picture, |node| {
        node.is_element() && !known.contains(&node.tag_name().name())
    });
    assert_eq!(strange, 0, "{picture}");
    let acting = count(&picture, |node| {
        node.attributes().any(|attribute| {
            attribute.name().starts_with("on") || attribute.name().contains("href")
        })
    });
    assert_eq!(acting, 0);
    assert_eq!(count(&picture, |node| node.is_comment() || node.is_pi()), 0);
    let title = &texts(&picture, "title")[0];
    assert!(
        title.contains("<script>alert(1)</script>") && title.contains("]]><![CDATA["),
        "{title}"
    );
    assert!(!picture.contains(['\u{202e}', '\u{2066}', '\u{0}', '\u{1b}', '\n']));
}

#[test]
fn an_empty_scenario_says_so() {
    let picture = drawn(&Scenario::default(), Theme::Auto);
    assert_eq!(texts(&picture, "text"), ["This scenario has no VPC."]);
    assert_eq!(texts(&picture, "title"), ["Untitled scenario"]);
}

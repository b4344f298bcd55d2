use super::*;
use crate::scenario::record::Record as _;
use crate::scenario::{Expectation, Point, PrivateNetwork, Vpc, VpcConnector};
use proptest::collection::vec;
use proptest::prelude::*;

fn any_scenario() -> impl Strategy<Value = Scenario> {
    let vpc = (".{1,20}", ".{0,20}", any::<bool>()).prop_map(|(id, name, routing)| Vpc {
        id: format!("v{id}"),
        name,
        region: "nl-ams".to_owned(),
        project_id: None,
        organization_id: None,
        tags: vec!["t".to_owned()],
        routing_enabled: routing,
        custom_routes_propagation_enabled: true,
        transitivity_enabled: !routing,
    });
    let network = (".{0,20}", vec(".{0,20}", 0..3)).prop_map(|(id, subnets)| PrivateNetwork {
        id: format!("p{id}"),
        name: String::new(),
        vpc_id: id,
        subnets,
        default_route_propagation_enabled: false,
    });
    let point = (-1_000_000..=1_000_000, -1_000_000..=1_000_000).prop_map(|(x, y)| Point { x, y });
    (
        ".{0,40}",
        vec(vpc, 0..6),
        vec(network, 0..6),
        proptest::collection::btree_map(".{0,9}", point, 0..4),
    )
        .prop_map(|(name, vpcs, private_networks, layout)| Scenario {
            name,
            vpcs,
            private_networks,
            layout: layout.into_iter().collect(),
            ..Scenario::default()
        })
}

/// The link of a scenario in version 1.
fn first_version(scenario: &Scenario) -> String {
    fragment::write(KEY, 1, &deflated::write(&scenario.to_json()))
}

fn link_of(scenario: &Scenario) -> String {
    encode(scenario).expect("it is small and sound")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_encoded_is_decoded(scenario in any_scenario()) {
        for link in [link_of(&scenario), first_version(&scenario)] {
            let opened = decode(&link);
            prop_assert_eq!(opened.map(|reading| reading.scenario), Ok(scenario.clone()));
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,60}", payload in "[-_A-Za-z0-9=]{0,60}") {
        let _ = decode(&text);
        for version in 1..=NEWEST {
            let _ = decode(&format!("#s={version}.{payload}"));
        }
    }

    /// Here the check is right, so that what is behind it is met.
    #[test]
    fn no_bytes_panic(bytes in vec(any::<u8>(), 0..200)) {
        let link = fragment::write(KEY, 2, &packed::framed(&bytes));
        if let Ok(reading) = decode(&link) {
            let again = decode(&link_of(&reading.scenario));
            prop_assert_eq!(again, Ok(reading));
        }
    }

    #[test]
    fn a_cut_link_never_opens(scenario in any_scenario(), keep in 0.0f64..1.0) {
        for link in [link_of(&scenario), first_version(&scenario)] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of a short length")]
            let end = (link.len() as f64 * keep) as usize;
            prop_assert!(decode(&link[..end]).is_err());
        }
    }
}

#[track_caller]
fn refused(text: &str, error: &LinkError) {
    assert_eq!(decode(text).as_ref(), Err(error), "for {text}");
}

fn small() -> Scenario {
    let text = r#"{"name": "Büro", "vpcs": [{"id": "a"}, {"id": "b", "tags": ["x"]}]}"#;
    Scenario::from_json(text).expect("readable")
}

#[test]
fn a_link_opens_in_whatever_form_it_was_copied() {
    let scenario = small();
    for link in [link_of(&scenario), first_version(&scenario)] {
        let bare = link.trim_start_matches('#');
        let (head, tail) = link.split_at(12);
        for form in [
            format!("  https://example.org/peerlab/?x=1{link}\n"),
            bare.to_owned(),
            format!("{link}&view=owner"),
            format!("#embed&{bare}"),
            format!("{head}\n {tail}"),
            format!("{link}=="),
            format!("({link})."),
            format!("Look at #3: https://example.org/{link}"),
        ] {
            let opened = decode(&form).map(|reading| reading.scenario);
            assert_eq!(opened.as_ref(), Ok(&scenario), "for {form}");
        }
    }
}

#[test]
fn what_is_no_link_says_why() {
    refused("", &LinkError::NotALink);
    refused("https://example.org/", &LinkError::NotALink);
    refused("#s=", &LinkError::NotALink);
    refused("#s=0.abc", &LinkError::NotALink);
    refused("#s=one.abc", &LinkError::NotALink);
    refused("#s=7.abc", &LinkError::NewerVersion { version: 7 });
    for version in 1..=NEWEST {
        refused(&format!("#s={version}."), &LinkError::CutOff);
        refused(
            &format!("#s={version}.ab+c"),
            &LinkError::BadCharacter {
                character: '+',
                position: 3,
            },
        );
    }
    let not_a_scenario = fragment::write(KEY, 1, &deflated::write("[]"));
    assert!(
        matches!(decode(&not_a_scenario), Err(LinkError::Scenario(_))),
        "{not_a_scenario}"
    );
}

#[test]
fn wherever_a_link_is_cut_off_it_says_so() {
    let link = link_of(&small());
    for end in "#s=2.".len()..link.len() {
        refused(&link[..end], &LinkError::CutOff);
    }
}

#[test]
fn whatever_bit_of_a_link_is_changed_it_says_so() {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let link = link_of(&small());
    let start = "#s=2.".len();
    for (place, character) in link.bytes().enumerate().skip(start) {
        let value = ALPHABET.iter().position(|&known| known == character);
        for bit in 0..6 {
            let mut bytes = link.clone().into_bytes();
            bytes[place] = ALPHABET[value.expect("a character of the alphabet") ^ 1 << bit];
            let damaged = String::from_utf8(bytes).expect("ASCII");
            refused(&damaged, &LinkError::Damaged);
        }
    }
}

#[test]
fn what_a_newer_version_says_is_not_passed_over() {
    let newer = packed::newer(&small());
    refused(
        &fragment::write(KEY, 2, &packed::framed(&newer)),
        &LinkError::NewerContent,
    );
}

/// A text of one record so often that reading it would take too much, but for
/// the limit of an inflated text.
fn crowd(start: &str, record: &str, end: &str) -> String {
    let count = (MOST_INFLATED - start.len() - end.len()) / (record.len() + 1);
    format!("{start}{}{end}", vec![record; count].join(","))
}

#[test]
fn a_bomb_of_version_1_is_refused_in_little_memory() {
    for json in [
        " ".repeat(64 * MOST_INFLATED),
        " ".repeat(MOST_INFLATED),
        "[".repeat(MOST_INFLATED),
        crowd(r#"{"vpcs":["#, r#"{"id":"a"}"#, "]}"),
        crowd(r#"{"projects":["#, r#"{"id":"a"}"#, "]}"),
        crowd(r#"{"expectations":["#, r#"{"expect":""}"#, "]}"),
        crowd(r#"{"vpcs":[{"id":"a","tags":["#, r#""""#, "]}]}"),
        crowd(
            r#"{"expectations":[{"expect":"","are":["#,
            r#"["",""]"#,
            "]}]}",
        ),
    ] {
        let link = fragment::write(KEY, 1, &deflated::write(&json));
        refused_in_little_memory(&link, &json[..20]);
    }
}

/// Nobody who opens a link may be harmed by it, however it was made.
#[track_caller]
fn refused_in_little_memory(link: &str, what: &str) {
    let mut opened = None;
    let taken = allocation_counter::measure(|| opened = Some(decode(link).is_ok()));
    assert_eq!(opened, Some(false), "{what}");
    assert!(taken.bytes_max <= 8 << 20, "{what}: {}", taken.bytes_max);
}

/// Scenarios that would take a reader the longest, or most memory, for each
/// character of their links.
fn bombs() -> Vec<(&'static str, Scenario)> {
    let ids = |count: usize| (0..count).map(|number| format!("v{number}"));
    let vpc = |id: String, name: &str| Vpc {
        id,
        name: name.to_owned(),
        ..Vpc::blank()
    };
    let network = |subnets: Vec<String>| PrivateNetwork {
        id: "p".to_owned(),
        subnets,
        ..PrivateNetwork::blank()
    };
    let subnets = (0..30_000).map(|number| format!("10.{}.{}.0/24", number / 256, number % 256));
    let expectation = |are: Option<Vec<(String, String)>>| Expectation {
        expect: "reach".to_owned(),
        are,
        ..Expectation::blank()
    };
    let connector = |number: usize| VpcConnector {
        id: format!("c{number}"),
        vpc_id: format!("v{}", number / 110),
        target_vpc_id: format!("v{}", number % 110),
        ..VpcConnector::blank()
    };
    let with_vpcs = |vpcs: Vec<Vpc>| Scenario {
        vpcs,
        ..Scenario::default()
    };
    let with_network = |subnets| Scenario {
        private_networks: vec![network(subnets)],
        ..Scenario::default()
    };
    let with_expectations = |expectations| Scenario {
        expectations,
        ..Scenario::default()
    };
    vec![
        (
            "VPCs",
            with_vpcs(ids(16_000).map(|id| vpc(id, "")).collect()),
        ),
        (
            "names",
            with_vpcs(ids(300).map(|id| vpc(id, &"ab ".repeat(3_000))).collect()),
        ),
        (
            "names that grow",
            with_vpcs(
                (0..10)
                    .map(|number| {
                        vpc(
                            if number == 0 {
                                "a".to_owned()
                            } else {
                                format!("{number}{}", "x".repeat(3_000))
                            },
                            &"a ".repeat(1_000),
                        )
                    })
                    .collect(),
            ),
        ),
        (
            "tags",
            with_vpcs(vec![Vpc {
                tags: vec![String::new(); 131_000],
                ..vpc("a".to_owned(), "")
            }]),
        ),
        (
            "one subnet",
            with_network(vec!["10.0.0.0/22".to_owned(); 90_000]),
        ),
        ("subnets", with_network(subnets.collect())),
        (
            "connectors",
            Scenario {
                vpc_connectors: (0..12_000).map(connector).collect(),
                ..with_vpcs(ids(110).map(|id| vpc(id, "")).collect())
            },
        ),
        (
            "expectations",
            with_expectations(vec![expectation(None); 16_000]),
        ),
        (
            "pairs",
            with_expectations(vec![expectation(Some(vec![Default::default(); 130_000]))]),
        ),
    ]
}

#[test]
fn a_bomb_of_version_2_is_refused_in_little_memory() {
    for (what, scenario) in bombs() {
        let bomb = packed::bomb(&scenario);
        assert!(bomb.len() < 500, "{what}: {} bytes", bomb.len());
        refused_in_little_memory(&fragment::write(KEY, 2, &packed::framed(&bomb)), what);
    }
}

/// A list that has no room is refused before anything of it is read, a text where
/// the work ends that a link may take.
#[test]
fn a_bomb_of_version_2_is_refused_by_what_it_would_cost() {
    let mut many = small();
    let vpc = many.vpcs[0].clone();
    many.vpcs = vec![vpc; coder::MOST_ROOM / coder::RECORD + 1];
    let bomb = packed::bomb(&many);
    assert!(bomb.len() < 100, "{} bytes", bomb.len());
    assert_eq!(packed::refusal(&bomb), (Some(coder::Stop::TooLarge), 0));
    refused(
        &fragment::write(KEY, 2, &packed::framed(&bomb)),
        &LinkError::TooLarge,
    );

    let mut long = small();
    long.description = "a".repeat(coder::MOST_WORK / 80);
    let bomb = packed::bomb(&long);
    assert!(bomb.len() < 200, "{} bytes", bomb.len());
    let (stop, spent) = packed::refusal(&bomb);
    assert_eq!(stop, Some(coder::Stop::TooLarge));
    assert!(spent > 90);
}

#[test]
fn what_is_too_long_for_version_2_goes_by_version_1() {
    let mut scenario = small();
    scenario.description = "It is a long story. ".repeat(20_000);
    let link = link_of(&scenario);
    assert!(link.starts_with("#s=1."), "{}", &link[..20]);
    assert_eq!(decode(&link).map(|reading| reading.scenario), Ok(scenario));
}

#[test]
fn what_no_reader_would_take_gets_no_link() {
    let mut scenario = small();
    scenario.vpcs[0].id = "x".repeat(200);
    let refusal = encode(&scenario).map_err(|error| error.to_string());
    let sentence = refusal.expect_err("the id is too long");
    assert!(
        sentence.contains("an id has more than 128 characters"),
        "{sentence}"
    );
}

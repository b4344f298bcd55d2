//! The diagnostics of routes, ways and filters.

use super::check_reading;
use crate::scenario::Reading;
use crate::sketch::sketch;

/// Compares everything that is said of a sketched scenario.
#[track_caller]
fn says(text: &str, expected: &[&str]) {
    let reading = Reading {
        scenario: sketch(text),
        unknown_fields: Vec::new(),
    };
    let all: Vec<&str> = super::super::Code::ALL
        .iter()
        .map(|code| code.as_str())
        .collect();
    check_reading(&all, &reading, expected);
}

/// Two peered VPCs that reach each other.
const PAIR: &str = "
    vpc a x=10.0.0.0/22
    vpc b y=10.0.4.0/22
    peer a b
    route a 10.0.4.0/22 b
    route b 10.0.0.0/22 a
";

/// Three VPCs in a row that all reach each other.
const CHAIN: &str = "
    vpc a x=10.0.0.0/22
    vpc b y=10.0.4.0/22
    vpc c z=10.0.8.0/22
    peer a b
    peer b c
    route a 10.0.4.0/22 b
    route a 10.0.8.0/22 b
    route b 10.0.0.0/22 a
    route b 10.0.8.0/22 c
    route c 10.0.0.0/22 b
    route c 10.0.4.0/22 b
";

fn with(base: &str, more: &str) -> String {
    format!("{base}\n{more}")
}

fn without(base: &str, line: &str) -> String {
    assert!(base.contains(line), "{line}");
    base.replace(line, "")
}

#[test]
fn what_works_has_nothing_to_say() {
    says(PAIR, &[]);
    says(CHAIN, &[]);
}

#[test]
fn missing_route() {
    says(
        "vpc a x=10.0.0.0/22
         vpc b y=10.0.4.0/22
         peer a b",
        &[
            "warning[missing-route] a b y: VPC a is peered with VPC b but has no active route to 10.0.4.0/22 (y).",
            "warning[missing-route] b a x: VPC b is peered with VPC a but has no active route to 10.0.0.0/22 (x).",
        ],
    );
    says(
        &with(
            &PAIR.replace("y=10.0.4.0/22", "y=10.0.4.0/22,fd00::/64"),
            "",
        ),
        &[
            "warning[missing-route] a b y: VPC a is peered with VPC b but has no active route to fd00::/64 (y).",
        ],
    );
    // A route for the wider network does as well.
    says(
        &PAIR.replace("route a 10.0.4.0/22", "route a 10.0.0.0/16"),
        &[],
    );
}

#[test]
fn missing_return_route() {
    says(
        &without(PAIR, "route b 10.0.0.0/22 a"),
        &[
            "error[missing-return-route] b a x y: VPC b has no route back to 10.0.0.0/22 (x) of VPC a: packets from x reach y, and the answers are dropped.",
        ],
    );
    // In the middle of a chain: one culprit, whatever depends on it.
    says(
        &without(
            &without(CHAIN, "route c 10.0.0.0/22 b"),
            "route b 10.0.0.0/22 a",
        ),
        &[
            "error[missing-return-route] b a x y: VPC b has no route back to 10.0.0.0/22 (x) of VPC a: packets from x reach y, and the answers are dropped.",
            "error[missing-return-route] c a x z: VPC c has no route back to 10.0.0.0/22 (x) of VPC a: packets from x reach z, and the answers are dropped.",
        ],
    );
}

#[test]
fn transit_disabled() {
    says(
        &CHAIN.replace("y=10.0.4.0/22", "y=10.0.4.0/22 -transit"),
        &[
            "error[transit-disabled] b r-a-10.0.8.0/22 r-c-10.0.0.0/22: VPC b does not let traffic through, but VPC a sends what is for z through it (and 1 more route sends traffic through it).",
        ],
    );
    // Direct peers need none.
    says(
        &PAIR.replace("y=10.0.4.0/22", "y=10.0.4.0/22 -transit"),
        &[],
    );
}

#[test]
fn a_route_that_leads_to_a_part_of_what_it_is_for_is_followed_to_the_rest() {
    // One route for y, which it reaches, and for z behind it, which it does not.
    let wide = CHAIN
        .replace("y=10.0.4.0/22", "y=10.0.4.0/22 -transit")
        .replace("route a 10.0.4.0/22 b", "route a 10.0.0.0/16 b");
    says(
        &without(&wide, "route a 10.0.8.0/22 b"),
        &[
            "error[transit-disabled] b r-a-10.0.0.0/16 r-c-10.0.0.0/22: VPC b does not let traffic through, but VPC a sends what is for z through it (and 1 more route sends traffic through it).",
        ],
    );
}

#[test]
fn unused_transit() {
    let neighbours = without(
        &without(CHAIN, "route a 10.0.8.0/22 b"),
        "route c 10.0.0.0/22 b",
    );
    says(
        &neighbours,
        &[
            "hint[unused-transit] b a c: VPC b lets traffic through between VPC a and VPC c, but no routes send any.",
        ],
    );
    says(
        &neighbours.replace("y=10.0.4.0/22", "y=10.0.4.0/22 -transit"),
        &[],
    );
}

/// A chain of VPCs with every route along it.
pub(super) fn long_chain(length: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend((0..length).map(|n| format!("vpc v{n} p{n}=10.{n}.0.0/22")));
    lines.extend((1..length).map(|n| format!("peer v{} v{n}", n - 1)));
    for from in 0..length {
        for to in (0..length).filter(|&to| to != from) {
            let next = if to > from { from + 1 } else { from - 1 };
            lines.push(format!("route v{from} 10.{to}.0.0/22 v{next}"));
        }
    }
    lines.join("\n")
}

#[test]
fn chain_too_long() {
    says(&long_chain(4), &[]);
    says(
        &long_chain(5),
        &[
            "error[chain-too-long] v0 r-v0-10.4.0.0/22: VPC v0 sends what is for p4 along v0 → v1 → v2 → v3 and further: the platform chains at most 4 VPCs.",
            "error[chain-too-long] v4 r-v4-10.0.0.0/22: VPC v4 sends what is for p0 along v4 → v3 → v2 → v1 and further: the platform chains at most 4 VPCs.",
        ],
    );
}

#[test]
fn ten_vpcs_in_a_row_and_one_missing_route_are_few_lines() {
    let mut text = String::new();
    for line in long_chain(10).lines() {
        // Routes that stay within four VPCs.
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["route", from, destination, _] = words.as_slice() {
            let from: i32 = from[1..].parse().expect("a number");
            let to: i32 = destination[3..4].parse().expect("a number");
            if (from - to).abs() > 3 || (from, to) == (5, 3) {
                continue;
            }
        }
        text += line;
        text += "\n";
    }
    says(
        &text,
        &[
            "error[missing-return-route] v5 v3 p3 p5: VPC v5 has no route back to 10.3.0.0/22 (p3) of VPC v3: packets from p3 reach p5, and the answers are dropped (and 1 more pair).",
        ],
    );
}

#[test]
fn routing_loop() {
    says(
        "vpc a x=10.0.0.0/22
         vpc b y=10.0.4.0/22
         vpc c z=10.0.8.0/22
         peer a b
         peer b c
         route a 10.0.4.0/22 b
         route a 10.0.8.0/22 b
         route b 10.0.0.0/22 a
         route b 10.0.8.0/22 a
         route c 10.0.4.0/22 b",
        &[
            "error[routing-loop] r-a-10.0.8.0/22 r-b-10.0.8.0/22 a b: Routes of VPC a and VPC b send what is for z in a circle, so it never arrives.",
            "hint[unused-transit] b a c: VPC b lets traffic through between VPC a and VPC c, but no routes send any.",
        ],
    );
}

#[test]
fn duplicate_route() {
    says(
        &with(PAIR, "route a 10.0.4.0/22 pn:x"),
        &[
            "error[duplicate-route] r-a-10.0.4.0/22 r-a-10.0.4.0/22' a: VPC a has 2 routes to 10.0.4.0/22 (r-a-10.0.4.0/22 and r-a-10.0.4.0/22'): only the first is used.",
        ],
    );
    says(&with(PAIR, "route a 10.0.4.0/23 b"), &[]);
}

#[test]
fn route_next_hop_unclear() {
    let mut reading = Reading {
        scenario: sketch(PAIR),
        unknown_fields: Vec::new(),
    };
    reading.scenario.routes[0].nexthop_private_network_id = Some("x".to_owned());
    check_reading(
        &["route-next-hop-unclear", "missing-route"],
        &reading,
        &[
            "error[route-next-hop-unclear] r-a-10.0.4.0/22 a: Route 10.0.4.0/22 (r-a-10.0.4.0/22) of VPC a names a connector and another next hop: a route has one, so only the connector is used.",
        ],
    );
    reading.scenario.routes[0].nexthop_private_network_id = None;
    reading.scenario.routes[0].nexthop_vpc_connector_id = None;
    check_reading(
        &["route-next-hop-unclear"],
        &reading,
        &[
            "error[route-next-hop-unclear] r-a-10.0.4.0/22 a: Route 10.0.4.0/22 (r-a-10.0.4.0/22) of VPC a names no next hop, so it leads nowhere.",
        ],
    );
}

#[test]
fn route_next_hop_missing() {
    says(
        &with(PAIR, "route a 10.9.0.0/22 by:gone"),
        &[
            "error[route-next-hop-missing] r-a-10.9.0.0/22 a gone: Route 10.9.0.0/22 (r-a-10.9.0.0/22) of VPC a leads to the connector “gone”, which is not there.",
        ],
    );
    says(
        &with(PAIR, "route a 10.9.0.0/22 pn:y"),
        &[
            "error[route-next-hop-missing] r-a-10.9.0.0/22 a y: Route 10.9.0.0/22 (r-a-10.9.0.0/22) of VPC a leads to the Private Network “y”, which is not in VPC a.",
        ],
    );
    says(&with(PAIR, "route a 10.9.0.0/22 pn:x"), &[]);
}

#[test]
fn route_next_hop_foreign() {
    says(
        &with(PAIR, "route a 10.9.0.0/22 by:b-a"),
        &[
            "error[route-next-hop-foreign] r-a-10.9.0.0/22 a b-a b: Route 10.9.0.0/22 (r-a-10.9.0.0/22) of VPC a leads to connector b-a, which belongs to VPC b: a route can only use its own VPC's connectors.",
        ],
    );
}

#[test]
fn route_inactive() {
    says(
        "vpc a x=10.0.0.0/22
         vpc b y=10.0.4.0/22
         connect a b
         route a 10.0.4.0/23 b
         route a 10.0.6.0/23 b",
        &[
            "warning[orphan-connector] a-b a b: Connector a-b is orphan: VPC b has no connector back to VPC a.",
            "warning[route-inactive] r-a-10.0.4.0/23 r-a-10.0.6.0/23 a-b a: Routes 10.0.4.0/23 (r-a-10.0.4.0/23) and 10.0.6.0/23 (r-a-10.0.6.0/23) of VPC a carry nothing: connector a-b is orphan.",
        ],
    );
}

#[test]
fn route_overrides_local() {
    says(
        &with(PAIR, "route a 10.0.1.0/24 b"),
        &[
            "warning[route-overrides-local] r-a-10.0.1.0/24 a x: Route 10.0.1.0/24 (r-a-10.0.1.0/24) of VPC a is more specific than the local subnet 10.0.0.0/22 (x), so it takes those addresses away from it.",
        ],
    );
}

#[test]
fn route_shadowed() {
    says(
        &with(PAIR, "route a 10.0.0.0/22 b"),
        &[
            "hint[route-shadowed] r-a-10.0.0.0/22 a: Route 10.0.0.0/22 (r-a-10.0.0.0/22) of VPC a is never used: local subnets and more specific routes cover all of it.",
        ],
    );
    says(
        &with(PAIR, "route a 10.0.4.0/23 b\nroute a 10.0.6.0/23 b"),
        &[
            "hint[route-shadowed] r-a-10.0.4.0/22 a: Route 10.0.4.0/22 (r-a-10.0.4.0/22) of VPC a is never used: local subnets and more specific routes cover all of it.",
        ],
    );
}

#[test]
fn route_leads_nowhere() {
    says(
        &with(PAIR, "route a 10.9.0.0/22 b"),
        &[
            "warning[route-leads-nowhere] r-a-10.9.0.0/22 a: Route 10.9.0.0/22 (r-a-10.9.0.0/22) of VPC a leads nowhere: no subnet has addresses that it is used for.",
        ],
    );
    // Four in a row, and the second does not know the last.
    let four = without(&long_chain(4), "route v1 10.3.0.0/22 v2");
    let four = without(&four, "route v3 10.1.0.0/22 v2");
    let four = without(&four, "route v3 10.0.0.0/22 v2");
    let four = four.replace("p2=10.2.0.0/22", "p2=10.2.0.0/22 -transit");
    says(
        &four,
        &[
            "warning[route-leads-nowhere] r-v0-10.3.0.0/22 v0 v1: Route 10.3.0.0/22 (r-v0-10.3.0.0/22) of VPC v0 leads nowhere: packets for p3 stop in VPC v1, which has no route for them.",
        ],
    );
}

#[test]
fn route_too_broad() {
    says(
        "vpc a x=10.0.0.0/22
         vpc b y=10.0.4.0/22
         peer a b
         default x
         route a 0.0.0.0/0 b
         route b 10.0.0.0/22 a",
        &[
            "hint[route-too-broad] r-a-0.0.0.0/0 a a-b: Route 0.0.0.0/0 (r-a-0.0.0.0/0) of VPC a sends everything that is not local out by connector a-b.",
        ],
    );
}

#[test]
fn default_route_not_received() {
    says(
        &with(
            PAIR,
            "vpc c z=10.0.8.0/22 w=10.0.12.0/22\nroute c 0.0.0.0/0 pn:w",
        ),
        &[
            "hint[default-route-not-received] r-c-0.0.0.0/0 c z: Private Network z does not receive default routes, so route 0.0.0.0/0 (r-c-0.0.0.0/0) of VPC c is not used from there.",
        ],
    );
    says(
        &with(
            PAIR,
            "vpc c z=10.0.8.0/22 w=10.0.12.0/22\ndefault z\nroute c 0.0.0.0/0 pn:w",
        ),
        &[],
    );
}

#[test]
fn delivered_wrong_vpc() {
    // Both a and c have the block; b answers the one whose route it has.
    says(
        "vpc b y=10.0.4.0/22
         vpc a x=10.0.0.0/22
         vpc c z=10.0.0.0/22
         peer a b
         peer b c
         route a 10.0.4.0/22 b
         route c 10.0.4.0/22 b
         route b 10.0.0.0/22 a",
        &[
            "error[delivered-wrong-vpc] a c z y: VPC a receives what y answers to z of VPC c: both VPCs have those addresses, and it is met first.",
            "warning[overlap-at-distance] a c b: The ends of the chain a → b → c have subnets that overlap: 10.0.0.0/22 (x) is the same as 10.0.0.0/22 (z).",
            "hint[unused-transit] b a c: VPC b lets traffic through between VPC a and VPC c, but no routes send any.",
        ],
    );
}

#[test]
fn overlap_at_distance() {
    let chain = CHAIN.replace("z=10.0.8.0/22", "z=10.0.8.0/22 w=10.0.0.0/24");
    super::check_reading(
        &["overlap-at-distance"],
        &Reading {
            scenario: sketch(&chain),
            unknown_fields: Vec::new(),
        },
        &[
            "warning[overlap-at-distance] a c b: The ends of the chain a → b → c have subnets that overlap: 10.0.0.0/22 (x) contains 10.0.0.0/24 (w).",
        ],
    );
    // A VPC that lets nothing through joins nothing.
    says(
        "vpc a x=10.0.0.0/22
         vpc b -transit
         vpc c z=10.0.0.0/22
         peer a b
         peer b c
         route b 10.0.0.0/23 a
         route b 10.0.2.0/23 a",
        &[],
    );
}

#[test]
fn asymmetric_path() {
    says(
        "vpc a x=10.0.0.0/22 -transit
         vpc b
         vpc c z=10.0.8.0/22 -transit
         peer a b
         peer b c
         peer a c
         route a 10.0.8.0/22 c
         route c 10.0.0.0/22 b
         route b 10.0.0.0/22 a
         route b 10.0.8.0/22 c",
        &["hint[asymmetric-path] a c b: Packets go a → c and answers come back c → b → a."],
    );
}

#[test]
fn routing_disabled() {
    says(
        &PAIR.replace("x=10.0.0.0/22", "x=10.0.0.0/22 -routing"),
        &[
            "warning[routing-disabled] a a-b: VPC a has connector a-b and routing disabled, so nothing leaves its Private Networks.",
        ],
    );
    says("vpc a x=10.0.0.0/22 -routing", &[]);
}

#[test]
fn acl_blocks_peer() {
    says(
        &with(PAIR, "acl b drop"),
        &[
            "warning[acl-blocks-peer] b a: The IPv4 ACL of VPC b blocks its peer VPC a: its default policy drops packets from 10.0.4.0/22 to 10.0.0.0/22.",
        ],
    );
    says(
        &with(
            PAIR,
            "acl b drop accept:10.0.4.0/22>10.0.0.0/22 accept:10.0.0.0/23>10.0.4.0/22",
        ),
        &[
            "warning[acl-blocks-peer] b a: The IPv4 ACL of VPC b blocks its peer VPC a: its default policy drops packets from 10.0.2.0/23 to 10.0.4.0/22.",
        ],
    );
    says(
        &with(
            PAIR,
            "acl b drop accept:10.0.4.0/22>10.0.0.0/22 accept:10.0.0.0/22>10.0.4.0/22",
        ),
        &[],
    );
    says(
        &with(PAIR, "acl b accept drop:10.0.0.7/32>10.0.4.0/24"),
        &[
            "warning[acl-blocks-peer] b a: The IPv4 ACL of VPC b blocks its peer VPC a: rule 1 drops packets from 10.0.0.7/32 to 10.0.4.0/24.",
        ],
    );
}

#[test]
fn ingress_next_hop_outside() {
    says(
        &with(PAIR, "ingress b 10.0.0.0/8 y 10.0.9.9"),
        &[
            "error[ingress-next-hop-outside] i-b-10.0.0.0/8 b y: The ingress rule of VPC b for 10.0.0.0/8 hands packets to 10.0.9.9, which is not in Private Network y.",
        ],
    );
    says(&with(PAIR, "ingress b 10.0.0.0/8 y 10.0.4.9"), &[]);
    says(
        &with(PAIR, "ingress b 10.0.0.0/8 x 10.0.0.9"),
        &[
            "error[ingress-next-hop-outside] i-b-10.0.0.0/8 b x: The ingress rule of VPC b for 10.0.0.0/8 hands packets to 10.0.0.9 in Private Network “x”, which VPC b does not have.",
        ],
    );
}

//! Every diagnostic as data: a scenario that raises it, and a near miss that
//! does not.

use super::Diagnostic;
use crate::edit::apply_all;
use crate::report::{judge, judge_reading};
use crate::scenario::{Reading, Scenario};

mod audit;
mod help;
mod routing;

/// Judges a scenario given as JSON with single quotes and compares what is said
/// of some codes, each line as `severity[code] subjects: sentence`. Each fix is
/// applied, and what it mends must be gone.
#[track_caller]
fn check(codes: &[&str], scenario: &str, expected: &[&str]) {
    let reading = Scenario::read(&scenario.replace('\'', "\"")).expect("a readable scenario");
    check_reading(codes, &reading, expected);
}

#[track_caller]
fn check_reading(codes: &[&str], reading: &Reading, expected: &[&str]) {
    let report = judge_reading(reading);
    let of_codes: Vec<&Diagnostic> = report
        .diagnostics
        .iter()
        .filter(|diagnostic| codes.contains(&diagnostic.code().as_str()))
        .collect();
    let said: Vec<String> = of_codes
        .iter()
        .map(|diagnostic| {
            format!(
                "{}[{}] {}: {}",
                diagnostic.severity(),
                diagnostic.code(),
                diagnostic.subjects().join(" "),
                diagnostic.message()
            )
        })
        .collect();
    assert_eq!(said, expected);
    for diagnostic in of_codes {
        for fix in &diagnostic.fixes {
            let mut mended = reading.scenario.clone();
            apply_all(&mut mended, &fix.edits)
                .unwrap_or_else(|error| panic!("{}: {}: {error}", diagnostic.code(), fix.title));
            let left = judge(&mended).diagnostics;
            assert!(
                !left.iter().any(|other| other.context == diagnostic.context),
                "“{}” does not mend: {}",
                fix.title,
                diagnostic.message()
            );
        }
    }
}

/// Makes a scenario of two VPCs with one Private Network each and connectors
/// both ways, from the two subnets.
fn pair(a: &str, b: &str) -> String {
    let back = ",\n{'id': 'b-a', 'vpc_id': 'b', 'target_vpc_id': 'a'}";
    one_way(a, b).replace(
        "'target_vpc_id': 'b'}",
        &format!("'target_vpc_id': 'b'}}{back}"),
    )
}

/// Makes the same with the first connector alone.
fn one_way(a: &str, b: &str) -> String {
    format!(
        "{{'vpcs': [{{'id': 'a', 'name': 'A'}}, {{'id': 'b', 'name': 'B'}}],
          'private_networks': [
            {{'id': 'x', 'vpc_id': 'a', 'subnets': ['{a}']}},
            {{'id': 'y', 'vpc_id': 'b', 'subnets': ['{b}']}}],
          'vpc_connectors': [{{'id': 'a-b', 'vpc_id': 'a', 'target_vpc_id': 'b'}}]}}"
    )
}

/// Makes a scenario of one VPC with one Private Network.
fn one(subnet: &str) -> String {
    format!(
        "{{'vpcs': [{{'id': 'a'}}],
          'private_networks': [{{'id': 'x', 'vpc_id': 'a', 'subnets': ['{subnet}']}}]}}"
    )
}

#[test]
fn peered_vpcs_have_nothing_to_say() {
    check(
        &[
            "orphan-connector",
            "cidr-conflict",
            "cidr-size",
            "public-cidr",
        ],
        &pair("10.0.0.0/22", "10.0.4.0/22"),
        &[],
    );
    check(
        &[
            "orphan-connector",
            "cidr-conflict",
            "cidr-size",
            "public-cidr",
        ],
        &pair("fd00::/64", "fd00:0:0:1::/64"),
        &[],
    );
    check(
        &[
            "orphan-connector",
            "cidr-conflict",
            "cidr-size",
            "public-cidr",
        ],
        "{}",
        &[],
    );
}

#[test]
fn invalid_cidr() {
    check(
        &["invalid-cidr"],
        &one("10.0.0.1/22"),
        &[
            "error[invalid-cidr] x: A subnet of Private Network x is not a CIDR: 10.0.0.1/22 has host bits set: the network is 10.0.0.0/22.",
        ],
    );
    check(
        &["invalid-cidr"],
        &one("10.0.0.0/022"),
        &[
            "error[invalid-cidr] x: A subnet of Private Network x, “10.0.0.0/022”, is not a CIDR: the prefix length “/022” begins with a zero (10.0.0.0/22 is probably meant).",
        ],
    );
    check(
        &["invalid-cidr"],
        "{'vpcs': [{'id': 'a'}],
          'routes': [{'id': 'r', 'vpc_id': 'a', 'destination': 'everywhere'}],
          'ingress_rules': [{'id': 'i', 'vpc_id': 'a', 'source': '10.0.0.0/33',
            'nexthop_private_network_id': 'x', 'nexthop_resource_ip': '10.0.0.4'}],
          'acls': [{'vpc_id': 'a', 'rules': [
            {'source': '::/0', 'destination': '10.0.0', 'action': 'drop'}]}]}",
        &[
            "error[invalid-cidr] r: The destination of route r is not a CIDR: “everywhere” is not an IP address.",
            "error[invalid-cidr] i: The source of ingress rule i, “10.0.0.0/33”, is not a CIDR: /33 is too long: IPv4 prefixes end at /32.",
            "error[invalid-cidr] a: The destination of a rule of ACL a is not a CIDR: “10.0.0” has 3 of the 4 numbers of an IPv4 address.",
        ],
    );
}

#[test]
fn an_unreadable_cidr_leaves_the_rest_judged() {
    let scenario = pair("10.0.0.0/22", "10.0.0.0/22', '10.0.4.1/22");
    check(
        &["invalid-cidr", "cidr-conflict"],
        &scenario,
        &[
            "error[invalid-cidr] y: A subnet of Private Network y is not a CIDR: 10.0.4.1/22 has host bits set: the network is 10.0.4.0/22.",
            "error[cidr-conflict] a-b b-a a b x y: VPC A and VPC B cannot be peered while their subnets overlap: 10.0.0.0/22 (x) is the same as 10.0.0.0/22 (y).",
        ],
    );
}

#[test]
fn invalid_address() {
    check(
        &["invalid-address"],
        "{'vpcs': [{'id': 'a'}],
          'private_networks': [{'id': 'x', 'vpc_id': 'a', 'subnets': ['10.0.0.0/22']}],
          'resources': [{'id': 'r', 'private_network_id': 'x',
            'addresses': ['10.0.0.4', '10.0.0.5/32', '10.0.0.256']}],
          'ingress_rules': [{'id': 'i', 'vpc_id': 'a', 'source': '10.0.0.0/8',
            'nexthop_private_network_id': 'x', 'nexthop_resource_ip': ''}]}",
        &[
            "error[invalid-address] r: An address of resource r cannot be read: “10.0.0.5/32” has a prefix length: one address is expected.",
            "error[invalid-address] r: An address of resource r cannot be read: 256 in “10.0.0.256” is above 255.",
            "error[invalid-address] i: The next hop's address of ingress rule i cannot be read: an IP address is missing, such as 10.0.0.4.",
        ],
    );
}

#[test]
fn duplicate_id() {
    check(
        &["duplicate-id"],
        "{'vpcs': [{'id': 'a'}, {'id': 'a', 'name': 'other'}, {'id': 'b'}],
          'private_networks': [{'id': 'b', 'vpc_id': 'a', 'subnets': ['10.0.0.0/22']}]}",
        &[
            "error[duplicate-id] a: The id “a” is used by 2 VPCs, at vpcs[0] and vpcs[1]: ids are unique, so only the first is judged.",
            "error[duplicate-id] b: The id “b” is used by one VPC and one Private Network, at vpcs[2] and private_networks[0]: ids are unique, so only the first is judged.",
        ],
    );
    // A default project has its organisation's id on the platform.
    check(
        &["duplicate-id"],
        "{'organizations': [{'id': 'o'}], 'projects': [{'id': 'o'}]}",
        &[],
    );
    check(
        &["duplicate-id"],
        "{'projects': [{'id': 'o'}, {'id': 'o'}]}",
        &[
            "error[duplicate-id] o: The id “o” is used by 2 projects, at projects[0] and projects[1]: ids are unique, so only the first is judged.",
        ],
    );
}

#[test]
fn unknown_reference() {
    check(
        &["unknown-reference"],
        "{'vpcs': [{'id': 'vpc-a', 'name': 'Paris'}, {'id': 'vpc-b'}],
          'private_networks': [
            {'id': 'x', 'vpc_id': 'vpc-aa', 'subnets': []},
            {'id': 'y', 'vpc_id': 'Paris', 'subnets': []},
            {'id': 'z', 'vpc_id': 'x', 'subnets': []}],
          'vpc_connectors': [{'id': 'c', 'vpc_id': 'elsewhere', 'target_vpc_id': 'vpc-b'}],
          'acls': [{'vpc_id': ''}]}",
        &[
            "error[unknown-reference] x: Private Network x takes no part: the VPC it belongs to is “vpc-aa”, which is not in the scenario (did you mean “vpc-a”?).",
            "error[unknown-reference] y: Private Network y takes no part: the VPC it belongs to is “Paris”, which is not in the scenario (did you mean “vpc-a”?).",
            "error[unknown-reference] z: Private Network z takes no part: the VPC it belongs to is “x”, which is a Private Network.",
            "error[unknown-reference] c: Connector c takes no part: the VPC it belongs to is “elsewhere”, which is not in the scenario.",
            "error[unknown-reference] : ACL acls[0] takes no part: the VPC it belongs to is not given.",
        ],
    );
}

#[test]
fn unknown_field() {
    check(
        &["unknown-field"],
        "{'vpcs': [{'id': 'a', 'nmae': 'A'}, {'id': 'b', 'nmae': 'B'}], 'comment': ''}",
        &[
            "warning[unknown-field] : Field “comment” at comment is not one that a scenario has, and is left out.",
            "warning[unknown-field] : Field “nmae” at vpcs[0].nmae (and 1 more like it) is not one that a scenario has, and is left out; did you mean “name”?",
        ],
    );
}

#[test]
fn orphan_connector() {
    check(
        &["orphan-connector"],
        "{'vpcs': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}],
          'vpc_connectors': [
            {'id': 'a-b', 'vpc_id': 'a', 'target_vpc_id': 'b'},
            {'id': 'a-x', 'name': 'to partner', 'vpc_id': 'a', 'target_vpc_id': 'x'}]}",
        &[
            "warning[orphan-connector] a-b a b: Connector a-b is orphan: VPC B has no connector back to VPC A.",
            "warning[orphan-connector] a-x a x: Connector to partner is orphan: the scenario has no VPC “x” that could answer it.",
        ],
    );
}

#[test]
fn a_vpc_whose_name_says_so_is_not_called_vpc_twice() {
    check(
        &["orphan-connector"],
        "{'vpcs': [{'id': 'a', 'name': 'VPC A'}, {'id': 'vpc-b'}],
          'vpc_connectors': [{'id': 'a-b', 'vpc_id': 'a', 'target_vpc_id': 'vpc-b'}]}",
        &[
            "warning[orphan-connector] a-b a vpc-b: Connector a-b is orphan: vpc-b has no connector back to VPC A.",
        ],
    );
}

#[test]
fn cidr_conflict() {
    // The documented example, which names one of its two overlaps.
    check(
        &["cidr-conflict", "cidr-size"],
        "{'vpcs': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}],
          'private_networks': [
            {'id': 'x', 'name': 'X', 'vpc_id': 'a', 'subnets': ['172.16.20.0/22']},
            {'id': 'y', 'name': 'Y', 'vpc_id': 'a', 'subnets': ['172.16.24.0/24']},
            {'id': 'z', 'name': 'Z', 'vpc_id': 'a', 'subnets': ['10.10.0.0/16']},
            {'id': 'j', 'name': 'J', 'vpc_id': 'b', 'subnets': ['172.16.23.0/24']},
            {'id': 'k', 'name': 'K', 'vpc_id': 'b', 'subnets': ['192.168.1.0/24']},
            {'id': 'l', 'name': 'L', 'vpc_id': 'b', 'subnets': ['10.10.5.0/24']}],
          'vpc_connectors': [
            {'id': 'a-b', 'vpc_id': 'a', 'target_vpc_id': 'b'},
            {'id': 'b-a', 'vpc_id': 'b', 'target_vpc_id': 'a'}]}",
        &[
            "error[cidr-conflict] a-b b-a a b z l x j: VPC A and VPC B cannot be peered while their subnets overlap: 10.10.0.0/16 (Z) contains 10.10.5.0/24 (L) and 172.16.20.0/22 (X) contains 172.16.23.0/24 (J).",
            "warning[cidr-size] z: Private Network Z has the subnet 10.10.0.0/16: IPv4 subnets are from /20 to /28 on the platform.",
        ],
    );
    check(
        &["cidr-conflict", "cidr-size"],
        &pair("10.0.0.0/23", "10.0.2.0/23"),
        &[],
    );
}

#[test]
fn many_overlaps_are_counted_in_the_sentence() {
    let subnets = ["10.0.0.0/24"; 40].join("', '");
    let reading = Scenario::from_json(&pair(&subnets, &subnets).replace('\'', "\"")).expect("ok");
    let report = crate::report::judge(&reading);
    assert_eq!(
        report.diagnostics[0].message(),
        "VPC A has subnets that overlap each other, which the platform refuses: \
         10.0.0.0/24 (x) is the same as 10.0.0.0/24 (x), \
         10.0.0.0/24 (x) is the same as 10.0.0.0/24 (x), \
         10.0.0.0/24 (x) is the same as 10.0.0.0/24 (x) and 777 more overlaps."
    );
    assert_eq!(report.connectors[0].overlaps.len(), 1000);
}

#[test]
fn latent_conflict() {
    check(
        &["latent-conflict", "orphan-connector"],
        &one_way("10.0.0.0/22", "10.0.1.0/24"),
        &[
            "warning[orphan-connector] a-b a b: Connector a-b is orphan: VPC B has no connector back to VPC A.",
            "warning[latent-conflict] a-b a b x y: Connector a-b would be in conflict once VPC B answers it: 10.0.0.0/22 (x) contains 10.0.1.0/24 (y).",
        ],
    );
    check(
        &["latent-conflict", "orphan-connector"],
        &one_way("10.0.0.0/22", "10.0.4.0/24"),
        &[
            "warning[orphan-connector] a-b a b: Connector a-b is orphan: VPC B has no connector back to VPC A.",
        ],
    );
}

#[test]
fn self_peering() {
    check(
        &["self-peering"],
        "{'vpcs': [{'id': 'a', 'name': 'A'}],
          'private_networks': [{'id': 'x', 'vpc_id': 'a', 'subnets': ['10.0.0.0/22']}],
          'vpc_connectors': [{'id': 'c', 'vpc_id': 'a', 'target_vpc_id': 'a'}]}",
        &[
            "error[self-peering] c a: Connector c leads from VPC A to VPC A: a VPC cannot be peered with itself.",
        ],
    );
}

#[test]
fn cross_region_peering() {
    check(
        &["cross-region-peering"],
        "{'vpcs': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B', 'region': 'nl-ams'}],
          'private_networks': [
            {'id': 'x', 'vpc_id': 'a', 'subnets': ['10.0.0.0/22']},
            {'id': 'y', 'vpc_id': 'b', 'subnets': ['10.0.0.0/22']}],
          'vpc_connectors': [
            {'id': 'a-b', 'vpc_id': 'a', 'target_vpc_id': 'b'},
            {'id': 'b-a', 'vpc_id': 'b', 'target_vpc_id': 'a'}]}",
        &[
            "error[cross-region-peering] a-b b-a a b: Connectors a-b and b-a join VPC A in fr-par to VPC B in nl-ams: only VPCs of one region can be peered.",
        ],
    );
}

#[test]
fn duplicate_connector() {
    let scenario = pair("10.0.0.0/22", "10.0.4.0/22").replace(
        "'vpc_connectors': [",
        "'vpc_connectors': [{'id': 'again', 'vpc_id': 'a', 'target_vpc_id': 'b'},",
    );
    check(
        &["duplicate-connector"],
        &scenario,
        &[
            "error[duplicate-connector] again a-b a b: Connectors again and a-b both lead from VPC A to VPC B: one is enough.",
        ],
    );
}

#[test]
fn status_differs() {
    let with = |status: &str| {
        pair("10.0.0.0/22", "10.0.4.0/22").replace(
            "'target_vpc_id': 'b'",
            &format!("'target_vpc_id': 'b', 'status': '{status}'"),
        )
    };
    check(
        &["status-differs"],
        &with("conflict"),
        &[
            "warning[status-differs] a-b: Connector a-b was reported as conflict but is peered by what the scenario holds: something changed since, or is missing here.",
        ],
    );
    check(&["status-differs"], &with("peered"), &[]);
    check(&["status-differs"], &with("locked"), &[]);
}

#[test]
fn overlap_within_vpc() {
    check(
        &["overlap-within-vpc"],
        "{'vpcs': [{'id': 'a', 'name': 'A'}],
          'private_networks': [
            {'id': 'x', 'vpc_id': 'a', 'subnets': ['10.0.0.0/22', 'fd00::/64']},
            {'id': 'y', 'vpc_id': 'a', 'subnets': ['10.0.2.0/24', 'fd00:0:0:1::/64']}]}",
        &[
            "error[overlap-within-vpc] a x y: VPC A has subnets that overlap each other, which the platform refuses: 10.0.0.0/22 (x) contains 10.0.2.0/24 (y).",
        ],
    );
}

#[test]
fn reserved_cidr() {
    check(
        &["reserved-cidr"],
        &one("100.64.0.0/22"),
        &[
            "error[reserved-cidr] x: Private Network x uses 100.64.0.0/22, which overlaps 100.64.0.0/10: the platform keeps that range for itself.",
        ],
    );
    check(
        &["reserved-cidr"],
        &one("255.255.255.240/28"),
        &[
            "error[reserved-cidr] x: Private Network x uses 255.255.255.240/28, which overlaps 255.255.255.255/32: the platform keeps that range for itself.",
        ],
    );
    check(&["reserved-cidr"], &one("172.16.0.0/22"), &[]);
}

#[test]
fn public_cidr() {
    check(
        &["public-cidr"],
        &one("8.8.8.0/24"),
        &[
            "warning[public-cidr] x: Private Network x uses 8.8.8.0/24, which is outside private address space (10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16).",
        ],
    );
    check(
        &["public-cidr"],
        &one("2001:db8::/64"),
        &[
            "warning[public-cidr] x: Private Network x uses 2001:db8::/64, which is outside private address space (fc00::/7).",
        ],
    );
    check(&["public-cidr"], &one("192.168.255.0/24"), &[]);
    check(
        &["public-cidr"],
        &one("192.169.0.0/24"),
        &[
            "warning[public-cidr] x: Private Network x uses 192.169.0.0/24, which is outside private address space (10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16).",
        ],
    );
}

#[test]
fn cidr_size() {
    for fits in ["10.0.0.0/20", "10.0.0.0/28", "fd00::/64"] {
        check(&["cidr-size"], &one(fits), &[]);
    }
    check(
        &["cidr-size"],
        &one("10.0.0.0/19"),
        &[
            "warning[cidr-size] x: Private Network x has the subnet 10.0.0.0/19: IPv4 subnets are from /20 to /28 on the platform.",
        ],
    );
    check(
        &["cidr-size"],
        &one("10.0.0.0/29"),
        &[
            "warning[cidr-size] x: Private Network x has the subnet 10.0.0.0/29: IPv4 subnets are from /20 to /28 on the platform.",
        ],
    );
    check(
        &["cidr-size"],
        &one("fd00::/48"),
        &[
            "warning[cidr-size] x: Private Network x has the subnet fd00::/48: IPv6 subnets are /64 on the platform.",
        ],
    );
}

#[test]
fn quota() {
    let many = |count: usize, item: &dyn Fn(usize) -> String| -> String {
        let items: Vec<String> = (0..count).map(item).collect();
        items.join(",")
    };
    let vpcs = |count| {
        let vpcs = many(count, &|n| {
            format!("{{'id': 'v{n}', 'organization_id': 'o'}}")
        });
        format!("{{'organizations': [{{'id': 'o', 'name': 'Acme'}}], 'vpcs': [{vpcs}]}}")
    };
    check(&["quota"], &vpcs(256), &[]);
    check(
        &["quota"],
        &vpcs(257),
        &[
            "warning[quota] o: Organisation Acme has 257 VPCs: the platform's quota is 256 unless support raises it.",
        ],
    );
    let networks = |count| {
        let networks = many(count, &|n| format!("{{'id': 'p{n}', 'vpc_id': 'a'}}"));
        format!("{{'vpcs': [{{'id': 'a', 'name': 'A'}}], 'private_networks': [{networks}]}}")
    };
    check(&["quota"], &networks(100), &[]);
    check(
        &["quota"],
        &networks(101),
        &[
            "warning[quota] a: VPC A has 101 Private Networks: the platform's quota is 100 unless support raises it.",
        ],
    );
    let connectors = many(513, &|n| {
        format!("{{'id': 'c{n}', 'vpc_id': 'a', 'target_vpc_id': 't{n}'}}")
    });
    let scenario = format!("{{'vpcs': [{{'id': 'a'}}], 'vpc_connectors': [{connectors}]}}");
    let reading = Scenario::from_json(&scenario.replace('\'', "\"")).expect("ok");
    let report = crate::report::judge(&reading);
    assert_eq!(
        report.diagnostics[0].message(),
        "The scenario's organisation has 513 peering connectors: the platform's quota is 512 \
         unless support raises it."
    );
}

#[test]
fn codes_are_never_renamed() {
    let codes: Vec<&str> = super::Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "invalid-cidr",
            "invalid-address",
            "duplicate-id",
            "unknown-reference",
            "unknown-field",
            "orphan-connector",
            "cidr-conflict",
            "latent-conflict",
            "self-peering",
            "cross-region-peering",
            "duplicate-connector",
            "status-differs",
            "overlap-within-vpc",
            "reserved-cidr",
            "public-cidr",
            "cidr-size",
            "quota",
            "overlap-at-distance",
            "duplicate-route",
            "route-next-hop-unclear",
            "route-next-hop-missing",
            "route-next-hop-foreign",
            "route-inactive",
            "route-overrides-local",
            "route-shadowed",
            "route-leads-nowhere",
            "route-too-broad",
            "missing-route",
            "missing-return-route",
            "transit-disabled",
            "chain-too-long",
            "routing-loop",
            "delivered-wrong-vpc",
            "asymmetric-path",
            "routing-disabled",
            "default-route-not-received",
            "acl-blocks-peer",
            "ingress-next-hop-outside",
            "unused-transit",
        ]
    );
}

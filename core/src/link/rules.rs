//! Ingress rules and network ACLs.

use super::coder::{Coder, Field, Stop};
use super::document::{Known, each};
use super::facts::{Facts, Forms};
use super::model::hash;
use super::names::{Blocks, Order};
use super::prefix::{Near, plain};
use crate::cidr::Cidr;
use crate::scenario::{Acl, AclAction, AclRule, IngressRule, Protocol, Scenario};

/// Describes the ingress rules.
pub(super) fn ingress(
    coder: &mut Coder<'_>,
    known: &mut Known,
    made: &mut Scenario,
    given: &Scenario,
) {
    let mut last: Option<usize> = None;
    let mut sources = Order::default();
    each(
        coder,
        Field::Ingress,
        &given.ingress_rules,
        |coder, one: &IngressRule| {
            let next = last.map_or(0, |last| last + 1);
            let vpc = coder.pointer(
                Field::IngressVpc,
                0,
                &known.vpcs,
                &[last, Some(next)],
                &one.vpc_id,
            );
            last = vpc.place.or(last);
            let source = block(
                coder,
                Field::IngressSource,
                &mut known.blocks,
                &mut sources,
                &one.source,
            );
            let own = vpc
                .place
                .and_then(|vpc| known.of_vpc.get(vpc))
                .and_then(|own| own.first());
            let network = coder.pointer(
                Field::IngressNetwork,
                0,
                &known.networks,
                &[own.copied()],
                &one.nexthop_private_network_id,
            );
            let blocks = network
                .place
                .and_then(|place| made.private_networks.get(place));
            let blocks = blocks.map_or(&[][..], |network| &network.subnets);
            let blocks: Vec<Cidr> = blocks.iter().filter_map(|text| plain(text)).collect();
            let address = coder.address(Field::IngressAddress, &blocks, &one.nexthop_resource_ip);
            let facts = Facts::default()
                .forms(&vpc.id, Forms::All)
                .forms(&network.id, Forms::Words)
                .text(&source)
                .place(made.ingress_rules.len())
                .known();
            let id = coder.like(Field::Ingress, None, &facts, &one.id);
            made.ingress_rules.push(IngressRule {
                id,
                vpc_id: vpc.id,
                source,
                nexthop_private_network_id: network.id,
                nexthop_resource_ip: address,
            });
        },
    );
}

/// Describes the ACLs.
pub(super) fn acls(
    coder: &mut Coder<'_>,
    known: &mut Known,
    made: &mut Scenario,
    given: &Scenario,
) {
    let mut last: Option<usize> = None;
    let mut ends = [Order::default(), Order::default()];
    each(coder, Field::AclVpc, &given.acls, |coder, one: &Acl| {
        let next = last.map_or(0, |last| last + 1);
        let vpc = coder.pointer(
            Field::AclVpc,
            0,
            &known.vpcs,
            &[last, Some(next)],
            &one.vpc_id,
        );
        last = vpc.place.or(last);
        let is_ipv6 = coder.flag(Field::AclFamily, 0, one.is_ipv6);
        let default_policy = action(coder, Field::AclPolicy, one.default_policy);
        let mut rules = Vec::new();
        each(
            coder,
            Field::AclRules,
            &one.rules,
            |coder, one: &AclRule| {
                rules.push(rule(coder, &mut known.blocks, &mut ends, rules.last(), one));
            },
        );
        made.acls.push(Acl {
            vpc_id: vpc.id,
            is_ipv6,
            default_policy,
            rules,
        });
    });
}

fn rule(
    coder: &mut Coder<'_>,
    blocks: &mut Blocks,
    ends: &mut [Order; 2],
    last: Option<&AclRule>,
    given: &AclRule,
) -> AclRule {
    const PROTOCOLS: [Protocol; 4] = [Protocol::Any, Protocol::Tcp, Protocol::Udp, Protocol::Icmp];
    let protocol = coder.pick(Field::RuleProtocol, 0, &PROTOCOLS, &given.protocol);
    let protocol = protocol.and_then(|place| PROTOCOLS.get(place)).copied();
    let protocol = protocol.unwrap_or_else(|| {
        coder.stop(Stop::Newer);
        Protocol::Any
    });
    let [sources, destinations] = ends;
    let source = block(coder, Field::RuleSource, blocks, sources, &given.source);
    let destination = block(
        coder,
        Field::RuleDestination,
        blocks,
        destinations,
        &given.destination,
    );
    let kind = protocol as u32;
    let mut ports = |side: u32, low: u32, high: u32, last: Option<(u32, u32)>| {
        if coder.flag(Field::RulePort, hash(&[side, kind]), (low, high) == (0, 0)) {
            return (0, 0);
        }
        let last = last.filter(|&last| coder.step(Field::RulePort, side, 90, (low, high) == last));
        if let Some(last) = last {
            return last;
        }
        let mut port = |number: u32, given: u32| {
            let port = coder.number(Field::RulePort, hash(&[91, number]), given.into());
            u32::try_from(port).unwrap_or(u32::MAX)
        };
        // Most ranges are one port.
        let made = port(0, low);
        let span = port(1, high.wrapping_sub(low));
        (made, made.wrapping_add(span))
    };
    let of_last = |side: fn(&AclRule) -> (u32, u32)| last.map(side);
    let from = ports(
        0,
        given.src_port_low,
        given.src_port_high,
        of_last(|rule| (rule.src_port_low, rule.src_port_high)),
    );
    let to = ports(
        1,
        given.dst_port_low,
        given.dst_port_high,
        of_last(|rule| (rule.dst_port_low, rule.dst_port_high)),
    );
    AclRule {
        protocol,
        source,
        src_port_low: from.0,
        src_port_high: from.1,
        destination,
        dst_port_low: to.0,
        dst_port_high: to.1,
        action: action(coder, Field::RuleAction, given.action),
        description: coder.recent(Field::RuleDescription, 0, &given.description),
    }
}

fn action(coder: &mut Coder<'_>, field: Field, given: AclAction) -> AclAction {
    if coder.flag(field, 0, given == AclAction::Drop) {
        AclAction::Drop
    } else {
        AclAction::Accept
    }
}

/// A CIDR of a rule, which often stands where the one before led to.
fn block(
    coder: &mut Coder<'_>,
    field: Field,
    blocks: &mut Blocks,
    order: &mut Order,
    given: &str,
) -> String {
    let guesses = [
        order.behind(order.last),
        order.last,
        order.last.map(|last| last + 1),
    ];
    let guesses = guesses.map(|guess| guess.filter(|&guess| guess < blocks.list.len()));
    let near = Near {
        like: blocks.get(order.last).and_then(|block| block.cidr),
        guesses: Vec::new(),
    };
    let place = coder.block(field, blocks, &guesses, &near, given);
    order.go_on(place);
    blocks
        .get(Some(place))
        .map_or_else(String::new, |block| block.text.clone())
}

//! What the pages of help draw: a line for each code, and what is seen there.
//!
//! VPCs stand in a row, `|` between them, each with a name and after `:` its
//! lines. `?` is one that is not there; `!` marks what is wrong. Behind `;` stand
//! what joins two of them and what packets do:
//!
//! | sign | what it is |
//! |---|---|
//! | `A=B` | a peering |
//! | `A~B` | a connector from A that B does not answer |
//! | `A#B` | a conflict |
//! | `A>B` | packets that arrive |
//! | `A/B` | packets that go no further than B |

use peerlab_core::check::Code;

/// Returns what is drawn on the page of a code, and says what that shows.
#[rustfmt::skip]
pub(super) const fn of(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::InvalidCidr => ("A: !10.0.1.0/22",
            "10.0.1.0/22 begins in the middle of a block: 10.0.0.0/22 is the one that is meant."),
        Code::InvalidAddress => ("A: 10.0.0.0/22, !10.0.0.999",
            "A resource in A has a text that no address is written as."),
        Code::DuplicateId => ("A: id vpc-1 | B: !id vpc-1",
            "A and B have one id, so nobody can tell which of them a connector means."),
        Code::UnknownReference => ("A: pn-1 | ?B: !pn-2",
            "pn-2 belongs to a VPC that the scenario does not have."),
        Code::UnknownField => ("A: name, !subnetz",
            "A has a field that no scenario has; one with a name near it is meant."),
        Code::OrphanConnector => ("A | B ; A~B",
            "A's connector leads to B and ends in the open: B has none back."),
        Code::CidrConflict => ("A: !10.0.0.0/22 | B: !10.0.2.0/23 ; A#B",
            "Both connectors are there, but B's block lies within A's."),
        Code::LatentConflict => ("A: !10.0.0.0/22 | B: !10.0.2.0/23 ; A~B",
            "B does not answer yet; once it does, its block within A's makes a conflict."),
        Code::SelfPeering => ("!A ; A~A",
            "A's connector leads back to A."),
        Code::CrossRegionPeering => ("A: fr-par | B: !nl-ams ; A~B",
            "A and B stand in different regions, so their connectors never meet."),
        Code::DuplicateConnector => ("A | B ; A~B A~B",
            "Two connectors lead from A to B."),
        Code::StatusDiffers => ("A: !was orphan | B ; A=B",
            "The platform called A's connector orphan; as it stands here, it is peered."),
        Code::OverlapWithinVpc => ("A: !10.0.0.0/22, !10.0.2.0/23",
            "The second block of A lies within the first."),
        Code::ReservedCidr => ("A: !100.64.0.0/22",
            "A's block lies in a range that the platform keeps for itself."),
        Code::PublicCidr => ("A: !8.8.0.0/22",
            "A's block belongs to somebody on the internet."),
        Code::CidrSize => ("A: !10.0.0.0/16",
            "A's block is larger than the platform offers."),
        Code::Quota => ("A: pn-1, pn-2, !and 99 more",
            "A has more Private Networks than the platform gives by default."),
        Code::OverlapAtDistance => ("A: !10.0.0.0/22 | B | C: !10.0.0.0/22 ; A=B B=C",
            "A and C are no peers, so there is no conflict, but B can reach only one of two equal blocks."),
        Code::DuplicateRoute => ("A: 10.4.0.0/22 → B, !10.4.0.0/22 → C",
            "Two routes of A are for the same addresses, and only one of them is used."),
        Code::RouteNextHopUnclear => ("A: !10.4.0.0/22 → ?",
            "A's route does not say where packets go next."),
        Code::RouteNextHopMissing => ("A: !10.4.0.0/22 → B | ?B ; A/B",
            "A's route leads to something that is not there."),
        Code::RouteNextHopForeign => ("A: !10.4.0.0/22 → C | B | C ; A=B B=C",
            "A's route leads to the connector from B to C, which is not A's own."),
        Code::RouteInactive => ("A: !10.4.0.0/22 → B | B ; A~B A/B",
            "A's route leads to a connector that carries nothing."),
        Code::RouteOverridesLocal => ("A: 10.0.0.0/22, !10.0.1.0/24 → B | B ; A=B",
            "A's route takes a quarter of A's own block away to B."),
        Code::RouteShadowed => ("A: !10.4.0.0/22 → B, 10.4.0.0/23 → C, 10.4.2.0/23 → C",
            "Two routes that are more specific take all that the first would carry."),
        Code::RouteLeadsNowhere => ("A: !10.9.0.0/16 → B | B: 10.4.0.0/22 ; A=B A/B",
            "A sends packets to B for addresses that nothing there has."),
        Code::RouteTooBroad => ("A: !0.0.0.0/0 → B | B ; A=B A>B",
            "A sends everything that it has no other route for to B."),
        Code::MissingRoute => ("A: !no route | B: 10.4.0.0/22 ; A=B A/A",
            "A and B are peered, but nothing tells A that B's block is behind the connector."),
        Code::MissingReturnRoute => ("A: 10.4.0.0/22 → B | B: !no route ; A=B A>B B/B",
            "Packets of A arrive in B; their answers have no way back."),
        Code::TransitDisabled => ("A | B: !no transit | C ; A=B B=C A/B",
            "Packets from A to C end in B, which lets none pass through."),
        Code::ChainTooLong => ("A | B | C | D | !E ; A=B B=C C=D D=E A/D",
            "A packet passes four VPCs at most: from A it comes as far as D."),
        Code::RoutingLoop => ("A: 10.9.0.0/22 → B | B: !10.9.0.0/22 → A ; A=B A>B B>A",
            "A sends packets to B, and B sends them back."),
        Code::DeliveredWrongVpc => ("A: 10.0.0.0/22 | B | C: !10.0.0.0/22 ; A=B B=C A>B B>C",
            "B's answers to A arrive in C, which has the same addresses."),
        Code::AsymmetricPath => ("A | B | C ; A=B B=C A=C A>C C>B B>A",
            "Packets go from A straight to C; their answers come back through B."),
        Code::RoutingDisabled => ("A: !no routing | B ; A=B A/A",
            "Nothing leaves a Private Network of A, though A and B are peered."),
        Code::DefaultRouteNotReceived => ("A: 0.0.0.0/0 → B, !pn-1 | B ; A=B A/A",
            "A has a default route, and pn-1 does not receive it."),
        Code::AclBlocksPeer => ("A | B: !ACL: drop ; A=B A/B",
            "Packets of A come to B, whose network ACL drops them."),
        Code::IngressNextHopOutside => ("A | B: 10.4.0.0/22, !via 10.9.0.9 ; A=B A/B",
            "B hands what comes from A to an address that is not in its Private Network."),
        Code::UnusedTransit => ("A | B: !transit | C ; A=B B=C A>B C>B",
            "B may pass packets on between A and C, and no route asks it to."),
    }
}

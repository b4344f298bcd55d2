//! What a report says of one VPC: its route table, and what a block would clash
//! with there.

use super::{ConnectorStatus, Report};
use crate::cidr::{Cidr, Relation};
use crate::network::{NextHop, Subnet, VpcIndex};
use crate::order::sort_by;
use crate::routing::{Dead, Match};
use crate::space::{free_block, near};

/// A row of a route table.
///
/// ```
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let table = judge(&Scenario::from_json(ONE_WAY)?).route_table(0);
/// let destinations: Vec<String> = table.iter().map(|row| row.destination.to_string()).collect();
/// assert_eq!(destinations, ["10.0.0.0/22", "10.0.4.0/22"]);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The addresses it applies to.
    pub destination: Cidr,
    /// What it is.
    pub entry: RowEntry,
}

/// What a row of a route table is.
///
/// ```
/// use peerlab_core::report::{RouteState, RowEntry, judge};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let table = judge(&Scenario::from_json(ONE_WAY)?).route_table(0);
/// assert_eq!(table[0].entry, RowEntry::Local { private_network: 0 });
/// assert_eq!(table[1].entry, RowEntry::Custom { route: 0, state: RouteState::Active });
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowEntry {
    /// The platform's own route to a Private Network of the VPC.
    Local {
        /// The Private Network's place in the document.
        private_network: usize,
    },
    /// A custom route.
    Custom {
        /// Its place in the document.
        route: usize,
        /// Whether it carries packets.
        state: RouteState,
    },
}

/// Whether a custom route carries packets, and why it does not.
///
/// ```
/// use peerlab_core::report::{ConnectorStatus, RouteState, RowEntry, judge};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let mut scenario = Scenario::from_json(ONE_WAY)?;
/// scenario.vpc_connectors.pop();
/// let state = RouteState::NotPeered(ConnectorStatus::Orphan);
/// assert_eq!(judge(&scenario).route_table(0)[1].entry, RowEntry::Custom { route: 0, state });
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteState {
    /// Its packets enter the peered VPC.
    Active,
    /// Its packets are handed to a resource or a Private Network of the VPC
    /// (A7).
    Handed,
    /// Another entry of the same destination is used: a local one (A2).
    BehindLocal,
    /// Another entry of the same destination is used: an earlier custom one
    /// (A3).
    BehindCustom,
    /// Its connector is not peered.
    NotPeered(ConnectorStatus),
    /// Its connector is another VPC's.
    Foreign,
    /// Its next hop is not there.
    Missing,
    /// It names no next hop.
    Unclear,
}

/// A subnet that a block would clash with.
///
/// ```
/// use peerlab_core::cidr::{Cidr, Relation};
/// use peerlab_core::report::{Clash, Nearness, judge};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let report = judge(&Scenario::from_json(CHAIN)?);
/// let clash = Clash {
///     private_network: 1,
///     subnet: Cidr::parse("10.0.4.0/22")?,
///     relation: Relation::Within,
///     nearness: Nearness::Chained,
/// };
/// assert_eq!(report.clashes(Cidr::parse("10.0.4.0/24")?, 0, None), [clash]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The place of its Private Network in the document.
    pub private_network: usize,
    /// The subnet.
    pub subnet: Cidr,
    /// How the block stands to it.
    pub relation: Relation,
    /// Where the subnet is.
    pub nearness: Nearness,
}

/// Where something is, seen from a VPC.
///
/// ```
/// use peerlab_core::cidr::Cidr;
/// use peerlab_core::report::{Nearness, judge};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let report = judge(&Scenario::from_json(CHAIN)?);
/// let block = Cidr::parse("10.0.0.0/16")?;
/// let from_shop: Vec<Nearness> = report.clashes(block, 0, None).iter().map(|c| c.nearness).collect();
/// assert_eq!(from_shop, [Nearness::Own, Nearness::Chained]);
/// assert_eq!(report.clashes(block, 1, None)[0].nearness, Nearness::Neighbour, "seen from the hub");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// In the VPC itself.
    Own,
    /// In a VPC at the other end of a connector, whichever way that leads.
    Neighbour,
    /// In a VPC that a chain joins to it.
    Chained,
}

impl Report {
    /// Returns the block that a new Private Network of a VPC should have, the
    /// VPC by its place in the document: the lowest /22 that clashes with
    /// nothing within four chained VPCs, nor, where there is room, with anything
    /// else. `None` where no block is left, or there is no such VPC.
    ///
    /// Takes O(n log n) time for n subnets.
    ///
    /// ```
    /// use peerlab_core::report::judge;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// let block = report.free_block(0).map(|block| block.to_string());
    /// assert_eq!(block.as_deref(), Some("172.16.0.0/22"));
    /// assert_eq!(report.free_block(2), None, "there is no third VPC");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn free_block(&self, vpc: usize) -> Option<Cidr> {
        free_block(self.model.network(), self.vpc_at(vpc)?)
    }

    /// Returns what a block would clash with in a VPC, the VPC by its place in
    /// the document: the subnets it overlaps there and within four chained VPCs,
    /// the nearest first, then by address. A Private Network may be left out,
    /// also by its place: the one that the block is for.
    ///
    /// Takes O(n log n) time for the connectors and subnets around the VPC.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    /// use peerlab_core::report::{Nearness, judge};
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// let clashes = report.clashes(Cidr::parse("10.0.4.0/24")?, 0, None);
    /// assert_eq!(clashes[0].subnet, Cidr::parse("10.0.4.0/22")?);
    /// assert_eq!(clashes[0].nearness, Nearness::Neighbour);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn clashes(&self, block: Cidr, vpc: usize, except: Option<usize>) -> Vec<Clash> {
        let network = self.model.network();
        let Some(here) = self.vpc_at(vpc) else {
            return Vec::new();
        };
        let mut clashes = Vec::new();
        for (vpc, distance) in near(network, &[here]) {
            let nearness = match distance {
                0 => Nearness::Own,
                1 => Nearness::Neighbour,
                _ => Nearness::Chained,
            };
            for &Subnet {
                cidr,
                private_network,
            } in &network.vpc(vpc).subnets
            {
                let place = network.private_network(private_network).entity.index;
                if let Some(relation) = block.relation(cidr)
                    && Some(place) != except
                {
                    clashes.push(Clash {
                        private_network: place,
                        subnet: cidr,
                        relation,
                        nearness,
                    });
                }
            }
        }
        sort_by(&mut clashes, |a, b| {
            (a.nearness, a.subnet, a.private_network).cmp(&(
                b.nearness,
                b.subnet,
                b.private_network,
            ))
        });
        clashes
    }

    /// Returns the route table of a VPC, the VPC by its place in the document:
    /// by destination, of equal ones the one that is used first. Routes whose
    /// destination cannot be read are not in it.
    ///
    /// Takes O(n log n) time for n subnets and routes of the VPC.
    ///
    /// ```
    /// use peerlab_core::report::{RouteState, RowEntry, judge};
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let report = judge(&Scenario::from_json(ONE_WAY)?);
    /// let table = report.route_table(0);
    /// assert!(matches!(table[0].entry, RowEntry::Local { .. }));
    /// assert!(matches!(table[1].entry, RowEntry::Custom { state: RouteState::Active, .. }));
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn route_table(&self, vpc: usize) -> Vec<TableRow> {
        let network = self.model.network();
        let Some(index) = self.vpc_at(vpc) else {
            return Vec::new();
        };
        let vpc = network.vpc(index);
        let local = vpc.subnets.iter().map(|subnet| TableRow {
            destination: subnet.cidr,
            entry: RowEntry::Local {
                private_network: network.private_network(subnet.private_network).entity.index,
            },
        });
        let custom = vpc.routes.iter().map(|&index| {
            let route = network.route(index);
            let table = self
                .model
                .routing
                .table(route.vpc, route.destination.family());
            let used = table.exactly(route.destination).map(|entry| entry.value);
            let state = match used {
                Some(Match::Local(_)) => RouteState::BehindLocal,
                Some(Match::Custom(used)) if used != index => RouteState::BehindCustom,
                _ => match self.model.routing.next(index) {
                    Ok(_) | Err(Dead::Unseen(_)) => RouteState::Active,
                    Err(Dead::Handed) => RouteState::Handed,
                    Err(Dead::Foreign) => RouteState::Foreign,
                    Err(Dead::Orphan(_)) => RouteState::NotPeered(ConnectorStatus::Orphan),
                    Err(Dead::Conflict(_)) => RouteState::NotPeered(ConnectorStatus::Conflict),
                    Err(Dead::Missing) if route.next_hop == NextHop::Unclear => RouteState::Unclear,
                    Err(Dead::Missing) => RouteState::Missing,
                },
            };
            TableRow {
                destination: route.destination,
                entry: RowEntry::Custom {
                    route: route.entity.index,
                    state,
                },
            }
        });
        // Stable: local ones come first, custom ones as in the document.
        let mut rows: Vec<TableRow> = local.chain(custom).collect();
        sort_by(&mut rows, |a, b| a.destination.cmp(&b.destination));
        rows
    }

    /// Returns the VPC at a place of the document.
    fn vpc_at(&self, place: usize) -> Option<VpcIndex> {
        let mut vpcs = self.model.network().vpcs();
        let found = vpcs.find(|(_, vpc)| vpc.entity.index == place);
        found.map(|(index, _)| index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::judge;
    use crate::sketch::sketch;

    #[track_caller]
    fn check_table(text: &str, expected: &[&str]) {
        let scenario = sketch(text);
        let rows = judge(&scenario).route_table(0);
        let told: Vec<String> = rows
            .iter()
            .map(|row| match row.entry {
                RowEntry::Local { private_network } => format!(
                    "{} local {}",
                    row.destination, scenario.private_networks[private_network].id
                ),
                RowEntry::Custom { state, .. } => format!("{} {state:?}", row.destination),
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_table_tells_what_every_route_does() {
        check_table(
            "vpc a x=10.0.0.0/22
             vpc b y=10.0.4.0/22
             vpc c z=10.0.8.0/22
             vpc d w=10.0.0.0/24
             peer a b
             connect a c
             peer a d
             route a 10.0.4.0/22 b
             route a 10.0.4.0/22 c
             route a 10.0.8.0/22 c
             route a 10.0.0.0/24 d
             route a 10.0.0.0/22 b
             route a 10.9.0.0/16 pn:x",
            &[
                "10.0.0.0/22 local x",
                "10.0.0.0/22 BehindLocal",
                "10.0.0.0/24 NotPeered(Conflict)",
                "10.0.4.0/22 Active",
                "10.0.4.0/22 BehindCustom",
                "10.0.8.0/22 NotPeered(Orphan)",
                "10.9.0.0/16 Handed",
            ],
        );
    }

    #[test]
    fn a_table_tells_next_hops_that_are_not_there() {
        let scenario = crate::scenario::Scenario::from_json(
            r#"{"vpcs": [{"id": "a"}, {"id": "b"}],
                "vpc_connectors": [{"id": "b-a", "vpc_id": "b", "target_vpc_id": "a"}],
                "routes": [
                    {"id": "1", "vpc_id": "a", "destination": "10.1.0.0/16"},
                    {"id": "2", "vpc_id": "a", "destination": "10.2.0.0/16",
                     "nexthop_vpc_connector_id": "gone"},
                    {"id": "3", "vpc_id": "a", "destination": "10.3.0.0/16",
                     "nexthop_vpc_connector_id": "b-a"},
                    {"id": "4", "vpc_id": "a", "destination": "10.4.0.0"}]}"#,
        );
        let states: Vec<RouteState> = judge(&scenario.expect("a scenario"))
            .route_table(0)
            .iter()
            .filter_map(|row| match row.entry {
                RowEntry::Custom { state, .. } => Some(state),
                RowEntry::Local { .. } => None,
            })
            .collect();
        let expected = [
            RouteState::Unclear,
            RouteState::Missing,
            RouteState::Foreign,
        ];
        assert_eq!(states, expected);
    }

    #[test]
    fn clashes_are_told_from_the_nearest_on() {
        let scenario = sketch(
            "vpc a x=10.0.0.0/22
             vpc b y=10.0.1.0/24
             vpc c z=10.0.0.0/16
             vpc d w=10.0.0.0/22
             connect b a
             connect b c",
        );
        let report = judge(&scenario);
        let block = "10.0.0.0/22".parse().expect("a prefix");
        let told = |except| -> Vec<String> {
            let clashes = report.clashes(block, 0, except);
            let told = clashes.iter().map(|clash| {
                let id = &scenario.private_networks[clash.private_network].id;
                format!("{id} {:?} {:?}", clash.relation, clash.nearness)
            });
            told.collect()
        };
        assert_eq!(
            told(None),
            [
                "x Identical Own",
                "y Contains Neighbour",
                "z Within Chained"
            ]
        );
        assert_eq!(told(Some(0)), ["y Contains Neighbour", "z Within Chained"]);
        assert_eq!(report.clashes(block, 9, None), []);
    }
}

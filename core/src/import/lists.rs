//! What the platform lists, put together into one scenario.

mod terraform;

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::kind::{self, Kind, Listing};
use super::listed::{Catalogue, Listed, Written};
use super::next_hop::{self, NextHop};
use super::note::Note;
use super::{Holds, Imported, Problem};
use crate::json::{JsonError, Part, ToJson};
use crate::order::{Numbers, sort_and_dedup};
use crate::scenario::record::record;
use crate::scenario::{
    Acl, DEFAULT_REGION, IngressRule, Limit, PrivateNetwork, Reading, Route, Scenario, Vpc,
    VpcConnector, not_an_id,
};

/// Everything that was listed so far.
#[derive(Default)]
pub(super) struct Lists<'t> {
    /// With what is known of its transitivity.
    vpcs: Catalogue<Vpc, Option<bool>>,
    private_networks: Catalogue<PrivateNetwork>,
    /// With the name of the VPC it leads to.
    connectors: Catalogue<VpcConnector, Option<String>>,
    routes: Catalogue<Route, Option<NextHop>>,
    ingress_rules: Catalogue<IngressRule>,
    /// Of Terraform, which tells whose they are.
    acls: Vec<Acl>,
    /// VPC and destination of the routes that are implied.
    subnet_routes: Vec<(String, String)>,
    /// The objects on incomplete pages: what they are, how much there is of it
    /// in all, and their texts.
    pages: Vec<(&'static str, u64, &'t str)>,
    notes: Vec<Note>,
}

/// What every object of the platform that is kept has.
struct Identified {
    id: String,
}

record!(Identified {
    id: Text must,
});

impl<'t> Lists<'t> {
    /// Adds what a file holds.
    pub(super) fn add(
        &mut self,
        file: &str,
        whole: &Part<'t>,
        listing: Listing,
    ) -> Result<(), Problem> {
        match listing {
            Listing::List => self.add_list(file, whole, None).map(|_| ()),
            Listing::Answer => self.add_answer(file, whole),
            Listing::Object(kind) => self.add_object(file, whole, kind),
            Listing::Terraform => self.add_terraform(file, whole),
        }
    }

    fn add_list(
        &mut self,
        file: &str,
        list: &Part<'t>,
        under: Option<&str>,
    ) -> Result<usize, Problem> {
        let mut count = 0;
        list.each_element(|element| {
            count += 1;
            let kind = kind::of_element(&element, under)?;
            self.add_object(file, &element, kind)
        })?;
        if count == 0 {
            self.notes.push(Note::EmptyList {
                file: file.to_owned(),
            });
        }
        Ok(count)
    }

    fn add_answer(&mut self, file: &str, whole: &Part<'t>) -> Result<(), Problem> {
        let mut total: Option<u64> = None;
        let mut lists: Vec<(&'static str, Part<'t>, usize)> = Vec::new();
        whole.each_member(|key, value| {
            if key == "total_count" {
                total = value.read()?;
            } else if let Some(key) = kind::list_key(key) {
                if value.text() == "null" {
                    return Ok(());
                }
                if !value.is_list() {
                    return Err(value.error("a list […] is expected").into());
                }
                let count = self.add_list(file, &value, Some(key))?;
                lists.push((key, value, count));
            }
            Ok::<(), Problem>(())
        })?;
        match (lists.as_slice(), total) {
            ([], _) => Err(whole
                .error("an answer with a “total_count” but no list that is known here")
                .into()),
            // One list of an answer is what its count is of.
            ([(key, list, count)], Some(total)) if *count > 0 && total > *count as u64 => {
                self.add_page(key, total, list)
            }
            _ => Ok(()),
        }
    }

    fn add_page(&mut self, key: &str, total: u64, list: &Part<'t>) -> Result<(), Problem> {
        let words = kind::words(key);
        list.each_element(|element| {
            self.pages.push((words, total, element.text()));
            Ok(())
        })
    }

    fn add_object(&mut self, file: &str, object: &Part<'t>, kind: Kind) -> Result<(), Problem> {
        let file = || file.to_owned();
        match kind {
            Kind::Vpc => self.add_vpc(object)?,
            Kind::PrivateNetwork => self.add_private_network(object)?,
            Kind::Connector => self.add_connector(object)?,
            Kind::Route => self.add_route(object, None)?,
            Kind::RouteWithNextHop => {
                let next_hop: NextHop = object.read()?;
                object.each_member(|key, value| match key {
                    "route" => self.add_route(&value, Some(next_hop.clone())),
                    _ => Ok(()),
                })?;
            }
            Kind::IngressRule => {
                self.ingress_rules.add(listed(object, ())?);
            }
            Kind::Subnet => {
                self.note(Note::Subnets { file: file() });
            }
            Kind::SubnetOverlap => {
                self.note(Note::SubnetOverlaps { file: file() });
            }
            Kind::Acl => {
                self.note(Note::Acl { file: file() });
            }
        }
        Ok(())
    }

    /// Notes what may be so of every object of a list.
    fn note(&mut self, note: Note) {
        if self.notes.last() != Some(&note) {
            self.notes.push(note);
        }
    }

    fn add_vpc(&mut self, object: &Part<'t>) -> Result<(), Problem> {
        struct Known {
            transitivity_enabled: Option<bool>,
        }
        record!(Known {
            transitivity_enabled: MaybeFlag,
        });
        let known: Known = object.read()?;
        let mut vpc: Listed<Vpc, _> = listed(object, known.transitivity_enabled)?;
        // What is known is put back when every list has been read.
        vpc.object.transitivity_enabled = false;
        blank_is_none(&mut vpc.object.project_id);
        blank_is_none(&mut vpc.object.organization_id);
        if vpc.object.region.trim().is_empty() {
            DEFAULT_REGION.clone_into(&mut vpc.object.region);
        }
        self.vpcs.add(vpc);
        Ok(Limit::Vpcs.check(self.vpcs.len())?)
    }

    fn add_private_network(&mut self, object: &Part<'t>) -> Result<(), Problem> {
        self.private_networks.add(listed(object, ())?);
        Ok(Limit::PrivateNetworks.check(self.private_networks.len())?)
    }

    fn add_connector(&mut self, object: &Part<'t>) -> Result<(), JsonError> {
        struct Known {
            peer_info: Option<PeerInfo>,
        }
        record!(Known { peer_info: Record });
        struct PeerInfo {
            vpc_name: Option<String>,
        }
        record!(PeerInfo {
            vpc_name: MaybeText,
        });
        let known: Known = object.read()?;
        let mut peer = known.peer_info.and_then(|peer| peer.vpc_name);
        blank_is_none(&mut peer);
        let mut connector: Listed<VpcConnector, _> = listed(object, peer)?;
        blank_is_none(&mut connector.object.region);
        blank_is_none(&mut connector.object.status);
        self.connectors.add(connector);
        Ok(())
    }

    fn add_route(&mut self, object: &Part<'t>, next_hop: Option<NextHop>) -> Result<(), Problem> {
        struct Known {
            id: Option<String>,
            vpc_id: Option<String>,
            destination: Option<String>,
            of: Option<String>,
            is_read_only: Option<bool>,
        }
        record!(Known {
            id: MaybeText,
            vpc_id: MaybeText,
            destination: MaybeText,
            of as "type": MaybeText,
            is_read_only: MaybeFlag,
        });
        let known: Known = object.read()?;
        // Old answers have no type; that such a route has no id tells it too.
        let is_nameless = known.id.is_some_and(|id| id.is_empty());
        let is_implied = known.of.map_or_else(
            || is_nameless && known.is_read_only == Some(true),
            |of| of == "subnet",
        );
        if is_implied {
            let vpc = known.vpc_id.unwrap_or_default();
            let destination = known.destination.unwrap_or_default();
            self.subnet_routes.push((vpc, destination));
            return Ok(());
        }
        let mut route: Listed<Route, _> = listed(object, next_hop)?;
        blank_is_none(&mut route.object.nexthop_vpc_connector_id);
        blank_is_none(&mut route.object.nexthop_resource_id);
        blank_is_none(&mut route.object.nexthop_private_network_id);
        self.routes.add(route);
        Ok(Limit::Routes.check(self.routes.len())?)
    }

    /// Makes the scenario of everything that was added.
    pub(super) fn into_scenario(mut self) -> Imported {
        let mut notes = self.notes;
        sort_and_dedup(&mut self.pages);
        let pages = self.pages.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        notes.extend(pages.filter_map(incomplete));
        sort_and_dedup(&mut self.subnet_routes);
        notes.extend(implied(self.subnet_routes.len()));
        let vpcs = in_order(self.vpcs, "VPC", &mut notes);
        let private_networks = in_order(self.private_networks, "Private Network", &mut notes);
        let connectors = in_order(self.connectors, "connector", &mut notes);
        let routes = in_order(self.routes, "route", &mut notes);
        let rules = in_order(self.ingress_rules, "ingress rule", &mut notes);
        let (resources, nowhere) = next_hop::resources(&routes);
        notes.extend(nowhere);
        notes.extend(assumed_transitivity(&vpcs));
        notes.extend(unlisted_peers(&connectors, &vpcs));
        let others = private_networks.len() + connectors.len() + routes.len() + rules.len();
        notes.extend((vpcs.is_empty() && others > 0).then_some(Note::NoVpcs));
        sort_and_dedup(&mut notes);
        let scenario = Scenario {
            vpcs: vpcs
                .into_iter()
                .map(|listed| Vpc {
                    transitivity_enabled: listed.known.unwrap_or(TRANSITIVITY_UNLESS_CHOSEN),
                    ..listed.object
                })
                .collect(),
            private_networks: objects(private_networks),
            resources,
            vpc_connectors: objects(connectors),
            routes: objects(routes),
            ingress_rules: objects(rules),
            acls: self.acls,
            ..Scenario::default()
        };
        Imported {
            reading: Reading {
                scenario,
                unknown_fields: Vec::new(),
            },
            notes,
            from: Holds::Lists,
        }
    }
}

/// Whether a VPC lets transit pass where nobody asked for it (platform facts,
/// 1.1).
const TRANSITIVITY_UNLESS_CHOSEN: bool = false;

/// Reads an object with its id and times, after checking that the id can be
/// one.
fn listed<T: DeserializeOwned, K>(object: &Part<'_>, known: K) -> Result<Listed<T, K>, JsonError> {
    let Identified { id } = object.read()?;
    if let Some(reason) = not_an_id(&id) {
        return Err(object.error_in("id", reason));
    }
    Ok(Listed {
        object: object.read()?,
        known,
        times: object.read::<Written>()?.into(),
        id,
        differs: false,
    })
}

fn blank_is_none(text: &mut Option<String>) {
    text.take_if(|text| text.trim().is_empty());
}

/// Puts objects in order and notes those that were listed differently.
fn in_order<T: PartialEq + ToJson, K: Ord>(
    catalogue: Catalogue<T, K>,
    kind: &'static str,
    notes: &mut Vec<Note>,
) -> Vec<Listed<T, K>> {
    let objects = catalogue.in_order();
    let differing = || objects.iter().filter(|listed| listed.differs);
    notes.extend(
        differing()
            .map(|listed| &listed.id)
            .min()
            .map(|first| Note::Differing {
                kind,
                first: first.clone(),
                count: differing().count(),
            }),
    );
    objects
}

fn objects<T, K>(listed: Vec<Listed<T, K>>) -> Vec<T> {
    listed.into_iter().map(|listed| listed.object).collect()
}

/// Notes a list of which the pages at hand do not come to the whole.
fn incomplete(objects: &[(&'static str, u64, &str)]) -> Option<Note> {
    let &(list, total, _) = objects.first()?;
    let listed = objects.len();
    (total > listed as u64).then_some(Note::Incomplete {
        list,
        listed,
        total,
    })
}

fn implied(subnet_routes: usize) -> Option<Note> {
    (subnet_routes > 0).then_some(Note::SubnetRoutes {
        count: subnet_routes,
    })
}

fn assumed_transitivity(vpcs: &[Listed<Vpc, Option<bool>>]) -> Option<Note> {
    let mut silent = vpcs.iter().filter(|vpc| vpc.known.is_none());
    let Listed { object: first, .. } = silent.next()?;
    Some(Note::TransitivityAssumed {
        first: label(&first.name, &first.id),
        count: 1 + silent.count(),
    })
}

fn unlisted_peers(
    connectors: &[Listed<VpcConnector, Option<String>>],
    vpcs: &[Listed<Vpc, Option<bool>>],
) -> Option<Note> {
    let known = vpcs.iter().zip(0..);
    let known: Numbers<'_> = known
        .map(|(vpc, place)| (Cow::from(&vpc.object.id), place))
        .collect();
    let mut unlisted = connectors.iter().filter_map(|connector| {
        let name = connector.known.as_deref()?;
        let is_known = known.contains_key(connector.object.target_vpc_id.as_str());
        (!is_known).then_some((&connector.object, name))
    });
    let (connector, vpc) = unlisted.next()?;
    Some(Note::PeerNotListed {
        connector: label(&connector.name, &connector.id),
        vpc: vpc.to_owned(),
        vpc_id: connector.target_vpc_id.clone(),
        count: 1 + unlisted.count(),
    })
}

fn label(name: &str, id: &str) -> String {
    if name.trim().is_empty() { id } else { name }.to_owned()
}

//! The resources that routes lead to, from the answer that tells a route's
//! next hop.

use std::borrow::Cow;

use super::listed::Listed;
use super::note::Note;
use crate::order::Numbers;
use crate::scenario::record::record;
use crate::scenario::{Resource, Route};

/// What the platform tells of a route's next hop beside its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NextHop {
    address: Option<String>,
    name: Option<String>,
    kind: Option<String>,
}

record!(NextHop {
    address as "nexthop_ip": MaybeText,
    name as "nexthop_name": MaybeText,
    kind as "nexthop_resource_type": MaybeText,
});

/// Makes the resources that routes lead to. None is listed by itself, so each
/// becomes one of the scenario's: else a route to it would seem to lead
/// nowhere. They stand in the order of the first route to each.
///
/// Returns a note for those that stand in no Private Network that is told.
pub(super) fn resources(
    routes: &[Listed<Route, Option<NextHop>>],
) -> (Vec<Resource>, Option<Note>) {
    let mut resources: Vec<Resource> = Vec::new();
    let mut place_of = Numbers::new();
    let mut nowhere: Option<(String, usize)> = None;
    let hops = routes.iter().filter_map(|route| {
        let id = route.object.nexthop_resource_id.as_deref()?;
        Some((id, &route.object, route.known.as_ref()))
    });
    for (id, route, _) in hops.clone() {
        if let Some(network) = &route.nexthop_private_network_id {
            place_of.entry(Cow::from(id)).or_insert_with(|| {
                resources.push(Resource {
                    id: id.to_owned(),
                    name: String::new(),
                    private_network_id: network.clone(),
                    addresses: Vec::new(),
                    kind: UNKNOWN.to_owned(),
                });
                resources.len() - 1
            });
        }
    }
    for (id, route, known) in hops {
        let Some(resource) = place_of.get(id).and_then(|&place| resources.get_mut(place)) else {
            let (_, count) = nowhere.get_or_insert((route.id.clone(), 0));
            *count += 1;
            continue;
        };
        if let Some(known) = known {
            known.fill(resource);
        }
    }
    let note = nowhere.map(|(route, count)| Note::NextHopWithoutNetwork { route, count });
    (resources, note)
}

/// A network card has an address or two; what claims many more is no card, and
/// would take long to compare.
const MOST_ADDRESSES: usize = 16;

/// The kind of a resource of which nothing tells it.
const UNKNOWN: &str = "unknown";

impl NextHop {
    /// Adds to a resource what is not known of it yet.
    fn fill(&self, resource: &mut Resource) {
        let told = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        if let Some(name) = told(&self.name)
            && resource.name.is_empty()
        {
            resource.name = name;
        }
        if let Some(address) = told(&self.address)
            && !resource.addresses.contains(&address)
            && resource.addresses.len() < MOST_ADDRESSES
        {
            resource.addresses.push(address);
        }
        if let Some(kind) = told(&self.kind)
            && resource.kind == UNKNOWN
        {
            resource.kind = plain_kind(&kind);
        }
    }
}

/// Names what a next hop is: the platform names its network card.
fn plain_kind(platforms: &str) -> String {
    match platforms {
        "instance_private_nic" => "instance",
        "baremetal_private_nic" => "elastic-metal",
        "apple_silicon_private_nic" => "apple-silicon",
        "vpc_gateway_network" => "public-gateway",
        "vpn_gateway" => "vpn-gateway",
        "unknown_type" => UNKNOWN,
        other => return other.replace('_', "-"),
    }
    .to_owned()
}

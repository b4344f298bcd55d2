//! How far one scenario is from another.

use crate::edit::Item;
use crate::order::sort_by;
use crate::scenario::{PrivateNetwork, Resource, Route, Scenario, Vpc, VpcConnector};

/// Counts what is different between two scenarios: what was added, deleted or
/// changed, each thing once, however often it was changed. What people call
/// things, where cards stand and what is expected does not count.
///
/// Takes O(n log n) time for n entities.
///
/// ```
/// use peerlab_core::edit::{Edit, apply};
/// use peerlab_core::lesson::changes;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let start = Scenario::from_json(ONE_WAY)?;
/// let mut now = start.clone();
/// apply(&mut now, &Edit::set("shop", "name", "Shop"))?;
/// assert_eq!(changes(&start, &now), 0, "it is called otherwise");
/// apply(&mut now, &Edit::set("shop-to-db", "destination", "10.0.4.0/24"))?;
/// apply(&mut now, &Edit::Remove { id: "data-to-shop".to_owned() })?;
/// assert_eq!(changes(&start, &now), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn changes(from: &Scenario, to: &Scenario) -> usize {
    let sorted = |scenario| {
        let mut items = counted(scenario);
        sort_by(&mut items, |a, b| a.id().cmp(b.id()));
        items
    };
    let (from_items, to_items) = (sorted(from), sorted(to));
    let found = |item: &Item| {
        let place = from_items.binary_search_by(|one| one.id().cmp(item.id()));
        place.ok().and_then(|place| from_items.get(place))
    };
    let (mut changed, mut both) = (0, 0);
    for item in &to_items {
        match found(item) {
            Some(former) => {
                both += 1;
                changed += usize::from(former != item);
            }
            None => changed += 1,
        }
    }
    let gone = from_items.len().saturating_sub(both);
    // Of an ACL there is one for each VPC and family.
    let unlike = |of: &Scenario, other: &Scenario, is_told: bool| {
        let acls = of.acls.iter().filter(|acl| {
            let mut others = other.acls.iter();
            match others.find(|one| one.vpc_id == acl.vpc_id && one.is_ipv6 == acl.is_ipv6) {
                Some(other) => is_told && other != *acl,
                None => true,
            }
        });
        acls.count()
    };
    changed + gone + unlike(to, from, true) + unlike(from, to, false)
}

/// Returns everything of a scenario that counts, without what people call it.
pub(super) fn counted(scenario: &Scenario) -> Vec<Item> {
    let vpcs = scenario.vpcs.iter().cloned().map(|vpc| {
        Item::Vpc(Vpc {
            name: String::new(),
            tags: Vec::new(),
            ..vpc
        })
    });
    let networks = scenario.private_networks.iter().cloned().map(|network| {
        Item::PrivateNetwork(PrivateNetwork {
            name: String::new(),
            ..network
        })
    });
    let resources = scenario.resources.iter().cloned().map(|resource| {
        Item::Resource(Resource {
            name: String::new(),
            ..resource
        })
    });
    let connectors = scenario.vpc_connectors.iter().cloned().map(|connector| {
        Item::VpcConnector(VpcConnector {
            name: String::new(),
            ..connector
        })
    });
    let routes = scenario.routes.iter().cloned().map(|route| {
        Item::Route(Route {
            description: String::new(),
            ..route
        })
    });
    let rules = scenario.ingress_rules.iter().cloned();
    let rules = rules.map(Item::IngressRule);
    let all = vpcs.chain(networks).chain(resources);
    all.chain(connectors).chain(routes).chain(rules).collect()
}

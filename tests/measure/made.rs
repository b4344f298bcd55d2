//! Scenarios that are large and alike every time.

use peerlab_core::scenario::Scenario;
use serde_json::json;

/// Private Networks of each VPC.
const NETWORKS: usize = 4;

/// Makes VPCs in a ring, each peered with the two beside it and with a route to
/// what both have.
pub(super) fn ring(count: usize) -> Scenario {
    let pairs: Vec<_> = (0..count)
        .flat_map(|from| {
            [
                (from, (from + 1) % count),
                (from, (from + count - 1) % count),
            ]
        })
        .collect();
    scenario(count, &pairs)
}

/// Makes VPCs that are all peered with each other, each with routes to the rest.
pub(super) fn networked(count: usize) -> Scenario {
    let all = (0..count).flat_map(|from| (0..count).map(move |to| (from, to)));
    let pairs: Vec<_> = all.filter(|(from, to)| from != to).collect();
    scenario(count, &pairs)
}

fn scenario(count: usize, pairs: &[(usize, usize)]) -> Scenario {
    let block = |vpc: usize| (vpc * NETWORKS / 256, vpc * NETWORKS % 256);
    let vpcs: Vec<_> = (0..count)
        .map(|vpc| json!({ "id": format!("v{vpc}"), "name": format!("VPC {vpc}") }))
        .collect();
    let networks: Vec<_> = (0..count * NETWORKS)
        .map(|network| {
            let vpc = network / NETWORKS;
            json!({ "id": format!("p{network}"), "name": format!("network {network}"),
                "vpc_id": format!("v{vpc}"),
                "subnets": [format!("10.{}.{}.0/24", network / 256, network % 256)] })
        })
        .collect();
    let connectors: Vec<_> = pairs
        .iter()
        .map(|(from, to)| {
            json!({ "id": format!("v{from}-v{to}"), "vpc_id": format!("v{from}"),
                "target_vpc_id": format!("v{to}") })
        })
        .collect();
    let routes: Vec<_> = pairs
        .iter()
        .map(|&(from, to)| {
            let (high, low) = block(to);
            json!({ "id": format!("r{from}-{to}"), "vpc_id": format!("v{from}"),
                "destination": format!("10.{high}.{low}.0/22"),
                "nexthop_vpc_connector_id": format!("v{from}-v{to}") })
        })
        .collect();
    let whole = json!({ "vpcs": vpcs, "private_networks": networks,
        "vpc_connectors": connectors, "routes": routes });
    Scenario::from_json(&whole.to_string()).expect("it is a scenario")
}

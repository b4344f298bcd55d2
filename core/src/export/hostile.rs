//! A scenario that means harm, for the tests of every form that is written.

use crate::scenario::Scenario;

#[path = "../../../tests/hostile.rs"]
mod texts;

/// Makes a scenario in which every text is one of them.
pub(super) fn scenario() -> Scenario {
    let mut vpcs = Vec::new();
    let mut networks = Vec::new();
    let mut connectors = Vec::new();
    let texts: Vec<&str> = texts::texts().collect();
    for (place, text) in texts.iter().enumerate() {
        let other = texts[(place + 1) % texts.len()];
        vpcs.push(serde_json::json!({
            "id": text, "name": text, "region": text, "project_id": text}));
        networks.push(serde_json::json!({
            "id": format!("n{text}"), "name": text, "vpc_id": text, "subnets": [text]}));
        for (from, to) in [(*text, other), (other, *text), (*text, "nowhere <b>")] {
            connectors.push(serde_json::json!({
                "id": format!("c{}", connectors.len()), "name": text,
                "vpc_id": from, "target_vpc_id": to}));
        }
    }
    let json = serde_json::json!({
        "name": texts.concat(),
        "description": texts.join("\n\n"),
        "vpcs": vpcs,
        "private_networks": networks,
        "vpc_connectors": connectors,
        "projects": texts.iter().map(|text| serde_json::json!({"id": text, "name": text}))
            .collect::<Vec<_>>(),
    });
    Scenario::from_json(&json.to_string()).expect("readable")
}

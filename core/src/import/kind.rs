//! Telling what a JSON text holds by the keys in it.

use crate::json::{JsonError, MOST_QUOTED, Part, cut};
use crate::nearest::nearest;

/// What a JSON text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A scenario.
    Scenario,
    /// Something that the platform lists.
    Listing(Listing),
}

/// A way to wrap what the platform lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listing {
    /// A list of objects, as the platform's command line prints it.
    List,
    /// An object with lists in it, as the API answers.
    Answer,
    /// One object.
    Object(Kind),
    /// A state or a plan of Terraform, as `terraform show -json` prints it.
    Terraform,
}

/// A kind of object that the platform lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Vpc,
    PrivateNetwork,
    Connector,
    Route,
    /// A route inside the answer that tells its next hop.
    RouteWithNextHop,
    IngressRule,
    Subnet,
    SubnetOverlap,
    /// The answer about the network ACL of a VPC, which names no VPC.
    Acl,
}

/// The keys that tell things apart, sorted.
const TELLING: [&str; 38] = [
    "acls",
    "action",
    "created_at",
    "custom_routes_propagation_enabled",
    "default_policy",
    "destination",
    "dhcp_enabled",
    "expectations",
    "format_version",
    "id",
    "ingress_rules",
    "is_default",
    "is_read_only",
    "layout",
    "lineage",
    "message",
    "nexthop_resource_ip",
    "organizations",
    "private_network_count",
    "private_network_id",
    "private_networks",
    "projects",
    "resources",
    "route",
    "routes",
    "routing_enabled",
    "rules",
    "subnet",
    "subnet_overlaps",
    "subnets",
    "target_subnet_id",
    "target_vpc_id",
    "terraform_version",
    "total_count",
    "updated_at",
    "version",
    "vpc_connectors",
    "vpcs",
];

/// Keys under which the API answers with a list.
const LISTS: [&str; 8] = [
    "vpcs",
    "private_networks",
    "vpc_connectors",
    "routes",
    "rules",
    "ingress_rules",
    "subnets",
    "subnet_overlaps",
];

/// Keys that only a scenario has at its top.
const OF_SCENARIOS: [&str; 7] = [
    "version",
    "resources",
    "acls",
    "organizations",
    "projects",
    "expectations",
    "layout",
];

/// Keys that a scenario has at its top, and objects as well.
const OF_BOTH: [&str; 2] = ["name", "description"];

/// Keys that the platform's objects have and a scenario's have not.
const OF_THE_PLATFORM: [&str; 7] = [
    "created_at",
    "updated_at",
    "is_default",
    "private_network_count",
    "dhcp_enabled",
    "is_read_only",
    "route",
];

/// Returns the bit of a key that tells; none for another.
fn bit(key: &str) -> u64 {
    TELLING.binary_search(&key).map_or(0, |place| 1 << place)
}

/// The keys of an object, as far as they matter.
struct Keys {
    /// One bit for each of [`TELLING`].
    telling: u64,
    /// The first few as written, to be quoted.
    first: Vec<String>,
}

impl Keys {
    fn of(object: &Part<'_>) -> Result<Self, JsonError> {
        const QUOTED: usize = 6;
        let mut keys = Self {
            telling: 0,
            first: Vec::new(),
        };
        object.each_key(|key| {
            keys.telling |= bit(key);
            if keys.first.len() < QUOTED {
                keys.first.push(cut(key, MOST_QUOTED).into_owned());
            }
        })?;
        Ok(keys)
    }

    fn has(&self, key: &str) -> bool {
        self.telling & bit(key) != 0
    }

    fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }

    /// Returns the kind of the object that has these keys.
    fn kind(&self) -> Option<Kind> {
        // From the most particular key to the least.
        if self.has("target_vpc_id") {
            Some(Kind::Connector)
        } else if self.has("target_subnet_id") {
            Some(Kind::SubnetOverlap)
        } else if self.has("route") {
            Some(Kind::RouteWithNextHop)
        } else if self.has("nexthop_resource_ip") {
            Some(Kind::IngressRule)
        } else if self.has("destination") {
            Some(if self.has("action") {
                Kind::Acl
            } else {
                Kind::Route
            })
        } else if self.has("subnets") || self.has("dhcp_enabled") {
            Some(Kind::PrivateNetwork)
        } else if self.has("subnet") && self.has("private_network_id") {
            Some(Kind::Subnet)
        } else if self.has_any(&[
            "routing_enabled",
            "private_network_count",
            "is_default",
            "custom_routes_propagation_enabled",
        ]) {
            Some(Kind::Vpc)
        } else {
            None
        }
    }
}

/// Tells what a text holds.
pub(super) fn content(whole: &Part<'_>) -> Result<Content, JsonError> {
    if whole.is_list() {
        return Ok(Content::Listing(Listing::List));
    }
    if !whole.is_object() {
        return Err(whole.error("an object {…} or a list […] is expected"));
    }
    let keys = Keys::of(whole)?;
    if keys.has("default_policy") && keys.has("rules") {
        return Ok(Content::Listing(Listing::Object(Kind::Acl)));
    }
    if keys.has("format_version") {
        return Ok(Content::Listing(Listing::Terraform));
    }
    if keys.has_any(&["terraform_version", "lineage"]) {
        let mut error = whole.error("this is Terraform's own file, which changes its form");
        error.meant = Some(PRINT_IT.to_owned());
        return Err(error);
    }
    if keys.has("total_count") {
        return Ok(Content::Listing(Listing::Answer));
    }
    if keys.has_any(&OF_SCENARIOS) {
        return Ok(Content::Scenario);
    }
    // `subnets` is the key of a list as well as of a Private Network.
    if let Some(kind) = keys.kind()
        && (kind != Kind::PrivateNetwork || keys.has("id"))
    {
        return Ok(Content::Listing(Listing::Object(kind)));
    }
    if keys.has_any(&LISTS) {
        return Ok(if lists_are_the_platforms(whole)? {
            Content::Listing(Listing::Answer)
        } else {
            Content::Scenario
        });
    }
    // An empty scenario is one, and so is one with a slip of the pen in a key.
    let known = || LISTS.into_iter().chain(OF_SCENARIOS).chain(OF_BOTH);
    let is_near = |key: &String| nearest(key, known()).is_some();
    if !keys.has_any(&["id", "message"])
        && (keys.first.is_empty() || keys.first.iter().any(is_near))
    {
        return Ok(Content::Scenario);
    }
    Err(unknown(whole, &keys))
}

/// Tells the kind of an element of a list; `under` is the key of the list.
pub(super) fn of_element(element: &Part<'_>, under: Option<&str>) -> Result<Kind, JsonError> {
    if !element.is_object() {
        return Err(element.error("an object {…} is expected"));
    }
    match under {
        Some("vpcs") => Ok(Kind::Vpc),
        Some("private_networks") => Ok(Kind::PrivateNetwork),
        Some("vpc_connectors") => Ok(Kind::Connector),
        Some("subnets") => Ok(Kind::Subnet),
        Some("subnet_overlaps") => Ok(Kind::SubnetOverlap),
        _ => {
            let keys = Keys::of(element)?;
            keys.kind().ok_or_else(|| unknown(element, &keys))
        }
    }
}

/// Returns a key of an answer where it is one that holds a list of objects.
pub(super) fn list_key(key: &str) -> Option<&'static str> {
    LISTS.into_iter().find(|&known| known == key)
}

/// Returns the words for what a list of an answer holds.
pub(super) fn words(list: &str) -> &'static str {
    match list {
        "vpcs" => "VPCs",
        "private_networks" => "Private Networks",
        "vpc_connectors" => "connectors",
        "routes" => "routes",
        "subnets" => "subnets",
        "subnet_overlaps" => "overlaps",
        _ => "rules",
    }
}

/// Why a walk over a list ends before its end.
enum Stop {
    /// One element was enough.
    Enough,
    /// It cannot be read.
    Error(JsonError),
}

impl From<JsonError> for Stop {
    fn from(error: JsonError) -> Self {
        Self::Error(error)
    }
}

/// Tells whether the first objects of an object's lists have what only the
/// platform gives.
fn lists_are_the_platforms(whole: &Part<'_>) -> Result<bool, JsonError> {
    let mut platforms = false;
    whole.each_member(|key, value| {
        if platforms || list_key(key).is_none() || !value.is_list() {
            return Ok(());
        }
        let looked = value.each_element(|element| {
            if element.is_object() {
                platforms = Keys::of(&element)?.has_any(&OF_THE_PLATFORM);
            }
            Err(Stop::Enough)
        });
        match looked {
            Ok(()) | Err(Stop::Enough) => Ok(()),
            Err(Stop::Error(error)) => Err(error),
        }
    })?;
    Ok(platforms)
}

const PRINT_IT: &str = "Give what `terraform show -json` prints";

/// Explains an object that is nothing that can be imported.
fn unknown(object: &Part<'_>, keys: &Keys) -> JsonError {
    if keys.has("message") {
        let mut error = object.error("this is an error message, not what was asked for");
        error.meant = Some("Was the command that printed it refused?".to_owned());
        return error;
    }
    let quoted: Vec<String> = keys.first.iter().map(|key| format!("“{key}”")).collect();
    let mut error = object.error(if quoted.is_empty() {
        "this object is empty".to_owned()
    } else {
        format!(
            "an object with the fields {} is nothing that is known here",
            quoted.join(", ")
        )
    });
    error.found = None;
    error.meant = Some(
        "A VPC, Private Network, connector, route or ingress rule is expected, as the platform \
         lists them"
            .to_owned(),
    );
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_telling_keys_are_sorted_and_whole() {
        assert!(TELLING.is_sorted());
        for key in LISTS.iter().chain(&OF_SCENARIOS).chain(&OF_THE_PLATFORM) {
            assert!(TELLING.binary_search(key).is_ok(), "{key}");
        }
    }
}

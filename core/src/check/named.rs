//! Entities as a sentence names them.

use std::fmt;

use crate::cidr::Cidr;
use crate::scenario::{Entity, Scenario};

/// An entity as a sentence names it.
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "9f", "name": "Shop"}], "vpc_connectors": [
///     {"id": "c1", "vpc_id": "9f", "target_vpc_id": "9f"}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::SelfPeering(alone) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((alone.vpc.id.as_str(), alone.vpc.name.as_str()), ("9f", "Shop"));
/// assert_eq!(alone.connector.to_string(), "c1", "it has no name");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What people call it: its name, else its id.
    pub name: String,
}

/// A route as a sentence names it: people know it by its destination.
///
/// ```
/// use peerlab_core::check::NamedRoute;
/// use peerlab_core::cidr::Cidr;
///
/// let route = NamedRoute { id: "r1".to_owned(), destination: Cidr::parse("10.0.4.0/22")? };
/// assert_eq!(route.to_string(), "10.0.4.0/22 (r1)");
/// # Ok::<(), peerlab_core::cidr::CidrError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NamedRoute {
    /// Its id.
    pub id: String,
    /// Its destination.
    pub destination: Cidr,
}

impl fmt::Display for NamedRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.destination, self.id)
    }
}

impl Named {
    pub(crate) fn of(scenario: &Scenario, entity: Entity) -> Self {
        let name = match scenario.label_of(entity) {
            Some(label) if !label.is_empty() => label.to_owned(),
            // An ACL that names no VPC has nothing to be called by.
            _ => format!("{}[{}]", entity.kind.list(), entity.index),
        };
        Self {
            id: scenario.id_of(entity).unwrap_or_default().to_owned(),
            name,
        }
    }

    /// Names a VPC in a sentence: “VPC Paris”, and “vpc-paris” where the name
    /// says already what it is.
    pub(crate) fn vpc(&self) -> String {
        let says_so = self
            .name
            .get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case("vpc"));
        if says_so {
            self.name.clone()
        } else {
            format!("VPC {}", self.name)
        }
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

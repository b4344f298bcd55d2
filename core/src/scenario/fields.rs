//! How single fields are read and written.

use std::fmt;

use super::{AclAction, Protocol, Version};
use crate::json::{ToJson, Writer};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};

/// Reads CIDR texts, or the API's objects that hold one under `subnet`.
pub(super) fn subnets<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let subnets: Vec<SubnetText> = Vec::deserialize(deserializer)?;
    Ok(subnets.into_iter().map(|subnet| subnet.0).collect())
}

struct SubnetText(String);

impl<'de> Deserialize<'de> for SubnetText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SubnetVisitor).map(Self)
    }
}

struct SubnetVisitor;

impl<'de> Visitor<'de> for SubnetVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a CIDR in quotes or an object with a \"subnet\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let mut subnet = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == "subnet" {
                subnet = Some(map.next_value()?);
            } else {
                // The API's other fields say nothing that the Private Network
                // does not say already.
                map.next_value::<IgnoredAny>()?;
            }
        }
        subnet.ok_or_else(|| A::Error::missing_field("subnet"))
    }
}

/// Reads any number as a whole one within what a canvas can show.
pub(super) fn coordinate<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    const FARTHEST: f64 = 1_000_000.0;
    let number = f64::deserialize(deserializer)?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number is whole and within bounds by then"
    )]
    let whole = number.round().clamp(-FARTHEST, FARTHEST) as i32;
    Ok(whole)
}

impl ToJson for Version {
    fn write(&self, to: &mut Writer) {
        Self::NUMBER.write(to);
    }
}

impl ToJson for AclAction {
    fn write(&self, to: &mut Writer) {
        let name = match self {
            Self::Accept => "accept",
            Self::Drop => "drop",
        };
        name.write(to);
    }
}

impl ToJson for Protocol {
    fn write(&self, to: &mut Writer) {
        let name = match self {
            Self::Any => "ANY",
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Icmp => "ICMP",
        };
        name.write(to);
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            number if number == u64::from(Self::NUMBER) => Ok(Self),
            number => Err(D::Error::invalid_value(
                Unexpected::Unsigned(number),
                &"version 1",
            )),
        }
    }
}

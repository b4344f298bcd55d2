//! How single fields are read and when they are left out.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{DEFAULT_REGION, Version};

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

// The signatures of these are set by serde.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
pub(super) fn is_true(value: &bool) -> bool {
    *value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
pub(super) fn is_false(value: &bool) -> bool {
    !*value
}

pub(super) fn is_default_region(region: &str) -> bool {
    region == DEFAULT_REGION
}

pub(super) fn is_instance(kind: &str) -> bool {
    kind == "instance"
}

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

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(Self::NUMBER)
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

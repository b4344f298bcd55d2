//! Objects read field by field, by one reader for all of them.
//!
//! A reader for every type would be a tenth of the page.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::fields;
use super::{AclAction, Places, Protocol, Scenario, Version};
use crate::edit::Edit;

/// What is read from an object: of its members those that are fields, and of
/// the fields that are missing what they are then.
pub(crate) trait Record: Sized {
    /// The names of the fields.
    const NAMES: &'static [&'static str];

    /// Makes one of which no field was read.
    fn blank() -> Self;

    /// Returns where its fields go.
    fn fields(&mut self) -> Vec<Field<'_>>;
}

/// A field that is read.
pub(crate) struct Field<'r> {
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
    pub(crate) is_read: bool,
    pub(crate) slot: Slot<'r>,
}

/// Where a field goes, by the form of its value.
pub(crate) enum Slot<'r> {
    Text(&'r mut String),
    MaybeText(&'r mut Option<String>),
    Texts(&'r mut Vec<String>),
    MaybeTexts(&'r mut Option<Vec<String>>),
    MaybePairs(&'r mut Option<Vec<(String, String)>>),
    Flag(&'r mut bool),
    MaybeFlag(&'r mut Option<bool>),
    Number(&'r mut u32),
    MaybeWhole(&'r mut Option<u64>),
    /// A list of objects.
    Records(&'r mut dyn Records),
    /// An object.
    Record(&'r mut dyn Records),
    Version(&'r mut Version),
    Subnets(&'r mut Vec<String>),
    Action(&'r mut AclAction),
    Protocol(&'r mut Protocol),
    Coordinate(&'r mut i32),
    Places(&'r mut Places),
    /// Edits, as a lesson's solution holds them.
    Edits(&'r mut Vec<Edit>),
}

/// What takes records.
pub(crate) trait Records {
    /// Takes another, and returns where its fields go.
    fn another(&mut self) -> Vec<Field<'_>>;
}

impl<T: Record> Records for Vec<T> {
    fn another(&mut self) -> Vec<Field<'_>> {
        self.push(T::blank());
        self.last_mut().map_or_else(Vec::new, T::fields)
    }
}

impl<T: Record> Records for Option<T> {
    fn another(&mut self) -> Vec<Field<'_>> {
        self.insert(T::blank()).fields()
    }
}

impl Records for Scenario {
    fn another(&mut self) -> Vec<Field<'_>> {
        *self = Self::blank();
        self.fields()
    }
}

/// Reads a record.
pub(crate) fn deserialize<'de, T: Record, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    let mut record = T::blank();
    source.deserialize_struct("", &[], Object(&mut record.fields()))?;
    Ok(record)
}

/// Makes a type a [`Record`]: its fields in order, each with the name of its
/// slot, `must` where it may not be missing, and what it is where it is missing
/// if that is not its type's default. The name in JSON comes behind `as` where
/// it is another.
macro_rules! record {
    ($type:ident { $(
        $field:ident $(as $name:literal)? : $slot:ident $($must:ident)? $(= $value:expr)?
    ),* $(,)? }) => {
        impl $crate::scenario::record::Record for $type {
            const NAMES: &'static [&'static str] =
                &[$($crate::scenario::record::record!(@name $field $($name)?)),*];

            fn blank() -> Self {
                Self { $($field: $crate::scenario::record::record!(@blank $($value)?)),* }
            }

            fn fields(&mut self) -> Vec<$crate::scenario::record::Field<'_>> {
                vec![$($crate::scenario::record::Field {
                    name: $crate::scenario::record::record!(@name $field $($name)?),
                    is_required: $crate::scenario::record::record!(@must $($must)?),
                    is_read: false,
                    slot: $crate::scenario::record::Slot::$slot(&mut self.$field),
                }),*]
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                $crate::scenario::record::deserialize(source)
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    (@must) => { false };
    (@must must) => { true };
    (@must always) => { false };
    (@blank) => { Default::default() };
    (@blank $value:expr) => { $value };
}
pub(crate) use record;

/// Makes a type a part of the document, as [`record`] does: it is read field by
/// field, and what is written of it is what may not be missing, or `always`
/// stands, or is not what it is where it is missing.
macro_rules! document {
    ($type:ident { $(
        $field:ident : $slot:ident $($must:ident)? $(= $value:expr)?
    ),* $(,)? }) => {
        $crate::scenario::record::record!($type { $($field: $slot $($must)? $(= $value)?),* });

        // Only parts of edits are written by another's writer, so what is written
        // here is handed to it as it is.
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let text = serde_json::value::RawValue::from_string($crate::json::to_text(self));
                text.map_err(serde::ser::Error::custom)?.serialize(serializer)
            }
        }

        impl $crate::json::ToJson for $type {
            fn write(&self, to: &mut $crate::json::Writer) {
                fn is<T: PartialEq>(one: &T, other: T) -> bool {
                    *one == other
                }
                let mut members: Vec<(&str, &dyn $crate::json::ToJson)> = Vec::new();
                $(
                    if $crate::scenario::record::document!(@is_written $($must)?)
                        || !is(&self.$field, $crate::scenario::record::record!(@blank $($value)?))
                    {
                        members.push((stringify!($field), &self.$field));
                    }
                )*
                to.object(&members);
            }
        }
    };
    (@is_written) => { false };
    (@is_written $must:ident) => { true };
}
pub(crate) use document;

/// Reads an object into its fields. A source is asked for a structure rather
/// than a map, as its errors about other values stand at these then.
struct Object<'f, 'r>(&'f mut [Field<'r>]);

impl<'de> Visitor<'de> for Object<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(place) = map.next_key_seed(Name(self.0))? {
            match place.and_then(|place| self.0.get_mut(place)) {
                None => drop(map.next_value::<IgnoredAny>()?),
                Some(field) if field.is_read => {
                    return Err(A::Error::duplicate_field(field.name));
                }
                Some(field) => {
                    field.is_read = true;
                    map.next_value_seed(Value(field))?;
                }
            }
        }
        match self.0.iter().find(|f| f.is_required && !f.is_read) {
            Some(missing) => Err(A::Error::missing_field(missing.name)),
            None => Ok(()),
        }
    }
}

/// Reads the name of a member as the place of the field.
struct Name<'f, 'r>(&'f [Field<'r>]);

impl<'de> DeserializeSeed<'de> for Name<'_, '_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Self::Value, D::Error> {
        source.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name<'_, '_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|field| field.name == name))
    }
}

/// Reads the value of a field.
struct Value<'f, 'r>(&'f mut Field<'r>);

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        if self.0.is_required {
            self.visit_some(source)
        } else {
            source.deserialize_option(self)
        }
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("option")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        // The platform's tools print `null` for what is not set.
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        match &mut self.0.slot {
            Slot::Text(text) => **text = Deserialize::deserialize(source)?,
            Slot::MaybeText(text) => **text = Some(Deserialize::deserialize(source)?),
            Slot::Texts(texts) => **texts = Deserialize::deserialize(source)?,
            Slot::MaybeTexts(texts) => **texts = Some(Deserialize::deserialize(source)?),
            Slot::MaybePairs(pairs) => **pairs = Some(Deserialize::deserialize(source)?),
            Slot::Flag(flag) => **flag = Deserialize::deserialize(source)?,
            Slot::MaybeFlag(flag) => **flag = Some(Deserialize::deserialize(source)?),
            Slot::Number(number) => **number = Deserialize::deserialize(source)?,
            Slot::MaybeWhole(number) => **number = Some(Deserialize::deserialize(source)?),
            Slot::Records(records) => source.deserialize_seq(List(*records))?,
            Slot::Record(record) => Another(*record).deserialize(source)?,
            Slot::Version(version) => **version = Deserialize::deserialize(source)?,
            Slot::Subnets(subnets) => **subnets = fields::subnets(source)?,
            Slot::Action(action) => **action = Deserialize::deserialize(source)?,
            Slot::Protocol(protocol) => **protocol = Deserialize::deserialize(source)?,
            Slot::Coordinate(coordinate) => **coordinate = fields::coordinate(source)?,
            Slot::Places(places) => **places = Deserialize::deserialize(source)?,
            Slot::Edits(edits) => **edits = Deserialize::deserialize(source)?,
        }
        Ok(())
    }
}

/// Reads a list of objects.
struct List<'f>(&'f mut dyn Records);

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Another(self.0))?.is_some() {}
        Ok(())
    }
}

/// Reads one more object, if there is one: nothing is added before it is known
/// to be there.
struct Another<'f>(&'f mut dyn Records);

impl<'de> DeserializeSeed<'de> for Another<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_struct("", &[], Object(&mut self.0.another()))
    }
}

//! Diagnostics: what is wrong or probably not meant, each with a stable code.
//!
//! A file holds one code or a close family: the condition, the context, the
//! sentence made from the context, and the tests. The sentence is made in one
//! place from code and context, so another language is one more function.

mod conflict;
mod connector;
mod quota;
mod resolution;
mod subnet;

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::network::{Network, PrivateNetworkIndex};
use crate::order::sort_by;
use crate::peering::Peering;
use crate::scenario::{Entity, Scenario, UnknownField as UnknownFieldRead};

pub use conflict::{CidrConflict, LatentConflict, NamedOverlap, OverlapWithinVpc};
pub use connector::{
    CrossRegionPeering, DuplicateConnector, OrphanConnector, SelfPeering, StatusDiffers,
};
pub use quota::{Quota, QuotaKind};
pub use resolution::{DuplicateId, InvalidAddress, InvalidCidr, UnknownField, UnknownReference};
pub use subnet::{CidrSize, PublicCidr, ReservedCidr};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The platform refuses it, or traffic that is clearly wanted cannot flow.
    Error,
    /// It is accepted but very likely not meant.
    Warning,
    /// It is worth knowing.
    Hint,
}

impl Severity {
    /// Returns the word for it, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Declares the codes, each with its severity and the type of its context.
macro_rules! diagnostics {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident;)+) => {
        /// The stable name of a kind of diagnostic. Codes are never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Returns the code as it is written.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Returns how bad it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }

        /// What a diagnostic is about: everything its sentence says.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(untagged)]
        pub enum Context {
            $(#[doc = concat!("Of [`Code::", stringify!($name), "`].")] $name($name),)+
        }

        impl Context {
            /// Returns the code that the context belongs to.
            #[must_use]
            pub const fn code(&self) -> Code {
                match self { $(Self::$name(_) => Code::$name,)+ }
            }

            /// Says what is the matter in one sentence.
            #[must_use]
            pub fn sentence(&self) -> String {
                match self { $(Self::$name(context) => context.sentence(),)+ }
            }

            /// Returns the ids it is about, the most important first.
            #[must_use]
            pub fn subjects(&self) -> Vec<String> {
                match self { $(Self::$name(context) => context.subjects(),)+ }
            }
        }

        $(impl From<$name> for Context {
            fn from(context: $name) -> Self {
                Self::$name(context)
            }
        })+
    };
}

diagnostics! {
    /// A text is not a canonical prefix.
    InvalidCidr = "invalid-cidr", Error;
    /// A text is not an IP address.
    InvalidAddress = "invalid-address", Error;
    /// Two entities have one id.
    DuplicateId = "duplicate-id", Error;
    /// An entity's owner is not in the scenario.
    UnknownReference = "unknown-reference", Error;
    /// The document has a field that a scenario does not have.
    UnknownField = "unknown-field", Warning;
    /// No connector answers a connector.
    OrphanConnector = "orphan-connector", Warning;
    /// Subnets of a matched pair of VPCs overlap.
    CidrConflict = "cidr-conflict", Error;
    /// An orphan would be in conflict once it is answered.
    LatentConflict = "latent-conflict", Warning;
    /// A connector targets its own VPC.
    SelfPeering = "self-peering", Error;
    /// A connector targets a VPC of another region.
    CrossRegionPeering = "cross-region-peering", Error;
    /// Two connectors have the same ends.
    DuplicateConnector = "duplicate-connector", Error;
    /// The platform reported another status than the rules give.
    StatusDiffers = "status-differs", Warning;
    /// Two subnets of one VPC overlap.
    OverlapWithinVpc = "overlap-within-vpc", Error;
    /// A subnet overlaps a range that the platform keeps for itself.
    ReservedCidr = "reserved-cidr", Error;
    /// A subnet is outside private address space.
    PublicCidr = "public-cidr", Warning;
    /// A subnet has a size that the platform does not offer.
    CidrSize = "cidr-size", Warning;
    /// There is more of something than the platform's default quota.
    Quota = "quota", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A finding about a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is about.
    pub context: Context,
    /// The entity it is found at, for the order; `None` is the whole document.
    at: Option<Entity>,
}

impl Diagnostic {
    pub(crate) fn new(at: Option<Entity>, context: impl Into<Context>) -> Self {
        Self {
            context: context.into(),
            at,
        }
    }

    /// Returns its code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.context.code()
    }

    /// Returns how bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code().severity()
    }

    /// Says what is the matter in one sentence.
    #[must_use]
    pub fn message(&self) -> String {
        self.context.sentence()
    }

    /// Returns the ids it is about, the most important first.
    #[must_use]
    pub fn subjects(&self) -> Vec<String> {
        self.context.subjects()
    }
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Diagnostic", 5)?;
        fields.serialize_field("code", &self.code())?;
        fields.serialize_field("severity", &self.severity())?;
        fields.serialize_field("message", &self.message())?;
        fields.serialize_field("subjects", &self.subjects())?;
        fields.serialize_field("context", &self.context)?;
        fields.end()
    }
}

/// An entity as a sentence names it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What people call it: its name, else its id.
    pub name: String,
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
}

impl Named {
    /// Names a VPC in a sentence: “VPC Paris”, and “vpc-paris” where the name
    /// says already what it is.
    fn vpc(&self) -> String {
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

/// Finds everything there is to say about a resolved scenario.
///
/// The answer is in order: by severity, then by place in the document.
pub(crate) fn check(
    scenario: &Scenario,
    network: &Network,
    peering: &Peering,
    resolution: Vec<Diagnostic>,
    unknown_fields: &[UnknownFieldRead],
) -> Vec<Diagnostic> {
    let look = Look {
        scenario,
        network,
        peering,
    };
    let mut found = resolution::unknown_fields(unknown_fields);
    found.extend(resolution);
    connector::check(&look, &mut found);
    conflict::check(&look, &mut found);
    subnet::check(&look, &mut found);
    quota::check(&look, &mut found);
    let key = |diagnostic: &Diagnostic| (diagnostic.severity(), diagnostic.at, diagnostic.code());
    sort_by(&mut found, |a, b| key(a).cmp(&key(b)));
    found
}

/// What every check looks at.
struct Look<'a> {
    scenario: &'a Scenario,
    network: &'a Network,
    peering: &'a Peering,
}

impl Look<'_> {
    fn named(&self, entity: Entity) -> Named {
        Named::of(self.scenario, entity)
    }

    fn private_network(&self, index: PrivateNetworkIndex) -> Named {
        self.named(self.network.private_network(index).entity)
    }

    fn region(&self, vpc: Entity) -> String {
        let vpc = self.scenario.vpcs.get(vpc.index);
        vpc.map_or_else(String::new, |vpc| vpc.region.clone())
    }
}

/// Returns the word for one or several of something.
fn plural(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// Joins words as a sentence does: “a, b and c”.
fn listed<T: fmt::Display>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.to_string(),
        [init @ .., last] => {
            let init: Vec<String> = init.iter().map(T::to_string).collect();
            format!("{} and {last}", init.join(", "))
        }
    }
}

#[cfg(test)]
mod tests;

//! What an import left out or assumed.

use std::fmt;

/// Something that an import left out or assumed. Displays as one sentence.
///
/// What happens to many objects is one note, with the first of them and their
/// number.
///
/// ```
/// use peerlab_core::import::{File, Note, import};
///
/// let imported = import(&[File {
///     name: "vpcs.json",
///     bytes: br#"{"vpcs": [{"id": "9f", "transitivity_enabled": true}], "total_count": 60}"#,
/// }])?;
/// let note = &imported.notes[0];
/// assert!(matches!(note, Note::Incomplete { listed: 1, total: 60, .. }));
/// assert_eq!(
///     note.to_string(),
///     "The list of VPCs is not complete: 1 of 60 are here, so add the other pages."
/// );
/// # Ok::<(), peerlab_core::import::ImportError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// There is no list of VPCs among the files.
    NoVpcs,
    /// A page of a list is missing.
    Incomplete {
        /// What is listed, in words.
        list: &'static str,
        /// How many there are here.
        listed: usize,
        /// How many there are on the platform.
        total: u64,
    },
    /// A list is empty.
    EmptyList {
        /// The file.
        file: String,
    },
    /// VPCs do not say whether they let transit pass.
    TransitivityAssumed {
        /// What people call the first of them.
        first: String,
        /// How many there are.
        count: usize,
    },
    /// Objects were listed twice, differently.
    Differing {
        /// What they are, in words.
        kind: &'static str,
        /// The id of the first of them.
        first: String,
        /// How many there are.
        count: usize,
    },
    /// Connectors lead to VPCs that the platform names but does not list.
    PeerNotListed {
        /// What people call the first such connector.
        connector: String,
        /// The name of the VPC it leads to.
        vpc: String,
        /// The id of that VPC.
        vpc_id: String,
        /// How many such connectors there are.
        count: usize,
    },
    /// Routes that the Private Networks imply are left out.
    SubnetRoutes {
        /// How many there are.
        count: usize,
    },
    /// Routes lead to resources of which nothing tells the Private Network.
    NextHopWithoutNetwork {
        /// The id of the first such route.
        route: String,
        /// How many there are.
        count: usize,
    },
    /// Resources of Terraform are no part of a scenario.
    OtherResources {
        /// How many there are.
        count: usize,
    },
    /// The rules of an ACL are left out.
    Acl {
        /// The file.
        file: String,
    },
    /// Subnets listed by themselves are left out.
    Subnets {
        /// The file.
        file: String,
    },
    /// The platform's list of overlaps is left out.
    SubnetOverlaps {
        /// The file.
        file: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoVpcs => f.write_str(
                "There is no list of VPCs among the files, so nothing can be judged: add what \
                 `scw vpc vpc list -o json` prints.",
            ),
            Self::Incomplete {
                list,
                listed,
                total,
            } => write!(
                f,
                "The list of {list} is not complete: {listed} of {total} are here, so add the \
                 other pages."
            ),
            Self::EmptyList { file } => {
                write!(f, "{} is an empty list and adds nothing.", File(file))
            }
            Self::TransitivityAssumed { first, count } => write!(
                f,
                "VPC {first}{} not say whether transit is enabled, as lists from before June 2026 \
                 do not: it is taken as off, which is the platform's default.",
                more(*count, " does", "do"),
            ),
            Self::Differing { kind, first, count } => write!(
                f,
                "The {kind} {first}{} listed several times, differently: {} taken as last updated.",
                more(*count, " is", "are"),
                one_or(*count, "it is", "each is"),
            ),
            Self::PeerNotListed {
                connector,
                vpc,
                vpc_id,
                count,
            } => write!(
                f,
                "Connector {connector} leads to VPC {vpc} ({vpc_id}), which no list here has{}: \
                 its subnets are not known, so the peering cannot be judged.",
                match count - 1 {
                    0 => String::new(),
                    1 => ", and another connector likewise".to_owned(),
                    others => format!(", and {others} other connectors likewise"),
                },
            ),
            Self::SubnetRoutes { count } => write!(
                f,
                "{count} {} of the type “subnet” {} left out: the Private Networks imply them.",
                one_or(*count, "route", "routes"),
                one_or(*count, "is", "are"),
            ),
            Self::NextHopWithoutNetwork { route, count } => write!(
                f,
                "Route {route}{} to a resource of which no list tells the Private Network: the \
                 resource is left out.",
                more(*count, " leads", "lead"),
            ),
            Self::OtherResources { count } => write!(
                f,
                "{count} {} of Terraform {} left out: a scenario has VPCs, Private Networks, \
                 connectors, routes, ingress rules and ACLs.",
                one_or(*count, "resource", "resources"),
                one_or(*count, "is", "are"),
            ),
            Self::Acl { file } => write!(
                f,
                "The network ACL in {} is left out: it does not say which VPC it is of.",
                File(file)
            ),
            Self::Subnets { file } => write!(
                f,
                "The list of subnets in {} is left out: each Private Network names its own.",
                File(file)
            ),
            Self::SubnetOverlaps { file } => write!(
                f,
                "The list of overlaps in {} is left out: overlaps are found anew from the subnets.",
                File(file)
            ),
        }
    }
}

/// Names a file; a text may have no name.
struct File<'n>(&'n str);

impl fmt::Display for File<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() {
            "A text without a name"
        } else {
            self.0
        })
    }
}

/// Puts the others behind the first, and the verb behind both.
fn more(count: usize, verb_of_one: &str, verb_of_several: &str) -> String {
    match count {
        0 | 1 => verb_of_one.to_owned(),
        2 => format!(" and 1 other {verb_of_several}"),
        _ => format!(" and {} others {verb_of_several}", count - 1),
    }
}

fn one_or<'w>(count: usize, one: &'w str, several: &'w str) -> &'w str {
    if count == 1 { one } else { several }
}

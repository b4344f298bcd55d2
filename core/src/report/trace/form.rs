//! The form of a trace: what is asked and what is answered.

use std::net::IpAddr;

use serde::Serialize;
use thiserror::Error;

use super::super::defects::TraceDefect;
use crate::cidr::{Cidr, Family};
use crate::nearest::did_you_mean;
use crate::routing::Traffic;
use crate::routing::follow::Disposition;

/// What a trace is asked.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::routing::Traffic;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let question = Question {
///     from: "app".to_owned(),
///     to: "10.0.4.77".to_owned(),
///     traffic: Traffic::Tcp(5432),
/// };
/// let trace = judge(&scenario).trace(&scenario, &question)?;
/// assert_eq!(trace.source.to_string(), "10.0.0.9", "a resource sends from its own address");
/// assert_eq!(trace.from, "web");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The id of a Private Network or a resource.
    pub from: String,
    /// An IP address, or the id of a Private Network or a resource.
    pub to: String,
    /// The kind of packets.
    pub traffic: Traffic,
}

/// Why a question cannot be asked.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let question = Question {
///     from: "wbe".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let error = judge(&scenario).trace(&scenario, &question).err();
/// let sentence = error.map(|error| error.to_string());
/// assert!(sentence.is_some_and(|sentence| sentence.ends_with("(did you mean “web”?)")));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QuestionError {
    /// The source is no Private Network and no resource.
    #[error(
        "there is no Private Network and no resource “{id}” to send from{}",
        did_you_mean(.meant.as_deref())
    )]
    UnknownSource {
        /// The id as asked.
        id: String,
        /// The id that was probably meant.
        meant: Option<String>,
    },
    /// The target is neither an address nor a Private Network or a resource.
    #[error(
        "there is no Private Network and no resource “{id}” to send to{}",
        did_you_mean(.meant.as_deref())
    )]
    UnknownTarget {
        /// The id as asked.
        id: String,
        /// The id that was probably meant.
        meant: Option<String>,
    },
    /// The source has no address of the target's family.
    #[error("“{from}” has no {family} address to send from, and “{to}” is {family}")]
    NoSuchFamily {
        /// The source as asked.
        from: String,
        /// The target as asked.
        to: String,
        /// The family of the target.
        family: Family,
    },
    /// Source and target have no family in common.
    #[error("“{from}” and “{to}” have no addresses of one family")]
    NoCommonFamily {
        /// The source as asked.
        from: String,
        /// The target as asked.
        to: String,
    },
    /// A resource's address lies outside its Private Network.
    #[error("{address} of resource “{id}” lies in no subnet of its Private Network")]
    Outside {
        /// The resource as asked.
        id: String,
        /// Its address.
        address: IpAddr,
    },
}

/// A packet's way and its answer's.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let mut question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let report = judge(&scenario);
/// let back = report.trace(&scenario, &question)?.back.ok_or("db answers")?;
/// assert_eq!(back.path, ["data", "hub", "shop"]);
/// question.to = "10.9.9.9".to_owned();
/// assert_eq!(report.trace(&scenario, &question)?.back, None, "no one has that address");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceReport {
    /// The id of the Private Network that the packet leaves.
    pub from: String,
    /// The address that it comes from.
    pub source: IpAddr,
    /// The address that it goes to.
    pub destination: IpAddr,
    /// The packet's way.
    pub forward: TraceWay,
    /// The answer's way; `None` where the destination is in no Private Network
    /// of the scenario, so that nothing can answer.
    #[serde(rename = "return")]
    pub back: Option<TraceWay>,
}

/// The way of one packet.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::routing::follow::Disposition;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.vpcs[1].transitivity_enabled = false;
/// let question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let way = judge(&scenario).trace(&scenario, &question)?.forward;
/// assert_eq!((way.disposition, way.path.len()), (Disposition::TransitDisabled, 2));
/// assert_eq!(way.defects[0].vpc, "hub", "nothing else is in its way");
/// assert_eq!(way.defects.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceWay {
    /// What becomes of the packet.
    pub disposition: Disposition,
    /// The ids of the VPCs that it passes.
    pub path: Vec<String>,
    /// What happens in each of them.
    pub hops: Vec<TraceHop>,
    /// The id of the VPC that it would enter again, of a loop.
    pub again: Option<String>,
    /// What refused it.
    pub denied_by: Option<TraceDenial>,
    /// Everything that keeps it from arriving, in order; none where it is
    /// delivered. The first is where it stops; further ones are met by going on
    /// as if what is before them were mended.
    pub defects: Vec<TraceDefect>,
}

/// What happens to a packet in one VPC.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let hop = &judge(&scenario).trace(&scenario, &question)?.forward.hops[1];
/// assert_eq!((hop.vpc.as_str(), hop.entered_by.as_deref()), ("hub", Some("shop-to-hub")));
/// assert_eq!(hop.route.as_deref(), Some("hub-to-db"));
/// assert_eq!(hop.leaves_by.as_deref(), Some("hub-to-data"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceHop {
    /// The id of the VPC.
    pub vpc: String,
    /// The id of the connector of the VPC before, by which the packet comes.
    pub entered_by: Option<String>,
    /// The prefix that is used.
    pub matched: Option<Cidr>,
    /// The id of the custom route that is used.
    pub route: Option<String>,
    /// The id of the Private Network that is met.
    pub private_network: Option<String>,
    /// The id of the connector by which the packet leaves, or would.
    pub leaves_by: Option<String>,
    /// The ids of the routes that nearly match, the nearest first.
    pub near: Vec<String>,
    /// The id of the ingress rule that hands the packet to an appliance first.
    pub through: Option<String>,
}

/// What refused a packet.
///
/// ```
/// use peerlab_core::report::{Question, judge};
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// let acl = r#"{"acls": [{"vpc_id": "data", "default_policy": "drop"}]}"#;
/// scenario.acls = Scenario::from_json(acl)?.acls;
/// let question = Question {
///     from: "web".to_owned(),
///     to: "db".to_owned(),
///     traffic: Default::default(),
/// };
/// let trace = judge(&scenario).trace(&scenario, &question)?;
/// let denial = trace.forward.denied_by.ok_or("it is dropped")?;
/// assert_eq!((denial.vpc.as_str(), denial.rule), ("data", None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceDenial {
    /// The id of the VPC whose network ACL it is.
    pub vpc: String,
    /// The place of the rule, from 0; `None` is the default policy.
    pub rule: Option<usize>,
}

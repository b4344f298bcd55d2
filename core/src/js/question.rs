//! Questions as JavaScript asks them.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::Refusal;
use crate::cidr::Family;
use crate::report::Question;
use crate::routing::Traffic;

/// How a scenario is judged.
#[derive(Default, Deserialize)]
pub(super) struct JudgeOptions {
    #[serde(default)]
    pub(super) all_pairs: bool,
}

/// A packet to follow.
#[derive(Deserialize)]
pub(super) struct TraceQuestion {
    from: String,
    to: String,
    protocol: Option<TraceProtocol>,
    port: Option<u16>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum TraceProtocol {
    Icmp,
    Tcp,
    Udp,
}

/// Two Private Networks that should reach each other.
#[derive(Deserialize)]
pub(super) struct PlanQuestion {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) family: Option<PlanFamily>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PlanFamily {
    Ipv4,
    Ipv6,
}

/// Reads a question.
pub(super) fn read<T: DeserializeOwned>(asked: JsValue) -> Result<T, Refusal> {
    serde_wasm_bindgen::from_value(asked).map_err(|error| {
        // JavaScript puts the name of the class before the sentence.
        let told = error.to_string();
        let told = told.strip_prefix("Error: ").unwrap_or(&told);
        Refusal::unreadable(&format!("the question cannot be read: {told}"))
    })
}

impl TryFrom<TraceQuestion> for Question {
    type Error = Refusal;

    fn try_from(asked: TraceQuestion) -> Result<Self, Refusal> {
        let traffic = match (asked.protocol, asked.port) {
            (None | Some(TraceProtocol::Icmp), None) => Traffic::Icmp,
            (Some(TraceProtocol::Tcp), Some(port)) => Traffic::Tcp(port),
            (Some(TraceProtocol::Udp), Some(port)) => Traffic::Udp(port),
            (None | Some(TraceProtocol::Icmp), Some(_)) => {
                return Err(Refusal::unreadable("ICMP has no ports"));
            }
            (Some(TraceProtocol::Tcp | TraceProtocol::Udp), None) => {
                return Err(Refusal::unreadable("TCP and UDP need a port"));
            }
        };
        Ok(Self {
            from: asked.from,
            to: asked.to,
            traffic,
        })
    }
}

impl From<PlanFamily> for Family {
    fn from(family: PlanFamily) -> Self {
        match family {
            PlanFamily::Ipv4 => Self::Ipv4,
            PlanFamily::Ipv6 => Self::Ipv6,
        }
    }
}

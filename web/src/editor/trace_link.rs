//! The part of a link that opens it on a trace: `trace=FROM,TO`, behind the
//! scenario and a `&`, such as `#s=2.…&trace=pn-a,10.3.0.5,ipv6,tcp-443`.
//!
//! The ends come first, then what is not IPv4 or not ICMP, in any order. Of an
//! id, every character that could end the part is written as `%` and its bytes.

use std::fmt::Write as _;

use peerlab_core::cidr::Family;
use peerlab_core::routing::Traffic;
use peerlab_core::scenario::Scenario;

use super::Looking;

/// What the part begins with.
const KEY: &str = "trace=";

/// Returns the part of a link that opens it on what is looked at, without the
/// `&` before it; `None` where no packet is asked about.
///
/// [`trace_asked`] reads it.
#[must_use]
pub fn trace_part(looking: &Looking) -> Option<String> {
    let (question, family) = looking.question()?;
    let mut asked = format!("{KEY}{},{}", coded(&question.from), coded(&question.to));
    if family == Family::Ipv6 {
        asked.push_str(",ipv6");
    }
    match question.traffic {
        Traffic::Icmp => {}
        Traffic::Tcp(port) => asked.extend([",tcp-", &port.to_string()]),
        Traffic::Udp(port) => asked.extend([",udp-", &port.to_string()]),
    }
    Some(asked)
}

/// Reads the part that [`trace_part`] makes out of a link to a scenario; `None`
/// where the link has none.
///
/// # Errors
///
/// Says what in it does not ask for a packet of this scenario.
#[must_use]
pub fn trace_asked(link: &str, scenario: &Scenario) -> Option<Result<Looking, String>> {
    let mut parts = link.trim().split(['#', '&']);
    let part = parts.find_map(|part| part.strip_prefix(KEY))?;
    // What a sentence or a mark-up puts behind a link.
    let part = part.trim_end_matches(['.', ',', ';', ')', '>', '"', '\'']);
    Some(read(part, scenario))
}

fn read(asked: &str, scenario: &Scenario) -> Result<Looking, String> {
    let mut words = asked.split(',');
    let (Some(from), Some(to)) = (words.next(), words.next()) else {
        return Err(format!(
            "“{KEY}{asked}” does not name two ends, as “{KEY}FROM,TO” does"
        ));
    };
    let (from, to) = (decoded(from)?, decoded(to)?);
    let networks = scenario.private_networks.iter().map(|network| &network.id);
    let resources = scenario.resources.iter().map(|resource| &resource.id);
    if !networks.chain(resources).any(|id| *id == from) {
        return Err(format!(
            "the scenario has no Private Network or resource “{from}”"
        ));
    }
    if to.trim().is_empty() {
        return Err("it does not say where the packet goes to".to_owned());
    }
    let mut looking = Looking::default().tracing(&from, &to);
    for word in words {
        match word.split_once('-') {
            None if word == "ipv4" => looking.family = Family::Ipv4,
            None if word == "ipv6" => looking.family = Family::Ipv6,
            None if word == "icmp" => looking.traffic = Traffic::Icmp,
            Some(("tcp", port)) => looking.traffic = Traffic::Tcp(read_port(port)?),
            Some(("udp", port)) => looking.traffic = Traffic::Udp(read_port(port)?),
            _ => {
                return Err(format!(
                    "“{word}” is no kind of packets: those are ipv4, ipv6, icmp, tcp-PORT and udp-PORT"
                ));
            }
        }
    }
    Ok(looking)
}

fn read_port(port: &str) -> Result<u16, String> {
    port.parse()
        .map_err(|_| format!("“{port}” is no port: those are the numbers from 0 to 65535"))
}

/// Writes a text so that nothing in it ends the part that it stands in.
fn coded(text: &str) -> String {
    let mut coded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':') {
            coded.push(char::from(byte));
        } else if byte == b'.' && !coded.is_empty() && !text.ends_with('.') {
            coded.push('.');
        } else {
            // Writing to a text does not fail.
            let _ = write!(coded, "%{byte:02X}");
        }
    }
    coded
}

fn decoded(text: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits: Vec<u8> = rest.by_ref().take(2).collect();
        let digits = String::from_utf8_lossy(&digits).into_owned();
        let is_whole = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let byte = u8::from_str_radix(&digits, 16).ok().filter(|_| is_whole);
        bytes.push(byte.ok_or_else(|| format!("“%{digits}” stands for no character"))?);
    }
    String::from_utf8(bytes).map_err(|_| format!("“{text}” is no text"))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scenario(id: &str) -> Scenario {
        let json = serde_json::json!({
            "vpcs": [{"id": "v"}],
            "private_networks": [{"id": id, "vpc_id": "v", "subnets": []}],
        });
        Scenario::from_json(&json.to_string()).unwrap()
    }

    #[test]
    fn a_link_tells_what_is_asked() {
        let mut looking = Looking::default().tracing("pn-a", "10.3.0.5");
        assert_eq!(trace_part(&looking).unwrap(), "trace=pn-a,10.3.0.5");
        looking.to = "fd00::5".to_owned();
        looking.family = Family::Ipv6;
        looking.traffic = Traffic::Tcp(443);
        let part = trace_part(&looking).unwrap();
        assert_eq!(part, "trace=pn-a,fd00::5,ipv6,tcp-443");
        let link = format!("<https://example.org/#s=1.abc&{part}>.");
        assert_eq!(trace_asked(&link, &scenario("pn-a")), Some(Ok(looking)));
        assert_eq!(trace_part(&Looking::default()), None);
        assert_eq!(trace_asked("#s=1.abc", &scenario("pn-a")), None);
    }

    #[test]
    fn what_asks_for_nothing_is_told() {
        let cases = [
            ("", "does not name two ends"),
            ("pn-a", "does not name two ends"),
            ("pn-b,pn-a", "no Private Network or resource “pn-b”"),
            ("v,pn-a", "no Private Network or resource “v”"),
            ("pn-a,%20", "where the packet goes"),
            ("pn-a,%2", "“%2” stands for no character"),
            ("pn-a,%+1", "“%+1” stands for no character"),
            ("pn-a,%ff", "“%ff” is no text"),
            ("pn-a,x,ipv5", "“ipv5” is no kind of packets"),
            ("pn-a,x,tcp", "“tcp” is no kind of packets"),
            ("pn-a,x,tcp-70000", "“70000” is no port"),
        ];
        for (part, expected) in cases {
            let asked = trace_asked(&format!("#s=1.a&trace={part}"), &scenario("pn-a"));
            let reason = asked.unwrap().unwrap_err();
            assert!(reason.contains(expected), "{part}: {reason}");
        }
    }

    proptest! {
        #[test]
        fn every_pair_of_ends_comes_back(from in ".{0,8}[^ \u{0}]", to in ".{0,8}", port: u16) {
            prop_assume!(!from.trim().is_empty() && !to.trim().is_empty());
            let looking = Looking {
                traffic: Traffic::Udp(port),
                ..Looking::default().tracing(&from, to.trim())
            };
            let part = trace_part(&looking).unwrap();
            let link = format!("See #1: https://example.org/?a=b#s=1.abc&{part}.");
            prop_assert_eq!(trace_asked(&link, &scenario(&from)), Some(Ok(looking)));
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = trace_asked(&format!("#trace={text}"), &scenario("a"));
        }
    }
}

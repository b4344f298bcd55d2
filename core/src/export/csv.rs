//! Comma-separated values, for table programs.
//!
//! ```
//! use peerlab_core::export::csv;
//! use peerlab_core::scenario::Scenario;
//! # const ONE_WAY: &str =
//! #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
//!
//! let table = csv::addresses(&Scenario::from_json(ONE_WAY)?);
//! assert_eq!(
//!     table,
//!     "vpc,region,private network,cidr,first,last,vpc id,private network id\r\n\
//!      shop,fr-par,web,10.0.0.0/22,10.0.0.0,10.0.3.255,shop,web\r\n\
//!      data,fr-par,db,10.0.4.0/22,10.0.4.0,10.0.7.255,data,db\r\n"
//! );
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

use std::borrow::Cow;

use crate::cidr::Cidr;
use crate::order::Numbers;
use crate::scenario::{Entity, Kind, Scenario};

/// Lists the CIDRs of every Private Network, a line each: the address plan. A
/// Private Network without any has a line too, and one that cannot be read stands
/// as it is written.
///
/// Takes O(n) time for n entities.
///
/// ```
/// use peerlab_core::export::csv;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"private_networks": [{"id": "p", "vpc_id": "gone", "subnets": ["10.0.0.0"]}]}"#,
/// )?;
/// assert!(csv::addresses(&scenario).ends_with("\r\n,,p,10.0.0.0,,,gone,p\r\n"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn addresses(scenario: &Scenario) -> String {
    let mut places = Numbers::new();
    for (place, vpc) in scenario.vpcs.iter().enumerate() {
        places.entry(Cow::from(&vpc.id)).or_insert(place);
    }
    let heads = "vpc,region,private network,cidr,first,last,vpc id,private network id";
    let mut text = line(&heads.split(',').collect::<Vec<_>>());
    for (index, network) in scenario.private_networks.iter().enumerate() {
        let place = places.get(network.vpc_id.as_str()).copied();
        let region = place.and_then(|place| scenario.vpcs.get(place));
        let region = region.map_or("", |vpc| vpc.region.as_str());
        let label = |kind, index| {
            scenario
                .label_of(Entity { kind, index })
                .unwrap_or_default()
        };
        let vpc = place.map_or("", |place| label(Kind::Vpc, place));
        let name = label(Kind::PrivateNetwork, index);
        let none = [String::new()];
        let subnets = match network.subnets.as_slice() {
            [] => &none,
            subnets => subnets,
        };
        for subnet in subnets {
            let cidr = Cidr::parse(subnet).ok();
            let first = cidr.map_or_else(String::new, |cidr| cidr.first().to_string());
            let last = cidr.map_or_else(String::new, |cidr| cidr.last().to_string());
            let (vpc_id, id) = (network.vpc_id.as_str(), network.id.as_str());
            text.push_str(&line(&[
                vpc, region, name, subnet, &first, &last, vpc_id, id,
            ]));
        }
    }
    text
}

/// Writes a line of values.
///
/// A text that a table program would take for a formula has an apostrophe
/// before it, which such programs take for a sign of text.
///
/// ```
/// use peerlab_core::export::csv;
///
/// assert_eq!(csv::line(&["a", "b, c", "=1+1"]), "a,\"b, c\",'=1+1\r\n");
/// ```
#[must_use]
pub fn line(values: &[&str]) -> String {
    let values: Vec<Cow<'_, str>> = values.iter().map(|value| quoted(value)).collect();
    values.join(",") + "\r\n"
}

fn quoted(value: &str) -> Cow<'_, str> {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let needs_quotes = value.contains(['"', ',', '\n', '\r']);
    if !is_formula && !needs_quotes {
        return Cow::Borrowed(value);
    }
    let sign = if is_formula { "'" } else { "" };
    let value = format!("{sign}{value}");
    Cow::Owned(if needs_quotes {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_value_or_is_a_formula() {
        for (value, expected) in [
            ("plain text", "plain text"),
            ("a\"b", "\"a\"\"b\""),
            ("a\r\nb", "\"a\r\nb\""),
            ("@SUM(1,2)", "\"'@SUM(1,2)\""),
            ("-2", "'-2"),
            ("|<script>`]]>", "|<script>`]]>"),
        ] {
            assert_eq!(line(&[value]), format!("{expected}\r\n"));
        }
    }

    #[test]
    fn every_network_has_a_line() {
        let scenario = Scenario::from_json(
            r#"{"vpcs": [{"id": "v", "name": "A, B", "region": "nl-ams"}],
                "private_networks": [
                    {"id": "p", "vpc_id": "v", "subnets": ["10.0.0.0/30", "fd00::/126"]},
                    {"id": "q", "name": "=x", "vpc_id": "v"}]}"#,
        );
        let table = addresses(&scenario.unwrap());
        let lines: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "\"A, B\",nl-ams,p,10.0.0.0/30,10.0.0.0,10.0.0.3,v,p",
                "\"A, B\",nl-ams,p,fd00::/126,fd00::,fd00::3,v,p",
                "\"A, B\",nl-ams,'=x,,,,v,q",
            ]
        );
    }
}

//! Which packets are asked about: their family and their kind.

use peerlab_core::cidr::Family;
use peerlab_core::routing::Traffic;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Event, Html, TargetCast, html};

use crate::editor::Looking;

/// The port that is asked about first.
const HTTPS: u16 = 443;

/// Shows which packets are asked about.
pub(super) fn lens(looking: &Looking, on_look: &Callback<Looking>) -> Html {
    let family = {
        let looking = looking.clone();
        on_look.reform(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let family = match select.value().as_str() {
                "IPv6" => Family::Ipv6,
                _ => Family::Ipv4,
            };
            Looking {
                family,
                ..looking.clone()
            }
        })
    };
    let (name, port) = parts(looking.traffic);
    let kind = {
        let looking = looking.clone();
        on_look.reform(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            Looking {
                traffic: traffic(&select.value(), port.unwrap_or(HTTPS)),
                ..looking.clone()
            }
        })
    };
    let on_port = {
        let looking = looking.clone();
        on_look.reform(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let before = port.unwrap_or(HTTPS);
            let port = input.value().trim().parse().unwrap_or(before);
            // What is no port gives way to the one that is asked about.
            input.set_value(&port.to_string());
            Looking {
                traffic: traffic(name, port),
                ..looking.clone()
            }
        })
    };
    let option = |value: &'static str, chosen: &str| {
        html! { <option {value} selected={value == chosen}>{ value }</option> }
    };
    let chosen = looking.family.to_string();
    html! {
        <div class="lens" role="group" aria-label="Packets">
            <select aria-label="Family of addresses" onchange={family}>
                { for ["IPv4", "IPv6"].map(|value| option(value, &chosen)) }
            </select>
            <select aria-label="Kind of packets" onchange={kind}>
                { for ["ICMP", "TCP", "UDP"].map(|value| option(value, name)) }
            </select>
            { for port.map(|port| html! {
                <input type="text" inputmode="numeric" aria-label="Port" class="lens-port"
                    value={port.to_string()} onchange={on_port} />
            }) }
        </div>
    }
}

const fn parts(traffic: Traffic) -> (&'static str, Option<u16>) {
    match traffic {
        Traffic::Icmp => ("ICMP", None),
        Traffic::Tcp(port) => ("TCP", Some(port)),
        Traffic::Udp(port) => ("UDP", Some(port)),
    }
}

fn traffic(kind: &str, port: u16) -> Traffic {
    match kind {
        "TCP" => Traffic::Tcp(port),
        "UDP" => Traffic::Udp(port),
        _ => Traffic::Icmp,
    }
}

//! The network ACLs of a VPC in fields.

use std::rc::Rc;

use peerlab_core::scenario::{Acl, AclAction, AclRule, Protocol};
use yew::{Callback, Html, KeyboardEvent, MouseEvent, html};

use super::super::{Choosable, Field, Pick};
use super::super::{Glyph, icon};
use super::form::Form;
use crate::editor::{Expects, add, change, ports, told_ports};

/// How many rules are shown.
const MOST: usize = 100;

const ACTIONS: [(AclAction, &str); 2] = [(AclAction::Accept, "accept"), (AclAction::Drop, "drop")];

const PROTOCOLS: [(Protocol, &str); 4] = [
    (Protocol::Any, "any protocol"),
    (Protocol::Tcp, "TCP"),
    (Protocol::Udp, "UDP"),
    (Protocol::Icmp, "ICMP"),
];

/// Shows the ACLs of a VPC, of both families.
pub(super) fn acls(form: Form<'_>) -> Html {
    html! {
        <>
            <h3>{ "Network ACLs" }</h3>
            <p class="muted">{ "They judge what leaves and enters its Private Networks. The first rule \
                that matches decides, and answers are judged on their own." }</p>
            { for [false, true].map(|is_ipv6| family(form, is_ipv6)) }
        </>
    }
}

fn family(form: Form<'_>, is_ipv6: bool) -> Html {
    let name = if is_ipv6 { "IPv6" } else { "IPv4" };
    let add = form.on(move |of, _: MouseEvent| {
        let edit = add::acl_rule(of.document, of.id, is_ipv6);
        change::acl_edit(of.document, of.id, edit)
    });
    let add = html! {
        <button type="button" class="link add" onclick={add}>{ format!("Add {name} rule") }</button>
    };
    let Some(acl) = form.props.document.acl(form.id, is_ipv6) else {
        return html! { <p class="acl-none">{ add }</p> };
    };
    let remove = form.on(move |of, _: MouseEvent| change::acl(of.document, of.id, is_ipv6, None));
    let policy = on_change(form, is_ipv6, |acl, chosen: String| {
        acl.default_policy = chosen_of(&ACTIONS, &chosen);
    });
    html! {
        <section class="acl" aria-label={format!("{name} ACL")}>
            <h4>{ name }{ " " }
                <button type="button" class="link" onclick={remove}
                    aria-label={format!("Remove the {name} ACL")}>{ "Remove" }</button>
            </h4>
            <ol class="acl-rules">
                { for acl.rules.iter().take(MOST).enumerate().map(|(place, rule)| {
                    self::rule(form, acl, place, rule)
                }) }
            </ol>
            if acl.rules.len() > MOST {
                <p class="muted">{ format!("The first {MOST} of {} are listed.", acl.rules.len()) }</p>
            }
            { add }
            <Pick key={format!("policy {is_ipv6} {}", form.id)} name={format!("policy-{is_ipv6}")}
                label="What no rule matches" value={name_of(&ACTIONS, acl.default_policy)}
                options={choices(&ACTIONS)} onchange={policy} />
        </section>
    }
}

fn rule(form: Form<'_>, acl: &Acl, place: usize, rule: &AclRule) -> Html {
    let is_ipv6 = acl.is_ipv6;
    let number = place + 1;
    let shift = move |by: isize| {
        move |acl: &mut Acl, ()| {
            if let Some(other) = place.checked_add_signed(by)
                && other.max(place) < acl.rules.len()
            {
                acl.rules.swap(place, other);
            }
        }
    };
    let up = on_change(form, is_ipv6, shift(-1));
    let down = on_change(form, is_ipv6, shift(1));
    let remove = on_change(form, is_ipv6, move |acl, ()| {
        if place < acl.rules.len() {
            acl.rules.remove(place);
        }
    });
    let onkeydown = {
        let (up, down) = (up.clone(), down.clone());
        Callback::from(move |event: KeyboardEvent| {
            let shift = match event.key().as_str() {
                "ArrowUp" if event.alt_key() => &up,
                "ArrowDown" if event.alt_key() => &down,
                _ => return,
            };
            event.prevent_default();
            shift.emit(());
        })
    };
    let button = |glyph, name: &str, is_off: bool, on: &Callback<()>| {
        let label = format!("{name} rule {number}");
        html! {
            <button type="button" class="icon-button is-small" disabled={is_off} title={label.clone()}
                aria-label={label} onclick={on.reform(|_: MouseEvent| ())}>{ icon(glyph) }</button>
        }
    };
    html! {
        <li {onkeydown}>
            <details>
                <summary>
                    <span class="acl-action">{ name_of(&ACTIONS, rule.action) }</span>{ " " }
                    { name_of(&PROTOCOLS, rule.protocol) }{ " from " }
                    <span class="address">{ &rule.source }</span>
                    { shown_ports((rule.src_port_low, rule.src_port_high)) }{ " to " }
                    <span class="address">{ &rule.destination }</span>
                    { shown_ports((rule.dst_port_low, rule.dst_port_high)) }
                </summary>
                { fields(form, is_ipv6, place, rule) }
            </details>
            <span class="acl-buttons">
                { button(Glyph::Up, "Move up", place == 0, &up) }
                { button(Glyph::Down, "Move down", number == acl.rules.len(), &down) }
                { button(Glyph::Close, "Remove", false, &remove) }
            </span>
        </li>
    }
}

/// Shows the fields of a rule.
fn fields(form: Form<'_>, is_ipv6: bool, place: usize, rule: &AclRule) -> Html {
    type Set = fn(&mut AclRule, String);
    let text = |field: &str, label: &'static str, value: String, expects: Expects, set: Set| {
        let oncommit = on_rule(form, is_ipv6, place, set);
        let name = format!("{field}-{is_ipv6}-{place}");
        let key = format!("{name} {}", form.id);
        html! {
            <Field {key} {name} {label} {value} {expects} {oncommit}
                document={Rc::clone(&form.props.document)} />
        }
    };
    let pick = |field: &str, label: &'static str, value: &'static str, options, set: Set| {
        html! {
            <Pick name={format!("{field}-{is_ipv6}-{place}")} {label} {value} {options}
                onchange={on_rule(form, is_ipv6, place, set)} />
        }
    };
    let action = name_of(&ACTIONS, rule.action);
    let protocol = name_of(&PROTOCOLS, rule.protocol);
    let source_ports = told_ports((rule.src_port_low, rule.src_port_high));
    let destination_ports = told_ports((rule.dst_port_low, rule.dst_port_high));
    let parts = [
        pick(
            "action",
            "Action",
            action,
            choices(&ACTIONS),
            |rule, chosen| {
                rule.action = chosen_of(&ACTIONS, &chosen);
            },
        ),
        pick(
            "protocol",
            "Protocol",
            protocol,
            choices(&PROTOCOLS),
            |rule, chosen| {
                rule.protocol = chosen_of(&PROTOCOLS, &chosen);
            },
        ),
        text(
            "source",
            "Source",
            rule.source.clone(),
            Expects::Prefix,
            |rule, text| {
                rule.source = text;
            },
        ),
        text(
            "source-ports",
            "Source ports",
            source_ports,
            Expects::Ports,
            |rule, text| {
                if let Some(read) = ports(&text) {
                    (rule.src_port_low, rule.src_port_high) = read;
                }
            },
        ),
        text(
            "to",
            "Destination",
            rule.destination.clone(),
            Expects::Prefix,
            |rule, text| {
                rule.destination = text;
            },
        ),
        text(
            "to-ports",
            "Destination ports",
            destination_ports,
            Expects::Ports,
            |rule, text| {
                if let Some(read) = ports(&text) {
                    (rule.dst_port_low, rule.dst_port_high) = read;
                }
            },
        ),
        text(
            "about",
            "Description",
            rule.description.clone(),
            Expects::Text,
            |rule, text| {
                rule.description = text;
            },
        ),
    ];
    html! { <div class="form">{ for parts }</div> }
}

/// Makes a callback that changes the ACL of a family.
fn on_change<T: 'static>(
    form: Form<'_>,
    is_ipv6: bool,
    set: impl Fn(&mut Acl, T) + 'static,
) -> Callback<T> {
    form.on(move |of, value| {
        let mut acl = of.document.acl(of.id, is_ipv6).cloned();
        if let Some(acl) = &mut acl {
            set(acl, value);
        }
        change::acl(of.document, of.id, is_ipv6, acl)
    })
}

/// Makes a callback that changes a rule.
fn on_rule(
    form: Form<'_>,
    is_ipv6: bool,
    place: usize,
    set: fn(&mut AclRule, String),
) -> Callback<String> {
    on_change(form, is_ipv6, move |acl, text| {
        if let Some(rule) = acl.rules.get_mut(place) {
            set(rule, text);
        }
    })
}

fn shown_ports(bounds: (u32, u32)) -> Option<String> {
    let told = told_ports(bounds);
    (!told.is_empty()).then(|| format!(" port {told}"))
}

fn name_of<T: Copy + PartialEq>(all: &[(T, &'static str)], one: T) -> &'static str {
    let found = all.iter().find(|(known, _)| *known == one);
    found.map_or("", |(_, name)| name)
}

fn chosen_of<T: Copy + Default>(all: &[(T, &'static str)], chosen: &str) -> T {
    let found = all.iter().find(|(_, name)| *name == chosen);
    found.map(|&(known, _)| known).unwrap_or_default()
}

fn choices<T>(all: &[(T, &'static str)]) -> Vec<Choosable> {
    all.iter()
        .map(|(_, name)| Choosable::new(*name, *name))
        .collect()
}

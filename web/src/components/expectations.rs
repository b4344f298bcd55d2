//! What should hold: the list, and what adds to it.

use std::rc::Rc;

use peerlab_core::check::{Code, Severity};
use peerlab_core::expect::describe;
use peerlab_core::report::{ConnectorStatus, Verdict};
use peerlab_core::routing::follow::Disposition;
use peerlab_core::scenario::Expectation;
use yew::{Callback, Html, MouseEvent, Properties, component, html, use_state};

use super::{Choosable, Field, Pick};
use super::{Glyph, icon};
use crate::editor::{Action, Document, change, words};

/// What the list shows and calls back.
#[derive(PartialEq, Properties)]
pub struct ExpectationsProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// How many can be chosen from, and how many are listed.
const MOST: usize = 500;

/// The kinds that can be added, each with what it says.
const KINDS: [(&str, &str); 5] = [
    ("reach", "What can talk"),
    ("status", "The state of a connector"),
    ("overlaps", "The overlaps of a connector"),
    ("trace", "What becomes of a packet"),
    ("diagnostic", "Whether there is a problem"),
];

/// Shows what should hold and whether it does.
#[component]
pub fn Expectations(props: &ExpectationsProps) -> Html {
    let adds = use_state(|| None::<Expectation>);
    let document = &props.document;
    let expectations = &document.scenario().expectations;
    let items = expectations.iter().enumerate().take(MOST);
    let items = items.map(|(place, expectation)| {
        let outcomes = &document.found.expectations;
        // What was found before may be of others.
        let outcome = outcomes.get(place).filter(|_| !document.is_stale);
        let title = expectation
            .name
            .clone()
            .unwrap_or_else(|| describe(expectation));
        let onclick = {
            let mut left = expectations.clone();
            left.remove(place);
            props
                .dispatch
                .reform(move |_: MouseEvent| change::expectations(left.clone()))
        };
        let (glyph, judged) = match outcome.map(|outcome| outcome.holds) {
            Some(true) => (Glyph::Done, "Holds: "),
            Some(false) => (Glyph::Severity(Severity::Error), "Does not hold: "),
            None => (Glyph::Ring, "Is being judged: "),
        };
        html! {
            <li>
                { icon(glyph) }
                <span class="expectation">
                    <span class="sr-only">{ judged }</span>
                    { &title }
                    { for outcome.and_then(|outcome| outcome.reason.as_ref()).map(|reason| html! {
                        <span class="expectation-reason">{ reason }</span>
                    }) }
                </span>
                <button type="button" class="icon-button is-small" {onclick} title="Remove"
                    aria-label={format!("Remove: {title}")}>{ icon(Glyph::Close) }</button>
            </li>
        }
    });
    let begin = {
        let adds = adds.setter();
        Callback::from(move |_: MouseEvent| {
            adds.set(Some(Expectation {
                expect: "reach".to_owned(),
                ..Expectation::default()
            }));
        })
    };
    let on_draft = Callback::from({
        let adds = adds.setter();
        move |draft| adds.set(draft)
    });
    let on_add = {
        let (all, dispatch, adds) = (expectations.clone(), props.dispatch.clone(), adds.setter());
        Callback::from(move |added: Expectation| {
            let all = all.iter().cloned().chain([added]).collect();
            dispatch.emit(change::expectations(all));
            adds.set(None);
        })
    };
    html! {
        <>
            <h3>{ "What should hold" }</h3>
            if expectations.is_empty() {
                <p class="muted">{ "Nothing yet. What should hold is judged at every edit." }</p>
            }
            <ul class="expectations">{ for items }</ul>
            { match &*adds {
                None => html! {
                    <button type="button" class="link add" onclick={begin}>{ "Add what should hold" }</button>
                },
                Some(draft) => adding("", document, draft, &on_draft, &on_add),
            } }
        </>
    }
}

/// Shows the fields of one that is being added. What their names on the page begin
/// with tells them from others of their kind.
pub(super) fn adding(
    prefix: &'static str,
    document: &Rc<Document>,
    draft: &Expectation,
    on_draft: &Callback<Option<Expectation>>,
    on_add: &Callback<Expectation>,
) -> Html {
    let add = {
        let draft = draft.clone();
        on_add.reform(move |_: MouseEvent| draft.clone())
    };
    html! {
        <div class="form is-framed" role="group" aria-label="What should hold">
            { for fields(prefix, document, draft, on_draft) }
            <div class="form-foot">
                <button type="button" class="button is-plain"
                    onclick={on_draft.reform(|_: MouseEvent| None)}>{ "Cancel" }</button>
                <button type="button" class="button is-main" onclick={add}
                    disabled={!is_whole(draft)}>{ "Add" }</button>
            </div>
        </div>
    }
}

/// Makes the fields that its kind needs.
#[expect(clippy::too_many_lines, reason = "an arm for each kind, of its fields")]
fn fields(
    prefix: &'static str,
    document: &Rc<Document>,
    draft: &Expectation,
    on_draft: &Callback<Option<Expectation>>,
) -> Vec<Html> {
    type Set = fn(&mut Expectation, String);
    let scenario = document.scenario();
    let called = |id: &String| Choosable::new(id.clone(), words::called(document, id));
    let named = |names: &[&'static str]| -> Vec<Choosable> {
        let names = names.iter();
        names.map(|name| Choosable::new(*name, *name)).collect()
    };
    let set = |set: Set| {
        let draft = draft.clone();
        on_draft.reform(move |chosen| {
            let mut changed = draft.clone();
            set(&mut changed, chosen);
            Some(changed)
        })
    };
    let pick = |name: &'static str, label: &'static str, value: Option<&str>, options, to: Set| {
        let mut options: Vec<Choosable> = options;
        let value = value.unwrap_or_default().to_owned();
        if value.is_empty() {
            options.insert(0, Choosable::new("", "Choose"));
        }
        let id = format!("{prefix}{name}");
        html! { <Pick key={name} name={id} {label} {value} {options} onchange={set(to)} /> }
    };
    let networks = scenario.private_networks.iter().map(|network| &network.id);
    let resources = scenario.resources.iter().map(|resource| &resource.id);
    let vpcs = scenario.vpcs.iter().map(|vpc| &vpc.id);
    let ends = networks.chain(resources);
    let is_trace = draft.expect == "trace";
    let ends: Vec<Choosable> = if is_trace {
        ends.take(MOST).map(called).collect()
    } else {
        ends.chain(vpcs).take(MOST).map(called).collect()
    };
    let kinds = KINDS.iter();
    let kinds = kinds
        .map(|&(kind, text)| Choosable::new(kind, text))
        .collect();
    let kind = pick(
        "expect",
        "What",
        Some(&draft.expect),
        kinds,
        |draft, chosen| {
            *draft = Expectation {
                expect: chosen,
                ..Expectation::default()
            };
        },
    );
    let is = |names: &[&'static str]| {
        pick(
            "is",
            "Is",
            draft.is.as_deref(),
            named(names),
            |draft, is| {
                draft.is = Some(is);
            },
        )
    };
    let from = |ends| {
        pick("from", "From", draft.from.as_deref(), ends, |draft, id| {
            draft.from = Some(id);
        })
    };
    match draft.expect.as_str() {
        "status" => {
            let connectors = scenario.vpc_connectors.iter();
            let connectors = connectors.map(|connector| called(&connector.id));
            let connectors = connectors.take(MOST).collect();
            let connector = draft.connector.as_deref();
            let connector = pick(
                "connector",
                "Connector",
                connector,
                connectors,
                |draft, id| {
                    draft.connector = Some(id);
                },
            );
            vec![
                kind,
                connector,
                is(&ConnectorStatus::ALL.map(ConnectorStatus::as_str)),
            ]
        }
        "overlaps" => {
            let connectors = scenario.vpc_connectors.iter();
            let connectors = connectors.map(|connector| called(&connector.id));
            let connectors = connectors.take(MOST).collect();
            let chosen = draft.connector.as_deref();
            let connector = pick("connector", "Connector", chosen, connectors, |draft, id| {
                draft.connector = Some(id);
                draft.are.get_or_insert_default();
            });
            let are = html! {
                <Field key="are" name={format!("{prefix}are")} label="Overlapping subnets" document={Rc::clone(document)}
                    value={overlaps_text(draft.are.as_deref().unwrap_or_default())}
                    note="“172.16.0.0/22 and 172.16.3.0/24”, with commas between pairs; nothing for none."
                    oncommit={set(|draft, text| draft.are = Some(overlaps_of(&text)))} />
            };
            vec![kind, connector, are]
        }
        "diagnostic" => {
            let codes: Vec<&'static str> = Code::ALL.iter().map(|code| code.as_str()).collect();
            let code = draft.code.as_deref();
            let code = pick("code", "Problem", code, named(&codes), |draft, code| {
                draft.code = Some(code);
            });
            let present = draft
                .present
                .map(|is| if is { "present" } else { "absent" });
            let options = named(&["present", "absent"]);
            let present = pick("present", "Is", present, options, |draft, is| {
                draft.present = Some(is == "present");
            });
            vec![kind, code, present]
        }
        "trace" => {
            let to = html! {
                <Field key="to-text" name={format!("{prefix}to")} label="To, an address or an id"
                    value={draft.to.clone().unwrap_or_default()} document={Rc::clone(document)}
                    oncommit={set(|draft, to| draft.to = Some(to))} />
            };
            vec![
                kind,
                from(ends),
                to,
                is(&Disposition::ALL.map(Disposition::as_str)),
            ]
        }
        _ => {
            let to = pick(
                "to",
                "To",
                draft.to.as_deref(),
                ends.clone(),
                |draft, id| {
                    draft.to = Some(id);
                },
            );
            vec![kind, from(ends), to, is(&Verdict::ALL.map(Verdict::as_str))]
        }
    }
}

/// Writes pairs of subnets as one text.
fn overlaps_text(pairs: &[(String, String)]) -> String {
    let pairs = pairs
        .iter()
        .map(|(one, other)| format!("{one} and {other}"));
    pairs.collect::<Vec<String>>().join(", ")
}

/// Reads pairs of subnets out of a text; where a pair has one side alone, the
/// other is empty and the expectation says so.
fn overlaps_of(text: &str) -> Vec<(String, String)> {
    let pairs = text
        .split(',')
        .map(str::trim)
        .filter(|pair| !pair.is_empty());
    let sides = pairs.map(|pair| pair.split_once(" and ").unwrap_or((pair, "")));
    sides
        .map(|(one, other)| (one.trim().to_owned(), other.trim().to_owned()))
        .collect()
}

/// Tells whether everything is chosen that its kind needs.
fn is_whole(draft: &Expectation) -> bool {
    let ends = draft.from.is_some() && draft.to.is_some();
    match draft.expect.as_str() {
        "status" => draft.connector.is_some() && draft.is.is_some(),
        "overlaps" => draft.connector.is_some(),
        "diagnostic" => draft.code.is_some() && draft.present.is_some(),
        _ => ends && draft.is.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_written_and_read_alike() {
        let text = "10.0.0.0/22 and 10.0.1.0/24, fd00::/48 and fd00::/64";
        let pairs = overlaps_of(text);
        assert_eq!(pairs.len(), 2);
        assert_eq!(overlaps_text(&pairs), text);
        assert_eq!(
            overlaps_of(" , 10.0.0.0/8"),
            [("10.0.0.0/8".to_owned(), String::new())]
        );
        assert!(overlaps_of("").is_empty());
    }
}

//! Pages of help: what is behind a code, and what is taken for granted.

mod drawing;
mod drawings;

use peerlab_core::assumption::Assumption;
use peerlab_core::check::{Code, Source, Topic};
use yew::{Callback, Html, html};

use super::dialog::Dialog;
use super::{Glyph, icon};
use crate::editor::{Action, Overlay};
use drawing::drawing;

/// Where the platform's documentation begins.
const DOCUMENTATION: &str = "https://www.scaleway.com/en/docs/";

/// Shows the page about a topic.
pub fn help(topic: Topic, dispatch: &Callback<Action>) -> Html {
    match topic {
        Topic::Code(code) => self::code(code, dispatch),
        Topic::Assumption(assumption) => {
            let rests = |code: &&Code| code.help().sources.contains(&Source::Assumed(assumption));
            let codes: Vec<Code> = Code::ALL.iter().filter(rests).copied().collect();
            page(
                &format!("Assumption {assumption}"),
                &format!("Assumption {assumption}"),
                html! {
                    <>
                        <h3>{ "What is taken for granted" }</h3>
                        <p>{ assumption.taken() }</p>
                        <h3>{ "What the documentation leaves open" }</h3>
                        <p>{ assumption.left_open() }</p>
                        if !codes.is_empty() {
                            <h3>{ "Codes that rest on it" }</h3>
                            <ul class="links">
                                { for codes.into_iter().map(|code| html! {
                                    <li>{ to(Topic::Code(code), code.as_str(), dispatch) }</li>
                                }) }
                            </ul>
                        }
                        <p>{ to_all(dispatch) }</p>
                    </>
                },
                dispatch,
            )
        }
    }
}

fn code(code: Code, dispatch: &Callback<Action>) -> Html {
    let help = code.help();
    page(
        code.as_str(),
        code.as_str(),
        html! {
            <>
                <p class="kind">
                    { icon(Glyph::Severity(code.severity())) }
                    <span class="capital">{ code.severity().as_str() }</span>
                </p>
                { drawing(code) }
                <h3>{ "The rule" }</h3>
                <p>{ help.rule }</p>
                <h3>{ "On the platform" }</h3>
                <p>{ help.on_the_platform }</p>
                <h3>{ "To mend it" }</h3>
                <p>{ help.mend }</p>
                <h3>{ "Where the rule is from" }</h3>
                <ul class="links">
                    { for help.sources.iter().map(|source| html! { <li>{ self::source(*source, dispatch) }</li> }) }
                </ul>
            </>
        },
        dispatch,
    )
}

fn source(source: Source, dispatch: &Callback<Action>) -> Html {
    match source {
        Source::Documented(path) => html! {
            <span>
                { "The documentation: " }
                <a href={format!("{DOCUMENTATION}{path}/")} target="_blank" rel="noreferrer noopener">{ path }</a>
            </span>
        },
        Source::Assumed(assumption) => html! {
            <span>
                { to(Topic::Assumption(assumption), &format!("Assumption {assumption}"), dispatch) }
                { ": " }{ assumption.taken() }
            </span>
        },
        other => {
            let text = other.to_string();
            html! { <span>{ crate::editor::words::sentence(&text) }</span> }
        }
    }
}

/// Lists everything that is taken for granted.
pub fn assumptions(dispatch: &Callback<Action>) -> Html {
    page(
        "Assumptions",
        "Assumptions",
        html! {
            <>
                <p>{ "Where the platform's documentation is silent, Peerlab takes these for granted." }</p>
                <dl class="assumptions">
                    { for Assumption::ALL.iter().map(|&assumption| html! {
                        <div>
                            <dt>{ to(Topic::Assumption(assumption), assumption.as_str(), dispatch) }</dt>
                            <dd>
                                <p>{ assumption.taken() }</p>
                                <p class="muted">{ assumption.left_open() }</p>
                            </dd>
                        </div>
                    }) }
                </dl>
            </>
        },
        dispatch,
    )
}

fn page(title: &str, heading: &str, body: Html, dispatch: &Callback<Action>) -> Html {
    html! {
        <Dialog title={title.to_owned()} class="is-help"
            onclose={dispatch.reform(|()| Action::Lay(None))}>
            <div class="dialog-head">
                <h2>{ heading.to_owned() }</h2>
                <button type="button" class="icon-button" aria-label="Close"
                    onclick={dispatch.reform(|_| Action::Lay(None))}>{ icon(Glyph::Close) }</button>
            </div>
            <div class="help">{ body }</div>
        </Dialog>
    }
}

/// Links to another page.
fn to(topic: Topic, name: &str, dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(move |_| Action::Lay(Some(Overlay::Help(topic))));
    html! { <button type="button" class="link" {onclick}>{ name.to_owned() }</button> }
}

fn to_all(dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(|_| Action::Lay(Some(Overlay::Assumptions)));
    html! { <button type="button" class="link" {onclick}>{ "All assumptions" }</button> }
}

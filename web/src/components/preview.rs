//! What edits would do, told when it is asked for.

use std::rc::Rc;

use peerlab_core::edit::Edit;
use web_sys::HtmlElement;
use yew::{
    AttrValue, Callback, Event, Html, MouseEvent, Properties, TargetCast, component, html,
    use_memo, use_state,
};

use crate::editor::{Document, Looking, Preview, words};
use crate::hooks::copy;

/// What is told about.
#[derive(PartialEq, Properties)]
pub struct PreviewProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// Which packets are asked about.
    pub looking: Looking,
    /// The edits.
    pub edits: Vec<Edit>,
    /// Whether it is told at once.
    #[prop_or_default]
    pub is_open: bool,
}

/// Tells what edits would do: what would be different, which pairs would gain
/// and lose, and the command lines that do the same.
#[component]
pub fn PreviewView(props: &PreviewProps) -> Html {
    let open = use_state(|| props.is_open);
    let asked = open.then(|| {
        (
            Rc::clone(&props.document),
            props.looking.clone(),
            props.edits.clone(),
        )
    });
    let preview = use_memo(asked, |asked| {
        let (document, looking, edits) = asked.as_ref()?;
        Some(Preview::of(document, looking, edits))
    });
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let details: HtmlElement = event.target_unchecked_into();
            open.set(details.has_attribute("open"));
        })
    };
    html! {
        <details class="preview" open={props.is_open} {ontoggle}>
            <summary>{ "What it would do" }</summary>
            { match preview.as_ref() {
                None => Html::default(),
                Some(Err(error)) => html! { <p>{ words::sentence(&error.to_string()) }</p> },
                Some(Ok(preview)) => told(preview),
            } }
        </details>
    }
}

fn told(preview: &Preview) -> Html {
    let pairs = |title: &'static str, (count, named): &(usize, Vec<String>)| {
        let more = count.saturating_sub(named.len());
        if *count == 0 {
            return Html::default();
        }
        html! {
            <>
                <p class="preview-title">{ format!("{title} {count}") }</p>
                <ul>
                    { for named.iter().map(|pair| html! { <li>{ pair }</li> }) }
                    if more > 0 { <li class="muted">{ format!("and {more} more") }</li> }
                </ul>
            </>
        }
    };
    let is_still = preview.gained.0 == 0 && preview.lost.0 == 0;
    html! {
        <>
            <ul>
                { for preview.changes.iter().map(|change| html! { <li>{ change }</li> }) }
                if is_still {
                    <li>{ "It would change nothing for who reaches whom." }</li>
                }
            </ul>
            { pairs("Reachability gained:", &preview.gained) }
            { pairs("Reachability lost:", &preview.lost) }
            { lines("On the command line", &preview.commands) }
            { lines("In Terraform", &preview.terraform) }
        </>
    }
}

/// Shows lines to be copied, if there are any.
fn lines(title: &'static str, lines: &[String]) -> Html {
    let text = AttrValue::from(lines.join("\n"));
    if lines.is_empty() {
        Html::default()
    } else {
        html! { <Lines {title} {text} /> }
    }
}

#[derive(PartialEq, Properties)]
struct LinesProps {
    title: &'static str,
    text: AttrValue,
}

/// Lines of another tool, with a button that copies them.
#[component]
fn Lines(props: &LinesProps) -> Html {
    let copied = use_state(|| None::<bool>);
    let onclick = {
        let (text, copied) = (props.text.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            let (text, copied) = (text.clone(), copied.clone());
            wasm_bindgen_futures::spawn_local(async move {
                copied.set(Some(copy(&text).await));
            });
        })
    };
    html! {
        <>
            <div class="preview-head">
                <p class="preview-title">{ props.title }</p>
                <button type="button" class="link" {onclick}>
                    { "Copy" }<span class="sr-only">{ format!(" what is {}", props.title.to_lowercase()) }</span>
                </button>
                <span class="muted" role="status">{ match *copied {
                    None => "",
                    Some(true) => "Copied.",
                    Some(false) => "The browser did not let it be copied.",
                } }</span>
            </div>
            <pre class="commands" tabindex="0" aria-label={props.title}>{ &props.text }</pre>
        </>
    }
}

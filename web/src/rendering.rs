//! Renders components on the host, for snapshots.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use yew::{BaseComponent, Html, LocalServerRenderer, Properties, component};

/// Renders a component to HTML, an element on each line.
pub(crate) fn rendered<C: BaseComponent>(props: C::Properties) -> String {
    let renderer = LocalServerRenderer::<C>::with_props(props).hydratable(false);
    let mut rendering = pin!(renderer.render());
    let mut context = Context::from_waker(Waker::noop());
    // Nothing here waits for anything, so it is ready after a few turns.
    for _ in 0..1_000 {
        if let Poll::Ready(html) = rendering.as_mut().poll(&mut context) {
            return lines(&html);
        }
    }
    panic!("the component waits for something");
}

/// Renders what a function made.
pub(crate) fn rendered_html(html: Html) -> String {
    rendered::<Shown>(ShownProps { html })
}

#[derive(PartialEq, Properties)]
struct ShownProps {
    html: Html,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    props.html.clone()
}

/// Breaks HTML before each opening tag, so that a difference is one line.
fn lines(html: &str) -> String {
    let mut lines = String::new();
    for (place, part) in html.split('<').enumerate() {
        if place > 0 {
            if !part.starts_with('/') && !lines.is_empty() {
                lines.push('\n');
            }
            lines.push('<');
        }
        lines.push_str(part);
    }
    lines
}

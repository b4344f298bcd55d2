//! Connectors, joints and the marks of the three states.

use std::rc::Rc;

use peerlab_core::drawing::{JOINT_RADIUS, Joint, Line, Spot, Wire, decimal, mark_path};
use peerlab_core::report::ConnectorStatus;
use yew::{AttrValue, Html, Properties, classes, component, html};

/// Returns the class that gives a state its colour.
pub(super) const fn tone(status: Option<ConnectorStatus>) -> &'static str {
    match status {
        Some(ConnectorStatus::Peered) => "is-peered",
        Some(ConnectorStatus::Conflict) => "is-conflict",
        Some(ConnectorStatus::Orphan) => "is-orphan",
        None => "is-unjudged",
    }
}

const fn line_class(line: Line) -> &'static str {
    match line {
        Line::Solid | Line::Jagged => "line",
        Line::Dashed => "line line-dashed",
        Line::Dotted => "line line-dotted",
    }
}

/// What a connector's picture is made of.
#[derive(PartialEq, Properties)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a look of its own and any may go together"
)]
pub(super) struct WireProps {
    /// Its line.
    pub wire: Rc<Wire>,
    /// Its id.
    pub id: AttrValue,
    /// What it is called by those who do not see it.
    pub title: AttrValue,
    /// Whether it is selected itself.
    pub selected: bool,
    /// Whether it is among what is shown.
    pub lit: bool,
    /// Whether something else is shown.
    pub dim: bool,
    /// Whether its port is drawn.
    pub port: bool,
}

/// Draws a connector's half-line.
#[component]
pub(super) fn WireView(props: &WireProps) -> Html {
    let WireProps {
        wire,
        id,
        title,
        selected,
        lit,
        dim,
        port,
    } = props;
    let class = classes!(
        "wire",
        tone(wire.status),
        lit.then_some("is-lit"),
        dim.then_some("is-dim"),
    );
    html! {
        <g {class} role="button" tabindex="0" data-id={id} aria-pressed={selected.to_string()}>
            <title>{ title }</title>
            <path class="wire-reach" d={wire.plain.clone()} />
            <path class={line_class(Line::of(wire.status))} d={wire.path.clone()} />
            { for wire.beyond.clone().map(|d| html! { <path class="line-beyond" {d} /> }) }
            if *port {
                { dot("port", wire.port, "4") }
            }
            { for wire.open_end.map(|end| dot("open-end", end, "6")) }
            { for wire.label.as_ref().zip(wire.open_end).map(|(label, end)| html! {
                <text class="stub-label" x={decimal(end.x)} y={decimal(end.y + 20.0)}>{ label }</text>
            }) }
        </g>
    }
}

/// What a joint's picture is made of.
#[derive(PartialEq, Properties)]
pub(super) struct JointProps {
    /// Where it is, and of what.
    pub joint: Joint,
    /// The connector that it selects.
    pub id: AttrValue,
    /// How large it is.
    pub scale: f64,
    /// Whether it is among what is shown.
    pub lit: bool,
    /// Whether something else is shown.
    pub dim: bool,
}

/// Draws the joint where two halves meet. It has no focus of its own: the halves
/// have. It is drawn where it is and not moved there: hundreds of groups that
/// each have a place of their own make moving the view slow.
#[component]
pub(super) fn JointView(props: &JointProps) -> Html {
    let JointProps {
        joint,
        id,
        scale,
        lit,
        dim,
    } = props;
    let class = classes!(
        "joint",
        tone(Some(joint.status)),
        lit.then_some("is-lit"),
        dim.then_some("is-dim"),
    );
    let wide = |width: f64| decimal(width * scale);
    html! {
        <g {class} data-id={id} aria-hidden="true">
            <circle class="joint-ground" cx={decimal(joint.at.x)} cy={decimal(joint.at.y)}
                r={wide(JOINT_RADIUS)} stroke-width={wide(if *lit { 3.0 } else { 2.0 })} />
            <path class="joint-mark" d={mark_path(joint.status, joint.at, *scale)}
                stroke-width={wide(2.2)} />
        </g>
    }
}

/// The radius of the largest joint.
pub(super) const MOST_JOINT: i32 = 36;

/// Returns how large joints are drawn: from afar larger than the cards, so that
/// they are seen, and in few steps, so that they are not drawn anew with every
/// change of the zoom.
pub(super) fn joint_scale(zoom: f64) -> f64 {
    (0.55 / zoom).clamp(1.0, 3.0).round()
}

/// Draws a state's mark on its ground, around (0, 0).
fn medallion(status: ConnectorStatus) -> Html {
    html! {
        <>
            <circle class="joint-ground" r="9" stroke-width="2" />
            <path class="joint-mark" d={mark_path(status, Spot::default(), 1.0)} stroke-width="2.2" />
        </>
    }
}

/// Draws the mark of a state, for lists; `None` is not judged.
pub fn mark(status: Option<ConnectorStatus>) -> Html {
    let class = classes!("mark", tone(status));
    let inner = match status {
        Some(ConnectorStatus::Orphan) => html! {
            <>
                <path class="line line-dashed" d="M-10 0H2" />
                <circle class="open-end" cx="6" cy="0" r="4" />
            </>
        },
        Some(status) => medallion(status),
        None => html! {
            <path class="line line-dotted" d="M-9 0H10" />
        },
    };
    html! {
        <svg {class} viewBox="-12 -12 24 24" width="20" height="20" aria-hidden="true">{ inner }</svg>
    }
}

/// Draws what a connection in a state looks like, for the legend.
pub fn sample(status: ConnectorStatus) -> Html {
    let class = classes!("sample", tone(Some(status)));
    let inner = match status {
        ConnectorStatus::Peered => html! {
            <>
                <path class="line" d="M4 12H60" />
                <g transform="translate(32 12)">{ medallion(status) }</g>
                { dot("port", Spot::new(60.0, 12.0), "3.5") }
            </>
        },
        ConnectorStatus::Conflict => html! {
            <>
                <path class="line" d="M4 12l3 3 4-6 4 6 4-6 4 6M41 15l4-6 4 6 4-6 4 6 3-3" />
                <g transform="translate(32 12)">{ medallion(status) }</g>
                { dot("port", Spot::new(60.0, 12.0), "3.5") }
            </>
        },
        ConnectorStatus::Orphan => html! {
            <>
                <path class="line line-dashed" d="M4 12H48" />
                <circle class="open-end" cx="54" cy="12" r="5" />
            </>
        },
    };
    html! {
        <svg {class} viewBox="0 0 64 24" width="64" height="24" aria-hidden="true">
            { dot("port", Spot::new(4.0, 12.0), "3.5") }
            { inner }
        </svg>
    }
}

fn dot(class: &'static str, at: Spot, radius: &'static str) -> Html {
    html! { <circle {class} cx={decimal(at.x)} cy={decimal(at.y)} r={radius} /> }
}

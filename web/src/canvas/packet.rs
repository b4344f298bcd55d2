//! The packet that is followed, where it is now.

use wasm_bindgen::JsCast;
use web_sys::SvgElement;
use yew::{Html, Properties, classes, component, html, use_effect_with, use_node_ref};

use crate::editor::{Editor, Spot, Stop, stops};
use peerlab_core::drawing::decimal;

/// Returns where the packet is that is followed, if one is, and whether it is
/// the answer.
pub(super) fn packet(editor: &Editor) -> Option<(Spot, bool)> {
    let trace = editor.traced()?;
    let Stop { is_answer, hop } = *stops(&trace).get(editor.looking.step?)?;
    let way = if is_answer {
        trace.back.as_ref()?
    } else {
        &trace.forward
    };
    let vpc = editor.document.vpc(&way.hops.get(hop)?.vpc)?;
    let rect = editor.rect(vpc)?;
    let middle = f64::from(rect.x) + f64::from(rect.width) / 2.0;
    Some((Spot::new(middle, f64::from(rect.y)), is_answer))
}

/// What a packet is drawn of.
#[derive(PartialEq, Properties)]
pub(super) struct PacketProps {
    /// Where it is.
    pub at: Spot,
    /// Whether it is the answer.
    pub is_answer: bool,
}

/// Draws a packet, which travels to where it is next.
#[component]
pub(super) fn Packet(props: &PacketProps) -> Html {
    let node = use_node_ref();
    // Written as a property of the element: one in an attribute of the drawing
    // does not travel, and one in a `style` attribute the page's policy refuses.
    use_effect_with((node.clone(), props.at), |(node, at)| {
        if let Some(packet) = node
            .get()
            .and_then(|node| node.dyn_into::<SvgElement>().ok())
        {
            let place = format!("translate({}px, {}px)", decimal(at.x), decimal(at.y));
            // Refused only where it is no value.
            let _ = packet.style().set_property("transform", &place);
        }
    });
    let class = classes!("packet", props.is_answer.then_some("is-answer"));
    html! {
        <g {class} ref={node} aria-hidden="true">
            <circle class="packet-ground" r="11" />
            <path class="packet-mark" d="M-5-3.5H5V3.5H-5ZM-5-3.5L0 .5 5-3.5" />
        </g>
    }
}

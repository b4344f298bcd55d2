//! Where the focus goes.

use web_sys::HtmlElement;
use yew::{NodeRef, hook, use_effect_with, use_node_ref};

/// Gives the focus to what the returned reference is put on, at once and whenever
/// what it is of changes: who begins something new is at its words, and hears them.
#[hook]
pub fn use_focus<T: PartialEq + 'static>(of: T) -> NodeRef {
    let node = use_node_ref();
    let focused = node.clone();
    use_effect_with(of, move |_| {
        if let Some(element) = focused.cast::<HtmlElement>() {
            // Where it cannot have the focus the words can still be read.
            let _ = element.focus();
        }
    });
    node
}

//! The page: draws a scenario and shows its judgement at every edit.

use wasm_bindgen::prelude::wasm_bindgen;
use yew::{Html, component, html};

/// Shows the page.
#[component]
fn App() -> Html {
    html! { <main><h1>{ "Peerlab" }</h1></main> }
}

/// Starts the page in the element the shell holds ready for it.
#[wasm_bindgen(start)]
pub fn start() {
    let mount = gloo::utils::document().get_element_by_id("app");
    if let Some(mount) = mount {
        yew::Renderer::<App>::with_root(mount).render();
    }
}

//! The page's own code, inside a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn the_page_takes_the_place_the_shell_holds_for_it() {
    let document = gloo::utils::document();
    let mount = document.create_element("div").unwrap();
    mount.set_id("app");
    mount.set_inner_html("<p id=\"boot-status\">Loading</p>");
    gloo::utils::body().append_child(&mount).unwrap();
    peerlab_web::start();
    // Yew draws once the current task is over.
    TimeoutFuture::new(0).await;
    assert!(document.get_element_by_id("boot-status").is_none());
    assert!(mount.query_selector("h1").unwrap().is_some());
}

//! The page's own code, inside a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_page_starts_where_the_shell_holds_a_place_for_it() {
    let document = gloo::utils::document();
    let mount = document.create_element("div").unwrap();
    mount.set_id("app");
    gloo::utils::body().append_child(&mount).unwrap();
    peerlab_web::start();
    assert_eq!(document.get_element_by_id("app"), Some(mount));
}

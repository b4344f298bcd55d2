//! What the page hears from the browser: dropped files, pasted text, its
//! address, the theme.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use gloo::timers::future::TimeoutFuture;
use gloo::utils::{document, window};
use peerlab_core::link;
use peerlab_core::scenario::Scenario;
use peerlab_web::app::App;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    DataTransfer, DragEvent, DragEventInit, Element, EventTarget, File, HtmlElement, KeyboardEvent,
    KeyboardEventInit,
};
use yew::AppHandle;

wasm_bindgen_test_configure!(run_in_browser);

/// The page in an element of its own, taken away when the test is over.
struct Mounted {
    root: Element,
    handle: Option<AppHandle<App>>,
}

impl Mounted {
    async fn new() -> Self {
        // What another test kept is not to be opened.
        window().local_storage().unwrap().unwrap().clear().unwrap();
        let root = document().create_element("div").unwrap();
        gloo::utils::body().append_child(&root).unwrap();
        let handle = Some(yew::Renderer::<App>::with_root(root.clone()).render());
        let mounted = Self { root, handle };
        mounted.wait_for(".card", 4).await;
        // What is drawn is there before what listens is.
        TimeoutFuture::new(50).await;
        mounted
    }

    fn count(&self, selector: &str) -> usize {
        let found = self.root.query_selector_all(selector).unwrap();
        usize::try_from(found.length()).unwrap()
    }

    async fn wait_for(&self, selector: &str, count: usize) {
        for _ in 0..200 {
            if self.count(selector) == count {
                return;
            }
            TimeoutFuture::new(10).await;
        }
        let html = self.root.inner_html();
        panic!(
            "there are {} {selector}, not {count}: {html}",
            self.count(selector)
        );
    }

    fn text(&self, selector: &str) -> String {
        let found = self.root.query_selector(selector).unwrap();
        found
            .and_then(|element| element.text_content())
            .unwrap_or_default()
    }

    fn click(&self, selector: &str) {
        let found = self.root.query_selector(selector).unwrap().unwrap();
        found.dyn_into::<HtmlElement>().unwrap().click();
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
        self.root.remove();
        window().location().set_hash("").unwrap();
    }
}

fn drop_file(on: &EventTarget, name: &str, content: &str) {
    let data = DataTransfer::new().unwrap();
    let parts = js_sys::Array::of1(&content.into());
    let file = File::new_with_str_sequence(&parts, name).unwrap();
    data.items().add_with_file(&file).unwrap();
    for kind in ["dragenter", "dragover", "drop"] {
        let init = DragEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_data_transfer(Some(&data));
        let event = DragEvent::new_with_event_init_dict(kind, &init).unwrap();
        on.dispatch_event(&event).unwrap();
    }
}

fn press(key: &str, shift: bool) {
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_key(key);
    init.set_ctrl_key(true);
    init.set_shift_key(shift);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    document().body().unwrap().dispatch_event(&event).unwrap();
}

async fn a_file_dropped_anywhere_opens_and_keys_undo_and_redo_that() {
    let page = Mounted::new().await;
    drop_file(
        &page.root,
        "two.json",
        r#"{"vpcs": [{"id": "a"}, {"id": "b"}]}"#,
    );
    page.wait_for(".card", 2).await;
    page.wait_for(".drop-here", 0).await;
    assert!(page.text(".notice").contains("two.json"));
    press("z", false);
    page.wait_for(".card", 4).await;
    press("Z", true);
    page.wait_for(".card", 2).await;
}

async fn a_bad_file_is_told_and_the_picture_stays() {
    let page = Mounted::new().await;
    drop_file(&page.root, "bad.json", "{");
    page.wait_for(".notice[role=alert]", 1).await;
    assert!(
        page.text(".notice")
            .contains("bad.json could not be opened")
    );
    assert_eq!(page.count(".card"), 4);
    page.click(".notice .icon-button");
    page.wait_for(".notice", 0).await;
}

async fn the_address_is_opened_when_it_changes_and_forgotten_when_another_is_shown() {
    let page = Mounted::new().await;
    let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "a"}]}"#).unwrap();
    let fragment = link::encode(&scenario).unwrap();
    window().location().set_hash(&fragment).unwrap();
    page.wait_for(".card", 1).await;
    assert_eq!(window().location().hash().unwrap(), fragment);
    press("z", false);
    page.wait_for(".card", 4).await;
    assert_eq!(window().location().hash().unwrap(), "");
}

async fn the_theme_goes_round_and_is_kept() {
    let storage = window().local_storage().unwrap().unwrap();
    storage.remove_item("peerlab.theme").unwrap();
    let page = Mounted::new().await;
    let root = document().document_element().unwrap();
    for theme in [Some("light"), Some("dark"), None] {
        page.click(".is-theme");
        TimeoutFuture::new(20).await;
        assert_eq!(storage.get_item("peerlab.theme").unwrap().as_deref(), theme);
        assert_eq!(root.get_attribute("data-theme").as_deref(), theme);
    }
}

/// One after the other: they share the window, its address and its storage.
#[wasm_bindgen_test]
async fn the_page_hears_the_browser() {
    a_file_dropped_anywhere_opens_and_keys_undo_and_redo_that().await;
    a_bad_file_is_told_and_the_picture_stays().await;
    the_address_is_opened_when_it_changes_and_forgotten_when_another_is_shown().await;
    the_theme_goes_round_and_is_kept().await;
}

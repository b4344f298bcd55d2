//! Asks in WebAssembly, in whatever runs this.
#![cfg(target_arch = "wasm32")]

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[wasm_bindgen_test]
async fn asked() {
    let performance = Reflect::get(&js_sys::global(), &"performance".into()).expect("a clock");
    let now = function(&performance, "now");
    let clock = || {
        let time = now.call0(&performance).expect("it tells the time");
        time.as_f64().unwrap_or_default()
    };
    for question in peerlab_bench_wasm::questions() {
        console_log!("{}", question(&clock));
        // A browser that hears nothing for long is taken for dead.
        let pause = Promise::new(&mut |done, _| {
            let later = function(&js_sys::global(), "setTimeout");
            later
                .call2(&JsValue::UNDEFINED, &done, &0.into())
                .expect("it waits");
        });
        JsFuture::from(pause).await.expect("it only waits");
    }
}

fn function(of: &JsValue, name: &str) -> Function {
    let found = Reflect::get(of, &name.into()).expect("an object");
    found.dyn_into().expect("a function")
}

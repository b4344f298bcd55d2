//! A picture of lines as one of points.

use gloo::utils::document;
use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url,
};

/// How long a side may be, in points: browsers draw nothing that is larger.
const LONGEST: u32 = 16_384;

/// How many points there may be in all.
const MOST: u64 = 1 << 27;

/// Draws SVG as a PNG file, with so many points for each unit.
///
/// # Errors
///
/// Says why it could not be drawn.
pub async fn png(svg: &str, scale: u8) -> Result<Blob, &'static str> {
    const REFUSED: &str = "the browser could not draw it";
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let parts = Array::of1(&svg.into());
    let lines = Blob::new_with_str_sequence_and_options(&parts, &options).map_err(|_| REFUSED)?;
    let address = Url::create_object_url_with_blob(&lines).map_err(|_| REFUSED)?;
    let drawn = drawn(&address, scale).await;
    let _ = Url::revoke_object_url(&address);
    let canvas = drawn?;
    let file = JsFuture::from(file_of(&canvas))
        .await
        .map_err(|_| REFUSED)?;
    file.dyn_into().map_err(|_| REFUSED)
}

async fn drawn(address: &str, scale: u8) -> Result<HtmlCanvasElement, &'static str> {
    const REFUSED: &str = "the browser could not draw it";
    let image = HtmlImageElement::new().map_err(|_| REFUSED)?;
    image.set_src(address);
    JsFuture::from(image.decode()).await.map_err(|_| REFUSED)?;
    let width = image.natural_width().saturating_mul(scale.into());
    let height = image.natural_height().saturating_mul(scale.into());
    if width.max(height) > LONGEST || u64::from(width) * u64::from(height) > MOST {
        return Err("it has more points than browsers draw: export it as SVG, which has none");
    }
    let canvas = document().create_element("canvas").map_err(|_| REFUSED)?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().map_err(|_| REFUSED)?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok().flatten().ok_or(REFUSED)?;
    let context: CanvasRenderingContext2d = context.dyn_into().map_err(|_| REFUSED)?;
    let (width, height) = (f64::from(width), f64::from(height));
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)
        .map_err(|_| REFUSED)?;
    Ok(canvas)
}

/// Promises the file of what is drawn.
fn file_of(canvas: &HtmlCanvasElement) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |file: JsValue| {
            // A picture that cannot be written is none.
            let told = if file.is_object() { &resolve } else { &reject };
            let _ = told.call1(&JsValue::NULL, &file);
        });
        // What throws rejects the promise by itself.
        let _ = canvas.to_blob(done.unchecked_ref());
    })
}

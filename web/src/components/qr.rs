//! A link as a QR code.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use yew::{Html, html};

/// The largest code that a phone reads off a screen: 117 squares to a side.
const LARGEST: u8 = 25;

/// How many squares around it are left free, as its readers want.
const MARGIN: i32 = 4;

/// Shows a link as a QR code, while it fits one that can be read.
pub(super) fn code(link: &str) -> Html {
    let Some((side, path)) = squares(link) else {
        return html! {
            <p class="muted">{ "The link is too long for a QR code that a phone could read." }</p>
        };
    };
    let view = format!("{0} {0} {1} {1}", -MARGIN, side + 2 * MARGIN);
    html! {
        <details class="qr">
            <summary>{ "QR code" }</summary>
            <svg class="qr-code" viewBox={view} role="img" aria-label="QR code of the link" shape-rendering="crispEdges">
                <path fill="#000000" d={path} />
            </svg>
        </details>
    }
}

/// Returns how many squares a code has to a side, and the way around the dark
/// ones.
fn squares(link: &str) -> Option<(i32, String)> {
    let code = QrCode::encode_segments_advanced(
        &[QrSegment::make_bytes(link.as_bytes())],
        QrCodeEcc::Low,
        Version::new(1),
        Version::new(LARGEST),
        None,
        true,
    )
    .ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
            // Writing to a text does not fail.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    Some((code.size(), path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_a_code_while_it_can_be_read() {
        let (side, path) = squares("https://example.org/#s=1.abc").unwrap();
        assert_eq!(side, 25);
        // The corner that readers look for.
        assert!(path.starts_with("M0 0h1v1h-1zM1 0h1v1h-1z"), "{path}");
        let dark = path.matches('M').count();
        assert!((200..425).contains(&dark), "{dark} of 625 squares are dark");
        assert!(squares(&"a".repeat(1_273)).is_some());
        assert!(squares(&"a".repeat(1_274)).is_none());
    }
}

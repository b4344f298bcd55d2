//! Fingers on a touch screen.

use super::Page;
use fantoccini::actions::{Actions, InputSource, MOUSE_BUTTON_LEFT, PointerAction, TouchActions};
use serde_json::json;
use std::time::Duration;

/// How long a finger takes from one spot to the next.
const STROKE: Duration = Duration::from_millis(20);

impl Page {
    /// Makes the screen one that is touched.
    pub(crate) async fn become_touched(&self) {
        self.developer_tools(
            "Emulation.setTouchEmulationEnabled",
            &json!({ "enabled": true, "maxTouchPoints": 5 }),
        )
        .await;
    }

    /// Taps the middle of an element.
    pub(crate) async fn tap(&self, selector: &str) {
        let spot = self.middle(selector).await;
        self.stroke(&[&[spot]]).await;
    }

    /// Puts a finger down at the first spot of each line, all at once, moves
    /// them through the other spots, and lifts them. Spots are in CSS pixels of
    /// the window; where a line is shorter, its finger rests at its last spot.
    pub(crate) async fn stroke(&self, lines: &[&[(f64, f64)]]) {
        self.touch(lines, true).await;
    }

    /// Does the same and leaves the fingers there.
    pub(crate) async fn touch(&self, lines: &[&[(f64, f64)]], lifts: bool) {
        let steps = lines.iter().map(|line| line.len()).max().unwrap_or(0);
        let mut fingers: Vec<TouchActions> = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let mut finger = TouchActions::new(format!("finger {number}"));
            for step in 0..steps {
                let Some(&(x, y)) = line.get(step) else {
                    finger = finger.pause(STROKE);
                    continue;
                };
                let duration = Some(STROKE);
                finger = finger.then(PointerAction::MoveTo { duration, x, y });
                if step == 0 {
                    let button = MOUSE_BUTTON_LEFT;
                    finger = finger.then(PointerAction::Down { button });
                }
            }
            if lifts {
                let button = MOUSE_BUTTON_LEFT;
                finger = finger.then(PointerAction::Up { button });
            }
            fingers.push(finger);
        }
        self.must(
            "move fingers",
            self.client.perform_actions(Actions::from(fingers)),
        )
        .await;
    }

    /// Lifts every finger that is down.
    pub(crate) async fn lift_all(&self) {
        self.must("lift the fingers", self.client.release_actions())
            .await;
    }

    /// Takes the fingers away as the browser does when it needs them itself.
    pub(crate) async fn take_fingers(&self) {
        self.developer_tools(
            "Input.dispatchTouchEvent",
            &json!({ "type": "touchCancel", "touchPoints": [] }),
        )
        .await;
    }

    /// Returns the middle of an element, once it is there and seen.
    pub(crate) async fn middle(&self, selector: &str) -> (f64, f64) {
        self.find(selector).await;
        let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect(); \
                      return [box.x + box.width / 2, box.y + box.height / 2]";
        let middle = self.run(script, vec![json!(selector)]).await;
        let coordinate = |place: usize| middle[place].as_f64().unwrap_or_default().round();
        (coordinate(0), coordinate(1))
    }
}

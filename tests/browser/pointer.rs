//! The mouse: dragging, pointing, double clicks.

use super::Page;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use std::time::Duration;

impl Page {
    /// Presses on the middle of an element, moves by so many CSS pixels, and
    /// lets go.
    pub(crate) async fn drag_by(&self, selector: &str, (right, down): (f64, f64)) {
        let from = self.find(selector).await;
        // Through a point between: a page may take the first move for a
        // trembling hand.
        let half = PointerAction::MoveBy {
            duration: None,
            x: right / 2.0,
            y: down / 2.0,
        };
        self.drag(from, vec![half.clone(), half]).await;
    }

    /// Presses on the middle of an element, moves to the middle of another, and
    /// lets go.
    pub(crate) async fn drag_to(&self, from: &str, to: &str) {
        let (from, to) = (self.find(from).await, self.find(to).await);
        let moves = vec![
            PointerAction::MoveBy {
                duration: None,
                x: 8.0,
                y: 8.0,
            },
            middle_of(to),
        ];
        self.drag(from, moves).await;
    }

    /// Moves the mouse over the middle of an element.
    pub(crate) async fn hover(&self, selector: &str) {
        let element = self.find(selector).await;
        self.mouse(vec![middle_of(element)]).await;
    }

    /// Clicks the middle of an element twice.
    pub(crate) async fn double_click(&self, selector: &str) {
        let element = self.find(selector).await;
        let click = [down(), up()];
        let actions = [vec![middle_of(element)], [click.clone(), click].concat()];
        self.mouse(actions.concat()).await;
    }

    async fn drag(&self, from: Element, moves: Vec<PointerAction>) {
        let actions = [vec![middle_of(from), down()], moves, vec![up()]];
        self.mouse(actions.concat()).await;
    }

    async fn mouse(&self, actions: Vec<PointerAction>) {
        let mouse = actions
            .into_iter()
            .fold(MouseActions::new("mouse".to_owned()), InputSource::then);
        self.must("move the mouse", self.client.perform_actions(mouse))
            .await;
    }
}

fn middle_of(element: Element) -> PointerAction {
    PointerAction::MoveToElement {
        element,
        duration: Some(Duration::from_millis(20)),
        x: 0.0,
        y: 0.0,
    }
}

fn down() -> PointerAction {
    PointerAction::Down {
        button: MOUSE_BUTTON_LEFT,
    }
}

fn up() -> PointerAction {
    PointerAction::Up {
        button: MOUSE_BUTTON_LEFT,
    }
}

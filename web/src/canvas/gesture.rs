//! What fingers and mice do on the canvas, as a plain value.

use crate::editor::{Action, Selection, Spot};

/// How far a pointer moves before a press becomes a drag, in pixels.
const SLACK: f64 = 4.0;

/// What was pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The id of what is selected by a click; `None` is the ground.
    pub id: Option<String>,
    /// The id of the VPC whose card is dragged from here.
    pub card: Option<String>,
}

/// The pointers that are down and what they are doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gesture {
    pointers: Vec<(i32, Spot)>,
    doing: Doing,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum Doing {
    #[default]
    Nothing,
    Press {
        target: Target,
        from: Spot,
    },
    Drag {
        card: String,
        from: Spot,
    },
    Pan,
    Pinch,
}

impl Gesture {
    /// Takes note of a pointer that went down; answers what that does.
    pub fn down(&mut self, pointer: i32, at: Spot, target: Target) -> Option<Action> {
        self.pointers.retain(|&(id, _)| id != pointer);
        self.pointers.push((pointer, at));
        if self.pointers.len() == 1 {
            self.doing = Doing::Press { target, from: at };
            return None;
        }
        let before = std::mem::replace(&mut self.doing, Doing::Pinch);
        matches!(before, Doing::Drag { .. }).then_some(Action::CancelDrag)
    }

    /// Takes note of a pointer that moved; answers what that does.
    pub fn moved(&mut self, pointer: i32, at: Spot) -> Vec<Action> {
        let before = self.pointers.clone();
        let Some(entry) = self.pointers.iter_mut().find(|(id, _)| *id == pointer) else {
            return Vec::new();
        };
        let last = std::mem::replace(&mut entry.1, at);
        if let Doing::Press { target, from } = &self.doing
            && apart(*from, at) > SLACK
        {
            let from = *from;
            self.doing = match target.card.clone() {
                Some(card) => Doing::Drag { card, from },
                None => Doing::Pan,
            };
            if self.doing == Doing::Pan {
                return vec![Action::Pan(difference(from, at))];
            }
        }
        match &self.doing {
            Doing::Nothing | Doing::Press { .. } => Vec::new(),
            Doing::Drag { card, from } => vec![Action::Drag {
                vpc: card.clone(),
                by: difference(*from, at),
            }],
            Doing::Pan => vec![Action::Pan(difference(last, at))],
            Doing::Pinch => pinch(&before, &self.pointers),
        }
    }

    /// Takes note of a pointer that went up; answers what that does.
    pub fn up(&mut self, pointer: i32) -> Option<Action> {
        self.pointers.retain(|&(id, _)| id != pointer);
        match std::mem::take(&mut self.doing) {
            Doing::Press { target, .. } => Some(Action::Select(match target.id {
                Some(id) => Selection::Entity(id),
                None => Selection::Nothing,
            })),
            Doing::Drag { .. } => Some(Action::Drop),
            // What is left of a pinch moves the ground.
            Doing::Pinch if !self.pointers.is_empty() => {
                self.doing = Doing::Pan;
                None
            }
            Doing::Pinch | Doing::Pan | Doing::Nothing => None,
        }
    }

    /// Forgets the pointers, as when the browser takes one over.
    pub fn cancel(&mut self) -> Option<Action> {
        self.pointers.clear();
        match std::mem::take(&mut self.doing) {
            Doing::Drag { .. } => Some(Action::CancelDrag),
            _ => None,
        }
    }

    /// Tells whether the ground is being moved.
    #[must_use]
    pub fn pans(&self) -> bool {
        matches!(self.doing, Doing::Pan | Doing::Pinch)
    }
}

fn pinch(before: &[(i32, Spot)], after: &[(i32, Spot)]) -> Vec<Action> {
    let ([(_, a0), (_, b0), ..], [(_, a1), (_, b1), ..]) = (before, after) else {
        return Vec::new();
    };
    let middle = |a: &Spot, b: &Spot| Spot::new(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y));
    let around = middle(a1, b1);
    let (was, is) = (apart(*a0, *b0), apart(*a1, *b1));
    let mut actions = vec![Action::Pan(difference(middle(a0, b0), around))];
    if was > 1.0 && is > 1.0 {
        actions.push(Action::Zoom {
            by: is / was,
            around: Some(around),
        });
    }
    actions
}

fn apart(from: Spot, to: Spot) -> f64 {
    (to.x - from.x).hypot(to.y - from.y)
}

fn difference(from: Spot, to: Spot) -> Spot {
    Spot::new(to.x - from.x, to.y - from.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(id: &str, card: Option<&str>) -> Target {
        Target {
            id: Some(id.to_owned()),
            card: card.map(str::to_owned),
        }
    }

    #[test]
    fn a_press_without_moving_selects() {
        let mut gesture = Gesture::default();
        assert!(
            gesture
                .down(1, Spot::new(5.0, 5.0), on("pn", Some("vpc")))
                .is_none()
        );
        assert!(gesture.moved(1, Spot::new(7.0, 6.0)).is_empty());
        let action = gesture.up(1);
        assert!(
            matches!(action, Some(Action::Select(Selection::Entity(id))) if id == "pn"),
            "the row itself, not its card"
        );
        gesture.down(1, Spot::default(), Target::default());
        let action = gesture.up(1);
        assert!(matches!(action, Some(Action::Select(Selection::Nothing))));
    }

    #[test]
    fn a_press_on_a_card_drags_it_from_where_it_was_pressed() {
        let mut gesture = Gesture::default();
        gesture.down(1, Spot::new(10.0, 10.0), on("pn", Some("vpc")));
        let actions = gesture.moved(1, Spot::new(30.0, 10.0));
        assert!(
            matches!(&actions[..], [Action::Drag { vpc, by }] if vpc == "vpc" && *by == Spot::new(20.0, 0.0))
        );
        let actions = gesture.moved(1, Spot::new(30.0, 50.0));
        assert!(matches!(&actions[..], [Action::Drag { by, .. }] if *by == Spot::new(20.0, 40.0)));
        assert!(matches!(gesture.up(1), Some(Action::Drop)));
        assert!(gesture.moved(1, Spot::new(90.0, 90.0)).is_empty());
    }

    #[test]
    fn the_ground_and_connectors_pan() {
        for target in [Target::default(), on("a-to-b", None)] {
            let mut gesture = Gesture::default();
            gesture.down(1, Spot::new(0.0, 0.0), target);
            let actions = gesture.moved(1, Spot::new(8.0, 0.0));
            assert!(matches!(&actions[..], [Action::Pan(by)] if *by == Spot::new(8.0, 0.0)));
            let actions = gesture.moved(1, Spot::new(9.0, 2.0));
            assert!(matches!(&actions[..], [Action::Pan(by)] if *by == Spot::new(1.0, 2.0)));
            assert!(gesture.up(1).is_none());
        }
    }

    #[test]
    fn two_fingers_zoom_around_their_middle_and_give_a_card_back() {
        let mut gesture = Gesture::default();
        gesture.down(1, Spot::new(0.0, 0.0), on("vpc", Some("vpc")));
        gesture.moved(1, Spot::new(10.0, 0.0));
        let second = gesture.down(2, Spot::new(110.0, 0.0), Target::default());
        assert!(matches!(second, Some(Action::CancelDrag)));
        let actions = gesture.moved(2, Spot::new(210.0, 0.0));
        let [Action::Pan(by), Action::Zoom { by: factor, around }] = &actions[..] else {
            panic!("{actions:?}");
        };
        assert_eq!(*by, Spot::new(50.0, 0.0));
        assert!((factor - 2.0).abs() < 1e-9);
        assert_eq!(*around, Some(Spot::new(110.0, 0.0)));
        assert!(gesture.up(1).is_none());
        assert!(matches!(
            &gesture.moved(2, Spot::new(0.0, 0.0))[..],
            [Action::Pan(_)]
        ));
    }
}

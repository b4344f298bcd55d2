//! What fingers and mice do on the canvas, as a plain value.

use crate::editor::{Action, Selection, Spot, Tool};

/// How far a mouse moves before a press becomes a drag, in pixels.
const SLACK: f64 = 4.0;

/// How far a finger does, which never lies still.
const FINGER_SLACK: f64 = 10.0;

/// What was pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The id of what is selected by a click; `None` is the ground.
    pub id: Option<String>,
    /// The id of the VPC whose card is dragged from here.
    pub card: Option<String>,
    /// The id of the VPC out of whose card a connector is pulled from here.
    pub plug: Option<String>,
}

/// What is held down with a pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Shift.
    pub shift: bool,
    /// Ctrl or Cmd.
    pub command: bool,
    /// Alt.
    pub alt: bool,
}

/// A pointer at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Touch {
    /// Which it is.
    pub pointer: i32,
    /// Where on the canvas it is.
    pub at: Spot,
    /// What is held down with it.
    pub keys: Keys,
    /// Whether it is a finger.
    pub is_finger: bool,
}

/// What a pointer that goes down meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// What a drag on the ground does.
    pub tool: Tool,
    /// Whether everything moves the view: Space is held, or it is the middle
    /// button.
    pub pans: bool,
    /// Whether a connector is being pulled since a click on a port.
    pub pulls: bool,
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
        from: Touch,
        mode: Mode,
    },
    Drag {
        card: String,
        from: Spot,
    },
    Frame {
        from: Spot,
        adds: bool,
    },
    Pull,
    Pan,
    Pinch,
}

impl Doing {
    /// What a press becomes once it moves.
    fn of(target: &Target, from: Touch, mode: Mode) -> Self {
        let frames = from.keys.shift || mode.tool == Tool::Frame;
        match (&target.card, &target.plug) {
            _ if mode.pans => Self::Pan,
            (_, Some(_)) => Self::Pull,
            (Some(_), _) if mode.pulls => Self::Pull,
            (Some(card), _) => Self::Drag {
                card: card.clone(),
                from: from.at,
            },
            _ if frames && !mode.pulls => Self::Frame {
                from: from.at,
                adds: from.keys.shift,
            },
            _ => Self::Pan,
        }
    }

    /// Tells whether it leaves something that has to be taken back.
    const fn is_begun(&self) -> bool {
        matches!(self, Self::Drag { .. } | Self::Frame { .. } | Self::Pull)
    }
}

impl Gesture {
    /// Takes note of a pointer that went down; answers what that does. A second
    /// one takes back what the first has begun: the two of them zoom.
    pub fn down(&mut self, touch: Touch, target: Target, mode: Mode) -> Option<Action> {
        self.pointers.retain(|&(id, _)| id != touch.pointer);
        self.pointers.push((touch.pointer, touch.at));
        if self.pointers.len() == 1 {
            self.doing = Doing::Press {
                target,
                from: touch,
                mode,
            };
            return None;
        }
        let before = std::mem::replace(&mut self.doing, Doing::Pinch);
        before.is_begun().then_some(Action::Cancel)
    }

    /// Takes note of a pointer that moved; answers what that does.
    pub fn moved(&mut self, touch: Touch, pulls: bool) -> Vec<Action> {
        let Touch {
            pointer, at, keys, ..
        } = touch;
        let pull = Action::PullTo {
            to: at,
            both: keys.shift,
        };
        let before = self.pointers.clone();
        let Some(entry) = self.pointers.iter_mut().find(|(id, _)| *id == pointer) else {
            // A connector follows a mouse that nothing is pressed on.
            return if pulls { vec![pull] } else { Vec::new() };
        };
        let mut last = std::mem::replace(&mut entry.1, at);
        let mut actions = Vec::new();
        if let Doing::Press { target, from, mode } = &self.doing {
            let slack = if from.is_finger { FINGER_SLACK } else { SLACK };
            if apart(from.at, at) <= slack {
                return actions;
            }
            last = from.at;
            if let Some(plug) = &target.plug
                && !mode.pans
            {
                actions.push(Action::Pull(plug.clone()));
            }
            self.doing = Doing::of(target, *from, *mode);
        }
        match &self.doing {
            Doing::Nothing | Doing::Press { .. } => {}
            Doing::Drag { card, from } => actions.push(Action::Drag {
                vpc: card.clone(),
                by: difference(*from, at),
                free: keys.alt,
            }),
            Doing::Frame { from, adds } => actions.push(Action::Frame {
                from: *from,
                to: at,
                adds: *adds,
            }),
            Doing::Pull => actions.push(pull),
            Doing::Pan => actions.push(Action::Pan(difference(last, at))),
            Doing::Pinch => actions.extend(pinch(&before, &self.pointers)),
        }
        actions
    }

    /// Takes note of a pointer that went up; answers what that does.
    pub fn up(&mut self, touch: Touch) -> Vec<Action> {
        let known = self.pointers.len();
        self.pointers.retain(|&(id, _)| id != touch.pointer);
        if self.pointers.len() == known {
            return Vec::new();
        }
        match std::mem::take(&mut self.doing) {
            Doing::Press { target, from, mode } => click(target, from, touch, mode),
            Doing::Drag { .. } | Doing::Pull => vec![Action::Drop],
            Doing::Frame { .. } => vec![Action::Framed],
            // What is left of a pinch moves the ground, or goes on pinching.
            Doing::Pinch => {
                self.doing = match self.pointers.len() {
                    0 => Doing::Nothing,
                    1 => Doing::Pan,
                    _ => Doing::Pinch,
                };
                Vec::new()
            }
            Doing::Pan | Doing::Nothing => Vec::new(),
        }
    }

    /// Forgets the pointers, as when the browser takes one over.
    pub fn cancel(&mut self) -> Option<Action> {
        self.pointers.clear();
        let before = std::mem::take(&mut self.doing);
        before.is_begun().then_some(Action::Cancel)
    }

    /// Tells whether a pointer is down.
    #[must_use]
    pub fn holds(&self, pointer: i32) -> bool {
        self.pointers.iter().any(|&(id, _)| id == pointer)
    }
}

/// Returns what a press without a drag does.
fn click(target: Target, from: Touch, touch: Touch, mode: Mode) -> Vec<Action> {
    if mode.pans {
        return Vec::new();
    }
    if mode.pulls {
        return match target.card {
            Some(_) => vec![
                Action::PullTo {
                    to: touch.at,
                    both: touch.keys.shift,
                },
                Action::Drop,
            ],
            None => vec![Action::Cancel],
        };
    }
    let joins = from.keys.shift || from.keys.command;
    match (target.plug, target.id) {
        (Some(plug), _) => vec![Action::Pull(plug)],
        (None, Some(id)) if joins => vec![Action::Toggle(id)],
        (None, None) if joins => Vec::new(),
        (None, id) => vec![Action::Select(
            id.map_or(Selection::Nothing, Selection::Entity),
        )],
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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

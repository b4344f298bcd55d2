//! The vocabulary of edits: the only way a scenario changes.
//!
//! Applying an edit returns its inverse, so undoing is applying. An edit that
//! cannot be applied changes nothing and says why.
//!
//! ```
//! use peerlab_core::edit::{Edit, apply};
//! use peerlab_core::scenario::{Point, Scenario};
//!
//! let mut scenario = Scenario::from_json(r#"{"vpcs": [{"id": "vpc-a"}]}"#)?;
//! let before = scenario.clone();
//! let edit = Edit::Place { id: "vpc-a".into(), at: Some(Point { x: 40, y: 80 }) };
//! let inverse = apply(&mut scenario, &edit)?;
//! assert_eq!(scenario.layout["vpc-a"], Point { x: 40, y: 80 });
//! apply(&mut scenario, &inverse)?;
//! assert_eq!(scenario, before);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use thiserror::Error;

use crate::layout::FARTHEST;
use crate::scenario::{Point, Scenario};

/// A change of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Puts a VPC's card somewhere on the canvas, or leaves its place to the
    /// automatic layout.
    Place {
        /// The id of the VPC.
        id: String,
        /// The place of the card's upper left corner; `None` is automatic.
        at: Option<Point>,
    },
}

/// Why an edit cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// There is nothing with that id to edit.
    #[error("the scenario has no VPC “{id}”")]
    UnknownVpc {
        /// The id.
        id: String,
    },
    /// A place is farther out than a scenario can hold.
    #[error("({x}, {y}) is off the canvas, which ends at ±1,000,000", x = .at.x, y = .at.y)]
    OffCanvas {
        /// The place.
        at: Point,
    },
}

/// Applies an edit and returns the edit that takes it back.
///
/// Takes O(n) time for n VPCs.
pub fn apply(scenario: &mut Scenario, edit: &Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::Place { id, at } => place(scenario, id, *at),
    }
}

fn place(scenario: &mut Scenario, id: &str, at: Option<Point>) -> Result<Edit, EditError> {
    if !scenario.vpcs.iter().any(|vpc| vpc.id == id) {
        return Err(EditError::UnknownVpc { id: id.to_owned() });
    }
    let before = match at {
        Some(at) if [at.x, at.y].iter().any(|c| c.unsigned_abs() > FARTHEST) => {
            return Err(EditError::OffCanvas { at });
        }
        Some(at) => scenario.layout.insert(id.to_owned(), at),
        None => scenario.layout.remove(id),
    };
    Ok(Edit::Place {
        id: id.to_owned(),
        at: before,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scenario() -> Scenario {
        Scenario::from_json(
            r#"{"vpcs": [{"id": "a"}, {"id": "b"}], "layout": {"b": {"x": 5, "y": 6}}}"#,
        )
        .unwrap()
    }

    fn place(id: &str, at: Option<Point>) -> Edit {
        Edit::Place { id: id.into(), at }
    }

    #[test]
    fn refuses_what_is_not_there_and_changes_nothing() {
        let mut edited = scenario();
        let error = apply(&mut edited, &place("c", None)).unwrap_err();
        assert_eq!(error.to_string(), "the scenario has no VPC “c”");
        assert_eq!(edited, scenario());
    }

    #[test]
    fn refuses_places_that_would_not_be_read_back() {
        let mut edited = scenario();
        for at in [Point { x: 1_000_001, y: 0 }, Point { x: 0, y: i32::MIN }] {
            let error = apply(&mut edited, &place("a", Some(at))).unwrap_err();
            assert_eq!(error, EditError::OffCanvas { at });
        }
        assert_eq!(edited, scenario());
    }

    proptest! {
        #[test]
        fn inverses_take_any_run_of_edits_back(
            edits in prop::collection::vec(
                (
                    prop::sample::select(vec!["a", "b"]),
                    prop::option::of((-1_000_000..=1_000_000, -1_000_000..=1_000_000)),
                ),
                0..20,
            )
        ) {
            let mut edited = scenario();
            let mut inverses = Vec::new();
            for (id, at) in edits {
                let edit = place(id, at.map(|(x, y)| Point { x, y }));
                inverses.push(apply(&mut edited, &edit).unwrap());
                // Whatever edits make can be written and read back.
                prop_assert_eq!(&Scenario::from_json(&edited.to_json()).unwrap(), &edited);
            }
            for inverse in inverses.iter().rev() {
                apply(&mut edited, inverse).unwrap();
            }
            prop_assert_eq!(edited, scenario());
        }
    }
}

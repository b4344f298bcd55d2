//! Where things stand on the canvas.

use std::fmt;
use std::ops::Index;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::Point;
use crate::json::{ToJson, Writer};
use crate::order::sort_by;

/// Places on the canvas by id, in the order of the ids.
///
/// ```
/// use peerlab_core::scenario::{Places, Point};
///
/// let mut places = Places::default();
/// assert_eq!(places.insert("vpc-a".to_owned(), Point { x: 40, y: 80 }), None);
/// assert_eq!(places.get("vpc-a"), Some(&Point { x: 40, y: 80 }));
/// assert_eq!(places.remove("vpc-a"), Some(Point { x: 40, y: 80 }));
/// assert_eq!(places.get("vpc-a"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(Vec<(String, Point)>);

impl Places {
    /// Returns the place of an id.
    ///
    /// Takes O(log n) time.
    ///
    /// ```
    /// use peerlab_core::scenario::{Point, Scenario};
    ///
    /// let scenario = Scenario::from_json(r#"{"layout": {"shop": {"x": 40, "y": 80}}}"#)?;
    /// assert_eq!(scenario.layout.get("shop"), Some(&Point { x: 40, y: 80 }));
    /// assert_eq!(scenario.layout.get("data"), None, "it is laid out automatically");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Point> {
        let place = self.find(id).ok()?;
        self.0.get(place).map(|(_, point)| point)
    }

    /// Puts an id somewhere and returns where it was before.
    ///
    /// Takes O(n) time.
    ///
    /// ```
    /// use peerlab_core::scenario::{Places, Point};
    ///
    /// let mut places = Places::default();
    /// assert_eq!(places.insert("shop".to_owned(), Point { x: 0, y: 0 }), None);
    /// let before = places.insert("shop".to_owned(), Point { x: 40, y: 80 });
    /// assert_eq!(before, Some(Point { x: 0, y: 0 }));
    /// ```
    pub fn insert(&mut self, id: String, at: Point) -> Option<Point> {
        let before = self.remove(&id);
        let (Ok(place) | Err(place)) = self.find(&id);
        self.0.insert(place, (id, at));
        before
    }

    /// Takes the place of an id away and returns it.
    ///
    /// Takes O(n) time.
    ///
    /// ```
    /// use peerlab_core::scenario::{Places, Point};
    ///
    /// let mut places = Places::from_iter([("shop".to_owned(), Point { x: 40, y: 80 })]);
    /// assert_eq!(places.remove("shop"), Some(Point { x: 40, y: 80 }));
    /// assert_eq!(places.remove("shop"), None);
    /// ```
    pub fn remove(&mut self, id: &str) -> Option<Point> {
        let place = self.find(id).ok()?;
        Some(self.0.remove(place).1)
    }

    /// Returns the places with their ids, in the order of these.
    pub(crate) fn all(&self) -> std::slice::Iter<'_, (String, Point)> {
        self.0.iter()
    }

    fn find(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(id))
    }
}

/// Of several places of one id the last is kept.
impl FromIterator<(String, Point)> for Places {
    fn from_iter<I: IntoIterator<Item = (String, Point)>>(places: I) -> Self {
        let mut places: Vec<_> = places.into_iter().collect();
        places.reverse();
        sort_by(&mut places, |(a, _), (b, _)| a.cmp(b));
        places.dedup_by(|(a, _), (b, _)| a == b);
        Self(places)
    }
}

impl Index<&str> for Places {
    type Output = Point;

    #[expect(
        clippy::expect_used,
        reason = "as with any collection, what is not there cannot be indexed"
    )]
    fn index(&self, id: &str) -> &Point {
        self.get(id).expect("the id has a place")
    }
}

impl ToJson for Places {
    fn write(&self, to: &mut Writer) {
        let members = self.0.iter();
        let members: Vec<(&str, &dyn ToJson)> = members
            .map(|(id, point)| (id.as_str(), point as &dyn ToJson))
            .collect();
        to.object(&members);
    }
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(PlacesVisitor)
    }
}

struct PlacesVisitor;

impl<'de> Visitor<'de> for PlacesVisitor {
    type Value = Places;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Places, A::Error> {
        let mut places = Vec::new();
        while let Some(place) = map.next_entry()? {
            places.push(place);
        }
        Ok(places.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keeps_what_an_ordered_map_keeps(
            start in prop::collection::vec(("[a-d]", any::<i32>()), 0..8),
            edits in prop::collection::vec(("[a-d]", prop::option::of(any::<i32>())), 0..12),
        ) {
            let point = |x| Point { x, y: 0 };
            let start: Vec<_> = start.into_iter().map(|(id, x)| (id, point(x))).collect();
            let mut ours: Places = start.iter().cloned().collect();
            let mut theirs: BTreeMap<String, Point> = start.into_iter().collect();
            for (id, x) in edits {
                prop_assert_eq!(ours.get(&id), theirs.get(&id));
                let (a, b) = match x.map(point) {
                    Some(at) => (ours.insert(id.clone(), at), theirs.insert(id, at)),
                    None => (ours.remove(&id), theirs.remove(&id)),
                };
                prop_assert_eq!(a, b);
            }
            prop_assert_eq!(ours.0, theirs.into_iter().collect::<Vec<_>>());
        }
    }
}

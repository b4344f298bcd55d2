//! Bands behind the VPCs of each region.

use crate::layout::Rect;
use crate::order::sort_by;
use crate::scenario::Vpc;

/// How far a band reaches beyond its cards.
///
/// ```
/// use peerlab_core::drawing::{BAND_HEAD, BAND_MARGIN, bands};
/// use peerlab_core::layout::Rect;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "shop"}, {"id": "mail", "region": "nl-ams"}]}"#,
/// )?;
/// let cards = [Rect::new(0, 0, 240, 96), Rect::new(0, 400, 240, 96)];
/// let paris = &bands(&scenario.vpcs, &cards)[0];
/// assert_eq!(paris.rect.x, -BAND_MARGIN);
/// assert_eq!(paris.rect.y, -BAND_MARGIN - BAND_HEAD);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub const BAND_MARGIN: i32 = 20;

/// How much further it reaches above them, where its label is; see
/// [`BAND_MARGIN`].
///
/// ```
/// use peerlab_core::drawing::BAND_HEAD;
/// use peerlab_core::layout::LINE_HEIGHT;
///
/// assert!(BAND_HEAD > LINE_HEIGHT, "there is room for a line");
/// ```
pub const BAND_HEAD: i32 = 32;

/// Above so many VPCs there are no bands: they would be too many to tell
/// anything.
const MOST: usize = 1_000;

/// A region, or a part of it that no card of another region stands in.
///
/// ```
/// use peerlab_core::drawing::Band;
/// use peerlab_core::layout::Rect;
///
/// let band = Band { region: "fr-par".to_owned(), rect: Rect::new(0, 0, 280, 168) };
/// assert_eq!(band.clone(), band);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The region.
    pub region: String,
    /// Where it lies.
    pub rect: Rect,
}

/// Draws a band behind the cards of each region, where there is more than one:
/// as few as can be without a card of another region in any.
///
/// Takes O(n²) time for n VPCs and bands that are few.
///
/// ```
/// use peerlab_core::drawing::bands;
/// use peerlab_core::layout::Layout;
/// use peerlab_core::scenario::Scenario;
///
/// let draw = |region: &str| {
///     let text = format!(r#"{{"vpcs": [{{"id": "a"}}, {{"id": "b", "region": "{region}"}}]}}"#);
///     let scenario = Scenario::from_json(&text)?;
///     let cards = Layout::of(&scenario).cards;
///     let rects: Vec<_> = cards.iter().map(|card| card.rect).collect();
///     Ok::<_, peerlab_core::scenario::ReadError>(bands(&scenario.vpcs, &rects).len())
/// };
/// assert_eq!((draw("nl-ams")?, draw("fr-par")?), (2, 0));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn bands(vpcs: &[Vpc], rects: &[Rect]) -> Vec<Band> {
    let mut cards: Vec<(&str, Rect)> = vpcs
        .iter()
        .zip(rects)
        .map(|(vpc, rect)| (vpc.region.as_str(), *rect))
        .collect();
    let first = cards.first().map(|card| card.0);
    if cards.len() > MOST || cards.iter().all(|card| Some(card.0) == first) {
        return Vec::new();
    }
    // By region, then from the top: neighbours come one after the other.
    sort_by(&mut cards, |a, b| {
        (a.0, a.1.y, a.1.x).cmp(&(b.0, b.1.y, b.1.x))
    });
    let mut bands: Vec<Band> = Vec::new();
    for &(region, rect) in &cards {
        let mut grown = Band {
            region: region.to_owned(),
            rect: around(rect),
        };
        // Each band that grows may now reach another.
        while let Some(place) = bands.iter().position(|band| grown.joins(band, &cards)) {
            grown.rect = grown.rect.union(bands.remove(place).rect);
        }
        bands.push(grown);
    }
    bands
}

impl Band {
    fn joins(&self, other: &Self, cards: &[(&str, Rect)]) -> bool {
        let both = self.rect.union(other.rect);
        let in_the_way = |card: &&(&str, Rect)| card.0 != self.region && card.1.overlaps(both);
        self.region == other.region && !cards.iter().any(|card| in_the_way(&card))
    }
}

fn around(card: Rect) -> Rect {
    let rect = card.grown(BAND_MARGIN, BAND_MARGIN);
    Rect {
        y: rect.y - BAND_HEAD,
        height: rect.height + BAND_HEAD,
        ..rect
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    /// Draws bands around cards of 100 × 50, given by region and place.
    #[track_caller]
    fn check(cards: &[(&str, i32, i32)], expected: &[(&str, usize)]) {
        let vpcs: Vec<String> = cards
            .iter()
            .enumerate()
            .map(|(n, (region, ..))| format!(r#"{{"id": "v{n}", "region": "{region}"}}"#))
            .collect();
        let json = format!(r#"{{"vpcs": [{}]}}"#, vpcs.join(","));
        let scenario = Scenario::from_json(&json).unwrap();
        let rects: Vec<Rect> = cards
            .iter()
            .map(|&(_, x, y)| Rect::new(x, y, 100, 50))
            .collect();
        let bands = bands(&scenario.vpcs, &rects);
        let found: Vec<(&str, usize)> = bands
            .iter()
            .map(|band| {
                let within = rects.iter().filter(|rect| rect.overlaps(band.rect));
                (band.region.as_str(), within.count())
            })
            .collect();
        assert_eq!(
            found, expected,
            "the regions, and how many cards are in each"
        );
    }

    #[test]
    fn each_region_has_a_band_that_holds_no_other() {
        check(&[("par", 0, 0), ("par", 300, 0)], &[]);
        check(
            &[
                ("par", 0, 0),
                ("ams", 0, 300),
                ("par", 300, 0),
                ("ams", 300, 300),
            ],
            &[("ams", 2), ("par", 2)],
        );
    }

    #[test]
    fn a_region_that_another_stands_within_has_several() {
        check(
            &[("par", 0, 0), ("ams", 300, 0), ("par", 600, 0)],
            &[("ams", 1), ("par", 1), ("par", 1)],
        );
        // What stands on the same spot shares its band.
        check(&[("par", 0, 0), ("ams", 0, 0)], &[("ams", 2), ("par", 2)]);
    }
}

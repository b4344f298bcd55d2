//! Bands behind the VPCs of each region.

use peerlab_core::layout::Rect;
use peerlab_core::order::sort_by;
use yew::{Html, html};

use crate::editor::Document;

/// How far a band reaches beyond its cards, and above them, where its label is.
const MARGIN: i32 = 20;
const HEAD: i32 = 32;

/// Above so many VPCs there are no bands: they would be too many to tell
/// anything.
const MOST: usize = 1_000;

/// A region, or a part of it that no card of another region stands in.
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
#[must_use]
pub fn bands(document: &Document, rects: &[Rect]) -> Vec<Band> {
    let vpcs = &document.scenario().vpcs;
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
    let rect = card.grown(MARGIN, MARGIN);
    Rect {
        y: rect.y - HEAD,
        height: rect.height + HEAD,
        ..rect
    }
}

/// Draws a band.
pub(super) fn band(band: &Band) -> Html {
    let Rect {
        x,
        y,
        width,
        height,
    } = band.rect;
    html! {
        <g class="band">
            <rect class="band-ground" x={x.to_string()} y={y.to_string()}
                width={width.to_string()} height={height.to_string()} rx="16" />
            <text class="band-label" x={(x + MARGIN).to_string()} y={(y + HEAD).to_string()}>{ &band.region }</text>
        </g>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use peerlab_core::scenario::Scenario;

    /// Draws bands around cards of 100 × 50, given by region and place.
    #[track_caller]
    fn check(cards: &[(&str, i32, i32)], expected: &[(&str, usize)]) {
        let vpcs: Vec<String> = cards
            .iter()
            .enumerate()
            .map(|(n, (region, ..))| format!(r#"{{"id": "v{n}", "region": "{region}"}}"#))
            .collect();
        let json = format!(r#"{{"vpcs": [{}]}}"#, vpcs.join(","));
        let document = Document::new(Scenario::read(&json).unwrap());
        let rects: Vec<Rect> = cards
            .iter()
            .map(|&(_, x, y)| Rect::new(x, y, 100, 50))
            .collect();
        let bands = bands(&document, &rects);
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

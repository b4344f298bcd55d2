//! Which Private Networks can talk to which, as a grid.
//!
//! Everything in it is read from the report; what a line of several Private
//! Networks comes to is only counted here.

mod export;

use peerlab_core::report::{PairVerdict, Verdict};
use peerlab_core::routing::Extent;
use peerlab_core::routing::follow::Disposition;

use super::{Document, Looking, Selection};

/// Above so many Private Networks those of a VPC are one line.
const MOST_UNFOLDED: usize = 30;

/// How many lines are shown.
const MOST_LINES: usize = 40;

/// What a pair comes to, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Everything arrives both ways.
    Works,
    /// Something arrives, but not all or not both ways.
    Partial,
    /// What the line sends arrives, and no answer does.
    There,
    /// Only what the column sends arrives.
    Back,
    /// Nothing arrives.
    Blocked,
    /// The way leads through a VPC that is not seen.
    Unseen,
    /// The two have no addresses of the family in common, or are the same.
    Apart,
}

impl Mark {
    /// Every mark of what is seen whole.
    pub const ALL: [Self; 6] = [
        Self::Works,
        Self::Partial,
        Self::There,
        Self::Back,
        Self::Blocked,
        Self::Apart,
    ];

    const fn of(found: PairVerdict) -> Self {
        match (found.verdict, found.forward) {
            (Verdict::Works, _) => Self::Works,
            (Verdict::Partial, _) => Self::Partial,
            (Verdict::OneWay, Extent::None) => Self::Back,
            (Verdict::OneWay, _) => Self::There,
            (Verdict::Blocked, _) => Self::Blocked,
        }
    }

    /// Says what it means where its ends are named.
    #[must_use]
    pub const fn verdict(self) -> &'static str {
        match self {
            Self::There => "one-way, no answer arrives",
            Self::Back => "one-way, only what answers arrives",
            mark => mark.words(),
        }
    }

    /// Says what it means in a grid.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Partial => "partial",
            Self::There => "one-way, row to column only",
            Self::Back => "one-way, column to row only",
            Self::Blocked => "blocked",
            Self::Unseen => "through another owner’s VPC, not seen",
            Self::Apart => "nothing to judge",
        }
    }

    /// Returns the character that stands for it in a text.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Works => "✓",
            Self::Partial => "~",
            Self::There => "→",
            Self::Back => "←",
            Self::Blocked => "✗",
            Self::Unseen => "?",
            Self::Apart => "·",
        }
    }
}

/// What the last edit did to a pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    #[default]
    Same,
    /// More arrives than before.
    Gained,
    /// Less arrives than before.
    Lost,
}

/// What is at a line and a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What its pairs come to together.
    pub mark: Mark,
    /// How many of them work.
    pub working: usize,
    /// How many there are.
    pub pairs: usize,
    /// What the last edit did to them: where it did both, what was lost.
    pub change: Change,
    /// The ids of the pair that tells most of it: the first that comes to what
    /// all come to, and of pairs that differ the first that does not work.
    pub ends: Option<(String, String)>,
}

/// A line, and the column of the same number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The id of the Private Network, or of the VPC.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What its VPC is called, of a Private Network.
    pub vpc: Option<String>,
}

/// The grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// Its lines, and its columns.
    pub heads: Vec<Head>,
    /// A row of cells for each line.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the Private Networks of a VPC are one line.
    pub is_folded: bool,
    /// For how many pairs more arrives than before the last edit.
    pub gained: usize,
    /// For how many less.
    pub lost: usize,
    /// How many lines are not shown.
    pub left_out: usize,
}

/// A line before it is known whether it is shown.
struct Line {
    head: Head,
    networks: Vec<String>,
}

impl Matrix {
    /// Makes the grid, and compares it with the document before the last edit.
    /// Where not all lines are shown, those of what is selected are.
    ///
    /// Takes time in proportion to the pairs of Private Networks that are shown.
    #[must_use]
    pub fn of(
        document: &Document,
        before: Option<&Document>,
        looking: &Looking,
        selection: &Selection,
    ) -> Self {
        let networks = document.scenario().private_networks.len();
        let is_folded = looking.folds.unwrap_or(networks > MOST_UNFOLDED);
        let mut lines = lines(document, is_folded, selection);
        let left_out = lines.len().saturating_sub(MOST_LINES);
        lines.truncate(MOST_LINES);
        let mut matrix = Self {
            is_folded,
            left_out,
            ..Self::default()
        };
        let ask = |document: &Document, from: &str, to: &str| {
            let report = &document.report;
            report.pair_verdict(from, to, looking.family, looking.traffic)
        };
        let mut rows = Vec::new();
        for line in &lines {
            let mut cells = Vec::new();
            for column in &lines {
                let mut cell = Tally::default();
                for (from, to) in pairs(line, column) {
                    let Some(found) = ask(document, from, to) else {
                        continue;
                    };
                    let change =
                        before.map_or(Change::Same, |before| change(ask(before, from, to), found));
                    matrix.gained += usize::from(change == Change::Gained);
                    matrix.lost += usize::from(change == Change::Lost);
                    let mark = if self::is_unseen(document, looking, found, (from, to)) {
                        Mark::Unseen
                    } else {
                        Mark::of(found)
                    };
                    cell.add(mark, change, (from, to));
                }
                cells.push(cell.done());
            }
            rows.push(cells);
        }
        // What has no addresses of the family tells nothing.
        let is_told = |cells: &Vec<Cell>| cells.iter().any(|cell| cell.mark != Mark::Apart);
        let told: Vec<bool> = rows.iter().map(is_told).collect();
        let keep = |place: &usize| told.get(*place).copied().unwrap_or_default();
        let kept = |cells: Vec<Cell>| {
            let cells = cells.into_iter().enumerate();
            cells.filter_map(|(place, cell)| keep(&place).then_some(cell))
        };
        let heads = lines.into_iter().map(|line| line.head).enumerate();
        matrix.heads = heads
            .filter_map(|(place, head)| keep(&place).then_some(head))
            .collect();
        let rows = rows.into_iter().enumerate();
        matrix.rows = rows
            .filter_map(|(place, cells)| keep(&place).then(|| kept(cells).collect()))
            .collect();
        matrix
    }

    /// Returns the marks that may be in it.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        let has_unseen = self
            .rows
            .iter()
            .flatten()
            .any(|cell| cell.mark == Mark::Unseen);
        Mark::ALL
            .into_iter()
            .chain(has_unseen.then_some(Mark::Unseen))
    }

    /// Returns the cell at a line and a column.
    #[must_use]
    pub fn cell(&self, line: usize, column: usize) -> Option<&Cell> {
        self.rows.get(line)?.get(column)
    }
}

/// Returns the lines, those of what is selected first.
fn lines(document: &Document, is_folded: bool, selection: &Selection) -> Vec<Line> {
    let scenario = document.scenario();
    let network = |place: usize| scenario.private_networks.get(place);
    let mut lines: Vec<(bool, Line)> = Vec::new();
    let ids = selection.ids(document);
    let chosen: Vec<usize> = ids.iter().filter_map(|id| document.home_of(id)).collect();
    for (place, vpc) in scenario.vpcs.iter().enumerate() {
        // Of several with one id the first has the Private Networks.
        if document.vpc(&vpc.id) != Some(place) {
            continue;
        }
        let called = document.label(&vpc.id).to_owned();
        let mut networks = Vec::new();
        for &place in document.networks_of(&vpc.id) {
            let Some(network) = network(place) else {
                continue;
            };
            networks.push(network.id.clone());
        }
        let is_chosen = chosen.contains(&place);
        if is_folded {
            let head = Head {
                id: vpc.id.clone(),
                label: called,
                vpc: None,
            };
            if !networks.is_empty() {
                lines.push((is_chosen, Line { head, networks }));
            }
        } else {
            lines.extend(networks.into_iter().map(|id| {
                let head = Head {
                    label: document.label(&id).to_owned(),
                    vpc: Some(called.clone()),
                    id: id.clone(),
                };
                let networks = vec![id];
                (is_chosen, Line { head, networks })
            }));
        }
    }
    let (mut first, rest): (Vec<_>, Vec<_>) = if lines.len() > MOST_LINES {
        lines.into_iter().partition(|(is_chosen, _)| *is_chosen)
    } else {
        (lines, Vec::new())
    };
    first.extend(rest);
    first.into_iter().map(|(_, line)| line).collect()
}

/// Returns every pair of different Private Networks of two lines.
fn pairs<'l>(line: &'l Line, column: &'l Line) -> impl Iterator<Item = (&'l str, &'l str)> {
    let froms = line.networks.iter();
    froms.flat_map(move |from| {
        let tos = column.networks.iter().filter(move |to| *to != from);
        tos.map(move |to| (from.as_str(), to.as_str()))
    })
}

/// Tells whether packets of a pair that does not work are lost sight of, with
/// the eyes of an owner, in a VPC of another.
fn is_unseen(
    document: &Document,
    looking: &Looking,
    found: PairVerdict,
    (from, to): (&str, &str),
) -> bool {
    if document.viewer().is_none() || found.verdict != Verdict::Blocked {
        return false;
    }
    let pair = document
        .report
        .pair(from, to, looking.family, looking.traffic);
    pair.is_some_and(|pair| {
        [pair.forward, pair.back]
            .iter()
            .any(|way| way.disposition == Disposition::Unseen)
    })
}

/// Compares what a pair comes to with what it came to before.
fn change(before: Option<PairVerdict>, now: PairVerdict) -> Change {
    let arrives = |found: Option<PairVerdict>| match found.map(|found| found.verdict) {
        Some(Verdict::Works) => 3,
        Some(Verdict::Partial) => 2,
        Some(Verdict::OneWay) => 1,
        Some(Verdict::Blocked) | None => 0,
    };
    let (before, now) = (arrives(before), arrives(Some(now)));
    match now.cmp(&before) {
        std::cmp::Ordering::Less => Change::Lost,
        std::cmp::Ordering::Equal => Change::Same,
        std::cmp::Ordering::Greater => Change::Gained,
    }
}

/// A cell while its pairs are counted.
#[derive(Default)]
struct Tally<'l> {
    first: Option<(Mark, (&'l str, &'l str))>,
    /// The first pair that does not work.
    failing: Option<(&'l str, &'l str)>,
    differs: bool,
    working: usize,
    pairs: usize,
    change: Change,
}

impl<'l> Tally<'l> {
    fn add(&mut self, mark: Mark, change: Change, ends: (&'l str, &'l str)) {
        let (first, _) = *self.first.get_or_insert((mark, ends));
        self.differs |= first != mark;
        self.pairs += 1;
        if mark == Mark::Works {
            self.working += 1;
        } else if self.failing.is_none() {
            self.failing = Some(ends);
        }
        match (self.change, change) {
            (_, Change::Lost) | (Change::Same, Change::Gained) => self.change = change,
            _ => {}
        }
    }

    fn done(self) -> Cell {
        let owned = |(from, to): (&str, &str)| (from.to_owned(), to.to_owned());
        let mark = match self.first {
            None => Mark::Apart,
            Some(_) if self.differs => Mark::Partial,
            Some((mark, _)) => mark,
        };
        let ends = self.failing.or(self.first.map(|(_, ends)| ends));
        Cell {
            mark,
            working: self.working,
            pairs: self.pairs,
            change: self.change,
            ends: ends.map(owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use peerlab_core::cidr::Family;
    use peerlab_core::edit::Edit;
    use peerlab_core::scenario::Scenario;

    use super::*;
    use crate::editor::{Action, Editor, example};

    fn document(json: &str) -> Document {
        Document::new(Scenario::read(json).unwrap())
    }

    fn drawn(matrix: &Matrix) -> Vec<String> {
        let row = |cells: &Vec<Cell>| cells.iter().map(|cell| cell.mark.symbol()).collect();
        matrix.rows.iter().map(row).collect()
    }

    const CHAIN: &str = include_str!("../../../tests/scenarios/three-chained.json");

    #[test]
    fn a_pair_is_where_its_ends_are() {
        let document = document(
            r#"{"vpcs": [{"id": "a"}, {"id": "b"}], "private_networks": [
                {"id": "p", "vpc_id": "a", "subnets": ["10.0.0.0/24"]},
                {"id": "q", "vpc_id": "b", "subnets": ["10.0.1.0/24"]},
                {"id": "six", "vpc_id": "b", "subnets": ["fd00::/64"]}],
                "vpc_connectors": [{"id": "ab", "vpc_id": "a", "target_vpc_id": "b"},
                {"id": "ba", "vpc_id": "b", "target_vpc_id": "a"}],
                "routes": [{"id": "r", "vpc_id": "a", "destination": "10.0.1.0/24",
                "nexthop_vpc_connector_id": "ab"}]}"#,
        );
        let looking = Looking::default();
        let matrix = Matrix::of(&document, None, &looking, &Selection::Nothing);
        let labels: Vec<&str> = matrix
            .heads
            .iter()
            .map(|head| head.label.as_str())
            .collect();
        assert_eq!(labels, ["p", "q"], "one without IPv4 is left out");
        assert_eq!(drawn(&matrix), ["·→", "←·"]);
        let ends = matrix.cell(0, 1).and_then(|cell| cell.ends.clone());
        assert_eq!(ends, Some(("p".to_owned(), "q".to_owned())));
    }

    #[test]
    fn a_folded_line_counts_its_pairs() {
        let document = document(CHAIN);
        let folded = Looking {
            folds: Some(true),
            ..Looking::default()
        };
        let unfolded = Matrix::of(&document, None, &Looking::default(), &Selection::Nothing);
        let folded = Matrix::of(&document, None, &folded, &Selection::Nothing);
        assert!(folded.is_folded && !unfolded.is_folded);
        assert_eq!(folded.heads.len(), document.scenario().vpcs.len());
        let count = |matrix: &Matrix| -> (usize, usize) {
            let cells = matrix.rows.iter().flatten();
            cells.fold((0, 0), |(working, pairs), cell| {
                (working + cell.working, pairs + cell.pairs)
            })
        };
        assert_eq!(count(&folded), count(&unfolded));
        assert!(count(&folded).0 > 0);
    }

    #[test]
    fn what_the_last_edit_did_is_marked() {
        let editor = Editor::new(example());
        let matrix = |editor: &Editor| {
            let before = editor.before.as_deref();
            Matrix::of(&editor.document, before, &editor.looking, &editor.selection)
        };
        assert_eq!((matrix(&editor).gained, matrix(&editor).lost), (0, 0));
        let route = Edit::Remove {
            id: "shop-orders".to_owned(),
        };
        let edited = editor.apply(Action::Edit {
            edits: vec![route],
            label: "remove a route".to_owned(),
        });
        let lost = matrix(&edited);
        assert_eq!(lost.gained, 0);
        assert!(lost.lost > 0);
        let marked = lost.rows.iter().flatten();
        let marked = marked.filter(|cell| cell.change == Change::Lost).count();
        assert_eq!(marked, lost.lost);
        let back = matrix(&edited.apply(Action::Undo));
        assert_eq!((back.gained, back.lost), (lost.lost, 0));
    }

    #[test]
    fn where_peering_is_not_transitive_only_what_passes_through_a_vpc_is_lost() {
        let here = document(CHAIN);
        let looking = Looking {
            elsewhere: true,
            ..Looking::default()
        };
        let matrix = Matrix::of(
            &here.elsewhere(),
            Some(&here),
            &looking,
            &Selection::Nothing,
        );
        assert_eq!(matrix.gained, 0);
        let lost = matrix
            .rows
            .iter()
            .flatten()
            .filter(|cell| cell.change == Change::Lost);
        let lost: Vec<(String, String)> = lost.filter_map(|cell| cell.ends.clone()).collect();
        assert!(!lost.is_empty());
        let home = |id: &str| here.home_of(id).expect("a Private Network");
        let peered = |one: usize, other: usize| {
            let vpcs = &here.scenario().vpcs;
            let ids = [one, other].map(|place| vpcs[place].id.clone());
            let [one, other] = ids;
            let pairs = &here.report.connections;
            pairs.contains(&(one.clone(), other.clone())) || pairs.contains(&(other, one))
        };
        for (from, to) in lost {
            assert!(
                !peered(home(&from), home(&to)),
                "{from} and {to} are neighbours"
            );
        }
    }

    #[test]
    fn of_many_lines_those_of_what_is_selected_are_shown() {
        let vpcs: Vec<String> = (0..100).map(|n| format!(r#"{{"id": "v{n}"}}"#)).collect();
        let networks: Vec<String> = (0..100)
            .map(|n| format!(r#"{{"id": "n{n}", "vpc_id": "v{n}", "subnets": ["10.0.{n}.0/24"]}}"#))
            .collect();
        let document = document(&format!(
            r#"{{"vpcs": [{}], "private_networks": [{}]}}"#,
            vpcs.join(","),
            networks.join(",")
        ));
        let selection = Selection::Entity("n77".to_owned());
        let matrix = Matrix::of(&document, None, &Looking::default(), &selection);
        assert!(matrix.is_folded);
        assert_eq!((matrix.heads.len(), matrix.left_out), (MOST_LINES, 60));
        assert_eq!(matrix.heads[0].id, "v77");
        assert_eq!(matrix.heads[1].id, "v0");
        let six = Looking {
            family: Family::Ipv6,
            ..Looking::default()
        };
        let none = Matrix::of(&document, None, &six, &selection);
        assert!(none.heads.is_empty());
    }
}

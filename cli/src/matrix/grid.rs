//! A grid of verdicts.

use std::collections::BTreeMap;
use std::io;

use peerlab_core::report::Verdict;
use peerlab_core::routing::Extent;

use crate::screen::{Screen, Style, harmless};

/// How wide a grid with names above its columns may be, in characters: as wide
/// as the narrowest terminal in use. A wider one has numbers there.
const WIDEST: usize = 80;

/// What stands for a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Works,
    Partial,
    /// What the row sends arrives, and no answer does.
    There,
    /// Only what the column sends arrives.
    Back,
    Blocked,
    /// The two have no addresses of the family in common.
    Apart,
}

impl Cell {
    const ALL: [Self; 6] = [
        Self::Works,
        Self::Partial,
        Self::There,
        Self::Back,
        Self::Blocked,
        Self::Apart,
    ];

    pub(super) const fn of(verdict: Verdict, forward: Extent) -> Self {
        match (verdict, forward) {
            (Verdict::Works, _) => Self::Works,
            (Verdict::Partial, _) => Self::Partial,
            (Verdict::OneWay, Extent::None) => Self::Back,
            (Verdict::OneWay, _) => Self::There,
            (Verdict::Blocked, _) => Self::Blocked,
        }
    }

    pub(super) const fn style(self) -> Style {
        match self {
            Self::Works => Style::Good,
            Self::Partial | Self::There | Self::Back => Style::Warning,
            Self::Blocked => Style::Error,
            Self::Apart => Style::Faint,
        }
    }

    /// The symbols differ in shape, so they are told apart without colour.
    const fn symbol(self) -> &'static str {
        match self {
            Self::Works => "✓",
            Self::Partial => "~",
            Self::There => "→",
            Self::Back => "←",
            Self::Blocked => "✗",
            Self::Apart => "·",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Partial => "partial",
            Self::There => "one-way, row to column only",
            Self::Back => "one-way, column to row only",
            Self::Blocked => "blocked",
            Self::Apart => "nothing to judge",
        }
    }
}

/// A grid of verdicts, from the networks of the rows to those of the columns.
pub(super) struct Grid<'a> {
    pub(super) title: &'a str,
    pub(super) ids: Vec<&'a str>,
    /// What the networks are called, in the same order.
    pub(super) labels: Vec<String>,
    pub(super) cells: BTreeMap<(&'a str, &'a str), Cell>,
}

impl Grid<'_> {
    /// Writes the grid, and below it what its symbols mean.
    pub(super) fn draw(&self, out: &mut Screen) -> io::Result<()> {
        let labels: Vec<String> = self
            .labels
            .iter()
            .map(|l| harmless(l).into_owned())
            .collect();
        let numbers: Vec<String> = (1..=labels.len()).map(|n| n.to_string()).collect();
        let is_wide = width(&labels) + labels.iter().map(|l| length(l) + 2).sum::<usize>() > WIDEST;
        // Where columns have numbers the rows have them too: they are the key.
        let (heads, rows) = if is_wide {
            let digits = width(&numbers);
            let rows = numbers.iter().zip(&labels);
            let rows = rows.map(|(number, label)| format!("{number:>digits$}  {label}"));
            let rows = rows.collect();
            (numbers, rows)
        } else {
            (labels.clone(), labels)
        };
        let side = width(&rows).max(length(self.title));
        let head = pad(self.title, side);
        let mut line = vec![(Style::Strong, head)];
        line.extend(heads.iter().map(|head| (Style::Plain, format!("  {head}"))));
        write(&line, out)?;
        for (row, from) in rows.iter().zip(&self.ids) {
            let mut line = vec![(Style::Plain, pad(row, side))];
            for (head, to) in heads.iter().zip(&self.ids) {
                let cell = self.cells.get(&(*from, *to)).copied();
                let cell = cell.unwrap_or(Cell::Apart);
                line.push((Style::Plain, "  ".to_owned()));
                line.push((cell.style(), cell.symbol().to_owned()));
                line.push((Style::Plain, " ".repeat(length(head).saturating_sub(1))));
            }
            write(&line, out)?;
        }
        self.legend(out)
    }

    fn legend(&self, out: &mut Screen) -> io::Result<()> {
        let is_used = |cell: &Cell| *cell == Cell::Apart || self.cells.values().any(|c| c == cell);
        out.line(&[])?;
        for cell in Cell::ALL.into_iter().filter(is_used) {
            out.line(&[
                (Style::Plain, "  "),
                (cell.style(), cell.symbol()),
                (Style::Plain, " "),
                (Style::Plain, cell.words()),
            ])?;
        }
        Ok(())
    }
}

/// Writes pieces as one line, without blanks at its end.
fn write(pieces: &[(Style, String)], out: &mut Screen) -> io::Result<()> {
    let is_blank = |text: &str| text.trim().is_empty();
    let end = pieces.iter().rposition(|(_, text)| !is_blank(text));
    let shown = pieces.iter().take(end.map_or(0, |end| end + 1));
    let line: Vec<(Style, &str)> = shown.map(|(style, text)| (*style, text.as_str())).collect();
    out.line(&line)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn width(texts: &[String]) -> usize {
    texts.iter().map(|text| length(text)).max().unwrap_or(0)
}

fn pad(text: &str, width: usize) -> String {
    format!("{text:width$}")
}

//! `peerlab matrix`: which Private Networks can talk to which.

mod grid;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use peerlab_core::cidr::Family;
use peerlab_core::report::{PairReport, Report, Verdict as PairVerdict, WayReport, judge_reading};
use peerlab_core::routing::follow::Disposition;
use peerlab_core::routing::{Extent, Traffic};
use peerlab_core::scenario::Scenario;
use serde::{Serialize, Serializer};

use crate::arguments::{Format, MatrixArguments};
use crate::check::has_error;
use crate::human::counted;
use crate::import::with_scenario;
use crate::names::Names;
use crate::screen::{Screen, Style};
use crate::{Outcome, Verdict};
use grid::{Cell, Grid};

/// How many Private Networks a grid is drawn of: it is as wide as it is high.
const MOST_DRAWN: usize = 60;

/// How many pairs are explained.
const MOST_EXPLAINED: usize = 20;

/// Runs the command.
pub(crate) fn run(asked: &MatrixArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    with_scenario(&asked.files, errors, |imported, _| {
        let report = judge_reading(&imported.reading);
        let traffic = asked.traffic.traffic();
        let family = asked.family.map(Family::from);
        Outcome {
            verdict: if has_error(&report) {
                Verdict::Bad
            } else {
                Verdict::Good
            },
            written: match asked.format {
                Format::Human => {
                    let scenario = &imported.reading.scenario;
                    human(scenario, &report, traffic, family, out)
                }
                Format::Json => out.json(&Pairs {
                    report: &report,
                    traffic,
                    family,
                }),
            },
        }
    })
}

/// Every pair, made while it is written.
struct Pairs<'r> {
    report: &'r Report,
    traffic: Traffic,
    family: Option<Family>,
}

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = self.report.all_pairs(self.traffic);
        serializer.collect_seq(pairs.filter(|pair| is_of(pair, self.family)))
    }
}

fn is_of(pair: &PairReport, family: Option<Family>) -> bool {
    family.is_none_or(|family| pair.family == family)
}

fn human(
    scenario: &Scenario,
    report: &Report,
    traffic: Traffic,
    family: Option<Family>,
    out: &mut Screen,
) -> io::Result<()> {
    let names = Names::of(scenario);
    let is_drawn = scenario.private_networks.len() <= MOST_DRAWN;
    let mut found: BTreeMap<Family, Found> = BTreeMap::new();
    let mut add = |pair: PairReport| {
        if is_of(&pair, family) {
            found.entry(pair.family).or_default().add(pair, is_drawn);
        }
    };
    if is_drawn {
        report.all_pairs(traffic).for_each(&mut add);
    } else {
        report.reachability(traffic).for_each(&mut add);
        let networks = scenario.private_networks.len();
        let told = format!(
            "{networks} Private Networks are too many to draw (at most {MOST_DRAWN} are); \
             --format json has every pair"
        );
        out.line(&[(Style::Plain, &told)])?;
    }
    if is_drawn && found.is_empty() {
        let told = "no two Private Networks have addresses of one family";
        out.line(&[(Style::Plain, told)])?;
    }
    for (place, (family, found)) in found.iter().enumerate() {
        let labels = labels(&names, &found.kept);
        if is_drawn {
            if place > 0 {
                out.line(&[])?;
            }
            grid(&family.to_string(), &labels, &found.kept, out)?;
        } else {
            let pairs = counted(found.working, "pair works", "pairs work");
            out.line(&[(Style::Plain, &format!("{family}: {pairs}"))])?;
        }
        reasons(*family, &names, &labels, found, out)?;
    }
    Ok(())
}

/// What there is to tell of the pairs of one family.
#[derive(Default)]
struct Found {
    /// All pairs where they are drawn, else those that are explained.
    kept: Vec<PairReport>,
    working: usize,
    /// How many do not work for a reason that is worth telling.
    failing: usize,
}

impl Found {
    /// Counts a pair, and keeps it where it is shown: there may be far more than
    /// can be held.
    fn add(&mut self, pair: PairReport, is_drawn: bool) {
        let is_failing = is_failing(&pair);
        self.working += usize::from(pair.verdict == PairVerdict::Works);
        self.failing += usize::from(is_failing);
        if is_drawn || is_failing && self.failing <= MOST_EXPLAINED {
            self.kept.push(pair);
        }
    }
}

/// Tells whether there is more to say of a pair than that it works, or that
/// nothing leads from one to the other.
fn is_failing(pair: &PairReport) -> bool {
    match pair.verdict {
        PairVerdict::Works => false,
        PairVerdict::Blocked => ![&pair.forward, &pair.back].into_iter().all(goes_nowhere),
        PairVerdict::Partial | PairVerdict::OneWay => true,
    }
}

/// What to call Private Networks, by their ids.
type Labels<'p> = BTreeMap<&'p str, String>;

fn grid(
    title: &str,
    labels: &Labels<'_>,
    pairs: &[PairReport],
    out: &mut Screen,
) -> io::Result<()> {
    // Pairs are in document order, and every network is the first of some.
    let mut known = BTreeSet::new();
    let ids: Vec<&str> = pairs
        .iter()
        .map(|pair| pair.from.as_str())
        .filter(|&id| known.insert(id))
        .collect();
    let cells = pairs.iter().map(|pair| {
        let ends = (pair.from.as_str(), pair.to.as_str());
        (ends, Cell::of(pair.verdict, pair.forward.extent))
    });
    let label = |id: &&str| labels.get(id).cloned().unwrap_or_default();
    let grid = Grid {
        title,
        labels: ids.iter().map(label).collect(),
        ids,
        cells: cells.collect(),
    };
    grid.draw(out)
}

/// Finds what to call the networks of pairs: a name that is not one's own has
/// the id behind it.
fn labels<'p>(names: &Names<'_>, pairs: &'p [PairReport]) -> Labels<'p> {
    let ends = pairs.iter().flat_map(|pair| [&pair.from, &pair.to]);
    let ids: BTreeSet<&str> = ends.map(String::as_str).collect();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for id in &ids {
        *count.entry(names.label(id)).or_default() += 1;
    }
    let label = |id: &str| {
        let label = names.label(id);
        match count.get(&label) {
            Some(&times) if times > 1 => names.with_id(id),
            _ => label,
        }
    };
    ids.into_iter().map(|id| (id, label(id))).collect()
}

/// Writes why pairs do not work.
fn reasons(
    family: Family,
    names: &Names<'_>,
    labels: &Labels<'_>,
    found: &Found,
    out: &mut Screen,
) -> io::Result<()> {
    if found.failing > 0 {
        let title = format!("{family} pairs that do not work in full");
        out.line(&[])?;
        out.line(&[(Style::Strong, &title)])?;
    }
    let label = |id: &str| labels.get(id).map_or("", String::as_str);
    let failing = found.kept.iter().filter(|pair| is_failing(pair));
    for pair in failing.take(MOST_EXPLAINED) {
        let cell = Cell::of(pair.verdict, pair.forward.extent);
        let ends = format!("  {} → {} ", label(&pair.from), label(&pair.to));
        let forward = way(names, &pair.forward);
        let back = way(names, &pair.back);
        out.line(&[
            (Style::Plain, &ends),
            (cell.style(), pair.verdict.as_str()),
            (Style::Plain, ": the question "),
            (Style::Plain, &forward),
            (Style::Plain, "; the answer "),
            (Style::Plain, &back),
        ])?;
    }
    let more = found.failing.saturating_sub(MOST_EXPLAINED);
    if more > 0 {
        let told = format!("  … and {}", counted(more, "more pair", "more pairs"));
        out.line(&[(Style::Faint, &told)])?;
    }
    Ok(())
}

/// Tells whether packets find no route in the very VPC that they start in.
fn goes_nowhere(way: &WayReport) -> bool {
    way.disposition == Disposition::NoRoute && way.path.len() == 1
}

/// Tells what becomes of the packets one way.
fn way(names: &Names<'_>, way: &WayReport) -> String {
    match way.extent {
        Extent::All => "arrives".to_owned(),
        Extent::Some => match way.delivered.as_slice() {
            [] => "arrives in part".to_owned(),
            [one] => format!("arrives in part (something reaches {one})"),
            [first, rest @ ..] => {
                let more = rest.len();
                format!("arrives in part (something reaches {first} and {more} more)")
            }
        },
        Extent::None => {
            let last = way.path.last().map_or_else(String::new, |id| names.vpc(id));
            format!("ends in {last} ({})", way.disposition.as_str())
        }
    }
}

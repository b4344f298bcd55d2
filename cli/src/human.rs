//! A report for people, laid out as a compiler does.

use std::cell::LazyCell;
use std::io;

use peerlab_core::check::{Context, Diagnostic, NamedOverlap, Severity};
use peerlab_core::export::scw::Commands;
use peerlab_core::peering::OrphanReason;
use peerlab_core::report::{ConnectorReport, ConnectorStatus, Report};

use crate::files::{self, Document};
use crate::names::Names;
use crate::screen::{Screen, Style};

/// Writes everything there is to say about a scenario.
pub(crate) fn report(document: &Document, report: &Report, out: &mut Screen) -> io::Result<()> {
    notes(document, out)?;
    let scenario = &document.imported.reading.scenario;
    let names = Names::of(scenario);
    let commands = LazyCell::new(|| Commands::new(scenario));
    for diagnostic in &report.diagnostics {
        self::diagnostic(document, &names, diagnostic, out)?;
        for fix in &diagnostic.fixes {
            help(&fix.title, &commands.of(&fix.edits), out)?;
        }
    }
    connectors(&names, &report.connectors, out)?;
    summary(document, report, out)
}

/// Writes what was left out or assumed while reading.
pub(crate) fn notes(document: &Document, out: &mut Screen) -> io::Result<()> {
    for note in &document.imported.notes {
        files::note(&note.to_string(), out)?;
    }
    Ok(())
}

/// Writes a number and what it counts.
pub(crate) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

fn diagnostic(
    document: &Document,
    names: &Names<'_>,
    diagnostic: &Diagnostic,
    out: &mut Screen,
) -> io::Result<()> {
    let severity = diagnostic.severity();
    let title = format!("{severity}[{}]", diagnostic.code());
    out.line(&[
        (style_of(severity), &title),
        (Style::Strong, ": "),
        (Style::Strong, &diagnostic.message()),
    ])?;
    let place = format!("{}{}", document.name, names.told(&diagnostic.subjects()));
    out.line(&[(Style::Faint, "  --> "), (Style::Plain, &place)])?;
    for detail in details(document, &diagnostic.context) {
        out.line(&[(Style::Faint, "   = "), (Style::Plain, &detail)])?;
    }
    Ok(())
}

/// Writes what would mend a finding, as far as people read.
fn help(title: &str, commands: &[String], out: &mut Screen) -> io::Result<()> {
    const MOST: usize = 6;
    const LONGEST: usize = 1_000;
    out.line(&[
        (Style::Faint, "   = "),
        (Style::Hint, "help"),
        (Style::Plain, ": "),
        (Style::Plain, title),
    ])?;
    for command in commands.iter().take(MOST) {
        // A long ACL is one command, which fills a screen.
        let length = command.chars().count();
        let told = if length > LONGEST {
            format!("# … a command of {length} characters")
        } else {
            command.clone()
        };
        out.line(&[(Style::Plain, "       "), (Style::Plain, &told)])?;
    }
    let more = commands.len().saturating_sub(MOST);
    if more > 0 {
        let told = format!("       … and {more} more");
        out.line(&[(Style::Faint, &told)])?;
    }
    Ok(())
}

/// Returns what a diagnostic says beyond its sentence.
fn details(document: &Document, context: &Context) -> Vec<String> {
    match context {
        Context::CidrConflict(conflict) => overlaps(&conflict.overlaps, conflict.total),
        Context::LatentConflict(conflict) => overlaps(&conflict.overlaps, conflict.total),
        Context::OverlapWithinVpc(within) => overlaps(&within.overlaps, within.total),
        // The place is one of the scenario, which lists only come to.
        _ if document.is_made_of_lists => Vec::new(),
        Context::InvalidCidr(invalid) => vec![format!("at {}", invalid.path)],
        Context::InvalidAddress(invalid) => vec![format!("at {}", invalid.path)],
        Context::UnknownReference(unknown) => vec![format!("at {}", unknown.path)],
        _ => Vec::new(),
    }
}

fn overlaps(listed: &[NamedOverlap], total: usize) -> Vec<String> {
    let mut told: Vec<String> = listed
        .iter()
        .map(|overlap| format!("{overlap}: both have {}", overlap.range))
        .collect();
    let more = total.saturating_sub(listed.len());
    if more > 0 {
        told.push(format!(
            "and {}",
            counted(more, "more overlap", "more overlaps")
        ));
    }
    told
}

/// Writes a table of the connectors and their statuses.
fn connectors(
    names: &Names<'_>,
    connectors: &[ConnectorReport],
    out: &mut Screen,
) -> io::Result<()> {
    let rows: Vec<[String; 2]> = connectors
        .iter()
        .map(|connector| names.connector(&connector.id))
        .collect();
    let width = |column: usize| -> usize {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let (names_width, ends_width) = (width(0), width(1));
    if !connectors.is_empty() {
        out.line(&[])?;
        out.line(&[(Style::Strong, "connectors")])?;
    }
    for (connector, [name, ends]) in connectors.iter().zip(&rows) {
        let (style, status) = match connector.status {
            ConnectorStatus::Peered => (Style::Good, "peered"),
            ConnectorStatus::Conflict => (Style::Error, "conflict"),
            ConnectorStatus::Orphan => (Style::Warning, "orphan"),
        };
        let reason = match connector.reason {
            None => "",
            Some(OrphanReason::NoMatchingConnector) => " (no connector back)",
            Some(OrphanReason::TargetNotInScenario) => " (target unknown)",
            Some(OrphanReason::DifferentRegion) => " (another region)",
            Some(OrphanReason::SelfPeering) => " (its own VPC)",
            Some(OrphanReason::Unseen) => " (why is not told)",
        };
        out.line(&[
            (Style::Plain, &format!("  {name:names_width$}  ")),
            (Style::Plain, &format!("{ends:ends_width$}  ")),
            (style, status),
            (Style::Faint, reason),
        ])?;
    }
    Ok(())
}

fn summary(document: &Document, report: &Report, out: &mut Screen) -> io::Result<()> {
    let count = |severity| {
        let found = report.diagnostics.iter();
        found.filter(|d| d.severity() == severity).count()
    };
    let parts: Vec<String> = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Hint, "hint", "hints"),
    ]
    .into_iter()
    .map(|(severity, one, several)| (count(severity), one, several))
    .filter(|&(count, _, _)| count > 0)
    .map(|(count, one, several)| counted(count, one, several))
    .collect();
    let told = if parts.is_empty() {
        "no problems".to_owned()
    } else {
        parts.join(", ")
    };
    if !report.connectors.is_empty() || !report.diagnostics.is_empty() {
        out.line(&[])?;
    }
    let style = match report.diagnostics.first() {
        None => Style::Good,
        Some(worst) => style_of(worst.severity()),
    };
    let file = format!("{}: ", document.name);
    out.line(&[(Style::Strong, &file), (style, &told)])
}

pub(crate) const fn style_of(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::Error,
        Severity::Warning => Style::Warning,
        Severity::Hint => Style::Hint,
    }
}

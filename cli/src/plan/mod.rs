//! `peerlab plan`: what makes two Private Networks talk, at the least cost.

mod words;

use std::io;

use peerlab_core::edit::apply_all;
use peerlab_core::export::scw;
use peerlab_core::plan::{Cost, Plan, PlanError, plan};
use peerlab_core::scenario::{Kind, Scenario};

use crate::arguments::{Format, PlanArguments};
use crate::files;
use crate::human::counted;
use crate::import::with_scenario;
use crate::names::{Names, listed};
use crate::screen::{Screen, Style};
use crate::{Outcome, Verdict};
use words::Words;

/// How many of several things are named.
const MOST_NAMED: usize = 4;

/// Runs the command.
pub(crate) fn run(asked: &PlanArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    with_scenario(&asked.files, errors, |imported, errors| {
        let scenario = &imported.reading.scenario;
        let names = Names::of(scenario);
        let ends = end(scenario, &names, &asked.from)
            .and_then(|from| Ok((from, end(scenario, &names, &asked.to)?)));
        let (from, to) = match ends {
            Ok(ends) => ends,
            Err(reason) => {
                return Outcome {
                    verdict: Verdict::Unread,
                    written: files::refuse(&reason, errors),
                };
            }
        };
        match plan(scenario, &from, &to, asked.family.map(Into::into)) {
            Ok(plan) => Outcome {
                verdict: Verdict::Good,
                written: match asked.format {
                    Format::Human => human(scenario, &names, (&from, &to), &plan, out),
                    Format::Json => out.json(&plan),
                },
            },
            Err(error) => Outcome {
                verdict: match error {
                    PlanError::DifferentRegions { .. } | PlanError::NoWay { .. } => Verdict::Bad,
                    PlanError::UnknownEnd { .. }
                    | PlanError::SameEnds { .. }
                    | PlanError::NoCommonFamily { .. } => Verdict::Unread,
                },
                written: files::refuse(&error, errors),
            },
        }
    })
}

/// Finds the id of the Private Network that is meant, or says what else was
/// named.
fn end(scenario: &Scenario, names: &Names<'_>, written: &str) -> Result<String, String> {
    let found = names.find(written, &[Kind::PrivateNetwork])?;
    if names
        .entity(&found)
        .is_some_and(|entity| entity.kind == Kind::PrivateNetwork)
    {
        return Ok(found);
    }
    let other = names.find(written, &[Kind::Vpc, Kind::Resource])?;
    let Some(entity) = names.entity(&other) else {
        return Ok(other);
    };
    let meant = match entity.kind {
        Kind::Vpc => {
            let networks = scenario.private_networks.iter();
            let own = networks.filter(|network| network.vpc_id == other);
            let own: Vec<&str> = own.map(|network| network.id.as_str()).collect();
            match own.as_slice() {
                [] => "and it has none".to_owned(),
                [one] => format!("such as its own “{one}”"),
                several => format!("such as its own ({})", listed(several, MOST_NAMED)),
            }
        }
        Kind::Resource => match scenario.resources.get(entity.index) {
            Some(resource) => format!(
                "such as the one it is on, “{}”",
                resource.private_network_id
            ),
            None => return Ok(other),
        },
        _ => return Ok(other),
    };
    Err(format!(
        "“{written}” is a {}: a plan is for two Private Networks, {meant}",
        entity.kind.noun()
    ))
}

fn human(
    scenario: &Scenario,
    names: &Names<'_>,
    (from, to): (&str, &str),
    plan: &Plan,
    out: &mut Screen,
) -> io::Result<()> {
    let ends = format!("{} ↔ {}", names.label(from), names.label(to));
    let title = format!("{ends}, {}", plan.family);
    out.line(&[(Style::Strong, &title)])?;
    let path: Vec<String> = plan.path.iter().map(|id| names.with_id(id)).collect();
    heading("path", out)?;
    out.line(&[(Style::Plain, "  "), (Style::Plain, &path.join(" → "))])?;
    if plan.edits.is_empty() {
        out.line(&[])?;
        return out.line(&[
            (Style::Good, "nothing to do"),
            (Style::Plain, ": they reach each other already"),
        ]);
    }
    let mut edited = scenario.clone();
    // Edits of a plan can be applied; where one cannot, its ids are told.
    let _ = apply_all(&mut edited, &plan.edits);
    let words = Words {
        scenario,
        names,
        after: &Names::of(&edited),
    };
    heading("edits", out)?;
    for (place, edit) in plan.edits.iter().enumerate() {
        let number = format!("  {}. ", place + 1);
        out.line(&[(Style::Faint, &number), (Style::Plain, &words.edit(edit))])?;
        if let Some(lost) = words.lost(edit) {
            out.line(&[
                (Style::Plain, "     "),
                (Style::Warning, "lost"),
                (Style::Plain, ": "),
                (Style::Plain, &lost),
            ])?;
        }
    }
    heading("commands", out)?;
    for command in scw::commands(scenario, &plan.edits) {
        out.line(&[(Style::Plain, "  "), (Style::Plain, &command)])?;
    }
    out.line(&[])?;
    out.line(&[
        (Style::Strong, &ends),
        (Style::Plain, ": "),
        (Style::Plain, &told(plan.cost)),
    ])
}

fn heading(title: &str, out: &mut Screen) -> io::Result<()> {
    out.line(&[])?;
    out.line(&[(Style::Strong, title)])
}

/// Tells a cost, the dearest first.
fn told(cost: Cost) -> String {
    let Cost {
        recreated_networks,
        enabled_transits,
        replaced_routes,
        changed_settings,
        added_connectors,
        added_routes,
    } = cost;
    let parts: Vec<String> = [
        (
            recreated_networks,
            "Private Network created again",
            "Private Networks created again",
        ),
        (enabled_transits, "VPC created again", "VPCs created again"),
        (replaced_routes, "route changed", "routes changed"),
        (changed_settings, "setting changed", "settings changed"),
        (added_connectors, "connector added", "connectors added"),
        (added_routes, "route added", "routes added"),
    ]
    .into_iter()
    .filter(|&(count, ..)| count > 0)
    .map(|(count, one, several)| counted(count, one, several))
    .collect();
    parts.join(", ")
}

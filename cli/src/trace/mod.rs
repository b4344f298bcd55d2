//! `peerlab trace`: the way of a packet, and of its answer.

mod words;

use std::io;

use peerlab_core::cidr::parse_address;
use peerlab_core::report::{Question, TraceHop, TraceReport, TraceWay, judge_reading};
use peerlab_core::routing::Traffic;
use peerlab_core::routing::follow::Disposition;
use peerlab_core::scenario::{Entity, Kind, Scenario};

use crate::arguments::{Format, TraceArguments};
use crate::files;
use crate::human::counted;
use crate::import::with_scenario;
use crate::names::Names;
use crate::screen::{Screen, Style};
use crate::{Outcome, Verdict};
use words::Words;

/// Runs the command.
pub(crate) fn run(asked: &TraceArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    with_scenario(&asked.files, errors, |imported, errors| {
        let scenario = &imported.reading.scenario;
        let names = Names::of(scenario);
        let answered = question(asked, scenario, &names).and_then(|question| {
            let traced = judge_reading(&imported.reading).trace(scenario, &question);
            let trace = traced.map_err(|error| error.to_string())?;
            Ok((question, trace))
        });
        match answered {
            Ok((question, trace)) => Outcome {
                verdict: if arrives_both_ways(&trace) {
                    Verdict::Good
                } else {
                    Verdict::Bad
                },
                written: match asked.format {
                    Format::Human => human(&names, &question, &trace, out),
                    Format::Json => out.json(&trace),
                },
            },
            Err(reason) => Outcome {
                verdict: Verdict::Unread,
                written: files::refuse(&reason, errors),
            },
        }
    })
}

fn arrives_both_ways(trace: &TraceReport) -> bool {
    let arrives = |way: &TraceWay| way.disposition == Disposition::Delivered;
    arrives(&trace.forward) && trace.back.as_ref().is_some_and(arrives)
}

fn question(
    asked: &TraceArguments,
    scenario: &Scenario,
    names: &Names<'_>,
) -> Result<Question, String> {
    Ok(Question {
        from: end(scenario, names, &asked.from)?,
        to: if parse_address(&asked.to).is_ok() {
            asked.to.clone()
        } else {
            end(scenario, names, &asked.to)?
        },
        traffic: asked.traffic.traffic(),
    })
}

/// Finds the id of what is meant by an id or a name. What is neither is
/// returned as it is: the engine says best what is wrong with it.
fn end(scenario: &Scenario, names: &Names<'_>, written: &str) -> Result<String, String> {
    const MOST: usize = 4;
    let sends = |entity: Entity| matches!(entity.kind, Kind::PrivateNetwork | Kind::Resource);
    if names.entity(written).is_some_and(sends) {
        return Ok(written.to_owned());
    }
    let called: Vec<&str> = scenario
        .entities()
        .filter(|&(entity, _)| sends(entity) && scenario.label_of(entity) == Some(written))
        .map(|(_, id)| id)
        .collect();
    match called.as_slice() {
        [] => Ok(written.to_owned()),
        [one] => Ok((*one).to_owned()),
        several => {
            let first = several.iter().take(MOST).copied();
            let mut ids: Vec<String> = first.map(str::to_owned).collect();
            let more = several.len() - ids.len();
            if more > 0 {
                ids.push(format!("{more} more"));
            }
            Err(format!(
                "“{written}” is the name of {}: say which by its id ({})",
                counted(several.len(), "thing", "things"),
                ids.join(", ")
            ))
        }
    }
}

fn human(
    names: &Names<'_>,
    question: &Question,
    trace: &TraceReport,
    out: &mut Screen,
) -> io::Result<()> {
    let to = match parse_address(&question.to) {
        Ok(address) => address.to_string(),
        Err(_) => format!("{} ({})", names.label(&question.to), trace.destination),
    };
    let traffic = match question.traffic {
        Traffic::Icmp => "ICMP".to_owned(),
        Traffic::Tcp(port) => format!("TCP port {port}"),
        Traffic::Udp(port) => format!("UDP port {port}"),
    };
    let from = names.label(&question.from);
    let title = format!("{from} ({}) → {to}, {traffic}", trace.source);
    out.line(&[(Style::Strong, &title)])?;
    let forward = Words {
        names,
        way: &trace.forward,
        source: trace.source,
        destination: trace.destination,
        sender: Some(&trace.from),
    };
    way("forward", &forward, out)?;
    if let Some(back) = &trace.back {
        let back = Words {
            names,
            way: back,
            source: trace.destination,
            destination: trace.source,
            sender: None,
        };
        return way("return", &back, out);
    }
    let told = format!(
        "nothing answers: {} is in no Private Network of the scenario",
        trace.destination
    );
    out.line(&[])?;
    out.line(&[
        (Style::Strong, "return"),
        (Style::Plain, ": "),
        (Style::Warning, &told),
    ])
}

fn way(title: &str, words: &Words<'_>, out: &mut Screen) -> io::Result<()> {
    out.line(&[])?;
    out.line(&[(Style::Strong, title)])?;
    let hops = &words.way.hops;
    for (place, hop) in hops.iter().enumerate() {
        self::hop(place, place + 1 == hops.len(), hop, words, out)?;
    }
    let disposition = words.way.disposition;
    let style = match disposition {
        Disposition::Delivered => Style::Good,
        // What an appliance does is not known, so it is no error either.
        Disposition::HandedToResource => Style::Warning,
        _ => Style::Error,
    };
    out.line(&[
        (Style::Plain, "  "),
        (style, disposition.as_str()),
        (Style::Plain, ": "),
        (Style::Plain, &words.closing()),
    ])
}

fn hop(
    place: usize,
    is_last: bool,
    hop: &TraceHop,
    words: &Words<'_>,
    out: &mut Screen,
) -> io::Result<()> {
    let number = format!("  {}. ", place + 1);
    let names = words.names;
    let id = if names.label(&hop.vpc) == hop.vpc {
        String::new()
    } else {
        format!(" ({})", hop.vpc)
    };
    out.line(&[
        (Style::Faint, &number),
        (Style::Strong, &names.vpc(&hop.vpc)),
        (Style::Faint, &id),
    ])?;
    let leaves = if is_last {
        "would leave by"
    } else {
        "leaves by"
    };
    let connector = |verb: &str, id: &Option<String>| {
        let id = id.as_ref()?;
        Some(format!("{verb} connector {}", names.with_id(id)))
    };
    let details = [
        connector("entered by", &hop.entered_by),
        words.row(hop),
        words.through(hop),
        connector(leaves, &hop.leaves_by),
    ];
    for detail in details.into_iter().flatten() {
        out.line(&[(Style::Plain, "     "), (Style::Plain, &detail)])?;
    }
    Ok(())
}

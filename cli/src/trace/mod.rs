//! `peerlab trace`: the way of a packet, and of its answer.

mod words;

use std::io;

use peerlab_core::cidr::parse_address;
use peerlab_core::report::{Question, TraceHop, TraceReport, TraceWay, judge_reading};
use peerlab_core::routing::Traffic;
use peerlab_core::routing::follow::Disposition;
use peerlab_core::scenario::Kind;

use crate::arguments::{Format, TraceArguments};
use crate::files;
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
        let answered = question(asked, &names).and_then(|question| {
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

/// What packets are sent from and to.
const ENDS: [Kind; 2] = [Kind::PrivateNetwork, Kind::Resource];

fn question(asked: &TraceArguments, names: &Names<'_>) -> Result<Question, String> {
    Ok(Question {
        from: names.find(&asked.from, &ENDS)?,
        to: if parse_address(&asked.to).is_ok() {
            asked.to.clone()
        } else {
            names.find(&asked.to, &ENDS)?
        },
        traffic: asked.traffic.traffic(),
    })
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
        // What an appliance or another owner does is not known, so it is no
        // error either.
        Disposition::HandedToResource | Disposition::Unseen => Style::Warning,
        _ => Style::Error,
    };
    out.line(&[
        (Style::Plain, "  "),
        (style, disposition.as_str()),
        (Style::Plain, ": "),
        (Style::Plain, &words.closing()),
    ])?;
    // The first defect is what closes the way.
    let further = words.way.defects.iter().skip(1);
    for (place, defect) in further.enumerate() {
        if place == 0 {
            out.line(&[(Style::Plain, "  further on:")])?;
        }
        out.line(&[
            (Style::Plain, "    "),
            (Style::Warning, defect.kind.as_str()),
            (Style::Plain, ": "),
            (Style::Plain, &defect.message),
        ])?;
    }
    Ok(())
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

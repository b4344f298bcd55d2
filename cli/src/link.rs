//! `peerlab link` and `peerlab open`: scenarios in and out of share links.

use std::io::{self, Read as _};

use peerlab_core::link::{MOST_INFLATED, decode, encode};

use crate::arguments::{LinkArguments, OpenArguments};
use crate::files;
use crate::import::with_scenario;
use crate::screen::Screen;
use crate::{Outcome, Verdict};

/// Runs `peerlab link`.
pub(crate) fn run(asked: &LinkArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    with_scenario(&asked.files, errors, |imported, errors| {
        match encode(&imported.reading.scenario) {
            Ok(link) => Outcome {
                verdict: Verdict::Good,
                written: out.raw(&format!("{link}\n")),
            },
            Err(reason) => Outcome {
                verdict: Verdict::Unread,
                written: files::refuse(&reason, errors),
            },
        }
    })
}

/// Runs `peerlab open`.
pub(crate) fn open(asked: &OpenArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    let link = if asked.link == "-" {
        read_link()
    } else {
        Ok(asked.link.clone())
    };
    let opened = link
        .map_err(|error| format!("standard input: {error}"))
        .and_then(|link| decode(&link).map_err(|error| error.to_string()));
    match opened {
        Ok(reading) => Outcome {
            verdict: Verdict::Good,
            written: out.raw(&reading.scenario.to_pretty_json()),
        },
        Err(reason) => Outcome {
            verdict: Verdict::Unread,
            written: files::refuse(&reason, errors),
        },
    }
}

/// Reads a link from standard input. No link is longer than what it may hold.
fn read_link() -> io::Result<String> {
    let mut link = String::new();
    let mut bounded = io::stdin().lock().take(MOST_INFLATED as u64);
    bounded.read_to_string(&mut link)?;
    Ok(link)
}

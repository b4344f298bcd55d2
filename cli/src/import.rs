//! `peerlab import`: the scenario that files come to.

use std::io;

use peerlab_core::import::Imported;

use crate::arguments::ImportArguments;
use crate::files;
use crate::screen::Screen;
use crate::{Outcome, Verdict};

/// Runs the command.
pub(crate) fn run(asked: &ImportArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    with_scenario(&asked.files, errors, |imported, _| Outcome {
        verdict: Verdict::Good,
        written: out.raw(&imported.reading.scenario.to_pretty_json()),
    })
}

/// Makes one scenario of files, tells its notes, and hands it on.
pub(crate) fn with_scenario(
    files: &[std::path::PathBuf],
    errors: &mut Screen,
    then: impl FnOnce(&Imported, &mut Screen) -> Outcome,
) -> Outcome {
    let unread = |written| Outcome {
        verdict: Verdict::Unread,
        written,
    };
    match files::open_as_one(files, errors) {
        Ok(Some(imported)) => match notes(&imported, errors) {
            Ok(()) => then(&imported, errors),
            Err(error) => unread(Err(error)),
        },
        Ok(None) => unread(Ok(())),
        Err(error) => unread(Err(error)),
    }
}

/// Tells what an import left out or assumed.
fn notes(imported: &Imported, errors: &mut Screen) -> io::Result<()> {
    for note in &imported.notes {
        files::note(&note.to_string(), errors)?;
    }
    for unknown in &imported.reading.unknown_fields {
        files::note(
            &format!(
                "Field “{}” at {} is not one that a scenario has, and is left out.",
                unknown.field, unknown.path
            ),
            errors,
        )?;
    }
    Ok(())
}

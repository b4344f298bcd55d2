//! `peerlab`, the command line: judges scenarios by the engine's rules and
//! knows none itself.

mod arguments;
mod check;
mod explain;
mod export;
mod files;
mod human;
mod import;
mod link;
mod matrix;
mod names;
mod plan;
mod screen;
mod test;
mod trace;

use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use screen::{Screen, Style};

/// What a command came to, which is its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// Nothing is wrong.
    Good = 0,
    /// Something is wrong with what was read.
    Bad = 1,
    /// Something could not be read.
    Unread = 2,
}

/// A verdict, and how writing it went.
struct Outcome {
    verdict: Verdict,
    written: io::Result<()>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let color = arguments.color;
    let mut out = Screen::stdout(color);
    let mut errors = Screen::stderr(color);
    let outcome = match arguments.command {
        Command::Check(asked) => check::run(&asked, &mut out, &mut errors),
        Command::Test(asked) => test::run(&asked, &mut out, &mut errors),
        Command::Trace(asked) => trace::run(&asked, &mut out, &mut errors),
        Command::Matrix(asked) => matrix::run(&asked, &mut out, &mut errors),
        Command::Plan(asked) => plan::run(&asked, &mut out, &mut errors),
        Command::Import(asked) => import::run(&asked, &mut out, &mut errors),
        Command::Export(asked) => export::run(&asked, &mut out, &mut errors),
        Command::Link(asked) => link::run(&asked, &mut out, &mut errors),
        Command::Open(asked) => link::open(&asked, &mut out, &mut errors),
        Command::Explain(asked) => explain::run(&asked, &mut out, &mut errors),
    };
    let flushed = out.flush().and(errors.flush());
    let verdict = match outcome.written.and(flushed) {
        // Whoever reads has read enough: no reason to complain.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => outcome.verdict,
        Err(error) => {
            // Where even this cannot be written there is nobody to tell.
            let told = format!("cannot write the answer: {error}");
            let _ = errors.line(&[(Style::Error, "error: "), (Style::Plain, &told)]);
            let _ = errors.flush();
            Verdict::Unread
        }
        Ok(()) => outcome.verdict,
    };
    ExitCode::from(verdict as u8)
}

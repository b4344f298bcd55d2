//! `peerlab explain`: the page of help behind a code, and the assumptions.

use std::io;

use peerlab_core::assumption::Assumption;
use peerlab_core::check::{Code, Source, Topic};

use crate::arguments::ExplainArguments;
use crate::files;
use crate::human::style_of;
use crate::screen::{Screen, Style};
use crate::{Outcome, Verdict};

/// How many columns a page has.
const COLUMNS: usize = 80;

/// Runs `peerlab explain`.
pub(crate) fn run(asked: &ExplainArguments, out: &mut Screen, errors: &mut Screen) -> Outcome {
    let topic = asked.topic.as_deref().map(Topic::named).transpose();
    let written = match topic {
        Ok(None) => list(out),
        Ok(Some(Topic::Code(code))) => self::code(code, out),
        Ok(Some(Topic::Assumption(assumption))) => self::assumption(assumption, out),
        Err(unknown) => {
            return Outcome {
                verdict: Verdict::Unread,
                written: files::refuse(&unknown, errors),
            };
        }
    };
    Outcome {
        verdict: Verdict::Good,
        written,
    }
}

fn list(out: &mut Screen) -> io::Result<()> {
    out.line(&[(Style::Strong, "codes")])?;
    for &code in Code::ALL {
        let severity = code.severity();
        out.line(&[
            (Style::Plain, "  "),
            (style_of(severity), &format!("{:<9}", severity.as_str())),
            (Style::Plain, code.as_str()),
        ])?;
    }
    out.line(&[])?;
    out.line(&[(Style::Strong, "assumptions")])?;
    for &assumption in Assumption::ALL {
        let name = format!("  {:<5}", assumption.as_str());
        let mut start = name.as_str();
        for line in wrapped(assumption.taken(), COLUMNS - name.len()) {
            out.line(&[(Style::Strong, start), (Style::Plain, &line)])?;
            start = "       ";
        }
    }
    Ok(())
}

fn code(code: Code, out: &mut Screen) -> io::Result<()> {
    let severity = code.severity();
    let help = code.help();
    out.line(&[(style_of(severity), &format!("{severity}[{code}]"))])?;
    section("The rule", &[help.rule], out)?;
    section("On the platform", &[help.on_the_platform], out)?;
    section("To mend it", &[help.mend], out)?;
    let sources: Vec<String> = help.sources.iter().map(ToString::to_string).collect();
    section("Where it is from", &sources, out)
}

fn assumption(assumption: Assumption, out: &mut Screen) -> io::Result<()> {
    out.line(&[(Style::Strong, &format!("assumption {assumption}"))])?;
    section("What is taken for granted", &[assumption.taken()], out)?;
    section("What is left open", &[assumption.left_open()], out)?;
    let rests = |code: &&Code| code.help().sources.contains(&Source::Assumed(assumption));
    let codes: Vec<&str> = Code::ALL
        .iter()
        .filter(rests)
        .map(|code| code.as_str())
        .collect();
    if codes.is_empty() {
        return Ok(());
    }
    section("Codes that rest on it", &codes, out)
}

/// Writes a heading and paragraphs under it.
fn section(heading: &str, paragraphs: &[impl AsRef<str>], out: &mut Screen) -> io::Result<()> {
    const INDENT: &str = "  ";
    out.line(&[])?;
    out.line(&[(Style::Strong, heading)])?;
    for paragraph in paragraphs {
        for line in wrapped(paragraph.as_ref(), COLUMNS - INDENT.len()) {
            out.line(&[(Style::Plain, INDENT), (Style::Plain, &line)])?;
        }
    }
    Ok(())
}

/// Breaks a text between words into lines of at most so many characters, unless
/// a word is longer.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

//! Tables of what was measured.

use std::fmt::Write;
use std::time::Duration;

use crate::contest::{RUNS, Result};

/// What was measured at growing sizes.
pub struct Report {
    pub title: &'static str,
    pub what: String,
    /// What the sizes count.
    pub unit: &'static str,
    pub rows: Vec<(usize, Vec<Result>)>,
}

impl Report {
    /// Writes a Markdown table: a row for each contestant, a column for each
    /// size, the first contestant being the one others are compared with.
    pub fn markdown(&self) -> String {
        let mut text = format!("## {}\n\n{}\n\n", self.title, self.what);
        let mut line = format!("| {} |", self.unit);
        let mut rule = "|---|".to_owned();
        for (size, _) in &self.rows {
            let _ = write!(line, " {} |", grouped(*size));
            rule.push_str("--:|");
        }
        let _ = writeln!(text, "{line}\n{rule}");
        let mut names: Vec<&str> = Vec::new();
        for (_, results) in &self.rows {
            for result in results {
                if !names.contains(&result.name.as_str()) {
                    names.push(&result.name);
                }
            }
        }
        for name in names {
            let _ = write!(text, "| {name} |");
            for (_, results) in &self.rows {
                let found = results.iter().find(|result| result.name == name);
                let ours = results.first().and_then(|result| result.median);
                let cell = found.map_or_else(String::new, |result| cell(result, ours));
                let _ = write!(text, " {cell} |");
            }
            text.push('\n');
        }
        let _ = writeln!(
            text,
            "\nMedians of {RUNS} runs in turn, ± half the way from the fastest to the slowest run; \
             in brackets how many times as long as the first row.\n"
        );
        text
    }
}

fn cell(result: &Result, ours: Option<Duration>) -> String {
    let Some(median) = result.median else {
        return "–".to_owned();
    };
    let (fastest, slowest) = result.spread;
    let spread = (slowest - fastest).as_secs_f64() / 2.0;
    let mut cell = written(median);
    let _ = write!(cell, " ± {:.0} %", 100.0 * spread / median.as_secs_f64());
    if let Some(ours) = ours
        && ours != median
    {
        let ratio = median.as_secs_f64() / ours.as_secs_f64();
        let _ = write!(cell, " ({ratio:.*}×)", usize::from(ratio < 10.0));
    }
    cell
}

/// Writes a time with three digits.
pub fn written(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let (number, unit) = match seconds {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s if s >= 1e-6 => (s * 1e6, "µs"),
        s => (s * 1e9, "ns"),
    };
    let digits = if number < 10.0 {
        2
    } else {
        usize::from(number < 100.0)
    };
    format!("{number:.digits$} {unit}")
}

/// Writes a number with its thousands apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

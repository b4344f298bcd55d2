//! Telling the person at the terminal something.
//!
//! Unlike `println!`, without a panic when nobody reads any more, as in
//! `cargo xtask help | head -1`.

/// Tells what is being done, on the error stream.
macro_rules! tell {
    ($($text:tt)*) => {
        $crate::say::line(&format!("{}\n", format_args!($($text)*)))
    };
}

/// Gives what was asked for, on the output stream.
macro_rules! give {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout().lock(), $($text)*);
    }};
}

pub(crate) use {give, tell};

/// Writes at once: what programs started by us print must not get between.
#[cfg(not(test))]
pub(crate) fn line(line: &str) {
    use std::io::Write as _;
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// Leaves it to the test runner, which shows it when the test fails.
#[cfg(test)]
pub(crate) fn line(line: &str) {
    eprint!("{line}");
}

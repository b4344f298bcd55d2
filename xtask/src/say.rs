//! Telling the person at the terminal something.
//!
//! Unlike `println!`, without a panic when nobody reads any more, as in
//! `cargo xtask help | head -1`.

/// Tells what is being done, on the error stream.
macro_rules! tell {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        // One write: what programs started by us print must not get between.
        let line = format!("{}\n", format_args!($($text)*));
        let _ = std::io::stderr().write_all(line.as_bytes());
    }};
}

/// Gives what was asked for, on the output stream.
macro_rules! give {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout().lock(), $($text)*);
    }};
}

pub(crate) use {give, tell};

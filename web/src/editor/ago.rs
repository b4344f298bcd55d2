//! How long ago something was, in words.

/// Says how long ago something was, such as “5 minutes ago”; both times are in
/// milliseconds.
#[must_use]
pub fn ago(at: u64, now: u64) -> String {
    let seconds = now.saturating_sub(at) / 1_000;
    let (count, unit) = match seconds {
        0..=59 => return "just now".to_owned(),
        60..=3_599 => (seconds / 60, "minute"),
        3_600..=86_399 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} ago")
}

#[cfg(test)]
mod tests {
    use super::ago;

    #[test]
    fn times_are_told_as_people_do() {
        for (seconds, told) in [
            (3, "just now"),
            (60, "1 minute ago"),
            (7_300, "2 hours ago"),
            (200_000, "2 days ago"),
        ] {
            assert_eq!(ago(0, seconds * 1_000), told);
        }
        assert_eq!(ago(9_000, 0), "just now");
    }
}

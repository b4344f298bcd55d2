//! "Did you mean": the known name nearest to one that was written.

/// Returns the candidate nearest to `written`, where one is near enough to be
/// meant: a typing slip or two, or another case or separator. Of equally near
/// ones the first wins.
///
/// Takes O(candidates × length²) time, with lengths of at most 512 bytes.
pub(crate) fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // No name of the field and no id is longer, so nothing near can be lost.
    if written.len() > LONGEST {
        return None;
    }
    let folded = fold(written);
    // A slip for every four characters. A name of three may have one; a shorter
    // one is another name when a character differs.
    let most = match written.chars().count() {
        0..=2 => 0,
        length => (length / 4).clamp(1, 3),
    };
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .filter_map(|candidate| {
            let distance = strsim::osa_distance(&folded, &fold(candidate));
            (distance <= most).then_some((distance, candidate))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Writes a suggestion behind a sentence, where there is one.
pub(crate) fn did_you_mean(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(" (did you mean “{name}”?)"))
}

/// The longest text that is compared, in bytes: keeps hostile input cheap.
const LONGEST: usize = 512;

/// Folds what people mix up most: case and the separator between words.
fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let known = ["vpc_id", "target_vpc_id", "region", "name"];
        let near = |written| nearest(written, known);
        assert_eq!(near("nmae"), Some("name"));
        assert_eq!(near("vpcId"), Some("vpc_id"));
        assert_eq!(near("targetVpcId"), Some("target_vpc_id"));
        assert_eq!(near("regoin"), Some("region"));
        assert_eq!(near("comment"), None);
        assert_eq!(near(""), None);
        assert_eq!(nearest("w", ["x", "W"]), Some("W"));
        assert_eq!(nearest("w", ["x"]), None);
    }
}

//! What a text is expected to be, by analogy with the record before.
//!
//! Where a connector from `vpc-1` to `vpc-2` is called `vpc-1-to-vpc-2`, one from
//! `vpc-2` to `vpc-3` is expected to be called `vpc-2-to-vpc-3`.

use super::facts::Facts;

/// How many ways there are to draw an analogy.
pub(super) const VARIANTS: usize = 4;

/// How long a text may become by analogy. An old text with a short part all over
/// could grow without end where a long one stands instead.
const LONGEST: usize = 1 << 14;

/// Says what follows from the text of another record. `before` is what was known
/// of that record, and `known` the same of this one.
///
/// | variant | |
/// |---|---|
/// | 0 | of what was known equally long parts of the text, the first counts |
/// | 1 | the last counts |
/// | 2 | as 0, and the last number of what nothing was known of goes up by one |
/// | 3 | the text stays as it is |
pub(super) fn analogy(variant: usize, text: &str, before: &Facts, known: &Facts) -> String {
    if variant == 3 {
        return text.to_owned();
    }
    let parts = before.texts().zip(known.texts());
    let parts: Vec<(&str, &str)> = parts.filter(|(part, _)| !part.is_empty()).collect();
    let mut made = String::new();
    // The last number that was copied: where it begins and ends.
    let mut number = 0..0;
    let mut passed = ' ';
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if made.len() > LONGEST {
            return text.to_owned();
        }
        let mut best: Option<(&str, &str)> = None;
        for &(part, instead) in &parts {
            // Most parts begin otherwise.
            if part.as_bytes().first() != rest.as_bytes().first() {
                continue;
            }
            let longest = best.map_or(0, |(best, _)| best.len());
            let is_better = part.len() > longest || variant == 1 && part.len() == longest;
            if is_better && is_part(passed, rest, part) {
                best = Some((part, instead));
            }
        }
        let length = if let Some((part, instead)) = best {
            made.push_str(instead);
            part.len()
        } else {
            if next.is_ascii_digit() {
                if number.end != made.len() {
                    number = made.len()..made.len();
                }
                number.end += 1;
            }
            made.push(next);
            next.len_utf8()
        };
        passed = rest
            .get(..length)
            .and_then(|part| part.chars().last())
            .unwrap_or(' ');
        rest = rest.get(length..).unwrap_or_default();
    }
    if variant == 2
        && let Some(digits) = made.get(number.clone())
        && let Ok(value) = digits.parse::<u64>()
    {
        let width = digits.len();
        made.replace_range(number, &format!("{:0width$}", value.saturating_add(1)));
    }
    made
}

/// Tells whether a text that stands behind a character begins with a part, and
/// the part is neither cut out of a word nor out of a number.
fn is_part(passed: char, text: &str, part: &str) -> bool {
    let Some(behind) = text.strip_prefix(part) else {
        return false;
    };
    // What a letter is must not depend on the version of Unicode.
    let is_letter = |c: char| c.is_ascii_alphabetic() || !c.is_ascii();
    let joined = |a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) => {
            is_letter(a) && is_letter(b) || a.is_ascii_digit() && b.is_ascii_digit()
        }
        _ => false,
    };
    !joined(Some(passed), part.chars().next())
        && !joined(part.chars().last(), behind.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variant: usize, text: &str, before: &[&str], known: &[&str], expected: &str) {
        let facts = |texts: &[&str]| {
            texts
                .iter()
                .fold(Facts::default(), |facts, text| facts.text(text))
        };
        assert_eq!(
            analogy(variant, text, &facts(before), &facts(known)),
            expected
        );
    }

    #[test]
    fn what_was_known_is_replaced() {
        check(
            0,
            "vpc-1-to-vpc-2",
            &["vpc-1", "vpc-2"],
            &["vpc-2", "vpc-3"],
            "vpc-2-to-vpc-3",
        );
        check(
            0,
            "to Büro, IPv6",
            &["Büro"],
            &["Straße"],
            "to Straße, IPv6",
        );
    }

    #[test]
    fn nothing_is_cut_out_of_a_word_or_a_number() {
        check(0, "vpc-12", &["vpc-1"], &["vpc-7"], "vpc-12");
        check(0, "data-a", &["a"], &["b"], "data-b");
        check(0, "pn-a1", &["a", "1"], &["b", "2"], "pn-b2");
    }

    #[test]
    fn the_longest_counts_then_the_first_or_the_last() {
        check(0, "vpc-1", &["1", "vpc-1"], &["9", "shop"], "shop");
        check(0, "pn-1", &["1", "1"], &["2", "5"], "pn-2");
        check(1, "pn-1", &["1", "1"], &["2", "5"], "pn-5");
    }

    #[test]
    fn numbers_go_up() {
        check(2, "web-09", &[], &[], "web-10");
        check(2, "a1-b2", &[], &[], "a1-b3");
        check(2, "web", &[], &[], "web");
        check(2, "99999999999999999999", &[], &[], "99999999999999999999");
        check(3, "pn-1", &["1"], &["2"], "pn-1");
    }
}

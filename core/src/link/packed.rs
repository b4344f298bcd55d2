//! Version 2: a scenario described to a [`Coder`] that has learned from a first
//! one, the primer, which every reader has.
//!
//! | bytes | |
//! |---|---|
//! | 2 | a check of the packed bytes (CRC-16 with the polynomial 0x1021 from 0xffff), the higher byte first |
//! | 1 to 4 | how many packed bytes there are, 7 bits a byte, the lowest first; all but the last have the highest bit set |
//! | the rest | the packed bytes |

use std::sync::OnceLock;

use super::LinkError;
use super::coder::{Coder, Learned, Stop};
use super::document;
use super::fragment::Payload;
use crate::scenario::{Scenario, check as check_scenario};

/// What every coder has learned before. It is a part of the form: it never
/// changes.
const PRIMER: &str = include_str!("primer.json");

/// The most bytes that a length takes.
const LONGEST_LENGTH: usize = 4;

/// Returns the payload of a scenario; `None` where it would hold more than this
/// version may, or another scenario.
pub(super) fn write(scenario: &Scenario) -> Option<Vec<u8>> {
    pack(scenario).map(|packed| framed(&packed))
}

/// Puts the check and the length before packed bytes.
pub(super) fn framed(packed: &[u8]) -> Vec<u8> {
    let mut payload = check(packed).to_be_bytes().to_vec();
    let mut length = packed.len();
    loop {
        let [.., low] = (length & 0x7f).to_be_bytes();
        length >>= 7;
        if length == 0 {
            payload.push(low);
            break;
        }
        payload.push(low | 0x80);
    }
    payload.extend(packed);
    payload
}

/// Reads the scenario of a payload.
pub(super) fn read(payload: &Payload) -> Result<Scenario, LinkError> {
    let (expected, rest) = payload.bytes.split_first_chunk().ok_or(LinkError::CutOff)?;
    let digits = rest.iter().position(|byte| byte & 0x80 == 0);
    let digits = match digits {
        Some(digits) if digits < LONGEST_LENGTH => digits + 1,
        None if rest.len() < LONGEST_LENGTH => return Err(LinkError::CutOff),
        _ => return Err(LinkError::Damaged),
    };
    let (length, packed) = rest.split_at_checked(digits).ok_or(LinkError::CutOff)?;
    let length = length.iter().rev();
    let length = length.fold(0, |length, byte| length << 7 | usize::from(byte & 0x7f));
    let is_whole = check(packed) == u16::from_be_bytes(*expected);
    if packed.len() < length && !is_right_behind_any_length(*expected, rest) {
        return Err(LinkError::CutOff);
    }
    if packed.len() != length || !is_whole || !payload.is_exact {
        return Err(LinkError::Damaged);
    }
    let scenario = unpack(packed).map_err(|stop| match stop {
        Stop::TooLarge => LinkError::TooLarge,
        Stop::Damaged => LinkError::Damaged,
        Stop::Newer => LinkError::NewerContent,
    })?;
    // No writer makes such a link, and there is no text to point into.
    check_scenario(&scenario, "", &[]).map_err(|_| LinkError::Damaged)?;
    Ok(scenario)
}

/// Tells whether nothing is wrong but the length.
fn is_right_behind_any_length(expected: [u8; 2], rest: &[u8]) -> bool {
    let mut behind = (1..=LONGEST_LENGTH).filter_map(|digits| rest.get(digits..));
    behind.any(|packed| check(packed).to_be_bytes() == expected)
}

fn pack(scenario: &Scenario) -> Option<Vec<u8>> {
    let mut coder = Coder::writer(primed());
    let made = document::scenario(&mut coder, scenario);
    document::end(&mut coder, false);
    coder.finish().ok().filter(|_| made == *scenario)
}

pub(super) fn unpack(packed: &[u8]) -> Result<Scenario, Stop> {
    let mut coder = Coder::reader(packed, primed());
    let made = document::scenario(&mut coder, &Scenario::default());
    document::end(&mut coder, false);
    coder.finish().map(|_| made)
}

/// What every coder begins with.
fn primed() -> Learned {
    static PRIMED: OnceLock<Learned> = OnceLock::new();
    let primed = PRIMED.get_or_init(|| {
        let mut coder = Coder::learner();
        // It is a part of the program and read by a test.
        let primer = Scenario::from_json(PRIMER).unwrap_or_default();
        document::scenario(&mut coder, &primer);
        coder.learned()
    });
    primed.clone()
}

/// The check of bytes: it tells every change of up to 16 bits in a row.
fn check(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xffff, |check, &byte| {
        (0..8).fold(check ^ u16::from(byte) << 8, |check, _| {
            let shifted = check << 1;
            if check & 0x8000 == 0 {
                shifted
            } else {
                shifted ^ 0x1021
            }
        })
    })
}

/// Packs a scenario whatever it holds.
#[cfg(test)]
pub(super) fn bomb(scenario: &Scenario) -> Vec<u8> {
    let mut coder = Coder::writer(primed()).unbounded();
    document::scenario(&mut coder, scenario);
    document::end(&mut coder, false);
    coder.written()
}

/// Reads packed bytes that are refused; returns why, and the part of the work, in
/// percent, that this took.
#[cfg(test)]
pub(super) fn refusal(packed: &[u8]) -> (Option<Stop>, usize) {
    let mut coder = Coder::reader(packed, primed());
    document::scenario(&mut coder, &Scenario::default());
    let spent = super::coder::MOST_WORK - coder.work_left();
    (coder.finish().err(), 100 * spent / super::coder::MOST_WORK)
}

/// Packs a scenario as a version would that has more to say behind it.
#[cfg(test)]
pub(super) fn newer(scenario: &Scenario) -> Vec<u8> {
    let mut coder = Coder::writer(primed());
    document::scenario(&mut coder, scenario);
    document::end(&mut coder, true);
    coder.bits(64, 0x5eed_5eed);
    coder.written()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_primer_is_a_scenario_that_can_be_packed() {
        let primer = Scenario::from_json(PRIMER).expect("it is a part of the program");
        let packed = pack(&primer).expect("it is small");
        assert!(packed.len() < 600, "it was learned: {}", packed.len());
        assert_eq!(unpack(&packed), Ok(primer));
    }

    #[test]
    fn the_check_is_the_one_that_is_known_by_that_name() {
        assert_eq!(check(b"123456789"), 0x29b1);
    }
}

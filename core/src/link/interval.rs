//! Decisions into bytes and back: binary arithmetic coding.
//!
//! All decisions together choose a number between 0 and 1. Each splits the
//! interval that is left in the proportion of its two chances and keeps the part
//! of what was decided, so a decision that was expected costs next to nothing.
//! The bytes are the shortest number within the last interval; behind its end a
//! number goes on with zeros.

/// How likely a decision is to be yes, in parts of 65,536; never 0.
pub(super) type Chance = u16;

/// What is left to choose among: the numbers from `low` to `high`, of which the
/// digits are the bytes that are not settled yet.
struct Interval {
    low: u64,
    high: u64,
}

impl Interval {
    const WHOLE: Self = Self {
        low: 0,
        high: u64::MAX,
    };

    /// The last number of the part that means yes.
    fn split(&self, chance: Chance) -> u64 {
        self.low + ((self.high - self.low) >> 16) * u64::from(chance)
    }

    fn keep(&mut self, yes: bool, split: u64) {
        if yes {
            self.high = split;
        } else {
            self.low = split + 1;
        }
    }

    /// Takes off the first byte where all numbers that are left have the same.
    fn settled(&mut self) -> Option<u8> {
        let [first, ..] = self.low.to_be_bytes();
        let [last, ..] = self.high.to_be_bytes();
        if first != last {
            return None;
        }
        self.low <<= 8;
        self.high = self.high << 8 | 0xff;
        Some(first)
    }
}

/// Writes decisions.
pub(super) struct Writer {
    interval: Interval,
    bytes: Vec<u8>,
}

impl Writer {
    pub(super) const fn new() -> Self {
        Self {
            interval: Interval::WHOLE,
            bytes: Vec::new(),
        }
    }

    pub(super) fn write(&mut self, yes: bool, chance: Chance) {
        let split = self.interval.split(chance);
        self.interval.keep(yes, split);
        while let Some(byte) = self.interval.settled() {
            self.bytes.push(byte);
        }
    }

    /// Ends with the number of fewest bytes.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let Interval { low, high } = self.interval;
        let cuts = (0..=64).rev().step_by(8);
        let shortest = cuts
            .map(|cut| {
                high.checked_shr(cut)
                    .unwrap_or(0)
                    .checked_shl(cut)
                    .unwrap_or(0)
            })
            .find(|&number| number >= low);
        self.bytes.extend(shortest.unwrap_or(high).to_be_bytes());
        while self.bytes.last() == Some(&0) {
            self.bytes.pop();
        }
        self.bytes
    }
}

/// Reads decisions.
pub(super) struct Reader<'b> {
    interval: Interval,
    /// The digits of the number that stand where the interval's do.
    number: u64,
    rest: std::slice::Iter<'b, u8>,
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        let mut reader = Self {
            interval: Interval::WHOLE,
            number: 0,
            rest: bytes.iter(),
        };
        for _ in 0..8 {
            reader.shift();
        }
        reader
    }

    pub(super) fn read(&mut self, chance: Chance) -> bool {
        let split = self.interval.split(chance);
        let yes = self.number <= split;
        self.interval.keep(yes, split);
        while self.interval.settled().is_some() {
            self.shift();
        }
        yes
    }

    fn shift(&mut self) {
        let next = self.rest.next().copied().unwrap_or(0);
        self.number = self.number << 8 | u64::from(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_decided_is_read(
            decisions in prop::collection::vec((any::<bool>(), 1u16..), 0..400)
        ) {
            let mut writer = Writer::new();
            for &(yes, chance) in &decisions {
                writer.write(yes, chance);
            }
            let bytes = writer.finish();
            prop_assert_ne!(bytes.last(), Some(&0));
            let mut reader = Reader::new(&bytes);
            for (yes, chance) in decisions {
                prop_assert_eq!(reader.read(chance), yes);
            }
        }
    }

    #[test]
    fn what_is_expected_costs_next_to_nothing() {
        let mut writer = Writer::new();
        for _ in 0..10_000 {
            writer.write(true, 65_535);
        }
        assert!(writer.finish().len() <= 1);
    }

    /// The two halves of what is left may have their border between them for
    /// long: then the interval becomes as narrow as it can.
    #[test]
    fn an_interval_around_a_border_is_read_as_well() {
        let mut writer = Writer::new();
        let mut decisions = Vec::new();
        for _ in 0..80 {
            let yes = writer.interval.split(32_768) >= 1 << 63;
            decisions.push((yes, 32_768));
            writer.write(yes, 32_768);
        }
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        for (yes, chance) in decisions {
            assert_eq!(reader.read(chance), yes);
        }
    }
}

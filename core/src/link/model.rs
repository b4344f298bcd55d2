//! How likely a decision is, judged by what was decided before.
//!
//! A decision is looked at in several contexts, such as “the first bit of a
//! letter”, “of a letter behind `vp`” and “of a letter in a name”. Each context
//! remembers how often it was met and how it was decided; what they say is
//! weighed, and those that were right gain weight. All of it is whole numbers,
//! so every machine comes to the same.

use super::interval::Chance;

/// The most contexts that a decision has.
pub(super) const MOST_CONTEXTS: usize = 10;

/// How many contexts are remembered. Those that fall on one place share it.
const PLACES_LOG: u32 = 17;

/// How many sets of weights there are.
pub(super) const SETS: usize = 128;

/// How far chances may go towards certainty.
const SURE: i32 = 24;

/// What a context remembers.
#[derive(Clone, Copy, Default)]
struct Memory {
    /// How likely yes is, from -32,768 to 32,767.
    leaning: i16,
    /// How often it was met, up to [`MOST_COUNTED`].
    count: u16,
}

/// From how many decisions on the old ones count less and less.
const MOST_COUNTED: u16 = 120;

/// What a context is worth before it has shown it, in parts of 65,536.
const FIRST_WEIGHT: i32 = 24_000;

/// What a context is worth at most, in the same.
const MOST_WEIGHT: i32 = 16 << 16;

/// What one decision looks at.
#[derive(Clone, Copy, Default)]
struct Input {
    place: usize,
    stretched: i32,
}

/// All that was learned.
#[derive(Clone)]
pub(super) struct Model {
    memories: Vec<Memory>,
    weights: Vec<[i32; MOST_CONTEXTS]>,
    /// [`stretch`] of every chance, in steps of 16.
    stretches: Vec<i16>,
    /// The decision that is to be learned next.
    inputs: [Input; MOST_CONTEXTS],
    set: usize,
    chance: i32,
}

impl Model {
    pub(super) fn new() -> Self {
        Self {
            memories: vec![Memory::default(); 1 << PLACES_LOG],
            weights: vec![[FIRST_WEIGHT; MOST_CONTEXTS]; SETS],
            stretches: stretches(),
            inputs: [Input::default(); MOST_CONTEXTS],
            set: 0,
            chance: 0,
        }
    }

    /// Tells how likely a decision is that has these contexts, weighed by one of
    /// the sets of weights.
    pub(super) fn chance(&mut self, set: usize, contexts: &[u32], node: u32) -> Chance {
        self.inputs = [Input::default(); MOST_CONTEXTS];
        self.set = set % SETS;
        let mut sum = 0i64;
        let weights = self.weights.get(self.set).copied().unwrap_or_default();
        let inputs = self.inputs.iter_mut().zip(contexts).zip(weights);
        for ((input, context), weight) in inputs {
            input.place = place(*context, node);
            let memory = self.memories.get(input.place).copied().unwrap_or_default();
            let chance = (i32::from(memory.leaning) + 32_768) >> 4;
            let stretched = usize::try_from(chance).ok();
            let stretched = stretched.and_then(|chance| self.stretches.get(chance));
            input.stretched = stretched.copied().unwrap_or(0).into();
            sum += i64::from(input.stretched) * i64::from(weight);
        }
        self.chance = squash(sum >> 16).clamp(SURE, 65_536 - SURE);
        Chance::try_from(self.chance).unwrap_or(Chance::MAX)
    }

    /// Learns how the decision was made whose chance was asked for last, of so
    /// many contexts.
    pub(super) fn learn(&mut self, yes: bool, contexts: usize) {
        let target = if yes { 65_535 } else { 0 };
        let error = target - self.chance;
        let Some(weights) = self.weights.get_mut(self.set) else {
            return;
        };
        for (input, weight) in self.inputs.iter().zip(weights).take(contexts) {
            *weight += (input.stretched * error + (1 << 14)) >> 15;
            *weight = (*weight).clamp(-MOST_WEIGHT, MOST_WEIGHT);
            let Some(memory) = self.memories.get_mut(input.place) else {
                continue;
            };
            let leaning = i32::from(memory.leaning);
            let step = (target - 32_768 - leaning) * 2 / (2 * i32::from(memory.count) + 3);
            memory.leaning = i16::try_from(leaning + step).unwrap_or(memory.leaning);
            memory.count = (memory.count + 1).min(MOST_COUNTED);
        }
    }
}

/// Makes one number of several, such that others hardly ever make the same.
pub(super) fn hash(parts: &[u32]) -> u32 {
    parts.iter().fold(0x2545_f491, |hash, part| {
        let mixed = (hash ^ part).wrapping_mul(0x9e37_79b1);
        mixed ^ mixed >> 15
    })
}

fn place(context: u32, node: u32) -> usize {
    let mixed = (context ^ node.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0xc2b2_ae35);
    (mixed >> (32 - PLACES_LOG)) as usize
}

/// The logistic function: from the logarithm of odds, in parts of 256, to a
/// chance, in parts of 65,536.
fn squash(odds: i64) -> i32 {
    /// Its values at -8, -7.5 … 8.
    const CURVE: [i32; 33] = [
        22, 36, 60, 98, 162, 267, 439, 720, 1_179, 1_921, 3_108, 4_971, 7_812, 11_955, 17_625,
        24_743, 32_768, 40_793, 47_911, 53_581, 57_724, 60_565, 62_428, 63_615, 64_357, 64_816,
        65_097, 65_269, 65_374, 65_438, 65_476, 65_500, 65_514,
    ];
    let odds = i32::try_from(odds.clamp(-2_047, 2_047)).unwrap_or(0) + 2_048;
    let mut values = CURVE.iter().skip(usize::try_from(odds >> 7).unwrap_or(0));
    match (values.next(), values.next()) {
        (Some(low), Some(high)) => low + (((high - low) * (odds & 127)) >> 7),
        _ => 32_768,
    }
}

/// The inverse of [`squash`] at every sixteenth chance.
fn stretches() -> Vec<i16> {
    let mut stretches = Vec::with_capacity(4_096);
    for odds in -2_047i16..=2_047 {
        let chance = usize::try_from(squash(odds.into()) >> 4).unwrap_or(0);
        while stretches.len() <= chance {
            stretches.push(odds);
        }
    }
    stretches.resize(4_096, 2_047);
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_that_is_always_the_same_becomes_certain() {
        let mut model = Model::new();
        for _ in 0..200 {
            model.chance(0, &[1, 2], 1);
            model.learn(true, 2);
        }
        assert!(model.chance(0, &[1, 2], 1) > 65_000);
        assert_eq!(model.chance(0, &[7, 8], 1), 32_768, "others know nothing");
    }

    #[test]
    fn the_context_that_is_right_gains_weight() {
        let mut model = Model::new();
        for round in 0..400u32 {
            let yes = round % 2 == 0;
            model.chance(0, &[7, round % 2], 1);
            model.learn(yes, 2);
        }
        assert!(model.chance(0, &[7, 0], 1) > 65_000);
        assert!(model.chance(0, &[7, 1], 1) < 500);
    }

    #[test]
    fn stretching_undoes_squashing() {
        let stretches = stretches();
        for odds in (-1_200i16..1_200).step_by(50) {
            let chance = usize::try_from(squash(odds.into()) >> 4).unwrap();
            assert!((stretches[chance] - odds).abs() < 24, "{odds}");
        }
    }
}

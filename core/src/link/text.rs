//! Texts: like one that stood there before, or letter by letter.

use std::sync::Arc;

use super::analogy::{VARIANTS, analogy};
use super::coder::{Coder, FIELDS, Field, Stop};
use super::facts::Facts;
use super::model::hash;

/// The byte behind a text. UTF-8 never has it.
const END: u8 = 0xff;

/// How many values of a field are remembered.
const MOST_RECENT: usize = 8;

/// The sets of weights from here on weigh letters.
const LETTERS: usize = 96;

/// What is remembered of texts.
#[derive(Clone)]
pub(super) struct Texts {
    /// All that was spelled, one behind the other.
    spelled: Vec<u8>,
    /// By the last three bytes, where it went on behind them.
    places: Vec<u32>,
    /// For each field, the last text and what was known of its record.
    lasts: Vec<(String, Arc<Facts>)>,
    /// For each field, the last different values, the latest first.
    recent: Vec<Vec<String>>,
}

const PLACES_LOG: u32 = 13;

impl Texts {
    pub(super) fn new() -> Self {
        Self {
            spelled: Vec::new(),
            places: vec![0; 1 << PLACES_LOG],
            lasts: vec![Default::default(); FIELDS],
            recent: vec![Vec::new(); FIELDS],
        }
    }

    fn place(&mut self, letters: u32) -> Option<&mut u32> {
        let place = hash(&[letters]) >> (32 - PLACES_LOG);
        self.places.get_mut(usize::try_from(place).ok()?)
    }
}

/// What the next letter of a text is looked at in.
#[derive(Default)]
struct Before {
    /// The letters before it, the latest in the lowest byte.
    letters: u64,
    /// The word that it goes on.
    word: u32,
    /// Where in what was spelled before it went on from here.
    ahead: usize,
    /// How long it has agreed with that.
    agreed: u32,
}

impl Coder<'_> {
    /// A text of a kind that often returns.
    pub(super) fn recent(&mut self, field: Field, context: u32, given: &str) -> String {
        // Moving it to the front.
        self.work(16);
        let mut known = self
            .learned
            .texts
            .recent
            .get_mut(field as usize)
            .map_or_else(Vec::new, std::mem::take);
        let candidates: Vec<&str> = known.iter().map(String::as_str).collect();
        let picked = self.pick(field, context, &candidates, &given);
        let text = match picked {
            Some(place) => known.remove(place),
            None => self.spell(field, "", given),
        };
        self.room(text.len());
        known.insert(0, text.clone());
        known.truncate(MOST_RECENT);
        if let Some(recent) = self.learned.texts.recent.get_mut(field as usize) {
            *recent = known;
        }
        text
    }

    /// A text of a kind that often returns, or none.
    pub(super) fn maybe_recent(
        &mut self,
        field: Field,
        context: u32,
        given: Option<&str>,
    ) -> Option<String> {
        self.flag(field, hash(&[context, 9]), given.is_some())
            .then(|| self.recent(field, context, given.unwrap_or_default()))
    }

    /// A text that relates to what is known of its record as the one of the
    /// record before did, or that of another record.
    pub(super) fn like(
        &mut self,
        field: Field,
        other: Option<(&str, &Arc<Facts>)>,
        known: &Arc<Facts>,
        given: &str,
    ) -> String {
        let last = self
            .learned
            .texts
            .lasts
            .get_mut(field as usize)
            .map_or_else(Default::default, std::mem::take);
        let others = other.iter().map(|&(text, before)| (0, text, before));
        let lasts = (0..VARIANTS).map(|variant| (variant, last.0.as_str(), &last.1));
        let mut tried: Vec<String> = Vec::new();
        let mut made = None;
        for (place, (variant, text, before)) in others.chain(lasts).enumerate() {
            // Looking for each fact at each letter, and writing what it makes.
            self.work(16 + text.len() * before.len() / 4);
            let candidate = analogy(variant, text, before, known);
            if tried.contains(&candidate) {
                continue;
            }
            let asked = u32::try_from(place + VARIANTS - usize::from(other.is_some())).unwrap_or(0);
            let is_it = self.step(
                field,
                u32::from(tried.is_empty()),
                asked,
                candidate == given,
            );
            tried.push(candidate);
            if is_it {
                self.remember(field, asked);
                made = tried.pop();
                break;
            }
        }
        let text = made.unwrap_or_else(|| {
            self.remember(field, 0);
            self.spell(field, tried.first().map_or("", String::as_str), given)
        });
        self.room(text.len());
        if let Some(last) = self.learned.texts.lasts.get_mut(field as usize) {
            *last = (text.clone(), Arc::clone(known));
        }
        text
    }

    /// A text, letter by letter. It may be much like `hint`.
    pub(super) fn spell(&mut self, field: Field, hint: &str, given: &str) -> String {
        let uuid = uuid(given);
        if self.step(field, 7, 20, uuid.is_some()) {
            let uuid = self.uuid(field, uuid.unwrap_or(0));
            return written_uuid(uuid);
        }
        let mut given = given.bytes();
        let mut hint = hint.bytes();
        let mut is_hinted = true;
        let mut before = Before::default();
        let mut text = Vec::new();
        while !self.is_stopped() {
            let hinted = hint.next();
            let hinted = if is_hinted {
                Some(hinted.unwrap_or(END))
            } else {
                hinted
            };
            let byte = self.letter(
                field,
                &before,
                hinted,
                is_hinted,
                given.next().unwrap_or(END),
            );
            is_hinted &= hinted == Some(byte);
            self.learn(&mut before, byte);
            if byte == END {
                break;
            }
            self.room(1);
            text.push(byte);
        }
        String::from_utf8(text).unwrap_or_else(|_| {
            self.stop(Stop::Damaged);
            String::new()
        })
    }

    fn letter(
        &mut self,
        field: Field,
        before: &Before,
        hinted: Option<u8>,
        is_hinted: bool,
        given: u8,
    ) -> u8 {
        let id = field as u32;
        let ahead = self.learned.texts.spelled.get(before.ahead).copied();
        let ahead = ahead.filter(|_| before.agreed > 0).unwrap_or(0);
        let agreed = before.agreed.min(12);
        let last = |count: u32| before.letters & ((1 << (8 * count)) - 1);
        let order = |count: u32| {
            let letters = last(count);
            #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
            hash(&[count, letters as u32, (letters >> 32) as u32])
        };
        let hinted_by = u32::from(hinted.unwrap_or(0)) << 1 | u32::from(is_hinted);
        let contexts = [
            hash(&[20, id]),
            order(1),
            order(2),
            order(3),
            order(4),
            order(6),
            hash(&[21, before.word]),
            hash(&[22, id, order(1)]),
            hash(&[23, ahead.into(), agreed]),
            hash(&[24, hinted_by]),
        ];
        let set =
            LETTERS + 2 * usize::try_from(agreed.min(8)).unwrap_or(0) + usize::from(is_hinted);
        let mut node = 1;
        for place in (0..8).rev() {
            let yes = self.decide(set, &contexts, node, given >> place & 1 == 1);
            node = node << 1 | u32::from(yes);
        }
        let [.., byte] = node.to_be_bytes();
        byte
    }

    /// Goes on by one letter.
    fn learn(&mut self, before: &mut Before, byte: u8) {
        let texts = &mut self.learned.texts;
        let agrees = before.agreed > 0 && texts.spelled.get(before.ahead) == Some(&byte);
        texts.spelled.push(byte);
        before.letters = before.letters << 8 | u64::from(byte);
        before.word = if byte.is_ascii_alphabetic() || byte >= 0x80 {
            hash(&[before.word, byte.to_ascii_lowercase().into()])
        } else {
            0
        };
        #[expect(clippy::cast_possible_truncation, reason = "the last three bytes")]
        let last = before.letters as u32 & 0xff_ffff;
        let end = texts.spelled.len();
        let place = texts.place(last).map_or(0, |place| {
            std::mem::replace(place, u32::try_from(end).unwrap_or(0))
        });
        if agrees {
            before.ahead += 1;
            before.agreed += 1;
        } else {
            before.ahead = usize::try_from(place).unwrap_or(0);
            before.agreed = u32::from(place > 0);
        }
    }

    fn uuid(&mut self, field: Field, given: u128) -> u128 {
        /// What a random one has in common with all others.
        const MASK: u128 = 0xf000_c000 << 48;
        const RANDOM: u128 = 0x4000_8000 << 48;
        if !self.step(field, 7, 21, given & MASK == RANDOM) {
            return self.bits(128, given);
        }
        let high = self.bits(48, given >> 80);
        let middle = self.bits(12, given >> 64);
        let low = self.bits(62, given);
        high << 80 | middle << 64 | low | RANDOM
    }
}

/// Reads a UUID that is written as they mostly are.
fn uuid(text: &str) -> Option<u128> {
    if text.len() != 36 {
        return None;
    }
    let digits: String = text.chars().filter(|&c| c != '-').collect();
    let uuid = u128::from_str_radix(&digits, 16).ok()?;
    (written_uuid(uuid) == text).then_some(uuid)
}

fn written_uuid(uuid: u128) -> String {
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        uuid >> 96,
        uuid >> 80 & 0xffff,
        uuid >> 64 & 0xffff,
        uuid >> 48 & 0xffff,
        uuid & 0xffff_ffff_ffff
    )
}

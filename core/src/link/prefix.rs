//! CIDRs and addresses as numbers.
//!
//! A text that is not written as the platform writes it (host bits, zeros in
//! front, no prefix at all) is spelled.

use super::coder::{Coder, Field};
use super::model::hash;
use crate::cidr::{Cidr, Family, address, number, parse_address};

/// What a CIDR is expected to be near to.
#[derive(Default)]
pub(super) struct Near {
    /// One that it is likely to be like in family and length.
    pub(super) like: Option<Cidr>,
    /// Addresses that it may begin at, the likely ones first.
    pub(super) guesses: Vec<Guess>,
}

/// A block that is expected: of the family, the one that an address is in, or
/// the first that begins there or behind it.
#[derive(Clone, Copy)]
pub(super) struct Guess {
    family: Family,
    from: u128,
    is_in: bool,
}

impl Guess {
    /// The block that a smaller one is in.
    pub(super) fn around(cidr: Cidr) -> Self {
        Self {
            family: cidr.family(),
            from: number(cidr.first()),
            is_in: true,
        }
    }

    /// The block so many addresses behind the beginning of another.
    pub(super) fn further(cidr: Cidr, distance: u128) -> Self {
        Self {
            family: cidr.family(),
            from: number(cidr.first()).wrapping_add(distance),
            is_in: false,
        }
    }

    /// The address as far from `cidr` as `to` is from `from`.
    pub(super) fn moved(cidr: Cidr, from: Cidr, to: Cidr) -> Option<Self> {
        let families = [cidr.family(), from.family(), to.family()];
        let distance = number(to.first()).wrapping_sub(number(from.first()));
        (families == [cidr.family(); 3]).then(|| Self::further(cidr, distance))
    }

    /// The address behind a block.
    pub(super) fn behind(cidr: Cidr) -> Self {
        Self {
            family: cidr.family(),
            from: number(cidr.last()).wrapping_add(1),
            is_in: false,
        }
    }

    /// The block of a length that begins here or next.
    fn block(self, family: Family, length: u8) -> Option<Cidr> {
        let size = 1u128.checked_shl(u32::from(family.bits().checked_sub(length)?))?;
        let from = if self.is_in {
            self.from
        } else {
            self.from.checked_next_multiple_of(size)?
        };
        let room = u32::from(128 - family.bits());
        if self.family != family || from > u128::MAX >> room {
            return None;
        }
        Cidr::containing(address(family, from), length)
    }
}

/// Reads a CIDR that is written as the platform writes it.
pub(super) fn plain(text: &str) -> Option<Cidr> {
    Cidr::parse(text)
        .ok()
        .filter(|cidr| cidr.to_string() == text)
}

impl Coder<'_> {
    /// A CIDR.
    pub(super) fn prefix(&mut self, field: Field, near: &Near, given: &str) -> String {
        // Writing the addresses that are guessed, and the one that it is.
        self.work(48);
        let cidr = plain(given);
        if !self.step(field, 30, 30, cidr.is_some()) {
            let text = self.spell(field, "", given);
            self.room(text.len());
            return text;
        }
        let text = self
            .cidr(field, near, cidr)
            .map_or_else(String::new, |cidr| cidr.to_string());
        self.room(text.len());
        text
    }

    fn cidr(&mut self, field: Field, near: &Near, given: Option<Cidr>) -> Option<Cidr> {
        let like = near.like.map(|like| (like.family(), like.length()));
        let (family, length) = like.unwrap_or((Family::Ipv4, 22));
        let is_like = given.is_some_and(|given| given.family() == family);
        let is_like = self.step(field, u32::from(length), 31, is_like);
        let family = match (family, is_like) {
            (Family::Ipv4, true) | (Family::Ipv6, false) => Family::Ipv4,
            (Family::Ipv6, true) | (Family::Ipv4, false) => Family::Ipv6,
        };
        // A length of the other family says nothing.
        let length = if is_like { length.into() } else { 200 };
        let given_length = given.map_or(0, Cidr::length);
        let length = if self.step(
            field,
            hash(&[31, family as u32]),
            33,
            u32::from(given_length) == length,
        ) {
            length
        } else {
            self.number(field, hash(&[32, family as u32]), given_length.into())
                .try_into()
                .unwrap_or(u32::MAX)
        };
        let length = u8::try_from(length)
            .ok()
            .filter(|&length| length <= family.bits());
        let Some(length) = length else {
            self.stop(super::coder::Stop::Damaged);
            return None;
        };
        let blocks = near
            .guesses
            .iter()
            .filter_map(|guess| guess.block(family, length));
        let blocks: Vec<Cidr> = blocks.collect();
        let context = hash(&[33, family as u32]);
        if length > 0
            && let Some(given) = given.or_else(|| Cidr::containing(address(family, 0), length))
            && let Some(place) = self.pick(field, context, &blocks, &given)
        {
            return blocks.get(place).copied();
        }
        let hosts = u32::from(family.bits() - length);
        let given = given.map_or(0, |given| {
            number(given.first()).checked_shr(hosts).unwrap_or(0)
        });
        let like = near
            .like
            .filter(|like| like.family() == family && like.length() > 0);
        let like = like.map(|like| (number(like.first()), like.length()));
        let mut made = 0u128;
        let mut is_near = true;
        for place in 0..u32::from(length) {
            let given = given >> (u32::from(length) - 1 - place) & 1 == 1;
            let expected = like.filter(|(_, length)| is_near && place < u32::from(*length));
            let expected =
                expected.map(|(like, _)| like >> (u32::from(family.bits()) - 1 - place) & 1 == 1);
            let yes = match expected {
                Some(expected) => {
                    let context = hash(&[34, family as u32]);
                    self.step(field, context, 600 + place, expected == given) == expected
                }
                None if place < 8 => {
                    let prefix = u32::try_from(made).unwrap_or(0) | 1 << place;
                    self.step(field, hash(&[35, family as u32]), 800 + prefix, given)
                }
                None => self.bits(1, given.into()) == 1,
            };
            is_near &= expected == Some(yes);
            made = made << 1 | u128::from(yes);
        }
        Cidr::containing(
            address(family, made.checked_shl(hosts).unwrap_or(0)),
            length,
        )
    }

    /// An address, most likely in one of these blocks.
    pub(super) fn address(&mut self, field: Field, blocks: &[Cidr], given: &str) -> String {
        self.work(48);
        let address_given = parse_address(given)
            .ok()
            .filter(|address| address.to_string() == given);
        if !self.step(field, 40, 40, address_given.is_some()) {
            let text = self.spell(field, "", given);
            self.room(text.len());
            return text;
        }
        let mut place = 0;
        for block in blocks.iter().take(8) {
            place += 1;
            let within = address_given.is_some_and(|address| block.contains_address(address));
            let offset =
                address_given.map_or(0, |given| number(given).wrapping_sub(number(block.first())));
            let given_offset = u64::try_from(offset).ok().filter(|_| within);
            if self.step(field, 41, 40 + place, given_offset.is_some()) {
                let offset = self.number(field, hash(&[42]), given_offset.unwrap_or(0));
                let address = address(
                    block.family(),
                    number(block.first()).wrapping_add(offset.into()),
                );
                let text = address.to_string();
                self.room(text.len());
                return text;
            }
        }
        let family = address_given.map_or(Family::Ipv4, Family::of);
        let family = if self.step(field, 43, 60, family == Family::Ipv6) {
            Family::Ipv6
        } else {
            Family::Ipv4
        };
        let bits = self.bits(family.bits().into(), address_given.map_or(0, number));
        let text = address(family, bits).to_string();
        self.room(text.len());
        text
    }
}

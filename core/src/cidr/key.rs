//! Sorting many prefixes by plain numbers.

use std::mem;

use ipnet::IpNet;

use super::{Cidr, Family};
use crate::order::sort_by;

/// A prefix on its way through a sort, in sixteen bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Key {
    /// The first 64 bits of its address; for IPv4, which has fewer, its length
    /// is behind them.
    pub(super) lead: u64,
    /// Which of the prefixes it is.
    pub(crate) place: u32,
    pub(super) length: u8,
}

/// Prefixes in order, those of each family by themselves. Equal ones keep the
/// order they had.
pub(crate) struct Keys<'c> {
    both: [&'c [Cidr]; 2],
    ipv4: Vec<Key>,
    ipv6: Vec<Key>,
}

impl<'c> Keys<'c> {
    /// Sorts the prefixes of two lists, which count on from the first to the
    /// second; those past the first 2³² take no part.
    ///
    /// Where addresses are spread it takes O(n) time: they are dealt out by
    /// their leading bits, a few to each bucket. At worst, O(n log n).
    pub(crate) fn sorted(both: [&'c [Cidr]; 2]) -> Self {
        let all = || both.into_iter().flatten();
        let is_ipv4 = |cidr: &Cidr| usize::from(cidr.family() == Family::Ipv4);
        let of_ipv4: usize = all().map(is_ipv4).sum();
        let of_ipv6 = both.iter().map(|list| list.len()).sum::<usize>() - of_ipv4;
        let mut ipv4 = Vec::with_capacity(of_ipv4);
        let mut ipv6 = Vec::with_capacity(of_ipv6);
        // The families are told apart once: where they come in any order, the
        // machine guesses wrong every other time.
        for (place, cidr) in (0..u32::MAX).zip(all()) {
            let key = |lead, length| Key {
                lead,
                place,
                length,
            };
            match cidr.0 {
                IpNet::V4(net) => {
                    let (address, length) = (net.addr().to_bits(), net.prefix_len());
                    let lead = u64::from(address) << 32 | u64::from(length);
                    ipv4.push(key(lead, length));
                }
                IpNet::V6(net) => {
                    let lead = (net.addr().to_bits() >> 64) as u64;
                    ipv6.push(key(lead, net.prefix_len()));
                }
            }
        }
        let mut room = vec![Key::default(); of_ipv4.max(of_ipv6)];
        deal(&mut ipv4, &mut room);
        deal(&mut ipv6, &mut room);
        let mut keys = Self { both, ipv4, ipv6 };
        keys.settle_ties();
        keys
    }

    /// Sorts those of IPv6 that differ in their last bits alone.
    fn settle_ties(&mut self) {
        let mut sorted = mem::take(&mut self.ipv6);
        for same in sorted.chunk_by_mut(|a, b| a.lead == b.lead) {
            if same.len() > 1 {
                sort_by(same, |a, b| self.cidr(*a).cmp(&self.cidr(*b)));
            }
        }
        self.ipv6 = sorted;
    }

    /// Returns the prefixes of a family.
    pub(crate) fn of(&self, family: Family) -> &[Key] {
        match family {
            Family::Ipv4 => &self.ipv4,
            Family::Ipv6 => &self.ipv6,
        }
    }

    /// Tells whether a prefix lies in one of its family that comes before it.
    pub(super) fn contains(&self, outer: Key, inner: Key) -> bool {
        match u64::BITS.checked_sub(u32::from(outer.length)) {
            // What sorts behind and shares the bits is no wider.
            Some(rest) => (outer.lead ^ inner.lead).checked_shr(rest).unwrap_or(0) == 0,
            None => match (self.cidr(outer), self.cidr(inner)) {
                (Some(outer), Some(inner)) => outer.contains(inner),
                _ => false,
            },
        }
    }

    fn cidr(&self, key: Key) -> Option<Cidr> {
        let [left, right] = self.both;
        let place = key.place as usize;
        let found = left.get(place).or_else(|| right.get(place - left.len()));
        found.copied()
    }
}

/// Sorts keys by `lead`, equal ones in the order they have: deals them into buckets by the bits that follow those
/// which all have in common, then sorts each bucket. `room` is for as many.
fn deal(keys: &mut [Key], room: &mut [Key]) {
    /// As many are sorted as fast by comparing them.
    const FEW: usize = 32;
    /// More buckets than this are too many for the nearest memory to hold their
    /// ends.
    const MOST: u32 = 18;
    if keys.len() <= FEW {
        keys.sort_by_key(|key| key.lead);
        return;
    }
    let first = keys.first().map_or(0, |key| key.lead);
    let differing = keys.iter().fold(0, |bits, key| bits | (key.lead ^ first));
    let common = differing.leading_zeros();
    if differing == 0 {
        return;
    }
    let bits = (keys.len().ilog2() - 1).min(MOST);
    #[expect(clippy::cast_possible_truncation, reason = "at most 18 bits are left")]
    let bucket = |key: &Key| ((key.lead << common) >> (u64::BITS - bits)) as usize;

    // Where each bucket begins and, while it is filled, goes on.
    let mut places = vec![0_u32; (1 << bits) + 1];
    for key in keys.iter() {
        if let Some(count) = places.get_mut(bucket(key) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for place in &mut places {
        sum += *place;
        *place = sum;
    }
    for key in keys.iter() {
        if let Some(place) = places.get_mut(bucket(key)) {
            if let Some(slot) = room.get_mut(*place as usize) {
                *slot = *key;
            }
            *place += 1;
        }
    }
    if let Some(dealt) = room.get(..keys.len()) {
        keys.copy_from_slice(dealt);
    }
    let mut begin = 0;
    for end in places {
        let bucket = begin as usize..end as usize;
        if let Some(bucket) = keys.get_mut(bucket)
            && bucket.len() > 1
        {
            deal(bucket, room);
        }
        begin = end;
    }
}

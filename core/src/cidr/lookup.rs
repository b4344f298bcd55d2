//! The longest match for an address, in a few steps however many prefixes there
//! are.

use std::net::IpAddr;

use super::key::{Key, Keys};
use super::{Cidr, Family, Nested};

/// Values by prefix, found by the longest prefix that holds an address.
///
/// Where the answer changes from one address to the next, the address space is
/// cut; and it is divided into slots of equal size, a few for each cut, that
/// know the answer, or which cut to begin at.
///
/// | operation | time |
/// |---|---|
/// | [`new`](Self::new) | O(n log n), and O(n) where addresses are spread |
/// | [`longest`](Self::longest) | O(1) where addresses are spread, at worst O(log n); IPv6 prefixes longer than 64 bits that nest d deep take O(log n + d) |
///
/// ```
/// use peerlab_core::cidr::{Cidr, PrefixMap, parse_address};
///
/// let routes = [("10.0.0.0/8", "hub"), ("10.0.4.0/22", "data"), ("fd00::/8", "hub")];
/// let routes = routes.map(|(cidr, to)| Cidr::parse(cidr).map(|cidr| (cidr, to)));
/// let table = PrefixMap::new(routes.into_iter().collect::<Result<_, _>>()?);
/// let next = |address: &str| {
///     let address = parse_address(address).ok()?;
///     table.longest(address).map(|(_, to)| *to)
/// };
/// assert_eq!(next("10.0.5.1"), Some("data"));
/// assert_eq!(next("10.9.9.9"), Some("hub"));
/// assert_eq!(next("192.168.0.1"), None);
/// # Ok::<(), peerlab_core::cidr::CidrError>(())
/// ```
#[derive(Clone, Debug)]
pub struct PrefixMap<T> {
    prefixes: Vec<Cidr>,
    values: Vec<T>,
    ipv4: Cuts<u32>,
    /// By the first half of an address, with the prefixes that are longer.
    ipv6: Cuts<u64>,
    longer: Nested<u32>,
}

impl<T> PrefixMap<T> {
    /// Indexes prefixes of both families; of equal ones the last counts. Those
    /// past the first 2³⁰ take no part.
    ///
    /// ```
    /// use peerlab_core::cidr::{Cidr, PrefixMap};
    ///
    /// let wide = Cidr::parse("10.0.0.0/8")?;
    /// let table = PrefixMap::new(vec![(wide, 1), (wide, 2)]);
    /// assert_eq!(table.longest(wide.first()), Some((wide, &2)));
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn new(prefixes: Vec<(Cidr, T)>) -> Self {
        let (prefixes, values): (Vec<Cidr>, Vec<T>) =
            prefixes.into_iter().take(NONE as usize).unzip();
        let keys = Keys::sorted([&prefixes, &[]]);
        let mut longer = Nested::EMPTY;
        for key in keys.of(Family::Ipv6).iter().filter(|key| is_long(key)) {
            if let Some(&cidr) = prefixes.get(key.place as usize) {
                longer.push(cidr, key.place);
            }
        }
        let ipv4 = Cuts::of(keys.of(Family::Ipv4));
        let ipv6 = Cuts::of(keys.of(Family::Ipv6));
        Self {
            prefixes,
            values,
            ipv4,
            ipv6,
            longer,
        }
    }

    /// Returns the longest prefix that holds an address, with its value.
    ///
    /// ```
    /// use peerlab_core::cidr::{Cidr, PrefixMap};
    ///
    /// let one = Cidr::parse("fd00::7/128")?;
    /// let table = PrefixMap::new(vec![(Cidr::parse("fd00::/64")?, 'a'), (one, 'b')]);
    /// assert_eq!(table.longest(one.first()), Some((one, &'b')));
    /// # Ok::<(), peerlab_core::cidr::CidrError>(())
    /// ```
    #[must_use]
    pub fn longest(&self, address: IpAddr) -> Option<(Cidr, &T)> {
        let place = match address {
            IpAddr::V4(address) => self.ipv4.find(address.to_bits()),
            IpAddr::V6(address) => {
                let found = self.ipv6.find((address.to_bits() >> 64) as u64);
                let longer = (found & LONGER != 0).then(|| self.longer.longest(address.to_bits()));
                longer.flatten().map_or(found & NONE, |entry| entry.value)
            }
        };
        let place = place as usize;
        Some((*self.prefixes.get(place)?, self.values.get(place)?))
    }
}

/// What an answer says where no prefix holds an address, and all that is said of
/// the place of one that does.
const NONE: u32 = (1 << 30) - 1;

/// What an answer says besides where prefixes longer than 64 bits begin.
const LONGER: u32 = 1 << 30;

/// What a slot says where the answer changes within it: which cut to begin at.
const SPLIT: u32 = 1 << 31;

fn is_long(key: &Key) -> bool {
    u32::from(key.length) > u64::BITS
}

/// The address space of a family, cut where the longest match changes. Of an
/// address it sees as many bits as a number of its kind has.
#[derive(Clone, Debug)]
struct Cuts<N> {
    /// Where each piece begins, and what is said of it.
    pieces: Vec<(N, u32)>,
    /// Equal parts of the space from the first cut on: the answer, or the piece
    /// to begin at.
    slots: Vec<u32>,
    /// How many bits of an address count within a slot.
    shift: u32,
}

impl<N: Copy + Ord + Into<u64> + TryFrom<u64>> Cuts<N> {
    /// Cuts where sorted prefixes of a family begin and end. Takes O(n) time.
    fn of(sorted: &[Key]) -> Self {
        let bits = 8 * u32::try_from(size_of::<N>()).unwrap_or(0);
        let mut cuts = Self {
            pieces: Vec::new(),
            slots: Vec::new(),
            shift: 0,
        };
        // The last address of each open prefix, and what is said of it.
        let mut open: Vec<(u64, u32)> = Vec::new();
        let around = |open: &[(u64, u32)]| open.last().map_or(NONE, |&(_, answer)| answer);
        for key in sorted {
            let host = bits.saturating_sub(u32::from(key.length));
            let rest = u64::MAX.checked_shr(u64::BITS - host).unwrap_or(0);
            // Of IPv4 the length stands behind the address.
            let first = (key.lead >> (u64::BITS - bits)) & !rest;
            while let Some(&(last, _)) = open.last()
                && last < first
            {
                open.pop();
                cuts.cut(last + 1, around(&open));
            }
            let answer = if is_long(key) {
                around(&open) | LONGER
            } else {
                key.place
            };
            cuts.cut(first, answer);
            open.push((first | rest, answer));
        }
        while let Some((last, _)) = open.pop() {
            if let Some(next) = last.checked_add(1) {
                cuts.cut(next, around(&open));
            }
        }
        cuts.divide();
        cuts
    }

    /// Cuts at an address, at or behind the last cut; not behind all of them.
    fn cut(&mut self, start: u64, answer: u32) {
        let Ok(start) = N::try_from(start) else {
            return;
        };
        match self.pieces.last_mut() {
            Some(last) if last.0 == start => last.1 = answer,
            _ => self.pieces.push((start, answer)),
        }
    }

    /// Divides the space into slots.
    fn divide(&mut self) {
        /// How many slots there are for each cut, at least, and how many at
        /// most: so few that they fit in a processor's memory.
        const EACH: usize = 4;
        const MOST: usize = 1 << 22;
        let (Some(&(begin, _)), Some(&(end, _))) = (self.pieces.first(), self.pieces.last()) else {
            return;
        };
        let begin: u64 = begin.into();
        let span = end.into() - begin;
        let wanted = (self.pieces.len() * EACH).next_power_of_two().min(MOST);
        self.shift = (u64::BITS - span.leading_zeros()).saturating_sub(wanted.ilog2());
        let mut next = 0;
        let slot = |slot: u64| {
            let first = begin + (slot << self.shift);
            let last = first.saturating_add((1 << self.shift) - 1);
            let begins = |place: usize, by| {
                let piece = self.pieces.get(place);
                piece.is_some_and(|&(start, _)| start.into() <= by)
            };
            while begins(next, first) {
                next += 1;
            }
            if begins(next, last) {
                SPLIT | u32::try_from(next - 1).unwrap_or(NONE)
            } else {
                self.pieces
                    .get(next - 1)
                    .map_or(NONE, |&(_, answer)| answer)
            }
        };
        self.slots = (0..=span >> self.shift).map(slot).collect();
    }

    /// Returns what is said of an address.
    fn find(&self, address: N) -> u32 {
        /// Mostly there are one or two more cuts in a slot; where there are
        /// more, they are halved.
        const FEW: usize = 4;
        let begin = self
            .pieces
            .first()
            .map_or(u64::MAX, |&(start, _)| start.into());
        let Some(offset) = address.into().checked_sub(begin) else {
            return NONE;
        };
        let slot = usize::try_from(offset >> self.shift).unwrap_or(usize::MAX);
        let last = self.slots.len().wrapping_sub(1);
        let Some(&found) = self.slots.get(slot.min(last)) else {
            return NONE;
        };
        if found & SPLIT == 0 {
            return found;
        }
        let from_here = self
            .pieces
            .get((found & !SPLIT) as usize..)
            .unwrap_or_default();
        let Some((&(_, mut answer), rest)) = from_here.split_first() else {
            return NONE;
        };
        for &(start, next) in rest.iter().take(FEW) {
            if start > address {
                return answer;
            }
            answer = next;
        }
        let behind = rest.partition_point(|&(start, _)| start <= address);
        let piece = behind.checked_sub(1).and_then(|place| rest.get(place));
        piece.map_or(answer, |&(_, answer)| answer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::address;
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// Addresses of both families that are near each other.
    fn any_address() -> impl Strategy<Value = IpAddr> {
        prop_oneof![
            (0u128..3, 0u128..40).prop_map(|(high, low)| {
                address(Family::Ipv4, (high * 0x7fff_ffff + low) & 0xffff_ffff)
            }),
            (0u128..3, 0u128..20, 0u128..8).prop_map(|(high, middle, low)| {
                address(Family::Ipv6, (high << 126) | (middle << 62) | low)
            }),
        ]
    }

    proptest! {
        #[test]
        fn agrees_with_looking_at_everything(
            prefixes in vec((any_address(), 0u8..=128), 0..60),
            asked in vec(any_address(), 1..60),
        ) {
            let prefixes: Vec<(Cidr, usize)> = prefixes
                .into_iter()
                .enumerate()
                .map(|(place, (address, length))| {
                    let length = length % (Family::of(address).bits() + 1);
                    (Cidr::containing(address, length).expect("a length of the family"), place)
                })
                .collect();
            let map = PrefixMap::new(prefixes.clone());
            for address in asked {
                let holding = prefixes.iter().filter(|(cidr, _)| cidr.contains_address(address));
                let longest = holding.max_by_key(|(cidr, place)| (cidr.length(), *place));
                let found = map.longest(address).map(|(cidr, &place)| (cidr, place));
                prop_assert_eq!(found, longest.copied(), "{}", address);
            }
        }
    }
}

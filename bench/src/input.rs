//! Inputs that are the same in every run.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use peerlab_core::cidr::Cidr;

/// Numbers that look random and follow from a seed (`SplitMix64`).
pub struct Numbers(u64);

impl Numbers {
    pub const fn from(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub const fn below(&mut self, bound: u64) -> u64 {
        ((self.next() as u128 * bound as u128) >> 64) as u64
    }
}

/// The private address space of IPv4.
const PRIVATE: [(u32, u32); 3] = [
    (0x0a00_0000, 0x0aff_ffff),
    (0xac10_0000, 0xac1f_ffff),
    (0xc0a8_0000, 0xc0a8_ffff),
];

/// Two sets of prefixes of one size, half of each IPv4 (/16 to /28 of private
/// space), half IPv6 (/64 of unique local space), all apart but for one in a
/// thousand of the second set that are also in the first.
pub fn prefixes(count: usize) -> [Vec<Cidr>; 2] {
    let mut numbers = Numbers::from(count as u64);
    let mut all = private(count / 2, &mut numbers);
    while all.len() < count {
        let random = u128::from(numbers.next()) << 64;
        let local = 0xfd << 120 | random >> 8 & !u128::from(u64::MAX);
        all.push(cidr(Ipv6Addr::from_bits(local).into(), 64));
    }
    for place in (1..count).rev() {
        all.swap(place, numbers.below(place as u64 + 1) as usize);
    }
    let mut right = all.split_off(count / 2);
    for cidr in &mut right {
        if numbers.below(1_000) == 0 {
            *cidr = all[numbers.below(all.len() as u64) as usize];
        }
    }
    [all, right]
}

/// Blocks of private space one behind the other, with gaps that use the space
/// up. Half a million are as many as there is room for.
fn private(count: usize, numbers: &mut Numbers) -> Vec<Cidr> {
    const SPACE: u64 = (1 << 24) + (1 << 20) + (1 << 16);
    // What a block takes on average, the way to where it may begin included.
    const BLOCK: u64 = 34;
    let gap = 2 * (SPACE / count.max(1) as u64).saturating_sub(BLOCK) + 1;
    let mut blocks = PRIVATE.into_iter();
    let (mut next, mut last) = blocks.next().expect("there are three");
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        // Each bit longer is four times as frequent.
        let length = 28 - (numbers.next().trailing_zeros() / 2).min(12);
        let size = 1 << (32 - length);
        let first = (u64::from(next) + numbers.below(gap)).next_multiple_of(size);
        let end = first + size;
        if end > u64::from(last) + 1 {
            let Some(block) = blocks.next() else { break };
            (next, last) = block;
            continue;
        }
        all.push(cidr(Ipv4Addr::from_bits(first as u32).into(), length as u8));
        next = end as u32;
    }
    all
}

/// A table of distinct IPv4 prefixes with lengths about as on the Internet, /8
/// to /32, most of them /24, and addresses to look up: half of them anywhere,
/// half within a prefix of the table.
pub fn table(routes: usize, lookups: usize) -> (Vec<Cidr>, Vec<Ipv4Addr>) {
    let mut numbers = Numbers::from(routes as u64);
    let mut seen = std::collections::HashSet::with_capacity(routes);
    let mut table = Vec::with_capacity(routes);
    while table.len() < routes {
        let length = match numbers.below(100) {
            0..2 => 8 + numbers.below(8),
            2..40 => 16 + numbers.below(8),
            40..96 => 24,
            _ => 25 + numbers.below(8),
        };
        let address = Ipv4Addr::from_bits(numbers.next() as u32);
        let route = cidr(address.into(), length as u8);
        if seen.insert(route) {
            table.push(route);
        }
    }
    let asked = (0..lookups).map(|place| {
        let anywhere = numbers.next() as u32;
        let route = table[numbers.below(routes as u64) as usize];
        let IpAddr::V4(first) = route.first() else {
            unreachable!("the table is of IPv4");
        };
        let host = u32::MAX.checked_shr(u32::from(route.length())).unwrap_or(0);
        Ipv4Addr::from_bits(if place % 2 == 0 {
            anywhere
        } else {
            first.to_bits() | (anywhere & host)
        })
    });
    let asked = asked.collect();
    (table, asked)
}

fn cidr(address: IpAddr, length: u8) -> Cidr {
    Cidr::containing(address, length).expect("a length of the family")
}

//! From the hash of a term to its number, in one column.

use crate::column::Column;

/// An open-addressed table of numbers below 2^29 with three bits of each term's hash beside them.
#[derive(Clone, Default)]
pub(super) struct Table(Column<u32>);

const BITS: u32 = 29;

fn check(hash: u64) -> u32 {
    (hash >> 3) as u32 & 0b111
}

fn slot(hash: u64, size: usize) -> usize {
    ((u128::from(hash) * size as u128) >> 64) as usize
}

impl Table {
    /// From the hashes of the terms 0, 1, 2, ….
    pub(super) fn new(hashes: &[u64]) -> Self {
        if hashes.is_empty() {
            return Self::default();
        }
        let size = hashes.len() + hashes.len() / 2 + 1;
        let mut slots = vec![u32::MAX; size];
        for (number, &hash) in hashes.iter().enumerate() {
            let mut at = slot(hash, size);
            while slots[at] != u32::MAX {
                at = if at + 1 == size { 0 } else { at + 1 };
            }
            slots[at] = check(hash) << BITS | number as u32;
        }
        Self(slots.into())
    }

    /// The number of the term with this hash that `is` accepts. O(1) on average.
    pub(super) fn find(&self, hash: u64, is: impl Fn(usize) -> bool) -> Option<usize> {
        let size = self.0.len();
        if size == 0 {
            return None;
        }
        let mut at = slot(hash, size);
        loop {
            let entry = self.0[at];
            if entry == u32::MAX {
                return None;
            }
            let number = (entry & ((1 << BITS) - 1)) as usize;
            if entry >> BITS == check(hash) && is(number) {
                return Some(number);
            }
            at = if at + 1 == size { 0 } else { at + 1 };
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.0.bytes()
    }
}

//! One sorted order of rows: the first position as a table of offsets, the rest as columns.

use std::ops::Range;

use crate::column::Column;
use crate::model::id::{self, Kind};

/// Rows sorted by all their positions: the first is found through offsets, the `T` others lie in
/// columns of their own.
///
/// Every prefix of the positions is a contiguous range, found by binary search.
#[derive(Clone)]
pub(crate) struct Order<const T: usize> {
    keys: Keys,
    /// Where the rows of each key begin, and the end.
    starts: Column<u32>,
    tail: [Column<u32>; T],
}

#[derive(Clone)]
enum Keys {
    /// One slot for each resource, then for each literal, then for each triple term.
    Dense { literals: u32, triples: u32 },
    /// The keys that occur, ascending.
    Sparse(Column<u32>),
}

/// How many terms of each kind there are.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Sizes {
    pub(crate) resources: u32,
    pub(crate) literals: u32,
    pub(crate) triples: u32,
}

impl<const T: usize> Default for Order<T> {
    fn default() -> Self {
        Self {
            keys: Keys::Sparse(Column::default()),
            starts: vec![0].into(),
            tail: std::array::from_fn(|_| Column::default()),
        }
    }
}

impl<const T: usize> Order<T> {
    /// From rows that are sorted and distinct; offsets for every resource (and every other term
    /// where `sizes` has some).
    pub(crate) fn dense(rows: &[[u32; 3]], sizes: Sizes) -> Self
    where
        [u32; 3]: Rows<T>,
    {
        let slots = sizes.resources + sizes.literals + sizes.triples;
        let keys = Keys::Dense {
            literals: sizes.resources,
            triples: sizes.resources + sizes.literals,
        };
        let mut starts = Vec::with_capacity(slots as usize + 1);
        for (at, row) in rows.iter().enumerate() {
            let slot = keys.slot(row[0]).unwrap_or(slots as usize);
            while starts.len() <= slot {
                starts.push(at as u32);
            }
        }
        starts.resize(slots as usize + 1, rows.len() as u32);
        Self {
            keys,
            starts: starts.into(),
            tail: Rows::tail(rows),
        }
    }

    /// From rows that are sorted and distinct; offsets for the keys that occur.
    pub(crate) fn sparse<const N: usize>(rows: &[[u32; N]]) -> Self
    where
        [u32; N]: Rows<T>,
    {
        let (mut keys, mut starts) = (Vec::new(), Vec::new());
        for (at, row) in rows.iter().enumerate() {
            if keys.last() != Some(&row[0]) {
                keys.push(row[0]);
                starts.push(at as u32);
            }
        }
        starts.push(rows.len() as u32);
        Self {
            keys: Keys::Sparse(keys.into()),
            starts: starts.into(),
            tail: Rows::tail(rows),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.tail[0].len()
    }

    /// The rows of a key. O(1), or O(log keys) where the keys are sparse.
    pub(crate) fn row(&self, key: u32) -> Range<u32> {
        match self.keys.slot(key) {
            Some(slot) if slot + 1 < self.starts.len() => self.starts[slot]..self.starts[slot + 1],
            _ => 0..0,
        }
    }

    /// The part of a range in which a position behind the key has a value; the positions before it
    /// must be the same all over the range. O(log range).
    pub(crate) fn narrow(&self, range: Range<u32>, position: usize, value: u32) -> Range<u32> {
        let slice = &self.tail[position][range.start as usize..range.end as usize];
        let low = slice.partition_point(|&v| v < value);
        let high = low + slice[low..].partition_point(|&v| v <= value);
        range.start + low as u32..range.start + high as u32
    }

    /// Where the rows of each slot begin, and the end.
    pub(crate) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The slot of a key, where it has one.
    pub(crate) fn slot(&self, key: u32) -> Option<usize> {
        self.keys.slot(key)
    }

    /// A column behind the key.
    pub(crate) fn column(&self, position: usize) -> &[u32] {
        &self.tail[position]
    }

    /// The next slot from `slot` on that has rows, its key and its rows.
    pub(crate) fn next_key(&self, slot: usize) -> Option<(usize, u32, Range<u32>)> {
        let starts = self.starts.get(slot..)?;
        let at = starts.windows(2).position(|w| w[0] < w[1])?;
        Some((
            slot + at,
            self.keys.key((slot + at) as u32),
            starts[at]..starts[at + 1],
        ))
    }

    /// The keys that have rows, ascending by slot, each with its rows.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (u32, Range<u32>)> + '_ {
        self.starts
            .windows(2)
            .enumerate()
            .filter(|(_, w)| w[0] < w[1])
            .map(|(slot, w)| (self.keys.key(slot as u32), w[0]..w[1]))
    }

    pub(crate) fn bytes(&self) -> usize {
        let keys = match &self.keys {
            Keys::Dense { .. } => 0,
            Keys::Sparse(keys) => keys.bytes(),
        };
        keys + self.starts.bytes() + self.tail.iter().map(Column::bytes).sum::<usize>()
    }
}

impl Keys {
    fn slot(&self, key: u32) -> Option<usize> {
        match self {
            Self::Dense { literals, triples } => {
                let (start, end) = match id::kind(key)? {
                    Kind::Resource => (0, *literals),
                    Kind::Literal => (*literals, *triples),
                    Kind::Triple => (*triples, u32::MAX),
                    Kind::Query => return None,
                };
                // Terms newer than the order have no rows in it.
                let slot = start as usize + id::index(key);
                (slot < end as usize).then_some(slot)
            }
            Self::Sparse(keys) => keys.binary_search(&key).ok(),
        }
    }

    fn key(&self, slot: u32) -> u32 {
        match self {
            Self::Dense { literals, triples } => {
                if slot < *literals {
                    id::id(Kind::Resource, slot)
                } else if slot < *triples {
                    id::id(Kind::Literal, slot - literals)
                } else {
                    id::id(Kind::Triple, slot - triples)
                }
            }
            Self::Sparse(keys) => keys[slot as usize],
        }
    }
}

impl Order<2> {
    /// Both columns behind the key, cut to a range.
    pub(crate) fn pair(&self, range: Range<u32>) -> (&[u32], &[u32]) {
        let range = range.start as usize..range.end as usize;
        (&self.tail[0][range.clone()], &self.tail[1][range])
    }
}

impl Order<3> {
    /// The rows of a range, without the key.
    pub(crate) fn triples(&self, range: Range<u32>) -> impl Iterator<Item = [u32; 3]> + '_ {
        range.map(|at| std::array::from_fn(|i| self.tail[i][at as usize]))
    }
}

/// Rows whose positions behind the first make `T` columns.
pub(crate) trait Rows<const T: usize>: Sized {
    fn tail(rows: &[Self]) -> [Column<u32>; T];
}

impl Rows<2> for [u32; 3] {
    fn tail(rows: &[Self]) -> [Column<u32>; 2] {
        std::array::from_fn(|i| rows.iter().map(|r| r[i + 1]).collect())
    }
}

impl Rows<3> for [u32; 4] {
    fn tail(rows: &[Self]) -> [Column<u32>; 3] {
        std::array::from_fn(|i| rows.iter().map(|r| r[i + 1]).collect())
    }
}

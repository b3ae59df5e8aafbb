//! Which rows of an order are shown: a bit for each.

use super::Triples;

/// A bit for each row of an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Mask(Vec<u64>);

impl Mask {
    /// No row.
    pub(crate) fn none(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(64)])
    }

    /// Every row.
    pub(crate) fn all(rows: usize) -> Self {
        let mut words = vec![u64::MAX; rows.div_ceil(64)];
        if let (Some(last), left @ 1..) = (words.last_mut(), rows % 64) {
            *last = (1 << left) - 1;
        }
        Self(words)
    }

    /// Takes out what does not pass.
    pub(crate) fn retain(&mut self, mut passes: impl FnMut(usize) -> bool) {
        for (at, word) in self.0.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                if !passes(at * 64 + bit as usize) {
                    *word &= !(1 << bit);
                }
            }
        }
    }

    /// How many rows are shown.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn set(&mut self, row: usize) {
        self.0[row / 64] |= 1 << (row % 64);
    }

    pub(crate) fn get(&self, row: usize) -> bool {
        self.0
            .get(row / 64)
            .is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// The first row from `from` on, and before `end`, that is shown.
    #[inline]
    pub(crate) fn next(&self, from: usize, end: usize) -> Option<usize> {
        if from >= end {
            return None;
        }
        let mut at = from / 64;
        let mut word = self.0.get(at)? >> (from % 64) << (from % 64);
        while word == 0 {
            at += 1;
            if at * 64 >= end {
                return None;
            }
            word = *self.0.get(at)?;
        }
        let row = at * 64 + word.trailing_zeros() as usize;
        (row < end).then_some(row)
    }
}

impl Triples {
    /// The same rows in the order OSP.
    ///
    /// Walking SPO, the rows of one object come in the order that OSP has them in.
    pub(crate) fn mask_osp(&self, spo: &Mask) -> Mask {
        let mut mask = Mask::none(self.len());
        let mut next = self.osp().starts().to_vec();
        let mut row = 0;
        for (_, _, objects) in self.by_subject() {
            for &object in objects {
                if let Some(slot) = self.osp().slot(object) {
                    if spo.get(row) {
                        mask.set(next[slot] as usize);
                    }
                    next[slot] += 1;
                }
                row += 1;
            }
        }
        mask
    }

    /// The same rows in the order POS, from those in the order OSP.
    pub(crate) fn mask_pos(&self, osp: &Mask) -> Mask {
        let mut mask = Mask::none(self.len());
        let mut next = self.pos().starts().to_vec();
        let predicates = self.osp().column(1);
        // There are few predicates, and they are resources: a table finds their slots at once.
        let keys: Vec<(u32, usize)> = self
            .pos()
            .keys()
            .filter_map(|(key, _)| Some((key, self.pos().slot(key)?)))
            .collect();
        let most = keys.iter().map(|(key, _)| *key as usize + 1).max();
        let mut slots = vec![0_u32; most.unwrap_or(0)];
        for (key, slot) in keys {
            slots[key as usize] = slot as u32;
        }
        for (row, &predicate) in predicates.iter().enumerate() {
            let at = &mut next[slots[predicate as usize] as usize];
            if osp.get(row) {
                mask.set(*at as usize);
            }
            *at += 1;
        }
        mask
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sizes;
    use super::*;
    use crate::model::id::{self, Kind};

    #[test]
    fn the_next_shown_row_is_found_across_words() {
        let mut mask = Mask::none(300);
        for row in [0, 63, 64, 130, 299] {
            mask.set(row);
        }
        assert_eq!(mask.next(0, 300), Some(0));
        assert_eq!(mask.next(1, 300), Some(63));
        assert_eq!(mask.next(65, 300), Some(130));
        assert_eq!(mask.next(65, 130), None);
        assert_eq!(mask.next(131, 300), Some(299));
        assert_eq!(mask.next(131, 299), None);
    }

    #[test]
    fn masks_of_every_order_show_the_same_triples() {
        let resource = |n: u32| id::id(Kind::Resource, n);
        let mut rows = Vec::new();
        for n in 0..5_000_u32 {
            let o = if n % 3 == 0 {
                id::id(Kind::Literal, n * 7 % 50)
            } else {
                resource(n * 13 % 90)
            };
            rows.push([resource(n * 31 % 90), resource(90 + n % 7), o]);
        }
        let sizes = Sizes {
            resources: 100,
            literals: 50,
            triples: 0,
        };
        let triples = Triples::build(rows, sizes);
        let shown = |[s, p, o]: [u32; 3]| (s + 3 * p + o) % 5 < 2;
        let mut spo = Mask::none(triples.len());
        for (row, triple) in triples.scan([None; 3]).enumerate() {
            if shown(triple) {
                spo.set(row);
            }
        }
        let osp = triples.mask_osp(&spo);
        let pos = triples.mask_pos(&osp);
        for s in [None, Some(resource(31)), Some(resource(62))] {
            for p in [None, Some(resource(90)), Some(resource(93))] {
                for o in [None, Some(resource(13)), Some(id::id(Kind::Literal, 21))] {
                    let pattern = [s, p, o];
                    let mask = [&spo, &pos, &osp][Triples::order_of(pattern)];
                    let masked: Vec<_> = triples.scan(pattern).masked(mask).collect();
                    let plain: Vec<_> = triples.scan(pattern).filter(|&t| shown(t)).collect();
                    assert_eq!(masked, plain);
                }
            }
        }
    }
}

//! The frozen triples of the default graph, in three orders.

use std::ops::Range;

use super::{Mask, Order, Sizes};

/// Which positions of a triple are given.
pub(crate) type Pattern = [Option<u32>; 3];

/// Triples in the orders SPO, POS and OSP: every pattern is a contiguous range of one of them.
#[derive(Clone, Default)]
pub(crate) struct Triples {
    spo: Order<2>,
    pos: Order<2>,
    osp: Order<2>,
}

/// The order that a range lies in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    Subject,
    Predicate,
    Object,
}

impl Triples {
    /// From triples in any order, doubles allowed.
    pub(crate) fn build(mut rows: Vec<[u32; 3]>, sizes: Sizes) -> Self {
        let subjects = Sizes {
            literals: 0,
            triples: 0,
            ..sizes
        };
        sort(&mut rows);
        rows.dedup();
        let spo = Order::dense(&rows, subjects);
        for row in &mut rows {
            row.rotate_left(1);
        }
        let mut pos_rows = rows;
        // The two further orders are independent of each other.
        let mut osp_rows: Vec<[u32; 3]> = pos_rows.iter().map(|&[p, o, s]| [o, s, p]).collect();
        let (pos, osp) = std::thread::scope(|scope| {
            let pos = scope.spawn(|| {
                sort(&mut pos_rows);
                Order::sparse(&pos_rows)
            });
            sort(&mut osp_rows);
            let osp = Order::dense(&osp_rows, sizes);
            (pos.join(), osp)
        });
        // A panic in the thread goes on here.
        let pos = pos.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Self { spo, pos, osp }
    }

    pub(crate) fn len(&self) -> usize {
        self.spo.len()
    }

    pub(crate) fn contains(&self, [s, p, o]: [u32; 3]) -> bool {
        let range = self.spo.narrow(self.spo.row(s), 0, p);
        !self.spo.narrow(range, 1, o).is_empty()
    }

    /// The triples that match. O(log n) to the first.
    pub(crate) fn scan(&self, pattern: Pattern) -> Scan<'_> {
        match pattern {
            [Some(s), None, None] => self.part(By::Subject, s, self.spo.row(s)),
            [Some(s), Some(p), None] => {
                self.part(By::Subject, s, self.spo.narrow(self.spo.row(s), 0, p))
            }
            [Some(s), Some(p), Some(o)] => {
                let range = self.spo.narrow(self.spo.row(s), 0, p);
                self.part(By::Subject, s, self.spo.narrow(range, 1, o))
            }
            [None, Some(p), None] => self.part(By::Predicate, p, self.pos.row(p)),
            [None, Some(p), Some(o)] => {
                self.part(By::Predicate, p, self.pos.narrow(self.pos.row(p), 0, o))
            }
            [None, None, Some(o)] => self.part(By::Object, o, self.osp.row(o)),
            [Some(s), None, Some(o)] => {
                self.part(By::Object, o, self.osp.narrow(self.osp.row(o), 0, s))
            }
            [None, None, None] => Scan {
                by: By::Subject,
                key: 0,
                second: &[],
                third: &[],
                rest: Some((&self.spo, 0)),
                at: 0,
                mask: None,
            },
        }
    }

    fn part(&self, by: By, key: u32, range: Range<u32>) -> Scan<'_> {
        let order = match by {
            By::Subject => &self.spo,
            By::Predicate => &self.pos,
            By::Object => &self.osp,
        };
        let at = range.start;
        let (second, third) = order.pair(range);
        Scan {
            by,
            key,
            second,
            third,
            rest: None,
            at,
            mask: None,
        }
    }

    pub(super) fn osp(&self) -> &Order<2> {
        &self.osp
    }

    pub(super) fn pos(&self) -> &Order<2> {
        &self.pos
    }

    /// Which order answers a pattern: 0 for SPO, 1 for POS, 2 for OSP.
    pub(crate) fn order_of(pattern: Pattern) -> usize {
        match pattern {
            [None, Some(_), _] => 1,
            [_, None, Some(_)] => 2,
            _ => 0,
        }
    }

    /// The triples by subject, ascending: each subject with its predicates and, in step, its objects.
    pub(crate) fn by_subject(&self) -> impl Iterator<Item = (u32, &[u32], &[u32])> {
        self.spo.keys().map(|(subject, range)| {
            let (predicates, objects) = self.spo.pair(range);
            (subject, predicates, objects)
        })
    }

    /// The predicates of the triples by subject, in step with [`by_subject`](Self::by_subject).
    pub(crate) fn by_subject_predicates(&self) -> &[u32] {
        self.spo.column(0)
    }

    /// The distinct predicates, ascending, with the number of triples of each.
    pub(crate) fn predicates(&self) -> impl Iterator<Item = (u32, usize)> + '_ {
        self.pos.keys().map(|(key, range)| (key, range.len()))
    }

    pub(crate) fn bytes(&self) -> usize {
        self.spo.bytes() + self.pos.bytes() + self.osp.bytes()
    }
}

/// Sorts rows by all their positions.
fn sort(rows: &mut [[u32; 3]]) {
    // One wide integer compares in two steps where three positions take up to three.
    rows.sort_unstable_by_key(|&[a, b, c]| (u64::from(a) << 32 | u64::from(b), c));
}

/// Triples of one range, as (subject, predicate, object).
#[derive(Clone)]
pub(crate) struct Scan<'a> {
    by: By,
    key: u32,
    second: &'a [u32],
    third: &'a [u32],
    /// For a scan of everything: the order, and the slot that comes next.
    rest: Option<(&'a Order<2>, usize)>,
    /// The row of the order that comes next.
    at: u32,
    mask: Option<&'a Mask>,
}

impl<'a> Scan<'a> {
    /// The same without the rows that a mask of its order does not show.
    pub(crate) fn masked(mut self, mask: &'a Mask) -> Self {
        self.mask = Some(mask);
        self
    }

    /// Drops what the mask hides from the beginning of the range.
    #[inline]
    fn skip_hidden(&mut self) {
        let Some(mask) = self.mask else { return };
        let from = self.at as usize;
        let end = from + self.second.len();
        let next = mask.next(from, end).unwrap_or(end);
        self.second = &self.second[next - from..];
        self.third = &self.third[next - from..];
        self.at = next as u32;
    }

    /// No triples.
    pub(crate) fn empty() -> Self {
        Self {
            by: By::Subject,
            key: 0,
            second: &[],
            third: &[],
            rest: None,
            at: 0,
            mask: None,
        }
    }

    /// Whether it goes through everything.
    pub(crate) fn is_all(&self) -> bool {
        self.rest.is_some()
    }

    /// How many triples are left, where the range is known.
    pub(crate) fn remaining(&self) -> usize {
        self.second.len()
    }
}

impl Iterator for Scan<'_> {
    type Item = [u32; 3];

    #[inline]
    fn next(&mut self) -> Option<[u32; 3]> {
        loop {
            self.skip_hidden();
            if let (Some((&second, seconds)), Some((&third, thirds))) =
                (self.second.split_first(), self.third.split_first())
            {
                (self.second, self.third) = (seconds, thirds);
                self.at += 1;
                return Some(match self.by {
                    By::Subject => [self.key, second, third],
                    By::Predicate => [third, self.key, second],
                    By::Object => [second, third, self.key],
                });
            }
            // Once at the end, it stays there: looking for it again would go through all empty slots.
            let (order, slot) = self.rest.take()?;
            let (slot, key, range) = order.next_key(slot)?;
            self.rest = Some((order, slot + 1));
            self.key = key;
            self.at = range.start;
            (self.second, self.third) = order.pair(range);
        }
    }
}

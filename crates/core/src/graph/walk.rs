//! Going through the rows of claims of a view that is held, without borrowing from it and without collecting
//! them: the first comes at once, however many there are.

use super::Snapshot;
use crate::index::Row;

/// So many rows are taken at first; then twice as many each time, up to [`MOST`].
const FEW: usize = 16;
const MOST: usize = 8192;

/// So many rows of the base are judged one by one before all are judged at once.
const ONE_BY_ONE: usize = 1024;

/// The rows of a moment's claims, in the order in which they stand: those of the base, then those that were
/// added.
#[derive(Debug)]
pub(super) struct Walk {
    taken: std::vec::IntoIter<Row>,
    /// Whose statements are left to be gone through; all together where nothing is named.
    left: Vec<Option<u32>>,
    /// How many rows of the base, and how many that were added, are behind it, of the last of what is left.
    frozen: usize,
    added: usize,
    size: usize,
}

impl Walk {
    /// Some rows that are there already.
    pub(super) fn of(rows: Vec<Row>) -> Self {
        Self::along(rows, Vec::new())
    }

    /// Every row.
    pub(super) fn all() -> Self {
        Self::along(Vec::new(), vec![None])
    }

    /// The rows of the statements with some predicates, one after the other.
    pub(super) fn of_predicates(predicates: impl DoubleEndedIterator<Item = u32>) -> Self {
        Self::along(Vec::new(), predicates.rev().map(Some).collect())
    }

    fn along(taken: Vec<Row>, left: Vec<Option<u32>>) -> Self {
        Self {
            taken: taken.into_iter(),
            left,
            frozen: 0,
            added: 0,
            size: FEW,
        }
    }

    /// The next row; always of the same snapshot.
    pub(super) fn next(&mut self, snapshot: &Snapshot) -> Option<Row> {
        loop {
            if let Some(row) = self.taken.next() {
                return Some(row);
            }
            let which = *self.left.last()?;
            let rows = self.take(snapshot, which);
            if rows.is_empty() {
                self.left.pop();
                (self.frozen, self.added) = (0, 0);
            }
            self.taken = rows.into_iter();
        }
    }

    /// The next few rows, none where there are no more.
    fn take(&mut self, snapshot: &Snapshot, which: Option<u32>) -> Vec<Row> {
        let size = self.size;
        self.size = MOST.min(2 * size);
        let mut rows = Vec::with_capacity(size);
        let claims = &snapshot.base.claims;
        let numbers = which.map(|predicate| {
            let triple = |triple| snapshot.dictionary.triple(triple);
            claims.of_part(1, predicate, triple)
        });
        let many = numbers.map_or(claims.len(), <[u32]>::len);
        while rows.len() < size && self.frozen < many {
            if self.frozen == ONE_BY_ONE {
                snapshot.judge_rows();
            }
            let number = numbers.map_or(self.frozen as u32, |numbers| numbers[self.frozen]);
            rows.extend(
                snapshot
                    .frozen_row(number)
                    .map(|row| snapshot.seen_row(row)),
            );
            self.frozen += 1;
        }
        if rows.len() == size {
            return rows;
        }
        let delta = &snapshot.delta;
        let added: Box<dyn Iterator<Item = &Row>> = match which {
            None => Box::new(delta.claims()),
            Some(predicate) => Box::new(delta.claims_by_predicate(predicate)),
        };
        for row in added.skip(self.added) {
            self.added += 1;
            if snapshot.shows_added_row(row) {
                rows.push(snapshot.seen_row(*row));
            }
            if rows.len() == size {
                break;
            }
        }
        rows
    }
}

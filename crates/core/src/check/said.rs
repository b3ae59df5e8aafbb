//! What claims say of themselves, in the columns of their rows or by plain triples.

use crate::graph::{GraphIs, Snapshot};
use crate::index::{Field, PREDICATES, Row};
use crate::model::id::NONE;

/// Which columns of claims plain triples say something of instead: most graphs have none, and then a row
/// tells all.
pub(super) struct BesideRows([bool; PREDICATES.len()]);

impl BesideRows {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        Self(PREDICATES.map(|predicate| {
            let pattern = [None, Some(predicate), None];
            snapshot.stored(pattern, GraphIs::Any).next().is_some()
        }))
    }

    /// Whether anything is said of a column by plain triples.
    pub(super) fn has(&self, field: Field) -> bool {
        self.0[field as usize]
    }

    /// The only value that a claim has in a column, or [`NONE`].
    pub(super) fn value(&self, snapshot: &Snapshot, row: &Row, field: Field) -> u32 {
        match row.get(field) {
            NONE if self.has(field) => snapshot.row_value(row, field),
            value => value,
        }
    }

    /// Whether a claim has any value of a predicate.
    pub(super) fn says(&self, snapshot: &Snapshot, row: &Row, predicate: u32) -> bool {
        let column = PREDICATES.iter().position(|&p| p == predicate);
        if column.is_some_and(|column| row.values[column] != NONE) {
            return true;
        }
        column.is_none_or(|column| self.0[column]) && {
            let pattern = [Some(row.reifier), Some(predicate), None];
            snapshot.stored(pattern, GraphIs::Any).next().is_some()
        }
    }
}

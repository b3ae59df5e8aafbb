//! Many at once: what a table brings, written in one go.

use rustc_hash::FxHashSet;

use super::Transaction;
use super::draft::{Draft, MANY};
use crate::dictionary::StorageError;
use crate::index::{Parts, Quad, Row};
use crate::model::id::NONE;

/// What is to be written when nothing can fail any more.
#[derive(Debug, Default)]
pub(crate) struct Bulk {
    /// Said on their own.
    pub(crate) statements: Vec<[u32; 3]>,
    /// Claims that are not there.
    pub(crate) claims: Vec<Row>,
}

impl Transaction {
    /// Writes what a table brings; all ids are others afterwards.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where it does not fit.
    ///
    /// # Complexity
    /// O(n log n) in it and what is there where there is much of it, else O(log n) for each.
    pub(crate) fn put_bulk(&mut self, bulk: Bulk) -> Result<(), StorageError> {
        self.draft.put_bulk(bulk)?;
        self.forget_roles();
        self.tidy()
    }
}

impl Draft {
    fn put_bulk(&mut self, mut bulk: Bulk) -> Result<(), StorageError> {
        if bulk.statements.len() + bulk.claims.len() < MANY {
            for statement in bulk.statements {
                self.say(statement);
            }
            for row in bulk.claims {
                self.put_claim(row);
            }
            return Ok(());
        }
        let mut parts = Parts::default();
        bulk.statements.sort_unstable();
        bulk.statements.dedup();
        for &[s, p, o] in &bulk.statements {
            if !self.say_if_there([s, p, o, NONE]) {
                parts.triples.push([s, p, o]);
            }
        }
        let mut held: FxHashSet<Quad> = FxHashSet::default();
        for row in bulk.claims {
            self.take_note(&row);
            let [s, p, o] = row.statement;
            if row.asserts
                && bulk.statements.binary_search(&[s, p, o]).is_err()
                && !self.now.is_stored(row.quad())
                && held.insert(row.quad())
            {
                parts.triples.push([s, p, o]);
                parts.held.push((row.triple, row.quad()));
            }
            parts.claims.push(row);
        }
        self.mark_changed();
        self.compact(parts, &[])?;
        Ok(())
    }
}

//! Many at once: what a table brings, written in one go.

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
        // In their order, so that one look-up finds what the one before it has brought near.
        let mut held: Vec<(Quad, u32)> = Vec::with_capacity(bulk.claims.len());
        self.take_note(&bulk.claims);
        for row in &bulk.claims {
            if row.asserts {
                held.push((row.quad(), row.triple));
            }
        }
        held.sort_unstable();
        held.dedup();
        for (quad, triple) in held {
            let [s, p, o, _] = quad;
            if bulk.statements.binary_search(&[s, p, o]).is_err() && !self.now.is_stored(quad) {
                parts.triples.push([s, p, o]);
                parts.held.push((triple, quad));
            }
        }
        parts.claims = bulk.claims;
        self.mark_changed();
        self.compact(parts, &[])?;
        Ok(())
    }
}

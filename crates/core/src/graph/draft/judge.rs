//! Who holds what RDF has touched: at the end of each call, and once more at the commit.

use rustc_hash::FxHashSet;

use super::{Draft, Key};
use crate::dictionary::StorageError;
use crate::graph::GraphIs;
use crate::graph::fold::{Grounds, fold};
use crate::index::{Quad, Row, Tree};

impl Draft {
    /// Folds what the call has touched, and judges who holds it.
    ///
    /// # Errors
    /// [`StorageError::Limit`] where a triple term that a reification spells out does not fit.
    pub(crate) fn end_call(&mut self) -> Result<(), StorageError> {
        for resource in std::mem::take(&mut self.dirty) {
            if self.now.has_rows() {
                self.unfold(resource);
            }
            let stored: Vec<Quad> = self
                .now
                .stored([Some(resource), None, None], GraphIs::Any)
                .collect();
            let folded = fold(resource, stored.clone(), &self.now.dictionary)?;
            for quad in stored {
                // What is left plain is in order.
                if folded.plain.binary_search(&quad).is_err() {
                    self.now.erase(quad);
                }
            }
            if let Some(evidence) = folded.evidence {
                self.now.delta.put_evidence(evidence);
            }
            for row in folded.rows {
                self.now.put_row(row);
                if !self.before.contains(&row.key()) {
                    self.read.insert(row.key(), ());
                    self.fresh.insert(row.key(), ());
                }
                let quad = row.quad();
                self.touch(quad, self.now.is_stored(quad));
            }
            self.now.forget_gone_rows(resource);
        }
        self.dirty.clear();
        for quad in std::mem::take(&mut self.touched) {
            self.judge(quad);
        }
        Ok(())
    }

    /// What decides whether a row asserts.
    pub(super) fn grounds(&self, row: &Row) -> Grounds {
        let graph = GraphIs::of(row.graph);
        Grounds::read(row, &self.now.dictionary, |predicate| {
            let pattern = [Some(row.reifier), Some(predicate), None];
            self.now.stored(pattern, graph).map(|q| q[2]).collect()
        })
    }

    /// Judges the bits of a quad and of the claims on it.
    fn judge(&mut self, quad: Quad) {
        let [s, p, o, g] = quad;
        let stored = self.now.is_stored(quad);
        let rows: Vec<Row> = if stored {
            // Of all others nothing has changed that counts.
            let mut keys: Vec<Key> = keys_on(&self.before, quad)
                .chain(keys_on(&self.read, quad))
                .chain(keys_on(&self.fresh, quad))
                .collect();
            keys.sort_unstable();
            keys.dedup();
            keys.iter().filter_map(|key| self.row(key)).collect()
        } else {
            let rows = self.now.claims_of_statement([s, p, o]);
            rows.filter(|row| row.graph == g).collect()
        };
        let mut held_by_fresh = false;
        let mut holding: FxHashSet<Key> = FxHashSet::default();
        for row in rows {
            let key = row.key();
            let asserts = match self.before.get(&key) {
                Some(before)
                    if !self.reread.contains(&row.reifier)
                        && before.grounds == self.grounds(&row) =>
                {
                    before.asserts && !self.deleted.contains(&quad)
                }
                None if !self.read.contains(&key) => row.asserts,
                _ => self.grounds(&row).assert(),
            } && stored;
            if asserts != row.asserts {
                self.now.put_row(Row { asserts, ..row });
            }
            held_by_fresh |= asserts && self.fresh.contains(&key);
            if asserts {
                holding.insert(key);
            }
        }
        if !stored {
            return;
        }
        let before = self.bits.get(&quad).copied().flatten();
        if self.inserted.contains(&quad) {
            self.now.set_bare(
                quad,
                if held_by_fresh {
                    before.unwrap_or(false)
                } else {
                    true
                },
            );
        } else if let Some(before) = before {
            let mut on = keys_on(&self.before, quad);
            let asserted = |key: &Key| self.before.get(key).is_some_and(|row| row.asserts);
            let lost = on.any(|key| asserted(&key) && !holding.contains(&key));
            self.now.set_bare(quad, before || lost);
        }
    }

    /// The row of a key, where it is still there.
    fn row(&self, key: &Key) -> Option<Row> {
        let mut rows = self.now.claims_of_reifier(key[4]);
        rows.find(|row| row.key() == *key)
    }

    /// Judges everything that RDF has touched since the transaction began.
    pub(crate) fn finish(&mut self) -> Result<(), StorageError> {
        self.end_call()?;
        for quad in self.bits.iter().map(|(quad, _)| *quad).collect::<Vec<_>>() {
            self.judge(quad);
        }
        Ok(())
    }
}

/// The keys that begin with a quad.
fn keys_on<V: Clone>(tree: &Tree<Key, V>, quad: Quad) -> impl Iterator<Item = Key> {
    let [s, p, o, g] = quad;
    let from = tree.from(&[s, p, o, g, 0]);
    from.map(|(key, _)| *key)
        .take_while(move |key| key[..4] == quad)
}

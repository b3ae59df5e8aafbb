//! Who holds what RDF has touched: at the end of each call, and once more at the commit.

use rustc_hash::FxHashSet;

use super::{Draft, Key};
use crate::dictionary::StorageError;
use crate::graph::GraphIs;
use crate::graph::fold::{Grounds, fold};
use crate::index::{Quad, Row};
use crate::model::id::NONE;

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
        let graph = graph_is(row.graph);
        Grounds::read(row, &self.now.dictionary, |predicate| {
            let pattern = [Some(row.reifier), Some(predicate), None];
            self.now.stored(pattern, graph).map(|q| q[2]).collect()
        })
    }

    /// Judges the bits of a quad and of the claims on it.
    fn judge(&mut self, quad: Quad) {
        let [s, p, o, g] = quad;
        let stored = self.now.is_stored(quad);
        let rows: Vec<Row> = self
            .now
            .claims_of_statement([s, p, o])
            .filter(|r| r.graph == g)
            .collect();
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
            let on = self.before.from(&[s, p, o, g, 0]);
            let mut on = on.take_while(|(key, _)| key[..4] == quad);
            let lost = on.any(|(key, row)| row.asserts && !holding.contains(key));
            self.now.set_bare(quad, before || lost);
        }
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

fn graph_is(graph: u32) -> GraphIs {
    if graph == NONE {
        GraphIs::Default
    } else {
        GraphIs::Named(graph)
    }
}

//! The triples and rows of a snapshot in order of their subjects, as writers go through them: the
//! frozen ones and those that came since, as one run.

use super::Snapshot;
use crate::index::{Merged, Row};
use crate::model::id::NONE;

/// What sorts a row among those of one graph.
fn by_statement(row: &Row) -> ([u32; 3], u32) {
    (row.statement, row.reifier)
}

impl Snapshot {
    /// The triples that are stored in a graph ([`NONE`] for the default one), by subject, predicate
    /// and object.
    pub(crate) fn stored_in_order(&self, graph: u32) -> Box<dyn Iterator<Item = [u32; 3]> + '_> {
        let (base, delta) = (&self.base, &self.delta);
        if graph != NONE {
            let frozen = base
                .quads
                .scan([None; 3], Some(graph))
                .filter(|quad| !delta.is_removed_quad(quad))
                .map(|[s, p, o, _]| [s, p, o]);
            if !delta.has_quads() {
                return Box::new(frozen);
            }
            let added = delta.quads([None; 3], Some(graph));
            let added = added.map(|[s, p, o, _]| [s, p, o]);
            return Box::new(Merged::new(frozen, added, |triple| *triple));
        }
        let frozen = base.triples.scan([None; 3]);
        match (delta.has_removed(), delta.has_triples()) {
            (false, false) => Box::new(frozen),
            (true, false) => Box::new(frozen.filter(|triple| !delta.is_removed(triple))),
            (_, true) => Box::new(Merged::new(
                frozen.filter(|triple| !delta.is_removed(triple)),
                delta.triples([None; 3]),
                |triple| *triple,
            )),
        }
    }

    /// The rows of the default graph, by statement and reifier.
    pub(crate) fn default_claims_in_order(&self) -> impl Iterator<Item = Row> + '_ {
        // Frozen rows lie in order of their triple terms, and these in order of their parts, those
        // with a triple term inside behind the others.
        let (_, nested) = self.dictionary.frozen_triples_of(0);
        let nested = self.base.claims.of_triples(nested);
        let flat_end = if nested.is_empty() {
            self.base.claims.len() as u32
        } else {
            nested.start
        };
        let in_default = |row: &Row| row.graph == NONE;
        let flat = (0..flat_end).filter_map(|row| self.frozen_row(row));
        let mut nested: Vec<Row> = nested
            .filter_map(|row| self.frozen_row(row))
            .filter(in_default)
            .collect();
        nested.sort_unstable_by_key(by_statement);
        let frozen = Merged::new(flat.filter(in_default), nested, by_statement);
        let added = self.delta.claims().copied().filter(in_default);
        Merged::new(frozen, added, by_statement)
    }

    /// The rows of named graphs, by graph, statement and reifier.
    pub(crate) fn named_claims_in_order(&self) -> Vec<Row> {
        if !self.has_named_claims() {
            return Vec::new();
        }
        let mut rows: Vec<Row> = self.claims().filter(|row| row.graph != NONE).collect();
        rows.sort_unstable_by_key(|row| (row.graph, by_statement(row)));
        rows
    }

    /// The resources that have rows, ascending.
    pub(crate) fn reifiers(&self) -> impl Iterator<Item = u32> + '_ {
        let removed = self.delta.removed_claims() > 0;
        let frozen = self
            .base
            .claims
            .reifiers()
            .filter(move |&r| !removed || self.claims_of_reifier(r).next().is_some());
        let mut last = NONE;
        Merged::new(frozen, self.delta.reifiers(), |r| *r)
            .filter(move |&r| std::mem::replace(&mut last, r) != r)
    }
}

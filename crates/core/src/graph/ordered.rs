//! The triples and rows of a snapshot in order of their subjects, as writers go through them: the
//! frozen ones and those that came since, as one run.

use super::{GraphIs, Snapshot};
use crate::index::{Merged, Quad, Row};
use crate::model::id::NONE;

/// What sorts a row among those of one graph.
fn by_statement(row: &Row) -> ([u32; 3], u32) {
    (row.statement, row.reifier)
}

impl Snapshot {
    /// The triples that are stored in a graph ([`NONE`] for the default one), by subject, predicate
    /// and object.
    ///
    /// Of a narrow view what is not in the columns of the default graph is sorted here, and takes
    /// memory.
    pub(crate) fn stored_in_order(&self, graph: u32) -> Box<dyn Iterator<Item = [u32; 3]> + '_> {
        if self.sight().is_some() {
            return self.shown_in_order(graph);
        }
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

    fn shown_in_order(&self, graph: u32) -> Box<dyn Iterator<Item = [u32; 3]> + '_> {
        let mut shown = self.stored([None; 3], GraphIs::of(graph));
        let triple = |[s, p, o, _]: Quad| [s, p, o];
        let mut rest: Vec<[u32; 3]> = shown
            .rest
            .take()
            .into_iter()
            .flatten()
            .map(triple)
            .collect();
        rest.sort_unstable();
        Box::new(Merged::new(shown.map(triple), rest, |triple| *triple))
    }

    /// The rows of the default graph, by statement and reifier.
    pub(crate) fn default_claims_in_order(&self) -> Box<dyn Iterator<Item = Row> + '_> {
        if self.is_merged() {
            // One graph may have what another has.
            let mut rows: Vec<Row> = self.claims().filter(|row| row.graph == NONE).collect();
            rows.sort_unstable_by_key(by_statement);
            rows.dedup_by_key(|row| by_statement(row));
            return Box::new(rows.into_iter());
        }
        // Frozen rows lie in order of their triple terms, and these in order of their parts, those
        // with a triple term inside behind the others.
        let nested = self.dictionary.frozen_nested();
        let nested = self.base.claims.of_triples(nested);
        let flat_end = if nested.is_empty() {
            self.base.claims.len() as u32
        } else {
            nested.start
        };
        self.judge_rows();
        let in_default = |row: &Row| row.graph == NONE;
        let row = move |row| self.frozen_row(row).filter(in_default);
        let mut nested: Vec<Row> = nested.filter_map(row).collect();
        nested.sort_unstable_by_key(by_statement);
        let frozen = Merged::new((0..flat_end).filter_map(row), nested, by_statement);
        let added = self.delta.claims().copied();
        let added = added.filter(move |row| self.shows_added_row(row) && in_default(row));
        Box::new(Merged::new(frozen, added, by_statement))
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
        self.judge_rows();
        let whole = self.delta.removed_claims() == 0 && self.sight().is_none();
        let mut last = NONE;
        Merged::new(self.base.claims.reifiers(), self.delta.reifiers(), |r| *r)
            .filter(move |&r| std::mem::replace(&mut last, r) != r)
            .filter(move |&r| whole || self.claims_of_reifier(r).next().is_some())
    }
}

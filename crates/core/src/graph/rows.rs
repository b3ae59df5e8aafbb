//! The rows of claims and evidence of a snapshot: those of the base that are still there, and those
//! that were added; of a narrow view those that it shows.
//!
//! `rows…` give them with the graphs that they stand in, `claims…` with the graph that they are seen in,
//! which is another where a view merges graphs.

use crate::index::{EvidenceRow, Row};
use crate::model::id::{self, NONE};

use super::Snapshot;

impl Snapshot {
    pub(super) fn frozen_row(&self, row: u32) -> Option<Row> {
        if self.delta.is_removed_claim(row) {
            return None;
        }
        let claims = &self.base.claims;
        let found = claims.row(row, self.dictionary.triple(claims.triple(row)));
        match self.sight() {
            Some(sight) if !sight.shows_frozen(row, &found) => None,
            _ => Some(found),
        }
    }

    fn added_row(&self, row: &Row) -> Option<Row> {
        self.shows_added_row(row).then_some(*row)
    }

    /// Whether a view shows a row that was added.
    pub(super) fn shows_added_row(&self, row: &Row) -> bool {
        self.sight().is_none_or(|sight| sight.passes(row))
    }

    /// Whether a view shows the base's row of a number.
    pub(super) fn shows_frozen_row(&self, row: u32) -> bool {
        if self.delta.is_removed_claim(row) {
            return false;
        }
        match self.sight() {
            None => true,
            Some(sight) => match sight.judged(row) {
                Some(shown) => shown,
                None => self.frozen_row(row).is_some(),
            },
        }
    }

    /// Before all rows are gone through: judges them at once, which is faster than one by one.
    pub(super) fn judge_rows(&self) {
        if let Some(sight) = self.sight() {
            let _ = sight.rows();
        }
    }

    /// The graph that something of a graph is seen in.
    pub(super) fn seen_in(&self, graph: u32) -> u32 {
        let merged = self
            .sight()
            .is_some_and(|sight| sight.rules().merged().is_some());
        if merged { NONE } else { graph }
    }

    pub(super) fn seen_row(&self, row: Row) -> Row {
        Row {
            graph: self.seen_in(row.graph),
            ..row
        }
    }

    /// How many rows of claims there are.
    pub(crate) fn claim_count(&self) -> usize {
        match self.sight() {
            None => {
                self.base.claims.len() - self.delta.removed_claims() + self.delta.added_claims()
            }
            Some(sight) => sight.claim_count(),
        }
    }

    /// Every row of a claim.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        self.judge_rows();
        (0..self.base.claims.len() as u32)
            .filter_map(|row| self.frozen_row(row))
            .chain(self.delta.claims().filter_map(|row| self.added_row(row)))
    }

    /// Every row of a claim.
    pub(crate) fn claims(&self) -> impl Iterator<Item = Row> + '_ {
        self.rows().map(|row| self.seen_row(row))
    }

    /// The rows of a reifier.
    pub(super) fn rows_of_reifier(&self, reifier: u32) -> impl Iterator<Item = Row> + '_ {
        let claims = &self.base.claims;
        let frozen = if id::is_resource(reifier) {
            claims.of_reifier(reifier)
        } else {
            &[]
        };
        frozen.iter().filter_map(|&row| self.frozen_row(row)).chain(
            self.delta
                .claims_by_reifier(reifier)
                .filter_map(|row| self.added_row(row)),
        )
    }

    /// The rows of a reifier.
    pub(crate) fn claims_of_reifier(&self, reifier: u32) -> impl Iterator<Item = Row> + '_ {
        self.rows_of_reifier(reifier).map(|row| self.seen_row(row))
    }

    /// Whether a resource is a reifier.
    pub(crate) fn is_reifier(&self, resource: u32) -> bool {
        id::is_resource(resource)
            && self.base.claims.is_reifier(resource)
            && self.rows_of_reifier(resource).next().is_some()
            || self.delta.has_claims() && self.rows_of_reifier(resource).next().is_some()
    }

    /// The rows of a statement, by its triple term.
    pub(super) fn rows_of_triple(&self, triple: u32) -> impl Iterator<Item = Row> + '_ {
        self.rows_of_statement(self.dictionary.triple(triple))
    }

    pub(super) fn rows_of_statement(&self, statement: [u32; 3]) -> impl Iterator<Item = Row> + '_ {
        let frozen = if self.base.claims.len() == 0 {
            0..0
        } else {
            self.dictionary
                .triple_id(statement)
                .map_or(0..0, |triple| self.base.claims.of_triple(triple))
        };
        frozen.filter_map(|row| self.frozen_row(row)).chain(
            self.delta
                .claims_of(&statement)
                .filter_map(|row| self.added_row(row)),
        )
    }

    /// The rows of a statement, in every graph.
    pub(crate) fn claims_of_statement(
        &self,
        statement: [u32; 3],
    ) -> impl Iterator<Item = Row> + '_ {
        self.rows_of_statement(statement)
            .map(|row| self.seen_row(row))
    }

    /// The rows of the statements about a subject.
    pub(super) fn rows_of_subject(&self, subject: u32) -> impl Iterator<Item = Row> + '_ {
        let claims = &self.base.claims;
        self.dictionary
            .frozen_triples_of(subject)
            .flat_map(|triples| claims.of_triples(triples))
            .filter_map(|row| self.frozen_row(row))
            .chain(
                self.delta
                    .claims_of(&[subject])
                    .filter_map(|row| self.added_row(row)),
            )
    }

    /// The rows of the statements about a subject.
    pub(crate) fn claims_of_subject(&self, subject: u32) -> impl Iterator<Item = Row> + '_ {
        self.rows_of_subject(subject).map(|row| self.seen_row(row))
    }

    /// The rows of the statements with a predicate.
    pub(super) fn rows_of_predicate(&self, predicate: u32) -> impl Iterator<Item = Row> + '_ {
        let triple = |triple| self.dictionary.triple(triple);
        let frozen = self.base.claims.of_part(1, predicate, triple).iter();
        frozen.filter_map(|&row| self.frozen_row(row)).chain(
            self.delta
                .claims_by_predicate(predicate)
                .filter_map(|row| self.added_row(row)),
        )
    }

    /// The rows of the statements with an object.
    pub(super) fn rows_of_object(&self, object: u32) -> impl Iterator<Item = Row> + '_ {
        let triple = |triple| self.dictionary.triple(triple);
        let frozen = self.base.claims.of_part(2, object, triple).iter();
        frozen.filter_map(|&row| self.frozen_row(row)).chain(
            self.delta
                .claims_by_object(object)
                .filter_map(|row| self.added_row(row)),
        )
    }

    /// The rows of the statements with an object.
    pub(crate) fn claims_of_object(&self, object: u32) -> impl Iterator<Item = Row> + '_ {
        self.rows_of_object(object).map(|row| self.seen_row(row))
    }

    fn shows_evidence(&self, node: u32) -> bool {
        self.sight().is_none_or(|sight| sight.shows_evidence(node))
    }

    /// The values of a node of evidence.
    pub(crate) fn evidence_of(&self, node: u32) -> Option<[u32; 5]> {
        if !id::is_resource(node) {
            return None;
        }
        self.delta
            .evidence(&self.base.evidence, node)
            .filter(|_| self.shows_evidence(node))
    }

    /// Whether a view shows the base's row of evidence of a number.
    pub(super) fn shows_evidence_row(&self, row: u32) -> bool {
        !self.delta.is_removed_evidence(row) && self.shows_evidence(self.base.evidence.node(row))
    }

    /// The rows of evidence that were added; where one is given, those with a value in a column.
    pub(super) fn added_evidence(
        &self,
        with: Option<(usize, u32)>,
    ) -> impl Iterator<Item = EvidenceRow> + '_ {
        let rows: Box<dyn Iterator<Item = EvidenceRow> + '_> = match with {
            Some((column, value)) => self.delta.evidence_with(column, value),
            None => Box::new(self.delta.evidence_rows()),
        };
        rows.filter(|(node, _)| self.shows_evidence(*node))
    }

    /// Every row of evidence.
    pub(crate) fn evidence_rows(&self) -> impl Iterator<Item = EvidenceRow> + '_ {
        let evidence = &self.base.evidence;
        (0..evidence.len() as u32)
            .filter(|&row| self.shows_evidence_row(row))
            .map(|row| (evidence.node(row), evidence.values(row)))
            .chain(self.added_evidence(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Graph, ReadOptions};

    #[test]
    fn claims_on_nested_triple_terms_are_found_by_their_subject_at_every_depth() {
        let reifies = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>";
        let line = |n: u32| {
            let said = (0..=n % 5).fold(format!("<http://a.example/o{}>", n % 7), |said, depth| {
                let subject = (n * 7 + depth * 3) % 11;
                format!("<<( <http://a.example/s{subject}> <http://a.example/p> {said} )>>")
            });
            format!("<http://a.example/r{n}> {reifies} {said} .\n")
        };
        let text: String = (0..60).map(line).collect();
        let graph = Graph::new();
        let options = ReadOptions::new().format(Format::NTriples);
        graph.read_from(text.as_bytes(), options).unwrap();
        graph.compact().unwrap();
        let view = graph.view();
        let snapshot = view.snapshot();
        let all: Vec<Row> = snapshot.claims().collect();
        let nested = all.iter().filter(|row| id::is_triple(row.statement[2]));
        assert_eq!((all.len(), nested.count()), (60, 48));
        for subject in all.iter().map(|row| row.statement[0]) {
            let mut found: Vec<_> = snapshot.claims_of_subject(subject).collect();
            let mut wanted = all.clone();
            wanted.retain(|row| row.statement[0] == subject);
            found.sort_unstable_by_key(Row::key);
            wanted.sort_unstable_by_key(Row::key);
            assert_eq!(found, wanted);
        }
        for row in &all {
            assert!(
                snapshot
                    .claims_of_statement(row.statement)
                    .any(|it| it == *row)
            );
        }
    }
}

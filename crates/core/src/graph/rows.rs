//! The rows of claims and evidence of a snapshot: those of the base that are still there, and those
//! that were added.

use crate::index::{EvidenceRow, Row};
use crate::model::id;

use super::Snapshot;

impl Snapshot {
    pub(super) fn frozen_row(&self, row: u32) -> Option<Row> {
        if self.delta.is_removed_claim(row) {
            return None;
        }
        let claims = &self.base.claims;
        Some(claims.row(row, self.dictionary.triple(claims.triple(row))))
    }

    /// How many rows of claims there are.
    pub(crate) fn claim_count(&self) -> usize {
        self.base.claims.len() - self.delta.removed_claims() + self.delta.added_claims()
    }

    /// Every row of a claim.
    pub(crate) fn claims(&self) -> impl Iterator<Item = Row> + '_ {
        (0..self.base.claims.len() as u32)
            .filter_map(|row| self.frozen_row(row))
            .chain(self.delta.claims().copied())
    }

    /// The rows of a reifier.
    pub(crate) fn claims_of_reifier(&self, reifier: u32) -> impl Iterator<Item = Row> + '_ {
        let claims = &self.base.claims;
        let frozen = if id::is_resource(reifier) {
            claims.of_reifier(reifier)
        } else {
            &[]
        };
        frozen
            .iter()
            .filter_map(|&row| self.frozen_row(row))
            .chain(self.delta.claims_by_reifier(reifier).copied())
    }

    /// Whether a resource is a reifier.
    pub(crate) fn is_reifier(&self, resource: u32) -> bool {
        id::is_resource(resource)
            && self.base.claims.is_reifier(resource)
            && self.claims_of_reifier(resource).next().is_some()
            || self.delta.has_claims() && self.delta.claims_by_reifier(resource).next().is_some()
    }

    /// The rows of a statement, by its triple term.
    pub(crate) fn claims_of_triple(&self, triple: u32) -> impl Iterator<Item = Row> + '_ {
        self.claims_of_statement(self.dictionary.triple(triple))
    }

    /// The rows of a statement, in every graph.
    pub(crate) fn claims_of_statement(
        &self,
        statement: [u32; 3],
    ) -> impl Iterator<Item = Row> + '_ {
        let frozen = if self.base.claims.len() == 0 {
            0..0
        } else {
            self.dictionary
                .triple_id(statement)
                .map_or(0..0, |triple| self.base.claims.of_triple(triple))
        };
        frozen
            .filter_map(|row| self.frozen_row(row))
            .chain(self.delta.claims_of(&statement).copied())
    }

    /// The rows of the statements about a subject.
    pub(crate) fn claims_of_subject(&self, subject: u32) -> impl Iterator<Item = Row> + '_ {
        let claims = &self.base.claims;
        let (flat, nested) = self.dictionary.frozen_triples_of(subject);
        claims
            .of_triples(flat)
            .chain(claims.of_triples(nested))
            .filter_map(|row| self.frozen_row(row))
            .filter(move |row| row.statement[0] == subject)
            .chain(self.delta.claims_of(&[subject]).copied())
    }

    /// The rows of the statements with a predicate.
    pub(crate) fn claims_of_predicate(&self, predicate: u32) -> impl Iterator<Item = Row> + '_ {
        let triple = |triple| self.dictionary.triple(triple);
        let frozen = self.base.claims.of_part(1, predicate, triple).iter();
        frozen
            .filter_map(|&row| self.frozen_row(row))
            .chain(self.delta.claims_by_predicate(predicate).copied())
    }

    /// The rows of the statements with an object.
    pub(crate) fn claims_of_object(&self, object: u32) -> impl Iterator<Item = Row> + '_ {
        let triple = |triple| self.dictionary.triple(triple);
        let frozen = self.base.claims.of_part(2, object, triple).iter();
        frozen
            .filter_map(|&row| self.frozen_row(row))
            .chain(self.delta.claims_by_object(object).copied())
    }

    /// The values of a node of evidence.
    pub(crate) fn evidence_of(&self, node: u32) -> Option<[u32; 5]> {
        if !id::is_resource(node) {
            return None;
        }
        self.delta.evidence(&self.base.evidence, node)
    }

    /// Every row of evidence.
    pub(crate) fn evidence_rows(&self) -> impl Iterator<Item = EvidenceRow> + '_ {
        let evidence = &self.base.evidence;
        (0..evidence.len() as u32)
            .filter(|&row| !self.delta.is_removed_evidence(row))
            .map(|row| (evidence.node(row), evidence.values(row)))
            .chain(self.delta.evidence_rows())
    }
}

//! Finding a claim that is said again after its entities were merged: its id is made of the names that
//! they had when it was first written.

use super::claim::{Modality, Polarity};
use super::identity::Identity;
use super::{Transaction, evidence_iri};
use crate::index::{Field, Row};
use crate::model::id::NONE;

/// What names a claim beside its statement, in ids.
#[derive(Clone, Debug)]
pub(crate) struct Named<'a> {
    /// [`NONE`] where there is none.
    pub(crate) source: u32,
    /// Documents with the first code point of their words, and the one after the last.
    pub(crate) evidence: Vec<(u32, u32, u32)>,
    pub(crate) attributed_to: Vec<u32>,
    pub(crate) modality: Modality,
    pub(crate) polarity: Polarity,
    pub(crate) start: &'a str,
    pub(crate) end: &'a str,
}

impl Transaction {
    /// The hash that names a claim without an id.
    pub(super) fn claim_hash(&self, statement: [u32; 3], named: &Named<'_>) -> String {
        let lens = self.lens();
        let parts = statement.map(|id| lens.snapshot.dictionary.term(id).to_string());
        let source = if named.source == NONE {
            String::new()
        } else {
            lens.iri(named.source)
        };
        let words = named.evidence.iter();
        let evidence: Vec<String> = words
            .map(|&(document, start, end)| evidence_iri(&lens.iri(document), start, end))
            .collect();
        let attributed: Vec<String> = named.attributed_to.iter().map(|&id| lens.iri(id)).collect();
        Identity {
            statement: [&parts[0], &parts[1], &parts[2]],
            source: &source,
            evidence: evidence.iter().map(String::as_str).collect(),
            attributed_to: attributed.iter().map(String::as_str).collect(),
            modality: named.modality,
            polarity: named.polarity,
            start: named.start,
            end: named.end,
        }
        .hash()
    }

    /// The claims that are there and would have the same id, had their entities always been one.
    ///
    /// O(1) where nothing was merged, else O(k) in the claims on the statement.
    pub(crate) fn said_again(
        &self,
        statement: [u32; 3],
        named: &Named<'_>,
        id: Option<&str>,
    ) -> Vec<Row> {
        let now = &self.draft.now;
        if now.aliases.is_empty() {
            return Vec::new();
        }
        if let Some(id) = id {
            let mut rows = self.with_id_of_old(id, named.source);
            rows.retain(|row| row.statement == statement);
            return rows;
        }
        let rows = now.claims_of_statement(statement);
        let rows = rows.filter(|row| row.graph == NONE && now.aliases.moved_claim(row.reifier));
        rows.filter(|row| self.is_named_so(row, named)).collect()
    }

    /// The claims with a given id, by the names that their source had.
    fn with_id_of_old(&self, id: &str, source: u32) -> Vec<Row> {
        if source == NONE {
            return Vec::new();
        }
        let now = &self.draft.now;
        let names = now.aliases.names(source).into_iter().skip(1);
        let reifiers = names.filter_map(|name| {
            let iri = self.claim_iri(id, name).ok()?;
            now.dictionary.iri(iri.as_str())
        });
        let rows = reifiers.flat_map(|reifier| now.claims_of_reifier(reifier).take(1));
        rows.filter(|row| row.get(Field::Source) == source)
            .collect()
    }

    /// Whether a claim has the id that these words gave it when it was first written.
    fn is_named_so(&self, row: &Row, named: &Named<'_>) -> bool {
        let aliases = &self.draft.now.aliases;
        let source = aliases.first_source_of(row.reifier, named.source);
        let of_source = |document: u32| {
            if document == named.source {
                source
            } else {
                document
            }
        };
        let words = named.evidence.iter();
        let attributed = named.attributed_to.iter();
        let mut first = Named {
            source,
            evidence: words
                .map(|&(document, start, end)| (of_source(document), start, end))
                .collect(),
            attributed_to: attributed
                .flat_map(|&id| aliases.first_attributed_to(row.reifier, id))
                .collect(),
            ..named.clone()
        };
        first.attributed_to.sort_unstable();
        first.attributed_to.dedup();
        let statement = aliases.first_said_of(row.reifier, row.statement);
        let iri = self.claim_prefix(source) + &self.claim_hash(statement, &first);
        self.draft.now.dictionary.iri(&iri) == Some(row.reifier)
    }
}

//! Finding a claim that is said again after its entities were merged: its id is made of the names that
//! they had when it was first written.

use super::alias::Aliases;
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
    /// O(1) where nothing named was merged. Else either the claims on the statement are asked for their first
    /// names, or each choice of first names for its claim: O(min(k, c) log n) for k claims and c choices,
    /// which are 2 where one of the two ends was merged once.
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
        let names = FirstNames::of(&now.aliases, statement, named);
        let choices = names.choices();
        if choices == 1 {
            return Vec::new();
        }
        let rows = now.claims_of_statement(statement);
        let few: Vec<Row> = rows.take(choices).collect();
        let mut rows = if few.len() < choices {
            few
        } else {
            self.of_first_names(&names, named)
        };
        rows.retain(|row| {
            row.statement == statement
                && row.graph == NONE
                && now.aliases.moved_claim(row.reifier)
                && self.is_named_so(row, named)
        });
        rows
    }

    /// The claims whose ids are made of any first names of what is said.
    fn of_first_names(&self, names: &FirstNames, named: &Named<'_>) -> Vec<Row> {
        let now = &self.draft.now;
        let [subjects, objects] = &names.ends;
        let speakers = names.speakers();
        let mut found = Vec::new();
        for (&s, &o) in subjects
            .iter()
            .flat_map(|s| objects.iter().map(move |o| (s, o)))
        {
            let statement = [s, names.predicate, o];
            for &source in &names.sources {
                for speakers in &speakers {
                    let first = named.by_first_names(source, speakers.clone());
                    let iri = self.hashed_iri(statement, &first);
                    let reifier = now.dictionary.iri(&iri);
                    let rows = reifier.map(|reifier| now.claims_of_reifier(reifier));
                    found.extend(rows.into_iter().flatten());
                }
            }
        }
        found.sort_unstable_by_key(Row::key);
        found.dedup_by_key(|row| row.key());
        found
    }

    /// The IRI of a claim without an id.
    fn hashed_iri(&self, statement: [u32; 3], named: &Named<'_>) -> String {
        self.claim_prefix(named.source) + &self.claim_hash(statement, named)
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
        let attributed = named.attributed_to.iter();
        let attributed = attributed.flat_map(|&id| aliases.first_attributed_to(row.reifier, id));
        let source = aliases.first_source_of(row.reifier, named.source);
        let first = named.by_first_names(source, attributed.collect());
        let statement = aliases.first_said_of(row.reifier, row.statement);
        let iri = self.hashed_iri(statement, &first);
        self.draft.now.dictionary.iri(&iri) == Some(row.reifier)
    }
}

impl Named<'_> {
    /// The same with a source and speakers as they were called first; evidence in the source goes along.
    fn by_first_names(&self, source: u32, mut attributed_to: Vec<u32>) -> Self {
        attributed_to.sort_unstable();
        attributed_to.dedup();
        let mut first = Self {
            source,
            attributed_to,
            ..self.clone()
        };
        for (document, ..) in &mut first.evidence {
            if *document == self.source {
                *document = source;
            }
        }
        first
    }
}

/// What the entities of a claim may have been called when it was first written.
struct FirstNames {
    predicate: u32,
    /// Of the subject and the object.
    ends: [Vec<u32>; 2],
    sources: Vec<u32>,
    /// Of each that it is attributed to.
    attributed_to: Vec<Vec<u32>>,
}

impl FirstNames {
    fn of(aliases: &Aliases, [s, predicate, o]: [u32; 3], named: &Named<'_>) -> Self {
        let attributed_to = named.attributed_to.iter();
        Self {
            predicate,
            ends: [aliases.names(s), aliases.names(o)],
            sources: aliases.names(named.source),
            attributed_to: attributed_to.map(|&id| aliases.names(id)).collect(),
        }
    }

    /// In how many ways they can be chosen. Of the names of a speaker any may have been there at once.
    fn choices(&self) -> usize {
        let ends = self.ends.iter().map(Vec::len);
        let speakers = self.attributed_to.iter().map(|names| {
            let bits = u32::try_from(names.len()).unwrap_or(u32::MAX);
            1_usize.checked_shl(bits).map_or(usize::MAX, |all| all - 1)
        });
        ends.chain([self.sources.len()])
            .chain(speakers)
            .fold(1, usize::saturating_mul)
    }

    /// Every choice of speakers.
    fn speakers(&self) -> Vec<Vec<u32>> {
        let mut all = vec![Vec::new()];
        for names in &self.attributed_to {
            let with_some = |said: &Vec<u32>| {
                let choices = 1..1_usize << names.len();
                let said = said.clone();
                choices.map(move |choice| {
                    let chosen = (0..names.len()).filter(|n| choice >> n & 1 == 1);
                    let chosen = chosen.map(|n| names[n]);
                    said.iter().copied().chain(chosen).collect()
                })
            };
            all = all.iter().flat_map(with_some).collect();
        }
        all
    }
}

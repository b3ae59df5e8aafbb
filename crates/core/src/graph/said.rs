//! What a claim says beside its statement, as it is written and as it is read back.

use std::sync::Arc;

use super::advice::ANOTHER_ID;
use super::again::Named;
use super::alias::Aliases;
use super::claim::{Claim, Modality, Polarity};
use super::documents::sha256;
use super::evidence::Piece;
use super::given::decimal;
use super::kept::{Columns, Date};
use super::value::check_filled;
use super::view::Moment;
use super::{Transaction, View};
use crate::index::{Field, Row};
use crate::model::id::{NONE, known};
use crate::model::{Iri, Literal, Time};
use crate::schema::SchemaError;
use crate::{Error, StorageError};

/// Everything that a claim says beside its statement, in ids.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) source: u32,
    pub(crate) start: Option<Time>,
    pub(crate) end: Option<Time>,
    pub(crate) confidence: Option<f64>,
    pub(crate) modality: Modality,
    pub(crate) polarity: Polarity,
    pub(crate) attributed_to: Vec<u32>,
    pub(crate) hedge: Vec<Literal>,
    pub(crate) notes: Vec<Literal>,
    pub(crate) evidence: Vec<(u32, Piece)>,
    pub(crate) asserted: Option<bool>,
}

impl Transaction {
    /// Puts a claim in, or finds the same one.
    pub(crate) fn say_claim(
        &mut self,
        statement: [u32; 3],
        said: &Said,
        id: Option<&str>,
    ) -> Result<Row, Error> {
        match self.slot(statement, said, id)? {
            Slot::Taken(row) => Ok(row),
            Slot::Free(reifier) => self.put_said(reifier, statement, said),
        }
    }

    /// Where a claim belongs; writes nothing.
    ///
    /// # Errors
    /// [`SchemaError::Conflict`] where its id is that of an entity, or of a claim that says something
    /// else.
    pub(crate) fn slot(
        &mut self,
        statement: [u32; 3],
        said: &Said,
        id: Option<&str>,
    ) -> Result<Slot, Error> {
        let iri = if let Some(id) = id {
            check_filled("id", id)?;
            self.claim_iri(id, said.source)?
        } else {
            let hash = self.claim_hash(statement, &said.identity());
            self.claim_iri(&hash, said.source)?
        };
        let reifier = self.intern_iri(iri.as_str())?;
        let mut there: Vec<Row> = self.draft.now.claims_of_reifier(reifier).take(1).collect();
        there.extend(self.said_again(statement, &said.identity(), id));
        let is_on_it = |old: &&Row| old.statement == statement;
        let same = |old: &&Row| is_on_it(old) && self.said_by(old).is_same(said);
        let was = |old: &&Row| is_on_it(old) && self.was_said(old, said);
        if let Some(old) = there.iter().find(same).or_else(|| there.iter().find(was)) {
            return Ok(Slot::Taken(*old));
        }
        if let Some(old) = there.first() {
            let what = if old.statement == statement {
                self.said_by(old).difference(said)
            } else {
                "statement"
            };
            return Err(SchemaError::Conflict {
                entity: self.lens().short(old.reifier),
                reason: format!(
                    "is in the graph with another {what}; {}",
                    ANOTHER_ID.by_hand
                ),
            }
            .into());
        }
        if self.lens().is_entity(reifier) {
            return Err(SchemaError::Conflict {
                entity: self.lens().short(reifier),
                reason: "is an entity; give the claim another id".into(),
            }
            .into());
        }
        if self.draft.now.evidence_of(reifier).is_some() {
            return Err(SchemaError::Conflict {
                entity: self.lens().short(reifier),
                reason: "is a node of evidence; give the claim another id".into(),
            }
            .into());
        }
        Ok(Slot::Free(reifier))
    }

    /// Writes a row and the triples that say what it has no columns for.
    pub(crate) fn put_said(
        &mut self,
        reifier: u32,
        statement: [u32; 3],
        said: &Said,
    ) -> Result<Row, Error> {
        let mut columns = Columns::new(said.modality, said.polarity, said.asserted);
        columns.set(Field::Source, said.source);
        for (time, field) in [(&said.start, Field::From), (&said.end, Field::To)] {
            let Some(time) = time else { continue };
            let date = self.intern_date(time)?;
            columns.date(field, date);
        }
        if let Some(confidence) = said.confidence {
            let confidence = self.intern_literal(decimal(confidence))?;
            columns.set(Field::Confidence, confidence);
        }
        let language = if said.source == NONE {
            None
        } else {
            self.document_language(said.source)
        };
        let mut nodes = Vec::new();
        for (document, piece) in &said.evidence {
            nodes.push(self.evidence_node(*document, piece, language.as_deref())?);
        }
        columns.evidence(&nodes);
        columns.also(known::ATTRIBUTED_TO, &said.attributed_to);
        for (literals, predicate) in [(&said.hedge, known::HEDGE), (&said.notes, known::NOTE)] {
            for literal in literals {
                let literal = self.intern_literal(literal.clone())?;
                columns.also(predicate, &[literal]);
            }
        }
        let triple = self.draft.now.dictionary.intern_triple(statement)?;
        let mut row = columns.row(reifier, statement, triple);
        // A claim that is there stays in the form that it came in.
        let old = self.draft.now.claims_of_reifier(reifier);
        let same = old.filter(|old| old.key() == row.key());
        if let Some(form) = same.map(|old| old.form).next() {
            row.form = form;
        }
        // What was said before of whether it holds its statement counts no more.
        for object in self.draft.now.row_values(&row, known::ASSERTED) {
            self.draft.unsay([reifier, known::ASSERTED, object]);
        }
        for (predicate, object) in columns.beside {
            self.draft.say([reifier, predicate, object]);
        }
        self.draft.put_claim(row);
        Ok(row)
    }

    /// A date as a claim keeps it.
    pub(crate) fn intern_date(&mut self, time: &Time) -> Result<Date, StorageError> {
        let id = self.intern_literal(time.clone().into())?;
        let is_canonical = super::fold::is_canonical_date(id, &self.draft.now.dictionary);
        Ok(Date::new(id, is_canonical))
    }

    /// Whether an entity can stand at the end of a property of claims.
    pub(crate) fn check_range(
        &self,
        property: &str,
        id: u32,
        label: &str,
    ) -> Result<(), SchemaError> {
        match self.schema.relation_by_iri(property) {
            Some(relation) => self
                .schema
                .check_object(relation, &self.lens().types(id), label),
            None => Ok(()),
        }
    }

    /// What a row says beside its statement.
    pub(crate) fn said_by(&self, row: &Row) -> Said {
        said_in(&self.view(), row)
    }

    /// Whether a claim once said what is to be said now, and was revised since.
    fn was_said(&self, row: &Row, said: &Said) -> bool {
        let history = &self.draft.now.history;
        history.ends_of(row.reifier).into_iter().any(|ended| {
            let view = View(Arc::new(Moment::new(
                self.draft.now.as_of(ended - 1),
                Arc::new(self.settings.clone()),
                self.schema.clone(),
                Arc::default(),
            )));
            let aliases = &self.draft.now.aliases;
            let mut old = view.snapshot().claims_of_reifier(row.reifier);
            old.any(|old| {
                aliases.resolved(old.statement) == row.statement
                    && said_in(&view, &old).resolved(aliases).is_same(said)
            })
        })
    }

    /// The IRI of a claim: `{base}claim/{document}/{id}`, or the IRI that was given.
    pub(crate) fn claim_iri(&self, id: &str, source: u32) -> Result<Iri, Error> {
        if id.contains(':') || id.starts_with("claim/") {
            let lens = self.lens();
            let iri = lens.minted_iri(id)?;
            if lens
                .snapshot
                .dictionary
                .iri(iri.as_str())
                .is_some_and(|id| lens.is_term(id))
            {
                return Err(SchemaError::Conflict {
                    entity: id.into(),
                    reason: "is a term of the schema; give the claim another id".into(),
                }
                .into());
            }
            return Ok(iri);
        }
        Ok(Iri::new(self.claim_prefix(source) + id)?)
    }

    /// What the IRIs of a source's claims begin with: `{base}claim/{document}/`. The document goes by
    /// its id; one whose IRI is in no base of the graph by the letters of it and eight digits of its
    /// SHA-256.
    pub(crate) fn claim_prefix(&self, source: u32) -> String {
        let lens = self.lens();
        let document = if source == NONE {
            String::new()
        } else {
            // What a document is called in its base, whatever else the graph holds by now: a claim
            // that is read again must get the same IRI.
            let iri = lens.iri(source);
            let local = lens
                .settings
                .all_bases()
                .filter_map(|base| iri.strip_prefix(base))
                .find(|local| !local.is_empty() && !local.contains(':'));
            // Addresses that differ in their marks alone have one slug, and a slash within a document's
            // name would let it run into the ids of another's claims.
            match local.filter(|local| !local.contains('/')) {
                Some(local) => format!("{local}/"),
                None => format!("{}-{}/", crate::names::slug(&iri), &sha256(&iri)[..8]),
            }
        };
        format!("{}claim/{document}", lens.settings.base())
    }
}

/// Where a claim belongs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slot {
    /// It is there already.
    Taken(Row),
    /// It is not there, and this is what reifies it.
    Free(u32),
}

impl Said {
    /// What names the claim beside its statement.
    fn identity(&self) -> Named<'_> {
        let evidence = self.evidence.iter();
        Named {
            source: self.source,
            evidence: evidence
                .map(|(document, piece)| (*document, piece.start, piece.end))
                .collect(),
            attributed_to: self.attributed_to.clone(),
            modality: self.modality,
            polarity: self.polarity,
            start: self.start.as_ref().map_or("", Time::as_str),
            end: self.end.as_ref().map_or("", Time::as_str),
        }
    }

    /// The same of the entities that are kept by now.
    fn resolved(mut self, aliases: &Aliases) -> Self {
        self.source = aliases.resolve(self.source);
        for id in &mut self.attributed_to {
            *id = aliases.resolve(*id);
        }
        self.attributed_to.sort_unstable();
        self.attributed_to.dedup();
        for (document, _) in &mut self.evidence {
            *document = aliases.resolve(*document);
        }
        self
    }

    /// Whether two claims say the same of their statement.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.as_kept() == other.as_kept()
    }

    /// In what another claim differs; [`Kept`](super::Kept) says it in the same words.
    pub(crate) fn difference(&self, other: &Self) -> &'static str {
        let (old, new) = (self.as_kept(), other.as_kept());
        if old.source != new.source {
            "source"
        } else if old.confidence != new.confidence {
            "confidence"
        } else if old.hedge != new.hedge {
            "hedge"
        } else if old.notes != new.notes {
            "note"
        } else if (old.start, old.end) != (new.start, new.end) {
            "period"
        } else if (old.modality, old.polarity) != (new.modality, new.polarity) {
            "modality or polarity"
        } else if old.evidence != new.evidence {
            "evidence"
        } else if old.attributed_to != new.attributed_to {
            "attribution"
        } else {
            "asserted"
        }
    }

    /// As the graph will have it, for comparing with what it has. The words and the sentence of a piece
    /// of evidence belong to its node, which claims may share, and not to the claim.
    fn as_kept(&self) -> Self {
        let by_default = self.polarity == Polarity::Positive && self.modality.asserts();
        let mut kept = self.clone();
        kept.asserted = Some(self.asserted.unwrap_or(by_default));
        kept.hedge.sort_unstable();
        kept.hedge.dedup();
        kept.notes.sort_unstable();
        kept.notes.dedup();
        for (_, piece) in &mut kept.evidence {
            (piece.quote, piece.sentence) = (None, None);
        }
        kept.evidence
            .sort_unstable_by_key(|(document, piece)| (*document, piece.start, piece.end));
        kept.evidence.dedup();
        kept
    }
}

/// What a row says beside its statement, in a view.
fn said_in(view: &View, row: &Row) -> Said {
    let snapshot = view.snapshot();
    let claim = Claim::new(view.clone(), *row);
    let mut attributed_to = snapshot.row_values(row, known::ATTRIBUTED_TO);
    attributed_to.sort_unstable();
    let mut hedge = claim.hedge();
    hedge.sort_unstable();
    let mut notes = claim.notes();
    notes.sort_unstable();
    let source = snapshot.row_value(row, Field::Source);
    let evidence = claim
        .evidence()
        .into_iter()
        .map(|span| {
            let (quote, sentence) = (span.quote(), span.sentence().map(str::to_owned));
            (
                span.document.raw(),
                Piece {
                    start: span.start,
                    end: span.end,
                    quote,
                    sentence,
                },
            )
        })
        .collect();
    Said {
        source,
        start: claim.start(),
        end: claim.end(),
        confidence: claim.confidence(),
        modality: claim.modality(),
        polarity: claim.polarity(),
        attributed_to,
        hedge,
        notes,
        evidence,
        asserted: Some(row.asserts),
    }
}

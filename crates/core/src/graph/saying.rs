//! Statements with claims: saying them, and saying them anew.

use super::claim::{Claim, Modality, Polarity};
use super::ends::with_foreign_types;
use super::evidence::{Piece, Words};
use super::given::{
    argument, check_asserted, check_confidence, no_entity, no_value, period, plain_literal,
};
use super::relate::{Change, Relate};
use super::said::Said;
use super::value::{ClaimRef, EntityRef, Object, check_filled, naming};
use super::verb::{check_claimed, check_linked, check_said};
use super::{Hint, Transaction, Verb};
use crate::index::Row;
use crate::model::id::{NONE, known};
use crate::model::vocab::{rb, xsd};
use crate::model::{Iri, Literal, Term};
use crate::schema::{Range, Relation, RelationId, Role, SchemaError};
use crate::{EntityError, Error};

impl Transaction {
    /// Says a statement, with a claim of how it is said. A relation's inverse is turned round:
    /// `hostedBy` is stored as `hosts`.
    ///
    /// The same claim again is the claim that is there, and changes nothing.
    ///
    /// # Errors
    /// [`EntityError`] for an end or source that is not there; [`SchemaError`] for an unknown
    /// relation, ends that do not fit it (it names the inverse if that does), a bad argument, or an
    /// id that is there with another confidence, hedge or note.
    ///
    /// # Complexity
    /// O(log n).
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph, Relate};
    /// let graph = Graph::new();
    /// graph.country("AE")?;
    /// graph.add("Summit", Describe::new().id("wps-2024"))?;
    /// let error = graph.relate("wps-2024", "hosts", "united-arab-emirates", Relate::new()).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "relation \"hosts\" takes a subject of type \"Agent\", but \"wps-2024\" is a \"Summit\"; \
    ///      did you mean its inverse \"hostedBy\"?"
    /// );
    /// let claim = graph.relate("wps-2024", "hostedBy", "united-arab-emirates", Relate::new())?;
    /// assert_eq!(claim.subject().id(), "united-arab-emirates");
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn relate(
        &mut self,
        subject: impl Into<EntityRef>,
        relation: &str,
        object: impl Into<Object>,
        how: Relate,
    ) -> Result<Claim, Error> {
        let (subject, object) = (subject.into(), object.into());
        let row = self.all_or_nothing(|tx| {
            check_claimed(&tx.lens().verb(relation)?, tx.lens().schema)?;
            let subject = tx.known_entity(&subject, "entity")?;
            let statement = tx.statement(subject, relation, &object, None);
            let statement = statement.map_err(|error| naming(relation, error))?;
            let said = tx.said(&how, None)?;
            tx.say_claim(statement, &said, how.id.as_deref())
        })?;
        self.claim_handle(row)
    }

    fn claim_handle(&mut self, row: Row) -> Result<Claim, Error> {
        if self.draft.now.wants_compaction() {
            let reifier = self.draft.now.dictionary.term(row.reifier);
            self.compact()?;
            return self
                .view()
                .claim(ClaimRef(super::Reference::Exact(reifier)));
        }
        Ok(Claim::new(self.view(), row))
    }

    /// The statement that a subject, a relation and an object make, as it is stored; checked.
    pub(crate) fn statement(
        &mut self,
        subject: u32,
        relation: &str,
        object: &Object,
        language: Option<&str>,
    ) -> Result<[u32; 3], Error> {
        let schema = self.schema.clone();
        match self.meant(relation)? {
            Meant::Foreign(iri) if schema.role_of(iri.as_str()) == Role::Name => {
                let name = self.name_said(relation, object, language)?;
                let predicate = self.intern_iri(iri.as_str())?;
                Ok([subject, predicate, self.intern_literal(name)?])
            }
            Meant::Foreign(iri) => {
                let object = self.foreign_object(relation, object)?;
                let predicate = self.intern_iri(iri.as_str())?;
                Ok([subject, predicate, object])
            }
            Meant::Known {
                named,
                stored,
                swapped,
            } => {
                let (named, stored) = (schema.relation(named), schema.relation(stored));
                let predicate = self.intern_iri(stored.iri().as_str())?;
                if named.is_value() {
                    let literal = self.lens().value_for(named, object, language)?;
                    let lens = self.lens();
                    let types = lens.types(subject);
                    schema
                        .check_subject(named, &types, &lens.short(subject))
                        .map_err(|error| with_foreign_types(lens, [subject; 2], error))?;
                    schema.check_value(named, &literal)?;
                    let object = self.intern_literal(literal)?;
                    return Ok([subject, predicate, object]);
                }
                if let Range::List { .. } = named.range() {
                    let iri = self.lens().minted_iri(&object.text())?;
                    schema.check_member(named, &iri)?;
                    let object = self.intern_iri(iri.as_str())?;
                    return Ok([subject, predicate, object]);
                }
                let reference = match object {
                    Object::Entity(reference) => reference.clone(),
                    Object::Text(text) => EntityRef::from(text),
                    other => return Err(no_entity(named, &other.text())),
                };
                let object = self.known_entity(&reference, "entity")?;
                self.check_ends(named, subject, object)?;
                Ok(turned([subject, predicate, object], swapped))
            }
        }
    }

    /// The statement between two entities, as it is stored; checked.
    pub(crate) fn statement_between(
        &mut self,
        subject: u32,
        relation: &str,
        object: u32,
    ) -> Result<[u32; 3], Error> {
        let schema = self.schema.clone();
        match self.meant(relation)? {
            Meant::Foreign(iri) => {
                let predicate = self.intern_iri(iri.as_str())?;
                check_linked(self.lens(), predicate, object)?;
                Ok([subject, predicate, object])
            }
            Meant::Known {
                named,
                stored,
                swapped,
            } => {
                let (named, stored) = (schema.relation(named), schema.relation(stored));
                if named.is_value() {
                    return Err(no_value(named, &self.lens().short(object)));
                }
                self.check_ends(named, subject, object)?;
                let predicate = self.intern_iri(stored.iri().as_str())?;
                Ok(turned([subject, predicate, object], swapped))
            }
        }
    }

    fn check_ends(&self, named: &Relation, subject: u32, object: u32) -> Result<(), SchemaError> {
        let lens = self.lens();
        lens.schema
            .check_ends(
                named,
                &lens.types(subject),
                &lens.types(object),
                &lens.short(subject),
                &lens.short(object),
            )
            .map_err(|error| with_foreign_types(lens, [subject, object], error))
    }

    /// A name of an entity: a text, in the language of its script where none is given.
    fn name_said(
        &self,
        relation: &str,
        object: &Object,
        language: Option<&str>,
    ) -> Result<Literal, Error> {
        match object {
            Object::Text(text) => {
                check_filled(relation, text)?;
                self.lens().worded(text, language)
            }
            Object::Literal(literal)
                if literal.language().is_some() || literal.datatype() == xsd::STRING =>
            {
                Ok(literal.clone())
            }
            Object::Entity(entity) => {
                let id = self.known_entity(entity, "entity")?;
                Err(SchemaError::Argument {
                    name: relation.into(),
                    value: self.lens().short(id),
                    reason: "a name is a text, not an entity".into(),
                }
                .into())
            }
            other => Err(SchemaError::Argument {
                name: relation.into(),
                value: other.text(),
                reason: "a name is a text, and nothing else".into(),
            }
            .into()),
        }
    }

    /// The object of a relation that the schema says nothing of: never a bare text.
    fn foreign_object(&mut self, relation: &str, object: &Object) -> Result<u32, Error> {
        match object {
            Object::Text(text) => Err(SchemaError::Argument {
                name: relation.into(),
                value: text.clone(),
                reason:
                    "the schema does not know the relation, so say what this is: an entity or an \
                         IRI, a literal, a time or a number"
                        .into(),
            }
            .into()),
            Object::Entity(entity) => match (self.lens().get(entity)?, &entity.0) {
                (Some(id), _) => Ok(id),
                (
                    None,
                    super::Reference::Exact(term @ Term::Iri(_))
                    | super::Reference::Handle(term @ Term::Iri(_), _),
                ) => Ok(self.intern(&term.clone())?),
                (None, _) => self.known_entity(entity, "entity"),
            },
            value => match plain_literal(value) {
                Some(literal) => Ok(self.intern_literal(literal)?),
                None => unreachable!("a text or an entity was dealt with"),
            },
        }
    }

    // ---- what a claim says beside its statement ----------------------------------------------------------

    /// What a claim says: the arguments over what was said before.
    fn said(&mut self, how: &Relate, old: Option<&Said>) -> Result<Said, Error> {
        let old_source = old.map(|said| said.source).filter(|&id| id != NONE);
        let source = match &how.source {
            Change::Keep => old_source,
            Change::Clear => None,
            Change::To(source) => {
                let id = self.source(source)?;
                self.check_range(rb::SOURCE, id, &self.lens().short(id))?;
                Some(id)
            }
        };
        let (start, end) = period(how, old)?;
        let confidence = how.confidence.apply(old.and_then(|said| said.confidence));
        confidence.map_or(Ok(()), check_confidence)?;
        let modality = how
            .modality
            .or(old.map(|said| said.modality))
            .unwrap_or(Modality::Fact);
        let polarity = how
            .polarity
            .or(old.map(|said| said.polarity))
            .unwrap_or(Polarity::Positive);
        // Judged anew unless given.
        let asserted = how.asserted.apply(None);
        check_asserted(asserted, polarity)?;
        let mut attributed_to = match &how.attributed_to {
            None => old
                .map(|said| said.attributed_to.clone())
                .unwrap_or_default(),
            Some(entities) => entities
                .iter()
                .map(|entity| {
                    let id = self.known_entity(entity, "entity")?;
                    self.check_range(rb::ATTRIBUTED_TO, id, &self.lens().short(id))?;
                    Ok(id)
                })
                .collect::<Result<_, Error>>()?,
        };
        attributed_to.sort_unstable();
        attributed_to.dedup();
        let language = source.and_then(|source| self.document_language(source));
        let hedge = self.hedges(how, old, language.as_deref())?;
        let notes = match &how.notes {
            None => old.map(|said| said.notes.clone()).unwrap_or_default(),
            Some(notes) => notes.clone(),
        };
        let evidence = match &how.evidence {
            None => self.evidence_kept(old, source)?,
            Some(words) => {
                let Some(document) = source else {
                    let first = words.first().map(Words::shown).unwrap_or_default();
                    return if words.is_empty() {
                        Ok(Said {
                            source: NONE,
                            start,
                            end,
                            confidence,
                            modality,
                            polarity,
                            attributed_to,
                            hedge,
                            notes,
                            evidence: Vec::new(),
                            asserted,
                        })
                    } else {
                        Err(argument(
                            "evidence",
                            &first,
                            "it needs a source, whose words it names; give source=",
                        ))
                    };
                };
                let label = self.lens().short(document);
                let text = self.draft.now.texts.get(&document).cloned();
                let mut pieces = words
                    .iter()
                    .map(|words| Ok((document, words.find(text.as_deref(), &label)?)))
                    .collect::<Result<Vec<_>, SchemaError>>()?;
                pieces.sort_by_key(|(_, piece)| (piece.start, piece.end));
                pieces.dedup();
                pieces
            }
        };
        Ok(Said {
            source: source.unwrap_or(NONE),
            start,
            end,
            confidence,
            modality,
            polarity,
            attributed_to,
            hedge,
            notes,
            evidence,
            asserted,
        })
    }

    /// The evidence that a claim has and is to keep. A claim rests on the words of its source, so with
    /// another source it cannot.
    fn evidence_kept(
        &self,
        old: Option<&Said>,
        source: Option<u32>,
    ) -> Result<Vec<(u32, Piece)>, Error> {
        let Some(old) = old else {
            return Ok(Vec::new());
        };
        let moves = source.unwrap_or(NONE) != old.source;
        let elsewhere = |(document, _): &&(u32, Piece)| Some(*document) != source;
        let Some((document, piece)) = old.evidence.iter().find(elsewhere).filter(|_| moves) else {
            return Ok(old.evidence.clone());
        };
        let lens = self.lens();
        let reason = match source {
            Some(source) => format!(
                "it stands in \"{}\", and the source is to be \"{}\"; give evidence= of that one too, or \
                 evidence=None to drop it",
                lens.short(*document),
                lens.short(source)
            ),
            None => format!(
                "it stands in \"{}\", and without a source there is no evidence; give evidence=None too, to \
                 drop it",
                lens.short(*document)
            ),
        };
        Err(argument("evidence", &piece.shown(), &reason))
    }

    fn hedges(
        &self,
        how: &Relate,
        old: Option<&Said>,
        language: Option<&str>,
    ) -> Result<Vec<Literal>, Error> {
        if how.hedge.is_none() && how.hedge_texts.is_none() {
            return Ok(old.map(|said| said.hedge.clone()).unwrap_or_default());
        }
        let mut hedges = how.hedge.clone().unwrap_or_default();
        for text in &hedges {
            check_filled("hedge", text.lexical())?;
        }
        for text in how.hedge_texts.iter().flatten() {
            check_filled("hedge", text)?;
            hedges.push(self.lens().worded(text, language)?);
        }
        hedges.sort_unstable();
        hedges.dedup();
        Ok(hedges)
    }

    /// Says a claim anew under its id: what the arguments name is changed, the rest stays. Whether it
    /// holds its statement is judged anew, unless given.
    ///
    /// # Errors
    /// [`EntityError::Unknown`] where there is no such claim; [`SchemaError`] for a bad argument, and for
    /// another source, or none, of a claim that has evidence, where no other evidence is given.
    ///
    /// # Complexity
    /// O(log n).
    ///
    /// # Example
    /// ```
    /// use rawabit::{Describe, Graph, Modality, Relate};
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// graph.add("Summit", Describe::new().id("wps"))?;
    /// let claim = graph.relate("qatar", "participatesIn", "wps", Relate::new().confidence(0.5))?;
    /// let claim = graph.revise(&claim, Relate::new().modality(Modality::Predicted))?;
    /// assert_eq!((claim.confidence(), claim.is_asserted()), (Some(0.5), false));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn revise(&mut self, claim: impl Into<ClaimRef>, changes: Relate) -> Result<Claim, Error> {
        if let Some(id) = &changes.id {
            return Err(argument("id", id, "a claim keeps its id; leave it out"));
        }
        let reference = claim.into().0;
        let row = self.all_or_nothing(|tx| {
            let row = tx.only_row(&reference)?;
            let old = tx.said_by(&row);
            let new = tx.said(&changes, Some(&old))?;
            if new.is_same(&old) {
                return Ok(row);
            }
            tx.clear_beside(&row);
            tx.forget_unused_evidence(&old, &new)?;
            tx.put_said(row.reifier, row.statement, &new)
        })?;
        self.claim_handle(row)
    }

    /// The row of a claim that is about one statement.
    pub(crate) fn only_row(&self, reference: &super::Reference) -> Result<Row, Error> {
        let lens = self.lens();
        let reifier = lens.claim(reference)?;
        let mut rows = lens.snapshot.claims_of_reifier(reifier);
        match (rows.next(), rows.next()) {
            (Some(row), None) if row.graph == NONE => Ok(row),
            (Some(_), _) => Err(SchemaError::Conflict {
                entity: lens.short(reifier),
                reason: "reifies several statements, or one in a named graph; change it as RDF"
                    .into(),
            }
            .into()),
            (None, _) => Err(EntityError::Unknown {
                kind: "claim",
                reference: lens.short(reifier),
                hint: Hint::default(),
            }
            .into()),
        }
    }

    /// Takes back the triples that say what a row has no columns for.
    fn clear_beside(&mut self, row: &Row) {
        let ours = [
            known::SOURCE,
            known::EVIDENCE,
            known::VALID_FROM,
            known::VALID_TO,
            known::CONFIDENCE,
            known::MODALITY,
            known::POLARITY,
            known::ATTRIBUTED_TO,
            known::HEDGE,
            known::NOTE,
            known::ASSERTED,
        ];
        for predicate in ours {
            for object in self.draft.now.row_values(row, predicate) {
                self.draft.unsay([row.reifier, predicate, object]);
            }
        }
    }
}

/// A relation by number, so that the transaction is free to change.
enum Meant {
    Known {
        named: RelationId,
        stored: RelationId,
        swapped: bool,
    },
    Foreign(Iri),
}

impl Transaction {
    fn meant(&self, relation: &str) -> Result<Meant, SchemaError> {
        let verb = self.lens().verb(relation)?;
        check_said(&verb, self.lens().schema)?;
        Ok(match verb {
            Verb::Known(forward) => Meant::Known {
                named: forward.named.id(),
                stored: forward.relation.id(),
                swapped: forward.swapped,
            },
            Verb::Foreign(iri) => Meant::Foreign(iri),
        })
    }
}

/// The ends of an inverse form change places.
fn turned([s, p, o]: [u32; 3], swapped: bool) -> [u32; 3] {
    if swapped { [o, p, s] } else { [s, p, o] }
}

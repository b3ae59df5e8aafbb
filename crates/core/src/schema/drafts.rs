//! What the files say of each term, put together but not yet judged.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::error::Notice;
use super::prefixes::{PrefixTable, local_of};
use super::read::{Ontology, count};
use super::{SchemaError, Texts};
use crate::model::Severity;
use crate::model::vocab::{owl, rb, rdf, rdfs, sh, skos};
use crate::model::{Iri, Literal, Term, Triple, did_you_mean, nearest};

/// Where something is said: which ontology, and on which line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    pub(super) ontology: usize,
    pub(super) line: u32,
}

/// Something said, with its place.
#[derive(Debug, Clone)]
pub(super) struct Said<T> {
    pub(super) value: T,
    pub(super) at: Place,
}

/// What a term is declared to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Class,
    Relation,
    Value,
    Datatype,
    Rule,
}

impl Kind {
    /// As Turtle declares it.
    pub(super) fn turtle(self) -> &'static str {
        match self {
            Self::Class => "owl:Class",
            Self::Relation => "owl:ObjectProperty",
            Self::Value => "owl:DatatypeProperty",
            Self::Datatype => "rdfs:Datatype",
            Self::Rule => "rb:Rule",
        }
    }

    /// The words for a term of the kind.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Relation | Self::Value => "relation",
            Self::Datatype => "datatype",
            Self::Rule => "rule",
        }
    }
}

/// Everything said of one term.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark that a file sets on its own"
)]
pub(super) struct Draft {
    pub(super) iri: Iri,
    /// Where it is declared, or else first spoken of.
    pub(super) at: Place,
    pub(super) kinds: Vec<Said<Kind>>,
    /// Annotation properties, ontologies and the like: nothing to complain of.
    pub(super) harmless: bool,
    pub(super) labels: Texts,
    pub(super) definitions: Texts,
    pub(super) parents: Vec<Said<Iri>>,
    pub(super) domains: Vec<Said<Iri>>,
    pub(super) ranges: Vec<Said<Iri>>,
    pub(super) inverses: Vec<Said<Iri>>,
    pub(super) disjoint: Vec<Said<Iri>>,
    pub(super) individual_of: Vec<Said<Iri>>,
    pub(super) symmetric: bool,
    pub(super) transitive: bool,
    pub(super) functional: bool,
    pub(super) acyclic: bool,
    pub(super) deprecated: bool,
    pub(super) except_collective: bool,
    pub(super) min_count: Option<Said<u32>>,
    pub(super) max_count: Option<Said<u32>>,
    pub(super) min_inclusive: Option<Said<Literal>>,
    pub(super) max_inclusive: Option<Said<Literal>>,
    pub(super) pattern: Option<Said<Box<str>>>,
    pub(super) scheme: Option<Said<Box<str>>>,
    pub(super) severity: Option<Severity>,
    pub(super) allows: Vec<Said<Iri>>,
    pub(super) on_class: Option<Said<Iri>>,
    pub(super) on_property: Option<Said<Iri>>,
}

impl Draft {
    fn new(iri: Iri, at: Place) -> Self {
        Self {
            iri,
            at,
            kinds: Vec::new(),
            harmless: false,
            labels: Texts::default(),
            definitions: Texts::default(),
            parents: Vec::new(),
            domains: Vec::new(),
            ranges: Vec::new(),
            inverses: Vec::new(),
            disjoint: Vec::new(),
            individual_of: Vec::new(),
            symmetric: false,
            transitive: false,
            functional: false,
            acyclic: false,
            deprecated: false,
            except_collective: false,
            min_count: None,
            max_count: None,
            min_inclusive: None,
            max_inclusive: None,
            pattern: None,
            scheme: None,
            severity: None,
            allows: Vec::new(),
            on_class: None,
            on_property: None,
        }
    }

    /// What the term is, once [`Drafts::one_kind_each`] has held.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.kinds.first().map(|said| said.value)
    }
}

/// Every term that the ontologies speak of, with what is wrong so far.
pub(super) struct Drafts<'d> {
    pub(super) ontologies: &'d [Arc<Ontology>],
    pub(super) prefixes: &'d PrefixTable,
    pub(super) all: Vec<Draft>,
    index: FxHashMap<Iri, usize>,
    faults: Vec<(Place, String, String)>,
    pub(super) notices: Vec<(Place, Notice)>,
}

impl<'d> Drafts<'d> {
    /// Gathers what every triple says.
    pub(super) fn new(
        ontologies: &'d [Arc<Ontology>],
        prefixes: &'d PrefixTable,
    ) -> Result<Self, SchemaError> {
        let mut drafts = Self {
            ontologies,
            prefixes,
            all: Vec::new(),
            index: FxHashMap::default(),
            faults: Vec::new(),
            notices: Vec::new(),
        };
        for (number, ontology) in ontologies.iter().enumerate() {
            for (index, triple) in ontology.triples.iter().enumerate() {
                let at = Place {
                    ontology: number,
                    line: ontology.line(index),
                };
                drafts.take(triple, at);
            }
        }
        drafts.checked()?;
        Ok(drafts)
    }

    pub(super) fn get(&self, iri: &str) -> Option<&Draft> {
        self.index.get(iri).map(|&index| &self.all[index])
    }

    /// As Turtle writes it.
    pub(super) fn short(&self, iri: &str) -> String {
        self.prefixes.compact(iri)
    }

    /// The end of an error about a reference that leads nowhere: which of some terms was meant.
    pub(super) fn meant<'a>(&self, iri: &str, known: impl Iterator<Item = &'a str>) -> String {
        let (word, local) = (self.short(iri), local_of(iri));
        let known: Vec<(String, &str)> = known
            .map(|known| (self.short(known), local_of(known)))
            .collect();
        let mut words = nearest(&word, known.iter().map(|(short, _)| short.as_str()), 3);
        if words.is_empty() {
            // Under another prefix, perhaps.
            let locals = nearest(local, known.iter().map(|(_, local)| *local), 3);
            let named = known.iter().filter(|(_, local)| locals.contains(local));
            words = named.map(|(short, _)| short.as_str()).take(3).collect();
        }
        did_you_mean(&words)
    }

    /// Notes an error about a term; the earliest of a round is the one that the user sees.
    pub(super) fn fault(&mut self, at: Place, iri: &str, reason: String) {
        let term = self.short(iri);
        self.faults.push((at, term, reason));
    }

    /// Notes something that is no error.
    pub(super) fn notice(&mut self, at: Place, iri: &str, message: String) {
        let path = self.ontologies[at.ontology].name.to_string();
        let term = self.short(iri);
        self.notices.push((
            at,
            Notice {
                path,
                line: at.line,
                term,
                message,
            },
        ));
    }

    /// Ends a round of checks: the earliest error in the files, if there was one.
    pub(super) fn checked(&mut self) -> Result<(), SchemaError> {
        match self.faults.drain(..).min_by_key(|(at, ..)| *at) {
            None => Ok(()),
            Some((at, term, reason)) => Err(SchemaError::Ontology {
                path: self.ontologies[at.ontology].name.to_string(),
                line: at.line,
                column: None,
                term,
                reason,
            }),
        }
    }

    /// No term is two things at once.
    pub(super) fn one_kind_each(&mut self) -> Result<(), SchemaError> {
        for index in 0..self.all.len() {
            let draft = &self.all[index];
            let Some(first) = draft.kind() else { continue };
            if let Some(other) = draft.kinds.iter().find(|said| said.value != first) {
                let reason = format!(
                    "\"{}\" is both an {} and an {}; make two terms of it",
                    self.short(draft.iri.as_str()),
                    first.turtle(),
                    other.value.turtle(),
                )
                .replace("an rdfs", "a rdfs")
                .replace("an rb", "a rb");
                let (at, iri) = (other.at, draft.iri.clone());
                self.fault(at, iri.as_str(), reason);
            }
        }
        self.checked()
    }

    fn take(&mut self, triple: &Triple, at: Place) {
        let Term::Iri(subject) = triple.subject() else {
            return;
        };
        let index = *self.index.entry(subject.clone()).or_insert_with(|| {
            self.all.push(Draft::new(subject.clone(), at));
            self.all.len() - 1
        });
        let draft = &mut self.all[index];
        let fitted = match triple.object() {
            Term::Iri(object) => take_iri(draft, triple.predicate().as_str(), object, at),
            Term::Literal(value) => take_literal(draft, triple.predicate().as_str(), value, at),
            // Restrictions, lists and annotations: kept as triples. The rules speak of them.
            Term::Blank(_) | Term::Triple(_) => Ok(()),
        };
        match fitted {
            Ok(()) => {}
            Err(Misfit::Wants(what)) => {
                let reason = format!(
                    "\"{}\" of \"{}\" must be {what}, not {}",
                    self.short(triple.predicate().as_str()),
                    self.short(subject.as_str()),
                    triple.object(),
                );
                self.fault(at, subject.as_str(), reason);
            }
            Err(Misfit::Again) => {
                let message = format!(
                    "\"{}\" has \"{}\" in this language already; {} is kept as a triple only",
                    self.short(subject.as_str()),
                    self.short(triple.predicate().as_str()),
                    triple.object(),
                );
                self.notice(at, subject.as_str(), message);
            }
        }
    }
}

/// Why a triple does not go into a draft.
enum Misfit {
    /// The object must be something else.
    Wants(&'static str),
    /// There is one already.
    Again,
}

fn take_iri(draft: &mut Draft, predicate: &str, object: &Iri, at: Place) -> Result<(), Misfit> {
    let said = || Said {
        value: object.clone(),
        at,
    };
    match predicate {
        rdf::TYPE => take_type(draft, object, at),
        rdfs::SUB_CLASS_OF | rdfs::SUB_PROPERTY_OF => draft.parents.push(said()),
        rdfs::DOMAIN => draft.domains.push(said()),
        rdfs::RANGE => draft.ranges.push(said()),
        owl::INVERSE_OF => draft.inverses.push(said()),
        owl::DISJOINT_WITH => draft.disjoint.push(said()),
        rb::ALLOWS => draft.allows.push(said()),
        rb::ON_CLASS => draft.on_class = Some(said()),
        rb::ON_PROPERTY => draft.on_property = Some(said()),
        rb::SEVERITY => {
            draft.severity = Some(match object.as_str() {
                sh::VIOLATION => Severity::Error,
                sh::WARNING => Severity::Warning,
                _ => return Err(Misfit::Wants("sh:Violation or sh:Warning")),
            });
        }
        other => return literal_only(other),
    }
    Ok(())
}

fn take_type(draft: &mut Draft, object: &Iri, at: Place) {
    let mut kind = |kind| {
        if draft.kinds.is_empty() {
            draft.at = at;
        }
        draft.kinds.push(Said { value: kind, at });
    };
    match object.as_str() {
        owl::CLASS | rdfs::CLASS => kind(Kind::Class),
        owl::OBJECT_PROPERTY => kind(Kind::Relation),
        owl::DATATYPE_PROPERTY => kind(Kind::Value),
        rdfs::DATATYPE => kind(Kind::Datatype),
        rb::RULE => kind(Kind::Rule),
        owl::SYMMETRIC_PROPERTY => {
            kind(Kind::Relation);
            draft.symmetric = true;
        }
        owl::TRANSITIVE_PROPERTY => {
            kind(Kind::Relation);
            draft.transitive = true;
        }
        owl::FUNCTIONAL_PROPERTY => draft.functional = true,
        owl::ONTOLOGY | owl::ANNOTATION_PROPERTY => draft.harmless = true,
        owl::NAMED_INDIVIDUAL => {}
        _ => draft.individual_of.push(Said {
            value: object.clone(),
            at,
        }),
    }
}

/// The annotations that take a literal, and so no IRI.
fn literal_only(predicate: &str) -> Result<(), Misfit> {
    match predicate {
        rdfs::LABEL | skos::DEFINITION => Err(Misfit::Wants("a text")),
        rb::MIN_COUNT | rb::MAX_COUNT => Err(Misfit::Wants(A_COUNT)),
        rb::MIN_INCLUSIVE | rb::MAX_INCLUSIVE => Err(Misfit::Wants(A_NUMBER)),
        rb::PATTERN => Err(Misfit::Wants("a regular expression")),
        rb::SCHEME => Err(Misfit::Wants("the name of an id scheme")),
        rb::ACYCLIC | rb::EXCEPT_COLLECTIVE | owl::DEPRECATED => Err(Misfit::Wants(A_BOOLEAN)),
        _ => Ok(()),
    }
}

const A_COUNT: &str = "a whole number";
const A_NUMBER: &str = "a number";
const A_BOOLEAN: &str = "true or false";

fn take_literal(
    draft: &mut Draft,
    predicate: &str,
    value: &Literal,
    at: Place,
) -> Result<(), Misfit> {
    let boolean = || match value.lexical() {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Misfit::Wants(A_BOOLEAN)),
    };
    let number = || {
        count(value)
            .map(|value| Said { value, at })
            .ok_or(Misfit::Wants(A_COUNT))
    };
    let bound = || match super::datatypes::number(value) {
        Some(_) => Ok(Said {
            value: value.clone(),
            at,
        }),
        None => Err(Misfit::Wants(A_NUMBER)),
    };
    let text = || Said {
        value: Box::from(value.lexical()),
        at,
    };
    match predicate {
        rdfs::LABEL if !draft.labels.add(value) => return Err(Misfit::Again),
        skos::DEFINITION if !draft.definitions.add(value) => return Err(Misfit::Again),
        rb::MIN_COUNT => draft.min_count = Some(number()?),
        rb::MAX_COUNT => draft.max_count = Some(number()?),
        rb::MIN_INCLUSIVE => draft.min_inclusive = Some(bound()?),
        rb::MAX_INCLUSIVE => draft.max_inclusive = Some(bound()?),
        rb::PATTERN => draft.pattern = Some(text()),
        rb::SCHEME => draft.scheme = Some(text()),
        rb::ACYCLIC => draft.acyclic = boolean()?,
        rb::EXCEPT_COLLECTIVE => draft.except_collective = boolean()?,
        owl::DEPRECATED => draft.deprecated = boolean()?,
        rdf::TYPE
        | rdfs::SUB_CLASS_OF
        | rdfs::SUB_PROPERTY_OF
        | rdfs::DOMAIN
        | rdfs::RANGE
        | owl::INVERSE_OF
        | owl::DISJOINT_WITH
        | rb::ALLOWS
        | rb::ON_CLASS
        | rb::ON_PROPERTY => {
            return Err(Misfit::Wants("an IRI"));
        }
        rb::SEVERITY => return Err(Misfit::Wants("sh:Violation or sh:Warning")),
        _ => {}
    }
    Ok(())
}

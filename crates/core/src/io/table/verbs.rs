//! The relations and properties that a table names: each is looked up once.

use rustc_hash::FxHashMap;

use super::rows::Cell;
use super::types::{SetId, TypeSets};
use crate::Error;
use crate::graph::{Object, Transaction, Verb, check_claimed, check_linked, check_said};
use crate::io::fault::Fault;
use crate::model::Term;
use crate::schema::{Range, RelationId, SchemaError};

/// The number of a relation.
pub(super) type Number = usize;

/// A relation or property.
#[derive(Debug)]
pub(super) struct Word {
    /// As the table names it.
    pub(super) name: Box<str>,
    pub(super) takes: Takes,
    /// The stored form.
    pub(super) predicate: u32,
    /// The stored form, where a subject can have only one object.
    pub(super) functional: Option<RelationId>,
    /// The stored form as N-Triples writes it.
    pub(super) term: Box<str>,
    /// The literals of texts that were met, each with its term.
    literals: FxHashMap<Box<str>, (u32, Box<str>)>,
}

/// What a relation takes as its object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Takes {
    /// An entity; of an inverse form the ends change places.
    Entity {
        named: RelationId,
        swapped: bool,
    },
    Value(RelationId),
    /// A member of a closed list.
    Member,
    /// Whatever is given: the schema does not know the relation.
    Anything,
}

/// Everything that was looked up.
#[derive(Debug, Default)]
pub(super) struct Verbs {
    all: Vec<Word>,
    by_name: FxHashMap<Box<str>, Result<Number, Fault>>,
    /// Whether they are to be claimed, and not properties of entities.
    of_claims: bool,
}

/// So many texts are kept of one relation; more are hardly the same again.
const KEPT: usize = 1 << 16;

impl Verbs {
    pub(super) fn of_claims() -> Self {
        Self {
            of_claims: true,
            ..Self::default()
        }
    }

    pub(super) fn get(&self, number: Number) -> &Word {
        &self.all[number]
    }

    /// The relation of a name; what is wrong is worded with care where it `is_listing`.
    pub(super) fn find(
        &mut self,
        name: &str,
        tx: &mut Transaction,
        is_listing: bool,
    ) -> Result<Result<Number, Fault>, Error> {
        if let Some(known) = self.by_name.get(name) {
            return Ok(known.clone());
        }
        // To look for what was meant takes a while.
        if !is_listing && !name.contains(':') && !tx.schema.has_relation_name(name) {
            let fault = Fault::new(format!("no relation \"{name}\" in the schema"));
            return Ok(Err(fault));
        }
        let found = match word(name, self.of_claims, tx) {
            Ok(word) => {
                self.all.push(word);
                Ok(self.all.len() - 1)
            }
            Err(error) => Err(Fault::of(error)?),
        };
        self.by_name.insert(name.into(), found.clone());
        Ok(found)
    }

    /// The literal that a value becomes as the object of a relation to values, checked; with its term.
    pub(super) fn literal(
        &mut self,
        number: Number,
        cell: &Cell<'_>,
        tx: &mut Transaction,
    ) -> Result<(u32, Box<str>), Error> {
        let word = &mut self.all[number];
        if let Cell::Text(text) = cell
            && let Some(known) = word.literals.get(*text)
        {
            return Ok(known.clone());
        }
        let found = value(word, &cell.object(), tx)?;
        if let Cell::Text(text) = cell {
            if word.literals.len() == KEPT {
                word.literals.clear();
            }
            word.literals.insert((*text).into(), found.clone());
        }
        Ok(found)
    }

    /// As [`literal`](Self::literal), of a value that is one already.
    pub(super) fn given(
        &self,
        number: Number,
        object: &Object,
        tx: &mut Transaction,
    ) -> Result<(u32, Box<str>), Error> {
        value(&self.all[number], object, tx)
    }

    /// The statement of a relation between two entities, as it is stored; checked.
    pub(super) fn between(
        &self,
        number: Number,
        ends: [(u32, SetId); 2],
        sets: &mut TypeSets,
        tx: &Transaction,
    ) -> Result<[u32; 3], SchemaError> {
        let word = &self.all[number];
        let [(subject, of_subject), (object, of_object)] = ends;
        let Takes::Entity { named, swapped } = word.takes else {
            check_linked(tx.lens(), word.predicate, object)?;
            return Ok([subject, word.predicate, object]);
        };
        let named = tx.schema.relation(named);
        let labels = || [subject, object].map(|id| tx.lens().short(id));
        sets.check_ends(&tx.schema, named, [of_subject, of_object], labels)?;
        Ok(if swapped {
            [object, word.predicate, subject]
        } else {
            [subject, word.predicate, object]
        })
    }
}

fn word(name: &str, of_claims: bool, tx: &mut Transaction) -> Result<Word, Error> {
    let schema = tx.schema.clone();
    let verb = tx.lens().verb(name)?;
    if !matches!(&verb, Verb::Known(forward) if forward.named.is_bookkeeping()) {
        if of_claims {
            check_claimed(&verb, &schema)?;
        } else {
            check_said(&verb, &schema)?;
        }
    }
    let (takes, iri) = match verb {
        Verb::Foreign(iri) => (Takes::Anything, iri),
        Verb::Known(forward) if forward.named.is_bookkeeping() => {
            return Err(SchemaError::Argument {
                name: "relation".into(),
                value: name.into(),
                reason: "it is said of claims, and has a column of its own".into(),
            }
            .into());
        }
        Verb::Known(forward) => {
            let named = schema.relation(forward.named.id());
            let takes = match named.range() {
                Range::Type(_) => Takes::Entity {
                    named: named.id(),
                    swapped: forward.swapped,
                },
                Range::Value { .. } => Takes::Value(named.id()),
                Range::List { .. } => Takes::Member,
            };
            (takes, forward.relation.iri().clone())
        }
    };
    Ok(Word {
        name: name.into(),
        takes,
        predicate: tx.intern_iri(iri.as_str())?,
        functional: schema
            .relation_by_iri(iri.as_str())
            .filter(|stored| stored.is_functional())
            .map(crate::schema::Relation::id),
        term: iri.to_string().into(),
        literals: FxHashMap::default(),
    })
}

fn value(word: &Word, object: &Object, tx: &mut Transaction) -> Result<(u32, Box<str>), Error> {
    let schema = tx.schema.clone();
    let literal = match word.takes {
        Takes::Value(named) => {
            let named = schema.relation(named);
            let literal = tx.lens().value_for(named, object, None)?;
            schema.check_value(named, &literal)?;
            literal
        }
        _ => match object.as_literal() {
            Some(literal) => literal,
            None => return Err(no_value(&word.name, &object.text())),
        },
    };
    let term = Term::from(literal);
    Ok((tx.intern(&term)?, term.to_string().into()))
}

/// A value where nothing says what it is.
fn no_value(relation: &str, value: &str) -> Error {
    SchemaError::Argument {
        name: relation.into(),
        value: value.into(),
        reason: "the schema does not know the relation, so say what this is: an entity by its \
                 type, a text by its language, a value by its datatype"
            .into(),
    }
    .into()
}

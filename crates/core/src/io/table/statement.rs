//! The statement of a row of claims: its ends, its relation, its value.

use super::claims::{Part, Reader};
use super::heard::advice;
use super::ledger::At;
use super::rows::Cell;
use super::things::Lost;
use super::verbs::Takes;
use crate::Error;
use crate::graph::Object;
use crate::io::fault::Fault;
use crate::io::literal::typed;
use crate::model::Literal;
use crate::schema::{End, SchemaError};

/// The statement of a row.
#[derive(Debug)]
pub(super) struct Statement {
    /// As it is stored.
    pub(super) ids: [u32; 3],
    pub(super) subject: usize,
    pub(super) object: Option<usize>,
    pub(super) relation: usize,
    /// The value as N-Triples writes it, where it is no entity.
    pub(super) value: Box<str>,
}

/// How to mend what is no relation of claims.
const A_RELATION: &str = "write the name of a relation or property, such as \"participatesIn\"";

/// How to mend an end that a relation does not take.
pub(super) const ANOTHER_END: &str =
    "name another entity or another relation, or give the entity the type that it has by set()";

/// The literal of a value, and how N-Triples writes it.
type Value = (u32, Box<str>);

impl<'r> Reader<'_, 'r> {
    /// The entity at an end.
    pub(super) fn end(&mut self, n: usize, end: Part, kind: Part) -> Result<Option<usize>, Error> {
        let cell = self.cell(n, end);
        if cell.is_missing() {
            self.missing(n, end);
            return Ok(None);
        }
        let number = match self.things.find(&cell, &mut self.sets, self.tx) {
            Ok(number) => Some(number),
            Err(lost) => {
                self.lost(n, end, &cell, lost, "entity");
                None
            }
        };
        let given = self.cell(n, kind);
        if given.is_missing() {
            return Ok(number);
        }
        let is_listing = self.ledger.is_listing();
        let types = self
            .things
            .types(&given, cell.label(), &mut self.sets, self.tx, is_listing)?;
        match (types, number) {
            (Err(fault), _) => {
                let at = self.at(n, kind);
                self.ledger.refuse(at, |_| fault);
                return Ok(None);
            }
            (Ok((_, given)), Some(number)) => {
                let types = self.things.get(number).types;
                if !self.sets.covers(types, given, &self.tx.schema) {
                    self.warn_of_type(n, kind, number);
                }
            }
            (Ok(_), None) => {}
        }
        Ok(number)
    }

    /// A type makes only what is not there.
    fn warn_of_type(&mut self, n: usize, kind: Part, number: usize) {
        let (at, given) = (self.at(n, kind), self.cell(n, kind).shown());
        let thing = self.things.get(number);
        let types = self.sets.get(thing.types).iter();
        let names: Vec<&str> = types.map(|&id| self.tx.schema.type_(id).name()).collect();
        let (names, label) = (names.join("\" and \""), self.tx.lens().short(thing.id));
        self.ledger.warn(at, || {
            let fault = Fault::new(format!(
                "\"{label}\" is a \"{names}\" and does not become a \"{given}\""
            ));
            fault.hint("set() gives it another type")
        });
    }

    pub(super) fn lost(&mut self, n: usize, part: Part, cell: &Cell<'_>, lost: Lost, kind: &str) {
        let at = self.at(n, part);
        let tx = &*self.tx;
        self.ledger.refuse(at, |ledger| match lost {
            Lost::Wrong(fault) => match advice(part) {
                Some(advice) => fault.or_hint(advice),
                None => fault,
            },
            Lost::Unknown => {
                let fault = ledger.unknown(&cell.shown(), kind, tx);
                match part {
                    _ if fault.hint.is_some() => fault,
                    Part::Subject => fault.hint("add it, or give its type in \"subject_type\""),
                    Part::Source => fault.hint("add it by document(), or read it first"),
                    Part::Object => fault.hint("add it, or give its type in \"object_type\""),
                    Part::AttributedTo => fault.hint("add it first, by add() or add_entities()"),
                    _ => fault,
                }
            }
        });
    }

    /// The relation of a row.
    pub(super) fn relation(&mut self, n: usize) -> Result<Option<usize>, Error> {
        if self.relation.is_some() {
            return Ok(self.relation);
        }
        let cell = self.cell(n, Part::Relation);
        if cell.is_missing() {
            self.missing(n, Part::Relation);
            return Ok(None);
        }
        let Some(name) = cell.words() else {
            let at = self.at(n, Part::Relation);
            let shown = cell.shown();
            self.ledger.refuse(at, |_| {
                let fault = Fault::new(format!("\"{shown}\" is no relation"));
                fault.hint(A_RELATION)
            });
            return Ok(None);
        };
        let is_listing = self.ledger.is_listing();
        match self.verbs.find(&name, self.tx, is_listing)? {
            Ok(number) => Ok(Some(number)),
            Err(fault) => {
                let at = self.at(n, Part::Relation);
                self.ledger.refuse(at, |_| fault.or_hint(A_RELATION));
                Ok(None)
            }
        }
    }

    // ---- the statement -----------------------------------------------------------------------------------

    /// Whether the object of a row is an entity.
    pub(super) fn takes_entity(&self, n: usize, relation: usize) -> bool {
        let is_value = [Part::ObjectLang, Part::ObjectDatatype]
            .iter()
            .any(|&part| !self.cell(n, part).is_missing());
        match self.verbs.get(relation).takes {
            Takes::Entity { .. } => !is_value,
            Takes::Anything => {
                !self.cell(n, Part::ObjectType).is_missing()
                    || matches!(self.cell(n, Part::Object), Cell::Value(object)
                        if matches!(*object, Object::Entity(_)))
            }
            Takes::Value(_) | Takes::Member => false,
        }
    }

    pub(super) fn statement(
        &mut self,
        n: usize,
        subject: usize,
        relation: usize,
    ) -> Result<Option<Statement>, Error> {
        let cell = self.cell(n, Part::Object);
        if cell.is_missing() {
            self.missing(n, Part::Object);
            return Ok(None);
        }
        if self.takes_entity(n, relation) {
            let Some(object) = self.end(n, Part::Object, Part::ObjectType)? else {
                return Ok(None);
            };
            let ends = [subject, object].map(|number| {
                let thing = self.things.get(number);
                (thing.id, thing.types)
            });
            let checked = self.verbs.between(relation, ends, &mut self.sets, self.tx);
            return Ok(match checked {
                Ok(ids) => Some(Statement {
                    ids,
                    subject,
                    object: Some(object),
                    relation,
                    value: Box::default(),
                }),
                Err(error) => {
                    let at = match &error {
                        SchemaError::Ends { end, .. } => match end {
                            End::Subject => self.at(n, Part::Subject),
                            End::Object => self.at(n, Part::Object),
                        },
                        _ => At {
                            row: n,
                            column: None,
                        },
                    };
                    self.ledger
                        .refuse(at, |_| Fault::from(error).or_hint(ANOTHER_END));
                    None
                }
            });
        }
        let value = match self.value(n, subject, relation, &cell)? {
            Ok(value) => value,
            Err((part, fault)) => {
                let at = self.at(n, part);
                self.ledger.refuse(at, |_| {
                    fault.or_hint("write a value that the relation takes, or another relation")
                });
                return Ok(None);
            }
        };
        let id = self.things.get(subject).id;
        Ok(Some(Statement {
            ids: [id, self.verbs.get(relation).predicate, value.0],
            subject,
            object: None,
            relation,
            value: value.1,
        }))
    }

    /// The value that is the object of a row; else the part that is wrong, and why.
    fn value(
        &mut self,
        n: usize,
        subject: usize,
        relation: usize,
        cell: &Cell<'r>,
    ) -> Result<Result<Value, (Part, Fault)>, Error> {
        let word = self.verbs.get(relation);
        let thing = self.things.get(subject);
        if let Takes::Value(named) = word.takes {
            let (named, tx) = (self.tx.schema.relation(named), &*self.tx);
            let label = || tx.lens().short(thing.id);
            let checked = self
                .sets
                .check_subject(&tx.schema, named, thing.types, label);
            if let Err(error) = checked {
                let fault = Fault::from(error).or_hint(ANOTHER_END);
                return Ok(Err((Part::Subject, fault)));
            }
        }
        if word.takes == Takes::Member {
            let (name, id) = (word.name.to_string(), thing.id);
            return Ok(match self.tx.statement(id, &name, &cell.object(), None) {
                Ok([.., object]) => {
                    let term = self.tx.draft.now.dictionary.term(object);
                    Ok((object, term.to_string().into()))
                }
                Err(error) => Err((Part::Object, Fault::of(error)?)),
            });
        }
        let literal = match self.literal(n, cell) {
            Ok(literal) => literal,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let found = match literal {
            Some(literal) => self.verbs.given(relation, &literal.into(), self.tx),
            None => self.verbs.literal(relation, cell, self.tx),
        };
        Ok(match found {
            Ok(found) => Ok(found),
            Err(error) => Err((Part::Object, Fault::of(error)?)),
        })
    }

    /// The literal that a language or a datatype makes of the object.
    fn literal(&self, n: usize, cell: &Cell<'_>) -> Result<Option<Literal>, (Part, Fault)> {
        let lang = self.cell(n, Part::ObjectLang);
        let datatype = self.cell(n, Part::ObjectDatatype);
        let text = cell.object().text();
        match (lang.words(), datatype.words()) {
            (Some(_), Some(_)) => {
                let fault = Fault::new("both a language and a datatype are given");
                let hint = "a text has a language, a date or number a datatype";
                Err((Part::ObjectDatatype, fault.hint(hint)))
            }
            (Some(lang), None) => match Literal::lang(text, &lang) {
                Ok(literal) => Ok(Some(literal)),
                Err(error) => Err((Part::ObjectLang, error.into())),
            },
            (None, Some(name)) => match typed(&self.tx.lens(), &text, &name) {
                Ok(literal) => Ok(Some(literal)),
                Err(("text", fault)) => Err((Part::Object, fault)),
                Err((_, fault)) => Err((Part::ObjectDatatype, fault)),
            },
            (None, None) => Ok(None),
        }
    }
}

//! Tables of claims: each row is a statement, and how it is said.

use rustc_hash::FxHashMap;

use super::layout::{self, Words};
use super::ledger::{At, Ledger};
use super::options::TableOptions;
use super::rows::{Cell, Rows};
use super::said::{Heard, Saying};
use super::things::{Lost, Things};
use super::types::TypeSets;
use super::verbs::{Takes, Verbs};
use crate::Error;
use crate::graph::{ANOTHER_ID, Bulk, Columns, Kept, Object, Transaction};
use crate::index::Row;
use crate::io::Report;
use crate::io::fault::Fault;
use crate::io::literal::typed;
use crate::model::Literal;
use crate::schema::SchemaError;

/// What a column of a table of claims can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Subject,
    SubjectType,
    Relation,
    Object,
    ObjectType,
    ObjectLang,
    ObjectDatatype,
    Source,
    Start,
    End,
    During,
    Confidence,
    Modality,
    Polarity,
    AttributedTo,
    Hedge,
    Evidence,
    Asserted,
    Id,
}

const PARTS: [(&str, Part); 19] = [
    ("subject", Part::Subject),
    ("subject_type", Part::SubjectType),
    ("relation", Part::Relation),
    ("object", Part::Object),
    ("object_type", Part::ObjectType),
    ("object_lang", Part::ObjectLang),
    ("object_datatype", Part::ObjectDatatype),
    ("source", Part::Source),
    ("start", Part::Start),
    ("end", Part::End),
    ("during", Part::During),
    ("confidence", Part::Confidence),
    ("modality", Part::Modality),
    ("polarity", Part::Polarity),
    ("attributed_to", Part::AttributedTo),
    ("hedge", Part::Hedge),
    ("evidence", Part::Evidence),
    ("asserted", Part::Asserted),
    ("id", Part::Id),
];

struct ClaimWords<'o>(&'o TableOptions);

impl Words for ClaimWords<'_> {
    type Word = Part;

    fn read(&mut self, word: &str) -> Result<Option<Part>, SchemaError> {
        let found = PARTS.iter().find(|(name, _)| *name == word);
        Ok(found.map(|(_, part)| *part))
    }

    fn known(&self) -> Vec<String> {
        PARTS.iter().map(|(name, _)| (*name).into()).collect()
    }

    fn is_given(&self, word: &Part) -> Option<&'static str> {
        match word {
            Part::Relation if self.0.relation.is_some() => Some("relation="),
            Part::Source if self.0.source.is_some() => Some("source="),
            _ => None,
        }
    }
}

/// A claim that is to be written when all rows have been looked at.
#[derive(Debug)]
struct Pending {
    row: Row,
    beside: Box<[(u32, u32)]>,
    /// The row of the table.
    n: u32,
}

/// What reads a table of claims.
pub(super) struct Reader<'t, 'r> {
    pub(super) tx: &'t mut Transaction,
    pub(super) rows: &'r Rows,
    pub(super) ledger: Ledger,
    pub(super) sets: TypeSets,
    pub(super) things: Things,
    columns: [Option<usize>; PARTS.len()],
    names: Vec<&'r str>,
    verbs: Verbs,
    relation: Option<usize>,
    pub(super) said: Saying,
    pending: Vec<Pending>,
    by_reifier: FxHashMap<u32, usize>,
    bulk: Bulk,
    made: usize,
    merged: usize,
}

/// Reads a table of claims into a transaction.
///
/// # Errors
/// Where a row is wrong and the options are strict, or where the table cannot be read at all. The caller
/// takes back what was written.
///
/// # Complexity
/// O(n log n) in the rows.
pub(super) fn read_claims(
    tx: &mut Transaction,
    rows: &Rows,
    options: &TableOptions,
) -> Result<Report, Error> {
    if options.r#type.is_some() {
        let reason = "a table of claims takes subject_type and object_type as columns";
        return Err(layout::argument("type", "", reason).into());
    }
    let mut ledger = Ledger::new(rows.len());
    let found = layout::lay_out(rows, options, &mut ClaimWords(options), &mut ledger)?;
    let mut columns = [None; PARTS.len()];
    for (part, at) in found {
        columns[part as usize] = Some(at);
    }
    let mut reader = Reader {
        tx,
        rows,
        ledger,
        sets: TypeSets::default(),
        things: Things::default(),
        columns,
        names: rows.columns().collect(),
        verbs: Verbs::default(),
        relation: None,
        said: Saying::default(),
        pending: Vec::with_capacity(rows.len()),
        by_reifier: FxHashMap::default(),
        bulk: Bulk::default(),
        made: 0,
        merged: 0,
    };
    reader.given(options)?;
    reader.offer()?;
    for n in 0..rows.len() {
        super::tell(options, n)?;
        reader.row(n)?;
    }
    reader.finish(options.strict)
}

impl<'r> Reader<'_, 'r> {
    /// The cell of a part in a row.
    pub(super) fn cell(&self, n: usize, part: Part) -> Cell<'r> {
        match self.columns[part as usize] {
            Some(column) => self.rows.cell(n, column),
            None => Cell::Missing,
        }
    }

    pub(super) fn at(&self, n: usize, part: Part) -> At<'r> {
        At {
            row: n,
            column: self.columns[part as usize].map(|column| self.names[column]),
        }
    }

    pub(super) fn has(&self, part: Part) -> bool {
        self.columns[part as usize].is_some()
    }

    /// What all rows have in common, and what the table must have.
    fn given(&mut self, options: &TableOptions) -> Result<(), Error> {
        if let Some(source) = &options.source {
            self.give_source(source)?;
        }
        if let Some(name) = &options.relation {
            self.relation = match self.verbs.find(name, self.tx, true)? {
                Ok(number) => Some(number),
                // The error in its own words.
                Err(fault) => match self.tx.lens().verb(name) {
                    Err(error) => return Err(error.into()),
                    Ok(_) => return Err(layout::argument("relation", name, fault.message).into()),
                },
            };
        }
        let needed = [
            ("subject", Part::Subject, ""),
            ("object", Part::Object, ""),
            ("relation", Part::Relation, ", or name it by relation="),
        ];
        for (word, part, or) in needed {
            let is_given = part == Part::Relation && self.relation.is_some();
            if !self.has(part) && !is_given && !self.rows.is_empty() {
                return Err(layout::no_column(self.rows, word, or).into());
            }
        }
        Ok(())
    }

    /// Makes the entities possible that the table says the types of, whichever row says so.
    fn offer(&mut self) -> Result<(), Error> {
        let ends = [
            (Part::Subject, Part::SubjectType),
            (Part::Object, Part::ObjectType),
        ];
        for (end, kind) in ends {
            if !self.has(kind) {
                continue;
            }
            for n in 0..self.rows.len() {
                let (cell, kind) = (self.cell(n, end), self.cell(n, kind));
                if kind.is_missing() || cell.is_missing() {
                    continue;
                }
                let is_listing = self.ledger.is_listing();
                self.things
                    .offer(&cell, &kind, &mut self.sets, self.tx, is_listing)?;
            }
        }
        Ok(())
    }

    fn row(&mut self, n: usize) -> Result<(), Error> {
        let subject = self.end(n, Part::Subject, Part::SubjectType)?;
        let relation = self.relation(n)?;
        let statement = match (subject, relation) {
            (Some(subject), Some(relation)) => self.statement(n, subject, relation)?,
            // What is wrong with the object is told all the same.
            (None, Some(relation)) if self.takes_entity(n, relation) => {
                self.end(n, Part::Object, Part::ObjectType)?;
                None
            }
            _ => {
                if self.cell(n, Part::Object).is_missing() {
                    self.missing(n, Part::Object);
                }
                None
            }
        };
        let heard = self.heard(n)?;
        match (statement, heard) {
            (Some(statement), Some(heard)) if !self.ledger.is_refused(n) => {
                self.take(n, &statement, heard)
            }
            _ => Ok(()),
        }
    }

    pub(super) fn missing(&mut self, n: usize, part: Part) {
        let at = self.at(n, part);
        let word = PARTS[part as usize].0;
        self.ledger
            .refuse(at, |_| Fault::new(format!("\"{word}\" is missing")));
    }

    /// The entity at an end.
    fn end(&mut self, n: usize, end: Part, kind: Part) -> Result<Option<usize>, Error> {
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
            .types(&given, &mut self.sets, self.tx, is_listing)?;
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
            Lost::Wrong(fault) => fault,
            Lost::Unknown => {
                let fault = ledger.unknown(&cell.shown(), kind, tx);
                match part {
                    _ if fault.hint.is_some() => fault,
                    Part::Subject => fault.hint("add it, or give its type in \"subject_type\""),
                    Part::Object => fault.hint("add it, or give its type in \"object_type\""),
                    _ => fault,
                }
            }
        });
    }

    /// The relation of a row.
    fn relation(&mut self, n: usize) -> Result<Option<usize>, Error> {
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
            self.ledger
                .refuse(at, |_| Fault::new(format!("\"{shown}\" is no relation")));
            return Ok(None);
        };
        let is_listing = self.ledger.is_listing();
        match self.verbs.find(&name, self.tx, is_listing)? {
            Ok(number) => Ok(Some(number)),
            Err(fault) => {
                let at = self.at(n, Part::Relation);
                self.ledger.refuse(at, |_| fault);
                Ok(None)
            }
        }
    }

    // ---- the statement -----------------------------------------------------------------------------------

    /// Whether the object of a row is an entity.
    fn takes_entity(&self, n: usize, relation: usize) -> bool {
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

    fn statement(
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
                    let at = At {
                        row: n,
                        column: None,
                    };
                    self.ledger.refuse(at, |_| error.into());
                    None
                }
            });
        }
        let value = match self.value(n, subject, relation, &cell)? {
            Ok(value) => value,
            Err((part, fault)) => {
                let at = self.at(n, part);
                self.ledger.refuse(at, |_| fault);
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
    ) -> Result<Result<(u32, Box<str>), (Part, Fault)>, Error> {
        let word = self.verbs.get(relation);
        let thing = self.things.get(subject);
        if let Takes::Value(named) = word.takes {
            let (named, tx) = (self.tx.schema.relation(named), &*self.tx);
            let label = || tx.lens().short(thing.id);
            let checked = self
                .sets
                .check_subject(&tx.schema, named, thing.types, label);
            if let Err(error) = checked {
                return Ok(Err((Part::Subject, error.into())));
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

    // ---- the claim ---------------------------------------------------------------------------------------

    /// Puts a claim among those that are to be written.
    fn take(&mut self, n: usize, statement: &Statement, heard: Heard) -> Result<(), Error> {
        let iri = match self.claim_iri(n, statement, &heard)? {
            Ok(iri) => iri,
            Err(fault) => {
                let at = self.at(n, Part::Id);
                self.ledger.refuse(at, |_| fault);
                return Ok(());
            }
        };
        let known = self.tx.draft.now.dictionary.iri(&iri);
        let reifier = match known {
            Some(id) => id,
            None => self.tx.intern_iri(&iri)?,
        };
        if known.is_some() {
            match self.same(reifier, statement.ids, &heard.columns) {
                None => {}
                Some(Ok(())) => {
                    self.merged += 1;
                    return Ok(());
                }
                Some(Err(fault)) => {
                    let at = self.at(n, Part::Id);
                    self.ledger.refuse(at, |_| fault);
                    return Ok(());
                }
            }
        }
        self.make(statement, &heard)?;
        let triple = self.tx.draft.now.dictionary.intern_triple(statement.ids)?;
        let columns = heard.columns;
        self.by_reifier.insert(reifier, self.pending.len());
        self.pending.push(Pending {
            row: columns.row(reifier, statement.ids, triple),
            beside: columns.beside.into(),
            n: n as u32,
        });
        Ok(())
    }

    fn claim_iri(
        &mut self,
        n: usize,
        statement: &Statement,
        heard: &Heard,
    ) -> Result<Result<String, Fault>, Error> {
        let prefix = self.said.prefix(heard.source, self.tx);
        let cell = self.cell(n, Part::Id);
        if cell.is_missing() {
            let (subject, word) = (
                self.things.get(statement.subject),
                self.verbs.get(statement.relation),
            );
            let object = match statement.object {
                Some(number) => &self.things.get(number).term,
                None => &statement.value,
            };
            // An inverse form is turned round.
            let parts = if statement.ids[0] == subject.id {
                [&subject.term, &word.term, object]
            } else {
                [object, &word.term, &subject.term]
            };
            let hash = self
                .said
                .identity(heard, parts.map(|part| &**part), &self.things);
            return Ok(Ok(prefix + &hash));
        }
        let Some(id) = cell.words() else {
            let fault = Fault::new(format!("\"{}\" is no id", cell.shown()));
            return Ok(Err(fault));
        };
        match self.tx.claim_iri(&id, heard.source_id) {
            Ok(iri) => Ok(Ok(iri.as_str().into())),
            Err(error) => Ok(Err(super::things::bad_id(&id, Fault::of(error)?))),
        }
    }

    /// Whether a claim that is there, or an earlier row, says the same; nothing where there is none.
    fn same(
        &self,
        reifier: u32,
        statement: [u32; 3],
        columns: &Columns,
    ) -> Option<Result<(), Fault>> {
        let now = &self.tx.draft.now;
        if let Some(&at) = self.by_reifier.get(&reifier) {
            let other = &self.pending[at];
            let old = Columns {
                values: other.row.values,
                beside: other.beside.to_vec(),
                asserts: other.row.asserts,
            };
            let what = if other.row.statement != statement {
                Some("statement")
            } else if old == *columns {
                None
            } else {
                Kept::of_columns(&old).difference(&Kept::of_columns(columns), now)
            };
            return Some(what.map_or(Ok(()), |what| {
                let fault = Fault::new(format!(
                    "it is the claim of row {}, with another {what}",
                    other.n + 1
                ));
                Err(fault.hint("give each of the two an id"))
            }));
        }
        if let Some(old) = now.claims_of_reifier(reifier).next() {
            let what = if old.statement != statement {
                Some("statement")
            } else if now.is_kept(&old, columns) {
                None
            } else {
                let new = Kept::of_columns(columns);
                let what = now.kept(&old).difference(&new, now);
                what.filter(|_| !now.was_kept(&old, &new))
            };
            return Some(what.map_or(Ok(()), |what| {
                let label = self.tx.lens().short(reifier);
                let fault = Fault::new(format!("\"{label}\" is in the graph with another {what}"));
                Err(fault.hint(ANOTHER_ID))
            }));
        }
        self.tx.lens().is_entity(reifier).then(|| {
            let label = self.tx.lens().short(reifier);
            Err(Fault::new(format!("\"{label}\" is an entity")).hint("give the claim another id"))
        })
    }

    /// Makes what the claim names and is not there.
    fn make(&mut self, statement: &Statement, heard: &Heard) -> Result<(), Error> {
        let ends = [Some(statement.subject), statement.object];
        let all = ends
            .into_iter()
            .flatten()
            .chain(heard.attributed_to.iter().copied());
        for number in all {
            let made = self.things.make(number);
            self.made += usize::from(!made.is_empty());
            self.bulk.statements.extend(made);
        }
        let made = self.said.make_source(heard.source, self.tx)?;
        self.bulk.statements.extend(made);
        self.said.put_evidence(heard, self.tx)
    }

    fn finish(self, strict: bool) -> Result<Report, Error> {
        let Self {
            tx,
            mut ledger,
            mut bulk,
            pending,
            ..
        } = self;
        let counts = [
            ("claims", pending.len()),
            ("entities", self.made),
            ("documents", self.said.documents),
            ("merged", self.merged),
        ];
        if !ledger.has_errors() || !strict {
            bulk.claims.reserve(pending.len());
            for claim in pending {
                let reifier = claim.row.reifier;
                let beside = claim.beside.iter();
                bulk.statements
                    .extend(beside.map(|&(predicate, object)| [reifier, predicate, object]));
                bulk.claims.push(claim.row);
            }
            tx.put_bulk(bulk)?;
            for (what, n) in counts {
                ledger.report.add(what, n);
            }
        }
        super::closed(ledger, strict)
    }
}

/// The statement of a row.
#[derive(Debug)]
struct Statement {
    /// As it is stored.
    ids: [u32; 3],
    subject: usize,
    object: Option<usize>,
    relation: usize,
    /// The value as N-Triples writes it, where it is no entity.
    value: Box<str>,
}

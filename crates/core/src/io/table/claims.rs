//! Tables of claims: each row is a statement, and how it is said.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::layout::{self, Words};
use super::ledger::{At, Ledger};
use super::options::TableOptions;
use super::rows::{Cell, Rows};
use super::said::Saying;
use super::things::Things;
use super::types::TypeSets;
use super::verbs::Verbs;
use crate::Error;
use crate::graph::{Bulk, Transaction};
use crate::index::Row;
use crate::io::fault::Fault;
use crate::report::Report;
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
pub(super) struct Pending {
    pub(super) row: Row,
    pub(super) beside: Box<[(u32, u32)]>,
    /// The row of the table.
    pub(super) n: u32,
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
    pub(super) verbs: Verbs,
    pub(super) relation: Option<usize>,
    pub(super) said: Saying,
    pub(super) pending: Vec<Pending>,
    pub(super) by_reifier: FxHashMap<u32, u32>,
    pub(super) bulk: Bulk,
    pub(super) made: usize,
    pub(super) merged: usize,
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
        verbs: Verbs::of_claims(),
        relation: None,
        said: Saying::default(),
        pending: Vec::with_capacity(rows.len()),
        by_reifier: FxHashMap::with_capacity_and_hasher(rows.len(), FxBuildHasher),
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

    /// Refuses a row with a cell that nothing can be read of; says whether it did.
    fn has_unread(&mut self, n: usize) -> bool {
        for (_, part) in PARTS {
            let Some(column) = self.columns[part as usize] else {
                continue;
            };
            if let Some(fault) = self.rows.fault(n, column, part == Part::Evidence) {
                let at = self.at(n, part);
                self.ledger.refuse(at, |_| fault);
            }
        }
        self.ledger.is_refused(n)
    }

    fn row(&mut self, n: usize) -> Result<(), Error> {
        if self.has_unread(n) {
            return Ok(());
        }
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
        self.ledger.refuse(at, |_| {
            let fault = Fault::new(format!("\"{word}\" is missing"));
            fault.hint("fill the cell: a claim has a subject, a relation and an object")
        });
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
                ledger.count(what, n);
            }
        }
        super::closed(ledger, strict)
    }
}

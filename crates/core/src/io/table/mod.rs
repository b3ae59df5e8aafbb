//! Tables that come in: rows of entities, and rows of claims.
//!
//! Everything that several rows name is looked up once, and what is right is written in one go when all
//! rows have been looked at: a million rows cost what a million rows must, not a million calls.

#[cfg(feature = "arrow")]
mod arrow;
mod claims;
mod described;
mod entities;
mod entity_words;
mod heard;
mod layout;
mod ledger;
mod options;
mod rows;
mod said;
mod slot;
mod statement;
mod things;
mod types;
mod verbs;

pub use options::TableOptions;
pub use rows::{Entry, Rows};

use super::ReadError;
use crate::Error;
use crate::graph::{Graph, Transaction};
use crate::report::Report;
use ledger::Ledger;

/// What a table is called in errors.
const NAME: &str = "<table>";

/// So many rows are looked at between two words of how far it is.
const STEP: usize = 1 << 12;

/// Tells how many rows have been looked at.
fn tell(options: &TableOptions, done: usize) -> Result<(), Error> {
    match &options.watch {
        Some(watch) if done.is_multiple_of(STEP) => {
            let told = watch.tell(done as u64);
            told.map_err(|source| {
                let path = NAME.into();
                ReadError::File { path, source }.into()
            })
        }
        _ => Ok(()),
    }
}

/// The report of an account, or the error that it is.
fn closed(mut ledger: Ledger, strict: bool) -> Result<Report, Error> {
    let refused = ledger.refused();
    ledger.count("refused", refused);
    if ledger.has_errors() && strict {
        ledger.count("held back", ledger.rows() - refused);
        return Err(ReadError::Content {
            path: NAME.into(),
            report: Box::new(ledger.report()),
        }
        .into());
    }
    Ok(ledger.report())
}

impl Transaction {
    /// Adds the entities of a table, one a row. The columns are `id`, `type`, `name`, `name@ar`, …,
    /// `ids.wikidata`, …, and any property or relation of the schema; further ones are named in the
    /// report. A cell may have several values.
    ///
    /// An entity that is there, or that an earlier row has, is joined: types, names, ids and properties
    /// come to those it has, and a preferred name stays preferred. Without an id a row is a new entity,
    /// which gets one from its name as in [`add`](Self::add). Rows may name each other in any order.
    ///
    /// The report accounts for every row: `"entities"` that are new, `"merged"` ones that were there,
    /// `"refused"` ones, of which it lists a hundred problems with row (from 1), column and reason; and,
    /// where these keep all of them out, the good ones that are `"held back"`.
    ///
    /// # Errors
    /// [`ReadError::Content`] where a row is refused, unless the options are not strict;
    /// [`SchemaError`](crate::SchemaError) for options that do not fit the table. The transaction is then
    /// as it was.
    ///
    /// # Complexity
    /// O(n log n) in the cells.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Direction, Graph, Rows, TableOptions};
    /// let graph = Graph::new();
    /// let rows = Rows::new()
    ///     .with("id", ["dubai", "uae"])
    ///     .with("type", ["City", "Country"])
    ///     .with("name", ["دبي", "الإمارات"])
    ///     .with("locatedIn", [Some("uae"), None]);
    /// graph.add_entities(&rows, TableOptions::new())?;
    /// assert_eq!(graph.neighbors("uae", None, Direction::Both, 1)?[0].id(), "dubai");
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn add_entities(&mut self, rows: &Rows, options: TableOptions) -> Result<Report, Error> {
        self.all_or_nothing(|tx| entities::read_entities(tx, rows, &options))
    }

    /// Adds the claims of a table, one a row. The columns are `subject`, `relation` and `object` (an id,
    /// or a value where the relation takes one, of which `object_lang` or `object_datatype` says more);
    /// then what [`relate`](Self::relate) takes: `source`, `start`, `end`, `during`, `confidence`,
    /// `modality`, `polarity`, `attributed_to`, `hedge`, `evidence` (words, a place as two numbers, or a
    /// list of these), `asserted`, `id`. `subject_type` and `object_type` make entities that are not there; without them a row that
    /// names one is refused. Further columns are named in the report.
    ///
    /// The report accounts for every row: `"claims"` that are new, `"merged"` ones that were there or
    /// that an earlier row says, `"refused"` ones, of which it lists a hundred problems with row (from
    /// 1), column and reason. It also counts the `"entities"` and `"documents"` that the rows made.
    ///
    /// # Errors
    /// [`ReadError::Content`] where a row is refused, unless the options are not strict;
    /// [`SchemaError`](crate::SchemaError) and [`EntityError`](crate::EntityError) for options that do not
    /// fit. The transaction is then as it was.
    ///
    /// # Complexity
    /// O(n log n) in the rows; each quote of evidence is looked for in the whole text of its source.
    ///
    /// # Example
    /// ```
    /// use rawabit::{Graph, Rows, TableOptions};
    /// let graph = Graph::new();
    /// let rows = Rows::new()
    ///     .with("subject", ["qatar", "oman"])
    ///     .with("subject_type", ["Country", "Country"])
    ///     .with("object", ["wps", "wps"])
    ///     .with("object_type", ["Summit", "Summit"])
    ///     .with("confidence", [Some(0.9), None]);
    /// let report = graph.add_claims(&rows, TableOptions::new().relation("participatesIn"))?;
    /// assert_eq!((report.count("claims"), report.count("entities")), (2, 3));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    pub fn add_claims(&mut self, rows: &Rows, options: TableOptions) -> Result<Report, Error> {
        self.all_or_nothing(|tx| claims::read_claims(tx, rows, &options))
    }
}

impl Graph {
    /// As [`Transaction::add_entities`], as a commit of its own.
    ///
    /// # Errors
    /// As there; the graph is then as it was.
    pub fn add_entities(&self, rows: &Rows, options: TableOptions) -> Result<Report, Error> {
        self.commit(|tx| tx.add_entities(rows, options))
    }

    /// As [`Transaction::add_claims`], as a commit of its own.
    ///
    /// # Errors
    /// As there; the graph is then as it was.
    pub fn add_claims(&self, rows: &Rows, options: TableOptions) -> Result<Report, Error> {
        self.commit(|tx| tx.add_claims(rows, options))
    }
}

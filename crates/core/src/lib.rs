//! A knowledge graph of states, agencies, events and technologies.

pub mod algo;
mod check;
mod column;
mod dictionary;
mod error;
mod graph;
mod index;
mod io;
pub mod model;
pub mod names;
mod report;
pub mod schema;
#[cfg(feature = "sparql")]
mod sparql;
mod table;
#[cfg(feature = "sparql")]
mod update;

pub use algo::{Adjacency, Components};
pub use check::{Explanation, Statement, Step};
pub use dictionary::StorageError;
pub use error::Error;
pub use graph::{
    Claim, ClaimRef, Claims, Describe, Direction, Entity, EntityError, EntityRef, Graph,
    GraphBuilder, Modality, Narrow, Object, Path, Paths, Polarity, Relate, Span, TimeRef,
    Transaction, TransactionError, Value, View, Weight,
};
pub use io::{ClaimsForm, Entry, Format, ReadError, ReadOptions, Rows, TableOptions, WriteOptions};
pub use model::{
    BaseDirection, BlankNode, Bounds, Civil, Instant, Iri, Literal, Period, Precision, Qualifier,
    Severity, Term, Time, Triple, ValueError, parse_time, vocab,
};
pub use report::{Problem, Report};
pub use schema::{Schema, SchemaError};
#[cfg(feature = "sparql")]
pub use sparql::{Bound, QueryError, QueryOptions, ResultsFormat, Row, Solutions, Triples};
pub use table::{Cell, Table, Values, isolate, printable};

/// The graph algorithms that run on an [`Adjacency`].
pub use petgraph;

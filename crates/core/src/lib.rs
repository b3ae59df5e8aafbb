//! A knowledge graph of states, agencies, events and technologies.

mod column;
mod dictionary;
mod graph;
mod index;
pub mod model;
pub mod names;

pub use dictionary::StorageError;
pub use model::{
    BaseDirection, BlankNode, Bounds, Civil, Instant, Iri, Literal, Period, Precision, Qualifier,
    Term, Time, Triple, ValueError, parse_time, vocab,
};

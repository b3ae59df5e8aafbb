//! A knowledge graph of states, agencies, events and technologies.

pub mod model;

pub use model::{
    BaseDirection, BlankNode, Bounds, Civil, Instant, Iri, Literal, Period, Precision, Qualifier,
    Term, Time, Triple, ValueError, parse_time, vocab,
};

//! A knowledge graph of states, agencies, events and technologies.

pub mod model;
pub mod schema;

pub use model::{
    BaseDirection, BlankNode, Iri, Literal, Precision, Qualifier, Term, Time, Triple, ValueError,
    vocab,
};
pub use schema::{Schema, SchemaError};

//! SPARQL on the live graph: the evaluator reads the columns, nothing is copied for it.

mod error;

pub use error::QueryError;

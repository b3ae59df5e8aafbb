//! SPARQL on the live graph: the evaluator reads the columns, nothing is copied for it.

mod algebra;
#[cfg(feature = "arrow")]
mod arrow;
mod bind;
mod clause;
mod construct;
mod dataset;
mod diagnose;
mod direct;
mod error;
mod exact;
mod expression;
mod functions;
mod local;
mod named;
mod options;
mod order;
mod query;
mod quoted;
mod reach;
mod results;
mod rewrite;
mod run;
mod slips;
mod solutions;
mod star;
mod strict;
mod tokens;
mod transfer;
mod triples;
mod update;
mod workers;

pub use error::QueryError;
pub use options::{Bound, QueryOptions};
pub use results::ResultsFormat;
pub use solutions::{Row, Solutions};
pub use triples::Triples;
pub(crate) use update::update;

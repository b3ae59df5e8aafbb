//! What comes into a graph and leaves it: rawabit's own JSON documents, and RDF.

mod error;
mod format;
mod report;

pub use error::ReadError;
pub use format::Format;
pub use report::{Gravity, Problem, Report};

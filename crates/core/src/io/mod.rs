//! What comes into a graph and leaves it: rawabit's own JSON documents, and RDF.

mod document;
mod error;
mod format;
mod intern;
mod packed;
mod parser;
mod rdf;
mod read;
mod write;

pub use error::ReadError;
pub use format::Format;
pub use read::ReadOptions;
pub use write::{ClaimsForm, WriteOptions};

//! What comes into a graph and leaves it: rawabit's own JSON documents, tables, and RDF.

mod depth;
mod document;
#[cfg(feature = "rdf-xml")]
mod elements;
mod error;
mod fault;
mod format;
mod intern;
#[cfg(feature = "json-ld")]
mod json_ld;
#[cfg(feature = "json-ld")]
mod keys;
mod lenient;
mod literal;
mod looks;
#[cfg(feature = "rdf-xml")]
mod markup;
mod mistake;
mod packed;
mod parser;
#[cfg(feature = "json-ld")]
mod pieces;
mod place;
#[cfg(feature = "rdf-xml")]
mod plain;
mod rdf;
mod read;
mod recent;
mod register;
mod statements;
mod table;
#[cfg_attr(
    not(feature = "rdf-xml"),
    expect(dead_code, reason = "nothing else may come in it")
)]
mod utf16;
mod watch;
mod write;

pub use error::ReadError;
pub use format::Format;
pub use read::ReadOptions;
pub use table::{Entry, Rows, TableOptions};
pub use write::{ClaimsForm, Packing, WriteOptions};

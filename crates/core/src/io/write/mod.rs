//! A graph as RDF: to a file, or to anything that takes bytes.

mod census;
mod escape;
mod failure;
mod file;
#[cfg(feature = "json-ld")]
mod json_ld;
mod lines;
mod local;
mod names;
mod nest;
mod options;
mod packing;
mod page;
mod paragraphs;
mod plan;
mod prefixes;
mod ranks;
#[cfg(feature = "rdf-xml")]
mod rdf_xml;
mod subjects;
mod terms;
mod turtle;
mod verbs;
#[cfg(feature = "rdf-xml")]
mod xml_names;

pub use options::{ClaimsForm, WriteOptions};
pub use packing::Packing;

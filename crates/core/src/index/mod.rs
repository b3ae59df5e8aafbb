//! Sorted orders of integers: at once the store, the adjacency of the graph and the query index.
//!
//! Nothing here ever sees a term. What is frozen lies in columns ([`Base`]); what has changed since
//! lies in persistent trees ([`Delta`]) that every snapshot shares.

mod asked;
mod attribute;
mod base;
mod claims;
mod delta;
mod evidence;
mod mask;
mod merge;
mod order;
mod quads;
mod tree;
mod tree_diff;
mod triples;

pub(crate) use attribute::Attribute;
pub(crate) use base::{Base, Parts};
pub(crate) use claims::{Claims, Field, Form, PREDICATES, Row};
pub(crate) use delta::Delta;
pub(crate) use evidence::{EVIDENCE, Evidence, EvidenceRow};
pub(crate) use mask::Mask;
pub(crate) use merge::Merged;
pub(crate) use order::{Order, Sizes};
pub(crate) use quads::{Quad, Quads};
pub(crate) use tree::Tree;
pub(crate) use triples::{Pattern, Scan, Triples};

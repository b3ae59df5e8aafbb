//! Sorted orders of integers: at once the store, the adjacency of the graph and the query index.
//!
//! Nothing here ever sees a term.

mod order;
mod tree;

pub(crate) use order::{Order, Sizes};
pub(crate) use tree::Tree;

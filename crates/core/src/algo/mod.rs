//! The graph as a graph: entities as nodes, relations as edges.
//!
//! The question it answers is "how do the entities hang together?". What runs on the whole graph runs
//! on an [`Adjacency`], a projection of a view with dense numbers; petgraph's algorithms take it as
//! their own graphs. `neighbors` and `paths` of one entity read the graph's orders themselves and need
//! none.
//!
//! The invariant that it keeps: an adjacency has the entities of its view and the statements between
//! them, no more and no less, and never changes.

mod adjacency;
mod build;
mod codes;
mod components;
mod csr;
mod edges;
mod nodes;
mod visit;
mod ways;

#[cfg(test)]
mod tests;

pub use adjacency::Adjacency;
pub use components::Components;
pub use edges::{Edge, EdgeReference, EdgeReferences, Edges};
pub use nodes::Node;
pub use visit::Visited;

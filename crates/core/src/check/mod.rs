//! Checks: whether a graph keeps to its ontology, what in it cannot all hold, and why something is in it.
//!
//! Each answers from a view and honours what that shows; none changes or resolves anything.

mod clash;
mod conflicts;
mod cycles;
mod kinds;
mod said;
mod times;
mod validate;
mod why;

pub use why::{Explanation, Statement, Step};

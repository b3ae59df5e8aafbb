//! The graph: snapshots, views and transactions over the columns, and the things one finds in them.

mod draft;
mod fold;
mod load;
mod rows;
mod seen;
mod snapshot;
mod text;

#[cfg(test)]
mod model_test;

pub(crate) use draft::Draft;
pub(crate) use seen::GraphIs;
pub(crate) use snapshot::Snapshot;
pub(crate) use text::{Sentence, Text};

//! The graph: snapshots, views and transactions over the columns, and the things one finds in them.

mod cache;
mod claim;
mod claims;
mod countries;
mod describe;
mod documents;
mod draft;
mod entailed;
mod entity;
mod error;
mod evidence;
mod fold;
#[expect(
    clippy::module_inception,
    reason = "the layer and its noun have one name"
)]
mod graph;
mod lens;
mod load;
mod neighbors;
mod ordered;
mod relate;
mod remove;
mod roles;
mod rows;
mod same;
mod seen;
mod settings;
mod snapshot;
mod text;
mod transaction;
mod value;
mod view;

#[cfg(test)]
mod entailed_test;
#[cfg(test)]
mod model_test;

pub(crate) use cache::Cache;
pub use claim::{Claim, Modality, Polarity, Span};
pub use claims::Claims;
pub use describe::Describe;
pub(crate) use draft::Draft;
pub use entity::Entity;
pub(crate) use error::List;
pub use error::{EntityError, TransactionError};
pub(crate) use fold::evidence_iri;
pub use graph::{Graph, GraphBuilder};
pub(crate) use lens::{Forward, Lens, Verb};
pub use neighbors::{Direction, Path, Paths};
pub use relate::Relate;
pub(crate) use roles::Roles;
pub(crate) use seen::{GraphIs, evidence_seen};
pub(crate) use settings::Settings;
pub(crate) use snapshot::Snapshot;
pub(crate) use text::{Sentence, Text};
pub use transaction::Transaction;
pub(crate) use value::Reference;
pub use value::{ClaimRef, EntityRef, Object, TimeRef, Value};
pub use view::View;

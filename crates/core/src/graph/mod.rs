//! The graph: snapshots, views and transactions over the columns, and the things one finds in them.

mod adding;
mod advice;
mod again;
mod alias;
mod bulk;
mod cache;
mod called;
mod claim;
mod claims;
mod countries;
mod describe;
mod documents;
mod draft;
mod ends;
#[cfg(feature = "sparql")]
mod entailed;
mod entity;
mod erase;
mod error;
mod evidence;
mod filters;
mod fold;
mod forget;
mod given;
#[expect(
    clippy::module_inception,
    reason = "the layer and its noun have one name"
)]
mod graph;
mod hint;
mod history;
mod holders;
mod identity;
mod kept;
mod lens;
mod listed;
mod load;
mod mask;
mod merge;
mod narrow;
mod neighbors;
mod ordered;
mod origin;
mod past_texts;
mod paths;
mod relate;
mod remove;
mod retype;
mod roles;
mod rows;
mod said;
mod same;
mod saying;
mod search;
mod seen;
mod settings;
mod shown;
mod sight;
mod snapshot;
mod stats;
mod text;
mod transaction;
mod unmerge;
mod value;
mod verb;
mod view;
mod walk;

#[cfg(test)]
#[cfg(feature = "sparql")]
mod entailed_test;
#[cfg(test)]
mod history_test;
#[cfg(test)]
#[cfg(feature = "sparql")]
mod model_test;
#[cfg(test)]
mod view_test;

pub(crate) use adding::slug_of;
pub(crate) use advice::{ANOTHER_ID, for_documents};
pub(crate) use again::Named;
pub(crate) use bulk::Bulk;
pub(crate) use cache::Cache;
pub(crate) use called::scheme_of;
pub use claim::{Claim, Modality, Polarity, Span};
pub use claims::Claims;
pub use describe::Describe;
pub(crate) use documents::sha256;
pub(crate) use draft::Draft;
pub(crate) use ends::{foreign_types, with_foreign_types};
#[cfg(feature = "sparql")]
pub(crate) use entailed::{Axioms, Entailed};
pub use entity::Entity;
pub(crate) use error::List;
pub use error::{EntityError, TransactionError};
pub(crate) use evidence::{Piece, Words};
pub(crate) use fold::evidence_iri;
pub(crate) use given::{check_asserted, check_confidence, check_period, decimal};
pub use graph::{Graph, GraphBuilder};
pub use hint::Hint;
pub(crate) use holders::Holders;
pub(crate) use identity::Identity;
pub(crate) use kept::{Columns, Date, Kept};
pub(crate) use lens::{Lens, Verb, meant};
pub use narrow::Narrow;
pub use neighbors::Direction;
pub use paths::{Path, Paths, Weight};
pub use relate::Relate;
pub(crate) use roles::Roles;
pub(crate) use said::{Said, Slot};
#[cfg(feature = "sparql")]
pub(crate) use seen::Quads;
pub(crate) use seen::{GraphIs, evidence_seen};
pub(crate) use settings::{Settings, check_base};
pub(crate) use snapshot::Snapshot;
pub(crate) use text::{Sentence, Text};
pub use transaction::Transaction;
pub use value::{ClaimRef, EntityRef, Object, TimeRef, Value};
pub(crate) use value::{EMPTY, Reference, date_of, one_time};
pub(crate) use verb::{check_claimed, check_linked, check_said};
pub use view::View;

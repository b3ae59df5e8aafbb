//! Every error of the crate under one roof.

use crate::dictionary::StorageError;
use crate::graph::{EntityError, TransactionError};
use crate::io::ReadError;
use crate::schema::SchemaError;

/// What can go wrong. Each text says what, where, and how to mend it.
///
/// One for one with the exceptions of Python.
///
/// # Example
/// ```
/// use rawabit::{Error, Graph};
/// let graph = Graph::new();
/// graph.country("QA")?;
/// let error = graph.entity("qatr").unwrap_err();
/// assert!(matches!(error, Error::Entity(_)));
/// assert_eq!(error.to_string(), "no entity \"qatr\" in the graph; did you mean \"qatar\"?");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A type, relation or value that the schema does not allow, or a bad argument.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// An entity or claim that is not there.
    #[error(transparent)]
    Entity(#[from] EntityError),
    /// A document or file that cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A query that cannot be parsed or answered.
    #[cfg(feature = "sparql")]
    #[error(transparent)]
    Query(#[from] crate::sparql::QueryError),
    /// A limit of the store, or a fault of what it is stored on.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A transaction that is used where it cannot be.
    #[error(transparent)]
    Transaction(#[from] TransactionError),
    /// A call that was told to stop by what it asks, such as [`Paths::interrupt`](crate::Paths::interrupt).
    #[error("the call was interrupted")]
    Interrupted,
}

impl From<crate::model::ValueError> for Error {
    fn from(error: crate::model::ValueError) -> Self {
        Self::Schema(error.into())
    }
}

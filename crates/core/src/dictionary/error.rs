//! What the store itself cannot do.

/// The store has met a limit or a fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// The id space or an address space is full.
    #[error("the graph is full: it holds at most {limit} {what}; split it into several graphs")]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// How much fits.
        limit: u64,
    },
}
